//! What each web entry weighs on the way to a phone, against its budget.

use super::Measured;
use crate::{build, tree};
use anyhow::{Context, Result};

/// Entry, budget and aim: kilobytes of a thousand bytes, as brotli.
const BUDGETS: [(&str, u64, u64); 3] = [("customer", 220, 180), ("console", 600, 400), ("policy", 600, 400)];

/// Builds what is out of date and weighs it.
pub(super) fn measure() -> Result<Vec<Measured>> {
    build::build(false)?;
    let dist = tree::root()?.join("dist");
    let weigh = |(name, budget, aim): (&str, u64, u64)| {
        let bytes = build::bytes::of_entry(&dist.join(name)).context("the web entries are not built")?.brotli;
        Ok(Measured {
            what: format!("{name} entry, brotli (aim {aim} kB)"),
            value: kilobytes(bytes),
            budget: Some((format!("{budget} kB"), bytes <= budget * 1000)),
        })
    };
    BUDGETS.into_iter().map(weigh).collect()
}

/// Rounded up, so that a number at the budget never hides a byte above it.
fn kilobytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100);
    format!("{}.{} kB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kilobytes_are_rounded_up() {
        assert_eq!(kilobytes(220_000), "220.0 kB");
        assert_eq!(kilobytes(220_001), "220.1 kB");
    }
}
