//! The packs in force, as the server holds them: ready to decide with, and as text to hand out.

use crate::packs::{self, PacksFault};
use domain::policy::Packs;
use domain::policy::authoring::{SourcePack, compile};
use domain::wire::PackLink;
use std::path::Path;

/// Why packs can't be put in force.
#[derive(Debug, thiserror::Error)]
pub enum InForceFault {
    /// They can't be read, have mistakes, or are not there.
    #[error(transparent)]
    Packs(#[from] PacksFault),
    /// A pack can't be written as JSON.
    #[error("can't compile a pack: {0}")]
    Uncompilable(#[from] serde_json::Error),
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
    /// Puts the packs of these ids in force in this order: those of the folder `dir`, or the delivered ones.
    pub fn read(dir: Option<&Path>, ids: &[String]) -> Result<Self, InForceFault> {
        let sources = packs::load(dir)?;
        let files = ids.iter().map(|id| file(packs::find(&sources, id)?)).collect::<Result<_, _>>()?;
        Ok(Self { packs: packs::pick(&sources, ids)?, files })
    }
}

fn file(source: &SourcePack) -> Result<PackFile, InForceFault> {
    let compiled = compile(source)?;
    let (id, version) = (source.pack.id.clone(), source.pack.version.clone());
    Ok(PackFile {
        link: PackLink { id, version, hash: compiled.public_hash },
        public_json: compiled.public,
        desk_json: compiled.desk,
    })
}
