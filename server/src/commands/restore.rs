//! `redress restore`: puts a backup in place of the data folder. What was there is moved aside, never deleted.

use super::say;
use crate::cli::Place;
use crate::evidence::Files;
use crate::installation;
use crate::store::Options;
use crate::store::backup::AROUND_DIR;
use crate::store::restore::Staged;
use crate::verification::look_through;
use anyhow::{Context, bail};
use std::path::PathBuf;

/// How many uploads are forgotten in one commit.
const AT_ONCE: u32 = 500;

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
        if config.database.is_some() {
            bail!(
                "the books of this desk lie in PostgreSQL: they are restored with its own tools, see `docs/operations.md`"
            );
        }
        let data = config.data_dir.clone();
        let name = data.file_name().context("the data folder has no name")?.to_string_lossy();
        let moment = chrono::Utc::now().format("%Y%m%dT%H%M%SZ");
        let aside = data.with_file_name(format!("{name}.before-restore-{moment}"));
        let is_replaced = data.exists();
        let (staged, manifest) = Staged::copy(&self.from, &data).await?;
        // What is about to replace a desk is looked through from its first event to its last file.
        let options = Options { is_server: false, ..Options::new(staged.dir()) };
        let store = installation::open(options).await?.store;
        let files = Files::open(store.dir(), config.evidence.as_ref())?;
        let looked = look_through(&store, &files, &|_| {}).await;
        if config.evidence.is_some() {
            // The desk that this is a copy of may have put them to use since: in a bucket they are its files too.
            loop {
                let forgotten = store.forget_unclaimed(i64::MAX, AT_ONCE).await?;
                if forgotten.is_empty() {
                    break;
                }
                store.are_gone(&forgotten).await?;
            }
        }
        store.close().await;
        let findings = looked?;
        if !findings.faults.is_empty() {
            findings.faults.iter().for_each(say);
            bail!(
                "{} things in the backup `{}` are not in order; nothing was changed",
                findings.faults.len(),
                self.from.display()
            );
        }
        staged.put_in_place(&aside)?;
        if is_replaced {
            say(format_args!("what was there is now in {}", aside.display()));
        }
        let (data, from) = (data.display(), self.from.display());
        say(format_args!(
            "restored {data} from {from}, as of {}: {} events",
            manifest.made_at, manifest.n_events
        ));
        let around = self.from.join(AROUND_DIR);
        if around.exists() {
            say(format_args!("the configuration and packs of that day are in {}", around.display()));
        }
        Ok(())
    }
}
