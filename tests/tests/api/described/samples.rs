//! Bodies made from the description: right ones, and the same with one mistake.

use serde_json::{Map, Value, json};
use server::router;

/// A body that is as described.
pub(super) struct Sample {
    /// It.
    pub(super) body: Value,
}

/// The same with one mistake.
pub(super) struct Mistake {
    /// Of which kind.
    pub(super) kind: &'static str,
    /// At which place, such as `command.make_offer.options[0].id`.
    pub(super) place: String,
    /// The body.
    pub(super) body: Value,
}

/// Bodies that are as a schema says, so that of everything that has several forms each form is in one of them.
pub(super) fn samples(schema: &str) -> Vec<Sample> {
    let bodies = of_schema(&json!({ "$ref": schema }), &mut Vec::new());
    bodies.into_iter().map(|body| Sample { body }).collect()
}

/// Values of each form that a schema has; none where a type would have to hold itself.
fn of_schema(schema: &Value, within: &mut Vec<String>) -> Vec<Value> {
    if let Some(place) = schema["$ref"].as_str() {
        if within.iter().any(|outer| outer == place) {
            return Vec::new();
        }
        within.push(place.to_owned());
        let values = of_schema(router::document().pointer(place.trim_start_matches('#')).unwrap(), within);
        within.pop();
        return values;
    }
    if let Some(value) = schema.get("const").or_else(|| schema["examples"].get(0)) {
        return vec![value.clone()];
    }
    if let Some(word) = schema["enum"].get(0) {
        return vec![word.clone()];
    }
    for several in ["oneOf", "anyOf"] {
        if let Some(forms) = schema[several].as_array() {
            return forms.iter().flat_map(|form| of_schema(form, within)).collect();
        }
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
    match kind {
        Some("object") => objects(schema, within),
        Some("array") => match schema["prefixItems"].as_array() {
            Some(parts) => {
                let parts: Option<_> =
                    parts.iter().map(|part| of_schema(part, within).into_iter().next()).collect();
                parts.map(Value::Array).into_iter().collect()
            }
            None => of_schema(&schema["items"], within).into_iter().map(|item| json!([item])).collect(),
        },
        Some("string") => vec![text(schema)],
        Some("integer") => vec![json!(1)],
        Some("boolean") => vec![json!(true)],
        Some("null") => vec![Value::Null],
        _ => panic!("no value is known of {schema}"),
    }
}

fn text(schema: &Value) -> Value {
    match schema["format"].as_str() {
        Some("uuid") => json!("01890a5d-ac96-774b-bcce-b302099a8057"),
        Some("date") => json!("2026-03-10"),
        Some("date-time") => json!("2026-03-10T10:00:00+08:00"),
        _ => json!("several words"),
    }
}

/// Objects with all their fields, and one more for each other form of a field.
fn objects(schema: &Value, within: &mut Vec<String>) -> Vec<Value> {
    let is_required = |name: &str| {
        schema["required"].as_array().is_some_and(|names| names.iter().any(|required| required == name))
    };
    let mut fields = Vec::new();
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        let forms = of_schema(schema, within);
        if forms.is_empty() && is_required(name) {
            return Vec::new();
        }
        fields.push((name, forms));
    }
    let first = fields.iter().filter_map(|(name, forms)| Some(((*name).clone(), forms.first()?.clone())));
    let first: Map<String, Value> = first.collect();
    let mut objects = vec![Value::Object(first.clone())];
    for (name, forms) in fields {
        for form in forms.into_iter().skip(1) {
            let mut other = first.clone();
            other.insert(name.clone(), form);
            objects.push(Value::Object(other));
        }
    }
    objects
}

/// A body with one mistake, in each of the ways and places in which there can be one.
pub(super) fn mistakes(body: &Value) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    at(body, "", &|body| body, &mut mistakes);
    mistakes
}

fn at(value: &Value, place: &str, whole: &dyn Fn(Value) -> Value, mistakes: &mut Vec<Mistake>) {
    let mut add = |kind, place: &str, value| {
        mistakes.push(Mistake { kind, place: place.to_owned(), body: whole(value) });
    };
    let other = if value.is_boolean() { json!([]) } else { json!(true) };
    add("a wrong type", place, other);
    match value {
        Value::Object(fields) => {
            let inner = |name: &str| {
                if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") }
            };
            let mut more = fields.clone();
            more.insert("nonsense".to_owned(), json!(1));
            add("an unknown field", &inner("nonsense"), Value::Object(more));
            for (name, _) in fields {
                let mut less = fields.clone();
                less.remove(name);
                add("a missing field", &inner(name), Value::Object(less));
            }
            for (name, value) in fields {
                let whole = |value: Value| {
                    let mut fields = fields.clone();
                    fields.insert(name.clone(), value);
                    whole(Value::Object(fields))
                };
                at(value, &inner(name), &whole, mistakes);
            }
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                let whole = |value: Value| {
                    let mut items = items.clone();
                    items[i] = value;
                    whole(Value::Array(items))
                };
                at(item, &format!("{place}[{i}]"), &whole, mistakes);
            }
        }
        Value::String(_) => {
            add("no text", place, json!(""));
            add("a long text", place, json!("x".repeat(6_000)));
        }
        Value::Number(_) => {
            add("a fraction", place, json!(1.5));
            add("less than nothing", place, json!(-1));
            add("too much", place, json!(u64::MAX));
        }
        Value::Bool(_) | Value::Null => {}
    }
}
