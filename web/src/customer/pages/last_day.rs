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

/// What is theirs once the day is over and nothing has come; nothing where nothing would be. Of several rules the one
/// that gives most is told, with all that it gives together: what others give is an alternative to it.
pub(super) fn then_line(locale: Locale, then: &[Entitlement]) -> Option<String> {
    let worth = |one: &&Entitlement| one.amount.map_or(0, |amount| amount.minor);
    let rule = then.iter().max_by_key(worth)?.place;
    let named: Vec<String> = then
        .iter()
        .filter(|one| one.place == rule)
        .map(|one| {
            let name = words::remedy(locale, one.remedy);
            one.amount.map_or_else(
                || name.to_owned(),
                |amount| [name, " ", &format::money(locale, amount)].concat(),
            )
        })
        .collect();
    Some(t::customer::last_day_then(locale, &format::listed(locale, &named)))
}
