//! What a search found, as a row shows it: in one line, and the find in sight at its beginning.

use core::ops::Range;
use serde::{Deserialize, Serialize};

/// How much stands in front of a find, and behind it, in Latin letters; a Chinese character takes the place of two. On a
/// phone a line has room for some thirty.
const BEFORE: usize = 12;
const BEHIND: usize = 64;

/// What a search found in a text, with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Quote {
    /// What stands in front, cut at its beginning with an ellipsis.
    pub before: String,
    /// What was found.
    pub found: String,
    /// What stands behind, cut at its end with an ellipsis.
    pub after: String,
}

impl Quote {
    /// What stands at a place of a text, in characters. No word is cut.
    pub fn of(text: &str, place: Range<usize>) -> Self {
        let chars: Vec<char> = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        let part = |from: usize, to: usize| chars.get(from..to.min(chars.len())).unwrap_or_default();
        let (front, back) = (part(0, place.start), part(place.end, chars.len()));
        let n_front = fitting(front.iter().rev(), BEFORE);
        let n_back = fitting(back.iter(), BEHIND);
        let (first, last) = (place.start.saturating_sub(n_front), place.end.saturating_add(n_back));
        let text = |from: usize, to: usize| part(from, to).iter().collect::<String>();
        let dots = |is_cut: bool| if is_cut { "…" } else { "" };
        Self {
            before: format!("{}{}", dots(first > 0), text(first, place.start).trim_start()),
            found: text(place.start, place.end),
            after: format!("{}{}", text(place.end, last).trim_end(), dots(last < chars.len())),
        }
    }
}

/// How many of these characters, the nearest first, have room without the last word being cut.
fn fitting<'a>(chars: impl Iterator<Item = &'a char>, room: usize) -> usize {
    let (mut left, mut fits, mut n) = (room, 0, 0);
    for c in chars {
        // A word ends where the next character is none of its letters.
        if !c.is_ascii_alphanumeric() {
            fits = n;
        }
        let Some(rest) = left.checked_sub(if c.is_ascii() { 1 } else { 2 }) else { return fits };
        left = rest;
        n += 1;
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str, found: &str) -> String {
        let (front, _) = text.split_once(found).unwrap();
        let start = front.chars().count();
        let Quote { before, found, after } = Quote::of(text, start..start + found.chars().count());
        format!("{before}[{found}]{after}")
    }

    #[test]
    fn the_find_stands_near_the_beginning_and_no_word_is_cut() {
        let text = "The vase that I bought for my mother came broken, and nobody answers the telephone, \
                    whatever I try and whenever I try it.";
        assert_eq!(
            quoted(text, "broken"),
            "…mother came [broken], and nobody answers the telephone, whatever I try and whenever…"
        );
        assert_eq!(quoted("It came broken", "broken"), "It came [broken]");
        assert_eq!(quoted("我上周买的花瓶收到的时候已经碎了\n三块", "碎了"), "…到的时候已经[碎了] 三块");
    }
}
