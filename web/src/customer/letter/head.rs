//! The line above the letter that says the most: the most valuable likely thing, with its sum and last day, under the
//! condition it stands on. The apology is said here, once, and counted nowhere.

use super::once;
use domain::policy::layers::Headline;
use domain::policy::{Decision, Fact};
use domain::remedy::Remedy;
use leptos::prelude::*;
use web::format;
use web::i18n::{Locale, t, use_locale};
use web::parts::decided::Decided;

/// What it is, with all that comes back.
pub(super) fn name(locale: Locale, decision: &Decision, headline: &Headline) -> String {
    let name = once::named(locale, decision, headline.remedy);
    let sum = headline
        .amount
        .map(|amount| headline.freight.and_then(|freight| amount.checked_add(freight)).unwrap_or(amount));
    match sum {
        Some(amount) => [name, " ", &format::money(locale, amount)].concat(),
        None => name.to_owned(),
    }
}

/// What it is, and what comes with it: for a wrong thing the right one or the money, and what a statute adds to a refund.
/// A refund that is waited for is looked up first.
pub(super) fn full_name(locale: Locale, decision: &Decision, headline: &Headline) -> String {
    if headline.once == Some(Fact::RefundUnpaid) {
        return t::customer::letter_look_up(locale).to_owned();
    }
    let back = decision.price_back().map(|back| back.sum());
    if is_both_ways(decision, headline)
        && let Some(back) = back
    {
        return t::customer::letter_wrong_both(locale, &format::money(locale, back));
    }
    match (headline.remedy, headline.amount, decision.price_back(), back) {
        (Remedy::StatutoryDamages, Some(damages), Some(price), Some(back)) => {
            let (sum, back_sum) = (format::money(locale, damages), format::money(locale, back));
            if price.amount.minor.checked_mul(3) == Some(damages.minor) {
                t::customer::letter_back_and_treble(locale, &back_sum, &sum)
            } else {
                t::customer::letter_back_and_damages(locale, &back_sum, &sum)
            }
        }
        _ => name(locale, decision, headline),
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

/// Until when to claim it: where the price can be had beside it and for a shorter time, until when to claim that.
/// Whoever trusts the later day loses the money.
fn until(locale: Locale, decision: &Decision, headline: &Headline) -> Option<String> {
    let is_price = headline.remedy.pays_back_whole_price();
    let back = decision.price_back().filter(|_| !is_price).and_then(|back| back.until);
    match (headline.until, back) {
        (Some(until), Some(back)) if until <= back => Some(until),
        (_, Some(back)) => {
            return Some(t::customer::letter_until_refund(locale, &format::moment_day(locale, back)));
        }
        (until, None) => until,
    }
    .map(|until| t::customer::letter_until(locale, &format::moment_day(locale, until)))
}

/// The freight that is in the sum above.
fn freight(locale: Locale, decision: &Decision, headline: &Headline) -> Option<String> {
    let names_price = is_both_ways(decision, headline) || headline.remedy.is_penalty();
    let freight = headline.freight.or_else(|| decision.price_back().filter(|_| names_price)?.freight)?;
    Some(t::customer::letter_freight(locale, &format::money(locale, freight)))
}

/// What follows where a refund that is waited for was not made: what was agreed, and nobody knows how much before they
/// have looked.
fn looked_up(locale: Locale, headline: &Headline) -> Option<String> {
    let is_looked_up = headline.once == Some(Fact::RefundUnpaid);
    is_looked_up.then(|| t::customer::letter_look_up_then(locale).to_owned())
}

/// Under what condition it is theirs, or that it is theirs now; nothing where it only has to be looked up.
pub(super) fn condition(locale: Locale, decided: &Decided, headline: &Headline) -> Option<String> {
    match headline.once {
        // Nothing has to be confirmed before somebody looks.
        Some(Fact::RefundUnpaid) => None,
        Some(fact) => Some(once::once(locale, decided, fact)),
        None => Some(t::customer::letter_now(locale).to_owned()),
    }
}

/// The head of the letter.
#[component]
pub(super) fn Head(decided: Decided, headline: Headline) -> impl IntoView {
    let locale = use_locale();
    let decision = &decided.decision;
    let once = condition(locale, &decided, &headline);
    let shop_pays =
        is_both_ways(decision, &headline).then(|| t::customer::letter_shop_pays(locale).to_owned());
    let is_sorry = decided.decision.entitlements.iter().any(|one| one.remedy == Remedy::Apology);
    // Goods that merely don't please are nothing to be sorry for.
    let sorry = match headline.remedy {
        Remedy::Withdrawal => Some(t::customer::letter_no_reason(locale).to_owned()),
        _ => is_sorry.then(|| t::customer::letter_sorry(locale).to_owned()),
    };
    let below = shop_pays
        .into_iter()
        .chain(looked_up(locale, &headline))
        .chain(freight(locale, decision, &headline))
        .chain(until(locale, decision, &headline))
        .chain(sorry)
        .map(|line| view! { <p>{line}</p> })
        .collect_view();
    view! {
        <div class="letter-head">
            {once.map(|once| view! { <p>{once}</p> })}
            <h2>{full_name(locale, decision, &headline)}</h2>
            {below}
        </div>
    }
}
