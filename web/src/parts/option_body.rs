//! What an option holds: each remedy with its amount and where it comes from, and the total.
//!
//! Who bears the cost is not shown here: a customer never learns it, and the console shows it beside.

use crate::format;
use crate::i18n::{Locale, t, use_locale, words};
use crate::shop::{ShopStore, language, use_shop};
use domain::compensation::option::{Basis, RemedyOption, RemedyPart};
use domain::policy::cite::provision;
use leptos::prelude::*;

/// The parts of an option and their total.
#[component]
pub fn OptionBody(
    /// The option.
    option: RemedyOption,
) -> impl IntoView {
    let locale = use_locale();
    // The total of a single sum would only say it twice.
    let has_total = option.parts.iter().filter(|part| part.amount.is_some()).count() > 1;
    let total = has_total.then(|| {
        view! { <p class="offer-total">{t::customer::offer_total(locale, &format::money(locale, option.total))}</p> }
    });
    let parts = option.parts.into_iter().map(|part| view! { <Part part /> }.into_any()).collect_view();
    view! {
        <ul class="offer-parts">{parts}</ul>
        {total}
    }
}

#[component]
fn Part(part: RemedyPart) -> impl IntoView {
    let locale = use_locale();
    let basis = part.basis.clone();
    let is_goodwill = part.is_goodwill;
    let shop = use_shop();
    let why = move || match &basis {
        _ if is_goodwill => t::customer::offer_goodwill(locale).to_owned(),
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
            <span class="stack-part">
                <strong>{words::remedy_for(locale, &part)}</strong>
                <span class="soft small">{why}</span>
            </span>
            {amount}
        </li>
    }
}

/// What a rule says for itself, with its source, where the pack that holds it is at hand; tracked.
fn says(shop: ShopStore, locale: Locale, pack: &str, rule: &str) -> Option<String> {
    let packs = shop.packs()?;
    let rule =
        packs.packs().iter().find(|known| known.id == pack)?.rules.iter().find(|known| known.code == rule)?;
    let says = rule.says.get(language(locale));
    // The shop's own promises need no source beside the shop itself.
    let law = provision(&rule.cite, language(locale));
    Some(if law.is_empty() { says.to_owned() } else { [says, " · ", law.as_str()].concat() })
}
