//! Putting a backup in place of the data folder: only a whole one, and only while nobody works in the folder.
//!
//! The backup is copied beside the folder first and looked through there. So the backup itself is never touched, a
//! copy that breaks off changes nothing, and the last step is the exchange of two names.

use super::backup::{
    EVIDENCE_DIR, MANIFEST_FILE, Manifest, SECRET_FILE, copy_file, copy_tree, digest, list_copies,
    listed_copies, sync_folder, vault_beside,
};
use super::growing::Growing;
use super::mark::MARK_FILE;
use super::open::{DATABASE_FILE, VAULT_FILE, is_sound, lock};
use super::{StoreFault, StoreResult};
use books::files::FILES;
use eventlog::sqlite::{self, About};
use eventlog::vault::{FileVault, Vault};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A backup copied beside the folder it will replace. Dropped before it is put in place, it goes again.
#[derive(Debug)]
pub struct Staged {
    growing: Growing,
    place: PathBuf,
    /// Held so that no server starts in the folder that is about to be replaced.
    _lock: Option<File>,
}

impl Staged {
    /// Copies the backup in `from` beside the data folder `to`, which no server may be using.
    pub async fn copy(from: &Path, to: &Path) -> StoreResult<(Self, Manifest)> {
        let manifest = manifest(from)?;
        // An empty folder of that name has nobody in it, and gets no lock file that would make it less empty.
        let is_used = to.join(DATABASE_FILE).exists() || to.join(super::open::LOCK_FILE).exists();
        let held = if is_used { Some(lock(to)?) } else { None };
        let growing = Growing::begin(to, "restoring")?;
        let staged = Self { growing, place: to.to_path_buf(), _lock: held };
        let dir = staged.dir();
        for name in [DATABASE_FILE, SECRET_FILE, MARK_FILE] {
            copy_file(&from.join(name), &dir.join(name)).map_err(|fault| no_room(fault, to))?;
        }
        copy_tree(&from.join(EVIDENCE_DIR), &dir.join(EVIDENCE_DIR)).map_err(|fault| no_room(fault, to))?;
        // Before it is opened, which may change its file.
        let database = dir.join(DATABASE_FILE);
        let found = digest(&database)?;
        let no_backup = |why: String| StoreFault::NoBackup { dir: from.to_path_buf(), why };
        let told = |fault: StoreFault| no_backup(fault.to_string());
        is_sound(dir, Duration::from_hours(24)).await.map_err(told)?;
        let about = About::of(&database).map_err(|fault| told(fault.into()))?;
        let n_evidence = sqlite::n_rows(&database, &FILES).map_err(|fault| told(fault.into()))?;
        if about.last != manifest.n_events {
            return Err(no_backup(format!(
                "it has {} events, and had {} when it was made",
                about.last, manifest.n_events
            )));
        }
        if n_evidence != manifest.n_evidence {
            let was = manifest.n_evidence;
            return Err(no_backup(format!(
                "it knows of {n_evidence} evidence files, and knew of {was} when it was made"
            )));
        }
        if manifest.database.as_ref().is_some_and(|made| *made != found) {
            return Err(no_backup(format!(
                "`{DATABASE_FILE}` is not as it was when the backup was made: orders, contacts or people at the desk were changed in it"
            )));
        }
        copy_vault(from, to, about, dir)?;
        Ok((staged, manifest))
    }

    /// Where it lies meanwhile.
    pub fn dir(&self) -> &Path {
        &self.growing.dir
    }

    /// Puts it in place; what stood there is moved to `aside`.
    pub fn put_in_place(self, aside: &Path) -> StoreResult<()> {
        let to = &self.place;
        if to.exists() {
            std::fs::rename(to, aside).map_err(|source| StoreFault::file("can't move", to, source))?;
        }
        if let Err(source) = self.growing.name(to) {
            // Back to how it was, as far as that goes.
            let _ = std::fs::rename(aside, to);
            return Err(StoreFault::file("can't name", to, source));
        }
        if let Some(parent) = to.parent() {
            sync_folder(parent);
        }
        Ok(())
    }
}

/// Brings the keys of what people wrote, from the folder that is replaced and from the copy beside the backup: what is
/// cut short or damaged in one is taken from the other, and what is destroyed in either stays so. Where other copies lie
/// is kept too.
fn copy_vault(from: &Path, to: &Path, about: About, dir: &Path) -> StoreResult<()> {
    let from = std::path::absolute(from).unwrap_or_else(|_| from.to_path_buf());
    let copy = vault_beside(&from, about.vault);
    let is_it = |path: &PathBuf| FileVault::id_of(path).is_ok_and(|id| id == about.vault);
    let vault = dir.join(VAULT_FILE);
    // Copied beside each other first: neither of those where they lie is changed.
    let mut parts = Vec::new();
    for (n, found) in [to.join(VAULT_FILE), copy.clone()].into_iter().filter(is_it).enumerate() {
        let part = dir.join(format!("{VAULT_FILE}.{n}"));
        copy_file(&found, &part).map_err(|fault| no_room(fault, to))?;
        if FileVault::open(&part, &[]).is_ok() {
            parts.push(part);
        }
    }
    let no_backup = |why: String| StoreFault::NoBackup { dir: from.clone(), why };
    let put_back = format!("put `{}` back", copy.display());
    let Some((first, others)) = parts.split_first() else {
        return Err(no_backup(format!("the keys of what people wrote are missing: {put_back}")));
    };
    let whole = FileVault::open(first, others)?;
    if whole.n_places()?.is_some_and(|n_places| n_places < about.n_given) {
        return Err(no_backup(format!("some keys of what people wrote are missing: {put_back} as it was")));
    }
    drop(whole);
    std::fs::rename(first, &vault).map_err(|source| StoreFault::file("can't name", &vault, source))?;
    for n in 0..2 {
        let _ = std::fs::remove_file(dir.join(format!("{VAULT_FILE}.{n}")));
    }
    let beside = Some(copy).filter(|copy| copy.exists());
    list_copies(dir, listed_copies(to).into_iter().chain(beside))
}

fn no_room(fault: StoreFault, to: &Path) -> StoreFault {
    match fault {
        StoreFault::Full => StoreFault::NoRoom(to.to_path_buf()),
        other => other,
    }
}

/// What the backup in `from` says of itself, provided that it has all its parts.
fn manifest(from: &Path) -> StoreResult<Manifest> {
    let no_backup = |why: String| StoreFault::NoBackup { dir: from.to_path_buf(), why };
    let read = std::fs::read_to_string(from.join(MANIFEST_FILE));
    let text = read.map_err(|_| {
        no_backup(format!(
            "`{MANIFEST_FILE}` is missing, which `redress backup` writes once all else is there"
        ))
    })?;
    let manifest = serde_json::from_str(&text)
        .map_err(|error| no_backup(format!("`{MANIFEST_FILE}` can't be read: {error}")))?;
    for name in [DATABASE_FILE, SECRET_FILE, MARK_FILE] {
        if !from.join(name).is_file() {
            return Err(no_backup(format!("`{name}` is missing")));
        }
    }
    Ok(manifest)
}
