//! `redress backup`: a consistent copy of the data folder, made while the server runs.

use super::say;
use crate::cli::Place;
use crate::store;
use std::path::PathBuf;

/// Copies the data folder.
#[derive(Debug, clap::Args)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    /// Folder to copy into; made if it is not there
    to: PathBuf,
}

impl Backup {
    /// Runs the task.
    pub async fn run(self) -> anyhow::Result<()> {
        let config = self.place.resolve()?;
        store::backup::backup(&config.data_dir, &self.to).await?;
        say(format_args!("backed up to {}", self.to.display()));
        Ok(())
    }
}
