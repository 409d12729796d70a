//! `cargo xtask bench`: the budgets of the design, measured, each beside the number it must keep.
//!
//! One file per kind of measurement; a new one is a line in `BENCHES`.
//! A budget that is missed is an error, so that it is seen before it is shipped.

mod entry_bytes;

use crate::say;
use anyhow::{Result, bail};

/// What was measured against what is allowed, in words a person reads.
struct Measured {
    what: String,
    value: String,
    budget: String,
    is_kept: bool,
}

/// A measurement by the name it is asked for.
type Bench = (&'static str, fn() -> Result<Vec<Measured>>);

const BENCHES: [Bench; 1] = [("bytes", entry_bytes::measure)];

/// Runs the named measurements, or all.
pub(crate) fn bench(names: &[String]) -> Result<()> {
    let known = || BENCHES.map(|(name, _)| name).join(", ");
    if let Some(name) = names.iter().find(|name| !BENCHES.iter().any(|(known, _)| known == name)) {
        bail!("there is no bench `{name}`; there are {}", known());
    }
    let mut n_missed = 0_usize;
    for (name, measure) in BENCHES {
        if !names.is_empty() && !names.iter().any(|wanted| wanted == name) {
            continue;
        }
        let rows = measure()?;
        say::step(name);
        say::line(format_args!("{:<44}{:>14}{:>14}", "what", "measured", "budget"));
        for row in rows {
            let verdict = if row.is_kept { "" } else { "  missed" };
            say::line(format_args!("{:<44}{:>14}{:>14}{verdict}", row.what, row.value, row.budget));
            n_missed += usize::from(!row.is_kept);
        }
    }
    match n_missed {
        0 => Ok(()),
        n => bail!("{n} budgets missed"),
    }
}
