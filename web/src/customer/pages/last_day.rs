//! What a last day means, in the words that form and case page share.

use chrono::NaiveDate;
use domain::complaint::last_day;
use domain::policy::Entitlement;
use web::format;
use web::i18n::{Locale, t, words};

/// Which days can be set.
pub(super) fn hint(locale: Locale, today: NaiveDate) -> String {
    last_day::possible(today).map_or_else(String::new, |(first, last)| {
        t::customer::last_day_hint(locale, &format::day(locale, first), &format::day(locale, last))
    })
}

/// What is theirs once the day is over and nothing has come; nothing where nothing would be.
pub(super) fn then_line(locale: Locale, then: &[Entitlement]) -> Option<String> {
    let named: Vec<String> = then
        .iter()
        .map(|one| {
            let name = words::remedy(locale, one.remedy);
            one.amount.map_or_else(
                || name.to_owned(),
                |amount| [name, " ", &format::money(locale, amount)].concat(),
            )
        })
        .collect();
    match named.as_slice() {
        [] => None,
        [only] => Some(t::customer::last_day_then(locale, only)),
        several => Some(t::customer::last_day_then_one_of(locale, &format::listed(locale, several))),
    }
}
