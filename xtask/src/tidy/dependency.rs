//! What `domain` may depend on, read from cargo itself, for the machine and for the browser.
//!
//! The domain does no IO and has no randomness; a crate that brings either, however deep, is a way in.

use super::Breach;
use crate::{process, toolchain};
use anyhow::Result;

/// Crates that do IO, touch the browser, tell the time or make random numbers.
const FORBIDDEN: [&str; 25] = [
    "async-std",
    "axum",
    "fastrand",
    "getrandom",
    "gloo-net",
    "hyper",
    "iana-time-zone",
    "js-sys",
    "leptos",
    "libc",
    "mio",
    "object_store",
    "rand",
    "rand_core",
    "reqwest",
    "rustix",
    "smol",
    "socket2",
    "sqlx",
    "sqlx-core",
    "tempfile",
    "tokio",
    "ureq",
    "wasm-bindgen",
    "web-sys",
];

pub(super) fn check() -> Result<Vec<Breach>> {
    let mut breaches = Vec::new();
    for target in [None, Some(toolchain::WASM)] {
        let mut command = process::cargo(["tree", "-p", "domain", "-e", "normal", "--prefix", "none"])?;
        match target {
            Some(target) => command.args(["--target", target]),
            // What the server asks of it beside.
            None => command.args(["--features", "authoring,schema"]),
        };
        let listed = process::output(&mut command)?;
        breaches.extend(forbidden(&listed).map(|name| Breach {
            path: "domain/Cargo.toml".to_owned(),
            line: None,
            what: format!(
                "depends on `{name}` ({}): the domain does no IO",
                target.unwrap_or("this machine")
            ),
        }));
    }
    Ok(breaches)
}

/// The forbidden crates in a list of `name version ...` lines.
fn forbidden(listed: &str) -> impl Iterator<Item = &'static str> {
    let names: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    FORBIDDEN.into_iter().filter(move |name| names.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_that_does_io_is_found_however_deep_and_similar_names_are_not() {
        let listed = "domain v0.1.0 (domain)\nserde v1.0.0\nrand_core v0.9.0\ntokio-util v0.7.0\n";
        assert_eq!(forbidden(listed).collect::<Vec<_>>(), ["rand_core"]);
    }

    #[test]
    fn the_domain_of_this_tree_is_clean() {
        assert_eq!(check().unwrap(), []);
    }
}
