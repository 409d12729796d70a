//! How much of a promise goes back to which means of payment.

use crate::format;
use crate::i18n::{Locale, t::common as t, words};
use domain::compensation::money::Money;
use domain::complaint::promise::Promise;
use domain::order::payment::Payment;

/// The means with their sums in one line; nothing where it is not known how the order was paid.
pub fn ways_back(locale: Locale, promise: &Promise) -> Option<String> {
    let sum = promise.part.amount.filter(|_| !promise.back.is_empty())?;
    let way = |payment: &Payment| {
        [words::means(locale, payment.means), " ", &format::money(locale, payment.amount)].concat()
    };
    let mut ways: Vec<String> = promise.back.iter().map(way).collect();
    let by_means = promise.back.iter().fold(0_i64, |sum, way| sum.saturating_add(way.amount.minor));
    let rest = Money::new(sum.minor.saturating_sub(by_means), sum.currency);
    ways.extend((rest.minor > 0).then(|| t::ways_rest(locale, &format::money(locale, rest))));
    Some(t::ways_back(locale, &ways.join(" + ")))
}
