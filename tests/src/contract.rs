//! The promise of the interface's description: whatever is asked and answered in a story is as the document says.
//!
//! Each exchange of a story is held against it, so that no story has to think of it. What is refused may be asked
//! otherwise than described, for that is how it came to be refused; the refusal itself is described.

use jsonschema::Validator;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde_json::{Value, json};
use server::router;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex};

/// Validators by the place of their schema in the document, made when first wanted.
static VALIDATORS: LazyLock<Mutex<BTreeMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// What was asked and answered.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    /// The method.
    pub method: &'a Method,
    /// The address, with what stands behind its `?`.
    pub path: &'a str,
    /// The body sent.
    pub sent: &'a [u8],
    /// The status of the answer.
    pub status: u16,
    /// The headers of the answer.
    pub headers: &'a HeaderMap,
    /// The body of the answer.
    pub bytes: &'a [u8],
}

/// Why a body is not as the schema at a place of the document says, one line for each fault.
pub fn faults(schema: &str, body: &Value) -> Vec<String> {
    let validator = validator(schema);
    validator.iter_errors(body).map(|error| format!("at `{}`: {error}", error.instance_path())).collect()
}

fn validator(schema: &str) -> Arc<Validator> {
    let mut validators = VALIDATORS.lock().unwrap();
    let made = validators.entry(schema.to_owned()).or_insert_with(|| {
        // All schemas lie where their references say that they lie.
        let root = json!({ "$ref": schema, "components": router::document()["components"] });
        let options = jsonschema::draft202012::options().should_validate_formats(true);
        Arc::new(options.build(&root).unwrap())
    });
    Arc::clone(made)
}

/// The pattern of an address in the document, and what the document says of a method there.
pub fn operation(method: &Method, path: &str) -> Option<(&'static str, &'static Value)> {
    let path = path.split('?').next().unwrap();
    let is_like = |pattern: &str| {
        let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
        loop {
            match (pattern.next(), path.next()) {
                (None, None) => return true,
                (Some(part), Some(piece)) if part == piece || part.starts_with('{') && !piece.is_empty() => {}
                _ => return false,
            }
        }
    };
    let paths = router::document()["paths"].as_object().unwrap();
    // What stands there in so many words goes before what stands for anything.
    let patterns = paths.iter().filter(|(pattern, _)| is_like(pattern));
    let (pattern, item) = patterns.min_by_key(|(pattern, _)| pattern.matches('{').count())?;
    Some((pattern.as_str(), item.get(method.as_str().to_lowercase())?))
}

/// Holds an exchange against the document.
pub fn hold(exchange: &Exchange<'_>) {
    let Exchange { method, path, status, .. } = *exchange;
    let Some((pattern, operation)) = operation(method, path) else { return };
    let responses = &operation["responses"];
    let response = responses.get(status.to_string()).unwrap_or_else(|| {
        assert!(status >= 400, "{method} {pattern} answers {status}, which is not described");
        &responses["default"]
    });
    let kind = exchange.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap();
    match response.get("content") {
        None => assert!(exchange.bytes.is_empty(), "{method} {pattern} answers {status} with a body"),
        Some(content) => {
            let said =
                content.get(kind).unwrap_or_else(|| panic!("{method} {pattern}: {status} as {kind:?}"));
            if kind == "application/json" {
                let body = serde_json::from_slice(exchange.bytes).unwrap();
                let faults = faults(said["schema"]["$ref"].as_str().unwrap(), &body);
                assert!(faults.is_empty(), "{method} {pattern} answers {status}: {faults:#?} in {body}");
            }
        }
    }
    if status < 300 {
        hold_request(exchange, pattern, operation);
    }
}

fn hold_request(exchange: &Exchange<'_>, pattern: &str, operation: &Value) {
    let Exchange { method, path, sent, .. } = *exchange;
    if let Some(schema) = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str() {
        let body = serde_json::from_slice(sent).unwrap();
        let faults = faults(schema, &body);
        assert!(faults.is_empty(), "{method} {pattern} takes {faults:#?} in {body}");
    }
    let query = path.split_once('?').map_or("", |(_, query)| query);
    for (name, _) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let mut parameters = operation["parameters"].as_array().into_iter().flatten();
        let is_said = parameters.any(|parameter| parameter["in"] == "query" && parameter["name"] == name);
        assert!(is_said || name == "face", "{method} {pattern} takes `{name}`, which is not described");
    }
}

/// Holds an event of a stream against the document.
pub fn hold_event(path: &str, name: &str, data: &Value) {
    let (pattern, operation) = operation(&Method::GET, path).unwrap();
    let stream = &operation["responses"]["200"]["content"]["text/event-stream"]["schema"]["$ref"];
    let stream = stream.as_str().unwrap().trim_start_matches('#');
    let schema = &router::document().pointer(stream).unwrap()["x-events"][name]["$ref"];
    let faults = faults(schema.as_str().unwrap_or_else(|| panic!("{pattern} says `{name}`")), data);
    assert!(faults.is_empty(), "{pattern} says `{name}`: {faults:#?} in {data}");
}
