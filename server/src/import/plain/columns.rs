//! The columns of the plain format, and the header that says where each of them stands.
//!
//! `docs/operations.md` documents each with an example. A column that is not known is refused, so that a
//! misspelt name is noticed before anything is taken in without it.

use super::shopify;
use super::table::cells;

/// What separates cells in files that shops export.
const SEPARATORS: &[char] = &[',', ';', '\t', '|'];

/// How a column belongs to its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// One value for the whole order: a later row repeats it or leaves it empty.
    Order,
    /// A parcel's own: rows of one order may differ, and an empty cell means the same as in the first row.
    Parcel,
    /// The line's own.
    Line,
}

/// Every column with its scope; the needed ones first.
pub(super) const COLUMNS: &[(&str, Scope)] = &[
    ("order_number", Scope::Order),
    ("status", Scope::Parcel),
    ("currency", Scope::Order),
    ("placed_at", Scope::Order),
    ("sku", Scope::Line),
    ("title", Scope::Line),
    ("unit_price", Scope::Line),
    ("quantity", Scope::Line),
    ("ship_by", Scope::Parcel),
    ("shipped_at", Scope::Parcel),
    ("promised_by", Scope::Parcel),
    ("delivered_at", Scope::Parcel),
    ("shipping_fee", Scope::Order),
    ("tracking", Scope::Parcel),
    ("customer", Scope::Order),
    ("email", Scope::Order),
    ("phone", Scope::Order),
    ("postcode", Scope::Order),
    ("traits", Scope::Line),
    ("kind", Scope::Line),
    ("bundle", Scope::Line),
    ("period_from", Scope::Line),
    ("period_to", Scope::Line),
    ("seller", Scope::Line),
    ("line_total", Scope::Line),
    ("line_discount", Scope::Line),
    ("tax", Scope::Line),
    ("line_paid", Scope::Line),
    ("discount", Scope::Order),
    ("payment_means", Scope::Order),
    ("payment_amount", Scope::Order),
    ("parcel_delivered_at", Scope::Line),
    ("batch", Scope::Line),
    ("outbound_inspection", Scope::Line),
    ("page_as_sold", Scope::Line),
    ("presale_talk", Scope::Line),
    ("tier", Scope::Order),
    ("business", Scope::Order),
    ("refunded", Scope::Order),
    ("refunded_at", Scope::Order),
    ("refund_reference", Scope::Order),
    ("line_refunded", Scope::Line),
    ("line_refunded_at", Scope::Line),
    ("line_refund_reference", Scope::Line),
];
/// How many of [`COLUMNS`] must be there.
const N_NEEDED: usize = 8;

/// Why a header can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum BadHeader {
    /// No column of it is known.
    Unknown {
        /// What stands there.
        found: String,
    },
    /// A needed column is missing.
    Missing(String),
    /// A column is not known.
    Stranger(String),
    /// A column stands twice.
    Twice(String),
}

/// Where each column stands.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// The names, in the order of the file.
    names: Vec<String>,
    n_cells: usize,
    /// What separates the cells.
    pub(super) separator: char,
    /// Whether it is Shopify's own, which has columns beside those that are read.
    pub(super) is_shopify: bool,
}

impl Header {
    /// Reads the header line. The separator is the one by which most of its columns are known.
    pub(super) fn read(line: &str) -> Result<Self, BadHeader> {
        let split = |separator| (separator, cells(line, separator).0);
        let is_known = |name: &&String| COLUMNS.iter().any(|(column, _)| *column == name.as_str());
        let (_, separator, (names, is_shopify)) = SEPARATORS
            .iter()
            .map(|separator| split(*separator))
            .map(|(separator, cells)| (separator, named(&cells)))
            .map(|(separator, named)| (named.0.iter().filter(is_known).count(), separator, named))
            .rev()
            .max_by_key(|(n_known, ..)| *n_known)
            // One alone may be chance: many files have an `email`.
            .filter(|(n_known, ..)| *n_known > 1)
            .ok_or_else(|| BadHeader::Unknown { found: line.trim().chars().take(120).collect() })?;
        let (mut names, n_cells) = (names.clone(), names.len());
        // Exports end lines with a separator; nothing stands behind it.
        while names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        if let Some(column) = needed().find(|column| !names.iter().any(|name| name == column)) {
            return Err(BadHeader::Missing((*column).to_owned()));
        }
        if let Some(stranger) = names.iter().find(|name| !is_known(name)).filter(|_| !is_shopify) {
            return Err(BadHeader::Stranger(stranger.clone()));
        }
        let twice = names
            .iter()
            .enumerate()
            .find(|(place, name)| is_known(name) && names.iter().take(*place).any(|before| before == *name));
        match twice {
            Some((_, name)) => Err(BadHeader::Twice(name.clone())),
            None => Ok(Self { names, n_cells, separator, is_shopify }),
        }
    }

    /// How many cells a row has at most, with the empty ones behind the last column.
    pub(super) const fn n_cells(&self) -> usize {
        self.n_cells
    }

    /// Where a column stands, counted from 0.
    pub(super) fn place(&self, column: &str) -> Option<usize> {
        self.names.iter().position(|name| name == column)
    }

    /// The name of the column at a place, counted from 0.
    pub(super) fn name(&self, place: usize) -> Option<&str> {
        self.names.get(place).map(String::as_str)
    }
}

/// The columns that must be there.
pub(super) fn needed() -> impl Iterator<Item = &'static str> {
    COLUMNS.iter().take(N_NEEDED).map(|(column, _)| *column)
}

/// The names of a header's cells, and whether they are Shopify's.
fn named(cells: &[String]) -> (Vec<String>, bool) {
    let names: Vec<String> = cells.iter().map(|cell| name(cell)).collect();
    let is_shopify = shopify::is_header(&names);
    let own = |name: String| if is_shopify { shopify::named(&name).to_owned() } else { name };
    (names.into_iter().map(own).collect(), is_shopify)
}

/// A column's name as written in a header: `Order Number` is `order_number`.
fn name(cell: &str) -> String {
    let plain = cell.trim().trim_matches(['\u{feff}', '"', '\'']).trim().to_lowercase();
    plain.replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separator_is_the_one_by_which_columns_are_known() {
        for separator in SEPARATORS {
            let line = needed().collect::<Vec<_>>().join(&separator.to_string());
            let header = Header::read(&line).unwrap();
            assert_eq!((header.separator, header.place("quantity")), (*separator, Some(7)));
        }
        let odd = "\u{feff}\"Order Number\",Status,currency,placed-at,SKU,title,unit price,quantity,";
        assert_eq!(Header::read(odd).unwrap().n_cells(), 9);
    }

    #[test]
    fn header_that_can_not_be_used_is_told_apart() {
        // WooCommerce and Amazon have no one form of their exports.
        for foreign in ["order_id,order_status,billing_email", "order-id,order-item-id,purchase-date,sku"] {
            assert!(matches!(Header::read(foreign), Err(BadHeader::Unknown { .. })), "{foreign}");
        }
        let line = needed().collect::<Vec<_>>().join(",");
        assert!(matches!(Header::read("Name,Email,Total"), Err(BadHeader::Unknown { .. })));
        assert_eq!(Header::read("order_number,status").unwrap_err(), BadHeader::Missing("currency".into()));
        assert_eq!(
            Header::read(&format!("{line},colour")).unwrap_err(),
            BadHeader::Stranger("colour".into())
        );
        assert_eq!(Header::read(&format!("{line},title")).unwrap_err(), BadHeader::Twice("title".into()));
    }
}
