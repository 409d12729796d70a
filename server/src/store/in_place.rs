//! Whether the files that were opened still lie where they were: somebody may have moved a folder, or a disk is gone. What
//! is written then is written to nowhere.

use super::open::{DATABASE_FILE, VAULT_FILE};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The files of a data folder as they were opened.
#[derive(Debug, Default)]
pub(super) struct InPlace {
    /// The database, and which file of which disk it was.
    database: Option<(PathBuf, (u64, u64))>,
    /// The keys, which are written anew from time to time.
    vault: Option<PathBuf>,
}

impl InPlace {
    /// Those of a folder that are there now.
    pub(super) fn of(dir: &Path) -> Self {
        let database = dir.join(DATABASE_FILE);
        let vault = Some(dir.join(VAULT_FILE)).filter(|vault| vault.exists());
        Self { database: identity(&database).map(|own| (database, own)), vault }
    }

    /// The first that is not there any more, or is another file by now.
    pub(super) fn lost(&self) -> Option<&Path> {
        let is_lost = |(path, own): &&(PathBuf, (u64, u64))| identity(path) != Some(*own);
        let database = self.database.as_ref().filter(is_lost).map(|(path, _)| path.as_path());
        database.or_else(|| self.vault.as_deref().filter(|vault| !vault.exists()))
    }
}

fn identity(path: &Path) -> Option<(u64, u64)> {
    std::fs::metadata(path).ok().map(|about| (about.dev(), about.ino()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_moved_away_removed_or_replaced_is_lost() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        std::fs::write(at(DATABASE_FILE), "a").unwrap();
        std::fs::write(at(VAULT_FILE), "b").unwrap();
        let opened = InPlace::of(dir.path());
        assert_eq!(opened.lost(), None);
        std::fs::rename(at(DATABASE_FILE), at("away")).unwrap();
        assert_eq!(opened.lost(), Some(at(DATABASE_FILE).as_path()));
        std::fs::write(at(DATABASE_FILE), "another").unwrap();
        assert_eq!(opened.lost(), Some(at(DATABASE_FILE).as_path()));
        std::fs::rename(at("away"), at(DATABASE_FILE)).unwrap();
        assert_eq!(opened.lost(), None);
        std::fs::remove_file(at(VAULT_FILE)).unwrap();
        assert_eq!(opened.lost(), Some(at(VAULT_FILE).as_path()));
        // Where the books lie in a database there is no such file, and none to lose.
        assert_eq!(InPlace::of(&at("empty")).lost(), None);
    }
}
