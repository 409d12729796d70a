//! `cargo xtask bench`: the budgets of the design, measured, each beside the number it must keep.
//!
//! One file per budget; a new one is a line in `BENCHES`.
//! A budget that is missed is an error, so that it is seen before it is shipped. Figures of a busy machine are
//! noise: where a ceiling can be measured in the same run, the budget is a share of it.

mod chromium;
mod engine_bytes;
mod entry_bytes;
mod idle_memory;
mod load;
mod log;
mod policy;
mod rows;
mod slow_phone;

use crate::say;
use anyhow::{Result, bail};

/// What was measured against what is allowed, in words a person reads.
struct Measured {
    what: String,
    value: String,
    /// What it must keep and whether it does; none for a figure that is only told.
    budget: Option<(String, bool)>,
}

/// A measurement by the name it is asked for.
type Bench = (&'static str, fn() -> Result<Vec<Measured>>);

const BENCHES: [Bench; 13] = [
    ("policy", policy::measure),
    ("chromium", chromium::measure),
    ("log", log::measure),
    ("filing", load::filing),
    ("import", load::import),
    ("queue", load::queue),
    ("stream", load::stream),
    ("nodes", load::nodes),
    ("strain", load::strain),
    ("memory", idle_memory::measure),
    ("phone", slow_phone::measure),
    ("bytes", entry_bytes::measure),
    ("engine-bytes", engine_bytes::measure),
];

/// Runs the named measurements, or all, and shows them in one table at the end.
pub(crate) fn bench(names: &[String]) -> Result<()> {
    let known = || BENCHES.map(|(name, _)| name).join(", ");
    if let Some(name) = names.iter().find(|name| !BENCHES.iter().any(|(known, _)| known == name)) {
        bail!("there is no bench `{name}`; there are {}", known());
    }
    let mut measured = Vec::new();
    for (name, measure) in BENCHES {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            say::step(name);
            measured.extend(measure()?);
        }
    }
    say::line("");
    for row in &measured {
        say::line(line(row));
    }
    match measured.iter().filter(|row| row.budget.as_ref().is_some_and(|(_, is_kept)| !is_kept)).count() {
        0 => Ok(()),
        n => bail!("{n} budgets missed"),
    }
}

/// One line of the table; the first column as wide as the longest name we have.
fn line(row: &Measured) -> String {
    let Measured { what, value, budget } = row;
    match budget {
        None => format!("{what:<64}  {value}"),
        Some((budget, true)) => format!("{what:<64}  {value}  (budget {budget})"),
        Some((budget, false)) => format!("{what:<64}  {value}  (budget {budget}) MISSED"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_that_is_missed_is_shown_as_such() {
        let row = |is_kept| Measured {
            what: "a page".to_owned(),
            value: "3 ms".to_owned(),
            budget: Some(("2 ms".to_owned(), is_kept)),
        };
        assert!(line(&row(false)).ends_with("3 ms  (budget 2 ms) MISSED"));
        assert!(line(&row(true)).ends_with("3 ms  (budget 2 ms)"));
    }
}
