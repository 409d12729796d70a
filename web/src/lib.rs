//! What the web entries share: the pages of customers, the console of agents and the policy area.
//!
//! # Where to start
//!
//! [`api`] holds one typed function per address of the server, [`browser`] everything asked of the browser,
//! [`i18n`] the texts, [`components`] the pieces that know nothing of complaints and [`parts`] those that do. [`desk`]
//! is what the two entries of the desk have in common. The entries are the binaries beside this library: `customer`,
//! `console` and `policy`.

pub mod api;
pub mod browser;
pub mod components;
pub mod desk;
pub mod format;
pub mod i18n;
pub mod json;
pub mod kept;
pub mod parts;
pub mod router;
pub mod shop;
pub mod wall;
