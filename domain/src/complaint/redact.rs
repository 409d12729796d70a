//! What a role may see of an event. What a customer may never see is absent from their stream, not hidden: internal
//! notes, what the shop knows of the goods it sent, proposals before they are approved, who bears the cost, how urgent
//! the desk thinks it is.
//!
//! The customer's browser replays its own stream with the same `evolve`; that function ignores what is missing.

use crate::actor::Role;
use crate::compensation::option::RemedyPart;
use crate::complaint::command::{OfferedOption, Proof};
use crate::complaint::event::{Event, Filed, Recorded};
use crate::complaint::left_open::LeftOpen;
use crate::complaint::promise::Promise;
use crate::finding::Finding;
use crate::id::PromiseId;
use crate::remedy::{Authority, Remedy};
use crate::text::{Reference, Sentence};
use crate::triage::{Complexity, Reason, Urgency};

/// What a role may see of a stream. A customer is not sent what a proof said that was taken back since: it may have been
/// the number of somebody else's refund.
pub fn for_role<'a>(events: impl IntoIterator<Item = &'a Recorded>, role: Role) -> Vec<Recorded> {
    let mut seen: Vec<Recorded> = events.into_iter().filter_map(|event| event.for_role(role)).collect();
    if role == Role::Customer {
        let mut taken_back: Vec<PromiseId> = Vec::new();
        for recorded in seen.iter_mut().rev() {
            match &mut recorded.event {
                Event::ProofTakenBack { promise, .. } => taken_back.push(*promise),
                // Each taking back is of the proof before it, and of no older one under the same id.
                Event::PromiseProven { promise, proof, .. } => {
                    if let Some(place) = taken_back.iter().position(|other| other == promise) {
                        taken_back.swap_remove(place);
                        blank(proof);
                    }
                }
                _ => {}
            }
        }
    }
    seen
}

/// Leaves of a proof what kind it was.
fn blank(proof: &mut Proof) {
    match proof {
        Proof::RefundReference(number) | Proof::TrackingNumber(number) | Proof::CouponCode(number) => {
            *number = Reference::withheld();
        }
        Proof::Statement(words) => *words = Sentence::withheld(),
    }
}

impl Recorded {
    /// The record as this role may see it, or nothing.
    pub fn for_role(&self, role: Role) -> Option<Self> {
        self.event.for_role(role).map(|event| Self { event, ..self.clone() })
    }
}

impl Event {
    /// The event as this role may see it, or nothing.
    pub fn for_role(&self, role: Role) -> Option<Self> {
        match role {
            Role::Agent | Role::Supervisor | Role::Admin | Role::System => Some(self.clone()),
            Role::Customer => self.for_customer(),
        }
    }

    fn for_customer(&self) -> Option<Self> {
        match self {
            Self::NotedInternally { .. }
            | Self::OfferProposed { .. }
            | Self::OfferRefused { .. }
            | Self::ProposalWithdrawn { .. }
            | Self::CaseAssigned { .. }
            | Self::ConcernRecorded { .. }
            | Self::ConcernLifted { .. } => None,
            // What their words say of harm is theirs, and the page cares for it; how urgent it made them is the desk's.
            Self::Triaged { reasons, .. } => harm_for_customer(reasons),
            // Who had it before is the desk's business.
            Self::CaseTakenOver { .. } => Some(Self::CaseTaken),
            Self::FindingRecorded { finding, .. } => is_for_customer(finding)
                .then(|| Self::FindingRecorded { finding: finding.clone(), note: None }),
            Self::FindingTakenBack { finding, .. } => is_for_customer(finding).then(|| self.clone()),
            Self::CategoryCorrected { category, .. } => {
                Some(Self::CategoryCorrected { category: *category, reason: None })
            }
            Self::GoodsCorrected(corrected) => Some(Self::GoodsCorrected(corrected.for_customer())),
            Self::KindConverted(converted) => Some(Self::KindConverted(converted.for_customer())),
            Self::OfferMade { offer, replaces, options, message, above, is_in_doubt: _ } => {
                Some(Self::OfferMade {
                    offer: *offer,
                    replaces: *replaces,
                    options: options.iter().map(option_for_customer).collect(),
                    message: message.clone(),
                    // Their own browser weighs the option by it, as the server does.
                    above: *above,
                    is_in_doubt: false,
                })
            }
            Self::Agreed { option, promises, told: _, parcels: _ } => Some(Self::Agreed {
                option: option_for_customer(option),
                promises: promises.iter().map(promise_for_customer).collect(),
                told: Vec::new(),
                parcels: Vec::new(),
            }),
            Self::LeftOpen { offer, all } => {
                Some(Self::LeftOpen { offer: *offer, all: all.iter().map(left_for_customer).collect() })
            }
            Self::ReplacementAccepted { promise, told: _, parcels: _ } => {
                Some(Self::ReplacementAccepted { promise: *promise, told: Vec::new(), parcels: Vec::new() })
            }
            Self::ReplacementProposed { promise, replacement, also, less, reason } => {
                Some(Self::ReplacementProposed {
                    promise: *promise,
                    replacement: promise_for_customer(replacement),
                    also: also.iter().map(promise_for_customer).collect(),
                    less: *less,
                    reason: reason.clone(),
                })
            }
            Self::OutsideRefundTakenBack { version, .. } => {
                Some(Self::OutsideRefundTakenBack { version: *version, reason: None })
            }
            Self::PromiseProven { promise, proof, .. } => Some(Self::PromiseProven {
                promise: *promise,
                proof: proof.clone(),
                keeps_goods: None,
                although_known: None,
                in_all: None,
            }),
            Self::ProofTakenBack { promise, .. } => {
                Some(Self::ProofTakenBack { promise: *promise, reason: None })
            }
            Self::Filed(filed) => {
                Some(Self::Filed(Box::new(Filed { order: filed.order.for_customer(), ..(**filed).clone() })))
            }
            Self::LastDayOver { is_kept, order } => {
                Some(Self::LastDayOver { is_kept: *is_kept, order: Box::new(order.for_customer()) })
            }
            Self::Acknowledged { .. }
            | Self::EvidenceAdded(_)
            | Self::CustomerWrote { .. }
            | Self::Stated(_)
            | Self::NotMeant(_)
            | Self::CaseTaken
            | Self::Replied { .. }
            | Self::OfferWithdrawn { .. }
            // What rests on what the desk has found is told, and not what it has found.
            | Self::OfferFell { .. }
            | Self::OfferWeighed { .. }
            | Self::OptionAccepted { .. }
            | Self::OfferCountered { .. }
            | Self::OfferDeclined { .. }
            | Self::ReplacementDeclined { .. }
            | Self::ReplacementWithdrawn { .. }
            | Self::Fulfilled { .. }
            | Self::FulfilmentConfirmed
            | Self::FollowUpAnswered { .. }
            | Self::Escalated { .. }
            | Self::LastDaySet(_)
            | Self::OrderChanged(_)
            | Self::Withdrawn { .. }
            | Self::Rejected { .. }
            | Self::Reopened { .. }
            | Self::Closed
            | Self::ReturnTold { .. }
            | Self::OutsideRefundRecorded(_) => Some(self.clone()),
        }
    }
}

/// Whether somebody deceived on purpose is looked into apart; its result is told, not its working state.
const fn is_for_customer(finding: &Finding) -> bool {
    !matches!(finding, Finding::Fraud(_) | Finding::SellerKnew(_))
}

/// Who bears the cost is the desk's business, except for the way back, where the payer is the remedy.
fn part_for_customer(part: &RemedyPart) -> RemedyPart {
    let shares = if part.remedy == Remedy::ReturnShipping { part.shares.clone() } else { Vec::new() };
    RemedyPart { shares, ..part.clone() }
}

fn option_for_customer(offered: &OfferedOption) -> OfferedOption {
    let mut offered = offered.clone();
    offered.option.parts = offered.option.parts.iter().map(part_for_customer).collect();
    offered.option.authority = Authority::Agent;
    offered
}

/// The harm among the signs that were read, and nothing where there is none.
fn harm_for_customer(reasons: &[Reason]) -> Option<Event> {
    let harm: Vec<Reason> = reasons.iter().filter(|reason| reason.sign.harm().is_some()).cloned().collect();
    (!harm.is_empty()).then_some(Event::Triaged {
        urgency: Urgency::Normal,
        complexity: Complexity::Standard,
        reasons: harm,
    })
}

/// What is being found out is the desk's; how far it has come is theirs to know.
fn left_for_customer(left: &LeftOpen) -> LeftOpen {
    LeftOpen { asks: Vec::new(), ..left.clone() }
}

fn promise_for_customer(promise: &Promise) -> Promise {
    Promise { part: part_for_customer(&promise.part), ..promise.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::complaint::command::Command;
    use crate::finding::Standing;
    use crate::testing::{AGENT, CUSTOMER, Scene, offer_id, option_by_hand, option_id, proves};
    use crate::text::{Message, Sentence};

    fn seen_by_customer(command: Command) -> Vec<Event> {
        let scene = Scene::filed().given(Actor::Agent(AGENT), command);
        scene.outcome.unwrap().iter().filter_map(|event| event.for_role(Role::Customer)).collect()
    }

    #[test]
    fn an_internal_note_is_absent_from_the_customers_stream() {
        let note = Command::NoteInternally { text: Message::parse("查批次").unwrap() };
        assert_eq!(seen_by_customer(note), Vec::new());
    }

    #[test]
    fn who_bears_the_cost_is_absent_from_the_customers_offer() {
        let events = Scene::offered().outcome.unwrap();
        let json = |events: &[Event]| serde_json::to_string(events).unwrap();
        assert!(json(&events).contains("payer"));
        let seen: Vec<_> = events.iter().filter_map(|event| event.for_role(Role::Customer)).collect();
        assert!(json(&seen).contains("50") && !json(&seen).contains("payer"));
    }

    #[test]
    fn a_finding_reaches_the_customer_without_the_desks_note() {
        let finding = Finding::Defect(Standing::Established);
        let note = Some(Sentence::parse("供应商第三批").unwrap());
        let seen =
            seen_by_customer(Command::RecordFinding { finding: finding.clone(), note, instead_of: None });
        assert_eq!(seen, vec![Event::FindingRecorded { finding, note: None }]);
    }

    #[test]
    fn what_a_proof_said_that_was_taken_back_is_absent_from_the_customers_stream() {
        let scene = Scene::agreed();
        let promise = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
        let prove = |number: &str| proves(promise, Proof::RefundReference(Reference::parse(number).unwrap()));
        let take_back =
            Command::TakeBackProof { promise, reason: Sentence::parse("Of another order").unwrap() };
        let acts = Actor::Agent(AGENT);
        let proven = scene.given(acts, prove("WX-1111"));
        let seen = |scene: &Scene, role| serde_json::to_string(&for_role(&scene.events, role)).unwrap();
        assert!(seen(&proven, Role::Customer).contains("WX-1111"));
        let right = proven.given(acts, take_back).given(acts, prove("WX-2222"));
        assert!(seen(&right, Role::Agent).contains("WX-1111"));
        let read = seen(&right, Role::Customer);
        assert!(!read.contains("WX-1111") && read.contains("WX-2222"), "{read}");
    }

    #[test]
    fn a_proof_taken_back_blanks_no_older_one_under_the_same_id() {
        let acts = Actor::Agent(AGENT);
        let first = Scene::agreed();
        let promise =
            |scene: &Scene| scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.id;
        let id = promise(&first);
        let prove = |number: &str| proves(id, Proof::RefundReference(Reference::parse(number).unwrap()));
        let sentence = || Sentence::parse("还是坏的").unwrap();
        let reopened = first
            .given(acts, prove("WX-1111"))
            .given(Actor::Customer(CUSTOMER), Command::Reopen { sentence: sentence() });
        // An option under the id of the one before makes a promise under the id of the one before.
        let options = vec![option_by_hand(option_id(1), Remedy::Coupon, Some("5.00"))];
        let offer = Command::MakeOffer { offer: offer_id(2), replaces: None, options, message: None };
        let accept = Command::AcceptOption { offer: offer_id(2), option: option_id(1), is_informed: true };
        let again = reopened.given(acts, offer).given(Actor::Customer(CUSTOMER), accept);
        assert_eq!(promise(&again), id);
        let coupon = proves(id, Proof::CouponCode(Reference::parse("COUPON-2222").unwrap()));
        let taken_back = Command::TakeBackProof { promise: id, reason: sentence() };
        let again = again.given(acts, coupon).given(acts, taken_back);
        let read = serde_json::to_string(&for_role(&again.events, Role::Customer)).unwrap();
        assert!(read.contains("WX-1111") && !read.contains("COUPON-2222"), "{read}");
    }

    #[test]
    fn whether_somebody_deceived_is_looked_into_apart() {
        let finding = Finding::Fraud(Standing::Claimed);
        assert_eq!(
            seen_by_customer(Command::RecordFinding { finding, note: None, instead_of: None }),
            Vec::new()
        );
    }
}
