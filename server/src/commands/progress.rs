//! The progress bar of tasks that may take over two seconds; on standard error, and only where somebody watches.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar of `total` of what `what` names.
pub fn bar(total: u64, what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(total);
    let style = ProgressStyle::with_template("{msg} [{wide_bar}] {percent}% {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(what);
    bar
}
