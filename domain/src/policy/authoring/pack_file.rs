//! A pack as its author writes it, and its compiled form.
//!
//! Compiling checks everything that can be checked without knowing other packs, splits the public part from the
//! desk part, and gives each a content hash. Notes for authors (`example`, `excludes`) stay in the source form.

use crate::hex::hex;
use crate::order::Trait;
use crate::order::mark::Mark;
use crate::personal::Language;
use crate::policy::authoring::desk_file::desk;
use crate::policy::authoring::mistake::Mistake;
use crate::policy::authoring::reader::{Found, Source, Table, short};
use crate::policy::authoring::rule_file::rule;
use crate::policy::draft::detail::{Detail, Expected, Given};
use crate::policy::own::OwnWord;
use crate::policy::pack::{Desk, Pack, Review};
use crate::policy::rule::{Rule, Texts};
use crate::policy::term::{Calendar, LastDay};
use crate::remedy::Remedy;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};

/// The beginnings a citation may have.
pub const CITATIONS: &[&str] = &[
    "CRPL ",
    "R778 ",
    "O90 ",
    "ECL ",
    "FSL ",
    "CC ",
    "PL ",
    "3G ",
    "CRD ",
    "SGD ",
    "CRA 2015 s",
    "CCR 2013 r",
    "16 CFR 435.",
    "shop",
];

/// A pack with what only its authors need.
#[derive(Clone, Debug)]
pub struct SourcePack {
    /// The public part.
    pub pack: Pack,
    /// The desk part, where the file has one.
    pub desk: Option<Desk>,
    /// For each rule: its line, a worked example and what it does not cover.
    pub notes: Vec<Note>,
    /// The file it was read from.
    pub file: String,
}

/// What the author notes about a rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The line at which the rule begins.
    pub line: u32,
    /// A worked example.
    pub example: Texts,
    /// What the rule does not cover.
    pub excludes: Texts,
}

/// A pack as it is shipped: two JSON texts, each with the hash of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    /// What everybody may have.
    pub public: String,
    /// Its SHA-256 in hexadecimal.
    pub public_hash: String,
    /// What only staff may have.
    pub desk: Option<String>,
    /// Its SHA-256 in hexadecimal.
    pub desk_hash: Option<String>,
}

/// Compiles a pack.
pub fn compile(source: &SourcePack) -> Result<Compiled, serde_json::Error> {
    let public = serde_json::to_string(&source.pack)?;
    let desk = source.desk.as_ref().map(serde_json::to_string).transpose()?;
    Ok(Compiled { public_hash: hash(&public), desk_hash: desk.as_deref().map(hash), public, desk })
}

fn hash(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Reads a pack; all mistakes at once.
pub fn parse_pack(file: &str, text: &str) -> Result<SourcePack, Vec<Mistake>> {
    let source = Source::new(file, text);
    let parsed = source.parse();
    let read = parsed.as_ref().and_then(|table| {
        let root = Table::root(&source, table);
        let read = pack(&root, file);
        root.finish();
        read
    });
    let mistakes = source.into_mistakes();
    match read {
        Some(pack) if mistakes.is_empty() => Ok(pack),
        _ => Err(mistakes),
    }
}

fn pack(root: &Table<'_, '_>, file: &str) -> Option<SourcePack> {
    let id = root.need_text("id", Expected::PackId);
    let version = root.need_text("version", Expected::Version);
    let jurisdiction = root.need_text("jurisdiction", Expected::Jurisdiction);
    if let Some(found) = root.find("languages") {
        root.source.write_in(found.words(Language::ALL, Language::code));
    }
    let title = texts(root, "title");
    let (traits, kinds) = (own_words(root, "traits"), own_words(root, "kinds"));
    root.source.declare(&traits, &kinds);
    let review = root.table("review").and_then(review);
    let calendar = root.table("calendar").map(calendar).unwrap_or_default();
    let pace = root.table("pace").as_ref().map(pace).unwrap_or_default();
    let mut rules: Vec<Rule> = Vec::new();
    let mut notes = Vec::new();
    for table in root.tables("rule") {
        let line = root.source.line(table.at());
        let at = table.at();
        let Some((rule, note)) = rule(table, line) else { continue };
        if rules.iter().any(|other| other.code == rule.code) {
            root.source.note(at, "rule.code", Detail::CodeTaken { code: rule.code.clone() });
        }
        rules.push(rule);
        notes.push(note);
    }
    check_replacing(root.source, id.as_deref().unwrap_or_default(), &rules, &notes);
    let desk = root.table("desk").map(|table| desk(table, id.clone(), version.clone()));
    let public = Pack {
        id: id?,
        version: version?,
        jurisdiction: jurisdiction?,
        title: title?,
        review,
        calendar,
        traits,
        kinds,
        rules,
        pace,
    };
    Some(SourcePack { pack: public.with_names(), desk, notes, file: file.to_owned() })
}

/// The traits or kinds that a pack has words of its own for, each with its name.
fn own_words(root: &Table<'_, '_>, key: &'static str) -> Vec<OwnWord> {
    let Some(table) = root.table(key) else { return Vec::new() };
    let read = |(code, found): (String, Found<'_, '_>)| {
        let note = |detail| found.source.note(found.at, &found.path, detail);
        let (given, expected) = (|| Given::Text(short(&code)), Expected::OwnWord);
        let mark = Mark::parse(&code);
        if mark.is_none() {
            note(Detail::Wrong { given: given(), expected });
        } else if key == "traits" && Trait::from_code(&code).is_some() {
            note(Detail::KnownWord { word: code.clone() });
        }
        let name = texts_in(&found)?;
        let is_blank = |language: &Language| name.get(*language).trim().is_empty();
        if let Some(language) = found.source.languages().into_iter().find(is_blank) {
            note(Detail::Missing { expected: Expected::TextIn(language) });
        }
        Some(OwnWord { code: mark?, name })
    };
    table.entries().into_iter().filter_map(read).collect()
}

/// A rule that replaces another, which replaces the first, would leave nothing.
fn check_replacing(source: &Source<'_>, id: &str, rules: &[Rule], notes: &[Note]) {
    // A pack may name its own rules in full.
    let own = |name: &'_ String| -> String {
        match name.split_once('/') {
            Some((pack, code)) if pack == id => code.to_owned(),
            _ => name.clone(),
        }
    };
    for (rule, note) in rules.iter().zip(notes) {
        let mut open: Vec<String> = rule.replaces.iter().map(own).collect();
        let mut seen: Vec<String> = Vec::new();
        while let Some(code) = open.pop() {
            if code == rule.code {
                source.push_line(note.line, "rule.replaces", Detail::Cycle { code: rule.code.clone() });
                break;
            }
            if !seen.contains(&code) {
                let next = rules.iter().find(|other| other.code == code);
                if next.is_none() && !code.contains('/') {
                    let detail = Detail::UnknownRule { code: short(&code) };
                    source.push_line(note.line, "rule.replaces", detail);
                }
                open.extend(next.iter().flat_map(|other| &other.replaces).map(own));
                seen.push(code);
            }
        }
    }
}

pub(super) fn texts(table: &Table<'_, '_>, key: &'static str) -> Option<Texts> {
    texts_in(&table.need(key, Expected::Texts { languages: table.source.languages() })?)
}

pub(super) fn texts_in(found: &Found<'_, '_>) -> Option<Texts> {
    let (languages, inner) = (found.source.languages(), found.table()?);
    let text = |language: Language| {
        let is_needed = languages.contains(&language);
        let found = if is_needed {
            inner.need(language.code(), Expected::TextIn(language))
        } else {
            inner.find(language.code())
        };
        found.and_then(|found| found.text(Expected::TextIn(language)))
    };
    let (simplified, traditional, en) = (text(Language::ZhHans), text(Language::ZhHant), text(Language::En));
    // Whoever reads another language reads the pack's first.
    let first = match languages.first() {
        Some(Language::ZhHans) => &simplified,
        Some(Language::ZhHant) => &traditional,
        _ => &en,
    };
    let first = first.clone().unwrap_or_default();
    let or_first = |text: Option<String>| text.unwrap_or_else(|| first.clone());
    let read = Texts { zh_hans: or_first(simplified), zh_hant: or_first(traditional), en: or_first(en) };
    inner.finish();
    Some(read)
}

fn review(table: Table<'_, '_>) -> Option<Review> {
    let by = table.need_text("by", Expected::Reviewer);
    let on = table.need("on", Expected::Day).and_then(|found| day(&found));
    table.finish();
    Some(Review { by: by?, on: on? })
}

pub(super) fn day(found: &Found<'_, '_>) -> Option<NaiveDate> {
    let text = found.moment(Expected::Day)?;
    let day = text.parse().ok();
    if day.is_none() {
        found.wrong(Expected::Day);
    }
    day
}

fn calendar(table: Table<'_, '_>) -> Calendar {
    let last_day = table.find("last_day").and_then(|found| found.word(LastDay::ALL, LastDay::code));
    let flag = |key| table.flag(key).unwrap_or(false);
    let weekends_rest = flag("weekends_rest");
    let (saturdays_work, sundays_work) = (flag("saturdays_work"), flag("sundays_work"));
    let mut holidays = Vec::new();
    if let Some(found) = table.find("holidays") {
        for text in found.texts(Expected::Days).unwrap_or_default() {
            if let Ok(day) = text.parse::<NaiveDate>() {
                holidays.push(day);
            } else {
                let (given, expected) = (Given::Text(short(&text)), Expected::Day);
                found.source.note(found.at, &found.path, Detail::Wrong { given, expected });
            }
        }
        holidays.sort_unstable();
        holidays.dedup();
    }
    table.finish();
    Calendar { last_day, weekends_rest, saturdays_work, sundays_work, holidays }
}

fn pace(table: &Table<'_, '_>) -> Vec<(Remedy, u32)> {
    table
        .entries()
        .into_iter()
        .filter_map(|(key, found)| {
            let remedy = found.word_of(&key, Remedy::ALL, Remedy::code)?;
            let expected = || Expected::Between { least: 0, most: 3_650 };
            let days = found.count(expected())?;
            let days = u32::try_from(days).ok().filter(|days| *days <= 3_650);
            if days.is_none() {
                found.wrong(expected());
            }
            Some((remedy, days?))
        })
        .collect()
}
