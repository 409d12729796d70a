//! Which rows are one order.
//!
//! Rows belong together by the key of their order number, wherever they stand, so that every order of a file is
//! counted exactly once. A row whose number can't be trusted is counted by itself. Numbers that are spelt
//! differently and have the same key (`#3001`, `30 01`) are one order where the rows agree on the buyer, and
//! collide where they don't: then none of them is taken, since a customer's number would open the wrong one.

use super::cell::Cells;
use super::columns::Header;
use super::table::{Place, Row, Table};
use domain::text::OrderNumber;
use std::collections::BTreeMap;

/// Rows that are one order.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// Where its rows begin.
    pub(super) rows: Vec<Place>,
    /// What keeps it from being read, with the column it concerns.
    pub(super) refused: Option<Refused>,
}

/// Why rows are no order, before anything else of them is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// There is no number.
    NoNumber,
    /// A spreadsheet has rounded the number.
    Rounded,
    /// The number is too long or has line ends in it.
    BadNumber,
    /// Another order of the file has the same number, spelt differently.
    Collides {
        /// The lines on which the others begin.
        with: Vec<u64>,
    },
}

/// What tells one buyer's rows from another's. Empty cells agree with everything.
const BUYER: &[&str] = &["customer", "email", "phone", "postcode", "placed_at", "currency"];

/// A group under way: its rows by the spelling of their number.
#[derive(Debug, Default)]
struct Draft {
    spellings: Vec<(String, Vec<Place>, Vec<Vec<String>>)>,
    refused: Option<Refused>,
}

/// The orders of a file, in the order of their first rows.
pub(super) fn groups(table: &Table<'_>, header: &Header, from: Place) -> Vec<Group> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut by_key: BTreeMap<String, usize> = BTreeMap::new();
    let mut next = from;
    while let Some((place, row, behind)) = table.row(next) {
        next = behind;
        let (key, spelling, refused) = identity(header, &row, place);
        let found = *by_key.entry(key).or_insert_with(|| {
            drafts.push(Draft { refused, ..Draft::default() });
            drafts.len() - 1
        });
        if let Some(draft) = drafts.get_mut(found) {
            draft.add(spelling, place, buyer(header, &row));
        }
    }
    drafts.into_iter().flat_map(Draft::finish).collect()
}

impl Draft {
    fn add(&mut self, spelling: String, place: Place, buyer: Vec<String>) {
        match self.spellings.iter_mut().find(|(known, ..)| *known == spelling) {
            Some((_, rows, buyers)) => {
                rows.push(place);
                if !buyers.contains(&buyer) {
                    buyers.push(buyer);
                }
            }
            None => self.spellings.push((spelling, vec![place], vec![buyer])),
        }
    }

    fn finish(self) -> Vec<Group> {
        let Self { spellings, refused } = self;
        let agree =
            |a: &[String], b: &[String]| a.iter().zip(b).all(|(a, b)| a.is_empty() || b.is_empty() || a == b);
        let all: Vec<&Vec<String>> = spellings.iter().flat_map(|(_, _, buyers)| buyers).collect();
        let is_one = spellings.len() < 2 || all.iter().all(|a| all.iter().all(|b| agree(a, b)));
        if is_one {
            let mut rows: Vec<Place> = spellings.into_iter().flat_map(|(_, rows, _)| rows).collect();
            rows.sort_by_key(|row| row.line);
            return vec![Group { rows, refused }];
        }
        let lines: Vec<u64> =
            spellings.iter().filter_map(|(_, rows, _)| rows.first().map(|row| row.line)).collect();
        spellings
            .into_iter()
            .map(|(_, rows, _)| {
                let own = rows.first().map(|row| row.line);
                let with = lines.iter().copied().filter(|line| Some(*line) != own).collect();
                Group { rows, refused: Some(Refused::Collides { with }) }
            })
            .collect()
    }
}

/// The key of a row's order, its number as spelt, and what is wrong with that.
fn identity(header: &Header, row: &Row, place: Place) -> (String, String, Option<Refused>) {
    let cells = Cells::new(header, row);
    let alone = |refused| (format!("\0{}", place.line), String::new(), Some(refused));
    // Where a row is broken, only what stands in front of the break is sure to be in its column.
    let is_trusted = row.broken.is_none() || header.place("order_number") == Some(0);
    let Some(cell) = cells.get("order_number").filter(|_| is_trusted) else {
        return alone(Refused::NoNumber);
    };
    if cell.is_rounded() {
        // Different orders may hide behind it: each buyer and time counts as one of its own.
        let key = format!("\0{}\0{}", cell.text, buyer(header, row).join("\0"));
        return (key, String::new(), Some(Refused::Rounded));
    }
    match OrderNumber::parse(cell.text) {
        Ok(number) => (number.key(), number.as_str().to_owned(), None),
        Err(_) => alone(Refused::BadNumber),
    }
}

fn buyer(header: &Header, row: &Row) -> Vec<String> {
    if row.broken.is_some() {
        return Vec::new();
    }
    let cells = Cells::new(header, row);
    let value =
        |column: &&'static str| cells.get(column).map_or_else(String::new, |cell| cell.text.to_lowercase());
    BUYER.iter().map(value).collect()
}
