//! The packs and cases of the tree, read once per test.

use domain::policy::Packs;
use domain::policy::authoring::check::NamedCase;
use domain::policy::authoring::{CaseFile, SourcePack, parse_case, parse_pack};
use domain::testing::zones;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The folder of the packs.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Every pack.
pub(crate) fn sources() -> Vec<SourcePack> {
    static SOURCES: OnceLock<Vec<SourcePack>> = OnceLock::new();
    SOURCES.get_or_init(read).clone()
}

/// The text of every pack.
pub(crate) fn texts() -> Vec<String> {
    let packs = files(&root()).into_iter().map(|folder| folder.join("pack.toml"));
    packs.filter(|path| path.is_file()).map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

fn read() -> Vec<SourcePack> {
    files(&root())
        .into_iter()
        .map(|folder| folder.join("pack.toml"))
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            parse_pack(&name, &std::fs::read_to_string(&path).unwrap())
                .unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
        })
        .collect()
}

/// Every case, with the name of its file below the folder of the packs.
pub(crate) fn cases() -> Vec<NamedCase> {
    case_files()
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            (name, parse(&path))
        })
        .collect()
}

fn case_files() -> Vec<PathBuf> {
    let mut folders = files(&root());
    folders.retain(|path| path.join("cases").is_dir());
    let mut folders: Vec<PathBuf> = folders.into_iter().map(|path| path.join("cases")).collect();
    folders.push(root().join("cases"));
    let files = folders.iter().flat_map(|folder| files(folder));
    files.filter(|path| path.extension().is_some_and(|kind| kind == "toml")).collect()
}

fn parse(path: &Path) -> CaseFile {
    let text = std::fs::read_to_string(path).unwrap();
    parse_case(&path.display().to_string(), &text, &zones()).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

/// The text of every case.
pub(crate) fn case_texts() -> Vec<String> {
    case_files().iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// Packs in force, by their ids.
pub(crate) fn packs(ids: &[String]) -> Packs {
    let sources = sources();
    let picked: Vec<&SourcePack> = ids
        .iter()
        .map(|id| {
            sources.iter().find(|source| source.pack.id == *id).unwrap_or_else(|| panic!("no pack {id}"))
        })
        .collect();
    Packs::new(
        picked.iter().map(|source| source.pack.clone()).collect(),
        picked.iter().filter_map(|source| source.desk.clone()).collect(),
    )
}

/// All packs in force at once.
pub(crate) fn all() -> Packs {
    let ids = ["cn-law", "cn-platform", "eu-law", "uk-law", "us-law", "shop-default"];
    packs(&ids.map(str::to_owned))
}
