//! What happened to a draft. Events are past-tense facts, stored for ever; the text is told by what changed in it,
//! so that replaying never asks whoever edits TOML.

use crate::policy::draft::BaseVersion;
use crate::policy::draft::edit::Edit;
use crate::text::Sentence;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A piece of a text that was replaced. Places count bytes and lie between characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Splice {
    /// Where it begins.
    pub at: usize,
    /// How many bytes are gone.
    pub gone: usize,
    /// What stands there now.
    pub new: String,
}

impl Splice {
    /// What makes `after` of `before`: all between what both begin and end with.
    pub fn between(before: &str, after: &str) -> Self {
        let same = |(one, other): &(char, char)| one == other;
        let head: usize =
            before.chars().zip(after.chars()).take_while(same).map(|(letter, _)| letter.len_utf8()).sum();
        let (old, new) = (before.get(head..).unwrap_or_default(), after.get(head..).unwrap_or_default());
        let tail: usize = old
            .chars()
            .rev()
            .zip(new.chars().rev())
            .take_while(same)
            .map(|(letter, _)| letter.len_utf8())
            .sum();
        let new = new.get(..new.len().saturating_sub(tail)).unwrap_or_default().to_owned();
        Self { at: head, gone: old.len().saturating_sub(tail), new }
    }

    /// The splice that takes this one back, given the text it was applied to.
    pub fn inverse(&self, before: &str) -> Option<Self> {
        let old = before.get(self.at..self.at.checked_add(self.gone)?)?;
        Some(Self { at: self.at, gone: self.new.len(), new: old.to_owned() })
    }

    /// The text with the piece replaced; `None` where it belongs to another text.
    pub fn apply(&self, text: &str) -> Option<String> {
        let end = self.at.checked_add(self.gone)?;
        text.get(self.at..end)?;
        Some([text.get(..self.at)?, &self.new, text.get(end..)?].concat())
    }
}

/// An edit with what it changed in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What was wanted.
    pub edit: Edit,
    /// What changed.
    pub splice: Splice,
}

/// What happened to one draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum DraftEvent {
    /// Somebody began it.
    Started {
        /// The pack.
        pack: String,
        /// The version it is built on.
        base: BaseVersion,
        /// The text of that version.
        text: String,
    },
    /// One thing was changed.
    Edited(Step),
    /// The last edit was taken back.
    Undone,
    /// It was proposed to be put in force.
    Proposed {
        /// The first day.
        from: NaiveDate,
        /// The version it will be.
        version: String,
        /// A word to whoever looks it over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sentence>,
        /// What changed in the text: its version.
        splice: Splice,
    },
    /// A second person approved it.
    Approved {
        /// The version that is in force from its day on.
        version: String,
        /// The first day.
        from: NaiveDate,
        /// The hash of its public part.
        hash: String,
    },
    /// It was given back to be worked on.
    SentBack {
        /// What is still to be done.
        reason: Sentence,
    },
    /// It was given up.
    Discarded {
        /// Why.
        reason: Sentence,
    },
    /// It was approved and taken back before its day: that version never is in force.
    Withdrawn {
        /// The version.
        version: String,
        /// Why.
        reason: Sentence,
    },
    /// It was built on a newer version, its edits repeated there.
    TakenOver {
        /// The newer version.
        base: BaseVersion,
        /// Its text.
        text: String,
        /// The edits that could be repeated, each with what it changed.
        kept: Vec<Step>,
        /// Those that could not.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lost: Vec<Edit>,
    },
}

impl DraftEvent {
    /// Its stable code, as on the wire.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Started { .. } => "started",
            Self::Edited(_) => "edited",
            Self::Undone => "undone",
            Self::Proposed { .. } => "proposed",
            Self::Approved { .. } => "approved",
            Self::SentBack { .. } => "sent_back",
            Self::Discarded { .. } => "discarded",
            Self::Withdrawn { .. } => "withdrawn",
            Self::TakenOver { .. } => "taken_over",
        }
    }
}
