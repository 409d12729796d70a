//! The packs this program was built with, and those of a folder.
//!
//! The delivered packs are part of the program, so that `redress policy explain` answers anywhere; a folder named on
//! the command line takes their place as a whole, never in part.

use domain::policy::Packs;
use domain::policy::authoring::mistake::nearest;
use domain::policy::authoring::{Mistake, SourcePack, parse_pack};
use std::path::{Path, PathBuf};

/// Id and text of every pack that is delivered.
pub const DELIVERED: [(&str, &str); 6] = [
    ("cn-law", include_str!("../../policies/cn-law/pack.toml")),
    ("cn-platform", include_str!("../../policies/cn-platform/pack.toml")),
    ("eu-law", include_str!("../../policies/eu-law/pack.toml")),
    ("uk-law", include_str!("../../policies/uk-law/pack.toml")),
    ("us-law", include_str!("../../policies/us-law/pack.toml")),
    ("shop-default", include_str!("../../policies/shop-default/pack.toml")),
];

/// Path below the folder of packs and text of every case that is delivered.
pub const CASES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/cases.rs"));

/// Why packs can't be had.
#[derive(Debug, thiserror::Error)]
pub enum PacksFault {
    /// The folder can't be read.
    #[error("can't read `{}`: {source}; expected a folder with one folder per pack", .path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// There are mistakes.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Mistaken(Vec<Mistake>),
    /// No such pack.
    #[error("unknown pack `{id}`; expected one of {known}{nearest}")]
    Unknown {
        /// The id asked for.
        id: String,
        /// The ids there are.
        known: String,
        /// The nearest of them, as the end of a sentence.
        nearest: String,
    },
}

/// The delivered packs, or those of a folder.
pub fn load(dir: Option<&Path>) -> Result<Vec<SourcePack>, PacksFault> {
    let mut sources = Vec::new();
    let mut mistakes = Vec::new();
    for (file, text) in texts(dir)? {
        match parse_pack(&file, &text) {
            Ok(source) => sources.push(source),
            Err(found) => mistakes.extend(found),
        }
    }
    if mistakes.is_empty() { Ok(sources) } else { Err(PacksFault::Mistaken(mistakes)) }
}

/// File name and text of the delivered packs, or of those of a folder.
pub fn texts(dir: Option<&Path>) -> Result<Vec<(String, String)>, PacksFault> {
    match dir {
        Some(dir) => in_folder(dir),
        None => Ok(DELIVERED
            .iter()
            .map(|(id, text)| (format!("policies/{id}/pack.toml"), (*text).to_owned()))
            .collect()),
    }
}

/// File name and text of the cases beside the delivered packs, or of those in a folder: `cases/*.toml` beside the
/// packs and in each of them.
pub fn case_texts(dir: Option<&Path>) -> Result<Vec<(String, String)>, PacksFault> {
    let Some(dir) = dir else {
        return Ok(CASES
            .iter()
            .map(|(path, text)| (format!("policies/{path}"), (*text).to_owned()))
            .collect());
    };
    let mut folders: Vec<PathBuf> = list(dir)?.into_iter().map(|path| path.join("cases")).collect();
    folders.push(dir.join("cases"));
    let mut texts = Vec::new();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        for path in list(folder)?.iter().filter(|path| path.extension().is_some_and(|kind| kind == "toml")) {
            texts.push((path.to_string_lossy().into_owned(), read(path)?));
        }
    }
    texts.sort();
    Ok(texts)
}

fn list(dir: &Path) -> Result<Vec<PathBuf>, PacksFault> {
    let unreadable = |source| PacksFault::Unreadable { path: dir.to_owned(), source };
    let entries = std::fs::read_dir(dir).map_err(unreadable)?;
    let mut paths =
        entries.map(|entry| Ok(entry.map_err(unreadable)?.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

fn in_folder(dir: &Path) -> Result<Vec<(String, String)>, PacksFault> {
    let mut texts = Vec::new();
    for path in list(dir)?.into_iter().map(|path| path.join("pack.toml")).filter(|path| path.is_file()) {
        texts.push((path.to_string_lossy().into_owned(), read(&path)?));
    }
    Ok(texts)
}

/// The text of a file; what is not UTF-8 is a fault like any other.
pub fn read(path: &Path) -> Result<String, PacksFault> {
    std::fs::read_to_string(path).map_err(|source| PacksFault::Unreadable { path: path.to_owned(), source })
}

/// Puts packs in force in the order of their ids.
pub fn pick(sources: &[SourcePack], ids: &[String]) -> Result<Packs, PacksFault> {
    let mut packs = Vec::new();
    let mut desks = Vec::new();
    for id in ids {
        let source = find(sources, id)?;
        packs.push(source.pack.clone());
        desks.extend(source.desk.clone());
    }
    Ok(Packs::new(packs, desks))
}

/// The pack with an id.
pub fn find<'a>(sources: &'a [SourcePack], id: &str) -> Result<&'a SourcePack, PacksFault> {
    let known = || sources.iter().map(|source| source.pack.id.as_str());
    sources.iter().find(|source| source.pack.id == id).ok_or_else(|| PacksFault::Unknown {
        id: id.to_owned(),
        known: known().collect::<Vec<_>>().join(", "),
        nearest: nearest(id, known()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default(),
    })
}
