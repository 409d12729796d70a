//! `cargo xtask check`: everything that can be said about the tree without running it.
//!
//! Every part runs even when an earlier one failed, so that one run shows all there is to mend.
//! The lints use the same features as the tests, so that both share what is built.

use crate::{process, say, tidy, toolchain};
use anyhow::{Result, bail};
use std::process::Command;

/// The packages that run on the machine itself; `web` only means something in a browser.
pub(crate) const NATIVE: [&str; 12] =
    ["-p", "domain", "-p", "eventlog", "-p", "books", "-p", "server", "-p", "tests", "-p", "xtask"];

/// Checks that need a tool of their own, run where it is installed.
const OPTIONAL: [(&str, &[&str]); 2] = [("cargo-deny", &["--all-features", "check"]), ("typos", &[])];

/// Runs every check and fails when one did, naming them.
pub(crate) fn check() -> Result<()> {
    toolchain::ensure()?;
    let failed = failures()?;
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    say::line("\nall checks passed");
    Ok(())
}

/// Runs every check and names those that failed.
pub(crate) fn failures() -> Result<Vec<String>> {
    let mut failed = Vec::new();
    // What takes a second comes first.
    say::step("tidy: the house rules");
    if let Err(error) = tidy::tidy() {
        say::line(error);
        failed.push("tidy".to_owned());
    }
    for (tool, args) in OPTIONAL {
        let mut command = process::program(tool)?;
        command.args(args);
        if process::on_path(tool).is_none() {
            say::line(format_args!(
                "skipped: `{}` ({tool} is not installed)",
                process::command_line(&command)
            ));
            continue;
        }
        say::step(process::command_line(&command));
        if let Err(error) = process::run(&mut command) {
            say::line(error);
            failed.push(tool.to_owned());
        }
    }
    for (name, mut command) in cargo_checks()? {
        say::step(format_args!("{name}: {}", process::command_line(&command)));
        if let Err(error) = process::run(&mut command) {
            say::line(error);
            failed.push(name.to_owned());
        }
    }
    Ok(failed)
}

fn cargo_checks() -> Result<Vec<(&'static str, Command)>> {
    let mut native = process::cargo(["clippy"])?;
    native.args(NATIVE).args(["--all-targets", "--all-features", "--", "-D", "warnings"]);
    let mut wasm = process::cargo(["clippy", "-p", "domain", "-p", "web", "--target", toolchain::WASM])?;
    wasm.args(["--", "-D", "warnings"]);
    let mut docs = process::cargo(["doc", "--no-deps", "--all-features"])?;
    // Read by rustdoc alone, so nothing is compiled anew because of it.
    docs.args(NATIVE).env("RUSTDOCFLAGS", "-D warnings");
    Ok(vec![
        ("formatting", process::cargo(["fmt", "--all", "--check"])?),
        ("lints", native),
        ("lints of the browser part", wasm),
        ("documentation", docs),
    ])
}
