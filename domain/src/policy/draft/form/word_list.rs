//! The lists of words from which slots of a form choose: closed ones, and two that a pack adds words of its own to.

use crate::category::Category;
use crate::code::codes;
use crate::finding::Fault;
use crate::policy::amount::Counted;
use crate::policy::fact::{Fact, Kind, Vocabulary};
use crate::policy::facts::Tier;
use crate::policy::rule::Status;
use crate::policy::term::LastDay;
use crate::remedy::{Payer, Remedy};

codes! {
    /// A list of words from which a slot takes one or several.
    pub enum WordList {
        /// Categories.
        Category = "category",
        /// Remedies.
        Remedy = "remedy",
        /// The remedies that goodwill may be.
        GoodwillRemedy = "goodwill_remedy",
        /// Kinds of goods.
        Trait = "trait",
        /// Kinds of products, for which only the shop has words.
        ProductKind = "product_kind",
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
        /// How far an order has come.
        OrderStatus = "order_status",
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
        /// Facts that are whole numbers, days left out.
        WholeFact = "whole_fact",
        /// Facts that are sums.
        MoneyFact = "money_fact",
        /// In what a paid period is counted.
        Counted = "counted",
        /// What an amount may be a share of: `complained`, `part_return`, `bundle`, `order`, or a fact that is a sum.
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
    /// The words, by their codes, in the order in which they are shown; a pack's own come after them.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Category => Category::ALL.iter().map(|word| word.code()).collect(),
            Self::Remedy => Remedy::ALL.iter().map(|word| word.code()).collect(),
            Self::GoodwillRemedy => {
                [Remedy::Coupon, Remedy::Points, Remedy::Gift].iter().map(|word| word.code()).collect()
            }
            Self::Trait => Vocabulary::Trait.words(),
            Self::ProductKind => Vocabulary::ProductKind.words(),
            Self::Standing => Vocabulary::Standing.words(),
            Self::Fault => Fault::ALL.iter().map(|word| word.code()).collect(),
            Self::Condition => Vocabulary::Condition.words(),
            Self::Tier => Tier::ALL.iter().map(|word| word.code()).collect(),
            Self::Mail => Vocabulary::Mail.words(),
            Self::Marketplace => Vocabulary::Marketplace.words(),
            Self::OrderStatus => Vocabulary::OrderStatus.words(),
            Self::Payer => Payer::ALL.iter().map(|word| word.code()).collect(),
            Self::Status => Status::ALL.iter().map(|word| word.code()).collect(),
            Self::LastDay => LastDay::ALL.iter().map(|word| word.code()).collect(),
            Self::IfUnknown => vec!["passes", "fails"],
            Self::DayFact => facts(|kind| kind == Kind::Day).collect(),
            Self::CountFact => facts(is_count).collect(),
            Self::WholeFact => facts(|kind| kind == Kind::Count).collect(),
            Self::MoneyFact => facts(|kind| kind == Kind::Money).collect(),
            Self::Counted => Counted::ALL.iter().map(|word| word.code()).collect(),
            Self::Base => ["complained", "part_return", "bundle", "order"]
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
            Vocabulary::ProductKind => Self::ProductKind,
            Vocabulary::Standing => Self::Standing,
            Vocabulary::Fault => Self::Fault,
            Vocabulary::Condition => Self::Condition,
            Vocabulary::Tier => Self::Tier,
            Vocabulary::Mail => Self::Mail,
            Vocabulary::Marketplace => Self::Marketplace,
            Vocabulary::OrderStatus => Self::OrderStatus,
        }
    }
}
