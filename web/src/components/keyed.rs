//! A list whose entries keep their place on the page, and the focus within, while others come and go.
//!
//! The framework's own keyed list is built anew for every type of key and entry; this one is built once, and the
//! lists of a page share it.

use leptos::prelude::*;

/// Entries by their keys.
#[component]
pub fn Keyed(
    /// The keys, in the order of the entries; each stands for one entry.
    #[prop(into)]
    keys: Signal<Vec<u128>>,
    /// Draws the entry of a key, once for as long as it is in the list.
    entry: Callback<u128, AnyView>,
) -> impl IntoView {
    view! { <For each=move || keys.get() key=|key| *key children=move |key| entry.run(key) /> }.into_any()
}
