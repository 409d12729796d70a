//! Sessions of the web, kept so that a restart signs nobody out.
//!
//! A session's id opens it, like a password: only its hash is written down, so that neither the log nor a backup signs
//! anybody in. Each is a guarded row: one that ended is brought back by nobody who saves it late.
//!
//! A session gets another id whenever something is proved in it. A browser may send its sign-out, or its complaint, before
//! it is told the new one, and to another server. So what became of an id is kept for a while, in a guarded row too.

use crate::Books;
use crate::attempts::Attempts;
use crate::fault::{BooksResult, Fault};
use crate::grants::{self, Grant};
use domain::hex::hex;
use eventlog::{Append, Appended, Cells, Column, Row, RowChange, RowKey, Span, Table, TableChange};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Sessions, and ids that were left, by when they may be forgotten, in seconds since 1970.
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

impl Session {
    /// Whether it holds the same and ends within a minute of the other.
    fn is_much_like(&self, other: &Self) -> bool {
        self.body == other.body && self.ends_at.abs_diff(other.ends_at) < 60
    }
}

/// What became of an id that its session has left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fate {
    /// Under which ids it went on, by their names.
    pub(crate) next: BTreeSet<String>,
    /// Whether somebody signed out with it: what it went on as is what was left of it then.
    pub(crate) is_ended: bool,
}

/// What is written down of a session's id. The id is 128 random bits, which no table of hashes holds.
pub(crate) fn name(id: i128) -> String {
    hex(&Sha256::digest(id.to_be_bytes()))
}

pub(crate) fn key(name: &str) -> RowKey {
    RowKey::new("session", name)
}

pub(crate) fn fate_key(name: &str) -> RowKey {
    RowKey::new("session-fate", name)
}

fn read(row: &Row) -> BooksResult<Session> {
    serde_json::from_str(&row.body).map_err(|error| Fault::unreadable("a session", error))
}

fn write(session: &impl Serialize) -> BooksResult<String> {
    serde_json::to_string(session).map_err(|error| Fault::unreadable("a session", error))
}

fn ends(name: &str, ends_at: i64) -> Vec<eventlog::Value> {
    vec![ends_at.into(), name.into()]
}

fn put_end(name: &str, ends_at: i64) -> TableChange {
    TableChange::Put { table: &ENDS, values: ends(name, ends_at) }
}

fn clear_end(name: &str, ends_at: i64) -> TableChange {
    TableChange::Clear { table: &ENDS, key: ends(name, ends_at) }
}

/// Rows and tables of one change.
#[derive(Default)]
struct Change {
    rows: Vec<RowChange>,
    tables: Vec<TableChange>,
}

impl Books {
    /// A session; nothing once it ended, or went on under another id.
    pub async fn session(&self, id: i128) -> BooksResult<Option<Session>> {
        self.log.row(&key(&name(id))).await?.as_ref().map(read).transpose()
    }

    /// What became of an id, and its version.
    pub(crate) async fn fate(&self, name: &str) -> BooksResult<(u64, Fate)> {
        let Some(row) = self.log.row(&fate_key(name)).await? else { return Ok((0, Fate::default())) };
        let fate = serde_json::from_str(&row.body).map_err(|error| Fault::unreadable("a session", error))?;
        Ok((row.version, fate))
    }

    /// Makes a change, unless somebody was faster.
    async fn is_made(&self, Change { rows, tables }: Change) -> BooksResult<bool> {
        let appended = self.log.append(Append { rows, tables, ..Append::default() }).await?;
        Ok(matches!(appended, Appended::Done { .. }))
    }

    /// Keeps a session: a new one, or one that is still there. `false` where it ended meanwhile.
    pub async fn keep_session(&self, id: i128, session: &Session, is_new: bool) -> BooksResult<bool> {
        let (name, body) = (name(id), write(session)?);
        let mut attempts = Attempts::at("a session");
        loop {
            attempts.begin()?;
            let there = self.log.row(&key(&name)).await?;
            if there.is_none() != is_new {
                return Ok(false);
            }
            let before = there.as_ref().map(read).transpose()?;
            if before.as_ref().is_some_and(|before| before.is_much_like(session)) {
                return Ok(true);
            }
            let mut tables = Vec::new();
            if let Some(before) = before.filter(|before| before.ends_at != session.ends_at) {
                tables.push(clear_end(&name, before.ends_at));
            }
            tables.push(put_end(&name, session.ends_at));
            let version = there.map_or(0, |there| there.version);
            let rows = vec![RowChange::write(key(&name), version, body.as_str())];
            if self.is_made(Change { rows, tables }).await? {
                return Ok(true);
            }
        }
    }

    /// Ends a session, and no other that it went on as; whoever saves it late brings it back no more.
    pub async fn end_session(&self, id: i128) -> BooksResult<()> {
        let name = name(id);
        let mut attempts = Attempts::at("a session");
        loop {
            attempts.begin()?;
            let mut change = Change::default();
            self.end_live(&name, &mut change).await?;
            if change.rows.is_empty() || self.is_made(change).await? {
                return Ok(());
            }
        }
    }

    /// What ends the session of this name, where there is one.
    async fn end_live(&self, name: &str, change: &mut Change) -> BooksResult<()> {
        if let Some(there) = self.log.row(&key(name)).await? {
            let ends_at = read(&there)?.ends_at;
            change.rows.push(RowChange::take_away(key(name), there.version));
            change.tables.extend([clear_end(name, ends_at), grants::clear(name)]);
        }
        Ok(())
    }

    /// Has a session leave its id, which opens nothing from then on; `false` where somebody ended it, or it never was.
    /// Several requests may leave one id at once. What became of it is kept until a moment, in seconds since 1970.
    pub async fn leave_session(&self, id: i128, until: i64) -> BooksResult<bool> {
        let name = name(id);
        let mut attempts = Attempts::at("a session");
        loop {
            attempts.begin()?;
            // What became of it is asked last: whoever has it leave in between writes both.
            let there = self.log.row(&key(&name)).await?;
            let (version, fate) = self.fate(&name).await?;
            let Some(there) = there else {
                return Ok(version > 0 && !fate.is_ended);
            };
            let ends_at = read(&there)?.ends_at;
            let rows = vec![
                RowChange::take_away(key(&name), there.version),
                RowChange::write(fate_key(&name), version, write(&fate)?),
            ];
            let tables = vec![clear_end(&name, ends_at), put_end(&name, until)];
            if self.is_made(Change { rows, tables }).await? {
                return Ok(true);
            }
        }
    }

    /// Has what left an id go on under another one, with what was `proved`, and with what came to the former id since what
    /// it had was `read`: of that only what is proved still goes along. `false` where somebody ended it meanwhile. One that
    /// is new had no id before.
    pub async fn go_on(
        &self,
        former: Option<i128>,
        id: i128,
        proved: &[Grant],
        read: &[Grant],
    ) -> BooksResult<bool> {
        let next = name(id);
        let put = |grant: &Grant| grant.put(&next);
        let Some(former) = former.map(name) else {
            self.put_all(proved.iter().map(put).collect()).await?;
            return Ok(true);
        };
        let mut attempts = Attempts::at("a session");
        loop {
            attempts.begin()?;
            let (version, mut fate) = self.fate(&former).await?;
            if version == 0 || fate.is_ended {
                return Ok(false);
            }
            fate.next.insert(next.clone());
            let rows = vec![RowChange::write(fate_key(&former), version, write(&fate)?)];
            if self.is_made(Change { rows, tables: proved.iter().map(put).collect() }).await? {
                break;
            }
        }
        // From here on whoever grants the former something grants it to this too; what came before that lies there.
        let is_new =
            |grant: &Grant| !read.contains(grant) && proved.iter().all(|known| known.thing != grant.thing);
        let late: Vec<Grant> = self.grants_of(&former).await?.into_iter().filter(is_new).collect();
        self.put_all(late.iter().map(put).collect()).await?;
        Ok(true)
    }

    async fn put_all(&self, tables: Vec<TableChange>) -> BooksResult<()> {
        if !tables.is_empty() {
            self.log.append(Append { tables, ..Append::default() }).await?;
        }
        Ok(())
    }

    /// Ends a session by an id that it has or had, and whatever came of it. One that never was ends nothing.
    pub async fn end_all_of_session(&self, id: i128) -> BooksResult<()> {
        self.end_all(id, None).await?;
        Ok(())
    }

    /// Ends it the same way for a part of it to go on under another id: see [`Books::is_left_of`]. `false` where nothing was
    /// there that could go on. What became of it is kept until a moment, in seconds since 1970.
    pub async fn end_for_a_part(&self, id: i128, until: i64) -> BooksResult<bool> {
        self.end_all(id, Some(until)).await
    }

    /// Whether something live ended. Where a part is to go on, that it may is written in the same append: whoever ends the
    /// session once more before it does takes that away.
    async fn end_all(&self, id: i128, part_until: Option<i64>) -> BooksResult<bool> {
        let first = name(id);
        let mut attempts = Attempts::at("a session");
        loop {
            attempts.begin()?;
            let (mut change, mut ahead, mut seen) = (Change::default(), vec![first.clone()], BTreeSet::new());
            let (mut n_live, mut first_version) = (0, 0);
            while let Some(name) = ahead.pop() {
                if !seen.insert(name.clone()) {
                    continue;
                }
                let n_rows = change.rows.len();
                self.end_live(&name, &mut change).await?;
                n_live += change.rows.len() - n_rows;
                let (version, fate) = self.fate(&name).await?;
                if name == first && part_until.is_some() {
                    first_version = version;
                } else if version > 0 {
                    change.rows.push(RowChange::take_away(fate_key(&name), version));
                    change.tables.push(grants::clear(&name));
                }
                ahead.extend(fate.next);
            }
            if let (Some(until), true) = (part_until, n_live > 0) {
                let ended = Fate { is_ended: true, ..Fate::default() };
                change.rows.push(RowChange::write(fate_key(&first), first_version, write(&ended)?));
                change.tables.extend([grants::clear(&first), put_end(&first, until)]);
            }
            if change.rows.is_empty() || self.is_made(change).await? {
                return Ok(n_live > 0);
            }
        }
    }

    /// Notes what is left of a session that ended for a part of it to go on, so that it goes too where that is ended once
    /// more. `false` where that happened already, and nothing may go on. Kept until a moment, in seconds since 1970.
    pub async fn is_left_of(&self, former: i128, id: i128, until: i64) -> BooksResult<bool> {
        let (former, next) = (name(former), name(id));
        let mut attempts = Attempts::at("a session");
        loop {
            attempts.begin()?;
            let (version, mut fate) = self.fate(&former).await?;
            if version == 0 {
                return Ok(false);
            }
            fate.next.insert(next.clone());
            let rows = vec![RowChange::write(fate_key(&former), version, write(&fate)?)];
            if self.is_made(Change { rows, tables: vec![put_end(&former, until)] }).await? {
                return Ok(true);
            }
        }
    }

    /// Forgets sessions that ended before a moment, in seconds since 1970, and ids that were left long before; how many.
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
                n_ended += u64::from(self.forget_session(&after.1, after.0, now).await?);
            }
        }
    }

    async fn forget_session(&self, name: &str, ends_at: i64, now: i64) -> BooksResult<bool> {
        let mut attempts = Attempts::at("a session");
        loop {
            attempts.begin()?;
            let mut change = Change { rows: Vec::new(), tables: vec![clear_end(name, ends_at)] };
            if let Some(there) = self.log.row(&key(name)).await? {
                // It may have been saved since, and end later.
                if read(&there)?.ends_at >= now {
                    return Ok(false);
                }
                change.rows.push(RowChange::take_away(key(name), there.version));
            }
            let (version, _) = self.fate(name).await?;
            if version > 0 {
                change.rows.push(RowChange::take_away(fate_key(name), version));
            }
            change.tables.push(grants::clear(name));
            if self.is_made(change).await? {
                return Ok(true);
            }
        }
    }
}
