//! What a shop noted about its goods for itself reaches no customer, whatever event carries the order.

use crate::samples;
use domain::actor::Role;
use domain::complaint::event::Recorded;
use serde_json::{Value, json};

/// Puts a note on every line of an order found in a value; how many there were.
fn note_on_lines(value: &mut Value) -> usize {
    match value {
        Value::Array(items) => items.iter_mut().map(note_on_lines).sum(),
        Value::Object(fields) => {
            let is_line = fields.contains_key("sku") && fields.contains_key("unit_price");
            if is_line {
                fields.insert("background".to_owned(), json!({"outbound_inspection": "INNER NOTE"}));
            }
            usize::from(is_line) + fields.values_mut().map(note_on_lines).sum::<usize>()
        }
        _ => 0,
    }
}

#[test]
fn no_event_tells_a_customer_what_the_shop_noted_about_the_goods() {
    let mut n_noted = 0;
    for recorded in samples::events() {
        let mut json = serde_json::to_value(&recorded).unwrap();
        if note_on_lines(&mut json) == 0 {
            continue;
        }
        n_noted += 1;
        let noted: Recorded = serde_json::from_value(json).unwrap();
        let seen = |role| serde_json::to_string(&noted.for_role(role)).unwrap();
        assert!(seen(Role::Agent).contains("INNER NOTE"), "{}", noted.event.code());
        assert!(!seen(Role::Customer).contains("INNER NOTE"), "{}", noted.event.code());
        assert!(!seen(Role::Customer).contains("background"), "{}", noted.event.code());
    }
    assert!(n_noted >= 2, "the filing and the look after a last day carry an order");
}
