//! A button: it does something here. What leads elsewhere is a link.

use super::{Icon, IconMark, call};
use leptos::prelude::*;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do on this page.
    #[default]
    Primary,
    /// Something else one may do.
    Secondary,
    /// A side matter, in the manner of a link.
    Quiet,
    /// Something that takes back or ends.
    Danger,
}

impl ButtonKind {
    /// The classes of a button, or of a link that looks like one.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button-primary",
            Self::Secondary => "button button-secondary",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// A button. While it is busy it keeps its focus and ignores presses, so nothing is done twice.
#[component]
pub fn Button(
    /// What it does, as a verb.
    #[prop(into)]
    label: Signal<String>,
    /// Called when it is pressed.
    #[prop(into)]
    on_press: UnsyncCallback<()>,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// Whether what it does is on its way.
    #[prop(optional, into)]
    is_busy: Signal<bool>,
    /// Its id, for journeys and labels.
    #[prop(optional, into)]
    id: Option<String>,
    /// A longer name for screen readers, where the label alone would not tell buttons apart.
    #[prop(optional, into)]
    name: Option<String>,
) -> impl IntoView {
    let press = move |_| {
        if !is_busy.get_untracked() {
            super::filled_in::read_all();
            call(on_press, ());
        }
    };
    view! {
        <button
            type="button"
            id=id
            class=kind.class()
            aria-label=name
            aria-disabled=move || is_busy.get().then_some("true")
            on:click=press
        >
            {move || label.get()}
            <Show when=move || is_busy.get()>
                <span class="button-busy-mark" aria-hidden="true"></span>
            </Show>
        </button>
    }
}

/// A small button that takes something out of a list.
#[component]
pub fn RemoveButton(
    /// What it takes out, in words that tell it from its like.
    #[prop(into)]
    name: String,
    /// Called when it is pressed.
    #[prop(into)]
    on_press: UnsyncCallback<()>,
    /// Its id, for journeys.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button"
            id=id
            aria-label=name.clone()
            title=name
            on:click=move |_| call(on_press, ())
        >
            <IconMark icon=Icon::Cross />
        </button>
    }
}

/// The button that sends a form; pressing Enter in a field does the same.
#[component]
pub fn SubmitButton(
    /// What it does, as a verb.
    #[prop(into)]
    label: String,
    /// Whether what it does is on its way.
    #[prop(into)]
    is_busy: Signal<bool>,
    /// Its id, for journeys.
    id: &'static str,
) -> impl IntoView {
    view! {
        <div class="actions">
            <button
                class=ButtonKind::Primary.class()
                type="submit"
                id=id
                aria-disabled=move || is_busy.get().then_some("true")
            >
                {label}
                <Show when=move || is_busy.get()>
                    <span class="button-busy-mark" aria-hidden="true"></span>
                </Show>
            </button>
        </div>
    }
}
