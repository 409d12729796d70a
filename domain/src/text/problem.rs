//! What is wrong with an input: where, which rule, and the numbers a sentence about it needs.
//!
//! A form may have many problems at once, so they are plain list items that travel over the wire.
//! There is no prose in here: the page turns code and facts into a sentence of its language.

use crate::code::codes;
use crate::compensation::money::AmountError;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

codes! {
    /// Which rule an input breaks.
    pub enum ProblemCode {
        /// Nothing visible was typed.
        Empty = "empty",
        /// Fewer characters than `min`; there are `is`.
        TooShort = "too_short",
        /// Digits, signs or pictures, and no letter of any script.
        NoWords = "no_words",
        /// More characters than `max`; there are `is`.
        TooLong = "too_long",
        /// A line break, tab or control character where a single line is expected.
        ControlCharacters = "control_characters",
        /// Not of the form `name@example.com`.
        NotAnEmail = "not_an_email",
        /// Not a telephone number of 5 to 15 digits.
        NotAPhone = "not_a_phone",
        /// Neither e-mail, nor the last digits of a telephone number, nor a postcode.
        NotAContact = "not_a_contact",
        /// A dash or its like in place of a number under which something can be found.
        NotAReference = "not_a_reference",
        /// Nothing was chosen where one choice is needed.
        NotChosen = "not_chosen",
        /// What was chosen does not exist here.
        UnknownChoice = "unknown_choice",
        /// Fewer pieces than `min`; there are `is`.
        TooFew = "too_few",
        /// More pieces than `max`; there are `is`.
        TooMany = "too_many",
        /// The same one stands there a second time.
        NamedTwice = "named_twice",
        /// Not a decimal number.
        NotANumber = "not_a_number",
        /// More decimals than the currency has.
        TooManyDecimals = "too_many_decimals",
        /// Below zero.
        Negative = "negative",
        /// Larger than can be kept exactly.
        TooLarge = "too_large",
        /// A number that can be read in two ways, such as `1.234`.
        AmbiguousNumber = "ambiguous_number",
        /// A sum with the sign of another currency.
        OtherCurrency = "other_currency",
        /// Not a date and time.
        NotADate = "not_a_date",
        /// Further in the past or future than makes sense here.
        DateOutOfRange = "date_out_of_range",
    }
}

/// The numbers a sentence about a problem needs; which of them are there follows from the code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Facts {
    /// The least that is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    /// The most that is right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// What there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<u32>,
}

impl Facts {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// One thing wrong with an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// The field as the form names it, such as `story` or `lines.0.quantity`.
    pub field: Cow<'static, str>,
    /// Which rule is broken.
    pub code: ProblemCode,
    /// The numbers that belong to it.
    #[serde(default, skip_serializing_if = "Facts::is_none")]
    pub facts: Facts,
}

impl Problem {
    /// A problem without numbers.
    pub fn new(field: impl Into<Cow<'static, str>>, code: ProblemCode) -> Self {
        Self { field: field.into(), code, facts: Facts::default() }
    }

    /// Fewer than `min`.
    pub fn too_few(field: impl Into<Cow<'static, str>>, min: u32, is: u32) -> Self {
        let facts = Facts { min: Some(min), is: Some(is), ..Facts::default() };
        Self { facts, ..Self::new(field, ProblemCode::TooFew) }
    }

    /// More than `max`.
    pub fn too_many(field: impl Into<Cow<'static, str>>, max: u32, is: u32) -> Self {
        let facts = Facts { max: Some(max), is: Some(is), ..Facts::default() };
        Self { facts, ..Self::new(field, ProblemCode::TooMany) }
    }

    /// A list that is longer than `max`; nothing where it is not.
    pub fn of_length(field: &'static str, max: usize, is: usize) -> Option<Self> {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (is > max).then(|| Self::too_many(field, count(max), count(is)))
    }

    /// A problem with an amount of money.
    pub fn of_amount(field: impl Into<Cow<'static, str>>, error: AmountError) -> Self {
        let code = match error {
            AmountError::NotANumber => ProblemCode::NotANumber,
            AmountError::TooManyDecimals => ProblemCode::TooManyDecimals,
            AmountError::Negative => ProblemCode::Negative,
            AmountError::TooLarge => ProblemCode::TooLarge,
            AmountError::Ambiguous => ProblemCode::AmbiguousNumber,
            AmountError::OtherCurrency => ProblemCode::OtherCurrency,
        };
        Self::new(field, code)
    }

    /// The same problem at another field: forms name their fields themselves.
    pub fn at(self, field: impl Into<Cow<'static, str>>) -> Self {
        Self { field: field.into(), ..self }
    }
}

impl core::fmt::Display for Problem {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "`{}`: {}", self.field, self.code)?;
        let facts = [("min", self.facts.min), ("max", self.facts.max), ("is", self.facts.is)];
        for (name, value) in facts.iter().filter_map(|(name, value)| value.map(|value| (name, value))) {
            write!(f, ", {name} {value}")?;
        }
        Ok(())
    }
}

/// Text that tells no problem in the form in which [`Problem`] displays itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no problem such as `story`: too_short, min 4, is 1")]
pub struct NoProblem;

/// Reads a problem in the form in which it displays itself, and no other: whoever reads a text by way of JSON gets its
/// problem as text.
impl core::str::FromStr for Problem {
    type Err = NoProblem;

    fn from_str(text: &str) -> Result<Self, NoProblem> {
        let (field, rest) =
            text.strip_prefix('`').and_then(|text| text.split_once("`: ")).ok_or(NoProblem)?;
        let mut parts = rest.split(", ");
        let code = parts.next().and_then(ProblemCode::from_code).ok_or(NoProblem)?;
        let mut facts = Facts::default();
        for part in parts {
            let (name, value) = part.split_once(' ').ok_or(NoProblem)?;
            let fact = match name {
                "min" => &mut facts.min,
                "max" => &mut facts.max,
                "is" => &mut facts.is,
                _ => return Err(NoProblem),
            };
            *fact = Some(value.parse().map_err(|_| NoProblem)?);
        }
        Ok(Self { facts, ..Self::new(field.to_owned(), code) })
    }
}

impl core::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_read_back_as_it_displays_itself_and_nothing_else_is() {
        for code in ProblemCode::ALL {
            for facts in [Facts::default(), Facts { min: Some(4), max: None, is: Some(1) }] {
                let problem = Problem { facts, ..Problem::new("lines.0.quantity", *code) };
                assert_eq!(problem.to_string().parse(), Ok(problem));
            }
        }
        for text in ["", "`x`: nonsense", "`x`: empty, min", "`x`: empty, least 3", "unknown field `x`"] {
            assert_eq!(text.parse::<Problem>(), Err(NoProblem), "{text}");
        }
    }
}
