#![doc = include_str!("../README.md")]
#![deny(clippy::float_arithmetic)]

mod code;
mod few;
mod schema;

pub mod complaint;
pub mod policy;
pub mod compensation;
pub mod clock;
pub mod triage;
pub mod view;
pub mod wire;

pub mod actor;
pub mod category;
pub mod evidence;
pub mod finding;
pub mod happened;
pub mod hex;
pub mod id;
pub mod order;
pub mod personal;
pub mod remedy;
pub mod search;
pub mod text;
pub mod zone;

#[cfg(any(test, feature = "testing"))]
pub mod testing;
