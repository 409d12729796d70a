//! Everything said to the server, and the only place that speaks HTTP: one typed function per address.
//!
//! Bodies are the domain's own types, so neither side can drift. Every failure comes back as one [`ApiError`]
//! that a page can turn into words and a way out. Nothing here keeps state or decides anything.

pub mod call;
pub mod cases;
pub mod error;
pub mod orders;
pub mod policy;
pub mod shop;
pub mod staff;
pub mod stream;
pub mod uploads;

pub use call::{Face, is_writing, speak_as};
pub use error::ApiError;
