//! Leases: who of several servers does what only one may do at a time.
//!
//! A lease ends with whoever holds it, however that ends. For a moment two may think that they have it: one whose
//! connection just broke, and the next. What is done under a lease must bear that, as followers do.

use async_trait::async_trait;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};

/// A name taken; it is free again when this is dropped.
#[async_trait]
pub trait Lease: Debug + Send {
    /// Whether it is still held.
    async fn is_held(&mut self) -> bool;
}

/// The names taken in a log that only one process writes to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(Arc<Mutex<BTreeSet<String>>>);

impl Names {
    /// Takes a name, unless it is taken.
    pub(crate) fn take(&self, name: &str) -> Option<Box<dyn Lease>> {
        let is_free = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned());
        is_free.then(|| -> Box<dyn Lease> { Box::new(Taken { names: self.clone(), name: name.to_owned() }) })
    }
}

#[derive(Debug)]
struct Taken {
    names: Names,
    name: String,
}

#[async_trait]
impl Lease for Taken {
    async fn is_held(&mut self) -> bool {
        true
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.names.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.name);
    }
}
