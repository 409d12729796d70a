//! What a customer wishes for: what they ticked, and what their words say as plainly.
//!
//! The form ticks what it reads, where everybody sees it, and whoever takes a tick off is believed; the server files the
//! same.

use crate::category::Category;
use crate::order::{Order, Trait};
use crate::remedy::Remedy;
use crate::triage::{told, wished_in_words};

/// What the words of a story wish for, about goods of an order.
pub fn wished(story: &str, order: &Order, category: Category) -> Vec<Remedy> {
    wished_in_words(story, is_in_hand(story, order, category))
}

/// All wishes: those ticked, then those in words that were not taken off, each once.
pub fn wishes(
    ticked: &[Remedy],
    taken_off: &[Remedy],
    (story, order, category): (&str, &Order, Category),
) -> Vec<Remedy> {
    let mut wishes = ticked.to_vec();
    for remedy in wished(story, order, category) {
        if !wishes.contains(&remedy) && !taken_off.contains(&remedy) {
            wishes.push(remedy);
        }
    }
    wishes
}

/// Whether there is anything to return: goods that came, were not lost and do not spoil.
fn is_in_hand(story: &str, order: &Order, category: Category) -> bool {
    let spoils =
        !order.lines.is_empty() && order.lines.iter().all(|line| line.traits.contains(&Trait::Perishable));
    let is_lost = category == Category::DeliveryLost || !told(story).loss.is_empty();
    order.has_come() && !is_lost && !spoils
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::OrderStatus;
    use crate::testing::fruit_order;

    fn cups() -> Order {
        let mut order = fruit_order();
        for line in &mut order.lines {
            line.traits.clear();
        }
        order
    }

    #[test]
    fn what_is_ticked_comes_first_and_stands_once() {
        let ticked = [Remedy::Refund, Remedy::StatutoryDamages];
        let wished = wishes(&ticked, &[], ("我要退钱，还要退一赔三", &cups(), Category::Other));
        assert_eq!(wished, [Remedy::Refund, Remedy::StatutoryDamages, Remedy::ReturnRefund]);
    }

    #[test]
    fn what_was_taken_off_stays_off() {
        let about = ("我想退钱，不然换一个", &cups(), Category::Quality);
        assert_eq!(wishes(&[], &[], about), [Remedy::ReturnRefund, Remedy::Exchange]);
        assert_eq!(wishes(&[], &[Remedy::Exchange], about), [Remedy::ReturnRefund]);
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
}
