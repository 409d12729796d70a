//! What people see of a case beyond its events: where it stands in their words, what happens next, and by when.

pub mod beside;

use crate::actor::Role;
use crate::category::{Category, Kind};
use crate::clock::{Clock, ClockKind, TimeLimits, clocks};
use crate::code::codes;
use crate::complaint::PhaseName;
use crate::complaint::waiting::Waiting;
use crate::complaint::{Case, Phase, PromiseStanding};
use crate::finding::{Findings, Standing};
use crate::id::{CaseId, CaseNumber, UserId};
use crate::policy::conscience::{is_danger, is_harm, is_spread};
use crate::triage::Urgency;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

codes! {
    /// What happens next in a case.
    pub enum Step {
        /// A supervisor reaches whoever may be hurt or in danger, before anything else is answered.
        LookAfter = "look_after",
        /// Somebody at the desk reads it and answers.
        FirstAnswer = "first_answer",
        /// Somebody at the desk answers what the customer said.
        AnswerCustomer = "answer_customer",
        /// Somebody at the desk looks into it and writes what they found.
        Investigate = "investigate",
        /// The question is answered: the customer asks on, or the desk closes it.
        Answered = "answered",
        /// The desk takes back an offer that nobody can take any more, or makes another.
        RenewOffer = "renew_offer",
        /// The customer chooses among options.
        Choose = "choose",
        /// The desk answers the customer's own wish.
        AnswerCounter = "answer_counter",
        /// A supervisor signs an offer.
        Approve = "approve",
        /// The desk offers what is owed besides the agreement that is done.
        OfferLeft = "offer_left",
        /// The desk says how the goods come back.
        TellReturn = "tell_return",
        /// The desk keeps its promises.
        Keep = "keep",
        /// The customer says whether a replacement will do.
        AnswerReplacement = "answer_replacement",
        /// The customer says whether everything has arrived.
        Confirm = "confirm",
        /// The customer tells how it went.
        FollowUp = "follow_up",
        /// Nothing; it is finished.
        Nothing = "nothing",
    }
}

/// What happens next, whose turn it is and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NextStep {
    /// What.
    pub step: Step,
    /// Whose turn: the customer's, an agent's or a supervisor's.
    pub turn: Role,
    /// By when, where the desk has promised a time.
    pub due_at: Option<DateTime<FixedOffset>>,
}

/// What happens next in a case.
pub fn next_step(case: &Case, limits: &TimeLimits) -> NextStep {
    let next = usual_step(case, limits);
    // Once they were answered, what is left is to find out.
    let is_answer = matches!(next.step, Step::FirstAnswer | Step::AnswerCustomer | Step::AnswerCounter);
    // Told of since, it comes before whatever else was to be done.
    if is_danger_told(case) || (is_answer && is_supervisors_first(case)) {
        return NextStep { step: Step::LookAfter, turn: Role::Supervisor, ..next };
    }
    next
}

fn usual_step(case: &Case, limits: &TimeLimits) -> NextStep {
    let running = clocks(case, limits);
    let due = |kind: ClockKind| running.iter().find(|clock| clock.kind == kind).map(|clock| clock.due_at);
    let answer_due = due(ClockKind::FirstResponse).or(due(ClockKind::Reply)).or(due(ClockKind::Progress));
    let step = |step, turn, due_at| NextStep { step, turn, due_at };
    match &case.phase {
        _ if case.proposal.is_some() => step(Step::Approve, Role::Supervisor, answer_due),
        Phase::Filed | Phase::Acknowledged => step(Step::FirstAnswer, Role::Agent, answer_due),
        Phase::Reopened => step(Step::AnswerCustomer, Role::Agent, answer_due),
        Phase::Countered { .. } => step(Step::AnswerCounter, Role::Agent, answer_due),
        Phase::Investigating
        | Phase::Offered(_)
        | Phase::Fulfilling(_)
        | Phase::Fulfilled { .. }
        | Phase::FollowedUp
            if case.waiting.is_some() =>
        {
            step(Step::AnswerCustomer, Role::Agent, answer_due)
        }
        Phase::Investigating if case.is_answered_question() => step(Step::Answered, Role::Customer, None),
        Phase::Investigating | Phase::Fulfilled { .. } | Phase::FollowedUp
            if case.has_left_open(Standing::Established) =>
        {
            step(Step::OfferLeft, Role::Agent, answer_due)
        }
        Phase::Investigating => step(Step::Investigate, Role::Agent, answer_due),
        Phase::Offered(offer) if offer.has_fallen() => step(Step::RenewOffer, Role::Agent, answer_due),
        Phase::Offered(_) => step(Step::Choose, Role::Customer, None),
        Phase::Fulfilling(fulfilment) => {
            let waits_for_customer = fulfilment
                .promises
                .iter()
                .any(|kept| matches!(kept.standing, PromiseStanding::Proposed { .. }));
            if waits_for_customer {
                return step(Step::AnswerReplacement, Role::Customer, None);
            }
            match due(ClockKind::Return) {
                Some(told_by) => step(Step::TellReturn, Role::Agent, Some(told_by)),
                None => step(Step::Keep, Role::Agent, due(ClockKind::Promise)),
            }
        }
        Phase::Fulfilled { .. } | Phase::FollowedUp if case.has_left_open(Standing::Claimed) => {
            step(Step::Investigate, Role::Agent, answer_due)
        }
        Phase::Fulfilled { is_confirmed: false, .. } => step(Step::Confirm, Role::Customer, None),
        Phase::Fulfilled { is_confirmed: true, .. } => step(Step::FollowUp, Role::Customer, None),
        Phase::FollowedUp => step(Step::Nothing, Role::Agent, None),
        Phase::Closed | Phase::Withdrawn | Phase::Rejected => step(Step::Nothing, Role::Customer, None),
    }
}

/// What a case stands on top of every queue for: somebody may be hurt or in danger, or data may have spread, by what it was
/// filed as or by its words, and nobody has looked into it yet; or it was told of later, and nobody has answered.
pub fn goes_first(case: &Case) -> Option<Category> {
    let is_open = |is_so: fn(Category, &Findings) -> bool| {
        let by_words = case.alarms.iter().filter_map(|alarm| alarm.harm());
        let mut all = core::iter::once(case.category).chain(by_words);
        case.phase.is_before_agreement() && all.any(|category| is_so(category, &case.findings))
    };
    // Danger comes before spread data, whatever it was filed as.
    if is_danger_told(case) || is_open(is_danger) {
        Some(Category::Safety)
    } else {
        case.harm_to_answer().or_else(|| is_open(is_spread).then_some(Category::Privacy))
    }
}

/// Whether whoever complains is told that a supervisor gets in touch first: somebody may be hurt or in danger, and nobody has
/// looked into it yet, or has answered what was told of it later.
pub fn is_supervisors_first(case: &Case) -> bool {
    is_danger_told(case) || (case.phase.is_before_agreement() && is_danger(case.category, &case.findings))
}

/// Whether whoever complains is to look after somebody first: it may be, or it is known, that somebody was hurt or is in
/// danger, and nothing is agreed on yet or they told of it since.
pub fn looks_after_first(case: &Case) -> bool {
    is_danger_told(case) || (case.phase.is_before_agreement() && is_harm(case.category, &case.findings))
}

fn is_danger_told(case: &Case) -> bool {
    case.harm_to_answer() == Some(Category::Safety)
}

/// One row of an agent's queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QueueRow {
    /// The case.
    pub case_id: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// Its version.
    pub version: u32,
    /// The order's number.
    pub order_number: String,
    /// What it is about.
    pub category: Category,
    /// Enquiry, request or complaint.
    pub kind: Kind,
    /// Where it stands.
    pub phase: PhaseName,
    /// How urgent it is.
    pub urgency: Urgency,
    /// Whether a supervisor was asked for.
    pub is_escalated: bool,
    /// Who works it.
    pub assignee: Option<UserId>,
    /// What the customer said last, while nobody has answered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Waiting>,
    /// Since when its order has changed without anybody of the desk having touched the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_changed: Option<DateTime<FixedOffset>>,
    /// What happens next.
    pub next: NextStep,
    /// The clock that is due first.
    pub clock: Option<Clock>,
    /// When it was filed or last taken up again.
    pub opened_at: DateTime<FixedOffset>,
    /// The harm for which it stands on top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_for: Option<Category>,
    /// The beginning of what the customer said last, while nobody has answered it, else of the story.
    pub gist: String,
}

/// How much of their words a queue row shows, in characters.
const GIST_CHARACTERS: usize = 80;

impl QueueRow {
    /// The row of a case.
    pub fn of(case: &Case, limits: &TimeLimits) -> Self {
        Self {
            case_id: case.id,
            number: case.number.clone(),
            version: case.version,
            order_number: case.order.number.clone(),
            category: case.category,
            kind: case.kind,
            phase: case.phase.name(),
            urgency: case.urgency,
            is_escalated: case.is_escalated,
            assignee: case.assignee,
            waiting: case.waiting.filter(|_| !case.phase.is_finished()),
            order_changed: case.seen.unread.filter(|_| !case.phase.is_finished()),
            next: next_step(case, limits),
            clock: clocks(case, limits).into_iter().next(),
            opened_at: case.opened_at,
            first_for: goes_first(case),
            gist: gist(case),
        }
    }
}

fn gist(case: &Case) -> String {
    let unanswered = case.unanswered.as_deref().filter(|_| !case.phase.is_finished());
    let words = case.harm_words().or(unanswered).unwrap_or(&case.story);
    let mut words = words.chars().map(|c| if c == '\n' { ' ' } else { c });
    let gist: String = words.by_ref().take(GIST_CHARACTERS).collect();
    // What goes on says so.
    if words.next().is_some() { [gist.trim_end(), "…"].concat() } else { gist }
}

codes! {
    /// The saved views of the queue.
    pub enum QueueView {
        /// Everything that is not finished.
        Open = "open",
        /// Mine.
        Mine = "mine",
        /// Nobody's yet.
        Unassigned = "unassigned",
        /// The customer said something that nobody has answered.
        Replied = "replied",
        /// A promise breaks soon.
        DueSoon = "due_soon",
        /// A promise is broken.
        Breached = "breached",
        /// It is the customer's turn.
        WaitingCustomer = "waiting_customer",
        /// A supervisor's signature is needed, or a supervisor was asked for.
        Approval = "approval",
        /// Finished.
        Finished = "finished",
    }
}
