//! How much of what each store can do is left after the log; the measuring program lies in `eventlog/benches`.

use super::{Measured, rows};
use crate::{postgres, process};
use anyhow::Result;

/// Appends by 64 clients, beside the same rows by prepared statements.
pub(super) fn measure() -> Result<Vec<Measured>> {
    postgres::ensure()?;
    rows::of(&mut process::cargo([
        "bench",
        "--package",
        "eventlog",
        "--features",
        "testing",
        "--bench",
        "log",
    ])?)
}
