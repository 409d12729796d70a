//! Sessions of the web, kept so that a restart signs nobody out.
//!
//! A session's id opens it, like a password: only its hash is written down, so that neither the log nor a backup signs
//! anybody in. Each is a guarded row: one that ended is brought back by nobody who saves it late.

use crate::Books;
use crate::attempts::Attempts;
use crate::fault::{BooksResult, Fault};
use eventlog::{Append, Appended, Cells, Column, Row, RowChange, RowKey, Span, Table, TableChange};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Sessions by when they end, in seconds since 1970.
pub static ENDS: Table = Table {
    name: "session_ends",
    form: 1,
    key: &[Column::number("ends_at"), Column::text("session")],
    rest: &[],
};

/// How many ended sessions are forgotten at once.
const PAGE: u32 = 500;

/// A session as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// What it holds, as JSON.
    pub body: String,
    /// When it ends, in seconds since 1970.
    pub ends_at: i64,
}

/// What is written down of a session's id. The id is 128 random bits, which no table of hashes holds.
fn name(id: i128) -> String {
    Sha256::digest(id.to_be_bytes()).iter().fold(String::new(), |mut text, byte| {
        // Writing to a text can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn key(name: &str) -> RowKey {
    RowKey::new("session", name)
}

fn read(row: &Row) -> BooksResult<Session> {
    serde_json::from_str(&row.body).map_err(|error| Fault::unreadable("a session", error))
}

fn ends(name: &str, session: &Session) -> Vec<eventlog::Value> {
    vec![session.ends_at.into(), name.into()]
}

impl Books {
    /// A session; nothing once it ended.
    pub async fn session(&self, id: i128) -> BooksResult<Option<Session>> {
        self.log.row(&key(&name(id))).await?.as_ref().map(read).transpose()
    }

    /// Keeps a session: a new one, or one that is still there. `false` where it ended meanwhile.
    pub async fn keep_session(&self, id: i128, session: &Session, is_new: bool) -> BooksResult<bool> {
        let (name, mut attempts) = (name(id), Attempts::at("a session"));
        let body = serde_json::to_string(session).map_err(|error| Fault::unreadable("a session", error))?;
        loop {
            attempts.begin()?;
            let there = self.log.row(&key(&name)).await?;
            if there.is_none() != is_new {
                return Ok(false);
            }
            let mut tables = Vec::new();
            if let Some(there) = &there {
                let before = read(there)?;
                if before.ends_at != session.ends_at {
                    tables.push(TableChange::Clear { table: &ENDS, key: ends(&name, &before) });
                }
            }
            tables.push(TableChange::Put { table: &ENDS, values: ends(&name, session) });
            let version = there.map_or(0, |there| there.version);
            let rows = vec![RowChange::write(key(&name), version, body.as_str())];
            if let Appended::Done { .. } =
                self.log.append(Append { rows, tables, ..Append::default() }).await?
            {
                return Ok(true);
            }
        }
    }

    /// Ends a session; whoever saves it late brings it back no more.
    pub async fn end_session(&self, id: i128) -> BooksResult<()> {
        self.end_if(&name(id), |_| true).await?;
        Ok(())
    }

    /// Ends a session that is there and is to end as it is now; whether it was so.
    async fn end_if(&self, name: &str, is_to_end: impl Fn(&Session) -> bool + Send) -> BooksResult<bool> {
        let mut attempts = Attempts::at("a session");
        loop {
            attempts.begin()?;
            let Some(there) = self.log.row(&key(name)).await? else { return Ok(false) };
            let session = read(&there)?;
            if !is_to_end(&session) {
                return Ok(false);
            }
            let tables = vec![TableChange::Clear { table: &ENDS, key: ends(name, &session) }];
            let rows = vec![RowChange::take_away(key(name), there.version)];
            if let Appended::Done { .. } =
                self.log.append(Append { rows, tables, ..Append::default() }).await?
            {
                return Ok(true);
            }
        }
    }

    /// Forgets sessions that ended before a moment, in seconds since 1970; how many.
    pub async fn prune_sessions(&self, now: i64) -> BooksResult<u64> {
        let (mut n_ended, mut after) = (0_u64, (0_i64, String::new()));
        loop {
            let span = Span::all(&ENDS).after([after.0.into(), after.1.as_str().into()]).before([now.into()]);
            let page = self.log.scan(span, PAGE).await?;
            if page.is_empty() {
                return Ok(n_ended);
            }
            for values in page {
                let mut cells = Cells::of(values);
                // One that stays is not looked at again.
                after = (cells.take()?, cells.take()?);
                // It may have been saved since, and end later.
                let is_over = |session: &Session| session.ends_at < now;
                n_ended += u64::from(self.end_if(&after.1, is_over).await?);
            }
        }
    }
}
