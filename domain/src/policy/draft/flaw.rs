//! What the check of packs finds, as data: the page says it in the reader's language, the command line in English.

use crate::category::Category;
use crate::code::codes;
use crate::personal::Language;
use crate::policy::fact::Fact;
use crate::remedy::Remedy;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// How grave a finding is.
    pub enum Gravity {
        /// Must be put right.
        Error = "error",
        /// Somebody should look.
        Warning = "warning",
    }
}

codes! {
    /// The words of a rule that customers read.
    #[cfg_attr(feature = "schema", schemars(rename = "FlawText"))]
    pub enum RuleText {
        /// What they may do.
        Title = "title",
        /// Why.
        Says = "says",
        /// Why not.
        Refuses = "refuses",
    }
}

/// What may be wrong with packs that are sound by themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// Two conditions on this fact exclude each other: the rule can never grant.
    NeverGrants {
        /// The fact.
        fact: Fact,
    },
    /// A text is empty.
    TextMissing {
        /// Which.
        text: RuleText,
        /// In which language.
        language: Language,
    },
    /// The rule's last day has passed.
    Over,
    /// The calendar knows no holidays to come.
    HolidaysEnd {
        /// The last one it knows.
        last: NaiveDate,
    },
    /// Two rules of the same conditions grant one thing on other terms.
    Conflict {
        /// The other rule.
        with: String,
        /// What both grant.
        remedy: Remedy,
    },
    /// No case shows the rule granting.
    NotSeenGranting,
    /// No case shows the rule refusing.
    NotSeenRefusing,
    /// A case names packs that are not there.
    PackMissing {
        /// The packs it names.
        packs: Vec<String>,
    },
    /// A case does not come out as it expects.
    CaseFails {
        /// The case.
        case: String,
        /// What differs, for those who wrote it.
        problem: String,
    },
    /// A case comes out otherwise under a draft than its authors expect: somebody should look whether that is meant.
    CaseDiffers {
        /// The case.
        case: String,
    },
    /// No rule has anything to say about complaints of this category.
    Gap {
        /// Which.
        category: Category,
    },
}

impl Flaw {
    /// How grave it is.
    pub const fn gravity(&self) -> Gravity {
        match self {
            Self::NeverGrants { .. }
            | Self::TextMissing { .. }
            | Self::Conflict { .. }
            | Self::PackMissing { .. }
            | Self::CaseFails { .. } => Gravity::Error,
            Self::Over
            | Self::HolidaysEnd { .. }
            | Self::NotSeenGranting
            | Self::CaseDiffers { .. }
            | Self::NotSeenRefusing
            | Self::Gap { .. } => Gravity::Warning,
        }
    }
}

impl core::fmt::Display for Flaw {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::NeverGrants { fact } => {
                write!(f, "can never grant: two conditions on `{fact}` exclude each other")
            }
            Self::TextMissing { text, language } => write!(f, "`{text}` has no text in {language}"),
            Self::Over => f.write_str("is over: its last day has passed"),
            Self::HolidaysEnd { last } => write!(f, "its holidays end on {last}; add those to come"),
            Self::Conflict { with, remedy } => {
                write!(f, "conflicts with `{with}` over {remedy}: same conditions, other terms")
            }
            Self::NotSeenGranting => f.write_str("no case shows it granting"),
            Self::NotSeenRefusing => f.write_str("no case shows it refusing"),
            Self::PackMissing { packs } => {
                write!(f, "names a pack that is not among those checked: {}", packs.join(", "))
            }
            Self::CaseFails { problem, .. } => f.write_str(problem),
            Self::CaseDiffers { case } => write!(f, "the case `{case}` comes out otherwise"),
            Self::Gap { category } => {
                write!(f, "no rule has anything to say about complaints of `{category}`")
            }
        }
    }
}

codes! {
    /// What kind of mistake a text has, for a sentence in the reader's language.
    pub enum MistakeKind {
        /// Not readable at all.
        Unreadable = "unreadable",
        /// Something needed is missing.
        Missing = "missing",
        /// A key nobody knows.
        UnknownKey = "unknown_key",
        /// A word that is not in its list.
        UnknownWord = "unknown_word",
        /// A code that another rule has.
        CodeTaken = "code_taken",
        /// Rules that replace each other in a circle.
        Cycle = "cycle",
        /// A rule that is not there.
        UnknownRule = "unknown_rule",
        /// A floor above its cap.
        FloorAboveCap = "floor_above_cap",
        /// An end before its beginning.
        EndsBeforeStart = "ends_before_start",
        /// Steps that overlap.
        StepsOverlap = "steps_overlap",
        /// More than one way to say how much.
        TwoRates = "two_rates",
        /// A comparison that does not suit its fact.
        Unsuited = "unsuited",
        /// A value that does not belong there.
        WrongValue = "wrong_value",
    }
}
