//! `redress policy`: what the packs say, whether they are sound, and what they would have cost.

mod check;
mod diff;
mod explain;
mod list;
mod replay;

use crate::config::{Settings, file};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Ask, check and try policy packs
#[derive(Debug, Subcommand)]
pub enum Policy {
    /// List the packs and their rules
    #[command(after_help = "Example:\n  redress policy list --rules")]
    List(list::List),
    /// Look for contradictions, dead or untried rules and gaps
    #[command(
        after_help = "Examples:\n  redress policy check --policies-dir policies\n  redress policy check --config redress.toml"
    )]
    Check(check::Check),
    /// Decide a case file and say why
    #[command(after_help = "Example:\n  redress policy explain --case case.toml --language en")]
    Explain(explain::Explain),
    /// Say in words what changes between two versions of a pack
    #[command(after_help = "Example:\n  redress policy diff old/pack.toml new/pack.toml")]
    Diff(diff::Diff),
    /// Run packs over the imported orders and past cases and count what they would have granted
    #[command(
        after_help = "Examples:\n  redress policy replay --pack shop-default --json\n  redress policy replay --policies-dir drafts --cases --against-in-force"
    )]
    Replay(replay::Replay),
}

/// A case file that can't be decided, in one line; the program then ends with 2.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadCase(String);

/// Which packs a task is about.
#[derive(Clone, Debug, Args)]
struct From {
    /// Folder with one folder per pack, instead of the packs that are delivered
    #[arg(long, env = "REDRESS_POLICIES_DIR", value_name = "DIR")]
    policies_dir: Option<PathBuf>,
}

/// Which packs a task is about, where nothing else of the configuration matters.
#[derive(Clone, Debug, Args)]
struct Named {
    /// Configuration file in TOML; only its folder of packs matters here
    #[arg(long, env = "REDRESS_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    from: From,
}

impl Named {
    /// The folder of packs, as the server would read it; `None` for the packs that are delivered.
    fn folder(self) -> anyhow::Result<Option<PathBuf>> {
        let settings = Settings { policies_dir: self.from.policies_dir, ..Settings::default() };
        let settings = match &self.config {
            Some(path) => settings.or(file::read(path)?),
            None => settings,
        };
        Ok(settings.policies_dir)
    }
}

impl Policy {
    /// Runs the task.
    pub async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::List(list) => list.run(),
            Self::Check(check) => check.run(),
            Self::Explain(explain) => explain.run(),
            Self::Diff(diff) => diff.run(),
            Self::Replay(replay) => replay.run().await,
        }
    }
}
