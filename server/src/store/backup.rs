//! Backup of the whole data folder, consistent while the server runs.
//!
//! A backup grows beside its place under another name, and gets its own name once everything in it is on disk. So
//! whatever bears the name is whole: a full disk or a power cut leaves nothing that passes for a backup.
//!
//! The keys of what people wrote are in no backup: who is erased would come back with it. They have one copy beside all
//! backups in a folder, which is brought up with each and in which a key that was destroyed is destroyed too.

use super::growing::Growing;
use super::mark::{MARK_FILE, line};
use super::open::{DATABASE_FILE, VAULT_FILE};
use super::{StoreFault, StoreResult};
use books::files::FILES;
use domain::hex::hex;
use eventlog::sqlite::{self, About};
use eventlog::vault::FileVault;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::{Component, Path, PathBuf};
use uuid::Uuid;

/// Where evidence lies inside the data folder.
pub const EVIDENCE_DIR: &str = "evidence";
/// The key that private links and contact hashes are made with.
pub const SECRET_FILE: &str = "secret-key";
/// What a backup says of itself; written last.
pub const MANIFEST_FILE: &str = "backup.json";
/// Where a backup keeps what lies outside the data folder: the configuration file and the packs.
pub const AROUND_DIR: &str = "configuration";
/// Where copies of the vault lie, one path a line, kept in the data folder: whoever is erased is erased there too.
pub const VAULT_COPIES_FILE: &str = "vault-copies";
/// When the last whole backup was made, kept in the data folder, in seconds since 1970.
pub const LAST_BACKUP_FILE: &str = "last-backup";

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the program that made it.
    pub program: String,
    /// When, RFC 3339.
    pub made_at: String,
    /// How many events are in it.
    pub n_events: u64,
    /// How many evidence files the database knows of.
    pub n_evidence: u64,
    /// The SHA-256 of the database: the log is chained by itself, while orders, contacts and people at the desk are not.
    /// Absent in backups of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
}

/// A backup that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Copies of the vault that could not be brought up, each with why: a key destroyed from here on stays there.
    pub left_behind: Vec<String>,
}

/// What a backup takes along that does not lie in the data folder.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The configuration file.
    pub config: Option<PathBuf>,
    /// The folder with the packs.
    pub policies_dir: Option<PathBuf>,
}

/// Copies the data folder `from`, and what is around it, into the new folder `to`. The server may be running.
pub fn backup(from: &Path, around: &Around, to: &Path) -> StoreResult<Made> {
    if !from.join(DATABASE_FILE).exists() {
        return Err(StoreFault::absent(from));
    }
    // What another program made is told as such, and by its own name.
    About::of(&from.join(DATABASE_FILE))?;
    if !from.join(SECRET_FILE).exists() {
        return Err(StoreFault::NoKey(from.join(SECRET_FILE)));
    }
    if lies_in(to, from) {
        return Err(StoreFault::BackupInside { to: to.to_path_buf(), dir: from.to_path_buf() });
    }
    if !is_empty(to)? {
        let taken = std::io::Error::from(std::io::ErrorKind::DirectoryNotEmpty);
        return Err(StoreFault::file("a backup needs a folder of its own, not", to, taken));
    }
    let growing = Growing::begin(to, "unfinished")?;
    let outcome = fill(from, around, &growing.dir)
        .and_then(|manifest| Ok(Made { manifest, left_behind: copy_vault(from, to, &growing.dir)? }));
    match outcome {
        Ok(made) => {
            // Onto the empty folder that may stand there.
            growing.name(to).map_err(|source| StoreFault::file("can't name", to, source))?;
            if let Some(parent) = to.parent() {
                sync_folder(parent);
            }
            let _ = std::fs::write(from.join(LAST_BACKUP_FILE), chrono::Utc::now().timestamp().to_string());
            Ok(made)
        }
        Err(StoreFault::Full) => Err(StoreFault::NoRoom(to.to_path_buf())),
        Err(other) => Err(other),
    }
}

/// Whether a path, of which the last parts may not be there yet, lies in a folder or is that folder, by whatever links
/// and dots it is written.
fn lies_in(path: &Path, dir: &Path) -> bool {
    let Ok(dir) = dir.canonicalize() else { return false };
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    // What is not there yet is made as it is written, under what there is of it: a way back out of a folder that is still
    // to be made leads to where that will be.
    let mut way = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if way.canonicalize().is_err() => {
                way.pop();
            }
            part => way.push(part),
        }
    }
    let there = way.ancestors().find_map(|there| there.canonicalize().ok());
    there.is_some_and(|there| there.starts_with(&dir))
}

fn fill(from: &Path, around: &Around, to: &Path) -> StoreResult<Manifest> {
    make_folder(to)?;
    let copy = to.join(DATABASE_FILE);
    // One consistent copy of the database, journal included, while others go on writing.
    sqlite::copy(&from.join(DATABASE_FILE), &copy)?;
    sync_file(&copy)?;
    // Counted in the copy: the desk has moved on meanwhile.
    let manifest = Manifest {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: chrono::Utc::now().to_rfc3339(),
        n_events: About::of(&copy)?.last,
        n_evidence: sqlite::n_rows(&copy, &FILES)?,
        database: Some(digest(&copy)?),
    };
    // Evidence after the database: a file too many is harmless, a file too few is not.
    copy_tree(&from.join(EVIDENCE_DIR), &to.join(EVIDENCE_DIR))?;
    copy_file(&from.join(SECRET_FILE), &to.join(SECRET_FILE))?;
    write_file(&to.join(MARK_FILE), line(manifest.n_events).as_bytes())?;
    if let Some(config) = &around.config {
        make_folder(&to.join(AROUND_DIR))?;
        copy_file(config, &to.join(AROUND_DIR).join("redress.toml"))?;
    }
    if let Some(policies) = &around.policies_dir {
        copy_tree(policies, &to.join(AROUND_DIR).join("policies"))?;
    }
    let text =
        serde_json::to_string_pretty(&manifest).map_err(|error| StoreFault::unreadable("backup", error))?;
    write_file(&to.join(MANIFEST_FILE), text.as_bytes())?;
    sync_folder(to);
    Ok(manifest)
}

/// Where the copy of a vault lies beside the backup `to`.
pub(super) fn vault_beside(to: &Path, vault: Uuid) -> PathBuf {
    to.with_file_name(format!("vault-{vault}"))
}

/// Brings up the copy of the vault that lies beside backups, keeps where that is, and brings up every other copy; which
/// of those could not be. Where a key is gone that seals something in the backup `made`, that is no backup.
fn copy_vault(from: &Path, to: &Path, made: &Path) -> StoreResult<Vec<String>> {
    let vault = from.join(VAULT_FILE);
    let to = std::path::absolute(to).unwrap_or_else(|_| to.to_path_buf());
    let copy = vault_beside(&to, FileVault::id_of(&vault)?);
    // A copy mends what is damaged here; but none is made of what is.
    let copies = if copy.exists() { std::slice::from_ref(&copy) } else { &[] };
    FileVault::open(&vault, copies)?.has_all(About::of(&made.join(DATABASE_FILE))?.n_given)?;
    FileVault::open(&vault, std::slice::from_ref(&copy))?;
    let known = listed_copies(from);
    list_copies(from, [copy.clone()])?;
    let mut left_behind = Vec::new();
    for other in known.into_iter().filter(|other| *other != copy) {
        if let Err(fault) = FileVault::open(&vault, std::slice::from_ref(&other)) {
            left_behind.push(format!("`{}`: {fault}", other.display()));
        }
    }
    Ok(left_behind)
}

/// Where copies of the vault of a folder lie.
pub(super) fn listed_copies(dir: &Path) -> Vec<PathBuf> {
    let text = std::fs::read_to_string(dir.join(VAULT_COPIES_FILE)).unwrap_or_default();
    text.lines().filter(|line| !line.trim().is_empty()).map(PathBuf::from).collect()
}

/// Adds to where copies of the vault of a folder lie.
pub(super) fn list_copies(dir: &Path, more: impl IntoIterator<Item = PathBuf>) -> StoreResult<()> {
    let mut all = listed_copies(dir);
    let n_known = all.len();
    for copy in more {
        if !all.contains(&copy) {
            all.push(copy);
        }
    }
    if all.len() == n_known {
        return Ok(());
    }
    let mut lines: Vec<String> = all.iter().map(|copy| copy.to_string_lossy().into_owned()).collect();
    lines.push(String::new());
    write_file(&dir.join(VAULT_COPIES_FILE), lines.join("\n").as_bytes())
}

/// The SHA-256 of a file, in hexadecimal digits.
pub(super) fn digest(path: &Path) -> StoreResult<String> {
    let fault = |source| StoreFault::file("can't read", path, source);
    let (mut file, mut hash) = (std::fs::File::open(path).map_err(fault)?, Sha256::new());
    std::io::copy(&mut file, &mut hash).map_err(fault)?;
    Ok(hex(&hash.finalize()))
}

fn is_empty(dir: &Path) -> StoreResult<bool> {
    match std::fs::read_dir(dir) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(StoreFault::file("can't use", dir, error)),
        Ok(mut entries) => Ok(entries.next().is_none()),
    }
}

/// Makes a folder that only its owner can read: it holds people's data.
pub fn make_folder(dir: &Path) -> StoreResult<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|source| StoreFault::file("can't make", dir, source))
}

fn write_file(path: &Path, content: &[u8]) -> StoreResult<()> {
    std::fs::write(path, content).map_err(|source| StoreFault::file("can't write", path, source))?;
    sync_file(path)
}

fn sync_file(path: &Path) -> StoreResult<()> {
    std::fs::File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(|source| StoreFault::file("can't flush", path, source))
}

/// Flushes the names in a folder. Where a system can't, the files themselves are on disk all the same.
pub(super) fn sync_folder(dir: &Path) {
    let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
    let _ = std::fs::File::open(dir).and_then(|folder| folder.sync_all());
}

pub(super) fn copy_file(from: &Path, to: &Path) -> StoreResult<()> {
    std::fs::copy(from, to).map_err(|source| StoreFault::file("can't copy", from, source))?;
    sync_file(to)
}

pub(super) fn copy_tree(from: &Path, to: &Path) -> StoreResult<()> {
    if !from.exists() {
        return Ok(());
    }
    make_folder(to)?;
    let fault = |source| StoreFault::file("can't read", from, source);
    for entry in std::fs::read_dir(from).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let target = to.join(entry.file_name());
        if entry.file_type().map_err(fault)?.is_dir() {
            copy_tree(&entry.path(), &target)?;
        } else {
            match copy_file(&entry.path(), &target) {
                // A file that was still arriving, or an upload nobody claimed: gone again, and no row speaks of it.
                Err(StoreFault::File { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {}
                copied => copied?,
            }
        }
    }
    Ok(())
}
