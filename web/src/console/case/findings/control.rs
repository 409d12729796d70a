//! The control that takes the answer to a question: a choice, a number, a moment, a list of ticks.

use super::super::store::CaseStore;
use super::value_field;
use crate::question::{Question, Shape, answer_words};
use crate::words;
use domain::compensation::money::Currency;
use domain::complaint::assess::Assessment;
use domain::finding::{Condition, Fault, Finding, Standing};
use domain::remedy::Remedy;
use leptos::prelude::*;
use web::browser::{clock, document};
use web::components::{Keyed, SendForm};
use web::i18n::rejection::problem;
use web::i18n::{Locale, t, t::console as texts, words as shared};
use web::wall;

/// Puts the focus back on a button that may have moved to another group by its own answer.
fn keep_focus(button: String) {
    leptos::task::spawn_local(async move {
        clock::sleep(0).await;
        document::focus(&button);
    });
}

#[expect(clippy::too_many_arguments, reason = "the parts of one row, named at its only call")]
pub(super) fn control(
    locale: Locale,
    question: Question,
    answer: Memo<Option<Finding>>,
    record: UnsyncCallback<Finding>,
    wrong: RwSignal<Option<String>>,
    currency: Currency,
    store: CaseStore,
    id: &str,
    label_id: &str,
) -> AnyView {
    let segment = |choices: Vec<(&'static str, &'static str, Finding)>| {
        view! {
            <div class="segments" role="group" aria-labelledby=label_id.to_owned()>
                {choices
                    .into_iter()
                    .map(|(code, name, finding)| {
                        let is_it = { let finding = finding.clone(); move || answer.get().as_ref() == Some(&finding) };
                        let button = [id, "-", code].concat();
                        let press = { let button = button.clone(); move |_| {
                            record.run(finding.clone());
                            keep_focus(button.clone());
                        } };
                        view! {
                            <button
                                type="button"
                                id=button
                                class="segment"
                                aria-pressed=move || is_it().to_string()
                                on:click=press
                            >
                                {name}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        }
        .into_any()
    };
    match question.shape() {
        Shape::Standing => segment(
            [Standing::Established, Standing::Claimed, Standing::Refuted]
                .into_iter()
                .filter_map(|word| {
                    Some((word.code(), words::standing(locale, word), question.with_standing(word)?))
                })
                .collect(),
        ),
        Shape::Flag => segment(
            [(true, "yes", t::common::yes(locale)), (false, "no", t::common::no(locale))]
                .into_iter()
                .filter_map(|(flag, code, name)| Some((code, name, question.with_flag(flag)?)))
                .collect(),
        ),
        Shape::Fault => segment(
            Fault::ALL
                .iter()
                .map(|word| (word.code(), words::fault(locale, *word), Finding::Fault(*word)))
                .collect(),
        ),
        Shape::Condition => segment(
            Condition::ALL
                .iter()
                .map(|word| (word.code(), words::condition(locale, *word), Finding::Condition(*word)))
                .collect(),
        ),
        Shape::Count | Shape::Money | Shape::Moment => {
            typed(locale, question, answer, record, wrong, currency, store, label_id, id).into_any()
        }
        Shape::Remedies => blocked(locale, answer, record, store, id).into_any(),
    }
}

/// A number, amount or moment, with a button that records it.
#[expect(clippy::too_many_arguments, reason = "the parts of one row, named at its only call")]
fn typed(
    locale: Locale,
    question: Question,
    answer: Memo<Option<Finding>>,
    record: UnsyncCallback<Finding>,
    wrong: RwSignal<Option<String>>,
    currency: Currency,
    store: CaseStore,
    label_id: &str,
    id: &str,
) -> impl IntoView + use<> {
    let text = store.text(&value_field(question));
    let send = move |()| match question.read(&text.now(), currency) {
        Ok(finding) => record.run(finding),
        Err(fault) => wrong.set(Some(problem(locale, &fault))),
    };
    let is_moment = question.shape() == Shape::Moment;
    let (field, label_id) = ([id, "-value"].concat(), label_id.to_owned());
    view! {
        <SendForm class="question-typed" on_send=send>
            {move || answer.get().map(|finding| view! { <span class="question-answer">{answer_words(locale, &finding)}</span> })}
            <input
                class="input"
                id=field
                type=if is_moment { "datetime-local" } else { "text" }
                inputmode=(!is_moment).then_some("decimal")
                aria-labelledby=label_id
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            />
            {(question.shape() == Shape::Money).then(|| view! { <span class="soft">{currency.code().to_owned()}</span> })}
            <button type="submit" class="button button-secondary">
                {texts::finding_record(locale)}
            </button>
        </SendForm>
    }
}

/// What can't be done now: each remedy the rules grant, to be ticked.
fn blocked(
    locale: Locale,
    answer: Memo<Option<Finding>>,
    record: UnsyncCallback<Finding>,
    store: CaseStore,
    id: &str,
) -> impl IntoView + use<> {
    let is_blocked = move || match answer.get() {
        Some(Finding::Blocked(remedies)) => remedies,
        _ => Vec::new(),
    };
    let id = id.to_owned();
    let remedies = move || {
        let granted = match (store.case.get(), store.packs()) {
            (Some(case), Some(packs)) => Assessment::of(&case, &packs, &store.elsewhere.get(), &wall::zone())
                .decision
                .entitlements
                .iter()
                .map(|one| one.remedy)
                .collect(),
            _ => Vec::new(),
        };
        let mut all: Vec<Remedy> = granted.into_iter().chain(is_blocked()).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let toggle = move |remedy: Remedy, is_on: bool| {
        let mut now = is_blocked();
        now.retain(|other| *other != remedy);
        if is_on {
            now.push(remedy);
        }
        record.run(Finding::Blocked(now));
    };
    // A remedy's key is its place in the glossary.
    let keys = Signal::derive(move || {
        let remedies = remedies();
        (0_u128..).zip(Remedy::ALL).filter(|(_, one)| remedies.contains(one)).map(|(key, _)| key).collect()
    });
    let entry = move |key: u128| {
        let remedy = usize::try_from(key).ok().and_then(|place| Remedy::ALL.get(place).copied());
        remedy
            .map(|remedy| {
                view! {
                    <label class="check">
                        <input
                            type="checkbox"
                            id=[id.as_str(), "-", remedy.code()].concat()
                            prop:checked=move || is_blocked().contains(&remedy)
                            on:change=move |event| toggle(remedy, event_target_checked(&event))
                        />
                        <span>{shared::remedy(locale, remedy)}</span>
                    </label>
                }
            })
            .into_any()
    };
    view! {
        <div class="checks">
            <Keyed keys entry=Callback::new(entry) />
        </div>
    }
}
