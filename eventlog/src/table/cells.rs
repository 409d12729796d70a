//! Reading a row's values by what they must be.

use super::Value;
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
