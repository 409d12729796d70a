//! Choosing files: from the camera or the library on a phone, by dialog or by dropping on a desk.

use super::call;
use super::icon::{Icon, IconMark};
use crate::browser::files;
use leptos::prelude::*;

pub use crate::browser::files::File as Picked;

/// A place to pick or drop pictures.
#[component]
pub fn FilePicker(
    /// The input's id.
    #[prop(into)]
    id: String,
    /// What to do here.
    #[prop(into)]
    label: String,
    /// What may be picked.
    #[prop(into)]
    hint: String,
    /// Called with what was picked.
    #[prop(into)]
    on_pick: UnsyncCallback<Vec<Picked>>,
) -> impl IntoView {
    let is_over = RwSignal::new(false);
    let pick = move |event: leptos::ev::Event| call(on_pick, files::picked(&event));
    let drop = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        is_over.set(false);
        call(on_pick, files::dropped(&event));
    };
    let hint_id = format!("{id}-hint");
    view! {
        <label
            class="picker"
            class:picker-over=move || is_over.get()
            on:dragover=move |event: leptos::ev::DragEvent| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=drop
        >
            <IconMark icon=Icon::Camera />
            <span>{label}</span>
            <span class="picker-hint" id=hint_id.clone()>{hint}</span>
            <input type="file" id=id accept="image/*,application/pdf" multiple=true aria-describedby=hint_id on:change=pick />
        </label>
    }
}
