//! Goods that are not what was stated of them: so much of something where another number was shown, or made of something else.
//!
//! No single word of it is wrong; it is read where a number and another one of the same measure stand in one sentence with
//! where it was stated and what sets both against each other.

use super::fold::fold;
use super::lexicon::{AGAINST, ASKS, CLAIMED, Lexicon, NATURAL, NO_UNITS, NOT_STATED, SYNTHETIC, UNITS};
use super::scan::{begun, cut_start, sentences};
use super::{Reason, Sign};

/// Where something stands in a folded sentence, in bytes.
type Place = (usize, usize);

/// The words by which goods are not what was stated of them; none where they are.
pub(super) fn unlike_stated(text: &str) -> Vec<Reason> {
    // A point within a number ends no sentence.
    let whole = with_whole_numbers(text);
    let mut all = Vec::new();
    for (first, sentence) in sentences(&whole) {
        let folded = fold(sentence);
        if !folded.contains(|c: char| c.is_ascii_digit()) && begun(&folded, &SYNTHETIC).next().is_none() {
            continue;
        }
        let has = |words: &Lexicon| begun(&folded, words).next().is_some();
        let is_asked = cut_start(folded.trim_start(), &ASKS).is_some();
        if !has(&CLAIMED) || !has(&AGAINST) || has(&NOT_STATED) || is_asked {
            continue;
        }
        let Some((start, end)) = two_numbers(&folded).or_else(|| two_materials(&folded)) else { continue };
        let n_chars = |end: usize| folded.get(..end).map_or(0, |front| front.chars().count());
        let from = n_chars(start).saturating_add(usize::try_from(first).unwrap_or(usize::MAX));
        all.push(Reason {
            sign: Sign::Grievance,
            words: text.chars().skip(from).take(n_chars(end).saturating_sub(n_chars(start))).collect(),
            at: u32::try_from(from).unwrap_or(u32::MAX),
        });
    }
    all
}

/// The text with another sign for the point within a number.
fn with_whole_numbers(text: &str) -> String {
    let mut last = ' ';
    let mut signs = text.chars().peekable();
    let mut whole = String::with_capacity(text.len());
    while let Some(sign) = signs.next() {
        let is_within =
            sign == '.' && last.is_ascii_digit() && signs.peek().is_some_and(char::is_ascii_digit);
        whole.push(if is_within { '_' } else { sign });
        last = sign;
    }
    whole
}

/// Two different numbers of one measure.
fn two_numbers(text: &str) -> Option<Place> {
    let mut before = None;
    let mut all: Vec<(usize, &str, &str)> = Vec::new();
    for (at, sign) in text.char_indices() {
        let last = before.replace(sign);
        if !sign.is_ascii_digit() || last.is_some_and(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            continue;
        }
        let rest = text.get(at..)?;
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '_').unwrap_or(rest.len());
        let (number, behind) = rest.split_at_checked(end)?;
        let behind = behind.trim_start();
        let Some(further) = cut_start(behind, &UNITS).filter(|_| cut_start(behind, &NO_UNITS).is_none())
        else {
            continue;
        };
        let unit = behind.get(..behind.len() - further.len())?;
        let other = all.iter().find(|(_, other, its)| *its == unit && *other != number);
        if let Some((start, ..)) = other {
            return Some((*start, text.len() - further.len()));
        }
        all.push((at, number, unit));
    }
    None
}

/// One material where another was stated, with what sets them against each other between them.
fn two_materials(text: &str) -> Option<Place> {
    let first = |words: &'static Lexicon| {
        let (at, rest) = begun(text, words).next()?;
        Some((at, text.len() - rest.len()))
    };
    let (natural, synthetic) = (first(&NATURAL)?, first(&SYNTHETIC)?);
    let (one, other) = if natural < synthetic { (natural, synthetic) } else { (synthetic, natural) };
    let between = text.get(one.1..other.0)?;
    begun(between, &AGAINST).next().map(|_| (one.0, other.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::category::Category;
    use crate::triage::{told, triage};

    #[test]
    fn goods_that_are_not_what_was_stated_of_them_are_read_so_in_three_languages() {
        let wrong = |text: &&&str| {
            told(text).mistaken.is_empty()
                || triage(text).category.map(|one| one.value) != Some(Category::NotAsDescribed)
        };
        let all = [
            "SH: The sweater is 30% wool only, not 100% as on your page.",
            "Your page says 100 % cashmere, but the label says 20 %",
            "The listing says 500 g and it weighs only 350 g",
            "It is polyester, not wool as on your page",
            "Advertised as silk but it is polyester",
            "The shelf is only 80.5 cm, your page says 90.5 cm",
            "页面写100%羊毛，实际只有30%",
            "頁面寫100%羊毛，實際只有30%",
            "详情页标着90％白鸭绒，收到的标签上却是50％",
            "描述写500克，到手一称才350克",
            "描述寫500克，到手一稱才350克",
            "标着纯棉，其实是化纤",
            "標著純棉，其實是化纖",
        ];
        assert_eq!(all.iter().filter(wrong).collect::<Vec<_>>(), Vec::<&&str>::new());
    }

    #[test]
    fn prices_people_times_and_what_is_as_stated_are_nothing_else_than_stated() {
        let wrong = |text: &&&str| !unlike_stated(text).is_empty();
        let all = [
            "The page says 30% off but I only got 10%",
            "页面写优惠30%，实际只有10%",
            "The page says 100% wool and it is 100% wool, only too small",
            "Is it 30% wool only, not 100% as on your page?",
            "页面写48小时发货，实际5天才发",
            "说好3个工作日，结果等了10个工作日",
            "I am 170 cm tall, the page says up to 175 cm but it is too short",
            "It says wool and polyester, but it came late",
            "I ordered 2 kg and then 3 kg",
            "The battery shows 100% but then only 30%",
            "网上写30元，实际收了50元",
        ];
        assert_eq!(all.iter().filter(wrong).collect::<Vec<_>>(), Vec::<&&str>::new());
    }
}
