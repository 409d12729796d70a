//! Packs and cases as people write them: TOML files, read with every mistake named.
//!
//! A mistake says in which file and line it stands, at which key, what was expected, and the nearest valid word.
//! All mistakes of a file come at once. Only tools and the server read files; browsers get packs compiled.

pub mod case_file;
pub mod check;
pub mod describe;
pub mod diff;
pub mod expectation;
pub mod mistake;
pub mod pack_file;

mod amount_file;
mod conditions;
mod desk_file;
mod reader;
mod rule_file;

pub use case_file::{CaseFile, parse_case};
pub use check::{Found, Gravity, check};
pub use diff::diff;
pub use expectation::Expectation;
pub use mistake::Mistake;
pub use pack_file::{Compiled, SourcePack, compile, parse_pack};
