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
    /// Several texts, in any order.
    Texts(Vec<String>),
    /// Keys and values of its own.
    Item(Item),
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
    /// Some option comes to this.
    pub total: Option<String>,
    /// No option comes to more, in the units it is written in.
    pub max_total: Option<String>,
    /// None may be recommended.
    pub none_recommended: bool,
    /// The recommended option holds these remedies.
    pub recommended_with: Vec<String>,
    /// For each group, an option with these remedies is marked as below the entitlement.
    pub below: Vec<Vec<String>>,
    /// For each group, one is not.
    pub not_below: Vec<Vec<String>>,
}

const ITEM_KEYS: [&str; 10] =
    ["remedy", "amount", "cite", "rule", "payer", "due", "until", "fact", "needs_human", "nearest_fact"];
const THEN_KEYS: [&str; 4] = ["amount", "until", "due", "payer"];

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
    let mut keys = texts(&table, &ITEM_KEYS);
    if let Some(goods) = table.find("goods").and_then(|found| found.texts("a list of skus")) {
        keys.push(("goods".to_owned(), Expected::Texts(goods)));
    }
    if let Some(then) = table.table("then") {
        let own = texts(&then, &THEN_KEYS);
        then.finish();
        keys.push(("then".to_owned(), Expected::Item(Item(own))));
    }
    table.finish();
    Item(keys)
}

fn texts(table: &Table<'_, '_>, names: &[&'static str]) -> Vec<(String, Expected)> {
    let mut keys = Vec::new();
    for key in names.iter().copied() {
        let Some(found) = table.find(key) else { continue };
        let value = match found.value {
            DeValue::Boolean(flag) => Some(Expected::Flag(*flag)),
            _ => found.moment("a text").map(Expected::Text),
        };
        keys.extend(value.map(|value| (key.to_owned(), value)));
    }
    keys
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
        total: table.text("total"),
        max_total: table.text("max_total"),
        none_recommended: table.flag("none_recommended").unwrap_or(false),
        recommended_with: words("recommended_with"),
        below: table.find("below").map(|found| groups(&found)).unwrap_or_default(),
        not_below: table.find("not_below").map(|found| groups(&found)).unwrap_or_default(),
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
                ("nearest_fact", Expected::Text(want)) => {
                    got.get("nearest").and_then(|nearest| text(nearest.get("fact"))) == Some(want)
                }
                (_, Expected::Item(want)) => have.is_some_and(|have| want.matches(have)),
                (_, Expected::Texts(want)) => same_words(have, want),
                (_, Expected::Flag(want)) => have.and_then(Value::as_bool).unwrap_or(false) == *want,
                (_, Expected::Text(want)) => text(have) == Some(want),
            }
        })
    }

    fn shown(&self) -> String {
        let part = |(key, value): &(String, Expected)| match value {
            Expected::Text(text) => format!("{key} {text}"),
            Expected::Flag(flag) => format!("{key} {flag}"),
            Expected::Texts(texts) => format!("{key} {}", texts.join(" and ")),
            Expected::Item(item) => format!("{key} ({})", item.shown()),
        };
        self.0.iter().map(part).collect::<Vec<_>>().join(", ")
    }
}

fn text(value: Option<&Value>) -> Option<&str> {
    value.and_then(Value::as_str)
}

/// Whether a list holds just these words, in any order; absent it holds none.
fn same_words(have: Option<&Value>, want: &[String]) -> bool {
    let have: Vec<&str> =
        have.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    have.len() == want.len() && want.iter().all(|word| have.contains(&word.as_str()))
}

/// A decimal in thousandths, so that two can be compared.
fn thousandths(decimal: &str) -> Option<i64> {
    let (whole, part) = decimal.split_once('.').unwrap_or((decimal, ""));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    whole.parse::<i64>().ok()?.checked_mul(1_000)?.checked_add(part.parse().ok()?)
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
        self.sums(options, &mut problems);
        self.marks(options, &sets, &mut problems);
        if let Some(authority) = &self.authority
            && !options.iter().any(|option| text(option.get("authority")) == Some(authority))
        {
            problems.push(format!("no option under {authority} authority"));
        }
        problems
    }

    fn sums(&self, options: &[Value], problems: &mut Vec<String>) {
        let totals: Vec<&str> = options.iter().filter_map(|option| text(option.get("total"))).collect();
        if let Some(want) = &self.total
            && !totals.iter().any(|have| plain(have) == plain(want))
        {
            problems.push(format!("no option of {want} among {}", totals.join(", ")));
        }
        if let Some(most) = &self.max_total {
            let above = totals.iter().filter(|have| thousandths(have) > thousandths(most));
            problems.extend(above.map(|have| format!("an option of {have}, above {most}")));
        }
    }

    fn marks(&self, options: &[Value], sets: &[Vec<&str>], problems: &mut Vec<String>) {
        let is_so = |option: &Value, key: &str| option.get(key).and_then(Value::as_bool) == Some(true);
        let all_in = |group: &[String], set: &[&str]| group.iter().all(|one| set.contains(&one.as_str()));
        let mut chosen =
            options.iter().zip(sets).filter(|(option, _)| is_so(option, "recommended")).map(|(_, set)| set);
        if self.none_recommended && chosen.clone().next().is_some() {
            problems.push("an option is recommended while it must not be".to_owned());
        }
        if !self.recommended_with.is_empty() && !chosen.any(|set| all_in(&self.recommended_with, set)) {
            problems.push(format!("no recommended option with {}", self.recommended_with.join(", ")));
        }
        for (groups, is_below, name) in [(&self.below, true, "below"), (&self.not_below, false, "not below")]
        {
            for group in groups {
                let mut hits = options.iter().zip(sets).filter(|(_, set)| all_in(group, set));
                if !hits.any(|(option, _)| is_so(option, "below_entitlement") == is_below) {
                    problems
                        .push(format!("no option with {} that is {name} the entitlement", group.join(", ")));
                }
            }
        }
    }
}
