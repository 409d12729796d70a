//! One refund that is told twice: by hand and in the shop's file, or recorded on two cases.
//!
//! What the desk itself gave always counts. What is told from outside is the same refund where it names the same
//! reference and comes to the same sum, on the same order; each account tells of one refund as often as it names it.
//! Without a reference nobody can tell them apart from two refunds of one sum, so both count; a dash is no reference.

use crate::order::OrderTime;
use crate::order::given::Given;
use crate::order::reference::key_of;

/// A refund as one account tells it: its reference, as it is compared, and what it comes to in minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Refund {
    key: String,
    at: OrderTime,
    sum: i64,
}

/// The refunds that rows tell of, the rows of one reference and moment taken together: a refund of several lines has a row
/// for each.
fn refunds<'a>(rows: impl Iterator<Item = &'a Given>) -> Vec<Refund> {
    let mut refunds: Vec<Refund> = Vec::new();
    for row in rows {
        let (Some(key), Some(amount)) = (row.reference.as_ref().and_then(key_of), row.amount) else {
            continue;
        };
        let at = row.at;
        match refunds.iter_mut().find(|refund| refund.key == key && refund.at == at) {
            Some(refund) => refund.sum = refund.sum.saturating_add(amount.minor),
            None => refunds.push(Refund { key, at, sum: amount.minor }),
        }
    }
    refunds
}

/// What all refunds of one reference come to.
fn sum_of(refunds: &[Refund], key: &str) -> i64 {
    let own = refunds.iter().filter(|refund| refund.key == key);
    own.fold(0, |sum, refund| sum.saturating_add(refund.sum))
}

/// Refunds that are told of already, each of which answers for one refund of another account.
pub(crate) struct Told {
    refunds: Vec<Refund>,
}

impl Told {
    pub(crate) fn of<'a>(rows: impl Iterator<Item = &'a Given>) -> Self {
        Self { refunds: refunds(rows) }
    }

    /// The rows of refunds that are not among these. Those that are answer for no others any more.
    pub(crate) fn not_among<'a>(&mut self, rows: &'a [Given]) -> Vec<&'a Given> {
        let mut new: Vec<Refund> = Vec::new();
        for refund in refunds(rows.iter()) {
            match self.refunds.iter().position(|told| (&told.key, told.sum) == (&refund.key, refund.sum)) {
                Some(place) => {
                    self.refunds.swap_remove(place);
                }
                None => new.push(refund),
            }
        }
        // Told in other parts: what is left of a reference comes to the same in both.
        let sums: Vec<(String, i64)> =
            new.iter().map(|refund| (refund.key.clone(), sum_of(&new, &refund.key))).collect();
        for (key, sum) in sums {
            if self.refunds.iter().any(|told| told.key == key) && sum_of(&self.refunds, &key) == sum {
                self.refunds.retain(|told| told.key != key);
                new.retain(|refund| refund.key != key);
            }
        }
        let is_new = |row: &&Given| {
            let key = row.reference.as_ref().and_then(key_of).filter(|_| row.amount.is_some());
            key.is_none_or(|key| new.iter().any(|refund| refund.key == key && refund.at == row.at))
        };
        rows.iter().filter(is_new).collect()
    }
}

/// The rows of refunds, told from outside, that are not among those `told` already.
pub fn not_told<'a>(rows: &'a [Given], told: &[Given]) -> Vec<&'a Given> {
    Told::of(told.iter()).not_among(rows)
}

impl Given {
    /// Whether both tell of one refund: the same sum for the same goods. A reference may have been added since, its day
    /// may have been told later, and what it counts as follows from what was paid.
    pub(crate) fn tells_the_same(&self, other: &Self) -> bool {
        let key = |given: &Self| given.reference.as_ref().and_then(key_of);
        let keys = key(self).zip(key(other));
        let is_back = self.is_paid_back() && other.is_paid_back();
        keys.is_none_or(|(own, other)| own == other)
            && (self.amount, &self.goods, &self.rule) == (other.amount, &other.goods, &other.rule)
            && (is_back || self.remedy == other.remedy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::remedy::Remedy;
    use crate::testing::{fruit_order, yuan};
    use crate::text::Reference;

    fn row(amount: &str, reference: &str, at: &str) -> Given {
        Given {
            remedy: Remedy::PriceReduction,
            amount: Some(yuan(amount)),
            goods: None,
            rule: None,
            at: OrderTime::parse(at).unwrap_or(fruit_order().placed_at),
            reference: Some(Reference::parse(reference).unwrap()),
            in_all: None,
        }
    }

    const MARCH: [&str; 2] = ["2026-03-11T10:00:00", "2026-03-12T10:00:00"];

    #[test]
    fn one_refund_that_is_told_answers_for_one_and_not_for_every_one_of_its_reference() {
        let told = [row("50.00", "WX-9", MARCH[0])];
        let twice = [row("50.00", "wx-9", MARCH[0]), row("50.00", "WX-9", MARCH[1])];
        assert_eq!(not_told(&twice, &told).len(), 1);
        assert_eq!(not_told(&twice[..1], &told).len(), 0);
        // In other parts: the same in all.
        assert_eq!(not_told(&twice, &[row("100.00", "WX-9", MARCH[0])]).len(), 0);
    }

    #[test]
    fn what_says_that_there_is_no_reference_tells_no_two_refunds_apart() {
        for none in ["-", "n/a", "无"] {
            let told = [row("50.00", none, MARCH[0])];
            assert_eq!(not_told(&told, &told).len(), 1, "{none}");
        }
    }
}
