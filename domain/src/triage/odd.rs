//! Pieces that came and do not belong together: two sizes of one pair, two for the same hand, one in another colour.
//!
//! No single word of it is wrong, and whoever wishes for the same, or asks about several goods that are each whole, says it in
//! much the same words: it is read where nothing says that it is so.

use super::fold::fold;
use super::lexicon::{
    AFTER_SIZE, AMONG, AMONG_IS, ASKS, COLOURS, EACH, EACH_IS, EACH_OF_TWO, GROWN, HAD, Lexicon, NOT_WRONG,
    OF_SIZE, PAIR, PAIR_IS, PAIRED, SEVERAL, SIDED, SIDES, WISHED,
};
use super::scan::{begun, cut_start, sentences};
use super::{Reason, Sign};

/// The longest way to write a size, in signs, as in `41.5`.
const LONGEST_SIZE: usize = 4;

/// How many words may stand between one of several and what it is.
const WORDS_BETWEEN: usize = 2;

/// Where something is said, in bytes of the folded sentence.
type Place = (usize, usize);

/// The words by which pieces do not belong together; none where they do.
pub(super) fn odd(text: &str) -> Vec<Reason> {
    let mut all = Vec::new();
    let is_paired = has(&fold(text), &PAIRED);
    for (first, sentence) in sentences(text) {
        let folded = fold(sentence);
        let found = sizes(&folded, is_paired).or_else(|| one_side(&folded)).or_else(|| other_colour(&folded));
        let Some((start, end)) =
            found.filter(|place| !is_wished(&folded, *place) && !has(&folded, &NOT_WRONG))
        else {
            continue;
        };
        let n_chars = |end: usize| folded.get(..end).map_or(0, |front| front.chars().count());
        let (from, to) = (n_chars(start), n_chars(end));
        all.push(Reason {
            sign: Sign::Grievance,
            words: sentence.chars().skip(from).take(to.saturating_sub(from)).collect(),
            at: first.saturating_add(u32::try_from(from).unwrap_or(u32::MAX)),
        });
    }
    all
}

/// Whether some words stand anywhere.
fn has(text: &str, words: &Lexicon) -> bool {
    begun(text, words).next().is_some()
}

/// What stands behind little words.
fn past<'a>(text: &'a str, words: &Lexicon) -> &'a str {
    let mut rest = text.trim_start();
    while let Some(shorter) = cut_start(rest, words) {
        rest = shorter.trim_start();
    }
    rest
}

/// Two pieces of different sizes, of goods of which two have one; what they are of need not be named where each is counted as
/// one of two and has a size.
fn sizes(text: &str, is_paired: bool) -> Option<Place> {
    let each = if is_paired && !has(text, &SEVERAL) { &EACH } else { &EACH_OF_TWO };
    let mut first: Option<(usize, &str)> = None;
    for (at, rest) in begun(text, each) {
        let rest = past(rest, &EACH_IS);
        let Some(size) = size(rest) else { continue };
        let behind = rest.get(size.len()..).unwrap_or_default().trim_start();
        if !is_paired && cut_start(behind, &OF_SIZE).is_none() {
            continue;
        }
        match first {
            Some((start, other)) if other != size => {
                return Some((start, text.len() - rest.len() + size.len()));
            }
            Some(_) => {}
            None => first = Some((at, size)),
        }
    }
    None
}

/// The size at the beginning of a text, in digits or letters, unless it is a number of something else.
fn size(text: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | 's' | 'm' | 'l' | 'x');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let size = text.get(..end)?.trim_end_matches('.');
    let behind = text.get(size.len()..)?.trim_start();
    let is_mixed =
        size.contains(|c: char| c.is_ascii_digit()) && size.contains(|c: char| c.is_ascii_alphabetic());
    let is_end = !behind.starts_with(char::is_alphanumeric) || cut_start(behind, &AFTER_SIZE).is_some();
    (!size.is_empty() && size.len() <= LONGEST_SIZE && !is_mixed && is_end).then_some(size)
}

/// Two pieces for the same side of the body.
fn one_side(text: &str) -> Option<Place> {
    begun(text, &PAIR).find_map(|(start, rest)| {
        let behind = cut_start(past(rest, &PAIR_IS), &SIDES)?;
        let behind = cut_start(behind.trim_start_matches([' ', '-']), &SIDED)?;
        Some((start, text.len() - behind.len()))
    })
}

/// One of several in another colour, unless they grow so.
fn other_colour(text: &str) -> Option<Place> {
    let other = begun(text, &AMONG).find_map(|(start, rest)| {
        let mut rest = rest.trim_start();
        for _ in 0..WORDS_BETWEEN {
            if cut_start(rest, &AMONG_IS).is_some() {
                break;
            }
            rest = rest.split_once(' ').map_or("", |(_, behind)| behind);
        }
        cut_start(rest, &AMONG_IS)?;
        let behind = cut_start(past(rest, &AMONG_IS), &COLOURS)?;
        let behind = behind.strip_prefix('色').unwrap_or(behind);
        let is_all = behind.starts_with('的') || !behind.starts_with(char::is_alphanumeric);
        is_all.then_some((start, text.len() - behind.len()))
    });
    other.filter(|_| !has(text, &GROWN))
}

/// Whether it is wished for or asked after, and has not come: what is said last in front of it counts.
fn is_wished(text: &str, (start, end): Place) -> bool {
    let front = text.get(..start).unwrap_or_default();
    let last = |words| begun(front, words).map(|(at, _)| at).last();
    let is_wished = last(&WISHED).is_some_and(|wished| last(&HAD).is_none_or(|had| had < wished));
    let back = text.get(end..).unwrap_or_default();
    let is_asked =
        back.starts_with('吗') || back.starts_with("的吗") || cut_start(text.trim_start(), &ASKS).is_some();
    is_wished || is_asked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::category::{Category, Kind};
    use crate::triage::triage;

    #[test]
    fn pieces_that_do_not_belong_together_are_read_in_three_languages() {
        for text in [
            "收到的鞋一只41一只42",
            "收到的鞋一隻41一隻42",
            "鞋子寄来，一只是 41 码，另一只是 42 码",
            "鞋子寄來，一隻是41號，另一隻是42號，怎麼辦？",
            "手套一只M一只L，没法戴",
            "我买的是42的鞋，收到一只41一只42",
            "One shoe is a 41 and the other is a 42",
            "I got shoes in two sizes: one is size 8, the other one is size 9",
            "I got two right gloves",
            "You sent me two left shoes",
            "I ordered a pair of gloves and received two right gloves",
            "Both shoes are left-footed",
            "手套两只右手的",
            "收到的手套兩隻都是右手",
            "耳机两个都是左耳",
            "收到的杯子是四只里有一只是蓝的",
            "收到的杯子四個裡有一個是藍色的",
            "六个碗里有一个竟然是黑的",
            "其中一件是红色",
            "One of the four cups is blue",
            "One of them came in green, all the others are white",
            "收到一只41码，另一只42码",
            "鞋子穿不进我的脚，一只41一只42",
            "One of the four cups is orange",
            "One of the flower pots is blue",
            "收到两双鞋，其中一双一只41一只42",
            "买的拖鞋。打开一看一个41一个42",
            "I ordered trainers. One is 41 and the other is 42",
        ] {
            assert!(!odd(text).is_empty(), "{text}");
            let first = triage(text);
            assert_eq!(first.kind.map(|kind| kind.value), Some(Kind::Complaint), "{text}");
            assert_eq!(first.category.map(|category| category.value), Some(Category::WrongItem), "{text}");
        }
    }

    #[test]
    fn what_is_wished_for_asked_after_or_belongs_together_is_nothing_wrong() {
        for text in [
            "我想要一只41一只42的鞋，可以吗？",
            "我要訂一隻41一隻42的鞋",
            "有没有一只41一只42的鞋",
            "鞋子一只41一只41，刚好",
            "两个杯子一个30一个50，太贵了",
            "鞋子一只花了30块一只花了50块",
            "买了两个手套，一个给我，一个给我妈",
            "I need one shoe in 41 and one in 42",
            "One arrived on 12 March, the other on 14 March",
            "One of the shoes cost 41 and one cost 42",
            "I want two right gloves, can you do that?",
            "Do you sell two left shoes?",
            "There are only two left in stock",
            "Both shoes are right, thank you",
            "I have two left over",
            "手套一左一右",
            "四只里有一只是蓝的吗？",
            "我想要四只里有一只是蓝的",
            "其中一只是黑陶的",
            "Which one of the cups is blue?",
            "Is one of the cups blue?",
            "One of the cups is cracked",
            "One of them is broken",
        ] {
            assert_eq!(odd(text), Vec::new(), "{text}");
        }
    }

    #[test]
    fn several_goods_that_are_each_whole_and_what_grows_are_no_wrong_item() {
        for text in [
            "收到两件衣服，一件M一件L，怎么洗？",
            "收到兩件衣服，一件M一件L，怎麼洗？",
            "收到两双鞋，一双41一双42，请问怎么保养？",
            "收到两双鞋，一个41一个42，是给我和孩子的，请问能水洗吗？",
            "订单号 12345 两件，一件29一件39，为什么不包邮？",
            "订单号 12345 两个，一个29一个39，为什么不包邮？",
            "5号买的两个包，一个M一个L，什么时候发货？",
            "买了两条裤子，一条30一条32，哪条更修身？",
            "我的脚一只41一只42，鞋子怎么选？",
            "My feet are not alike, one is 41 and the other is 42. Which shoes would fit?",
            "三件衣服里有一件是红色的，怎么洗？",
            "My shirts: one L, one M. How do I wash them?",
            "Two pairs of shoes, one 41 and one 42. How do I clean them?",
            "My rings: one is 7 and the other is 9, can they be engraved?",
            "收到的芒果里有一个是黑的",
            "番茄里有一个是绿的，能吃吗？",
            "檸檬裡有一個是綠的，能吃嗎？",
            "One of the tomatoes is green",
            "One of the avocados is black, can I still eat it?",
        ] {
            assert_eq!(odd(text), Vec::new(), "{text}");
            let first = triage(text);
            let is_wrong_item = first.category.is_some_and(|category| category.value == Category::WrongItem);
            assert!(!is_wrong_item, "{text}");
            if text.ends_with(['？', '?']) {
                assert_eq!(first.kind.map(|kind| kind.value), Some(Kind::Enquiry), "{text}");
            }
        }
    }

    #[test]
    fn words_are_quoted_from_where_they_stand() {
        let found = odd("您好。收到的鞋一隻41一隻42，怎麼辦？");
        assert_eq!(found.first().map(|one| (one.words.as_str(), one.at)), Some(("一隻41一隻42", 7)));
    }
}
