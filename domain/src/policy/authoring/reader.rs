//! Reading a table of a TOML file key by key, collecting mistakes instead of stopping at the first.
//!
//! Every key that is asked for is remembered, so what is left over is unknown, and the nearest key that would have
//! been understood can be named.

use crate::policy::authoring::mistake::{Mistake, nearest};
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
}

impl<'a> Source<'a> {
    pub(super) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, mistakes: RefCell::new(Vec::new()) }
    }

    /// The file's tables; `None` where it is no TOML, which is then a mistake.
    pub(super) fn parse(&self) -> Option<Spanned<DeTable<'a>>> {
        if self.text.len() > LONGEST {
            self.note(
                MistakeKind::Unreadable,
                0,
                "",
                format!("the file is too long: {} bytes, expected at most {LONGEST}", self.text.len()),
            );
            return None;
        }
        match DeTable::parse(self.text) {
            Ok(table) => Some(table),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let message = error.message().replace('\n', ", ");
                self.note(MistakeKind::Unreadable, at, "", format!("not readable as TOML: {message}"));
                None
            }
        }
    }

    pub(super) fn line(&self, at: usize) -> u32 {
        let before = self.text.get(..at).unwrap_or(self.text);
        u32::try_from(before.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX - 1) + 1
    }

    /// A value that does not belong there.
    pub(super) fn add(&self, at: usize, key: &str, problem: impl Into<String>) {
        self.note(MistakeKind::WrongValue, at, key, problem);
    }

    pub(super) fn note(&self, kind: MistakeKind, at: usize, key: &str, problem: impl Into<String>) {
        self.push(kind, at, key, problem.into(), None);
    }

    pub(super) fn push(
        &self,
        kind: MistakeKind,
        at: usize,
        key: &str,
        problem: String,
        nearest: Option<String>,
    ) {
        let (file, key) = (self.file.to_owned(), key.to_owned());
        self.mistakes.borrow_mut().push(Mistake { kind, file, line: self.line(at), key, problem, nearest });
    }

    pub(super) fn push_line(&self, kind: MistakeKind, line: u32, key: &str, problem: String) {
        let (file, key) = (self.file.to_owned(), key.to_owned());
        self.mistakes.borrow_mut().push(Mistake { kind, file, line, key, problem, nearest: None });
    }

    /// All mistakes, in the order of the file. What is missing comes last: mostly it was only misspelt.
    pub(super) fn into_mistakes(self) -> Vec<Mistake> {
        let mut mistakes = self.mistakes.into_inner();
        mistakes.sort_by_key(|mistake| (mistake.kind == MistakeKind::Missing, mistake.line));
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

    /// The value under a key that must be there.
    pub(super) fn need(&self, key: &'static str, expected: &str) -> Option<Found<'s, 'a>> {
        let found = self.find(key);
        if found.is_none() {
            self.source.note(
                MistakeKind::Missing,
                self.at,
                &self.key(key),
                format!("missing; expected {expected}"),
            );
        }
        found
    }

    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        self.find(key)?.text("a text")
    }

    pub(super) fn need_text(&self, key: &'static str, expected: &str) -> Option<String> {
        self.need(key, expected)?.text(expected)
    }

    pub(super) fn flag(&self, key: &'static str) -> Option<bool> {
        let found = self.find(key)?;
        let flag = found.value.as_bool();
        if flag.is_none() {
            found.wrong("`true` or `false`");
        }
        flag
    }

    pub(super) fn count(&self, key: &'static str) -> Option<i64> {
        self.find(key)?.count("a whole number")
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
                let mut known: Vec<&str> = asked.clone();
                known.sort_unstable();
                known.dedup();
                let problem = format!("unknown key; expected one of {}", known.join(", "));
                self.source.push(MistakeKind::UnknownKey, start(&name.span()), &self.key(key), problem, near);
            }
        }
    }
}

fn start(span: &Range<usize>) -> usize {
    span.start
}

impl<'s, 'a> Found<'s, 'a> {
    /// Notes that another kind of value was expected.
    pub(super) fn wrong(&self, expected: &str) {
        let is = match self.value {
            DeValue::String(text) => format!("`{}`", short(text)),
            DeValue::Integer(number) => format!("the number {}", number.as_str()),
            DeValue::Float(number) => format!("the number {}", number.as_str()),
            DeValue::Boolean(flag) => format!("`{flag}`"),
            DeValue::Datetime(time) => format!("`{time}`"),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        self.source.add(self.at, &self.path, format!("{is} is not {expected}"));
    }

    pub(super) fn text(&self, expected: &str) -> Option<String> {
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
    pub(super) fn moment(&self, expected: &str) -> Option<String> {
        match self.value {
            DeValue::Datetime(time) => Some(time.to_string()),
            _ => self.text(expected),
        }
    }

    pub(super) fn count(&self, expected: &str) -> Option<i64> {
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
    pub(super) fn texts(&self, expected: &str) -> Option<Vec<String>> {
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
    pub(super) fn list(&self, expected: &str) -> Option<Vec<String>> {
        if matches!(self.value, DeValue::String(_)) {
            self.wrong(expected);
            return None;
        }
        self.texts(expected)
    }

    pub(super) fn tables(&self) -> Vec<Table<'s, 'a>> {
        let DeValue::Array(items) = self.value else {
            self.wrong("a list of tables");
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
                _ => self.wrong("a list of tables"),
            }
        }
        tables
    }

    pub(super) fn table(&self) -> Option<Table<'s, 'a>> {
        if let DeValue::Table(table) = self.value {
            let (source, path, at) = (self.source, self.path.clone(), self.at);
            return Some(Table { source, keys: table, path, at, asked: RefCell::new(Vec::new()) });
        }
        self.wrong("a table");
        None
    }

    /// The word of a vocabulary that a text names.
    pub(super) fn word<T: Copy>(&self, all: &[T], code: fn(T) -> &'static str) -> Option<T> {
        let text = self.text("a word")?;
        self.word_of(&text, all, code)
    }

    pub(super) fn word_of<T: Copy>(&self, text: &str, all: &[T], code: fn(T) -> &'static str) -> Option<T> {
        let found = all.iter().copied().find(|word| code(*word) == text);
        if found.is_none() {
            let near = nearest(text, all.iter().map(|word| code(*word))).map(str::to_owned);
            let known: Vec<&str> = all.iter().map(|word| code(*word)).collect();
            let problem = format!("unknown word `{}`; expected one of {}", short(text), known.join(", "));
            self.source.push(MistakeKind::UnknownWord, self.at, &self.path, problem, near);
        }
        found
    }

    pub(super) fn words<T: Copy>(&self, all: &[T], code: fn(T) -> &'static str) -> Vec<T> {
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
