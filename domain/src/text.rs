//! Texts as people type them, each with its own rule: one newtype per kind, made only by `parse`.
//!
//! The browser runs `parse` while somebody types and the server runs the same function again; reading one of
//! these types from JSON runs it too, so that an unchecked text can't enter by the wire. What spoofs or breaks
//! a page (control characters, direction overrides, invisible fillers) is taken out or refused; emoji,
//! right-to-left scripts and every language stay as written.
//!
//! Limits may only be widened: events already stored are read through the same `parse`.
//! Lengths count characters (`char`), not bytes, so that Chinese gets as much room as English.

pub(crate) mod clean;
pub mod contact;
mod decimal;
pub mod number;
pub mod placeholder;
pub mod problem;
pub mod sum;
mod wrapping;

use problem::{Facts, Problem, ProblemCode};

/// Declares a text: the newtype, its limits, reading and writing it. `$clean` makes the text from the input.
macro_rules! texts {
    ($( $(#[$meta:meta])* $name:ident($field:literal, $min:literal..=$max:literal, $clean:path), )+) => { $(
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The fewest characters.
            pub const MIN: u32 = $min;
            /// The most characters.
            pub const MAX: u32 = $max;

            /// Reads it as typed. The problem names the usual field; [`Problem::at`] moves it elsewhere.
            pub fn parse(text: &str) -> Result<Self, Problem> {
                let clean = $clean(text).map_err(|code| Problem::new($field, code))?;
                $crate::text::within($field, &clean, Self::MIN, Self::MAX)?;
                Ok(Self(clean))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        $crate::text::wire!($name);
        $crate::schema::written_as!(
            $name,
            concat!("A text, by its usual field: `", $field, "`. Its characters are counted without the blanks around it."),
            { "type": "string", "minLength": $min, "maxLength": $max }
        );
    )+ };
}

/// Writes a text as a JSON string and reads it back only through its `parse`.
macro_rules! wire {
    ($name:ident) => {
        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl core::str::FromStr for $name {
            type Err = $crate::text::problem::Problem;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Keeps what identifies a person out of logs: `Debug` tells the length alone.
macro_rules! private_debug {
    ($($name:ident),+) => { $(
        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, "{}({} characters)", stringify!($name), self.0.chars().count())
            }
        }
    )+ };
}

/// Shows the text itself in `Debug`: it is the matter, not the person.
macro_rules! open_debug {
    ($($name:ident),+) => { $(
        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, "{}({:?})", stringify!($name), self.0)
            }
        }
    )+ };
}

pub(crate) use {private_debug, wire};

texts! {
    /// What happened, in the customer's words. Line breaks stay.
    ///
    /// Source of the limits: our own. Four characters are a whole sentence in Chinese (`没收到货`), and whoever says no
    /// more is asked, not sent away; five thousand are three pages of Chinese, above which a letter is being pasted.
    Story("story", 4..=5000, clean::paragraphs),
    /// One paragraph: a counter-wish, the reason of a decision. Line breaks become spaces.
    ///
    /// Source of the limits: our own; a reason that needs more than a thousand characters is a [`Message`].
    Sentence("sentence", 1..=1000, clean::sentence),
    /// One message of the conversation, or one internal note. Line breaks stay.
    ///
    /// Source of the limits: our own, the most a [`Story`] may have.
    Message("message", 1..=5000, clean::paragraphs),
    /// How somebody wants to be called.
    ///
    /// Source of the limits: our own; one character is a whole name in Chinese and Korean, and 80 holds the
    /// long names of passports (ICAO 9303 prints at most 39).
    PersonName("name", 1..=80, clean::line),
    /// An order number as the customer reads it from the confirmation.
    ///
    /// Source of the limits: our own; shops' numbers are 8 to 36 characters (a UUID) long.
    OrderNumber("order_number", 1..=64, number::bare),
    /// What goods are called: a title, a code, the merchant's name. Cleaned as typed texts are, wherever it comes from.
    ///
    /// Source of the limits: our own; marketplaces end titles at 200 characters.
    GoodsName("goods", 1..=300, clean::sentence),
    /// What proves that a promise was kept: refund reference, tracking number, coupon code.
    ///
    /// Source of the limits: our own; payment networks' references end at 64, several may be named at once.
    Reference("reference", 1..=120, clean::line),
}

/// What stands where a reader is not shown a text.
const WITHHELD: &str = "-";

impl Sentence {
    /// What stands in place of one that its reader is not shown: made without reading, so that it always takes the place.
    pub(crate) fn withheld() -> Self {
        Self(WITHHELD.to_owned())
    }
}

impl Reference {
    /// See [`Sentence::withheld`].
    pub(crate) fn withheld() -> Self {
        Self(WITHHELD.to_owned())
    }
}

private_debug!(PersonName);
open_debug!(Story, Sentence, Message, OrderNumber, GoodsName, Reference);

/// What is wrong with a text that has to say something and has no letter of any script: digits, signs and pictures tell
/// nobody what happened. It is asked of what is sent, and not of what is kept: limits of texts may only be widened.
pub(crate) fn problem_of_words(field: &'static str, text: &str) -> Option<Problem> {
    (!text.chars().any(char::is_alphabetic)).then(|| Problem::new(field, ProblemCode::NoWords))
}

/// Checks the length of a text in characters, both ends included.
fn within(field: &'static str, text: &str, min: u32, max: u32) -> Result<(), Problem> {
    if clean::is_blank(text) {
        return Err(Problem::new(field, ProblemCode::Empty));
    }
    // More than four thousand million characters are too long whatever their exact number.
    let is = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let (code, facts) = if is < min {
        (ProblemCode::TooShort, Facts { min: Some(min), is: Some(is), ..Facts::default() })
    } else if is > max {
        (ProblemCode::TooLong, Facts { max: Some(max), is: Some(is), ..Facts::default() })
    } else {
        return Ok(());
    };
    Err(Problem { facts, ..Problem::new(field, code) })
}

#[cfg(test)]
mod tests;
