//! The tables of the desk: what a row of each holds, and what makes no row.

use crate::code::codes;
use crate::compensation::money::{Currency, Money};
use crate::policy::draft::edit::{EditProblem, SlotValue};
use crate::policy::draft::form::{SlotKind, SlotName, WordList, Written};
use crate::remedy::Payer;
use std::collections::BTreeMap;

/// The most characters of a phrase.
const LONGEST_PHRASE: u32 = 480;

codes! {
    /// A table of the desk.
    pub enum RowTable {
        /// Goodwill; the first row that fits counts.
        Goodwill = "goodwill",
        /// Who bears what.
        Burden = "burden",
        /// What to say when offering.
        Phrase = "phrase",
    }
}

/// One thing that a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowSlot {
    /// What it is about.
    pub name: SlotName,
    /// Where it stands in the row: `remedy`, `payers.carrier`.
    pub key: String,
    /// What may stand there.
    pub kind: SlotKind,
    /// Whether it may be empty.
    pub is_optional: bool,
}

impl RowTable {
    /// What a row of it says in a pack of such languages, in the order in which it is read.
    pub fn slots(self, languages: Written) -> Vec<RowSlot> {
        let need = |name, key: &str, kind| RowSlot { name, key: key.to_owned(), kind, is_optional: false };
        let may = |name, key: &str, kind| RowSlot { is_optional: true, ..need(name, key, kind) };
        match self {
            Self::Goodwill => vec![
                may(SlotName::Categories, "categories", SlotKind::Words(WordList::Category)),
                may(SlotName::Tier, "tier", SlotKind::Word(WordList::Tier)),
                need(SlotName::Remedy, "remedy", SlotKind::Word(WordList::GoodwillRemedy)),
                need(SlotName::Percent, "percent", SlotKind::Percent { most: 100 }),
                need(SlotName::Floor, "floor", SlotKind::Sums),
                need(SlotName::Cap, "cap", SlotKind::Sums),
            ],
            Self::Burden => {
                let mut slots = vec![need(SlotName::Fault, "fault", SlotKind::Word(WordList::Fault))];
                slots.extend(Payer::ALL.iter().map(|payer| {
                    let weight = SlotKind::Number { least: 0, most: 1_000_000 };
                    may(SlotName::Weight, &format!("payers.{payer}"), weight)
                }));
                slots
            }
            Self::Phrase => vec![
                need(SlotName::Remedy, "remedy", SlotKind::Word(WordList::Remedy)),
                need(SlotName::Phrase, "text", SlotKind::Texts { most: LONGEST_PHRASE, languages }),
            ],
        }
    }

    /// What values that are sound one by one lack to be a row together: the key it is about, and what is wrong.
    pub fn check(self, values: &BTreeMap<String, SlotValue>) -> Result<(), (&'static str, EditProblem)> {
        match self {
            Self::Goodwill => {
                let is_above = match (values.get("floor"), values.get("cap")) {
                    (Some(SlotValue::Sums(floor)), Some(SlotValue::Sums(cap))) => is_more(floor, cap),
                    _ => false,
                };
                if is_above { Err(("floor", EditProblem::FloorAboveCap)) } else { Ok(()) }
            }
            Self::Burden => {
                let bears = |(key, value): (&String, &SlotValue)| {
                    key.starts_with("payers.") && matches!(value, SlotValue::Number(weight) if *weight > 0)
                };
                if values.iter().any(bears) { Ok(()) } else { Err(("payers", EditProblem::NobodyBears)) }
            }
            Self::Phrase => Ok(()),
        }
    }
}

/// Whether one of several sums is more than the other of its currency.
fn is_more(some: &BTreeMap<String, String>, others: &BTreeMap<String, String>) -> bool {
    let read = |code: &str, text: &str| Money::parse(text, Currency::from_code(code)?).ok();
    some.iter().any(|(code, text)| {
        let other = others.get(code).and_then(|other| read(code, other));
        read(code, text).zip(other).is_some_and(|(one, other)| one.minor > other.minor)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(written: &[(&str, &str)]) -> BTreeMap<String, String> {
        written.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn sums_are_compared_by_their_worth_in_the_same_currency() {
        let more = |one, other| is_more(&sums(&[("CNY", one)]), &sums(&[("CNY", other)]));
        assert!(more("10.00", "9.5") && more("0.51", "0.5") && more("010", "9.99"));
        assert!(!more("5", "5.00") && !more("4.99", "05") && !more("0.5", "0.50"));
        assert!(!is_more(&sums(&[("JPY", "300")]), &sums(&[("CNY", "15.00")])));
    }
}
