//! One rule: when it speaks, what must be so, what it grants, and its words for people.
//!
//! A rule that speaks gives one of three answers for each thing it grants: yes, no, or that depends. Its code is
//! stable: answers, events and replays name it, so a code is never given to another rule.

use crate::code::codes;
use crate::personal::Language;
use crate::policy::amount::Amount;
use crate::policy::condition::Clause;
use crate::policy::fact::Fact;
use crate::policy::term::Term;
use crate::remedy::{Payer, Remedy};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A text in every language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// Simplified Chinese.
    #[serde(rename = "zh-Hans")]
    pub zh_hans: String,
    /// Traditional Chinese.
    #[serde(rename = "zh-Hant")]
    pub zh_hant: String,
    /// English.
    pub en: String,
}

impl Texts {
    /// The text in a language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::ZhHans => &self.zh_hans,
            Language::ZhHant => &self.zh_hant,
            Language::En => &self.en,
        }
    }
}

codes! {
    /// How well the text of a provision is known.
    pub enum Status {
        /// The provision itself was read.
        Verified = "verified",
        /// Another source states it.
        Secondary = "secondary",
        /// Nobody has read it: a rule like this is a template and never in force.
        Template = "template",
    }
}

/// By when something granted must be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// How long after.
    pub term: Term,
    /// After what; a day fact.
    pub after: Fact,
}

/// One thing a rule grants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// What.
    pub remedy: Remedy,
    /// How much, where it is a matter of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// Who owes it.
    pub payer: Payer,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// What must hold besides the rule's own conditions; where it does not, this part is left out silently.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only_if: Vec<Clause>,
    /// Whether it only goes with the rule's other grants: then it is not refused on its own.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub accompanies: bool,
    /// Whether it may be given again for the same goods: what was given before does not use it up.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub repeats: bool,
    /// Of all grants with this mark, in any pack, only the highest amount stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highest_of: Option<String>,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its stable code, unique within the pack.
    pub code: String,
    /// The provision it follows, `CRPL 25`; `shop` for the shop's own promises.
    pub cite: String,
    /// How well that provision is known.
    pub status: Status,
    /// The first day on which an order must be placed for the rule to hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_from: Option<NaiveDate>,
    /// The last such day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effective_to: Option<NaiveDate>,
    /// When it speaks at all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scope: Vec<Clause>,
    /// What must be so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Clause>,
    /// Whether a person must sign before it may be offered.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub needs_human: bool,
    /// What it grants.
    pub grants: Vec<Grant>,
    /// Rules that do not speak where this one grants, as `code` or `pack/code`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<String>,
    /// What a customer may do, in one short sentence.
    pub title: Texts,
    /// Why they may.
    pub says: Texts,
    /// Why they may not.
    pub refuses: Texts,
}
