//! Goods that nobody complains of and that are not wanted all the same: somebody changed their mind, or took the wrong
//! thing by their own mistake.
//!
//! That is a wish to give them back without a reason, and no fault of anybody. Where anything else is told that went
//! wrong, that is what it is about.

use super::lexicon::{Mark, NAMED, Piece, UNWANTED};
use super::scan::{Find, Scan, scan, scan_for};
use super::{Reason, Sign};
use crate::remedy::Remedy;

/// The words by which goods are merely not wanted; none where something is wrong, or where they are.
pub(super) fn unwanted(text: &str) -> Vec<Reason> {
    let own = scan_for(text, UNWANTED.iter());
    let has = |piece: Piece| own.finds.iter().any(|find| find.mark == Mark::Piece(piece));
    let all = if has(Piece::Unwanted) || has(Piece::Disliked) { scan(text) } else { return Vec::new() };
    if !(has(Piece::Unwanted) || wishes_to_return(text, &all)) || tells_of_more(&all, &own) {
        return Vec::new();
    }
    let is_of_it = |find: &&Find| matches!(find.mark, Mark::Piece(Piece::Unwanted | Piece::Disliked));
    own.finds.iter().filter(is_of_it).map(|find| own.reason(find, Sign::Wish)).collect()
}

/// Whether they wish to give something back, in whatever words.
fn wishes_to_return(text: &str, all: &Scan<'_>) -> bool {
    let is_back = |mark: Mark| {
        matches!(
            mark,
            Mark::MoneyBack | Mark::Remedy(Remedy::ReturnRefund | Remedy::Refund | Remedy::Withdrawal)
        )
    };
    all.finds.iter().any(|find| find.mark == Mark::Sign(Sign::Wish))
        || scan_for(text, NAMED.iter()).finds.iter().any(|find| is_back(find.mark))
}

/// Whether anything is told that went wrong, in other words than those.
fn tells_of_more(all: &Scan<'_>, own: &Scan<'_>) -> bool {
    let is_wrong = |mark: Mark| {
        matches!(mark, Mark::Grievance(_))
            || matches!(
                mark,
                Mark::Sign(Sign::Discontent | Sign::Anger | Sign::Threat | Sign::Fraud | Sign::Escalation)
            )
    };
    all.finds
        .iter()
        .filter(|find| is_wrong(find.mark))
        .any(|find| !own.finds.iter().any(|other| find.is_within(other)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::category::{Category, Kind};
    use crate::triage::{triage, wished_in_words};

    #[test]
    fn goods_that_are_merely_not_wanted_are_a_wish_to_return_them_and_no_fault() {
        for text in [
            "不喜欢，想退",
            "不喜歡，想退",
            "颜色不喜欢，想退货",
            "顏色不喜歡，想退貨",
            "不想要了",
            "我不要了，可以退吗",
            "买错了，想退",
            "買錯了，想退",
            "拍错尺码了，想退掉",
            "后悔了，不想要了",
            "I changed my mind",
            "I don't want it any more",
            "I no longer need them, please refund",
            "I ordered it by mistake",
            "Ordered the wrong size, my own mistake",
            "I don't like the colour and want to return it",
            "I bought two by accident",
        ] {
            let came = triage(text);
            let (category, kind) = (came.category.map(|one| one.value), came.kind.map(|one| one.value));
            assert_eq!((category, kind), (Some(Category::Returns), Some(Kind::AfterSalesRequest)), "{text}");
            assert_eq!(wished_in_words(text, true), [Remedy::Withdrawal], "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_what_it_is_about_whether_or_not_they_still_want_it() {
        for (text, category) in [
            ("质量太差，不想要了", Category::Quality),
            ("等了一周還沒到，不要了", Category::DeliveryDelay),
            ("You sent the wrong size, I don't want it", Category::WrongItem),
            ("杯子碎了，不要了", Category::DeliveryDamage),
            ("It is a fake, I don't want it", Category::NotAsDescribed),
        ] {
            assert_eq!(unwanted(text), [], "{text}");
            assert_eq!(triage(text).category.map(|one| one.value), Some(category), "{text}");
        }
        for text in ["I don't want it repaired", "这本书不喜欢", "I don't need it to be perfect"] {
            assert_eq!(unwanted(text), [], "{text}");
        }
    }

    #[test]
    fn whoever_took_the_wrong_one_and_wants_another_wishes_for_that() {
        for text in [
            "买错尺码了，想换一件大的",
            "買錯尺碼了，想換一件大的",
            "I ordered the wrong size, I would like to exchange it",
        ] {
            assert_eq!(wished_in_words(text, true), [Remedy::Exchange], "{text}");
        }
    }

    #[test]
    fn what_does_not_fit_is_never_late() {
        for text in [
            "Sleeves too long",
            "The sleeves are far too long",
            "袖子太长",
            "袖子太長",
            "trousers too short",
            "裤子太短",
        ] {
            assert_eq!(triage(text).category.map(|one| one.value), Some(Category::NotAsDescribed), "{text}");
        }
        for text in [
            "It takes too long",
            "I have waited too long",
            "This is taking way too long",
            "等太长时间了，还没到",
        ] {
            assert_eq!(triage(text).category.map(|one| one.value), Some(Category::DeliveryDelay), "{text}");
        }
    }
}
