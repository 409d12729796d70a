//! A native modal dialog: the browser keeps the focus inside, closes it with Escape and gives the focus back.

use super::call;
use super::{Button, ButtonKind};
use crate::browser::{document, keyboard};
use crate::i18n::{t, use_locale};
use leptos::prelude::*;

/// A modal dialog that is shown while `is_open`.
#[component]
pub fn Dialog(
    /// Its id, unique on the page.
    #[prop(into)]
    id: String,
    /// What it asks; its accessible name.
    #[prop(into)]
    title: String,
    /// Whether it is shown.
    #[prop(into)]
    is_open: Signal<bool>,
    /// Called when the person closes it.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
    /// Called on Ctrl or Command with Enter anywhere in it, where it sends something.
    #[prop(optional, into)]
    on_send: Option<UnsyncCallback<()>>,
    /// What it holds; drawn anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    let dialog_id = id.clone();
    Effect::new(move |_| {
        if is_open.get() {
            document::show_modal(&dialog_id);
        } else {
            document::close_dialog(&dialog_id);
        }
    });
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if let Some(on_send) = on_send.filter(|_| keyboard::sends(&event)) {
            event.prevent_default();
            call(on_send, ());
        }
    };
    view! {
        <dialog
            id=id
            class="dialog"
            aria-labelledby=labelled_by
            on:close=move |_| call(on_close, ())
            on:keydown=on_key
        >
            <Show when=move || is_open.get()>
                <div class="stack">
                    <h2 id=title_id.clone()>{title.clone()}</h2>
                    {children()}
                </div>
            </Show>
        </dialog>
    }
}

/// The foot of a dialog: the way on, and the way back, which changes nothing.
#[component]
pub fn DialogFoot(
    /// The way on's id.
    #[prop(into)]
    id: String,
    /// What the way on says.
    #[prop(into)]
    label: String,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// Whether it is on its way.
    #[prop(optional, into)]
    is_busy: Signal<bool>,
    /// What it does.
    #[prop(into)]
    on_send: UnsyncCallback<()>,
    /// The way back.
    #[prop(into)]
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let cancel = t::common::cancel(use_locale()).to_owned();
    view! {
        <div class="actions">
            <Button id label kind on_press=on_send is_busy />
            <Button label=cancel kind=ButtonKind::Quiet on_press=on_close />
        </div>
    }
}
