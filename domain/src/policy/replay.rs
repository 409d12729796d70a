//! A replay: what packs would have granted on orders of the past, rule by rule.
//!
//! Each order that was delivered, and whose day of delivery is known, is asked about at the end of that day. Times
//! without an offset stay what they are, wall time, and are never shifted. Orders are taken one at a time, so a
//! year of them needs no more memory than one.

use crate::category::{Category, Kind};
use crate::compensation::money::Currency;
use crate::finding::Findings;
use crate::id::CaseId;
use crate::order::{Order, OrderStatus};
use crate::policy::amount::Hit;
use crate::policy::decide::Decision;
use crate::policy::facts::{Complained, Facts, Tier};
use crate::policy::judge::judge;
use crate::policy::lines::granted;
use crate::policy::packs::{Packs, Place};
use crate::wire::policy::{CaseLine, ChangedAnswer, ReplayOver, ReplayReport};
use crate::zone::Zone;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What packs are asked of an order: the category that its dates alone can decide.
const ASKED: Category = Category::DeliveryDelay;

/// A replay under way.
#[derive(Clone, Debug)]
pub struct Replay<'a> {
    packs: &'a Packs,
    zone: &'a Zone,
    findings: Findings,
    orders: u64,
    not_asked: BTreeMap<OrderStatus, u64>,
    tallies: BTreeMap<(Place, Currency), Tally>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    granted: u64,
    refused: u64,
    total: i128,
    floor: u64,
    cap: u64,
}

/// What a replay came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Report {
    /// How many orders there were.
    pub orders: u64,
    /// How many could not be asked about, by their status.
    pub not_asked: BTreeMap<OrderStatus, u64>,
    /// What each rule did, by currency.
    pub rules: Vec<RuleReport>,
}

/// What one rule did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleReport {
    /// The rule, as `pack/code`.
    pub rule: String,
    /// How many orders it granted something.
    pub granted: u64,
    /// How many it refused.
    pub refused: u64,
    /// The sum of what it granted, as a decimal.
    pub total: String,
    /// In which currency.
    pub currency: String,
    /// How often the floor decided the amount.
    pub floor: u64,
    /// How often the cap did.
    pub cap: u64,
}

/// The last moment of the day on which an order was delivered.
fn end_of_delivery(order: &Order, zone: &Zone) -> Option<DateTime<FixedOffset>> {
    let delivered = order.delivered_at.filter(|_| order.status == OrderStatus::Delivered)?;
    zone.end_of(delivered.day(zone))
}

impl<'a> Replay<'a> {
    /// A replay of packs, by days of `zone`.
    pub fn new(packs: &'a Packs, zone: &'a Zone) -> Self {
        Self {
            packs,
            zone,
            findings: Findings::default(),
            orders: 0,
            not_asked: BTreeMap::new(),
            tallies: BTreeMap::new(),
        }
    }

    /// Takes one order.
    pub fn ask(&mut self, order: &Order) {
        self.answer(order);
    }

    /// Takes one order and tells what was decided; `None` where nothing could be asked.
    fn answer(&mut self, order: &Order) -> Option<Decision> {
        self.orders += 1;
        let Some(asked_at) = end_of_delivery(order, self.zone) else {
            *self.not_asked.entry(order.status).or_default() += 1;
            return None;
        };
        let decision = judge(self.packs, &facts_at(asked_at, self.zone, order, &self.findings));
        self.count(&decision, order.currency);
        Some(decision)
    }

    /// Takes one question that was put in its time, such as a past case.
    pub fn ask_facts(&mut self, facts: &Facts<'_>) -> Decision {
        self.orders += 1;
        let decision = judge(self.packs, facts);
        self.count(&decision, facts.order.currency);
        decision
    }

    fn count(&mut self, decision: &Decision, currency: Currency) {
        // A rule counts once per order, however many things it grants.
        let mut last = None;
        for one in &decision.entitlements {
            let tally = self.tallies.entry((one.place, currency)).or_default();
            tally.granted += u64::from(last != Some(one.place));
            tally.total += one.amount.map_or(0, |amount| i128::from(amount.minor));
            tally.floor += u64::from(one.hit == Some(Hit::Floor));
            tally.cap += u64::from(one.hit == Some(Hit::Cap));
            last = Some(one.place);
        }
        last = None;
        for one in &decision.refusals {
            let tally = self.tallies.entry((one.place, currency)).or_default();
            tally.refused += u64::from(last != Some(one.place));
            last = Some(one.place);
        }
    }

    /// What it came to.
    pub fn report(&self) -> Report {
        let rules = self
            .tallies
            .iter()
            .filter_map(|((place, currency), tally)| {
                let (pack, rule) = (self.packs.pack(*place)?, self.packs.rule(*place)?);
                Some(RuleReport {
                    rule: format!("{}/{}", pack.id, rule.code),
                    granted: tally.granted,
                    refused: tally.refused,
                    total: decimal(tally.total, *currency),
                    currency: currency.code().to_owned(),
                    floor: tally.floor,
                    cap: tally.cap,
                })
            })
            .collect();
        Report { orders: self.orders, not_asked: self.not_asked.clone(), rules }
    }
}

fn facts_at<'f>(
    asked_at: DateTime<FixedOffset>,
    zone: &'f Zone,
    order: &'f Order,
    findings: &'f Findings,
) -> Facts<'f> {
    Facts {
        asked_at,
        zone,
        category: ASKED,
        kind: Kind::Complaint,
        wants: &[],
        order,
        complained: Complained::All,
        findings,
        tier: order.terms.tier.unwrap_or(Tier::Regular),
        complaints_on_order: 0,
        earlier: &[],
        offered: &[],
    }
}

/// How many changed answers a comparison names.
const MOST_EXAMPLES: usize = 8;

/// Two replays side by side: the packs in force, and others that might take their place.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    before: Replay<'a>,
    after: Replay<'a>,
    n_changed: u64,
    examples: Vec<ChangedAnswer>,
}

impl<'a> Comparison<'a> {
    /// A comparison of packs, by days of `zone`.
    pub fn new(before: &'a Packs, after: &'a Packs, zone: &'a Zone) -> Self {
        let (before, after) = (Replay::new(before, zone), Replay::new(after, zone));
        Self { before, after, n_changed: 0, examples: Vec::new() }
    }

    /// Takes one order.
    pub fn ask(&mut self, order: &Order) {
        let (before, after) = (self.before.answer(order), self.after.answer(order));
        if let (Some(before), Some(after)) = (before, after) {
            self.compare(&before, &after, &order.number, None);
        }
    }

    /// Takes one past case, by its number.
    pub fn ask_case(&mut self, facts: &Facts<'_>, number: &str, case_id: CaseId) {
        let (before, after) = (self.before.ask_facts(facts), self.after.ask_facts(facts));
        self.compare(&before, &after, number, Some(case_id));
    }

    /// An answer is another one where something else is granted, in another amount, or needs another signature.
    fn compare(&mut self, before: &Decision, after: &Decision, number: &str, case_id: Option<CaseId>) {
        let is_same = before.entitlements.len() == after.entitlements.len()
            && before.entitlements.iter().zip(&after.entitlements).all(|(one, other)| {
                (one.remedy, one.amount, one.payer, one.until, one.due, one.needs_human)
                    == (other.remedy, other.amount, other.payer, other.until, other.due, other.needs_human)
                    && self.before.packs.rule(one.place).map(|rule| &rule.code)
                        == self.after.packs.rule(other.place).map(|rule| &rule.code)
            });
        if is_same {
            return;
        }
        let (old, new) = (granted(self.before.packs, before), granted(self.after.packs, after));
        let only = |these: &[CaseLine], those: &[CaseLine]| -> Vec<CaseLine> {
            these.iter().filter(|line| !those.contains(line)).cloned().collect()
        };
        let (gone, added) = (only(&old, &new), only(&new, &old));
        // The same things in another order are the same answer.
        if gone.is_empty() && added.is_empty() {
            return;
        }
        self.n_changed += 1;
        if self.examples.len() < MOST_EXAMPLES {
            self.examples.push(ChangedAnswer {
                number: number.to_owned(),
                case_id,
                before: gone,
                after: added,
            });
        }
    }

    /// What it came to.
    pub fn report(&self, over: ReplayOver) -> ReplayReport {
        ReplayReport {
            over,
            before: self.before.report(),
            after: self.after.report(),
            n_changed: self.n_changed,
            examples: self.examples.clone(),
        }
    }
}

/// A sum over many orders may be larger than any amount of one.
fn decimal(minor: i128, currency: Currency) -> String {
    let exponent = currency.exponent();
    let unit = 10_i128.pow(exponent);
    if exponent == 0 {
        return minor.to_string();
    }
    let width = usize::try_from(exponent).unwrap_or(2);
    format!("{}.{:0width$}", minor / unit, minor % unit)
}

impl Report {
    /// The report as CSV: a heading, then one line per rule and currency.
    pub fn csv(&self) -> String {
        let line = |rule: &RuleReport| {
            let RuleReport { rule, granted, refused, total, currency, floor, cap } = rule;
            format!("{rule},{granted},{refused},{total},{currency},{floor},{cap}")
        };
        let head = "rule,granted,refused,total,currency,floor,cap".to_owned();
        core::iter::once(head).chain(self.rules.iter().map(line)).collect::<Vec<_>>().join("\n")
    }
}
