//! A draft of a pack: the text of a version on its way, changed by typed edits, looked over by a second person.
//!
//! What can be shown and changed in it are forms ([`form`]) and edits ([`edit`]); reading the text into forms and
//! writing an edit into it is for those who can read TOML (feature `authoring`). The life of a draft is decided
//! here: who may do what, when it may be put in force, and that nobody approves what they wrote themselves.

pub mod change;
pub mod command;
pub mod decide;
pub mod detail;
pub mod edit;
pub mod event;
pub mod evolve;
pub mod flaw;
pub mod form;
pub mod rejection;
pub mod trial;
pub mod version;

use crate::code::codes;
use crate::id::UserId;
use crate::policy::draft::event::{Splice, Step};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

codes! {
    /// Where a draft stands.
    pub enum Stage {
        /// Somebody is writing it.
        Drafting = "drafting",
        /// It waits for a second person.
        Proposed = "proposed",
        /// It was approved, and is in force from its day on.
        Approved = "approved",
        /// It was given up.
        Discarded = "discarded",
    }
}

/// The version of a pack on which a draft is built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BaseVersion {
    /// Its version.
    pub version: String,
    /// The hash of its public part.
    pub hash: String,
}

/// A version proposed to be put in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// The first day on which it is to be in force, in the shop's zone.
    pub from: NaiveDate,
    /// The version it will be.
    pub version: String,
    /// Who proposed it.
    pub by: UserId,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// A draft as its events tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The pack's id.
    pub pack: String,
    /// What it is built on.
    pub base: BaseVersion,
    /// Its text now, as TOML.
    pub text: String,
    /// Where it stands.
    pub stage: Stage,
    /// How many events it has; a command names the revision its sender has seen.
    pub revision: u32,
    /// Who started it.
    pub author: UserId,
    /// Everybody who wrote in it, its author first. None of them may approve it.
    pub writers: Vec<UserId>,
    /// What was edited, in order, each with what takes it back.
    pub steps: Vec<Step>,
    /// The proposal that waits or was approved.
    pub proposal: Option<Proposal>,
    /// What takes the proposal's version out of the text again.
    pub unversioned: Option<Splice>,
    /// When it was started.
    pub started_at: DateTime<FixedOffset>,
    /// When something last happened to it.
    pub changed_at: DateTime<FixedOffset>,
}
