//! `cargo xtask fuzz`: the readers of packs and cases under a fuzzer, for as long as one likes.
//!
//! The same bodies run under proptest in the test command. A fuzzer needs a nightly compiler and `cargo-fuzz`; where
//! one is missing this says how to get it and does nothing, since nothing else here needs either.

use crate::{process, say, tree};
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Stdio;

/// What is fuzzed: a body in `fuzz/bodies.rs` each.
const TARGETS: [&str; 3] = ["pack", "case", "explain"];

/// A text longer than the longest delivered pack teaches the fuzzer nothing.
const LONGEST: u32 = 65_536;

/// Runs the named targets, or all, for so many seconds each.
pub(crate) fn fuzz(seconds: u32, names: &[String]) -> Result<()> {
    let known = || TARGETS.join(", ");
    if let Some(name) = names.iter().find(|name| !TARGETS.contains(&name.as_str())) {
        bail!("there is no fuzz target `{name}`; there are {}", known());
    }
    if let Some(missing) = missing()? {
        say::line(missing);
        return Ok(());
    }
    for name in TARGETS {
        if names.is_empty() || names.iter().any(|wanted| wanted == name) {
            say::step(format_args!("fuzzing {name} for {seconds} s"));
            run(name, seconds)?;
        }
    }
    Ok(())
}

/// What is not there, in a sentence that says how to get it.
fn missing() -> Result<Option<&'static str>> {
    let mut nightly = process::program("rustc")?;
    nightly.args(["+nightly", "--version"]).env_remove("RUSTUP_TOOLCHAIN");
    let has_nightly = nightly.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success());
    Ok(match (has_nightly, process::on_path("cargo-fuzz")) {
        (false, _) => {
            Some("not fuzzed: a fuzzer needs a nightly compiler; `rustup toolchain install nightly` gets one")
        }
        (true, None) => Some("not fuzzed: cargo-fuzz is not installed; `cargo install cargo-fuzz` gets it"),
        (true, Some(_)) => None,
    })
}

fn run(name: &str, seconds: u32) -> Result<()> {
    let target_dir = tree::target_dir()?.join("fuzz");
    let corpus = target_dir.join("corpus").join(name);
    std::fs::create_dir_all(&corpus).with_context(|| format!("cannot create {}", corpus.display()))?;
    sow(name, &corpus)?;
    // Through rustup's own front, so that the nightly is used and not the compiler this program was built with.
    let mut command = process::program("cargo")?;
    command.env_remove("RUSTUP_TOOLCHAIN").args(["+nightly", "fuzz", "run", "--target-dir"]).arg(&target_dir);
    command.arg(name).arg(&corpus).arg("--");
    command.args([format!("-max_total_time={seconds}"), format!("-max_len={LONGEST}")]);
    process::run(&mut command)
}

/// Puts the delivered packs and cases where the fuzzer begins.
fn sow(name: &str, corpus: &Path) -> Result<()> {
    let policies = tree::root()?.join("policies");
    let packs = texts(&policies, "pack.toml")?;
    let cases = texts(&policies, "")?;
    let seeds: Vec<String> = match name {
        "pack" => packs,
        "case" => cases,
        _ => {
            cases.iter().zip(packs.iter().cycle()).map(|(case, pack)| format!("{pack}\u{c}{case}")).collect()
        }
    };
    for (idx, seed) in seeds.iter().enumerate() {
        let path = corpus.join(format!("delivered-{idx}"));
        std::fs::write(&path, seed).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// The texts of all files of this name below a folder; of all cases where no name is given.
fn texts(folder: &Path, name: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_case = name.is_empty() && folder.ends_with("cases");
        if path.is_dir() {
            found.extend(texts(&path, name)?);
        } else if file == name || (is_case && path.extension().is_some_and(|kind| kind == "toml")) {
            found.push(
                std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?,
            );
        }
    }
    Ok(found)
}
