//! What was given on an order before: by other cases, by the same case, or outside the desk.
//!
//! The engine reads it so that nothing is granted twice for one cause and no more goes back than came in. One row is
//! about pieces of one line, or about the order as a whole; who gives for several lines at once splits it first.

use crate::compensation::money::Money;
use crate::order::{OrderTime, Pieces};
use crate::remedy::Remedy;
use serde::{Deserialize, Serialize};

/// Something that was given, or is promised so that it can't be given to anybody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
}

impl Given {
    /// Whether it gave back some of the price or the freight: only that is bound by what came in.
    pub const fn is_paid_back(&self) -> bool {
        self.remedy.pays_back()
    }
}
