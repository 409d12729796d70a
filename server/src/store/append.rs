//! Appending to the log: events, the case's projection, people and links, all in one transaction or not at all.
//!
//! INVARIANT (exactly once): a command id that has been answered is answered the same again and adds nothing.
//! INVARIANT (log): rows of `events` are inserted and never touched again.

use super::cases::{CaseRow, write_case};
use super::evidence::claim;
use super::links::{NewLink, insert_link};
use super::log::{StoredEvent, events_of, last_seq};
use super::refund_references::Shown;
use super::writer::Change;
use super::{Feed, Store, StoreResult, order_ledgers, order_news, refund_references};
use async_trait::async_trait;
use domain::id::CaseNumber;
use sqlx::SqliteConnection;
use std::sync::Arc;
use uuid::Uuid;

/// One event to be added.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// The event's stable name.
    pub kind: String,
    /// What happened, as JSON.
    pub body: String,
}

/// What one command by one actor adds.
#[derive(Clone, Debug)]
pub struct Step {
    /// The command.
    pub command_id: Uuid,
    /// SHA-256 of the command, so that one id can't stand for two intents.
    pub fingerprint: Vec<u8>,
    /// Who, as JSON.
    pub actor: String,
    /// What it comes to.
    pub events: Vec<NewEvent>,
}

/// What a change adds: the command and whatever the desk adds to it at once, in order, and the case's projection
/// after all of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What each command adds.
    pub steps: Vec<Step>,
    /// The case's projection after it.
    pub case: CaseRow,
}

/// What belongs to the filing of a case alone.
#[derive(Clone, Debug)]
pub struct Filing {
    /// The case's number, which its events carry already.
    pub number: CaseNumber,
    /// The private link.
    pub link: NewLink,
    /// The order it is filed about, as JSON.
    pub order: String,
}

/// A change of one case.
pub struct Append {
    /// The case.
    pub case_id: Uuid,
    /// The version it was decided upon; 0 for a case that does not exist yet.
    pub expected_version: i64,
    /// The version of the order's ledger it was decided upon.
    pub ledger_version: i64,
    /// The reference that it shows a refund by, and what was known of it on other orders.
    pub shown: Option<Shown>,
    /// When, RFC 3339.
    pub at: String,
    /// Whose complaint it is.
    pub person_id: Uuid,
    /// What is added.
    pub outcome: Outcome,
    /// Personal data to be kept with it, as JSON; with the filing of a case alone.
    pub personal: Option<String>,
    /// Set for the filing of a case.
    pub filing: Option<Filing>,
}

/// How an append ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Appended {
    /// It was added, or had been added before by the same command.
    Done {
        /// The case's number.
        number: String,
        /// The events added.
        events: Vec<StoredEvent>,
        /// Whether this was a repetition.
        is_repeated: bool,
    },
    /// Somebody was faster: these events came after the expected version.
    Conflict(Vec<StoredEvent>),
    /// Another case of the order gave something meanwhile, or more is known of a reference: it has to be decided again.
    LedgerMoved,
    /// The command id had already been used for another intent.
    Reused,
    /// Another case has this number; the same again with another.
    NumberTaken,
}

pub(super) struct AppendChange {
    append: Append,
    feed: Feed,
}

#[async_trait]
impl Change for AppendChange {
    type Answer = Appended;

    async fn make(&self, conn: &mut SqliteConnection) -> StoreResult<Appended> {
        let append = &self.append;
        if let Some(step) = append.outcome.steps.first()
            && let Some(earlier) = find_earlier(conn, step.command_id).await?
        {
            return Ok(earlier.judge(append.case_id, &step.actor, &step.fingerprint));
        }
        let head: Option<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT version, hash FROM cases WHERE case_id = ?")
                .bind(append.case_id)
                .fetch_optional(&mut *conn)
                .await?;
        let (version, hash) = head.unwrap_or_default();
        if version != append.expected_version {
            let missed = events_of(conn, append.case_id, append.expected_version).await?;
            return Ok(Appended::Conflict(missed));
        }
        let order_key = &append.outcome.case.order_key;
        if order_ledgers::version(conn, order_key).await? != append.ledger_version {
            return Ok(Appended::LedgerMoved);
        }
        let outcome = &append.outcome;
        if let Some(shown) = &append.shown
            && refund_references::moved(conn, shown).await?
        {
            return Ok(Appended::LedgerMoved);
        }
        if let Some(filing) = &append.filing
            && !file(conn, append, filing).await?
        {
            return Ok(Appended::NumberTaken);
        }
        let number = number_of(conn, append.case_id).await?;
        let (events, hash) = add_events(conn, append, outcome, hash).await?;
        for step in &outcome.steps {
            claim(conn, step.command_id).await?;
        }
        if let Some(personal) = &append.personal {
            sqlx::query("INSERT INTO people (case_id, person_id, personal) VALUES (?, ?, ?)")
                .bind(append.case_id)
                .bind(append.person_id)
                .bind(personal)
                .execute(&mut *conn)
                .await?;
        }
        let (version, seq) =
            events.last().map_or((append.expected_version, 0), |last| (last.version, last.seq));
        write_case(conn, append.case_id, version, seq, &hash, &outcome.case).await?;
        Ok(Appended::Done { number, events, is_repeated: false })
    }

    fn committed(&self, answer: &Appended) {
        if let Appended::Done { events, is_repeated: false, .. } = answer
            && !events.is_empty()
        {
            // Nobody listening is no fault.
            let _ = self.feed.send(Arc::new(events.clone()));
        }
    }

    fn last_seq(&self, answer: &Appended) -> Option<i64> {
        match answer {
            Appended::Done { events, is_repeated: false, .. } => events.last().map(|event| event.seq),
            _ => None,
        }
    }
}

/// A command that was answered before.
#[derive(Clone, Debug)]
pub struct Earlier {
    case_id: Uuid,
    actor: String,
    fingerprint: Vec<u8>,
    number: String,
    events: Vec<StoredEvent>,
}

impl Earlier {
    /// The earlier answer, for whoever sends the same intent again.
    pub fn judge(self, case_id: Uuid, actor: &str, fingerprint: &[u8]) -> Appended {
        if self.case_id == case_id && self.actor == actor && self.fingerprint == fingerprint {
            Appended::Done { number: self.number, events: self.events, is_repeated: true }
        } else {
            Appended::Reused
        }
    }
}

async fn find_earlier(conn: &mut SqliteConnection, command_id: Uuid) -> StoreResult<Option<Earlier>> {
    let found: Option<(Uuid, String, Vec<u8>, i64, i64)> = sqlx::query_as(
        "SELECT case_id, actor, fingerprint, from_version, to_version FROM commands WHERE command_id = ?",
    )
    .bind(command_id)
    .fetch_optional(&mut *conn)
    .await?;
    let Some((case_id, actor, fingerprint, from, to)) = found else {
        return Ok(None);
    };
    let mut events = events_of(conn, case_id, from).await?;
    events.retain(|event| event.version <= to);
    Ok(Some(Earlier { case_id, actor, fingerprint, number: number_of(conn, case_id).await?, events }))
}

async fn number_of(conn: &mut SqliteConnection, case_id: Uuid) -> StoreResult<String> {
    let number = sqlx::query_scalar("SELECT number FROM case_numbers WHERE case_id = ?")
        .bind(case_id)
        .fetch_one(conn)
        .await?;
    Ok(number)
}

/// Gives the case its number, keeps its link, and binds the files uploaded for this command to it. `false` where
/// another case has the number; then nothing has been done.
async fn file(conn: &mut SqliteConnection, append: &Append, filing: &Filing) -> StoreResult<bool> {
    let numbered = sqlx::query(
        "INSERT INTO case_numbers (case_id, number) VALUES (?, ?) ON CONFLICT (number) DO NOTHING",
    )
    .bind(append.case_id)
    .bind(filing.number.as_str())
    .execute(&mut *conn)
    .await?;
    if numbered.rows_affected() == 0 {
        return Ok(false);
    }
    insert_link(conn, append.case_id, append.person_id, &filing.link).await?;
    // An import between the look-up and this moment saw no case to bring its change to.
    order_news::note_if_moved(conn, &append.outcome.case.order_key, &filing.order).await?;
    if let Some(step) = append.outcome.steps.first() {
        sqlx::query(
            "UPDATE evidence SET case_id = ? WHERE command_id = ? AND order_key = ? AND case_id IS NULL",
        )
        .bind(append.case_id)
        .bind(step.command_id)
        .bind(&append.outcome.case.order_key)
        .execute(&mut *conn)
        .await?;
    }
    Ok(true)
}

/// Adds the events of every step, and returns them with the hash of the last.
async fn add_events(
    conn: &mut SqliteConnection,
    append: &Append,
    outcome: &Outcome,
    mut hash: Vec<u8>,
) -> StoreResult<(Vec<StoredEvent>, Vec<u8>)> {
    // After a loss the numbers go on behind it: a number once handed out is never given to another event.
    let lost: i64 =
        sqlx::query_scalar("SELECT coalesce(max(last_seq), 0) FROM losses").fetch_one(&mut *conn).await?;
    let mut seq = last_seq(conn).await?.max(lost);
    let mut version = append.expected_version;
    let n_events: usize = outcome.steps.iter().map(|step| step.events.len()).sum();
    let end = version.saturating_add(i64::try_from(n_events).unwrap_or(i64::MAX));
    let mut events = Vec::with_capacity(n_events);
    for step in &outcome.steps {
        let from_version = version;
        for new in &step.events {
            seq = seq.saturating_add(1);
            version = version.saturating_add(1);
            let event = StoredEvent {
                seq,
                case_id: append.case_id,
                version,
                at: append.at.clone(),
                actor: step.actor.clone(),
                command_id: step.command_id,
                kind: new.kind.clone(),
                body: new.body.clone(),
            };
            hash = event.chain(&hash);
            insert_event(conn, &event, &hash).await?;
            events.push(event);
        }
        sqlx::query(
            "INSERT INTO commands (command_id, case_id, actor, fingerprint, from_version, to_version) \
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(step.command_id)
        .bind(append.case_id)
        .bind(&step.actor)
        .bind(&step.fingerprint)
        .bind(from_version)
        // Whoever sends the command again is told all that it led to, the desk's own part included.
        .bind(end)
        .execute(&mut *conn)
        .await?;
    }
    Ok((events, hash))
}

async fn insert_event(conn: &mut SqliteConnection, event: &StoredEvent, hash: &[u8]) -> StoreResult<()> {
    sqlx::query(
        "INSERT INTO events (seq, case_id, version, at, actor, command_id, kind, body, hash) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(event.seq)
    .bind(event.case_id)
    .bind(event.version)
    .bind(&event.at)
    .bind(&event.actor)
    .bind(event.command_id)
    .bind(&event.kind)
    .bind(&event.body)
    .bind(hash)
    .execute(conn)
    .await?;
    Ok(())
}

impl Store {
    /// What a command id was answered before, if it was.
    pub async fn earlier(&self, command_id: Uuid) -> StoreResult<Option<Earlier>> {
        let mut conn = self.reads.acquire().await?;
        find_earlier(&mut conn, command_id).await
    }

    /// Appends to a case; returns once it is on disk.
    pub async fn append(&self, append: Append) -> StoreResult<Appended> {
        let feed = self.feed.clone();
        self.writer.make(AppendChange { append, feed }).await
    }
}
