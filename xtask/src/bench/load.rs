//! How the server bears up under load; the measuring program needs the server itself and lies in `tests/benches`.

use super::{Measured, rows};
use crate::process;
use anyhow::Result;

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

fn run(name: &str) -> Result<Vec<Measured>> {
    rows::of(&mut process::cargo(["bench", "--package", "tests", "--bench", "load", "--", name])?)
}
