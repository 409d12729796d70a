//! Drafts: started, shown with everything their page needs, changed by commands.

use crate::id::{CommandId, DraftId};
use crate::policy::draft::change::Change;
use crate::policy::draft::command::{Act, DraftCommand};
use crate::policy::draft::detail::Detail;
use crate::policy::draft::edit::{Edit, SlotValue};
use crate::policy::draft::flaw::{Flaw, MistakeKind};
use crate::policy::draft::form::PackForm;
use crate::policy::draft::rejection::DraftRejection;
use crate::policy::draft::{BaseVersion, Stage};
use crate::policy::pack::{Desk, Pack};
use crate::policy::rule::Texts;
use crate::text::Sentence;
use crate::wire::Failure;
use crate::wire::policy::Staff;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// A draft in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

/// Somebody starts a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// What is wrong and what was expected.
    pub detail: Detail,
    /// The nearest valid word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
}

/// Something the check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FindingRow {
    /// What. Its gravity follows from it ([`Flaw::gravity`]).
    pub flaw: Flaw,
    /// The rule, if one is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
}

/// Something that may be done to a draft where it stands, by whoever asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActRow {
    /// What.
    pub act: Act,
    /// What stands in the way; none where nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hindrance: Option<DraftRejection>,
}

/// One thing that was done to a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
        /// What stood there before, where one value took the place of another and that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<SlotValue>,
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
    /// Approved, and taken back before its day.
    Withdrawn {
        /// The version.
        version: String,
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
