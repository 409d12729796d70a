//! A condition as it is written: which keys a comparison has, and what can't be compared so.

use super::{Comparison, Test};
use crate::compensation::money::Currency;
use crate::compensation::sums::Sums;
use crate::order::mark::Mark;
use crate::policy::fact::{Fact, Kind, Vocabulary};
use crate::policy::own::{Among, Own};
use crate::policy::snapshot::{bit, day_of, number_of};
use crate::policy::term::Term;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// With what a number or a sum is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Bound {
    /// A number.
    Number(i64),
    /// A sum in each currency it is meant in.
    Sums(Sums),
}

/// A comparison as it is written: exactly one of the comparing keys is set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct TestForm {
    /// The fact's path.
    pub fact: String,
    /// One of these words or currencies, `true` or `false`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<Vec<String>>,
    /// None of these words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_not: Option<Vec<String>>,
    /// One of these is among several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has: Option<Vec<String>>,
    /// None of these is among several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_none: Option<Vec<String>>,
    /// This much or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Bound>,
    /// This much or less.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Bound>,
    /// No later than a term ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Term>,
    /// Later than a term ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beyond: Option<Term>,
    /// On this day or before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// On this day or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// `true` for known or happened, `false` for not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known: Option<bool>,
    /// What an unanswered question counts as.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub if_unknown: Option<bool>,
}

/// Why a comparison can't be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TestFault {
    /// No such fact.
    #[error("unknown fact `{0}`")]
    UnknownFact(String),
    /// No comparison, or more than one.
    #[error(
        "expected exactly one of is, is_not, has, has_none, at_least, at_most, within, beyond, until, from, known"
    )]
    NotOneComparison,
    /// The comparison does not suit the fact.
    #[error("`{key}` does not suit the fact `{fact}`; expected {expected}")]
    Unsuited {
        /// The comparing key.
        key: &'static str,
        /// The fact.
        fact: Fact,
        /// What would suit it.
        expected: &'static str,
    },
    /// A word the fact can't take.
    #[error("unknown word `{word}` for the fact `{fact}`")]
    UnknownWord {
        /// The word.
        word: String,
        /// The fact.
        fact: Fact,
    },
}

impl Kind {
    /// The comparisons that suit it, as an error names them.
    pub(crate) const fn comparisons(self) -> &'static str {
        match self {
            Self::Word(_) => "is, is_not or known",
            Self::Words(_) => "has or has_none",
            Self::Currency => "is with codes of currencies",
            Self::Flag => "is = true, is = false or known",
            Self::Count => "at_least, at_most or known",
            Self::Money => {
                "at_least or at_most with a sum for each currency, is = true (more than nothing) or known"
            }
            Self::Days => "within, beyond, at_least, at_most or known",
            Self::Day => "until or from with a day such as `2026-12-24`, or known",
        }
    }
}

impl Kind {
    /// The words that such a fact may be, as an error names them.
    pub(crate) fn words(self) -> String {
        match self {
            Self::Word(vocabulary) | Self::Words(vocabulary) => {
                ["one of ", &vocabulary.words().join(", ")].concat()
            }
            Self::Currency => "a code of ISO 4217 such as `CNY`".to_owned(),
            _ => "`true` or `false`".to_owned(),
        }
    }
}

/// A comparison with words of a vocabulary: as a set, unless some are the shop's own.
fn words(fact: Fact, vocabulary: Vocabulary, codes: &[String], how: Among) -> Result<Comparison, TestFault> {
    let (mut known, mut own) = (0, Vec::new());
    for word in codes {
        match (vocabulary.position(word), Mark::parse(word).filter(|_| vocabulary.is_open())) {
            (Some(position), _) => known |= bit(i64::from(position)),
            (None, Some(mark)) => own.push(mark),
            (None, None) => return Err(TestFault::UnknownWord { word: word.clone(), fact }),
        }
    }
    if !own.is_empty() {
        return Ok(Comparison::Own(Own::new(how, known, own)));
    }
    Ok(match how {
        Among::Is => Comparison::Is(known),
        Among::IsNot => Comparison::IsNot(known),
        Among::Has => Comparison::Has(known),
        Among::HasNone => Comparison::HasNone(known),
    })
}

fn is_one_of(fact: Fact, codes: &[String]) -> Result<Comparison, TestFault> {
    let unknown = |word: &String| TestFault::UnknownWord { word: word.clone(), fact };
    match (fact.kind(), codes) {
        (Kind::Word(vocabulary), codes) => words(fact, vocabulary, codes, Among::Is),
        (Kind::Currency, [_, ..]) => {
            let known = |code: &String| Currency::from_code(code).ok_or_else(|| unknown(code));
            codes.iter().map(known).collect::<Result<_, _>>().map(Comparison::IsCurrency)
        }
        (Kind::Flag | Kind::Money, [code]) => code.parse().map(Comparison::IsFlag).map_err(|_| unknown(code)),
        (kind, _) => Err(TestFault::Unsuited { key: "is", fact, expected: kind.comparisons() }),
    }
}

impl TryFrom<TestForm> for Test {
    type Error = TestFault;

    fn try_from(form: TestForm) -> Result<Self, TestFault> {
        let fact = Fact::from_code(&form.fact).ok_or(TestFault::UnknownFact(form.fact))?;
        let kind = fact.kind();
        let unsuited = |key| TestFault::Unsuited { key, fact, expected: kind.comparisons() };
        let mut found = Vec::new();
        if let Some(codes) = &form.is {
            found.push(is_one_of(fact, codes)?);
        }
        if let Some(codes) = &form.is_not {
            let Kind::Word(vocabulary) = kind else {
                return Err(unsuited("is_not"));
            };
            found.push(words(fact, vocabulary, codes, Among::IsNot)?);
        }
        if let Some(codes) = &form.has {
            let Kind::Words(vocabulary) = kind else {
                return Err(unsuited("has"));
            };
            found.push(words(fact, vocabulary, codes, Among::Has)?);
        }
        if let Some(codes) = &form.has_none {
            let Kind::Words(vocabulary) = kind else {
                return Err(unsuited("has_none"));
            };
            found.push(words(fact, vocabulary, codes, Among::HasNone)?);
        }
        let bound = |key,
                     bound: Option<Bound>,
                     number: fn(i64) -> Comparison,
                     sums: fn(Sums) -> Comparison| match (bound, kind) {
            (None, _) => Ok(None),
            (Some(Bound::Number(bound)), Kind::Count | Kind::Days) => Ok(Some(number(bound))),
            (Some(Bound::Sums(bound)), Kind::Money) => Ok(Some(sums(bound))),
            (Some(_), _) => Err(unsuited(key)),
        };
        found.extend(bound("at_least", form.at_least, Comparison::AtLeast, Comparison::AtLeastSum)?);
        found.extend(bound("at_most", form.at_most, Comparison::AtMost, Comparison::AtMostSum)?);
        let terms = [
            ("within", form.within.map(Comparison::Within), kind == Kind::Days),
            ("beyond", form.beyond.map(Comparison::Beyond), kind == Kind::Days),
        ];
        for (key, comparison, is_suited) in terms {
            if comparison.is_some() && !is_suited {
                return Err(unsuited(key));
            }
            found.extend(comparison);
        }
        let days = [
            ("until", form.until.map(|day| Comparison::AtMost(number_of(day)))),
            ("from", form.from.map(|day| Comparison::AtLeast(number_of(day)))),
        ];
        for (key, comparison) in days {
            if comparison.is_some() && kind != Kind::Day {
                return Err(unsuited(key));
            }
            found.extend(comparison);
        }
        if let Some(is_known) = form.known {
            found.push(match is_known {
                // Of a kind it is always told whether there is one.
                _ if fact == Fact::ProductKind => Comparison::IsFlag(is_known),
                true => Comparison::Known,
                false => Comparison::Absent,
            });
        }
        match found.as_slice() {
            [comparison] => Ok(Self { fact, comparison: comparison.clone(), if_unknown: form.if_unknown }),
            _ => Err(TestFault::NotOneComparison),
        }
    }
}

impl From<Test> for TestForm {
    fn from(test: Test) -> Self {
        let codes = |set: i64| match test.fact.kind() {
            Kind::Word(vocabulary) | Kind::Words(vocabulary) => vocabulary
                .words()
                .into_iter()
                .zip(0_i64..)
                .filter(|(_, position)| set & bit(*position) != 0)
                .map(|(word, _)| word.to_owned())
                .collect(),
            _ => Vec::new(),
        };
        let mut form =
            Self { fact: test.fact.code().to_owned(), if_unknown: test.if_unknown, ..Self::default() };
        match test.comparison {
            Comparison::Is(set) => form.is = Some(codes(set)),
            Comparison::IsNot(set) => form.is_not = Some(codes(set)),
            Comparison::Has(set) => form.has = Some(codes(set)),
            Comparison::HasNone(set) => form.has_none = Some(codes(set)),
            Comparison::IsCurrency(currencies) => {
                form.is = Some(currencies.iter().map(|currency| currency.code().to_owned()).collect());
            }
            Comparison::Own(own) => {
                let key = match own.how {
                    Among::Is => &mut form.is,
                    Among::IsNot => &mut form.is_not,
                    Among::Has => &mut form.has,
                    Among::HasNone => &mut form.has_none,
                };
                *key = Some(own.codes());
            }
            Comparison::IsFlag(flag) if test.fact == Fact::ProductKind => form.known = Some(flag),
            Comparison::IsFlag(flag) => form.is = Some(vec![flag.to_string()]),
            Comparison::AtLeast(day) if test.fact.kind() == Kind::Day => form.from = day_of(day),
            Comparison::AtMost(day) if test.fact.kind() == Kind::Day => form.until = day_of(day),
            Comparison::AtLeast(bound) => form.at_least = Some(Bound::Number(bound)),
            Comparison::AtMost(bound) => form.at_most = Some(Bound::Number(bound)),
            Comparison::AtLeastSum(sums) => form.at_least = Some(Bound::Sums(sums)),
            Comparison::AtMostSum(sums) => form.at_most = Some(Bound::Sums(sums)),
            Comparison::Within(term) => form.within = Some(term),
            Comparison::Beyond(term) => form.beyond = Some(term),
            Comparison::Known => form.known = Some(true),
            Comparison::Absent => form.known = Some(false),
        }
        form
    }
}
