//! Everything the pages ask of the browser itself, and the only place that touches `web-sys` beyond the type of
//! an event.
//!
//! Kept apart so that what runs elsewhere stays plain Rust, and so that everything with a lifetime in the
//! browser (timers, listeners, locks, databases) is cleaned up in one manner. Nothing in here may speak HTTP on
//! its own account: [`crate::api`] lends it the address.

pub mod blob;
pub mod clock;
pub mod database;
pub mod document;
pub mod event_source;
pub mod files;
pub mod first_step;
pub mod focus;
pub mod history;
pub mod keyboard;
pub mod network;
pub mod number;
pub mod photo;
pub mod random;
pub mod storage;
pub mod tabs;
pub mod upload;
