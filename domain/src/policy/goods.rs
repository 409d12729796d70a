//! The goods a question is about, line by line: which pieces, what was paid for them, in which parcel they came.
//!
//! A rule may hold for the lamp and not for the strawberries of one order, and for the parcel that came on Monday
//! and not for Friday's, so lines are kept in groups of one kind and one parcel. Gifts have a marked price and were
//! not paid for: they never add to a refund, and one that is kept when everything else goes back is paid for at
//! that price.

use crate::compensation::fraction::Fraction;
use crate::order::{OrderLine, Trait};
use crate::policy::concerned::{Concerned, Picked};
use crate::policy::fact::{Fact, ordinal};
use crate::policy::facts::Facts;
use crate::policy::own::Marks;
use crate::policy::snapshot::{Snapshot, bit, trait_set};

/// The facts that are noted when the goods are added up.
pub(crate) const OF_GOODS: [Fact; 7] = [
    Fact::GoodsTotal,
    Fact::ComplainedTotal,
    Fact::AllLines,
    Fact::LosesFreeShipping,
    Fact::GiftValue,
    Fact::WantedDearerBy,
    Fact::WantedCheaperBy,
];

/// One line that is complained about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Its place in the order.
    pub place: u16,
    /// Its kind, by its place among the groups.
    pub group: usize,
    /// Its parcel, by its place among the snapshots.
    pub parcel: u8,
    /// How many of its pieces are complained about, and how many it has.
    pub pieces: u32,
    pub quantity: u32,
    /// The set it was sold in, by the place of the set's first line in the order.
    set: Option<u16>,
    price: Price,
}

/// What all pieces of a line, or some pieces of several, cost in minor units, and how many they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Price {
    /// As marked.
    pub marked: i64,
    /// As paid, where the shop says so line by line: discounts are in it.
    pub told: i64,
    /// As marked, where only the whole order's discount is known: its share of that is still to be taken off.
    pub untold: i64,
    /// The pieces, but for gifts: what one costs elsewhere is held against each of them.
    pub pieces: i64,
}

impl Price {
    /// The price of a line. `None` where it does not fit.
    fn of(line: &OrderLine, facts: &Facts<'_>) -> Option<Self> {
        let is_own = |money: crate::compensation::money::Money| money.currency == facts.order.currency;
        let marked = line.unit_price.checked_mul(line.quantity).filter(|price| is_own(*price))?.minor;
        let pieces = i64::from(line.quantity);
        Some(match line.paid.filter(|paid| is_own(*paid)) {
            Some(paid) => Self { marked, told: paid.minor, untold: 0, pieces },
            None => Self { marked, told: 0, untold: marked, pieces },
        })
    }

    fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            marked: self.marked.checked_add(other.marked)?,
            told: self.told.checked_add(other.told)?,
            untold: self.untold.checked_add(other.untold)?,
            pieces: self.pieces.checked_add(other.pieces)?,
        })
    }

    /// What some of the pieces cost, each sum rounded once.
    fn share(self, pieces: u32, of: u32) -> Option<Self> {
        if pieces == of {
            return Some(self);
        }
        let share = |sum: i64| Fraction::whole(sum).times(i64::from(pieces), i64::from(of))?.round();
        Some(Self {
            marked: share(self.marked)?,
            told: share(self.told)?,
            untold: share(self.untold)?,
            pieces: share(self.pieces)?,
        })
    }
}

/// Lines of one kind that came in one parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    pub traits: i64,
    pub marks: Marks,
    pub parcel: u8,
}

/// The goods of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Goods {
    /// The lines complained about; none for an order without lines.
    lines: Vec<Line>,
    /// Lines that nobody complains about: of sets that hold lines somebody does, and all where something was given before.
    others: Vec<Line>,
    groups: Vec<Group>,
    /// All their kinds together, and what they are in the shop's own words.
    kinds: i64,
    marks: Marks,
    /// The price of everything ordered, and of everything complained about.
    all: Option<Price>,
    complained: Option<Price>,
    kept_gifts: i64,
    /// Taken off all goods that have no price of their own: promotion and coupon.
    discount: i64,
    /// The part of it that falls away when too little is kept, and the sum from which it holds.
    conditional: Option<(i64, i64)>,
}

impl Goods {
    /// Adds up the goods, and notes the sums among the facts. Lines come in the parcels named, one for each line.
    pub(crate) fn of(facts: &Facts<'_>, parcels: &[u8], snapshot: &mut Snapshot) -> Self {
        let gift = bit(ordinal!(Trait::Gift));
        let nothing = Some(Price::default());
        let mut goods = Self { all: nothing, complained: nothing, ..Self::default() };
        let mut is_whole = true;
        let has_earlier = !(facts.earlier.is_empty() && facts.order.given_outside.is_empty());
        let mut gifts = Some(0_i64);
        for ((idx, line), place) in facts.order.lines.iter().enumerate().zip(0_u16..) {
            let traits = trait_set(&line.traits);
            let is_gift = traits & gift != 0;
            let price = Price::of(line, facts);
            let paid = if is_gift { nothing } else { price };
            goods.all = add(goods.all, paid);
            let pieces = facts.complained.pieces(idx, line);
            is_whole = is_whole && pieces == line.quantity;
            if pieces < line.quantity && is_gift {
                let kept = price.and_then(|price| price.share(line.quantity - pieces, line.quantity));
                let kept = kept.map_or(0, |price| price.marked);
                goods.kept_gifts = goods.kept_gifts.saturating_add(kept);
            }
            let set = set_of(&facts.order.lines, line);
            if pieces == 0 {
                if set.is_some() || has_earlier {
                    let price = paid.unwrap_or_default();
                    let (group, parcel, quantity) = (usize::MAX, 0, line.quantity);
                    goods.others.push(Line { place, group, parcel, pieces, quantity, set, price });
                }
                continue;
            }
            let share = |price: Option<Price>| price.and_then(|price| price.share(pieces, line.quantity));
            goods.complained = add(goods.complained, share(paid));
            goods.kinds |= traits;
            if is_gift {
                gifts = share(price).and_then(|price| gifts?.checked_add(price.marked));
            }
            let parcel = parcels.get(idx).copied().unwrap_or(0);
            let group = Group { traits, marks: Marks::of(line), parcel };
            goods.marks.add(&group.marks);
            let known = goods.groups.iter().position(|other| *other == group);
            let group = known.unwrap_or_else(|| {
                goods.groups.push(group);
                goods.groups.len() - 1
            });
            let price = paid.unwrap_or_default();
            goods.lines.push(Line { place, group, parcel, pieces, quantity: line.quantity, set, price });
        }
        let discount = snapshot.get(Fact::Discount).unwrap_or(0);
        goods.discount = discount.saturating_add(snapshot.get(Fact::CouponUsed).unwrap_or(0));
        goods.conditional = snapshot.get(Fact::DiscountThreshold).map(|threshold| (discount, threshold));
        if let Some(value) = gifts.filter(|value| *value > 0) {
            snapshot.set(Fact::GiftValue, value);
        }
        goods.note(snapshot, is_whole);
        goods
    }

    fn note(&self, snapshot: &mut Snapshot, is_whole: bool) {
        snapshot.set(Fact::AllLines, i64::from(is_whole));
        let sum =
            |price: Option<Price>| price.and_then(|price| self.paid_for(price)).and_then(Fraction::round);
        if let Some(total) = sum(self.all) {
            snapshot.set(Fact::GoodsTotal, total);
        }
        if let Some(total) = sum(self.complained) {
            snapshot.set(Fact::ComplainedTotal, total);
            let pieces = self.complained.map_or(0, |price| price.pieces);
            let wanted = snapshot.get(Fact::WantedPrice);
            if let Some(wanted) = wanted.and_then(|one| one.checked_mul(pieces)) {
                snapshot.set(Fact::WantedDearerBy, wanted.saturating_sub(total).max(0));
                snapshot.set(Fact::WantedCheaperBy, total.saturating_sub(wanted).max(0));
            }
        }
        if let (Some(all), Some(back), Some(threshold)) =
            (self.all, self.complained, snapshot.get(Fact::FreeShippingThreshold))
        {
            let kept = all.marked - back.marked;
            snapshot.set(Fact::LosesFreeShipping, i64::from(kept > 0 && kept < threshold));
        }
    }

    /// The groups complained about; none for an order without lines.
    pub(crate) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The group of a line.
    pub(crate) fn group(&self, line: &Line) -> Option<&Group> {
        self.groups.get(line.group)
    }

    /// Everything that is complained about.
    pub(crate) fn everything(&self) -> Concerned {
        Concerned { kinds: Some(self.kinds), marks: self.marks.clone(), parcel: 0, picked: None }
    }

    /// The lines complained about.
    pub(crate) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The lines complained about, and the others that are kept beside them.
    pub(crate) fn each(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().chain(&self.others)
    }

    /// The price of everything ordered.
    pub(crate) fn all(&self) -> Option<Price> {
        self.all
    }

    /// The pieces an answer concerns, line by line.
    pub(crate) fn picked<'a>(&'a self, concerned: &'a Concerned) -> impl Iterator<Item = (&'a Line, u32)> {
        self.each().filter_map(|line| match &concerned.picked {
            None => (line.pieces > 0).then_some((line, line.pieces)),
            Some(picked) => {
                let pieces = picked.iter().find(|one| one.place == line.place)?.pieces;
                Some((line, pieces))
            }
        })
    }

    /// The pieces an answer concerns with all that was sold in a set with any of them.
    pub(crate) fn with_sets(&self, concerned: &Concerned) -> Concerned {
        let own: Vec<(u16, u32)> =
            self.picked(concerned).map(|(line, pieces)| (line.place, pieces)).collect();
        let sets: Vec<u16> = self.picked(concerned).filter_map(|(line, _)| line.set).collect();
        let is_of_set = |line: &Line| line.set.is_some_and(|set| sets.contains(&set));
        let mut is_more = false;
        let mut picked: Vec<Picked> = Vec::new();
        for line in self.each() {
            let named = own.iter().find(|(place, _)| *place == line.place).map_or(0, |(_, pieces)| *pieces);
            let pieces = if is_of_set(line) { line.quantity } else { named };
            is_more |= pieces > named;
            if pieces > 0 {
                picked.push(Picked { place: line.place, pieces });
            }
        }
        if !is_more {
            return concerned.clone();
        }
        picked.sort_unstable_by_key(|one| one.place);
        Concerned { picked: Some(picked.into_boxed_slice()), ..concerned.clone() }
    }

    /// The price of the pieces an answer concerns.
    pub(crate) fn price(&self, concerned: &Concerned) -> Option<Price> {
        if concerned.picked.is_none() {
            return self.complained;
        }
        self.prices(concerned).try_fold(Price::default(), |sum, price| sum.plus(price?))
    }

    /// The price of the pieces an answer concerns, line by line.
    pub(crate) fn prices<'a>(&'a self, concerned: &'a Concerned) -> impl Iterator<Item = Option<Price>> + 'a {
        self.picked(concerned).map(|(line, pieces)| line.price.share(pieces, line.quantity))
    }

    /// What was paid for all pieces of a line, its share of the order's discount taken off.
    pub(crate) fn paid_for_line(&self, line: &Line) -> Option<i64> {
        self.paid_for(line.price)?.round()
    }

    /// What was really paid for goods at a price: their share of the discount taken off.
    pub(crate) fn paid_for(&self, price: Price) -> Option<Fraction> {
        let untold = self.all?.untold;
        let told = Fraction::whole(price.told);
        if self.discount == 0 || untold <= 0 {
            return told.plus(Fraction::whole(price.untold));
        }
        let left = untold.saturating_sub(self.discount).max(0);
        told.plus(Fraction::whole(price.untold).times(left, untold)?)
    }

    /// What is repaid when goods at a price go back: all that was paid, less what the rest would have cost.
    ///
    /// A discount for buying much falls away where too little is kept; gifts that are kept are paid for.
    pub(crate) fn returned_for(&self, price: Price) -> Option<Fraction> {
        let all = self.all?;
        let kept = all.marked.checked_sub(price.marked)?;
        let gifts = if kept == 0 { self.kept_gifts } else { 0 };
        let Some((discount, threshold)) = self.conditional else {
            return self.paid_for(price)?.minus(Fraction::whole(gifts));
        };
        let still = if kept > 0 && kept >= threshold { discount } else { 0 };
        let rest = kept.checked_sub(still)?.checked_add(gifts)?;
        self.paid_for(all)?.minus(Fraction::whole(rest))
    }

    /// The pieces of some groups, as an answer names them.
    pub(crate) fn concerned(&self, is_in: impl Fn(&Line) -> bool) -> Concerned {
        let mut concerned = Concerned { kinds: Some(0), ..Concerned::default() };
        let mut picked = Vec::new();
        for line in self.lines.iter().filter(|line| is_in(line)) {
            if picked.is_empty() {
                concerned.parcel = line.parcel;
            }
            if let Some(group) = self.group(line) {
                concerned.kinds = concerned.kinds.map(|kinds| kinds | group.traits);
                concerned.marks.add(&group.marks);
            }
            picked.push(Picked { place: line.place, pieces: line.pieces });
        }
        if picked.len() < self.lines.len() {
            concerned.picked = Some(picked.into_boxed_slice());
        }
        concerned
    }
}

/// The set of a line, by the place of its first line.
fn set_of(lines: &[OrderLine], line: &OrderLine) -> Option<u16> {
    let code = line.bundle.as_ref()?;
    let place = lines.iter().position(|other| other.bundle.as_ref() == Some(code))?;
    u16::try_from(place).ok()
}

fn add(sum: Option<Price>, price: Option<Price>) -> Option<Price> {
    sum?.plus(price?)
}
