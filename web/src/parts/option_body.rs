//! What an option holds: each remedy with its amount and where it comes from, and the total.
//!
//! Who bears the cost is not shown here: a customer never learns it, and the console shows it beside.

use crate::format;
use crate::i18n::{Locale, t, use_locale, words};
use crate::shop::{ShopStore, language, use_shop};
use domain::compensation::money::Money;
use domain::compensation::option::{Basis, RemedyOption, RemedyPart};
use domain::policy::cite::provision;
use domain::remedy::Remedy;
use leptos::prelude::*;

/// The parts of an option and their total.
#[component]
pub fn OptionBody(
    /// The option.
    option: RemedyOption,
    /// Why money for a delay is owed in this very case, where that is known.
    #[prop(into)]
    late: Signal<Option<String>>,
) -> impl IntoView {
    let locale = use_locale();
    let total = total(locale, &option).map(|total| view! { <p class="offer-total">{total}</p> });
    let bases: Vec<Basis> = option.parts.iter().map(|part| part.basis.clone()).collect();
    let parts = option.parts.into_iter().enumerate().map(|(place, part)| {
        // One reason for several parts is said once, at the first of them.
        let is_said = !part.is_goodwill && bases.iter().take(place).any(|basis| *basis == part.basis);
        view! { <Part part is_said late /> }.into_any()
    });
    let parts = parts.collect_view();
    view! {
        <ul class="offer-parts">{parts}</ul>
        {total}
    }
}

/// What it comes to: the money, and beside it what is worth a sum and is none. The total of a single sum would only say
/// it twice.
pub fn total(locale: Locale, option: &RemedyOption) -> Option<String> {
    let (money, kind) = option.money_and_kind();
    let n_sums = option.parts.iter().filter(|part| part.amount.is_some()).count();
    let money = format::money(locale, money.filter(|_| n_sums > 1)?);
    Some(match kind.as_slice() {
        [] => t::customer::offer_total(locale, &money),
        [(Remedy::Coupon, sum)] => {
            t::customer::offer_total_coupon(locale, &money, &format::money(locale, *sum))
        }
        kind => {
            let one = |(remedy, sum): &(Remedy, Money)| {
                [words::remedy(locale, *remedy), " ", &format::money(locale, *sum)].concat()
            };
            let other = format::listed(locale, &kind.iter().map(one).collect::<Vec<_>>());
            t::customer::offer_total_other(locale, &money, &other)
        }
    })
}

#[component]
fn Part(part: RemedyPart, is_said: bool, late: Signal<Option<String>>) -> impl IntoView {
    let locale = use_locale();
    let basis = part.basis.clone();
    let is_goodwill = part.is_goodwill;
    let is_of_delay = part.remedy == Remedy::DelayCompensation;
    let shop = use_shop();
    let why = move || match &basis {
        Basis::Person { reason, .. } if is_goodwill && !reason.is_empty() => {
            [t::customer::offer_goodwill(locale), " · ", reason.as_str()].concat()
        }
        _ if is_goodwill => t::customer::offer_goodwill(locale).to_owned(),
        // The rule has to speak of both, what is late and what came late; this is one of them.
        Basis::Rule { .. } if is_of_delay && late.with(Option::is_some) => late.get().unwrap_or_default(),
        Basis::Rule { pack, rule, .. } => says(shop, locale, pack, rule).unwrap_or_else(|| {
            t::customer::offer_by_rule(locale, &[pack.as_str(), "/", rule.as_str()].concat())
        }),
        Basis::Person { reason, .. } if !reason.is_empty() => reason.clone(),
        Basis::Person { .. } => t::customer::offer_by_person(locale).to_owned(),
    };
    let amount =
        part.amount.map(|amount| view! { <span class="money">{format::money(locale, amount)}</span> });
    view! {
        <li>
            <strong>{words::remedy_for(locale, &part)}</strong>
            {amount}
            {(!is_said).then(|| view! { <span class="part-why soft small">{why}</span> })}
        </li>
    }
}

/// What a rule says for itself, with its source on a line of its own, where the pack that holds it is at hand; tracked.
fn says(shop: ShopStore, locale: Locale, pack: &str, rule: &str) -> Option<String> {
    let packs = shop.packs()?;
    let rule =
        packs.packs().iter().find(|known| known.id == pack)?.rules.iter().find(|known| known.code == rule)?;
    let says = rule.says.get(language(locale));
    // The shop's own promises need no source beside the shop itself.
    let law = provision(&rule.cite, language(locale));
    Some(if law.is_empty() { says.to_owned() } else { [says, "\n", law.as_str()].concat() })
}
