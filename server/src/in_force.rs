//! The packs in force, as the server holds them: ready to decide with, and as text to hand out.

use domain::policy::Packs;
use domain::policy::authoring::{Mistake, SourcePack, compile, parse_pack};
use domain::wire::PackLink;
use std::path::{Path, PathBuf};

/// Why packs can't be put in force.
#[derive(Debug, thiserror::Error)]
pub enum PackFault {
    /// The file of a pack can't be read.
    #[error("can't read the pack `{id}` in `{}`: {source}; `--policies-dir` names the folder", .path.display())]
    Unreadable {
        /// Which pack.
        id: String,
        /// Where it was looked for.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The file has mistakes.
    #[error("{} mistakes in a pack, first {}", .0.len(), first(.0))]
    Mistaken(Vec<Mistake>),
    /// A pack can't be written as JSON.
    #[error("can't compile a pack: {0}")]
    Uncompilable(#[from] serde_json::Error),
}

fn first(mistakes: &[Mistake]) -> String {
    mistakes.first().map(ToString::to_string).unwrap_or_default()
}

/// One pack as it is handed out.
#[derive(Clone, Debug)]
pub struct PackFile {
    /// Where it is to be had.
    pub link: PackLink,
    /// Its public part, compiled.
    pub public_json: String,
    /// Its desk part, compiled, if it has one.
    pub desk_json: Option<String>,
}

/// The packs in force.
#[derive(Clone, Debug, Default)]
pub struct InForce {
    /// Ready to decide with, desk parts included.
    pub packs: Packs,
    /// As handed out, in their order.
    pub files: Vec<PackFile>,
}

impl InForce {
    /// Reads the packs of these ids from the folder `dir` and puts them in force in this order.
    pub fn read(dir: &Path, ids: &[String]) -> Result<Self, PackFault> {
        let mut sources = Vec::with_capacity(ids.len());
        for id in ids {
            let path = dir.join(id).join("pack.toml");
            let text = std::fs::read_to_string(&path).map_err(|source| PackFault::Unreadable {
                id: id.clone(),
                path: path.clone(),
                source,
            })?;
            sources.push(parse_pack(&path.to_string_lossy(), &text).map_err(PackFault::Mistaken)?);
        }
        let files = sources.iter().map(file).collect::<Result<_, _>>()?;
        let (packs, desks): (Vec<_>, Vec<_>) =
            sources.into_iter().map(|source| (source.pack, source.desk)).unzip();
        Ok(Self { packs: Packs::new(packs, desks.into_iter().flatten().collect()), files })
    }
}

fn file(source: &SourcePack) -> Result<PackFile, PackFault> {
    let compiled = compile(source)?;
    let (id, version) = (source.pack.id.clone(), source.pack.version.clone());
    Ok(PackFile {
        link: PackLink { id, version, hash: compiled.public_hash },
        public_json: compiled.public,
        desk_json: compiled.desk,
    })
}
