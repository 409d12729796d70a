//! A mistake in a file somebody wrote: where it stands, what was expected, and what they may have meant.

use crate::policy::draft::detail::Detail;

/// One mistake. Its `Display` is one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file.
    pub file: String,
    /// The line, counted from one.
    pub line: u32,
    /// The key, with the tables it stands in: `rule.grant.payer`. Empty where the file as a whole is meant.
    pub key: String,
    /// What is wrong and what was expected.
    pub detail: Detail,
    /// The nearest valid word, where one is near.
    pub nearest: Option<String>,
}

impl core::fmt::Display for Mistake {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        // One line, whatever the text it quotes.
        for letter in self.detail.to_string().chars() {
            core::fmt::Write::write_char(f, if letter.is_control() { ' ' } else { letter })?;
        }
        match &self.nearest {
            Some(word) => write!(f, "; did you mean `{word}`?"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for Mistake {}

/// The word among `known` that is nearest to `word`, if any is near enough to have been meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    let reach = (length / 3).max(2);
    known
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= reach.min(candidate.chars().count()))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters must be changed, added or removed.
fn distance(one: &str, other: &str) -> usize {
    // Nobody's slip of the finger is longer; this keeps a hostile file from costing anything.
    if one.len() > 100 || other.len() > 100 {
        return usize::MAX;
    }
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        let mut next = vec![left];
        for (upper, theirs) in row.iter().skip(1).zip(&other) {
            let changed = diagonal + usize::from(letter != *theirs);
            left = changed.min(left + 1).min(upper + 1);
            next.push(left);
            diagonal = *upper;
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_the_one_that_was_meant() {
        let known = ["category", "wants", "text"];
        assert_eq!(nearest("catgory", known), Some("category"));
        assert_eq!(nearest("want", known), Some("wants"));
        assert_eq!(nearest("zzzzzz", known), None);
    }

    #[test]
    fn letters_are_counted_not_bytes() {
        assert_eq!(distance("商品", "商城"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
