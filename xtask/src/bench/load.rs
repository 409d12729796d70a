//! How the server bears up under load; the measuring program needs the server itself and lies in `tests/benches`.

use super::{Measured, rows};
use crate::{process, tree};
use anyhow::Result;
use std::process::Command;

/// Filing a complaint, beside the raw rate of the same rows.
pub(super) fn filing() -> Result<Vec<Measured>> {
    run("filing")
}

/// Filing a complaint while many orders are brought in.
pub(super) fn import() -> Result<Vec<Measured>> {
    run_program("import")
}

/// A page of the queue among ten thousand cases and among a million.
pub(super) fn queue() -> Result<Vec<Measured>> {
    run("queue")
}

/// An event on its way to a thousand consoles.
pub(super) fn stream() -> Result<Vec<Measured>> {
    run("stream")
}

/// An event on its way from one server of a PostgreSQL database to another.
pub(super) fn nodes() -> Result<Vec<Measured>> {
    rows::of(command("nodes")?.env("REDRESS_TEST_STORE", "postgres"))
}

/// Memory after a flood of wrong sign-ins, and a look-up among idle connections.
pub(super) fn strain() -> Result<Vec<Measured>> {
    run_program("strain")
}

/// With the server as a process of its own, by which memory and descriptors are counted, and beside which others run.
fn run_program(name: &str) -> Result<Vec<Measured>> {
    process::run(&mut process::cargo(["build", "--release", "--package", "server"])?)?;
    let program = tree::target_dir()?.join("release/redress");
    rows::of(command(name)?.env("REDRESS_BENCH_PROGRAM", program))
}

fn run(name: &str) -> Result<Vec<Measured>> {
    rows::of(&mut command(name)?)
}

fn command(name: &str) -> Result<Command> {
    process::cargo(["bench", "--package", "tests", "--bench", "load", "--", name])
}
