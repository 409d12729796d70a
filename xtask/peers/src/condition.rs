//! A rule's conditions in a form that every language can say: which facts must be how for a yes.
//!
//! Our answer has three values; here only the yes counts, so an open question is a no.
//! Left out are terms that must be counted on a calendar, since no peer has one: months, years, working days, and
//! days that stand in another fact.

use chrono::{Datelike, NaiveDate};
use domain::compensation::money::Money;
use domain::compensation::sums::Sums;
use domain::policy::amount::Amount;
use domain::policy::condition::{Bound, Clause, Test, TestForm};
use domain::policy::fact::{Fact, Kind, Vocabulary};
use domain::policy::rule::Rule;
use domain::policy::snapshot::Snapshot;
use domain::policy::term::Unit;
use serde_json::{Map, Value, json};

/// A condition over named facts.
pub enum Condition {
    /// All of these.
    All(Vec<Condition>),
    /// One of these.
    Any(Vec<Condition>),
    /// The fact is known.
    Known(String),
    /// The fact is unknown.
    Unknown(String),
    /// The fact is known and one of these words.
    Is(String, Vec<String>),
    /// The fact is known and none of these words.
    IsNot(String, Vec<String>),
    /// One of these words is in the set.
    Has(String, Vec<String>),
    /// None of these words is in the set.
    HasNone(String, Vec<String>),
    /// The fact is known and this flag.
    IsFlag(String, bool),
    /// The fact is known and at least this.
    AtLeast(String, i64),
    /// The fact is known and at most this.
    AtMost(String, i64),
}

/// A fact's name as every language can write it.
pub fn name(fact: Fact) -> String {
    fact.code().replace('.', "_")
}

/// What must be so for a rule to grant one of its remedies; `None` where it can't be said in every language.
pub fn of_rule(rule: &Rule) -> Option<Condition> {
    let mut all = clauses(rule.scope.iter().chain(&rule.when))?;
    // A rule holds for orders placed from a day on or until one; days are numbers here.
    let number = |day: NaiveDate| i64::from(day.num_days_from_ce());
    all.extend(rule.effective_from.map(|from| Condition::AtLeast(name(Fact::PlacedAt), number(from))));
    all.extend(rule.effective_to.map(|to| Condition::AtMost(name(Fact::PlacedAt), number(to))));
    let mut grants = Vec::new();
    for grant in &rule.grants {
        let mut asked = clauses(grant.only_if.iter())?;
        // Where a sum is named for some currencies alone, the others are granted nothing.
        let sums = grant.amount.iter().flat_map(Amount::sums);
        asked.extend(sums.map(|sums| {
            let codes = sums.currencies().map(|currency| currency.code().to_owned());
            Condition::Is(name(Fact::Currency), codes.collect())
        }));
        if !asked.is_empty() {
            grants.push(Condition::All(asked));
        }
    }
    if grants.len() == rule.grants.len() {
        all.push(Condition::Any(grants));
    }
    Some(Condition::All(all))
}

fn clauses<'a>(clauses: impl Iterator<Item = &'a Clause>) -> Option<Vec<Condition>> {
    let one = |clause: &Clause| {
        let tests: Option<Vec<Condition>> = clause.any.iter().map(of_test).collect();
        tests.map(|mut tests| if tests.len() == 1 { tests.remove(0) } else { Condition::Any(tests) })
    };
    clauses.map(one).collect()
}

fn of_test(test: &Test) -> Option<Condition> {
    let form = TestForm::from(test.clone());
    let fact = name(test.fact);
    let is_standing = test.fact.kind() == Kind::Word(Vocabulary::Standing);
    let counts_unknown = form.if_unknown == Some(true);
    let claimed = || "claimed".to_owned();
    let condition = if let Some(known) = form.known {
        return Some(if known { Condition::Known(fact) } else { Condition::Unknown(fact) });
    } else if let Some(mut words) = form.is {
        match test.fact.kind() {
            Kind::Flag => Condition::IsFlag(fact.clone(), words == ["true"]),
            Kind::Money if words == ["true"] => Condition::AtLeast(fact.clone(), 1),
            Kind::Money => Condition::AtMost(fact.clone(), 0),
            _ => {
                // A claim is neither established nor refuted; it counts as an unanswered question does.
                if is_standing && counts_unknown && !words.contains(&claimed()) {
                    words.push(claimed());
                }
                Condition::Is(fact.clone(), words)
            }
        }
    } else if let Some(mut words) = form.is_not {
        if is_standing && !counts_unknown && !words.contains(&claimed()) {
            words.push(claimed());
        }
        Condition::IsNot(fact.clone(), words)
    } else if let Some(words) = form.has {
        Condition::Has(fact.clone(), words)
    } else if let Some(words) = form.has_none {
        Condition::HasNone(fact.clone(), words)
    } else if let Some(Bound::Number(bound)) = form.at_least {
        Condition::AtLeast(fact.clone(), bound)
    } else if let Some(Bound::Number(bound)) = form.at_most {
        Condition::AtMost(fact.clone(), bound)
    } else if let Some(Bound::Sums(sums)) = &form.at_least {
        by_currency(sums, |minor| Condition::AtLeast(fact.clone(), minor))
    } else if let Some(Bound::Sums(sums)) = &form.at_most {
        by_currency(sums, |minor| Condition::AtMost(fact.clone(), minor))
    } else {
        let is_within = form.within.is_some();
        let term = form.within.or(form.beyond)?;
        if term.unit != Unit::Days || term.plus.is_some() || term.start_counted {
            return None;
        }
        let last = i64::from(term.count);
        if is_within {
            Condition::AtMost(fact.clone(), last)
        } else {
            Condition::AtLeast(fact.clone(), last + 1)
        }
    };
    Some(if counts_unknown { Condition::Any(vec![Condition::Unknown(fact), condition]) } else { condition })
}

/// For each currency its own bound: where the order's has none, nothing meets it.
fn by_currency(sums: &Sums, bound: impl Fn(i64) -> Condition) -> Condition {
    let one = |sum: Money| {
        let currency = Condition::Is(name(Fact::Currency), vec![sum.currency.code().to_owned()]);
        Condition::All(vec![currency, bound(sum.minor)])
    };
    Condition::Any(sums.iter().map(one).collect())
}

/// The facts of a question under the names conditions use, `null` where unknown. Amounts are in minor units.
pub fn facts(snapshot: &Snapshot, traits: &[&str]) -> Map<String, Value> {
    let value = |fact: Fact| {
        let number = snapshot.get(fact)?;
        Some(match snapshot.value(fact, number) {
            domain::policy::snapshot::Value::Word(word) => json!(word),
            domain::policy::snapshot::Value::Words(words) => json!(words),
            domain::policy::snapshot::Value::Currency(currency) => json!(currency.code()),
            domain::policy::snapshot::Value::Flag(flag) => json!(flag),
            domain::policy::snapshot::Value::Number(number) => json!(number),
            domain::policy::snapshot::Value::Day(_) => json!(number),
            domain::policy::snapshot::Value::Money(money) => json!(money.minor),
        })
    };
    let mut facts: Map<String, Value> =
        Fact::ALL.iter().map(|fact| (name(*fact), value(*fact).unwrap_or(Value::Null))).collect();
    facts.insert(name(Fact::Traits), json!(traits));
    facts
}
