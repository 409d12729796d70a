//! From events to state. `evolve` is total: an event that makes no sense for the state leaves it unchanged, and
//! no rule is asked, so a case never changes when a pack does.

mod promises;

use crate::actor::{Actor, Role};
use crate::category::Kind;
use crate::complaint::declined::{Declined, turned_down};
use crate::complaint::event::{Event, Filed, Recorded};
use crate::complaint::left_open::leave_open;
use crate::complaint::offer::{fell, weighed};
use crate::complaint::order_now::Seen;
use crate::complaint::proposal::{Proposal, SentBack};
use crate::complaint::stated::{ReadIn, Stated, not_meant, with_stated};
use crate::complaint::{
    Case, Complaint, Fulfilment, Kept, Offer, Phase, PromiseStanding, RecordedFinding, WayBack, gives, harm,
    outside::Outside, returning, turned, waiting,
};
use crate::remedy::Remedy;
use crate::triage::{Complexity, Urgency};
use promises::{accept_replacement, drop_replacement, set_standing};

/// The state after a whole stream of events.
pub fn replay<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> Complaint {
    events.into_iter().fold(Complaint::Unfiled, evolve)
}

/// The state after one more event.
pub fn evolve(complaint: Complaint, recorded: &Recorded) -> Complaint {
    match (complaint, &recorded.event) {
        (Complaint::Unfiled, Event::Filed(filed)) => Complaint::Filed(Box::new(open(filed, recorded))),
        (Complaint::Unfiled, _) => Complaint::Unfiled,
        (Complaint::Filed(case), _) => {
            let was_awaited = returning::is_awaited(&case);
            let case = returning::learned(next(*case, recorded), was_awaited, recorded.at);
            Complaint::Filed(Box::new(case))
        }
    }
}

fn open(filed: &Filed, recorded: &Recorded) -> Case {
    Case {
        id: recorded.case_id,
        number: filed.number.clone(),
        version: recorded.version,
        person: filed.person,
        kind: filed.kind,
        filed_as: filed.kind,
        category: filed.category,
        is_category_chosen: filed.kind == Kind::Complaint,
        order: filed.order.clone(),
        seen: Seen::at_filing(&filed.order),
        goods: filed.goods.clone(),
        wants: filed.wants.clone(),
        ticked: filed.wants.clone(),
        instead: Vec::new(),
        story: filed.story.text.as_str().to_owned(),
        not_meant: filed.not_meant.clone(),
        findings: filed.claims.clone(),
        recorded: Vec::new(),
        evidence: filed.evidence.clone(),
        urgency: Urgency::Normal,
        alarms: Vec::new(),
        complexity: Complexity::Standard,
        assignee: None,
        concerns: Vec::new(),
        packs: filed.packs.clone(),
        earlier_complaints: filed.earlier_complaints,
        phase: Phase::Filed,
        proposal: None,
        past: Vec::new(),
        left_open: Vec::new(),
        left_open_at: None,
        outside: Vec::new(),
        sent_back: None,
        declined: Vec::new(),
        last_day: None,
        waiting: None,
        unanswered: None,
        spoken: None,
        said_since: Vec::new(),
        stated: Stated::default(),
        read_in: ReadIn::default(),
        told_later: Vec::new(),
        is_escalated: false,
        has_told: false,
        n_reopened: 0,
        filed_at: recorded.at,
        opened_at: recorded.at,
        kind_since: recorded.at,
        has_written_since: false,
        first_answer_at: None,
        last_progress_at: recorded.at,
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "one exhaustive match over all events reads better than several partial ones"
)]
fn next(mut case: Case, recorded: &Recorded) -> Case {
    case.version = case.version.max(recorded.version);
    let waited = case.waiting;
    case.waiting = waiting::after(waited, recorded);
    let words = recorded.event.spoken().map(str::to_owned);
    case.spoken = words.clone().or(case.spoken);
    let since = words.clone().filter(|_| !case.phase.is_before_agreement());
    case.said_since.extend(since);
    if case.waiting != waited {
        case.unanswered = words.or(case.unanswered).filter(|_| case.waiting.is_some());
    }
    case = harm::after(case, recorded);
    // Whoever of the desk does something in a case has its news before their eyes.
    case.seen.unread = case.seen.unread.filter(|_| recorded.actor.user().is_none());
    match &recorded.event {
        Event::Triaged { urgency, complexity, reasons } => {
            case.urgency = *urgency;
            case.complexity = *complexity;
            // What was told while filing is among the claims already; what is told later is claimed by telling it.
            let is_later = !matches!(case.phase, Phase::Filed);
            case = reasons.iter().fold(case, |case, reason| harm::alarmed(case, reason.sign, is_later));
        }
        Event::Acknowledged { .. } if case.phase == Phase::Filed => case.phase = Phase::Acknowledged,
        Event::EvidenceAdded(evidence) => case.evidence.push(evidence.clone()),
        Event::CustomerWrote { wants, is_thanks, .. } => {
            case.has_written_since |= !is_thanks;
            case = turned::ticked_first(case, wants);
        }
        Event::Filed(_)
        | Event::Acknowledged { .. }
        | Event::NotedInternally { .. }
        | Event::OptionAccepted { .. } => {}
        Event::CaseTaken | Event::CaseTakenOver { .. } => {
            case.assignee = recorded.actor.user();
            case = investigated(case);
        }
        Event::CaseAssigned { to } => case.assignee = Some(*to),
        Event::ConcernRecorded { user, .. } => {
            if !case.concerns.contains(user) {
                case.concerns.push(*user);
            }
            case.assignee = case.assignee.filter(|assignee| assignee != user);
        }
        Event::ConcernLifted { user, .. } => case.concerns.retain(|other| other != user),
        Event::CategoryCorrected { category, .. } => {
            case = harm::calmed(case);
            case.category = *category;
            case.is_category_chosen = true;
        }
        Event::GoodsCorrected(corrected) => case.goods.clone_from(&corrected.goods),
        Event::KindConverted(to) => case = turned::converted(case, recorded, to),
        Event::Stated(stated) => case = with_stated(case, stated),
        Event::NotMeant(stated) => case = not_meant(case, stated),
        Event::FindingRecorded { finding, .. } => {
            let back = case.findings.goods_back_at;
            let before = case.findings.answer_like(finding);
            case.findings = case.findings.with(finding);
            case.recorded.push(RecordedFinding {
                finding: finding.clone(),
                by: recorded.actor.user(),
                before,
            });
            returning::count_from_return(&mut case, back, recorded.at);
            case = investigated(case);
        }
        Event::FindingTakenBack { finding, restored } => {
            let back = case.findings.goods_back_at;
            let last = case.recorded.iter().rposition(|other| other.finding == *finding);
            if let Some(last) = last {
                case.recorded.remove(last);
            }
            let findings = case.findings.without(finding);
            case.findings = restored.as_ref().map_or(findings.clone(), |restored| findings.with(restored));
            // What stood before everything the desk recorded is what the customer says.
            if !case.recorded.iter().any(|other| other.finding.is_about_the_same(finding)) {
                case.findings = case.findings.said_again(finding);
            }
            returning::count_from_return(&mut case, back, recorded.at);
        }
        Event::Replied { .. } => {
            case = answered(case, recorded);
            case = investigated(case);
        }
        Event::OfferProposed { offer, replaces, options, message, above, goodwill } => {
            case.sent_back = None;
            case.proposal = Some(Proposal {
                offer: Offer {
                    id: *offer,
                    options: options.clone(),
                    message: message.as_ref().map(|message| message.as_str().to_owned()),
                    made_at: recorded.at,
                    above: *above,
                    is_in_doubt: false,
                    found: case.findings.clone(),
                    left_open: Vec::new(),
                    fallen: Vec::new(),
                },
                replaces: *replaces,
                author: recorded.actor.user(),
                goodwill: *goodwill,
            });
            case = investigated(case);
        }
        Event::OfferRefused { offer, reason } => {
            if let Some(proposal) = case.proposal.take_if(|proposal| proposal.offer.id == *offer) {
                case.sent_back = Some(SentBack { proposal, reason: reason.as_str().to_owned() });
            }
        }
        Event::ProposalWithdrawn { offer } => {
            case.proposal.take_if(|proposal| proposal.offer.id == *offer);
        }
        Event::OfferMade { offer, options, message, above, is_in_doubt, .. } => {
            let signed = case.proposal.take().filter(|proposal| proposal.offer.id == *offer);
            case.sent_back = None;
            case.phase = Phase::Offered(Offer {
                id: *offer,
                options: options.clone(),
                message: message.as_ref().map(|message| message.as_str().to_owned()),
                made_at: recorded.at,
                above: *above,
                is_in_doubt: *is_in_doubt,
                // What was signed rests on what was found out when it was put together.
                found: signed.map_or_else(|| case.findings.clone(), |proposal| proposal.offer.found),
                left_open: Vec::new(),
                fallen: Vec::new(),
            });
            case = answered(case, recorded);
        }
        Event::OfferWithdrawn { offer, .. } => {
            if case.phase.open_offer().is_some_and(|open| open.id == *offer) {
                case.phase = Phase::Investigating;
            }
        }
        Event::Agreed { option, promises, told, parcels } => {
            case.proposal = None;
            case.sent_back = None;
            case.left_open = Vec::new();
            case.phase = Phase::Fulfilling(Fulfilment {
                above: case.phase.open_offer().and_then(|offer| offer.above),
                agreed: option.clone(),
                promises: promises.iter().map(|promise| Kept::open(promise, told, parcels)).collect(),
                agreed_at: recorded.at,
                way_back: None,
                out_since: recorded.at,
            });
        }
        Event::LeftOpen { offer, all } => leave_open(&mut case, *offer, all, recorded.at),
        Event::OfferWeighed { offer, options } => weighed(&mut case.phase, *offer, options),
        Event::OfferFell { offer, options } => fell(&mut case.phase, *offer, options),
        Event::OfferCountered { offer, wants, sentence } => {
            if let Phase::Offered(open) | Phase::Countered { offer: open, .. } = &case.phase
                && open.id == *offer
            {
                let open = open.clone();
                case.declined.push(Declined { offer: open.clone(), at: recorded.at, is_asked_past: true });
                case.phase = Phase::Countered {
                    offer: open.asked_past(),
                    wants: wants.clone(),
                    sentence: sentence.text.as_str().to_owned(),
                };
                case = wishes_now(case, wants);
            }
        }
        Event::OfferDeclined { offer, .. } => case = turned_down(case, *offer, recorded.at),
        Event::PromiseProven { promise, proof, in_all, .. } => {
            set_standing(&mut case, *promise, PromiseStanding::proven(proof, *in_all, recorded));
            case = answered(case, recorded);
        }
        Event::ProofTakenBack { promise, .. } => {
            // What was fulfilled is to be done again.
            if let Phase::Fulfilled { fulfilment, .. } = &case.phase {
                case.phase = Phase::Fulfilling(fulfilment.clone());
            }
            set_standing(&mut case, *promise, PromiseStanding::Open);
        }
        Event::ReplacementProposed { promise, replacement, also, less, .. } => {
            let (replacement, also) = (Box::new(replacement.clone()), also.clone());
            set_standing(&mut case, *promise, PromiseStanding::Proposed { replacement, also, less: *less });
            case = answered(case, recorded);
        }
        Event::ReplacementAccepted { promise, told, parcels } => {
            accept_replacement(&mut case, *promise, told, parcels);
        }
        Event::ReplacementDeclined { promise } => drop_replacement(&mut case, *promise, true),
        Event::ReplacementWithdrawn { promise, .. } => {
            drop_replacement(&mut case, *promise, false);
            case = answered(case, recorded);
        }
        Event::Fulfilled { follow_up_at } => {
            if let Phase::Fulfilling(fulfilment) = &case.phase {
                case.phase = Phase::Fulfilled {
                    fulfilment: fulfilment.clone(),
                    fulfilled_at: recorded.at,
                    follow_up_at: *follow_up_at,
                    is_confirmed: false,
                };
            }
        }
        Event::FulfilmentConfirmed => {
            if let Phase::Fulfilled { is_confirmed, .. } = &mut case.phase {
                *is_confirmed = true;
            }
        }
        Event::FollowUpAnswered { .. } => {
            case = Case { phase: Phase::FollowedUp, has_told: true, ..put_away(case) };
        }
        Event::Escalated { .. } => case.is_escalated = true,
        Event::LastDaySet(last_day) => {
            case.last_day = Some(*last_day);
            case.order.extra_time_until = Some(last_day.day);
        }
        Event::LastDayOver { order, .. } => {
            case.last_day = None;
            case.order = (**order).clone();
        }
        Event::OrderChanged(change) => {
            case.order = change.onto(case.order);
            case.seen.outside.clone_from(&change.given_outside);
            case.seen.unread = case.seen.unread.or(Some(recorded.at));
        }
        Event::Withdrawn { .. } => {
            case.proposal = None;
            case.phase = Phase::Withdrawn;
        }
        Event::Rejected { .. } => {
            case = returning::lapsed(case);
            case.proposal = None;
            case.phase = Phase::Rejected;
            case = answered(case, recorded);
        }
        Event::Reopened { .. } => {
            case = returning::begun_anew(put_away(case));
            (case.phase, case.has_told, case.said_since) = (Phase::Reopened, false, Vec::new());
            case.n_reopened = case.n_reopened.saturating_add(1);
            case.opened_at = recorded.at;
            case.first_answer_at = None;
            case.last_progress_at = recorded.at;
        }
        Event::ReturnTold { how } => {
            if let Phase::Fulfilling(fulfilment) | Phase::Fulfilled { fulfilment, .. } = &mut case.phase {
                fulfilment.way_back = Some(WayBack { how: how.as_str().to_owned(), told_at: recorded.at });
            }
            case = answered(case, recorded);
        }
        Event::Closed => {
            case = put_away(case);
            case.phase = Phase::Closed;
        }
        Event::OutsideRefundRecorded(refund) => {
            let given = gives::of_outside(&case, refund);
            let (version, by) = (recorded.version, recorded.actor.user());
            case.outside.push(Outside { version, by, refund: refund.clone(), given });
        }
        Event::OutsideRefundTakenBack { version, .. } => {
            case.outside.retain(|one| one.version != *version);
        }
    }
    case
}

/// What was named now is wished for first. Whoever says it in words alone names nothing else.
fn wishes_now(mut case: Case, wants: &[Remedy]) -> Case {
    if !wants.is_empty() {
        case.instead = wants.to_vec();
    }
    turned::ticked_first(case, wants)
}

/// Once somebody has looked at it, a case is being investigated.
fn investigated(mut case: Case) -> Case {
    if matches!(case.phase, Phase::Filed | Phase::Acknowledged | Phase::Reopened) {
        case.phase = Phase::Investigating;
    }
    case
}

/// Keeps what was agreed when the case leaves it behind: what was given stays given.
fn put_away(mut case: Case) -> Case {
    if let Some(fulfilment) = case.phase.fulfilment() {
        case.past.push(fulfilment.clone());
    }
    case
}

/// The customer heard from the desk: a person, or the desk granting a clear entitlement.
fn answered(mut case: Case, recorded: &Recorded) -> Case {
    let is_answer = match recorded.actor.role() {
        Role::Agent | Role::Supervisor => true,
        Role::System => matches!(recorded.event, Event::OfferMade { .. }),
        Role::Customer | Role::Admin => false,
    };
    if is_answer {
        case.first_answer_at = case.first_answer_at.or(Some(recorded.at));
        case.last_progress_at = recorded.at;
        if case.assignee.is_none() && !matches!(recorded.actor, Actor::System) {
            case.assignee = recorded.actor.user();
        }
    }
    case
}
