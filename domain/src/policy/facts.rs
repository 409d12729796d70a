//! What is put to the engine: one question about one order at one moment.
//!
//! Everything is borrowed, so that asking costs nothing and the same order can be asked about again and again
//! while somebody types. There is no clock in here: the moment and its offset come with the question.

use crate::category::Category;
use crate::code::codes;
use crate::finding::Findings;
use crate::order::{Order, OrderLine};
use crate::remedy::Remedy;
use chrono::{DateTime, FixedOffset};

codes! {
    /// How the shop ranks a customer.
    pub enum Tier {
        /// A customer like any other.
        Regular = "regular",
        /// A valued customer.
        Vip = "vip",
    }
}

/// Which lines of the order are complained about.
#[derive(Clone, Copy, Debug)]
pub enum Complained<'a> {
    /// All of them.
    All,
    /// Those with these codes; none named means all.
    Skus(&'a [String]),
    /// One mark per line, in the order of the lines; a line without a mark is not complained about.
    Marks(&'a [bool]),
}

impl Complained<'_> {
    /// Whether the line at `idx` is complained about.
    pub fn has(self, idx: usize, line: &OrderLine) -> bool {
        match self {
            Self::All => true,
            Self::Skus(skus) => skus.is_empty() || skus.contains(&line.sku),
            Self::Marks(marks) => marks.get(idx).copied().unwrap_or(false),
        }
    }
}

/// The facts at hand.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The moment the question is put; its offset is the zone in which days are counted.
    pub asked_at: DateTime<FixedOffset>,
    /// What the complaint is about.
    pub category: Category,
    /// What the customer wishes, most wished first.
    pub wants: &'a [Remedy],
    /// The order.
    pub order: &'a Order,
    /// Which of its lines.
    pub complained: Complained<'a>,
    /// What is established so far.
    pub findings: &'a Findings,
    /// How the shop ranks the customer.
    pub tier: Tier,
    /// How many complaints there were on this order before.
    pub complaints_on_order: u32,
}
