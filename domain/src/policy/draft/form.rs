//! A pack as typed forms: every place that may be changed, with what stands there and what may.
//!
//! Forms carry codes only. What a slot, a fact or a word is called follows from its name in the reader's language.

mod find;
mod names;
mod rows;
mod word_list;
mod written;

pub use names::SlotName;
pub use rows::{RowSlot, RowTable};
pub use word_list::WordList;
pub use written::Written;

use crate::code::codes;
use crate::policy::draft::edit::{ComparisonName, SlotValue};
use crate::policy::fact::{Fact, Kind};
use crate::policy::own::OwnWord;
use crate::remedy::Remedy;
use serde::{Deserialize, Serialize};

/// The most characters of a name or mark; ours.
pub const SHORT: u32 = 120;

/// What may stand in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// A sum for each currency: [`SlotValue::Sums`].
    Sums,
    /// A percentage from 0: [`SlotValue::Percent`].
    Percent {
        /// The most.
        most: u32,
    },
    /// A whole number: [`SlotValue::Number`].
    Number {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// A span of time: [`SlotValue::Span`], its count from 0 to 36500.
    Span,
    /// A civil day: [`SlotValue::Day`].
    Day,
    /// Civil days: [`SlotValue::Days`].
    Days,
    /// A text in the pack's languages, none of them empty: [`SlotValue::Texts`].
    Texts {
        /// The most characters in each.
        most: u32,
        /// The languages; what stands in another is not looked at.
        languages: Written,
    },
    /// A text: [`SlotValue::Text`].
    Text {
        /// The most characters.
        most: u32,
    },
    /// A code of a currency such as `CNY`: [`SlotValue::Text`].
    Currency,
    /// One word: [`SlotValue::Word`].
    Word(WordList),
    /// At least one word: [`SlotValue::Words`].
    Words(WordList),
    /// Codes of rules of this pack, or `pack/code`: [`SlotValue::Words`].
    RuleCodes,
    /// What an amount is a share of: a [`SlotValue::Word`] of [`WordList::Base`], or [`SlotValue::Sums`].
    Base,
    /// Yes or no: [`SlotValue::Flag`].
    Flag,
}

impl ComparisonName {
    /// Every comparison, in the order in which a form offers them.
    pub const ALL: &'static [Self] = &[
        Self::Is,
        Self::IsNot,
        Self::Has,
        Self::HasNone,
        Self::AtLeast,
        Self::AtMost,
        Self::Within,
        Self::Beyond,
        Self::Until,
        Self::From,
        Self::Known,
    ];

    /// The key under which a pack writes it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is_not",
            Self::Has => "has",
            Self::HasNone => "has_none",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::Within => "within",
            Self::Beyond => "beyond",
            Self::Until => "until",
            Self::From => "from",
            Self::Known => "known",
        }
    }

    /// What a fact is compared with in this way; `None` where the comparison does not suit the fact.
    pub const fn bound(self, fact: Fact) -> Option<SlotKind> {
        match (self, fact.kind()) {
            (Self::Known, _) | (Self::Is, Kind::Flag | Kind::Money) => Some(SlotKind::Flag),
            (Self::Is, Kind::Currency) => Some(SlotKind::Currency),
            (Self::Is | Self::IsNot, Kind::Word(list)) | (Self::Has | Self::HasNone, Kind::Words(list)) => {
                Some(SlotKind::Words(WordList::of(list)))
            }
            (Self::AtLeast | Self::AtMost, Kind::Money) => Some(SlotKind::Sums),
            (Self::AtLeast | Self::AtMost, Kind::Count) => {
                Some(SlotKind::Number { least: 0, most: 1_000_000_000 })
            }
            (Self::AtLeast | Self::AtMost, Kind::Days) => {
                Some(SlotKind::Number { least: -36_500, most: 36_500 })
            }
            (Self::Within | Self::Beyond, Kind::Days) => Some(SlotKind::Span),
            (Self::Until | Self::From, Kind::Day) => Some(SlotKind::Day),
            _ => None,
        }
    }
}

/// A place that may be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Slot {
    /// What it is about.
    pub name: SlotName,
    /// Where it is: what an edit of it names.
    pub path: String,
    /// What may stand there.
    pub kind: SlotKind,
    /// What does; none where it is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<SlotValue>,
    /// Whether it may be empty.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub is_optional: bool,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConditionForm {
    /// Where it is: what an edit that takes it out names.
    pub path: String,
    /// The fact.
    pub fact: Fact,
    /// How it is compared.
    pub comparison: ComparisonName,
    /// Its bound first, then what else may be said of it.
    pub slots: Vec<Slot>,
}

/// One entry of a list of conditions: one condition, or several of which one is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClauseForm {
    /// Where it is: what an edit names that adds another way of meeting it.
    pub path: String,
    /// The conditions.
    pub any: Vec<ConditionForm>,
}

codes! {
    /// In which way an amount says how much.
    pub enum ShapeName {
        /// Per cent of a base.
        Share = "share",
        /// A fixed sum.
        Fixed = "fixed",
        /// A multiple of a base.
        Times = "times",
        /// Per cent of a base, as a fact says.
        Found = "found",
        /// Per cent of a base, by the steps of a fact.
        Steps = "steps",
        /// What a count, such as of months, leaves of a base.
        Shrinking = "shrinking",
        /// The part of a base that stands for the unused rest of a paid period.
        Unused = "unused",
    }
}

/// One thing a rule grants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GrantForm {
    /// Where it is: what an edit that takes it out names.
    pub path: String,
    /// The remedy, as its slot says too.
    pub remedy: Remedy,
    /// What may be said of it.
    pub slots: Vec<Slot>,
    /// In which way its amount says how much; none where it is no matter of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<ShapeName>,
    /// The paths of its steps, where its amount goes by steps: what an edit that takes one out names. The slots of a
    /// step begin with its path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// What must hold for this grant alone; its list's path is the grant's with `.only_if`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only_if: Vec<ClauseForm>,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleForm {
    /// Its code, which is for ever.
    pub code: String,
    /// The line at which it begins in the text, counted from one.
    pub line: u32,
    /// Words, source and times.
    pub slots: Vec<Slot>,
    /// When it speaks: the list `scope`.
    pub scope: Vec<ClauseForm>,
    /// What must be so: the list `when`.
    pub when: Vec<ClauseForm>,
    /// What it grants.
    pub grants: Vec<GrantForm>,
}

/// One entry of a table of the desk, such as one goodwill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntryForm {
    /// Where it is: `desk.goodwill.0`, `desk.burden.1`, `desk.phrase.2`.
    pub path: String,
    /// What may be said of it.
    pub slots: Vec<Slot>,
}

impl PackForm {
    /// The pack's own words in a list, which it may name beside those of the list.
    pub fn own_words(&self, list: WordList) -> &[OwnWord] {
        match list {
            WordList::Trait => &self.traits,
            WordList::ProductKind => &self.kinds,
            _ => &[],
        }
    }
}

/// A whole pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PackForm {
    /// The languages of its texts.
    pub languages: Written,
    /// Name, review, calendar, pace and the names of the shop's own words.
    pub slots: Vec<Slot>,
    /// Traits of the shop's own, which conditions may name beside the known ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub traits: Vec<OwnWord>,
    /// Kinds of products of the shop's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<OwnWord>,
    /// Its rules, in their order.
    pub rules: Vec<RuleForm>,
    /// The desk's limits; none where the pack has no desk part.
    pub desk: Vec<Slot>,
    /// The goodwill table; the first entry that fits counts.
    pub goodwill: Vec<EntryForm>,
    /// Who bears what.
    pub burdens: Vec<EntryForm>,
    /// What to say when offering.
    pub phrases: Vec<EntryForm>,
}
