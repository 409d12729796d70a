//! A page as a screen reader tells it: roles, names, levels and states as indented text, for snapshots.
//!
//! Made of Chromium's own accessibility tree, so it shows what assistive technology is really given. Numbers and
//! times are struck out unless asked for: they change from run to run and are the business of other tests.

use crate::browser::Browser;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use thirtyfour::prelude::*;

/// Roles that only group things for the machine.
const TRANSPARENT: [&str; 11] = [
    "none",
    "generic",
    "LabelText",
    "InlineTextBox",
    "Legend",
    "presentation",
    "Section",
    "div",
    "HeaderAsNonLandmark",
    "FooterAsNonLandmark",
    "paragraph",
];

/// Roles whose name is made of what they hold, so that what they hold need not be said again.
const NAMED_BY_CONTENT: [&str; 9] = [
    "heading",
    "link",
    "button",
    "option",
    "tab",
    "menuitem",
    "DisclosureTriangle",
    "columnheader",
    "rowheader",
];

/// States worth a word, in the order in which they are said.
const STATES: [&str; 12] = [
    "focused",
    "disabled",
    "required",
    "invalid",
    "checked",
    "pressed",
    "expanded",
    "selected",
    "readonly",
    "multiselectable",
    "modal",
    "busy",
];

impl Browser {
    /// The page's outline with numbers struck out.
    pub async fn outline(&self) -> String {
        let outline = self.try_outline().await;
        struck_out(&outline.unwrap_or_else(|error| panic!("asking for the accessibility tree: {error}")))
    }

    /// The page's outline as it is.
    pub(crate) async fn try_outline(&self) -> WebDriverResult<String> {
        let tree = self.web().cdp().send_raw("Accessibility.getFullAXTree", json!({})).await?;
        Ok(outline(&tree))
    }
}

/// The outline of an accessibility tree.
fn outline(tree: &Value) -> String {
    let nodes: Vec<&Value> = tree["nodes"].as_array().into_iter().flatten().collect();
    let by_id: BTreeMap<&str, &Value> =
        nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, *node))).collect();
    let mut text = String::new();
    if let Some(root) = nodes.first() {
        tell(root, &by_id, 0, &mut text);
    }
    text
}

fn tell(node: &Value, by_id: &BTreeMap<&str, &Value>, depth: usize, text: &mut String) {
    let role = node["role"]["value"].as_str().unwrap_or_default();
    let is_told = node["ignored"] != Value::Bool(true) && !TRANSPARENT.contains(&role);
    // Labels are told as the names of their fields.
    if matches!(role, "InlineTextBox" | "ListMarker" | "LabelText") && !holds_a_field(node, by_id) {
        return;
    }
    if is_told {
        let _ = writeln!(text, "{}{}", "  ".repeat(depth), line(node, role));
    }
    let below = below(node, by_id);
    if is_told && (NAMED_BY_CONTENT.contains(&role) && only_text(&below, by_id) || role == "StaticText") {
        return;
    }
    // What a text field holds is told as its value.
    if matches!(role, "textbox" | "searchbox" | "combobox" | "spinbutton") {
        return;
    }
    for child in below {
        tell(child, by_id, depth + usize::from(is_told), text);
    }
}

/// Whether somewhere below is more than words.
fn holds_a_field(node: &Value, by_id: &BTreeMap<&str, &Value>) -> bool {
    !only_text(&below(node, by_id), by_id)
}

fn below<'a>(node: &Value, by_id: &BTreeMap<&str, &'a Value>) -> Vec<&'a Value> {
    let ids = node["childIds"].as_array();
    ids.into_iter().flatten().filter_map(|id| by_id.get(id.as_str()?).copied()).collect()
}

/// Whether nothing but words and pictures is below.
fn only_text(children: &[&Value], by_id: &BTreeMap<&str, &Value>) -> bool {
    children.iter().all(|child| {
        let role = child["role"]["value"].as_str().unwrap_or_default();
        let is_plain = child["ignored"] == Value::Bool(true)
            || TRANSPARENT.contains(&role)
            || matches!(
                role,
                "StaticText" | "InlineTextBox" | "strong" | "emphasis" | "time" | "mark" | "image"
            );
        is_plain && only_text(&below(child, by_id), by_id)
    })
}

fn line(node: &Value, role: &str) -> String {
    let name = words(&node["name"]["value"]);
    let mut line = match role {
        "RootWebArea" => "page".to_owned(),
        "StaticText" => "text".to_owned(),
        "DisclosureTriangle" => "summary".to_owned(),
        "heading" => {
            format!("heading {}", property(node, "level").map_or_else(String::new, Value::to_string))
        }
        role => role.to_owned(),
    };
    if !name.is_empty() {
        let _ = write!(line, " “{name}”");
    }
    let value = words(&node["value"]["value"]);
    if !value.is_empty() && role != "StaticText" {
        let _ = write!(line, " = “{value}”");
    }
    let description = words(&node["description"]["value"]);
    if !description.is_empty() && description != name {
        let _ = write!(line, " — {description}");
    }
    let states: Vec<String> = STATES.iter().filter_map(|state| told_state(node, state)).collect();
    // The page as a whole always has some focus.
    if !states.is_empty() && role != "RootWebArea" {
        let _ = write!(line, " ({})", states.join(", "));
    }
    line
}

fn told_state(node: &Value, state: &str) -> Option<String> {
    let value = property(node, state)?;
    match value {
        Value::Bool(true) => Some(state.to_owned()),
        // These say something by being false too.
        Value::Bool(false) if state == "expanded" => Some("collapsed".to_owned()),
        Value::String(text) if text == "false" && state == "checked" => None,
        Value::String(text) if text == "true" => Some(state.to_owned()),
        Value::String(text) if text != "false" && !text.is_empty() => Some(format!("{state} {text}")),
        _ => None,
    }
}

fn property<'a>(node: &'a Value, name: &str) -> Option<&'a Value> {
    let properties = node["properties"].as_array()?;
    properties.iter().find(|property| property["name"] == name).map(|property| &property["value"]["value"])
}

fn words(value: &Value) -> String {
    value.as_str().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
}

/// Every number, with what joins its digits, as one `#`; heading levels stay.
fn struck_out(outline: &str) -> String {
    let mut text = String::with_capacity(outline.len());
    for line in outline.lines() {
        let indent = line.len() - line.trim_start().len();
        let kept =
            if line.trim_start().starts_with("heading ") { indent + "heading 1".len() } else { indent };
        let (head, rest) = line.split_at(kept.min(line.len()));
        text.push_str(head);
        text.push_str(&without_numbers(rest));
        text.push('\n');
    }
    text
}

/// The same for one line; of a private link only the beginning stays.
fn without_numbers(text: &str) -> String {
    if let Some((head, token)) = text.split_once("/c/") {
        let rest =
            token.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter));
        return format!("{}/c/#{rest}", without_numbers(head));
    }
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut told = String::with_capacity(text.len());
    for (at, letter) in letters.iter().enumerate() {
        let joins = matches!(letter, '.' | ',' | ':' | '/' | '-');
        let is_inside = joins && at > 0 && is_digit(at - 1) && is_digit(at + 1);
        if letter.is_ascii_digit() || is_inside {
            if !told.ends_with('#') {
                told.push('#');
            }
        } else {
            told.push(*letter);
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_times_are_struck_out_but_levels_stay() {
        let outline =
            "page “R26-000042-7”\n  heading 2 “Order 17, 3 items”\n  text “2026-03-09 10:00, ¥1,299.00.”\n";
        assert_eq!(struck_out(outline), "page “R#”\n  heading 2 “Order #, # items”\n  text “# #, ¥#.”\n");
    }

    #[test]
    fn token_of_a_private_link_is_struck_out() {
        assert_eq!(struck_out("text “http://127.0.0.1:1/c/a-B_9c”\n"), "text “http://#/c/#”\n");
    }

    #[test]
    fn what_is_told_by_a_name_is_not_told_again() {
        let tree = json!({ "nodes": [
            { "nodeId": "1", "role": { "value": "RootWebArea" }, "name": { "value": "Shop" }, "childIds": ["2", "4"] },
            { "nodeId": "2", "role": { "value": "button" }, "name": { "value": "Send" }, "childIds": ["3"],
              "properties": [{ "name": "expanded", "value": { "value": false } }] },
            { "nodeId": "3", "role": { "value": "StaticText" }, "name": { "value": "Send" }, "childIds": [] },
            { "nodeId": "4", "role": { "value": "generic" }, "childIds": ["5"] },
            { "nodeId": "5", "role": { "value": "StaticText" }, "name": { "value": "Thank you" }, "childIds": [] },
        ] });
        assert_eq!(outline(&tree), "page “Shop”\n  button “Send” (collapsed)\n  text “Thank you”\n");
    }
}
