//! The line above the letter that says the most: the most valuable likely thing, with its sum and last day, under the
//! condition it stands on. The apology is said here, once, and counted nowhere.

use domain::policy::Fact;
use domain::policy::layers::Headline;
use domain::remedy::Remedy;
use leptos::prelude::*;
use web::format;
use web::i18n::{Locale, facts, t, use_locale, words};
use web::parts::decided::Decided;

/// What it is, with all that comes back.
pub(super) fn name(locale: Locale, headline: &Headline) -> String {
    let name = words::remedy(locale, headline.remedy);
    let sum = headline
        .amount
        .map(|amount| headline.freight.and_then(|freight| amount.checked_add(freight)).unwrap_or(amount));
    match sum {
        Some(amount) => [name, " ", &format::money(locale, amount)].concat(),
        None => name.to_owned(),
    }
}

/// The head of the letter.
#[component]
pub(super) fn Head(decided: Decided, headline: Headline) -> impl IntoView {
    let locale = use_locale();
    let once = match headline.once {
        Some(Fact::Fraud) if headline.remedy == Remedy::StatutoryDamages => {
            t::customer::letter_once_fake(locale).to_owned()
        }
        Some(fact) => t::customer::letter_once(locale, facts::fact(locale, fact)),
        None => t::customer::letter_now(locale).to_owned(),
    };
    let until = headline.until.map(|until| t::customer::letter_until(locale, &format::moment(locale, until)));
    let freight =
        headline.freight.map(|freight| t::customer::letter_freight(locale, &format::money(locale, freight)));
    let is_sorry = decided.decision.entitlements.iter().any(|one| one.remedy == Remedy::Apology);
    let sorry = is_sorry.then(|| t::customer::letter_sorry(locale).to_owned());
    let below =
        freight.into_iter().chain(until).chain(sorry).map(|line| view! { <p>{line}</p> }).collect_view();
    view! {
        <div class="letter-head">
            <p>{once}</p>
            <h2>{name(locale, &headline)}</h2>
            {below}
        </div>
    }
}
