//! One line of the result, in the form `cargo xtask bench` reads, and what it is made of.

use serde_json::json;
use std::time::Duration;

/// Tells a figure that has no budget of its own.
pub(crate) fn tell(what: &str, value: &str) {
    println!("{}", json!({ "what": what, "value": value, "budget": null, "is_kept": null }));
}

/// Tells a figure and what it must keep.
pub(crate) fn judge(what: &str, value: &str, budget: &str, is_kept: bool) {
    println!("{}", json!({ "what": what, "value": value, "budget": budget, "is_kept": is_kept }));
}

/// The time that this share of all stays within.
pub(crate) fn within(times: &[Duration], share: f64) -> Duration {
    let mut times = times.to_vec();
    times.sort();
    let last = times.len().checked_sub(1).expect("something was measured");
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list")]
    let place = (times.len() as f64 * share).ceil() as usize;
    times[place.saturating_sub(1).min(last)]
}

/// A duration in milliseconds, as a person reads it.
pub(crate) fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
