//! What was given on an order before: by other cases, by the same case, or outside the desk.
//!
//! The engine reads it so that nothing is granted twice for one cause and no more goes back than came in. One row is
//! about pieces of one line, or about the order as a whole; who gives for several lines at once splits it first.

use crate::compensation::money::Money;
use crate::order::payment::Means;
use crate::order::reference::key_of;
use crate::order::{OrderTime, Pieces};
use crate::remedy::Remedy;
use crate::text::Reference;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Something that was given, or is promised so that it can't be given to anybody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// What.
    pub remedy: Remedy,
    /// How much, where it was a matter of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// For which pieces of which line; absent = for the order as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goods: Option<Pieces>,
    /// By which rule, as `pack/code`; absent = by a person, which counts for every rule of that remedy and goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// When.
    pub at: OrderTime,
    /// Under which reference the money went back, where somebody noted it: what is told twice is known by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// What the transfer of that reference came to in all, where a supervisor said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_all: Option<Money>,
}

impl Given {
    /// Whether it gave back some of the price or the freight: only that is bound by what came in.
    pub const fn is_paid_back(&self) -> bool {
        self.remedy.pays_back()
    }

    /// Whether it went back under a reference, as it is compared.
    pub fn is_under(&self, key: &str) -> bool {
        self.reference.as_ref().and_then(key_of).as_deref() == Some(key)
    }
}

/// Money that went back outside the desk, as somebody at the desk records it: by the shop itself, its payment provider,
/// or a small transfer by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OutsideRefund {
    /// How much.
    pub amount: Money,
    /// By which means.
    pub means: Means,
    /// Where it can be found again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// On which day.
    pub on: NaiveDate,
    /// For which goods; none named = for the order as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goods: Vec<Pieces>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::Order;
    use crate::order::ledger::{Now, OrderLedger};
    use crate::testing::{CASE, CUSTOMER, fruit_order, yuan};
    use crate::zone::Zone;

    #[test]
    fn a_refund_whose_day_is_told_later_is_no_second_one() {
        let (mut known, mut now) = (fruit_order(), fruit_order());
        let told = |at| Given {
            remedy: Remedy::PriceReduction,
            amount: Some(yuan("60.00")),
            goods: None,
            rule: None,
            at,
            reference: None,
            in_all: None,
        };
        known.given_outside = vec![told(known.placed_at)];
        now.given_outside = vec![told(OrderTime::parse("2026-03-11T00:00:00").unwrap())];
        let outside = |now: &Order| {
            let ledger = OrderLedger::default();
            ledger.elsewhere(CUSTOMER, Some(CASE), &known, Some(Now::theirs(now)), &Zone::utc()).outside.len()
        };
        assert_eq!(outside(&now), 0);
        now.given_outside.push(told(known.placed_at));
        assert_eq!(outside(&now), 1);
    }
}
