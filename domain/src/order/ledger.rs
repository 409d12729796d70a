//! What all cases of one order gave and hold back for their customer, so that no money goes out twice.
//!
//! Each case says what it gave (agreed, and everything recorded since) and what it reserves (the dearest option of an
//! open offer). Taken together with what was given outside the desk, that is what another case of the order has to
//! reckon with. The bound is about what gives price or freight back: all of it together stays within what came in,
//! and for one line within what was paid for that line. What goes above needs a supervisor's signature, for a sum.

mod elsewhere;
mod left;
mod transfer;
mod worth;

use crate::code::codes;
use crate::compensation::money::Money;
use crate::id::{CaseId, PersonId};
use crate::order::bought::Bought;
use crate::order::given::Given;
use crate::order::payment::Payment;
use crate::order::reference::parcel_of;
use crate::order::told::{Told, not_told};
use crate::order::{Order, OrderTime};
use crate::remedy::Remedy;
use crate::text::Reference;
pub use elsewhere::{Elsewhere, Now};
pub use left::{left, over};
use serde::{Deserialize, Serialize};
pub use transfer::{Transfer, by_reference, said_under, sum_under};
use worth::{above_pieces, free_again, in_worth, paid_again, unplaced};

codes! {
    /// How firm it is that something is given.
    #[cfg_attr(feature = "schema", schemars(rename = "GivenStanding"))]
    pub enum Standing {
        /// Agreed, or done.
        Given = "given",
        /// Offered: kept back until the offer is answered or gone.
        Reserved = "reserved",
    }
}

/// Something a case gave or reserves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// How firm it is.
    pub standing: Standing,
    /// What.
    pub given: Given,
    /// Whether the case only tells of it: it was given outside the desk.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub is_told: bool,
}

/// What one case gave and reserves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfCase {
    /// The case.
    pub case: CaseId,
    /// Whose complaint it is: an order number given out anew belongs to somebody else.
    pub person: PersonId,
    /// When its order was placed: what was bought at that moment stays one purchase, whoever is named as its buyer.
    pub placed_at: OrderTime,
    /// What its order was about: the same stays one purchase though its day and its buyer are put right together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bought: Option<Bought>,
    /// What, oldest first.
    pub entries: Vec<Entry>,
    /// How much of it agents gave or offer as goodwill, without a supervisor's signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goodwill: Option<Money>,
    /// What of it went back, or is to go back, to which means of payment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub back: Vec<Payment>,
    /// How much agents gave or offer back, without a supervisor's signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_agents: Option<Money>,
    /// How much they gave or offer besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub besides: Option<Money>,
    /// The numbers of the parcels that show what was sent by it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parcels: Vec<Reference>,
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

    /// Whether the parcel of that key shows something of another of its cases.
    pub fn shows_parcel(&self, key: &str, case: Option<CaseId>) -> bool {
        let others = self.cases.iter().filter(|of| Some(of.case) != case);
        others.flat_map(|of| &of.parcels).any(|number| parcel_of(number.as_str()).as_deref() == Some(key))
    }

    /// Whether no case gave or reserves anything.
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty()
    }
}

impl OfCase {
    /// What the desk gave or keeps back by it, without what the case in hand tells of itself, each such account once.
    /// What a rule gave stays: that it was given answers for the rule, whoever else tells of the money.
    fn by_desk_beside(&self, told_here: &mut Told) -> Vec<Given> {
        let is_by_hand = |given: &Given| given.rule.is_none() && given.is_paid_back();
        let own = self.entries.iter().filter(|entry| !entry.is_told).map(|entry| &entry.given);
        let (by_hand, mut kept): (Vec<Given>, Vec<Given>) = own.cloned().partition(is_by_hand);
        kept.extend(told_here.not_among(&by_hand).into_iter().cloned());
        kept
    }

    /// What it tells of as given outside the desk.
    fn told(&self) -> Vec<Given> {
        let told = self.entries.iter().filter(|entry| entry.is_told);
        told.map(|entry| entry.given.clone()).collect()
    }

    /// What references prove of it.
    pub fn proven(&self) -> impl Iterator<Item = &Given> {
        let by_desk = self.entries.iter().filter(|entry| !entry.is_told).map(|entry| &entry.given);
        by_desk.filter(|given| given.reference.is_some())
    }
}

/// How much of what is about to be given goes above what came in, in whole or for one line, when all that was given
/// `before` is reckoned with; goods that cost nothing and are sent once more are above by their price, and so is what pays
/// once more for the way back or a fee, or gives a statute's multiple once more by hand. `None` where nothing is.
pub fn above(order: &Order, before: &[Given], about: &[Given]) -> Option<Money> {
    let before: Vec<&Given> = not_told(&order.given_outside, before).into_iter().chain(before).collect();
    let about: Vec<&Given> = about.iter().collect();
    let again = free_again(&before, &about, order).saturating_add(paid_again(&before, &about, order));
    let (before, about) = (in_worth(&before, order), in_worth(&about, order));
    let (before, about): (Vec<&Given>, Vec<&Given>) = (before.iter().collect(), about.iter().collect());
    let own = paid_back(&about, order, Given::is_paid_back);
    let over = |paid: Option<Money>, is_meant: &dyn Fn(&Given) -> bool| {
        // A sum too large to be told is no room.
        let room =
            paid.map_or(0, |paid| paid.minor.saturating_sub(paid_back(&before, order, is_meant)).max(0));
        paid_back(&about, order, is_meant).saturating_sub(room).max(0)
    };
    let of_order = over(order.came_in(), &Given::is_paid_back);
    let unplaced = unplaced(&before, order);
    // Freight goes back once. Where none was paid, the order as a whole is the bound.
    let is_freight = |given: &Given| given.remedy == Remedy::ShippingRefund;
    let freight = order.shipping_fee.filter(|freight| freight.minor > 0);
    let of_freight = freight.map_or(0, |freight| over(Some(freight), &is_freight));
    let of_parts = order
        .lines
        .iter()
        .map(|line| {
            let is_of_line = |given: &Given| {
                given.remedy.pays_back_price()
                    && given.goods.as_ref().is_some_and(|goods| goods.sku == line.sku)
            };
            // What can't be placed may have been for this very line.
            let paid =
                line.paid_in_all().map(|paid| Money { minor: paid.minor.saturating_sub(unplaced), ..paid });
            over(paid, &is_of_line)
        })
        .fold(of_freight, i64::saturating_add);
    // Charged twice is as much again as came in; more than that has to be looked at by somebody else.
    let of_overcharge = over(order.came_in(), &|given| given.remedy == Remedy::OverchargeRefund);
    // Nor do both together give back more than came in: where two charges are told of, both came in.
    let goes_back = |given: &Given| given.is_paid_back() || given.remedy == Remedy::OverchargeRefund;
    let of_both = over(order.came_in(), &goes_back).min(paid_back(&about, order, goes_back));
    let of_parts = of_parts.max(above_pieces(&about, order));
    let of_each = of_order.max(of_parts).min(own).saturating_add(of_overcharge);
    let above = of_each.max(of_both).saturating_add(again);
    (above > 0).then(|| Money::new(above, order.currency))
}

/// What stands in `now` beyond what was `known`; what stands twice is known twice or new once.
pub(crate) fn told_since(known: &[Given], now: &[Given]) -> Vec<Given> {
    let mut known: Vec<&Given> = known.iter().collect();
    let mut told = Vec::new();
    for given in now {
        match known.iter().position(|other| other.tells_the_same(given)) {
            Some(place) => {
                known.swap_remove(place);
            }
            None => told.push(given.clone()),
        }
    }
    told
}

/// How much of price and freight went back for an order, in minor units, when all that was given `before` is reckoned with.
pub(crate) fn given_back(order: &Order, before: &[Given]) -> i64 {
    let all: Vec<&Given> = not_told(&order.given_outside, before).into_iter().chain(before).collect();
    paid_back(&all, order, Given::is_paid_back)
}

/// The sum of what is meant, in minor units of the order's currency.
fn paid_back(given: &[&Given], order: &Order, is_meant: impl Fn(&Given) -> bool) -> i64 {
    let meant = given.iter().filter(|given| is_meant(given));
    meant
        .filter_map(|given| given.amount)
        .fold(0, |sum, amount| sum.saturating_add(amount.minor_in(order.currency)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compensation::money::Currency;
    use crate::order::Pieces;
    use crate::testing::{CASE, CUSTOMER, STRANGER, fruit_order, yuan};
    use crate::zone::Zone;
    use uuid::Uuid;

    fn given(remedy: Remedy, amount: &str) -> Given {
        Given {
            remedy,
            amount: Some(yuan(amount)),
            goods: Some(Pieces::all_of("FRUIT-5KG")),
            rule: None,
            at: fruit_order().placed_at,
            reference: None,
            in_all: None,
        }
    }

    fn of_case(n: u128, entries: &[Given]) -> OfCase {
        let entries = entries
            .iter()
            .map(|given| Entry { standing: Standing::Given, given: given.clone(), is_told: false })
            .collect();
        OfCase {
            case: CaseId(Uuid::from_u128(n)),
            person: CUSTOMER,
            placed_at: fruit_order().placed_at,
            bought: Some(Bought::of(&fruit_order())),
            entries,
            goodwill: None,
            back: Vec::new(),
            by_agents: None,
            besides: None,
            parcels: Vec::new(),
        }
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
        of_stranger.placed_at = OrderTime::parse("2025-01-01T08:00:00+08:00").unwrap();
        of_stranger.bought = None;
        ledger.put(&of_stranger);
        ledger.put(&OfCase { case: CASE, ..of_case(9, &[given(Remedy::Refund, "3.00")]) });
        let (mut known, mut now) = (fruit_order(), fruit_order());
        known.given_outside = vec![given(Remedy::Refund, "4.00")];
        now.given_outside = vec![given(Remedy::Refund, "4.00"), given(Remedy::Refund, "4.00")];
        let elsewhere =
            ledger.elsewhere(CUSTOMER, Some(CASE), &known, Some(Now::theirs(&now)), &Zone::utc()).given();
        let sums: Vec<_> = elsewhere.iter().filter_map(|given| given.amount).collect();
        assert_eq!(sums, [yuan("1.00"), yuan("4.00")]);
    }

    #[test]
    fn what_was_charged_too_much_and_the_price_are_no_more_than_came_in() {
        let overcharge = given(Remedy::OverchargeRefund, "168.00");
        let refund = given(Remedy::Refund, "168.00");
        let order = fruit_order();
        assert_eq!(above(&order, &[], std::slice::from_ref(&overcharge)), None);
        let (before, about) = ([overcharge.clone()], [refund.clone()]);
        assert_eq!(above(&order, &before, &about), Some(yuan("168.00")));
        assert_eq!(above(&order, &about, &before), Some(yuan("168.00")));
        // The shop's file tells of both charges: both may go back.
        let twice = Payment { means: crate::order::payment::Means::Card, amount: yuan("168.00") };
        let order = Order { payments: vec![twice, twice], ..order };
        assert_eq!(above(&order, &before, &about), None);
    }

    #[test]
    fn freight_goes_back_once_though_the_price_leaves_room() {
        let mut order = fruit_order();
        order.shipping_fee = Some(yuan("12.00"));
        let freight = given(Remedy::ShippingRefund, "12.00");
        assert_eq!(above(&order, &[], std::slice::from_ref(&freight)), None);
        let (before, about) = ([freight.clone()], [freight]);
        assert_eq!(above(&order, &before, &about), Some(yuan("12.00")));
    }

    #[test]
    fn what_went_back_in_another_currency_leaves_no_room() {
        let mut foreign = given(Remedy::Refund, "1.00");
        foreign.amount = Some(Money::new(100, Currency::from_code("EUR").unwrap()));
        let refund = given(Remedy::Refund, "168.00");
        assert_eq!(above(&fruit_order(), &[foreign], &[refund]), Some(yuan("168.00")));
    }

    #[test]
    fn what_the_shop_took_off_the_bill_since_can_not_go_back() {
        let (known, mut now) = (fruit_order(), fruit_order());
        now.lines[0].paid = Some(yuan("100.00"));
        let elsewhere = |now: &Order| {
            OrderLedger::default().elsewhere(
                CUSTOMER,
                Some(CASE),
                &known,
                Some(Now::theirs(now)),
                &Zone::utc(),
            )
        };
        let refund = [given(Remedy::Refund, "168.00")];
        assert_eq!(above(&known, &elsewhere(&now).firm(), &refund), Some(yuan("68.00")));
        // What the shop tells as given back, and takes off the bill as well, counts once.
        now.given_outside = vec![given(Remedy::PriceReduction, "68.00")];
        assert_eq!(above(&known, &elsewhere(&now).firm(), &refund), Some(yuan("68.00")));
        assert_eq!(elsewhere(&fruit_order()), Elsewhere::default());
    }

    #[test]
    fn one_purchase_stays_one_though_the_shop_names_another_buyer() {
        let mut ledger = OrderLedger::default();
        ledger.put(&of_case(7, &[given(Remedy::Refund, "168.00")]));
        let elsewhere = ledger.elsewhere(STRANGER, Some(CASE), &fruit_order(), None, &Zone::utc());
        assert_eq!(elsewhere.firm_bound().len(), 1);
        assert_eq!(elsewhere.cases, []);
        // The hour is put right together with the buyer.
        let mut later = fruit_order();
        later.placed_at = OrderTime::parse("2026-03-06T21:02:01+08:00").unwrap();
        let elsewhere = ledger.elsewhere(STRANGER, Some(CASE), &later, None, &Zone::utc());
        assert_eq!(elsewhere.firm_bound().len(), 1);
        // So is the day, in the same parcel.
        later.placed_at = OrderTime::parse("2026-03-08T21:02:01+08:00").unwrap();
        let elsewhere = ledger.elsewhere(STRANGER, Some(CASE), &later, None, &Zone::utc());
        assert_eq!(elsewhere.firm_bound().len(), 1);
        let mut anew = fruit_order();
        anew.placed_at = OrderTime::parse("2027-01-01T08:00:00+08:00").unwrap();
        anew.tracking = Some("SF2000001".to_owned());
        (anew.promised_by, anew.shipped_at, anew.delivered_at) = (None, None, None);
        let apart = Elsewhere { has_another: true, ..Elsewhere::default() };
        assert_eq!(ledger.elsewhere(STRANGER, Some(CASE), &anew, None, &Zone::utc()), apart);
    }
}
