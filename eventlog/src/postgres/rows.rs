//! The tables beside the log: one statement for all rows of a table that a batch takes out, and one for all it puts in.

use super::read_number;
use crate::chain;
use crate::fault::LogResult;
use crate::table::{Column, Folded, Found, Kind, Span, Table, Value, sql};
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, PgConnection, Postgres, Row as _};
use std::collections::BTreeMap;

type Asked<'q> = Query<'q, Postgres, PgArguments>;

/// What an array of a kind of values is called.
const fn array(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text[]",
        Kind::Number => "bigint[]",
        Kind::Id => "uuid[]",
        Kind::Bytes | Kind::Personal => "bytea[]",
    }
}

/// Values of one column, for many rows at once.
fn bind_column(asked: Asked<'_>, kind: Kind, values: Vec<Value>) -> Asked<'_> {
    macro_rules! all {
        ($kind:ident) => {
            asked.bind(
                values
                    .into_iter()
                    .map(|value| if let Value::$kind(inner) = value { Some(inner) } else { None })
                    .collect::<Vec<_>>(),
            )
        };
    }
    match kind {
        Kind::Text => all!(Text),
        Kind::Number => all!(Number),
        Kind::Id => all!(Id),
        Kind::Bytes | Kind::Personal => all!(Bytes),
    }
}

fn bind<'q>(asked: Asked<'q>, value: &Value) -> Asked<'q> {
    match value {
        // Neither is ever part of a key, and only keys are asked for.
        Value::Nothing | Value::Personal(_) => asked.bind(None::<String>),
        Value::Text(text) => asked.bind(text.clone()),
        Value::Number(number) => asked.bind(*number),
        Value::Id(id) => asked.bind(*id),
        Value::Bytes(bytes) => asked.bind(bytes.clone()),
    }
}

/// `unnest($1::text[], …)` over these columns.
fn unnest(columns: impl Iterator<Item = Kind>) -> String {
    let arrays = columns.zip(1..).map(|(kind, place)| format!("${place}::{}", array(kind)));
    format!("unnest({})", arrays.collect::<Vec<_>>().join(", "))
}

/// Values of rows, by column.
fn turned(rows: Vec<Vec<Value>>, n_columns: usize) -> Vec<Vec<Value>> {
    let mut columns: Vec<Vec<Value>> = vec![Vec::with_capacity(rows.len()); n_columns];
    for row in rows {
        for (column, value) in columns.iter_mut().zip(row) {
            column.push(value);
        }
    }
    columns
}

pub(super) async fn write(
    conn: &mut PgConnection,
    tables: &BTreeMap<&'static Table, Folded>,
) -> LogResult<()> {
    for (table, folded) in tables {
        if folded.gone.contains(&Vec::new()) {
            sqlx::query(AssertSqlSafe(sql::clear(table, 0))).execute(&mut *conn).await?;
        }
        for n_values in 1..=table.key.len() {
            let gone: Vec<_> = folded.gone.iter().filter(|gone| gone.len() == n_values).cloned().collect();
            if !gone.is_empty() {
                clear(conn, table, n_values, gone).await?;
            }
        }
        if !folded.there.is_empty() {
            put(conn, table, folded).await?;
        }
    }
    Ok(())
}

async fn clear(
    conn: &mut PgConnection,
    table: &Table,
    n_values: usize,
    gone: Vec<Vec<Value>>,
) -> LogResult<()> {
    let key: Vec<Column> = table.key.iter().copied().take(n_values).collect();
    let name = sql::name(table);
    let aliases: Vec<String> = (1..=n_values).map(|place| format!("k{place}")).collect();
    let is = key.iter().zip(&aliases).map(|(column, alias)| format!("t.\"{}\" = gone.{alias}", column.name));
    let sql = format!(
        "DELETE FROM {name} AS t USING {} AS gone ({}) WHERE {}",
        unnest(key.iter().map(|column| column.kind)),
        aliases.join(", "),
        is.collect::<Vec<_>>().join(" AND "),
    );
    let mut asked = sqlx::query(AssertSqlSafe(sql));
    for (column, values) in key.iter().zip(turned(gone, n_values)) {
        asked = bind_column(asked, column.kind, values);
    }
    asked.execute(conn).await?;
    Ok(())
}

async fn put(conn: &mut PgConnection, table: &Table, folded: &Folded) -> LogResult<()> {
    let rows: Vec<Vec<Value>> = folded
        .rows()
        .map(|mut values| {
            let sum = chain::of_values(table, &values).to_vec();
            values.push(Value::Bytes(sum));
            values
        })
        .collect();
    let kinds: Vec<Kind> = table.columns().map(|column| column.kind).chain([Kind::Bytes]).collect();
    let sql = format!(
        "INSERT INTO {} ({}) SELECT * FROM {}{}",
        sql::name(table),
        sql::all_names(table),
        unnest(kinds.iter().copied()),
        sql::in_its_place(table),
    );
    let mut asked = sqlx::query(AssertSqlSafe(sql));
    for (kind, values) in kinds.iter().zip(turned(rows, kinds.len())) {
        asked = bind_column(asked, *kind, values);
    }
    asked.execute(conn).await?;
    Ok(())
}

fn value(kind: Kind, row: &PgRow, idx: usize) -> LogResult<Value> {
    Ok(match kind {
        Kind::Text => row.try_get::<Option<String>, _>(idx)?.into(),
        Kind::Number => row.try_get::<Option<i64>, _>(idx)?.into(),
        Kind::Id => row.try_get::<Option<uuid::Uuid>, _>(idx)?.into(),
        Kind::Bytes | Kind::Personal => row.try_get::<Option<Vec<u8>>, _>(idx)?.into(),
    })
}

pub(super) async fn fetch(
    conn: &mut PgConnection,
    table: &Table,
    keys: Vec<Vec<Value>>,
) -> LogResult<Vec<Found>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let names: Vec<String> = table.key.iter().map(|column| format!("\"{}\"", column.name)).collect();
    let names = names.join(", ");
    let sql = format!(
        "SELECT {} FROM {} JOIN {} AS wanted ({names}) USING ({names})",
        sql::all_names(table),
        sql::name(table),
        unnest(table.key.iter().map(|column| column.kind)),
    );
    let columns = turned(keys, table.key.len());
    let asked =
        table.key.iter().zip(columns).fold(sqlx::query(AssertSqlSafe(sql)), |asked, (column, values)| {
            bind_column(asked, column.kind, values)
        });
    asked.fetch_all(conn).await?.iter().map(|row| read(table, row)).collect()
}

pub(super) async fn look(conn: &mut PgConnection, span: &Span, limit: u32) -> LogResult<Vec<Found>> {
    let (sql, values) = sql::read(span, limit);
    let asked = values.into_iter().fold(sqlx::query(AssertSqlSafe(sql)), bind);
    let rows = asked.fetch_all(conn).await?;
    rows.iter().map(|row| read(span.table, row)).collect()
}

fn read(table: &Table, row: &PgRow) -> LogResult<Found> {
    let columns = table.columns().enumerate();
    let values = columns.map(|(idx, column)| value(column.kind, row, idx)).collect::<LogResult<_>>()?;
    Ok(Found::new(table, values, &row.try_get::<Vec<u8>, _>("sum")?))
}

pub(super) async fn count(conn: &mut PgConnection, span: &Span, limit: u32) -> LogResult<u64> {
    let (sql, values) = sql::count(span, limit);
    let asked = values.into_iter().fold(sqlx::query(AssertSqlSafe(sql)), bind);
    read_number(asked.fetch_one(conn).await?.try_get(0)?, "a count")
}
