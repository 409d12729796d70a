//! Carrying out a command: load, decide, append. The same id twice is answered the same and changes nothing twice.
//!
//! When a complaint is filed the desk acts at once on what the domain finds clear: that is a command of its own,
//! by the desk itself, appended in the same breath.

mod own;

use super::Ledger;
use super::known::Known;
use crate::sent;
use crate::store::StoreFault;
use books::attempts::Attempts;
use books::cases::append::{CaseAppend, Outcome, Part};
use books::grants::{Grant, Thing};
use books::project::row;
use books::step::{Step, fingerprint};
use chrono::{DateTime, FixedOffset};
use domain::actor::Actor;
use domain::complaint::Complaint;
use domain::complaint::command::Command;
use domain::complaint::decide::{Context, decide, may_record_concern};
use domain::complaint::event::{Event, Recorded};
use domain::complaint::rejection::Rejection;
use domain::evidence::EvidenceRef;
use domain::id::{CaseId, CaseNumber, CommandId, UserId};
use domain::order::Order;
use domain::personal::Personal;

/// A command on its way to a case.
pub type Intent = sent::Intent<CaseId, OnCase>;

/// Why a command on a case was not carried out.
pub type Refusal = sent::Refusal<Rejection, Recorded>;

/// What is wanted of a case, with what the outside knows and the decision needs.
#[derive(Clone, Debug)]
pub struct OnCase {
    /// What it is.
    pub command: Command,
    /// Personal data sent along with a filing.
    pub personal: Option<Personal>,
    /// The order as it stands now: looked up for a filing, or to see whether goods came by their last day.
    pub order: Option<Order>,
    /// Evidence uploaded for this command.
    pub evidence: Vec<EvidenceRef>,
    /// How many complaints there are on the order already, for a filing.
    pub earlier_complaints: u32,
    /// The session of the browser it comes from, which a filing opens its case to.
    pub session: Option<i128>,
}

impl From<Command> for OnCase {
    fn from(command: Command) -> Self {
        Self {
            command,
            personal: None,
            order: None,
            evidence: Vec::new(),
            earlier_complaints: 0,
            session: None,
        }
    }
}

impl Intent {
    /// Something done to a case as it stands at `version` without anybody pressing a button. Its id follows from `what`
    /// and the case as it stands, so that a turn that was cut short, or two servers at once, send the same command.
    pub fn by_itself(
        ledger: &Ledger,
        case_id: CaseId,
        version: u32,
        actor: Actor,
        what: &str,
        command: Command,
    ) -> Self {
        Self {
            command_id: CommandId(ledger.secret.person_id(&format!("{what} {case_id} {version}"))),
            of: case_id,
            actor,
            expected_version: version,
            wanted: command.into(),
        }
    }
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

impl From<Rejection> for Refusal {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

/// A case and the events decided on top of it, before they have their places in the log.
struct Decided {
    complaint: Complaint,
    steps: Vec<Step<Event>>,
}

/// What stands around a decision: the moment, the case's number, what is known of its order, and who works at the desk.
struct Around<'a> {
    now: DateTime<FixedOffset>,
    number: &'a CaseNumber,
    fingerprint: &'a [u8],
    known: &'a Known,
    colleagues: &'a [(UserId, String)],
    supervisors: &'a [UserId],
}

impl Ledger {
    /// Carries out a command.
    pub async fn carry_out(&self, intent: Intent) -> Result<Answer, Refusal> {
        let fingerprint =
            self.secret.fingerprint(&fingerprint(&intent.wanted.command).map_err(StoreFault::from)?);
        // Where other cases of its order go on giving meanwhile, or the number drawn for it is taken, it is decided again.
        let mut attempts = Attempts::at("an order");
        while attempts.begin().is_ok() {
            if let Some(answer) = self.attempt(&intent, &fingerprint).await? {
                return Ok(answer);
            }
        }
        Err(Refusal::Busy)
    }

    /// Decides upon the case and its order as they stand now, and appends; nothing where another case of the order
    /// gave something in between.
    async fn attempt(&self, intent: &Intent, fingerprint: &[u8]) -> Result<Option<Answer>, Refusal> {
        // The case is read before the command is looked for: a second sending that already sees what the first led
        // to then also sees that it was the first, and is never told of a conflict with itself.
        let loaded = self.load(intent.of.0).await?;
        // A case never goes back in time, whatever the machine's clock does: clocks and days are told from its events.
        let now = loaded.events.last().map_or_else(|| self.now(), |last| self.now().max(last.at));
        let sent = intent.step(fingerprint.to_vec(), now, Vec::new());
        if let Some(outcome) = self.store.answered_case(intent.of, &sent).await? {
            // Answered before: nothing is decided again, whatever has become of the case since.
            // Not the case as it was read: it may have been filed by this very command since.
            let number = self.store.kept(intent.of).await?.ok_or(Rejection::NotFiled)?.number;
            return self.answer(intent, number, outcome);
        }
        if loaded.version() != intent.expected_version {
            let missed = loaded.events.iter().filter(|event| event.version > intent.expected_version);
            return Err(Refusal::Conflict { version: loaded.version(), missed: missed.cloned().collect() });
        }
        let before = self.store.kept(intent.of).await?.map(|kept| kept.places).unwrap_or_default();
        let known_number = loaded.state.case().map(|case| case.number.clone());
        let is_filing = known_number.is_none();
        let (number, link) = if let Some(number) = known_number {
            (number, None)
        } else {
            (self.draw_number().await?, Some(self.new_link(intent.of.0, 1)))
        };
        let order = match loaded.state.case() {
            Some(case) => Some((&case.order, case.person)),
            None => intent.wanted.order.as_ref().zip(intent.actor.person()),
        };
        let (known, shown) = match order {
            Some((order, person)) => {
                let mut known = self.known_of(order, person, Some(intent.of)).await?;
                let shown = self.with_proof(&mut known, order, intent.of, &intent.wanted.command).await?;
                (known, shown)
            }
            None => Default::default(),
        };
        let names = if is_filing { self.store.colleagues().await? } else { Vec::new() };
        let supervisors = match intent.wanted.command {
            Command::FileComplaint(_) | Command::RecordConcern { .. } => self.store.supervisors().await?,
            _ => Vec::new(),
        };
        let around = Around {
            now,
            number: &number,
            fingerprint,
            known: &known,
            colleagues: &names,
            supervisors: &supervisors,
        };
        let decided = self.decide(intent, loaded.state, &around)?;
        let case = decided.complaint.case().ok_or(Rejection::NotFiled)?;
        let row = row(case, &self.limits).map_err(StoreFault::from)?;
        let mut part = Part::default();
        if matches!(intent.wanted.command, Command::FileComplaint(_) | Command::AddEvidence { .. }) {
            part = self.store.claim(intent.command_id.0, intent.of, &row.order, case.person).await?;
        }
        if let (true, Some(order)) = (is_filing, &intent.wanted.order) {
            // Brought in between the look-up and this moment, a change saw no case that it would reach.
            part = part.and(self.store.news_since(&row.order, order).await?);
        }
        if let (true, Some(session), Some(person)) = (is_filing, intent.wanted.session, intent.actor.person())
        {
            let (thing, at) = (Thing::Case(intent.of), now.timestamp_millis());
            let grant = Grant { thing, person: person.0, link: None, at };
            part = part.and(self.store.granting(session, &grant).await?);
        }
        let append = CaseAppend {
            case: intent.of,
            number: number.clone(),
            expected: intent.expected_version,
            steps: decided.steps,
            before,
            row,
            ledger: known.ledger,
            shown,
            link,
            personal: intent.wanted.personal.clone(),
            part,
        };
        let outcome = self.store.append_case(append).await?;
        // Another sending of the same filing may have been faster, under the number that was drawn for it.
        let number = match &outcome {
            Outcome::Done { is_repeated: true, .. } => {
                self.store.kept(intent.of).await?.ok_or(Rejection::NotFiled)?.number
            }
            _ => number,
        };
        self.answer(intent, number, outcome)
    }

    /// Lets the domain decide, and the desk act on what is clear.
    fn decide(&self, intent: &Intent, complaint: Complaint, around: &Around<'_>) -> Result<Decided, Refusal> {
        let Around { now, number, fingerprint, known, colleagues, supervisors } = *around;
        // A case is judged by the packs it was filed under, a new one by those in force.
        let in_force = match complaint.case() {
            Some(case) => self.policies.of_case(case, now.date_naive()),
            None => self.policies.in_force(now.date_naive()),
        };
        let context = Context {
            now,
            zone: &self.zone,
            actor: intent.actor,
            packs: &in_force.packs,
            limits: &self.limits,
            order: intent.wanted.order.as_ref(),
            number: Some(number),
            evidence: &intent.wanted.evidence,
            earlier_complaints: intent.wanted.earlier_complaints,
            elsewhere: &known.elsewhere,
        };
        let is_filing = complaint.case().is_none();
        let events = decide(&complaint, &intent.wanted.command, &context)?;
        if let (Command::RecordConcern { user, .. }, Some(case)) = (&intent.wanted.command, complaint.case())
        {
            may_record_concern(case, *user, intent.actor, supervisors)?;
        }
        let is_reopened = events.iter().any(|event| matches!(event, Event::Reopened { .. }));
        let mut decided = Decided { complaint, steps: Vec::new() };
        decided.add(intent, intent.command_id, intent.actor, fingerprint.to_vec(), now, events);
        if is_filing {
            self.note_whom_it_names(intent, &context, (colleagues, supervisors), &mut decided);
            if self.has_automatic_offers {
                self.act_on_what_is_clear(intent, &context, &mut decided);
            }
        }
        if is_reopened {
            self.look_at_the_order_again(intent, &context, known.now.as_ref(), &mut decided);
        }
        Ok(decided)
    }

    /// The answer to an append; nothing where it has to be decided again.
    fn answer(
        &self,
        intent: &Intent,
        number: CaseNumber,
        outcome: Outcome,
    ) -> Result<Option<Answer>, Refusal> {
        match outcome {
            Outcome::Done { events, is_repeated } => {
                let is_filing = matches!(intent.wanted.command, Command::FileComplaint(_));
                Ok(Some(Answer {
                    number,
                    is_repeated,
                    events,
                    link: is_filing
                        .then(|| self.secret.link_token(intent.of.0, 1))
                        .map(|token| format!("/c/{token}")),
                }))
            }
            Outcome::Conflict(missed) => {
                let version = missed.last().map_or(0, |last| last.version);
                Err(Refusal::Conflict { version, missed })
            }
            Outcome::Moved => Ok(None),
            Outcome::Reused => Err(Refusal::Reused),
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
                case_id: intent.of,
                version,
                at,
                actor,
                command_id,
                event: event.clone(),
            })
            .collect();
        let complaint = std::mem::take(&mut self.complaint);
        self.complaint = next.iter().fold(complaint, domain::complaint::evolve::evolve);
        self.steps.push(Step { command: command_id, fingerprint, at, actor, events });
    }
}
