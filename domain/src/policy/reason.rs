//! The reasons of an answer: which conditions decided it, with the value each met and the bound it had to meet.
//!
//! A decision keeps only where its rules stand and the facts it was made from; the reasons are found again by
//! looking at those rules with those facts. So they can never tell another story than the decision.

use crate::compensation::money::{Currency, Money};
use crate::compensation::sums::Sums;
use crate::policy::concerned::Concerned;
use crate::policy::condition::{Clause, Comparison, Outcome, Test, View};
use crate::policy::decide::{Decision, Depends, Entitlement, Refusal};
use crate::policy::fact::{Fact, Kind};
use crate::policy::own::Among;
use crate::policy::packs::{Packs, Place};
use crate::policy::rule::Rule;
use crate::policy::snapshot::{Value, bit, day_of};
use crate::remedy::Remedy;
use chrono::NaiveDate;

/// One condition as it came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Which fact.
    pub fact: Fact,
    /// What it is; `None` where it is not known or did not happen.
    pub is: Option<Value>,
    /// What was asked of it.
    pub test: Test,
    /// The last day that would do, where it is a matter of time.
    pub last_day: Option<NaiveDate>,
}

/// The change of one fact that would turn a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// Which fact.
    pub fact: Fact,
    /// To what.
    pub to: Value,
    /// The last day on which it would have been yes.
    pub until: Option<NaiveDate>,
}

impl Decision {
    /// Why something is granted.
    pub fn reasons(&self, packs: &Packs, entitlement: &Entitlement) -> Vec<Reason> {
        let Entitlement { place, goods, .. } = entitlement;
        let mut reasons = self.found(packs, *place, goods, Outcome::Holds);
        if reasons.is_empty() {
            reasons = self.scope(packs, *place, goods);
        }
        reasons
    }

    /// Why something is refused: the conditions that were not met.
    pub fn refusal_reasons(&self, packs: &Packs, refusal: &Refusal) -> Vec<Reason> {
        if let Some(before) = refusal.given {
            let test = Test { fact: Fact::EarlierGiven, comparison: Comparison::Absent, if_unknown: None };
            let is = before.amount.map(Value::Money);
            return vec![Reason { fact: Fact::EarlierGiven, is, test, last_day: None }];
        }
        if let Some(sums) = refusal.lacking(packs, self.snapshot.currency())
            && let Some(view) = self.view_under(packs, refusal.place, &refusal.goods)
        {
            return vec![reason(&lacking(sums), &view)];
        }
        if let Some((amount, least)) = refusal.least(packs) {
            let comparison =
                least.map_or(Comparison::IsFlag(true), |least| Comparison::AtLeastSum(least.clone()));
            let test = Test { fact: Fact::GrantAmount, comparison, if_unknown: None };
            return vec![Reason { fact: test.fact, is: Some(Value::Money(amount)), test, last_day: None }];
        }
        self.found(packs, refusal.place, &refusal.goods, Outcome::Fails)
    }

    /// What something depends on: the questions that are open, and where a claim is enough until a person has signed,
    /// what it stands on.
    pub fn open_reasons(&self, packs: &Packs, depends: &Depends) -> Vec<Reason> {
        let found = |outcome| self.found(packs, depends.place, &depends.goods, outcome);
        let open = found(Outcome::Open);
        if open.is_empty() { found(Outcome::Holds) } else { open }
    }

    /// The one change that would turn a refusal; `None` where it takes more than one, or none the parties can move.
    pub fn nearest(&self, packs: &Packs, refusal: &Refusal) -> Option<Nearest> {
        let rule = packs.rule(refusal.place)?;
        if refusal.given.is_some() {
            return None;
        }
        let view = self.view_under(packs, refusal.place, &refusal.goods)?;
        if let Some(set) = further_time(rule, &view) {
            return Some(set);
        }
        let mut failed = rule.when.iter().filter(|clause| clause.outcome(&view) == Outcome::Fails);
        let clause = failed.next().filter(|_| failed.next().is_none())?;
        // What was looked into tells more than what nobody ever raised.
        let (known, unknown): (Vec<&Test>, Vec<&Test>) =
            clause.any.iter().partition(|test| view.get(test.fact).is_some());
        known.into_iter().chain(unknown).find_map(|test| turned(test, &view))
    }

    /// The facts against which a rule's conditions about some goods are tested.
    pub(crate) fn view_under<'a>(
        &'a self,
        packs: &'a Packs,
        place: Place,
        goods: &'a Concerned,
    ) -> Option<View<'a>> {
        Some(self.view(&packs.pack(place)?.calendar, goods))
    }

    fn found(&self, packs: &Packs, place: Place, goods: &Concerned, wanted: Outcome) -> Vec<Reason> {
        let (Some(rule), Some(view)) = (packs.rule(place), self.view_under(packs, place, goods)) else {
            return Vec::new();
        };
        list(&rule.when, &view, wanted)
    }

    fn scope(&self, packs: &Packs, place: Place, goods: &Concerned) -> Vec<Reason> {
        let (Some(rule), Some(view)) = (packs.rule(place), self.view_under(packs, place, goods)) else {
            return Vec::new();
        };
        let mut reasons = list(&rule.scope, &view, Outcome::Holds);
        if reasons.is_empty() {
            let test = Test { fact: Fact::Category, comparison: Comparison::Known, if_unknown: None };
            reasons.push(reason(&test, &view));
        }
        reasons
    }
}

/// So many days are usually enough for a parcel that is late.
const FURTHER_DAYS: i64 = 7;

/// Where nothing but further time is missing that the customer may set, and the goods are still to come: the day.
///
/// The day can't be named that would turn the answer now, for it has to pass; so it is the one to set.
fn further_time(rule: &Rule, view: &View<'_>) -> Option<Nearest> {
    if view.get(Fact::ExtraTimeUntil).is_some() || view.get(Fact::DeliveredAt).is_some() {
        return None;
    }
    let is_of_it = |test: &Test| matches!(test.fact, Fact::ExtraTimeUntil | Fact::DaysPastExtraTime);
    let mut failed = rule.when.iter().filter(|clause| clause.outcome(view) == Outcome::Fails).peekable();
    failed.peek()?;
    if !failed.all(|clause| clause.any.iter().any(is_of_it)) {
        return None;
    }
    let day = view.get(Fact::AskedAt)?.checked_add(FURTHER_DAYS)?;
    let fact = Fact::ExtraTimeUntil;
    Some(Nearest { fact, to: view.snapshot.value(fact, day), until: None })
}

fn list(clauses: &[Clause], view: &View<'_>, wanted: Outcome) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for clause in clauses.iter().filter(|clause| clause.outcome(view) == wanted) {
        let met = || clause.any.iter().filter(|test| test.outcome(view) == wanted);
        // Of alternatives, those about something that happened tell the story; the others only where none does.
        let telling = |test: &&Test| {
            view.get(test.fact).is_some()
                && !matches!(test.comparison, Comparison::Known | Comparison::Absent)
        };
        if clause.any.len() > 1 && met().any(|test| telling(&test)) {
            reasons.extend(met().filter(telling).map(|test| reason(test, view)));
        } else {
            reasons.extend(met().map(|test| reason(test, view)));
        }
    }
    reasons
}

fn reason(test: &Test, view: &View<'_>) -> Reason {
    // A sum that is not named in the order's currency stands in the way by that currency.
    let test = test.lacking(view.snapshot.currency()).map_or_else(|| test.clone(), lacking);
    Reason { fact: test.fact, is: value(&test, view), last_day: last_day(&test, view), test }
}

/// What the fact of a condition is.
fn value(test: &Test, view: &View<'_>) -> Option<Value> {
    let number = view.get(test.fact)?;
    Some(match &test.comparison {
        Comparison::Own(own) => own.value(test.fact, view),
        _ if test.fact == Fact::ProductKind => Value::Flag(number != 0),
        _ => view.snapshot.value(test.fact, number),
    })
}

/// What is asked of an order where sums are named for some currencies alone.
pub(crate) fn lacking(sums: &Sums) -> Test {
    let comparison = Comparison::IsCurrency(sums.currencies().collect());
    Test { fact: Fact::Currency, comparison, if_unknown: None }
}

fn last_day(test: &Test, view: &View<'_>) -> Option<NaiveDate> {
    test.last_number(view).and_then(day_of)
}

/// What a condition's fact would have to be, where the parties could have made it so.
fn turned(test: &Test, view: &View<'_>) -> Option<Nearest> {
    if !test.fact.is_changeable() {
        return None;
    }
    let first = |words: i64| (0_i64..64).find(|position| words & bit(*position) != 0);
    let number = match &test.comparison {
        Comparison::Is(words) => first(*words)?,
        Comparison::IsNot(words) => first(!words & vocabulary_bits(test.fact))?,
        // How much it would have to be nobody can say.
        Comparison::IsFlag(_) if test.fact.kind() == Kind::Money => return None,
        Comparison::IsFlag(flag) => i64::from(*flag),
        Comparison::AtLeast(bound) | Comparison::AtMost(bound) => *bound,
        Comparison::AtLeastSum(sums) | Comparison::AtMostSum(sums) => {
            sums.get(view.snapshot.currency())?.minor
        }
        Comparison::Within(term) => i64::from(term.count),
        Comparison::Beyond(term) => i64::from(term.count) + 1,
        // On which day it would have had to happen nobody can say.
        Comparison::Known if matches!(test.fact.kind(), Kind::Day | Kind::Days) => return None,
        Comparison::Known => 1,
        Comparison::Has(_)
        | Comparison::HasNone(_)
        | Comparison::Own(_)
        | Comparison::IsCurrency(_)
        | Comparison::Absent => return None,
    };
    let until = if matches!(test.comparison, Comparison::Within(_)) { last_day(test, view) } else { None };
    Some(Nearest { fact: test.fact, to: view.snapshot.value(test.fact, number), until })
}

fn vocabulary_bits(fact: Fact) -> i64 {
    match fact.kind() {
        Kind::Word(vocabulary) | Kind::Words(vocabulary) => {
            (0_i64..).zip(vocabulary.words()).fold(0, |set, (position, _)| set | bit(position))
        }
        _ => 0,
    }
}

impl Reason {
    /// The words of the fact's vocabulary that a set holds.
    pub fn words(&self, set: i64) -> Value {
        Value::Words(match self.fact.kind() {
            Kind::Word(vocabulary) | Kind::Words(vocabulary) => vocabulary
                .words()
                .into_iter()
                .zip(0_i64..)
                .filter_map(|(word, position)| (set & bit(position) != 0).then_some(word))
                .collect(),
            _ => Vec::new(),
        })
    }

    /// The sum it is compared with: that in the currency of what it is.
    pub fn bound(&self, sums: &Sums) -> Option<Money> {
        if let Some(Value::Money(is)) = self.is { sums.get(is.currency) } else { None }
    }

    /// The day that is a bound, behind a word; `None` where the fact is no day.
    fn day(&self, bound: i64, word: &str) -> Option<String> {
        let day = self.day_bound(bound)?;
        Some(format!("{word} {day}"))
    }

    /// The day that a bound is; `None` where the fact is no day.
    pub fn day_bound(&self, bound: i64) -> Option<NaiveDate> {
        day_of(bound).filter(|_| self.fact.kind() == Kind::Day)
    }

    /// What was asked of the fact, as a short English phrase for answers that machines and experts read.
    pub fn required(&self) -> String {
        let words = |set: i64| match self.words(set) {
            Value::Words(words) => words,
            _ => Vec::new(),
        };
        let sum = |sums: &Sums| self.bound(sums).map_or_else(|| sums.to_string(), Money::decimal);
        let day = self.last_day.map(|day| format!(" (last day {day})")).unwrap_or_default();
        match &self.test.comparison {
            Comparison::Is(set) => words(*set).join(" or "),
            Comparison::IsNot(set) => format!("not {}", words(*set).join(" or ")),
            Comparison::Has(set) => format!("any of {}", words(*set).join(", ")),
            Comparison::HasNone(set) => format!("none of {}", words(*set).join(", ")),
            Comparison::Own(own) => {
                let codes = own.codes();
                match own.how {
                    Among::Is => codes.join(" or "),
                    Among::IsNot => format!("not {}", codes.join(" or ")),
                    Among::Has => format!("any of {}", codes.join(", ")),
                    Among::HasNone => format!("none of {}", codes.join(", ")),
                }
            }
            Comparison::IsCurrency(currencies) => {
                currencies.iter().map(Currency::code).collect::<Vec<_>>().join(" or ")
            }
            Comparison::IsFlag(true) if self.fact.kind() == Kind::Money => "more than nothing".to_owned(),
            Comparison::IsFlag(false) if self.fact.kind() == Kind::Money => "nothing".to_owned(),
            Comparison::IsFlag(flag) => flag.to_string(),
            Comparison::AtLeast(bound) => self.day(*bound, "from").unwrap_or(format!("at least {bound}")),
            Comparison::AtMost(bound) => self.day(*bound, "until").unwrap_or(format!("at most {bound}")),
            Comparison::AtLeastSum(sums) => format!("at least {}", sum(sums)),
            Comparison::AtMostSum(sums) => format!("at most {}", sum(sums)),
            Comparison::Within(term) => format!("within {term}{day}"),
            Comparison::Beyond(term) => format!("more than {term}{day}"),
            Comparison::Known => "known".to_owned(),
            Comparison::Absent => "absent".to_owned(),
        }
    }
}

/// Whether a remedy is refused by one rule and granted by another, so that telling the refusal would confuse.
pub fn is_granted_elsewhere(decision: &Decision, remedy: Remedy) -> bool {
    // With or without the goods going back, it is the price that comes back.
    let refunds = [Remedy::Refund, Remedy::ReturnRefund];
    decision
        .entitlements
        .iter()
        .any(|one| one.remedy == remedy || (refunds.contains(&one.remedy) && refunds.contains(&remedy)))
}
