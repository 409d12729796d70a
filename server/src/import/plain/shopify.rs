//! The columns of Shopify's order export, read as they are.
//!
//! The export says in several columns what the plain format says in one: how far an order has come, and what its goods
//! came to. Only its first row of an order has what belongs to the order, as in the plain format. It never says when a
//! parcel came; a column `delivered_at` beside its own is read, as are all others of the plain format.

use super::cell::Cell;
use crate::import::Skipped;
use domain::compensation::money::{Currency, Money};
use domain::compensation::split::split_by;
use domain::order::OrderLine;

/// Its names, as a header is read, for columns of the plain format.
const NAMES: &[(&str, &str)] = &[
    ("name", "order_number"),
    ("financial_status", "status"),
    ("created_at", "placed_at"),
    ("lineitem_sku", "sku"),
    ("lineitem_name", "title"),
    ("lineitem_price", "unit_price"),
    ("lineitem_quantity", "quantity"),
    ("lineitem_discount", "line_discount"),
    ("fulfilled_at", "shipped_at"),
    ("shipping", "shipping_fee"),
    ("shipping_zip", "postcode"),
    ("refunded_amount", "refunded"),
];

/// Columns that no other file has together.
const SIGNS: &[&str] = &["name", "financial_status", "lineitem_name", "lineitem_price"];

/// Whether a header is one of Shopify's.
pub(super) fn is_header(names: &[String]) -> bool {
    SIGNS.iter().all(|sign| names.iter().any(|name| name == sign))
}

/// A column of its header under the name that the plain format has for it, where it has one.
pub(super) fn named(name: &str) -> &str {
    NAMES.iter().find(|(own, _)| *own == name).map_or(name, |(_, column)| column)
}

/// Which column of a row says how far the order has come: that it was cancelled, that it was sent, or what became of
/// its payment.
pub(super) fn status<'f>(cell: impl Fn(&'static str) -> Option<Cell<'f>>) -> Option<Cell<'f>> {
    if let Some(cancelled) = cell("cancelled_at") {
        return Some(cancelled.part("cancelled"));
    }
    let sent = cell("fulfillment_status").filter(|cell| !cell.text.eq_ignore_ascii_case("unfulfilled"));
    sent.or_else(|| cell("status"))
}

/// What its columns say all goods came to.
pub(super) struct Sums<'a, 'f> {
    /// After every discount, before freight.
    pub(super) subtotal: Option<&'a Cell<'f>>,
    /// Sales tax, on top of the prices or held by them.
    pub(super) taxes: Option<&'a Cell<'f>>,
    /// All that was to be paid.
    pub(super) total: Option<&'a Cell<'f>>,
}

impl Sums<'_, '_> {
    /// Shares what was paid for the goods among the lines, by what each of them came to. Whether tax came on top is told
    /// by the total.
    pub(super) fn share(
        &self,
        currency: Currency,
        freight: Option<Money>,
        lines: &mut [OrderLine],
    ) -> Result<(), Skipped> {
        let Some(cell) = self.subtotal else { return Ok(()) };
        let goods = cell.sum(currency)?;
        let sum = |cell: Option<&Cell<'_>>| cell.map(|cell| cell.sum(currency)).transpose();
        let (taxes, total) = (sum(self.taxes)?, sum(self.total)?);
        let with_tax = taxes.and_then(|taxes| goods.checked_add(taxes));
        let bill = |goods: Money| freight.map_or(Some(goods), |freight| goods.checked_add(freight));
        let paid = with_tax.filter(|with_tax| total.is_some() && bill(*with_tax) == total).unwrap_or(goods);
        let too_large = || cell.flaw("belongs to sums too large to share");
        let sums: Option<Vec<Money>> = lines.iter().map(OrderLine::paid_in_all).collect();
        let sums = sums.ok_or_else(too_large)?;
        let all = sums.iter().try_fold(Money::zero(currency), |all, sum| all.checked_add(*sum));
        if all == Some(paid) || lines.is_empty() {
            return Ok(());
        }
        let weights: Vec<i64> = sums.iter().map(|sum| sum.minor).collect();
        let shares = split_by(paid, &weights).ok_or_else(too_large)?;
        for (line, share) in lines.iter_mut().zip(shares) {
            line.paid = Some(share);
        }
        Ok(())
    }
}
