//! Finds the lexicon's words in a text, with their places.
//!
//! Plain substring search: Chinese has no spaces to split at, and a regular-expression engine would cost the
//! browser more bytes than everything else in here together. A longer find hides the shorter ones inside it
//! (`没有质量问题` is not `质量问题`), and a find right behind a negation counts for nothing.

use super::Reason;
use super::fold::fold;
use super::lexicon::{Mark, lines};

/// One find: words of the lexicon at a place of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Find {
    pub(super) mark: Mark,
    pub(super) weight: i32,
    /// Byte range in the folded text.
    start: usize,
    end: usize,
    is_negated: bool,
}

/// A text with everything found in it, in the order of the text.
pub(super) struct Scan<'a> {
    text: &'a str,
    folded: String,
    pub(super) finds: Vec<Find>,
}

impl Scan<'_> {
    /// How much text there is, counting a Chinese character as two: about what a word of four letters says.
    pub(super) fn size(&self) -> usize {
        self.folded
            .chars()
            .map(|c| if c.is_ascii() { 1 } else { 2 })
            .sum()
    }

    /// The find as a reason, quoting the text as written.
    pub(super) fn reason(&self, find: &Find, sign: super::Sign) -> Reason {
        let n_chars = |end: usize| self.folded.get(..end).map_or(0, |front| front.chars().count());
        let (first, last) = (n_chars(find.start), n_chars(find.end));
        Reason {
            sign,
            words: self
                .text
                .chars()
                .skip(first)
                .take(last.saturating_sub(first))
                .collect(),
            at: u32::try_from(first).unwrap_or(u32::MAX),
        }
    }
}

/// Finds everything the lexicon knows.
pub(super) fn scan(text: &str) -> Scan<'_> {
    let folded = fold(text);
    let mut all: Vec<Find> = Vec::new();
    for (line, words) in lines() {
        for word in words {
            if let Some((start, is_negated)) = first_place(&folded, word) {
                let end = start + word.trim_end_matches('*').len();
                all.push(Find {
                    mark: line.mark,
                    weight: line.weight,
                    start,
                    end,
                    is_negated,
                });
            }
        }
    }
    let is_hidden = |find: &Find| {
        all.iter().any(|other| {
            other.mark.is_category() == find.mark.is_category()
                && other.start <= find.start
                && find.end <= other.end
                && other.end - other.start > find.end - find.start
        })
    };
    let mut finds: Vec<Find> = all
        .iter()
        .filter(|find| !find.is_negated && !is_hidden(find))
        .copied()
        .collect();
    finds.sort_by_key(|find| (find.start, find.end));
    Scan { text, folded, finds }
}

/// The first place where a word stands on its own and is not negated; else the first where it is negated.
fn first_place(folded: &str, word: &str) -> Option<(usize, bool)> {
    let stem = word.trim_end_matches('*');
    let may_go_on = stem.len() < word.len();
    let mut negated = None;
    for (start, _) in folded.match_indices(stem) {
        let (front, back) = (folded.get(..start)?, folded.get(start + stem.len()..)?);
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let is_latin = is_letter(stem.chars().next());
        let runs_on = !may_go_on && is_letter(stem.chars().next_back()) && is_letter(back.chars().next());
        if (is_latin && is_letter(front.chars().next_back())) || runs_on {
            continue;
        }
        if !is_negated(front, is_latin) {
            return Some((start, false));
        }
        negated = negated.or(Some((start, true)));
    }
    negated
}

/// Chinese negations that stand right in front of what they negate.
const NEGATIONS: &[&str] = &[
    "不",
    "没",
    "没有",
    "无",
    "未",
    "非",
    "不是",
    "不会",
    "不太",
    "不算",
    "没什么",
    "没啥",
    "没发现",
    "别",
    "不用",
];

/// Whether what stands in front negates what follows.
fn is_negated(front: &str, is_latin: bool) -> bool {
    if !is_latin {
        return NEGATIONS.iter().any(|negation| front.ends_with(negation));
    }
    // In English up to two words may stand between ("not a single broken piece" is out of reach, rightly).
    let clause = front
        .rsplit([',', '.', ';', '!', '?', ':'])
        .next()
        .unwrap_or(front);
    clause
        .split_whitespace()
        .rev()
        .take(3)
        .take_while(|word| !matches!(*word, "but" | "and" | "so"))
        .any(|word| matches!(word, "not" | "no" | "never" | "without" | "cannot") || word.ends_with("n't"))
}
