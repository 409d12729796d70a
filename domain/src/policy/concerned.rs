//! Which pieces of an order an answer concerns.

use crate::compensation::option::PartGoods;
use crate::order::Order;
use crate::policy::facts::Facts;
use crate::policy::own::Marks;

/// Pieces of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked {
    /// The line's place in the order.
    pub place: u16,
    /// How many pieces.
    pub pieces: u32,
}

/// The pieces an answer concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concerned {
    /// Their kinds together, as a set.
    pub(crate) kinds: Option<i64>,
    /// What they are in words of the shop's own, together.
    pub(crate) marks: Marks,
    /// The parcel they came in, by its place among the decision's snapshots; the first where it does not matter.
    pub(crate) parcel: u8,
    /// The pieces, where they are not all that are complained about.
    pub(crate) picked: Option<Box<[Picked]>>,
}

impl Concerned {
    /// Whether it is everything that is complained about.
    pub const fn is_everything(&self) -> bool {
        self.picked.is_none()
    }

    /// The pieces, where they are not all that are complained about.
    pub fn picked(&self) -> Option<&[Picked]> {
        self.picked.as_deref()
    }

    /// Whether it concerns a line of the order, of those complained about.
    pub fn has(&self, place: u16) -> bool {
        self.picked.as_ref().is_none_or(|picked| picked.iter().any(|one| one.place == place))
    }

    /// How many pieces of a line it concerns, of which `complained` are complained about.
    pub(crate) fn pieces(&self, place: u16, complained: u32) -> u32 {
        match &self.picked {
            None => complained,
            Some(picked) => picked.iter().find(|one| one.place == place).map_or(0, |one| one.pieces),
        }
    }

    /// Whether two answers concern some of the same lines.
    pub fn overlaps(&self, other: &Self) -> bool {
        match (&self.picked, &other.picked) {
            (Some(own), Some(_)) => own.iter().any(|one| other.has(one.place)),
            _ => true,
        }
    }

    /// The codes of the lines it concerns; none where it is everything complained about.
    pub fn skus(&self, order: &Order) -> Vec<String> {
        let lines = self.picked.iter().flatten().filter_map(|one| order.lines.get(usize::from(one.place)));
        lines.map(|line| line.sku.clone()).collect()
    }

    /// The goods as an option names them; none where they are everything complained about.
    pub(crate) fn part_goods(&self, facts: &Facts<'_>) -> Vec<PartGoods> {
        let named = |one: &Picked| {
            let line = facts.order.lines.get(usize::from(one.place))?;
            let (sku, title) = (line.sku.clone(), line.title.clone());
            Some(PartGoods { sku, title, quantity: one.pieces })
        };
        self.picked.iter().flatten().filter_map(named).collect()
    }
}
