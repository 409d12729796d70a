//! `redress policy diff`: what changes between two versions of a pack, in words, and for whom.

use crate::commands::say;
use crate::packs;
use domain::policy::authoring::{SourcePack, diff, parse_pack};
use std::path::{Path, PathBuf};

/// Compares two versions.
#[derive(Debug, clap::Args)]
pub struct Diff {
    /// The version in force: a pack.toml, or the id of a delivered pack
    old: PathBuf,
    /// The version to come
    new: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn source(path: &Path) -> Result<SourcePack, packs::PacksFault> {
    let delivered = packs::DELIVERED.iter().find(|(id, _)| path == Path::new(id));
    let text = match delivered {
        Some((_, text)) if !path.exists() => (*text).to_owned(),
        _ => packs::read(path)?,
    };
    parse_pack(&path.to_string_lossy(), &text).map_err(packs::PacksFault::Mistaken)
}

impl Diff {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let (old, new) = (source(&self.old)?, source(&self.new)?);
        let changes = diff((&old.pack, old.desk.as_ref()), (&new.pack, new.desk.as_ref()));
        if self.json {
            say(serde_json::to_string_pretty(&changes)?);
        } else if changes.is_empty() {
            say("no change");
        } else {
            changes.iter().for_each(say);
        }
        Ok(())
    }
}
