//! The real PostgreSQL that tests start for themselves.

use crate::debian;
use anyhow::{Result, bail};
use std::path::Path;

/// Debian's package, of whatever version it has.
const PACKAGE: &str = "postgresql";
/// Where it puts the programs, one folder a version.
const PROGRAMS: &str = "/usr/lib/postgresql";

/// Sees to it that it is there, installing it when it is missing and this user may.
pub(crate) fn ensure() -> Result<()> {
    if !is_there() {
        debian::install(&[PACKAGE])?;
    }
    if !is_there() {
        bail!(
            "the tests of the log need PostgreSQL's programs under {PROGRAMS}; on Debian run `sudo apt-get install {PACKAGE}`"
        );
    }
    Ok(())
}

fn is_there() -> bool {
    let versions = Path::new(PROGRAMS).read_dir().into_iter().flatten().flatten();
    versions.into_iter().any(|version| version.path().join("bin/initdb").exists())
}
