//! Asking for several values at once before something is made of them: a step, a row, another way of saying how much.
//!
//! What is typed is looked over here as it would be in the draft, so that nothing half is ever sent.

use super::control::Control;
use super::labels;
use super::store::DraftStore;
use super::typed::{self, Typed};
use domain::policy::draft::edit::{EditProblem, SlotValue};
use domain::policy::draft::form::{SlotKind, SlotName};
use leptos::prelude::*;
use std::collections::BTreeMap;
use web::browser::{clock, document};
use web::components::field::ErrorText;
use web::components::{Button, ButtonKind, Icon, IconMark, call};
use web::i18n::t::{common, policy as t};
use web::i18n::{Locale, use_locale};

/// Values by the keys under which they were asked for.
pub(super) type Values = BTreeMap<String, SlotValue>;

/// What values that are sound one by one lack together: the key it is about, and what is wrong.
pub(super) type Together = fn(&Values) -> Result<(), (&'static str, EditProblem)>;

/// One value asked for.
#[derive(Clone)]
pub(super) struct Wanted {
    /// The key by which it is answered.
    pub(super) key: String,
    /// What it is about.
    pub(super) name: SlotName,
    /// What may stand in it.
    pub(super) kind: SlotKind,
    /// A label of its own; without one that of its name.
    pub(super) label: Option<&'static str>,
    /// Whether it may be left blank.
    pub(super) is_optional: bool,
    /// What stands in it to begin with.
    pub(super) given: Typed,
}

impl Wanted {
    /// A value that is needed and not given yet.
    pub(super) fn new(key: &str, name: SlotName, kind: SlotKind) -> Self {
        Self { key: key.to_owned(), name, kind, label: None, is_optional: false, given: Typed::new() }
    }

    /// The same with something to begin with.
    pub(super) fn given(self, given: Option<String>) -> Self {
        Self { given: given.into_iter().collect(), ..self }
    }
}

/// What is typed and what is wrong with it.
#[derive(Clone, Copy)]
struct Answers {
    typed: RwSignal<BTreeMap<String, Typed>>,
    wrong: RwSignal<BTreeMap<String, EditProblem>>,
}

impl Answers {
    /// The values, if all of them are sound; else the key of the first that is not.
    fn read(self, wanted: &[Wanted], together: Option<Together>) -> Result<Values, String> {
        let mut wrong = BTreeMap::new();
        let mut values = Values::new();
        for one in wanted {
            let typed = self.typed.with_untracked(|typed| typed.get(&one.key).cloned().unwrap_or_default());
            match typed::read(one.kind, one.is_optional, &typed) {
                Ok(value) => values.extend(value.map(|value| (one.key.clone(), value))),
                Err(problem) => {
                    wrong.insert(one.key.clone(), problem);
                }
            }
        }
        if wrong.is_empty()
            && let Some(Err((key, problem))) = together.map(|together| together(&values))
        {
            // What is about several is said at the first of them.
            let first = wanted.iter().find(|one| one.key.starts_with(key));
            wrong.insert(first.map_or_else(|| key.to_owned(), |one| one.key.clone()), problem);
        }
        let first = wanted.iter().find(|one| wrong.contains_key(&one.key)).map(|one| one.key.clone());
        self.wrong.set(wrong);
        first.map_or(Ok(values), Err)
    }
}

fn field(answers: Answers, id: &str, one: &Wanted, locale: Locale) -> AnyView {
    let label = one.label.map_or_else(|| labels::slot(locale, one.name, &one.key), str::to_owned);
    let (value_key, typed_key, dropped_key, wrong_key) =
        (one.key.clone(), one.key.clone(), one.key.clone(), one.key.clone());
    let (given, is_optional) = (one.given.clone(), one.is_optional);
    let error = Signal::derive(move || {
        answers.wrong.with(|wrong| wrong.get(&wrong_key).map(|why| labels::problem(locale, why)))
    });
    let control = Control {
        id: id.to_owned(),
        kind: one.kind,
        name: one.name,
        label: label.clone(),
        is_optional,
        value: Signal::derive(move || {
            answers.typed.with(|typed| typed.get(&value_key).cloned().unwrap_or_default())
        }),
        on_type: UnsyncCallback::new(move |parts| {
            answers.typed.update(|typed| {
                typed.insert(typed_key.clone(), parts);
            });
        }),
        on_done: UnsyncCallback::new(|()| {}),
        on_drop: UnsyncCallback::new(move |()| {
            answers.typed.update(|typed| {
                typed.insert(dropped_key.clone(), given.clone());
            });
        }),
        is_locked: Signal::derive(|| false),
        error,
    };
    let is_group = matches!(one.kind, SlotKind::Texts { .. } | SlotKind::Words(_));
    let shown = if is_group {
        view! { <span class="field-label">{label}</span> }.into_any()
    } else {
        view! { <label class="field-label" for=id.to_owned()>{label}</label> }.into_any()
    };
    view! {
        <div
            class="field slot"
            class:slot-wide=is_group
            class:field-wrong=move || error.with(Option::is_some)
        >
            {shown}
            {control.view(locale)}
            <ErrorText id=[id, "-error"].concat() error />
        </div>
    }
    .into_any()
}

/// Asks for values; nothing is made of them before all are sound.
#[component]
pub(super) fn Asker(
    /// Its id; the fields' begin with it.
    id: String,
    /// What it is about.
    title: String,
    /// What is asked for.
    wanted: Vec<Wanted>,
    /// What they must be together.
    together: Option<Together>,
    /// What the button says.
    send: &'static str,
    /// Called with all values.
    on_values: UnsyncCallback<Values>,
    /// Called when it is given up.
    on_close: UnsyncCallback<()>,
) -> impl IntoView {
    let (locale, name) = (use_locale(), title.clone());
    let given = wanted.iter().map(|one| (one.key.clone(), one.given.clone())).collect();
    let answers = Answers { typed: RwSignal::new(given), wrong: RwSignal::new(BTreeMap::new()) };
    let id_of = {
        let id = id.clone();
        move |key: &str| [&id, "-", &key.replace('.', "-")].concat()
    };
    let fields: Vec<AnyView> =
        wanted.iter().map(|one| field(answers, &id_of(&one.key), one, locale)).collect();
    if let Some(first) = wanted.first() {
        focus_soon(id_of(&first.key));
    }
    let answer = move |()| match answers.read(&wanted, together) {
        Ok(values) => call(on_values, values),
        Err(key) => document::focus(&id_of(&key)),
    };
    view! {
        <div class="maker" role="group" aria-label=name id=id.clone()>
            <p class="maker-title">{title}</p>
            <div class="slots">{fields}</div>
            <div class="cluster">
                <Button id=[&id, "-send"].concat() label=send kind=ButtonKind::Secondary on_press=answer />
                <Button
                    label=common::cancel(locale)
                    kind=ButtonKind::Quiet
                    on_press=move |()| call(on_close, ())
                />
            </div>
        </div>
    }
}

/// Moves the focus to what is drawn in the next turn.
pub(super) fn focus_soon(id: String) {
    leptos::task::spawn_local(async move {
        clock::sleep(0).await;
        document::focus(&id);
    });
}

/// A button that unfolds into an [`Asker`].
#[component]
pub(super) fn AskButton(
    /// The draft.
    store: DraftStore,
    /// The button's id.
    id: String,
    /// What it says.
    label: &'static str,
    /// What is asked for.
    wanted: Vec<Wanted>,
    /// What they must be together.
    together: Option<Together>,
    /// Called with all values.
    on_values: UnsyncCallback<Values>,
) -> impl IntoView {
    let locale = use_locale();
    let is_open = RwSignal::new(false);
    let parts = StoredValue::new((id, wanted));
    // The focus goes back to the button that unfolded this.
    let close = move || {
        is_open.set(false);
        focus_soon(parts.with_value(|(id, _)| id.clone()));
    };
    view! {
        <Show when=move || store.is_open()>
            {move || {
                let (id, wanted) = parts.get_value();
                if is_open.get() {
                    let id = [&id, "-form"].concat();
                    let done = UnsyncCallback::new(move |values| {
                        close();
                        call(on_values, values);
                    });
                    let given_up = UnsyncCallback::new(move |()| close());
                    view! {
                        <Asker
                            id
                            title=label.to_owned()
                            wanted
                            together
                            send=t::add(locale)
                            on_values=done
                            on_close=given_up
                        />
                    }
                        .into_any()
                } else {
                    view! {
                        <button
                            type="button"
                            class="link-button add-button"
                            id=id
                            on:click=move |_| is_open.set(true)
                        >
                            <IconMark icon=Icon::Plus />
                            {label}
                        </button>
                    }
                        .into_any()
                }
            }}
        </Show>
    }
}
