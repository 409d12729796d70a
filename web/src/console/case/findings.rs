//! Recording what was found out: the questions the rules ask first, each with the control its answer takes.
//!
//! One press records one finding, and everything the rules say is worked out anew at once, in this browser.

mod control;
mod others;

use super::store::CaseStore;
use crate::matter::{question_text, rank};
use crate::question::{Question, answer_words};
use control::control;
use domain::compensation::money::Currency;
use domain::complaint::assess::Assessment;
use domain::complaint::command::Command;
use domain::complaint::{Case, returning};
use domain::finding::Finding;
use domain::order::ledger::Elsewhere;
use domain::policy::condition::Clause;
use domain::policy::{Decision, Packs};
use domain::text::Sentence;
use leptos::prelude::*;
use others::Others;
use std::collections::BTreeSet;
use web::browser::document;
use web::components::{Fold, Keyed};
use web::i18n::rejection::{problem, rejection};
use web::i18n::{t::console as texts, use_locale};
use web::wall;

/// Which questions there are.
#[derive(Clone, Debug, Default, PartialEq)]
struct Asked {
    /// Those on which an answer of the rules depends, or depended since the page was opened, and those that somebody at the
    /// desk has answered: each stays where it is, and what comes since comes behind.
    shown: Vec<Question>,
    /// Those of them that an answer has made idle: they keep their room and are asked no more.
    idle: Vec<Question>,
    /// Those on which an answer depends now.
    open: Vec<Question>,
    /// All others, those the rules that speak look at in front.
    others: Vec<Question>,
}

/// The recorder.
#[component]
pub(crate) fn Findings(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let asked = Memo::new(move |before: Option<&Asked>| match (store.case.get(), store.packs()) {
        (Some(case), Some(packs)) => {
            store.elsewhere.with(|elsewhere| asked(&case, &packs, elsewhere, before))
        }
        _ => before.cloned().unwrap_or_default(),
    });
    let is_over = Memo::new(move |_| {
        store.case.with(|case| case.as_ref().is_some_and(|case| !case.phase.is_before_agreement()))
    });
    let is_open = Memo::new(move |_| store.case.with(Option::is_some) && !is_over.get() && store.may_work());
    // What the agreement leaves open is found out after it.
    let left = Memo::new(move |_| {
        let may_work = store.may_work();
        let asked = |case: &Case| {
            let asks = case.left_open.iter().flat_map(|one| one.asks.iter().copied());
            let asks = asks.filter_map(Question::of);
            in_order(case, asks.filter(|_| may_work && is_over.get() && !case.phase.is_finished()))
        };
        store.case.with(|case| case.as_deref().map(asked).unwrap_or_default())
    });
    let known = Memo::new(move |_| {
        store.case.with(|case| {
            let findings = case.as_ref().map(|case| case.findings.clone()).unwrap_or_default();
            // That goods are back stands with what waits for them, while it may still be corrected.
            let is_elsewhere = case.as_deref().is_some_and(returning::is_expected);
            let is_here = |each: &Question| !(is_elsewhere && *each == Question::GoodsBackAt);
            let known = Question::ALL.iter().copied().filter(|each| each.answer(&findings).is_some());
            let is_shown = |each: &Question| left.with(|left| left.contains(each));
            known.filter(is_here).filter(|each| !is_shown(each)).collect::<Vec<_>>()
        })
    });
    let shown = Signal::derive(move || asked.with(|asked| asked.shown.clone()));
    let idle = Signal::derive(move || asked.with(|asked| asked.idle.clone()));
    let others = Signal::derive(move || asked.with(|asked| asked.others.clone()));
    let n_open = move || i64::try_from(asked.with(|asked| asked.open.len())).unwrap_or(i64::MAX);
    view! {
        <section class="panel" aria-labelledby="findings-title" id="findings">
            <h2 id="findings-title" class="panel-title">
                {texts::findings_title(locale)}
                <Show when=move || is_open.get()>
                    <span class="soft small findings-why">
                        {move || match n_open() {
                            0 => texts::findings_none_asked(locale).to_owned(),
                            n => texts::findings_ask(locale, n),
                        }}
                    </span>
                </Show>
            </h2>
            <Show when=move || left.with(|left| !left.is_empty())>
                {rows(left.into(), none(), store, Signal::stored(true))}
            </Show>
            <Show when=move || is_open.get() fallback=move || rows(known.into(), none(), store, is_open.into())>
                {rows(shown, idle, store, is_open.into())}
                <Fold summary=texts::findings_more(locale)>
                    <Others questions=others store is_open=is_open.into() />
                </Fold>
            </Show>
            <Show when=move || !is_open.get() && known.with(Vec::is_empty) && left.with(Vec::is_empty)>
                <p class="soft small">{texts::findings_none(locale)}</p>
            </Show>
            <Show when=move || is_over.get()>
                <p class="soft small">
                    {move || {
                        let is_left = left.with(|left| !left.is_empty());
                        if is_left { texts::finding_left(locale) } else { texts::finding_closed(locale) }
                    }}
                </p>
            </Show>
        </section>
    }
}

/// No question.
fn none() -> Signal<Vec<Question>> {
    Signal::stored(Vec::new())
}

/// A row for each of some questions; those that are `idle` keep their room and are asked no more.
fn rows(
    questions: Signal<Vec<Question>>,
    idle: Signal<Vec<Question>>,
    store: CaseStore,
    is_open: Signal<bool>,
) -> AnyView {
    let locale = use_locale();
    let keys = Signal::derive(move || {
        let places = questions.get().into_iter().filter_map(place_of);
        places.collect::<Vec<u128>>()
    });
    let entry = move |key: u128| {
        let question = usize::try_from(key).ok().and_then(|place| Question::ALL.get(place).copied());
        let row = |question| {
            let is_idle = Memo::new(move |_| idle.with(|idle| idle.contains(&question)));
            view! {
                <div
                    class:question-idle=move || is_idle.get()
                    data-idle=move || is_idle.get().then(|| texts::finding_idle(locale))
                    inert=move || is_idle.get()
                >
                    <Row question store is_open />
                </div>
            }
        };
        question.map(row).into_any()
    };
    view! {
        <div class="questions">
            <Keyed keys entry=Callback::new(entry) />
        </div>
    }
    .into_any()
}

/// Goes to the first question that nobody has settled, or else to the first, by key. Says whether there was one.
pub(super) fn begin() -> bool {
    [UNSETTLED, ANY].into_iter().any(document::focus_first)
}

/// What there is to press or to fill in among the questions that are asked, but where an answer other than what the
/// customer claims is given.
const UNSETTLED: &str = "#findings .questions \
                         .question:not([inert] *, :has([aria-pressed='true']:not([id$='-claimed']))) \
                         :is(.segment, input)";

/// The same, whatever is answered.
const ANY: &str = "#findings .questions .question:not([inert] *) :is(.segment, input)";

/// A question's key in a list: its place among all of them.
fn place_of(question: Question) -> Option<u128> {
    let place = Question::ALL.iter().position(|one| *one == question)?;
    u128::try_from(place).ok()
}

fn asked(case: &Case, packs: &Packs, elsewhere: &Elsewhere, before: Option<&Asked>) -> Asked {
    // What is to be signed for on a claim waits for that claim to be looked into.
    let decision = Assessment::of(case, packs, elsewhere, &wall::zone()).decision.as_told(packs);
    let depends = decision.depends.iter().filter(|open| !decision.is_beside_the_point(open));
    let open: Vec<Question> = in_order(case, depends.filter_map(|depends| Question::of(depends.ask)));
    let answered =
        Question::ALL.iter().copied().filter(|question| recorded_answer(case, *question).is_some());
    let wanted = in_order(case, open.iter().copied().chain(answered));
    let mut shown = before.map(|before| before.shown.clone()).unwrap_or_default();
    let new: Vec<Question> = wanted.into_iter().filter(|question| !shown.contains(question)).collect();
    shown.extend(new);
    // What stands further down keeps its order too, without what is asked by now.
    let others = if let Some(before) = before.filter(|before| !before.others.is_empty()) {
        before.others.clone()
    } else {
        let mut others = in_order(case, looked_at(&decision, packs));
        let rest = Question::ALL.iter().copied().filter(|question| !others.contains(question));
        let rest: Vec<Question> = rest.collect();
        others.extend(rest);
        others
    };
    let others = others.into_iter().filter(|question| !shown.contains(question)).collect();
    let is_idle = |question: &Question| !open.contains(question) && question.answer(&case.findings).is_none();
    let idle = shown.iter().copied().filter(is_idle).collect();
    Asked { shown, idle, open, others }
}

fn in_order(case: &Case, questions: impl Iterator<Item = Question>) -> Vec<Question> {
    let ranked: BTreeSet<_> = questions.map(|question| rank(case, question)).collect();
    ranked.into_iter().map(|(_, question)| question).collect()
}

/// What the rules that speak about this case look at.
fn looked_at<'a>(decision: &Decision, packs: &'a Packs) -> impl Iterator<Item = Question> + use<'a> {
    let places: Vec<_> = decision
        .entitlements
        .iter()
        .map(|one| one.place)
        .chain(decision.refusals.iter().map(|one| one.place))
        .chain(decision.depends.iter().map(|one| one.place))
        .collect();
    places.into_iter().filter_map(|place| packs.rule(place)).flat_map(|rule| {
        let granted = rule.grants.iter().flat_map(|grant| &grant.only_if);
        let facts = |clause: &'a Clause| clause.any.iter().map(|test| test.fact);
        rule.when.iter().chain(granted).flat_map(facts).filter_map(Question::of)
    })
}

/// Under which name it is kept what is typed as the answer to a question.
fn value_field(question: Question) -> String {
    ["finding-value-", question.code()].concat()
}

/// What stands as the answer to a question, where somebody at the desk recorded it.
fn recorded_answer(case: &Case, question: Question) -> Option<Finding> {
    let answer = question.answer(&case.findings)?;
    case.recorded.iter().any(|one| one.finding == answer).then_some(answer)
}

/// What somebody at the desk recorded last to the same question.
fn recorded_like(case: &Case, finding: &Finding) -> Option<Finding> {
    let last = case.recorded.iter().rev().find(|one| one.finding.is_about_the_same(finding))?;
    Some(last.finding.clone())
}

/// A question as this case asks it.
fn asked_as(store: CaseStore, question: Question) -> Memo<String> {
    let locale = use_locale();
    Memo::new(move |_| {
        let in_its_words = |case: &Case| question_text(locale, case, question);
        store.case.with(|case| case.as_deref().map(in_its_words)).unwrap_or_default()
    })
}

/// A question with its control and the answer so far.
#[component]
pub(super) fn Row(question: Question, store: CaseStore, is_open: Signal<bool>) -> impl IntoView {
    let locale = use_locale();
    let wrong = RwSignal::new(None::<String>);
    let fields = [["finding-note-", question.code()].concat(), value_field(question)];
    let note = store.text(&fields[0]);
    let is_noting = RwSignal::new(false);
    let answer = Memo::new(move |_| {
        store.case.with(|case| case.as_ref().and_then(|case| question.answer(&case.findings)))
    });
    let record = UnsyncCallback::new(move |finding: Finding| {
        let typed = note.now();
        // The colleague's answer that this one is to replace, as it is seen here.
        let instead_of = store.case.with_untracked(|case| recorded_like(case.as_deref()?, &finding));
        let note_text = if typed.trim().is_empty() { Ok(None) } else { Sentence::parse(&typed).map(Some) };
        match note_text {
            Err(fault) => wrong.set(Some(problem(locale, &fault))),
            Ok(text) => {
                let command = Command::RecordFinding { finding, note: text, instead_of };
                // What stood among the others stands with what is asked once it is answered.
                document::keep_focus();
                match store.submit_written(command, &fields.each_ref().map(String::as_str)) {
                    Ok(()) => {
                        wrong.set(None);
                        is_noting.set(false);
                    }
                    Err(why) => wrong.set(Some(rejection(locale, &why))),
                }
            }
        }
    });
    // What somebody at the desk recorded last, if it is what stands: that can be taken back.
    let recorded = Memo::new(move |_| store.case.with(|case| recorded_answer(case.as_deref()?, question)));
    let take_back = move |_| {
        if let Some(finding) = recorded.get_untracked()
            && let Err(why) = store.submit(Command::TakeBackFinding { finding })
        {
            wrong.set(Some(rejection(locale, &why)));
        }
    };
    let id = ["finding-", question.code()].concat();
    let undo_id = [&id, "-undo"].concat();
    let label_id = [&id, "-label"].concat();
    let note_id = [&id, "-note"].concat();
    let currency =
        store.case.with_untracked(|case| case.as_ref().map_or(Currency::CNY, |case| case.order.currency));
    let asks = asked_as(store, question);
    let says = move || answer.get().map_or_else(|| "–".to_owned(), |finding| answer_words(locale, &finding));
    let control = {
        let (id, label_id) = (id.clone(), label_id.clone());
        move || {
            if is_open.get() {
                control(locale, question, answer, record, wrong, currency, store, &id, &label_id)
            } else {
                view! { <span class="question-answer">{says}</span> }.into_any()
            }
        }
    };
    view! {
        <div class="question" id=id data-question=question.code()>
            <div class="question-line">
                <span class="question-text" id=label_id>
                    {move || asks.get()}
                </span>
                <Show when=move || is_open.get() && recorded.with(Option::is_some)>
                    <button
                        type="button"
                        class="link-button"
                        id=undo_id.clone()
                        aria-label=texts::take_back_what(locale, question.text(locale))
                        on:click=take_back
                    >
                        {texts::do_take_back_finding(locale)}
                    </button>
                </Show>
                <Show when=move || is_open.get()>
                    <button
                        type="button"
                        class="link-button"
                        aria-expanded=move || is_noting.get().to_string()
                        on:click=move |_| is_noting.update(|is_noting| *is_noting = !*is_noting)
                    >
                        {texts::finding_add(locale)}
                    </button>
                </Show>
            </div>
            <Show when=move || is_noting.get()>
                <input
                    class="input"
                    id=note_id.clone()
                    aria-label=texts::finding_note(locale)
                    placeholder=texts::finding_note(locale)
                    prop:value=move || note.get()
                    on:input=move |event| note.set(event_target_value(&event))
                />
            </Show>
            {control}
            {move || wrong.get().map(|wrong| view! { <p class="field-error small" role="alert">{wrong}</p> })}
        </div>
    }
}
