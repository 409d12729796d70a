//! What came in while somebody was writing, told where they write: nothing they wrote goes out on top of it unseen.

use super::ask::use_acting;
use super::timeline::{Entry, is_told};
use crate::follow::{FIELDS, MESSAGE};
use leptos::prelude::*;
use web::components::{Notice, Tone};
use web::i18n::{t, use_locale};

/// What came in since they began, above their words; nothing where nothing did.
#[component]
pub(super) fn News() -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    // What has no entry is nothing to read.
    let missed = Memo::new(move |_| {
        let mut missed = acting.following.missed();
        missed.retain(|recorded| is_told(locale, recorded));
        missed
    });
    // Who wrote nothing is told of no words.
    let has_words = Memo::new(move |_| {
        let following = acting.following;
        let mut fields = FIELDS.into_iter().chain([MESSAGE]);
        !following.left().is_empty() || fields.any(|field| !following.text(field).is_blank())
    });
    Some(move || {
        let missed = missed.get();
        (!missed.is_empty()).then(|| {
            let has_words = has_words.get();
            let title = if has_words { t::customer::news_title } else { t::customer::news_title_only };
            let entries =
                missed.into_iter().map(|recorded| view! { <Entry recorded /> }.into_any()).collect_view();
            view! {
                <div id="news">
                    <Notice tone=Tone::Warn is_alert=true title=title(locale)>
                        <ol class="timeline">{entries}</ol>
                        {has_words.then(|| view! { <p>{t::customer::news_body(locale)}</p> })}
                    </Notice>
                </div>
            }
        })
    })
}

/// In a dialog: what came in, and why the last try did not go through.
#[component]
pub(super) fn Trouble() -> impl IntoView {
    let acting = use_acting()?;
    let refused = move || {
        acting
            .refused_in_dialog()
            .map(|reason| view! { <Notice tone=Tone::Bad is_alert=true>{reason}</Notice> })
    };
    Some(view! {
        <News />
        {refused}
    })
}
