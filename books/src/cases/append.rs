//! Appending to a case: its events, its row, what its order's ledger says of it, and what comes with it, all in one go.
//!
//! INVARIANT (exactly once): a command that was answered is answered the same again and adds nothing.
//! INVARIANT (came in): a case is appended to only while the ledger of its order, and whatever else its decision was
//! made upon, is as it was seen.

use super::{CaseRow, PEOPLE, changes, number_key, recorded};
use crate::fault::{BooksResult, Fault};
use crate::ledgers::Seen;
use crate::links::NewLink;
use crate::queue::{Place, is_open};
use crate::references::{Moving, Shown};
use crate::step::{Step, stream};
use crate::{Books, links};
use domain::complaint::event::{Event, Recorded};
use domain::happened::Happened;
use domain::id::{CaseId, CaseNumber, CommandId};
use domain::personal::Personal;
use eventlog::{Append, Appended, RowChange, StreamAppend, TableChange, Value, Version};

/// What another room adds to an append: rows that must be as they were seen, and changes of its tables.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The rows.
    pub rows: Vec<RowChange>,
    /// The changes.
    pub tables: Vec<TableChange>,
}

impl Part {
    /// Takes another part in.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.rows.extend(other.rows);
        self.tables.extend(other.tables);
        self
    }
}

/// A change of one case.
#[derive(Clone, Debug)]
pub struct CaseAppend {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// The version it was decided upon; 0 for a case that is filed.
    pub expected: Version,
    /// The command that was sent, then what the desk adds to it at once.
    pub steps: Vec<Step<Event>>,
    /// Where the case stood at that version; nowhere for one that is filed.
    pub before: Vec<Place>,
    /// What is kept of it from now on.
    pub row: CaseRow,
    /// Its order's ledger as it was seen.
    pub ledger: Seen,
    /// The reference that it shows a refund by, and what was known of it.
    pub shown: Option<Shown>,
    /// The private link of a case that is filed.
    pub link: Option<NewLink>,
    /// What its customer gives of themself with a case that is filed.
    pub personal: Option<Personal>,
    /// What comes with it from elsewhere.
    pub part: Part,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was added, or had been by the same command.
    Done {
        /// What it led to.
        events: Vec<Recorded>,
        /// Whether this was a repetition.
        is_repeated: bool,
    },
    /// Somebody was faster: this came after the expected version.
    Conflict(Vec<Recorded>),
    /// What it was decided upon has changed, or the number drawn is another case's: it has to be decided again.
    Moved,
    /// The command id had already been used for another intent.
    Reused,
}

impl Books {
    /// Appends to a case; returns once it is on disk.
    pub async fn append_case(&self, change: CaseAppend) -> BooksResult<Outcome> {
        let CaseAppend { case, number, expected, steps, before, row, ledger, shown, link, personal, part } =
            change;
        let whose = Some(row.person.0);
        let kept = steps.iter().map(|step| step.kept(whose)).collect::<BooksResult<_>>()?;
        let stream = stream::<Event>(case.0);
        let n_events: usize = steps.iter().map(|step| step.events.len()).sum();
        let version = expected.saturating_add(Version::try_from(n_events).unwrap_or(Version::MAX));
        let mut append = Append {
            streams: vec![StreamAppend { stream: stream.clone(), expected, steps: kept }],
            rows: part.rows,
            tables: part.tables,
        };
        let gives = ledger.after(&row);
        // Whoever brings the order in tells its open cases of it, and must not miss one that opens meanwhile.
        let is_as_open = is_open(&before) == is_open(&row.places);
        append.rows.push(if gives.is_none() && !is_as_open {
            ledger.moved()?
        } else {
            ledger.becoming(gives.as_ref())?
        });
        let mut references = Moving::default();
        if let Some(gives) = &gives {
            references.by_cases(self, &ledger.order, &ledger.ledger, gives).await?;
        }
        if let Some(shown) = &shown {
            references.as_seen(self, shown).await?;
        }
        append.rows.extend(references.rows()?);
        append.tables.extend(changes(case, version, &number, &before, &row)?);
        if let Some(personal) = &personal {
            let words = serde_json::to_vec(personal).map_err(|error| Fault::unreadable("a person", error))?;
            let sealed = Value::Personal(eventlog::Personal { whose: row.person.0, words });
            let values = vec![case.0.into(), row.person.0.into(), sealed];
            append.tables.push(TableChange::Put { table: &PEOPLE, values });
        }
        if let Some(link) = link {
            append.rows.push(RowChange::write(number_key(&number), 0, case.to_string()));
            let with_link = links::first(case, row.person, &link);
            append.rows.extend(with_link.rows);
            append.tables.extend(with_link.tables);
        }
        Ok(match self.log.append(append).await? {
            Appended::Done { .. } => {
                Outcome::Done { events: placed(case, expected, steps), is_repeated: false }
            }
            Appended::Repeated(answered) => {
                let mut events = self.case_events(case, answered.from).await?;
                events.retain(|event| event.version <= answered.to);
                Outcome::Done { events, is_repeated: true }
            }
            Appended::Reused => Outcome::Reused,
            Appended::Conflict { .. } => Outcome::Conflict(self.case_events(case, expected).await?),
            Appended::Moved { .. } => Outcome::Moved,
        })
    }

    /// Whether a command to a case was answered before.
    pub async fn is_answered(&self, case: CaseId, command: CommandId) -> BooksResult<bool> {
        Ok(self.log.answered(&stream::<Event>(case.0), command.0).await?.is_some())
    }

    /// What a command led to that was answered before: the same intent by the same sender is answered the same.
    pub async fn answered_case(&self, case: CaseId, step: &Step<Event>) -> BooksResult<Option<Outcome>> {
        let Some(answered) = self.log.answered(&stream::<Event>(case.0), step.command.0).await? else {
            return Ok(None);
        };
        if answered.actor != crate::step::actor_text(step.actor)? || answered.fingerprint != step.fingerprint
        {
            return Ok(Some(Outcome::Reused));
        }
        let mut events = self.case_events(case, answered.from).await?;
        events.retain(|event| event.version <= answered.to);
        Ok(Some(Outcome::Done { events, is_repeated: true }))
    }
}

/// The events of an append where they stand in their case.
fn placed(case: CaseId, expected: Version, steps: Vec<Step<Event>>) -> Vec<Recorded> {
    let of_step = |step: Step<Event>| {
        let Step { command, at, actor, events, .. } = step;
        events.into_iter().map(move |event| (command, at, actor, event))
    };
    (expected.saturating_add(1)..)
        .zip(steps.into_iter().flat_map(of_step))
        .map(|(version, (command, at, actor, event))| {
            recorded(Happened { id: case.0, version, at, actor, command, event })
        })
        .collect()
}
