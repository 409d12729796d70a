//! A pack as typed forms: every place that may be changed, with what stands there and what may.
//!
//! Forms carry codes only. What a slot, a fact or a word is called follows from its name in the reader's language.

use crate::category::Category;
use crate::code::codes;
use crate::finding::Fault;
use crate::policy::draft::edit::{ComparisonName, SlotValue};
use crate::policy::fact::{Fact, Kind, Vocabulary};
use crate::policy::facts::Tier;
use crate::policy::rule::Status;
use crate::policy::term::LastDay;
use crate::remedy::{Payer, Remedy};
use serde::{Deserialize, Serialize};

codes! {
    /// A closed list of words from which a slot takes one or several.
    pub enum WordList {
        /// Categories.
        Category = "category",
        /// Remedies.
        Remedy = "remedy",
        /// The remedies that goodwill may be.
        GoodwillRemedy = "goodwill_remedy",
        /// Kinds of goods.
        Trait = "trait",
        /// How far something is established.
        Standing = "standing",
        /// Whose doing it was.
        Fault = "fault",
        /// The state of the goods.
        Condition = "condition",
        /// Tiers of customers.
        Tier = "tier",
        /// How something was sent.
        Mail = "mail",
        /// Marketplaces.
        Marketplace = "marketplace",
        /// Who owes something.
        Payer = "payer",
        /// How well a provision is known.
        Status = "status",
        /// What a day of rest at the end of a term does.
        LastDay = "last_day",
        /// What an open question counts as: `passes` or `fails`.
        IfUnknown = "if_unknown",
        /// Facts that are days.
        DayFact = "day_fact",
        /// Facts that count days or things.
        CountFact = "count_fact",
        /// Facts that are sums.
        MoneyFact = "money_fact",
        /// What an amount may be a share of: `complained`, `part_return`, `order`, or a fact that is a sum.
        Base = "base",
        /// For what an amount is given once: `order`, `line`, or a fact that counts.
        Per = "per",
    }
}

fn facts(is_meant: fn(Kind) -> bool) -> impl Iterator<Item = &'static str> {
    Fact::ALL.iter().filter(move |fact| is_meant(fact.kind())).map(|fact| fact.code())
}

fn is_count(kind: Kind) -> bool {
    matches!(kind, Kind::Count | Kind::Days)
}

impl WordList {
    /// The words, by their codes, in the order in which they are shown.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Category => Category::ALL.iter().map(|word| word.code()).collect(),
            Self::Remedy => Remedy::ALL.iter().map(|word| word.code()).collect(),
            Self::GoodwillRemedy => {
                [Remedy::Coupon, Remedy::Points, Remedy::Gift].iter().map(|word| word.code()).collect()
            }
            Self::Trait => Vocabulary::Trait.words(),
            Self::Standing => Vocabulary::Standing.words(),
            Self::Fault => Fault::ALL.iter().map(|word| word.code()).collect(),
            Self::Condition => Vocabulary::Condition.words(),
            Self::Tier => Tier::ALL.iter().map(|word| word.code()).collect(),
            Self::Mail => Vocabulary::Mail.words(),
            Self::Marketplace => Vocabulary::Marketplace.words(),
            Self::Payer => Payer::ALL.iter().map(|word| word.code()).collect(),
            Self::Status => Status::ALL.iter().map(|word| word.code()).collect(),
            Self::LastDay => LastDay::ALL.iter().map(|word| word.code()).collect(),
            Self::IfUnknown => vec!["passes", "fails"],
            Self::DayFact => facts(|kind| kind == Kind::Day).collect(),
            Self::CountFact => facts(is_count).collect(),
            Self::MoneyFact => facts(|kind| kind == Kind::Money).collect(),
            Self::Base => ["complained", "part_return", "order"]
                .into_iter()
                .chain(facts(|kind| kind == Kind::Money))
                .collect(),
            Self::Per => ["order", "line"].into_iter().chain(facts(is_count)).collect(),
        }
    }

    /// The list of a vocabulary.
    pub const fn of(vocabulary: Vocabulary) -> Self {
        match vocabulary {
            Vocabulary::Category => Self::Category,
            Vocabulary::Remedy => Self::Remedy,
            Vocabulary::Trait => Self::Trait,
            Vocabulary::Standing => Self::Standing,
            Vocabulary::Fault => Self::Fault,
            Vocabulary::Condition => Self::Condition,
            Vocabulary::Tier => Self::Tier,
            Vocabulary::Mail => Self::Mail,
            Vocabulary::Marketplace => Self::Marketplace,
        }
    }
}

/// What may stand in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// A sum in the order's currency: [`SlotValue::Sum`].
    Sum,
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
    /// A text in three languages, none of them empty: [`SlotValue::Texts`].
    Texts {
        /// The most characters in each.
        most: u32,
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
    /// What an amount is a share of: a [`SlotValue::Word`] of [`WordList::Base`], or a [`SlotValue::Sum`].
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
            Self::Known => "known",
        }
    }

    /// What a fact is compared with in this way; `None` where the comparison does not suit the fact.
    pub const fn bound(self, fact: Fact) -> Option<SlotKind> {
        match (self, fact.kind()) {
            (Self::Known, _) | (Self::Is, Kind::Flag) => Some(SlotKind::Flag),
            (Self::Is, Kind::Currency) => Some(SlotKind::Currency),
            (Self::Is | Self::IsNot, Kind::Word(list)) | (Self::Has | Self::HasNone, Kind::Words(list)) => {
                Some(SlotKind::Words(WordList::of(list)))
            }
            (Self::AtLeast | Self::AtMost, Kind::Money) => Some(SlotKind::Sum),
            (Self::AtLeast | Self::AtMost, Kind::Count) => {
                Some(SlotKind::Number { least: 0, most: 1_000_000_000 })
            }
            (Self::AtLeast | Self::AtMost, Kind::Days) => {
                Some(SlotKind::Number { least: -36_500, most: 36_500 })
            }
            (Self::Within | Self::Beyond, Kind::Days) => Some(SlotKind::Span),
            _ => None,
        }
    }
}

codes! {
    /// What a slot is about: from it the form takes its label.
    pub enum SlotName {
        /// A name or headline in three languages.
        Title = "title",
        /// Why a customer may.
        Says = "says",
        /// Why they may not.
        Refuses = "refuses",
        /// A worked example.
        Example = "example",
        /// What the rule does not cover.
        Excludes = "excludes",
        /// The provision.
        Cite = "cite",
        /// How well it is known.
        Status = "status",
        /// The first day on which an order must be placed.
        EffectiveFrom = "effective_from",
        /// The last such day.
        EffectiveTo = "effective_to",
        /// The currency to which the rule is bound.
        Currency = "currency",
        /// Whether a person must sign.
        NeedsHuman = "needs_human",
        /// The rules it silences.
        Replaces = "replaces",
        /// The bound of a condition.
        Bound = "bound",
        /// What an open question counts as.
        IfUnknown = "if_unknown",
        /// Further days that stand in a fact.
        Plus = "plus",
        /// Whether the day of the event counts.
        StartCounted = "start_counted",
        /// What a day of rest at the end does.
        LastDay = "last_day",
        /// What is granted.
        Remedy = "remedy",
        /// Who owes it.
        Payer = "payer",
        /// Whether it only goes with the others.
        Accompanies = "accompanies",
        /// The mark of amounts of which only the highest stands.
        HighestOf = "highest_of",
        /// By when: how long after.
        DueWithin = "due_within",
        /// By when: after what.
        DueAfter = "due_after",
        /// What the amount is a share of.
        AmountOf = "amount_of",
        /// Per cent of it.
        Percent = "percent",
        /// A multiple of it.
        Times = "times",
        /// Per cent that stand in a fact.
        PercentOf = "percent_of",
        /// The fact by whose steps the amount goes.
        StepsOf = "steps_of",
        /// Up to which value a step holds.
        StepUpTo = "step_up_to",
        /// The percentage of a step.
        StepPercent = "step_percent",
        /// The percentage above the last step.
        Above = "above",
        /// For what it is given once.
        Per = "per",
        /// Not less than this sum.
        Floor = "floor",
        /// Not less than a share of this.
        FloorOf = "floor_of",
        /// The share that is the floor.
        FloorPercent = "floor_percent",
        /// Not more than this sum.
        Cap = "cap",
        /// Not more than a share of this.
        CapOf = "cap_of",
        /// The share that is the cap.
        CapPercent = "cap_percent",
        /// What is taken off.
        Less = "less",
        /// Who reviewed the pack.
        ReviewBy = "review_by",
        /// On which day.
        ReviewOn = "review_on",
        /// Whether Saturday and Sunday are days of rest.
        WeekendsRest = "weekends_rest",
        /// Public holidays.
        Holidays = "holidays",
        /// Days until a remedy is done; the path's last part is the remedy.
        Pace = "pace",
        /// What an agent may offer.
        AgentLimit = "agent_limit",
        /// How much of it may be goodwill.
        GoodwillLimit = "goodwill_limit",
        /// What is added where the remedy wished for can't be done.
        BlockedExtra = "blocked_extra",
        /// The categories of a goodwill.
        Categories = "categories",
        /// The tier of a goodwill.
        Tier = "tier",
        /// Whose doing it was, in who bears what.
        Fault = "fault",
        /// How much one payer bears, as a weight; the path's last part is the payer.
        Weight = "weight",
        /// What to say when offering.
        Phrase = "phrase",
    }
}

/// A place that may be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
pub struct ClauseForm {
    /// Where it is: what an edit names that adds another way of meeting it.
    pub path: String,
    /// The conditions.
    pub any: Vec<ConditionForm>,
}

/// One thing a rule grants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantForm {
    /// Where it is: what an edit that takes it out names.
    pub path: String,
    /// The remedy, as its slot says too.
    pub remedy: Remedy,
    /// What may be said of it.
    pub slots: Vec<Slot>,
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
pub struct EntryForm {
    /// Where it is: `desk.goodwill.0`, `desk.burden.1`, `desk.phrase.2`.
    pub path: String,
    /// What may be said of it.
    pub slots: Vec<Slot>,
}

/// A whole pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackForm {
    /// Name, review, calendar and pace.
    pub slots: Vec<Slot>,
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
