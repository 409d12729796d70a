//! What both web entries share: the pages of customers and the console of agents.
//!
//! # Where to start
//!
//! [`api`] holds one typed function per address of the server, [`browser`] everything asked of the browser,
//! [`i18n`] the texts, [`components`] the pieces that know nothing of complaints and [`parts`] those that do.
//! The entries are the binaries beside this library: `customer` and `console`.

pub mod api;
pub mod browser;
pub mod components;
pub mod format;
pub mod i18n;
pub mod json;
pub mod parts;
pub mod router;
pub mod shop;
