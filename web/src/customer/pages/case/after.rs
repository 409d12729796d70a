//! After the work: has everything arrived, how did it go, and taking it up again.

use super::ask::use_acting;
use super::on_its_way::{NotYet, has_parcel};
use super::sentence::AskSentence;
use super::waits::Waits;
use super::words::{Words, WordsField};
use domain::complaint::Case;
use domain::complaint::command::Command;
use domain::complaint::decide::UNHAPPY_SCORE;
use domain::complaint::decide::takes_up_again;
use domain::complaint::event::Event;
use domain::complaint::on_its_way::Sent;
use domain::complaint::settles::Settles;
use domain::text::problem::{Problem, ProblemCode};
use domain::text::{Message, Sentence};
use leptos::prelude::*;
use web::components::live::use_announcer;
use web::components::{Button, ButtonKind, ScoreGroup};
use web::i18n::{rejection, t, use_locale};
use web::kept::KeptText;

/// What says that everything has arrived.
const CONFIRM: &str = "confirm-yes";

/// What sends how it went.
const TELL: &str = "follow-up-send";

/// Everything is done: first whether it has arrived, then how it went.
#[component]
pub(super) fn AfterFulfilment(
    case: Memo<Option<Case>>,
    is_confirmed: bool,
    sent: Vec<Sent>,
) -> impl IntoView {
    if is_confirmed { view! { <FollowUp case /> }.into_any() } else { view! { <Confirm sent /> }.into_any() }
}

#[component]
fn Confirm(sent: Vec<Sent>) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting();
    let announcer = use_announcer();
    let confirm = move |()| {
        if let Some(acting) = acting {
            acting.act(CONFIRM, Command::ConfirmFulfilment, &[], move || {
                announcer.say(t::customer::ev_confirmed(locale));
            });
        }
    };
    let title = if has_parcel(&sent) { t::customer::confirm_arrived } else { t::customer::confirm_title };
    let not_yet = if sent.is_empty() {
        view! { <Reopen label=t::customer::confirm_no(locale) kind=ButtonKind::Secondary /> }.into_any()
    } else {
        view! { <NotYet all=sent /> }.into_any()
    };
    view! {
        <section class="card stack" id="confirm">
            <h2>{title(locale)}</h2>
            <Waits place=CONFIRM title=t::customer::confirm_yes(locale) />
            <div class="cluster">
                <Button label=t::customer::confirm_yes(locale).to_owned() on_press=confirm id=CONFIRM />
                {not_yet}
            </div>
        </section>
    }
}

/// The follow-up: an open question first, then two scores.
#[component]
fn FollowUp(case: Memo<Option<Case>>) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    let text = |field: &'static str| acting.following.text(field);
    let answer = text("follow-up-answer");
    let words = Words::message(answer, true);
    let (outcome_text, process_text) = (text("outcome-score"), text("process-score"));
    let has_tried = RwSignal::new(false);
    let score = |kept: KeptText| Signal::derive(move || kept.get().parse::<u8>().ok());
    let (outcome, process) = (score(outcome_text), score(process_text));
    let low = move || {
        let scores @ (outcome, _) = (outcome.get().unwrap_or(u8::MAX), process.get().unwrap_or(u8::MAX));
        let says = if outcome <= UNHAPPY_SCORE {
            t::customer::followup_low(locale, &UNHAPPY_SCORE.to_string())
        } else {
            t::customer::followup_read(locale).to_owned()
        };
        case.with(|case| takes_up_again(case.as_ref()?, &answer.get(), scores).then_some(()))
            .map(|()| view! { <p class="soft" id="followup-low">{says}</p> })
    };
    let missing = move |score: Signal<Option<u8>>, field: &'static str| -> Signal<Option<String>> {
        Signal::derive(move || {
            let is_missing = has_tried.get() && score.get().is_none();
            is_missing.then(|| rejection::problem(locale, &Problem::new(field, ProblemCode::NotChosen)))
        })
    };
    let send = move |()| {
        has_tried.set(true);
        let is_fine = words.check();
        if let (true, Some(outcome_score), Some(process_score)) =
            (is_fine, outcome.get_untracked(), process.get_untracked())
        {
            has_tried.set(false);
            let answer = Message::parse(&words.now()).ok();
            let command = Command::AnswerFollowUp { answer, outcome_score, process_score };
            acting.act(TELL, command, &["follow-up-answer", "outcome-score", "process-score"], || {});
        }
    };
    Some(view! {
        <section class="card stack" id="follow-up">
            <h2>{t::customer::followup_title(locale)}</h2>
            <WordsField
                id="follow-up-answer"
                label=t::customer::followup_answer(locale)
                hint=Some(t::customer::followup_hint(locale))
                words
                rows=3
            />
            <ScoreGroup
                id="outcome-score"
                legend=t::customer::followup_outcome(locale)
                lowest=t::customer::followup_lowest(locale)
                highest=t::customer::followup_highest(locale)
                chosen=outcome
                on_choose=move |score: u8| outcome_text.set(score.to_string())
                error=missing(outcome, "outcome_score")
            />
            <ScoreGroup
                id="process-score"
                legend=t::customer::followup_process(locale)
                lowest=t::customer::followup_lowest(locale)
                highest=t::customer::followup_highest(locale)
                chosen=process
                on_choose=move |score: u8| process_text.set(score.to_string())
                error=missing(process, "process_score")
            />
            <div aria-live="polite">{low}</div>
            <Waits place=TELL />
            <div class="cluster">
                <Button
                    label=t::customer::followup_send(locale).to_owned()
                    on_press=send
                    is_busy=acting.is_busy()
                    id=TELL
                />
                <Reopen label=t::customer::reopen(locale) kind=ButtonKind::Quiet />
            </div>
        </section>
    })
}

/// The way back into a finished case.
#[component]
pub(super) fn TakeUpAgain() -> impl IntoView {
    let locale = use_locale();
    view! {
        <div class="cluster no-print">
            <Reopen label=t::customer::reopen(locale) kind=ButtonKind::Secondary />
        </div>
    }
}

/// A complaint that was turned down: why, and where else to turn.
#[component]
pub(super) fn Rejected() -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    let told = acting.following.records_now().into_iter().rev().find_map(|recorded| match recorded.event {
        Event::Rejected { reason, recourse } => Some((reason, recourse)),
        _ => None,
    });
    let (reason, recourse) = told?;
    Some(view! {
        <section class="card stack" id="rejected">
            <div>
                <h2>{t::customer::rejected_reason(locale)}</h2>
                <p>{reason.as_str().to_owned()}</p>
            </div>
            <div>
                <h2>{t::customer::rejected_recourse(locale)}</h2>
                <p>{recourse.as_str().to_owned()}</p>
            </div>
            <Reopen label=t::customer::reopen(locale) kind=ButtonKind::Secondary />
        </section>
    })
}

/// Taking it up again, with a sentence.
#[component]
pub(super) fn Reopen(label: &'static str, kind: ButtonKind) -> impl IntoView {
    let locale = use_locale();
    view! {
        <AskSentence
            id="reopen"
            fields=&["reopen"]
            label
            title=t::customer::reopen_title(locale)
            question=t::customer::reopen_sentence(locale)
            kind
            settles=Some(Settles::Reopening)
            command=Callback::new(|sentence: Option<Sentence>| sentence.map(|sentence| Command::Reopen { sentence }))
        />
    }
}
