//! The terms by which texts are found, for an index that knows nothing of languages.
//!
//! Scripts written without spaces are cut into overlapping pairs, so that every two-character word is found
//! wherever it stands; everything else into words without case, width and accents. Index and query are cut by
//! the same code, or what was stored could not be found again.
//!
//! A term holds lower-case letters and digits alone: nothing in it can be taken for an operator of a query
//! language.

use crate::text::clean;

/// The most characters of a term. A longer word is found by its front.
const LONGEST: usize = 48;

/// Accented Latin letters, each followed by what it is without the accent.
const PLAIN: &str = "àaáaâaãaäaåaāaăaąaçcćcčcďdđdèeéeêeëeēeęeěeğgìiíiîiïiīiıiľlłlñnńnňnòoóoôoõoöoøoōoőoŕrřrśsşsšsșsťtțtùuúuûuüuūuůuűuýyÿyźzżzžz";

/// One condition of a search: all of them must hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// The term.
    pub term: String,
    /// Whether a term that merely begins with it will do.
    pub is_prefix: bool,
}

/// The terms under which a text is found, in its order and as often as they occur (ranking counts them).
///
/// `退款慢 refund` gives `退款`, `款慢`, `慢`, `refund`: the last character of a run stands alone too, so that a
/// search for a single character finds it as the beginning of a term wherever it stands.
pub fn terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    for run in runs(text) {
        match run {
            Run::Word(word) => terms.push(word),
            Run::Unspaced(chars) => {
                terms.extend(pairs(&chars));
                terms.extend(chars.last().map(char::to_string));
            }
        }
    }
    terms
}

/// What must be in a text for it to answer a query, without repetition. The last word may be unfinished, since
/// people search while they type. Empty where the query holds nothing to search for.
pub fn query(text: &str) -> Vec<Wanted> {
    let mut wanted: Vec<Wanted> = Vec::new();
    let mut runs = runs(text).into_iter().peekable();
    let is_finished = text.ends_with(char::is_whitespace);
    while let Some(run) = runs.next() {
        let is_last = runs.peek().is_none();
        match run {
            Run::Word(term) => wanted.push(Wanted { term, is_prefix: is_last && !is_finished }),
            Run::Unspaced(chars) => match chars.as_slice() {
                [only] => wanted.push(Wanted { term: only.to_string(), is_prefix: true }),
                _ => wanted.extend(pairs(&chars).map(|term| Wanted { term, is_prefix: false })),
            },
        }
    }
    wanted.sort();
    wanted.dedup();
    wanted
}

/// Neighbouring characters of one kind.
enum Run {
    /// A word of a script with spaces.
    Word(String),
    /// Characters of a script without.
    Unspaced(Vec<char>),
}

fn pairs(chars: &[char]) -> impl Iterator<Item = String> {
    chars.windows(2).map(|pair| pair.iter().collect())
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut is_open = false;
    for c in text.chars().map(clean::narrow).flat_map(char::to_lowercase).map(plain) {
        // An accent written as a character of its own belongs to the letter before it and is dropped with it.
        if matches!(c, '\u{300}'..='\u{36f}') {
            continue;
        }
        if !c.is_alphanumeric() {
            is_open = false;
            continue;
        }
        match (runs.last_mut(), is_unspaced(c)) {
            (Some(Run::Unspaced(chars)), true) if is_open => chars.push(c),
            (Some(Run::Word(word)), false) if is_open => {
                if word.chars().count() < LONGEST {
                    word.push(c);
                }
            }
            (_, true) => runs.push(Run::Unspaced(vec![c])),
            (_, false) => runs.push(Run::Word(c.to_string())),
        }
        is_open = true;
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

    /// What an index does: every condition is met by some term.
    fn finds(search: &str, text: &str) -> bool {
        let terms = terms(text);
        query(search).iter().all(|wanted| {
            terms
                .iter()
                .any(|term| *term == wanted.term || (wanted.is_prefix && term.starts_with(&wanted.term)))
        })
    }

    #[test]
    fn scripts_without_spaces_become_pairs_and_the_rest_words() {
        check("退款慢 refund", &["退款", "款慢", "慢", "refund"]);
        check("买了iPhone15，坏了！", &["买了", "了", "iphone15", "坏了", "了"]);
        check("São Paulo – ＡＢＣ１２", &["sao", "paulo", "abc12"]);
        check("R26-000042-7", &["r26", "000042", "7"]);
        check("e\u{301}te\u{301}", &["ete"]);
        check("", &[]);
        check("！？ \u{1f621}", &[]);
    }

    #[test]
    fn every_two_character_word_is_found_and_a_single_character_too() {
        let story = "快递员态度很差，包裹被压坏了";
        for word in ["态度", "包裹", "压坏", "坏了", "坏", "差", "了", "快递员"] {
            assert!(finds(word, story), "{word}");
        }
        assert!(!finds("度态", story));
        assert!(!finds("差包", story), "punctuation parts");
        assert!(!finds("退款", story));
    }

    #[test]
    fn the_last_word_may_be_unfinished_and_the_others_not() {
        let story = "the courier was rude";
        assert!(finds("courier ru", story));
        assert!(finds("COUR", story));
        assert!(!finds("cour ru", story));
        assert!(!finds("cour ", story));
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
        fn every_piece_of_chinese_is_found(text in "[退货坏了快递慢不理人]{1,30}", from in 0_usize..30, len in 1_usize..8) {
            let chars: Vec<char> = text.chars().collect();
            let from = from % chars.len();
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
