//! One of several, or several of several: native radios and boxes in a fieldset, each a target for a thumb.

use super::call;
use super::field::{ErrorText, described_by};
use leptos::prelude::*;

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it stands for.
    pub value: String,
    /// What it is called.
    pub label: String,
    /// One line more, where the name alone does not say enough.
    pub hint: Option<String>,
}

impl Choice {
    /// A choice that needs no more words.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }

    /// The same with one line more.
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// A question with its choices.
#[component]
fn Group(
    id: String,
    legend: String,
    hint: Option<String>,
    error: Signal<Option<String>>,
    is_legend_hidden: bool,
    children: Children,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), error);
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    view! {
        <fieldset id=id tabindex="-1" aria-describedby=move || described.get() class:field-wrong=move || error.with(Option::is_some)>
            <legend class=if is_legend_hidden { "out-of-sight" } else { "legend" }>{legend}</legend>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            <ErrorText id=error_id error />
            {children()}
        </fieldset>
    }
}

#[component]
fn Item(
    kind: &'static str,
    group: String,
    choice: Choice,
    is_chosen: Signal<bool>,
    on_change: UnsyncCallback<bool>,
) -> impl IntoView {
    let id = format!("{group}-{}", choice.value);
    let for_id = id.clone();
    view! {
        <label class="choice" for=for_id>
            <input
                type=kind
                id=id
                name=group
                value=choice.value
                prop:checked=move || is_chosen.get()
                on:change=move |event| call(on_change, event_target_checked(&event))
            />
            <span class="choice-text">
                <span class="choice-label">{choice.label}</span>
                {choice.hint.map(|hint| view! { <span class="choice-hint">{hint}</span> })}
            </span>
        </label>
    }
}

/// One of several.
#[component]
pub fn RadioGroup(
    /// The group's id and the radios' name.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// What there is to choose.
    choices: Vec<Choice>,
    /// The value chosen.
    #[prop(into)]
    chosen: Signal<Option<String>>,
    /// Called with the value chosen.
    #[prop(into)]
    on_choose: UnsyncCallback<String>,
    /// Help for answering.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, in words.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether the choices stand in a row as chips rather than below each other.
    #[prop(optional)]
    is_row: bool,
    /// Whether the page's heading already asks the question, so that it is only said, not shown.
    #[prop(optional)]
    is_legend_hidden: bool,
) -> impl IntoView {
    let items = items("radio", &id, choices, move |value| {
        let of_value = value.clone();
        let is_chosen =
            Signal::derive(move || chosen.with(|chosen| chosen.as_deref() == Some(of_value.as_str())));
        let on_change = UnsyncCallback::new(move |_: bool| call(on_choose, value.clone()));
        (is_chosen, on_change)
    });
    view! {
        <Group id legend hint error is_legend_hidden>
            <div class=if is_row { "choices chips" } else { "choices" }>{items}</div>
        </Group>
    }
}

/// Several of several.
#[component]
pub fn CheckGroup(
    /// The group's id.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// What there is to choose.
    choices: Vec<Choice>,
    /// The values chosen.
    #[prop(into)]
    chosen: Signal<Vec<String>>,
    /// Called with a value and whether it is chosen now.
    #[prop(into)]
    on_toggle: UnsyncCallback<(String, bool)>,
    /// Help for answering.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, in words.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether the choices stand in a row as chips rather than below each other.
    #[prop(optional)]
    is_row: bool,
    /// Whether the page's heading already asks the question, so that it is only said, not shown.
    #[prop(optional)]
    is_legend_hidden: bool,
) -> impl IntoView {
    let items = items("checkbox", &id, choices, move |value| {
        let of_value = value.clone();
        let is_chosen = Signal::derive(move || chosen.with(|chosen| chosen.contains(&of_value)));
        let on_change = UnsyncCallback::new(move |is_on: bool| call(on_toggle, (value.clone(), is_on)));
        (is_chosen, on_change)
    });
    view! {
        <Group id legend hint error is_legend_hidden>
            <div class=if is_row { "choices chips" } else { "choices" }>{items}</div>
        </Group>
    }
}

/// A score from 1 to 5.
#[component]
pub fn ScoreGroup(
    /// The group's id.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// What 1 means.
    #[prop(into)]
    lowest: String,
    /// What 5 means.
    #[prop(into)]
    highest: String,
    /// The score given.
    #[prop(into)]
    chosen: Signal<Option<u8>>,
    /// Called with the score given.
    #[prop(into)]
    on_choose: UnsyncCallback<u8>,
    /// What is wrong, in words.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let choices = (1_u8..=5).map(|score| Choice::new(score.to_string(), score.to_string())).collect();
    let items = items("radio", &id, choices, move |value| {
        let score: u8 = value.parse().unwrap_or(0);
        let is_chosen = Signal::derive(move || chosen.get() == Some(score));
        (is_chosen, UnsyncCallback::new(move |_: bool| call(on_choose, score)))
    });
    view! {
        <Group id legend hint=None error is_legend_hidden=false>
            <div class="score">{items}</div>
            <div class="score-ends" aria-hidden="true">
                <span>{lowest}</span>
                <span>{highest}</span>
            </div>
        </Group>
    }
}

fn items(
    kind: &'static str,
    group: &str,
    choices: Vec<Choice>,
    bind: impl Fn(String) -> (Signal<bool>, UnsyncCallback<bool>),
) -> Vec<AnyView> {
    choices
        .into_iter()
        .map(|choice| {
            let (is_chosen, on_change) = bind(choice.value.clone());
            view! { <Item kind group=group.to_owned() choice is_chosen on_change /> }.into_any()
        })
        .collect()
}
