//! What remedies are worth beside each other: money its sum, goods put right what was paid for them.

use crate::compensation::fraction::Fraction;
use crate::compensation::money::Money;
use crate::compensation::option::RemedyPart;
use crate::policy::concerned::Concerned;
use crate::policy::decide::{Decision, Depends, Entitlement};
use crate::policy::fact::Fact;
use crate::policy::facts::Facts;
use crate::remedy::Remedy;

/// The goods complained about, weighed line by line.
pub(crate) struct Worth<'a> {
    /// The line's place and code, what was paid for the pieces complained about, in minor units.
    lines: Vec<(u16, &'a str, i64)>,
}

/// Whether a remedy puts the goods right, by itself or by the price going back.
pub(crate) fn puts_right(remedy: Remedy) -> bool {
    remedy.pays_back_price() || remedy.restores_goods() || remedy == Remedy::ChangeOrder
}

impl<'a> Worth<'a> {
    /// Weighs the goods of a question; discounts of the whole order are spread over them.
    pub(crate) fn of(facts: &Facts<'a>, decision: &Decision) -> Self {
        let mut lines: Vec<(u16, &str, i64)> = Vec::new();
        for ((idx, line), place) in facts.order.lines.iter().enumerate().zip(0_u16..) {
            let pieces = i64::from(facts.complained.pieces(idx, line));
            let paid = line.paid_in_all().map_or(0, |paid| paid.minor);
            if pieces > 0 {
                lines.push((place, line.sku.as_str(), portion(paid, pieces, i64::from(line.quantity))));
            }
        }
        let marked = lines.iter().fold(0_i64, |sum, (_, _, paid)| sum.saturating_add(*paid));
        if let Some(paid) = decision.snapshot.get(Fact::ComplainedTotal).filter(|paid| *paid < marked) {
            for (_, _, line) in &mut lines {
                *line = portion(*line, paid, marked);
            }
        }
        Self { lines }
    }

    fn sum(&self, is_in: impl Fn(u16, &str) -> bool) -> i64 {
        let lines = self.lines.iter().filter(|(place, sku, _)| is_in(*place, sku));
        lines.fold(0_i64, |sum, (_, _, paid)| sum.saturating_add(*paid))
    }

    /// What was paid for the pieces an answer concerns.
    pub(crate) fn goods(&self, concerned: &Concerned) -> i64 {
        self.sum(|place, _| concerned.has(place))
    }

    /// What something granted is worth.
    pub(crate) fn granted(&self, one: &Entitlement) -> i64 {
        value(one.remedy, one.amount, || self.goods(&one.goods))
    }

    /// What something would be worth if its open question came out well.
    pub(crate) fn open(&self, one: &Depends) -> i64 {
        one.then.map_or(0, |then| value(one.remedy, then.amount, || self.goods(&one.goods)))
    }

    /// What a part of an option is worth.
    pub(crate) fn part(&self, part: &RemedyPart) -> i64 {
        value(part.remedy, part.amount, || self.sum(|_, sku| is_about(part, sku)))
    }

    /// What all parts of an option are worth.
    pub(crate) fn parts(&self, parts: &[RemedyPart]) -> i64 {
        parts.iter().fold(0_i64, |sum, part| sum.saturating_add(self.part(part)))
    }

    /// So much of a part is for the goods that something granted concerns.
    pub(crate) fn part_for(&self, part: &RemedyPart, goods: &Concerned) -> i64 {
        let own = self.sum(|_, sku| is_about(part, sku));
        let shared = self.sum(|place, sku| is_about(part, sku) && goods.has(place));
        let value = self.part(part);
        if shared == own { value } else { portion(value, shared, own) }
    }
}

fn is_about(part: &RemedyPart, sku: &str) -> bool {
    part.goods.is_empty() || part.goods.iter().any(|goods| goods.sku == sku)
}

/// A sum's part that stands for some of a whole, rounded once.
fn portion(sum: i64, some: i64, whole: i64) -> i64 {
    if whole <= 0 {
        return 0;
    }
    Fraction::whole(sum).times(some, whole).and_then(Fraction::round).unwrap_or(sum)
}

/// Money is worth its sum, goods put right what was paid for them.
fn value(remedy: Remedy, amount: Option<Money>, goods: impl FnOnce() -> i64) -> i64 {
    match amount {
        Some(amount) => amount.minor,
        None if remedy.restores_goods() || matches!(remedy, Remedy::Cancel | Remedy::ChangeOrder) => goods(),
        None => 0,
    }
}
