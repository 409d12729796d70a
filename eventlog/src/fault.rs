//! What can go wrong with a log, told so that an operator knows what to do.

use crate::event::Position;
use crate::moving::MovedOut;
use std::path::PathBuf;
use std::sync::Arc;

/// The outcome of asking a log.
pub type LogResult<T> = Result<T, Fault>;

/// Why a log could not do what it was asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Fault {
    /// The append contradicts itself; nothing was looked at.
    #[error("an append that can't be: {0}")]
    Malformed(String),
    /// The log's form is one that a newer program made.
    #[error("the log has form {found}; this program knows forms up to {known}: run a newer one")]
    Newer {
        /// The form found.
        found: i64,
        /// The newest form this program knows.
        known: i64,
    },
    /// The vault is another log's.
    #[error("the vault is not the one whose keys seal this log")]
    OtherVault,
    /// The vault is an older state of the log's own.
    #[error(
        "the vault has {n_places} keys and {n_given} were given out: it is an older state of the right one; \
         put back the newest copy of it, nothing was changed"
    )]
    VaultBehind {
        /// How many places it has.
        n_places: u64,
        /// How many the log has given out.
        n_given: u64,
    },
    /// What is to be written is there already.
    #[error("there is something there already")]
    NotEmpty,
    /// Another process appends to it.
    #[error("another server is using {}", .0.display())]
    InUse(PathBuf),
    /// Somebody asks to read on from where the log has not been.
    #[error(
        "asked to read on after position {asked}, but the log ends at {last}: it is another log, or an older state of it"
    )]
    Ahead {
        /// The position asked for.
        asked: Position,
        /// Where the log ends.
        last: Position,
    },
    /// What lies there can't be read as what it must be.
    #[error("{what} can't be read: {why}")]
    Unreadable {
        /// What was read.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// The machine did not give what the log needs.
    #[error("{what}: {why}")]
    Machine {
        /// What could not be had.
        what: String,
        /// What the machine says.
        why: String,
    },
    /// The file can't be trusted.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The file is there and can't be opened, or written to.
    #[error("no right to read and write {}, or to add files beside it", .0.display())]
    NotAllowed(PathBuf),
    /// The file is one that an older program made and may be using.
    #[error("{} has another form than this program's, and is not changed beside a server", .0.display())]
    OtherForm(PathBuf),
    /// A file that was opened lies no more where it was: what was written is written to nowhere, and told to nobody as done.
    /// Sent again under the same command once the file is back, it is answered either way and done once.
    #[error("{} was moved, removed or replaced while it is open", .0.display())]
    Lost(PathBuf),
    /// The disk is full; nothing of it was kept.
    #[error("the disk is full")]
    Full,
    /// The connection broke while something was being committed: it may be on disk or not. Sent again under the same
    /// command, it is answered either way and done once.
    #[error("the connection to the database broke: {0}")]
    Gone(String),
    /// The log is being moved elsewhere, or was: whoever went on with it would write what nobody reads.
    #[error("the log {0}: nothing is added to it here")]
    MovedOut(MovedOut),
    /// The log was closed.
    #[error("the log is closed")]
    Closed,
    /// SQLite says no.
    #[error(transparent)]
    Sqlite(Arc<rusqlite::Error>),
    /// PostgreSQL says no.
    #[error(transparent)]
    Postgres(Arc<sqlx::Error>),
}

impl Fault {
    /// Something stored that is not what it must be.
    pub(crate) fn unreadable(what: impl Into<String>, why: impl std::fmt::Display) -> Self {
        Self::Unreadable { what: what.into(), why: why.to_string() }
    }

    /// Something the machine did not give.
    pub(crate) fn machine(what: impl Into<String>, why: &std::io::Error) -> Self {
        if why.kind() == std::io::ErrorKind::StorageFull {
            return Self::Full;
        }
        Self::Machine { what: what.into(), why: why.to_string() }
    }

    /// Whether two transactions stood in each other's way and this one was taken back for the other.
    pub(crate) fn is_standoff(&self) -> bool {
        let Self::Postgres(error) = self else { return false };
        matches!(&**error, sqlx::Error::Database(database) if database.code().as_deref() == Some(STANDOFF))
    }

    /// Whether it says nothing against what was asked, so that nothing else would have fared better. In a log that is left
    /// whoever has it stay fares better than all others.
    pub(crate) fn is_global(&self) -> bool {
        let is_of_place = matches!(self, Self::Lost(_) | Self::InUse(_));
        is_of_place || matches!(self, Self::Full | Self::Damaged(_) | Self::Gone(_) | Self::Closed)
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error::{
            FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error,
        };
        let of_what_was_read = matches!(
            error,
            FromSqlConversionFailure(..)
                | IntegralValueOutOfRange(..)
                | InvalidColumnType(..)
                | Utf8Error(..)
        );
        if of_what_was_read {
            return Self::unreadable("a row", error);
        }
        let code = error.sqlite_error().map(|error| error.extended_code);
        // The low byte of an extended code is the primary one: 13 is SQLITE_FULL, 11 SQLITE_CORRUPT, 26 SQLITE_NOTADB.
        // 778 is SQLITE_IOERR_WRITE, which a file-size limit raises in place of SQLITE_FULL; 4874 is
        // SQLITE_IOERR_SHMSIZE, which a full disk raises where a database is opened.
        match code.map(|code| (code, code & 0xff)) {
            Some((_, 13) | (778 | 4874, _)) => Self::Full,
            Some((_, 11 | 26)) => Self::Damaged(error.to_string()),
            _ => Self::Sqlite(Arc::new(error)),
        }
    }
}

/// PostgreSQL's code for a disk without room (`disk_full`).
const DISK_FULL: &str = "53100";
/// PostgreSQL's code for two transactions that wait for each other (`deadlock_detected`).
const STANDOFF: &str = "40P01";
/// The classes of codes by which PostgreSQL says that it is going, or gone: lost connections and an operator's hand.
const GOING: [&str; 2] = ["08", "57P"];

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_) | sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed => {
                Self::Gone(error.to_string())
            }
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::unreadable("a row", error),
            sqlx::Error::PoolTimedOut => Self::Gone("no connection in time".to_owned()),
            sqlx::Error::PoolClosed => Self::Closed,
            sqlx::Error::Database(database) => {
                let code = database.code().unwrap_or_default();
                if code == DISK_FULL {
                    Self::Full
                } else if GOING.iter().any(|class| code.starts_with(class)) {
                    Self::Gone(error.to_string())
                } else {
                    Self::Postgres(Arc::new(error))
                }
            }
            _ => Self::Postgres(Arc::new(error)),
        }
    }
}
