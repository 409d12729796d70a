//! What must come out of a case, and the comparison with what did.
//!
//! A listed item matches when every key it names is equal; citations match up to a word's end, moments by their
//! beginning, amounts as numbers. A key nobody knows is an error, so that no expectation is ever silently empty.

use crate::policy::answer::Answer;
use crate::policy::authoring::reader::{Found, Table};
use serde_json::Value;
use toml::de::DeValue;

/// One thing expected: keys and values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item(pub Vec<(String, Expected)>);

/// An expected value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text(String),
    /// Yes or no.
    Flag(bool),
}

/// What must come out of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectation {
    /// Each must be among the entitlements.
    pub entitled: Vec<Item>,
    /// None may be.
    pub not_entitled: Vec<Item>,
    /// Each must be refused.
    pub refused: Vec<Item>,
    /// Each must depend on something.
    pub depends: Vec<Item>,
    /// Each must be an entitlement that a person signs.
    pub needs_human: Vec<Item>,
    /// About the options.
    pub options: OptionsExpected,
    /// The exit code; 0 unless the file is meant to be bad.
    pub exit: i64,
    /// A part of the error.
    pub error: String,
}

/// What the options must be like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionsExpected {
    /// At least so many.
    pub min: i64,
    /// Each remedy in some option.
    pub with: Vec<String>,
    /// Each remedy in no option.
    pub without: Vec<String>,
    /// Each group in one option.
    pub together: Vec<Vec<String>>,
    /// Some option has this authority.
    pub authority: Option<String>,
}

const ITEM_KEYS: [&str; 9] =
    ["remedy", "amount", "cite", "rule", "payer", "due", "until", "fact", "needs_human"];

/// Reads the `[expect]` part of a case.
pub(super) fn expectation(table: Table<'_, '_>) -> Expectation {
    let items = |key: &'static str| table.tables(key).into_iter().map(item).collect::<Vec<_>>();
    let expect = Expectation {
        entitled: items("entitled"),
        not_entitled: items("not_entitled"),
        refused: items("refused"),
        depends: items("depends"),
        needs_human: items("needs_human"),
        options: table.table("options").map(options).unwrap_or_default(),
        exit: table.count("exit").unwrap_or(0),
        error: table.text("error").unwrap_or_default(),
    };
    table.finish();
    expect
}

fn item(table: Table<'_, '_>) -> Item {
    let mut keys = Vec::new();
    for key in ITEM_KEYS {
        let Some(found) = table.find(key) else { continue };
        let value = match found.value {
            DeValue::Boolean(flag) => Some(Expected::Flag(*flag)),
            _ => found.moment("a text").map(Expected::Text),
        };
        keys.extend(value.map(|value| (key.to_owned(), value)));
    }
    table.finish();
    Item(keys)
}

fn options(table: Table<'_, '_>) -> OptionsExpected {
    let words = |key: &'static str| {
        table.find(key).and_then(|found| found.texts("a list of remedies")).unwrap_or_default()
    };
    let expected = OptionsExpected {
        min: table.count("min").unwrap_or(0),
        with: words("with"),
        without: words("without"),
        together: table.find("together").map(|found| groups(&found)).unwrap_or_default(),
        authority: table.text("authority"),
    };
    table.finish();
    expected
}

fn groups(found: &Found<'_, '_>) -> Vec<Vec<String>> {
    let DeValue::Array(items) = found.value else {
        found.wrong("a list of lists of remedies");
        return Vec::new();
    };
    items
        .iter()
        .filter_map(|item| {
            let inner =
                Found { source: found.source, value: item.get_ref(), at: found.at, path: found.path.clone() };
            inner.texts("a list of remedies")
        })
        .collect()
}

impl Item {
    fn matches(&self, got: &Value) -> bool {
        self.0.iter().all(|(key, want)| {
            let have = got.get(key);
            match (key.as_str(), want) {
                ("cite", Expected::Text(want)) => text(have).is_some_and(|have| cites(have, want)),
                ("due" | "until", Expected::Text(want)) => {
                    text(have).is_some_and(|have| have.starts_with(&want.replace(' ', "T")))
                }
                ("amount", Expected::Text(want)) => text(have).is_some_and(|have| plain(have) == plain(want)),
                ("rule", Expected::Text(want)) => text(have).is_some_and(|have| {
                    have == want || have.split_once('/').is_some_and(|(_, code)| code == want)
                }),
                ("fact", Expected::Text(want)) => got
                    .get("facts")
                    .and_then(Value::as_array)
                    .is_some_and(|facts| facts.iter().any(|fact| text(fact.get("fact")) == Some(want))),
                (_, Expected::Flag(want)) => have.and_then(Value::as_bool).unwrap_or(false) == *want,
                (_, Expected::Text(want)) => text(have) == Some(want),
            }
        })
    }

    fn shown(&self) -> String {
        let part = |(key, value): &(String, Expected)| match value {
            Expected::Text(text) => format!("{key} {text}"),
            Expected::Flag(flag) => format!("{key} {flag}"),
        };
        self.0.iter().map(part).collect::<Vec<_>>().join(", ")
    }
}

fn text(value: Option<&Value>) -> Option<&str> {
    value.and_then(Value::as_str)
}

fn cites(have: &str, want: &str) -> bool {
    have.strip_prefix(want).is_some_and(|rest| !rest.chars().next().is_some_and(char::is_alphanumeric))
}

/// A decimal without zeros that do not count, so that `12.5` and `12.50` are the same.
fn plain(decimal: &str) -> &str {
    if decimal.contains('.') { decimal.trim_end_matches('0').trim_end_matches('.') } else { decimal }
}

impl Expectation {
    /// What differs between the expectation and an answer; nothing where it came out right.
    pub fn problems(&self, answer: &Answer) -> Vec<String> {
        let Ok(out) = serde_json::to_value(answer) else {
            return vec!["the answer can't be written as JSON".to_owned()];
        };
        let part = |name: &str| out.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let (granted, refused, depends) = (part("entitlements"), part("refusals"), part("depends"));
        let mut problems = Vec::new();
        let mut want = |items: &[Item], got: &[Value], what: &str| {
            for item in items {
                if !got.iter().any(|got| item.matches(got)) {
                    problems.push(format!("{what} {}", item.shown()));
                }
            }
        };
        want(&self.entitled, &granted, "not entitled to");
        want(&self.refused, &refused, "no explained refusal of");
        want(&self.depends, &depends, "nothing said to depend on");
        let signed: Vec<Value> = granted
            .iter()
            .filter(|got| got.get("needs_human").and_then(Value::as_bool) == Some(true))
            .cloned()
            .collect();
        want(&self.needs_human, &signed, "not marked for a person:");
        for item in &self.not_entitled {
            if granted.iter().any(|got| item.matches(got)) {
                problems.push(format!("wrongly entitled to {}", item.shown()));
            }
        }
        problems.extend(self.options.problems(&part("options")));
        problems
    }
}

impl OptionsExpected {
    fn problems(&self, options: &[Value]) -> Vec<String> {
        let mut problems = Vec::new();
        let sets: Vec<Vec<&str>> = options
            .iter()
            .filter_map(|option| option.get("remedies")?.as_array())
            .map(|remedies| remedies.iter().filter_map(|part| text(part.get("remedy"))).collect())
            .collect();
        let count = i64::try_from(sets.len()).unwrap_or(i64::MAX);
        if count < self.min {
            problems.push(format!("{count} options, wanted {}", self.min));
        }
        for remedy in &self.with {
            if !sets.iter().any(|set| set.contains(&remedy.as_str())) {
                problems.push(format!("no option with {remedy}"));
            }
        }
        for remedy in &self.without {
            if sets.iter().any(|set| set.contains(&remedy.as_str())) {
                problems.push(format!("an option with {remedy}"));
            }
        }
        for group in &self.together {
            if !sets.iter().any(|set| group.iter().all(|remedy| set.contains(&remedy.as_str()))) {
                problems.push(format!("no single option with {}", group.join(", ")));
            }
        }
        if let Some(authority) = &self.authority
            && !options.iter().any(|option| text(option.get("authority")) == Some(authority))
        {
            problems.push(format!("no option under {authority} authority"));
        }
        problems
    }
}
