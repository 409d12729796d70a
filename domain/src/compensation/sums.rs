//! A sum for each currency it is meant in: what thirty yuan are has no meaning in dinars.
//!
//! Packs name sums this way, `{ CNY = "30.00", EUR = "4.00" }`. Where a currency is left out there is no sum in it,
//! and nothing is worked out from another's.

use crate::compensation::money::{AmountError, Currency, Money};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Sums, at most one of each currency. Cheap to clone; all clones are one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "BTreeMap<Currency, String>", into = "BTreeMap<Currency, String>")]
pub struct Sums(Arc<BTreeMap<Currency, i64>>);

impl Sums {
    /// Sums of several currencies; of one that is named twice the last counts.
    pub fn of(sums: impl IntoIterator<Item = Money>) -> Self {
        Self(Arc::new(sums.into_iter().map(|sum| (sum.currency, sum.minor)).collect()))
    }

    /// The sum in a currency, where there is one.
    pub fn get(&self, currency: Currency) -> Option<Money> {
        self.0.get(&currency).map(|minor| Money::new(*minor, currency))
    }

    /// Every sum, in the order of the currencies' codes.
    pub fn iter(&self) -> impl Iterator<Item = Money> + '_ {
        self.0.iter().map(|(currency, minor)| Money::new(*minor, *currency))
    }

    /// The currencies there is a sum in.
    pub fn currencies(&self) -> impl Iterator<Item = Currency> + '_ {
        self.0.keys().copied()
    }

    /// The first sum that is above the other's in the same currency.
    pub fn first_above(&self, other: &Self) -> Option<Money> {
        self.iter().find(|sum| other.get(sum.currency).is_some_and(|other| sum.minor > other.minor))
    }

    /// Reads sums as they are written: a decimal for each code of a currency.
    pub fn read<'a>(written: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, SumFault> {
        let read = |(code, text): (&str, &str)| {
            let unknown = || SumFault::UnknownCurrency { code: code.to_owned() };
            let currency = Currency::from_code(code.trim()).ok_or_else(unknown)?;
            Money::parse(text, currency).map_err(|error| SumFault::NotASum { currency, error })
        };
        Ok(Self::of(written.into_iter().map(read).collect::<Result<Vec<_>, _>>()?))
    }

    /// The parts of a single sum that names its currency: `500.00 CNY`.
    pub fn single(text: &str) -> Option<(&str, &str)> {
        let (sum, code) = text.trim().split_once(' ')?;
        Some((code.trim(), sum))
    }
}

/// Why something is no sum of a currency.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SumFault {
    /// No such currency.
    #[error("unknown currency `{code}`; expected an ISO 4217 code such as `CNY`")]
    UnknownCurrency {
        /// What is written in its place.
        code: String,
    },
    /// Not a sum of it.
    #[error("a sum in {currency} is {error}")]
    NotASum {
        /// Of which currency.
        currency: Currency,
        /// Why not.
        error: AmountError,
    },
}

impl TryFrom<BTreeMap<Currency, String>> for Sums {
    type Error = SumFault;

    fn try_from(written: BTreeMap<Currency, String>) -> Result<Self, SumFault> {
        let read = |(currency, text): (Currency, String)| {
            Money::parse(&text, currency).map_err(|error| SumFault::NotASum { currency, error })
        };
        Ok(Self::of(written.into_iter().map(read).collect::<Result<Vec<_>, _>>()?))
    }
}

impl From<Sums> for BTreeMap<Currency, String> {
    fn from(sums: Sums) -> Self {
        sums.iter().map(|sum| (sum.currency, sum.decimal())).collect()
    }
}

impl core::fmt::Display for Sums {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        for (place, sum) in self.iter().enumerate() {
            if place > 0 {
                f.write_str(" / ")?;
            }
            write!(f, "{sum}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(written: &[(&str, &str)]) -> Sums {
        Sums::read(written.iter().copied()).unwrap()
    }

    #[test]
    fn a_currency_that_is_left_out_has_no_sum_whatever_the_others_are() {
        let limits = sums(&[("CNY", "100.00"), ("JPY", "2000"), ("KWD", "4.125")]);
        let in_code = |code| limits.get(Currency::from_code(code).unwrap());
        assert_eq!(in_code("CNY").unwrap().minor, 10_000);
        assert_eq!(in_code("JPY").unwrap().minor, 2_000);
        assert_eq!(in_code("KWD").unwrap().minor, 4_125);
        assert_eq!(in_code("EUR"), None);
    }

    #[test]
    fn what_travels_is_read_back_to_the_minor_unit() {
        let limits = sums(&[("JPY", "2000"), ("KWD", "4.125"), ("CNY", "0.5")]);
        let text = serde_json::to_string(&limits).unwrap();
        assert_eq!(text, r#"{"CNY":"0.50","JPY":"2000","KWD":"4.125"}"#);
        assert_eq!(serde_json::from_str::<Sums>(&text).unwrap(), limits);
        assert!(serde_json::from_str::<Sums>(r#"{"JPY":"4.50"}"#).is_err());
        assert!(serde_json::from_str::<Sums>(r#"{"YEN":"4"}"#).is_err());
    }

    #[test]
    fn sums_are_compared_in_one_currency_at_a_time() {
        let floor = sums(&[("CNY", "10.00"), ("JPY", "300")]);
        assert_eq!(floor.first_above(&sums(&[("CNY", "10.00"), ("EUR", "1.00")])), None);
        assert_eq!(
            floor.first_above(&sums(&[("JPY", "299")])),
            floor.get(Currency::from_code("JPY").unwrap())
        );
    }
}
