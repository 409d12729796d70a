#![doc = include_str!("../README.md")]
#![deny(clippy::float_arithmetic)]

mod code;

pub mod actor;
pub mod category;
pub mod compensation;
pub mod finding;
pub mod id;
pub mod order;
pub mod remedy;
pub mod search;
pub mod text;
pub mod triage;
