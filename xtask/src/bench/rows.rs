//! Figures that another program measured and wrote, a line of JSON each, on its standard output.

use super::Measured;
use crate::process;
use anyhow::{Context, Result};
use serde_json::Value;
use std::process::Command;

/// Runs the program and reads its figures; what else it says goes to the terminal.
pub(super) fn of(command: &mut Command) -> Result<Vec<Measured>> {
    let output = process::output(command)?;
    output.lines().filter(|line| line.starts_with('{')).map(read).collect()
}

fn read(line: &str) -> Result<Measured> {
    let row: Value = serde_json::from_str(line).with_context(|| format!("no figure: {line}"))?;
    let text = |key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
    Ok(Measured {
        what: text("what").with_context(|| format!("a figure without a name: {line}"))?,
        value: text("value").with_context(|| format!("a figure without a value: {line}"))?,
        budget: text("budget").zip(row.get("is_kept").and_then(Value::as_bool)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_may_have_no_budget() {
        let told = read(r#"{"what":"a","value":"1","budget":null,"is_kept":null}"#).unwrap();
        assert_eq!((told.what.as_str(), told.budget), ("a", None));
        let judged = read(r#"{"what":"a","value":"1","budget":"2","is_kept":false}"#).unwrap();
        assert_eq!(judged.budget, Some(("2".to_owned(), false)));
        assert!(read("{}").is_err());
    }
}
