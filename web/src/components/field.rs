//! A field with its label above, a hint below that, and its problem in words beside it.
//!
//! Label, hint and problem are tied to the input, so a screen reader says all three. A problem is never shown
//! by colour alone.

use super::call;
use super::icon::{Icon, IconMark};
use crate::i18n::{t, use_locale};
use leptos::attr::Attribute;
use leptos::prelude::*;

/// What is typed into a field: decides the keyboard of a phone and what the browser may fill in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    /// Any text.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Tel,
    /// A number or amount.
    Decimal,
    /// A day.
    Date,
    /// A password.
    Password,
}

impl InputKind {
    const fn html_type(self) -> &'static str {
        match self {
            Self::Text | Self::Decimal => "text",
            // The browser's own check would speak before ours and in its own language.
            Self::Email => "email",
            Self::Tel => "tel",
            Self::Date => "date",
            Self::Password => "password",
        }
    }

    const fn keyboard(self) -> Option<&'static str> {
        match self {
            Self::Decimal => Some("decimal"),
            Self::Email => Some("email"),
            Self::Tel => Some("tel"),
            Self::Text | Self::Date | Self::Password => None,
        }
    }
}

/// The label, hint and problem around an input of any kind.
#[component]
fn Frame(
    id: String,
    label: String,
    hint: Option<Signal<String>>,
    is_optional: bool,
    error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let locale = use_locale();
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    view! {
        <div class="field" class:field-wrong=move || error.with(Option::is_some)>
            <label class="field-label" for=id>
                {label}
                {is_optional.then(|| view! { <span class="field-optional">{t::common::optional(locale)}</span> })}
            </label>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{move || hint.get()}</p> })}
            <ErrorText id=error_id error />
            {children()}
        </div>
    }
}

/// A field's problem in words.
#[component]
pub fn ErrorText(
    /// The id by which the input refers to it.
    id: String,
    /// The problem, if there is one.
    error: Signal<Option<String>>,
) -> impl IntoView {
    move || {
        let id = id.clone();
        error.get().map(|error| {
            view! {
                <p class="field-error" id=id>
                    <IconMark icon=Icon::Alert />
                    <span>{error}</span>
                </p>
            }
        })
    }
}

/// What everything that is typed into has in common, be it one line or several.
fn typing(
    id: &str,
    has_hint: bool,
    error: Signal<Option<String>>,
    value: Signal<String>,
    on_input: UnsyncCallback<String>,
    on_blur: Option<UnsyncCallback<()>>,
) -> impl Attribute + use<> {
    super::filled_in::know(id, value, on_input);
    let (id, described) = (id.to_owned(), described_by(id, has_hint, error));
    view! {
        <{..}
            id=id
            aria-describedby=move || described.get()
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            prop:value=move || value.get()
            on:input=move |event| call(on_input, event_target_value(&event))
            on:blur=move |_| {
                if let Some(on_blur) = on_blur {
                    call(on_blur, ());
                }
            }
        />
    }
}

/// A field of one line.
#[component]
pub fn TextField(
    /// The input's id, stable for links from the error summary.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What is in it.
    #[prop(into)]
    value: Signal<String>,
    /// Called with every change.
    #[prop(into)]
    on_input: UnsyncCallback<String>,
    /// Help for answering.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it, in words.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Called when the focus leaves it.
    #[prop(optional, into)]
    on_blur: Option<UnsyncCallback<()>>,
    /// What is typed.
    #[prop(optional)]
    kind: InputKind,
    /// What the browser may fill in, by its HTML name.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// Whether it may stay blank.
    #[prop(optional)]
    is_optional: bool,
) -> impl IntoView {
    let hint = hint.map(Signal::stored);
    let typing = typing(&id, hint.is_some(), error, value, on_input, on_blur);
    view! {
        <Frame id label hint is_optional error>
            <input
                class="input"
                type=kind.html_type()
                inputmode=kind.keyboard()
                autocomplete=autocomplete.unwrap_or("off")
                autocapitalize=matches!(kind, InputKind::Email).then_some("none")
                {..typing}
            />
        </Frame>
    }
}

/// A field of several lines that grows with what is typed.
#[component]
pub fn TextArea(
    /// The input's id, stable for links from the error summary.
    #[prop(into)]
    id: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What is in it.
    #[prop(into)]
    value: Signal<String>,
    /// Called with every change.
    #[prop(into)]
    on_input: UnsyncCallback<String>,
    /// Help for answering.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// What is wrong with it, in words.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Called when the focus leaves it.
    #[prop(optional, into)]
    on_blur: Option<UnsyncCallback<()>>,
    /// Whether it may stay blank.
    #[prop(optional)]
    is_optional: bool,
    /// How many lines it shows while empty.
    #[prop(default = 5)]
    rows: u8,
) -> impl IntoView {
    let typing = typing(&id, hint.is_some(), error, value, on_input, on_blur);
    view! {
        <Frame id label hint is_optional error>
            <textarea
                class=if rows < 4 { "input input-short" } else { "input" }
                rows=rows.to_string()
                {..typing}
            ></textarea>
        </Frame>
    }
}

/// What a control's `aria-describedby` names: its hint, and its problem while there is one.
pub fn described_by(id: &str, has_hint: bool, error: Signal<Option<String>>) -> Signal<Option<String>> {
    let (hint, wrong) = (format!("{id}-hint"), format!("{id}-error"));
    Signal::derive(move || match (has_hint, error.with(Option::is_some)) {
        (false, false) => None,
        (true, false) => Some(hint.clone()),
        (false, true) => Some(wrong.clone()),
        (true, true) => Some([hint.as_str(), " ", wrong.as_str()].concat()),
    })
}
