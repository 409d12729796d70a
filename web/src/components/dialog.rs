//! A native modal dialog: the browser keeps the focus inside, closes it with Escape and gives the focus back.

use super::call;
use crate::browser::document;
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
    view! {
        <dialog id=id class="dialog" aria-labelledby=labelled_by on:close=move |_| call(on_close, ())>
            <Show when=move || is_open.get()>
                <div class="stack">
                    <h2 id=title_id.clone()>{title.clone()}</h2>
                    {children()}
                </div>
            </Show>
        </dialog>
    }
}
