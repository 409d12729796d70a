//! What counts towards the bound besides sums of money: goods that are sent, and what can't be placed.

use super::paid_back;
use crate::compensation::money::Money;
use crate::order::given::Given;
use crate::order::{Order, OrderLine};
use crate::remedy::Remedy;

/// Rows with goods that are sent or exchanged turned into what was paid for those pieces, whoever gives them: to send
/// them once more costs what it costs to pay them back.
pub(super) fn in_worth(given: &[&Given], order: &Order) -> Vec<Given> {
    let worth = |row: &Given| {
        let (line, pieces) = sent(row, order)?;
        let by_rule = row.rule.is_some();
        Some(Money::new(paid_for(order, line, pieces, by_rule), order.currency))
    };
    let rows = given.iter().map(|row| match worth(row) {
        Some(worth) => Given { remedy: Remedy::Refund, amount: Some(worth), ..(*row).clone() },
        None => (*row).clone(),
    });
    rows.collect()
}

/// The pieces of a line that are sent by a row.
fn sent<'o>(row: &Given, order: &'o Order) -> Option<(&'o OrderLine, u32)> {
    let goods = row.goods.as_ref().filter(|_| row.remedy.replaces_goods())?;
    let line = order.lines.iter().find(|line| line.sku == goods.sku)?;
    Some((line, goods.quantity.unwrap_or(line.quantity).min(line.quantity)))
}

/// What was paid for so many pieces, less their part of what was taken off the order as a whole. Where nothing came in
/// for the goods, what a rule sends was not paid, and what a person sends is worth its price.
fn paid_for(order: &Order, line: &OrderLine, pieces: u32, by_rule: bool) -> i64 {
    let price = line.paid_for(pieces);
    let freight = order.shipping_fee.map_or(0, |freight| freight.minor);
    let sums = order.came_in().zip(order.goods_total());
    let (came_in, all) =
        sums.map_or((0, 0), |(came_in, all)| (came_in.minor.saturating_sub(freight).max(0), all.minor));
    if came_in >= all || (came_in == 0 && !by_rule) {
        return price;
    }
    let part = (i128::from(price) * i128::from(came_in)).checked_div(i128::from(all));
    part.and_then(|part| i64::try_from(part).ok()).unwrap_or(price)
}

/// How much of what is about to be given back goes above what was paid for the pieces that it names, whatever else of their
/// line was paid for.
pub(super) fn above_pieces(about: &[&Given], order: &Order) -> i64 {
    let of_line = |line: &OrderLine| {
        let is_of_line = |given: &Given| {
            given.remedy.pays_back_price() && given.goods.as_ref().is_some_and(|goods| goods.sku == line.sku)
        };
        let named = about.iter().filter(|given| is_of_line(given)).filter_map(|given| given.goods.as_ref());
        let pieces = named.map(|goods| goods.quantity.unwrap_or(line.quantity)).max()?;
        let pieces = pieces.min(line.quantity);
        // A part of what was paid that comes to no whole number is rounded up as well as down.
        let is_broken = line
            .paid_in_all()?
            .minor
            .checked_mul(i64::from(pieces))
            .is_some_and(|all| all.checked_rem(i64::from(line.quantity)).is_some_and(|rest| rest != 0));
        let paid = line.paid_for(pieces).saturating_add(i64::from(is_broken));
        Some(paid_back(about, order, is_of_line).saturating_sub(paid).max(0))
    };
    order.lines.iter().filter_map(of_line).fold(0, i64::saturating_add)
}

/// What goods that cost nothing are worth that are about to be sent once more, in minor units: their marked price, and
/// never nothing.
pub(super) fn free_again(before: &[&Given], about: &[&Given], order: &Order) -> i64 {
    let of_line = |line: &OrderLine| {
        let is_free = |(other, pieces): &(&OrderLine, u32), by_rule: bool| {
            other.sku == line.sku && paid_for(order, line, *pieces, by_rule) == 0
        };
        let pieces = |rows: &[&Given]| {
            let rows = rows.iter().filter_map(|row| Some((sent(row, order)?, row.rule.is_some())));
            let rows = rows.filter(|(sent, by_rule)| is_free(sent, *by_rule));
            rows.map(|((_, pieces), _)| pieces).fold(0_u32, u32::saturating_add)
        };
        let about = pieces(about);
        let again = pieces(before).saturating_add(about).saturating_sub(line.quantity).min(about);
        let price = line.unit_price.minor.max(1);
        price.saturating_mul(i64::from(again))
    };
    order.lines.iter().map(of_line).fold(0, i64::saturating_add)
}

/// What is about to pay by hand, once more, for the way back or a fee that was paid by hand before, or a statute's multiple
/// that was given before by whomever, in minor units. What a rule grants of the way back names no sum, and is seen only once
/// somebody pays it; what a rule grants of a multiple is what is left of it.
pub(super) fn paid_again(before: &[&Given], about: &[&Given], order: &Order) -> i64 {
    let was_paid = |row: &Given| {
        let is_penalty = row.remedy.is_penalty() && row.rule.is_none();
        let is_it = |other: &Given| other.remedy == row.remedy && (is_penalty || other.rule.is_none());
        (is_penalty || row.remedy.is_paid_once()) && before.iter().any(|other| is_it(other))
    };
    paid_back(about, order, was_paid)
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
            in_all: None,
        }
    }

    #[test]
    fn goods_that_are_sent_are_worth_their_price_whoever_sends_them() {
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
            // Two rules for one fault would give the goods twice, and the price beside them.
            let by_rule = [sent(remedy, Some("cn-law/warranty"))];
            assert_eq!(above(&order, &[], &by_rule), None, "{remedy:?}");
            for next in [given(Remedy::Refund, "168.00"), sent(remedy, Some("cn-law/faulty"))] {
                assert_eq!(above(&order, &by_rule, &[next]), Some(yuan("168.00")), "{remedy:?}");
            }
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
