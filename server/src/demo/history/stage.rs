//! The stage: where the steps of the past become commands, each given by whoever would give it, at its own moment.

use super::book::{Book, Deed, Step, Told, Who};
use super::deeds::{self, Scene};
use super::orders::{email, number, phone, sku};
use super::photo::Motif;
use crate::clockwork;
use crate::evidence::Files;
use crate::evidence::take_in::{Upload, evidence_ref, take_in};
use crate::ledger::Ledger;
use crate::ledger::command::{Intent, OnCase, Refusal};
use anyhow::{Context, Result, bail};
use books::project::order_key;
use bytes::Bytes;
use chrono::{DateTime, Days, Duration, FixedOffset};
use domain::actor::Actor;
use domain::compensation::option::RemedyOption;
use domain::complaint::Case;
use domain::complaint::assess::Assessment;
use domain::complaint::command::{Command, EvidenceUse, Filing};
use domain::evidence::EvidenceRef;
use domain::id::{CaseId, CommandId, EvidenceId, PersonId, UserId};
use domain::order::Pieces;
use domain::personal::Personal;
use domain::text::{PersonName, Sentence, Story};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::{Builder, Uuid};

/// The people of the desk, as the past needs them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cast {
    /// The two agents, who take the cases in turn.
    pub(super) agents: (UserId, UserId),
    /// Who signs.
    pub(super) supervisor: UserId,
}

impl Cast {
    /// Whose the `idx`-th case is, and the colleague.
    pub(super) const fn of(self, idx: usize) -> (UserId, UserId) {
        let (first, second) = self.agents;
        if idx.is_multiple_of(2) { (first, second) } else { (second, first) }
    }
}

/// Where the past is played.
pub(super) struct Stage<'a> {
    pub(super) book: &'a Book,
    pub(super) ledger: Ledger,
    /// The other end of the ledger's clock.
    pub(super) clock: Arc<AtomicI64>,
    pub(super) files: Files,
    pub(super) cast: Cast,
    /// Every photo, drawn once.
    pub(super) photos: BTreeMap<Motif, Bytes>,
}

/// An id that is the same whenever the same past is told.
fn id(name: &str, at: DateTime<FixedOffset>) -> Uuid {
    let digest = Sha256::digest(name.as_bytes());
    let random: [u8; 10] = std::array::from_fn(|idx| digest.get(idx).copied().unwrap_or(0));
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// A case of the book in its place among the others.
#[derive(Clone, Debug)]
pub(super) struct Placed<'a> {
    pub(super) idx: usize,
    pub(super) told: &'a Told,
    /// The number of its order.
    pub(super) order: String,
    pub(super) filed_at: DateTime<FixedOffset>,
}

impl<'a> Placed<'a> {
    pub(super) fn new(book: &'a Book, idx: usize, told: &'a Told, filed_at: DateTime<FixedOffset>) -> Self {
        let begins = |key: &String| book.cases.iter().position(|other| other.key == *key);
        let first = told.same_order.as_ref().and_then(begins).unwrap_or(idx);
        Self { idx, told, order: number(first), filed_at }
    }

    pub(super) fn case_id(&self) -> Uuid {
        id(&format!("case {}", self.told.key), self.filed_at)
    }
}

impl Stage<'_> {
    /// Lets the time pass up to a moment: what the desk does by itself meanwhile is done when it is due.
    pub(super) async fn pass_until(&self, moment: DateTime<FixedOffset>) -> Result<()> {
        while let Some(due) = clockwork::next_due(&self.ledger, moment.timestamp_millis()).await? {
            // The clockwork looks once a minute.
            self.clock.store(due.saturating_add(60_000), Ordering::Relaxed);
            if clockwork::turn(&self.ledger).await? == 0 {
                break;
            }
        }
        self.clock.store(moment.timestamp_millis(), Ordering::Relaxed);
        Ok(())
    }

    /// The customer files.
    pub(super) async fn file(&self, placed: &Placed<'_>) -> Result<bool> {
        let Placed { told, order, .. } = placed;
        let key = order_key(order);
        let found = self.ledger.store.order(&key).await?.context("its order")?;
        let earlier = self.ledger.store.cases_of_order(&key).await?;
        let earlier = earlier.iter().filter(|(_, person)| person.0 == found.person_id).count();
        let command = id(&format!("file {}", told.key), placed.filed_at);
        let mut evidence = Vec::new();
        for (place, motif) in told.photos.iter().enumerate() {
            evidence
                .push(self.show(placed, *motif, place, command, (PersonId(found.person_id), None)).await?);
        }
        let first = told.buys.first().map(|bought| sku(&bought.goods)).filter(|_| told.same_order.is_none());
        let goods = told.buys.iter().filter(|bought| bought.about != Some(0));
        let filing = Filing {
            person: PersonId(found.person_id),
            order_number: found.order.number.clone(),
            goods: goods.map(|bought| Pieces { sku: sku(&bought.goods), quantity: bought.about }).collect(),
            category: told.category,
            is_question: None,
            story: Story::parse(&told.story).map_err(|problem| anyhow::anyhow!("the story: {problem}"))?,
            wants: told.wants.clone(),
            unwished: Vec::new(),
            not_meant: Vec::new(),
            tried: told.tried.as_deref().and_then(|tried| Sentence::parse(tried).ok()),
            needed_by: None,
            last_day: told.last_day.map(|days| placed.filed_at.date_naive() + Days::new(days)),
            evidence: evidence.iter().map(|one| EvidenceUse { id: one.id, sku: first.clone() }).collect(),
            claims: told.claims.clone(),
        };
        let personal = Personal {
            name: PersonName::parse(&told.buyer).map_err(|problem| anyhow::anyhow!("the name: {problem}"))?,
            form_of_address: told.address,
            email: email(told),
            phone: phone(told),
            language: told.language,
        };
        let wanted = OnCase {
            personal: Some(personal),
            order: Some(found.order),
            evidence,
            earlier_complaints: u32::try_from(earlier).unwrap_or(u32::MAX),
            ..OnCase::from(Command::FileComplaint(Box::new(filing)))
        };
        let intent = Intent {
            command_id: CommandId(command),
            of: CaseId(placed.case_id()),
            actor: Actor::Customer(PersonId(found.person_id)),
            expected_version: 0,
            wanted,
        };
        Ok(self.carry_out(intent, told, "file").await?.is_some())
    }

    /// Somebody does the `place`-th step of a case; whether all of it could be done.
    pub(super) async fn play(&self, placed: &Placed<'_>, place: usize, step: &Step) -> Result<bool> {
        let Some(case) = self.case(placed).await? else { return Ok(false) };
        let actor = self.actor(placed, step.by, case.person);
        let name = format!("{} {place}", placed.told.key);
        let offer = id(&format!("offer {name}"), self.ledger.now());
        let scene =
            Scene { book: self.book, told: placed.told, idx: placed.idx, offer, cast: self.cast, actor };
        let told_here = || format!("case `{}`, step {place}", placed.told.key);
        let commands = match &step.deed {
            Deed::Show { photo } => {
                let command = id(&format!("{name} 0"), self.ledger.now());
                let shown =
                    self.show(placed, *photo, place + 100, command, (case.person, Some(case.id))).await?;
                vec![Command::AddEvidence(EvidenceUse { id: shown.id, sku: None })]
            }
            Deed::Offer { own, .. } if own.is_empty() => {
                let suggested = self.suggested(&case).await?;
                deeds::commands(&scene, &step.deed, &case, suggested).with_context(told_here)?
            }
            deed => deeds::commands(&scene, deed, &case, Vec::new()).with_context(told_here)?,
        };
        let mut version = case.version;
        let n_commands = commands.len();
        for (n, command) in commands.into_iter().enumerate() {
            let command_id = id(&format!("{name} {n}"), self.ledger.now());
            match self.give(placed, CommandId(command_id), actor, command, version).await? {
                Some(then) => version = then,
                None => return Ok(false),
            }
        }
        Ok(n_commands > 0)
    }

    /// What the packs suggest for a case as it stands.
    async fn suggested(&self, case: &Case) -> Result<Vec<RemedyOption>> {
        let known = self.ledger.known_of(&case.order, case.person, Some(case.id)).await?;
        let in_force = self.ledger.policies.of_case(case, self.ledger.now().date_naive());
        Ok(Assessment::of(case, &in_force.packs, &known.elsewhere, &self.ledger.zone).decision.options)
    }

    async fn give(
        &self,
        placed: &Placed<'_>,
        command_id: CommandId,
        actor: Actor,
        command: Command,
        expected_version: u32,
    ) -> Result<Option<u32>> {
        let rows = self.ledger.store.evidence_of_command(command_id.0).await?;
        let code = command.code();
        let evidence = rows.iter().filter_map(evidence_ref).collect();
        let intent = Intent {
            command_id,
            of: CaseId(placed.case_id()),
            actor,
            expected_version,
            wanted: OnCase { evidence, ..OnCase::from(command) },
        };
        self.carry_out(intent, placed.told, code).await
    }

    /// Carries a command out. What a rule does not allow is left out and said: with other packs in force than those the
    /// book was written for, some of it can't be. The version of the case then.
    async fn carry_out(&self, intent: Intent, told: &Told, code: &str) -> Result<Option<u32>> {
        let before = intent.expected_version;
        match self.ledger.carry_out(intent).await {
            Ok(answer) => Ok(Some(answer.events.last().map_or(before, |last| last.version))),
            Err(Refusal::Rejected(rejection)) => {
                tracing::warn!(case = %told.key, step = code, why = ?rejection, "a step of the example's past is left out");
                Ok(None)
            }
            Err(Refusal::Fault(fault)) => Err(fault.into()),
            Err(Refusal::Conflict { .. } | Refusal::Reused | Refusal::Busy) => {
                bail!("somebody else works on case `{}` of the example's past", told.key)
            }
        }
    }

    async fn case(&self, placed: &Placed<'_>) -> Result<Option<Case>> {
        let loaded = self.ledger.load(placed.case_id()).await?;
        Ok(loaded.state.case().cloned())
    }

    fn actor(&self, placed: &Placed<'_>, who: Who, person: PersonId) -> Actor {
        let (own, other) = self.cast.of(placed.idx);
        match who {
            Who::Customer => Actor::Customer(person),
            Who::Agent => Actor::Agent(own),
            Who::Colleague => Actor::Agent(other),
            Who::Supervisor => Actor::Supervisor(self.cast.supervisor),
        }
    }

    /// Uploads a photo for a command.
    async fn show(
        &self,
        placed: &Placed<'_>,
        motif: Motif,
        place: usize,
        command_id: Uuid,
        (person, case_id): (PersonId, Option<CaseId>),
    ) -> Result<EvidenceRef> {
        let drawn = self.photos.get(&motif).context("a photo that was not drawn")?;
        let at = self.ledger.now();
        let name = format!("photo {} {place}", placed.told.key);
        let upload = Upload {
            evidence_id: id(&name, at),
            order_key: order_key(&placed.order),
            person_id: person.0,
            command_id,
            case_id: case_id.map(|case| case.0),
            uploaded_at: (at - Duration::seconds(40)).to_utc(),
        };
        let content = super::photo::taken_for(drawn, &name);
        let kept = take_in(&self.ledger.store, &self.files, upload, content).await;
        let kept = kept.map_err(|why| anyhow::anyhow!("a photo of case `{}`: {why:?}", placed.told.key))?;
        Ok(EvidenceRef { id: EvidenceId(kept.id.0), ..kept })
    }
}
