//! The one command a developer needs: `cargo xtask` sets up, checks, tests, builds, runs and measures Redress.
//!
//! One file per command, so that what a command does can be read top to bottom in one place.
//! Nothing here is part of the product: the server and the pages never depend on this crate.
//! A command that lacks a tool installs it or says in one sentence what to install; it never half-works.

mod build;
mod check;
mod process;
mod say;
mod test;
mod toolchain;
mod tools;
mod tree;

use clap::{Parser, Subcommand};

/// Sets up, checks, tests, builds and runs Redress.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Formatting, lints on both targets and the house rules; installs and builds nothing else.
    Check,
    /// Builds both web entries into `dist/`.
    Build {
        /// Faster to build and larger: no optimiser, no compressed neighbours.
        #[arg(long)]
        dev: bool,
    },
    /// Everything: what is missing is installed, then `check`, the web build and all tests.
    Test,
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().task {
        Task::Check => check::check(),
        Task::Build { dev } => build::build(dev),
        Task::Test => test::test(),
    }
}
