//! The ways a case ends, and how it is taken up again: confirmed and followed up, taken back, turned down.

use crate::actor::Role;
use crate::category::Kind;
use crate::clock::last_call;
use crate::complaint::decide::{Context, reading, wrong_phase};
use crate::complaint::event::Event;
use crate::complaint::left_open::LeftOpen;
use crate::complaint::rejection::Rejection;
use crate::complaint::stated::told_since;
use crate::complaint::{Case, Kept, Phase, left_open, returning};
use crate::finding::Standing;
use crate::personal::Words;
use crate::text::problem::{Problem, ProblemCode};
use crate::text::{Message, Sentence};

/// At or below this score a customer is unhappy, 2 of 5, ours. A case opens again where the outcome is scored so, and where
/// the way there is and words say why.
pub const UNHAPPY_SCORE: u8 = 2;

pub(super) fn withdraw(case: &Case, sentence: Option<&Sentence>) -> Result<Vec<Event>, Rejection> {
    if !case.phase.is_before_agreement() {
        return Err(wrong_phase(case));
    }
    let is_harm = sentence.is_some_and(|text| reading::tells_of_harm(case, text.as_str()));
    let sentence = sentence.map(|text| Words { person: case.person, text: text.clone() });
    let mut events = vec![Event::Withdrawn { sentence }];
    // Nothing is asked for any more, but somebody has to see that nobody is in danger.
    if is_harm {
        events.push(Event::Reopened { sentence: None });
    }
    Ok(events)
}

pub(super) fn escalate(case: &Case, sentence: &Sentence) -> Result<Vec<Event>, Rejection> {
    if matches!(case.phase, Phase::Closed | Phase::Withdrawn) {
        return Err(wrong_phase(case));
    }
    let sentence = Words { person: case.person, text: sentence.clone() };
    let mut events = vec![Event::Escalated { sentence }];
    // A complaint that was turned down is looked at again by somebody else: that is the recourse inside the house.
    if matches!(case.phase, Phase::Rejected) {
        events.push(Event::Reopened { sentence: None });
    }
    Ok(events)
}

pub(super) fn confirm(case: &Case) -> Result<Vec<Event>, Rejection> {
    match case.phase {
        Phase::Fulfilled { is_confirmed: false, .. } => Ok(vec![Event::FulfilmentConfirmed]),
        Phase::Fulfilled { is_confirmed: true, .. } => Ok(Vec::new()),
        _ => Err(wrong_phase(case)),
    }
}

/// The customer takes it up again when they like; the desk once everything agreed is done, where something is owed besides
/// or its customer has told since of what nobody has looked into.
pub(super) fn reopen(case: &Case, sentence: &Sentence, ctx: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    if ctx.actor.role() != Role::Customer {
        // What waited for goods that never came is done as far as it ever will be.
        let is_done = matches!(case.phase, Phase::Fulfilled { .. } | Phase::FollowedUp)
            || returning::is_lapsed(case, ctx.limits, ctx.now);
        let is_owed = left_open::now(case, ctx).iter().any(|one| one.standing == Standing::Established);
        let has_told = !told_since(case).is_empty();
        if !(is_done && (is_owed || has_told)) {
            return Err(wrong_phase(case));
        }
        let text = Message::parse(sentence.as_str())
            .map_err(|problem| Rejection::InvalidInput { problems: vec![problem.at("sentence")] })?;
        return Ok(vec![Event::Reopened { sentence: None }, Event::Replied { text }]);
    }
    if !case.phase.is_finished() && !matches!(case.phase, Phase::Fulfilled { .. } | Phase::FollowedUp) {
        return Err(wrong_phase(case));
    }
    let sentence = Words { person: case.person, text: sentence.clone() };
    Ok(vec![Event::Reopened { sentence: Some(sentence) }])
}

/// From this score on a customer is content with the outcome; 4 of 5, ours.
const CONTENT_SCORE: u8 = 4;

/// Whether an answer about how it went takes the case up again, which a person then reads: somebody was not helped, tells
/// in words how they were treated, or complains and is not content. Content or not: who tells of harm, or of what nobody has
/// looked into, is not sent away.
pub fn takes_up_again(case: &Case, words: &str, (outcome_score, process_score): (u8, u8)) -> bool {
    let has_words = !words.trim().is_empty();
    outcome_score <= UNHAPPY_SCORE
        || has_words && process_score <= UNHAPPY_SCORE
        || outcome_score < CONTENT_SCORE && reading::complains(case, words)
        || reading::is_alarming(case, words)
        || reading::tells_more(case, words)
}

pub(super) fn answer_follow_up(
    case: &Case,
    answer: Option<&Message>,
    (outcome_score, process_score): (u8, u8),
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    if !matches!(case.phase, Phase::Fulfilled { .. }) {
        return Err(wrong_phase(case));
    }
    let problems: Vec<Problem> = [("outcome_score", outcome_score), ("process_score", process_score)]
        .into_iter()
        .filter(|(_, score)| !(1..=5).contains(score))
        .map(|(field, _)| Problem::new(field, ProblemCode::UnknownChoice))
        .collect();
    if !problems.is_empty() {
        return Err(Rejection::InvalidInput { problems });
    }
    let is_open = takes_up_again(case, answer.map_or("", Message::as_str), (outcome_score, process_score));
    let answer = answer.map(|text| Words { person: case.person, text: text.clone() });
    let answered = Event::FollowUpAnswered { answer, outcome_score, process_score };
    if is_open {
        return Ok(vec![answered, Event::Reopened { sentence: None }]);
    }
    // What is looked into still is found out before the case is put away, and what they wrote is answered.
    let is_left = case.waiting.is_some() || left_open::now(case, ctx).iter().any(LeftOpen::is_unsettled);
    let then = left_open::moved(case, ctx).into_iter().chain((!is_left).then_some(Event::Closed));
    Ok(core::iter::once(answered).chain(then).collect())
}

/// An agreement stands, unless the goods it has come back never came.
pub(super) fn reject(
    case: &Case,
    reason: &Message,
    recourse: &Message,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    if !case.phase.is_before_agreement() && !returning::is_lapsed(case, ctx.limits, ctx.now) {
        return Err(wrong_phase(case));
    }
    // What an agreement left open is found out, and given, before anybody is turned down; a supervisor may end what its
    // customer was offered in full and would not have.
    let left = left_open::now(case, ctx);
    let was_declined = || ctx.actor.role() == Role::Supervisor && left_open::was_declined(case, &left);
    if left.iter().any(LeftOpen::is_unsettled) && !was_declined() {
        return Err(Rejection::LeftOpen);
    }
    // What was shown as done, and then not, may be out; only a supervisor drops it.
    let may_be_done = case.phase.fulfilment().is_some_and(|all| all.promises.iter().any(Kept::may_be_done));
    if may_be_done && ctx.actor.role() != Role::Supervisor {
        return Err(Rejection::AboveAuthority);
    }
    let rejected = Event::Rejected { reason: reason.clone(), recourse: recourse.clone() };
    Ok(left_open::moved(case, ctx).into_iter().chain([rejected]).collect())
}

pub(super) fn close(case: &Case, ctx: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    let left = left_open::moved(case, ctx);
    let is_open = left_open::now(case, ctx).iter().any(LeftOpen::is_unsettled);
    let closed = || left.into_iter().chain([Event::Closed]).collect();
    let is_by_itself = ctx.actor.user().is_none();
    match &case.phase {
        Phase::FollowedUp | Phase::Fulfilled { .. } | Phase::Investigating if is_open => {
            Err(Rejection::LeftOpen)
        }
        // What waits for an answer is not put away by time.
        Phase::FollowedUp | Phase::Fulfilled { .. } if is_by_itself && case.waiting.is_some() => {
            Err(Rejection::FollowUpPending)
        }
        Phase::FollowedUp | Phase::Fulfilled { .. } => {
            let is_waited_for = matches!(case.phase, Phase::Fulfilled { .. }) || is_by_itself;
            let last_call = last_call(case, ctx.limits).filter(|_| is_waited_for);
            let is_over = last_call.is_none_or(|clock| ctx.now >= clock.due_at);
            if is_over { Ok(closed()) } else { Err(Rejection::FollowUpPending) }
        }
        Phase::Fulfilling(fulfilment) => {
            let n_open = fulfilment.promises.iter().filter(|kept| kept.is_open()).count();
            Err(Rejection::PromisesOpen { n_open: u32::try_from(n_open).unwrap_or(u32::MAX) })
        }
        Phase::Investigating if case.kind == Kind::Enquiry && case.first_answer_at.is_some() => Ok(closed()),
        Phase::Filed
        | Phase::Acknowledged
        | Phase::Investigating
        | Phase::Offered(_)
        | Phase::Countered { .. }
        | Phase::Closed
        | Phase::Withdrawn
        | Phase::Rejected
        | Phase::Reopened => Err(wrong_phase(case)),
    }
}
