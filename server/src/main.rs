//! The `redress` program: reads the command line, runs the task, says in one line what went wrong.

use clap::Parser;
use server::cli::{self, Cli};
use server::commands::policy::BadCase;
use std::io::Write;
use std::process::ExitCode;

/// Whatever this program writes is for the one who runs it alone: it holds people's complaints, or keys to them.
fn keep_to_ourselves() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

fn main() -> ExitCode {
    keep_to_ourselves();
    let cli = Cli::parse();
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(cli::run(cli)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line, with everything that led to it.
            let _ = writeln!(std::io::stderr(), "redress: {error:#}");
            // What somebody wrote is wrong, and not this program or its data.
            if error.is::<BadCase>() { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}
