//! Whether the files that were opened still lie where they were: somebody may have moved a folder, or a disk is gone. What
//! is written then is written to nowhere.

use crate::fault::{Fault, LogResult};
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Which file of which disk one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    disk: u64,
    file: u64,
}

impl Identity {
    /// Of a file that was looked at.
    pub(crate) fn of(about: &Metadata) -> Self {
        Self { disk: about.dev(), file: about.ino() }
    }

    /// Refuses where the file lies at this path no more: it is gone, or another lies there.
    pub(crate) fn is_at(self, path: &Path) -> LogResult<()> {
        match std::fs::metadata(path) {
            Ok(about) if Self::of(&about) == self => Ok(()),
            _ => Err(Fault::Lost(path.to_owned())),
        }
    }
}

/// Files as they were opened, none of which is ever replaced while it is open.
#[derive(Clone, Debug)]
pub(crate) struct InPlace(Vec<(PathBuf, Identity)>);

impl InPlace {
    /// Those of these that there are.
    pub(crate) fn of(files: impl IntoIterator<Item = PathBuf>) -> Self {
        let identity = |file: &Path| std::fs::metadata(file).ok().map(|about| Identity::of(&about));
        Self(files.into_iter().filter_map(|file| identity(&file).map(|own| (file, own))).collect())
    }

    /// Refuses where one lies no more where it was.
    pub(crate) fn are(&self) -> LogResult<()> {
        self.0.iter().try_for_each(|(file, own)| own.is_at(file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_moved_away_removed_or_replaced_is_lost() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        for name in ["one", "other"] {
            std::fs::write(at(name), name).unwrap();
        }
        let opened = InPlace::of([at("one"), at("other"), at("never there")]);
        let lost = || opened.are().err().map(|fault| fault.to_string());
        for name in ["one", "other"] {
            assert_eq!(lost(), None);
            std::fs::rename(at(name), at("away")).unwrap();
            assert!(lost().is_some_and(|told| told.contains(name)));
            std::fs::write(at(name), "another").unwrap();
            assert!(lost().is_some_and(|told| told.contains(name)));
            std::fs::rename(at("away"), at(name)).unwrap();
        }
        assert_eq!(lost(), None);
    }
}
