//! When a page was printed: what is told from now on, such as the time left, is read on paper at another hour.

use crate::browser::{clock, history};
use crate::format;
use crate::i18n::{t, use_locale};
use leptos::prelude::*;

/// The line, on paper alone.
#[component]
pub fn PrintedAt() -> impl IntoView {
    let locale = use_locale();
    let now = RwSignal::new(clock::now_utc());
    history::listen("beforeprint", move |_| {
        now.try_set(clock::now_utc());
    });
    let line = move || t::common::printed_at(locale, &format::whole_moment(locale, now.get().fixed_offset()));
    view! { <p class="print-only soft small">{line}</p> }
}
