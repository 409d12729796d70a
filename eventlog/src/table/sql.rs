//! The statements of a table, made from its description. Both databases read them alike; what they call the kinds of
//! columns differs.

use super::span::Span;
use super::{Column, Kind, Table, Value};
use std::fmt::Write as _;
use std::ops::Bound;

/// Who reads a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Dialect {
    /// What a kind of column is called.
    pub(crate) const fn kind(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (Self::Sqlite, Kind::Text) => "TEXT",
            (Self::Sqlite, Kind::Number) => "INTEGER",
            (Self::Sqlite, Kind::Id | Kind::Bytes | Kind::Personal) => "BLOB",
            (Self::Postgres, Kind::Text) => "text COLLATE \"C\"",
            (Self::Postgres, Kind::Number) => "bigint",
            (Self::Postgres, Kind::Id) => "uuid",
            (Self::Postgres, Kind::Bytes | Kind::Personal) => "bytea",
        }
    }
}

/// What the table is called there.
pub(crate) fn name(table: &Table) -> String {
    format!("\"{}_{}\"", table.name, table.form)
}

/// Names of columns, one after the other.
fn names(columns: impl Iterator<Item = Column>) -> String {
    columns.map(|column| format!("\"{}\"", column.name)).collect::<Vec<_>>().join(", ")
}

/// The names of all columns and of the sum.
pub(crate) fn all_names(table: &Table) -> String {
    format!("{}, \"sum\"", names(table.columns()))
}

/// Makes the table, where it is not there.
pub(crate) fn create(table: &Table, dialect: Dialect) -> String {
    let mut sql = format!("CREATE TABLE IF NOT EXISTS {} (", name(table));
    for column in table.columns() {
        let not_null = if column.may_be_empty { "" } else { " NOT NULL" };
        let _ = write!(sql, "\"{}\" {}{not_null}, ", column.name, dialect.kind(column.kind));
    }
    let sum = dialect.kind(Kind::Bytes);
    let _ = write!(sql, "\"sum\" {sum} NOT NULL, PRIMARY KEY ({}))", names(table.key.iter().copied()));
    if dialect == Dialect::Sqlite {
        // Rows of a few short columns lie in the index itself; those with a text beside the key would bloat it.
        let is_narrow = table.rest.iter().all(|column| matches!(column.kind, Kind::Number | Kind::Id));
        sql.push_str(if is_narrow { " STRICT, WITHOUT ROWID" } else { " STRICT" });
    }
    sql
}

/// What a row does that finds one of its key: it takes its place.
pub(crate) fn in_its_place(table: &Table) -> String {
    let mut sql = format!(" ON CONFLICT ({}) DO UPDATE SET ", names(table.key.iter().copied()));
    for column in table.rest {
        let _ = write!(sql, "\"{0}\" = excluded.\"{0}\", ", column.name);
    }
    sql.push_str("\"sum\" = excluded.\"sum\"");
    sql
}

/// Puts one row.
pub(crate) fn put(table: &Table) -> String {
    let places: Vec<String> = (1..=table.columns().len() + 1).map(|place| format!("${place}")).collect();
    let (name, names, places) = (name(table), all_names(table), places.join(", "));
    format!("INSERT INTO {name} ({names}) VALUES ({places}){}", in_its_place(table))
}

/// Takes out the rows whose keys begin with so many values; all, where with none.
pub(crate) fn clear(table: &Table, n_values: usize) -> String {
    if n_values == 0 {
        return format!("DELETE FROM {}", name(table));
    }
    let columns = table.key.iter().take(n_values).zip(1..);
    let is: Vec<String> = columns.map(|(column, place)| format!("\"{}\" = ${place}", column.name)).collect();
    format!("DELETE FROM {} WHERE {}", name(table), is.join(" AND "))
}

/// Reads the row of a key, with its sum.
pub(crate) fn fetch(table: &Table) -> String {
    let columns = table.key.iter().zip(1..);
    let is: Vec<String> = columns.map(|(column, place)| format!("\"{}\" = ${place}", column.name)).collect();
    format!("SELECT {} FROM {} WHERE {}", all_names(table), name(table), is.join(" AND "))
}

/// What a span asks for: the statement's end, with its values in their order.
#[derive(Debug, Default)]
struct Where<'a> {
    sql: String,
    values: Vec<&'a Value>,
}

impl<'a> Where<'a> {
    fn of(span: &'a Span) -> Self {
        let mut all = Self::default();
        let key = span.table.key;
        for (column, value) in key.iter().zip(&span.prefix) {
            all.and(&format!("\"{}\"", column.name), "=", std::slice::from_ref(value));
        }
        let behind = key.get(span.prefix.len()..).unwrap_or_default();
        let of_bound = |bound: &'a Bound<Vec<Value>>, with: &'static str, without: &'static str| match bound {
            Bound::Unbounded => None,
            Bound::Included(values) => Some((values, with)),
            Bound::Excluded(values) => Some((values, without)),
        };
        let bounds = [of_bound(&span.from, ">=", ">"), of_bound(&span.to, "<=", "<")];
        for (values, sign) in bounds.into_iter().flatten() {
            all.and(&format!("({})", names(behind.iter().copied().take(values.len()))), sign, values);
        }
        all
    }

    fn and(&mut self, left: &str, sign: &str, values: &'a [Value]) {
        if values.is_empty() {
            return;
        }
        let first = self.values.len() + 1;
        let places: Vec<String> = (first..first + values.len()).map(|place| format!("${place}")).collect();
        let word = if self.values.is_empty() { "WHERE" } else { "AND" };
        let _ = write!(self.sql, " {word} {left} {sign} ({})", places.join(", "));
        self.values.extend(values);
    }
}

/// Reads a span, with the sum of each row; at most `limit` of its rows.
pub(crate) fn read(span: &Span, limit: u32) -> (String, Vec<&Value>) {
    let Where { sql, values } = Where::of(span);
    let table = span.table;
    let direction = if span.is_backwards { " DESC" } else { "" };
    let order: Vec<String> =
        table.key.iter().map(|column| format!("\"{}\"{direction}", column.name)).collect();
    let (names, name, order) = (all_names(table), name(table), order.join(", "));
    (format!("SELECT {names} FROM {name}{sql} ORDER BY {order} LIMIT {limit}"), values)
}

/// Counts the rows of a span, no further than `limit`.
pub(crate) fn count(span: &Span, limit: u32) -> (String, Vec<&Value>) {
    let Where { sql, values } = Where::of(span);
    let name = name(span.table);
    (format!("SELECT count(*) FROM (SELECT 1 FROM {name}{sql} LIMIT {limit}) AS counted"), values)
}
