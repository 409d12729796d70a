//! Rows as they lie in a table, and with what is sealed in them opened.

use super::{Kind, Table, Value};
use crate::chain;
use crate::fault::{Fault, LogResult};
use crate::seal::{self, Bound, Key, Opened};
use std::collections::BTreeMap;

/// A row as it lies in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// A value for each column, those of the key first.
    pub values: Vec<Value>,
    /// Whether it is what was written.
    pub is_sound: bool,
}

impl Found {
    pub(crate) fn new(table: &Table, values: Vec<Value>, sum: &[u8]) -> Self {
        Self { is_sound: chain::of_values(table, &values) == *sum, values }
    }

    /// The values of its key.
    pub(crate) fn key(&self, table: &Table) -> &[Value] {
        self.values.get(..table.key.len()).unwrap_or_default()
    }

    /// Its values, unless they are not what was written.
    pub(crate) fn sound(self, table: &Table) -> LogResult<Vec<Value>> {
        if self.is_sound {
            return Ok(self.values);
        }
        let key = self.key(table);
        Err(Fault::unreadable(format!("row {key:?} of table {}", table.name), "it is not what was written"))
    }
}

/// The places in the vault whose keys these rows were sealed with.
pub(crate) fn slots(table: &Table, rows: &[Vec<Value>]) -> Vec<u64> {
    let sealed = rows.iter().flat_map(|values| {
        let columns = table.columns().zip(values).filter(|(column, _)| column.kind == Kind::Personal);
        columns.filter_map(|(_, value)| Some(parts(value)?.0))
    });
    sealed.collect()
}

/// The place of its key, and what is sealed.
fn parts(value: &Value) -> Option<(u64, &[u8])> {
    let Value::Bytes(bytes) = value else { return None };
    let (slot, bytes) = bytes.split_first_chunk()?;
    Some((u64::from_be_bytes(*slot), bytes))
}

/// A row with what is sealed in it opened: bytes, or nothing where it was erased.
pub(crate) fn open(
    table: &Table,
    mut values: Vec<Value>,
    keys: &BTreeMap<u64, Option<Key>>,
) -> LogResult<Vec<Value>> {
    let key = values.get(..table.key.len()).unwrap_or_default().to_vec();
    let columns = table.columns().zip(&mut values).filter(|(column, _)| column.kind == Kind::Personal);
    for (column, value) in columns {
        let Some((slot, bytes)) = parts(value) else { continue };
        let bound = Bound::Row { table, key: &key, column: column.name };
        *value = match seal::open(keys.get(&slot).and_then(Option::as_ref), bytes, bound)? {
            Opened::Words(words) => Value::Bytes(words),
            Opened::Erased => Value::Nothing,
        };
    }
    Ok(values)
}
