//! `redress openapi`: prints the description of the HTTP interface.

use super::say;

/// Runs the task.
pub fn run() -> anyhow::Result<()> {
    say(serde_json::to_string_pretty(crate::router::document())?);
    Ok(())
}
