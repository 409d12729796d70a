//! Drafting packs: where the domain's decider of drafts meets the store.
//!
//! Commands are taken one at a time: they are rare, and each must see what the one before put in force.

mod before;
pub mod document;
pub mod overview;
pub mod replay;

use crate::in_force::{PackVersion, noted};
use crate::ledger::Ledger;
use crate::policies::Policies;
use crate::sent;
use crate::store::{StoreFault, StoreResult};
use books::attempts::Attempts;
use books::packs::{Drafted, PackVersion as Noted};
use books::step::{Step, fingerprint};
use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::actor::Actor;
use domain::happened::Happened;
use domain::id::{DraftId, UserId};
use domain::policy::authoring::{PackScribe, SourcePack};
use domain::policy::draft::command::DraftCommand;
use domain::policy::draft::decide::{DraftContext, Newest, decide, start};
use domain::policy::draft::event::DraftEvent;
use domain::policy::draft::evolve::{evolve, replay as replayed};
use domain::policy::draft::rejection::DraftRejection;
use domain::policy::draft::{BaseVersion, Draft, Stage};
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
    Command(DraftCommand),
}

/// A command on its way to a draft.
pub type Intent = sent::Intent<DraftId, Wanted>;

/// Why a command on a draft was not carried out.
pub type Refusal = sent::Refusal<DraftRejection>;

impl From<DraftRejection> for Refusal {
    fn from(rejection: DraftRejection) -> Self {
        Self::Rejected(rejection)
    }
}

/// A draft as loaded.
pub type Loaded = books::step::Loaded<Happened<DraftEvent>, Draft>;

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
        let events = self.ledger.store.draft(draft_id).await?;
        Ok(replayed(&events).map(|state| Loaded { events, state }))
    }

    /// Carries out a command. The same id twice changes nothing twice.
    pub async fn carry_out(&self, intent: Intent) -> Result<(), Refusal> {
        let _turn = self.turn.lock().await;
        let mut attempts = Attempts::at("the versions of packs");
        loop {
            attempts.begin()?;
            if self.attempt(&intent).await? {
                return Ok(());
            }
            self.policies().refresh().await?;
        }
    }

    /// Decides upon the draft and the versions as they are known, and appends; `false` where another version was put in
    /// force since.
    async fn attempt(&self, intent: &Intent) -> Result<bool, Refusal> {
        let print = intent.wanted.fingerprint().map_err(StoreFault::from)?;
        let mut step = intent.step(print, self.ledger.now(), Vec::new());
        match self.ledger.store.answered_draft(intent.of, &step).await? {
            Some(Drafted::Done) => return Ok(true),
            Some(_) => return Err(Refusal::Reused),
            None => {}
        }
        let loaded = self.load(intent.of).await?;
        let draft = loaded.as_ref().map(|loaded| &loaded.state);
        let pack = match (&intent.wanted, draft) {
            (Wanted::Start { pack }, _) => pack.as_str(),
            (Wanted::Command(_), Some(draft)) => draft.pack.as_str(),
            (Wanted::Command(_), None) => return Err(DraftRejection::NotStarted.into()),
        };
        // Before they are looked at: what comes later is not seen.
        let seen = self.policies().n_seen();
        let events = self.with_context(pack, intent.actor, |ctx| match &intent.wanted {
            Wanted::Start { pack } => start(draft, pack, ctx),
            Wanted::Command(command) => decide(draft, command, intent.expected_version, ctx),
        })?;
        step.events = events;
        self.append(intent, pack, draft, (seen, step)).await
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
        pack: &str,
        draft: Option<&Draft>,
        (seen, step): (u32, Step<DraftEvent>),
    ) -> Result<bool, Refusal> {
        let user = intent.actor.user().ok_or(DraftRejection::NotAllowed { role: intent.actor.role() })?;
        let mut version = None;
        for event in &step.events {
            if let (DraftEvent::Approved { from, .. }, Some(draft)) = (event, draft) {
                version = Some((seen, approved(draft, intent.of, user, step.at, *from)?));
            }
        }
        let moves_versions = step
            .events
            .iter()
            .any(|event| matches!(event, DraftEvent::Approved { .. } | DraftEvent::Withdrawn { .. }));
        let expected = draft.map_or(0, |draft| draft.revision);
        let next = behind(draft, intent.of, expected, &step);
        let waiting = next.as_ref().filter(|next| next.stage == Stage::Proposed);
        let waiting = waiting.map(|next| next.writers.as_slice());
        match self.ledger.store.append_draft((intent.of, pack), expected, &step, version, waiting).await? {
            Drafted::Done => {}
            Drafted::Reused => return Err(Refusal::Reused),
            Drafted::Moved => return Ok(false),
            Drafted::Conflict => {
                return Err(Refusal::Conflict { version: expected.saturating_add(1), missed: Vec::new() });
            }
        }
        if moves_versions {
            self.policies().refresh().await?;
        }
        Ok(true)
    }
}

impl Wanted {
    /// By which it is known again.
    fn fingerprint(&self) -> books::BooksResult<Vec<u8>> {
        match self {
            Self::Start { pack } => fingerprint(pack),
            Self::Command(command) => fingerprint(command),
        }
    }
}

/// The draft as it stands behind a step.
fn behind(draft: Option<&Draft>, draft_id: DraftId, expected: u32, step: &Step<DraftEvent>) -> Option<Draft> {
    let events = step.events.iter().zip(expected.saturating_add(1)..);
    events.fold(draft.cloned(), |draft, (event, version)| {
        let (at, actor, command) = (step.at, step.actor, step.command);
        evolve(draft, &Happened { id: draft_id.0, version, at, actor, command, event: event.clone() })
    })
}

/// The version that an approved draft is from now on.
fn approved(
    draft: &Draft,
    draft_id: DraftId,
    approved_by: UserId,
    at: DateTime<FixedOffset>,
    from: NaiveDate,
) -> Result<Noted, Refusal> {
    let source = PackScribe::read(&draft.text).map_err(|mistakes| {
        let n_mistakes = u32::try_from(mistakes.len()).unwrap_or(u32::MAX);
        DraftRejection::HasMistakes { n_mistakes }
    })?;
    let noted = noted(&draft.text, &source, at).map_err(|error| StoreFault::unreadable("pack", error))?;
    Ok(Noted {
        from_day: Some(from),
        draft: Some(draft_id),
        written_by: Some(draft.author),
        approved_by: Some(approved_by),
        ..noted
    })
}
