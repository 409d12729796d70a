//! The one pass over all rules in force: each is asked about the goods of one kind and one parcel at a time, and what
//! it grants is held against what was given before.

mod bound;
mod highest;
mod open;
mod parcels;

use crate::compensation::money::Money;
use crate::policy::amount::{Amount, Hit};
use crate::policy::checks::Heed;
use crate::policy::concerned::Concerned;
use crate::policy::condition::{Clause, Outcome, View};
use crate::policy::decide::{Decision, Entitlement, Refusal, end_of, first_open, last_moment};
use crate::policy::earlier::{Earlier, Left};
use crate::policy::fact::Fact;
use crate::policy::facts::Facts;
use crate::policy::goods::{Goods, Line};
use crate::policy::packs::{Entry, Packs, Place};
use crate::policy::rule::{Grant, Rule};
use crate::policy::term::Calendar;
use chrono::{DateTime, FixedOffset};
use highest::keep_highest;
use parcels::{Key, key, parcels};

/// Room for as many answers of one sort as most questions have.
const USUAL: usize = 8;

/// Decides without composing options: what a replay over a whole year of orders needs.
pub fn judge(packs: &Packs, facts: &Facts<'_>) -> Decision {
    let (mut snapshot, parcels, of_lines) = parcels(facts);
    let goods = Goods::of(facts, &of_lines, &mut snapshot);
    let decision = Decision {
        parcels: parcels.into_iter().map(|parcel| parcel.with_sums_of(&snapshot)).collect(),
        snapshot,
        entitlements: Vec::with_capacity(USUAL),
        refusals: Vec::with_capacity(USUAL),
        depends: Vec::new(),
        options: Vec::new(),
        hold: None,
        headline: None,
    };
    let came_in = facts.order.came_in().map(|came_in| came_in.minor);
    let earlier = Earlier::of(facts);
    let mut judgement = Judgement { packs, goods: &goods, earlier, came_in, decision, heed: Heed::Topic };
    for entry in packs.about(facts.category, facts.order.currency) {
        judgement.weigh(entry, &[]);
    }
    judgement.answer_wishes(facts);
    if !packs.replacing().is_empty() {
        judgement.replace();
    }
    let mut decision = judgement.decision;
    if packs.has_groups() {
        keep_highest(packs, &mut decision);
    }
    decision
}

struct Judgement<'a> {
    packs: &'a Packs,
    goods: &'a Goods,
    earlier: Earlier<'a>,
    /// What came in for the order, in minor units.
    came_in: Option<i64>,
    decision: Decision,
    /// Whether only what the complaint is about is told, or what could answer a wish.
    heed: Heed,
}

impl Judgement<'_> {
    /// Asks a rule, of the lines complained about but for some.
    fn weigh(&mut self, entry: &Entry, without: &[u16]) {
        let packs = self.packs;
        let Some(pack) = packs.pack(entry.place) else { return };
        if entry.days.is_some_and(|days| !self.is_in_force(days)) {
            return;
        }
        let calendar = &pack.calendar;
        let groups = self.goods.groups();
        let asks_parcels = entry.asks_parcels && !self.decision.parcels.is_empty();
        if (groups.len() < 2 || !(entry.asks_kinds || asks_parcels)) && without.is_empty() {
            let everything = self.goods.everything();
            if let Some(outcome) = entry.checks.answer(&self.decision.view(calendar, &everything), self.heed)
            {
                self.record(entry, calendar, &everything, outcome);
            }
            return;
        }
        let n_parcels = if asks_parcels { self.decision.parcels.len().saturating_add(1) } else { 1 };
        let mut merged: Vec<(Outcome, Key, Vec<usize>)> = Vec::new();
        for parcel in (0..n_parcels).filter_map(|place| u8::try_from(place).ok()) {
            let own = groups.iter().enumerate().filter(|(_, group)| !asks_parcels || group.parcel == parcel);
            for (idx, group) in own {
                let view = View {
                    traits: Some(group.traits),
                    marks: &group.marks,
                    ..self.decision.view_of_parcel(calendar, parcel)
                };
                let Some(outcome) = entry.checks.answer(&view, self.heed) else { continue };
                let key = packs
                    .rule(entry.place)
                    .map(|rule| key(rule, asks_parcels, outcome, &view))
                    .unwrap_or_default();
                match merged.iter_mut().find(|(other, own, _)| *other == outcome && *own == key) {
                    Some((_, _, groups)) => groups.push(idx),
                    None => merged.push((outcome, key, vec![idx])),
                }
            }
        }
        for (outcome, _, groups) in merged {
            let is_in = |line: &Line| !without.contains(&line.place) && groups.contains(&line.group);
            let mut concerned = self.goods.concerned(is_in);
            if concerned.picked.as_ref().is_some_and(|picked| picked.is_empty()) {
                continue;
            }
            if !asks_parcels {
                concerned.parcel = 0;
            }
            self.record(entry, calendar, &concerned, outcome);
        }
    }

    /// Rules hold for orders placed while they are in force.
    fn is_in_force(&self, (from, to): (i64, i64)) -> bool {
        self.decision.snapshot.get(Fact::PlacedAt).is_none_or(|placed| from <= placed && placed <= to)
    }

    fn record(&mut self, entry: &Entry, calendar: &Calendar, concerned: &Concerned, outcome: Outcome) {
        let place = entry.place;
        let Some(rule) = self.packs.rule(place) else { return };
        match outcome {
            Outcome::Holds => {
                let until = if entry.has_last_day {
                    last_moment(rule, &self.decision.view(calendar, concerned))
                } else {
                    None
                };
                for (grant, idx) in rule.grants.iter().zip(0_u8..) {
                    let view = self.decision.view(calendar, concerned);
                    let sums = grant.amount.iter().flat_map(Amount::facts);
                    match sums.into_iter().find(|fact| view.snapshot.is_said(*fact)) {
                        None => self.record_grant(place, (rule, grant, idx), calendar, concerned, until),
                        // The right is clear, and its sum hangs on what the customer says.
                        Some(ask) if !grant.accompanies => {
                            self.record_open(entry, (rule, grant, idx), calendar, concerned, ask);
                        }
                        Some(_) => {}
                    }
                }
            }
            Outcome::Fails => {
                for grant in rule.grants.iter().filter(|grant| !grant.accompanies) {
                    self.refuse(Refusal {
                        place,
                        remedy: grant.remedy,
                        goods: concerned.clone(),
                        given: None,
                        without_sum: None,
                        too_little: None,
                    });
                }
            }
            Outcome::Open => {
                let Some(ask) = first_open(&rule.when, &self.decision.view(calendar, concerned)) else {
                    return;
                };
                for (grant, idx) in rule.grants.iter().zip(0_u8..).filter(|(grant, _)| !grant.accompanies) {
                    self.record_open(entry, (rule, grant, idx), calendar, concerned, ask);
                }
            }
        }
    }

    /// One rule may grant a thing on several terms; it refuses it once.
    fn refuse(&mut self, refusal: Refusal) {
        let mut own = self.decision.refusals.iter().rev().take_while(|one| one.place == refusal.place);
        let is_same = |one: &Refusal| {
            (one.remedy, &one.goods, one.given) == (refusal.remedy, &refusal.goods, refusal.given)
        };
        if !own.any(is_same) {
            self.decision.refusals.push(refusal);
        }
    }

    fn record_grant(
        &mut self,
        place: Place,
        (rule, grant, idx): (&Rule, &Grant, u8),
        calendar: &Calendar,
        concerned: &Concerned,
        until: Option<DateTime<FixedOffset>>,
    ) {
        let is_so = |outcome| outcome == Outcome::Holds;
        let Some(meant) = self.meant(grant, calendar, concerned, is_so) else { return };
        let meant = if grant.takes_sets() { self.goods.with_sets(&meant) } else { meant };
        let currency = self.decision.snapshot.currency();
        if grant.amount.as_ref().is_some_and(|amount| amount.lacking(currency).is_some()) {
            if !grant.accompanies {
                let (remedy, without_sum) = (grant.remedy, Some(idx));
                let goods = meant;
                self.refuse(Refusal { place, remedy, goods, given: None, without_sum, too_little: None });
            }
            return;
        }
        // What is about the order as a whole is granted once, however many parcels came late.
        let mut granted = self.decision.entitlements.iter();
        let is_same = |one: &Entitlement| one.place == place && one.grant == idx;
        // And a set goes back once, however many of its parts are complained about.
        let covers = |one: &Entitlement| grant.takes_sets() && one.goods.overlaps(&meant);
        if granted.any(|one| is_same(one) && (grant.is_of_order() || covers(one))) {
            return;
        }
        let left = match self.earlier.left(self.packs, place, grant, self.goods, &meant) {
            Left::All => meant,
            Left::Some(left) => left,
            Left::Nothing => return self.refuse_given(place, grant, meant),
        };
        let view = self.decision.view(calendar, &left);
        match self.grant(place, rule, (grant, idx), &view, &left) {
            Granted::Yes(entitlement) => {
                self.decision.entitlements.push(Entitlement { until, ..*entitlement });
            }
            Granted::Given(concerned) => self.refuse_given(place, grant, concerned),
            Granted::TooLittle(goods, amount) if !grant.accompanies => {
                let (remedy, too_little) = (grant.remedy, Some((idx, amount)));
                self.refuse(Refusal { place, remedy, goods, given: None, without_sum: None, too_little });
            }
            Granted::TooLittle(..) | Granted::Nothing => {}
        }
    }

    fn refuse_given(&mut self, place: Place, grant: &Grant, goods: Concerned) {
        if !grant.accompanies {
            let told = self.earlier.told(grant.remedy, self.goods, &goods);
            self.refuse(Refusal {
                place,
                remedy: grant.remedy,
                goods,
                given: Some(told),
                without_sum: None,
                too_little: None,
            });
        }
    }

    /// The goods for which what a grant asks for besides its rule's conditions is so.
    fn meant(
        &self,
        grant: &Grant,
        calendar: &Calendar,
        concerned: &Concerned,
        is_so: impl Fn(Outcome) -> bool,
    ) -> Option<Concerned> {
        let view = self.decision.view(calendar, concerned);
        let asks_kinds =
            grant.only_if.iter().flat_map(|clause| &clause.any).any(|test| test.fact.is_of_kind());
        if !asks_kinds || self.goods.groups().len() < 2 {
            return is_so(Clause::all(&grant.only_if, &view)).then(|| concerned.clone());
        }
        let is_meant = |line: &Line| {
            let Some(group) = self.goods.group(line) else { return false };
            let view = View { traits: Some(group.traits), marks: &group.marks, ..view };
            concerned.has(line.place) && is_so(Clause::all(&grant.only_if, &view))
        };
        let meant = self.goods.concerned(is_meant);
        let is_none = meant.picked.as_ref().is_some_and(|picked| picked.is_empty());
        (!is_none).then_some(Concerned { parcel: concerned.parcel, ..meant })
    }

    fn grant(
        &self,
        place: Place,
        rule: &Rule,
        (grant, idx): (&Grant, u8),
        view: &View<'_>,
        goods: &Concerned,
    ) -> Granted {
        let (amount, less, hit) = match &grant.amount {
            // How much of the price goes back is for a person to say; where none is left, nothing is.
            None if grant.remedy.pays_back_price() && self.has_no_room(grant, goods) => {
                return Granted::Given(goods.clone());
            }
            None => (None, None, None),
            Some(amount) => {
                let Some(mut computed) = amount.compute(view, self.goods, goods) else {
                    return Granted::Nothing;
                };
                if amount.is_of_nothing(view, self.goods, goods) && !grant.remedy.is_penalty() {
                    computed.amount.minor = 0;
                }
                self.keep_within(grant, amount, &mut computed);
                // A sum that comes to nothing is nothing to be entitled to, and that is said.
                if computed.amount.minor <= 0 || computed.hit == Some(Hit::Least) {
                    // Of an order whose goods nobody knows it can't be said.
                    if self.goods.lines().is_empty() {
                        return Granted::Nothing;
                    }
                    let amount = Money { minor: computed.amount.minor.max(0), ..computed.amount };
                    return Granted::TooLittle(goods.clone(), amount);
                }
                if !self.earlier.is_empty() {
                    self.keep_once(place, (grant, amount), view, goods, &mut computed);
                    self.bound(place, grant, goods, &mut computed);
                    if computed.amount.minor <= 0 {
                        return Granted::Given(goods.clone());
                    }
                }
                (Some(computed.amount), Some(computed.less).filter(|less| less.minor > 0), computed.hit)
            }
        };
        let due = grant
            .due
            .and_then(|due| due.term.last_number(view.get(due.after)?, view.calendar, view.snapshot))
            .and_then(|day| end_of(day, view.snapshot));
        Granted::Yes(Box::new(Entitlement {
            place,
            grant: idx,
            remedy: grant.remedy,
            amount,
            payer: grant.payer,
            // The same for all that the rule grants.
            until: None,
            due,
            needs_human: rule.needs_human,
            less,
            hit,
            goods: goods.clone(),
        }))
    }

    /// Takes back what rules say, of the goods for which one that replaces them grants.
    fn replace(&mut self) {
        let packs = self.packs;
        // What each grants is looked at first: a rule that is replaced itself still replaces others.
        let replaced: Vec<(Place, Reach)> = packs
            .replacing()
            .iter()
            .filter_map(|(place, other)| Some((*other, self.granted_by(*place)?)))
            .collect();
        for (idx, (place, _)) in replaced.iter().enumerate() {
            if replaced.iter().take(idx).any(|(before, _)| before == place) {
                continue;
            }
            let own = replaced.iter().filter(|(other, _)| other == place).map(|(_, reach)| reach.lines());
            let without = own.collect::<Option<Vec<_>>>().map(|lines| lines.concat());
            let had_an_answer = self.decision.take_back(*place);
            if let (true, Some(without), Some(entry)) = (had_an_answer, without, packs.entry(*place)) {
                self.weigh(entry, &without);
            }
        }
    }

    /// How far the grants of a rule reach. `None` where it grants nothing.
    fn granted_by(&self, place: Place) -> Option<Reach> {
        let mut own = self.decision.entitlements.iter().filter(|one| one.place == place).peekable();
        own.peek()?;
        let lines = own.map(|one| one.goods.picked()).collect::<Option<Vec<_>>>();
        Some(lines.map_or(Reach::Everything, |lines| {
            Reach::Lines(lines.into_iter().flatten().map(|picked| picked.place).collect())
        }))
    }
}

/// Which goods the grants of a rule are about.
enum Reach {
    /// All that are complained about.
    Everything,
    /// Some lines, by their places in the order.
    Lines(Vec<u16>),
}

impl Reach {
    fn lines(&self) -> Option<&[u16]> {
        match self {
            Self::Everything => None,
            Self::Lines(lines) => Some(lines),
        }
    }
}

/// What a grant comes to.
enum Granted {
    Yes(Box<Entitlement>),
    /// All of it was given before, for these goods.
    Given(Concerned),
    /// For these goods it comes to so much, which is nothing or less than is paid.
    TooLittle(Concerned, Money),
    Nothing,
}
