//! An order that comes in again: its lines recognised, and what was known of its money kept.
//!
//! Whatever was given for a line stands under the line's code, so a line keeps the code under which it first came in.
//! Shops name lines anew: goods without a code go by their row, which is another one in the next export, a code is put
//! right, and what stood on one row stands on two.

use crate::order::{Order, OrderLine};
use core::mem;

/// Codes that only say in which row a line stood.
pub(crate) const BY_ROW: &str = "line-";

impl Order {
    /// This account of an order, where the shop gave `known` before it: the lines that are the same keep their codes.
    #[must_use]
    pub fn after(mut self, known: &Self) -> Self {
        self.terms.settlement = self.settlement_after(known);
        let mut free: Vec<&OrderLine> = known.lines.iter().collect();
        let mut codes: Vec<Option<String>> = vec![None; self.lines.len()];
        for is_same in [is_alike, is_called_so, has_its_code, stands_there] {
            for (line, code) in self.lines.iter().zip(&mut codes).filter(|(_, code)| code.is_none()) {
                let place = free.iter().position(|known| is_same(known, line));
                if let Some(place) = place.filter(|place| is_told_apart(&free, *place, line)) {
                    *code = Some(free.remove(place).sku.clone());
                }
            }
        }
        let mut taken: Vec<String> = codes.iter().flatten().cloned().collect();
        // What is new keeps its own code, unless a line that stays goes by it.
        taken.extend(free.iter().map(|known| known.sku.clone()));
        let mut renamed: Vec<(String, String)> = Vec::new();
        for (line, code) in self.lines.iter_mut().zip(codes) {
            let code = code.unwrap_or_else(|| {
                let own = line.sku.clone();
                let mut others = (2_u32..).map(|n| format!("{own}#{n}"));
                let is_free = |code: &String| !taken.contains(code);
                let code = if is_free(&own) { Some(own.clone()) } else { others.find(is_free) };
                let code = code.unwrap_or(own);
                taken.push(code.clone());
                code
            });
            let before = mem::replace(&mut line.sku, code);
            renamed.push((before, line.sku.clone()));
        }
        for goods in self.given_outside.iter_mut().filter_map(|given| given.goods.as_mut()) {
            if let Some((_, code)) = renamed.iter().find(|(before, _)| *before == goods.sku) {
                goods.sku.clone_from(code);
            }
        }
        self
    }
}

/// The same goods at the same price, under the same code.
fn is_alike(known: &OrderLine, line: &OrderLine) -> bool {
    known.sku == line.sku && is_called_so(known, line)
}

/// The same code of the shop's own.
fn has_its_code(known: &OrderLine, line: &OrderLine) -> bool {
    known.sku == line.sku && !line.sku.starts_with(BY_ROW)
}

/// The same goods at the same price.
fn is_called_so(known: &OrderLine, line: &OrderLine) -> bool {
    known.title == line.title && known.unit_price == line.unit_price
}

/// Whether a line that is known can't be mistaken for another: where the goods go by their row and have another name now,
/// they are known by their price, and others of the same price may have changed places with them.
fn is_told_apart(free: &[&OrderLine], place: usize, line: &OrderLine) -> bool {
    let is_renamed = |known: &&OrderLine| known.title != line.title && known.sku.starts_with(BY_ROW);
    let costs_so = |known: &&&OrderLine| known.unit_price == line.unit_price;
    !free.get(place).is_some_and(is_renamed) || free.iter().filter(costs_so).count() == 1
}

/// The same row, at the same price or under the same name.
fn stands_there(known: &OrderLine, line: &OrderLine) -> bool {
    known.sku == line.sku && (known.title == line.title || known.unit_price == line.unit_price)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::given::Given;
    use crate::order::ledger::above;
    use crate::order::payment::Settlement;
    use crate::order::{OrderStatus, Pieces};
    use crate::remedy::Remedy;
    use crate::testing::{fruit_order, yuan};

    fn order(lines: &[(&str, &str, &str)]) -> Order {
        let lines =
            lines.iter().map(|(sku, title, price)| OrderLine::plain(*sku, *title, yuan(price), 1)).collect();
        Order { lines, ..fruit_order() }
    }

    fn back(amount: &str) -> Given {
        Given {
            remedy: Remedy::Refund,
            amount: Some(yuan(amount)),
            goods: None,
            rule: None,
            at: fruit_order().placed_at,
            reference: None,
            in_all: None,
        }
    }

    fn codes(known: &[(&str, &str, &str)], now: &[(&str, &str, &str)]) -> Vec<String> {
        order(now).after(&order(known)).lines.into_iter().map(|line| line.sku).collect()
    }

    #[test]
    fn goods_without_a_code_keep_their_names_though_the_rows_come_the_other_way_round() {
        let known = [("line-1", "Mug", "100.00"), ("line-2", "Lamp", "100.00")];
        let now = [("line-1", "Lamp", "100.00"), ("line-2", "Mug", "100.00")];
        assert_eq!(codes(&known, &now), ["line-2", "line-1"]);
    }

    #[test]
    fn a_code_put_right_is_the_same_line_and_so_is_a_title_put_right() {
        let known = [("A", "Vase", "100.00"), ("B", "Lamp", "50.00")];
        assert_eq!(codes(&known, &[("A-NEW", "Vase", "100.00"), ("B", "Lamp", "50.00")]), ["A", "B"]);
        assert_eq!(codes(&known, &[("A", "Vase, blue", "90.00"), ("B", "Lamp", "50.00")]), ["A", "B"]);
    }

    #[test]
    fn codes_exchanged_leave_each_line_the_code_it_came_in_under() {
        let known = [("A", "Mug", "50.00"), ("B", "Lamp", "60.00")];
        assert_eq!(codes(&known, &[("A", "Lamp", "60.00"), ("B", "Mug", "50.00")]), ["B", "A"]);
    }

    #[test]
    fn rows_of_one_price_that_are_all_called_otherwise_are_not_recognised() {
        let known = [("line-1", "Mug", "50.00"), ("line-2", "Lamp", "50.00")];
        let now = [("line-1", "Lampe", "50.00"), ("line-2", "Tasse", "50.00")];
        assert_eq!(codes(&known, &now), ["line-1#2", "line-2#2"]);
        // What was given for either counts for every line from then on.
        let mut refund = back("50.00");
        refund.goods = Some(Pieces::all_of("line-1"));
        let order = order(&now).after(&order(&known));
        let next = Given { goods: Some(Pieces::all_of("line-2#2")), ..refund.clone() };
        assert_eq!(above(&order, &[refund], &[next]), Some(yuan("50.00")));
        // A price of its own tells a row apart.
        let now = [("line-1", "Lampe", "50.00"), ("line-2", "Tasse", "20.00")];
        let known = [("line-1", "Mug", "50.00"), ("line-2", "Lamp", "20.00")];
        assert_eq!(codes(&known, &now), ["line-1", "line-2"]);
    }

    #[test]
    fn a_line_that_is_new_never_takes_the_code_of_another() {
        let known = [("line-1", "Mug", "100.00")];
        let now = [("line-1", "Lamp", "20.00"), ("line-2", "Mug", "100.00")];
        assert_eq!(codes(&known, &now), ["line-1#2", "line-1"]);
        // One row of two becomes two rows.
        let now = [("A", "Thing", "100.00"), ("A#2", "Thing", "100.00")];
        assert_eq!(codes(&[("A", "Thing", "100.00")], &now), ["A", "A#2"]);
    }

    #[test]
    fn refunds_follow_their_lines() {
        let mut now = order(&[("line-1", "Lamp", "100.00"), ("line-2", "Mug", "100.00")]);
        now.given_outside = vec![Given { goods: Some(Pieces::all_of("line-2")), ..back("100.00") }];
        let known = order(&[("line-1", "Mug", "100.00"), ("line-2", "Lamp", "100.00")]);
        let now = now.after(&known);
        assert_eq!(now.given_outside[0].goods, Some(Pieces::all_of("line-1")));
    }

    #[test]
    fn what_was_paid_before_it_was_cancelled_stays_paid() {
        let known = Order { status: OrderStatus::Paid, ..fruit_order() };
        let now =
            Order { status: OrderStatus::Cancelled, shipped_at: None, delivered_at: None, ..fruit_order() };
        assert!(!now.is_surely_paid());
        let now = now.after(&known);
        assert_eq!(now.terms.settlement, Some(Settlement::Paid));
        // And stays so when it comes in once more.
        let again = Order { terms: fruit_order().terms, ..now.clone() }.after(&now);
        assert!(again.is_surely_paid());
    }
}
