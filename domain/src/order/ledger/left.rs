//! What is left of an order: how much may still go back, and of which goods the price is gone already.

use super::worth::in_worth;
use super::{Elsewhere, paid_back};
use crate::compensation::money::Money;
use crate::order::Order;
use crate::order::given::Given;
use crate::order::told::not_told;

/// How much of what came in may still go back without a supervisor's signature, when all that was given `before` is
/// reckoned with, goods sent by hand at their price: the room that [`above`](super::above) measures against. `None`
/// where it is not known what came in.
pub fn left(order: &Order, before: &[Given]) -> Option<Money> {
    let in_worth = in_worth(&all(order, before), order);
    let balance = balance(order, &in_worth.iter().collect::<Vec<_>>())?;
    Some(Money { minor: balance.minor.max(0), ..balance })
}

/// How much more money went back than came in, when all that was given `before` is reckoned with; nothing where none did.
pub fn over(order: &Order, before: &[Given]) -> Option<Money> {
    let balance = balance(order, &all(order, before)).filter(|balance| balance.minor < 0)?;
    Some(Money { minor: balance.minor.saturating_neg(), ..balance })
}

/// With what the shop told of outside the desk.
fn all<'a>(order: &'a Order, before: &'a [Given]) -> Vec<&'a Given> {
    not_told(&order.given_outside, before).into_iter().chain(before).collect()
}

/// What came in less what went back in money.
fn balance(order: &Order, all: &[&Given]) -> Option<Money> {
    let back = paid_back(all, order, Given::is_paid_back);
    let came_in = order.came_in()?;
    Some(Money { minor: came_in.minor.saturating_sub(back), ..came_in })
}

impl Elsewhere {
    /// Whether the price of all pieces of a line went back already, or is agreed to: pieces of one line are alike, so
    /// who complains about some of them can have it for as many as are left.
    pub fn has_price_back(&self, order: &Order, sku: &str) -> bool {
        let Some(line) = order.lines.iter().find(|line| line.sku == sku) else { return false };
        let pieces = |given: &Given| match &given.goods {
            None => line.quantity,
            Some(goods) if goods.sku == sku => goods.quantity.unwrap_or(line.quantity),
            Some(_) => 0,
        };
        let back = self.firm();
        let back = back.iter().filter(|given| given.remedy.pays_back_whole_price());
        back.map(pieces).fold(0, u32::saturating_add) >= line.quantity.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::Pieces;
    use crate::order::ledger::above;
    use crate::remedy::Remedy;
    use crate::testing::{fruit_order, yuan};

    fn given(remedy: Remedy, amount: Option<&str>, quantity: Option<u32>) -> Given {
        Given {
            remedy,
            amount: amount.map(yuan),
            goods: Some(Pieces { quantity, ..Pieces::all_of("FRUIT-5KG") }),
            rule: None,
            at: fruit_order().placed_at,
            reference: None,
            in_all: None,
        }
    }

    #[test]
    fn what_is_left_is_what_needs_no_signature() {
        let order = fruit_order();
        assert_eq!(left(&order, &[]), order.came_in());
        let back = [given(Remedy::PriceReduction, Some("100.00"), None)];
        assert_eq!(left(&order, &back), Some(yuan("68.00")));
        // Goods that somebody sent cost what they were bought for.
        let sent = [given(Remedy::Resend, None, None)];
        assert_eq!(left(&order, &sent), Some(yuan("0.00")));
        let more = [given(Remedy::Refund, Some("5.00"), None)];
        assert_eq!(above(&order, &sent, &more), Some(yuan("5.00")));
        let anew = [given(Remedy::Resend, None, None), given(Remedy::PriceReduction, Some("9.00"), None)];
        assert_eq!((over(&order, &back), over(&order, &anew)), (None, None), "goods are no money");
        let twice =
            [given(Remedy::Refund, Some("100.00"), None), given(Remedy::Refund, Some("100.00"), None)];
        assert_eq!((over(&order, &twice), left(&order, &twice)), (Some(yuan("32.00")), Some(yuan("0.00"))));
    }

    #[test]
    fn what_the_shop_gave_back_itself_is_not_left() {
        let mut order = fruit_order();
        order.given_outside = vec![given(Remedy::Refund, Some("168.00"), None)];
        assert_eq!(left(&order, &[]), Some(yuan("0.00")));
    }

    #[test]
    fn the_price_of_a_line_is_back_once_it_is_back_for_each_piece() {
        let mut order = fruit_order();
        order.lines[0].quantity = 6;
        let has_price_back = |rows: &[Given]| {
            let elsewhere = Elsewhere { outside: rows.to_vec(), ..Elsewhere::default() };
            elsewhere.has_price_back(&order, "FRUIT-5KG")
        };
        let of_pieces = |n| given(Remedy::Refund, Some("28.00"), Some(n));
        assert!(!has_price_back(&[]));
        assert!(!has_price_back(&[of_pieces(1)]));
        assert!(has_price_back(&[of_pieces(1), of_pieces(5)]));
        assert!(has_price_back(&[given(Remedy::Refund, Some("168.00"), None)]));
        assert!(has_price_back(&[Given { goods: None, ..of_pieces(6) }]));
        assert!(!has_price_back(&[given(Remedy::PriceReduction, Some("28.00"), None)]));
    }
}
