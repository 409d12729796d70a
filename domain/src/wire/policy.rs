//! The bodies of the policy area: packs as documents, drafts as forms, and replays.
//!
//! Only the console and the server speak of these; a customer's page has none of them.

use crate::id::{CaseId, CommandId, DraftId, UserId};
use crate::policy::draft::change::Change;
use crate::policy::draft::command::{Act, DraftCommand};
use crate::policy::draft::edit::Edit;
use crate::policy::draft::flaw::{Flaw, MistakeKind};
use crate::policy::draft::form::PackForm;
use crate::policy::draft::rejection::DraftRejection;
use crate::policy::draft::trial::Trial;
use crate::policy::draft::{BaseVersion, Stage};
use crate::policy::pack::{Desk, Pack, Review};
use crate::policy::replay::Report;
use crate::policy::rule::Texts;
use crate::remedy::{Payer, Remedy};
use crate::text::Sentence;
use crate::wire::{Failure, PackLink};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// Somebody at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Their id.
    pub id: UserId,
    /// Their name.
    pub name: String,
}

/// The policy area at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyOverview {
    /// Today, in the shop's zone: the first day on which something can be put in force.
    pub today: NaiveDate,
    /// The packs in force, in the order in which they add to each other.
    pub packs: Vec<PackInForce>,
    /// The drafts, those being worked on first, then the newest first.
    pub drafts: Vec<DraftSummary>,
}

/// A pack in force, with its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[serde(rename_all = "snake_case")]
pub enum VersionState {
    /// Its day has not come.
    Coming,
    /// It is.
    InForce,
    /// A later one took its place.
    Past,
}

/// One version of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// A draft in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftSummary {
    /// Its id.
    pub id: DraftId,
    /// The pack's id.
    pub pack: String,
    /// The pack's name.
    pub title: Texts,
    /// The version it is built on.
    pub base: BaseVersion,
    /// Where it stands.
    pub stage: Stage,
    /// Its revision.
    pub revision: u32,
    /// Who started it.
    pub author: Staff,
    /// Everybody who wrote in it, its author first: none of them may approve it.
    pub writers: Vec<Staff>,
    /// How many edits it has: where it is zero there is nothing to take back or to propose.
    pub n_edits: u32,
    /// The version it will be or is, once it was proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The first day on which it is to be in force, once it was proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// When it was started.
    pub started_at: DateTime<FixedOffset>,
    /// When something last happened to it.
    pub changed_at: DateTime<FixedOffset>,
}

/// A pack to be read as a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
pub struct RuleNote {
    /// The rule's code.
    pub rule: String,
    /// A worked example.
    pub example: String,
    /// What the rule does not cover.
    pub excludes: String,
}

/// What was expected of a case, or came out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
pub struct CaseAnswer {
    /// Its file's name without ending, such as `late-at-the-cap`.
    pub name: String,
    /// What it is about, in its author's words; may be empty.
    pub title: String,
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

/// Somebody starts a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StartDraft {
    /// The id of this intent: sent again it is still the same.
    pub command_id: CommandId,
    /// The id the draft will have.
    pub draft_id: DraftId,
    /// The pack's id.
    pub pack: String,
}

/// A command on a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftCommandRequest {
    /// The id of this intent: sent again it is still the same.
    pub command_id: CommandId,
    /// The revision its sender has seen.
    pub expected_revision: u32,
    /// What is wanted.
    pub command: DraftCommand,
}

/// A mistake in a draft's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MistakeRow {
    /// What kind.
    pub kind: MistakeKind,
    /// The line of the text, counted from one.
    pub line: u32,
    /// The rule in which that line lies, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The path of the slot, condition or grant in that rule (or in the pack), where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The key, with the tables it stands in; empty where the text as a whole is meant.
    pub key: String,
    /// What is wrong and what was expected, in English, for those who know packs.
    pub problem: String,
    /// The nearest valid word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
}

/// Something the check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingRow {
    /// What. Its gravity follows from it ([`Flaw::gravity`]).
    pub flaw: Flaw,
    /// The rule, if one is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// Something that may be done to a draft where it stands, by whoever asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActRow {
    /// What.
    pub act: Act,
    /// What stands in the way; none where nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hindrance: Option<DraftRejection>,
}

/// One thing that was done to a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Started on a version.
    Started {
        /// Which.
        base: BaseVersion,
    },
    /// Edited.
    Edited {
        /// How.
        edit: Edit,
    },
    /// The last edit taken back.
    Undone,
    /// Proposed.
    Proposed {
        /// The first day.
        from: NaiveDate,
        /// The version it will be.
        version: String,
        /// A word to whoever looks it over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sentence>,
    },
    /// Approved.
    Approved {
        /// The version.
        version: String,
        /// The first day.
        from: NaiveDate,
    },
    /// Sent back.
    SentBack {
        /// Why.
        reason: Sentence,
    },
    /// Given up.
    Discarded {
        /// Why.
        reason: Sentence,
    },
    /// Built on a newer version.
    TakenOver {
        /// Which.
        base: BaseVersion,
        /// Edits that could not be repeated there.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lost: Vec<Edit>,
    },
}

/// One line of a draft's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryRow {
    /// Which of its events, counted from one.
    pub revision: u32,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Who.
    pub by: Staff,
    /// What.
    pub deed: Deed,
}

/// A draft with everything its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftDocument {
    /// Which, and where it stands.
    pub summary: DraftSummary,
    /// What may be done to it now.
    pub acts: Vec<ActRow>,
    /// Its forms; empty where its text can't be read as TOML.
    pub form: PackForm,
    /// The mistakes of its text.
    pub mistakes: Vec<MistakeRow>,
    /// What the check finds in it together with the other packs in force; none while it has mistakes.
    pub findings: Vec<FindingRow>,
    /// What it changes against the version it is built on; none while it has mistakes.
    pub changes: Vec<Change>,
    /// Its public part, to try by hand; none while it has mistakes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public: Option<Pack>,
    /// Its desk part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<Desk>,
    /// What was done to it, the oldest first.
    pub history: Vec<HistoryRow>,
}

/// Why something in the policy area was not done: an error body as everywhere, with what belongs to drafts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyFailure {
    /// The failure; its code is that of the rejection where a draft refused.
    pub error: Failure,
    /// Why the draft refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejection: Option<DraftRejection>,
    /// The draft as it is now, where it has moved on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Box<DraftDocument>>,
}

/// Over what a replay runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplayOver {
    /// The imported orders.
    Orders,
    /// The past cases.
    Cases,
}

/// How far a replay is: the event `progress`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayProgress {
    /// How many were asked.
    pub done: u64,
    /// Of how many.
    pub total: u64,
}

/// What a replay came to: the event `report`, with which the stream ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
