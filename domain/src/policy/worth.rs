//! What remedies are worth beside each other: money its sum, goods put right what was paid for them and did not go back.
//!
//! Whoever has a part of the price back and gets the rest of it has all of it: they miss neither the exchange nor the
//! repair that they could have had instead.

use crate::compensation::fraction::Fraction;
use crate::compensation::money::Money;
use crate::compensation::option::RemedyPart;
use crate::policy::concerned::Concerned;
use crate::policy::decide::{Decision, Depends, Entitlement};
use crate::policy::earlier::Earlier;
use crate::policy::fact::Fact;
use crate::policy::facts::Facts;
use crate::remedy::Remedy;

/// The goods complained about, weighed line by line.
pub(crate) struct Worth<'a> {
    lines: Vec<Weighed<'a>>,
}

/// What was paid for the pieces of one line that are complained about.
struct Weighed<'a> {
    /// The line's place and code.
    place: u16,
    sku: &'a str,
    /// How many pieces are complained about, and what was paid for them, in minor units.
    pieces: u32,
    paid: i64,
    /// What of that did not go back.
    left: i64,
}

impl Weighed<'_> {
    /// What was paid for so many of the pieces.
    fn of(&self, pieces: u32) -> i64 {
        portion(self.paid, i64::from(pieces.min(self.pieces)), i64::from(self.pieces))
    }

    /// What of that for so many of the pieces did not go back.
    fn left_of(&self, pieces: u32) -> i64 {
        portion(self.left, i64::from(pieces.min(self.pieces)), i64::from(self.pieces))
    }

    /// How many of the pieces a part of an option is about.
    fn named(&self, part: &RemedyPart) -> u32 {
        if part.goods.is_empty() {
            return self.pieces;
        }
        let named = part.goods.iter().filter(|goods| goods.sku == self.sku);
        named.map(|goods| goods.quantity).max().unwrap_or(0)
    }
}

/// Whether a remedy puts the goods right, by itself or by the price going back.
pub(crate) fn puts_right(remedy: Remedy) -> bool {
    remedy.pays_back_price() || remedy.restores_goods() || remedy == Remedy::ChangeOrder
}

impl<'a> Worth<'a> {
    /// Weighs the goods of a question; discounts of the whole order are spread over them.
    pub(crate) fn of(facts: &Facts<'a>, decision: &Decision) -> Self {
        let earlier = Earlier::of(facts);
        let mut lines: Vec<Weighed<'_>> = Vec::new();
        for ((idx, line), place) in facts.order.lines.iter().enumerate().zip(0_u16..) {
            let pieces = facts.complained.pieces(idx, line);
            let paid = line.paid_in_all().map_or(0, |paid| paid.minor);
            if pieces > 0 {
                let paid = portion(paid, i64::from(pieces), i64::from(line.quantity));
                lines.push(Weighed { place, sku: line.sku.as_str(), pieces, paid, left: paid });
            }
        }
        let marked = lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.paid));
        if let Some(paid) = decision.snapshot.get(Fact::ComplainedTotal).filter(|paid| *paid < marked) {
            for line in &mut lines {
                line.paid = portion(line.paid, paid, marked);
            }
        }
        for line in &mut lines {
            let quantity = facts.order.lines.get(usize::from(line.place)).map_or(0, |line| line.quantity);
            // Pieces of one line are alike: what went back for some of them is taken off the others last.
            let whole = portion(line.paid, i64::from(quantity), i64::from(line.pieces));
            let rest = whole.saturating_sub(earlier.back_for_line(line.place, quantity)).max(0);
            line.left = line.paid.min(rest);
        }
        Self { lines }
    }

    /// What was paid for so many pieces of each line.
    fn sum(&self, pieces: impl Fn(&Weighed<'_>) -> u32) -> i64 {
        self.lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.of(pieces(line))))
    }

    /// What was paid for so many pieces of each line and did not go back.
    fn left(&self, pieces: impl Fn(&Weighed<'_>) -> u32) -> i64 {
        self.lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.left_of(pieces(line))))
    }

    /// What was paid for the pieces an answer concerns and did not go back.
    pub(crate) fn goods(&self, concerned: &Concerned) -> i64 {
        self.left(|line| concerned.pieces(line.place, line.pieces))
    }

    /// Whether some of what was paid for the pieces an answer concerns went back.
    pub(crate) fn is_less(&self, concerned: &Concerned) -> bool {
        self.goods(concerned) < self.sum(|line| concerned.pieces(line.place, line.pieces))
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
        value(part.remedy, part.amount, || self.left(|line| line.named(part)))
    }

    /// What all parts of an option are worth.
    pub(crate) fn parts(&self, parts: &[RemedyPart]) -> i64 {
        parts.iter().fold(0_i64, |sum, part| sum.saturating_add(self.part(part)))
    }

    /// So much of a part is for the goods that something granted concerns: of goods put right those pieces that both are
    /// about, of money what falls on the lines of both.
    pub(crate) fn part_for(&self, part: &RemedyPart, goods: &Concerned) -> i64 {
        let granted = |line: &Weighed<'_>| goods.pieces(line.place, line.pieces);
        let Some(amount) = part.amount else {
            return value(part.remedy, None, || self.left(|line| line.named(part).min(granted(line))));
        };
        let own = self.sum(|line| line.named(part));
        let shared = self.sum(|line| if granted(line) > 0 { line.named(part) } else { 0 });
        if shared == own { amount.minor } else { portion(amount.minor, shared, own) }
    }
}

/// A sum's part that stands for some of a whole, rounded once.
fn portion(sum: i64, some: i64, whole: i64) -> i64 {
    if whole <= 0 {
        return 0;
    }
    Fraction::whole(sum).times(some, whole).and_then(Fraction::round).unwrap_or(sum)
}

/// Money is worth its sum, goods put right what is left of what was paid for them.
fn value(remedy: Remedy, amount: Option<Money>, goods: impl FnOnce() -> i64) -> i64 {
    match amount {
        Some(amount) => amount.minor,
        None if remedy.restores_goods() || matches!(remedy, Remedy::Cancel | Remedy::ChangeOrder) => goods(),
        None => 0,
    }
}
