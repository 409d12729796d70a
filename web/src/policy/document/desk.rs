//! The part of a pack that only the desk sees, set apart so that nobody takes it for a promise.

use super::super::wording;
use crate::words;
use domain::compensation::sums::Sums;
use domain::policy::Desk;
use domain::policy::pack::{Burden, Goodwill};
use domain::remedy::Payer;
use leptos::prelude::*;
use web::components::{Icon, IconMark};
use web::i18n::t::policy as t;
use web::i18n::{Locale, words as shared};
use web::shop::language;

/// The desk part.
pub(super) fn view(locale: Locale, desk: &Desk) -> AnyView {
    let limit = |name: &'static str, sums: &Sums| {
        view! {
            <dt>{name}</dt>
            <dd>
                <data class="money">{wording::sums(locale, sums)}</data>
            </dd>
        }
    };
    let goodwill = desk.goodwill.iter().map(|entry| goodwill(locale, entry)).collect_view();
    let burdens = desk.burdens.iter().map(|entry| burden(locale, entry)).collect_view();
    let phrases = desk.phrases.iter().map(|phrase| {
        view! {
            <dt>{shared::remedy(locale, phrase.remedy)}</dt>
            <dd>
                <q>{phrase.text.get(language(locale)).to_owned()}</q>
            </dd>
        }
    });
    let phrases = phrases.collect_view();
    view! {
        <section class="handbook-part handbook-inside" aria-labelledby="desk-title">
            <h2 id="desk-title" class="policy-title">
                <IconMark icon=Icon::Lock />
                {t::desk_part(locale)}
            </h2>
            <p class="small">{t::desk_part_lead(locale)}</p>
            <dl class="rule-facts">
                {limit(t::agent_limit(locale), &desk.agent_limit)}
                {limit(t::goodwill_limit(locale), &desk.goodwill_limit)}
                {limit(t::blocked_extra(locale), &desk.blocked_extra)}
            </dl>
            {(!desk.goodwill.is_empty())
                .then(|| {
                    view! {
                        <h3>{t::goodwill(locale)}</h3>
                        <div class="sheet">
                            <table>
                                <thead>
                                    <tr>
                                        <th scope="col">{t::goodwill_for(locale)}</th>
                                        <th scope="col">{t::goodwill_what(locale)}</th>
                                        <th scope="col" class="number">
                                            {t::goodwill_share(locale)}
                                        </th>
                                        <th scope="col" class="number">
                                            {t::goodwill_floor(locale)}
                                        </th>
                                        <th scope="col" class="number">
                                            {t::goodwill_cap(locale)}
                                        </th>
                                    </tr>
                                </thead>
                                <tbody>{goodwill}</tbody>
                            </table>
                        </div>
                    }
                })}
            {(!desk.burdens.is_empty())
                .then(|| {
                    view! {
                        <h3>{t::burdens(locale)}</h3>
                        <dl class="rule-facts">{burdens}</dl>
                    }
                })}
            {(!desk.phrases.is_empty())
                .then(|| {
                    view! {
                        <h3>{t::phrases(locale)}</h3>
                        <dl class="rule-facts">{phrases}</dl>
                    }
                })}
        </section>
    }
    .into_any()
}

fn goodwill(locale: Locale, entry: &Goodwill) -> AnyView {
    let whom = wording::whom(locale, entry);
    view! {
        <tr>
            <td>{whom}</td>
            <td>{shared::remedy(locale, entry.remedy)}</td>
            <td class="number">{wording::percent(entry.share)}</td>
            <td class="number">{wording::sums(locale, &entry.floor)}</td>
            <td class="number">{wording::sums(locale, &entry.cap)}</td>
        </tr>
    }
    .into_any()
}

fn burden(locale: Locale, entry: &Burden) -> AnyView {
    let of: u32 = entry.weights.iter().map(|(_, weight)| *weight).sum();
    let part = |(payer, weight): &(Payer, u32)| match words::payer(locale, *payer) {
        alone if *weight == of => alone.to_owned(),
        payer => t::weight(locale, &of.to_string(), payer, &weight.to_string()),
    };
    let parts: Vec<String> = entry.weights.iter().map(part).collect();
    view! {
        <dt>{t::burden(locale, words::fault(locale, entry.fault))}</dt>
        <dd>{wording::listed(locale, &parts)}</dd>
    }
    .into_any()
}
