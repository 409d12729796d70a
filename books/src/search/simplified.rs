//! Traditional characters as their simplified forms, so that either finds the other.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// Where the characters lie that Chinese is written with.
const CHARACTERS: RangeInclusive<char> = '\u{3400}'..='\u{9fff}';

/// The form of each of them. One for one, whatever stands beside it: a place in the text stays the same place.
static FORMS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let form = |c: char| {
        let simple = hanconv::t2s(c.to_string());
        let mut simple = simple.chars();
        simple.next().filter(|_| simple.next().is_none()).unwrap_or(c)
    };
    CHARACTERS.map(form).collect()
});

/// A text with every traditional character in its simplified form.
pub(super) fn simplified(text: &str) -> String {
    let first = u32::from(*CHARACTERS.start());
    let form = |c: char| {
        let place = u32::from(c).checked_sub(first).and_then(|place| usize::try_from(place).ok());
        place.and_then(|place| FORMS.get(place)).copied().unwrap_or(c)
    };
    text.chars().map(form).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_keeps_its_place() {
        assert_eq!(simplified("杯子碎了，態度很差 ok"), "杯子碎了，态度很差 ok");
        assert_eq!(simplified("頭髮裡"), "头发里");
    }
}
