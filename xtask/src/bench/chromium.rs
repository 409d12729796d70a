//! A whole decision over all packs in a real browser, in the build that pages get.

use super::{Measured, policy};
use crate::browser::Browser;
use crate::build::entry;
use crate::driver::Driver;
use crate::tools::WebTools;
use crate::{process, toolchain, tree};
use anyhow::{Context, Result};
use base64::Engine;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Microseconds.
const BUDGET: f64 = 100.0;

/// Loads the module, decides until the browser has made it fast, then times each case.
const STOPWATCH: &str = include_str!("chromium.js");

/// Builds the engine as the pages are built and times it in Chromium.
pub(super) fn measure() -> Result<Vec<Measured>> {
    toolchain::ensure()?;
    let browser = Browser::ensure()?;
    let tools = WebTools::ensure()?;
    let (script, wasm) = built(&tools)?;
    let driver = Driver::start(&browser, "en")?;
    driver.open("about:blank")?;
    let policies = tree::root()?.join("policies");
    let arguments = json!([
        base64::engine::general_purpose::STANDARD.encode(wasm),
        packs(&policies)?,
        cases(&policies.join("cases"))?
    ]);
    let times = driver.run_with(&format!("{script}\n{STOPWATCH}"), &arguments)?;
    let times = times.as_array().context("the browser told no times")?;
    let times: Vec<f64> = times.iter().filter_map(Value::as_f64).collect();
    let mean = times.iter().sum::<f64>() / f64::from(u32::try_from(times.len())?);
    let slowest = times.iter().copied().fold(0.0, f64::max);
    let row = |what: &str, micros: f64| Measured {
        what: format!("policy in Chromium, all packs with options, {what}"),
        value: format!("{micros:.1} µs"),
        budget: Some((format!("{BUDGET:.0} µs"), micros <= BUDGET)),
    };
    Ok(vec![row("mean of the public cases", mean), row("slowest case", slowest)])
}

/// The script and the wasm of the module.
fn built(tools: &WebTools) -> Result<(String, Vec<u8>)> {
    let target_dir = tree::target_dir()?.join("peers");
    let mut cargo =
        process::cargo(["build", "--locked", "--package", "browser", "--profile", "wasm-release"])?;
    cargo.args(["--manifest-path", policy::MANIFEST, "--target", toolchain::WASM]);
    process::run(cargo.arg("--target-dir").arg(&target_dir))?;
    let made = target_dir.join(toolchain::WASM).join("wasm-release/browser.wasm");
    let out = target_dir.join("page");
    let mut bind = process::program("wasm-bindgen")?;
    bind.env("PATH", tools.path()?).args(["--target", "no-modules", "--no-typescript", "--out-dir"]);
    process::run(bind.arg(&out).arg(&made))?;
    let wasm = entry::optimised(&out.join("browser_bg.wasm"), tools.wasm_opt())?;
    let path = out.join("browser.js");
    let script = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok((script, wasm))
}

fn packs(policies: &Path) -> Result<Vec<String>> {
    let files = list(policies)?.into_iter().map(|folder| folder.join("pack.toml"));
    files.filter(|path| path.is_file()).map(|path| read(&path)).collect()
}

fn cases(folder: &Path) -> Result<Vec<String>> {
    let files = list(folder)?.into_iter();
    files.filter(|path| path.extension().is_some_and(|kind| kind == "toml")).map(|path| read(&path)).collect()
}

fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}
