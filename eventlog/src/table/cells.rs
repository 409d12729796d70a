//! Reading a row's values by what they must be.

use super::Value;
use crate::chain::Hash;
use crate::fault::{Fault, LogResult};
use uuid::Uuid;

/// What a column's value is read as, and made from.
pub trait Cell: Sized {
    /// What it is called where a row holds something else.
    const NAME: &'static str;

    /// Reads it; nothing where the value is something else.
    fn read(value: Value) -> Option<Self>;

    /// Makes the value.
    fn value(self) -> Value;
}

macro_rules! cell {
    ($of:ty, $name:literal, $value:ident) => {
        impl Cell for $of {
            const NAME: &'static str = $name;

            fn read(value: Value) -> Option<Self> {
                match value {
                    Value::$value(inner) => Some(inner),
                    _ => None,
                }
            }

            fn value(self) -> Value {
                Value::$value(self)
            }
        }

        impl From<$of> for Value {
            fn from(inner: $of) -> Self {
                inner.value()
            }
        }
    };
}

cell!(String, "a text", Text);
cell!(i64, "a number", Number);
cell!(Uuid, "an id", Id);
cell!(Vec<u8>, "bytes", Bytes);

macro_rules! counted {
    ($of:ty) => {
        impl Cell for $of {
            const NAME: &'static str = i64::NAME;

            fn read(value: Value) -> Option<Self> {
                i64::read(value).and_then(|number| Self::try_from(number).ok())
            }

            fn value(self) -> Value {
                // None of ours comes near the end of the numbers a database has.
                Value::Number(i64::try_from(self).unwrap_or(i64::MAX))
            }
        }

        impl From<$of> for Value {
            fn from(inner: $of) -> Self {
                inner.value()
            }
        }
    };
}

counted!(u32);
counted!(u64);

impl Cell for Hash {
    const NAME: &'static str = "a hash";

    fn read(value: Value) -> Option<Self> {
        Vec::<u8>::read(value)?.try_into().ok()
    }

    fn value(self) -> Value {
        Value::Bytes(self.to_vec())
    }
}

impl From<Hash> for Value {
    fn from(hash: Hash) -> Self {
        hash.value()
    }
}

impl<T: Cell> Cell for Option<T> {
    const NAME: &'static str = T::NAME;

    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Nothing => Some(None),
            some => T::read(some).map(Some),
        }
    }

    fn value(self) -> Value {
        self.map_or(Value::Nothing, T::value)
    }
}

impl<T: Cell> From<Option<T>> for Value {
    fn from(inner: Option<T>) -> Self {
        inner.value()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A row, read value by value in the order of its columns.
#[derive(Debug)]
pub struct Cells(std::vec::IntoIter<Value>);

impl Cells {
    /// The values of a row.
    pub fn of(values: Vec<Value>) -> Self {
        Self(values.into_iter())
    }

    /// The next value, as what it must be.
    pub fn take<T: Cell>(&mut self) -> LogResult<T> {
        let value = self.0.next().ok_or_else(|| Fault::unreadable("a row", "it has too few values"))?;
        T::read(value).ok_or_else(|| Fault::unreadable("a row", format!("it has no {} there", T::NAME)))
    }
}
