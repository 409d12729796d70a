//! An offer that is before its customer.

use crate::compensation::money::Money;
use crate::compensation::option::Missing;
use crate::complaint::Phase;
use crate::complaint::command::OfferedOption;
use crate::complaint::left_open::LeftOpen;
use crate::finding::Findings;
use crate::id::{OfferId, OptionId};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// An open offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its id.
    pub id: OfferId,
    /// Its options, best first.
    pub options: Vec<OfferedOption>,
    /// What was said with it.
    pub message: Option<String>,
    /// When it was made.
    pub made_at: DateTime<FixedOffset>,
    /// How far an option of it goes above what came in for the order; a supervisor signs for that sum.
    pub above: Option<Money>,
    /// Whether it was signed when the order was known to be perhaps another one.
    pub is_in_doubt: bool,
    /// What was found out by then: what a rule gives rests on it.
    pub found: Findings,
    /// What none of its options would settle, but for what they hold themselves.
    pub left_open: Vec<LeftOpen>,
    /// Its options that nobody can take any more, since they rest on what was found to be otherwise.
    pub fallen: Vec<OptionId>,
}

impl Offer {
    /// The option of that id.
    pub fn option(&self, id: OptionId) -> Option<&OfferedOption> {
        self.options.iter().find(|offered| offered.id == id)
    }

    /// Whether nobody can take that option any more, by what was found out since the offer was made.
    pub fn is_fallen(&self, option: OptionId) -> bool {
        self.fallen.contains(&option)
    }

    /// Whether nobody can take some of it, so that it is the desk's turn to look at it again.
    pub const fn has_fallen(&self) -> bool {
        !self.fallen.is_empty()
    }

    /// Whether nobody can take any of it.
    pub fn is_void(&self) -> bool {
        self.options.iter().all(|offered| self.is_fallen(offered.id))
    }

    /// The same once its customer has asked for something else instead: nothing of it is what they wish for.
    #[must_use]
    pub(super) fn asked_past(mut self) -> Self {
        for OfferedOption { option, .. } in &mut self.options {
            option.because = option.because.filter(|because| !because.is_of_a_wish());
        }
        self
    }
}

/// What an option of an open offer leaves out by what is known now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Weighed {
    /// Which option.
    pub option: OptionId,
    /// What it leaves out of what its customer is entitled to; nothing where it gives all of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Missing>,
}

/// The options of an open offer leave out so much from now on.
pub(super) fn weighed(phase: &mut Phase, offer: OfferId, options: &[Weighed]) {
    let (Phase::Offered(open) | Phase::Countered { offer: open, .. }) = phase else { return };
    for offered in open.options.iter_mut().filter(|_| open.id == offer) {
        if let Some(now) = options.iter().find(|one| one.option == offered.id) {
            offered.option.missing.clone_from(&now.missing);
            offered.option.is_below_entitlement = !now.missing.is_empty();
        }
    }
}

/// These options of an open offer can't be taken from now on, and no others.
pub(super) fn fell(phase: &mut Phase, offer: OfferId, options: &[OptionId]) {
    if let Phase::Offered(open) | Phase::Countered { offer: open, .. } = phase
        && open.id == offer
    {
        open.fallen = options.to_vec();
    }
}

/// Nothing of an open offer is recommended from now on: something is claimed that nobody knew when it was made, and what
/// would be chosen is to be seen anew.
pub(super) fn recommend_nothing(phase: &mut Phase) {
    let (Phase::Offered(open) | Phase::Countered { offer: open, .. }) = phase else { return };
    for OfferedOption { option, .. } in &mut open.options {
        (option.is_recommended, option.because) = (false, None);
    }
}
