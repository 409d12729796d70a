//! `redress migrate`: moves the books from the file in a data folder into a PostgreSQL database, or back.
//!
//! Events go as they lie there, sealed and with their hashes, then all tables; both ends are compared and the new log is
//! verified. The keys, the desk's own key and the evidence stay in the data folder. What breaks off is taken up where it
//! was; until the end nobody can serve the new one, and nobody adds anything to the old one. Where that end will never
//! come, `--stay` has the old one served again; also where it came, as long as nothing came in at the new one since: with
//! one vault only one of them may be served. So the new one is asked, and must be the one the old one went into; whoever
//! knows that it is gone has to say so.

use super::{progress, say};
use crate::clockwork::LEASE;
use crate::store::open::{DATABASE_FILE, LOCK_FILE, VAULT_FILE};
use crate::store::{StoreFault, StoreResult};
use anyhow::{Context, anyhow, bail};
use books::{Books, TABLES};
use eventlog::moving::{MovedOut, is_half_moved, is_where_it_went, move_house, moved_out, stay, take_back};
use eventlog::postgres::PostgresLog;
use eventlog::sqlite::SqliteLog;
use eventlog::vault::{FileVault, PostgresVault, Vault};
use eventlog::{EventLog, Lease};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The name of a database file that was moved away, so that nobody serves it by mistake.
const MOVED_FILE: &str = "redress.db.moved";

/// How often it is asked for what a server holds, and how long between.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(300);

/// Moves the books.
#[derive(Debug, clap::Args)]
pub struct Migrate {
    /// Where they lie: `sqlite:DIR` for a data folder, or `postgres://…`
    #[arg(long, value_name = "PLACE")]
    from: String,
    /// Where they go, which is empty, was left by the same move, or is where they came from
    #[arg(long, value_name = "PLACE")]
    to: String,
    /// Move nothing, and have the books be served where `--from` says: for a move that broke off and will never end
    #[arg(long)]
    stay: bool,
    /// With `--stay`: where they were moved to is gone for good, and what came in there with it
    #[arg(long, requires = "stay")]
    new_is_gone: bool,
    /// Database that holds the keys, as `postgres://…` [default: the file in the data folder]
    #[arg(long, env = "REDRESS_VAULT", value_name = "URL", hide_env_values = true)]
    vault: Option<String>,
}

/// One end of a move.
enum End {
    Folder(PathBuf),
    Database(String),
}

impl End {
    fn read(what: &str, text: &str) -> anyhow::Result<Self> {
        if let Some(dir) = text.strip_prefix("sqlite:") {
            return Ok(Self::Folder(dir.into()));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Database(text.to_owned()));
        }
        bail!("{what}: expected `sqlite:DIR` or `postgres://…`, got something else")
    }

    async fn open(&self, vault: &Arc<dyn Vault>) -> StoreResult<Arc<dyn EventLog>> {
        self.open_as(DATABASE_FILE, vault).await
    }

    /// Opens it, where in a folder the file has this name.
    async fn open_as(&self, file: &str, vault: &Arc<dyn Vault>) -> StoreResult<Arc<dyn EventLog>> {
        let vault = Arc::clone(vault);
        Ok(match self {
            Self::Folder(dir) => Arc::new(SqliteLog::open(&dir.join(file), TABLES, vault)?),
            Self::Database(url) => Arc::new(PostgresLog::open(url, TABLES, vault).await?),
        })
    }

    /// Opens it only where a desk may be.
    async fn open_if_there(&self, vault: &Arc<dyn Vault>) -> StoreResult<Arc<dyn EventLog>> {
        match self {
            Self::Folder(dir) if !dir.join(DATABASE_FILE).exists() => Err(StoreFault::absent(dir)),
            _ => self.open(vault).await,
        }
    }
}

impl Migrate {
    /// Runs the task.
    pub async fn run(self) -> anyhow::Result<()> {
        let (from, to) = (End::read("from", &self.from)?, End::read("to", &self.to)?);
        let dir = match (&from, &to) {
            (End::Folder(dir), End::Database(_)) | (End::Database(_), End::Folder(dir)) => dir.clone(),
            _ => bail!("one of `--from` and `--to` is a data folder, and the other a database"),
        };
        let is_from_folder = matches!(from, End::Folder(_));
        let (file, aside) = (dir.join(DATABASE_FILE), dir.join(MOVED_FILE));
        let is_gone = is_from_folder && !file.exists();
        let is_aside = is_gone && self.stay && aside.exists();
        if is_gone && !is_aside {
            return Err(StoreFault::absent(&dir).into());
        }
        let _lock = lock(&dir)?;
        let vault: Arc<dyn Vault> = match &self.vault {
            Some(url) => Arc::new(PostgresVault::open(url).await.map_err(StoreFault::from)?),
            None => Arc::new(FileVault::open(&dir.join(VAULT_FILE), &[]).map_err(StoreFault::from)?),
        };
        let old = from.open_as(if is_aside { MOVED_FILE } else { DATABASE_FILE }, &vault).await?;
        let outcome = if self.stay {
            stays(&old, &to, &vault, self.new_is_gone).await
        } else {
            moves(&old, &to, &vault).await
        };
        old.close().await;
        outcome?;
        if self.stay {
            if is_aside {
                std::fs::rename(&aside, &file).with_context(|| {
                    format!("`{}` could not be named `{DATABASE_FILE}` again", aside.display())
                })?;
            }
            return Ok(());
        }
        if is_from_folder {
            std::fs::rename(&file, &aside).context("the old file could not be put aside")?;
            say(format_args!("the old file is now {}; serve with --database from here on", aside.display()));
        } else {
            say(format_args!("serve `{}` without --database from here on", dir.display()));
        }
        Ok(())
    }
}

/// Moves all of a log. The other end is not so much as opened before it is sure that nobody serves this one.
async fn moves(old: &Arc<dyn EventLog>, to: &End, vault: &Arc<dyn Vault>) -> anyhow::Result<()> {
    let _lease = alone(old.as_ref(), "old").await?;
    if Books::new(Arc::clone(old)).key_check().await.map_err(StoreFault::from)?.is_none() {
        bail!("there is no desk where `--from` says; nothing was moved");
    }
    let new = to.open(vault).await?;
    let bar = progress::bar(old.last().await?, "moving events");
    let moved = move_house(old.as_ref(), new.as_ref(), |position| bar.set_position(position)).await;
    bar.finish_and_clear();
    let last = new.last().await;
    new.close().await;
    moved.map_err(StoreFault::from)?;
    say(format_args!("moved {} events and all that is kept beside them; both ends are alike", last?));
    Ok(())
}

/// Has the books stay where they are, or were.
async fn stays(
    old: &Arc<dyn EventLog>,
    to: &End,
    vault: &Arc<dyn Vault>,
    new_is_gone: bool,
) -> anyhow::Result<()> {
    let _lease = alone(old.as_ref(), "old").await?;
    if is_half_moved(old.as_ref()).await.map_err(StoreFault::from)? {
        return Err(StoreFault::HalfMoved.into());
    }
    let was = moved_out(old.as_ref()).await.map_err(StoreFault::from)?;
    if was == Some(MovedOut::Whole) {
        let there = go_back(old.as_ref(), to, vault, new_is_gone).await?;
        say(format_args!(
            "the books can be served there again, as they were when they were moved away; {there}"
        ));
        return Ok(());
    }
    stay(old.as_ref()).await.map_err(StoreFault::from)?;
    say(match was {
        None => "the books are served there: no move of them was under way",
        Some(_) => "the books stay there and can be served again",
    });
    Ok(())
}

/// Has books that were moved away be served where they were, and where they went no more; what has become of those. What
/// can't be asked may be served at this moment.
async fn go_back(
    old: &dyn EventLog,
    to: &End,
    vault: &Arc<dyn Vault>,
    new_is_gone: bool,
) -> anyhow::Result<&'static str> {
    let why = match to.open_if_there(vault).await {
        Ok(new) => {
            let taken = take_from(old, &new).await;
            new.close().await;
            if taken? {
                return Ok("nothing came in where they were moved to, and nobody serves them there any more");
            }
            "there is no desk".to_owned()
        }
        // It is there, and another desk's or at work.
        Err(fault @ (StoreFault::InUse(_) | StoreFault::Log(eventlog::Fault::OtherVault))) => {
            return Err(fault.into());
        }
        Err(fault) => format!("it can't be opened ({fault})"),
    };
    if !new_is_gone {
        return Err(elsewhere(&format!(
            "{why}; if that place is gone for good, say so with `--new-is-gone`"
        )));
    }
    stay(old).await.map_err(StoreFault::from)?;
    Ok("what came in there is not here, and nobody may serve them there if that place turns up again")
}

/// Takes the books back from where they were moved to; `false` where there is no desk.
async fn take_from(old: &dyn EventLog, new: &Arc<dyn EventLog>) -> anyhow::Result<bool> {
    let _lease = alone(new.as_ref(), "new").await?;
    if !is_where_it_went(old, new.as_ref()).await.map_err(StoreFault::from)? {
        return match Books::new(Arc::clone(new)).key_check().await.map_err(StoreFault::from)? {
            Some(_) => Err(elsewhere("these are others")),
            None => Ok(false),
        };
    }
    if !take_back(old, new.as_ref()).await.map_err(StoreFault::from)? {
        bail!(
            "something came in where the books were moved to, and would be lost: move them back from there, with `--from` \
             and `--to` the other way round and without `--stay`. Nothing was changed"
        );
    }
    Ok(true)
}

/// That `--to` names another place than it must.
fn elsewhere(why: &str) -> anyhow::Error {
    anyhow!(
        "nothing was changed: `--to` has to name the place the books were moved to, since they may be served there, and {why}"
    )
}

/// Sees to it that no server is at work. Whoever serves a database does what is due there, and only one does at a time.
async fn alone(log: &dyn EventLog, which: &str) -> anyhow::Result<Box<dyn Lease>> {
    match lease(log).await? {
        Some(lease) => Ok(lease),
        None => bail!(
            "a server is at work in the {which} database: end all of its servers first; nothing was changed"
        ),
    }
}

/// Takes what a server of a log holds while it runs; nothing where one goes on holding it.
async fn lease(log: &dyn EventLog) -> StoreResult<Option<Box<dyn Lease>>> {
    for _ in 0..TRIES {
        if let Some(lease) = log.lease(LEASE).await? {
            return Ok(Some(lease));
        }
        // One that has just ended is noticed a moment later.
        tokio::time::sleep(PAUSE).await;
    }
    Ok(None)
}

/// Takes the folder, so that no server of it runs meanwhile.
fn lock(dir: &Path) -> anyhow::Result<std::fs::File> {
    let path = dir.join(LOCK_FILE);
    let file = std::fs::File::create(&path).with_context(|| format!("can't write `{}`", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(_) => Err(StoreFault::InUse(dir.to_path_buf()).into()),
    }
}
