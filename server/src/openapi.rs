//! The description of the HTTP interface: an OpenAPI document whose every body comes from the type that is read or
//! written there, so that neither can say what the other does not do.
//!
//! What is read and what is written are told apart: a field that may be left out when something is sent is one that an
//! answer may always have. Where a type differs so, the form in which it is sent has a name of its own.

mod merge;

use domain::wire::ErrorBody;
use domain::wire::policy::PolicyFailure;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{self, SchemaType};
use utoipa::openapi::{ObjectBuilder, OpenApi, RefOr, Required};

/// Where schemas lie in the document, and where those of what is sent lie until both are put together.
const TOLD: &str = "/components/schemas";
const ASKED: &str = "/components/asked";

/// The schemas of a document in the making.
struct Schemas {
    asked: SchemaGenerator,
    told: SchemaGenerator,
}

impl Default for Schemas {
    fn default() -> Self {
        let settings = |path: &'static str| {
            SchemaSettings::draft2020_12().with(|settings| {
                settings.definitions_path = path.into();
                settings.meta_schema = None;
            })
        };
        Self {
            asked: settings(ASKED).for_deserialize().into_generator(),
            told: settings(TOLD).for_serialize().into_generator(),
        }
    }
}

thread_local! {
    /// What the routes described so far on this thread have named. A route's description takes no argument through
    /// which it could be handed on.
    static SCHEMAS: RefCell<Schemas> = RefCell::default();
}

/// A body of this type is read.
pub fn asked<T: JsonSchema>() -> String {
    SCHEMAS.with_borrow_mut(|schemas| named::<T>(&mut schemas.asked, ASKED))
}

/// A body of this type is written.
pub fn told<T: JsonSchema>() -> String {
    SCHEMAS.with_borrow_mut(|schemas| named::<T>(&mut schemas.told, TOLD))
}

/// The content of a file, as it is.
pub fn bytes() -> String {
    let description = "The content of a file, as it is.";
    keep("Bytes", json!({ "contentMediaType": "application/octet-stream", "description": description }))
}

/// The document itself.
pub fn itself() -> String {
    let description = "An OpenAPI document: https://spec.openapis.org/oas/v3.1.0";
    let words = json!({ "openapi": { "type": "string" }, "info": { "type": "object" }, "paths": { "type": "object" } });
    let required = ["openapi", "info", "paths"];
    keep(
        "OpenApi",
        json!({ "type": "object", "description": description, "properties": words, "required": required }),
    )
}

/// A stream of server-sent events: the name of each, and the type of its data.
pub fn events(name: &str, events: &[(&str, String)]) -> String {
    let data: Map<String, Value> =
        events.iter().map(|(event, data)| ((*event).to_owned(), json!({ "$ref": data }))).collect();
    let description = "Server-sent events. `x-events` has the data of each, by the name of the event.";
    keep(name, json!({ "type": "string", "description": description, "x-events": data }))
}

/// What may stand behind the `?` of an address.
pub fn query<T: JsonSchema>() -> Vec<Parameter> {
    let whole = SCHEMAS.with_borrow_mut(|schemas| T::json_schema(&mut schemas.asked)).to_value();
    let required: Vec<&str> = whole
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let properties = whole.get("properties").and_then(Value::as_object).into_iter().flatten();
    let parameter = |(name, schema): (&String, &Value)| {
        let is_required = required.contains(&name.as_str());
        let mut schema = schema.clone();
        let description = schema.as_object_mut().and_then(|schema| schema.remove("description"));
        ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Query)
            .required(if is_required { Required::True } else { Required::False })
            .description(description.as_ref().and_then(Value::as_str))
            .schema(Some(raw(without_null(schema))))
            .build()
    };
    properties.map(parameter).collect()
}

/// The whole document, from what the routes say: theirs are the schemas named on this thread since the last one.
pub fn document(routes: impl FnOnce() -> OpenApi) -> Value {
    SCHEMAS.take();
    let mut document = serde_json::to_value(routes()).unwrap_or_default();
    let (failure, policy_failure) = (told::<ErrorBody>(), told::<PolicyFailure>());
    let Schemas { mut asked, mut told } = SCHEMAS.take();
    let schemas = merge::merge(told.take_definitions(false), asked.take_definitions(false), &mut document);
    let operations = document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten();
    let operations = operations.flat_map(|(_, item)| item.as_object_mut().into_iter().flatten());
    for (_, operation) in operations {
        let tag = operation.pointer("/tags/0").and_then(Value::as_str).unwrap_or_default().to_owned();
        fail(operation, if tag == "policy" { &policy_failure } else { &failure });
        if matches!(tag.as_str(), "customer" | "cases" | "desk" | "policy") {
            name_the_asker(operation);
        }
    }
    if let Some(document) = document.as_object_mut() {
        document.insert("components".to_owned(), json!({ "schemas": schemas }));
    }
    merge::bound(&mut document);
    document
}

/// Says that whatever fails is answered in the one form.
fn fail(operation: &mut Value, failure: &str) {
    let content = json!({ "application/json": { "schema": { "$ref": failure } } });
    let Some(responses) = operation["responses"].as_object_mut() else { return };
    for (status, response) in responses.iter_mut() {
        if status.starts_with(['4', '5']) && response.get("content").is_none() {
            response["content"] = content.clone();
        }
    }
    let any = "Any other failure: the same form, and its code says which";
    responses.insert("default".to_owned(), json!({ "description": any, "content": content }));
}

/// Says by which headers a page names the face it shows, and whom it takes for signed in.
fn name_the_asker(operation: &mut Value) {
    let face = json!({ "name": "Redress-Face", "in": "header", "required": false,
        "description": "The face that is shown; `?face=` where no header can be set",
        "schema": { "type": "string", "enum": ["customer", "console"] } });
    let user = json!({ "name": "Redress-User", "in": "header", "required": false,
        "description": "Whom a page of the desk takes for signed in",
        "schema": { "type": "string", "format": "uuid" } });
    match operation["parameters"].as_array_mut() {
        Some(parameters) => parameters.extend([face, user]),
        None => operation["parameters"] = json!([face, user]),
    }
}

/// The place of a type's schema, which is put there unless it is there already.
fn named<T: JsonSchema>(generator: &mut SchemaGenerator, path: &str) -> String {
    let schema = generator.subschema_for::<T>();
    if let Some(place) = schema.get("$ref").and_then(Value::as_str) {
        return place.to_owned();
    }
    let name = T::schema_name();
    generator.definitions_mut().insert(name.to_string(), schema.to_value());
    format!("#{path}/{name}")
}

/// Puts a schema of no type of ours at its place.
fn keep(name: &str, schema: Value) -> String {
    SCHEMAS.with_borrow_mut(|schemas| schemas.told.definitions_mut().insert(name.to_owned(), schema));
    format!("#{TOLD}/{name}")
}

/// What stands in an address is there or not, and never null.
fn without_null(mut schema: Value) -> Value {
    let is_null = |of: &Value| *of == "null" || of["type"] == "null";
    if let Some(kinds) = schema.get_mut("type").and_then(Value::as_array_mut) {
        kinds.retain(|kind| !is_null(kind));
        if let [kind] = kinds.as_slice() {
            let kind = kind.clone();
            schema.as_object_mut().map(|schema| schema.insert("type".to_owned(), kind));
        }
    } else if let Some(kinds) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        kinds.retain(|kind| !is_null(kind));
        if let [kind] = kinds.as_slice() {
            return kind.clone();
        }
    }
    schema
}

/// A schema as it is: this way of writing it has fewer words than JSON Schema.
fn raw(schema: Value) -> RefOr<schema::Schema> {
    let words = Schema::try_from(schema).unwrap_or_default().as_object().cloned().unwrap_or_default();
    let object = ObjectBuilder::new().schema_type(SchemaType::AnyValue);
    RefOr::T(schema::Schema::Object(object.extensions(Some(words.into_iter().collect())).build()))
}
