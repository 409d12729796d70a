//! Somebody hurt or in danger, and data that may have spread: what the words of a case tell of it.
//!
//! What is told while filing is a claim like any other. What is told later, in a message or with a wish, is claimed by
//! telling it: the case asks first whether somebody was hurt and goes to a supervisor, whatever it was filed as.

use crate::category::Category;
use crate::complaint::Case;
use crate::complaint::event::{Event, Recorded};
use crate::finding::{Finding, Standing};
use crate::triage::Sign;

/// One kind of harm that was told of after the filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldLater {
    /// Safety or privacy.
    pub harm: Category,
    /// In what words it was told of last.
    pub words: String,
    /// Whether nobody at the desk has answered, or looked into it, since then.
    pub is_unanswered: bool,
    /// Whether only such words claim that somebody may be hurt or in danger.
    pub is_only_claim: bool,
}

impl Case {
    /// The harm told of after the filing that nobody has answered yet, danger before spread data: it is news whatever was
    /// agreed on or found before.
    pub fn harm_to_answer(&self) -> Option<Category> {
        self.told_to_answer().map(|told| told.harm)
    }

    /// In what words that was told.
    pub fn harm_words(&self) -> Option<&str> {
        self.told_to_answer().map(|told| told.words.as_str())
    }

    fn told_to_answer(&self) -> Option<&ToldLater> {
        let open = |harm| self.told_later.iter().find(|told| told.is_unanswered && told.harm == harm);
        [Category::Safety, Category::Privacy].into_iter().find_map(open)
    }
}

/// Words of harm were read; after the filing, where it `is_later`.
pub(super) fn alarmed(mut case: Case, sign: Sign, is_later: bool) -> Case {
    if sign.is_alarm() && !case.alarms.contains(&sign) {
        case.alarms.push(sign);
    }
    if let Some(harm) = sign.harm().filter(|_| is_later) {
        let is_only_claim = harm == Category::Safety && case.findings.safety.is_none();
        if is_only_claim {
            case.findings.safety = Some(Standing::Claimed);
        }
        let words = case.spoken.clone().unwrap_or_default();
        match case.told_later.iter_mut().find(|told| told.harm == harm) {
            Some(told) => (told.is_unanswered, told.words) = (true, words),
            None => case.told_later.push(ToldLater { harm, words, is_unanswered: true, is_only_claim }),
        }
    }
    case
}

/// After one more event: whoever at the desk answers has read what was told, and so has whoever looks into just that.
pub(super) fn after(mut case: Case, recorded: &Recorded) -> Case {
    let is_answered = |harm: Category| match &recorded.event {
        Event::Replied { .. } | Event::OfferMade { .. } | Event::Rejected { .. } => true,
        Event::FindingRecorded { finding, .. } => match harm {
            Category::Safety => matches!(finding, Finding::Safety(_) | Finding::Injury(_)),
            _ => matches!(finding, Finding::Fault(_)),
        },
        _ => false,
    };
    if recorded.actor.user().is_some() {
        for told in case.told_later.iter_mut().filter(|told| is_answered(told.harm)) {
            told.is_unanswered = false;
        }
    }
    case
}

/// Somebody at the desk says that it is not of the harm it is filed under.
pub(super) fn calmed(mut case: Case) -> Case {
    case.alarms.retain(|alarm| alarm.harm() != Some(case.category));
    let is_its = |told: &ToldLater| told.harm == case.category;
    let was_only_claim = case.told_later.iter().any(|told| is_its(told) && told.is_only_claim);
    case.told_later.retain(|told| !is_its(told));
    if was_only_claim && case.findings.safety == Some(Standing::Claimed) {
        case.findings.safety = None;
    }
    case
}
