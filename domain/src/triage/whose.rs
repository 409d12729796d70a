//! Who did what is told: whoever writes, or the shop.
//!
//! The shop's mistake must never be read as the customer's, who would pay for the way back. Where it can't be told, it is
//! not the customer's.

use super::lexicon::{AFTER_OTHERS, Lexicon, OTHERS, OURS, OWN, REPORTED};
use super::scan::{cut_end, cut_start};

/// Whether words between two pieces of a folded clause, behind another clause, tell what somebody else did, or says that
/// the writer did.
pub(super) fn is_of_others(before: &str, (front, back): (&str, &str), words: &str) -> bool {
    if words.starts_with(|c: char| c.is_ascii()) {
        is_of_others_in_words(front, back, words)
    } else {
        is_of_others_in_signs(before, front)
    }
}

/// In Chinese: the last who is named did it, unless they did it to or for the one who writes, or say so of them.
fn is_of_others_in_signs(before: &str, front: &str) -> bool {
    if ["帮我", "给我", "替我"].iter().any(|to_me| front.ends_with(to_me)) {
        return true;
    }
    let doer = |text: &str| places(text, &OTHERS).rfind(|place| is_doer(text, *place));
    let Some(other) = doer(front) else {
        // Whoever names nobody may still tell who made them.
        let is_led =
            ["叫我", "让我", "害我", "推荐", "建议", "误导", "说的"].iter().any(|led| before.contains(led));
        return is_led && doer(before).is_some() && places(front, &OWN).next().is_none();
    };
    let behind = front.get(other..).unwrap_or_default();
    match places(behind, &OWN).next() {
        None => true,
        Some(own) => {
            let to_own = behind.get(..own).unwrap_or_default();
            places(to_own, &REPORTED).next().is_some()
                || ["帮", "给", "替"].iter().any(|one| to_own.ends_with(one))
        }
    }
}

/// Whether who is named at a place does something, and is not greeted, spoken to or the place where it is done.
fn is_doer(text: &str, place: usize) -> bool {
    let (front, named) = text.split_at_checked(place).unwrap_or_default();
    let behind = cut_start(named, &OTHERS).unwrap_or_default();
    let is_greeted = ["好", "们好", "您好", "你好"].iter().any(|greeting| behind.starts_with(greeting));
    cut_end(front, &AFTER_OTHERS).is_none() && !is_greeted
}

/// In English: whoever stands right in front did it, or, behind an `and`, whoever was named last.
fn is_of_others_in_words(front: &str, back: &str, words: &str) -> bool {
    let others = |word: &str| is_one_of(word, &OTHERS);
    let mut all = front.split_whitespace().map(bare);
    let is_reported = all.any(others) && all.any(|word| is_one_of(word, &REPORTED));
    let is_by_others =
        ["by your", "by you", "by the", "by them", "by a"].iter().any(|by| back.trim_start().starts_with(by));
    if is_reported || is_by_others {
        return true;
    }
    // Their own taste, mind and mistake is said by the words themselves.
    if words.to_lowercase().split(' ').any(|word| matches!(word, "my" | "me")) {
        return false;
    }
    let mut is_joined = false;
    let is_chance = words.eq_ignore_ascii_case("by accident");
    let mut n_deeds = 0;
    for word in front.split_whitespace().rev().map(bare) {
        let is_deed = matches!(
            word,
            "bought" | "ordered" | "purchased" | "clicked" | "pressed" | "added" | "chose" | "picked"
        );
        if is_one_of(word, &OWN) {
            return is_chance && n_deeds == 0;
        }
        is_joined |= matches!(word, "and" | "but" | "so" | "because" | "that" | "as" | "since" | "or");
        n_deeds += usize::from(is_deed);
        let may_stand_between = is_joined || is_deed || is_chance || is_one_of(word, &OURS);
        if others(word) || !may_stand_between {
            return true;
        }
    }
    is_chance && n_deeds == 0
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_ascii_alphanumeric())
}

/// Whether a whole word is one of some.
fn is_one_of(word: &str, words: &Lexicon) -> bool {
    words.words().iter().map(|word| word.text).any(|one| match one.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => word == one,
    })
}

/// Where words in Chinese signs begin, in the order of the text.
fn places<'a>(text: &'a str, words: &'static Lexicon) -> impl DoubleEndedIterator<Item = usize> + 'a {
    let signs = text.char_indices().map(|(place, _)| place);
    signs.filter(move |place| {
        let rest = text.get(*place..).unwrap_or_default();
        !rest.starts_with(|c: char| c.is_ascii()) && cut_start(rest, words).is_some()
    })
}
