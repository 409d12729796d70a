//! A vault in a file, for a desk on one machine.
//!
//! A file of places of one size, each a key with its checksum. Keys are made ahead, many with one flush, so that a
//! complaint costs none of its own; whose a place is stands in the log. Destroying a key overwrites its place here
//! and in every copy, and with it goes all that the key ever sealed, in every backup of the log.
//!
//! INVARIANT: a place is written when it is made and when it is destroyed, never in between; a vault as it is today
//! opens every backup of its log, less what was erased.

use super::{AHEAD, Vault};
use crate::fault::{Fault, LogResult};
use crate::seal::{KEY, Key};
use async_trait::async_trait;
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What a vault begins with: what it is, and of which form.
const MARK: [u8; 16] = *b"redress vault 01";
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
    files: Vec<(PathBuf, File)>,
    n_made: Mutex<u64>,
}

impl FileVault {
    /// Opens the vault in `file`, making it where there is none, with the copies kept up beside it.
    ///
    /// A copy that is behind is brought up: places made since are added, places destroyed since are destroyed there.
    pub fn open(file: &Path, copies: &[PathBuf]) -> LogResult<Self> {
        let mut files = Vec::new();
        for path in [file].into_iter().chain(copies.iter().map(PathBuf::as_path)) {
            files.push((path.to_owned(), open(path)?));
        }
        let vault = Self { files, n_made: Mutex::default() };
        let n_made = vault.bring_up()?;
        *vault.n_made.lock().unwrap_or_else(PoisonError::into_inner) = n_made;
        Ok(vault)
    }

    /// Sees to it that the place `slot` has a key.
    fn reach(&self, slot: u64) -> LogResult<()> {
        let mut n_made = self.n_made.lock().unwrap_or_else(PoisonError::into_inner);
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

    /// Destroys the key in a place, here and in every copy; done once all of them have it on disk.
    fn overwrite(&self, slot: u64) -> LogResult<()> {
        self.reach(slot)?;
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
            Fault::machine(format!("can't read key {slot} in {}", path.display()), &error)
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

    /// Brings all files to one state; says how many places they have. What is destroyed in one is destroyed in all.
    fn bring_up(&self) -> LogResult<u64> {
        let mut states = Vec::new();
        for (path, file) in &self.files {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut &*file, &mut bytes)
                .map_err(|error| Fault::machine(format!("can't read {}", path.display()), &error))?;
            // What was half written when the machine went down, or never arrived, was nobody's key yet.
            let places = bytes.get(MARK.len()..).unwrap_or_default().chunks_exact(PLACE);
            let n_arrived = places.take_while(|place| place.iter().any(|byte| *byte != 0)).count();
            bytes.truncate(MARK.len() + n_arrived * PLACE);
            states.push(bytes);
        }
        let mut whole = states.iter().max_by_key(|bytes| bytes.len()).cloned().unwrap_or_default();
        for state in &states {
            let theirs = state.get(MARK.len()..).unwrap_or_default();
            let ours = whole.get_mut(MARK.len()..).unwrap_or_default();
            for (ours, theirs) in ours.chunks_exact_mut(PLACE).zip(theirs.chunks_exact(PLACE)) {
                // What is destroyed anywhere stays so; what is damaged in one is taken from another.
                if theirs == DESTROYED || (ours != DESTROYED && !is_whole(ours) && is_whole(theirs)) {
                    ours.copy_from_slice(theirs);
                }
            }
        }
        for ((path, file), state) in self.files.iter().zip(&states) {
            if *state != whole {
                file.write_all_at(&whole, 0)
                    .and_then(|()| file.sync_data())
                    .map_err(|error| Fault::machine(format!("can't write {}", path.display()), &error))?;
            }
        }
        let n_places = whole.len().saturating_sub(MARK.len()) / PLACE;
        Ok(u64::try_from(n_places).unwrap_or(u64::MAX))
    }
}

#[async_trait]
impl Vault for FileVault {
    async fn make_ready(&self, slot: u64) -> LogResult<()> {
        self.reach(slot)
    }

    async fn keys(&self, slots: &[u64]) -> LogResult<Vec<Option<Key>>> {
        slots.iter().map(|slot| self.key(*slot)).collect()
    }

    async fn destroy(&self, slot: u64) -> LogResult<()> {
        self.overwrite(slot)
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
    u64::try_from(MARK.len()).unwrap_or(u64::MAX).saturating_add(slot.saturating_mul(place))
}

/// Opens a vault's file for its owner alone.
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
    let len = file.metadata().map_err(|error| told(&error))?.len();
    if len == 0 {
        file.write_all_at(&MARK, 0).and_then(|()| file.sync_all()).map_err(|error| told(&error))?;
        return Ok(file);
    }
    let mut mark = [0; MARK.len()];
    let read = file.read_exact_at(&mut mark, 0);
    if read.is_err() || mark != MARK {
        return Err(Fault::unreadable(path.display().to_string(), "it is no vault"));
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Place {
        dir: tempfile::TempDir,
    }

    impl Place {
        fn new() -> Self {
            Self { dir: tempfile::tempdir().unwrap() }
        }

        fn file(&self, name: &str) -> PathBuf {
            self.dir.path().join(name)
        }

        fn vault(&self, copies: &[&str]) -> FileVault {
            let copies: Vec<PathBuf> = copies.iter().map(|name| self.file(name)).collect();
            FileVault::open(&self.file("vault"), &copies).unwrap()
        }
    }

    /// Makes the key of a place.
    fn made(vault: &FileVault, slot: u64) -> Key {
        vault.reach(slot).unwrap();
        vault.key(slot).unwrap().unwrap()
    }

    #[test]
    fn a_vault_opened_again_has_the_keys_it_had() {
        let place = Place::new();
        let key = made(&place.vault(&[]), 3);
        let again = place.vault(&[]);
        assert_eq!(again.key(3).unwrap(), Some(key.clone()));
        // Keys made later are added; those there are stay.
        again.reach(5_000).unwrap();
        assert_eq!(again.key(3).unwrap(), Some(key.clone()));
        assert_ne!(again.key(4).unwrap(), Some(key));
    }

    #[test]
    fn a_destroyed_key_is_gone_from_every_file_and_stays_gone() {
        let place = Place::new();
        let vault = place.vault(&["copy"]);
        let (kept, erased) = (made(&vault, 1), made(&vault, 2));
        vault.overwrite(2).unwrap();
        assert_eq!(vault.key(2).unwrap(), None);
        assert_eq!(vault.key(1).unwrap(), Some(kept));
        for name in ["vault", "copy"] {
            let bytes = std::fs::read(place.file(name)).unwrap();
            assert!(!bytes.windows(KEY).any(|window| window == erased.0), "{name} still has it");
        }
    }

    #[test]
    fn a_copy_that_was_away_brings_back_no_destroyed_key_and_a_lost_vault_comes_back_from_its_copy() {
        let place = Place::new();
        let vault = place.vault(&["copy"]);
        let (kept, _) = (made(&vault, 1), made(&vault, 2));
        drop(vault);
        // The copy is on a disk that is not there today.
        place.vault(&[]).overwrite(2).unwrap();
        drop(place.vault(&["copy"]));
        std::fs::remove_file(place.file("vault")).unwrap();
        let back = place.vault(&["copy"]);
        assert_eq!(back.key(2).unwrap(), None);
        assert_eq!(back.key(1).unwrap(), Some(kept));
    }

    #[test]
    fn a_damaged_key_is_told_with_its_place_and_file() {
        let place = Place::new();
        made(&place.vault(&[]), 4);
        damage(&place);
        let told = place.vault(&[]).key(4).unwrap_err().to_string();
        assert!(told.contains("key 4") && told.contains("checksum"), "{told}");
    }

    #[test]
    fn a_damaged_key_comes_back_from_a_copy() {
        let place = Place::new();
        let key = made(&place.vault(&["copy"]), 4);
        damage(&place);
        assert_eq!(place.vault(&["copy"]).key(4).unwrap(), Some(key));
    }

    /// Changes a bit of the fifth key.
    fn damage(place: &Place) {
        let mut bytes = std::fs::read(place.file("vault")).unwrap();
        bytes[16 + 4 * PLACE + 9] ^= 1;
        std::fs::write(place.file("vault"), bytes).unwrap();
    }

    #[test]
    fn keys_that_never_arrived_on_the_disk_are_made_anew() {
        let place = Place::new();
        let kept = made(&place.vault(&[]), 1);
        let mut bytes = std::fs::read(place.file("vault")).unwrap();
        // As a file system may leave a file that had grown when the power went.
        bytes[16 + 10 * PLACE..].fill(0);
        bytes.truncate(16 + 20 * PLACE + 5);
        std::fs::write(place.file("vault"), bytes).unwrap();
        let vault = place.vault(&[]);
        assert_eq!(vault.key(1).unwrap(), Some(kept));
        assert_ne!(made(&vault, 15), Key([0; KEY]));
    }

    #[test]
    fn another_file_is_no_vault_and_stays_as_it_is() {
        let place = Place::new();
        std::fs::write(place.file("vault"), "a letter to grandmother").unwrap();
        let refused = FileVault::open(&place.file("vault"), &[]).unwrap_err().to_string();
        assert!(refused.contains("no vault"), "{refused}");
        assert_eq!(std::fs::read(place.file("vault")).unwrap(), b"a letter to grandmother");
    }

    #[test]
    fn the_vault_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let place = Place::new();
        drop(place.vault(&["copy"]));
        for name in ["vault", "copy"] {
            let mode = std::fs::metadata(place.file(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{name}");
        }
    }
}
