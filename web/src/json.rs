//! Reading JSON in few bytes.
//!
//! `serde_json` reads a text straight into each type, and every type so gets a parser of its own: two ways to read
//! each structure and each choice, with all their messages. Here a text is parsed once into a tree, and types are
//! read from the tree, one way each and without messages: what can't be read is told as such, and nobody reads more.
//! It is as strict as the types are. The text comes from our own server or from what this browser kept.

use core::fmt;
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer,
    MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};

/// Reads a text as a type; `None` where it is no such thing.
pub fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    let tree: Value = serde_json::from_str(text).ok()?;
    T::deserialize(Node::Value(&tree)).ok()
}

/// Something could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unreadable")
    }
}

impl core::error::Error for Unreadable {}

impl Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

/// A piece of the tree, or the name of one.
#[derive(Clone, Copy)]
enum Node<'a> {
    Value(&'a Value),
    Name(&'a str),
}

// None of these is woven into its many callers: that would cost what this reader is there to save.
impl<'a> Node<'a> {
    #[inline(never)]
    fn text(self) -> Result<&'a str, Unreadable> {
        match self {
            Self::Name(text) => Ok(text),
            Self::Value(value) => value.as_str().ok_or(Unreadable),
        }
    }

    #[inline(never)]
    fn entries(self) -> Result<Entries<'a>, Unreadable> {
        match self {
            Self::Value(Value::Object(map)) => Ok(Entries { left: map.iter(), value: None }),
            _ => Err(Unreadable),
        }
    }

    #[inline(never)]
    fn items(self) -> Result<Items<'a>, Unreadable> {
        match self {
            Self::Value(Value::Array(items)) => Ok(Items(items.iter())),
            _ => Err(Unreadable),
        }
    }

    #[inline(never)]
    fn number(self) -> Result<Whole, Unreadable> {
        let Self::Value(Value::Number(number)) = self else { return Err(Unreadable) };
        let positive = number.as_u64().map(Whole::Positive);
        positive.or_else(|| number.as_i64().map(Whole::Negative)).ok_or(Unreadable)
    }

    /// A choice is its name, or an object of one entry named after it.
    #[inline(never)]
    fn choice(self) -> Result<Choice<'a>, Unreadable> {
        let only = |map: &'a Map<String, Value>| {
            let (name, content) = map.iter().next().filter(|_| map.len() == 1).ok_or(Unreadable)?;
            Ok(Choice { name, content: Some(content) })
        };
        match self {
            Self::Value(Value::Object(map)) => only(map),
            other => Ok(Choice { name: other.text()?, content: None }),
        }
    }
}

/// A whole number as the widest of its sign.
enum Whole {
    Positive(u64),
    Negative(i64),
}

/// Whole numbers are told as the widest of their sign; the type narrows them.
macro_rules! numbers {
    ($($name:ident)+) => { $(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            match self.number()? {
                Whole::Positive(number) => visitor.visit_u64(number),
                Whole::Negative(number) => visitor.visit_i64(number),
            }
        }
    )+ };
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::Value(Value::Null) => visitor.visit_unit(),
            Self::Value(Value::Bool(flag)) => visitor.visit_bool(*flag),
            Self::Value(Value::Number(_)) => self.deserialize_i64(visitor),
            Self::Value(Value::Array(_)) => visitor.visit_seq(self.items()?),
            Self::Value(Value::Object(_)) => visitor.visit_map(self.entries()?),
            Self::Value(Value::String(_)) | Self::Name(_) => visitor.visit_str(self.text()?),
        }
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Self::Value(Value::Bool(flag)) = self else { return Err(Unreadable) };
        visitor.visit_bool(*flag)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_str(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_str(self.text()?)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_str(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self {
            Self::Value(Value::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(self.items()?)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_map(self.entries()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_map(self.entries()?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_enum(self.choice()?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct }
}

impl<'de> IntoDeserializer<'de, Unreadable> for Node<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The entries of an object.
struct Entries<'a> {
    left: serde_json::map::Iter<'a>,
    value: Option<&'a Value>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unreadable> {
        let Some((name, value)) = self.left.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(Node::Name(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unreadable> {
        seed.deserialize(Node::Value(self.value.take().ok_or(Unreadable)?))
    }
}

/// The items of a list.
struct Items<'a>(core::slice::Iter<'a, Value>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Unreadable> {
        self.0.next().map(|value| seed.deserialize(Node::Value(value))).transpose()
    }
}

/// One of several, with what belongs to it.
struct Choice<'a> {
    name: &'a str,
    content: Option<&'a Value>,
}

impl<'a> Choice<'a> {
    fn content(&self) -> Result<Node<'a>, Unreadable> {
        self.content.map(Node::Value).ok_or(Unreadable)
    }
}

impl<'de> EnumAccess<'de> for Choice<'de> {
    type Error = Unreadable;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Unreadable> {
        let name: StrDeserializer<'_, Unreadable> = self.name.into_deserializer();
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Choice<'de> {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        if self.content.is_none_or(Value::is_null) { Ok(()) } else { Err(Unreadable) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unreadable> {
        seed.deserialize(self.content()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(self.content()?.items()?)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_map(self.content()?.entries()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::complaint::command::CommandEnvelope;
    use domain::complaint::event::Recorded;
    use std::collections::BTreeMap;
    use std::path::Path;

    /// Every event and command there is reads the same as by `serde_json`.
    #[test]
    fn everything_on_the_wire_reads_as_it_does_on_the_server() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/tests/wire");
        let mut n_read = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            if name.starts_with("command-") {
                let known: CommandEnvelope = serde_json::from_str(&text).unwrap();
                assert_eq!(read(&text), Some(known), "{name}");
                n_read += 1;
            } else if name.starts_with("event-") {
                let known: Recorded = serde_json::from_str(&text).unwrap();
                assert_eq!(read(&text), Some(known), "{name}");
                n_read += 1;
            }
        }
        assert!(n_read > 40, "{n_read}");
    }

    #[test]
    fn what_is_no_such_thing_is_none() {
        assert_eq!(read::<Vec<u8>>("[1, 256]"), None);
        assert_eq!(read::<Vec<u8>>("[1"), None);
        assert_eq!(read::<bool>("1"), None);
        assert_eq!(read::<String>("null"), None);
        assert_eq!(read::<domain::actor::Actor>(r#"{"agent": 1, "admin": 2}"#), None);
    }

    #[test]
    fn numbers_options_lists_and_keys_read_as_written() {
        assert_eq!(read::<(i8, Option<u64>, Vec<i64>)>("[-3, null, [9007199254740993]]"), {
            Some((-3, None, vec![9_007_199_254_740_993]))
        });
        let map: Option<BTreeMap<domain::remedy::Remedy, u32>> = read(r#"{"refund": 3}"#);
        assert_eq!(map, Some(BTreeMap::from([(domain::remedy::Remedy::Refund, 3)])));
    }
}
