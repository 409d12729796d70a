//! Backup and restore of the whole data folder, consistent while the server runs.

use super::mark::MARK_FILE;
use super::open::{DATABASE_FILE, check, connect_options};
use super::{StoreFault, StoreResult};
use sqlx::{ConnectOptions, Connection};
use std::path::Path;
use std::time::Duration;

/// Where evidence lies inside the data folder.
pub const EVIDENCE_DIR: &str = "evidence";
/// The key that private links and contact hashes are made with.
pub const SECRET_FILE: &str = "secret-key";

/// Copies the data folder `from` into the new folder `to`. The server may be running.
pub async fn backup(from: &Path, to: &Path) -> StoreResult<()> {
    if to.join(DATABASE_FILE).exists() {
        let taken = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
        return Err(StoreFault::file("there is a backup already in", to, taken));
    }
    std::fs::create_dir_all(to).map_err(|source| StoreFault::file("can't make", to, source))?;
    let mut conn = connect_options(from).connect().await?;
    // One consistent copy of the database, journal included, while others go on writing.
    sqlx::query("VACUUM INTO ?")
        .bind(to.join(DATABASE_FILE).to_string_lossy().into_owned())
        .execute(&mut conn)
        .await?;
    conn.close().await?;
    // Evidence after the database: a file too many is harmless, a file too few is not.
    copy_tree(&from.join(EVIDENCE_DIR), &to.join(EVIDENCE_DIR))?;
    copy_file(&from.join(SECRET_FILE), &to.join(SECRET_FILE))?;
    Ok(())
}

/// Puts the backup in `from` in place of the data folder `to`. What was there is kept beside it and named.
pub async fn restore(from: &Path, to: &Path, aside: &Path) -> StoreResult<()> {
    let mut conn = connect_options(from).connect().await?;
    check(&mut conn, Duration::from_hours(1)).await?;
    conn.close().await?;
    if to.exists() {
        std::fs::rename(to, aside).map_err(|source| StoreFault::file("can't move", to, source))?;
    }
    std::fs::create_dir_all(to).map_err(|source| StoreFault::file("can't make", to, source))?;
    copy_file(&from.join(DATABASE_FILE), &to.join(DATABASE_FILE))?;
    copy_tree(&from.join(EVIDENCE_DIR), &to.join(EVIDENCE_DIR))?;
    copy_file(&from.join(SECRET_FILE), &to.join(SECRET_FILE))?;
    // The mark speaks of what is in place now; the next start writes it from the log.
    let _ = std::fs::remove_file(to.join(MARK_FILE));
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> StoreResult<()> {
    if from.exists() {
        std::fs::copy(from, to).map_err(|source| StoreFault::file("can't copy", from, source))?;
    }
    Ok(())
}

fn copy_tree(from: &Path, to: &Path) -> StoreResult<()> {
    if !from.exists() {
        return Ok(());
    }
    std::fs::create_dir_all(to).map_err(|source| StoreFault::file("can't make", to, source))?;
    let fault = |source| StoreFault::file("can't read", from, source);
    for entry in std::fs::read_dir(from).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let target = to.join(entry.file_name());
        if entry.file_type().map_err(fault)?.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            copy_file(&entry.path(), &target)?;
        }
    }
    Ok(())
}
