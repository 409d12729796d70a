//! The Redress server: everything around the domain that has a clock, a disk or a network.
//!
//! Where to start: [`router`] shows every route, [`ledger`] how a command becomes events, [`store`] where they
//! lie, [`cli`] every task of the command line. No rule of the desk stands in this crate: they are in `domain`.

pub mod cli;
pub mod config;
pub mod commands;

pub mod connections;
pub mod router;
pub mod openapi;
pub mod handlers;
pub mod auth;
pub mod error;
pub mod limit;
pub mod live;
pub mod assets;
pub mod metrics;

pub mod state;
pub mod ledger;
pub mod sent;
pub mod clockwork;
pub mod clock;
pub mod zones;
pub mod in_force;
pub mod packs;
pub mod policies;
pub mod evidence;
pub mod secret;
pub mod installation;
pub mod verification;
pub mod store;

pub mod import;
pub mod demo;
pub mod drafting;
