//! End-to-end tests: acting users, browsers and the pages they see.
//!
//! # Where to start
//!
//! [`app`] is a server with a clock one can set, [`actors`] people who speak to it over HTTP, [`contract`] what holds of all that is said between both, [`under_way`] their requests that are being served, [`browser`] is a person's browser, [`pages`] what each page lets them do, and [`outline`] a page as a screen
//! reader tells it. The stories themselves are the test binaries in `tests/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "everything in this crate is test code: a panic is how a test fails"
)]

pub mod app;
pub mod actors;
pub mod contract;
pub mod browser;
pub mod outline;
pub mod pages;
pub mod under_way;
