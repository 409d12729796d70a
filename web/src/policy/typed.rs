//! What somebody types into a slot: plain strings, and how they become a value or a problem.
//!
//! A slot of any kind is a few strings while it is being typed in. So what is typed can be kept, shown again and
//! compared without knowing its kind, and only one place turns it into a value.

use domain::compensation::money::{Currency, Money};
use domain::compensation::percent::MOST_DECIMALS;
use domain::personal::Language;
use domain::policy::draft::edit::{EditProblem, SlotValue};
use domain::policy::draft::form::SlotKind;
use domain::policy::rule::Texts;
use domain::policy::term::Unit;
use std::collections::BTreeMap;

/// What is typed: one string for most kinds, count, unit and earlier end for a span, three languages for texts, one
/// string per word chosen, a code and a sum in turn for sums.
pub(super) type Typed = Vec<String>;

/// A value as it would be typed.
pub(super) fn shown(value: Option<&SlotValue>) -> Typed {
    match value {
        None => Vec::new(),
        Some(SlotValue::Percent(text) | SlotValue::Text(text) | SlotValue::Word(text)) => vec![text.clone()],
        Some(SlotValue::Sums(sums)) => {
            sums.iter().flat_map(|(code, sum)| [code.clone(), sum.clone()]).collect()
        }
        Some(SlotValue::Number(number)) => vec![number.to_string()],
        Some(SlotValue::Span { count, unit, least }) => {
            let both = [count.to_string(), unit.code().to_owned()];
            both.into_iter().chain(least.map(|least| least.to_string())).collect()
        }
        Some(SlotValue::Day(day)) => vec![day.to_string()],
        Some(SlotValue::Texts(texts)) => {
            vec![texts.zh_hans.clone(), texts.zh_hant.clone(), texts.en.clone()]
        }
        Some(SlotValue::Words(words)) => words.clone(),
        Some(SlotValue::Flag(flag)) => vec![flag.to_string()],
        Some(SlotValue::Days(days)) => days.iter().map(ToString::to_string).collect(),
    }
}

/// The string at a place; nothing typed reads as blank.
pub(super) fn at(typed: &Typed, place: usize) -> &str {
    typed.get(place).map_or("", String::as_str)
}

/// What is typed as a value: `None` where the slot is left empty.
pub(super) fn read(
    kind: SlotKind,
    is_optional: bool,
    typed: &Typed,
) -> Result<Option<SlotValue>, EditProblem> {
    let first = at(typed, 0).trim();
    // Sums are told apart from the one word of a base by their number.
    let is_sums = kind == SlotKind::Sums || (kind == SlotKind::Base && typed.len() > 1);
    // A unit alone says nothing.
    let is_unit = |place: usize| kind == SlotKind::Span && place == 1;
    let is_blank = |place: usize, part: &String| {
        part.trim().is_empty() || (is_sums && place.is_multiple_of(2)) || is_unit(place)
    };
    if typed.iter().enumerate().all(|(place, part)| is_blank(place, part)) {
        return match kind {
            SlotKind::Words(_) | SlotKind::RuleCodes if !is_optional => Err(EditProblem::NothingChosen),
            SlotKind::Texts { .. } if !is_optional => Err(EditProblem::EmptyText),
            _ if is_optional => Ok(None),
            _ => Err(EditProblem::Needed),
        };
    }
    value(kind, first, typed).map(Some)
}

fn value(kind: SlotKind, first: &str, typed: &Typed) -> Result<SlotValue, EditProblem> {
    Ok(match kind {
        SlotKind::Sums => sums(typed)?,
        SlotKind::Percent { most } => {
            let text = decimal(first.trim_end_matches(['%', '％']).trim_end(), MOST_DECIMALS);
            let text = text.filter(|text| is_at_most(text, most));
            SlotValue::Percent(text.ok_or(EditProblem::NotAPercentage { most })?)
        }
        SlotKind::Number { least, most } => {
            let number = plain(first).parse().ok().filter(|number| (least..=most).contains(number));
            SlotValue::Number(number.ok_or(EditProblem::OutOfRange { least, most })?)
        }
        SlotKind::Span => {
            let count =
                plain(first).parse().map_err(|_| EditProblem::OutOfRange { least: 0, most: 36_500 })?;
            let unit = Unit::from_code(at(typed, 1)).unwrap_or(Unit::Days);
            let least = match at(typed, 2).trim() {
                "" => None,
                text => {
                    let least = plain(text).parse().map_err(|_| EditProblem::EndsTurned)?;
                    Some(Some(least).filter(|least| *least < count).ok_or(EditProblem::EndsTurned)?)
                }
            };
            SlotValue::Span { count, unit, least }
        }
        SlotKind::Day => SlotValue::Day(first.parse().map_err(|_| EditProblem::WrongKind)?),
        SlotKind::Days => {
            let mut days: Vec<chrono::NaiveDate> = Vec::new();
            let parts = typed.iter().flat_map(|part| part.split([',', ' ', '\n', '，', '、']));
            for day in parts.filter(|day| !day.is_empty()) {
                let day = day.parse().map_err(|_| EditProblem::WrongKind)?;
                if let Err(place) = days.binary_search(&day) {
                    days.insert(place, day);
                }
            }
            SlotValue::Days(days)
        }
        SlotKind::Texts { most, languages } => {
            for (place, _) in Language::ALL.iter().enumerate().filter(|(_, one)| languages.has(**one)) {
                let text = at(typed, place).trim();
                if text.is_empty() {
                    return Err(EditProblem::EmptyText);
                }
                short_enough(text, most)?;
            }
            let text = |place| at(typed, place).trim().to_owned();
            SlotValue::Texts(Texts { zh_hans: text(0), zh_hant: text(1), en: text(2) })
        }
        SlotKind::Text { most } => {
            short_enough(first, most)?;
            SlotValue::Text(first.to_owned())
        }
        SlotKind::Currency => SlotValue::Text(first.to_uppercase()),
        SlotKind::Words(_) => SlotValue::Words(typed.clone()),
        SlotKind::RuleCodes => {
            let codes = typed.iter().flat_map(|part| part.split([',', ' ', '，', '、']));
            SlotValue::Words(codes.filter(|code| !code.is_empty()).map(str::to_owned).collect())
        }
        SlotKind::Base if typed.len() > 1 => sums(typed)?,
        SlotKind::Word(_) | SlotKind::Base => SlotValue::Word(first.to_owned()),
        SlotKind::Flag => SlotValue::Flag(first == "true"),
    })
}

/// Sums, each behind the code of its currency; those left blank are left out.
fn sums(typed: &Typed) -> Result<SlotValue, EditProblem> {
    let mut sums = BTreeMap::new();
    for pair in typed.chunks(2) {
        let [code, text] = pair else { continue };
        if text.trim().is_empty() {
            continue;
        }
        let unknown = || EditProblem::UnknownCurrency { code: code.clone() };
        let currency = Currency::from_code(code).ok_or_else(unknown)?;
        let text = plain(text.trim());
        let wrong = |_| EditProblem::NotASum { currency: code.clone(), decimals: currency.exponent() };
        Money::parse(&text, currency).map_err(wrong)?;
        sums.insert(code.clone(), text);
    }
    Ok(SlotValue::Sums(sums))
}

/// A number as people type it: without the separators of thousands.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| !matches!(letter, ',' | '，' | ' ')).collect()
}

/// A plain decimal not below zero with at most so many decimals.
fn decimal(text: &str, most_decimals: usize) -> Option<String> {
    let text = plain(text);
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_sound = !whole.is_empty()
        && whole.len() <= 12
        && is_digits(whole)
        && is_digits(rest)
        && rest.len() <= most_decimals
        && !text.ends_with('.');
    is_sound.then_some(text)
}

fn is_at_most(decimal: &str, most: u32) -> bool {
    let (whole, rest) = decimal.split_once('.').unwrap_or((decimal, ""));
    let whole: u64 = whole.parse().unwrap_or(u64::MAX);
    whole < u64::from(most) || (whole == u64::from(most) && rest.bytes().all(|byte| byte == b'0'))
}

fn short_enough(text: &str, most: u32) -> Result<(), EditProblem> {
    let is_short = u32::try_from(text.chars().count()).is_ok_and(|length| length <= most);
    if is_short { Ok(()) } else { Err(EditProblem::TooLong { most }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::policy::draft::form::{WordList, Written};

    fn typed(parts: &[&str]) -> Typed {
        parts.iter().map(|part| (*part).to_owned()).collect()
    }

    #[test]
    fn values_of_every_kind_come_back_as_they_were_typed() {
        let texts = SlotKind::Texts { most: 100, languages: Written::default() };
        for (kind, parts) in [
            (SlotKind::Sums, vec!["CNY", "30.00", "JPY", "600"]),
            (SlotKind::Percent { most: 100 }, vec!["8"]),
            (SlotKind::Number { least: 0, most: 9 }, vec!["7"]),
            (SlotKind::Span, vec!["7", "working days"]),
            (SlotKind::Span, vec!["7", "working days", "5"]),
            (SlotKind::Day, vec!["2026-04-01"]),
            (SlotKind::Days, vec!["2026-05-01", "2026-05-02"]),
            (texts, vec!["晚到了", "晚到了", "It came late"]),
            (SlotKind::Text { most: 9 }, vec!["CRPL 25"]),
            (SlotKind::Word(WordList::Payer), vec!["seller"]),
            (SlotKind::Words(WordList::Category), vec!["quality", "service"]),
            (SlotKind::RuleCodes, vec!["late-delivery", "cn-law/crpl-25"]),
            (SlotKind::Base, vec!["order"]),
            (SlotKind::Base, vec!["CNY", "200.00"]),
            (SlotKind::Flag, vec!["false"]),
        ] {
            let parts = typed(&parts);
            let value = read(kind, false, &parts).unwrap();
            assert_eq!(shown(value.as_ref()), parts, "{kind:?}");
        }
    }

    #[test]
    fn what_people_add_to_numbers_is_understood() {
        let percent = read(SlotKind::Percent { most: 100 }, false, &typed(&[" 8 % "]));
        assert_eq!(percent, Ok(Some(SlotValue::Percent("8".to_owned()))));
        let third = read(SlotKind::Percent { most: 100 }, false, &typed(&["33.3333"]));
        assert_eq!(third, Ok(Some(SlotValue::Percent("33.3333".to_owned()))));
        let sums = read(SlotKind::Sums, false, &typed(&["CNY", " 3,000.00", "EUR", " "]));
        assert_eq!(sums, Ok(Some(SlotValue::Sums([("CNY".to_owned(), "3000.00".to_owned())].into()))));
    }

    #[test]
    fn each_slip_has_its_own_problem() {
        let check = |kind, parts: &[&str], problem| {
            assert_eq!(read(kind, false, &typed(parts)), Err(problem), "{kind:?} {parts:?}");
        };
        let no_sum = |code: &str, decimals| EditProblem::NotASum { currency: code.to_owned(), decimals };
        check(SlotKind::Sums, &["CNY", "-1"], no_sum("CNY", 2));
        check(SlotKind::Sums, &["CNY", "5", "JPY", "1.5"], no_sum("JPY", 0));
        check(SlotKind::Sums, &["CNY", "12."], no_sum("CNY", 2));
        check(SlotKind::Sums, &["YEN", "12"], EditProblem::UnknownCurrency { code: "YEN".to_owned() });
        check(SlotKind::Percent { most: 100 }, &["100.01"], EditProblem::NotAPercentage { most: 100 });
        check(SlotKind::Percent { most: 100 }, &["0.0000001"], EditProblem::NotAPercentage { most: 100 });
        check(SlotKind::Percent { most: 100 }, &["five"], EditProblem::NotAPercentage { most: 100 });
        check(SlotKind::Number { least: 1, most: 9 }, &["10"], EditProblem::OutOfRange { least: 1, most: 9 });
        let texts = |most| SlotKind::Texts { most, languages: Written::default() };
        check(texts(9), &["一", "", "one"], EditProblem::EmptyText);
        check(texts(2), &["一", "一", "one"], EditProblem::TooLong { most: 2 });
        check(SlotKind::Words(WordList::Trait), &[], EditProblem::NothingChosen);
        check(SlotKind::Day, &["1 April"], EditProblem::WrongKind);
        check(SlotKind::Span, &[""], EditProblem::Needed);
        check(SlotKind::Span, &["7", "days", "7"], EditProblem::EndsTurned);
        check(SlotKind::Span, &["7", "days", "soon"], EditProblem::EndsTurned);
    }

    #[test]
    fn a_text_is_asked_for_in_the_languages_of_the_pack_alone() {
        let english = SlotKind::Texts { most: 3, languages: Written::of(&[Language::En]) };
        let texts = Texts { en: "one".to_owned(), ..Texts::default() };
        assert_eq!(read(english, false, &typed(&["", "", "one"])), Ok(Some(SlotValue::Texts(texts))));
        assert_eq!(read(english, false, &typed(&["一", "一", ""])), Err(EditProblem::EmptyText));
        assert!(read(english, false, &typed(&["很长很长", "", "one"])).is_ok());
    }

    #[test]
    fn only_an_optional_slot_may_be_emptied() {
        assert_eq!(read(SlotKind::Span, true, &typed(&["", "days", ""])), Ok(None));
        assert_eq!(read(SlotKind::Sums, true, &typed(&["CNY", "  "])), Ok(None));
        assert_eq!(read(SlotKind::Sums, false, &typed(&["CNY", "  "])), Err(EditProblem::Needed));
    }

    #[test]
    fn the_highest_percentage_itself_is_allowed() {
        let full = read(SlotKind::Percent { most: 100 }, false, &typed(&["100.00"]));
        assert_eq!(full, Ok(Some(SlotValue::Percent("100.00".to_owned()))));
    }
}
