//! Identities. Ids are `UUIDv7` made by the caller, so that a retry is the same command; case numbers are for
//! people and carry a check digit, so that a slip of the finger is noticed before anything is searched.

use crate::schema::written_as;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($( $(#[$meta:meta])* $name:ident, )+) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl core::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+ };
}

ids! {
    /// One intent of one person; sent again it is still the same intent.
    CommandId,
    /// One case.
    CaseId,
    /// A person outside the desk: what is known of them is kept apart under this id.
    PersonId,
    /// Somebody who signs in at the desk.
    UserId,
    /// One offer of one or several options.
    OfferId,
    /// One option within an offer.
    OptionId,
    /// Something to fulfil.
    PromiseId,
    /// One photo or file.
    EvidenceId,
    /// One draft of a policy pack.
    DraftId,
}

/// A case number as people read, print and dictate it: `R26-14815162-9`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseNumber(String);

written_as!(CaseNumber, "A case number as people read, print and dictate it, with its check digit.", {
    "type": "string",
    "pattern": r"^R\d{2}-\d{6,}-\d$",
    "examples": ["R26-14815162-9"],
});

impl CaseNumber {
    /// The number of a year (only its last two digits are shown) and a serial number, which whoever makes it draws.
    pub fn new(year: u16, serial: u32) -> Self {
        let (year, digits) = (year % 100, format!("{:02}{serial:06}", year % 100));
        Self(format!("R{year:02}-{serial:06}-{}", check_digit(&digits)))
    }

    /// Reads a case number as somebody typed it: case, spaces, dashes, width and what stands around it do not
    /// matter, the check digit does.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = crate::text::number::letters_of_case(text);
        let digits = plain.strip_prefix('R')?;
        let (body, check) = digits.split_at_checked(digits.len().checked_sub(1)?)?;
        if body.len() < 8
            || !body.bytes().all(|b| b.is_ascii_digit())
            || check != check_digit(body).to_string()
        {
            return None;
        }
        let (year, serial) = body.split_at_checked(2)?;
        Some(Self(format!("R{year}-{serial}-{check}")))
    }

    /// The number as shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The Luhn check digit: catches every single wrong digit and nearly every swap of neighbours.
fn check_digit(digits: &str) -> u32 {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte.saturating_sub(b'0'));
            let doubled = digit * 2;
            if place % 2 == 1 { digit } else { doubled / 10 + doubled % 10 }
        })
        .sum();
    (10 - sum % 10) % 10
}

impl core::fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<CaseNumber> for String {
    fn from(number: CaseNumber) -> Self {
        number.0
    }
}

impl TryFrom<String> for CaseNumber {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a case number such as `R26-14815162-9`")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_number_survives_sloppy_typing() {
        let number = CaseNumber::new(2026, 42);
        assert_eq!(
            CaseNumber::parse(&format!(" {} ", number.as_str().to_lowercase().replace('-', " "))),
            Some(number)
        );
    }

    #[test]
    fn every_single_wrong_digit_is_noticed() {
        let right = CaseNumber::new(2026, 123_456).0;
        for (place, digit) in right.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            for wrong in ('0'..='9').filter(|wrong| *wrong != digit) {
                let mut typed = right.clone();
                typed.replace_range(place..=place, &wrong.to_string());
                assert_eq!(CaseNumber::parse(&typed), None, "{typed}");
            }
        }
    }
}
