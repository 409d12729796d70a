//! The one command a developer needs: `cargo xtask` sets up, checks, tests, builds, runs and measures Redress.
//!
//! One file per command, so that what a command does can be read top to bottom in one place.
//! Nothing here is part of the product: the server and the pages never depend on this crate.
//! A command that lacks a tool installs it or says in one sentence what to install; it never half-works.

mod bench;
mod browser;
mod build;
mod check;
mod debian;
mod demo;
mod driver;
mod fuzz;
mod postgres;
mod process;
mod run;
mod say;
mod screenshots;
mod test;
mod tidy;
mod toolchain;
mod tools;
mod tree;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Sets up, checks, tests, builds and runs Redress.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// The house rules alone: sizes, openings, borders, texts, what must be written down.
    Tidy,
    /// Formatting, lints on both targets and the house rules; installs and builds nothing else.
    Check,
    /// Builds the web entries into `dist/`.
    Build {
        /// Faster to build and larger: no optimiser, no compressed neighbours.
        #[arg(long)]
        dev: bool,
    },
    /// Builds what is out of date and serves the demo on 127.0.0.1:8080.
    Run {
        /// Further arguments for `redress serve`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Measures the budgets; all of them, or those named.
    Bench {
        /// Which; a name nobody knows shows them all.
        names: Vec<String>,
    },
    /// Feeds the readers of packs and cases whatever a fuzzer thinks of, where a nightly and cargo-fuzz are there.
    Fuzz {
        /// Seconds for each target.
        #[arg(long, default_value_t = 60)]
        seconds: u32,
        /// Which targets; all of them unless named.
        names: Vec<String>,
    },
    /// Pictures of the pages into `docs/pictures/`; all of them, or those named.
    Screenshots {
        /// Which pages, by name.
        names: Vec<String>,
    },
    /// Everything: what is missing is installed, then `check`, the web build and all tests.
    Test,
}

fn main() -> ExitCode {
    match perform(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::line(format_args!("\nerror: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> anyhow::Result<()> {
    match task {
        Task::Check => check::check(),
        Task::Tidy => tidy::tidy(),
        Task::Build { dev } => build::build(dev),
        Task::Run { args } => run::run(&args),
        Task::Bench { names } => bench::bench(&names),
        Task::Fuzz { seconds, names } => fuzz::fuzz(seconds, &names),
        Task::Screenshots { names } => screenshots::screenshots(&names),
        Task::Test => test::test(),
    }
}
