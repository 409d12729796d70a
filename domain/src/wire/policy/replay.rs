//! Replays: progress while it counts, then what it came to.

use crate::id::CaseId;
use crate::policy::replay::Report;
use crate::wire::policy::CaseLine;
use serde::{Deserialize, Serialize};

/// Over what a replay runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReplayOver {
    /// The imported orders.
    Orders,
    /// The past cases.
    Cases,
}

/// How far a replay is: the event `progress`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReplayProgress {
    /// How many were asked.
    pub done: u64,
    /// Of how many.
    pub total: u64,
}

/// What a replay came to: the event `report`, with which the stream ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReplayReport {
    /// Over what it ran.
    pub over: ReplayOver,
    /// What the version in force says. Over cases, `orders` counts cases.
    pub before: Report,
    /// What the draft says.
    pub after: Report,
    /// How many orders or cases would get another answer.
    pub n_changed: u64,
    /// The first few of them.
    pub examples: Vec<ChangedAnswer>,
}

/// An order or case that would get another answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChangedAnswer {
    /// The order's or the case's number.
    pub number: String,
    /// The case, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case_id: Option<CaseId>,
    /// What was granted before and would not be any more, or in another amount.
    pub before: Vec<CaseLine>,
    /// What would be granted instead.
    pub after: Vec<CaseLine>,
}
