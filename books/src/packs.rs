//! Drafts of packs and the versions that came of them.
//!
//! Each draft is a stream; the versions of all packs are one, in the order in which they were put in force, so that a
//! version and the approval it came of are one append.

use crate::Books;
use crate::fault::{BooksResult, Fault};
use crate::step;
use crate::step::{Happening, Step, actor_text, stream};
use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::actor::Actor;
use domain::happened::Happened;
use domain::id::{CommandId, DraftId, UserId};
use domain::policy::draft::event::DraftEvent;
use eventlog::{Append, Appended, Cells, Column, Span, StreamAppend, Table, TableChange, Version};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Every draft there is.
pub static DRAFTS: Table =
    Table { name: "drafts", form: 1, key: &[Column::id("draft")], rest: &[Column::text("pack")] };

/// The drafts that wait for a second person, with everybody who wrote in them.
pub static WAITING: Table =
    Table { name: "waiting_drafts", form: 1, key: &[Column::id("draft")], rest: &[Column::text("writers")] };

/// More drafts than a desk ever has.
const MOST: u32 = 100_000;

impl Happening for DraftEvent {
    const FAMILY: &'static str = "draft";

    fn code(&self) -> &str {
        Self::code(self)
    }
}

/// A version of a pack as it was put in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackVersion {
    /// The pack's id.
    pub pack: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its public part: its address.
    pub hash: String,
    /// Its text.
    pub source: String,
    /// Its public part, compiled.
    pub public: String,
    /// Its desk part, compiled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<String>,
    /// When it was put in force.
    pub noted_at: DateTime<FixedOffset>,
    /// Its first day in the shop's zone; none where it came with the installation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_day: Option<NaiveDate>,
    /// The draft it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<DraftId>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_by: Option<UserId>,
    /// Who approved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<UserId>,
}

/// What happened to versions of packs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PackEvent {
    /// One was put in force.
    VersionNoted(Box<PackVersion>),
}

impl Happening for PackEvent {
    const FAMILY: &'static str = "packs";

    fn code(&self) -> &str {
        match self {
            Self::VersionNoted(_) => "version_noted",
        }
    }
}

/// How an append to a draft ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drafted {
    /// It was added, or had been by the same command.
    Done,
    /// Somebody was faster.
    Conflict,
    /// Another version was put in force since: whether this one may be is to be decided again.
    Moved,
    /// The command id had already been used for another intent.
    Reused,
}

/// A version as the next of all.
fn noting(
    seen: Version,
    (command, fingerprint, actor): (CommandId, &Vec<u8>, Actor),
    version: PackVersion,
) -> BooksResult<StreamAppend> {
    let (fingerprint, at) = (fingerprint.clone(), version.noted_at);
    let events = vec![PackEvent::VersionNoted(Box::new(version))];
    let step = Step { command, fingerprint, at, actor, events };
    Ok(StreamAppend {
        stream: stream::<PackEvent>(Uuid::nil()),
        expected: seen,
        steps: vec![step.kept(None)?],
    })
}

impl Books {
    /// What happened to a draft, the oldest first; nothing where there is none.
    pub async fn draft(&self, draft: DraftId) -> BooksResult<Vec<Happened<DraftEvent>>> {
        self.log.load(&stream::<DraftEvent>(draft.0), 0).await?.iter().map(step::read).collect()
    }

    /// Every draft, with its pack's id.
    pub async fn drafts(&self) -> BooksResult<Vec<(DraftId, String)>> {
        let rows = self.log.scan(Span::all(&DRAFTS), MOST).await?;
        let read = |values| {
            let mut cells = Cells::of(values);
            Ok((DraftId(cells.take()?), cells.take()?))
        };
        rows.into_iter().map(read).collect()
    }

    /// The drafts that wait for a second person, with everybody who wrote in them and so can't be that person.
    pub async fn waiting_drafts(&self) -> BooksResult<Vec<(DraftId, Vec<UserId>)>> {
        let rows = self.log.scan(Span::all(&WAITING), MOST).await?;
        let read = |values| {
            let mut cells = Cells::of(values);
            let (draft, writers) = (DraftId(cells.take()?), cells.take::<String>()?);
            let writers: Result<_, _> = writers.split(' ').map(|user| user.parse().map(UserId)).collect();
            Ok((draft, writers.map_err(|error: uuid::Error| Fault::unreadable("a draft's writers", error))?))
        };
        rows.into_iter().map(read).collect()
    }

    /// Whether a command was answered before, and how.
    pub async fn answered_draft(
        &self,
        draft: DraftId,
        step: &Step<DraftEvent>,
    ) -> BooksResult<Option<Drafted>> {
        let answered = self.log.answered(&stream::<DraftEvent>(draft.0), step.command.0).await?;
        let Some(answered) = answered else { return Ok(None) };
        let is_same = answered.actor == actor_text(step.actor)? && answered.fingerprint == step.fingerprint;
        Ok(Some(if is_same { Drafted::Done } else { Drafted::Reused }))
    }

    /// Adds to a draft of a pack, with the version it puts in force, decided upon as many as there were. Behind it the draft
    /// waits for anybody but those `waiting`, or for nobody.
    pub async fn append_draft(
        &self,
        (draft, pack): (DraftId, &str),
        expected: Version,
        step: &Step<DraftEvent>,
        version: Option<(Version, PackVersion)>,
        waiting: Option<&[UserId]>,
    ) -> BooksResult<Drafted> {
        let own =
            StreamAppend { stream: stream::<DraftEvent>(draft.0), expected, steps: vec![step.kept(None)?] };
        let mut append = Append { streams: vec![own.clone()], ..Append::default() };
        if expected == 0 {
            let values = vec![draft.0.into(), pack.into()];
            append.tables.push(TableChange::Put { table: &DRAFTS, values });
        }
        append.tables.push(match waiting {
            Some(writers) => {
                let writers: Vec<String> = writers.iter().map(|user| user.0.to_string()).collect();
                let values = vec![draft.0.into(), writers.join(" ").into()];
                TableChange::Put { table: &WAITING, values }
            }
            None => TableChange::Clear { table: &WAITING, key: vec![draft.0.into()] },
        });
        if let Some((seen, version)) = version {
            append.streams.push(noting(seen, (step.command, &step.fingerprint, step.actor), version)?);
        }
        Ok(match self.log.append(append).await? {
            Appended::Done { .. } | Appended::Repeated(_) => Drafted::Done,
            Appended::Reused => Drafted::Reused,
            Appended::Conflict { stream, .. } if stream != own.stream => Drafted::Moved,
            Appended::Conflict { .. } | Appended::Moved { .. } => Drafted::Conflict,
        })
    }

    /// Keeps a version that came with the installation, decided upon as many as there were; `false` where there are more
    /// by now.
    pub async fn note_version(&self, seen: Version, version: PackVersion) -> BooksResult<bool> {
        // Nobody sends it again: whoever comes later finds it there.
        let by = (CommandId(Uuid::new_v4()), &Vec::new(), Actor::System);
        let streams = vec![noting(seen, by, version)?];
        let appended = self.log.append(Append { streams, ..Append::default() }).await?;
        Ok(matches!(appended, Appended::Done { .. }))
    }

    /// Every version of every pack, the oldest first, each with its place among them.
    pub async fn pack_versions(&self) -> BooksResult<Vec<(Version, PackVersion)>> {
        let kept = self.log.load(&stream::<PackEvent>(Uuid::nil()), 0).await?;
        let read = |event| {
            let Happened { version, event: PackEvent::VersionNoted(noted), .. } = step::read(event)?;
            Ok((version, *noted))
        };
        kept.iter().map(read).collect()
    }
}
