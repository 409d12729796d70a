//! Reading again: what a customer writes on a case they have filed already.
//!
//! A message is short and leans on what was said before, so it is judged with what the case is known to be. It may
//! make the case more urgent and turn an enquiry or a request into a complaint, never the other way: what was once a
//! complaint stays one until somebody at the desk says otherwise.

use super::judge::{Sums, kind, urgency};
use super::lexicon::Mark;
use super::scan::scan;
use super::told::{Told, told};
use super::{Judged, Reason, Sign, Urgency};
use crate::category::{Category, Kind};

/// From this message on, counted without an answer in between, asking again is pressing whatever the words are.
const PRESSING: u32 = 3;

/// What turns a question into a complaint without naming anything that went wrong.
const UPSET: &[Sign] = &[Sign::Anger, Sign::Repeated, Sign::Escalation, Sign::Threat, Sign::Farewell];

/// What a further message says about its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Again {
    /// Why it is a complaint now; nothing where it was one before or is none yet.
    pub complaint: Option<Vec<Reason>>,
    /// How urgent the message alone makes the case.
    pub urgency: Judged<Urgency>,
    /// Whether it is thanks and nothing that waits for an answer.
    pub is_thanks: bool,
}

/// What a complaint is about that came of a question or a request, and whether that is said to be wrong: by the message that
/// made it one, else by what was told as wrong before, else what the message is of. Nothing where none of them tells. Each of
/// both comes with what it says as far as it was meant.
pub fn about(story: (&str, &Told), message: (&str, &Told)) -> Option<(Category, bool)> {
    let of = |(text, told): (&str, &Told)| {
        let scanned = scan(text);
        let sums = Sums::of(&scanned, told.clone());
        sums.about().map(|category| (category, sums.is_wrong(category)))
    };
    let is_wrong = |(_, is_wrong): &(Category, bool)| *is_wrong;
    let now = of(message);
    // What a question is merely of is no complaint of that.
    now.filter(is_wrong).or_else(|| of(story).filter(is_wrong)).or(now)
}

/// Reads a further message on a case that is of this kind, the `nth` in a row that nobody has answered.
/// `demands` says that they asked for a supervisor with it.
pub fn read_again(text: &str, known: Kind, nth: u32, demands: bool) -> Again {
    let scan = scan(text);
    let sums = Sums::of(&scan, told(text));
    let own = kind(&sums);
    let beside_the_words = || {
        let sign = if demands { Some(Sign::Escalation) } else { (nth >= PRESSING).then_some(Sign::Repeated) };
        sign.map(|sign| Reason { sign, words: String::new(), at: 0 })
    };
    let complaint = (known != Kind::Complaint)
        .then(|| match &own {
            Some(own) if own.value == Kind::Complaint => own.reasons.clone(),
            _ => sums.reasons(UPSET).into_iter().chain(beside_the_words()).collect(),
        })
        .filter(|reasons| !reasons.is_empty());
    let now = if complaint.is_some() { Kind::Complaint } else { known };
    let mut urgency = urgency(&sums, Some(now));
    if urgency.value == Urgency::Normal && now == Kind::Complaint {
        let reasons: Vec<Reason> = beside_the_words().into_iter().collect();
        if !reasons.is_empty() {
            urgency = Judged { value: Urgency::Priority, reasons };
        }
    }
    let has_matter = sums.sum(|find| matches!(find.mark, Mark::Grievance(_))) > 0;
    let is_thanks =
        own.is_none() && sums.sign(Sign::Praise) > 0 && sums.sign(Sign::Question) == 0 && !has_matter;
    Again { complaint, urgency, is_thanks }
}
