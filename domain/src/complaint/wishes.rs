//! What a customer wishes for: what they ticked, and what their words say as plainly.
//!
//! The form ticks what it reads, where everybody sees it, and whoever takes a tick off is believed; the server files the
//! same.

use crate::category::{Category, Kind};
use crate::order::{Order, Trait};
use crate::remedy::Remedy;
use crate::triage::{Told, asks_about_a_right, wished_in_words};

/// The words of a story, and what they say as far as it was meant.
pub type Story<'a> = (&'a str, &'a Told);

/// What the words of a story wish for, about goods of an order. What was never sent is not given back: an order that is not
/// wanted any more is cancelled.
pub fn wished(story: Story<'_>, order: &Order, category: Category) -> Vec<Remedy> {
    let (_, told) = story;
    let mut wished = wished_in_words(story, is_in_hand(told, order, category));
    if !order.was_sent() && !told.unwanted().is_empty() && !wished.contains(&Remedy::Cancel) {
        for remedy in wished.iter_mut().filter(|remedy| **remedy == Remedy::Withdrawal) {
            *remedy = Remedy::Cancel;
        }
    }
    wished
}

/// All wishes: those ticked, then those in words that were not taken off, each once.
pub fn wishes(
    ticked: &[Remedy],
    taken_off: &[Remedy],
    (story, order, category): (Story<'_>, &Order, Category),
) -> Vec<Remedy> {
    let mut wishes = ticked.to_vec();
    for remedy in wished(story, order, category) {
        if !wishes.contains(&remedy) && !taken_off.contains(&remedy) {
            wishes.push(remedy);
        }
    }
    wishes
}

/// Whether what the rules say belongs beside what arrived: a question is answered in words, unless it asks about a right.
pub fn is_answered_by_rules(kind: Kind, wants: &[Remedy], story: &str) -> bool {
    kind != Kind::Enquiry || !wants.is_empty() || asks_about_a_right(story)
}

/// Whether there is anything to return: goods that came, were not lost and do not spoil.
fn is_in_hand(told: &Told, order: &Order, category: Category) -> bool {
    let spoils =
        !order.lines.is_empty() && order.lines.iter().all(|line| line.traits.contains(&Trait::Perishable));
    let is_lost = category == Category::DeliveryLost || !told.loss.is_empty();
    order.has_come() && !is_lost && !spoils
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::complaint::readings::{meant, readings};
    use crate::order::OrderStatus;
    use crate::testing::fruit_order;
    use crate::triage::told;

    /// What a story wishes for whose every word is meant.
    fn wished(story: &str, order: &Order, category: Category) -> Vec<Remedy> {
        super::wished((story, &told(story)), order, category)
    }

    fn cups() -> Order {
        let mut order = fruit_order();
        for line in &mut order.lines {
            line.traits.clear();
        }
        order
    }

    #[test]
    fn a_question_is_answered_in_words_unless_it_asks_about_a_right() {
        let is_told =
            |kind, story| is_answered_by_rules(kind, &wished(story, &cups(), Category::Other), story);
        for story in [
            "怎么清洗？",
            "請問怎麼清洗？",
            "How do I clean it?",
            "Where is the manual?",
            "滤芯多久能换？",
            "发票在哪里？",
        ] {
            assert!(!is_told(Kind::Enquiry, story), "{story}");
            assert!(is_told(Kind::Complaint, story), "{story}");
        }
        for story in [
            "请问可以七天无理由退货吗？",
            "能退吗？",
            "請問可以退貨嗎？",
            "保修多久？",
            "Can I return it?",
            "Am I entitled to compensation?",
            "How long is the warranty?",
        ] {
            assert!(is_told(Kind::Enquiry, story), "{story}");
        }
        assert!(is_answered_by_rules(Kind::Enquiry, &[Remedy::Exchange], "Blue or green?"));
    }

    #[test]
    fn an_order_that_is_not_wanted_any_more_is_cancelled_before_it_was_sent_and_returned_after() {
        let unsent = Order { shipped_at: None, delivered_at: None, status: OrderStatus::Paid, ..cups() };
        for story in ["不想要了", "我不要了", "I changed my mind", "I ordered it by mistake"] {
            assert_eq!(wished(story, &unsent, Category::Returns), [Remedy::Cancel], "{story}");
            assert_eq!(wished(story, &cups(), Category::Returns), [Remedy::Withdrawal], "{story}");
        }
    }

    #[test]
    fn what_is_ticked_comes_first_and_stands_once() {
        let ticked = [Remedy::Refund, Remedy::StatutoryDamages];
        let wished = wishes(
            &ticked,
            &[],
            (("我要退钱，还要退一赔三", &told("我要退钱，还要退一赔三")), &cups(), Category::Other),
        );
        assert_eq!(wished, [Remedy::Refund, Remedy::StatutoryDamages, Remedy::ReturnRefund]);
    }

    #[test]
    fn what_was_taken_off_stays_off() {
        let story = "我想退钱，不然换一个";
        let (told, cups) = (told(story), cups());
        let about = ((story, &told), &cups, Category::Quality);
        assert_eq!(wishes(&[], &[], about), [Remedy::ReturnRefund, Remedy::Exchange]);
        assert_eq!(wishes(&[], &[Remedy::Exchange], about), [Remedy::ReturnRefund]);
    }

    #[test]
    fn whoever_says_that_no_parcel_was_meant_to_be_lost_gives_back_what_they_have() {
        for story in [
            "显示签收，包裹丢了，我要退款",
            "顯示簽收，包裹丟了，我要退款",
            "My parcel was lost, I want a refund",
        ] {
            let wished = |off: &[_]| super::wished((story, &meant(story, off)), &cups(), Category::Quality);
            assert_eq!(wished(&[]), [Remedy::Refund], "{story}");
            assert_eq!(wished(&readings(story)), [Remedy::ReturnRefund], "{story}");
        }
    }

    #[test]
    fn what_came_on_a_day_nobody_knows_can_be_returned() {
        let order = Order { delivered_at: None, status: OrderStatus::Delivered, ..cups() };
        for story in ["杯子碎了，我要退款", "杯子碎了，請退款", "The cup broke, I want a refund"]
        {
            assert_eq!(wished(story, &order, Category::Quality), [Remedy::ReturnRefund], "{story}");
        }
    }

    #[test]
    fn nothing_is_returned_that_spoils_or_never_came() {
        let never = Order { delivered_at: None, status: OrderStatus::Shipped, ..cups() };
        for (story, order, category) in [
            ("我要退款", &fruit_order(), Category::Quality),
            ("我要退款", &never, Category::DeliveryDelay),
            ("我要退款", &cups(), Category::DeliveryLost),
            ("显示签收，包裹丢了，我要退款", &cups(), Category::Returns),
        ] {
            assert_eq!(wished(story, order, category), [Remedy::Refund], "{story} {category:?}");
        }
    }

    #[test]
    fn what_was_given_already_is_no_wish() {
        for story in [
            "退款收到了",
            "退款已经到账",
            "收到退款但是少了20",
            "收到退款但是少了20元",
            "上次给我换的也坏了",
            "上次給我換的也壞了",
            "I received the refund yesterday",
        ] {
            assert_eq!(wished(story, &cups(), Category::Quality), [], "{story}");
        }
    }
}
