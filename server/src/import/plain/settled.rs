//! What a shop's words say of an order's money: never paid, on its way back, gone back.
//!
//! Where the file names sums, they count: a word never adds a refund to refunds that stand in the file, nor takes away
//! a payment that does. A means without a sum was chosen at the checkout, and says nothing of whether it was paid.

use domain::compensation::money::Money;
use domain::order::given::Given;
use domain::order::payment::{Means, Payment, Settlement};
use domain::order::{Order, OrderLine, Pieces};
use domain::remedy::Remedy;

/// Enters what the words of an order's lines say, one for each line or, of an order without lines, of each row.
pub(super) fn enter(order: &mut Order, accounts: &[Option<Settlement>], has_sums: bool) {
    let first = accounts.first().copied().flatten();
    let is_one = accounts.iter().all(|account| *account == first);
    let is_told = !order.given_outside.is_empty();
    order.terms.settlement = match first {
        // What went back in part is told by its sums.
        Some(Settlement::Pending) if is_one && is_told => None,
        account if is_one => account,
        // Some of its lines have an account of their own: somebody looks before money goes out.
        _ => Some(Settlement::Pending),
    };
    let came_in = |payment: &Payment| payment.means != Means::CashOnDelivery && payment.amount.minor > 0;
    if has_sums && order.terms.settlement.is_none() && order.payments.iter().any(came_in) {
        order.terms.settlement = Some(Settlement::Paid);
    }
    let went_back = |account: &Option<Settlement>| *account == Some(Settlement::Refunded);
    if !is_told && is_one && went_back(&first) {
        let all = order.came_in().map(|came_in| (None, came_in));
        order.given_outside.extend(all.map(|(goods, amount)| back(order, goods, amount)));
    } else if !is_told {
        let lines = order.lines.iter().zip(accounts).filter(|(_, account)| went_back(account));
        let sum = |line: &OrderLine| Some((Some(Pieces::all_of(&line.sku)), line.paid_in_all()?));
        let given = lines.filter_map(|(line, _)| sum(line)).map(|(goods, amount)| back(order, goods, amount));
        order.given_outside = given.collect();
    }
    order.given_outside.retain(|given| given.amount.is_none_or(|amount| amount.minor > 0));
    // Means without sums were reckoned from the prices; of what was never paid only cash can still come.
    let is_unpaid = order.terms.settlement == Some(Settlement::Unpaid);
    if is_unpaid && !has_sums {
        order.payments.retain(|payment| payment.means == Means::CashOnDelivery);
    }
}

fn back(order: &Order, goods: Option<Pieces>, amount: Money) -> Given {
    Given {
        remedy: Remedy::Refund,
        amount: Some(amount),
        goods,
        rule: None,
        at: order.placed_at,
        reference: None,
        in_all: None,
    }
}
