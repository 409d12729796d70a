//! Whether a value may stand in a slot of a kind, and how it is written there.

use crate::compensation::money::{Currency, Money};
use crate::compensation::percent::Percent;
use crate::personal::Language;
use crate::policy::authoring::mistake::nearest;
use crate::policy::draft::edit::{EditProblem, SlotValue};
use crate::policy::draft::form::{PackForm, SlotKind, WordList, Written};
use crate::policy::rule::Texts;
use crate::policy::term::Term;
use std::collections::BTreeMap;
use toml_edit::{Array, InlineTable, Value};

/// The longest span, in its own unit, as everywhere in packs.
const LONGEST_SPAN: u32 = 36_500;
/// So many holidays stand on one line.
const PER_LINE: usize = 8;

/// Whether a value is how a form says "nothing".
pub(super) fn is_blank(value: &SlotValue) -> bool {
    match value {
        SlotValue::Percent(text) | SlotValue::Text(text) | SlotValue::Word(text) => text.trim().is_empty(),
        SlotValue::Sums(sums) => sums.values().all(|sum| sum.trim().is_empty()),
        SlotValue::Words(words) => words.is_empty(),
        SlotValue::Days(days) => days.is_empty(),
        _ => false,
    }
}

/// The value as it is written in a pack of such a form, or what is wrong with it.
pub(super) fn accept(kind: SlotKind, value: &SlotValue, form: &PackForm) -> Result<Value, EditProblem> {
    if is_blank(value) {
        return Err(match value {
            SlotValue::Words(_) => EditProblem::NothingChosen,
            _ => EditProblem::Needed,
        });
    }
    match (kind, value) {
        (SlotKind::Sums | SlotKind::Base, SlotValue::Sums(written)) => sums(written).map(Value::InlineTable),
        (SlotKind::Percent { most }, SlotValue::Percent(text)) => percent(text, most),
        (SlotKind::Number { least, most }, SlotValue::Number(number)) => number_of(*number, least, most),
        (SlotKind::Span, SlotValue::Span { count, unit, least }) => {
            if *count > LONGEST_SPAN {
                return Err(EditProblem::OutOfRange { least: 0, most: i64::from(LONGEST_SPAN) });
            }
            if least.is_some_and(|least| least >= *count) {
                return Err(EditProblem::EndsTurned);
            }
            Ok(Term { unit: *unit, least: *least, ..Term::days(*count) }.to_string().into())
        }
        (SlotKind::Day, SlotValue::Day(day)) => Ok(day.to_string().into()),
        (SlotKind::Days, SlotValue::Days(days)) => {
            let mut days = days.clone();
            days.sort_unstable();
            days.dedup();
            Ok(Value::Array(lines(days.iter().map(ToString::to_string))))
        }
        (SlotKind::Texts { most, languages }, SlotValue::Texts(texts)) => texts_of(texts, most, languages),
        (SlotKind::Text { most }, SlotValue::Text(text)) => text_of(text, most).map(Value::from),
        (SlotKind::Currency, SlotValue::Text(text)) => match Currency::from_code(text.trim()) {
            Some(currency) => Ok(currency.code().into()),
            None => Err(EditProblem::UnknownWord { word: text.clone(), nearest: None }),
        },
        (SlotKind::Base, SlotValue::Word(word)) => word_of(WordList::Base, word, form).map(Value::from),
        (SlotKind::Word(list), SlotValue::Word(word)) => word_of(list, word, form).map(Value::from),
        (SlotKind::Words(list), SlotValue::Words(words)) => {
            let words: Vec<&str> =
                words.iter().map(|word| word_of(list, word, form)).collect::<Result<_, _>>()?;
            Ok(Value::Array(words.into_iter().collect()))
        }
        (SlotKind::RuleCodes, SlotValue::Words(words)) => {
            let codes: Vec<&str> = form.rules.iter().map(|rule| rule.code.as_str()).collect();
            for word in words {
                if !word.contains('/') && !codes.contains(&word.as_str()) {
                    return Err(unknown(word, codes.iter().copied()));
                }
                text_of(word, crate::policy::authoring::form::SHORT)?;
            }
            Ok(Value::Array(words.iter().map(String::as_str).collect()))
        }
        (SlotKind::Flag, SlotValue::Flag(flag)) => Ok((*flag).into()),
        _ => Err(EditProblem::WrongKind),
    }
}

/// Sums as a table on one line, each as it was written.
fn sums(written: &BTreeMap<String, String>) -> Result<InlineTable, EditProblem> {
    let mut table = InlineTable::new();
    for (code, text) in written.iter().filter(|(_, text)| !text.trim().is_empty()) {
        let unknown = || EditProblem::UnknownCurrency { code: code.chars().take(60).collect() };
        let currency = Currency::from_code(code.trim()).ok_or_else(unknown)?;
        Money::parse(text, currency).map_err(|_| EditProblem::NotASum {
            currency: currency.code().to_owned(),
            decimals: currency.exponent(),
        })?;
        table.insert(currency.code(), text.trim().into());
    }
    Ok(table)
}

/// A percentage, as it is written.
pub(super) fn percent(text: &str, most: u32) -> Result<Value, EditProblem> {
    match (Percent::parse(text.trim()), Percent::of(i64::from(most))) {
        (Some(share), Some(whole)) if share <= whole => Ok(text.trim().into()),
        _ => Err(EditProblem::NotAPercentage { most }),
    }
}

/// A whole number within its bounds, as it is written.
pub(super) fn number_of(number: i64, least: i64, most: i64) -> Result<Value, EditProblem> {
    if (least..=most).contains(&number) {
        Ok(number.into())
    } else {
        Err(EditProblem::OutOfRange { least, most })
    }
}

fn text_of(text: &str, most: u32) -> Result<&str, EditProblem> {
    let text = text.trim();
    match u32::try_from(text.chars().count()) {
        Ok(is) if is <= most => Ok(text),
        _ => Err(EditProblem::TooLong { most }),
    }
}

/// A text in the pack's languages and in no other: what stands for one that is missing is no text in it.
fn texts_of(texts: &Texts, most: u32, languages: Written) -> Result<Value, EditProblem> {
    let mut table = InlineTable::new();
    for language in Language::ALL.iter().copied().filter(|language| languages.has(*language)) {
        let text = text_of(texts.get(language), most)?;
        if text.is_empty() {
            return Err(EditProblem::EmptyText);
        }
        table.insert(language.code(), text.into());
    }
    Ok(Value::InlineTable(table))
}

fn word_of<'a>(list: WordList, word: &'a str, form: &PackForm) -> Result<&'a str, EditProblem> {
    let own = form.own_words(list).iter().map(|word| word.code.code());
    let words: Vec<&str> = list.words().into_iter().chain(own).collect();
    if words.contains(&word) { Ok(word) } else { Err(unknown(word, words.into_iter())) }
}

fn unknown<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> EditProblem {
    // Only so much of it as a message can show.
    let word: String = word.chars().take(60).collect();
    EditProblem::UnknownWord { nearest: nearest(&word, known).map(str::to_owned), word }
}

/// A long list, some to a line.
fn lines(texts: impl Iterator<Item = String>) -> Array {
    let mut list = Array::new();
    for (place, text) in texts.enumerate() {
        let prefix = if place % PER_LINE == 0 { "\n  " } else { " " };
        list.push_formatted(Value::from(text).decorated(prefix, ""));
    }
    list.set_trailing_comma(true);
    list.set_trailing("\n");
    list
}
