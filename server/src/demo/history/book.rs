//! The book of the past: what the shop sells, who complained about what, and how each case went. All of it is data,
//! in TOML beside this file, so that whoever wants to tell another case writes one and no program.

use super::hours::Span;
use anyhow::{Context, Result};
use domain::category::{Category, Kind};
use domain::finding::{Finding, Findings};
use domain::order::payment::Means;
use domain::order::{Background, OrderStatus, Trait};
use domain::personal::{FormOfAddress, Language};
use domain::remedy::Remedy;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A text in each language.
pub(super) type Texts = BTreeMap<Language, String>;

/// Everything there is to tell.
#[derive(Debug)]
pub(super) struct Book {
    /// What the shop sells, by its name in the book.
    pub(super) goods: BTreeMap<String, Goods>,
    /// How cases that need no words of their own go, by name.
    pub(super) courses: BTreeMap<String, Vec<Step>>,
    /// What is said where a step has no words of its own: by deed and language, one after the other.
    pub(super) phrases: BTreeMap<String, BTreeMap<Language, Vec<String>>>,
    /// The cases.
    pub(super) cases: Vec<Told>,
}

/// Something the shop sells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Goods {
    pub(super) title: Texts,
    /// The price of one piece, by currency.
    pub(super) price: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) traits: Vec<Trait>,
    pub(super) seller: String,
    #[serde(default)]
    pub(super) background: Background,
}

/// A line of an order.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bought {
    pub(super) goods: String,
    #[serde(default = "one")]
    pub(super) quantity: u32,
    /// How many pieces the complaint is about; all where it does not say, none with zero.
    pub(super) about: Option<u32>,
    /// Days from its arrival to the complaint, where it came in a parcel of its own.
    pub(super) arrived: Option<u64>,
    pub(super) status: Option<OrderStatus>,
}

const fn one() -> u32 {
    1
}

/// What came in by one means.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Paid {
    pub(super) means: Means,
    pub(super) amount: String,
}

/// A case: who complains about what, and how it went.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Told {
    /// Its name in the book.
    pub(super) key: String,
    pub(super) buyer: String,
    /// The name before `@example.com`; two cases with the same are of one person.
    pub(super) mail: String,
    #[serde(default = "by_name")]
    pub(super) address: FormOfAddress,
    pub(super) language: Language,
    /// The case on whose order this one is, where it has none of its own.
    pub(super) same_order: Option<String>,
    #[serde(default)]
    pub(super) buys: Vec<Bought>,
    #[serde(default = "yuan")]
    pub(super) currency: String,
    pub(super) freight: Option<String>,
    pub(super) discount: Option<String>,
    #[serde(default)]
    pub(super) paid: Vec<Paid>,
    pub(super) status: Option<OrderStatus>,
    /// Days from each of these to the complaint; below zero lies after it.
    #[serde(default = "week")]
    pub(super) placed: i64,
    pub(super) shipped: Option<i64>,
    pub(super) promised: Option<i64>,
    pub(super) arrived: Option<i64>,
    /// How long ago it was filed.
    pub(super) filed: Span,
    pub(super) category: Category,
    #[serde(default)]
    pub(super) wants: Vec<Remedy>,
    pub(super) story: String,
    pub(super) tried: Option<String>,
    /// Days from the complaint to the last day its customer sets with it.
    pub(super) last_day: Option<u64>,
    #[serde(default)]
    pub(super) claims: Findings,
    #[serde(default)]
    pub(super) photos: Vec<super::photo::Motif>,
    /// What a step that finds out, and does not say what, finds.
    #[serde(default)]
    pub(super) found: Vec<Finding>,
    /// The course it takes, where it has no steps of its own or before them.
    pub(super) course: Option<String>,
    #[serde(default)]
    pub(super) steps: Vec<Step>,
}

const fn by_name() -> FormOfAddress {
    FormOfAddress::Name
}

fn yuan() -> String {
    "CNY".to_owned()
}

const fn week() -> i64 {
    7
}

/// Who does something. Each case is one agent's; the colleague is the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Who {
    Customer,
    Agent,
    Colleague,
    Supervisor,
}

/// Who does what, and when: so long after the filing, or so long ago.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Step {
    #[serde(default)]
    pub(super) after: Span,
    pub(super) ago: Option<Span>,
    pub(super) by: Who,
    #[serde(flatten)]
    pub(super) deed: Deed,
}

/// A part of an offer that no rule suggests.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Own {
    pub(super) remedy: Remedy,
    pub(super) amount: Option<String>,
    pub(super) because: String,
}

/// What is done. Words may be left out where a phrase says it as well.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "does", rename_all = "snake_case")]
pub(super) enum Deed {
    Take,
    TakeOver,
    Assign,
    Concern {
        text: String,
    },
    Category {
        to: Category,
        text: String,
    },
    Kind {
        to: Kind,
        text: String,
    },
    Find {
        finding: Option<Finding>,
        text: Option<String>,
    },
    TakeBack,
    Reply {
        text: Option<String>,
    },
    Progress {
        text: Option<String>,
    },
    Note {
        text: Option<String>,
    },
    Write {
        text: Option<String>,
    },
    Show {
        photo: super::photo::Motif,
    },
    Offer {
        text: Option<String>,
        #[serde(default)]
        own: Vec<Own>,
    },
    Approve,
    Refuse {
        text: String,
    },
    WithdrawOffer {
        text: String,
    },
    Accept,
    Counter {
        wants: Vec<Remedy>,
        text: String,
    },
    Decline {
        text: Option<String>,
    },
    Withdraw {
        text: Option<String>,
    },
    Escalate {
        text: String,
    },
    Reopen {
        text: String,
    },
    Reject {
        text: String,
        recourse: String,
    },
    ProveSoon,
    ProveAll,
    Replace {
        remedy: Remedy,
        /// How much; absent = as much as was promised, or was paid where the price goes back.
        amount: Option<String>,
        text: String,
    },
    AcceptReplacement,
    DeclineReplacement,
    Confirm,
    Answer {
        outcome: u8,
        process: u8,
        text: Option<String>,
    },
    Close,
    OutsideRefund {
        amount: String,
        means: Means,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Told>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Course {
    steps: Vec<Step>,
}

/// The chapters, each a file of cases.
const CHAPTERS: [(&str, &str); 4] = [
    ("today.toml", include_str!("told/today.toml")),
    ("this_week.toml", include_str!("told/this_week.toml")),
    ("abroad.toml", include_str!("told/abroad.toml")),
    ("finished.toml", include_str!("told/finished.toml")),
];

impl Book {
    /// Opens the book.
    pub(super) fn open() -> Result<Self> {
        let mut cases = Vec::new();
        for (name, text) in CHAPTERS {
            let chapter: Cases = toml::from_str(text).with_context(|| format!("in `{name}`"))?;
            cases.extend(chapter.case);
        }
        let courses: BTreeMap<String, Course> =
            toml::from_str(include_str!("told/courses.toml")).context("in `courses.toml`")?;
        Ok(Self {
            goods: toml::from_str(include_str!("told/goods.toml")).context("in `goods.toml`")?,
            courses: courses.into_iter().map(|(name, course)| (name, course.steps)).collect(),
            phrases: toml::from_str(include_str!("told/phrases.toml")).context("in `phrases.toml`")?,
            cases,
        })
    }

    /// The steps of a case: those of its course, then its own.
    pub(super) fn steps(&self, told: &Told) -> Vec<Step> {
        let course = told.course.as_ref().and_then(|name| self.courses.get(name));
        course.into_iter().flatten().chain(&told.steps).cloned().collect()
    }

    /// What is said for a deed in a language, the `n`-th of its phrases in turn.
    pub(super) fn phrase(&self, deed: &str, language: Language, n: usize) -> Option<&str> {
        let phrases = self.phrases.get(deed)?.get(&language)?;
        phrases.get(n.checked_rem(phrases.len())?).map(String::as_str)
    }
}
