//! What people wrote, taken out of an event before it is kept, to be sealed, and put back when it is read.
//!
//! An event's JSON keeps its shape: where a text stood, a number says which of the sealed ones it is. Amounts,
//! categories, times and decisions stay open, so that they are left when somebody is erased.

use crate::fault::{BooksResult, Fault};
use eventlog::{Opened, Personal};
use serde_json::Value;
use uuid::Uuid;

/// The fields under which an event holds what somebody wrote: the customer, and the desk to or about them.
pub(crate) const WRITTEN: [&str; 12] = [
    "although_known",
    "how",
    "keeps_goods",
    "message",
    "note",
    "presale_talk",
    "reason",
    "recourse",
    "sentence",
    "statement",
    "text",
    "words",
];

/// What stands where somebody's words were who was erased.
const ERASED: &str = "Erased at the request of the person whose words they were.";

/// Takes what was written out of an event; nothing where it has none.
pub(crate) fn take_out(event: &mut Value, whose: Uuid) -> BooksResult<Option<Personal>> {
    let mut written = Vec::new();
    each(event, &mut |value| {
        if let Value::String(text) = value {
            let place = written.len();
            written.push(std::mem::take(text));
            *value = place.into();
        }
    });
    if written.is_empty() {
        return Ok(None);
    }
    let words = serde_json::to_vec(&written).map_err(|error| Fault::unreadable("what was written", error))?;
    Ok(Some(Personal { whose, words }))
}

/// Puts what was written back into an event.
pub(crate) fn put_back(event: &mut Value, opened: Option<&Opened>) -> BooksResult<()> {
    let unreadable = |why: String| Fault::unreadable("what was written", why);
    let mut written: Option<Vec<Option<String>>> = match opened {
        None => return Ok(()),
        Some(Opened::Erased) => None,
        Some(Opened::Words(words)) => {
            let texts: Vec<String> =
                serde_json::from_slice(words).map_err(|error| unreadable(error.to_string()))?;
            Some(texts.into_iter().map(Some).collect())
        }
    };
    let mut missing = None;
    each(event, &mut |value| {
        let Some(place) = value.as_u64().and_then(|place| usize::try_from(place).ok()) else { return };
        let text = match &mut written {
            None => Some(ERASED.to_owned()),
            Some(texts) => texts.get_mut(place).and_then(Option::take),
        };
        match text {
            Some(text) => *value = text.into(),
            None => missing = Some(place),
        }
    });
    missing.map_or(Ok(()), |place| Err(unreadable(format!("text {place} is not there"))))
}

/// What stands under some fields of an event, less what was erased.
pub(crate) fn written(event: &Value, is_meant: impl Fn(&str) -> bool) -> Vec<String> {
    let mut texts = Vec::new();
    let mut left = vec![event];
    while let Some(value) = left.pop() {
        match value {
            Value::Object(named) => {
                for (name, value) in named {
                    match value {
                        Value::String(text) if is_meant(name) && text != ERASED => texts.push(text.clone()),
                        value => left.push(value),
                    }
                }
            }
            Value::Array(values) => left.extend(values),
            _ => {}
        }
    }
    texts
}

/// Goes through what stands under the fields of written words, in the order of the event.
fn each(value: &mut Value, meet: &mut impl FnMut(&mut Value)) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if WRITTEN.contains(&name.as_str()) && !value.is_object() && !value.is_array() {
                    meet(value);
                } else {
                    each(value, meet);
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| each(value, meet)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::complaint::event::Recorded;

    /// The committed form of every event there is.
    fn goldens() -> Vec<Value> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/tests/wire");
        let mut goldens = Vec::new();
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.file_name().unwrap().to_string_lossy().starts_with("event-") {
                goldens.push(serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap());
            }
        }
        assert!(goldens.len() > 40, "only {} events", goldens.len());
        goldens
    }

    /// The fields that may hold a text in the open: codes, ids, moments, and what is of the shop and its goods.
    const OPEN: [&str; 59] = [
        "answer_by",
        "asks",
        "at",
        "authority",
        "category",
        "complexity",
        "coupon_code",
        "currency",
        "day",
        "defect",
        "delivered_at",
        "due_at",
        "event",
        "follow_up_at",
        "from",
        "goods",
        "id",
        "kind",
        "looked_at",
        "loss",
        "means",
        "media_type",
        "needed_by",
        "not_meant",
        "number",
        "offer",
        "on",
        "option",
        "options",
        "over_at",
        "owner",
        "parcels",
        "payer",
        "person",
        "placed_at",
        "promise",
        "promised_by",
        "proof_kind",
        "reference",
        "refund_reference",
        "remedy",
        "replaces",
        "settlement",
        "sha256",
        "shipped_at",
        "sign",
        "sku",
        "standing",
        "status",
        "title",
        "to",
        "tracking",
        "traits",
        "urgency",
        "user",
        "version",
        "wants",
        "reading",
        "tracking_number",
    ];

    /// Texts under fields that nobody said may hold one in the open.
    fn undecided(value: &Value, name: &str, found: &mut Vec<String>) {
        match value {
            Value::String(text) if !OPEN.contains(&name) => found.push(format!("{name}: {text}")),
            Value::Object(fields) => fields.iter().for_each(|(name, value)| undecided(value, name, found)),
            Value::Array(values) => values.iter().for_each(|value| undecided(value, name, found)),
            _ => {}
        }
    }

    #[test]
    fn nothing_anybody_wrote_stays_in_the_open_part_of_any_event() {
        for mut golden in goldens() {
            take_out(&mut golden["event"], Uuid::nil()).unwrap();
            let mut found = Vec::new();
            undecided(&golden["event"], "event", &mut found);
            assert!(found.is_empty(), "{found:?}");
        }
    }

    #[test]
    fn every_event_is_put_together_again_as_it_was() {
        for golden in goldens() {
            let mut event = golden.clone();
            let personal = take_out(&mut event["event"], Uuid::nil()).unwrap();
            let opened = personal.map(|personal| Opened::Words(personal.words));
            put_back(&mut event["event"], opened.as_ref()).unwrap();
            assert_eq!(event, golden);
        }
    }

    #[test]
    fn every_event_of_somebody_who_was_erased_is_still_read() {
        for mut golden in goldens() {
            let personal = take_out(&mut golden["event"], Uuid::nil()).unwrap();
            put_back(&mut golden["event"], personal.map(|_| Opened::Erased).as_ref()).unwrap();
            serde_json::from_value::<Recorded>(golden.clone())
                .unwrap_or_else(|error| panic!("{error}: {golden}"));
        }
    }

    #[test]
    fn a_text_that_is_not_there_is_told() {
        let mut event = serde_json::json!({ "replied": { "text": 1 } });
        let opened = Opened::Words(b"[\"one\"]".to_vec());
        let refused = put_back(&mut event, Some(&opened)).unwrap_err();
        assert_eq!(refused.to_string(), "what was written can't be read: text 1 is not there");
    }
}
