//! The tasks of the command line, one module each. They read settings, call the library and report to people:
//! results on standard output, progress and trouble on standard error.

pub mod backup;
pub mod import_orders;
pub mod init;
pub mod migrate;
pub mod openapi;
pub mod policy;
pub mod progress;
pub mod rebuild;
pub mod restore;
pub mod serve;
pub mod user;
pub mod verify;

use std::io::Write;

/// Writes one line to standard output. A reader that has gone away is no fault.
pub fn say(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
