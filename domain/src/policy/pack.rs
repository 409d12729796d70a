//! A pack: the rules of one source, with its calendar, in two parts.
//!
//! The public part is what everybody may read and what a customer's browser gets. The desk part holds what only
//! staff may see: limits, goodwill, who bears what, phrases. They are compiled apart and hashed apart, so that
//! one can never slip into the other.

use crate::category::Category;
use crate::compensation::money::{Currency, Money};
use crate::compensation::percent::Percent;
use crate::compensation::sums::Sums;
use crate::finding::Fault;
use crate::policy::facts::Tier;
use crate::policy::own::OwnWord;
use crate::policy::rule::{Rule, Texts};
use crate::policy::term::Calendar;
use crate::remedy::{Payer, Remedy};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Who has looked over a pack, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Name and qualification.
    pub by: String,
    /// On which day.
    pub on: NaiveDate,
}

/// The public part of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "StoredPack")]
pub struct Pack {
    /// Its id, such as `cn-law`.
    pub id: String,
    /// Its version; changes whenever a rule does.
    pub version: String,
    /// Where it holds: a country code, `EU`, or `shop`.
    pub jurisdiction: String,
    /// Its name.
    pub title: Texts,
    /// The person with legal training who reviewed it. Without one it is no legal advice, and says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<Review>,
    /// How its days are counted.
    pub calendar: Calendar,
    /// Traits of the shop's own that its rules may ask about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub traits: Vec<OwnWord>,
    /// Kinds of products of the shop's own that its rules may ask about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<OwnWord>,
    /// Its rules, in the order in which people read them.
    pub rules: Vec<Rule>,
    /// Days until a remedy is done, as the shop promises it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pace: Vec<(Remedy, u32)>,
}

/// The public part as it is stored: its conditions name words of the shop's own by their codes alone.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct StoredPack {
    id: String,
    version: String,
    jurisdiction: String,
    title: Texts,
    #[serde(default)]
    review: Option<Review>,
    #[serde(default)]
    calendar: Calendar,
    #[serde(default)]
    traits: Vec<OwnWord>,
    #[serde(default)]
    kinds: Vec<OwnWord>,
    rules: Vec<Rule>,
    #[serde(default)]
    pace: Vec<(Remedy, u32)>,
}

impl From<StoredPack> for Pack {
    fn from(stored: StoredPack) -> Self {
        let StoredPack { id, version, jurisdiction, title, review, calendar, traits, kinds, rules, pace } =
            stored;
        Self { id, version, jurisdiction, title, review, calendar, traits, kinds, rules, pace }.with_names()
    }
}

/// A goodwill the shop gives on top, within its budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Goodwill {
    /// For complaints of these categories; none named means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Category>,
    /// For customers of this tier; absent means all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// As what: a coupon, points, a gift.
    pub remedy: Remedy,
    /// Per cent of the price of the goods complained about.
    pub share: Percent,
    /// At least.
    pub floor: Sums,
    /// At most. Where floor or cap say nothing in the order's currency, there is no goodwill.
    pub cap: Sums,
}

/// Who bears the cost when it was somebody's doing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Burden {
    /// Whose doing it was.
    pub fault: Fault,
    /// Who bears how much, as weights.
    pub weights: Vec<(Payer, u32)>,
}

/// What an agent may say when offering a remedy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// When offering this.
    pub remedy: Remedy,
    /// The words.
    pub text: Texts,
}

/// The desk part of a pack: never sent to a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// The pack it belongs to.
    pub id: String,
    /// The pack's version.
    pub version: String,
    /// What an agent may offer in all.
    pub agent_limit: Sums,
    /// How much of it may be goodwill, and what the goodwill of one option never exceeds unasked.
    pub goodwill_limit: Sums,
    /// What is added when the remedy wished for can't be done.
    pub blocked_extra: Sums,
    /// The goodwill table; the first entry that fits counts.
    pub goodwill: Vec<Goodwill>,
    /// Who bears what.
    pub burdens: Vec<Burden>,
    /// Phrases of the offers.
    pub phrases: Vec<Phrase>,
}

impl Desk {
    /// What an agent may offer in all, in a currency; nothing where no limit is named in it.
    pub fn agent_limit(&self, currency: Currency) -> Money {
        self.agent_limit.get(currency).unwrap_or(Money::zero(currency))
    }

    /// How much of it may be goodwill; nothing where no limit is named in the currency.
    pub fn goodwill_limit(&self, currency: Currency) -> Money {
        self.goodwill_limit.get(currency).unwrap_or(Money::zero(currency))
    }
}
