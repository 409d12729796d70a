//! Findings in the history: what the desk found out, and what its customer states.

use super::{Happening, Look, is, wished};
use crate::question::said;
use domain::complaint::Case;
use domain::complaint::stated::Stated;
use domain::finding::Finding;
use domain::text::Sentence;
use web::i18n::{Locale, t::console as t};

/// What was found out at the desk.
pub(super) fn found(
    locale: Locale,
    case: Option<&Case>,
    (finding, note): (&Finding, Option<&Sentence>),
) -> Happening {
    let note = note.map(|note| t::note_inside(locale, note.as_str()));
    is(look_of(finding), t::did_finding(locale)).with([said(locale, case, finding)].into_iter().chain(note))
}

/// What words state and wish for, a line each.
pub(super) fn stated(locale: Locale, case: Option<&Case>, stated: &Stated) -> Vec<String> {
    let claims = stated.claims.iter().map(|claim| said(locale, case, claim));
    claims.chain(wished(locale, &stated.wants)).collect()
}

/// A finding is the customer's to see, except what is looked into apart; how it was found out never is.
pub(super) fn look_of(finding: &Finding) -> Look {
    if matches!(finding, Finding::Fraud(_) | Finding::SellerKnew(_)) { Look::Inside } else { Look::Step }
}
