//! The policy engine on this machine: over all packs, under more and more rules, and beside other engines.
//!
//! The others live in a workspace of their own, so that neither the product nor its tests ever build them.

use super::{Measured, rows};
use crate::{process, tree};
use anyhow::Result;

/// The workspace of the peers.
pub(super) const MANIFEST: &str = "xtask/peers/Cargo.toml";

/// Builds and runs the comparison.
pub(super) fn measure() -> Result<Vec<Measured>> {
    let mut command =
        process::cargo(["run", "--release", "--locked", "--package", "peers", "--manifest-path", MANIFEST])?;
    command.arg("--target-dir").arg(tree::target_dir()?.join("peers"));
    rows::of(&mut command)
}
