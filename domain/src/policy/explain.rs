//! Explanations: an answer in words, made from the rule's own sentences, the facts and the dates.
//!
//! An explanation is a list of parts: texts already in the language asked for, and amounts, days and values that
//! stay as they are. The web formats those as the reader's browser does, the command line and mail plainly; what is
//! said is the same everywhere.

mod option;

pub use option::{OptionReasons, PartReason, option};

use crate::compensation::money::Money;
use crate::personal::Language;
use crate::policy::condition::Comparison;
use crate::policy::decide::{Decision, Depends, Entitlement, Refusal};
use crate::policy::packs::{Packs, Place};
use crate::policy::reason::{Nearest, Reason};
use crate::policy::rule::{Rule, Status};
use crate::policy::snapshot::Value;
use crate::policy::term::Unit;
use crate::policy::words::{Name, fact_name, question, say, word_name};
use crate::remedy::Remedy;
use chrono::NaiveDate;

/// One piece of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words in the language asked for.
    Text(String),
    /// An amount.
    Money(Money),
    /// A day.
    Day(NaiveDate),
    /// A number.
    Number(i64),
}

/// One condition as a row: what was looked at, what it is, what was needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The name of the fact.
    pub label: String,
    /// Its value.
    pub is: Vec<Part>,
    /// What was needed.
    pub required: Vec<Part>,
}

/// An answer in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What one may do, in one short sentence.
    pub title: String,
    /// The letter: you can …, because …, until ….
    pub lead: Vec<Part>,
    /// The provision it follows.
    pub cite: String,
    /// How well that provision is known.
    pub status: Status,
    /// The conditions that decided it.
    pub rows: Vec<Row>,
    /// What would have turned it; empty for what is granted.
    pub nearest: Vec<Part>,
}

/// Why and how something is granted.
pub fn entitlement(
    packs: &Packs,
    decision: &Decision,
    one: &Entitlement,
    language: Language,
) -> Option<Explanation> {
    let rule = packs.rule(one.place)?;
    let title = title(rule, decision, one, language);
    let mut lead = vec![Part::Text(title.clone())];
    if let Some(amount) = one.amount {
        lead.push(text(["：", "：", ": "], language));
        lead.push(Part::Money(amount));
    }
    lead.push(text(["。", "。", ". "], language));
    lead.push(Part::Text(rule.says.get(language).to_owned()));
    if let Some(until) = one.until {
        lead.push(text(["您可以在 ", "您可以在 ", " You can ask for it until "], language));
        lead.push(Part::Day(until.date_naive()));
        lead.push(text([" 当天结束前提出。", " 當天結束前提出。", " at the end of the day."], language));
    }
    if let Some(due) = one.due {
        lead.push(text(["最迟 ", "最遲 ", " It must be done by "], language));
        lead.push(Part::Day(due.date_naive()));
        lead.push(text([" 办完。", " 辦完。", "."], language));
    }
    if one.needs_human {
        lead.push(text(
            ["这一项要先由专人核实。", "這一項要先由專人核實。", " A person will check this first."],
            language,
        ));
    }
    let reasons = decision.reasons(packs, one);
    let explanation = explanation(packs, one.place, lead, &reasons, Vec::new(), language)?;
    Some(Explanation { title, ..explanation })
}

/// What goes with something else is called by its own name; of several ways of one rule each is named.
fn title(rule: &Rule, decision: &Decision, one: &Entitlement, language: Language) -> String {
    let name = say(word_name(one.remedy.code()), language);
    let goes_along =
        |one: &Entitlement| rule.grants.get(usize::from(one.grant)).is_some_and(|grant| grant.accompanies);
    let accompanies = goes_along(one);
    let has_several = decision
        .entitlements
        .iter()
        .any(|other| other.place == one.place && other.remedy != one.remedy && !goes_along(other));
    let title = rule.title.get(language);
    if one.remedy == Remedy::ReturnShipping {
        let payer = say(word_name(one.payer.code()), language);
        return [name, say(["：", "：", ": "], language), payer].concat();
    }
    match (accompanies, has_several) {
        (true, _) => name.to_owned(),
        (false, true) => {
            [title, say(["（", "（", " ("], language), name, say(["）", "）", ")"], language)].concat()
        }
        (false, false) => title.to_owned(),
    }
}

/// Why something is refused, and what would have turned it.
pub fn refusal(packs: &Packs, decision: &Decision, one: &Refusal, language: Language) -> Option<Explanation> {
    let lead = vec![Part::Text(packs.rule(one.place)?.refuses.get(language).to_owned())];
    let nearest = decision.nearest(packs, one).map(|change| turned(&change, language)).unwrap_or_default();
    let reasons = decision.refusal_reasons(packs, one);
    explanation(packs, one.place, lead, &reasons, nearest, language)
}

/// What something depends on, with the question to ask.
pub fn depends(packs: &Packs, decision: &Decision, one: &Depends, language: Language) -> Option<Explanation> {
    let rule = packs.rule(one.place)?;
    let mut lead = vec![
        Part::Text(rule.title.get(language).to_owned()),
        text(["，但要先弄清楚：", "，但要先弄清楚：", ", but one thing must be clear first: "], language),
    ];
    lead.push(match question(one.ask) {
        Some(asked) => text(asked, language),
        None => text(fact_name(one.ask), language),
    });
    let reasons = decision.open_reasons(packs, one);
    explanation(packs, one.place, lead, &reasons, Vec::new(), language)
}

fn explanation(
    packs: &Packs,
    place: Place,
    lead: Vec<Part>,
    reasons: &[Reason],
    nearest: Vec<Part>,
    language: Language,
) -> Option<Explanation> {
    let rule = packs.rule(place)?;
    Some(Explanation {
        title: rule.title.get(language).to_owned(),
        lead,
        cite: rule.cite.clone(),
        status: rule.status,
        rows: reasons.iter().map(|reason| row(reason, language)).collect(),
        nearest,
    })
}

/// One condition in words.
pub fn row(reason: &Reason, language: Language) -> Row {
    let is = match &reason.is {
        Some(value) => value_parts(value, language),
        None => vec![text(["还不知道", "還不知道", "not known"], language)],
    };
    Row { label: say(fact_name(reason.fact), language).to_owned(), is, required: required(reason, language) }
}

fn text(name: Name, language: Language) -> Part {
    Part::Text(say(name, language).to_owned())
}

fn joined(words: &[&'static str], between: Name, language: Language) -> Part {
    let names: Vec<&str> = words.iter().map(|word| say(word_name(word), language)).collect();
    Part::Text(names.join(say(between, language)))
}

fn listed(words: &[&'static str], language: Language) -> Part {
    joined(words, ["、", "、", ", "], language)
}

/// A value in words.
pub fn value_parts(value: &Value, language: Language) -> Vec<Part> {
    vec![match value {
        Value::Word(word) => text(word_name(word), language),
        Value::Words(words) if words.is_empty() => text(["无", "無", "none"], language),
        Value::Words(words) => listed(words, language),
        Value::Currency(currency) => Part::Text(currency.code().to_owned()),
        Value::Flag(true) => text(["是", "是", "yes"], language),
        Value::Flag(false) => text(["否", "否", "no"], language),
        Value::Number(number) => Part::Number(*number),
        Value::Day(day) => Part::Day(*day),
        Value::Money(money) => Part::Money(*money),
    }]
}

fn required(reason: &Reason, language: Language) -> Vec<Part> {
    let words = |set: i64| match reason.words(set) {
        Value::Words(words) => listed(&words, language),
        _ => Part::Text(String::new()),
    };
    let last_day = |parts: &mut Vec<Part>| {
        if let Some(day) = reason.last_day {
            parts.push(text(["，到 ", "，到 ", ", until "], language));
            parts.push(Part::Day(day));
        }
    };
    match reason.test.comparison {
        Comparison::Is(set) => match reason.words(set) {
            Value::Words(words) => vec![joined(&words, [" 或 ", " 或 ", " or "], language)],
            _ => Vec::new(),
        },
        Comparison::IsNot(set) => vec![text(["不是", "不是", "not "], language), words(set)],
        Comparison::Has(set) => vec![text(["至少有：", "至少有：", "one of: "], language), words(set)],
        Comparison::HasNone(set) => vec![text(["不含：", "不含：", "none of: "], language), words(set)],
        Comparison::IsCurrency(currency) => vec![Part::Text(currency.code().to_owned())],
        Comparison::IsFlag(flag) => value_parts(&Value::Flag(flag), language),
        Comparison::AtLeast(bound) => {
            vec![text(["至少 ", "至少 ", "at least "], language), bound_part(reason, bound)]
        }
        Comparison::AtMost(bound) => {
            vec![text(["至多 ", "至多 ", "at most "], language), bound_part(reason, bound)]
        }
        Comparison::Within(term) => {
            let mut parts = vec![
                Part::Number(i64::from(term.count)),
                text(unit_name(term.unit), language),
                text(["以内", "以內", " at most"], language),
            ];
            last_day(&mut parts);
            parts
        }
        Comparison::Beyond(term) => vec![
            text(["超过 ", "超過 ", "more than "], language),
            Part::Number(i64::from(term.count)),
            text(unit_name(term.unit), language),
        ],
        Comparison::Known => vec![text(["已知", "已知", "known"], language)],
        Comparison::Absent => vec![text(["没有", "沒有", "none"], language)],
    }
}

fn bound_part(reason: &Reason, bound: i64) -> Part {
    match reason.is {
        Some(Value::Money(_)) => Part::Text(crate::policy::reason::thousandths(bound)),
        _ => Part::Number(bound),
    }
}

const fn unit_name(unit: Unit) -> Name {
    match unit {
        Unit::Days => [" 天", " 天", " days"],
        Unit::WorkingDays => [" 个工作日", " 個工作天", " working days"],
        Unit::Months => [" 个月", " 個月", " months"],
        Unit::Years => [" 年", " 年", " years"],
    }
}

fn turned(change: &Nearest, language: Language) -> Vec<Part> {
    if let Some(until) = change.until {
        return vec![
            text(["如果在 ", "如果在 ", "Until "], language),
            Part::Day(until),
            text([" 或之前提出，就可以。", " 或之前提出，就可以。", " it would have been yes."], language),
        ];
    }
    let mut parts = vec![
        text(["如果「", "如果「", "If “"], language),
        text(fact_name(change.fact), language),
        text(["」是：", "」是：", "” were: "], language),
    ];
    parts.extend(value_parts(&change.to, language));
    parts.push(text(["，结果就会不同。", "，結果就會不同。", ", the answer would be yes."], language));
    parts
}

/// An explanation's parts as plain text, for the command line and mail.
pub fn plain(parts: &[Part]) -> String {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Money(money) => money.to_string(),
            Part::Day(day) => day.to_string(),
            Part::Number(number) => number.to_string(),
        })
        .collect()
}
