//! A vault in a file: what comes back, what never does, and what is told of a damaged one.

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
        if !self.file("vault").exists() && !copies.iter().any(|name| self.file(name).exists()) {
            FileVault::make(&self.file("vault")).unwrap();
        }
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
fn two_who_have_one_vault_open_make_no_key_twice_and_read_each_others() {
    let place = Place::new();
    let (server, task) = (place.vault(&["copy"]), place.vault(&["copy"]));
    let making = |vault: &FileVault, first: u64| {
        (0..40).map(|step| (first + step * 173, made(vault, first + step * 173))).collect::<Vec<_>>()
    };
    let both = std::thread::scope(|scope| {
        let (one, other) = (scope.spawn(|| making(&server, 0)), scope.spawn(|| making(&task, 1)));
        [one.join().unwrap(), other.join().unwrap()].concat()
    });
    for (slot, key) in both {
        assert_eq!(server.key(slot).unwrap(), Some(key.clone()), "{slot}");
        assert_eq!(task.key(slot).unwrap(), Some(key), "{slot}");
    }
    task.overwrite(173).unwrap();
    assert_eq!(server.key(173).unwrap(), None);
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
    bytes[HEAD + 4 * PLACE + 9] ^= 1;
    std::fs::write(place.file("vault"), bytes).unwrap();
}

#[test]
fn keys_that_never_arrived_on_the_disk_are_made_anew() {
    let place = Place::new();
    let kept = made(&place.vault(&[]), 1);
    let mut bytes = std::fs::read(place.file("vault")).unwrap();
    // As a file system may leave a file that had grown when the power went.
    bytes[HEAD + 10 * PLACE..].fill(0);
    bytes.truncate(HEAD + 20 * PLACE + 5);
    std::fs::write(place.file("vault"), bytes).unwrap();
    let vault = place.vault(&[]);
    assert_eq!(vault.key(1).unwrap(), Some(kept));
    assert_ne!(made(&vault, 15), Key([0; KEY]));
}

#[test]
fn a_hole_in_the_middle_costs_no_key_behind_it() {
    let place = Place::new();
    let (before, behind) = {
        let vault = place.vault(&[]);
        vault.reach(4_999).unwrap();
        (made(&vault, 99), made(&vault, 4_000))
    };
    let mut bytes = std::fs::read(place.file("vault")).unwrap();
    bytes[HEAD + 100 * PLACE..HEAD + 110 * PLACE].fill(0);
    std::fs::write(place.file("vault"), bytes).unwrap();
    let vault = place.vault(&[]);
    vault.reach(4_999).unwrap();
    assert_eq!((vault.key(99).unwrap(), vault.key(4_000).unwrap()), (Some(before), Some(behind)));
    let told = vault.key(105).unwrap_err().to_string();
    assert!(told.contains("key 105"), "{told}");
}

#[test]
fn an_end_that_was_there_once_and_is_gone_is_told() {
    let place = Place::new();
    place.vault(&[]).reach(4_999).unwrap();
    let mut bytes = std::fs::read(place.file("vault")).unwrap();
    bytes[HEAD + 1_000 * PLACE..].fill(0);
    std::fs::write(place.file("vault"), bytes).unwrap();
    let told = FileVault::open(&place.file("vault"), &[]).unwrap_err().to_string();
    assert!(told.contains("its last 4000 keys are gone"), "{told}");
}

#[test]
fn a_vault_is_opened_by_one_at_a_time_and_never_made_by_opening_it() {
    let place = Place::new();
    let told = FileVault::open(&place.file("vault"), &[place.file("copy")]).unwrap_err().to_string();
    assert!(told.contains("no vault"), "{told}");
    assert!(!place.file("vault").exists() && !place.file("copy").exists());
    place.vault(&["copy"]);
    assert!(FileVault::make(&place.file("vault")).is_err());
}

#[test]
fn another_logs_vault_is_no_copy_and_stays_as_it_is() {
    let (place, other) = (Place::new(), Place::new());
    made(&place.vault(&[]), 1);
    made(&other.vault(&[]), 1_500);
    let before = std::fs::read(other.file("vault")).unwrap();
    let told = FileVault::open(&place.file("vault"), &[other.file("vault")]).unwrap_err().to_string();
    assert!(told.contains("another log's vault"), "{told}");
    assert_eq!(std::fs::read(other.file("vault")).unwrap(), before);
}

#[test]
fn two_that_went_on_apart_are_not_made_one() {
    let place = Place::new();
    drop(place.vault(&[]));
    std::fs::copy(place.file("vault"), place.file("copy")).unwrap();
    made(&place.vault(&[]), 1);
    made(&FileVault::open(&place.file("copy"), &[]).unwrap(), 1);
    let told = FileVault::open(&place.file("vault"), &[place.file("copy")]).unwrap_err().to_string();
    assert!(told.contains("another key 0"), "{told}");
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
