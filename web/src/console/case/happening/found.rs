//! Findings in the history: what the desk found out, and what its customer says is so.

use super::{Happening, Look, is};
use crate::question::said;
use domain::actor::{Actor, Role};
use domain::complaint::Case;
use domain::finding::Finding;
use domain::text::Sentence;
use web::i18n::{Locale, t::console as t};

/// What was found out at the desk, or what the customer says is so.
pub(super) fn found(
    locale: Locale,
    case: Option<&Case>,
    actor: Actor,
    (finding, note): (&Finding, Option<&Sentence>),
) -> Happening {
    let (look, line) = if actor.role() == Role::Customer {
        (Look::Step, t::did_state(locale))
    } else {
        (look_of(finding), t::did_finding(locale))
    };
    let note = note.map(|note| t::note_inside(locale, note.as_str()));
    is(look, line).with([said(locale, case, finding)].into_iter().chain(note))
}

/// A finding is the customer's to see, except what is looked into apart; how it was found out never is.
pub(super) fn look_of(finding: &Finding) -> Look {
    if matches!(finding, Finding::Fraud(_) | Finding::SellerKnew(_)) { Look::Inside } else { Look::Step }
}
