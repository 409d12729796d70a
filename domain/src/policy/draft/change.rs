//! What differs between two versions of a pack, as data: the page says it in the reader's language.

use crate::code::codes;
use crate::policy::condition::Clause;
use crate::policy::rule::Grant;
use serde::{Deserialize, Serialize};

codes! {
    /// Which list of a rule's conditions is meant.
    pub enum ConditionList {
        /// When the rule speaks.
        Scope = "scope",
        /// What must be so.
        When = "when",
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The version.
    Version {
        /// What it was.
        before: String,
        /// What it is.
        after: String,
    },
    /// The calendar: last days may fall differently.
    Calendar,
    /// The days until remedies are done.
    Pace,
    /// The pack's name or review.
    Heading,
    /// A rule is gone.
    RuleGone {
        /// Which.
        rule: String,
    },
    /// A rule is new.
    RuleNew {
        /// Which.
        rule: String,
    },
    /// The provision a rule follows, or how well it is known.
    Source {
        /// The rule.
        rule: String,
    },
    /// The days on which an order must be placed for a rule to hold.
    Period {
        /// The rule.
        rule: String,
    },
    /// A condition is gone.
    ConditionGone {
        /// The rule.
        rule: String,
        /// From which list.
        list: ConditionList,
        /// What it was.
        clause: Clause,
    },
    /// A condition is new.
    ConditionNew {
        /// The rule.
        rule: String,
        /// In which list.
        list: ConditionList,
        /// What it is.
        clause: Clause,
    },
    /// A grant is gone.
    GrantGone {
        /// The rule.
        rule: String,
        /// What it was.
        grant: Box<Grant>,
    },
    /// A grant is new.
    GrantNew {
        /// The rule.
        rule: String,
        /// What it is.
        grant: Box<Grant>,
    },
    /// The rules it silences.
    Replaces {
        /// The rule.
        rule: String,
    },
    /// Whether a person must sign.
    Signature {
        /// The rule.
        rule: String,
        /// Whether one must now.
        is_needed: bool,
    },
    /// Only its words.
    Wording {
        /// The rule.
        rule: String,
    },
    /// The desk's limits, in thousandths of the currency's unit: what an agent may offer, and how much as goodwill.
    Limits {
        /// What they were.
        before: Option<(i64, i64)>,
        /// What they are.
        after: Option<(i64, i64)>,
    },
    /// The goodwill table.
    Goodwill,
    /// Who bears what, or what is said when offering.
    Desk,
}
