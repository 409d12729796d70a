//! What all cases of one order gave and hold back for their customer, so that no money goes out twice.
//!
//! Each case says what it gave (agreed, and everything recorded since) and what it reserves (the dearest option of an
//! open offer). Taken together with what was given outside the desk, that is what another case of the order has to
//! reckon with. The bound is about what gives price or freight back: all of it together stays within what came in,
//! and for one line within what was paid for that line. What goes above needs a supervisor's signature, for a sum.

use crate::code::codes;
use crate::compensation::money::Money;
use crate::id::{CaseId, PersonId};
use crate::order::Order;
use crate::order::given::Given;
use serde::{Deserialize, Serialize};

codes! {
    /// How firm it is that something is given.
    pub enum Standing {
        /// Agreed, or done.
        Given = "given",
        /// Offered: kept back until the offer is answered or gone.
        Reserved = "reserved",
    }
}

/// Something a case gave or reserves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// How firm it is.
    pub standing: Standing,
    /// What.
    pub given: Given,
}

/// What one case gave and reserves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfCase {
    /// The case.
    pub case: CaseId,
    /// Whose complaint it is: an order number given out anew belongs to somebody else.
    pub person: PersonId,
    /// What, oldest first.
    pub entries: Vec<Entry>,
}

/// What the cases of one order gave and reserve; a case that gave nothing is not named.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderLedger {
    cases: Vec<OfCase>,
}

impl OrderLedger {
    /// Takes what a case gives now in place of what it gave before; whether anything changed.
    pub fn put(&mut self, of_case: &OfCase) -> bool {
        let place = self.cases.binary_search_by_key(&of_case.case, |known| known.case);
        match (place, of_case.entries.is_empty()) {
            (Err(_), true) => return false,
            (Err(place), false) => self.cases.insert(place, of_case.clone()),
            (Ok(place), true) => {
                self.cases.remove(place);
            }
            (Ok(place), false) => match self.cases.get_mut(place) {
                Some(known) if known != of_case => known.clone_from(of_case),
                _ => return false,
            },
        }
        true
    }

    /// Whether no case gave or reserves anything.
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }

    /// What was given on a buyer's order other than by one of its cases (by none, where that is still to be filed):
    /// `order` as that case knows it, `now` as the shop knows it today.
    pub fn elsewhere(
        &self,
        person: PersonId,
        case: Option<CaseId>,
        order: &Order,
        now: Option<&Order>,
    ) -> Elsewhere {
        let cases = self.cases.iter().filter(|of| of.person == person && Some(of.case) != case);
        let mut known: Vec<&Given> = order.given_outside.iter().collect();
        let mut outside = Vec::new();
        for given in now.map(|now| now.given_outside.as_slice()).unwrap_or_default() {
            match known.iter().position(|other| *other == given) {
                Some(place) => {
                    known.swap_remove(place);
                }
                None => outside.push(given.clone()),
            }
        }
        Elsewhere { cases: cases.cloned().collect(), outside }
    }
}

/// What was given on an order other than by the case in hand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Elsewhere {
    /// By its other cases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<OfCase>,
    /// Outside the desk, and not known yet when the case was filed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outside: Vec<Given>,
}

impl Elsewhere {
    /// Whether nothing was.
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty() && self.outside.is_empty()
    }

    /// All of it, reserved or given.
    pub fn given(&self) -> Vec<Given> {
        self.given_as(|_| true)
    }

    /// What is not merely reserved.
    pub fn firm(&self) -> Vec<Given> {
        self.given_as(|standing| standing == Standing::Given)
    }

    fn given_as(&self, counts: impl Fn(Standing) -> bool) -> Vec<Given> {
        let entries = self.cases.iter().flat_map(|of| &of.entries).filter(|entry| counts(entry.standing));
        entries.map(|entry| &entry.given).chain(&self.outside).cloned().collect()
    }
}

/// How much of what is about to be given goes above what came in, in whole or for one line, when all that was given
/// `before` is reckoned with. `None` where nothing does.
pub fn above(order: &Order, before: &[Given], about: &[Given]) -> Option<Money> {
    let before: Vec<&Given> = order.given_outside.iter().chain(before).collect();
    let about: Vec<&Given> = about.iter().collect();
    let own = paid_back(&about, Given::is_paid_back);
    let over = |paid: Option<Money>, is_meant: &dyn Fn(&Given) -> bool| {
        // A sum too large to be told is no room.
        let room = paid.map_or(0, |paid| paid.minor.saturating_sub(paid_back(&before, is_meant)).max(0));
        paid_back(&about, is_meant).saturating_sub(room).max(0)
    };
    let of_order = over(order.came_in(), &Given::is_paid_back);
    let of_lines = order
        .lines
        .iter()
        .map(|line| {
            let is_of_line = |given: &Given| {
                given.remedy.pays_back_price()
                    && given.goods.as_ref().is_some_and(|goods| goods.sku == line.sku)
            };
            over(line.paid_in_all(), &is_of_line)
        })
        .fold(0, i64::saturating_add);
    let above = of_order.max(of_lines).min(own);
    (above > 0).then(|| Money::new(above, order.currency))
}

/// The sum of what is meant, in minor units.
fn paid_back(given: &[&Given], is_meant: impl Fn(&Given) -> bool) -> i64 {
    let meant = given.iter().filter(|given| is_meant(given));
    meant.filter_map(|given| given.amount).fold(0, |sum, amount| sum.saturating_add(amount.minor))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::Pieces;
    use crate::remedy::Remedy;
    use crate::testing::{CASE, CUSTOMER, STRANGER, fruit_order, yuan};
    use uuid::Uuid;

    fn given(remedy: Remedy, amount: &str) -> Given {
        Given {
            remedy,
            amount: Some(yuan(amount)),
            goods: Some(Pieces::all_of("FRUIT-5KG")),
            rule: None,
            at: fruit_order().placed_at,
        }
    }

    fn of_case(n: u128, entries: &[Given]) -> OfCase {
        let entries =
            entries.iter().map(|given| Entry { standing: Standing::Given, given: given.clone() }).collect();
        OfCase { case: CaseId(Uuid::from_u128(n)), person: CUSTOMER, entries }
    }

    #[test]
    fn only_what_goes_above_what_came_in_is_above() {
        let order = fruit_order();
        let above = |before: &[Given], about: &[Given]| super::above(&order, before, about);
        assert_eq!(above(&[], &[given(Remedy::Refund, "168.00")]), None);
        assert_eq!(above(&[], &[given(Remedy::Refund, "168.01")]), Some(yuan("0.01")));
        let before = [given(Remedy::PriceReduction, "100.00")];
        assert_eq!(above(&before, &[given(Remedy::Refund, "68.00")]), None);
        assert_eq!(above(&before, &[given(Remedy::Refund, "168.00")]), Some(yuan("100.00")));
    }

    #[test]
    fn compensation_is_not_bound_by_what_came_in() {
        let before = [given(Remedy::Refund, "168.00")];
        assert_eq!(above(&fruit_order(), &before, &[given(Remedy::StatutoryDamages, "500.00")]), None);
        assert_eq!(above(&fruit_order(), &[given(Remedy::StatutoryDamages, "500.00")], &before), None);
    }

    #[test]
    fn one_line_gets_back_no_more_than_was_paid_for_it_though_the_order_has_room() {
        let mut order = fruit_order();
        let mut lamp = order.lines[0].clone();
        lamp.sku = "LAMP".to_owned();
        order.lines.push(lamp);
        let refund = given(Remedy::Refund, "168.00");
        assert_eq!(
            above(&order, std::slice::from_ref(&refund), std::slice::from_ref(&refund)),
            Some(yuan("168.00"))
        );
    }

    #[test]
    fn what_was_given_outside_the_desk_counts() {
        let mut order = fruit_order();
        order.given_outside = vec![given(Remedy::Refund, "168.00")];
        assert_eq!(above(&order, &[], &[given(Remedy::PriceReduction, "5.00")]), Some(yuan("5.00")));
    }

    #[test]
    fn an_order_remembers_each_case_once_and_forgets_one_that_gives_nothing() {
        let mut ledger = OrderLedger::default();
        let first = of_case(7, &[given(Remedy::Refund, "1.00")]);
        assert!(ledger.put(&first));
        assert!(!ledger.put(&first));
        assert!(ledger.put(&of_case(7, &[given(Remedy::Refund, "2.00")])));
        assert!(ledger.put(&of_case(7, &[])));
        assert!(!ledger.put(&of_case(7, &[])));
        assert!(ledger.is_empty());
    }

    #[test]
    fn a_case_reckons_with_the_others_of_its_buyer_and_with_what_the_shop_noted_since() {
        let mut ledger = OrderLedger::default();
        ledger.put(&of_case(7, &[given(Remedy::Refund, "1.00")]));
        let mut of_stranger = of_case(8, &[given(Remedy::Refund, "2.00")]);
        of_stranger.person = STRANGER;
        ledger.put(&of_stranger);
        ledger.put(&OfCase { case: CASE, ..of_case(9, &[given(Remedy::Refund, "3.00")]) });
        let (mut known, mut now) = (fruit_order(), fruit_order());
        known.given_outside = vec![given(Remedy::Refund, "4.00")];
        now.given_outside = vec![given(Remedy::Refund, "4.00"), given(Remedy::Refund, "4.00")];
        let elsewhere = ledger.elsewhere(CUSTOMER, Some(CASE), &known, Some(&now)).given();
        let sums: Vec<_> = elsewhere.iter().filter_map(|given| given.amount).collect();
        assert_eq!(sums, [yuan("1.00"), yuan("4.00")]);
    }
}
