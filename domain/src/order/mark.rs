//! Words of a shop's own for its goods: traits and kinds that no list here knows, by their codes.
//!
//! What a word means and what it is called stands in the packs that ask about it; an order only carries the code.

use crate::schema::written_as;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A word of a shop's own, by its code: small letters, digits and underscores, beginning with a letter. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Mark(Arc<str>);

written_as!(Mark, "A word of the shop's own for its goods, by its code.", {
    "type": "string",
    "pattern": "^[a-z][a-z0-9_]{0,39}$",
    "examples": ["members_only"],
});

/// Why a text is no such word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no word; expected 1 to 40 small letters, digits and underscores, such as `members_only`")]
pub struct NoMark;

impl Mark {
    /// The most letters of such a word; ours.
    pub const LONGEST: u32 = 40;

    /// The word a code stands for; `None` where it is not well formed.
    pub fn parse(code: &str) -> Option<Self> {
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let is_sound = u32::try_from(code.len()).is_ok_and(|length| length <= Self::LONGEST)
            && code.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase())
            && code.bytes().all(is_letter);
        is_sound.then(|| Self(code.into()))
    }

    /// Its code.
    pub fn code(&self) -> &str {
        &self.0
    }
}

impl core::fmt::Display for Mark {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Mark {
    type Error = NoMark;

    fn try_from(code: String) -> Result<Self, NoMark> {
        Self::parse(&code).ok_or(NoMark)
    }
}

impl From<Mark> for String {
    fn from(mark: Mark) -> Self {
        mark.code().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_small_letters_digits_and_underscores() {
        for code in ["assembled", "members_only", "mattress_160", "x"] {
            assert_eq!(Mark::parse(code).unwrap().code(), code);
        }
        for code in ["", "Assembled", "members-only", "_x", "1x", "a b", "会员", &"x".repeat(41)] {
            assert_eq!(Mark::parse(code), None, "{code}");
        }
    }

    #[test]
    fn it_travels_as_its_code() {
        let mark: Mark = serde_json::from_str("\"assembled\"").unwrap();
        assert_eq!(serde_json::to_string(&mark).unwrap(), "\"assembled\"");
        assert!(serde_json::from_str::<Mark>("\"not a word\"").is_err());
    }
}
