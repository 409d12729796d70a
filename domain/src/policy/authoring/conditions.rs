//! Conditions as a pack's author writes them: `{ fact = "order.days_since_delivery", within = "7 days" }`.

use crate::compensation::money::{Currency, Money};
use crate::compensation::percent::Percent;
use crate::compensation::sums::Sums;
use crate::policy::authoring::mistake::nearest;
use crate::policy::authoring::pack_file::day;
use crate::policy::authoring::reader::{Found, Table, short};
use crate::policy::condition::{Bound, Clause, Comparison, Test, TestFault, TestForm};
use crate::policy::draft::detail::{Detail, Expected, Given};
use crate::policy::draft::edit::ComparisonName;
use crate::policy::fact::{Fact, Kind};
use crate::policy::term::{LastDay, Term};
use toml::de::DeValue;

/// Conditions of which all must hold.
pub(super) fn clauses(found: Option<Found<'_, '_>>) -> Vec<Clause> {
    let Some(found) = found else { return Vec::new() };
    found.tables().into_iter().filter_map(clause).collect()
}

fn clause(table: Table<'_, '_>) -> Option<Clause> {
    let any = match table.find("any") {
        Some(alternatives) => {
            let tests: Vec<Test> = alternatives.tables().into_iter().filter_map(test).collect();
            table.finish();
            tests
        }
        None => test(table).into_iter().collect(),
    };
    (!any.is_empty()).then_some(Clause { any })
}

fn test(table: Table<'_, '_>) -> Option<Test> {
    let name = table.need("fact", Expected::Fact)?;
    let fact = fact(&name)?;
    let mut form = TestForm { fact: fact.code().to_owned(), ..TestForm::default() };
    form.is = table.find("is").and_then(|found| match found.value {
        DeValue::Boolean(flag) => Some(vec![flag.to_string()]),
        _ => found.texts(Expected::WordsOrFlag),
    });
    form.is_not = table.find("is_not").and_then(|found| found.texts(Expected::Words));
    form.has = table.find("has").and_then(|found| found.texts(Expected::Words));
    form.has_none = table.find("has_none").and_then(|found| found.texts(Expected::Words));
    form.at_least = table.find("at_least").and_then(|found| bound(&found, fact));
    form.at_most = table.find("at_most").and_then(|found| bound(&found, fact));
    let term = |key: &'static str| table.find(key).and_then(|found| term_of(&found));
    let (mut within, mut beyond) = (term("within"), term("beyond"));
    let plus = table.find("plus").and_then(|found| self::fact(&found));
    let start_counted = table.flag("start_counted").unwrap_or(false);
    let last_day = table.find("last_day").and_then(|found| found.word(LastDay::ALL, LastDay::code));
    for term in [&mut within, &mut beyond].into_iter().flatten() {
        *term = Term { plus, start_counted, last_day, ..*term };
    }
    form.within = within;
    form.beyond = beyond;
    form.until = table.find("until").and_then(|found| day(&found));
    form.from = table.find("from").and_then(|found| day(&found));
    form.known = table.flag("known");
    form.if_unknown = table
        .find("if_unknown")
        .and_then(|found| found.word(&[true, false], |holds| if holds { "passes" } else { "fails" }));
    let n_written = ComparisonName::ALL.iter().filter(|name| table.has(name.key())).count();
    let answer = Test::try_from(form);
    // What a value's own mistake left empty is no comparison too few.
    if let Err(fault) = &answer
        && !(n_written == 1 && *fault == TestFault::NotOneComparison)
    {
        report(&table, fault);
    }
    let answer = answer.ok();
    if let Some(Test { fact, comparison: Comparison::Own(own), .. }) = &answer {
        for word in own.words.iter() {
            unknown_word(&table, *fact, word.code());
        }
    }
    table.finish();
    answer
}

/// Says so where a word is neither in the list of a fact nor declared by the pack.
fn unknown_word(table: &Table<'_, '_>, fact: Fact, word: &str) {
    let known = table.source.words_of(fact);
    if known.iter().any(|known| known == word) {
        return;
    }
    let near = nearest(word, known.iter().map(String::as_str)).map(str::to_owned);
    let detail = Detail::UnknownOwn { word: short(word), fact, known };
    table.source.push(table.at(), &table.key("fact"), detail, near);
}

fn report(table: &Table<'_, '_>, fault: &TestFault) {
    if let TestFault::UnknownWord { word, fact } = fault
        && let Kind::Word(vocabulary) | Kind::Words(vocabulary) = fact.kind()
        && vocabulary.is_open()
    {
        return unknown_word(table, *fact, word);
    }
    let near = match fault {
        TestFault::UnknownWord { word, fact } => match fact.kind() {
            Kind::Word(vocabulary) | Kind::Words(vocabulary) => {
                nearest(word, vocabulary.words()).map(str::to_owned)
            }
            _ => None,
        },
        _ => None,
    };
    let detail = match fault {
        TestFault::UnknownFact(word) => Detail::UnknownFact { word: short(word) },
        TestFault::UnknownWord { word, fact } => Detail::UnfitWord { word: short(word), fact: *fact },
        TestFault::NotOneComparison => Detail::NotOneComparison,
        TestFault::Unsuited { key, fact, .. } => {
            let comparison = ComparisonName::ALL.iter().find(|name| name.key() == *key);
            comparison.map_or(Detail::NotOneComparison, |comparison| Detail::Unsuited {
                comparison: *comparison,
                fact: *fact,
            })
        }
    };
    table.source.push(table.at(), &table.key("fact"), detail, near);
}

/// The fact that a text names.
pub(super) fn fact(found: &Found<'_, '_>) -> Option<Fact> {
    let name = found.text(Expected::Fact)?;
    let fact = Fact::from_code(&name);
    if fact.is_none() {
        let near = nearest(&name, Fact::ALL.iter().map(|fact| fact.code())).map(str::to_owned);
        found.source.push(found.at, &found.path, Detail::UnknownFact { word: short(&name) }, near);
    }
    fact
}

fn bound(found: &Found<'_, '_>, fact: Fact) -> Option<Bound> {
    // A day is compared in another way, which is what to say, whatever stands there.
    let is_day = fact.kind() == Kind::Day;
    if fact.kind() == Kind::Money {
        sums(found).map(Bound::Sums)
    } else if is_day && !matches!(found.value, DeValue::Integer(_)) {
        Some(Bound::Number(0))
    } else {
        found.count(Expected::WholeNumber).map(Bound::Number)
    }
}

/// A span of time such as `7 working days`.
pub(super) fn term_of(found: &Found<'_, '_>) -> Option<Term> {
    let text = found.text(Expected::Span)?;
    let term = Term::parse(&text).filter(|term| term.count <= 36_500);
    if term.is_none() {
        found.wrong(Expected::Span);
    }
    term
}

/// A sum for each currency, `{ CNY = "500.00", EUR = "65.00" }`, or one that names its own: `500.00 CNY`.
pub(super) fn sums(found: &Found<'_, '_>) -> Option<Sums> {
    if let DeValue::String(text) = found.value {
        let read = Sums::single(text).and_then(|one| Sums::read([one]).ok());
        if read.is_none() {
            found.wrong(Expected::Sums);
        }
        return read;
    }
    let DeValue::Table(_) = found.value else {
        found.wrong(Expected::Sums);
        return None;
    };
    let entries = found.table()?.entries();
    if entries.is_empty() {
        found.wrong(Expected::Sums);
        return None;
    }
    // Every one that is wrong is named.
    let read: Vec<Option<Money>> = entries.iter().map(|(code, sum)| money(code, sum)).collect();
    read.into_iter().collect::<Option<Vec<_>>>().map(Sums::of)
}

fn money(code: &str, found: &Found<'_, '_>) -> Option<Money> {
    let Some(currency) = Currency::from_code(code) else {
        let given = Given::Text(short(code));
        found.source.note(found.at, &found.path, Detail::Wrong { given, expected: Expected::Currency });
        return None;
    };
    let expected = || Expected::SumIn { code: code.to_owned(), decimals: currency.exponent() };
    let sum = Money::parse(&found.text(expected())?, currency).ok();
    if sum.is_none() {
        found.wrong(expected());
    }
    sum
}

/// A share such as `5` or `8.875`, of at most so many per cent.
pub(super) fn percent(found: &Found<'_, '_>, most: u32) -> Option<Percent> {
    let expected = Expected::Percentage { most };
    let text = found.text(expected.clone())?;
    let share =
        Percent::parse(&text).filter(|share| Percent::of(i64::from(most)).is_some_and(|most| *share <= most));
    if share.is_none() {
        found.wrong(expected);
    }
    share
}
