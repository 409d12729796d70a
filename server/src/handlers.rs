//! The HTTP interface, one module per thing asked for. A handler holds no rule: it authenticates, loads, lets
//! the domain decide, appends, answers.

pub mod body;
pub mod beside;
pub mod case;
pub mod command;
pub mod evidence;
pub mod find;
pub mod health;
pub mod link;
pub mod order;
pub mod pack;
pub mod path;
pub mod policy;
pub mod proof;
pub mod query;
pub mod queue;
pub mod session;
pub mod shop;
pub mod slip;
pub mod stream;
pub mod upload;
