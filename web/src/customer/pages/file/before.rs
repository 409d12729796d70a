//! What is known of the order before anything new is written: an open case to go on in, and what was given already.

use crate::form::use_form;
use crate::route::Route;
use domain::order::ledger::{Elsewhere, Standing};
use domain::order::told::not_told;
use domain::wire::LookupResponse;
use leptos::prelude::*;
use web::components::{ButtonKind, Notice};
use web::format;
use web::i18n::{Locale, t::customer as t, use_locale, words};

/// The notice; nothing where the order has no case and nothing was given.
#[component]
pub(super) fn Before() -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    move || form.with(|kept| kept.found.as_ref().and_then(|found| notice(locale, found)))
}

fn notice(locale: Locale, found: &LookupResponse) -> Option<impl IntoView + use<>> {
    let given = given(locale, found, &found.elsewhere);
    if found.unfinished.is_none() && given.is_empty() {
        return None;
    }
    let open = found.unfinished.as_ref().map(|case| {
        view! {
            <p>{t::given_open(locale, &case.number.to_string())}</p>
            <p>
                <a class=ButtonKind::Secondary.class() id="go-on-in-case" href=Route::Case(case.case_id).href()>
                    {t::given_go_on(locale)}
                </a>
            </p>
        }
    });
    let given = (!given.is_empty()).then(|| {
        let rows = given.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <ul id="given-before">{rows}</ul> }
    });
    Some(view! { <Notice title=t::given_title(locale)>{open} {given}</Notice> })
}

fn given(locale: Locale, found: &LookupResponse, elsewhere: &Elsewhere) -> Vec<String> {
    let one = |given: &domain::order::given::Given| {
        let name = words::remedy(locale, given.remedy);
        match given.amount {
            None => name.to_owned(),
            Some(amount) => [name, " ", &format::money(locale, amount)].concat(),
        }
    };
    let outside = not_told(&found.order.given_outside, &elsewhere.given()).into_iter();
    let outside = outside.chain(&elsewhere.outside).map(|given| t::given_paid(locale, &one(given)));
    let entries = elsewhere.cases.iter().flat_map(|of_case| &of_case.entries);
    let cases = entries.map(|entry| match entry.standing {
        // What shows a refund as made is its reference; until then it is agreed.
        Standing::Given if entry.given.reference.is_some() => t::given_paid(locale, &one(&entry.given)),
        Standing::Given => t::given_agreed(locale, &one(&entry.given)),
        Standing::Reserved => t::given_offered(locale, &one(&entry.given)),
    });
    outside.chain(cases).collect()
}
