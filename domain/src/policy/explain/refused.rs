//! Why something is refused: the sentence that fits the condition that failed.
//!
//! A rule's own words tell what usually stands in its way. Where it was something else, such as a currency or a day
//! that has passed, they would tell people something untrue about their case; so those causes have their own words,
//! and every place that tells of a refusal takes them from here.

use super::{Part, text};
use crate::compensation::money::Currency;
use crate::finding::{Fault, Standing};
use crate::personal::Language;
use crate::policy::condition::{Clause, Comparison, Outcome, Test, View};
use crate::policy::decide::{Decision, Refusal};
use crate::policy::fact::{Fact, Kind, Vocabulary, ordinal};
use crate::policy::packs::Packs;
use crate::policy::rule::Rule;
use crate::policy::snapshot::{Value, day_of};
use crate::policy::words::{fact_name, question, say};
use chrono::NaiveDate;

/// What stood in the way.
enum Cause {
    /// The order is in another currency than the rule's.
    Currency(Currency),
    /// It did not come from the seller.
    Fault,
    /// The last day to ask has passed.
    Over(NaiveDate),
    /// What the rule itself tells.
    Other,
}

/// The conditions of a rule that failed.
struct Failed<'a> {
    rule: &'a Rule,
    view: View<'a>,
    clauses: Vec<&'a Clause>,
}

impl<'a> Failed<'a> {
    fn of(packs: &'a Packs, decision: &'a Decision, refusal: &Refusal) -> Option<Self> {
        let rule = packs.rule(refusal.place)?;
        let calendar = &packs.pack(refusal.place)?.calendar;
        let view = View { snapshot: &decision.snapshot, traits: refusal.traits, calendar };
        let clauses = rule.when.iter().filter(|clause| clause.outcome(&view) == Outcome::Fails).collect();
        Some(Self { rule, view, clauses })
    }

    fn cause(&self) -> Cause {
        let currency = self.tests().find_map(|test| match test.comparison {
            Comparison::IsCurrency(currency) => Some(currency),
            _ => None,
        });
        if let Some(currency) = currency {
            return Cause::Currency(currency);
        }
        let is_of_fault = |clause: &&&Clause| clause.any.iter().all(|test| test.fact == Fact::Fault);
        if self.view.get(Fact::Fault) == Some(ordinal!(Fault::Customer))
            && self.clauses.iter().any(|clause| is_of_fault(&clause))
        {
            return Cause::Fault;
        }
        self.over().map_or(Cause::Other, Cause::Over)
    }

    fn tests(&self) -> impl Iterator<Item = &'a Test> {
        self.clauses.iter().flat_map(|clause| &clause.any)
    }

    /// The last day, where nothing failed but a time that has run out: of alternatives the one that ran longest.
    fn over(&self) -> Option<NaiveDate> {
        let [clause] = self.clauses.as_slice() else { return None };
        let known = || clause.any.iter().filter(|test| self.view.get(test.fact).is_some());
        let is_time =
            |test: &Test| matches!(test.comparison, Comparison::Within(_) | Comparison::Known | Comparison::Absent);
        if !known().all(is_time) || !known().any(|test| test.limit().is_some()) {
            return None;
        }
        let last = |test: &Test| match test.comparison {
            Comparison::Within(term) => self.view.last_number(test.fact, term),
            _ => None,
        };
        known().filter_map(last).max().and_then(day_of)
    }
}

/// Why something is refused. The rule's own words, unless what failed has a plainer reason.
pub fn refused_because(
    packs: &Packs,
    decision: &Decision,
    refusal: &Refusal,
    language: Language,
) -> Vec<Part> {
    let Some(failed) = Failed::of(packs, decision, refusal) else { return Vec::new() };
    match failed.cause() {
        Cause::Currency(currency) => currency_differs(currency, decision.snapshot.currency(), language),
        Cause::Fault => vec![text(
            [
                "经核实，问题不是出在商家或运输上，所以这一条这次用不上。",
                "經核實，問題不是出在商家或運送上，所以這一條這次用不上。",
                "It was found that it did not come from the seller or from the way to you, so this does not apply here.",
            ],
            language,
        )],
        Cause::Over(day) => vec![
            text(["这一项的期限到 ", "這一項的期限到 ", "The time for this ended on "], language),
            Part::Day(day),
            text([" 为止，已经过了。", " 為止，已經過了。", "."], language),
        ],
        Cause::Other => vec![Part::Text(failed.rule.refuses.get(language).to_owned())],
    }
}

fn currency_differs(rule: Currency, order: Currency, language: Language) -> Vec<Part> {
    let code = |currency: Currency| Part::Text(currency.code().to_owned());
    vec![
        text(["这条规则只适用于以 ", "這條規則只適用於以 ", "This rule holds for orders in "], language),
        code(rule),
        text([" 计价的订单，而这张订单以 ", " 計價的訂單，而這張訂單以 ", "; this order is in "], language),
        code(order),
        text([" 计价。", " 計價。", "."], language),
    ]
}

/// What would have turned a refusal; empty where nothing worth telling would.
pub fn would_turn(packs: &Packs, decision: &Decision, refusal: &Refusal, language: Language) -> Vec<Part> {
    let Some(failed) = Failed::of(packs, decision, refusal) else { return Vec::new() };
    let Some(change) = decision.nearest(packs, refusal) else { return Vec::new() };
    // A currency nobody can change, and a day that has passed was told already.
    if !matches!(failed.cause(), Cause::Other) {
        return Vec::new();
    }
    if let Some(until) = change.until {
        return vec![
            text(["在 ", "在 ", "Until "], language),
            Part::Day(until),
            text([" 或之前提出，是可以的。", " 或之前提出，是可以的。", " it would have been yes."], language),
        ];
    }
    let first = |test: &&Test| test.fact == change.fact && test.outcome(&failed.view) == Outcome::Fails;
    let Some(test) = failed.tests().find(first) else { return Vec::new() };
    let name = || text(fact_name(change.fact), language);
    match (change.fact.kind(), &change.to) {
        // A number of days reads as a day, or not at all.
        (Kind::Days, _) => first_day(test, &failed.view).map(|day| from(day, language)).unwrap_or_default(),
        (Kind::Word(Vocabulary::Standing), Value::Word(word)) if *word == Standing::Established.code() => vec![
            text(["如果能确认「", "如果能確認「", "If it can be confirmed that this is so, it will be yes: "], language),
            name(),
            text(["」，就可以。", "」，就可以。", "."], language),
        ],
        (Kind::Word(Vocabulary::Condition), Value::Word(_)) => vec![text(
            ["商品完好的话，就可以。", "商品完好的話，就可以。", "With goods that are intact it would be yes."],
            language,
        )],
        (Kind::Flag, Value::Flag(flag)) => turned_flag(change.fact, *flag, language),
        (Kind::Count, Value::Number(number)) => vec![
            text(["「", "「", "It would be yes from here on: "], language),
            name(),
            text(["」到了 ", "」到了 ", ", "], language),
            Part::Number(*number),
            text(["，就可以。", "，就可以。", "."], language),
        ],
        _ => Vec::new(),
    }
}

/// The first day on which a count of days would have been long enough, where it is known from when it counts.
fn first_day(test: &Test, view: &View<'_>) -> Option<NaiveDate> {
    let from = view.get(test.fact.counted_from()?)?;
    let day = match test.comparison {
        Comparison::AtLeast(days) => from.checked_add(days)?,
        Comparison::Beyond(term) => view.last_number(test.fact, term)?.checked_add(1)?,
        _ => return None,
    };
    day_of(day)
}

fn from(day: NaiveDate, language: Language) -> Vec<Part> {
    vec![
        text(["从 ", "從 ", "From "], language),
        Part::Day(day),
        text([" 起才可以。", " 起才可以。", " on it would have been yes."], language),
    ]
}

/// What turns on a question is told as the question with the answer that would do.
fn turned_flag(fact: Fact, flag: bool, language: Language) -> Vec<Part> {
    let Some(asked) = question(fact) else { return Vec::new() };
    let answer = if flag { ["是", "是", "yes"] } else { ["否", "否", "no"] };
    let [before, between, end] = match language {
        Language::ZhHans => ["「", "」如果答案是「", "」，就可以。"],
        Language::ZhHant => ["「", "」如果答案是「", "」，就可以。"],
        Language::En => ["It would be granted if the answer to this were “", "”: ", ""],
    };
    let told = match language {
        Language::En => [before, say(answer, language), between, say(asked, language), end].concat(),
        _ => [before, say(asked, language), between, say(answer, language), end].concat(),
    };
    vec![Part::Text(told)]
}
