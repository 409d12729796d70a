//! A customer who has said something and waits for an answer.
//!
//! Who spoke last is a matter of events alone: words of the customer begin the wait, words of the desk end it, and
//! more words of the customer while they wait only make it more pressing. Thanks wait for nothing.

use crate::actor::Actor;
use crate::code::codes;
use crate::complaint::event::{Event, Recorded};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

codes! {
    /// What the customer said last.
    pub enum Said {
        /// They wrote.
        Wrote = "wrote",
        /// They asked for something else than was offered.
        Countered = "countered",
        /// They took none of what was offered.
        Declined = "declined",
        /// They asked for a supervisor.
        Escalated = "escalated",
        /// They insisted on what was promised.
        Insisted = "insisted",
        /// They said that it is not settled after all.
        Reopened = "reopened",
        /// Nothing: the last day they had set went by, and what they can have then is theirs.
        LastDayMissed = "last_day_missed",
    }
}

/// A customer's wait for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Waiting {
    /// What they said last.
    pub said: Said,
    /// Since when they wait: when they first spoke without being answered.
    pub since: DateTime<FixedOffset>,
    /// How often they have spoken since.
    pub n: u32,
}

/// The wait after one more event.
pub(super) fn after(waiting: Option<Waiting>, recorded: &Recorded) -> Option<Waiting> {
    let said = |said| {
        Some(match waiting {
            Some(waiting) => Waiting { said, n: waiting.n.saturating_add(1), ..waiting },
            None => Waiting { said, since: recorded.at, n: 1 },
        })
    };
    match &recorded.event {
        Event::CustomerWrote { is_thanks: false, .. } => said(Said::Wrote),
        Event::OfferCountered { .. } => said(Said::Countered),
        Event::OfferDeclined { .. } => said(Said::Declined),
        Event::Escalated { .. } => said(Said::Escalated),
        Event::ReplacementDeclined { .. } => said(Said::Insisted),
        Event::Reopened { sentence: Some(_) } => said(Said::Reopened),
        // They said nothing, so nothing is counted; but somebody has to look.
        Event::LastDayOver { is_kept: false, .. } => Some(Waiting {
            said: Said::LastDayMissed,
            since: waiting.map_or(recorded.at, |waiting| waiting.since),
            n: waiting.map_or(0, |waiting| waiting.n),
        }),
        Event::Replied { .. }
        | Event::ReturnTold { .. }
        | Event::ReplacementProposed { .. }
        | Event::ReplacementWithdrawn { .. }
        | Event::OfferWithdrawn { .. }
        | Event::Rejected { .. }
        | Event::Withdrawn { .. }
        | Event::Closed => None,
        Event::OfferMade { .. } if recorded.actor != Actor::System => None,
        // An agreement answers what was said about the offer; a question asked beside it still stands.
        Event::Agreed { .. } => {
            waiting.filter(|waiting| !matches!(waiting.said, Said::Countered | Said::Declined))
        }
        Event::CustomerWrote { .. }
        | Event::OfferMade { .. }
        | Event::Filed(_)
        | Event::Triaged { .. }
        | Event::Acknowledged { .. }
        | Event::EvidenceAdded(_)
        | Event::CaseTaken
        | Event::CaseTakenOver { .. }
        | Event::CaseAssigned { .. }
        | Event::ConcernRecorded { .. }
        | Event::ConcernLifted { .. }
        | Event::CategoryCorrected { .. }
        | Event::GoodsCorrected(_)
        | Event::KindConverted(_)
        | Event::Stated(_)
        | Event::NotMeant(_)
        | Event::FindingRecorded { .. }
        | Event::FindingTakenBack { .. }
        | Event::NotedInternally { .. }
        | Event::OfferProposed { .. }
        | Event::OfferRefused { .. }
        | Event::ProposalWithdrawn { .. }
        | Event::OptionAccepted { .. }
        | Event::OfferFell { .. }
        | Event::OfferWeighed { .. }
        | Event::LeftOpen { .. }
        | Event::PromiseProven { .. }
        | Event::ProofTakenBack { .. }
        | Event::ReplacementAccepted { .. }
        | Event::Fulfilled { .. }
        | Event::FulfilmentConfirmed
        | Event::FollowUpAnswered { .. }
        | Event::OutsideRefundRecorded(_)
        | Event::LastDaySet(_)
        | Event::LastDayOver { is_kept: true, .. }
        | Event::OrderChanged(_)
        | Event::OutsideRefundTakenBack { .. }
        | Event::Reopened { sentence: None } => waiting,
    }
}
