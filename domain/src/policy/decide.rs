//! The decision: all packs over all facts in one pass, the same for the same input, whoever asks and wherever.
//!
//! What comes out is a compact trace: which rule answered what, with the amount. The facts it was made from are
//! kept beside it, so that reasons and sentences can be made later, for those who ask.

use crate::compensation::money::Money;
use crate::compensation::option::RemedyOption;
use crate::policy::amount::Hit;
use crate::policy::condition::{Clause, Outcome, View};
use crate::policy::fact::Fact;
use crate::policy::facts::Facts;
use crate::policy::goods::Goods;
use crate::policy::options;
use crate::policy::packs::{Entry, Packs, Place};
use crate::policy::rule::{Grant, Rule};
use crate::policy::snapshot::{Snapshot, day_of};
use crate::policy::term::Calendar;
use crate::remedy::{Payer, Remedy};
use chrono::{DateTime, FixedOffset, NaiveTime, TimeZone};

/// Something the customer is entitled to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entitlement {
    /// By which rule.
    pub place: Place,
    /// Which of its grants.
    pub grant: u8,
    /// What.
    pub remedy: Remedy,
    /// How much, where it is a matter of money.
    pub amount: Option<Money>,
    /// Who owes it.
    pub payer: Payer,
    /// The last moment to claim it.
    pub until: Option<DateTime<FixedOffset>>,
    /// By when it must be done.
    pub due: Option<DateTime<FixedOffset>>,
    /// Whether a person must sign before it may be offered.
    pub needs_human: bool,
    /// The limit that decided the amount.
    pub hit: Option<Hit>,
    /// The kinds of goods it is about.
    pub traits: Option<i64>,
}

/// Something a rule does not grant here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// By which rule.
    pub place: Place,
    /// What.
    pub remedy: Remedy,
    /// The kinds of goods it is about.
    pub traits: Option<i64>,
}

/// Something that depends on a question nobody has answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Depends {
    /// By which rule.
    pub place: Place,
    /// What.
    pub remedy: Remedy,
    /// The first question to ask.
    pub ask: Fact,
    /// The kinds of goods it is about.
    pub traits: Option<i64>,
}

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The facts it was made from.
    pub snapshot: Snapshot,
    /// What the customer is entitled to.
    pub entitlements: Vec<Entitlement>,
    /// What is refused.
    pub refusals: Vec<Refusal>,
    /// What depends on an open question.
    pub depends: Vec<Depends>,
    /// Packages a reasonable person would accept, best first.
    pub options: Vec<RemedyOption>,
}

/// Decides a question under the packs in force.
pub fn decide(packs: &Packs, facts: &Facts<'_>) -> Decision {
    let mut decision = judge(packs, facts);
    decision.options = options::compose(packs, facts, &decision);
    decision
}

/// Room for as many answers of one sort as most questions have.
const USUAL: usize = 8;

/// Decides without composing options: what a replay over a whole year of orders needs.
pub fn judge(packs: &Packs, facts: &Facts<'_>) -> Decision {
    let mut snapshot = Snapshot::of(facts);
    let goods = Goods::of(facts, &mut snapshot);
    let decision = Decision {
        snapshot,
        entitlements: Vec::with_capacity(USUAL),
        refusals: Vec::with_capacity(USUAL),
        depends: Vec::new(),
        options: Vec::new(),
    };
    let mut judgement = Judgement { packs, goods: &goods, decision };
    for entry in packs.about(facts.category, facts.order.currency) {
        judgement.weigh(entry);
    }
    let mut decision = judgement.decision;
    if !packs.replacing().is_empty() {
        replace(packs, &mut decision);
    }
    if packs.has_groups() {
        keep_highest(packs, &mut decision);
    }
    decision
}

struct Judgement<'a> {
    packs: &'a Packs,
    goods: &'a Goods,
    decision: Decision,
}

/// The lines for which a rule gives one and the same answer.
#[derive(Clone, Copy, Default)]
struct Lines {
    traits: Option<i64>,
    gross: Option<i64>,
}

impl Lines {
    fn add(&mut self, traits: i64, gross: Option<i64>) {
        self.gross = match self.traits {
            None => gross,
            Some(_) => self.gross.zip(gross).and_then(|(sum, more)| sum.checked_add(more)),
        };
        self.traits = Some(self.traits.unwrap_or(0) | traits);
    }
}

impl Judgement<'_> {
    fn weigh(&mut self, entry: &Entry) {
        let packs = self.packs;
        let Some(pack) = packs.pack(entry.place) else { return };
        if entry.days.is_some_and(|days| !self.is_in_force(days)) {
            return;
        }
        let groups = self.goods.groups();
        if entry.is_per_line && groups.len() > 1 {
            let (mut granted, mut refused, mut open) = (Lines::default(), Lines::default(), Lines::default());
            for group in groups {
                let view = self.view(&pack.calendar, Some(group.traits));
                match entry.checks.answer(&view) {
                    Some(Outcome::Holds) => granted.add(group.traits, group.gross),
                    Some(Outcome::Fails) => refused.add(group.traits, group.gross),
                    Some(Outcome::Open) => open.add(group.traits, group.gross),
                    None => {}
                }
            }
            for (lines, outcome) in
                [(granted, Outcome::Holds), (refused, Outcome::Fails), (open, Outcome::Open)]
            {
                if lines.traits.is_some() {
                    self.record(entry, &pack.calendar, lines, outcome);
                }
            }
        } else {
            let lines = Lines { traits: Some(self.goods.kinds()), gross: self.goods.complained() };
            if let Some(outcome) = entry.checks.answer(&self.view(&pack.calendar, lines.traits)) {
                self.record(entry, &pack.calendar, lines, outcome);
            }
        }
    }

    /// Rules hold for orders placed while they are in force.
    fn is_in_force(&self, (from, to): (i64, i64)) -> bool {
        self.decision.snapshot.get(Fact::PlacedAt).is_none_or(|placed| from <= placed && placed <= to)
    }

    fn view<'b>(&'b self, calendar: &'b Calendar, traits: Option<i64>) -> View<'b> {
        View { snapshot: &self.decision.snapshot, traits, calendar }
    }

    fn record(&mut self, entry: &Entry, calendar: &Calendar, lines: Lines, outcome: Outcome) {
        let place = entry.place;
        let Some(rule) = self.packs.rule(place) else { return };
        match outcome {
            Outcome::Holds => {
                let view = self.view(calendar, lines.traits);
                let until = if entry.has_last_day { last_moment(rule, &view) } else { None };
                for (grant, idx) in rule.grants.iter().zip(0_u8..) {
                    let view = self.view(calendar, lines.traits);
                    if let Some(entitlement) = self.grant(place, rule, grant, idx, lines, &view) {
                        self.decision.entitlements.push(Entitlement { until, ..entitlement });
                    }
                }
            }
            Outcome::Fails => {
                for grant in rule.grants.iter().filter(|grant| !grant.accompanies) {
                    let refusal = Refusal { place, remedy: grant.remedy, traits: lines.traits };
                    // One rule may grant a thing on several terms; it refuses it once.
                    let mut own = self.decision.refusals.iter().rev().take_while(|one| one.place == place);
                    if !own.any(|one| *one == refusal) {
                        self.decision.refusals.push(refusal);
                    }
                }
            }
            Outcome::Open => {
                let view = self.view(calendar, lines.traits);
                let Some(ask) = first_open(&rule.when, &view) else {
                    return;
                };
                let depends: Vec<Depends> = rule
                    .grants
                    .iter()
                    .filter(|grant| {
                        !grant.accompanies && Clause::all(&grant.only_if, &view) != Outcome::Fails
                    })
                    .map(|grant| Depends { place, remedy: grant.remedy, ask, traits: lines.traits })
                    .collect();
                self.decision.depends.extend(depends);
            }
        }
    }

    fn grant(
        &self,
        place: Place,
        rule: &Rule,
        grant: &Grant,
        idx: u8,
        lines: Lines,
        view: &View<'_>,
    ) -> Option<Entitlement> {
        if Clause::all(&grant.only_if, view) != Outcome::Holds {
            return None;
        }
        let (amount, hit) = match &grant.amount {
            None => (None, None),
            Some(amount) => {
                // A sum that comes to nothing is nothing to be entitled to.
                let computed = amount.compute(view, self.goods, lines.gross?)?;
                if computed.amount.minor <= 0 {
                    return None;
                }
                (Some(computed.amount), computed.hit)
            }
        };
        let due = grant
            .due
            .and_then(|due| due.term.last_number(view.get(due.after)?, view.calendar, view.snapshot));
        Some(Entitlement {
            place,
            grant: idx,
            remedy: grant.remedy,
            amount,
            payer: grant.payer,
            // The same for all that the rule grants.
            until: None,
            due: due.and_then(|day| end_of(day, view.snapshot)),
            needs_human: rule.needs_human,
            hit,
            traits: lines.traits,
        })
    }
}

/// The first question without whose answer a rule can't answer.
fn first_open(clauses: &[Clause], view: &View<'_>) -> Option<Fact> {
    clauses
        .iter()
        .filter(|clause| clause.outcome(view) == Outcome::Open)
        .flat_map(|clause| &clause.any)
        .find(|test| test.outcome(view) == Outcome::Open)
        .map(|test| test.fact)
}

/// The last moment of a day.
pub(crate) fn end_of(day: i64, snapshot: &Snapshot) -> Option<DateTime<FixedOffset>> {
    let local = day_of(day)?.and_time(NaiveTime::from_hms_opt(23, 59, 59)?);
    snapshot.asked_at().offset().from_local_datetime(&local).single()
}

/// The last moment at which every condition that runs against a limit would still hold.
fn last_moment(rule: &Rule, view: &View<'_>) -> Option<DateTime<FixedOffset>> {
    let mut last: Option<i64> = None;
    for clause in rule.when.iter().filter(|clause| clause.any.iter().any(|test| test.limit().is_some())) {
        let mut best: Option<i64> = None;
        for test in &clause.any {
            if test.outcome(view) != Outcome::Holds {
                continue;
            }
            let day = test.limit().and_then(|term| view.last_number(test.fact, term));
            // An alternative without a limit holds for ever, so the clause sets none.
            let Some(day) = day else {
                best = None;
                break;
            };
            best = Some(best.map_or(day, |best| best.max(day)));
        }
        if let Some(day) = best {
            last = Some(last.map_or(day, |last| last.min(day)));
        }
    }
    end_of(last?, view.snapshot)
}

/// Takes back what rules say that are replaced by one that grants.
fn replace(packs: &Packs, decision: &mut Decision) {
    let grants = |place: Place| decision.entitlements.iter().any(|one| one.place == place);
    let replaced: Vec<Place> =
        packs.replacing().iter().filter(|(place, _)| grants(*place)).map(|(_, other)| *other).collect();
    decision.entitlements.retain(|one| !replaced.contains(&one.place));
    decision.refusals.retain(|one| !replaced.contains(&one.place));
    decision.depends.retain(|one| !replaced.contains(&one.place));
}

/// Of amounts that stand for the same thing only the highest is owed.
fn keep_highest(packs: &Packs, decision: &mut Decision) {
    let group =
        |one: &Entitlement| packs.rule(one.place)?.grants.get(usize::from(one.grant))?.highest_of.as_deref();
    let minor = |one: &Entitlement| one.amount.map_or(0, |amount| amount.minor);
    let mut lower = Vec::new();
    for (idx, one) in decision.entitlements.iter().enumerate() {
        let Some(name) = group(one) else { continue };
        let has_better = decision.entitlements.iter().enumerate().any(|(other_idx, other)| {
            group(other) == Some(name)
                && (minor(other) > minor(one) || (minor(other) == minor(one) && other_idx < idx))
        });
        if has_better {
            lower.push(idx);
        }
    }
    let mut idx = 0;
    decision.entitlements.retain(|_| {
        idx += 1;
        !lower.contains(&(idx - 1))
    });
}
