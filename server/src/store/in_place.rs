//! Whether the files that were opened still lie where they were: somebody may have moved a folder, or a disk is gone. What
//! is written then is written to nowhere.

use super::open::{DATABASE_FILE, VAULT_FILE};
use crate::config::Database;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Which file of which disk one is.
type Identity = (u64, u64);

/// The files of a data folder as they were opened. None of them is ever replaced while it is open.
#[derive(Debug)]
pub(super) struct InPlace(Vec<(PathBuf, Identity)>);

impl InPlace {
    /// Those of a folder that were opened. What lies there of a desk that moved into a database since is none of them.
    pub(super) fn of(dir: &Path, database: Option<&Database>) -> Self {
        let is_opened = |name: &&str| match (database, *name) {
            (None, _) => true,
            (Some(database), VAULT_FILE) => database.vault.is_none(),
            (Some(_), _) => false,
        };
        let files = [DATABASE_FILE, VAULT_FILE].into_iter().filter(is_opened).map(|name| dir.join(name));
        Self(files.filter_map(|file| identity(&file).map(|own| (file, own))).collect())
    }

    /// The first that is not there any more, or is another file by now.
    pub(super) fn lost(&self) -> Option<&Path> {
        self.0.iter().find(|(file, own)| identity(file) != Some(*own)).map(|(file, _)| file.as_path())
    }
}

fn identity(file: &Path) -> Option<Identity> {
    std::fs::metadata(file).ok().map(|about| (about.dev(), about.ino()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_moved_away_removed_or_replaced_is_lost() {
        for name in [DATABASE_FILE, VAULT_FILE] {
            let dir = tempfile::tempdir().unwrap();
            let at = |name: &str| dir.path().join(name);
            std::fs::write(at(DATABASE_FILE), "a").unwrap();
            std::fs::write(at(VAULT_FILE), "b").unwrap();
            let opened = InPlace::of(dir.path(), None);
            assert_eq!(opened.lost(), None);
            std::fs::rename(at(name), at("away")).unwrap();
            assert_eq!(opened.lost(), Some(at(name).as_path()));
            std::fs::write(at(name), "another").unwrap();
            assert_eq!(opened.lost(), Some(at(name).as_path()));
            std::fs::rename(at("away"), at(name)).unwrap();
            assert_eq!(opened.lost(), None);
        }
    }

    #[test]
    fn files_of_a_desk_that_moved_into_a_database_may_be_taken_away() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        std::fs::write(at(DATABASE_FILE), "what was before").unwrap();
        std::fs::write(at(VAULT_FILE), "keys").unwrap();
        let opened = |vault: Option<&str>| {
            let log = "postgres://desk@db.example/desk".to_owned();
            InPlace::of(dir.path(), Some(&Database { log, vault: vault.map(str::to_owned) }))
        };
        let (own_keys, elsewhere) = (opened(None), opened(Some("postgres://desk@keys.example/keys")));
        std::fs::remove_file(at(DATABASE_FILE)).unwrap();
        assert_eq!(own_keys.lost(), None);
        std::fs::remove_file(at(VAULT_FILE)).unwrap();
        assert_eq!(own_keys.lost(), Some(at(VAULT_FILE).as_path()));
        assert_eq!(elsewhere.lost(), None);
    }
}
