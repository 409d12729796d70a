//! What counts towards the bound besides sums of money: goods that a person sent, and what can't be placed.

use super::paid_back;
use crate::compensation::money::Money;
use crate::order::given::Given;
use crate::order::{Order, OrderLine};
use crate::remedy::Remedy;

/// Rows with goods that a person sent or exchanged turned into what was paid for those pieces: to send them once more
/// costs what it costs to pay them back. What a rule gives in goods is given once by the rule, and no more than that.
pub(super) fn in_worth(given: &[&Given], order: &Order) -> Vec<Given> {
    let worth = |row: &Given| {
        let goods = row.goods.as_ref().filter(|_| row.rule.is_none() && row.remedy.gives_goods())?;
        let line = order.lines.iter().find(|line| line.sku == goods.sku)?;
        let pieces = goods.quantity.unwrap_or(line.quantity).min(line.quantity);
        Some(Money::new(line.paid_for(pieces), order.currency))
    };
    let rows = given.iter().map(|row| match worth(row) {
        Some(worth) => Given { remedy: Remedy::Refund, amount: Some(worth), ..(*row).clone() },
        None => (*row).clone(),
    });
    rows.collect()
}

/// What names goods that no line of the order goes by any more, or more than was ever paid for its line: the shop names
/// its lines anew, and nobody knows for which of them it was. In minor units.
pub(super) fn unplaced(given: &[&Given], order: &Order) -> i64 {
    let of_goods = || given.iter().filter(|row| row.remedy.pays_back_price() && row.goods.is_some());
    let names = |row: &Given, line: &OrderLine| row.goods.as_ref().is_some_and(|goods| goods.sku == line.sku);
    let sum = |rows: Vec<&Given>| paid_back(&rows, order, |_| true);
    let lost = of_goods().filter(|row| !order.lines.iter().any(|line| names(row, line)));
    let lost = sum(lost.copied().collect());
    let beyond = order.lines.iter().map(|line| {
        let back = sum(of_goods().filter(|row| names(row, line)).copied().collect());
        back.saturating_sub(line.paid_in_all().map_or(0, |paid| paid.minor)).max(0)
    });
    beyond.fold(lost, i64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::Pieces;
    use crate::order::ledger::above;
    use crate::testing::{fruit_order, yuan};

    fn given(remedy: Remedy, amount: &str) -> Given {
        Given {
            remedy,
            amount: Some(yuan(amount)),
            goods: Some(Pieces::all_of("FRUIT-5KG")),
            rule: None,
            at: fruit_order().placed_at,
            reference: None,
        }
    }

    #[test]
    fn goods_sent_by_hand_are_worth_their_price() {
        let order = fruit_order();
        let sent = |remedy, rule: Option<&str>| Given {
            amount: None,
            rule: rule.map(str::to_owned),
            ..given(remedy, "0.00")
        };
        for remedy in [Remedy::Resend, Remedy::Exchange, Remedy::Substitute, Remedy::Remake] {
            let once = [sent(remedy, None)];
            assert_eq!(above(&order, &[], &once), None, "{remedy:?}");
            assert_eq!(
                above(&order, &once, &[sent(Remedy::Resend, None)]),
                Some(yuan("168.00")),
                "{remedy:?}"
            );
            assert_eq!(
                above(&order, &once, &[given(Remedy::Refund, "5.00")]),
                Some(yuan("5.00")),
                "{remedy:?}"
            );
            // What a rule grants in goods leaves what else it grants alone.
            let by_rule = [sent(remedy, Some("cn-law/warranty"))];
            assert_eq!(above(&order, &by_rule, &[given(Remedy::Refund, "168.00")]), None, "{remedy:?}");
        }
    }

    #[test]
    fn what_was_given_for_a_line_that_goes_by_another_name_now_counts_for_every_line() {
        let mut order = fruit_order();
        let mut lamp = order.lines[0].clone();
        (lamp.sku, lamp.unit_price) = ("LAMP".to_owned(), yuan("500.00"));
        order.lines.push(lamp);
        let before = [Given { goods: Some(Pieces::all_of("FRUIT")), ..given(Remedy::Refund, "168.00") }];
        assert_eq!(above(&order, &before, &[given(Remedy::Refund, "168.00")]), Some(yuan("168.00")));
        let lamp = Given { goods: Some(Pieces::all_of("LAMP")), ..given(Remedy::Refund, "332.00") };
        assert_eq!(above(&order, &before, &[lamp]), None);
    }
}
