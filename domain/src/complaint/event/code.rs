//! The stable codes of events, as they stand on the wire and in the log's own columns.

use super::Event;
use crate::remedy::Remedy;

impl Event {
    /// What the customer said with it in words of their own after the filing, which is read again.
    pub fn spoken(&self) -> Option<&str> {
        match self {
            Self::CustomerWrote { text, .. } => Some(text.text.as_str()),
            Self::OfferCountered { sentence, .. } | Self::Escalated { sentence } => {
                Some(sentence.text.as_str())
            }
            Self::OfferDeclined { sentence, .. }
            | Self::Reopened { sentence }
            | Self::Withdrawn { sentence } => sentence.as_ref().map(|sentence| sentence.text.as_str()),
            Self::FollowUpAnswered { answer, .. } => answer.as_ref().map(|answer| answer.text.as_str()),
            _ => None,
        }
    }

    /// The wishes that its customer ticked with it.
    pub const fn ticked(&self) -> &[Remedy] {
        match self {
            Self::CustomerWrote { wants, .. } | Self::OfferCountered { wants, .. } => wants.as_slice(),
            _ => &[],
        }
    }

    /// Whether it stands with an open offer, and is told nowhere else.
    pub const fn stands_with_offer(&self) -> bool {
        matches!(self, Self::LeftOpen { offer: Some(_), .. } | Self::OfferWeighed { .. })
    }

    /// Every code there is, in the order of the enum.
    pub const CODES: &'static [&'static str] = &[
        "filed",
        "triaged",
        "acknowledged",
        "evidence_added",
        "customer_wrote",
        "case_taken",
        "case_taken_over",
        "case_assigned",
        "concern_recorded",
        "concern_lifted",
        "category_corrected",
        "goods_corrected",
        "kind_converted",
        "stated",
        "not_meant",
        "finding_recorded",
        "finding_taken_back",
        "replied",
        "noted_internally",
        "offer_proposed",
        "offer_refused",
        "proposal_withdrawn",
        "offer_made",
        "offer_withdrawn",
        "option_accepted",
        "agreed",
        "left_open",
        "offer_weighed",
        "offer_fell",
        "offer_countered",
        "offer_declined",
        "promise_proven",
        "proof_taken_back",
        "replacement_proposed",
        "replacement_withdrawn",
        "replacement_accepted",
        "replacement_declined",
        "fulfilled",
        "fulfilment_confirmed",
        "follow_up_answered",
        "escalated",
        "last_day_set",
        "last_day_over",
        "order_changed",
        "withdrawn",
        "rejected",
        "reopened",
        "closed",
        "outside_refund_recorded",
        "outside_refund_taken_back",
        "return_told",
    ];

    /// The event's stable code, as on the wire.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Filed(_) => "filed",
            Self::Triaged { .. } => "triaged",
            Self::Acknowledged { .. } => "acknowledged",
            Self::EvidenceAdded(_) => "evidence_added",
            Self::CustomerWrote { .. } => "customer_wrote",
            Self::CaseTaken => "case_taken",
            Self::CaseTakenOver { .. } => "case_taken_over",
            Self::CaseAssigned { .. } => "case_assigned",
            Self::ConcernRecorded { .. } => "concern_recorded",
            Self::ConcernLifted { .. } => "concern_lifted",
            Self::CategoryCorrected { .. } => "category_corrected",
            Self::GoodsCorrected(_) => "goods_corrected",
            Self::KindConverted(_) => "kind_converted",
            Self::Stated(_) => "stated",
            Self::NotMeant(_) => "not_meant",
            Self::FindingRecorded { .. } => "finding_recorded",
            Self::FindingTakenBack { .. } => "finding_taken_back",
            Self::Replied { .. } => "replied",
            Self::NotedInternally { .. } => "noted_internally",
            Self::OfferProposed { .. } => "offer_proposed",
            Self::OfferRefused { .. } => "offer_refused",
            Self::ProposalWithdrawn { .. } => "proposal_withdrawn",
            Self::OfferMade { .. } => "offer_made",
            Self::OfferWithdrawn { .. } => "offer_withdrawn",
            Self::OptionAccepted { .. } => "option_accepted",
            Self::Agreed { .. } => "agreed",
            Self::LeftOpen { .. } => "left_open",
            Self::OfferWeighed { .. } => "offer_weighed",
            Self::OfferFell { .. } => "offer_fell",
            Self::OfferCountered { .. } => "offer_countered",
            Self::OfferDeclined { .. } => "offer_declined",
            Self::PromiseProven { .. } => "promise_proven",
            Self::ProofTakenBack { .. } => "proof_taken_back",
            Self::ReplacementProposed { .. } => "replacement_proposed",
            Self::ReplacementWithdrawn { .. } => "replacement_withdrawn",
            Self::ReplacementAccepted { .. } => "replacement_accepted",
            Self::ReplacementDeclined { .. } => "replacement_declined",
            Self::Fulfilled { .. } => "fulfilled",
            Self::FulfilmentConfirmed => "fulfilment_confirmed",
            Self::FollowUpAnswered { .. } => "follow_up_answered",
            Self::Escalated { .. } => "escalated",
            Self::LastDaySet(_) => "last_day_set",
            Self::LastDayOver { .. } => "last_day_over",
            Self::OrderChanged(_) => "order_changed",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Rejected { .. } => "rejected",
            Self::Reopened { .. } => "reopened",
            Self::Closed => "closed",
            Self::OutsideRefundRecorded(_) => "outside_refund_recorded",
            Self::OutsideRefundTakenBack { .. } => "outside_refund_taken_back",
            Self::ReturnTold { .. } => "return_told",
        }
    }
}
