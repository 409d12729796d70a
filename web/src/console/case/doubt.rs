//! An order that may be another one that is known: whoever works the case is told which, and what to look for, before
//! money goes out for it, and gets there with one press.

use super::store::CaseStore;
use crate::route::{Listing, Route};
use domain::order::ledger::Elsewhere;
use leptos::prelude::*;
use web::components::{Icon, IconMark};
use web::i18n::{Locale, t::console as t, use_locale};

/// What the order looks like; nothing where it looks like no other.
#[component]
pub(crate) fn Doubt(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let doubt = Memo::new(move |_| {
        let is_flagged =
            store.case.with(|case| case.as_ref().is_some_and(|case| case.order.terms.is_like_another));
        store.elsewhere.with(|elsewhere| doubt(locale, is_flagged, elsewhere))
    });
    move || {
        doubt.get().map(|(words, other)| {
            let way_there = other.map(|number| {
                let href = Route::Queue(Listing::Find(number.clone())).href();
                view! {
                    <p>
                        <a href=href id="like-order">{t::like_open(locale, &number)}</a>
                    </p>
                }
            });
            view! {
                <section class="panel proposal" id="order-in-doubt" aria-labelledby="order-in-doubt-title">
                    <h2 id="order-in-doubt-title" class="panel-title">
                        <IconMark icon=Icon::Lock />
                        {t::like_title(locale)}
                    </h2>
                    <p>{words}</p>
                    {way_there}
                </section>
            }
        })
    }
}

/// What is to be looked at, and the number of the other order where it is known.
fn doubt(locale: Locale, is_flagged: bool, elsewhere: &Elsewhere) -> Option<(String, Option<String>)> {
    match &elsewhere.like {
        Some(number) => Some((t::like_order(locale, number), Some(number.clone()))),
        None if is_flagged => Some((t::like_unnamed(locale).to_owned(), None)),
        None if elsewhere.has_another => Some((t::number_of_another(locale).to_owned(), None)),
        None => {
            let number = elsewhere.like_later.clone()?;
            Some((t::like_later(locale, &number), Some(number)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_that_looks_like_another_one_is_named_with_the_way_there() {
        for locale in Locale::ALL {
            let like = Elsewhere { like: Some("SH-1010".to_owned()), ..Elsewhere::default() };
            let (words, other) = doubt(locale, true, &like).unwrap();
            assert!(words.contains("SH-1010"), "{words}");
            assert_eq!(other.as_deref(), Some("SH-1010"));
            let later = Elsewhere { like_later: Some("SH-1011".to_owned()), ..Elsewhere::default() };
            assert_eq!(doubt(locale, false, &later).unwrap().1.as_deref(), Some("SH-1011"));
            assert_eq!(doubt(locale, true, &Elsewhere::default()).unwrap().1, None);
            assert_eq!(doubt(locale, false, &Elsewhere::default()), None);
        }
    }
}
