//! Drafting packs: where the domain's decider of drafts meets the store.
//!
//! Commands are taken one at a time: they are rare, and each must see what the one before put in force.

mod before;
pub mod document;
pub mod overview;
pub mod replay;

use crate::in_force::{PackVersion, row};
use crate::ledger::Ledger;
use crate::policies::Policies;
use crate::store::policy::{PolicyEvent, VersionRow};
use crate::store::{StoreFault, StoreResult};
use chrono::DateTime;
use domain::actor::Actor;
use domain::id::{CommandId, DraftId, UserId};
use domain::policy::authoring::{PackScribe, SourcePack};
use domain::policy::draft::command::DraftCommand;
use domain::policy::draft::decide::{DraftContext, Newest, decide, start};
use domain::policy::draft::event::{DraftEvent, RecordedDraft};
use domain::policy::draft::evolve::replay as replayed;
use domain::policy::draft::rejection::DraftRejection;
use domain::policy::draft::{BaseVersion, Draft};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tokio::sync::Mutex;

/// Drafts of packs: loading, deciding, appending. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Drafting {
    ledger: Ledger,
    turn: Arc<Mutex<()>>,
}

/// What is wanted of a draft.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// That it begins, on the newest version of this pack.
    Start {
        /// The pack's id.
        pack: String,
    },
    /// That something happens to it.
    Command {
        /// The revision its sender has seen.
        expected_revision: u32,
        /// What.
        command: DraftCommand,
    },
}

/// A command on its way to being carried out.
#[derive(Clone, Debug)]
pub struct Intent {
    /// Its id.
    pub command_id: CommandId,
    /// The draft.
    pub draft_id: DraftId,
    /// Who sends it.
    pub actor: Actor,
    /// What it is.
    pub wanted: Wanted,
}

/// Why a command was not carried out.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// A rule stands in the way.
    Rejected(DraftRejection),
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

impl From<DraftRejection> for Refusal {
    fn from(rejection: DraftRejection) -> Self {
        Self::Rejected(rejection)
    }
}

/// A draft as loaded: what happened to it and what it comes to.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Its events.
    pub events: Vec<RecordedDraft>,
    /// Where it stands.
    pub draft: Draft,
}

/// What the domain needs to know beside a draft, borrowed by its context.
struct Surroundings {
    newest: Option<(BaseVersion, Arc<PackVersion>)>,
    versions: Vec<String>,
    others: Vec<SourcePack>,
}

impl Drafting {
    /// Over the desk's ledger.
    pub fn new(ledger: Ledger) -> Self {
        Self { ledger, turn: Arc::new(Mutex::new(())) }
    }

    fn policies(&self) -> &Policies {
        &self.ledger.policies
    }

    /// A draft, replayed from its events; `None` where there is none.
    pub async fn load(&self, draft_id: DraftId) -> StoreResult<Option<Loaded>> {
        let stored = self.ledger.store.draft_events(draft_id.0).await?;
        let events = stored.iter().map(recorded).collect::<StoreResult<Vec<_>>>()?;
        Ok(replayed(&events).map(|draft| Loaded { events, draft }))
    }

    /// Carries out a command. The same id twice changes nothing twice.
    pub async fn carry_out(&self, intent: Intent) -> Result<(), Refusal> {
        let _turn = self.turn.lock().await;
        let fingerprint = fingerprint(&intent)?;
        if let Some(earlier) = self.ledger.store.policy_command(intent.command_id.0).await? {
            let is_same = (earlier.draft_id, Some(UserId(earlier.user_id)))
                == (intent.draft_id.0, intent.actor.user())
                && earlier.fingerprint == fingerprint;
            return if is_same { Ok(()) } else { Err(Refusal::Reused) };
        }
        let loaded = self.load(intent.draft_id).await?;
        let draft = loaded.as_ref().map(|loaded| &loaded.draft);
        let pack = match (&intent.wanted, draft) {
            (Wanted::Start { pack }, _) => pack.as_str(),
            (Wanted::Command { .. }, Some(draft)) => draft.pack.as_str(),
            (Wanted::Command { .. }, None) => return Err(DraftRejection::NotStarted.into()),
        };
        let events = self.with_context(pack, intent.actor, |ctx| match &intent.wanted {
            Wanted::Start { pack } => start(draft, pack, ctx),
            Wanted::Command { expected_revision, command } => decide(draft, command, *expected_revision, ctx),
        })?;
        for event in events {
            self.append(&intent, draft, event, &fingerprint).await?;
        }
        Ok(())
    }

    /// Lets the domain look at a pack as it stands: its newest version, its names, the packs beside it.
    fn with_context<T>(&self, pack: &str, actor: Actor, ask: impl FnOnce(&DraftContext<'_>) -> T) -> T {
        let now = self.ledger.now();
        let around = self.surroundings(pack);
        let scribe =
            PackScribe { others: &around.others, cases: self.policies().cases(), today: now.date_naive() };
        let newest =
            around.newest.as_ref().map(|(base, version)| Newest { base, text: version.text.as_str() });
        ask(&DraftContext { now, actor, newest, versions: &around.versions, scribe: &scribe })
    }

    fn surroundings(&self, pack: &str) -> Surroundings {
        let policies = self.policies();
        let newest = policies.newest(pack).map(|version| {
            let base = BaseVersion { version: version.link.version.clone(), hash: version.link.hash.clone() };
            (base, version)
        });
        let versions = policies.versions(pack).iter().map(|one| one.link.version.clone()).collect();
        let others = policies.in_force(self.ledger.now().date_naive()).sources();
        Surroundings { newest, versions, others }
    }

    async fn append(
        &self,
        intent: &Intent,
        draft: Option<&Draft>,
        event: DraftEvent,
        fingerprint: &[u8],
    ) -> Result<(), Refusal> {
        let at = self.ledger.now().to_rfc3339();
        let user = intent.actor.user().ok_or(DraftRejection::NotAllowed { role: intent.actor.role() })?;
        let version = match (&event, draft) {
            (DraftEvent::Approved { from, .. }, Some(draft)) => {
                Some(approved(draft, intent.draft_id, user, at.clone(), from.to_string())?)
            }
            _ => None,
        };
        let revision = draft.map_or(0, |draft| draft.revision) + 1;
        let moves_versions = matches!(event, DraftEvent::Approved { .. } | DraftEvent::Withdrawn { .. });
        let event = PolicyEvent {
            draft_id: intent.draft_id.0,
            revision: i64::from(revision),
            at,
            user_id: user.0,
            command_id: intent.command_id.0,
            fingerprint: fingerprint.to_vec(),
            kind: event.code().to_owned(),
            body: text(&event)?,
        };
        if !self.ledger.store.append_policy(event, version).await? {
            return Err(DraftRejection::Conflict { revision }.into());
        }
        if moves_versions {
            self.policies().refresh().await?;
        }
        Ok(())
    }
}

/// The version that an approved draft is from now on.
fn approved(
    draft: &Draft,
    draft_id: DraftId,
    approved_by: UserId,
    at: String,
    from: String,
) -> Result<VersionRow, Refusal> {
    let source = PackScribe::read(&draft.text).map_err(|mistakes| {
        let n_mistakes = u32::try_from(mistakes.len()).unwrap_or(u32::MAX);
        DraftRejection::HasMistakes { n_mistakes }
    })?;
    let row = row(&draft.text, &source, at).map_err(|error| StoreFault::unreadable("pack", error))?;
    Ok(VersionRow {
        from_day: Some(from),
        draft_id: Some(draft_id.0),
        written_by: Some(draft.author.0),
        approved_by: Some(approved_by.0),
        ..row
    })
}

/// An event of the store, read.
pub fn recorded(stored: &PolicyEvent) -> StoreResult<RecordedDraft> {
    Ok(RecordedDraft {
        revision: u32::try_from(stored.revision)
            .map_err(|error| StoreFault::unreadable("policy event", error))?,
        at: DateTime::parse_from_rfc3339(&stored.at)
            .map_err(|error| StoreFault::unreadable("policy event", error))?,
        by: UserId(stored.user_id),
        event: serde_json::from_str(&stored.body)
            .map_err(|error| StoreFault::unreadable("policy event", error))?,
    })
}

fn text(value: &impl serde::Serialize) -> StoreResult<String> {
    serde_json::to_string(value).map_err(|error| StoreFault::unreadable("value", error))
}

/// What makes two sendings of one command id the same intent.
fn fingerprint(intent: &Intent) -> StoreResult<Vec<u8>> {
    let wanted = match &intent.wanted {
        Wanted::Start { pack } => text(pack)?,
        Wanted::Command { command, .. } => text(command)?,
    };
    Ok(Sha256::digest(wanted).to_vec())
}
