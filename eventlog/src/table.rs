//! Tables beside the log: what must be there together with the events, in order and quick to find.
//!
//! Where a case stands in a queue, whose a link is, what a shop brought in: such rows change in the same append as the
//! streams they follow from, or stand in one of their own. A table is an ordered map: its first columns are the key, by
//! which rows are found, read on and counted. Whoever wants another order keeps another table. More a table can't do,
//! and so every log can do all of it, and the one story tells what it is.
//!
//! Each row carries a sum of its values. One whose values were changed is told where it is read, and by `verify`; that a
//! row is gone, or an older one is back, no sum tells.

mod cells;
pub(crate) mod found;
mod fold;
pub(crate) mod span;
pub(crate) mod sql;

pub use cells::{Cell, Cells};
pub use fold::Folded;
pub use found::Found;
pub use span::Span;

use crate::fault::{Fault, LogResult};
use crate::seal::{Bound, People, Personal};
use uuid::Uuid;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Text, in the order of its bytes.
    Text,
    /// A whole number.
    Number,
    /// An id.
    Id,
    /// Bytes.
    Bytes,
    /// What belongs to a person: sealed with their key, and read as bytes or, once erased, as nothing.
    Personal,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    /// Its name: small letters, digits and `_`; none is `sum`.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may hold nothing.
    pub may_be_empty: bool,
}

impl Column {
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, may_be_empty: false }
    }

    /// A column of text.
    pub const fn text(name: &'static str) -> Self {
        Self::new(name, Kind::Text)
    }

    /// A column of whole numbers.
    pub const fn number(name: &'static str) -> Self {
        Self::new(name, Kind::Number)
    }

    /// A column of ids.
    pub const fn id(name: &'static str) -> Self {
        Self::new(name, Kind::Id)
    }

    /// A column of bytes.
    pub const fn bytes(name: &'static str) -> Self {
        Self::new(name, Kind::Bytes)
    }

    /// A column of what belongs to a person. Never part of a key.
    pub const fn personal(name: &'static str) -> Self {
        Self::new(name, Kind::Personal)
    }

    /// The same column, which may hold nothing. Never part of a key.
    pub const fn or_nothing(self) -> Self {
        Self { may_be_empty: true, ..self }
    }
}

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Table {
    /// Its name: small letters, digits and `_`; none begins with `log_`.
    pub name: &'static str,
    /// How often its columns or what they mean were changed. Each form is a table of its own, so that a new one can be
    /// filled while the old one serves.
    pub form: u32,
    /// What its rows are found and ordered by.
    pub key: &'static [Column],
    /// What else they hold.
    pub rest: &'static [Column],
}

impl Table {
    /// All columns, those of the key first.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = Column> + Clone {
        let n_key = self.key.len();
        let at =
            move |idx: usize| self.key.get(idx).or_else(|| self.rest.get(idx.checked_sub(n_key)?)).copied();
        let nothing = Column::text("");
        (0..n_key + self.rest.len()).map(move |idx| at(idx).unwrap_or(nothing))
    }

    fn check(&self, values: &[Value], columns: &[Column], what: &str) -> LogResult<()> {
        let fits = values.iter().zip(columns).all(|(value, column)| match value.kind() {
            Some(kind) => kind == column.kind,
            None => column.may_be_empty,
        });
        if !fits {
            return Err(Fault::Malformed(format!("{what} of another kind than table {} has", self.name)));
        }
        // PostgreSQL has no place for it in a text, and what one log refuses no log takes.
        let has_nul = |value: &Value| matches!(value, Value::Text(text) if text.contains('\0'));
        if values.iter().any(has_nul) {
            return Err(Fault::Malformed(format!("a text with a NUL character for table {}", self.name)));
        }
        Ok(())
    }

    /// Whether these can be whole keys.
    pub(crate) fn check_keys(&self, keys: &[Vec<Value>]) -> LogResult<()> {
        keys.iter().try_for_each(|key| {
            if key.len() < self.key.len() {
                return Err(Fault::Malformed(format!("a shorter key than table {} has", self.name)));
            }
            self.check_key(key)
        })
    }

    /// Whether it can be a table.
    fn check_itself(&self) -> LogResult<()> {
        let is_name = |name: &str| {
            let is_letter =
                |letter: u8| letter.is_ascii_lowercase() || letter == b'_' || letter.is_ascii_digit();
            !name.is_empty() && name.bytes().all(is_letter)
        };
        let mut names: Vec<&str> = self.columns().map(|column| column.name).chain(["sum"]).collect();
        let are_names = names.iter().all(|name| is_name(name));
        names.sort_unstable();
        let are_different = names.windows(2).all(|pair| pair.first() != pair.last());
        let is_key = |column: &Column| !column.may_be_empty && column.kind != Kind::Personal;
        let has_key = !self.key.is_empty() && self.key.iter().all(is_key);
        if is_name(self.name) && !self.name.starts_with("log_") && are_names && are_different && has_key {
            return Ok(());
        }
        Err(Fault::Malformed(format!("a table {} as it is described", self.name)))
    }

    /// Whether these can be the first values of a key.
    pub(crate) fn check_key(&self, values: &[Value]) -> LogResult<()> {
        if values.len() > self.key.len() {
            return Err(Fault::Malformed(format!("a longer key than table {} has", self.name)));
        }
        self.check(values, self.key, "a key")
    }
}

/// Whether these can be the tables beside a log.
pub(crate) fn check_all(tables: &[&Table]) -> LogResult<()> {
    let mut names: Vec<(&str, u32)> = tables.iter().map(|table| (table.name, table.form)).collect();
    names.sort_unstable();
    if let Some([(twice, _), _]) = names.windows(2).find(|pair| pair.first() == pair.last()) {
        return Err(Fault::Malformed(format!("two tables {twice}")));
    }
    tables.iter().try_for_each(|table| table.check_itself())
}

/// What stands in one column of one row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Nothing.
    Nothing,
    /// Text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// An id.
    Id(Uuid),
    /// Bytes.
    Bytes(Vec<u8>),
    /// What belongs to a person, to be sealed.
    Personal(Personal),
}

impl Value {
    fn kind(&self) -> Option<Kind> {
        match self {
            Self::Nothing => None,
            Self::Text(_) => Some(Kind::Text),
            Self::Number(_) => Some(Kind::Number),
            Self::Id(_) => Some(Kind::Id),
            Self::Bytes(_) => Some(Kind::Bytes),
            Self::Personal(_) => Some(Kind::Personal),
        }
    }
}

/// A change of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableChange {
    /// This row is there, whether or not one of its key was.
    Put {
        /// The table.
        table: &'static Table,
        /// A value for each column, those of the key first.
        values: Vec<Value>,
    },
    /// No row is there whose key begins with these values.
    Clear {
        /// The table.
        table: &'static Table,
        /// The first values of the key, at least one.
        key: Vec<Value>,
    },
}

impl TableChange {
    /// The table it changes.
    pub fn table(&self) -> &'static Table {
        match self {
            Self::Put { table, .. } | Self::Clear { table, .. } => table,
        }
    }

    /// What of it belongs to people.
    pub(crate) fn personal(&self) -> impl Iterator<Item = &Personal> {
        let values = match self {
            Self::Put { values, .. } => values.as_slice(),
            Self::Clear { .. } => &[],
        };
        values
            .iter()
            .filter_map(|value| if let Value::Personal(personal) = value { Some(personal) } else { None })
    }

    /// The same with what belongs to people sealed.
    pub(crate) fn sealed(&self, people: &People) -> LogResult<Self> {
        let Self::Put { table, values } = self else { return Ok(self.clone()) };
        let key = values.get(..table.key.len()).unwrap_or_default();
        let seal = |(value, column): (&Value, Column)| {
            let Value::Personal(personal) = value else { return Ok(value.clone()) };
            let sealed = people.seal(personal, Bound::Row { table, key, column: column.name })?;
            Ok(Value::Bytes([sealed.slot.to_be_bytes().as_slice(), &sealed.bytes].concat()))
        };
        let values = values.iter().zip(table.columns()).map(seal).collect::<LogResult<_>>()?;
        Ok(Self::Put { table, values })
    }

    /// Whether it can be made.
    pub(crate) fn check(&self) -> LogResult<()> {
        match self {
            Self::Put { table, values } => {
                let columns: Vec<Column> = table.columns().collect();
                if values.len() != columns.len() {
                    let what = format!(
                        "{} values for table {}, which has {}",
                        values.len(),
                        table.name,
                        columns.len()
                    );
                    return Err(Fault::Malformed(what));
                }
                table.check(values, &columns, "a row")
            }
            Self::Clear { table, key } if key.is_empty() => {
                Err(Fault::Malformed(format!("table {} can't be cleared as a whole", table.name)))
            }
            Self::Clear { table, key } => table.check_key(key),
        }
    }
}
