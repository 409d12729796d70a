//! What a batch's changes of a table come to: first what is gone, then what is there.

use super::{TableChange, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The changes of one table, so that they can be made in any order of rows: all that is gone, then all that is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// Rows whose key begins with these are gone.
    pub gone: BTreeSet<Vec<Value>>,
    /// Rows that are there, by their key.
    pub there: BTreeMap<Vec<Value>, Vec<Value>>,
}

impl Folded {
    /// One change more, after those so far.
    pub fn add(&mut self, change: &TableChange) {
        match change {
            TableChange::Put { table, values } => {
                let (key, rest) = values.split_at_checked(table.key.len()).unwrap_or((values, &[]));
                self.there.insert(key.to_vec(), rest.to_vec());
            }
            TableChange::Clear { key, .. } => {
                self.there.retain(|there, _| !there.starts_with(key));
                self.gone.insert(key.clone());
            }
        }
    }

    /// The rows that are there, whole.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Vec<Value>> {
        self.there.iter().map(|(key, rest)| [key.as_slice(), rest].concat())
    }
}
