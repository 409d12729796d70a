//! Work on a case before anything is offered: correcting what it is, writing, finding out.

use crate::category::{Category, Kind};
use crate::complaint::Case;
use crate::complaint::decide::{Context, followed, reading, wrong_phase};
use crate::complaint::draft::problem_of_wants;
use crate::complaint::event::{ConvertedKind, Event};
use crate::complaint::rejection::Rejection;
use crate::personal::Words;
use crate::remedy::Remedy;
use crate::text::{Message, Sentence};

/// A customer's words always arrive; on a finished case they take it up again.
pub(super) fn write_to_desk(
    case: &Case,
    text: &Message,
    wants: &[Remedy],
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    if let Some(problem) = problem_of_wants(wants) {
        return Err(Rejection::InvalidInput { problems: vec![problem] });
    }
    let again = reading::read(case, text.as_str());
    let words = Words { person: case.person, text: text.clone() };
    // Once something is agreed, what else is wished for is said in words.
    let wants = if case.phase.is_before_agreement() { wants.to_vec() } else { Vec::new() };
    let is_new = followed::brings_up(case, &wants);
    let wrote = Event::CustomerWrote { text: words, is_thanks: again.is_thanks, wants };
    let mut events = if is_new { followed::left_anew(case, wrote, ctx) } else { vec![wrote] };
    if case.phase.is_finished() && !again.is_thanks {
        events.push(Event::Reopened { sentence: None });
    }
    Ok(events)
}

pub(super) fn correct_category(
    case: &Case,
    category: Category,
    reason: &Sentence,
) -> Result<Vec<Event>, Rejection> {
    if case.phase.is_finished() {
        return Err(wrong_phase(case));
    }
    if case.category == category {
        return Ok(Vec::new());
    }
    Ok(vec![Event::CategoryCorrected { category, reason: Some(reason.clone()) }])
}

pub(super) fn convert_kind(case: &Case, kind: Kind, reason: &Sentence) -> Result<Vec<Event>, Rejection> {
    if case.phase.is_finished() {
        return Err(wrong_phase(case));
    }
    if case.kind == kind {
        return Ok(Vec::new());
    }
    let reason = Some(reason.clone());
    let converted = ConvertedKind { from: case.kind, to: kind, reason, because: Vec::new(), turned: None };
    Ok(vec![Event::KindConverted(converted)])
}
