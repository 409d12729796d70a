//! What something is said of: the goods, or a matter beside them such as a coupon or a website.
//!
//! The word itself says nothing of that. It stands right behind, or right in front but for little words, or in the clause
//! before where this one names nothing.

use super::lexicon::{Lexicon, POINTING};
use super::scan::{cut_end, cut_start, scan_for};

/// The words by which it is told apart.
pub(super) struct SaidOf {
    /// What is no goods.
    pub(super) matters: &'static Lexicon,
    /// What may stand between and names nothing.
    pub(super) between: &'static Lexicon,
}

/// What something is said of.
pub(super) enum Subject {
    /// One of the matters that are no goods.
    Matter,
    /// Anything else, as goods.
    Other,
    /// Nothing that is named.
    None,
}

impl SaidOf {
    /// What is said by words that stand between `front` and `back` in a clause behind another one.
    pub(super) fn subject(&self, before: &str, front: &str, back: &str) -> Subject {
        if self.is_named_behind(back) {
            return Subject::Matter;
        }
        match self.last_named(front) {
            Subject::None if matches!(self.last_named(before), Subject::Matter) => Subject::Matter,
            named => named,
        }
    }

    /// Whether one of the matters stands right behind, but for what points at it.
    pub(super) fn is_named_behind(&self, back: &str) -> bool {
        let back = back.trim_start();
        let pointed = cut_start(back, &POINTING).map(str::trim_start);
        [Some(back), pointed].into_iter().flatten().any(|rest| cut_start(rest, self.matters).is_some())
    }

    fn last_named(&self, front: &str) -> Subject {
        let mut rest = front;
        loop {
            rest = rest.trim_end_matches([' ', ',', '.', '!', '?', ';', ':', '\n']);
            if rest.is_empty() {
                return Subject::None;
            }
            if cut_end(rest, self.matters).is_some() {
                return Subject::Matter;
            }
            match cut_end(rest, self.between) {
                Some(shorter) => rest = shorter,
                None => return Subject::Other,
            }
        }
    }
}

/// Whether something is asked, feared or supposed, by what stands in front of it or by a question word right behind.
pub(super) fn is_asked(asked: &'static Lexicon, front: &str, back: &str) -> bool {
    let asks = |text: &str| !scan_for(text, asked).finds.is_empty();
    // `的话` at the end says if, and so does `再` in front of what has not come about.
    let is_once_more =
        front.ends_with('再') && !["别再", "不要再", "又再", "勿再"].iter().any(|not| front.ends_with(not));
    if is_once_more || ["的话", "了的话"].iter().any(|word| back.starts_with(word)) {
        return true;
    }
    let is_question = ["吗", "么", "的吗", "了吗"].iter().any(|word| back.starts_with(word));
    is_question || asks(front)
}
