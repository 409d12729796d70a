//! What can go wrong in the store, sorted by what somebody can do about it.
//!
//! SQL and file names stay inside: callers get a kind, operators get the source in the log.

use eventlog::moving::MovedOut;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The store's own result.
pub type StoreResult<T> = Result<T, StoreFault>;

/// A failure of the store.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreFault {
    /// The disk is full: nothing of the change was kept, and it works again once there is room.
    #[error("no room left on the disk that holds the data")]
    Full,
    /// There is no room left where a copy was to be written; what was begun of it is gone again.
    #[error("no room left on the disk that holds `{}`; nothing was left there", .0.display())]
    NoRoom(PathBuf),
    /// A file or folder that was opened lies no more where it was.
    #[error(
        "`{}` was moved, removed or replaced while the server runs, and what is written now may be lost: \
         stop the server, put it back and start again",
        .0.display()
    )]
    Lost(PathBuf),
    /// There is no desk in this folder, and none was made.
    #[error(
        "there is no desk in `{}`; name the right folder with --data-dir, or make one with `redress init`",
        .0.display()
    )]
    Absent(PathBuf),
    /// The desk's key is gone.
    #[error(
        "the key `{}` is missing: without it no link works and no order is found; \
         put it back from the last backup, nothing was changed",
        .0.display()
    )]
    NoKey(PathBuf),
    /// The keys of what people wrote are gone.
    #[error(
        "the vault `{}` is missing: without it nobody can read what people wrote; \
         put its newest copy back under that name (copies: {copies}), nothing was changed",
        .vault.display()
    )]
    NoVault {
        /// Where it should be.
        vault: PathBuf,
        /// Where copies of it were made, as far as that is known.
        copies: String,
    },
    /// The key is not the one this desk was made with.
    #[error(
        "the key `{}` is not the one this desk was made with: no link would work and no order be found; \
         put the right one back from the last backup, nothing was changed",
        .0.display()
    )]
    WrongKey(PathBuf),
    /// What lies in the place of the sequence mark can be none.
    #[error(
        "the sequence mark `{}` {why}; put it right, or remove that file to start with the log as it ends; \
         nothing was changed",
        .path.display()
    )]
    BadMark {
        /// Where it lies.
        path: PathBuf,
        /// What it holds, and what was expected.
        why: String,
    },
    /// A backup was to grow inside what it copies.
    #[error(
        "a backup can't lie in the data folder it copies: `{}` is inside `{}`; expected a folder outside it, \
         best on another disk",
        .to.display(),
        .dir.display()
    )]
    BackupInside {
        /// Where it was to lie.
        to: PathBuf,
        /// The data folder.
        dir: PathBuf,
    },
    /// A folder that was to be restored is no whole backup.
    #[error("`{}` is no whole backup: {why}", .dir.display())]
    NoBackup {
        /// Which folder.
        dir: PathBuf,
        /// What is missing or wrong.
        why: String,
    },
    /// The main file can't be trusted.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// Another server has the folder.
    #[error("`{}` is in use by another redress process", .0.display())]
    InUse(PathBuf),
    /// The folder is served by an older program, which would not understand it any more.
    #[error(
        "`{}` is served by an older redress: stop that server first, or use its own program; nothing was changed",
        .0.display()
    )]
    Older(PathBuf),
    /// Another version of the program made what lies there.
    #[error(
        "another version of redress made {}: use that version with it, or make a new desk elsewhere with `redress init`; \
         nothing was changed",
        .0.as_ref().map_or_else(|| "this database".to_owned(), |dir| format!("the folder `{}`", dir.display()))
    )]
    OtherVersion(Option<PathBuf>),
    /// The books were being moved here, and not to the end.
    #[error("the books are half moved here: run `redress migrate` again as it was run before")]
    HalfMoved,
    /// The books are being moved elsewhere, or a move of them broke off.
    #[error(
        "the books are being moved away from here, or a move of them broke off: run `redress migrate` again as it was run \
         before, or with `--stay` to have them be served here; nothing was changed"
    )]
    BeingMoved,
    /// The books were moved elsewhere.
    #[error(
        "the books were moved away from here by `redress migrate`: serve them where they are now; nothing was changed"
    )]
    MovedAway,
    /// The store has been closed, or its writer has ended.
    #[error("the store is closed")]
    Closed,
    /// What lies in the store can't be read as what it should be.
    #[error("unreadable {what} in the store: {why}")]
    Unreadable {
        /// What was being read.
        what: String,
        /// Why it could not be.
        why: String,
    },
    /// Files around the database.
    #[error("{what} `{}`: {source}", .path.display())]
    File {
        /// What was being done, such as `can't write`.
        what: &'static str,
        /// Where.
        path: PathBuf,
        /// Why not.
        source: Arc<std::io::Error>,
    },
    /// Others changed the same thing again and again.
    #[error("others are changing {0} at this moment")]
    Busy(&'static str),
    /// Anything else the log says.
    #[error("log: {0}")]
    Log(eventlog::Fault),
}

impl StoreFault {
    /// An unreadable value.
    pub fn unreadable(what: &'static str, why: impl std::fmt::Display) -> Self {
        Self::Unreadable { what: what.to_owned(), why: why.to_string() }
    }

    /// A file that can't be read or written.
    pub fn file(what: &'static str, path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        if source.kind() == std::io::ErrorKind::StorageFull {
            return Self::Full;
        }
        Self::File { what, path: path.into(), source: Arc::new(source) }
    }

    /// No desk in a folder, which is named in full: a short name depends on where the program was started.
    pub fn absent(dir: &Path) -> Self {
        Self::Absent(std::path::absolute(dir).unwrap_or_else(|_| dir.to_path_buf()))
    }

    /// Whether it lies in the very rows that were read, so that others may be in order.
    pub const fn is_of_what_was_read(&self) -> bool {
        matches!(self, Self::Unreadable { .. })
    }
}

impl From<MovedOut> for StoreFault {
    fn from(out: MovedOut) -> Self {
        match out {
            MovedOut::UnderWay => Self::BeingMoved,
            MovedOut::Whole => Self::MovedAway,
        }
    }
}

impl From<eventlog::Fault> for StoreFault {
    fn from(fault: eventlog::Fault) -> Self {
        let dir = |path: &Path| path.parent().unwrap_or(path).to_path_buf();
        match fault {
            eventlog::Fault::Full => Self::Full,
            eventlog::Fault::Lost(file) => Self::Lost(file),
            eventlog::Fault::Closed => Self::Closed,
            eventlog::Fault::MovedOut(out) => out.into(),
            eventlog::Fault::Damaged(what) => Self::Damaged(what),
            eventlog::Fault::InUse(path) => Self::InUse(dir(&path)),
            eventlog::Fault::Unreadable { what, why } => Self::Unreadable { what, why },
            eventlog::Fault::NotAllowed(path) => {
                let why = "no right to read and write it, or to add files beside it";
                let source = std::io::Error::new(std::io::ErrorKind::PermissionDenied, why);
                Self::file("can't open the database in", dir(&path), source)
            }
            eventlog::Fault::OtherForm(path) => Self::OtherVersion(Some(dir(&path))),
            eventlog::Fault::Newer { .. } => Self::OtherVersion(None),
            other => Self::Log(other),
        }
    }
}

impl From<books::Fault> for StoreFault {
    fn from(fault: books::Fault) -> Self {
        match fault {
            books::Fault::Log(fault) => fault.into(),
            books::Fault::Unreadable { what, why } => Self::unreadable(what, why),
            books::Fault::Busy(what) => Self::Busy(what),
        }
    }
}
