//! The line above the letter that says the most: the most valuable likely thing, with its sum and last day, under the
//! condition it stands on. The apology is said here, once, and counted nowhere.

use super::once;
use domain::compensation::money::Money;
use domain::policy::layers::Headline;
use domain::policy::{Decision, Fact};
use domain::remedy::Remedy;
use leptos::prelude::*;
use web::format;
use web::i18n::{Locale, t, use_locale, words};
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

/// What it is, and what comes with it: for a wrong thing the right one or the money, and what a statute adds to a refund.
pub(super) fn full_name(locale: Locale, decision: &Decision, headline: &Headline) -> String {
    if is_both_ways(decision, headline)
        && let Some(back) = price_back(decision)
    {
        return t::customer::letter_wrong_both(locale, &format::money(locale, back));
    }
    match (headline.remedy, headline.amount, price_back(decision)) {
        (Remedy::StatutoryDamages, Some(damages), Some(back)) => {
            let (sum, back_sum) = (format::money(locale, damages), format::money(locale, back));
            if back.minor.checked_mul(3) == Some(damages.minor) {
                t::customer::letter_back_and_treble(locale, &back_sum, &sum)
            } else {
                t::customer::letter_back_and_damages(locale, &back_sum, &sum)
            }
        }
        _ => name(locale, headline),
    }
}

/// Whether another thing came than was ordered, so that the right one is had, or the money.
fn is_both_ways(decision: &Decision, headline: &Headline) -> bool {
    let likely = decision.likely();
    let is_likely = |remedy: Remedy| likely.iter().any(|one| one.remedy == remedy);
    headline.once == Some(Fact::Misdescription)
        && once::is_wrong_item(decision)
        && is_likely(Remedy::Exchange)
        && is_likely(Remedy::ReturnRefund)
}

/// The price that comes back, now or once it is confirmed.
fn price_back(decision: &Decision) -> Option<Money> {
    let is_back = |remedy: Remedy| matches!(remedy, Remedy::ReturnRefund | Remedy::Refund);
    let granted = decision.entitlements.iter().find(|one| is_back(one.remedy)).and_then(|one| one.amount);
    let likely = || decision.likely().into_iter().find(|one| is_back(one.remedy)).and_then(|one| one.then);
    granted.or_else(|| likely().and_then(|then| then.amount))
}

/// The head of the letter.
#[component]
pub(super) fn Head(decided: Decided, headline: Headline) -> impl IntoView {
    let locale = use_locale();
    let decision = &decided.decision;
    let once = match headline.once {
        Some(fact) => once::once(locale, decision, headline.remedy, fact),
        None => t::customer::letter_now(locale).to_owned(),
    };
    let is_wrong = is_both_ways(decision, &headline);
    // Of two ways that are named together the earlier day counts.
    let others =
        decision.likely().into_iter().filter(|_| is_wrong).filter(|one| one.remedy.pays_back_whole_price());
    let others = others.filter_map(|one| one.then?.until);
    let until = headline.until.into_iter().chain(others).min();
    let until = until.map(|until| t::customer::letter_until(locale, &format::moment_day(locale, until)));
    let shop_pays = is_wrong.then(|| t::customer::letter_shop_pays(locale).to_owned());
    let freight =
        headline.freight.map(|freight| t::customer::letter_freight(locale, &format::money(locale, freight)));
    let is_sorry = decided.decision.entitlements.iter().any(|one| one.remedy == Remedy::Apology);
    // Goods that merely don't please are nothing to be sorry for.
    let sorry = match headline.remedy {
        Remedy::Withdrawal => Some(t::customer::letter_no_reason(locale).to_owned()),
        _ => is_sorry.then(|| t::customer::letter_sorry(locale).to_owned()),
    };
    let below = shop_pays
        .into_iter()
        .chain(freight)
        .chain(until)
        .chain(sorry)
        .map(|line| view! { <p>{line}</p> })
        .collect_view();
    view! {
        <div class="letter-head">
            <p>{once}</p>
            <h2>{full_name(locale, decision, &headline)}</h2>
            {below}
        </div>
    }
}
