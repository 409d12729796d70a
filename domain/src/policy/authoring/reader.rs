//! Reading a table of a TOML file key by key, collecting mistakes instead of stopping at the first.
//!
//! Every key that is asked for is remembered, so what is left over is unknown, and the nearest key that would have
//! been understood can be named.

mod own_words;

pub(super) use own_words::Named;

use crate::personal::Language;
use crate::policy::authoring::mistake::{Mistake, nearest};
use crate::policy::draft::detail::{Detail, Expected, Given};
use crate::policy::draft::flaw::MistakeKind;
use core::cell::RefCell;
use core::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// No pack or case is anywhere near as long; more is refused before it costs anything.
pub(super) const LONGEST: usize = 1 << 20;

/// The file being read and the mistakes found so far.
pub(super) struct Source<'a> {
    file: &'a str,
    text: &'a str,
    mistakes: RefCell<Vec<Mistake>>,
    /// The languages in which its texts are written; none named means all.
    languages: RefCell<Vec<Language>>,
    /// The words of its own that it declares, by their codes: traits and kinds.
    declared: RefCell<(Vec<String>, Vec<String>)>,
    /// The words of the shop's own that it names without declaring them, as cases do.
    named: RefCell<Vec<Named>>,
}

impl<'a> Source<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            mistakes: RefCell::default(),
            languages: RefCell::default(),
            declared: RefCell::default(),
            named: RefCell::default(),
        }
    }

    /// The comment with which the file begins, on one line.
    pub(super) fn opening_comment(&self) -> String {
        let lines = self.text.lines().map_while(|line| line.strip_prefix('#'));
        lines.map(str::trim).collect::<Vec<_>>().join(" ")
    }

    /// From here on texts need to be written in these languages alone.
    pub(super) fn write_in(&self, languages: Vec<Language>) {
        self.languages.replace(languages);
    }

    /// The languages in which texts must be written; the first stands for those that are not.
    pub(super) fn languages(&self) -> Vec<Language> {
        let languages = self.languages.borrow();
        if languages.is_empty() { Language::ALL.to_vec() } else { languages.clone() }
    }

    /// The file's tables; `None` where it is no TOML, which is then a mistake.
    pub(super) fn parse(&self) -> Option<Spanned<DeTable<'a>>> {
        if self.text.len() > LONGEST {
            let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
            let (bytes, most) = (count(self.text.len()), count(LONGEST));
            self.note(0, "", Detail::TooLong { bytes, most });
            return None;
        }
        match DeTable::parse(self.text) {
            Ok(table) => Some(table),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                self.note(at, "", Detail::NotToml { said: error.message().replace('\n', ", ") });
                None
            }
        }
    }

    pub(super) fn line(&self, at: usize) -> u32 {
        let before = self.text.get(..at).unwrap_or(self.text);
        u32::try_from(before.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX - 1) + 1
    }

    /// Something about a case, in English.
    pub(super) fn add(&self, at: usize, key: &str, said: impl Into<String>) {
        self.note(at, key, Detail::OfCase { said: said.into() });
    }

    pub(super) fn note(&self, at: usize, key: &str, detail: Detail) {
        self.push(at, key, detail, None);
    }

    pub(super) fn push(&self, at: usize, key: &str, detail: Detail, nearest: Option<String>) {
        let (file, key) = (self.file.to_owned(), key.to_owned());
        self.mistakes.borrow_mut().push(Mistake { file, line: self.line(at), key, detail, nearest });
    }

    pub(super) fn push_line(&self, line: u32, key: &str, detail: Detail) {
        let (file, key) = (self.file.to_owned(), key.to_owned());
        self.mistakes.borrow_mut().push(Mistake { file, line, key, detail, nearest: None });
    }

    /// All mistakes, in the order of the file. What is missing comes last: mostly it was only misspelt.
    pub(super) fn into_mistakes(self) -> Vec<Mistake> {
        let mut mistakes = self.mistakes.into_inner();
        mistakes.sort_by_key(|mistake| (mistake.detail.kind() == MistakeKind::Missing, mistake.line));
        mistakes
    }
}

/// One table.
pub(super) struct Table<'s, 'a> {
    pub(super) source: &'s Source<'a>,
    keys: &'s DeTable<'a>,
    path: String,
    at: usize,
    asked: RefCell<Vec<&'static str>>,
}

/// A value with where it stands.
pub(super) struct Found<'s, 'a> {
    pub(super) source: &'s Source<'a>,
    pub(super) value: &'s DeValue<'a>,
    pub(super) at: usize,
    pub(super) path: String,
}

impl<'s, 'a> Table<'s, 'a> {
    pub(super) fn root(source: &'s Source<'a>, table: &'s Spanned<DeTable<'a>>) -> Self {
        Self { source, keys: table.get_ref(), path: String::new(), at: 0, asked: RefCell::new(Vec::new()) }
    }

    pub(super) fn key(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The value under a key, if there is one.
    pub(super) fn find(&self, key: &'static str) -> Option<Found<'s, 'a>> {
        self.asked.borrow_mut().push(key);
        let (name, value) = self.keys.iter().find(|(name, _)| name.get_ref().as_ref() == key)?;
        let at = start(&name.span());
        Some(Found { source: self.source, value: value.get_ref(), at, path: self.key(key) })
    }

    /// Whether a value stands under a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|(name, _)| name.get_ref().as_ref() == key)
    }

    /// The value under a key that must be there.
    pub(super) fn need(&self, key: &'static str, expected: impl Into<Expected>) -> Option<Found<'s, 'a>> {
        let found = self.find(key);
        if found.is_none() {
            self.source.note(self.at, &self.key(key), Detail::Missing { expected: expected.into() });
        }
        found
    }

    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        self.find(key)?.text(Expected::Text)
    }

    pub(super) fn need_text(&self, key: &'static str, expected: impl Into<Expected>) -> Option<String> {
        let expected = expected.into();
        self.need(key, expected.clone())?.text(expected)
    }

    pub(super) fn flag(&self, key: &'static str) -> Option<bool> {
        let found = self.find(key)?;
        let flag = found.value.as_bool();
        if flag.is_none() {
            found.wrong(Expected::Flag);
        }
        flag
    }

    pub(super) fn count(&self, key: &'static str) -> Option<i64> {
        self.find(key)?.count(Expected::WholeNumber)
    }

    /// The tables of an array under a key; none where it is absent.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Table<'s, 'a>> {
        self.find(key).map_or_else(Vec::new, |found| found.tables())
    }

    /// The table under a key.
    pub(super) fn table(&self, key: &'static str) -> Option<Table<'s, 'a>> {
        self.find(key)?.table()
    }

    /// All keys of the table, for those where the author chooses the names.
    pub(super) fn entries(&self) -> Vec<(String, Found<'s, 'a>)> {
        self.keys
            .iter()
            .map(|(name, value)| {
                let key = name.get_ref().to_string();
                let found = Found {
                    source: self.source,
                    value: value.get_ref(),
                    at: start(&name.span()),
                    path: self.key(&key),
                };
                (key, found)
            })
            .collect()
    }

    /// Names every key that was not asked for.
    pub(super) fn finish(self) {
        let asked = self.asked.borrow();
        for (name, _) in self.keys {
            let key = name.get_ref().as_ref();
            if !asked.contains(&key) {
                let near = nearest(key, asked.iter().copied()).map(str::to_owned);
                let mut known: Vec<String> = asked.iter().map(|key| (*key).to_owned()).collect();
                known.sort_unstable();
                known.dedup();
                self.source.push(start(&name.span()), &self.key(key), Detail::UnknownKey { known }, near);
            }
        }
    }
}

fn start(span: &Range<usize>) -> usize {
    span.start
}

impl<'s, 'a> Found<'s, 'a> {
    /// Notes that another kind of value was expected.
    pub(super) fn wrong(&self, expected: impl Into<Expected>) {
        self.wrong_near(expected, None);
    }

    /// The same, with what was probably meant.
    pub(super) fn wrong_near(&self, expected: impl Into<Expected>, near: Option<String>) {
        let given = match self.value {
            DeValue::String(text) => Given::Text(short(text)),
            DeValue::Integer(number) => Given::Number(number.as_str().to_owned()),
            DeValue::Float(number) => Given::Number(number.as_str().to_owned()),
            DeValue::Boolean(flag) => Given::Text(flag.to_string()),
            DeValue::Datetime(time) => Given::Text(time.to_string()),
            DeValue::Array(_) => Given::List,
            DeValue::Table(_) => Given::Table,
        };
        self.source.push(self.at, &self.path, Detail::Wrong { given, expected: expected.into() }, near);
    }

    pub(super) fn text(&self, expected: impl Into<Expected>) -> Option<String> {
        let text = match self.value {
            DeValue::String(text) => Some(text.to_string()),
            _ => None,
        };
        if text.is_none() {
            self.wrong(expected);
        }
        text
    }

    /// A text, or a date and time written without quotes.
    pub(super) fn moment(&self, expected: impl Into<Expected>) -> Option<String> {
        match self.value {
            DeValue::Datetime(time) => Some(time.to_string()),
            _ => self.text(expected),
        }
    }

    pub(super) fn count(&self, expected: impl Into<Expected>) -> Option<i64> {
        let count = match self.value {
            DeValue::Integer(number) => {
                i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
            }
            _ => None,
        };
        if count.is_none() {
            self.wrong(expected);
        }
        count
    }

    /// A list of texts; a single text counts as a list of one.
    pub(super) fn texts(&self, expected: impl Into<Expected>) -> Option<Vec<String>> {
        match self.value {
            DeValue::String(text) => Some(vec![text.to_string()]),
            DeValue::Array(items) => {
                let mut texts = Vec::new();
                for item in items {
                    let DeValue::String(text) = item.get_ref() else {
                        self.wrong(expected);
                        return None;
                    };
                    texts.push(text.to_string());
                }
                Some(texts)
            }
            _ => {
                self.wrong(expected);
                None
            }
        }
    }

    /// A list of texts, in brackets.
    pub(super) fn list(&self, expected: impl Into<Expected>) -> Option<Vec<String>> {
        if matches!(self.value, DeValue::String(_)) {
            self.wrong(expected);
            return None;
        }
        self.texts(expected)
    }

    pub(super) fn tables(&self) -> Vec<Table<'s, 'a>> {
        let DeValue::Array(items) = self.value else {
            self.wrong(Expected::Tables);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::Table(table) => tables.push(Table {
                    source: self.source,
                    keys: table,
                    path: self.path.clone(),
                    at: start(&item.span()),
                    asked: RefCell::new(Vec::new()),
                }),
                _ => self.wrong(Expected::Tables),
            }
        }
        tables
    }

    pub(super) fn table(&self) -> Option<Table<'s, 'a>> {
        if let DeValue::Table(table) = self.value {
            let (source, path, at) = (self.source, self.path.clone(), self.at);
            return Some(Table { source, keys: table, path, at, asked: RefCell::new(Vec::new()) });
        }
        self.wrong(Expected::Table);
        None
    }

    /// The word of a vocabulary that a text names.
    pub(super) fn word<T: Copy>(&self, all: &[T], code: fn(T) -> &'static str) -> Option<T> {
        let text = self.text(Expected::Word)?;
        self.word_of(&text, all, code)
    }

    pub(super) fn word_of<T: Copy>(&self, text: &str, all: &[T], code: fn(T) -> &'static str) -> Option<T> {
        let found = all.iter().copied().find(|word| code(*word) == text);
        if found.is_none() {
            let near = nearest(text, all.iter().map(|word| code(*word))).map(str::to_owned);
            let known = all.iter().map(|word| code(*word).to_owned()).collect();
            self.source.push(self.at, &self.path, Detail::UnknownWord { word: short(text), known }, near);
        }
        found
    }

    pub(super) fn words<T: Copy>(&self, all: &[T], code: fn(T) -> &'static str) -> Vec<T> {
        let texts = self.texts(Expected::Words).unwrap_or_default();
        texts.iter().filter_map(|text| self.word_of(text, all, code)).collect()
    }

    /// Words of a vocabulary, in brackets even where there is only one.
    pub(super) fn word_list<T: Copy>(&self, all: &[T], code: fn(T) -> &'static str) -> Vec<T> {
        let texts = self.list("a list of words in brackets, such as [\"refund\"]").unwrap_or_default();
        texts.iter().filter_map(|text| self.word_of(text, all, code)).collect()
    }
}

/// So much of a text as fits an error of one line.
pub(super) fn short(text: &str) -> String {
    let mut letters = text.chars();
    let head: String = letters.by_ref().take(60).collect();
    if letters.next().is_some() { format!("{head}…") } else { head }
}
