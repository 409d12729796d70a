//! The customer's and the order's other cases, with what they gave: nobody decides as if this were the only one.

use super::store::CaseStore;
use crate::frame::Place;
use crate::route::{Listing, Route};
use crate::words;
use domain::view::QueueView;
use domain::view::beside::{BesideCase, Got};
use leptos::prelude::*;
use web::format;
use web::i18n::{Locale, t::console as t, use_locale, words as shared};

/// The other cases.
#[component]
pub(crate) fn Others(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let place = use_context::<Place>();
    let cases =
        Memo::new(move |_| store.beside.with(|beside| beside.as_ref().map(|beside| beside.cases.clone())));
    let href = move |case: &BesideCase| {
        let listing = place.map_or(Listing::of(QueueView::Open), |place| place.listing.get());
        Route::Case { id: case.case_id, listing }.href()
    };
    let list = move |cases: Vec<BesideCase>| {
        let rows = cases.iter().map(|case| row(locale, case, href(case))).collect_view();
        view! { <ul class="beside-list">{rows}</ul> }
    };
    view! {
        <section class="panel" aria-labelledby="beside-title" id="beside">
            <h2 id="beside-title" class="panel-title">
                {t::beside_title(locale)}
                <span class="soft">
                    {move || cases.get().filter(|cases| !cases.is_empty()).map(|cases| cases.len().to_string())}
                </span>
            </h2>
            {move || match cases.get() {
                Some(cases) if cases.is_empty() => {
                    view! { <p class="soft small">{t::beside_none(locale)}</p> }.into_any()
                }
                Some(cases) => list(cases).into_any(),
                // As high as what comes, so that nothing below it moves.
                None => view! { <p class="soft small">"\u{a0}"</p> }.into_any(),
            }}
        </section>
    }
}

fn row(locale: Locale, case: &BesideCase, href: String) -> impl IntoView + use<> {
    let whose = if case.is_same_customer {
        case.order_number.clone()
    } else {
        t::beside_other_customer(locale).to_owned()
    };
    let got = if case.got.is_empty() {
        t::beside_nothing(locale).to_owned()
    } else {
        t::beside_got(locale, &case.got.iter().map(|got| one(locale, got)).collect::<Vec<_>>().join(" + "))
    };
    view! {
        <li class="beside-case" data-number=case.number.to_string()>
            <a href=href>{case.number.to_string()}</a>
            <span>{shared::category(locale, case.category)}</span>
            <span class=words::phase_class(case.phase)>{words::phase(locale, case.phase)}</span>
            <span class="soft small">
                {format::moment_day(locale, case.filed_at)} " · " {whose} " · " {got}
            </span>
        </li>
    }
}

fn one(locale: Locale, got: &Got) -> String {
    let name = shared::remedy(locale, got.remedy);
    match got.amount {
        None => name.to_owned(),
        Some(amount) => [name, " ", &format::money(locale, amount)].concat(),
    }
}
