//! The terms by which texts are found, for an index that knows nothing of languages.
//!
//! Scripts written without spaces are cut into overlapping pairs, so that every two-character word is found
//! wherever it stands; everything else into words without case, width and accents. What is stored and what is looked
//! for are cut by the same code, or what was stored could not be found again.
//!
//! A term is looked for as a whole, since an index of texts that are sealed knows terms by keyed hashes alone. It holds
//! lower-case letters and digits: nothing in it can be taken for an operator of a query language.

use crate::text::clean;
use core::ops::Range;

/// The most characters of a term. A longer word is found by its front.
const LONGEST: usize = 48;

/// Accented Latin letters, each followed by what it is without the accent.
const PLAIN: &str = "àaáaâaãaäaåaāaăaąaçcćcčcďdđdèeéeêeëeēeęeěeğgìiíiîiïiīiıiľlłlñnńnňnòoóoôoõoöoøoōoőoŕrřrśsşsšsșsťtțtùuúuûuüuūuůuűuýyÿyźzżzžz";

/// The terms under which a text is found, in its order and as often as they occur.
///
/// `退款慢 refund` gives `退款`, `款慢`, `refund`. A character that stands alone is a term by itself.
pub fn terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    for run in runs(text) {
        match run.chars.as_slice() {
            chars if run.is_unspaced && chars.len() > 1 => {
                terms.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
            }
            chars => terms.push(chars.iter().collect()),
        }
    }
    terms
}

/// Each character of a text's scripts without spaces as a term by itself, for short texts of which one character is asked
/// for, such as names.
pub fn lone_terms(text: &str) -> Vec<String> {
    let unspaced = runs(text).into_iter().filter(|run| run.is_unspaced);
    unspaced.flat_map(|run| run.chars).map(String::from).collect()
}

/// The terms that a text must have to answer a search: a character that stands alone beside others is no term of most texts
/// that have it, so it is left to the [`Phrase`].
pub fn asked_terms(search: &str) -> Vec<String> {
    let (lone, whole): (Vec<String>, Vec<String>) = terms(search).into_iter().partition(|term| is_lone(term));
    if whole.is_empty() { lone } else { whole }
}

/// Whether a search asks for nothing but single characters of scripts without spaces. Texts are known by pairs of those:
/// so little finds names alone, and characters that stand alone.
pub fn asks_for_lone_characters(search: &str) -> bool {
    let terms = terms(search);
    !terms.is_empty() && terms.iter().all(|term| is_lone(term))
}

fn is_lone(term: &str) -> bool {
    term.chars().count() == 1 && term.chars().all(is_unspaced)
}

/// Something that is looked for in texts that have its terms: they may have them in another order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    is_unspaced: bool,
    chars: Vec<char>,
}

/// What a search asks for, each once: its words, and its stretches of a script without spaces.
pub fn phrases(search: &str) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::new();
    for Run { is_unspaced, chars, .. } in runs(search) {
        let phrase = Phrase { is_unspaced, chars };
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }
    phrases
}

impl Phrase {
    /// Where it stands first in a text, in characters.
    pub fn place_in(&self, text: &str) -> Option<Range<usize>> {
        runs(text).into_iter().filter(|run| run.is_unspaced == self.is_unspaced).find_map(|run| {
            let first = if self.is_unspaced {
                run.chars.windows(self.chars.len().max(1)).position(|chars| *chars == *self.chars)?
            } else {
                (run.chars == self.chars).then_some(0)?
            };
            let last = if self.is_unspaced { first + self.chars.len() - 1 } else { run.at.len() - 1 };
            Some(*run.at.get(first)?..*run.at.get(last)? + 1)
        })
    }
}

/// Neighbouring characters of one kind.
struct Run {
    /// Whether its script has no spaces.
    is_unspaced: bool,
    /// The characters, as far as they are looked at.
    chars: Vec<char>,
    /// Where each character stands in the text; of a word all, though it is looked at by its front alone.
    at: Vec<usize>,
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut is_open = false;
    for (at, c) in text.chars().enumerate() {
        for c in clean::narrow(c).to_lowercase().map(plain) {
            // An accent written as a character of its own belongs to the letter before it and is dropped with it.
            if matches!(c, '\u{300}'..='\u{36f}') {
                if let Some(run) = runs.last_mut().filter(|run| is_open && !run.is_unspaced) {
                    run.at.push(at);
                }
                continue;
            }
            if !c.is_alphanumeric() {
                is_open = false;
                continue;
            }
            let is_unspaced = is_unspaced(c);
            match runs.last_mut() {
                Some(run) if is_open && run.is_unspaced == is_unspaced => {
                    if is_unspaced || run.chars.len() < LONGEST {
                        run.chars.push(c);
                    }
                    run.at.push(at);
                }
                _ => runs.push(Run { is_unspaced, chars: vec![c], at: vec![at] }),
            }
            is_open = true;
        }
    }
    runs
}

/// Letters of scripts that put no spaces between words: Chinese, Japanese, Korean, Thai, Lao, Burmese, Khmer.
/// Korean has spaces, but its endings grow onto words, so that pairs find more.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}'
        | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ffdc}' | '\u{20000}'..='\u{3ffff}')
}

fn plain(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let mut pairs = PLAIN.chars();
    while let (Some(accented), Some(letter)) = (pairs.next(), pairs.next()) {
        if accented == c {
            return letter;
        }
    }
    c
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(terms(text), expected, "{text}");
    }

    /// What an index does: it has every term, and the text has what is looked for as it stands.
    fn finds(search: &str, text: &str) -> bool {
        let known = terms(text);
        asked_terms(search).iter().all(|term| known.contains(term))
            && phrases(search).iter().all(|phrase| phrase.place_in(text).is_some())
    }

    fn quoted(search: &str, text: &str) -> Option<String> {
        let place = phrases(search).first()?.place_in(text)?;
        Some(text.chars().skip(place.start).take(place.len()).collect())
    }

    #[test]
    fn scripts_without_spaces_become_pairs_and_the_rest_words() {
        check("退款慢 refund", &["退款", "款慢", "refund"]);
        check("买了iPhone15，坏了！慢", &["买了", "iphone15", "坏了", "慢"]);
        check("São Paulo – ＡＢＣ１２", &["sao", "paulo", "abc12"]);
        check("R26-000042-7", &["r26", "000042", "7"]);
        check("e\u{301}te\u{301}", &["ete"]);
        check("", &[]);
        check("！？ \u{1f621}", &[]);
    }

    #[test]
    fn every_word_of_two_characters_or_more_is_found_wherever_it_stands() {
        let story = "快递员态度很差，包裹被压坏了";
        for word in ["态度", "包裹", "压坏", "坏了", "快递员", "包裹 态度"] {
            assert!(finds(word, story), "{word}");
        }
        assert!(!finds("度态", story));
        assert!(!finds("差包", story), "punctuation parts");
        assert!(!finds("退款", story));
        assert!(!finds("快递慢", "快递员说递慢一点"), "its pairs stand apart");
        assert!(finds("iPhone坏", "我的iPhone坏了"), "a lone character beside a word");
    }

    #[test]
    fn a_character_alone_asks_for_less_than_texts_are_known_by() {
        assert!(asks_for_lone_characters("碎"));
        assert!(asks_for_lone_characters(" 碎，花 "));
        for search in ["碎了", "碎 花瓶", "碎 vase", "a", "7", "", "？"] {
            assert!(!asks_for_lone_characters(search), "{search}");
        }
    }

    #[test]
    fn what_is_found_is_quoted_as_it_stands() {
        assert_eq!(quoted("態度", "服务態度很差").as_deref(), Some("態度"));
        assert_eq!(quoted("cafe", "the Ｃafe\u{301} was shut").as_deref(), Some("Ｃafe\u{301}"));
        assert_eq!(quoted("refund", "No REFUND yet").as_deref(), Some("REFUND"));
        let long = "x".repeat(60);
        assert_eq!(quoted(&long, &format!("see {long} there")), Some(long));
    }

    #[test]
    fn words_are_found_as_a_whole_in_any_order() {
        let story = "the courier was rude";
        assert!(finds("rude Courier", story));
        assert!(!finds("cour", story));
    }

    proptest! {
        #[test]
        fn terms_hold_letters_and_digits_alone(text in any::<String>()) {
            for term in terms(&text) {
                prop_assert!(!term.is_empty() && term.chars().all(char::is_alphanumeric), "{:?}", term);
                prop_assert!(term.chars().count() <= LONGEST);
                prop_assert!(terms(&term).first() == Some(&term), "cut again, {:?} is something else", term);
            }
        }

        #[test]
        fn every_text_finds_itself(text in any::<String>()) {
            prop_assert!(finds(&text, &text));
        }

        #[test]
        fn every_piece_of_chinese_is_found(text in "[退货坏了快递慢不理人]{2,30}", from in 0_usize..30, len in 2_usize..8) {
            let chars: Vec<char> = text.chars().collect();
            let from = from % (chars.len() - 1);
            let piece: String = chars.iter().skip(from).take(len).collect();
            prop_assert!(finds(&piece, &text), "{} in {}", piece, text);
        }

        #[test]
        fn case_width_and_accents_do_not_matter(word in "[a-z]{1,20}") {
            let wide: String = word.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect();
            prop_assert_eq!(terms(&word), terms(&word.to_uppercase()));
            prop_assert_eq!(terms(&word), terms(&wide));
            prop_assert_eq!(terms(&word), terms(&word.replace('e', "é").replace('u', "u\u{308}")));
        }
    }
}
