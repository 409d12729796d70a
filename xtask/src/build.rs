//! `cargo xtask build`: the web entries, as the server gives them to browsers.
//!
//! trunk compiles and bundles each page; what it leaves is then put into the form that costs a phone the least:
//! optimised wasm, one style sheet, no inline script (so the content policy can forbid them all), names that carry
//! the hash of the content, and a compressed neighbour of each file. A finished entry replaces the old one as a whole,
//! so `dist/` never holds a stale or half-written file. Nothing is done when no input changed.

pub(crate) mod bytes;
pub(crate) mod compress;
pub(crate) mod entry;
mod glue;
mod inputs;
mod page;

use crate::tools::WebTools;
use crate::{process, say, toolchain, tree};
use anyhow::{Context, Result};
use entry::Entry;
use std::path::Path;
use std::time::Instant;

/// The pages and where the server shows them.
pub(crate) const ENTRIES: [Entry; 3] = [
    Entry { name: "customer", page: "index.html", public_url: "/" },
    Entry { name: "console", page: "console.html", public_url: "/console/" },
    Entry { name: "policy", page: "policy.html", public_url: "/console/policy/" },
];

/// Builds all entries; `dev` skips what only saves bytes.
pub(crate) fn build(dev: bool) -> Result<()> {
    toolchain::ensure()?;
    let root = tree::root()?;
    let dist = root.join("dist");
    let tools = WebTools::ensure()?;
    let mode = match (dev, tools.wasm_opt()) {
        (true, _) => "dev",
        (false, Some(_)) => "release",
        (false, None) => "release without wasm-opt",
    };
    let fingerprint = inputs::fingerprint(&root, mode)?;
    let stamp = dist.join("stamp");
    let is_whole = ENTRIES.iter().all(|entry| dist.join(entry.name).join("index.html").exists());
    if is_whole && std::fs::read_to_string(&stamp).is_ok_and(|old| old == fingerprint) {
        say::line("the web entries are up to date");
        return bytes::report(&dist);
    }
    let started = Instant::now();
    // Gone first: an interrupted build must not be taken for a finished one.
    remove(&stamp)?;
    for entry in &ENTRIES {
        build_entry(entry, &tools, &dist, dev)?;
    }
    std::fs::write(&stamp, &fingerprint).with_context(|| format!("cannot write {}", stamp.display()))?;
    say::line(format_args!("\nbuilt ({mode}) in {}", say::stopwatch(started.elapsed())));
    bytes::report(&dist)
}

fn build_entry(entry: &Entry, tools: &WebTools, dist: &Path, dev: bool) -> Result<()> {
    say::step(format_args!("building {} from {}", entry.name, entry.page));
    let bundled = dist.join(format!(".bundled-{}", entry.name));
    let finished = dist.join(format!(".finished-{}", entry.name));
    for dir in [&bundled, &finished] {
        remove(dir)?;
        std::fs::create_dir_all(dir).with_context(|| format!("cannot create {}", dir.display()))?;
    }
    let mut trunk = tools.trunk()?;
    trunk
        .args(["build", entry.page, "--public-url", entry.public_url, "--no-sri=true", "--dist"])
        .arg(&bundled);
    if !dev {
        trunk.arg("--release=true");
        if tools.wasm_opt().is_none() {
            // Names are there for the optimiser alone.
            trunk.env("CARGO_PROFILE_WASM_RELEASE_STRIP", "symbols");
        }
    }
    process::run(&mut trunk)?;
    entry.finish(&bundled, &finished, if dev { None } else { tools.wasm_opt() })?;
    if !dev {
        compress::compress_all(&finished)?;
    }
    let place = dist.join(entry.name);
    remove(&place)?;
    std::fs::rename(&finished, &place)
        .with_context(|| format!("cannot move the build to {}", place.display()))?;
    remove(&bundled)
}

/// Removes a file or folder that may not be there.
fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}
