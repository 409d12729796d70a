//! Work on a case before anything is offered: taking it, finding out, correcting, writing.

use crate::category::{Category, Kind};
use crate::complaint::Case;
use crate::complaint::decide::{Context, found, wrong_phase};
use crate::complaint::event::Event;
use crate::complaint::rejection::Rejection;
use crate::finding::Finding;
use crate::personal::Words;
use crate::text::{Message, Sentence};

/// A customer's words always arrive; on a finished case they take it up again.
pub(super) fn write_to_desk(case: &Case, text: &Message) -> Vec<Event> {
    let wrote = Event::CustomerWrote { text: Words { person: case.person, text: text.clone() } };
    if case.phase.is_finished() { vec![wrote, Event::Reopened { sentence: None }] } else { vec![wrote] }
}

pub(super) fn take(case: &Case) -> Result<Vec<Event>, Rejection> {
    if case.phase.is_finished() {
        return Err(wrong_phase(case));
    }
    Ok(vec![Event::CaseTaken])
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
    Ok(vec![Event::KindConverted { from: case.kind, to: kind, reason: Some(reason.clone()) }])
}

pub(super) fn record_finding(
    case: &Case,
    finding: &Finding,
    note: Option<&Sentence>,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    if !case.phase.is_before_agreement() {
        return Err(wrong_phase(case));
    }
    if let Some(problem) = found::problem(case, finding, ctx) {
        return Err(Rejection::InvalidInput { problems: vec![problem] });
    }
    Ok(vec![Event::FindingRecorded { finding: finding.clone(), note: note.cloned() }])
}
