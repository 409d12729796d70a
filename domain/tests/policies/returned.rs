//! Goods that may go back: until when is told first, and in what state they are is asked only where it decides.

use crate::answered::{decision, lamp, told};
use domain::category::Category;
use domain::compensation::money::Money;
use domain::order::{Order, OrderTime};
use domain::policy::{Decision, Fact};
use domain::remedy::Remedy;
use domain::triage::triage;

/// A lamp that was signed for on the 8th; today is the 12th.
fn in_hand_for_days() -> Order {
    Order { delivered_at: OrderTime::parse("2026-03-08T10:00:00+08:00"), ..lamp() }
}

/// What the customer is asked.
fn asked(decision: &Decision) -> Vec<Fact> {
    decision.likely().iter().map(|one| one.ask).collect()
}

#[test]
fn the_last_day_to_return_is_told_and_not_that_of_a_repair() {
    for (category, story, expected) in [
        (Category::Returns, "七天无理由退货", Remedy::Withdrawal),
        (Category::Returns, "七天無理由退貨", Remedy::Withdrawal),
        (Category::Returns, "I want to return it without a reason", Remedy::Withdrawal),
        (Category::Quality, "台灯坏了，我要退货退款", Remedy::ReturnRefund),
        (Category::Quality, "檯燈壞了，我要退貨退款", Remedy::ReturnRefund),
        (Category::Quality, "The lamp is broken, I want to send it back for a refund", Remedy::ReturnRefund),
    ] {
        let decision = decision(&told(in_hand_for_days(), category, story));
        let headline = decision.headline.unwrap_or_else(|| panic!("{story}: nothing leads"));
        let until = headline.until.map(|until| until.date_naive().to_string());
        assert_eq!((headline.remedy, until.as_deref()), (expected, Some("2026-03-15")), "{story}");
        assert_eq!(headline.amount.map(Money::decimal).as_deref(), Some("168.00"), "{story}");
    }
}

#[test]
fn in_what_state_goods_are_is_asked_of_what_goes_back_unharmed_and_never_of_what_arrived_broken() {
    for story in [
        "花瓶碎了",
        "花瓶收到就碎成三块了，要求退款",
        "花瓶碎了，我要退货",
        "花瓶碎了，我要退貨退款",
        "The vase arrived broken",
        "The vase arrived broken, I want to return it",
        "It arrived in pieces and I want my money back",
    ] {
        // As the page itself takes it, with nothing picked by hand.
        let category = triage(story).category.map_or(Category::Other, |judged| judged.value);
        let asked = asked(&decision(&told(in_hand_for_days(), category, story)));
        assert!(!asked.contains(&Fact::Condition), "{story}, {category:?}: {asked:?}");
        assert!(!asked.is_empty(), "{story}, {category:?}");
    }
    for story in ["七天无理由退货", "七天無理由退貨", "I want to return it without a reason"] {
        let asked = asked(&decision(&told(in_hand_for_days(), Category::Returns, story)));
        assert!(asked.contains(&Fact::Condition), "{story}: {asked:?}");
    }
}
