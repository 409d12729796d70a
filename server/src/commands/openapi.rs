//! `redress openapi`: prints the description of the HTTP interface.

use super::say;

/// Runs the task.
pub fn run() -> anyhow::Result<()> {
    say(crate::router::document().to_pretty_json()?);
    Ok(())
}
