//! What somebody may want of a draft.

use crate::code::codes;
use crate::policy::draft::edit::Edit;
use crate::text::Sentence;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A command on a draft that was started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum DraftCommand {
    /// Change one thing in it.
    Edit {
        /// What.
        edit: Edit,
    },
    /// Take the last edit back.
    Undo,
    /// Propose to put it in force.
    Propose {
        /// The first day, in the shop's zone.
        from: NaiveDate,
        /// A word to whoever looks it over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Sentence>,
    },
    /// Put it in force from its day on: the second person's word.
    Approve,
    /// Give it back to be worked on.
    SendBack {
        /// What is still to be done.
        reason: Sentence,
    },
    /// Give it up.
    Discard {
        /// Why.
        reason: Sentence,
    },
    /// Take it back before its day has come: what is in force stays, and the draft is worked on again.
    Withdraw {
        /// Why.
        reason: Sentence,
    },
    /// Build it on the newest version of its pack, repeating its edits there.
    TakeOver,
}

codes! {
    /// A command without its particulars: what a button stands for.
    pub enum Act {
        /// [`DraftCommand::Edit`].
        Edit = "edit",
        /// [`DraftCommand::Undo`].
        Undo = "undo",
        /// [`DraftCommand::Propose`].
        Propose = "propose",
        /// [`DraftCommand::Approve`].
        Approve = "approve",
        /// [`DraftCommand::SendBack`].
        SendBack = "send_back",
        /// [`DraftCommand::Discard`].
        Discard = "discard",
        /// [`DraftCommand::Withdraw`].
        Withdraw = "withdraw",
        /// [`DraftCommand::TakeOver`].
        TakeOver = "take_over",
    }
}

impl DraftCommand {
    /// What kind of command it is.
    pub const fn act(&self) -> Act {
        match self {
            Self::Edit { .. } => Act::Edit,
            Self::Undo => Act::Undo,
            Self::Propose { .. } => Act::Propose,
            Self::Approve => Act::Approve,
            Self::SendBack { .. } => Act::SendBack,
            Self::Discard { .. } => Act::Discard,
            Self::Withdraw { .. } => Act::Withdraw,
            Self::TakeOver => Act::TakeOver,
        }
    }
}
