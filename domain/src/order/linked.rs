//! What a customer, and whoever holds a link to one case, is told of the order's other cases.
//!
//! What agents may still give without a signature is the desk's own reckoning, as who must sign for an offer is: a
//! customer is told neither.
//!
//! A link may have got about. What its holder's case is bound by is told: which money and goods were given, and by which
//! rule. Which cases there are besides, what is offered in them and under which references it was paid is not.

use super::given::Given;
use super::ledger::Elsewhere;

impl Elsewhere {
    /// The same for the customer.
    #[must_use]
    pub fn as_told_to_customer(mut self) -> Self {
        (self.goodwill, self.by_agents, self.besides, self.has_another) = (None, None, None, false);
        (self.like, self.like_later) = (None, None);
        self.told.clear();
        self.by_hand.clear();
        self.by_hand_of_another.clear();
        self.proven.clear();
        // What went to another person is nobody's to read but the desk's, under whatever number.
        self.others.clear();
        self.perhaps.clear();
        self.parcels.clear();
        for of in &mut self.cases {
            of.parcels.clear();
            (of.goodwill, of.by_agents, of.besides) = (None, None, None);
            // What else a transfer paid for is nobody else's either.
            of.entries.iter_mut().for_each(|entry| entry.given.in_all = None);
        }
        self
    }

    /// The same for somebody who holds a link and proved nothing.
    pub fn as_told_by_link(&self) -> Self {
        let told = Self { others: Vec::new(), ..self.clone() };
        let outside =
            told.firm().into_iter().map(|given| Given { reference: None, in_all: None, ..given }).collect();
        Self { outside, ..Self::default() }
    }
}
