//! Where things lie in the work tree: the root, the build folder, and nothing that depends on a machine.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The root of the clone: the folder above this crate, which cargo names at run time.
pub(crate) fn root() -> Result<PathBuf> {
    let crate_dir = std::env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask ...`")?;
    let parent = Path::new(&crate_dir).parent().context("the xtask crate lies at the root of the disk")?;
    Ok(parent.to_path_buf())
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> Result<PathBuf> {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => Ok(root()?.join(dir)),
        None => Ok(root()?.join("target")),
    }
}
