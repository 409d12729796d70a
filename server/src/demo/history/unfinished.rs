//! The mark of a past that is being told.
//!
//! A first start that is cut off leaves half a past, and over a desk that has cases none is told: it would stay half
//! for good and be taken for the whole. So a file stands in the data folder for as long as the telling takes, and a
//! start that finds it there goes no further. Nobody's work is lost with such a folder: the desk was not yet open.

use anyhow::{Context, Result, ensure};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The file's name inside the data folder.
const FILE: &str = "example-past-unfinished";

/// Refuses a data folder whose past was cut off.
pub fn ensure_whole(dir: &Path) -> Result<()> {
    ensure!(
        !dir.join(FILE).exists(),
        "the start that told the example shop's past was cut off, and half of it is missing; delete the folder `{}` and \
         start again",
        dir.display()
    );
    Ok(())
}

/// A telling under way; dropped before its end, the mark stays.
pub(super) struct Telling {
    path: PathBuf,
}

impl Telling {
    /// Sets the mark, on the disk before anything that is told.
    pub(super) fn begin(dir: &Path) -> Result<Self> {
        let path = dir.join(FILE);
        let written = File::create(&path).and_then(|mut file| {
            file.write_all(b"The past of the example shop is being told.\n")?;
            file.sync_all()
        });
        written.with_context(|| format!("can't write `{}`", path.display()))?;
        Ok(Self { path })
    }

    /// Everything is told.
    pub(super) fn finish(self) -> Result<()> {
        fs::remove_file(&self.path).with_context(|| format!("can't remove `{}`", self.path.display()))
    }
}
