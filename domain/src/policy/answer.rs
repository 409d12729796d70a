//! An answer in the form in which the command line prints it and other programs read it.
//!
//! Field names and forms are a contract: amounts are decimal strings in the order's currency, moments RFC 3339,
//! facts and words stand under the names that cases and packs use.

use crate::compensation::money::Money;
use crate::compensation::option::RemedyOption;
use crate::order::Order;
use crate::policy::decide::Decision;
use crate::policy::fact::Fact;
use crate::policy::likely::Then;
use crate::policy::packs::{Packs, Place};
use crate::policy::reason::{Nearest, Reason};
use crate::policy::snapshot::{Snapshot, Value};
use crate::policy::uncovered::Uncovered;
use crate::remedy::{Authority, Payer, Remedy};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;

/// The whole answer.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    packs: Vec<PackVersion>,
    entitlements: Vec<Granted>,
    refusals: Vec<Refused>,
    depends: Vec<Open>,
    options: Vec<Package>,
    uncovered: Option<UncoveredShown>,
}

#[derive(Clone, Debug, Serialize)]
struct UncoveredShown {
    asked: Vec<&'static str>,
    instead: Vec<Remedy>,
}

#[derive(Clone, Debug, Serialize)]
struct PackVersion {
    id: String,
    version: String,
}

#[derive(Clone, Debug, Serialize)]
struct Granted {
    rule: String,
    cite: String,
    status: &'static str,
    remedy: Remedy,
    amount: Option<String>,
    payer: Payer,
    until: Option<String>,
    due: Option<String>,
    needs_human: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    goods: Option<Vec<String>>,
    facts: Vec<FactShown>,
}

#[derive(Clone, Debug, Serialize)]
struct Refused {
    rule: String,
    cite: String,
    status: &'static str,
    remedy: Remedy,
    #[serde(skip_serializing_if = "Option::is_none")]
    goods: Option<Vec<String>>,
    facts: Vec<FactShown>,
    nearest: Option<NearestShown>,
}

#[derive(Clone, Debug, Serialize)]
struct Open {
    rule: String,
    cite: String,
    status: &'static str,
    remedy: Remedy,
    #[serde(skip_serializing_if = "Option::is_none")]
    goods: Option<Vec<String>>,
    facts: Vec<FactShown>,
    ask: &'static str,
    then: Option<ThenShown>,
}

/// What it would be if the open facts turned out as claimed or asked.
#[derive(Clone, Debug, Serialize)]
struct ThenShown {
    amount: Option<String>,
    until: Option<String>,
    due: Option<String>,
    payer: Payer,
}

#[derive(Clone, Debug, Serialize)]
struct FactShown {
    fact: &'static str,
    is: Option<ValueShown>,
    required: String,
}

#[derive(Clone, Debug, Serialize)]
struct NearestShown {
    fact: &'static str,
    to: ValueShown,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
enum ValueShown {
    Flag(bool),
    Number(i64),
    Text(String),
    List(Vec<String>),
}

#[derive(Clone, Debug, Serialize)]
struct Package {
    remedies: Vec<RemedyShown>,
    total: String,
    shares: Vec<ShareShown>,
    authority: Authority,
    recommended: bool,
    ready_by: Option<String>,
    below_entitlement: bool,
}

#[derive(Clone, Debug, Serialize)]
struct RemedyShown {
    remedy: Remedy,
    amount: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    goods: Option<Vec<String>>,
}

#[derive(Clone, Debug, Serialize)]
struct ShareShown {
    payer: Payer,
    amount: String,
}

impl From<Value> for ValueShown {
    fn from(value: Value) -> Self {
        match value {
            Value::Word(word) => Self::Text(word.to_owned()),
            Value::Words(words) => Self::List(words.into_iter().map(str::to_owned).collect()),
            Value::Own(words, own) => {
                let own = own.into_iter().map(|word| word.code.to_string());
                Self::List(words.into_iter().map(str::to_owned).chain(own).collect())
            }
            Value::Currency(currency) => Self::Text(currency.code().to_owned()),
            Value::Flag(flag) => Self::Flag(flag),
            Value::Number(number) => Self::Number(number),
            Value::Day(day) => Self::Text(day.to_string()),
            Value::Money(money) => Self::Text(money.decimal()),
        }
    }
}

impl From<Reason> for FactShown {
    fn from(reason: Reason) -> Self {
        let required = reason.required();
        Self { fact: reason.fact.code(), is: reason.is.map(ValueShown::from), required }
    }
}

impl From<Nearest> for NearestShown {
    fn from(nearest: Nearest) -> Self {
        Self { fact: nearest.fact.code(), to: nearest.to.into(), until: nearest.until }
    }
}

fn moment(moment: DateTime<FixedOffset>) -> String {
    moment.to_rfc3339()
}

/// The facts behind an answer, and behind those the ones they were worked out from.
fn shown(facts: &Snapshot, reasons: Vec<Reason>) -> Vec<FactShown> {
    let mut told: Vec<Fact> = Vec::new();
    let mut bases: Vec<FactShown> = Vec::new();
    let named: Vec<Fact> = reasons.iter().map(|reason| reason.fact).collect();
    for of in &named {
        for fact in of.worked_out_from().iter().filter(|fact| !named.contains(fact)) {
            if !told.contains(fact) {
                told.push(*fact);
                let is = facts.get(*fact).map(|number| facts.value(*fact, number));
                let required = format!("for {of}");
                bases.push(FactShown { fact: fact.code(), is: is.map(ValueShown::from), required });
            }
        }
    }
    reasons.into_iter().map(FactShown::from).chain(bases).collect()
}

fn name(packs: &Packs, place: Place) -> (String, String, &'static str) {
    let rule = packs.rule(place);
    let pack = packs.pack(place).map_or("", |pack| pack.id.as_str());
    rule.map_or_else(Default::default, |rule| {
        (format!("{pack}/{}", rule.code), rule.cite.clone(), rule.status.code())
    })
}

impl From<Then> for ThenShown {
    fn from(then: Then) -> Self {
        Self {
            amount: then.amount.map(Money::decimal),
            until: then.until.map(moment),
            due: then.due.map(moment),
            payer: then.payer,
        }
    }
}

/// The codes of the lines something is about, where they are not all that are complained about.
fn named(skus: Vec<String>) -> Option<Vec<String>> {
    (!skus.is_empty()).then_some(skus)
}

fn package(option: &RemedyOption) -> Package {
    Package {
        remedies: option
            .parts
            .iter()
            .map(|part| RemedyShown {
                remedy: part.remedy,
                amount: part.amount.map(Money::decimal),
                goods: named(part.goods.iter().map(|goods| goods.sku.clone()).collect()),
            })
            .collect(),
        total: option.total.decimal(),
        shares: option
            .shares()
            .into_iter()
            .map(|share| ShareShown { payer: share.payer, amount: share.amount.decimal() })
            .collect(),
        authority: option.authority,
        recommended: option.is_recommended,
        ready_by: option.ready_by.map(moment),
        below_entitlement: option.is_below_entitlement,
    }
}

impl Answer {
    /// The answer that a decision on an order gives.
    pub fn of(packs: &Packs, decision: &Decision, order: &Order) -> Self {
        let granted = |one: &crate::policy::Entitlement| {
            let (rule, cite, status) = name(packs, one.place);
            Granted {
                rule,
                cite,
                status,
                remedy: one.remedy,
                amount: one.amount.map(Money::decimal),
                payer: one.payer,
                until: one.until.map(moment),
                due: one.due.map(moment),
                needs_human: one.needs_human,
                goods: named(one.goods.skus(order)),
                facts: shown(decision.facts_of(&one.goods), decision.reasons(packs, one)),
            }
        };
        let refused = |one: &crate::policy::Refusal| {
            let (rule, cite, status) = name(packs, one.place);
            Refused {
                rule,
                cite,
                status,
                remedy: one.remedy,
                goods: named(one.goods.skus(order)),
                facts: shown(decision.facts_of(&one.goods), decision.refusal_reasons(packs, one)),
                nearest: decision.nearest(packs, one).map(NearestShown::from),
            }
        };
        let open = |one: &crate::policy::Depends| {
            let (rule, cite, status) = name(packs, one.place);
            Open {
                rule,
                cite,
                status,
                remedy: one.remedy,
                goods: named(one.goods.skus(order)),
                facts: shown(decision.facts_of(&one.goods), decision.open_reasons(packs, one)),
                ask: one.ask.code(),
                then: one.then.map(ThenShown::from),
            }
        };
        Self {
            packs: packs
                .versions()
                .into_iter()
                .map(|pack| PackVersion { id: pack.id, version: pack.version })
                .collect(),
            entitlements: decision.entitlements.iter().map(granted).collect(),
            refusals: decision.refusals.iter().map(refused).collect(),
            depends: decision.depends.iter().map(open).collect(),
            options: decision.options.iter().map(package).collect(),
            uncovered: None,
        }
    }

    /// The answer with what was asked for and no rule speaks of.
    #[must_use]
    pub fn with_uncovered(mut self, uncovered: Option<&Uncovered>) -> Self {
        self.uncovered = uncovered.map(|one| UncoveredShown {
            asked: one.asked.iter().map(|asked| asked.code()).collect(),
            instead: one.instead.clone(),
        });
        self
    }
}
