//! A list out of which something is put in: what is chosen is taken at once, and the list begins anew.
//!
//! A closed list changes with every letter and arrow pressed, so by keys choosing is not yet taking: Enter takes what is
//! chosen, and a button beside the list does too.

use super::button::{Button, ButtonKind};
use super::call;
use crate::browser::{document, keyboard};
use crate::i18n::{t::common as t, use_locale};
use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;

/// The list; it has nothing chosen by itself.
#[component]
pub fn Picker(
    /// The id of the list.
    #[prop(into)]
    id: String,
    /// What it is for, read where nothing is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// Its name, where that says more than what is read.
    #[prop(optional, into)]
    name: Option<Signal<String>>,
    /// A class of its own.
    #[prop(optional)]
    class: &'static str,
    /// Each value with its words.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Takes a value.
    on_pick: UnsyncCallback<String>,
) -> impl IntoView {
    let locale = use_locale();
    let (chosen, is_by_key) = (RwSignal::new(String::new()), StoredValue::new(false));
    let own_id = StoredValue::new(id);
    let take = move || {
        let value = chosen.get_untracked();
        chosen.set(String::new());
        document::forget_choice(&own_id.get_value());
        if !value.is_empty() {
            call(on_pick, value);
        }
    };
    let change = move |event: Event| {
        chosen.set(event_target_value(&event));
        if !is_by_key.get_value() {
            take();
        }
        is_by_key.set_value(false);
    };
    let press = move |pressed: KeyboardEvent| {
        if pressed.key() == "Enter" && !keyboard::sends(&pressed) && !chosen.with_untracked(String::is_empty)
        {
            pressed.prevent_default();
            take();
        }
        is_by_key.set_value(moves(&pressed.key()) && !pressed.alt_key());
    };
    let words = move |(value, words): (String, String)| view! { <option value=value>{words}</option> };
    view! {
        <select
            class=["input ", class].concat()
            id=own_id.get_value()
            aria-label=move || name.unwrap_or(label).get()
            on:change=change
            on:keydown=press
        >
            <option value="" selected>
                {move || label.get()}
            </option>
            {move || options.get().into_iter().map(words).collect_view()}
        </select>
        <Show when=move || !chosen.with(String::is_empty)>
            <Button
                id=[&own_id.get_value(), "-take"].concat()
                label=t::add(locale)
                kind=ButtonKind::Secondary
                on_press=move |()| take()
            />
        </Show>
    }
}

/// Whether a key moves within a closed list: a letter or an arrow, and not the blank that opens it.
fn moves(key: &str) -> bool {
    let is_letter = key != " " && key.chars().count() == 1;
    is_letter || key.starts_with("Arrow") || key.starts_with("Page") || matches!(key, "Home" | "End")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_arrows_move_within_a_closed_list_and_what_opens_it_does_not() {
        for key in ["c", "退", "ArrowDown", "PageUp", "Home"] {
            assert!(moves(key), "{key}");
        }
        for key in [" ", "Enter", "Tab", "Escape", "F4"] {
            assert!(!moves(key), "{key}");
        }
    }
}
