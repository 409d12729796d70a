//! Which groups of three bytes a text has: enough to say of most words, without a search, that it does not have them.
//!
//! The lexicon has thousands of words and a story has a few dozen of them, on a page at every pause of whoever types. Three
//! bytes are a Chinese character, or three letters.

/// How many bits are kept. Two groups may share one, which costs a search and changes nothing.
const BITS: usize = 1 << 14;

/// The groups of three bytes that begin with a character of a text.
pub(super) struct Grams([u64; BITS / 64]);

impl Grams {
    /// Those of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut grams = Self([0; BITS / 64]);
        for (start, group) in text.as_bytes().windows(3).enumerate() {
            if text.is_char_boundary(start) {
                let (word, bit) = place(group);
                if let Some(word) = grams.0.get_mut(word) {
                    *word |= bit;
                }
            }
        }
        grams
    }

    /// `false` where the text surely has no such words.
    pub(super) fn may_have(&self, words: &str) -> bool {
        let bytes = words.as_bytes();
        // What is shorter than a group may stand at the very end, where none begins.
        let (Some(first), Some(last)) = (bytes.first_chunk::<3>(), bytes.last_chunk::<3>()) else {
            return true;
        };
        self.has(first) && (!words.is_char_boundary(bytes.len().saturating_sub(3)) || self.has(last))
    }

    fn has(&self, group: &[u8]) -> bool {
        let (word, bit) = place(group);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }
}

/// Where the bit of a group lies: the word, and the bit in it.
fn place(group: &[u8]) -> (usize, u64) {
    // Any odd factor spreads them; what sets Chinese characters apart are the low bits of their last two bytes.
    let hash =
        group.iter().fold(0_usize, |hash, byte| hash.wrapping_mul(37).wrapping_add(usize::from(*byte)));
    let bit = hash % BITS;
    (bit / 64, 1 << (bit % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_that_are_not_there_are_mostly_passed_over() {
        let grams = Grams::of("the vase arrived broken, 花瓶碎了");
        for words in ["refund", "brake", "退款", "花朵", "碎片"] {
            assert!(!grams.may_have(words), "{words}");
        }
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_text_may_be_there(front in ".{0,9}", words in ".{0,9}", back in ".{0,9}") {
            let grams = Grams::of(&format!("{front}{words}{back}"));
            prop_assert!(grams.may_have(&words));
        }

        #[test]
        fn words_of_the_shape_of_the_lexicon_are_never_passed_over(
            front in "[a-z花瓶碎了 ]{0,9}", words in "[0-9a-z花瓶碎了]{1,6}", back in "[a-z花瓶碎了 ]{0,9}",
        ) {
            let grams = Grams::of(&format!("{front}{words}{back}"));
            prop_assert!(grams.may_have(&words));
        }
    }
}
