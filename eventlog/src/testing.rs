//! For tests: the story every log lives through, and a real PostgreSQL to tell it to.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    missing_docs,
    reason = "compiled for tests alone, which fail loudly"
)]

pub mod make;
pub mod postgres;
pub mod story;
