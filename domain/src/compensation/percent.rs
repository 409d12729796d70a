//! A share of something in per cent, exact to the sixth decimal: `5`, `8.875`, `33.333333`.
//!
//! It is kept as a whole number of its smallest part and never as a float. Stored packs hold shares of whole basis
//! points as such a number, as they always did; finer ones stand there as they are written.

use crate::compensation::fraction::Fraction;
use crate::schema::written_as;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The most decimals a percentage may have.
pub const MOST_DECIMALS: usize = 6;
/// The parts of one per cent.
const OF_ONE: i64 = 1_000_000;
/// The parts of one basis point.
const OF_BASIS_POINT: i64 = OF_ONE / 100;

/// So much of a whole; more than a hundred per cent is a multiple of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(i64);

impl Percent {
    /// All of it.
    pub const WHOLE: Self = Self(100 * OF_ONE);

    /// So many per cent. `None` where it does not fit.
    pub fn of(whole: i64) -> Option<Self> {
        whole.checked_mul(OF_ONE).map(Self)
    }

    /// The whole so many times. `None` where it does not fit.
    pub fn times(n: i64) -> Option<Self> {
        n.checked_mul(Self::WHOLE.0).map(Self)
    }

    /// How many times the whole it is, where it is just that.
    pub const fn as_times(self) -> Option<i64> {
        if self.0 % Self::WHOLE.0 == 0 { Some(self.0 / Self::WHOLE.0) } else { None }
    }

    /// Reads a plain decimal not below zero, such as `8.875`; `None` where it is none or has too many decimals.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = match text.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (text, ""),
        };
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || decimals.len() > MOST_DECIMALS || !is_digits(whole) || !is_digits(decimals) {
            return None;
        }
        let padding = core::iter::repeat_n(b'0', MOST_DECIMALS - decimals.len());
        let digits = whole.bytes().chain(decimals.bytes()).chain(padding);
        digits
            .map(|digit| i64::from(digit - b'0'))
            .try_fold(0_i64, |sum, digit| sum.checked_mul(10)?.checked_add(digit))
            .map(Self)
    }

    /// So much of an exact amount. `None` where it does not fit.
    pub fn share_of(self, amount: Fraction) -> Option<Fraction> {
        amount.times(self.0, Self::WHOLE.0)
    }
}

/// As it would be written, without noughts at its end: `8.875`.
impl core::fmt::Display for Percent {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let (whole, rest) = (self.0 / OF_ONE, self.0 % OF_ONE);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        let decimals = format!("{:0width$}", rest.unsigned_abs(), width = MOST_DECIMALS);
        write!(f, "{whole}.{}", decimals.trim_end_matches('0'))
    }
}

written_as!(Percent, "A share: basis points, or per cents with up to six decimals as text where those are too coarse.", {
    "anyOf": [
        { "type": "integer", "format": "int64" },
        { "type": "string", "pattern": r"^\d+(\.\d{1,6})?$" },
    ],
});

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % OF_BASIS_POINT == 0 {
            serializer.serialize_i64(self.0 / OF_BASIS_POINT)
        } else {
            serializer.collect_str(self)
        }
    }
}

/// A share as it is stored.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    BasisPoints(i64),
    Written(String),
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = match Stored::deserialize(deserializer)? {
            Stored::BasisPoints(points) => points.checked_mul(OF_BASIS_POINT).map(Self),
            Stored::Written(text) => Self::parse(&text),
        };
        read.ok_or_else(|| {
            serde::de::Error::custom(format!(
                "no percentage; expected basis points, or a decimal with at most {MOST_DECIMALS} decimals as text"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(text: &str) -> String {
        serde_json::to_string(&Percent::parse(text).unwrap()).unwrap()
    }

    #[test]
    fn what_is_written_comes_back_as_it_was_written() {
        for text in ["0", "5", "0.5", "8.875", "33.333333", "100", "10000", "0.000001"] {
            assert_eq!(Percent::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Percent::parse("7.50").unwrap().to_string(), "7.5");
    }

    #[test]
    fn what_is_no_percentage_is_not_read() {
        for text in ["", ".", "5.", ".5", "-5", "5 %", "1e3", "0.0000001", "99999999999999999999", "五"] {
            assert_eq!(Percent::parse(text), None, "{text}");
        }
    }

    #[test]
    fn basis_points_are_stored_as_they_always_were_and_finer_shares_as_text() {
        assert_eq!(stored("5"), "500");
        assert_eq!(stored("0.25"), "25");
        assert_eq!(stored("8.875"), "\"8.875\"");
        for text in ["5", "8.875", "33.333333"] {
            let back: Percent = serde_json::from_str(&stored(text)).unwrap();
            assert_eq!(back.to_string(), text);
        }
        assert!(serde_json::from_str::<Percent>("\"8.8750001\"").is_err());
    }

    #[test]
    fn a_third_of_a_price_is_exact_before_it_is_rounded() {
        let third = Percent::parse("33.333333").unwrap();
        assert_eq!(third.share_of(Fraction::whole(120_000)).and_then(Fraction::round), Some(40_000));
        let eighth = Percent::parse("8.875").unwrap();
        // 8.875 per cent of 10.00 are 0.8875.
        assert_eq!(eighth.share_of(Fraction::whole(1_000)).and_then(Fraction::round), Some(89));
    }
}
