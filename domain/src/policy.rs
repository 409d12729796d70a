//! The policy engine: what a customer is entitled to, why, and what the shop might offer.
//!
//! A pack is data: rules with typed conditions, what they grant, their source and their words. The engine runs all
//! packs in force over the facts of one complaint in a single pass and answers with entitlements, refusals, open
//! questions and options. It never invents: every answer leads back to a rule, a provision and the facts.

pub mod amount;
pub mod condition;
pub mod draft;
pub mod fact;
pub mod own;
pub mod facts;
pub mod pack;
pub mod packs;
pub mod rule;
pub mod snapshot;
pub mod term;
pub mod vocabulary;

pub mod concerned;
mod checks;
pub mod credible;
mod earlier;
mod goods;
pub mod cite;
pub mod last_day;
pub mod layers;
pub mod likely;
pub mod conscience;
pub mod missing;
pub(crate) mod worth;
mod topic;

pub mod answer;
pub mod decide;
pub mod judge;
pub mod measure;
pub mod options;
pub mod parcel;
pub(crate) mod recommend;
pub mod explain;
pub mod lines;
pub mod reason;
pub mod replay;
pub mod together;
pub mod uncovered;
pub mod words;

#[cfg(feature = "authoring")]
pub mod authoring;
#[cfg(feature = "authoring")]
mod probe;

pub use decide::{Decision, Depends, Entitlement, Refusal, decide};
pub use fact::Fact;
pub use facts::{Complained, Facts, Tier};
pub use judge::judge;
pub use pack::{Desk, Pack};
pub use packs::{Packs, Place};
pub use rule::{Rule, Texts};
