//! Packs and cases as people write them: TOML files, read with every mistake named.
//!
//! A mistake says in which file and line it stands, at which key, what was expected, and the nearest valid word.
//! All mistakes of a file come at once. Only tools and the server read files; browsers get packs compiled.

pub mod case_answer;
mod case_checks;
pub mod case_file;
pub mod check;
pub mod describe;
pub mod diff;
pub mod edit;
pub mod expectation;
pub mod form;
pub mod mistake;
pub mod pack_file;
pub mod scribe;

mod amount_file;
mod conditions;
mod desk_file;
mod reader;
mod rule_file;
mod tree;

pub use case_answer::case_answer;
pub use case_file::{CaseFile, parse_case};
pub use check::{Found, Gravity, check};
pub use diff::diff;
pub use expectation::Expectation;
pub use mistake::Mistake;
pub use pack_file::{Compiled, SourcePack, compile, parse_pack};
pub use scribe::PackScribe;
