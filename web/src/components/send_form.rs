//! A form with what sends it: its button, Enter in a field of one line, and the keys that send anywhere.

use super::{call, filled_in};
use crate::browser::keyboard;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A form that sends what is written in it, and never loads the page anew. What the browser filled in by itself is
/// taken in before.
#[component]
pub fn SendForm(
    /// What it is called in the style sheets.
    class: &'static str,
    /// Sends it.
    #[prop(into)]
    on_send: UnsyncCallback<()>,
    /// Its fields, and the button that sends them.
    children: Children,
) -> impl IntoView {
    let send = move || {
        filled_in::read_all();
        call(on_send, ());
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    view! {
        <form class=class on:submit=on_submit on:keydown=keyboard::on_send(send) novalidate>
            {children()}
        </form>
    }
}
