//! The plain format: one CSV file, one row per order line.
//!
//! Its columns are documented in `docs/operations.md`. The file is read whole, so that its encoding, its
//! separator and every row of an order are known before anything is stored, and so that each order is counted
//! exactly once.

mod cell;
mod columns;
mod currency;
mod encoding;
mod group;
mod line;
mod moment;
mod order;
mod paid;
mod parcel;
mod settled;
mod shopify;
mod status;
mod table;

pub use encoding::NoText;

use super::{ReadOrder, Skipped, SourceFault};
use cell::Cells;
use chrono::{DateTime, FixedOffset};
use columns::{BadHeader, Header};
use encoding_rs::Encoding;
use group::{Group, Refused};
use order::Rows;
use std::path::{Path, PathBuf};
use table::{Break, Place, Row, Table};

/// The file, opened.
pub struct Plain {
    text: String,
    header: Header,
    groups: std::vec::IntoIter<Group>,
    position: u64,
    now: DateTime<FixedOffset>,
    /// What it was read as.
    pub encoding: &'static str,
    /// How many bytes there are to read.
    pub n_bytes: u64,
}

impl Plain {
    /// Opens the file `path`, in the encoding given or in the one it seems to be written in, and checks its
    /// columns. What lies ahead of `now`, a moment in the shop's zone, has not happened.
    pub fn open(
        path: &Path,
        wanted: Option<&'static Encoding>,
        now: DateTime<FixedOffset>,
    ) -> Result<Self, SourceFault> {
        let path = path.to_path_buf();
        let bytes = std::fs::read(&path)
            .map_err(|error| SourceFault::Unreadable { path: path.clone(), source: error.into() })?;
        let decoded = encoding::decode(&bytes, wanted)
            .map_err(|source| SourceFault::NoText { path: path.clone(), source })?;
        drop(bytes);
        let (header, first) = header(&decoded.text).map_err(|bad| fault(path, bad))?;
        let table = Table::new(&decoded.text, header.separator, header.n_cells());
        let groups = group::groups(&table, &header, first).into_iter();
        let n_bytes = u64::try_from(decoded.text.len()).unwrap_or(u64::MAX);
        Ok(Self {
            text: decoded.text,
            header,
            groups,
            position: 0,
            now,
            encoding: decoded.encoding.name(),
            n_bytes,
        })
    }

    /// How many bytes have been read.
    pub const fn position(&self) -> u64 {
        self.position
    }

    /// The next order, or why it is left out; none at the end.
    pub fn next_order(&mut self) -> Option<Result<ReadOrder, Skipped>> {
        let group = self.groups.next()?;
        let at = group.rows.first().map_or(0, |first| first.at);
        self.position = u64::try_from(at).unwrap_or(u64::MAX);
        Some(self.read(&group))
    }

    fn read(&self, group: &Group) -> Result<ReadOrder, Skipped> {
        let table = Table::new(&self.text, self.header.separator, self.header.n_cells());
        let rows: Vec<Row> =
            group.rows.iter().filter_map(|place| table.row(*place)).map(|(_, row, _)| row).collect();
        let cells: Vec<Cells<'_>> = rows.iter().map(|row| Cells::new(&self.header, row)).collect();
        let shown = cells.iter().find_map(|cells| cells.get("order_number"));
        let number = shown.as_ref().map_or("", |cell| cell.text);
        let named = |skipped: Skipped| match number {
            "" => skipped,
            number => Skipped { place: format!("order `{number}`, {}", skipped.place), ..skipped },
        };
        if let Some(broken) = rows.iter().find_map(|row| self.broken(row)) {
            return Err(named(broken));
        }
        if let Some(refused) = &group.refused {
            let line = rows.first().map_or(0, |row| row.line);
            let place = shown.as_ref().map_or_else(|| format!("line {line}"), cell::Cell::place);
            return Err(Skipped { reason: refusal(refused), place });
        }
        let (cells, notes) = once(&cells, &self.blocks(group)).map_err(named)?;
        let number = domain::text::OrderNumber::parse(number)
            .map_err(|_| Skipped { reason: refusal(&Refused::BadNumber), place: number.to_owned() })?;
        Rows::new(cells, notes, self.now).read(&number).map_err(named)
    }

    /// How many rows stand one under the other, for each place of the file where the order has some.
    fn blocks(&self, group: &Group) -> Vec<usize> {
        let table = Table::new(&self.text, self.header.separator, self.header.n_cells());
        let mut blocks = Vec::new();
        let mut expected = None;
        for place in &group.rows {
            match blocks.last_mut() {
                Some(n) if expected == Some(place.at) => *n += 1,
                _ => blocks.push(1),
            }
            let behind = table.row(*place).map(|(_, _, behind)| behind);
            expected = behind.and_then(|behind| table.row(behind)).map(|(next, ..)| next.at);
        }
        blocks
    }

    /// What is broken about a row, if anything.
    fn broken(&self, row: &Row) -> Option<Skipped> {
        let line = row.line;
        match row.broken.as_ref()? {
            Break::OpenQuote { cell } => {
                let shown: String = row.cells.get(*cell)?.chars().take(40).collect();
                let column = self.header.name(*cell).unwrap_or("");
                Some(Skipped {
                    reason: "a quote is opened and never closed; expected a second `\"`, or none".to_owned(),
                    place: format!("line {line}, column {} `{column}`: `{shown}…`", cell + 1),
                })
            }
            Break::TooManyCells { is } => Some(Skipped {
                reason: format!(
                    "a row has more cells than there are columns; expected {}, and quotes around a text that holds `{}`",
                    self.header.n_cells(),
                    self.header.separator.escape_default(),
                ),
                place: format!("line {line}: {is} cells"),
            }),
        }
    }
}

/// The rows of an order without those that come again further down. Goods that come again and differ leave it out:
/// nobody can tell which of the two holds.
fn once<'f>(rows: &[Cells<'f>], blocks: &[usize]) -> Result<(Vec<Cells<'f>>, Vec<Skipped>), Skipped> {
    let (mut kept, mut notes): (Vec<Cells<'f>>, Vec<Skipped>) = (Vec::new(), Vec::new());
    let mut rest = rows;
    for n in blocks {
        let Some((block, behind)) = rest.split_at_checked(*n) else { break };
        rest = behind;
        let known = kept.len();
        for row in block {
            let before = kept.iter().take(known);
            let sku = row.get("sku").map(|cell| cell.text);
            let again = before.clone().find(|earlier| earlier.is_same(row));
            let differs = before
                .clone()
                .find(|earlier| sku.is_some() && earlier.get("sku").map(|cell| cell.text) == sku);
            let place = |earlier: &Cells<'_>| format!("line {}, and line {}", row.line(), earlier.line());
            match (again, differs) {
                (Some(earlier), _) => notes.push(Skipped {
                    reason: "a row comes again, word for word, and is taken once".to_owned(),
                    place: place(earlier),
                }),
                (None, Some(earlier)) => {
                    return Err(Skipped {
                        reason: "the order comes again further down, and differs; expected its rows once, as they are now"
                            .to_owned(),
                        place: place(earlier),
                    });
                }
                (None, None) => kept.push(*row),
            }
        }
    }
    Ok((kept, notes))
}

/// The header and the place of the first row behind it. Spreadsheets may name their separator in a line before.
fn header(text: &str) -> Result<(Header, Place), BadHeader> {
    let mut from = Place { at: 0, line: 1 };
    while let Some((line, next)) = table::line(text, from) {
        let plain = line.trim_matches(['\u{feff}', ' ', '"']).to_lowercase();
        if plain.is_empty() || plain.starts_with("sep=") {
            from = next;
            continue;
        }
        return Header::read(line).map(|header| (header, next));
    }
    Err(BadHeader::Unknown { found: String::new() })
}

fn fault(path: PathBuf, bad: BadHeader) -> SourceFault {
    let all = || columns::COLUMNS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let needed = || columns::needed().collect::<Vec<_>>().join(", ");
    match bad {
        BadHeader::Unknown { found } => SourceFault::NoHeader { path, found, expected: needed() },
        BadHeader::Missing(column) => SourceFault::NoColumn { path, column, expected: needed() },
        BadHeader::Stranger(column) => SourceFault::UnknownColumn { path, column, expected: all() },
        BadHeader::Twice(column) => SourceFault::ColumnTwice { path, column },
    }
}

fn refusal(refused: &Refused) -> String {
    match refused {
        Refused::NoNumber => "it has no order number".to_owned(),
        Refused::Rounded => {
            "its number was rounded by a spreadsheet; expected all its digits: export it anew, with \
                             the column kept as text"
                .to_owned()
        }
        Refused::BadNumber => "an order number has 1 to 64 characters on one line".to_owned(),
        Refused::Collides { with } => {
            let lines: Vec<String> = with.iter().map(u64::to_string).collect();
            format!(
                "its number is the same as that of another order when people type it (line {}); expected numbers that \
                 differ by more than `#`, spaces and case",
                lines.join(", ")
            )
        }
    }
}

#[cfg(test)]
mod tests;
