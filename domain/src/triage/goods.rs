//! What a story says is wrong with the goods themselves: they came damaged, they fail, they are not what was ordered.
//!
//! What is owed for it must not hang on what else somebody is angry about, so it is read beside whatever the story is
//! mostly about. A coupon that fails, a heart that is broken and a vase that its owner dropped say nothing of that kind.

use super::lexicon::{BESIDE_GOODS, GOODS, Mark, NOT_GOODS, NOT_YET, Piece};
use super::said_of::{SaidOf, Subject, is_asked};
use super::scan::{clauses, scan_for};
use super::{Reason, Sign};

/// What may be broken that is no goods.
const SAID_OF: SaidOf = SaidOf { matters: NOT_GOODS, between: BESIDE_GOODS };

/// What is wrong with goods.
#[derive(Default)]
pub(super) struct Wrong {
    /// The words by which they were damaged on their way.
    pub(super) damaged: Vec<Reason>,
    /// The words by which they fail or are of poor make.
    pub(super) faulty: Vec<Reason>,
    /// The words by which they are not what was ordered or described, or not all of it.
    pub(super) mistaken: Vec<Reason>,
}

/// Reads what a text says is wrong with goods.
pub(super) fn wrong(text: &str) -> Wrong {
    let has =
        |finds: &[super::scan::Find], piece: Piece| finds.iter().any(|find| find.mark == Mark::Piece(piece));
    let has_come = has(&scan_for(text, GOODS.iter()).finds, Piece::Arrived);
    let (mut wrong, mut before) = (Wrong::default(), String::new());
    for (first, clause) in clauses(text) {
        let scan = scan_for(clause, GOODS.iter());
        let is_own = has(&scan.finds, Piece::Own);
        // What was smashed on its way says of itself that it is broken.
        let is_damaged = has(&scan.finds, Piece::Damaged);
        for find in scan.finds.iter().filter(|_| !is_own) {
            let reasons = match find.mark {
                Mark::Piece(Piece::Damaged) => &mut wrong.damaged,
                Mark::Piece(Piece::Broken) if has_come => &mut wrong.damaged,
                Mark::Piece(Piece::Broken | Piece::Faulty) if !is_damaged => &mut wrong.faulty,
                Mark::Piece(Piece::Mistaken) => &mut wrong.mistaken,
                _ => continue,
            };
            let (front, back) = scan.around(find);
            // Whoever is named in front of a mistake made it.
            let is_of_goods = find.mark == Mark::Piece(Piece::Mistaken)
                || !matches!(SAID_OF.subject(&before, front, back), Subject::Matter);
            if is_of_goods && !is_asked(NOT_YET, front, back) {
                let own = scan.reason(find, Sign::Grievance);
                reasons.push(Reason { at: own.at.saturating_add(first), ..own });
            }
        }
        scan.folded().clone_into(&mut before);
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::category::Category;
    use crate::triage::triage;

    fn what(text: &str) -> [bool; 3] {
        let Wrong { damaged, faulty, mistaken } = wrong(text);
        [damaged, faulty, mistaken].map(|reasons| !reasons.is_empty())
    }

    #[test]
    fn goods_that_came_damaged_are_read_so_whatever_else_is_told() {
        for text in [
            "花瓶是碎的，你们客服态度太差了",
            "花瓶是碎的，你們客服態度太差了",
            "快递把花瓶摔碎了",
            "你們摔壞了我的花瓶",
            "等了三周，打开全碎了",
            "杯子碎成几块，太不负责任了",
            "The vase arrived broken and nobody answers",
            "The vase is in pieces, how rude of you",
            "Three weeks late and the lamp is dented",
            "the screen was shattered, I want my money back",
            "a thousand pieces in the parcel",
        ] {
            assert_eq!(what(text), [true, false, false], "{text}");
        }
    }

    #[test]
    fn goods_that_fail_are_read_so_whatever_else_is_told() {
        for text in [
            "到手就是坏的，太不负责任了",
            "到手就是壞的，太不負責任了",
            "用了两天就坏了，客服不理人",
            "用了兩天就壞了，客服不理人",
            "水果都烂了，送货的人还凶我",
            "水果都爛了",
            "手机开不了机",
            "我的坏了",
            "卖家发的是坏的",
            "鞋底开胶，没人管",
            "收到的花瓶是裂的",
            "到手一看瓶身一道裂，客服還罵人",
            "it came with a crack down the side",
            "The kettle does not work and your agent was rude",
            "It stopped working after a day",
            "My headphones don't work",
            "the zip broke after two days, terrible people",
            "a faulty lamp, then a cheeky answer",
            "the strap ripped on the second day",
        ] {
            assert_eq!(what(text), [false, true, false], "{text}");
        }
    }

    #[test]
    fn goods_that_are_not_what_was_ordered_are_read_so_whatever_else_is_told() {
        for text in [
            "发错了，客服还怪我",
            "寄錯了，客服還怪我",
            "等了两周还少发一件",
            "跟描述不符，态度又差",
            "You sent me the wrong size and then you hung up",
            "two weeks late and it's not what I ordered",
            "It is not as described and nobody answers",
        ] {
            assert_eq!(what(text), [false, false, true], "{text}");
        }
    }

    #[test]
    fn what_is_broken_but_no_goods_of_the_shop_says_nothing() {
        for text in [
            "我气坏了，等了十天",
            "我氣壞了，等了十天",
            "优惠券用不了",
            "優惠碼一直用不了",
            "网站坏了，下不了单",
            "客服电话坏了吧，打不通",
            "心都碎了",
            "包装破了",
            "嘴皮都说破了",
            "我不小心摔碎了，能再买一个吗",
            "被我打碎了",
            "如果到手是坏的怎么办",
            "请问坏了可以换吗",
            "花瓶没碎，谢谢",
            "怕碎，请包好",
            "快递送错地址了",
            "断货了吗",
            "The coupon did not work",
            "I tried the code, it does not work",
            "Your website is broken",
            "You broke your promise and my heart is broken",
            "a broken promise",
            "That does not work for me",
            "You did not charge me",
            "The box was crushed but the vase is fine",
            "I dropped it and it is broken",
            "if it is damaged can I return it",
            "It is not broken, I just don't like it",
            "I ordered the wrong size",
        ] {
            assert_eq!(what(text), [false; 3], "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_goods_is_what_it_is_about_before_how_somebody_was_treated() {
        for (text, category) in [
            ("到手就是坏的，太不负责任了", Category::Quality),
            ("花瓶是碎的，太不負責任了", Category::DeliveryDamage),
            ("花瓶是裂的", Category::Quality),
            ("收到的花瓶一道裂，太不负责任了", Category::Quality),
            ("The vase is in pieces and your agent was rude", Category::DeliveryDamage),
        ] {
            assert_eq!(triage(text).category.map(|one| one.value), Some(category), "{text}");
        }
    }
}
