//! An event where it stands.

use super::Event;
use crate::actor::Actor;
use crate::id::{CaseId, CommandId};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// An event in its place in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// Where it was heard: its place in the whole log, or in its case where that was read as a whole; from 1, and 0 while
    /// only the browser knows of it.
    pub seq: u64,
    /// Whose case.
    pub case_id: CaseId,
    /// Its place in the case, from 1.
    pub version: u32,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Who.
    pub actor: Actor,
    /// By which command.
    pub command_id: CommandId,
    /// What.
    pub event: Event,
}
