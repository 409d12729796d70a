//! `cargo xtask run`: from a fresh clone to a desk one can click through, in one command.
//!
//! It ends by becoming the server, so that stopping it is stopping the server and nothing is left behind.
//! The demo has a data folder of its own; what a shop keeps in `data/` is never touched.

use crate::{build, process, say, toolchain, tree};
use anyhow::{Context, Result};
use std::os::unix::process::CommandExt;

/// Builds what is out of date and serves the demo; `args` go to `redress serve`.
pub(crate) fn run(args: &[String]) -> Result<()> {
    toolchain::ensure()?;
    build::build(false)?;
    say::step("building the server");
    process::run(&mut process::cargo(["build", "--release", "--package", "server"])?)?;
    let mut server = process::program(tree::target_dir()?.join("release/redress"))?;
    // As variables, so that a flag given by hand goes before them.
    for (name, value) in [("REDRESS_LISTEN", "127.0.0.1:8080"), ("REDRESS_DATA_DIR", "data/demo")] {
        if std::env::var_os(name).is_none() {
            server.env(name, value);
        }
    }
    server.args(["serve", "--demo"]).args(args);
    say::step(process::command_line(&server));
    // Only comes back when the server could not be started.
    Err(server.exec()).context("cannot start the server")
}
