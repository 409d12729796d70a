//! A stretch of a table: rows whose keys begin alike, between two bounds.

use super::{Table, Value};
use crate::fault::LogResult;
use std::cmp::Ordering;
use std::ops::Bound;

/// A stretch of a table, in the order of its key.
///
/// The bounds speak of what follows `prefix` in the key, of as many columns as they have: a bound of a due time alone
/// takes in or leaves out all rows due at that time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The table.
    pub table: &'static Table,
    /// What all keys begin with; may be nothing.
    pub prefix: Vec<Value>,
    /// Where it begins.
    pub from: Bound<Vec<Value>>,
    /// Where it ends.
    pub to: Bound<Vec<Value>>,
    /// Whether it is read from its end.
    pub is_backwards: bool,
}

impl Span {
    /// All of a table.
    pub const fn all(table: &'static Table) -> Self {
        Self { table, prefix: Vec::new(), from: Bound::Unbounded, to: Bound::Unbounded, is_backwards: false }
    }

    /// The rows whose keys begin with these.
    pub fn of(table: &'static Table, prefix: impl Into<Vec<Value>>) -> Self {
        Self { prefix: prefix.into(), ..Self::all(table) }
    }

    /// The same, behind this.
    pub fn after(self, key: impl Into<Vec<Value>>) -> Self {
        Self { from: Bound::Excluded(key.into()), ..self }
    }

    /// The same, up to this and with it.
    pub fn up_to(self, key: impl Into<Vec<Value>>) -> Self {
        Self { to: Bound::Included(key.into()), ..self }
    }

    /// The same, before this.
    pub fn before(self, key: impl Into<Vec<Value>>) -> Self {
        Self { to: Bound::Excluded(key.into()), ..self }
    }

    /// The same, read from its end.
    pub fn backwards(self) -> Self {
        Self { is_backwards: true, ..self }
    }

    /// Whether it speaks of what the table has.
    pub(crate) fn check(&self) -> LogResult<()> {
        self.table.check_key(&self.prefix)?;
        for bound in [&self.from, &self.to] {
            if let Bound::Included(values) | Bound::Excluded(values) = bound {
                self.table.check_key(&[self.prefix.as_slice(), values].concat())?;
            }
        }
        Ok(())
    }

    /// Whether a key lies in it.
    pub(crate) fn holds(&self, key: &[Value]) -> bool {
        let Some(rest) = key.strip_prefix(self.prefix.as_slice()) else { return false };
        let against = |bound: &[Value]| rest.get(..bound.len()).unwrap_or(rest).cmp(bound);
        let is_behind = match &self.from {
            Bound::Unbounded => true,
            Bound::Included(bound) => against(bound) != Ordering::Less,
            Bound::Excluded(bound) => against(bound) == Ordering::Greater,
        };
        let is_before = match &self.to {
            Bound::Unbounded => true,
            Bound::Included(bound) => against(bound) != Ordering::Greater,
            Bound::Excluded(bound) => against(bound) == Ordering::Less,
        };
        is_behind && is_before
    }
}
