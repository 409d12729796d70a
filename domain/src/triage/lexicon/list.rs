//! A list of words with an index, so that a text is gone through once and not once for each word.
//!
//! The lexicon has thousands of words and a story has a few dozen of them, on a page at every pause of whoever types. Words
//! are found by their first three bytes, which are a Chinese character or three letters.

use super::Line;
use std::sync::OnceLock;

/// How many bytes words are found by.
const HEAD: usize = 3;

/// Words that are looked for together.
pub(in crate::triage) struct Lexicon {
    parts: [&'static [Line]; 2],
    index: OnceLock<Index>,
}

/// A word of a list.
pub(in crate::triage) struct Word {
    /// As it is written in the lexicon, with its marks.
    pub(in crate::triage) text: &'static str,
    /// The line it stands in.
    pub(in crate::triage) line: &'static Line,
}

impl Word {
    /// What of it has to stand in a text.
    pub(in crate::triage) fn stem(&self) -> &'static str {
        let text = self.text.strip_prefix('!').unwrap_or(self.text);
        text.strip_suffix('*').unwrap_or(text)
    }
}

/// Where the words of a list are found: a chain of them for each hash of their heads.
struct Index {
    words: Vec<Word>,
    /// The first word of each chain.
    heads: Vec<Option<u16>>,
    /// The word after each word in its chain, later in the list.
    next: Vec<Option<u16>>,
    /// The words that are too short to have a head.
    short: Vec<u16>,
}

impl Lexicon {
    /// A list of these lines.
    pub(in crate::triage) const fn of(lines: &'static [Line]) -> Self {
        Self::both(lines, &[])
    }

    /// A list of two lists.
    pub(in crate::triage) const fn both(one: &'static [Line], other: &'static [Line]) -> Self {
        Self { parts: [one, other], index: OnceLock::new() }
    }

    /// Its lines.
    pub(in crate::triage) fn lines(&self) -> impl Iterator<Item = &'static Line> {
        self.parts.into_iter().flatten()
    }

    /// All its words, in their order.
    pub(in crate::triage) fn words(&self) -> &[Word] {
        &self.index().words
    }

    /// The words that may stand in a text, in their order; every other one surely does not.
    pub(in crate::triage) fn perhaps_in(&self, text: &str) -> impl Iterator<Item = &Word> {
        let index = self.index();
        let mut may_stand = vec![false; index.words.len()];
        let mut note = |at: u16| {
            if let Some(may_stand) = may_stand.get_mut(usize::from(at)) {
                *may_stand = true;
            }
        };
        index.short.iter().copied().for_each(&mut note);
        for (start, head) in text.as_bytes().windows(HEAD).enumerate() {
            if text.is_char_boundary(start) {
                index.chain(head).for_each(&mut note);
            }
        }
        index.words.iter().zip(may_stand).filter_map(|(word, may_stand)| may_stand.then_some(word))
    }

    /// The words that may stand at the beginning of a text, each with its place in the list.
    pub(in crate::triage) fn perhaps_at<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (u16, &'a Word)> {
        let index = self.index();
        let chain = text.as_bytes().get(..HEAD).into_iter().flat_map(|head| index.chain(head));
        let all = index.short.iter().copied().chain(chain);
        all.filter_map(|at| Some((at, index.words.get(usize::from(at))?)))
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let words = self.lines().flat_map(|line| line.words().map(move |text| Word { text, line }));
            Index::of(words.collect())
        })
    }
}

impl Index {
    fn of(words: Vec<Word>) -> Self {
        let n_chains = words.len().next_power_of_two();
        let (mut heads, mut next) = (vec![None; n_chains], vec![None; words.len()]);
        let mut short = Vec::new();
        // From the last on, so that a chain has its words in their order.
        for (at, word) in words.iter().enumerate().rev() {
            let Ok(this) = u16::try_from(at) else { continue };
            let Some(head) = word.stem().as_bytes().get(..HEAD) else {
                short.push(this);
                continue;
            };
            if let (Some(first), Some(after)) = (heads.get_mut(hash(head) % n_chains), next.get_mut(at)) {
                *after = first.replace(this);
            }
        }
        Self { words, heads, next, short }
    }

    /// The words with this head, in their order.
    fn chain<'a>(&'a self, head: &'a [u8]) -> impl Iterator<Item = u16> + 'a {
        let first = self.heads.get(hash(head) % self.heads.len().max(1)).copied().flatten();
        let after = |at: &u16| self.next.get(usize::from(*at)).copied().flatten();
        let has_it = |at: &u16| {
            self.words.get(usize::from(*at)).is_some_and(|word| word.stem().as_bytes().starts_with(head))
        };
        core::iter::successors(first, after).filter(has_it)
    }
}

fn hash(head: &[u8]) -> usize {
    // Any odd factor spreads them; what sets Chinese characters apart are the low bits of their last two bytes.
    head.iter().fold(0_usize, |hash, byte| hash.wrapping_mul(37).wrapping_add(usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::super::{Mark, Piece};
    use super::*;
    use proptest::prelude::*;

    static WORDS: Lexicon = Lexicon::of(&[Line {
        mark: Mark::Piece(Piece::Own),
        weight: 1,
        words: "broken|broke*|!work|碎了|碎|in|坏了",
    }]);

    #[test]
    fn words_that_are_not_there_are_passed_over() {
        let perhaps = |text| WORDS.perhaps_in(text).map(|word| word.text).collect::<Vec<_>>();
        assert_eq!(perhaps("the vase arrived broken, 花瓶碎了"), ["broken", "broke*", "碎了", "碎", "in"]);
        assert_eq!(perhaps("钱"), ["in"]);
    }

    #[test]
    fn words_at_the_beginning_are_named_with_their_place() {
        let at = |text| WORDS.perhaps_at(text).map(|(at, word)| (at, word.text)).collect::<Vec<_>>();
        assert_eq!(at("碎了"), [(5, "in"), (3, "碎了"), (4, "碎")]);
        assert_eq!(at("花"), [(5, "in")]);
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_text_is_never_passed_over(
            front in "[a-z花瓶碎了 ]{0,9}", which in 0_usize..7, back in "[a-z花瓶碎了 ]{0,9}",
        ) {
            let word = &WORDS.words()[which];
            let text = [&front, word.stem(), &back].concat();
            prop_assert!(WORDS.perhaps_in(&text).any(|other| other.text == word.text));
            let text = [word.stem(), &back].concat();
            prop_assert!(WORDS.perhaps_at(&text).any(|(_, other)| other.text == word.text));
        }
    }
}
