//! The packs in force, as the server holds them: ready to decide with, and as text to hand out.

use domain::policy::Packs;
use domain::wire::PackLink;

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
