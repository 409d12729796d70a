//! The lists of words that facts may take, and how a word becomes a number and back.
//!
//! In a snapshot a word is its position in its list and a set of words one bit each. Packs and answers never show
//! such numbers: on the wire every word stands by its code, so a list may grow without anything stored changing.

use crate::category::Category;
use crate::finding::{Condition, Fault, Standing};
use crate::order::terms::{Mail, Marketplace};
use crate::order::{OrderStatus, Trait};
use crate::policy::facts::Tier;
use crate::remedy::Remedy;

/// A closed list of words that a fact may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vocabulary {
    /// [`Category`].
    Category,
    /// [`Remedy`].
    Remedy,
    /// [`Trait`].
    Trait,
    /// [`Standing`].
    Standing,
    /// [`Fault`].
    Fault,
    /// [`Condition`].
    Condition,
    /// [`Tier`].
    Tier,
    /// [`Mail`].
    Mail,
    /// [`Marketplace`].
    Marketplace,
    /// [`OrderStatus`].
    OrderStatus,
    /// Kinds of products: only the shop has words for them.
    ProductKind,
}

macro_rules! each_word {
    ($vocabulary:expr, $list:ident => $answer:expr) => {
        match $vocabulary {
            Vocabulary::Category => {
                let $list = Category::ALL.iter().map(|word| word.code());
                $answer
            }
            Vocabulary::Remedy => {
                let $list = Remedy::ALL.iter().map(|word| word.code());
                $answer
            }
            Vocabulary::Trait => {
                let $list = Trait::ALL.iter().map(|word| word.code());
                $answer
            }
            Vocabulary::Standing => {
                let $list = Standing::ALL.iter().map(|word| word.code());
                $answer
            }
            Vocabulary::Fault => {
                let $list = Fault::ALL.iter().map(|word| word.code());
                $answer
            }
            Vocabulary::Condition => {
                let $list = Condition::ALL.iter().map(|word| word.code());
                $answer
            }
            Vocabulary::Tier => {
                let $list = Tier::ALL.iter().map(|word| word.code());
                $answer
            }
            Vocabulary::Mail => {
                let $list = Mail::ALL.iter().map(|word| word.code());
                $answer
            }
            Vocabulary::Marketplace => {
                let $list = Marketplace::ALL.iter().map(|word| word.code());
                $answer
            }
            Vocabulary::OrderStatus => {
                let $list = OrderStatus::ALL.iter().map(|word| word.code());
                $answer
            }
            Vocabulary::ProductKind => {
                let $list = core::iter::empty::<&'static str>();
                $answer
            }
        }
    };
}

impl Vocabulary {
    /// All words, in the order of their bits.
    pub fn words(self) -> Vec<&'static str> {
        each_word!(self, words => words.collect())
    }

    /// The position of a word, which is also its bit in a set.
    pub fn position(self, code: &str) -> Option<u32> {
        let position =
            each_word!(self, words => { let mut words = words; words.position(|word| word == code) })?;
        u32::try_from(position).ok()
    }

    /// Whether a shop has words of its own beside those of the list.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Trait | Self::ProductKind)
    }

    /// The word at a position.
    pub fn word(self, position: u32) -> Option<&'static str> {
        let position = usize::try_from(position).ok()?;
        each_word!(self, words => { let mut words = words; words.nth(position) })
    }
}

/// The value that stands for a word in a snapshot.
macro_rules! ordinal {
    ($word:expr) => {{
        #[expect(clippy::as_conversions, reason = "a fieldless enum's position in its vocabulary")]
        let position = $word as i64;
        position
    }};
}
pub(crate) use ordinal;
