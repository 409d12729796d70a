//! The description of the interface: whole, true of what is kept, and true of what is refused.

mod samples;

use reqwest::Method;
use samples::{Mistake, Sample, mistakes, samples};
use serde_json::{Value, json};
use server::assets::Assets;
use server::router;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tests::actors::new_id;
use tests::app::App;
use tests::contract;

/// Every operation: its address, its method, what is said of it.
fn operations() -> impl Iterator<Item = (&'static str, &'static str, &'static Value)> {
    let paths = router::document()["paths"].as_object().unwrap();
    paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap();
        methods.iter().map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

/// Every schema that a body or parameter has, under a name for it; null where it has none.
fn described() -> Vec<(String, Value)> {
    let mut described = Vec::new();
    for (path, method, operation) in operations() {
        let name = |part: &str| format!("{method} {path}: {part}");
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            described.push((name(&parameter["name"].to_string()), parameter["schema"].clone()));
        }
        let mut content = |part: &str, content: &Value| match content.as_object() {
            Some(kinds) => described.extend(
                kinds.iter().map(|(kind, said)| (name(&format!("{part} {kind}")), said["schema"].clone())),
            ),
            None => described.push((name(part), Value::Null)),
        };
        if let Some(body) = operation.get("requestBody") {
            content("body", &body["content"]);
        }
        for (status, response) in operation["responses"].as_object().unwrap() {
            if status != "204" {
                content(status, &response["content"]);
            }
        }
    }
    described
}

/// Whether a schema says anything of what it describes.
fn says_something(schema: &Value) -> bool {
    let schema = match schema["$ref"].as_str() {
        Some(place) => router::document().pointer(place.trim_start_matches('#')).unwrap_or(&Value::Null),
        None => schema,
    };
    let words = ["enum", "const", "oneOf", "anyOf", "allOf", "contentMediaType", "$ref"];
    match schema["type"].as_str() {
        Some("object") => ["properties", "patternProperties", "additionalProperties"]
            .iter()
            .any(|word| schema[word].is_object()),
        Some("array") => schema["items"].is_object() || schema["prefixItems"].is_array(),
        Some(_) => true,
        None => schema["type"].is_array() || words.iter().any(|word| schema.get(word).is_some()),
    }
}

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(words) => {
            for (word, value) in words {
                match value {
                    Value::String(place) if word == "$ref" => drop(found.insert(place.clone())),
                    _ => references(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn every_body_and_parameter_is_described_by_a_schema_that_says_something() {
    let mute: Vec<_> = described().into_iter().filter(|(_, schema)| !says_something(schema)).collect();
    assert!(mute.is_empty(), "{mute:#?}");
    let document = router::document();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mute: Vec<_> = schemas.iter().filter(|(_, schema)| !says_something(schema)).collect();
    assert!(mute.is_empty(), "{mute:#?}");
}

#[test]
fn every_reference_leads_to_a_schema_and_every_schema_is_led_to() {
    let document = router::document();
    let mut found = BTreeSet::new();
    references(document, &mut found);
    let dangling: Vec<_> =
        found.iter().filter(|place| document.pointer(place.trim_start_matches('#')).is_none()).collect();
    assert!(dangling.is_empty(), "{dangling:#?}");
    let schemas = document["components"]["schemas"].as_object().unwrap().keys();
    let places: BTreeSet<_> = schemas.map(|name| format!("#/components/schemas/{name}")).collect();
    assert_eq!(places.difference(&found).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn no_two_types_share_a_name() {
    let schemas = router::document()["components"]["schemas"].as_object().unwrap();
    // Of two with one name, the second has a number behind it.
    let numbered: Vec<_> =
        schemas.keys().filter(|name| name.ends_with(|c: char| c.is_ascii_digit())).collect();
    assert_eq!(numbered, Vec::<&String>::new());
}

#[tokio::test]
async fn router_and_description_know_the_same_addresses() {
    let app = App::start().await;
    let assets = Assets::read(Path::new("/nonexistent")).unwrap();
    let shown = format!("{:?}", router::app(app.state.clone(), assets));
    // The router keeps what is none of its addresses, the pages, under an address of its own.
    let is_address = |part: &&str| part.starts_with('/') && part.len() > 1 && !part.contains("__private");
    let routed: BTreeSet<&str> = shown.split('"').filter(is_address).collect();
    let mut said: BTreeSet<&str> = operations().map(|(path, ..)| path).collect();
    // What is nowhere, in the form of everything else.
    said.insert("/api/{*rest}");
    assert_eq!(routed, said);
    let customer = app.customer();
    let mut methods = BTreeMap::<_, BTreeSet<_>>::new();
    for (path, method, _) in operations() {
        methods.entry(path).or_default().insert(method.to_uppercase());
    }
    for (path, said) in methods {
        let path = path.split('/').map(|part| if part.starts_with('{') { new_id() } else { part.to_owned() });
        let path = path.collect::<Vec<_>>().join("/");
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let is_said = said.contains(method.as_str());
            if is_said && path == "/api/stream" {
                continue;
            }
            let status = customer.send(method.clone(), &path, &[], Vec::new()).await.status;
            assert_eq!(status != 405, is_said, "{method} {path}: {status}");
        }
    }
}

#[test]
fn everything_kept_in_the_wire_goldens_is_as_described() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/tests/wire");
    let mut n_held = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let schema = if name.starts_with("command-") { "CommandEnvelope" } else { "Recorded" };
        let kept = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let faults = contract::faults(&format!("#/components/schemas/{schema}"), &kept);
        assert!(faults.is_empty(), "{name}: {faults:#?}");
        n_held += 1;
    }
    assert!(n_held > 80, "{n_held}");
}

/// What takes JSON: its address with ids in it, its method, and where the schema of its body lies.
fn takers() -> impl Iterator<Item = (String, Method, &'static str)> {
    operations().filter_map(|(path, method, operation)| {
        let schema = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str()?;
        let path = path.split('/').map(|part| if part.starts_with('{') { new_id() } else { part.to_owned() });
        let method = method.to_uppercase().parse().unwrap();
        Some((path.collect::<Vec<_>>().join("/"), method, schema))
    })
}

#[tokio::test]
async fn every_body_that_is_as_described_is_read_and_every_mistake_is_answered_with_its_place() {
    let app = App::start().await;
    let customer = app.customer();
    let send = async |path: &str, method: &Method, body: &Value| {
        let json = [("content-type", "application/json")];
        customer.send(method.clone(), path, &json, body.to_string().into_bytes()).await
    };
    let (mut wrong, mut n_read, mut n_refused) = (Vec::new(), 0, 0);
    for (path, method, schema) in takers() {
        let mut seen = BTreeSet::new();
        for Sample { body } in samples(schema) {
            assert_eq!(contract::faults(schema, &body), Vec::<String>::new(), "{path}: {body}");
            let answer = send(&path, &method, &body).await;
            let facts = &answer.json()["error"]["facts"];
            if answer.status == 400 || answer.status.is_server_error() || facts.get("place").is_some() {
                wrong.push(format!(
                    "{method} {path} does not read {body}: {} {}",
                    answer.status,
                    answer.json()
                ));
                continue;
            }
            n_read += 1;
            for Mistake { kind, place, body } in mistakes(&body) {
                // One mistake of a kind at each place; and what the schema allows is none.
                if !seen.insert((kind, place.clone())) || contract::faults(schema, &body).is_empty() {
                    continue;
                }
                n_refused += 1;
                let answer = send(&path, &method, &body).await;
                let error = &answer.json()["error"];
                let at = error["facts"]["place"].as_str().unwrap_or_default();
                // What is not there, or should not be, has no place but that of the whole it is missing from.
                let whole = place.rsplit_once('.').map_or("", |(whole, _)| whole);
                let is_placed = at == place || kind.ends_with("field") && at == whole;
                let is_refused = matches!(answer.status.as_u16(), 400 | 422)
                    && matches!(error["code"].as_str(), Some("malformed" | "invalid_input"));
                if !is_refused || !is_placed {
                    wrong.push(format!(
                        "{kind} at {place} of {method} {path}: {} {}",
                        answer.status,
                        answer.json()
                    ));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {n_read} + {n_refused}: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(40)]
    );
    assert!(n_read > 100 && n_refused > 1_000, "{n_read} read, {n_refused} refused");
}

#[tokio::test]
async fn mistakes_behind_the_question_mark_are_answered_with_their_place() {
    let app = App::start().await;
    let agent = app.staff("supervisor").await;
    let (upload, draft) = (new_id(), new_id());
    for (path, place) in [
        ("/api/cases?view=nonsense".to_owned(), json!("view")),
        ("/api/cases?limit=-1".to_owned(), json!("limit")),
        ("/api/cases?after=x".to_owned(), json!("after")),
        ("/api/cases?nonsense=1".to_owned(), json!("nonsense")),
        ("/api/stream?after=x".to_owned(), json!("after")),
        (format!("/api/policy/drafts/{draft}/replay?over=x"), json!("over")),
        (format!("/api/uploads/{upload}?command_id=x"), json!("command_id")),
    ] {
        let method = if path.starts_with("/api/uploads") { Method::PUT } else { Method::GET };
        let answer = agent.send(method, &path, &[], Vec::new()).await;
        assert_eq!(answer.refusal(), (400, "malformed".to_owned()), "{path}");
        assert_eq!(answer.json()["error"]["facts"]["place"], place, "{path}: {}", answer.json());
    }
}
