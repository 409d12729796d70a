//! Somebody hurt or in danger, and data that may have spread: what the words of a case tell of it.
//!
//! What is told while filing is a claim like any other. What is told later, in a message or with a wish, is claimed by
//! telling it: the case asks first whether somebody was hurt and goes to a supervisor, whatever it was filed as.

use crate::category::Category;
use crate::complaint::Case;
use crate::finding::Standing;
use crate::triage::Sign;
use chrono::{DateTime, FixedOffset};

/// Harm that was told of after the filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldLater {
    /// When, the last time.
    pub at: DateTime<FixedOffset>,
    /// Whether only these words claim that somebody may be hurt or in danger.
    pub is_only_claim: bool,
}

impl Case {
    /// Whether harm that was told of may still be news to the desk: nothing is agreed on yet, or it was told since, in words
    /// that nobody has answered.
    pub fn is_harm_open(&self) -> bool {
        let is_unanswered = || {
            let since = self.waiting.map(|waiting| waiting.since);
            self.told_later.is_some_and(|told| since.is_some_and(|since| told.at >= since))
        };
        self.phase.is_before_agreement() || is_unanswered()
    }
}

/// Words of harm were read.
pub(super) fn alarmed(mut case: Case, sign: Sign, is_later: bool, at: DateTime<FixedOffset>) -> Case {
    if sign.is_alarm() && !case.alarms.contains(&sign) {
        case.alarms.push(sign);
    }
    if let Some(harm) = sign.harm().filter(|_| is_later) {
        let is_claimed_now = harm == Category::Safety && case.findings.safety.is_none();
        let was_only_claim = case.told_later.is_some_and(|told| told.is_only_claim);
        case.told_later = Some(ToldLater { at, is_only_claim: is_claimed_now || was_only_claim });
        if is_claimed_now {
            case.findings.safety = Some(Standing::Claimed);
        }
    }
    case
}

/// Somebody at the desk says that it is not of the harm it is filed under.
pub(super) fn calmed(mut case: Case) -> Case {
    case.alarms.retain(|alarm| alarm.harm() != Some(case.category));
    if case.category == Category::Safety
        && case.told_later.take().is_some_and(|told| told.is_only_claim)
        && case.findings.safety == Some(Standing::Claimed)
    {
        case.findings.safety = None;
    }
    case
}
