//! One cell of a file: what it holds, where it stands, and how it is read.
//!
//! Spreadsheets wrap numbers so that they stay text (`="3001"`, `'3001`); the wrapping is taken off. What they
//! have rounded (`2.02211E+18`) can't be brought back and is refused. Every flaw names value, line and column.

use super::columns::Header;
use super::moment;
use super::shopify;
use super::table::Row;
use crate::import::Skipped;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use domain::compensation::money::{Currency, Money};
use domain::order::OrderTime;
use domain::policy::credible;
use domain::text::{number, sum};

/// The first and last year in which an order can lie; spreadsheets and databases write others for "never".
const YEARS: std::ops::RangeInclusive<i32> = 1995..=2100;
/// Columns of free text.
const TEXTS: &[&str] = &["title", "outbound_inspection", "page_as_sold", "presale_talk"];
/// How much of a cell a reason repeats.
const SHOWN: usize = 60;

/// A row with the header that names its cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells<'f> {
    header: &'f Header,
    row: &'f Row,
}

/// A cell with something in it.
#[derive(Clone, Debug)]
pub(super) struct Cell<'f> {
    /// What it holds, without wrapping.
    pub(super) text: &'f str,
    column: &'static str,
    /// Counted from 1.
    place: usize,
    line: u64,
}

impl<'f> Cells<'f> {
    /// The cells of a row.
    pub(super) const fn new(header: &'f Header, row: &'f Row) -> Self {
        Self { header, row }
    }

    /// The row's line in the file.
    pub(super) const fn line(&self) -> u64 {
        self.row.line
    }

    /// Whether both rows say the same, word for word.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.row.cells == other.row.cells
    }

    /// Whether it is a row of Shopify's own export.
    pub(super) const fn is_shopify(&self) -> bool {
        self.header.is_shopify
    }

    /// The cell of a column, where it holds anything.
    pub(super) fn get(&self, column: &'static str) -> Option<Cell<'f>> {
        if self.is_shopify() && column == "status" {
            return shopify::status(|column| self.of(column));
        }
        self.of(column)
    }

    /// The cell that says what became of the payment, where one does beside how far the order has come.
    pub(super) fn of_payment(&self) -> Option<Cell<'f>> {
        self.is_shopify().then(|| self.of("status")).flatten()
    }

    fn of(&self, column: &'static str) -> Option<Cell<'f>> {
        let place = self.header.place(column)?;
        let cell = self.row.cells.get(place)?;
        // A text may begin with an apostrophe and a number.
        let text = if TEXTS.contains(&column) { cell.trim() } else { unwrapped(cell) };
        (!text.is_empty()).then_some(Cell { text, column, place: place + 1, line: self.row.line })
    }

    /// The cell of a column; a flaw where it holds nothing.
    pub(super) fn need(&self, column: &'static str, expected: &str) -> Result<Cell<'f>, Skipped> {
        self.get(column).ok_or_else(|| Skipped {
            reason: format!("`{column}` is empty; expected {expected}"),
            place: match self.header.place(column) {
                Some(place) => format!("line {}, column {} `{column}`", self.row.line, place + 1),
                None => format!("line {}", self.row.line),
            },
        })
    }
}

impl Cell<'_> {
    /// What is wrong with it, with its value and place.
    pub(super) fn flaw(&self, reason: &str) -> Skipped {
        Skipped { reason: format!("`{}` {reason}", self.column), place: self.place() }
    }

    /// Whether it is free text, which only people read.
    pub(super) fn is_text(&self) -> bool {
        TEXTS.contains(&self.column)
    }

    /// A part of what it holds, at the same place.
    pub(super) fn part<'p>(&self, text: &'p str) -> Cell<'p> {
        Cell { text: text.trim(), column: self.column, place: self.place, line: self.line }
    }

    /// Its place and value: ``line 3, column 7 `unit_price`: `1.005` ``.
    pub(super) fn place(&self) -> String {
        let mut shown: String = self.text.chars().take(SHOWN).collect();
        if shown.len() < self.text.len() {
            shown.push('…');
        }
        format!("line {}, column {} `{}`: `{shown}`", self.line, self.place, self.column)
    }

    /// Whether a spreadsheet has rounded it away.
    pub(super) fn is_rounded(&self) -> bool {
        number::is_rounded(self.text)
    }

    /// A sum.
    pub(super) fn sum(&self, currency: Currency) -> Result<Money, Skipped> {
        sum::parse(self.text, currency).map_err(|error| {
            self.flaw(&format!("is {error}; expected a sum in {currency} such as `1234.50`"))
        })
    }

    /// A sum that some exports write as less than nothing, such as a discount.
    pub(super) fn size(&self, currency: Currency) -> Result<Money, Skipped> {
        self.part(self.text.trim_start_matches(['-', '\u{2212}'])).sum(currency)
    }

    /// A number of pieces.
    pub(super) fn count(&self) -> Result<u32, Skipped> {
        sum::count(self.text)
            .map_err(|_| self.flaw("is no whole number above zero; expected one such as `2`"))
    }

    /// A moment.
    pub(super) fn time(&self) -> Result<OrderTime, Skipped> {
        let time = moment::time(self.text)
            .ok_or_else(|| self.flaw(&format!("is no time; expected {}", moment::TIME)))?;
        let year = match time {
            OrderTime::Exact(moment) => moment.year(),
            OrderTime::Wall(local) => local.year(),
        };
        self.within(year).map(|()| time)
    }

    /// A moment that lies behind `now`, or is none: what has not happened is not yet in the cell.
    pub(super) fn past(&self, now: DateTime<FixedOffset>) -> Result<OrderTime, Skipped> {
        let time = self.time()?;
        if credible::lies_beyond(time, credible::AHEAD, now) {
            return Err(self.flaw("lies ahead of today; expected a time that has passed, or an empty cell"));
        }
        Ok(time)
    }

    /// A day.
    pub(super) fn day(&self) -> Result<NaiveDate, Skipped> {
        let day = moment::day(self.text)
            .ok_or_else(|| self.flaw(&format!("is no day; expected {}", moment::DAY)))?;
        self.within(day.year()).map(|()| day)
    }

    fn within(&self, year: i32) -> Result<(), Skipped> {
        if YEARS.contains(&year) {
            return Ok(());
        }
        let (first, last) = (YEARS.start(), YEARS.end());
        Err(self.flaw(&format!("lies in no year of trade; expected {first} to {last}, or an empty cell")))
    }
}

/// The cell without white space around it and without what keeps a number as text in a spreadsheet.
pub(super) fn unwrapped(cell: &str) -> &str {
    let is_around = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}');
    let text = cell.trim_matches(is_around);
    let text = match text.strip_prefix("=\"").and_then(|inner| inner.strip_suffix('"')) {
        Some(inner) => inner,
        None => match text.strip_prefix(['\'', '`', '\u{2018}', '\u{2019}']) {
            Some(inner) if inner.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '#')) => inner,
            _ => text,
        },
    };
    text.trim_matches(is_around)
}
