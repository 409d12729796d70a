//! One change of a draft, as a form makes it: typed, small, and named by where it applies.
//!
//! A place is a rule (by its code; none for what belongs to the pack as a whole) and a path within it, as the form
//! gave it: `title`, `when.0.any.1.within`, `grant.0.amount.floor`, `desk.agent_limit`.

use crate::policy::amount::Counted;
use crate::policy::draft::form::RowTable;
use crate::policy::fact::Fact;
use crate::policy::rule::Texts;
use crate::policy::term::Unit;
use crate::remedy::{Payer, Remedy};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What stands in a slot of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlotValue {
    /// A sum for each currency, by its code: decimals such as `30.00`, not below zero. One that is blank is left out.
    Sums(BTreeMap<String, String>),
    /// A percentage as a decimal such as `5` or `8.875`: at most six decimals.
    Percent(String),
    /// A whole number.
    Number(i64),
    /// A span of time.
    Span {
        /// How many.
        count: u32,
        /// Of what.
        unit: Unit,
        /// How many it is at the earliest, where both ends are told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        least: Option<u32>,
    },
    /// A civil day.
    Day(NaiveDate),
    /// A text in three languages.
    Texts(Texts),
    /// A text.
    Text(String),
    /// One word of a list, by its code.
    Word(String),
    /// Several words of a list, by their codes.
    Words(Vec<String>),
    /// Yes or no.
    Flag(bool),
    /// Several civil days.
    Days(Vec<NaiveDate>),
}

/// How a fact is compared, without the bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ComparisonName {
    /// One of these words, yes or no, or a currency.
    Is,
    /// None of these words.
    IsNot,
    /// At least one of these is in the set.
    Has,
    /// None of these is in the set.
    HasNone,
    /// This much or more.
    AtLeast,
    /// This much or less.
    AtMost,
    /// No later than the last day of a term.
    Within,
    /// Later than the last day of a term.
    Beyond,
    /// On this day or before.
    Until,
    /// On this day or later.
    From,
    /// Known or happened, or not.
    Known,
}

/// How an amount shall say how much, with what each way needs to be whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AmountShape {
    /// Per cent of a base.
    Share {
        /// The percentage, as a decimal.
        percent: String,
    },
    /// A fixed sum.
    Fixed {
        /// The sum for each currency, by its code, as a decimal.
        sums: BTreeMap<String, String>,
    },
    /// A multiple of a base.
    Times {
        /// How many times.
        times: i64,
    },
    /// Per cent of a base, as a fact says.
    Found {
        /// The fact, which is a whole number.
        fact: Fact,
    },
    /// Per cent of a base, by the steps of a fact. One step to begin with; more are added one by one.
    Steps {
        /// The fact, which counts something.
        fact: Fact,
        /// The value up to and including which the first step holds.
        up_to: i64,
        /// Its percentage, as a decimal.
        percent: String,
        /// The percentage above it, as a decimal.
        above: String,
    },
    /// What a count leaves of a base.
    Shrinking {
        /// The fact, which counts something.
        fact: Fact,
        /// At how many of it nothing is left.
        over: i64,
    },
    /// The part of a base that stands for the unused rest of a paid period.
    Unused {
        /// In what it is counted.
        by: Counted,
    },
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Edit {
    /// Put a value into a slot, or empty it.
    Set {
        /// The rule; none for what belongs to the whole pack.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<String>,
        /// Which slot.
        path: String,
        /// The value; none to empty a slot that may be empty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<SlotValue>,
    },
    /// Copy a rule under a new code; the copy stands right behind it.
    CopyRule {
        /// Which.
        rule: String,
        /// The new code.
        code: String,
    },
    /// Take a rule out.
    RemoveRule {
        /// Which.
        rule: String,
    },
    /// Add a condition.
    AddCondition {
        /// The rule.
        rule: String,
        /// The list of conditions: `scope`, `when`, `grant.0.only_if`; or one of its entries, `when.2`, to become
        /// another way of meeting that.
        path: String,
        /// The fact.
        fact: Fact,
        /// How it is compared.
        comparison: ComparisonName,
        /// With what.
        bound: SlotValue,
    },
    /// Take a condition out: `when.2`, or `when.2.any.0` for one of several ways.
    RemoveCondition {
        /// The rule.
        rule: String,
        /// Which.
        path: String,
    },
    /// Let a rule grant one more thing.
    AddGrant {
        /// The rule.
        rule: String,
        /// What.
        remedy: Remedy,
        /// Who owes it.
        payer: Payer,
    },
    /// Take a grant out: `grant.1`.
    RemoveGrant {
        /// The rule.
        rule: String,
        /// Which.
        path: String,
    },
    /// Put something in another place of its list.
    Move {
        /// The rule.
        rule: String,
        /// What: a condition's entry such as `when.2`, a grant such as `grant.1`, or empty for the rule itself.
        path: String,
        /// Its place afterwards, from 0.
        to: u32,
    },
    /// Let an amount say how much in another way. What was given stays where it still fits: the base, the limits, what
    /// is taken off and added. After a fixed sum, or none at all, the base is the price of the goods complained about.
    ShapeAmount {
        /// The rule.
        rule: String,
        /// The grant: `grant.0`.
        path: String,
        /// How; none where it shall be no matter of money.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shape: Option<AmountShape>,
    },
    /// Add a step to an amount that goes by steps, in its place among the others.
    AddStep {
        /// The rule.
        rule: String,
        /// The amount: `grant.0.amount`.
        path: String,
        /// The value up to and including which it holds.
        up_to: i64,
        /// The percentage, as a decimal.
        percent: String,
    },
    /// Take a step out: `grant.0.amount.tiers.1`.
    RemoveStep {
        /// The rule.
        rule: String,
        /// Which.
        path: String,
    },
    /// Add a row to a table of the desk, at its end.
    AddRow {
        /// Which table.
        table: RowTable,
        /// What the row says, by the keys of its slots ([`RowTable::slots`]).
        values: BTreeMap<String, SlotValue>,
    },
    /// Take a row out of a table of the desk: `desk.goodwill.1`.
    RemoveRow {
        /// Which.
        path: String,
    },
    /// Put a row of a table of the desk in another place.
    MoveRow {
        /// Which: `desk.goodwill.1`.
        path: String,
        /// Its place afterwards, from 0.
        to: u32,
    },
}

/// Why an edit can't be made: where, what is wrong, and what was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EditFault {
    /// The rule, where one was meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The path, as it was given.
    pub path: String,
    /// What is wrong.
    pub problem: EditProblem,
}

/// What is wrong with an edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EditProblem {
    /// There is no such rule.
    #[error("there is no such rule")]
    NoSuchRule,
    /// There is no such slot, condition, grant or step.
    #[error("there is no such place")]
    NoSuchPlace,
    /// Another rule has this code.
    #[error("the code `{code}` is taken; expected a new one")]
    CodeTaken {
        /// The code.
        code: String,
    },
    /// Not a code.
    #[error("expected a code of 1 to 60 small letters, digits and dashes")]
    NotACode,
    /// Not a word of the shop's own.
    #[error("expected a word of 1 to 40 small letters, digits and underscores, such as `members_only`")]
    NotAWord,
    /// A word that is known without being declared.
    #[error("`{word}` is known without being declared; expected a new word")]
    KnownWord {
        /// The word.
        word: String,
    },
    /// Another kind of value belongs there.
    #[error("another kind of value was expected")]
    WrongKind,
    /// The slot can't be empty.
    #[error("a value is needed here")]
    Needed,
    /// Not a sum of a currency.
    #[error("expected a sum in {currency} such as `30`, not below zero, with at most {decimals} decimals")]
    NotASum {
        /// Which currency.
        currency: String,
        /// How many decimals it may have.
        decimals: u32,
    },
    /// Not a currency.
    #[error("unknown currency `{code}`; expected a code such as `CNY`")]
    UnknownCurrency {
        /// What was given.
        code: String,
    },
    /// Not a percentage.
    #[error("expected a percentage from 0 to {most} with at most six decimals")]
    NotAPercentage {
        /// The most it may be.
        most: u32,
    },
    /// A number out of its bounds.
    #[error("expected a whole number from {least} to {most}")]
    OutOfRange {
        /// The least it may be.
        least: i64,
        /// The most it may be.
        most: i64,
    },
    /// A span whose earlier end is not the earlier one.
    #[error("the earlier end does not come before the later one; expected it below")]
    EndsTurned,
    /// Not a word of the list.
    #[error("unknown word `{word}`")]
    UnknownWord {
        /// The word.
        word: String,
        /// The nearest known one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        nearest: Option<String>,
    },
    /// Nothing was chosen where something must be.
    #[error("at least one must be chosen")]
    NothingChosen,
    /// A text in one of the languages is empty.
    #[error("a text is needed in every language")]
    EmptyText,
    /// A text is too long.
    #[error("expected at most {most} characters")]
    TooLong {
        /// The most characters.
        most: u32,
    },
    /// The comparison does not suit the fact.
    #[error("this comparison does not suit the fact")]
    Unsuited,
    /// A step like this is there already.
    #[error("there is a step up to this value already")]
    StepTaken,
    /// An amount by steps needs at least one.
    #[error("an amount by steps has at least one step")]
    LastStep,
    /// A floor above its cap.
    #[error("the floor lies above the cap; expected it below")]
    FloorAboveCap,
    /// Nobody is named who bears more than nothing.
    #[error("expected at least one payer who bears more than nothing")]
    NobodyBears,
    /// There is a row for this already.
    #[error("there is a row for this already")]
    RowTaken,
    /// A rule needs at least one grant.
    #[error("a rule grants at least one thing")]
    LastGrant,
    /// A pack needs at least one rule.
    #[error("a pack has at least one rule")]
    LastRule,
    /// The pack would be larger than a pack may be.
    #[error("the pack would be larger than a pack may be")]
    TooLarge,
    /// The text can't be read, so nothing can be changed in it.
    #[error("the text of the draft can't be read as TOML")]
    Unreadable,
}

impl core::fmt::Display for EditFault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match &self.rule {
            Some(rule) => write!(f, "{rule}: {}: {}", self.path, self.problem),
            None => write!(f, "{}: {}", self.path, self.problem),
        }
    }
}

impl core::error::Error for EditFault {}
