//! A table of the text with its path, and how a value of each kind is read from it.

use crate::compensation::sums::Sums;
use crate::personal::Language;
use crate::policy::authoring::tree;
use crate::policy::draft::edit::SlotValue;
use crate::policy::draft::form::{Slot, SlotKind, SlotName, Written};
use crate::policy::rule::Texts;
use crate::policy::term::Term;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use toml_edit::{Item, TableLike, Value};

/// A table and the path that leads to it.
pub(super) struct Place<'a> {
    table: &'a dyn TableLike,
    path: String,
}

impl<'a> Place<'a> {
    /// The table from which paths are counted.
    pub(super) fn root(table: &'a dyn TableLike) -> Self {
        Self { table, path: String::new() }
    }

    /// A table below, such as the desk's, whose slots are named from above.
    pub(super) fn at(table: &'a dyn TableLike, path: &str) -> Self {
        Self { table, path: path.to_owned() }
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    fn full(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// What stands under a key; the key may lead through tables, `due.within`.
    fn find(&self, key: &str) -> Option<&'a Item> {
        let parts = tree::parts(key);
        let (last, above) = parts.split_last()?;
        tree::table(self.table, above)?.get(last)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// The keys of a table below; none where there is no such table.
    pub(super) fn keys(&self, key: &str) -> Vec<&'a str> {
        let table = self.find(key).and_then(Item::as_table_like);
        table.map(|table| table.iter().map(|(key, _)| key).collect()).unwrap_or_default()
    }

    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        self.find(key)?.as_str()
    }

    /// Whether sums stand under a key rather than a word.
    pub(super) fn is_sums(&self, key: &str) -> bool {
        self.find(key).is_some_and(is_sums)
    }

    pub(super) fn number(&self, key: &str) -> Option<i64> {
        self.find(key)?.as_integer()
    }

    /// The tables of a list below, each with its path.
    pub(super) fn list(&self, key: &str) -> Vec<Self> {
        let tables = self.find(key).map(tree::tables).unwrap_or_default();
        tables
            .into_iter()
            .enumerate()
            .map(|(place, table)| Self { table, path: self.full(&format!("{key}.{place}")) })
            .collect()
    }

    /// A slot that is never empty.
    pub(super) fn need(&self, name: SlotName, key: &str, kind: SlotKind) -> Slot {
        let value = self.find(key).and_then(|item| read(item, kind));
        Slot { name, path: self.full(key), kind, value, is_optional: false }
    }

    /// A slot that may be empty.
    pub(super) fn may(&self, name: SlotName, key: &str, kind: SlotKind) -> Slot {
        Slot { is_optional: true, ..self.need(name, key, kind) }
    }
}

/// What an item holds, read as a kind; `None` where it is of another.
pub(in crate::policy::authoring) fn read(item: &Item, kind: SlotKind) -> Option<SlotValue> {
    let text = || item.as_str().map(str::to_owned);
    match kind {
        SlotKind::Sums => sums(item).map(SlotValue::Sums),
        SlotKind::Percent { .. } => text().map(SlotValue::Percent),
        SlotKind::Number { .. } => item.as_integer().map(SlotValue::Number),
        SlotKind::Span => {
            let term = Term::parse(item.as_str()?)?;
            Some(SlotValue::Span { count: term.count, unit: term.unit, least: term.least })
        }
        SlotKind::Day => day(item.as_value()?).map(SlotValue::Day),
        SlotKind::Days => item.as_array()?.iter().map(day).collect::<Option<_>>().map(SlotValue::Days),
        SlotKind::Texts { languages, .. } => texts(item.as_table_like()?, languages).map(SlotValue::Texts),
        SlotKind::Text { .. } | SlotKind::Currency => text().map(SlotValue::Text),
        SlotKind::Words(_) | SlotKind::RuleCodes => words(item).map(SlotValue::Words),
        SlotKind::Base if is_sums(item) => sums(item).map(SlotValue::Sums),
        SlotKind::Word(_) | SlotKind::Base => text().map(SlotValue::Word),
        SlotKind::Flag => item.as_bool().map(SlotValue::Flag),
    }
}

/// Whether an item holds sums rather than a word: a table of them, or one that names its currency.
fn is_sums(item: &Item) -> bool {
    item.is_table_like()
        || item.as_str().is_some_and(|text| text.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// Sums as they are written; a single one that names its currency reads as a table of one.
fn sums(item: &Item) -> Option<BTreeMap<String, String>> {
    if let Some(text) = item.as_str() {
        let (code, sum) = Sums::single(text)?;
        return Some(BTreeMap::from([(code.to_owned(), sum.to_owned())]));
    }
    let table = item.as_table_like()?;
    table.iter().map(|(code, sum)| Some((code.to_owned(), sum.as_str()?.to_owned()))).collect()
}

fn day(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::String(text) => text.value().parse().ok(),
        Value::Datetime(time) => time.value().to_string().parse().ok(),
        _ => None,
    }
}

fn texts(table: &dyn TableLike, languages: Written) -> Option<Texts> {
    let text = |language: Language| table.get(language.code()).and_then(Item::as_str);
    // Whoever reads another language reads the pack's first, as everywhere.
    let first = languages.iter().chain(Language::ALL.iter().copied()).find_map(text)?;
    let text = |language| text(language).unwrap_or(first).to_owned();
    Some(Texts { zh_hans: text(Language::ZhHans), zh_hant: text(Language::ZhHant), en: text(Language::En) })
}

fn words(item: &Item) -> Option<Vec<String>> {
    if let Some(word) = item.as_str() {
        return Some(vec![word.to_owned()]);
    }
    item.as_array()?.iter().map(|word| word.as_str().map(str::to_owned)).collect()
}
