//! The goods a question is about, in sums: what all of them cost, what those complained about cost, by kind.
//!
//! A rule may hold for the lamp and not for the strawberries of one order, so goods are kept in groups of one
//! kind. Gifts have a marked price and were not paid for: they never add to a refund, and one that is kept when
//! everything else goes back is paid for at that price.

use crate::compensation::fraction::Fraction;
use crate::order::Trait;
use crate::policy::fact::{Fact, ordinal};
use crate::policy::facts::Facts;
use crate::policy::snapshot::{Snapshot, bit, trait_set};

/// The goods complained about that are of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// The kind, as a set.
    pub traits: i64,
    /// Their price before order-wide discounts, in minor units; `None` where it does not fit.
    pub gross: Option<i64>,
}

/// The goods of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Goods {
    groups: Vec<Group>,
    /// All their kinds together.
    kinds: i64,
    /// Kind and price of each line complained about; only kept where there is more than one.
    lines: Vec<(i64, i64)>,
    gross: Option<i64>,
    complained: Option<i64>,
    kept_gifts: i64,
    /// Taken off all goods: promotion and coupon.
    discount: i64,
    /// The part of it that falls away when too little is kept, and the sum from which it holds.
    conditional: Option<(i64, i64)>,
}

impl Goods {
    /// Adds up the goods, and notes the sums among the facts.
    pub(crate) fn of(facts: &Facts<'_>, snapshot: &mut Snapshot) -> Self {
        let gift = bit(ordinal!(Trait::Gift));
        let mut goods = Self { gross: Some(0), complained: Some(0), ..Self::default() };
        let mut is_whole = true;
        let mut gifts = Some(0);
        let n_lines = facts.order.lines.len();
        for (idx, line) in facts.order.lines.iter().enumerate() {
            let traits = trait_set(&line.traits);
            let price = (line.unit_price.currency == facts.order.currency)
                .then(|| line.unit_price.checked_mul(line.quantity))
                .flatten()
                .map(|price| price.minor);
            let paid = if traits & gift == 0 { price } else { Some(0) };
            goods.gross = add(goods.gross, paid);
            if facts.complained.has(idx, line) {
                goods.complained = add(goods.complained, paid);
                goods.kinds |= traits;
                gifts = add(gifts, if traits & gift == 0 { Some(0) } else { price });
                match goods.groups.iter_mut().find(|group| group.traits == traits) {
                    Some(group) => group.gross = add(group.gross, paid),
                    None => goods.groups.push(Group { traits, gross: paid }),
                }
                if n_lines > 1 {
                    goods.lines.push((traits, paid.unwrap_or(0)));
                }
            } else {
                is_whole = false;
                if traits & gift != 0 {
                    goods.kept_gifts = goods.kept_gifts.saturating_add(price.unwrap_or(0));
                }
            }
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
        let sum = |gross: Option<i64>| gross.and_then(|gross| self.paid_for(gross)).and_then(Fraction::round);
        if let Some(total) = sum(self.gross) {
            snapshot.set(Fact::GoodsTotal, total);
        }
        if let Some(total) = sum(self.complained) {
            snapshot.set(Fact::ComplainedTotal, total);
        }
        if let (Some(all), Some(back), Some(threshold)) =
            (self.gross, self.complained, snapshot.get(Fact::FreeShippingThreshold))
        {
            let kept = all - back;
            snapshot.set(Fact::LosesFreeShipping, i64::from(kept > 0 && kept < threshold));
        }
    }

    /// The groups complained about; none for an order without lines.
    pub(crate) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// All kinds of goods complained about, as a set.
    pub(crate) fn kinds(&self) -> i64 {
        self.kinds
    }

    /// The price of all goods before order-wide discounts.
    pub(crate) fn gross(&self) -> Option<i64> {
        self.gross
    }

    /// The price of all goods complained about, before order-wide discounts.
    pub(crate) fn complained(&self) -> Option<i64> {
        self.complained
    }

    /// The prices of the lines complained about that are of the kinds in view.
    pub(crate) fn lines_in(&self, traits: Option<i64>) -> impl Iterator<Item = i64> {
        let single = if self.lines.is_empty() { self.complained } else { None };
        self.lines
            .iter()
            .filter(move |(kind, _)| traits.is_none_or(|view| kind & !view == 0))
            .map(|(_, price)| *price)
            .chain(single)
    }

    /// What was really paid for goods priced at `gross`: their share of the discount taken off.
    pub(crate) fn paid_for(&self, gross: i64) -> Option<Fraction> {
        let all = self.gross?;
        if self.discount == 0 || all <= 0 {
            return Some(Fraction::whole(gross));
        }
        Fraction::whole(gross).times(all.saturating_sub(self.discount).max(0), all)
    }

    /// What is repaid when goods priced at `gross` go back: all that was paid, less what the rest would have cost.
    ///
    /// A discount for buying much falls away where too little is kept; gifts that are kept are paid for.
    pub(crate) fn returned_for(&self, gross: i64) -> Option<Fraction> {
        let kept = self.gross?.checked_sub(gross)?;
        let Some((discount, threshold)) = self.conditional else {
            let repaid = self.paid_for(gross)?;
            return if kept == 0 { repaid.minus(Fraction::whole(self.kept_gifts)) } else { Some(repaid) };
        };
        let still = if kept > 0 && kept >= threshold { discount } else { 0 };
        let rest = kept.checked_sub(still)?.checked_add(if kept == 0 { self.kept_gifts } else { 0 })?;
        let paid = self.gross?.checked_sub(self.discount)?;
        Some(Fraction::whole(paid.checked_sub(rest)?.max(0)))
    }
}

fn add(sum: Option<i64>, price: Option<i64>) -> Option<i64> {
    sum?.checked_add(price?)
}
