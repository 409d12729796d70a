//! Goods that nobody complains of and that are not wanted all the same: somebody changed their mind, or took the wrong
//! thing by their own mistake.
//!
//! That is a wish to give them back without a reason, and no fault of anybody. Where anything else is told that went
//! wrong, that is what it is about.

use super::lexicon::{Mark, NAMED, Piece, UNWANTED};
use super::scan::{Scan, clauses, scan, scan_for};
use super::whose::is_of_others;
use super::{Reason, Sign};
use crate::remedy::Remedy;

/// The words by which goods are merely not wanted; none where something is wrong, where they are, or where it was somebody
/// else who took the wrong ones or says so.
pub(super) fn unwanted(text: &str) -> Vec<Reason> {
    let (mut own, mut is_plain, mut before) = (Vec::new(), false, String::new());
    for (first, clause) in clauses(text) {
        let scan = scan_for(clause, &UNWANTED);
        for find in &scan.finds {
            match find.mark {
                Mark::Piece(Piece::Unwanted) => is_plain = true,
                Mark::Piece(Piece::Disliked) => {}
                _ => continue,
            }
            let reason = scan.reason(find, Sign::Wish);
            if is_of_others(&before, scan.around(find), &reason.words) {
                return Vec::new();
            }
            own.push(Reason { at: reason.at.saturating_add(first), ..reason });
        }
        scan.folded().clone_into(&mut before);
    }
    let all = if own.is_empty() { return own } else { scan(text) };
    if !(is_plain || wishes_to_return(text, &all)) || tells_of_more(&all, &own) {
        own.clear();
    }
    own
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
        || scan_for(text, &NAMED).finds.iter().any(|find| is_back(find.mark))
}

/// Whether anything is told that went wrong, in other words than those: the wrong size is no grievance of whoever ordered
/// the wrong size.
fn tells_of_more(all: &Scan<'_>, own: &[Reason]) -> bool {
    let is_wrong = |mark: Mark| {
        matches!(mark, Mark::Grievance(_))
            || matches!(
                mark,
                Mark::Sign(Sign::Discontent | Sign::Anger | Sign::Threat | Sign::Fraud | Sign::Escalation)
            )
    };
    let end = |reason: &Reason| usize::try_from(reason.at).unwrap_or(0) + reason.words.chars().count();
    all.finds.iter().filter(|find| is_wrong(find.mark)).any(|find| {
        let wrong = all.reason(find, Sign::Grievance);
        let starts = usize::try_from(wrong.at).unwrap_or(0);
        !own.iter().any(|one| one.at <= wrong.at && starts < end(one))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::category::{Category, Kind};
    use crate::triage::{told, triage, wished_in_words};

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
            assert_eq!(wished_in_words((text, &told(text)), true), [Remedy::Withdrawal], "{text}");
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
            assert_eq!(wished_in_words((text, &told(text)), true), [Remedy::Exchange], "{text}");
        }
    }

    #[test]
    fn what_somebody_took_wrong_themselves_is_theirs_however_they_say_so() {
        for text in [
            "我选错尺码了，想退",
            "我選錯尺碼了，想退",
            "不小心拍错了，想退货",
            "不小心拍錯了，想退貨",
            "手滑点错了",
            "手滑點錯了",
            "颜色选错了，可以退吗",
            "顏色選錯了，可以退嗎",
            "自己订错了，麻烦退一下",
            "自己訂錯了，麻煩退一下",
            "你好我买错了，想退",
            "您好我買錯了，想退",
            "我在你们店里拍错了，想退",
            "我在你們店裡拍錯了，想退",
            "客服您好，我下错单了",
            "客服您好，我下錯單了",
            "你们好，尺码买错了想退",
            "孩子点错了，买多了",
            "孩子點錯了，買多了",
            "我跟客服说了我买错了，想退",
            "I picked the wrong size",
            "We chose the wrong colour",
            "Sorry, picked the wrong one and ordered it by mistake",
            "I accidentally ordered the wrong size",
            "I think I have ordered the wrong model",
            "My son picked the wrong colour",
            "My wife bought the wrong size, we would like to return it",
            "Hi, ordered the wrong colour",
            "I bought it by accident",
            "I ordered two by accident",
            "You can see that I ordered the wrong item",
            "因为我选错了尺码，想退",
            "因為我選錯了尺碼，想退",
            "请问可以退吗我买错了",
            "是我自己的问题，拍错型号",
            "老公买错了",
            "I was in a hurry and picked the wrong size",
            "I clicked twice and bought two by accident",
            "I don’t want it any more",
            "I don't want it any more",
        ] {
            assert!(!unwanted(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_the_shop_took_wrong_or_says_of_them_is_never_their_own_mistake() {
        for text in [
            "The warehouse picked the wrong size",
            "They chose the wrong colour",
            "You picked the wrong colour",
            "Your staff picked the wrong size, I want to return it",
            "Someone in your shop chose the wrong size for me",
            "The seller ordered the wrong model",
            "The system picked the wrong size",
            "The picker chose the wrong color",
            "Your assistant ordered the wrong one for me",
            "The shop bought the wrong item",
            "Whoever packed this picked the wrong size",
            "The courier left it outside by accident",
            "You sent me two by accident",
            "The box was opened by accident",
            "The seller says I ordered the wrong size",
            "Your agent told me I picked the wrong colour, that is not true",
            "Your chat made me think I ordered the wrong one",
            "They say it was my mistake",
            "They did not want it back",
            "The courier says I no longer want it",
            "It was ordered by mistake by your staff",
            "客服帮我选错了",
            "客服幫我選錯了",
            "你们订错了",
            "你們訂錯了",
            "商家拍错了",
            "店家訂錯了",
            "仓库选错了颜色",
            "倉庫選錯了顏色",
            "你们给我选错了尺码",
            "你們給我選錯了尺碼",
            "给我订错了型号",
            "給我訂錯了型號",
            "客服说我选错了，其实不是",
            "客服說我選錯了，其實不是",
            "客服让我选错了尺码",
            "客服讓我選錯了尺碼",
            "卖家变卦了",
            "賣家變卦了",
            "你们又改主意了",
            "你們又改主意了",
            "商家后悔了，不想发货",
            "商家後悔了，不想發貨",
            "快递员说我不要了，就退回去了",
            "快遞員說我不要了，就退回去了",
            "系统点错了",
            "尺码被你们选错了",
            "是你们的人下错单",
            "客服叫我选这个，选错了",
            "客服叫我選這個，選錯了",
            "主播说的尺码，选错了",
            "配货的拍错了",
            "网页自动选错了",
            "網頁自動選錯了",
            "导购给我选错了",
            "貴公司訂錯了",
            "是你选错的",
            "Customer service chose the wrong size for me",
            "The florist picked the wrong flowers",
            "I was charged by accident",
            "They bought the wrong part for my repair",
        ] {
            assert_eq!(unwanted(text), [], "{text}");
            assert!(!wished_in_words((text, &told(text)), true).contains(&Remedy::Withdrawal), "{text}");
        }
    }

    #[test]
    fn a_wrong_thing_that_the_shop_took_is_a_wrong_item() {
        for text in [
            "The warehouse picked the wrong size",
            "They chose the wrong colour",
            "客服帮我选错了",
            "客服幫我選錯了",
            "你们订错了",
            "你們訂錯了",
        ] {
            assert_eq!(triage(text).category.map(|one| one.value), Some(Category::WrongItem), "{text}");
            assert_eq!(triage(text).kind.map(|one| one.value), Some(Kind::Complaint), "{text}");
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
