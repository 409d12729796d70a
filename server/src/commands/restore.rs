//! `redress restore`: puts a backup in place of the data folder. What was there is moved aside, never deleted.

use super::say;
use crate::cli::Place;
use crate::store;
use anyhow::Context;
use std::path::PathBuf;

/// Puts a backup in place.
#[derive(Debug, clap::Args)]
pub struct Restore {
    #[command(flatten)]
    place: Place,
    /// Folder that `redress backup` made
    from: PathBuf,
}

impl Restore {
    /// Runs the task.
    pub async fn run(self) -> anyhow::Result<()> {
        let config = self.place.resolve()?;
        let data = config.data_dir;
        let name = data.file_name().context("the data folder has no name")?.to_string_lossy();
        let moment = chrono::Utc::now().format("%Y%m%dT%H%M%SZ");
        let aside = data.with_file_name(format!("{name}.before-restore-{moment}"));
        let is_replaced = data.exists();
        store::backup::restore(&self.from, &data, &aside).await?;
        if is_replaced {
            say(format_args!("what was there is now in {}", aside.display()));
        }
        say(format_args!("restored {} from {}", data.display(), self.from.display()));
        Ok(())
    }
}
