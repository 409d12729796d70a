//! How the server bears up under load; the measuring program needs the server itself and lies in `tests/benches`.

use super::{Measured, rows};
use crate::{process, tree};
use anyhow::Result;
use std::process::Command;

/// Filing a complaint, beside the raw rate of the same rows.
pub(super) fn filing() -> Result<Vec<Measured>> {
    run("filing")
}

/// A page of the queue among ten thousand cases and among a million.
pub(super) fn queue() -> Result<Vec<Measured>> {
    run("queue")
}

/// An event on its way to a thousand consoles.
pub(super) fn stream() -> Result<Vec<Measured>> {
    run("stream")
}

/// Memory after a flood of wrong sign-ins, and a look-up among idle connections.
pub(super) fn strain() -> Result<Vec<Measured>> {
    // A process of its own, since that is what memory and descriptors are counted by.
    process::run(&mut process::cargo(["build", "--release", "--package", "server"])?)?;
    let program = tree::target_dir()?.join("release/redress");
    rows::of(command("strain")?.env("REDRESS_BENCH_PROGRAM", program))
}

fn run(name: &str) -> Result<Vec<Measured>> {
    rows::of(&mut command(name)?)
}

fn command(name: &str) -> Result<Command> {
    process::cargo(["bench", "--package", "tests", "--bench", "load", "--", name])
}
