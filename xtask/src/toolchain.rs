//! The parts of the Rust toolchain that must be there before anything is built.
//!
//! `rust-toolchain.toml` names them, but rustup's automatic installation may be switched off, so a missing part is
//! added here; a part that is there costs one look at the disk and no call of rustup.

use crate::{process, say};
use anyhow::{Context, Result};
use std::path::Path;

/// The target of the browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Adds the wasm target, clippy and rustfmt where one is missing.
pub(crate) fn ensure() -> Result<()> {
    let libdir =
        process::output(process::program("rustc")?.args(["--print", "target-libdir", "--target", WASM]))?;
    let has_core = Path::new(libdir.trim()).read_dir().is_ok_and(|mut entries| entries.next().is_some());
    if !has_core {
        say::step(format_args!("adding the {WASM} target"));
        process::run(process::program("rustup")?.args(["target", "add", WASM]))
            .context("the browser part needs the wasm target; install rustup from https://rustup.rs")?;
    }
    let sysroot = process::output(process::program("rustc")?.args(["--print", "sysroot"]))?;
    let bin = Path::new(sysroot.trim()).join("bin");
    for (component, file) in [("clippy", "cargo-clippy"), ("rustfmt", "cargo-fmt")] {
        if !bin.join(file).exists() {
            say::step(format_args!("adding {component}"));
            process::run(process::program("rustup")?.args(["component", "add", component])).with_context(
                || format!("`{component}` is missing; install rustup from https://rustup.rs"),
            )?;
        }
    }
    Ok(())
}
