//! What cases on the order gave before, as a case lists it.

use super::{small, sum, time};
use crate::order::given::Given;
use crate::order::{Order, OrderTime, Pieces};
use crate::policy::authoring::reader::Table;
use crate::remedy::Remedy;
use chrono::{DateTime, FixedOffset};

/// Every row under `[[earlier]]`; one that can't be read is a mistake.
pub(super) fn earlier_of(root: &Table<'_, '_>, order: &Order, asked_at: DateTime<FixedOffset>) -> Vec<Given> {
    let tables = root.tables("earlier");
    tables.into_iter().filter_map(|table| given_of(table, order, asked_at)).collect()
}

fn given_of(table: Table<'_, '_>, order: &Order, asked_at: DateTime<FixedOffset>) -> Option<Given> {
    let remedy = table.need("remedy", "a remedy such as `refund`");
    let remedy = remedy.and_then(|found| found.word(Remedy::ALL, Remedy::code));
    let amount = sum(&table, "amount", Some(order.currency));
    let sku = table.find("sku").and_then(|found| {
        let sku = found.text("the code of one of the order's lines")?;
        if !order.lines.iter().any(|line| line.sku == sku) {
            found.wrong("the code of one of the order's lines");
        }
        Some(sku)
    });
    let line = order.lines.iter().find(|line| Some(&line.sku) == sku.as_ref());
    let quantity = small(&table, "quantity", 1, i64::from(line.map_or(u32::MAX, |line| line.quantity)));
    let rule = table.text("rule");
    let at = time(&table, "given_at").unwrap_or(OrderTime::Exact(asked_at));
    table.finish();
    Some(Given {
        remedy: remedy?,
        amount,
        goods: sku.map(|sku| Pieces { sku, quantity }),
        rule,
        at,
        reference: None,
        in_all: None,
    })
}
