//! The plain format: one CSV file, one row per order line, the rows of an order next to each other.
//!
//! Its columns are documented in `docs/operations.md`. What belongs to the whole order is taken from its first
//! row; in later rows of the same order those cells may be empty.

use super::{ReadOrder, Skipped, SourceFault};
use crate::secret::KnownContacts;
use chrono::NaiveDate;
use domain::compensation::money::{Currency, Money};
use domain::order::terms::Terms;
use domain::order::{Background, Order, OrderLine, OrderStatus, OrderTime, Trait};
use domain::text::contact::{Email, Phone};
use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

/// Every column, needed ones first.
const COLUMNS: &[&str] = &[
    "order_number",
    "status",
    "currency",
    "placed_at",
    "sku",
    "title",
    "unit_price",
    "quantity",
    "ship_by",
    "shipped_at",
    "promised_by",
    "delivered_at",
    "shipping_fee",
    "tracking",
    "customer",
    "email",
    "phone",
    "postcode",
    "traits",
    "seller",
];
/// How many of [`COLUMNS`] must be there.
const N_NEEDED: usize = 8;

/// A row of the file by column name, and its line.
struct Row {
    cells: Vec<(String, String)>,
    line: u64,
}

impl Row {
    fn get(&self, column: &str) -> &str {
        self.cells.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| cell.trim())
    }
}

/// The file, opened.
pub struct Plain {
    reader: csv::Reader<File>,
    header: Vec<String>,
    ahead: Option<Row>,
    seen: BTreeSet<String>,
    /// How many bytes there are to read.
    pub n_bytes: u64,
}

impl Plain {
    /// Opens the file `path` and checks its columns.
    pub fn open(path: &Path) -> Result<Self, SourceFault> {
        let fault = |source| SourceFault::Unreadable { path: path.to_path_buf(), source };
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).map_err(fault)?;
        let header: Vec<String> = reader
            .headers()
            .map_err(fault)?
            .iter()
            // Spreadsheets put a byte order mark in front of the first name.
            .map(|name| name.trim_start_matches('\u{feff}').trim().to_owned())
            .collect();
        let path = path.to_path_buf();
        if let Some(column) = COLUMNS.iter().take(N_NEEDED).find(|name| !header.iter().any(|h| h == *name)) {
            let (column, expected) = ((*column).to_owned(), COLUMNS.iter().take(N_NEEDED));
            let expected = expected.copied().collect::<Vec<_>>().join(", ");
            return Err(SourceFault::NoColumn { path, column, expected });
        }
        if let Some(column) = header.iter().find(|name| !COLUMNS.contains(&name.as_str())) {
            let (column, expected) = (column.clone(), COLUMNS.join(", "));
            return Err(SourceFault::UnknownColumn { path, column, expected });
        }
        let n_bytes = std::fs::metadata(&path).map_or(0, |found| found.len());
        Ok(Self { reader, header, ahead: None, seen: BTreeSet::new(), n_bytes })
    }

    /// How many bytes have been read.
    pub fn position(&self) -> u64 {
        self.reader.position().byte()
    }

    /// The next order, or why it is left out; none at the end.
    pub fn next_order(&mut self) -> Option<Result<ReadOrder, Skipped>> {
        let first = match self.ahead.take().map_or_else(|| self.next_row(), |row| Some(Ok(row)))? {
            Ok(row) => row,
            Err(skipped) => return Some(Err(skipped)),
        };
        let number = first.get("order_number").to_owned();
        let line = first.line;
        let mut rows = vec![first];
        let mut unreadable = None;
        loop {
            match self.next_row() {
                Some(Ok(row)) if row.get("order_number") == number => rows.push(row),
                Some(Ok(row)) => {
                    self.ahead = Some(row);
                    break;
                }
                Some(Err(skipped)) => unreadable = Some(skipped.reason),
                None => break,
            }
        }
        let outcome = match unreadable {
            Some(reason) => Err(reason),
            None if number.is_empty() => Err("it has no order number".to_owned()),
            None if !self.seen.insert(number) => Err("its rows do not stand together".to_owned()),
            None => read(&rows),
        };
        Some(outcome.map_err(|reason| Skipped { reason, place: format!("line {line}") }))
    }

    fn next_row(&mut self) -> Option<Result<Row, Skipped>> {
        let mut record = csv::StringRecord::new();
        let line = self.reader.position().line();
        let outcome = self.reader.read_record(&mut record);
        let skipped = |reason: String| Skipped { reason, place: format!("line {line}") };
        match outcome {
            Ok(false) => None,
            Ok(true) if record.len() > self.header.len() => {
                Some(Err(skipped("a row has more cells than there are columns".to_owned())))
            }
            Ok(true) => Some(Ok(Row {
                cells: self.header.iter().cloned().zip(record.iter().map(str::to_owned)).collect(),
                line,
            })),
            Err(error) => Some(Err(skipped(format!("unreadable row: {error}")))),
        }
    }
}

fn read(rows: &[Row]) -> Result<ReadOrder, String> {
    let first = rows.first().ok_or("it has no rows")?;
    let currency = Currency::from_code(first.get("currency"))
        .ok_or_else(|| format!("its currency `{}` is not known", first.get("currency")))?;
    let lines = rows
        .iter()
        .filter(|row| !row.get("sku").is_empty())
        .map(|row| line(row, currency))
        .collect::<Result<Vec<_>, _>>()?;
    let skus: BTreeSet<_> = lines.iter().map(|line| &line.sku).collect();
    if skus.len() != lines.len() {
        return Err("a sku stands twice in it".to_owned());
    }
    let order = Order {
        number: first.get("order_number").to_owned(),
        status: OrderStatus::from_code(first.get("status"))
            .ok_or_else(|| format!("its status `{}` is not known", first.get("status")))?,
        currency,
        placed_at: time(first, "placed_at")?.ok_or("it has no `placed_at`")?,
        ship_by: time(first, "ship_by")?,
        shipped_at: time(first, "shipped_at")?,
        promised_by: optional(first, "promised_by", |text| text.parse::<NaiveDate>().ok())?,
        extra_time_until: None,
        delivered_at: time(first, "delivered_at")?,
        shipping_fee: optional(first, "shipping_fee", |text| Money::parse(text, currency).ok())?,
        free_shipping: false,
        terms: Terms::default(),
        payments: Vec::new(),
        given_outside: Vec::new(),
        tracking: optional(first, "tracking", |text| Some(text.to_owned()))?,
        lines,
    };
    let contacts = KnownContacts {
        email: optional(first, "email", |text| Email::parse(text).ok())?,
        phone: optional(first, "phone", |text| Phone::parse(text).ok())?,
        postcode: optional(first, "postcode", |text| Some(text.to_owned()))?,
    };
    let buyer = optional(first, "customer", |text| Some(text.to_owned()))?;
    Ok(ReadOrder { order, contacts, buyer })
}

fn line(row: &Row, currency: Currency) -> Result<OrderLine, String> {
    let unit_price = Money::parse(row.get("unit_price"), currency)
        .map_err(|error| format!("a `unit_price` is {error}"))?;
    let quantity = row.get("quantity").parse().ok().filter(|n| *n > 0);
    let traits = row
        .get("traits")
        .split_whitespace()
        .map(|code| Trait::from_code(code).ok_or_else(|| format!("the trait `{code}` is not known")));
    Ok(OrderLine {
        sku: row.get("sku").to_owned(),
        title: match row.get("title") {
            "" => return Err("a line has no title".to_owned()),
            title => title.to_owned(),
        },
        unit_price,
        quantity: quantity.ok_or("a `quantity` is no whole number above zero")?,
        paid: None,
        traits: traits.collect::<Result<_, _>>()?,
        delivered_at: None,
        status: None,
        background: Background::default(),
        seller: optional(row, "seller", |text| Some(text.to_owned()))?,
    })
}

fn optional<T>(row: &Row, column: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, String> {
    match row.get(column) {
        "" => Ok(None),
        text => read(text).map(Some).ok_or_else(|| format!("its `{column}` is unreadable")),
    }
}

fn time(row: &Row, column: &str) -> Result<Option<OrderTime>, String> {
    optional(row, column, OrderTime::parse)
}

#[cfg(test)]
mod tests;
