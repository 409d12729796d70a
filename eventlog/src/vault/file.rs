//! A vault in a file, for a desk on one machine.
//!
//! The file begins with what it is and with an id of its own, which its copies share. Then come places of one size, each
//! a key with its checksum. Destroying a key overwrites its place here and in every copy.

use super::{AHEAD, Vault};
use crate::fault::{Fault, LogResult};
use crate::in_place::Identity;
use crate::seal::{KEY, Key};
use async_trait::async_trait;
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// What a vault begins with: what it is, and of which form. Its id follows.
const MARK: [u8; 16] = *b"redress vault 02";
/// Where the places begin.
const HEAD: usize = MARK.len() + 16;
/// A key and its checksum.
const PLACE: usize = 48;
/// What lies where a key was destroyed. Not zeros: those are what a disk leaves where a write never arrived.
const DESTROYED: [u8; PLACE] = {
    let mut place = [0xdd; PLACE];
    let (key, _) = place.split_at_mut(KEY);
    key.copy_from_slice(&[0; KEY]);
    place
};

/// The keys of a log.
#[derive(Debug)]
pub struct FileVault {
    id: Uuid,
    files: Vec<(PathBuf, File)>,
    n_made: Mutex<u64>,
}

/// The files while nobody else writes to them: a server and a task beside it have one vault, and two who make keys would
/// each write over the other's.
struct Turn<'a>(&'a [(PathBuf, File)]);

impl<'a> Turn<'a> {
    fn take(files: &'a [(PathBuf, File)]) -> LogResult<Self> {
        // In one order, whichever of them somebody calls the copy.
        let mut sorted: Vec<_> = files.iter().collect();
        sorted.sort_unstable_by_key(|(path, _)| path);
        // Made first: where one of them can't be locked, the others are let go.
        let turn = Self(files);
        for (path, file) in sorted {
            file.lock().map_err(|error| Fault::machine(format!("can't lock {}", path.display()), &error))?;
        }
        Ok(turn)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        for (_, file) in self.0 {
            // What can't be let go goes with the file.
            let _ = file.unlock();
        }
    }
}

impl FileVault {
    /// Makes a new vault in a file that is not there yet.
    pub fn make(file: &Path) -> LogResult<()> {
        let told = |error: &std::io::Error| Fault::machine(format!("can't make {}", file.display()), error);
        let new = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file);
        let new = new.map_err(|error| told(&error))?;
        let head = head(Uuid::now_v7());
        new.write_all_at(&head, 0)
            .and_then(|()| new.sync_all())
            .and_then(|()| sync_folder(file))
            .map_err(|error| told(&error))
    }

    /// Which vault lies in a file.
    pub fn id_of(file: &Path) -> LogResult<Uuid> {
        let mut bytes = [0; HEAD];
        let read = File::open(file).and_then(|file| file.read_exact_at(&mut bytes, 0));
        read.map_err(|error| Fault::machine(format!("can't read {}", file.display()), &error))?;
        match bytes.split_at(MARK.len()) {
            (mark, id) if mark == MARK => Ok(Uuid::from_slice(id).unwrap_or_default()),
            _ => Err(Fault::unreadable(file.display().to_string(), "it is no vault")),
        }
    }

    /// Opens the vault in `file`, with the copies kept up beside it.
    ///
    /// A copy that is not there is made, and one that is behind brought up: places made since are added, places destroyed
    /// since are destroyed there. A vault that is lost comes back from its copy. Where nothing is anywhere nothing is
    /// made: a mistyped path must not pass for a vault.
    pub fn open(file: &Path, copies: &[PathBuf]) -> LogResult<Self> {
        let paths: Vec<&Path> = [file].into_iter().chain(copies.iter().map(PathBuf::as_path)).collect();
        if !paths.iter().any(|path| path.exists()) {
            return Err(Fault::unreadable(file.display().to_string(), "there is no vault; make one first"));
        }
        let files = paths.into_iter().map(|path| Ok((path.to_owned(), open(path)?)));
        let files = files.collect::<LogResult<Vec<_>>>()?;
        let turn = Turn::take(&files)?;
        let (id, n_made) = bring_up(&files)?;
        drop(turn);
        Ok(Self { id, files, n_made: Mutex::new(n_made) })
    }

    /// Refuses it where it lacks one of the first `n_given` keys, or has one that is damaged.
    pub fn has_all(&self, n_given: u64) -> LogResult<()> {
        super::reaches(self, n_given)?;
        (0..n_given).try_for_each(|slot| self.key(slot).map(|_| ()))
    }

    /// Sees to it that the place `slot` has a key.
    fn reach(&self, slot: u64) -> LogResult<()> {
        let mut n_made = self.n_made.lock().unwrap_or_else(PoisonError::into_inner);
        if slot < *n_made {
            return Ok(());
        }
        let _turn = Turn::take(&self.files)?;
        *n_made = self.n_in_file()?.max(*n_made);
        while slot >= *n_made {
            let mut made = Vec::new();
            for _ in 0..AHEAD {
                made.extend(place(&Key::random()));
            }
            for (path, file) in &self.files {
                let at = offset(*n_made);
                file.write_all_at(&made, at)
                    .and_then(|()| file.sync_data())
                    .map_err(|error| Fault::machine(format!("can't write {}", path.display()), &error))?;
            }
            *n_made = n_made.saturating_add(AHEAD);
        }
        Ok(())
    }

    /// How many places there are: another process may have made some.
    fn n_in_file(&self) -> LogResult<u64> {
        let (path, file) = self.files.first().ok_or(Fault::Closed)?;
        let told = |error| Fault::machine(format!("can't read {}", path.display()), &error);
        let n_bytes = file.metadata().map_err(told)?.len();
        let (head, place) = (u64::try_from(HEAD).unwrap_or(0), u64::try_from(PLACE).unwrap_or(1));
        Ok(n_bytes.saturating_sub(head) / place)
    }

    /// Destroys the key in a place, here and in every copy; done once all of them have it on disk.
    fn overwrite(&self, slot: u64) -> LogResult<()> {
        self.reach(slot)?;
        let _turn = Turn::take(&self.files)?;
        for (path, file) in &self.files {
            file.write_all_at(&DESTROYED, offset(slot))
                .and_then(|()| file.sync_data())
                .map_err(|error| Fault::machine(format!("can't write {}", path.display()), &error))?;
        }
        Ok(())
    }

    /// The key in a place; nothing where it was destroyed.
    fn key(&self, slot: u64) -> LogResult<Option<Key>> {
        let (path, file) = self.files.first().ok_or(Fault::Closed)?;
        let mut bytes = [0; PLACE];
        file.read_exact_at(&mut bytes, offset(slot)).map_err(|error| {
            let what = format!("key {slot} in {}", path.display());
            match error.kind() {
                std::io::ErrorKind::UnexpectedEof => Fault::unreadable(what, "the vault has no such place"),
                _ => Fault::machine(format!("can't read {what}"), &error),
            }
        })?;
        if bytes == DESTROYED {
            return Ok(None);
        }
        let key = Key(bytes.first_chunk::<KEY>().copied().ok_or(Fault::Closed)?);
        if place(&key) != bytes {
            let what = format!("key {slot} in {}", path.display());
            return Err(Fault::unreadable(
                what,
                "its checksum is another; a copy of the vault may still have it",
            ));
        }
        Ok(Some(key))
    }
}

/// Brings all files to one state; says whose they are and how many places they have. What is destroyed in one is
/// destroyed in all.
fn bring_up(files: &[(PathBuf, File)]) -> LogResult<(Uuid, u64)> {
    let states = files.iter().map(|(path, file)| read(path, file)).collect::<LogResult<Vec<_>>>()?;
    let longest = states.iter().max_by_key(|bytes| bytes.len()).cloned().unwrap_or_default();
    let Some((head, _)) = longest.split_at_checked(HEAD) else {
        return Err(Fault::unreadable("the vault", "there is none"));
    };
    let id = head.get(MARK.len()..).and_then(|id| Uuid::from_slice(id).ok()).unwrap_or_default();
    let mut whole = longest.clone();
    for ((path, _), state) in files.iter().zip(&states).filter(|(_, state)| !state.is_empty()) {
        if state.get(..HEAD) != Some(head) {
            return Err(Fault::unreadable(path.display().to_string(), "it is another log's vault"));
        }
        let theirs = state.get(HEAD..).unwrap_or_default();
        let ours = whole.get_mut(HEAD..).unwrap_or_default();
        for ((ours, theirs), slot) in
            ours.chunks_exact_mut(PLACE).zip(theirs.chunks_exact(PLACE)).zip(0_u64..)
        {
            // What is destroyed anywhere stays so; what is damaged in one is taken from another.
            if theirs == DESTROYED || (ours != DESTROYED && !is_whole(ours) && is_whole(theirs)) {
                ours.copy_from_slice(theirs);
            } else if ours != DESTROYED && is_whole(theirs) && ours != theirs {
                let why = format!("it has another key {slot}: two vaults went on apart");
                return Err(Fault::unreadable(path.display().to_string(), why));
            }
        }
    }
    let length = u64::try_from(whole.len()).unwrap_or(u64::MAX);
    for ((path, file), state) in files.iter().zip(&states) {
        // What never arrived at its end is cut off, so that a file's length says how many keys were made.
        let is_longer = file.metadata().is_ok_and(|metadata| metadata.len() > length);
        if *state != whole || is_longer {
            file.write_all_at(&whole, 0)
                .and_then(|()| file.set_len(length))
                .and_then(|()| file.sync_all())
                .and_then(|()| sync_folder(path))
                .map_err(|error| Fault::machine(format!("can't write {}", path.display()), &error))?;
        }
    }
    let n_places = whole.len().saturating_sub(HEAD) / PLACE;
    Ok((id, u64::try_from(n_places).unwrap_or(u64::MAX)))
}

/// All of a file but what never arrived at its end: that was nobody's key yet.
fn read(path: &Path, file: &File) -> LogResult<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut &*file, &mut bytes)
        .map_err(|error| Fault::machine(format!("can't read {}", path.display()), &error))?;
    let places = bytes.get(HEAD..).unwrap_or_default().chunks_exact(PLACE);
    let n_places = places.len();
    let n_lacking = places.rev().take_while(|place| place.iter().all(|byte| *byte == 0)).count();
    // Keys are made so many at a time, each time to the end; more than that did arrive once, and is lost.
    if u64::try_from(n_lacking).unwrap_or(u64::MAX) > AHEAD {
        return Err(Fault::unreadable(
            path.display().to_string(),
            format!("its last {n_lacking} keys are gone"),
        ));
    }
    if !bytes.is_empty() {
        bytes.truncate(HEAD + n_places.saturating_sub(n_lacking) * PLACE);
    }
    Ok(bytes)
}

#[async_trait]
impl Vault for FileVault {
    fn id(&self) -> Uuid {
        self.id
    }

    fn in_place(&self) -> LogResult<()> {
        self.files.iter().try_for_each(|(path, file)| {
            let told = |error| Fault::machine(format!("can't look at {}", path.display()), &error);
            Identity::of(&file.metadata().map_err(told)?).is_at(path)
        })
    }

    async fn make_ready(&self, slot: u64) -> LogResult<()> {
        // Places are given out one after the other. One far behind the end means that somebody put back an older vault:
        // making keys for those in between would lose all that they seal.
        let n_made = self.n_in_file()?;
        if slot > n_made {
            return Err(Fault::VaultBehind { n_places: n_made, n_given: slot });
        }
        self.reach(slot)
    }

    fn n_places(&self) -> LogResult<Option<u64>> {
        self.n_in_file().map(Some)
    }

    async fn keys(&self, slots: &[u64]) -> LogResult<Vec<Option<Key>>> {
        slots.iter().map(|slot| self.key(*slot)).collect()
    }

    async fn destroy(&self, slot: u64) -> LogResult<()> {
        self.overwrite(slot)?;
        // A vault that lies elsewhere by now was overwritten, and one in its place was not.
        self.in_place()
    }
}

/// A key as its place holds it.
fn place(Key(key): &Key) -> [u8; PLACE] {
    let mut place = [0; PLACE];
    let sum = Sha256::digest(key);
    for (to, from) in place.iter_mut().zip(key.iter().chain(&sum)) {
        *to = *from;
    }
    place
}

/// Whether a place holds a key as it was made.
fn is_whole(bytes: &[u8]) -> bool {
    bytes.first_chunk().is_some_and(|key| place(&Key(*key)) == *bytes)
}

/// Where a place begins in the file.
fn offset(slot: u64) -> u64 {
    let place = u64::try_from(PLACE).unwrap_or(u64::MAX);
    u64::try_from(HEAD).unwrap_or(u64::MAX).saturating_add(slot.saturating_mul(place))
}

/// What a vault with this id begins with.
fn head(id: Uuid) -> Vec<u8> {
    [MARK.as_slice(), id.as_bytes()].concat()
}

/// Has the disk know of a file that was made.
fn sync_folder(file: &Path) -> std::io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Opens a vault's file for its owner alone; empty where it is new.
fn open(path: &Path) -> LogResult<File> {
    let told = |error: &std::io::Error| Fault::machine(format!("can't open {}", path.display()), error);
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(|error| told(&error))?;
    let mut mark = [0; MARK.len()];
    let is_new = file.metadata().map_err(|error| told(&error))?.len() == 0;
    if !is_new && (file.read_exact_at(&mut mark, 0).is_err() || mark != MARK) {
        return Err(Fault::unreadable(path.display().to_string(), "it is no vault"));
    }
    Ok(file)
}

#[cfg(test)]
mod tests;
