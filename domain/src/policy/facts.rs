//! What is put to the engine: one question about one order at one moment.
//!
//! Everything is borrowed, so that asking costs nothing and the same order can be asked about again and again
//! while somebody types. There is no clock in here: the moment and the zone come with the question.

use crate::category::{Category, Kind};
use crate::code::codes;
use crate::finding::Findings;
use crate::order::given::Given;
use crate::order::{Order, OrderLine, Pieces};
use crate::remedy::Remedy;
use crate::zone::Zone;
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

/// Which pieces of which lines are complained about.
#[derive(Clone, Copy, Debug)]
pub enum Complained<'a> {
    /// All of them.
    All,
    /// These; none named means all.
    Goods(&'a [Pieces]),
    /// One count per line, in the order of the lines; a line without a count is not complained about.
    Counts(&'a [u32]),
}

impl Complained<'_> {
    /// How many pieces of the line at `idx` are complained about; never more than it has.
    pub fn pieces(self, idx: usize, line: &OrderLine) -> u32 {
        match self {
            Self::All | Self::Goods([]) => line.quantity,
            Self::Goods(goods) => goods
                .iter()
                .find(|pieces| pieces.sku == line.sku)
                .map_or(0, |pieces| pieces.quantity.unwrap_or(line.quantity).min(line.quantity)),
            Self::Counts(counts) => counts.get(idx).map_or(0, |count| (*count).min(line.quantity)),
        }
    }

    /// Whether the line at `idx` is complained about.
    pub fn has(self, idx: usize, line: &OrderLine) -> bool {
        self.pieces(idx, line) > 0
    }
}

/// The facts at hand.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The moment the question is put.
    pub asked_at: DateTime<FixedOffset>,
    /// The zone in which days are counted.
    pub zone: &'a Zone,
    /// What the complaint is about.
    pub category: Category,
    /// Whether it is a complaint at all. It decides no right, only whether anything is suggested.
    pub kind: Kind,
    /// What the customer wishes, most wished first.
    pub wants: &'a [Remedy],
    /// The order.
    pub order: &'a Order,
    /// Which pieces of its lines.
    pub complained: Complained<'a>,
    /// What is established so far.
    pub findings: &'a Findings,
    /// How the shop ranks the customer.
    pub tier: Tier,
    /// How many complaints there were on this order before.
    pub complaints_on_order: u32,
    /// What cases on this order gave before; what was given outside the desk stands in the order itself.
    pub earlier: &'a [Given],
    /// What of that is only offered: it binds like the rest, and is told as what it is.
    pub offered: &'a [Given],
}
