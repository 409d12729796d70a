//! How much room there is where the data lies.

use std::path::Path;

/// Bytes that may still be written to the disk of `path`; none where the system does not say.
pub fn free_bytes(path: &Path) -> Option<i64> {
    #[cfg(unix)]
    {
        let told = rustix::fs::statvfs(path).ok()?;
        i64::try_from(told.f_bavail.saturating_mul(told.f_frsize)).ok()
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}
