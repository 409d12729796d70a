//! `redress backup`: a consistent copy of the data folder, made while the server runs.

use super::say;
use crate::cli::Place;
use crate::store;
use crate::store::backup::{Around, VAULT_COPIES_FILE};
use anyhow::bail;
use std::path::PathBuf;

/// Copies the data folder.
#[derive(Debug, clap::Args)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    /// Folder with the policy packs, to be copied too [default: as the configuration file says]
    #[arg(long, env = "REDRESS_POLICIES_DIR", value_name = "DIR")]
    policies_dir: Option<PathBuf>,
    /// Folder to copy into; made if it is not there, and there only once the copy is whole
    to: PathBuf,
}

impl Backup {
    /// Runs the task.
    pub fn run(self) -> anyhow::Result<()> {
        let file = self.place.config.clone();
        let config = self.place.resolve()?;
        if config.database.is_some() {
            bail!(
                "the books of this desk lie in PostgreSQL: they are backed up with its own tools, see `docs/operations.md`"
            );
        }
        let around = Around { config: file, policies_dir: self.policies_dir.or(config.policies_dir.clone()) };
        let made = store::backup::backup(&config.data_dir, &around, &self.to)?;
        let (to, n_events, n_files) = (self.to.display(), made.manifest.n_events, made.manifest.n_evidence);
        say(match &config.evidence {
            None => format!("backed up to {to}: {n_events} events, {n_files} evidence files"),
            Some(bucket) => format!(
                "backed up to {to}: {n_events} events; the {n_files} evidence files are not in it: they lie in \
                 `{bucket}`, which has to keep its own copies"
            ),
        });
        for copy in &made.left_behind {
            say(format_args!(
                "warning: a copy of the vault was not brought up, so what is erased stays readable there: {copy}; \
                 mend it, or take it out of `{}`",
                config.data_dir.join(VAULT_COPIES_FILE).display()
            ));
        }
        if around.config.is_none() {
            say("no configuration file is in it; name yours with --config to keep it too");
        }
        Ok(())
    }
}
