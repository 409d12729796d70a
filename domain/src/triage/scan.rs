//! Finds the lexicon's words in a text, with their places.
//!
//! Plain substring search: Chinese has no spaces to split at, and a regular-expression engine would cost the
//! browser more bytes than everything else in here together. Most words are passed over without a search, since no
//! place of the text begins as they do (see [`Lexicon`]). A longer find hides the shorter ones inside it
//! (`不好吃` is not `好吃`), and a find behind a negation counts for nothing, except for words that count only
//! there (`not refunded`, `没有退款`).

use super::aside::asides;
use super::fold::fold;
use super::lexicon::{FIRST_LOOK, Lexicon, Mark, NOT_FALSE, Word};
use super::{Reason, Sign};
use crate::category::Category;

/// One find: words of the lexicon at a place of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Find {
    pub(super) mark: Mark,
    pub(super) weight: i32,
    /// Byte range in the folded text.
    start: usize,
    end: usize,
    /// Whether it speaks for its mark, or only hides shorter finds inside it.
    counts: bool,
}

impl Find {
    /// Where it begins, in bytes of the folded text.
    pub(super) const fn start(&self) -> usize {
        self.start
    }

    /// Where it ends.
    pub(super) const fn end(&self) -> usize {
        self.end
    }

    /// How many bytes lie between its end and another's beginning; `None` where that comes earlier.
    pub(super) const fn gap_to(&self, other: &Self) -> Option<usize> {
        other.start.checked_sub(self.end)
    }
}

/// A text with everything found in it, in the order of the text.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    folded: String,
    pub(super) finds: Vec<Find>,
}

impl Scan<'_> {
    /// How much text there is, counting a Chinese character as two: about what a word of four letters says.
    pub(super) fn size(&self) -> usize {
        self.folded.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
    }

    /// Puts a find at its place, one by one: a sort for each kind of list would weigh more than all of triage's code.
    fn put(&mut self, find: Find) {
        let place = self.finds.partition_point(|other| (other.start, other.end) <= (find.start, find.end));
        self.finds.insert(place, find);
    }

    /// The text in folded form.
    pub(super) fn folded(&self) -> &str {
        &self.folded
    }

    /// The folded text in front of a find and behind it.
    pub(super) fn around(&self, find: &Find) -> (&str, &str) {
        let (front, back) = (self.folded.get(..find.start), self.folded.get(find.end..));
        (front.unwrap_or_default(), back.unwrap_or_default())
    }

    /// The find as a reason, quoting the text as written.
    pub(super) fn reason(&self, find: &Find, sign: Sign) -> Reason {
        let n_chars = |end: usize| self.folded.get(..end).map_or(0, |front| front.chars().count());
        let (first, last) = (n_chars(find.start), n_chars(find.end));
        Reason {
            sign,
            words: self.text.chars().skip(first).take(last.saturating_sub(first)).collect(),
            at: u32::try_from(first).unwrap_or(u32::MAX),
        }
    }
}

/// Tells which marks are meant.
type IsMeant = fn(Mark) -> bool;

/// Finds everything of which a first look makes something.
pub(super) fn scan(text: &str) -> Scan<'_> {
    let mut all = scan_for(text, &FIRST_LOOK);
    let asides = asides(text);
    let readings: [(Option<String>, IsMeant); 2] =
        [(asides.without_beside(text), is_of_any_matter), (asides.without_any(text), is_of_goods)];
    for (said, is_meant) in readings {
        let Some(said) = said else { continue };
        all.finds.retain(|find| !is_meant(find.mark));
        scan_for(&said, &FIRST_LOOK)
            .finds
            .iter()
            .filter(|find| is_meant(find.mark))
            .for_each(|find| all.put(*find));
    }
    all
}

/// What is no grievance where it is told of something else or taken back. Whoever was hurt is heard all the same.
const fn is_of_any_matter(mark: Mark) -> bool {
    match mark {
        Mark::Grievance(category) => !matches!(category, Category::Safety | Category::Privacy),
        mark => matches!(mark, Mark::Sign(Sign::Fraud)),
    }
}

/// What is none either where it is merely supposed. What is late stays late, whatever follows if it stays so.
const fn is_of_goods(mark: Mark) -> bool {
    matches!(
        mark,
        Mark::Grievance(
            Category::Quality
                | Category::NotAsDescribed
                | Category::WrongItem
                | Category::DeliveryDamage
                | Category::DeliveryLost
        )
    )
}

/// A text in its clauses, each with how many characters stand in front of it.
pub(super) fn clauses(text: &str) -> impl Iterator<Item = (u32, &str)> {
    parts(text, |sign| matches!(sign, ',' | '，') || ends(sign))
}

/// A text in its sentences, each with how many characters stand in front of it.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = (u32, &str)> {
    parts(text, ends)
}

/// Whether a sentence ends with it.
const fn ends(sign: char) -> bool {
    matches!(sign, '.' | '!' | '?' | ';' | '\n' | '。' | '！' | '？' | '；')
}

fn parts(text: &str, ends: impl Fn(char) -> bool) -> impl Iterator<Item = (u32, &str)> {
    text.split_inclusive(ends).scan(0_u32, |next, clause| {
        let first = *next;
        *next = first.saturating_add(u32::try_from(clause.chars().count()).unwrap_or(u32::MAX));
        Some((first, clause))
    })
}

/// A folded text without one of some words at its end; `None` where none stands there.
pub(super) fn cut_end<'a>(text: &'a str, words: &Lexicon) -> Option<&'a str> {
    let before_last = text.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '\'');
    let last = text.get(before_last.len()..)?;
    words.words().iter().map(|word| word.text).find_map(|word| {
        let rest = text.strip_suffix(word);
        match word.strip_suffix('*') {
            Some(stem) => last.starts_with(stem).then_some(before_last),
            // A word in Latin letters stands for itself alone.
            None if word.is_ascii() => rest.filter(|rest| rest.len() <= before_last.len()),
            None => rest,
        }
    })
}

/// A folded text without one of some words at its beginning; `None` where none stands there.
pub(super) fn cut_start<'a>(text: &'a str, words: &Lexicon) -> Option<&'a str> {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let cut = |(at, word): (u16, &Word)| {
        let stem = word.text.trim_end_matches('*');
        let rest = text.strip_prefix(stem)?;
        let runs_on =
            stem == word.text && is_letter(stem.chars().next_back()) && is_letter(rest.chars().next());
        (!runs_on).then_some((at, rest))
    };
    // Of several the one that stands first in the list.
    words.perhaps_at(text).filter_map(cut).min_by_key(|(at, _)| *at).map(|(_, rest)| rest)
}

/// Every place at which one of some words begins, with what stands behind it.
pub(super) fn begun<'a>(text: &'a str, words: &'a Lexicon) -> impl Iterator<Item = (usize, &'a str)> {
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    let mut before = None;
    text.char_indices().filter_map(move |(at, sign)| {
        let last = before.replace(sign);
        let runs_on = is_letter(sign) && last.is_some_and(is_letter);
        let rest = text.get(at..).filter(|_| !runs_on)?;
        cut_start(rest, words).map(|rest| (at, rest))
    })
}

/// The folded text with the character for false blotted out wherever it does not say so: a day of leave is no false day.
fn told_apart(mut folded: String) -> String {
    if !folded.contains('假') {
        return folded;
    }
    for word in NOT_FALSE.words().iter().map(|word| word.text) {
        if folded.contains(word) {
            folded = folded.replace(word, &word.replace('假', "\u{1}"));
        }
    }
    folded
}

/// Finds the words of a list.
pub(super) fn scan_for<'a>(text: &'a str, words: &Lexicon) -> Scan<'a> {
    let folded = told_apart(fold(text));
    let all: Vec<Find> = words.perhaps_in(&folded).filter_map(|word| find(&folded, word)).collect();
    let is_hidden = |find: &Find| {
        all.iter().any(|other| {
            other.mark.category().is_some() == find.mark.category().is_some()
                && other.start <= find.start
                && find.end <= other.end
                && other.end - other.start > find.end - find.start
        })
    };
    let shown: Vec<Find> = all.iter().filter(|find| find.counts && !is_hidden(find)).copied().collect();
    let mut scan = Scan { text, folded, finds: Vec::new() };
    for find in shown {
        scan.put(find);
    }
    scan
}

/// The first place where a word counts; else the first where it does not, which still hides shorter words.
fn find(folded: &str, word: &Word) -> Option<Find> {
    let (wants_negation, may_go_on) = (word.text.starts_with('!'), word.text.ends_with('*'));
    let (stem, line) = (word.stem(), word.line);
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_latin = is_letter(stem.chars().next());
    let mut other = None;
    for (start, _) in folded.match_indices(stem) {
        let end = start + stem.len();
        let (front, back) = (folded.get(..start)?, folded.get(end..)?);
        let runs_on = !may_go_on && is_letter(stem.chars().next_back()) && is_letter(back.chars().next());
        if (is_latin && is_letter(front.chars().next_back())) || runs_on {
            continue;
        }
        let negation = negation(front, is_latin);
        let find = Find {
            mark: line.mark,
            weight: line.weight,
            // What counts because it is negated is quoted with its negation.
            start: if wants_negation { negation.unwrap_or(start) } else { start },
            end,
            counts: negation.is_some() == wants_negation,
        };
        if find.counts {
            return Some(find);
        }
        // A word that counts only when negated says nothing at all without: it must not hide others.
        other = other.or((!wants_negation).then_some(find));
    }
    other
}

/// Chinese negations that stand right in front of what they negate, the longer before the shorter.
const NEGATIONS: &[&str] = &[
    "没有给我",
    "不给我",
    "没给我",
    "没什么",
    "没发现",
    "没有给",
    "不支持",
    "不要求",
    "没要求",
    "没有人",
    "不要",
    "没有",
    "不是",
    "不会",
    "不太",
    "不算",
    "没啥",
    "不用",
    "不给",
    "没给",
    "不肯",
    "不予",
    "不让",
    "拒绝",
    "不能",
    "无法",
    "没法",
    "没能",
    "没人",
    "无人",
    "没",
    "不",
    "无",
    "未",
    "非",
    "别",
];

/// Where the negation of what follows begins, if it is negated.
fn negation(front: &str, is_latin: bool) -> Option<usize> {
    if !is_latin {
        let negation = NEGATIONS.iter().find(|negation| front.ends_with(*negation))?;
        return Some(front.len() - negation.len());
    }
    // In English a few words may stand between, but no comma and no `but`.
    let clause_start = front.rfind([',', '.', ';', '!', '?', ':']).map_or(0, |place| place + 1);
    let clause = front.get(clause_start..)?;
    let mut end = clause.trim_end().len();
    for _ in 0..3 {
        let start = clause.get(..end)?.rfind(' ').map_or(0, |space| space + 1);
        let word = clause.get(start..end)?;
        if matches!(word, "but" | "and" | "so" | "i" | "i've" | "because") {
            return None;
        }
        let is_negation = matches!(
            word,
            "not" | "no" | "never" | "nothing" | "without" | "cannot" | "none" | "cant" | "dont" | "didnt"
        );
        if is_negation || word.ends_with("n't") {
            return Some(clause_start + start);
        }
        end = clause.get(..start)?.trim_end().len();
    }
    None
}
