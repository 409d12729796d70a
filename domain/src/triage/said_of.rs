//! What something is said of: the goods, or a matter beside them such as a coupon or a website.
//!
//! The word itself says nothing of that. It stands right behind, or right in front but for little words, or in the clause
//! before where this one names nothing.

use super::lexicon::Line;
use super::scan::{cut_end, cut_start, scan_for};

/// The words by which it is told apart.
pub(super) struct SaidOf {
    /// What is no goods.
    pub(super) matters: &'static [Line],
    /// What may stand between and names nothing.
    pub(super) between: &'static [Line],
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
        if cut_start(back.trim_start(), self.matters).is_some() {
            return Subject::Matter;
        }
        match self.last_named(front) {
            Subject::None if matches!(self.last_named(before), Subject::Matter) => Subject::Matter,
            named => named,
        }
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

/// Whether something is asked, feared or supposed. Of a clause that ends in a question word only the last words count: who
/// asks why they were sold a fake does not ask whether they were.
pub(super) fn is_asked(asked: &'static [Line], front: &str, back: &str) -> bool {
    let asks = |text: &str| !scan_for(text, asked.iter()).finds.is_empty();
    back.starts_with('吗') || back.starts_with("的吗") || asks(front)
}
