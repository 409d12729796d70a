//! What was expected where a body or an address could not be read, in words for whoever writes a client.
//!
//! The readers tell it as text alone, in words of Rust: its types, and a parser's own trouble. Here that becomes one
//! form, `EXPECTED; got FOUND at line 1 column 7`, in the words of JSON.

use crate::error::ApiError;

/// An id as it is expected.
pub const ID: &str = "an id such as `01890a5d-ac96-774b-bcce-b302099a8057`";

/// How many characters of what there was are repeated.
const SHOWN: usize = 60;

/// The failure of what could not be read: at `place`, since the reader said `told`.
pub fn malformed(place: &str, told: &str) -> ApiError {
    let (told, position) = match told.rfind(" at line ") {
        Some(at) => told.split_at_checked(at).unwrap_or((told, "")),
        None => (told, ""),
    };
    let (wish, found) = read(told);
    let found = found.map_or_else(String::new, |found| format!("; got {}", shown(&found)));
    let failure = ApiError::malformed(format!("{wish}{found}{position}"));
    // Of two fields of one name the reader names the whole they are in.
    let twice = told.strip_prefix("duplicate field ").map(|field| field.trim_matches('`'));
    if let (Some(field), ".") = (twice, place) {
        return failure.at(field);
    }
    placed(failure, place)
}

/// What there was, as far as it is repeated: whoever sent it knows the rest.
fn shown(found: &str) -> String {
    let said = match found.split_once(" `").map(|(kind, value)| (kind, value.trim_end_matches('`'))) {
        Some(("integer" | "floating point", number)) => format!("the number {number}"),
        Some(("boolean", value)) => value.to_owned(),
        _ => match (found, found.strip_prefix("string ")) {
            ("map", _) => "an object".to_owned(),
            ("sequence", _) => "a list".to_owned(),
            (_, Some(text)) => format!("the text {text}"),
            (other, None) => other.to_owned(),
        },
    };
    let mut shown: String = said.chars().take(SHOWN).collect();
    if shown.len() < said.len() {
        shown.push('…');
    }
    shown
}

/// The failure with its place, as the reader names it: `.` is the whole, and `?` a part that it had no name for yet.
pub fn placed(failure: ApiError, place: &str) -> ApiError {
    match place.trim_end_matches(['.', '?']) {
        "" => failure,
        place => failure.at(place),
    }
}

/// What was expected, and what there was instead where the reader says so.
fn read(told: &str) -> (String, Option<String>) {
    if let Some(field) = told.strip_prefix("missing field ") {
        return (format!("a field {field}"), Some("none of that name".to_owned()));
    }
    if let Some(field) = told.strip_prefix("duplicate field ") {
        return (format!("{field} once"), Some("it twice".to_owned()));
    }
    for (head, what) in [
        ("invalid type: ", ""),
        ("invalid value: ", ""),
        ("unknown variant ", ""),
        ("unknown field ", "the field "),
    ] {
        let rest =
            told.strip_prefix(head).map(|rest| rest.split_once(", expected ").unwrap_or((rest, "nothing")));
        if let Some((found, wish)) = rest {
            return (plain(wish), Some(format!("{what}{found}")));
        }
    }
    if let Some((length, wish)) =
        told.strip_prefix("invalid length ").and_then(|rest| rest.split_once(", expected "))
    {
        return (plain(wish), Some(format!("a list of {length}")));
    }
    if let Some((found, wish)) = told.split_once("; expected ") {
        return (wish.to_owned(), Some(found.to_owned()));
    }
    if told.starts_with("UUID parsing failed") {
        return (ID.to_owned(), Some("a text that is none".to_owned()));
    }
    match told {
        // What standard readers say of a number or a day in a text, without saying what they read.
        "invalid digit found in string" | "cannot parse integer from empty string" => {
            ("a whole number, not below zero".to_owned(), Some("a text that is none".to_owned()))
        }
        "number too large to fit in target type" => ("a smaller whole number".to_owned(), None),
        "input contains invalid characters"
        | "premature end of input"
        | "input is out of range"
        | "trailing input"
        | "input is not enough for unique date and time"
        | "no possible date and time matching input" => {
            ("a day such as `2026-03-09`".to_owned(), Some("a text that is none".to_owned()))
        }
        syntax => ("well-formed JSON".to_owned(), Some(trouble(syntax))),
    }
}

/// What is expected, in the words of JSON.
fn plain(wish: &str) -> String {
    // `struct Filing with 14 elements`: one is sent as an object, whatever else could be read.
    if wish.starts_with("struct ") || wish.starts_with("enum ") || wish == "a map" {
        return "an object".to_owned();
    }
    let whole = |from: &str, to: &str| format!("a whole number from {from} to {to}");
    match wish {
        "u8" => whole("0", &u8::MAX.to_string()),
        "u16" => whole("0", &u16::MAX.to_string()),
        "u32" => whole("0", &u32::MAX.to_string()),
        "u64" | "usize" => whole("0", &u64::MAX.to_string()),
        "i32" => whole(&i32::MIN.to_string(), &i32::MAX.to_string()),
        "i64" => whole(&i64::MIN.to_string(), &i64::MAX.to_string()),
        "f32" | "f64" => "a number".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a string" | "a borrowed string" => "a text".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a formatted UUID string" | "a UUID" => ID.to_owned(),
        "a formatted date string" => "a day such as `2026-03-09`".to_owned(),
        "an RFC 3339 formatted date and time string" => {
            "a date and time such as `2026-03-09T18:40:00+08:00`".to_owned()
        }
        other => other.to_owned(),
    }
}

/// What is wrong with the form of a text that is no JSON.
fn trouble(syntax: &str) -> String {
    match (syntax.strip_prefix("expected "), syntax.strip_prefix("EOF while parsing ")) {
        (Some("value"), _) => "something else in the place of a value".to_owned(),
        (Some(missing), _) => format!("something else in the place of {missing}"),
        (None, Some(part)) => format!("its end within {part}"),
        (None, None) => format!("a slip: {syntax}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    /// What is told of a body that can't be read as `T`: the place, and what was expected.
    fn of_body<T: serde::de::DeserializeOwned + std::fmt::Debug>(body: &str) -> (Option<String>, String) {
        let mut reader = serde_json::Deserializer::from_str(body);
        let error = serde_path_to_error::deserialize::<_, T>(&mut reader).unwrap_err();
        let (_, told) = malformed(&error.path().to_string(), &error.inner().to_string()).told();
        (told.facts.place, told.facts.expected.unwrap())
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "only read")]
    struct Body {
        id: uuid::Uuid,
        #[serde(default)]
        n: u32,
        #[serde(default)]
        day: Option<chrono::NaiveDate>,
        #[serde(default)]
        list: Vec<bool>,
        #[serde(default)]
        name: String,
        #[serde(default)]
        inner: Option<Box<Body>>,
    }

    #[test]
    fn what_was_expected_is_said_once_and_in_the_words_of_json() {
        let id = "\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\"";
        for (body, place, expected) in [
            ("7", None, "an object; got the number 7 at line 1 column 1"),
            ("[]", None, "an object; got a list of 0 at line 1 column 2"),
            ("{}", None, "a field `id`; got none of that name at line 1 column 2"),
            (
                "{\"id\":\"x\"}",
                Some("id"),
                "an id such as `01890a5d-ac96-774b-bcce-b302099a8057`; got a text that is none at line 1 column 9",
            ),
            ("{ID,\"n\":-1}", Some("n"), "a whole number from 0 to 4294967295; got the number -1"),
            ("{ID,\"n\":\"1\"}", Some("n"), "a whole number from 0 to 4294967295; got the text \"1\""),
            ("{ID,\"n\":1,\"n\":2}", Some("n"), "`n` once; got it twice"),
            (
                "{ID,\"day\":\"2026-02-30\"}",
                Some("day"),
                "a day such as `2026-03-09`; got a text that is none",
            ),
            ("{ID,\"day\":\"\"}", Some("day"), "a day such as `2026-03-09`; got a text that is none"),
            ("{ID,\"list\":[1]}", Some("list[0]"), "true or false; got the number 1"),
            ("{ID,\"n\":1.5}", Some("n"), "a whole number from 0 to 4294967295; got the number 1.5"),
            ("{ID,\"n\":true}", Some("n"), "a whole number from 0 to 4294967295; got true"),
            ("{ID,\"n\":null}", Some("n"), "a whole number from 0 to 4294967295; got null"),
            ("{ID,\"name\":7}", Some("name"), "a text; got the number 7"),
            ("{ID,\"list\":{}}", Some("list"), "a list; got an object"),
            ("{ID,\"inner\":{ID,\"m\":1}}", Some("inner.m"), "; got the field `m`"),
            ("{ID,\"inner\":{}}", Some("inner"), "a field `id`; got none of that name"),
            ("", None, "well-formed JSON; got its end within a value at line 1 column 0"),
            ("{ID", None, "well-formed JSON; got its end within an object"),
            ("{\"id\":}", Some("id"), "well-formed JSON; got something else in the place of a value"),
            ("{ID,}", None, "well-formed JSON; got a slip: trailing comma"),
        ] {
            let told = of_body::<Body>(&body.replace("ID", id));
            assert_eq!(told.0.as_deref(), place, "{body}: {told:?}");
            assert!(told.1.contains(expected), "{body}: {told:?}");
            let is_plain =
                !["struct", "u32", "UUID", "expected", "Body", "integer", "boolean", "string", "floating"]
                    .iter()
                    .any(|word| told.1.contains(word));
            assert!(is_plain, "{body}: {told:?}");
        }
        let (_, told) =
            of_body::<Body>(&format!("{{\"id\":7,\"n\":\"{}\"}}", "x".repeat(5_000)).replace("\"id\":7", id));
        assert!(
            told.contains("; got the text \"xxx") && told.contains("… at line 1") && told.len() < 200,
            "{told}"
        );
    }
}
