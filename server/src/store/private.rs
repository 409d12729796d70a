//! Who may read the data folder: whoever runs the desk, and no other user of the machine.
//!
//! New files are made so by the program's own mask. A folder that was made by hand, or brought from elsewhere, is set
//! right when it is opened.

use super::backup::{EVIDENCE_DIR, SECRET_FILE};
use super::mark::MARK_FILE;
use super::open::{DATABASE_FILE, VAULT_FILE};
use super::{StoreFault, StoreResult};
use std::path::Path;

const FOLDER: u32 = 0o700;
const FILE: u32 = 0o600;

/// Takes away from everybody else what they may do with a data folder and what lies in it.
pub fn keep(dir: &Path) -> StoreResult<()> {
    set(dir, FOLDER)?;
    set(&dir.join(EVIDENCE_DIR), FOLDER)?;
    let journals = ["-wal", "-shm"].map(|ending| format!("{DATABASE_FILE}{ending}"));
    let files = [DATABASE_FILE, VAULT_FILE, SECRET_FILE, MARK_FILE].map(str::to_owned);
    journals.iter().chain(&files).try_for_each(|name| set(&dir.join(name), FILE))
}

#[cfg(unix)]
fn set(path: &Path, mode: u32) -> StoreResult<()> {
    use std::os::unix::fs::PermissionsExt;
    let Ok(found) = std::fs::metadata(path) else {
        // What is not there yet is made with the right mode.
        return Ok(());
    };
    let of_others = found.permissions().mode() & 0o077;
    if of_others == 0 {
        return Ok(());
    }
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
        .map_err(|source| StoreFault::file("can't take from others the right to read", path, source))
}

#[cfg(not(unix))]
fn set(_path: &Path, _mode: u32) -> StoreResult<()> {
    Ok(())
}
