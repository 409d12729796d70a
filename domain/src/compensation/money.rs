//! Money in integer minor units with its ISO 4217 currency.
//!
//! There is no floating point anywhere: amounts are read from decimal text, kept as minor units, and every
//! operation that could leave the range answers `None` instead of a wrong amount.

use crate::schema::written_as;
use serde::{Deserialize, Serialize};

/// An ISO 4217 currency: three capital letters and the number of decimals its minor unit has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// Currencies whose minor unit is not a hundredth, by ISO 4217.
const EXPONENTS: &[(&[u8; 3], u32)] = &[
    (b"BHD", 3),
    (b"BIF", 0),
    (b"CLP", 0),
    (b"DJF", 0),
    (b"GNF", 0),
    (b"IQD", 3),
    (b"ISK", 0),
    (b"JOD", 3),
    (b"JPY", 0),
    (b"KMF", 0),
    (b"KRW", 0),
    (b"KWD", 3),
    (b"LYD", 3),
    (b"OMR", 3),
    (b"PYG", 0),
    (b"RWF", 0),
    (b"TND", 3),
    (b"UGX", 0),
    (b"UYI", 0),
    (b"VND", 0),
    (b"VUV", 0),
    (b"XAF", 0),
    (b"XOF", 0),
    (b"XPF", 0),
];

/// Currencies with two decimals that shops meet; together with [`EXPONENTS`] the list of known ones.
const TWO_DECIMALS: &[&[u8; 3]] = &[
    b"AED", b"ARS", b"AUD", b"BDT", b"BGN", b"BRL", b"CAD", b"CHF", b"CNY", b"COP", b"CZK", b"DKK", b"EGP",
    b"EUR", b"GBP", b"HKD", b"HUF", b"IDR", b"ILS", b"INR", b"KES", b"KZT", b"LKR", b"MAD", b"MOP", b"MXN",
    b"MYR", b"NGN", b"NOK", b"NZD", b"PEN", b"PHP", b"PKR", b"PLN", b"QAR", b"RON", b"RSD", b"RUB", b"SAR",
    b"SEK", b"SGD", b"THB", b"TRY", b"TWD", b"UAH", b"USD", b"ZAR",
];

written_as!(Currency, "An ISO 4217 code of a currency that is known here.", {
    "type": "string",
    "enum": Currency::all().map(|currency| currency.code().to_owned()).collect::<Vec<_>>(),
});

impl Currency {
    /// Renminbi.
    pub const CNY: Self = Self(*b"CNY");

    /// The currency a three-letter code names, or `None` for one that is not known here.
    pub fn from_code(code: &str) -> Option<Self> {
        let letters: [u8; 3] = code.as_bytes().try_into().ok()?;
        let is_known = EXPONENTS.iter().any(|(known, _)| **known == letters)
            || TWO_DECIMALS.iter().any(|known| **known == letters);
        is_known.then_some(Self(letters))
    }

    /// Every currency that is known, by its code.
    pub fn all() -> impl Iterator<Item = Self> {
        let mut all: Vec<Self> = EXPONENTS
            .iter()
            .map(|(code, _)| Self(**code))
            .chain(TWO_DECIMALS.iter().map(|code| Self(**code)))
            .collect();
        all.sort_unstable();
        all.into_iter()
    }

    /// The three-letter code.
    pub fn code(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many decimals the minor unit has: 2 for most, 0 for yen, 3 for Kuwaiti dinar.
    pub fn exponent(self) -> u32 {
        EXPONENTS.iter().find(|(code, _)| **code == self.0).map_or(2, |(_, exponent)| *exponent)
    }
}

impl core::fmt::Display for Currency {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "unknown currency `{code}`; expected an ISO 4217 code such as `CNY`"
            ))
        })
    }
}

/// Why a text is no amount of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Not a plain decimal number.
    #[error("not a decimal number such as `12.50`")]
    NotANumber,
    /// More decimals than the currency has.
    #[error("more decimals than the currency has")]
    TooManyDecimals,
    /// Below zero where no debt can be meant.
    #[error("below zero")]
    Negative,
    /// Larger than can be kept exactly.
    #[error("too large")]
    TooLarge,
    /// Readable as two different amounts.
    #[error("readable in two ways; write it with two decimals and no signs between thousands")]
    Ambiguous,
    /// With the sign of another currency.
    #[error("marked with another currency")]
    OtherCurrency,
}

/// An amount of one currency, in its minor unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// How many minor units.
    #[serde(rename = "amount_minor")]
    pub minor: i64,
    /// Of which currency.
    pub currency: Currency,
}

impl Money {
    /// An amount in minor units.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in a currency.
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// How much it takes of a sum in `currency`, in minor units: all there is where it is in another one, for nobody can
    /// say what it is worth there.
    pub fn minor_in(self, currency: Currency) -> i64 {
        if self.currency == currency || self.minor == 0 { self.minor } else { i64::MAX }
    }

    /// Reads a non-negative decimal such as `12.50`, with no more decimals than the currency has.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, AmountError> {
        let text = text.trim();
        if let Some(rest) = text.strip_prefix('-') {
            let is_number = rest.chars().all(|c| c.is_ascii_digit() || c == '.') && !rest.is_empty();
            return Err(if is_number { AmountError::Negative } else { AmountError::NotANumber });
        }
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let has_empty_decimals = text.contains('.') && decimals.is_empty();
        let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || has_empty_decimals || !is_digits(whole) || !is_digits(decimals) {
            return Err(AmountError::NotANumber);
        }
        let exponent = currency.exponent();
        let n_decimals = u32::try_from(decimals.len()).map_err(|_| AmountError::TooManyDecimals)?;
        if n_decimals > exponent {
            return Err(AmountError::TooManyDecimals);
        }
        let mut minor: i64 = 0;
        let padding = core::iter::repeat_n(b'0', usize::try_from(exponent - n_decimals).unwrap_or(0));
        for digit in whole.bytes().chain(decimals.bytes()).chain(padding) {
            minor = minor
                .checked_mul(10)
                .and_then(|tens| tens.checked_add(i64::from(digit - b'0')))
                .ok_or(AmountError::TooLarge)?;
        }
        Ok(Self { minor, currency })
    }

    /// The decimal text of the amount, without the currency: `12.50`, `1200` for yen.
    pub fn decimal(self) -> String {
        let exponent = self.currency.exponent();
        let unit = 10_u64.pow(exponent);
        let (sign, size) = (if self.minor < 0 { "-" } else { "" }, self.minor.unsigned_abs());
        if exponent == 0 {
            return format!("{sign}{size}");
        }
        let width = usize::try_from(exponent).unwrap_or(2);
        format!("{sign}{}.{:0width$}", size / unit, size % unit)
    }

    /// The sum, or `None` where currencies differ or the sum does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_add(other.minor))
            .flatten()
            .map(|minor| Self::new(minor, self.currency))
    }

    /// The difference, or `None` where currencies differ or it does not fit.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_sub(other.minor))
            .flatten()
            .map(|minor| Self::new(minor, self.currency))
    }

    /// So many times the amount, or `None` where it does not fit.
    pub fn checked_mul(self, times: u32) -> Option<Self> {
        self.minor.checked_mul(i64::from(times)).map(|minor| Self::new(minor, self.currency))
    }
}

impl core::fmt::Display for Money {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} {}", self.decimal(), self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, currency: &str, expected: Result<i64, AmountError>) {
        let currency = Currency::from_code(currency).unwrap();
        assert_eq!(Money::parse(text, currency).map(|money| money.minor), expected, "{text}");
    }

    #[test]
    fn decimals_follow_the_currency() {
        check("12.50", "CNY", Ok(1250));
        check("12.5", "CNY", Ok(1250));
        check("12", "JPY", Ok(12));
        check("1.234", "KWD", Ok(1234));
        check("12.5", "JPY", Err(AmountError::TooManyDecimals));
        check("1.005", "CNY", Err(AmountError::TooManyDecimals));
    }

    #[test]
    fn what_is_no_amount_is_named() {
        check("-3", "CNY", Err(AmountError::Negative));
        check("", "CNY", Err(AmountError::NotANumber));
        check("1.", "CNY", Err(AmountError::NotANumber));
        check("1e3", "CNY", Err(AmountError::NotANumber));
        check("99999999999999999999", "CNY", Err(AmountError::TooLarge));
    }

    #[test]
    fn decimal_text_reads_back_as_the_same_amount() {
        for (minor, code) in [(0, "CNY"), (5, "CNY"), (1250, "CNY"), (12, "JPY"), (1234, "KWD")] {
            let money = Money::new(minor, Currency::from_code(code).unwrap());
            assert_eq!(Money::parse(&money.decimal(), money.currency), Ok(money));
        }
    }
}
