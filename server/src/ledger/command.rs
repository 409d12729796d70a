//! Carrying out a command: load, decide, append. The same id twice is answered the same and changes nothing twice.
//!
//! When a complaint is filed the desk acts at once on what the domain finds clear: that is a command of its own,
//! by the desk itself, appended in the same breath.

use super::{Ledger, project, recorded};
use crate::store::append::{Append, Appended, Filing, NewEvent, Outcome, Step};
use crate::store::{StoreFault, StoreResult};
use chrono::{DateTime, FixedOffset};
use domain::actor::Actor;
use domain::complaint::Complaint;
use domain::complaint::assess::Assessment;
use domain::complaint::command::Command;
use domain::complaint::decide::{Context, decide};
use domain::complaint::event::{Event, Recorded};
use domain::complaint::rejection::Rejection;
use domain::evidence::EvidenceRef;
use domain::id::{CaseId, CaseNumber, CommandId, OfferId};
use domain::order::Order;
use domain::personal::Personal;
use sha2::{Digest, Sha256};

/// How many numbers are drawn for a case before it is given up; one in ten is taken in the fullest year.
const DRAWS: usize = 32;

/// A command on its way to being carried out, with what the outside knows and the decision needs.
#[derive(Clone, Debug)]
pub struct Intent {
    /// Its id.
    pub command_id: CommandId,
    /// The case.
    pub case_id: CaseId,
    /// The version its sender has seen.
    pub expected_version: u32,
    /// Who sends it.
    pub actor: Actor,
    /// What it is.
    pub command: Command,
    /// Personal data sent along with a filing.
    pub personal: Option<Personal>,
    /// The order looked up, for a filing.
    pub order: Option<Order>,
    /// Evidence uploaded for this command.
    pub evidence: Vec<EvidenceRef>,
    /// How many complaints there are on the order already, for a filing.
    pub earlier_complaints: u32,
}

/// A command carried out, now or the first time it came.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The case's number.
    pub number: CaseNumber,
    /// What it led to.
    pub events: Vec<Recorded>,
    /// Whether it had been carried out before.
    pub is_repeated: bool,
    /// The path of the private link made with the case, for a filing.
    pub link: Option<String>,
}

/// Why a command was not carried out.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// A rule stands in the way.
    Rejected(Rejection),
    /// The case has moved on; these are the events its sender has not seen.
    Conflict {
        /// The case's version now.
        version: u32,
        /// What was missed.
        missed: Vec<Recorded>,
    },
    /// The command id stands for another intent.
    Reused,
    /// The store failed.
    Fault(StoreFault),
}

impl From<StoreFault> for Refusal {
    fn from(fault: StoreFault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

/// A case and the events decided on top of it, before they have their places in the log.
struct Decided {
    complaint: Complaint,
    steps: Vec<(CommandId, Actor, Vec<u8>, Vec<Event>)>,
}

impl Ledger {
    /// Carries out a command.
    pub async fn carry_out(&self, intent: Intent) -> Result<Answer, Refusal> {
        let now = self.now();
        let fingerprint = fingerprint(&intent)?;
        // The case is read before the command is looked for: a second sending that already sees what the first led
        // to then also sees that it was the first, and is never told of a conflict with itself.
        let loaded = self.load(intent.case_id.0).await?;
        if let Some(earlier) = self.store.earlier(intent.command_id.0).await? {
            // Answered before: nothing is decided again, whatever has become of the case since.
            return self
                .answer(&intent, earlier.judge(intent.case_id.0, &actor_text(intent.actor)?, &fingerprint));
        }
        if loaded.version() != intent.expected_version {
            let missed = loaded.events.iter().filter(|event| event.version > intent.expected_version);
            return Err(Refusal::Conflict { version: loaded.version(), missed: missed.cloned().collect() });
        }
        for _ in 0..DRAWS {
            let known = loaded.complaint.case().map(|case| case.number.clone());
            let (number, filing) = if let Some(number) = known {
                (number, None)
            } else {
                let number = self.draw_number().await?;
                let link = self.new_link(intent.case_id.0, 1);
                (number.clone(), Some(Filing { number, link }))
            };
            let decided = self.decide(&intent, loaded.complaint.clone(), &number, now, &fingerprint)?;
            let outcome = self.outcome(&decided)?;
            let append = Append {
                case_id: intent.case_id.0,
                expected_version: i64::from(intent.expected_version),
                at: now.to_rfc3339(),
                person_id: outcome.case.person_id,
                outcome,
                personal: intent.personal.as_ref().map(text).transpose()?,
                filing,
            };
            match self.store.append(append).await? {
                Appended::NumberTaken => {}
                appended => return self.answer(&intent, appended),
            }
        }
        Err(StoreFault::unreadable("case number", "none was free").into())
    }

    /// What is appended for what was decided.
    fn outcome(&self, decided: &Decided) -> Result<Outcome, Refusal> {
        let case = decided.complaint.case().ok_or(Rejection::NotFiled)?;
        Ok(Outcome {
            case: project::row(case, &self.limits)?,
            steps: decided.steps.iter().cloned().map(step).collect::<StoreResult<_>>()?,
        })
    }

    /// Lets the domain decide, and the desk act on what is clear.
    fn decide(
        &self,
        intent: &Intent,
        complaint: Complaint,
        number: &CaseNumber,
        now: DateTime<FixedOffset>,
        fingerprint: &[u8],
    ) -> Result<Decided, Refusal> {
        // A case is judged by the packs it was filed under, a new one by those in force.
        let in_force = match complaint.case() {
            Some(case) => self.policies.of_case(case, now.date_naive()),
            None => self.policies.in_force(now.date_naive()),
        };
        let context = Context {
            now,
            actor: intent.actor,
            packs: &in_force.packs,
            limits: &self.limits,
            order: intent.order.as_ref(),
            number: Some(number),
            evidence: &intent.evidence,
            earlier_complaints: intent.earlier_complaints,
        };
        let is_filing = complaint.case().is_none();
        let events = decide(&complaint, &intent.command, &context)?;
        let mut decided = Decided { complaint, steps: Vec::new() };
        decided.add(intent, intent.command_id, intent.actor, fingerprint.to_vec(), now, events);
        if is_filing {
            self.act_on_what_is_clear(intent, &context, &mut decided);
        }
        Ok(decided)
    }

    /// The offer the desk makes by itself for a clear entitlement, if the domain finds one.
    fn act_on_what_is_clear(&self, intent: &Intent, context: &Context<'_>, decided: &mut Decided) {
        let Some(case) = decided.complaint.case() else {
            return;
        };
        // Ids follow from the filing's, so that filing again after a crash makes the same offer and no second.
        let own_id = |what: &str| self.secret.person_id(&format!("{what} {}", intent.command_id));
        let offer = OfferId(own_id("automatic offer"));
        let Some(command) = Assessment::of(case, context.packs).automatic_offer(case, offer) else {
            return;
        };
        let context = Context { actor: Actor::System, ..context.clone() };
        match decide(&decided.complaint, &command, &context) {
            Ok(events) => {
                let command_id = CommandId(own_id("automatic command"));
                decided.add(intent, command_id, Actor::System, Vec::new(), context.now, events);
            }
            // A complaint is filed whether or not the desk can offer something by itself.
            Err(rejection) => tracing::warn!(code = rejection.code(), "the desk's own offer was rejected"),
        }
    }

    fn answer(&self, intent: &Intent, appended: Appended) -> Result<Answer, Refusal> {
        match appended {
            Appended::Done { number, events, is_repeated } => {
                let number = CaseNumber::parse(&number)
                    .ok_or_else(|| StoreFault::unreadable("case number", number))?;
                let is_filing = matches!(intent.command, Command::FileComplaint(_));
                Ok(Answer {
                    number,
                    is_repeated,
                    events: events.iter().map(recorded).collect::<StoreResult<_>>()?,
                    link: is_filing
                        .then(|| self.secret.link_token(intent.case_id.0, 1))
                        .map(|token| format!("/c/{token}")),
                })
            }
            Appended::Conflict(missed) => {
                let missed = missed.iter().map(recorded).collect::<StoreResult<Vec<_>>>()?;
                let version = missed.last().map_or(0, |last| last.version);
                Err(Refusal::Conflict { version, missed })
            }
            Appended::Reused => Err(Refusal::Reused),
            Appended::NumberTaken => Err(StoreFault::unreadable("case number", "it is taken").into()),
        }
    }
}

impl Decided {
    /// Takes events as the next of the case, as they will stand in the log but for their place in it.
    fn add(
        &mut self,
        intent: &Intent,
        command_id: CommandId,
        actor: Actor,
        fingerprint: Vec<u8>,
        at: DateTime<FixedOffset>,
        events: Vec<Event>,
    ) {
        let before = self.complaint.case().map_or(0, |case| case.version);
        let next: Vec<Recorded> = (before + 1..)
            .zip(&events)
            .map(|(version, event)| Recorded {
                seq: 0,
                case_id: intent.case_id,
                version,
                at,
                actor,
                command_id,
                event: event.clone(),
            })
            .collect();
        let complaint = std::mem::take(&mut self.complaint);
        self.complaint = next.iter().fold(complaint, domain::complaint::evolve::evolve);
        self.steps.push((command_id, actor, fingerprint, events));
    }
}

fn step(
    (command_id, actor, fingerprint, events): (CommandId, Actor, Vec<u8>, Vec<Event>),
) -> StoreResult<Step> {
    let events =
        events.iter().map(|event| Ok(NewEvent { kind: event.code().to_owned(), body: text(event)? }));
    Ok(Step {
        command_id: command_id.0,
        fingerprint,
        actor: actor_text(actor)?,
        events: events.collect::<StoreResult<_>>()?,
    })
}

fn text(value: &impl serde::Serialize) -> StoreResult<String> {
    serde_json::to_string(value).map_err(|error| StoreFault::unreadable("value", error))
}

fn actor_text(actor: Actor) -> StoreResult<String> {
    text(&actor)
}

/// What makes two sendings of one command id the same intent.
fn fingerprint(intent: &Intent) -> StoreResult<Vec<u8>> {
    let mut hash = Sha256::new();
    hash.update(text(&intent.command)?);
    Ok(hash.finalize().to_vec())
}
