//! The rows of a file, each where it stands: separators, quotes, and what a slip with either may cost.
//!
//! A quote that is never closed must not swallow the rows below it. So a row is one line, and goes on over line
//! ends only where a quoted cell is closed further down and the whole then has as many cells as the header,
//! while no line of it would be a row of its own.

/// The most lines one row goes over.
const MAX_LINES: usize = 200;

/// What a line of a file is broken by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// A quote opens this cell and is never closed.
    OpenQuote {
        /// Which, counted from 0.
        cell: usize,
    },
    /// More cells than the header has.
    TooManyCells {
        /// How many there are.
        is: usize,
    },
}

/// A row: its cells, where it stands, and what is broken about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The cells as written, without quotes.
    pub(super) cells: Vec<String>,
    /// Its line in the file, counted from 1.
    pub(super) line: u64,
    /// What is broken about it.
    pub(super) broken: Option<Break>,
}

/// Where a row begins in the text, and its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The byte.
    pub(super) at: usize,
    /// The line, counted from 1.
    pub(super) line: u64,
}

/// A file cut into rows, one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<'t> {
    text: &'t str,
    separator: char,
    n_columns: usize,
}

impl<'t> Table<'t> {
    /// The table in `text`.
    pub(super) const fn new(text: &'t str, separator: char, n_columns: usize) -> Self {
        Self { text, separator, n_columns }
    }

    /// The row at a place and the place behind it; none at the end. Lines without anything in them are passed.
    pub(super) fn row(&self, from: Place) -> Option<(Place, Row, Place)> {
        let mut from = from;
        loop {
            let (first, mut next) = line(self.text, from)?;
            let (cells, open) = cells(first, self.separator);
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                from = next;
                continue;
            }
            let mut row = Row { cells, line: from.line, broken: None };
            if let Some(cell) = open {
                match self.continued(from, next) {
                    Some((cells, end)) => (row.cells, next) = (cells, end),
                    None => row.broken = Some(Break::OpenQuote { cell }),
                }
            }
            if row.broken.is_none() && row.cells.len() > self.n_columns {
                row.broken = Some(Break::TooManyCells { is: row.cells.len() });
            }
            return Some((from, row, next));
        }
    }

    /// The cells of a row that goes on over the end of its first line, and the place behind it.
    fn continued(&self, from: Place, second: Place) -> Option<(Vec<String>, Place)> {
        let mut end = second;
        for _ in 0..MAX_LINES {
            let (last, next) = line(self.text, end)?;
            // The line that closes a cell has a quote without its fellow; a row of its own has none.
            let has_pairs = last.matches('"').count().is_multiple_of(2);
            if has_pairs && cells(last, self.separator).0.len() == self.n_columns {
                return None;
            }
            let whole = self.text.get(from.at..end.at + last.len())?;
            let (cells, open) = cells(whole, self.separator);
            if open.is_none() {
                return (cells.len() == self.n_columns).then_some((cells, next));
            }
            end = next;
        }
        None
    }
}

/// The line at a place, without its end, and the place of the next; none at the end of the text.
pub(super) fn line(text: &str, from: Place) -> Option<(&str, Place)> {
    let rest = text.get(from.at..).filter(|rest| !rest.is_empty())?;
    let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
    let (line, behind) = rest.split_at_checked(end)?;
    let n_end = if behind.starts_with("\r\n") { 2 } else { behind.len().min(1) };
    Some((line, Place { at: from.at + end + n_end, line: from.line + 1 }))
}

/// The cells of a line and, where a quote stays open, which cell it opens.
///
/// A quote closes a cell where a separator or the end follows; anywhere else inside it is a quote sign, as in
/// `"12.9" tablet"`. Two in a row are one.
pub(super) fn cells(line: &str, separator: char) -> (Vec<String>, Option<usize>) {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let lead = rest.trim_start_matches(' ');
        let (cell, behind) = match lead.strip_prefix('"') {
            Some(quoted) => {
                let Some(found) = closed(quoted, separator) else {
                    let open = cells.len();
                    cells.push(lead.to_owned());
                    return (cells, Some(open));
                };
                found
            }
            None => match rest.split_once(separator) {
                Some((cell, behind)) => (cell.to_owned(), Some(behind)),
                None => (rest.to_owned(), None),
            },
        };
        cells.push(cell);
        match behind {
            Some(behind) => rest = behind,
            None => return (cells, None),
        }
    }
}

/// The text of a quoted cell up to its closing quote, and what follows behind the separator.
fn closed(quoted: &str, separator: char) -> Option<(String, Option<&str>)> {
    let mut cell = String::new();
    let mut rest = quoted;
    loop {
        let (before, behind) = rest.split_once('"')?;
        cell.push_str(before);
        let after = behind.trim_start_matches(' ');
        if after.is_empty() {
            return Some((cell, None));
        }
        if let Some(next) = after.strip_prefix(separator) {
            return Some((cell, Some(next)));
        }
        cell.push('"');
        rest = behind.strip_prefix('"').unwrap_or(behind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, n_columns: usize) -> Vec<Row> {
        let table = Table::new(text, ',', n_columns);
        let mut from = Place { at: 0, line: 1 };
        std::iter::from_fn(|| {
            let (_, row, next) = table.row(from)?;
            from = next;
            Some(row)
        })
        .collect()
    }

    #[test]
    fn cells_are_read_with_their_quotes() {
        let check = |line: &str, expected: &[&str]| {
            assert_eq!(
                cells(line, ','),
                (expected.iter().map(|c| (*c).to_owned()).collect(), None),
                "{line}"
            );
        };
        check("a,b", &["a", "b"]);
        check("a,,", &["a", "", ""]);
        check("\"a,b\",\"c\"\"d\"", &["a,b", "c\"d"]);
        check("\"=\"\"3001\"\"\",x", &["=\"3001\"", "x"]);
        check("12.9\" stand,x", &["12.9\" stand", "x"]);
        check("\"12.9\" stand\",x", &["12.9\" stand", "x"]);
        check("a, \"b,c\" ,d", &["a", "b,c", "d"]);
        check("\"\",x", &["", "x"]);
    }

    #[test]
    fn open_quote_costs_its_own_line_alone() {
        let found = rows("1,a,b,c\n2,\"open,b,c\n3,a,b,c\n4,\"open,b,c\n5,a,b,c\n", 4);
        let lines: Vec<_> = found.iter().map(|row| (row.line, row.broken.is_some())).collect();
        assert_eq!(lines, [(1, false), (2, true), (3, false), (4, true), (5, false)]);
        assert_eq!(found[1].broken, Some(Break::OpenQuote { cell: 1 }));
    }

    #[test]
    fn text_of_several_lines_is_one_cell() {
        let found = rows("1,\"two\r\nlines, \"\"quoted\"\"\",b,c\r\n\r\n2,a,b,c", 4);
        assert_eq!(found[0].cells[1], "two\r\nlines, \"quoted\"");
        assert_eq!((found[1].line, found.len()), (4, 2));
    }

    #[test]
    fn cells_beyond_the_header_are_noticed_even_where_they_are_empty() {
        let found = rows("1,a, large,b,\n2,a,b,c,d\n3,a\n", 4);
        assert_eq!(found[0].broken, Some(Break::TooManyCells { is: 5 }), "the comma has moved every cell");
        assert_eq!(found[1].broken, Some(Break::TooManyCells { is: 5 }));
        assert_eq!(found[2].broken, None);
    }
}
