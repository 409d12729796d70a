//! The tables beside the log: a statement prepared once for each, row by row.

use crate::chain;
use crate::fault::LogResult;
use crate::table::{Folded, Found, Kind, Span, Table, Value, sql};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params_from_iter};
use std::collections::BTreeMap;
use uuid::Uuid;

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Nothing => ValueRef::Null,
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Number(number) => ValueRef::Integer(*number),
            Self::Id(id) => ValueRef::Blob(id.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
            // Only what was sealed is written, and that is bytes.
            Self::Personal(_) => return Err(rusqlite::Error::InvalidQuery),
        }))
    }
}

/// What stands in a column. What can't be what it must be stays bytes: then its row is not what was written.
fn value(kind: Kind, found: ValueRef<'_>) -> Value {
    match found {
        ValueRef::Null => Value::Nothing,
        ValueRef::Integer(number) => Value::Number(number),
        ValueRef::Text(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => Value::Text(text.to_owned()),
            Err(_) => Value::Bytes(bytes.to_vec()),
        },
        ValueRef::Blob(bytes) => match (kind, Uuid::from_slice(bytes)) {
            (Kind::Id, Ok(id)) => Value::Id(id),
            _ => Value::Bytes(bytes.to_vec()),
        },
        ValueRef::Real(number) => Value::Bytes(number.to_be_bytes().to_vec()),
    }
}

pub(super) fn write(conn: &Connection, tables: &BTreeMap<&'static Table, Folded>) -> LogResult<()> {
    for (table, folded) in tables {
        for gone in &folded.gone {
            conn.prepare_cached(&sql::clear(table, gone.len()))?.execute(params_from_iter(gone))?;
        }
        let mut put = conn.prepare_cached(&sql::put(table))?;
        for values in folded.rows() {
            let sum = Value::Bytes(chain::of_values(table, &values).to_vec());
            put.execute(params_from_iter(values.iter().chain([&sum])))?;
        }
    }
    Ok(())
}

pub(super) fn fetch(conn: &Connection, table: &Table, keys: &[Vec<Value>]) -> LogResult<Vec<Found>> {
    let mut statement = conn.prepare_cached(&sql::fetch(table))?;
    let mut found = Vec::new();
    for key in keys {
        found.extend(statement.query_row(params_from_iter(key), |row| read(table, row)).optional()?);
    }
    Ok(found)
}

pub(super) fn look(conn: &Connection, span: &Span, limit: u32) -> LogResult<Vec<Found>> {
    let (sql, values) = sql::read(span, limit);
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), |row| read(span.table, row))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn read(table: &Table, row: &Row<'_>) -> rusqlite::Result<Found> {
    let columns = table.columns();
    let n_columns = columns.len();
    let values = columns.enumerate().map(|(idx, column)| Ok(value(column.kind, row.get_ref(idx)?)));
    let values = values.collect::<rusqlite::Result<_>>()?;
    Ok(Found::new(table, values, row.get_ref(n_columns)?.as_blob().unwrap_or_default()))
}

pub(super) fn count(conn: &Connection, span: &Span, limit: u32) -> LogResult<u64> {
    let (sql, values) = sql::count(span, limit);
    Ok(conn.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?)
}
