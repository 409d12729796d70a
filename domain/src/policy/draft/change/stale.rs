//! Texts of a rule that stand as they were while its sums are others: where one carries a number, it may be the former.

use crate::code::codes;
use crate::personal::Language;
use crate::policy::rule::{Rule, Texts};
use serde::{Deserialize, Serialize};

codes! {
    /// Which of a rule's texts is meant.
    pub enum RuleText {
        /// Its title.
        Title = "title",
        /// What it says where it grants.
        Says = "says",
        /// What it says where it refuses.
        Refuses = "refuses",
    }
}

/// A text that stands as it was and carries a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StaleText {
    /// Which.
    pub text: RuleText,
    /// In which language.
    pub language: Language,
    /// Its words.
    pub words: String,
}

/// The texts of a rule that stand as they were and carry a number, each language by itself.
pub(super) fn stale(before: &Rule, after: &Rule) -> Vec<StaleText> {
    let pairs = [
        (RuleText::Title, &before.title, &after.title),
        (RuleText::Says, &before.says, &after.says),
        (RuleText::Refuses, &before.refuses, &after.refuses),
    ];
    let languages = [Language::ZhHans, Language::ZhHant, Language::En];
    pairs
        .into_iter()
        .flat_map(|(text, old, new): (_, &Texts, &Texts)| {
            languages.map(|language| (text, language, old.get(language), new.get(language)))
        })
        .filter(|(_, _, old, new)| old == new && carries_a_number(new))
        .map(|(text, language, _, words)| StaleText { text, language, words: words.to_owned() })
        .collect()
}

/// English words that count or share out. `one` is left out: it is seldom a number.
const COUNTING: [&str; 22] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
    "twenty", "thirty", "fifty", "hundred", "half", "quarter", "double", "twice", "percent", "cent",
];

/// Chinese signs that count or share out. The sign for one is left out: it is seldom a number.
const SIGNS: &str = "二两兩三四五六七八九十百千半倍";

/// Whether a text carries a number, in digits or in words.
fn carries_a_number(text: &str) -> bool {
    let is_number = |letter: char| letter.is_numeric() || letter == '%' || SIGNS.contains(letter);
    let counts = |word: &str| COUNTING.iter().any(|one| one.eq_ignore_ascii_case(word));
    text.contains(is_number) || text.split(|letter: char| !letter.is_ascii_alphabetic()).any(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_digits_and_in_words_of_three_languages() {
        for text in
            ["赔您货款的百分之五", "賠您三成", "We give five per cent of its price.", "5 %", "Half the price"]
        {
            assert!(carries_a_number(text), "{text}");
        }
        for text in ["一样东西没有送到", "It did not arrive when we said.", "often", "晚到了"] {
            assert!(!carries_a_number(text), "{text}");
        }
    }
}
