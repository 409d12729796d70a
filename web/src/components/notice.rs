//! A notice: something to know before going on.

use super::icon::{Icon, IconMark};
use leptos::prelude::*;

/// What a notice means, said by picture, colour and words together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    #[default]
    Info,
    /// It worked.
    Good,
    /// Take care.
    Warn,
    /// It did not work.
    Bad,
}

/// A notice with an optional title.
#[component]
pub fn Notice(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// Its first line.
    #[prop(optional, into)]
    title: Option<String>,
    /// Whether a screen reader should say it as soon as it appears.
    #[prop(optional)]
    is_alert: bool,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let (class, icon) = match tone {
        Tone::Info => ("notice", Icon::Info),
        Tone::Good => ("notice notice-good", Icon::Tick),
        Tone::Warn => ("notice notice-warn", Icon::Alert),
        Tone::Bad => ("notice notice-bad", Icon::Alert),
    };
    view! {
        <div class=class role=is_alert.then_some("alert")>
            <IconMark icon />
            {title.map(|title| view! { <p class="notice-title">{title}</p> })}
            <div>{children()}</div>
        </div>
    }
}
