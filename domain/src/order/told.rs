//! One refund that is told twice: by hand and in the shop's file, or on two cases.
//!
//! Two accounts are of one refund where they name the same reference and come to the same sum, on the same order. Without a
//! reference nobody can tell them apart from two refunds of one sum, so both count.

use crate::order::OrderTime;
use crate::order::given::Given;
use crate::text::Reference;

/// A refund as one account tells it: its reference, as it is compared, and what it comes to in minor units.
struct Refund {
    key: String,
    at: OrderTime,
    sum: i64,
}

/// A reference as it is compared: without case and spaces.
pub fn key_of(reference: &Reference) -> String {
    reference.as_str().chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The refunds that rows tell of, the rows of one reference and moment taken together: a refund of several lines has a row
/// for each.
fn refunds<'a>(rows: impl Iterator<Item = &'a Given>) -> Vec<Refund> {
    let mut refunds: Vec<Refund> = Vec::new();
    for row in rows {
        let (Some(reference), Some(amount)) = (&row.reference, row.amount) else { continue };
        let (key, at) = (key_of(reference), row.at);
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

/// The rows of refunds that are not among those `told` already.
pub fn not_told<'a>(rows: &'a [Given], told: &[Given]) -> Vec<&'a Given> {
    let (own, told) = (refunds(rows.iter()), refunds(told.iter()));
    let is_told = |row: &Given| {
        let Some(key) = row.reference.as_ref().map(key_of) else { return false };
        let Some(refund) = own.iter().find(|refund| refund.key == key && refund.at == row.at) else {
            return false;
        };
        told.iter().any(|other| other.key == key && other.sum == refund.sum)
            || (told.iter().any(|other| other.key == key) && sum_of(&told, &key) == sum_of(&own, &key))
    };
    rows.iter().filter(|row| !is_told(row)).collect()
}

impl Given {
    /// Whether both tell of one refund: the same sum for the same goods. A reference may have been added since, its day
    /// may have been told later, and what it counts as follows from what was paid.
    pub(crate) fn tells_the_same(&self, other: &Self) -> bool {
        let keys = self.reference.as_ref().map(key_of).zip(other.reference.as_ref().map(key_of));
        let is_back = self.is_paid_back() && other.is_paid_back();
        keys.is_none_or(|(own, other)| own == other)
            && (self.amount, &self.goods, &self.rule) == (other.amount, &other.goods, &other.rule)
            && (is_back || self.remedy == other.remedy)
    }
}
