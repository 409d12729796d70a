//! Putting the schemas of what is sent beside those of what is answered.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// What the form in which a type is sent is called, where it differs from the one in which it is answered.
const AS_SENT: &str = "AsSent";

/// All schemas under their names, and every reference of the document led to them.
pub(super) fn merge(told: Map<String, Value>, mut asked: Map<String, Value>, document: &mut Value) -> Value {
    let plain = |place: &str| place.strip_prefix("#/components/asked/").map(str::to_owned);
    asked.values_mut().for_each(|schema| lead(schema, &|place| Some(schemas(&plain(place)?))));
    let differing = differing(&told, &asked);
    let named = |name: &str| {
        if differing.contains(name) { format!("{name}{AS_SENT}") } else { name.to_owned() }
    };
    for schema in asked.values_mut() {
        lead(schema, &|place| Some(schemas(&named(place.strip_prefix("#/components/schemas/")?))));
    }
    lead(document, &|place| Some(schemas(&named(&plain(place)?))));
    let mut all = told;
    all.extend(asked.into_iter().map(|(name, schema)| (named(&name), schema)));
    Value::Object(all)
}

fn schemas(name: &str) -> String {
    format!("#/components/schemas/{name}")
}

/// The names of types that are sent otherwise than they are answered, or hold one that is.
fn differing(told: &Map<String, Value>, asked: &Map<String, Value>) -> BTreeSet<String> {
    let both = || asked.iter().filter_map(|(name, schema)| Some((name, schema, told.get(name)?)));
    let mut differing: BTreeSet<String> =
        both().filter(|(_, asked, told)| asked != told).map(|(name, ..)| name.clone()).collect();
    loop {
        let n_before = differing.len();
        for (name, schema, _) in both() {
            if names_one_of(schema, &differing) {
                differing.insert(name.clone());
            }
        }
        if differing.len() == n_before {
            return differing;
        }
    }
}

fn names_one_of(schema: &Value, names: &BTreeSet<String>) -> bool {
    match schema {
        Value::Object(words) => words.iter().any(|(word, value)| match value {
            Value::String(place) if word == "$ref" => {
                place.strip_prefix("#/components/schemas/").is_some_and(|name| names.contains(name))
            }
            _ => names_one_of(value, names),
        }),
        Value::Array(values) => values.iter().any(|value| names_one_of(value, names)),
        _ => false,
    }
}

/// Leads every reference somewhere else, where it is to.
fn lead(value: &mut Value, to: &impl Fn(&str) -> Option<String>) {
    match value {
        Value::Object(words) => {
            for (word, value) in words {
                match value {
                    Value::String(place) if word == "$ref" => {
                        if let Some(other) = to(place) {
                            *place = other;
                        }
                    }
                    _ => lead(value, to),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| lead(value, to)),
        _ => {}
    }
}

/// Gives every whole number the bounds of the type that reads it, which its format alone tells no tester.
pub(super) fn bound(value: &mut Value) {
    match value {
        Value::Object(words) => {
            let bounds = match words.get("format").and_then(Value::as_str) {
                Some("uint32") => Some((json!(u32::MIN), json!(u32::MAX))),
                Some("uint64") => Some((json!(u64::MIN), json!(u64::MAX))),
                Some("int32") => Some((json!(i32::MIN), json!(i32::MAX))),
                Some("int64") => Some((json!(i64::MIN), json!(i64::MAX))),
                _ => None,
            };
            if let Some((least, most)) = bounds {
                words.entry("minimum").or_insert(least);
                words.entry("maximum").or_insert(most);
            }
            words.values_mut().for_each(bound);
        }
        Value::Array(values) => values.iter_mut().for_each(bound),
        _ => {}
    }
}
