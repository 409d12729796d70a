//! The delivered packs and the public cases, read from the tree.

use anyhow::{Context, Result, bail};
use domain::policy::authoring::{CaseFile, Mistake, SourcePack, parse_case, parse_pack};
use domain::testing::zones;
use std::path::{Path, PathBuf};

/// One public case.
pub struct Case {
    /// The name of its file.
    pub file: String,
    /// What it asks.
    pub question: CaseFile,
}

/// Every pack below `policies`, in the order of their names.
pub fn packs(policies: &Path) -> Result<Vec<SourcePack>> {
    let mut packs = Vec::new();
    for folder in list(policies)? {
        let path = folder.join("pack.toml");
        if path.is_file() {
            let text = read(&path)?;
            packs.push(parse_pack(&path.display().to_string(), &text).or_else(told)?);
        }
    }
    Ok(packs)
}

/// Every public case.
pub fn public(policies: &Path) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for path in list(&policies.join("cases"))? {
        if path.extension().is_some_and(|ending| ending == "toml") {
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let question = parse_case(&file, &read(&path)?, &zones()).or_else(told)?;
            cases.push(Case { file, question });
        }
    }
    Ok(cases)
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

fn told<T>(mistakes: Vec<Mistake>) -> Result<T> {
    match mistakes.first() {
        Some(mistake) => bail!("{mistake}"),
        None => bail!("a file is not readable"),
    }
}
