//! What stands where something will be: shapes of the coming text, and progress that can be measured.

use crate::i18n::{t, use_locale};
use leptos::prelude::*;

/// Lines where text will be.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: u8,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <div role="status">
            <span class="out-of-sight">{t::common::loading(locale)}</span>
            {(0..lines).map(|_| view! { <span class="skeleton skeleton-line" aria-hidden="true"></span> }).collect_view()}
        </div>
    }
}

/// Progress in whole per cents.
#[component]
pub fn ProgressBar(
    /// What is progressing.
    #[prop(into)]
    label: Signal<String>,
    /// How far it is, 0 to 100.
    #[prop(into)]
    percent: Signal<u8>,
) -> impl IntoView {
    view! {
        <progress class="progress" max="100" aria-label=move || label.get() prop:value=move || percent.get().to_string()></progress>
    }
}
