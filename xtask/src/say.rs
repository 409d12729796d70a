//! What the commands say on the terminal: the only place in this crate that prints.
//!
//! Plain lines without colour or cursor tricks, so that a log file reads like the screen.
//! A closed pipe (`cargo xtask test | head`) is nobody's error, so a failed write is dropped.

use std::fmt::Display;
use std::io::Write;
use std::time::Duration;

/// One line on standard output.
pub(crate) fn line(text: impl Display) {
    let mut out = std::io::stdout().lock();
    // A reader that went away wants no more lines.
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// The heading of a piece of work that takes a while.
pub(crate) fn step(text: impl Display) {
    line(format_args!("\n== {text}"));
}

/// A duration as a person reads a stopwatch: `4.2 s`, `3 min 07 s`.
pub(crate) fn stopwatch(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    if seconds < 60 {
        return format!("{seconds}.{} s", elapsed.subsec_millis() / 100);
    }
    format!("{} min {:02} s", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stopwatch_shows_tenths_below_a_minute_and_whole_seconds_above() {
        assert_eq!(stopwatch(Duration::from_millis(4_270)), "4.2 s");
        assert_eq!(stopwatch(Duration::from_secs(187)), "3 min 07 s");
    }
}
