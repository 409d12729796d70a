//! An order that may be another one that is known: whoever works the case is told which, and what to look for, before
//! money goes out for it.

use super::store::CaseStore;
use leptos::prelude::*;
use web::components::{Icon, IconMark};
use web::i18n::{Locale, t::console as t, use_locale};

/// What the order looks like; nothing where it looks like no other.
#[component]
pub(crate) fn Doubt(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let words = Memo::new(move |_| words(locale, store));
    move || {
        words.get().map(|words| {
            view! {
                <section class="panel proposal" id="order-in-doubt">
                    <p>
                        <IconMark icon=Icon::Lock />
                        " "
                        {words}
                    </p>
                </section>
            }
        })
    }
}

fn words(locale: Locale, store: CaseStore) -> Option<String> {
    let is_flagged =
        store.case.with(|case| case.as_ref().is_some_and(|case| case.order.terms.is_like_another));
    store.elsewhere.with(|elsewhere| match &elsewhere.like {
        Some(number) => Some(t::like_order(locale, number)),
        None if is_flagged => Some(t::like_unnamed(locale).to_owned()),
        None if elsewhere.has_another => Some(t::number_of_another(locale).to_owned()),
        None => elsewhere.like_later.as_ref().map(|number| t::like_later(locale, number)),
    })
}
