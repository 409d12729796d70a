//! The conditions behind an answer as rows: what was looked at, what it is, what was needed.

use super::{Part, plain, text};
use crate::compensation::money::Currency;
use crate::compensation::sums::Sums;
use crate::finding::Standing;
use crate::personal::Language;
use crate::policy::condition::{Comparison, Test};
use crate::policy::fact::{Fact, Kind, Vocabulary, ordinal};
use crate::policy::own::{Among, Own};
use crate::policy::reason::Reason;
use crate::policy::snapshot::{Value, bit};
use crate::policy::term::Unit;
use crate::policy::words::{Name, fact_name, say, word_name};

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

impl Row {
    /// The row as one line of plain text.
    pub fn line(&self, language: Language) -> String {
        let colon = say(["：", "：", ": "], language);
        let needed = say(["；需要：", "；需要：", "; needed: "], language);
        [&self.label, colon, &plain(&self.is), needed, &plain(&self.required)].concat()
    }
}

/// The reasons worth a row: none twice, what must not be among the kinds of goods told together, and no word ruled
/// out where the words that do are named.
pub fn telling(reasons: Vec<Reason>) -> Vec<Reason> {
    let mut told: Vec<Reason> = Vec::new();
    for mut reason in reasons {
        // Days that have not begun to count are none yet; only of a guarantee it matters that it is over.
        if let Some(Value::Number(days @ ..0)) = &mut reason.is
            && reason.fact.kind() == Kind::Days
            && reason.fact != Fact::GuaranteeDaysLeft
        {
            *days = 0;
        }
        let same = told.iter_mut().find(|other| other.fact == reason.fact && other.is == reason.is);
        match same.map(|other| (together(&other.test, &reason.test), other)) {
            Some((Some(comparison), other)) => other.test.comparison = comparison,
            _ => told.push(reason),
        }
    }
    told
}

/// Two things asked of one fact as one, where one row can say both.
fn together(one: &Test, other: &Test) -> Option<Comparison> {
    match (&one.comparison, &other.comparison) {
        (one, other) if one == other => Some(one.clone()),
        // Whatever it is will do, if only it is known.
        (Comparison::IsFlag(one), Comparison::IsFlag(other)) if one != other => Some(Comparison::Known),
        (Comparison::HasNone(one), Comparison::HasNone(other)) => Some(Comparison::HasNone(one | other)),
        (Comparison::Is(words), Comparison::IsNot(not)) | (Comparison::IsNot(not), Comparison::Is(words))
            if words & not == 0 =>
        {
            Some(Comparison::Is(*words))
        }
        _ => None,
    }
}

const NONE: Name = ["没有", "沒有", "none"];

/// One condition in words.
pub fn row(reason: &Reason, language: Language) -> Row {
    let is = match &reason.is {
        Some(Value::Number(left)) if reason.fact == Fact::GuaranteeDaysLeft && *left < 0 => {
            vec![text(["已经过了", "已經過了", "over"], language)]
        }
        Some(value) => value_parts(value, language),
        None if reason.fact.kind() == Kind::Day => vec![text(NONE, language)],
        None => vec![text(["还不知道", "還不知道", "not known"], language)],
    };
    Row { label: say(fact_name(reason.fact), language).to_owned(), is, required: required(reason, language) }
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
        Value::Own(words, own) => {
            let words = words.iter().map(|word| say(word_name(word), language).to_owned());
            let names: Vec<String> =
                words.chain(own.iter().map(|word| word.name.get(language).to_owned())).collect();
            match names.as_slice() {
                [] => text(["无", "無", "none"], language),
                names => Part::Text(names.join(say(["、", "、", ", "], language))),
            }
        }
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
    match &reason.test.comparison {
        Comparison::Is(set) => match reason.words(*set) {
            Value::Words(words) => vec![joined(&words, ["或", "或", " or "], language)],
            _ => Vec::new(),
        },
        Comparison::IsNot(set) if is_standing(reason, *set, Standing::Refuted) => {
            vec![text(["没有被排除", "沒有被排除", "not ruled out"], language)]
        }
        Comparison::IsNot(set) if is_standing(reason, *set, Standing::Established) => {
            vec![text(["没有确认", "沒有確認", "not confirmed"], language)]
        }
        Comparison::IsNot(set) => vec![text(["不是", "不是", "not "], language), words(*set)],
        Comparison::Has(set) if set.count_ones() == 1 => vec![words(*set)],
        Comparison::Has(set) => vec![text(["有", "有", "one of "], language), words(*set)],
        Comparison::HasNone(set) => vec![text(["不含", "不含", "none of "], language), words(*set)],
        Comparison::Own(own) => own_words(own, language),
        Comparison::IsCurrency(currencies) => vec![currencies_named(currencies, language)],
        Comparison::IsFlag(true) if reason.fact.kind() == Kind::Money => {
            vec![text(["大于零", "大於零", "more than nothing"], language)]
        }
        Comparison::IsFlag(flag) => value_parts(&Value::Flag(*flag), language),
        Comparison::AtLeast(0) if reason.fact == Fact::GuaranteeDaysLeft => {
            vec![text(["还没有过", "還沒有過", "not over"], language)]
        }
        Comparison::AtLeast(bound) if let Some(day) = reason.day_bound(*bound) => {
            vec![text(["", "", "from "], language), Part::Day(day), text([" 起", " 起", " on"], language)]
        }
        Comparison::AtMost(bound) if let Some(day) = reason.day_bound(*bound) => vec![
            text(["到 ", "到 ", "until "], language),
            Part::Day(day),
            text([" 为止", " 為止", ""], language),
        ],
        Comparison::AtLeast(bound) => {
            vec![text(["至少 ", "至少 ", "at least "], language), Part::Number(*bound)]
        }
        Comparison::AtMost(bound) => {
            vec![text(["至多 ", "至多 ", "at most "], language), Part::Number(*bound)]
        }
        Comparison::AtLeastSum(sums) => {
            vec![text(["至少 ", "至少 ", "at least "], language), bound_part(reason, sums)]
        }
        Comparison::AtMostSum(sums) => {
            vec![text(["至多 ", "至多 ", "at most "], language), bound_part(reason, sums)]
        }
        Comparison::Within(term) => {
            let mut parts = Vec::new();
            if let Some(least) = term.least {
                parts.push(Part::Number(i64::from(least)));
                parts.push(text([" 到 ", " 到 ", " to "], language));
            }
            parts.extend([
                Part::Number(i64::from(term.count)),
                text(unit_name(term.unit), language),
                text(["以内", "以內", " at most"], language),
            ]);
            last_day(&mut parts);
            parts
        }
        Comparison::Beyond(term) => vec![
            text(["超过 ", "超過 ", "more than "], language),
            Part::Number(i64::from(term.count)),
            text(unit_name(term.unit), language),
        ],
        Comparison::Known if reason.fact.kind() == Kind::Day => {
            vec![text(["有日期", "有日期", "a day"], language)]
        }
        Comparison::Known => vec![text(["已知", "已知", "known"], language)],
        Comparison::Absent => vec![text(NONE, language)],
    }
}

/// What is asked in words of which some are the shop's own, by their names.
fn own_words(own: &Own, language: Language) -> Vec<Part> {
    let names = own.named(language);
    let join = |between: Name| Part::Text(names.join(say(between, language)));
    let listed = || join(["、", "、", ", "]);
    match own.how {
        Among::Is => vec![join(["或", "或", " or "])],
        Among::IsNot => vec![text(["不是", "不是", "not "], language), listed()],
        Among::Has if names.len() == 1 => vec![listed()],
        Among::Has => vec![text(["有", "有", "one of "], language), listed()],
        Among::HasNone => vec![text(["不含", "不含", "none of "], language), listed()],
    }
}

/// Whether a set of words is just this one of how far a claim has come.
fn is_standing(reason: &Reason, set: i64, standing: Standing) -> bool {
    let place = match standing {
        Standing::Established => ordinal!(Standing::Established),
        Standing::Claimed => ordinal!(Standing::Claimed),
        Standing::Refuted => ordinal!(Standing::Refuted),
    };
    reason.fact.kind() == Kind::Word(Vocabulary::Standing) && set == bit(place)
}

/// The sum in the order's currency; all of them where nothing is known to compare with.
fn bound_part(reason: &Reason, sums: &Sums) -> Part {
    reason.bound(sums).map_or_else(|| Part::Text(sums.to_string()), Part::Money)
}

/// Currencies by their codes, of which one is enough.
pub(super) fn currencies_named(currencies: &[Currency], language: Language) -> Part {
    let codes: Vec<&str> = currencies.iter().map(Currency::code).collect();
    Part::Text(codes.join(say(["、", "、", ", "], language)))
}

const fn unit_name(unit: Unit) -> Name {
    match unit {
        Unit::Days => [" 天", " 天", " days"],
        Unit::WorkingDays => [" 个工作日", " 個工作天", " working days"],
        Unit::Months => [" 个月", " 個月", " months"],
        Unit::Years => [" 年", " 年", " years"],
    }
}
