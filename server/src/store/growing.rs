//! Folders that grow beside their place under another name, until they are whole: a backup, or what is restored.
//!
//! Each is locked while it grows. One that nobody holds was left by a process that was killed, and goes when the next
//! of its kind begins there: it holds people's data, and as much room as the desk itself.

use super::backup::make_folder;
use super::open::{LOCK_FILE, lock};
use super::{StoreFault, StoreResult};
use std::fs::File;
use std::path::{Path, PathBuf};

/// A folder that grows. Dropped before it has its name, it goes again.
#[derive(Debug)]
pub(super) struct Growing {
    /// Where it lies meanwhile.
    pub(super) dir: PathBuf,
    _lock: File,
}

impl Growing {
    /// Begins one beside `place`, in the same folder, so that renaming moves nothing from disk to disk.
    pub(super) fn begin(place: &Path, ending: &str) -> StoreResult<Self> {
        remove_left(place, ending);
        let nameless = || std::io::Error::new(std::io::ErrorKind::InvalidInput, "the path names no folder");
        let name = place.file_name().ok_or_else(|| StoreFault::file("can't use", place, nameless()))?;
        let id = uuid::Uuid::new_v4().simple().to_string();
        let dir = place.with_file_name(format!("{}.{ending}-{id}", name.to_string_lossy()));
        make_folder(&dir)?;
        match lock(&dir) {
            Ok(held) => Ok(Self { dir, _lock: held }),
            Err(fault) => {
                let _ = std::fs::remove_dir_all(&dir);
                Err(fault)
            }
        }
    }

    /// Gives it its name, where nothing or an empty folder stands.
    pub(super) fn name(&self, place: &Path) -> std::io::Result<()> {
        // Held until it has its name: without its lock it would look like something a killed process left.
        std::fs::rename(&self.dir, place)?;
        let _ = std::fs::remove_file(place.join(LOCK_FILE));
        Ok(())
    }
}

impl Drop for Growing {
    fn drop(&mut self) {
        // Already renamed where it was given its name.
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

/// Removes what killed processes left of the same kind in the folder of `place`. What can't be removed stays: it stands
/// in nobody's way.
fn remove_left(place: &Path, ending: &str) {
    let parent = match place.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let Ok(entries) = std::fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_of_this_kind = name
            .to_string_lossy()
            .rsplit_once(&format!(".{ending}-"))
            .is_some_and(|(_, id)| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_of_this_kind
            && is_folder
            && let Ok(_held) = lock(&entry.path())
        {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}
