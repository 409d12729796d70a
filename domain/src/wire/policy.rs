//! The bodies of the policy area: packs as documents, drafts as forms, and replays.
//!
//! Only the console and the server speak of these; a customer's page has none of them.

mod draft;
mod replay;

pub use draft::{
    ActRow, Deed, DraftCommandRequest, DraftDocument, DraftSummary, FindingRow, HistoryRow, MistakeRow,
    PolicyFailure, StartDraft,
};
pub use replay::{ChangedAnswer, ReplayOver, ReplayProgress, ReplayReport};

use crate::id::{DraftId, UserId};
use crate::policy::draft::trial::Trial;
use crate::policy::pack::{Desk, Pack, Review};
use crate::policy::rule::Texts;
use crate::remedy::{Payer, Remedy};
use crate::wire::PackLink;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// Somebody at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Staff {
    /// Their id.
    pub id: UserId,
    /// Their name.
    pub name: String,
}

/// What in the policy area waits for whoever asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PolicyWaiting {
    /// How many proposals of others they may approve or send back.
    pub proposals: u32,
}

/// The policy area at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PolicyOverview {
    /// Today, in the shop's zone: the first day on which something can be put in force.
    pub today: NaiveDate,
    /// The packs in force, in the order in which they add to each other.
    pub packs: Vec<PackInForce>,
    /// The drafts, those being worked on first, then the newest first.
    pub drafts: Vec<DraftSummary>,
    /// The place in the log from which to listen for what happens next.
    pub seq: u64,
}

/// A pack in force, with its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PackInForce {
    /// The version in force now.
    pub link: PackLink,
    /// Its name.
    pub title: Texts,
    /// Where it holds: a country code, `EU`, or `shop`.
    pub jurisdiction: String,
    /// Who reviewed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    /// How many rules it has, templates left out.
    pub n_rules: u32,
    /// How many cases try it.
    pub n_cases: u32,
    /// Every version that was, is or will be in force, the newest first.
    pub versions: Vec<VersionRow>,
}

/// When a version is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VersionState {
    /// Its day has not come.
    Coming,
    /// It is.
    InForce,
    /// A later one took its place.
    Past,
    /// It was taken back before its day.
    Withdrawn,
}

/// One version of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VersionRow {
    /// Where it is to be had.
    pub link: PackLink,
    /// Whether it is in force.
    pub state: VersionState,
    /// Its first day, in the shop's zone; none where it came with the installation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The day on which another takes or took its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Who wrote it; none where it came with the installation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub written_by: Option<Staff>,
    /// Who approved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<Staff>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_at: Option<DateTime<FixedOffset>>,
    /// The draft it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<DraftId>,
}

/// A pack to be read as a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PackDocument {
    /// Which version.
    pub link: PackLink,
    /// What everybody may read.
    pub public: Pack,
    /// What only the desk may; none where the pack has no such part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<Desk>,
    /// What its authors note, rule by rule in their order.
    pub notes: Vec<RuleNote>,
    /// The cases that try it.
    pub cases: Vec<CaseAnswer>,
}

/// What a rule's author notes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleNote {
    /// The rule's code.
    pub rule: String,
    /// A worked example.
    pub example: Texts,
    /// What the rule does not cover.
    pub excludes: Texts,
}

/// What was expected of a case, or came out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Granted.
    Granted,
    /// Expected not to be granted; in expectations only.
    NotGranted,
    /// Granted, with a person to sign; in expectations only (in answers `needs_human` says so).
    NeedsHuman,
    /// Refused.
    Refused,
    /// Depends on a question.
    Depends,
}

/// One line of a case: what is left out was not expected, or is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseLine {
    /// What it is.
    pub kind: LineKind,
    /// The rule, as `pack/code`, or as `code` in an expectation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The provision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cite: Option<String>,
    /// The remedy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
    /// How much, as a decimal in the order's currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// Who owes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<Payer>,
    /// The last moment to claim it, or its beginning, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// By when it must be done, or its beginning, as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// A fact it rests on or asks about, by its code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    /// Whether a person must sign.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub needs_human: bool,
}

/// A case of a pack, with what came out of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseAnswer {
    /// Its file's name without ending, such as `late-at-the-cap`.
    pub name: String,
    /// What it is about, in its author's words; may be empty.
    pub title: Texts,
    /// Whether everything came out as expected.
    pub passes: bool,
    /// What was expected.
    pub expected: Vec<CaseLine>,
    /// What came out, of all packs the case names.
    pub got: Vec<CaseLine>,
    /// Where it failed: what differs, for those who wrote the case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
    /// Its facts, to try by hand.
    pub trial: Trial,
}
