//! What exactly is wrong with a pack's text and what was expected, as data: the page says it in the reader's
//! language, the command line in English.

mod words;

use crate::personal::Language;
use crate::policy::draft::edit::ComparisonName;
use crate::policy::draft::flaw::MistakeKind;
use crate::policy::fact::Fact;
use chrono::NaiveDate;
use core::fmt::{Display, Formatter, Result};
use serde::{Deserialize, Serialize};

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Longer than a file may be.
    TooLong {
        /// How many bytes it has.
        bytes: u64,
        /// The most it may have.
        most: u64,
    },
    /// No TOML. Typed edits never leave such a text.
    NotToml {
        /// What whoever reads TOML says, in English.
        said: String,
    },
    /// Something needed is not there.
    Missing {
        /// What should be.
        expected: Expected,
    },
    /// Something else was expected.
    Wrong {
        /// What stands there.
        given: Given,
        /// What should.
        expected: Expected,
    },
    /// A key nobody knows.
    UnknownKey {
        /// The keys known there.
        known: Vec<String>,
    },
    /// A word that is not in its list.
    UnknownWord {
        /// The word.
        word: String,
        /// The words of the list.
        known: Vec<String>,
    },
    /// A fact nobody knows.
    UnknownFact {
        /// What it is called there.
        word: String,
    },
    /// A word that a fact can't take.
    UnfitWord {
        /// The word.
        word: String,
        /// The fact.
        fact: Fact,
    },
    /// A word of the shop's own that the pack does not declare.
    UnknownOwn {
        /// The word.
        word: String,
        /// The fact.
        fact: Fact,
        /// The words it may be: those of the list and those the pack declares.
        known: Vec<String>,
    },
    /// A word is declared that is in the list already.
    KnownWord {
        /// The word.
        word: String,
    },
    /// A condition that compares in no way, or in more than one.
    NotOneComparison,
    /// A comparison that does not suit its fact.
    Unsuited {
        /// The comparison.
        comparison: ComparisonName,
        /// The fact.
        fact: Fact,
    },
    /// A code that a rule above has.
    CodeTaken {
        /// The code.
        code: String,
    },
    /// A rule that replaces itself, by way of others.
    Cycle {
        /// Its code.
        code: String,
    },
    /// A rule is named that is not in the pack.
    UnknownRule {
        /// How it is named.
        code: String,
    },
    /// A floor above its cap.
    FloorAboveCap,
    /// An end before its beginning.
    EndsBeforeStart {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        to: NaiveDate,
    },
    /// A step that is not above the one before it.
    StepsOverlap {
        /// Up to which value it holds.
        up_to: i64,
    },
    /// More than one way to say how much.
    TwoRates,
    /// Something about a case file, in English: only its author reads it, and no draft has one.
    OfCase {
        /// What.
        said: String,
    },
}

/// What stands where something else was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", schemars(rename = "Met"))]
pub enum Given {
    /// A text, a day, or yes or no, as it is written; long ones cut short.
    Text(String),
    /// A number, as it is written.
    Number(String),
    /// A list.
    List,
    /// A table.
    Table,
}

/// What was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// A text.
    Text,
    /// Yes or no.
    Flag,
    /// A whole number.
    WholeNumber,
    /// A whole number within bounds.
    Between {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// A sum for each currency.
    Sums,
    /// A sum of one currency.
    SumIn {
        /// Which.
        code: String,
        /// How many decimals it may have.
        decimals: u32,
    },
    /// A percentage.
    Percentage {
        /// The most it may be.
        most: u32,
    },
    /// A span of time.
    Span,
    /// A civil day.
    Day,
    /// Civil days.
    Days,
    /// A word of a list.
    Word,
    /// A word or several.
    Words,
    /// A word, several, or yes or no.
    WordsOrFlag,
    /// The code of a currency.
    Currency,
    /// A provision.
    Citation {
        /// How it may begin.
        beginnings: Vec<String>,
    },
    /// A rule's code.
    Code,
    /// Codes of rules.
    RuleCodes,
    /// The pack's id.
    PackId,
    /// The pack's version.
    Version,
    /// Where the pack holds.
    Jurisdiction,
    /// A text in the pack's languages.
    Texts {
        /// The languages.
        languages: Vec<Language>,
    },
    /// A text in one language.
    TextIn(Language),
    /// The name of whoever reviewed the pack.
    Reviewer,
    /// A word of the shop's own, by its code.
    OwnWord,
    /// A fact.
    Fact,
    /// A fact that is a day.
    DayFact,
    /// A fact that is a whole number.
    CountFact,
    /// A fact that is a number, days included.
    NumberFact,
    /// A fact that is a sum.
    MoneyFact,
    /// What is taken off an amount.
    Less,
    /// What an amount is a share of.
    Base,
    /// What a limit, or what is taken off, is a share of.
    LimitBase,
    /// For what an amount is given once.
    Per,
    /// At least one step.
    Steps,
    /// Up to which value a step holds.
    StepBound,
    /// The percentage above the last step.
    Above,
    /// How well a provision is known.
    Status,
    /// A remedy.
    Remedy,
    /// A remedy that goodwill may be.
    GoodwillRemedy,
    /// At least one grant.
    Grant,
    /// Whose doing it was.
    Fault,
    /// Who bears how much, at least one of them more than nothing.
    Payers,
    /// A table.
    Table,
    /// A list of tables.
    Tables,
    /// What case files hold, in English: only their authors read it.
    English(String),
}

impl From<&str> for Expected {
    fn from(words: &str) -> Self {
        Self::English(words.to_owned())
    }
}

impl From<&String> for Expected {
    fn from(words: &String) -> Self {
        Self::English(words.clone())
    }
}

impl Detail {
    /// What kind of mistake it is.
    pub const fn kind(&self) -> MistakeKind {
        match self {
            Self::TooLong { .. } | Self::NotToml { .. } => MistakeKind::Unreadable,
            Self::Missing { .. } => MistakeKind::Missing,
            Self::UnknownKey { .. } => MistakeKind::UnknownKey,
            Self::UnknownWord { .. }
            | Self::UnknownFact { .. }
            | Self::UnknownOwn { .. }
            | Self::UnfitWord { .. } => MistakeKind::UnknownWord,
            Self::NotOneComparison | Self::Unsuited { .. } => MistakeKind::Unsuited,
            Self::CodeTaken { .. } | Self::KnownWord { .. } => MistakeKind::CodeTaken,
            Self::Cycle { .. } => MistakeKind::Cycle,
            Self::UnknownRule { .. } => MistakeKind::UnknownRule,
            Self::FloorAboveCap => MistakeKind::FloorAboveCap,
            Self::EndsBeforeStart { .. } => MistakeKind::EndsBeforeStart,
            Self::StepsOverlap { .. } => MistakeKind::StepsOverlap,
            Self::TwoRates => MistakeKind::TwoRates,
            Self::Wrong { .. } | Self::OfCase { .. } => MistakeKind::WrongValue,
        }
    }

    /// Whether it can be said in English only: what whoever reads TOML says, and what is wrong with a case file.
    pub const fn is_english_only(&self) -> bool {
        match self {
            Self::NotToml { .. } | Self::OfCase { .. } => true,
            Self::Missing { expected } | Self::Wrong { expected, .. } => {
                matches!(expected, Expected::English(_))
            }
            _ => false,
        }
    }
}

/// Where a pack declares its own words for a fact.
const fn list(fact: Fact) -> &'static str {
    match fact {
        Fact::ProductKind => "[kinds]",
        _ => "[traits]",
    }
}

impl Display for Detail {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::TooLong { bytes, most } => {
                write!(f, "the file is too long: {bytes} bytes, expected at most {most}")
            }
            Self::NotToml { said } => write!(f, "not readable as TOML: {said}"),
            Self::Missing { expected } => write!(f, "missing; expected {expected}"),
            Self::Wrong { given, expected } => write!(f, "{given} is not {expected}"),
            Self::UnknownKey { known } => write!(f, "unknown key; expected one of {}", known.join(", ")),
            Self::UnknownWord { word, known } => {
                write!(f, "unknown word `{word}`; expected one of {}", known.join(", "))
            }
            Self::UnknownFact { word } => {
                write!(f, "unknown fact `{word}`; the facts are listed in docs/policies.md")
            }
            Self::UnfitWord { word, fact } => {
                write!(f, "unknown word `{word}` for the fact `{fact}`; expected {}", fact.kind().words())
            }
            Self::UnknownOwn { word, fact, known } if known.is_empty() => {
                write!(
                    f,
                    "unknown word `{word}` for the fact `{fact}`; the pack declares none under {}",
                    list(*fact)
                )
            }
            Self::UnknownOwn { word, fact, known } => {
                let (known, list) = (known.join(", "), list(*fact));
                write!(
                    f,
                    "unknown word `{word}` for the fact `{fact}`; expected one of {known}, or one declared under {list}"
                )
            }
            Self::KnownWord { word } => {
                write!(f, "`{word}` is known without being declared; expected a new word")
            }
            Self::NotOneComparison => {
                let keys: Vec<&str> = ComparisonName::ALL.iter().map(|name| name.key()).collect();
                write!(f, "expected exactly one of {}", keys.join(", "))
            }
            Self::Unsuited { comparison, fact } => {
                let (key, suited) = (comparison.key(), fact.kind().comparisons());
                write!(f, "`{key}` does not suit the fact `{fact}`; expected {suited}")
            }
            Self::CodeTaken { code } => {
                write!(f, "`{code}` is taken by a rule above; expected a new code")
            }
            Self::Cycle { code } => {
                write!(f, "`{code}` replaces itself, by way of others; expected no cycle")
            }
            Self::UnknownRule { code } => {
                write!(f, "no rule `{code}` in this pack; expected a rule code or `pack/code`")
            }
            Self::FloorAboveCap => f.write_str("the floor lies above the cap; expected it below"),
            Self::EndsBeforeStart { from, to } => {
                write!(f, "{to} lies before effective_from {from}; expected a later day")
            }
            Self::StepsOverlap { up_to } => {
                write!(f, "the step up to {up_to} overlaps the one before; expected rising steps")
            }
            Self::TwoRates => {
                f.write_str("expected only one of percent, times, percent_of, tiers, shrinks_by, unused")
            }
            Self::OfCase { said } => f.write_str(said),
        }
    }
}
