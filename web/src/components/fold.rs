//! Something more for whoever wants to know: a native disclosure.

use leptos::prelude::*;

/// A line that unfolds.
#[component]
pub fn Fold(
    /// What is to be found inside.
    #[prop(into)]
    summary: String,
    /// Whether it is open at first.
    #[prop(optional)]
    is_open: bool,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="fold" open=is_open>
            <summary>{summary}</summary>
            <div class="fold-body">{children()}</div>
        </details>
    }
}
