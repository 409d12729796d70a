//! The native half of the parity between the browser's build and the server's: the same committed answers, and
//! nothing in the browser's build that could make them differ.
//!
//! A new input is a line `{"input":"…"}` in `parity/*.jsonl`; `REDRESS_WRITE_PARITY=1` fills in the answers, which
//! are then read before they are committed. Wire forms and triage texts come from their own folders.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test fails loudly and may read files; clippy's own exemption does not reach the functions beside it"
)]

#[path = "parity/corpus.rs"]
mod corpus;

use corpus::{AREAS, Area};
use serde::Deserialize;
use std::path::PathBuf;
use std::process::Command;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The inputs an area should have: those of its folder where it has one, else the committed ones.
fn inputs(area: &Area) -> Vec<String> {
    match area.name {
        "wire" => wire_forms(),
        "triage" => labelled_texts(),
        "cases" => policy_cases(),
        _ => area.inputs(),
    }
}

fn wire_forms() -> Vec<String> {
    let mut forms: Vec<String> = std::fs::read_dir(folder().join("wire"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            format!("{name} {}", std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    forms.sort();
    forms
}

/// Every case file beside the packs and among them, and those of the example shops.
fn policy_cases() -> Vec<String> {
    let policies = folder().join("../../policies");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(&policies).unwrap().map(|entry| entry.unwrap().path().join("cases")).collect();
    folders.push(policies.join("cases"));
    folders.extend(
        ["electronics", "furniture"].map(|id| policies.join("../docs/examples").join(id).join("cases")),
    );
    let mut files: Vec<PathBuf> = folders
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flat_map(|entries| entries.map(|entry| entry.unwrap().path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    files.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

fn labelled_texts() -> Vec<String> {
    #[derive(Deserialize)]
    struct File {
        text: Vec<Labelled>,
    }
    #[derive(Deserialize)]
    struct Labelled {
        text: String,
    }
    ["zh-hans", "zh-hant", "en"]
        .iter()
        .map(|name| std::fs::read_to_string(folder().join(format!("triage/{name}.toml"))).unwrap())
        .flat_map(|file| toml::from_str::<File>(&file).unwrap().text)
        .map(|labelled| labelled.text)
        .collect()
}

#[test]
fn answers_are_the_committed_ones() {
    let is_writing = std::env::var_os("REDRESS_WRITE_PARITY").is_some();
    let mut changed = Vec::new();
    for area in AREAS {
        let file = area.file(&inputs(area));
        if is_writing {
            std::fs::write(folder().join(format!("parity/{}.jsonl", area.name)), &file).unwrap();
        } else if file != area.committed {
            let differing =
                file.lines().zip(area.committed.lines()).find(|(came, committed)| came != committed);
            changed.push(format!("{}: {differing:#?}", area.name));
        }
    }
    assert!(
        changed.is_empty(),
        "run with REDRESS_WRITE_PARITY=1 and read the difference:\n{}",
        changed.join("\n")
    );
}

#[test]
fn every_area_has_inputs() {
    for area in AREAS {
        assert!(area.inputs().len() >= 8, "`{}` has {} inputs", area.name, area.inputs().len());
    }
}

/// What would let the browser's build and the server's differ: clocks, chance, the network, the host's API.
const FORBIDDEN: &[&str] = &[
    "getrandom",
    "rand",
    "rand_core",
    "fastrand",
    "js-sys",
    "web-sys",
    "web-time",
    "wasm-bindgen",
    "tokio",
    "mio",
    "socket2",
    "hyper",
    "reqwest",
    "sqlx",
    "libc",
    "time",
    "iana-time-zone",
];

#[test]
fn the_browsers_build_holds_no_source_of_chance_or_time() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--package", "domain", "--target", "wasm32-unknown-unknown"])
        .args(["--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = String::from_utf8(tree.stdout).unwrap();
    let crates: Vec<&str> = text.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(crates.contains(&"serde"), "{}", String::from_utf8_lossy(&tree.stderr));
    let found: Vec<&&str> = crates.iter().filter(|name| FORBIDDEN.contains(name)).collect();
    assert!(found.is_empty(), "{found:?} came into the domain's build for the browser");
}
