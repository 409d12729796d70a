//! Why a command on a draft was not carried out, with the facts a sentence about it needs.

use crate::actor::Role;
use crate::policy::draft::Stage;
use crate::policy::draft::edit::EditFault;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The rule that stood in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DraftRejection {
    /// This role may not write policies.
    NotAllowed {
        /// Who tried.
        role: Role,
    },
    /// Nothing was started under this id.
    NotStarted,
    /// Something else was started under this id.
    AlreadyStarted,
    /// There is no such pack in force.
    PackUnknown {
        /// The id meant.
        pack: String,
    },
    /// Somebody else changed the draft meanwhile.
    Conflict {
        /// Its revision now.
        revision: u32,
    },
    /// The draft has moved on.
    WrongStage {
        /// Where it stands.
        stage: Stage,
    },
    /// Nobody approves what they wrote.
    OwnDraft,
    /// It says the same as the version it is built on.
    NothingChanged,
    /// Its text has mistakes.
    HasMistakes {
        /// How many.
        n_mistakes: u32,
    },
    /// Its check found errors.
    HasErrors {
        /// How many.
        n_errors: u32,
    },
    /// It can't be put in force on a day that has passed.
    DayInThePast {
        /// Today, in the shop's zone.
        today: NaiveDate,
    },
    /// Nobody plans that far ahead.
    DayTooFar {
        /// The last day that is taken.
        last: NaiveDate,
    },
    /// A newer version was approved meanwhile: the draft must be taken over to it first.
    BaseMovedOn {
        /// The newest version.
        version: String,
    },
    /// The draft is built on the newest version already.
    BaseIsNewest,
    /// Its day has come: what is in force is changed by a new version, not by taking one back.
    InForce {
        /// Its first day.
        from: NaiveDate,
    },
    /// A later version was built on it, which would have to be taken back first.
    BuiltUpon {
        /// The later version.
        version: String,
    },
    /// A version of this name was there before.
    VersionTaken {
        /// The version.
        version: String,
    },
    /// The edit can't be made.
    BadEdit(EditFault),
}

impl DraftRejection {
    /// Its stable code, as on the wire.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed { .. } => "not_allowed",
            Self::NotStarted => "not_started",
            Self::AlreadyStarted => "already_started",
            Self::PackUnknown { .. } => "pack_unknown",
            Self::Conflict { .. } => "conflict",
            Self::WrongStage { .. } => "wrong_stage",
            Self::OwnDraft => "own_draft",
            Self::NothingChanged => "nothing_changed",
            Self::HasMistakes { .. } => "has_mistakes",
            Self::HasErrors { .. } => "has_errors",
            Self::DayInThePast { .. } => "day_in_the_past",
            Self::DayTooFar { .. } => "day_too_far",
            Self::BaseMovedOn { .. } => "base_moved_on",
            Self::BaseIsNewest => "base_is_newest",
            Self::InForce { .. } => "in_force",
            Self::BuiltUpon { .. } => "built_upon",
            Self::VersionTaken { .. } => "version_taken",
            Self::BadEdit(_) => "bad_edit",
        }
    }
}
