//! A pack's text read into forms: every place that may be changed, with what stands there.
//!
//! Reading forgives: what is not as it should be is an empty slot here and a mistake of the text elsewhere.

mod desk;
mod grant;
mod slots;

use crate::order::mark::Mark;
use crate::personal::Language;
use crate::policy::authoring::form::slots::Place;
use crate::policy::authoring::reader::LONGEST;
use crate::policy::authoring::tree;
use crate::policy::draft::edit::{ComparisonName, SlotValue};
pub(super) use crate::policy::draft::form::SHORT;
use crate::policy::draft::form::{
    ClauseForm, ConditionForm, PackForm, RuleForm, Slot, SlotKind, SlotName, WordList, Written,
};
use crate::policy::fact::Fact;
use crate::policy::own::OwnWord;
use crate::remedy::Remedy;
use core::ops::Range;
use toml_edit::{Document, Item, TableLike};

pub(super) use grant::{MOST_BOUND, MOST_PERCENT};

/// The most characters of a text that customers read.
const LONG: u32 = 600;
/// The most characters of a note.
const NOTE: u32 = 2_000;

/// A text's forms; `None` where it is no TOML.
pub fn form(text: &str) -> Option<PackForm> {
    if text.len() > LONGEST {
        return None;
    }
    let document = Document::parse(text).ok()?;
    Some(pack(document.as_table(), text))
}

/// The forms of a document. The text is for counting lines; places without a known span are on line 0.
pub(super) fn pack(root: &dyn TableLike, text: &str) -> PackForm {
    let head = Place::root(root);
    let languages = languages(root);
    let mut slots = vec![
        head.need(SlotName::Title, "title", SlotKind::Texts { most: SHORT, languages }),
        head.may(SlotName::ReviewBy, "review.by", SlotKind::Text { most: SHORT }),
        head.may(SlotName::ReviewOn, "review.on", SlotKind::Day),
        head.may(SlotName::LastDay, "calendar.last_day", SlotKind::Word(WordList::LastDay)),
        head.may(SlotName::WeekendsRest, "calendar.weekends_rest", SlotKind::Flag),
        head.may(SlotName::SaturdaysWork, "calendar.saturdays_work", SlotKind::Flag),
        head.may(SlotName::SundaysWork, "calendar.sundays_work", SlotKind::Flag),
        head.may(SlotName::Holidays, "calendar.holidays", SlotKind::Days),
    ];
    let is_shop = root.get("jurisdiction").and_then(Item::as_str) == Some("shop");
    if is_shop || root.contains_key("pace") {
        slots.extend(Remedy::ALL.iter().map(|remedy| {
            let kind = SlotKind::Number { least: 0, most: 3_650 };
            head.may(SlotName::Pace, &format!("pace.{remedy}"), kind)
        }));
    }
    let (traits, kinds) = (own_words(&head, "traits", languages), own_words(&head, "kinds", languages));
    let texts = SlotKind::Texts { most: SHORT, languages };
    let named = |name, key: &'static str, words: &[OwnWord]| -> Vec<Slot> {
        words.iter().map(|word| head.may(name, &format!("{key}.{}", word.code), texts)).collect()
    };
    slots.extend(named(SlotName::OwnTrait, "traits", &traits));
    slots.extend(named(SlotName::OwnKind, "kinds", &kinds));
    let rules = root.get("rule");
    let spans = rules.map(spans).unwrap_or_default();
    let tables = rules.map(tree::tables).unwrap_or_default();
    let lines = spans.into_iter().map(|span| span.map_or(0, |span| line(text, span.start)));
    let rules = tables.into_iter().zip(lines).map(|(table, line)| rule(table, languages, line)).collect();
    let desk = root.get("desk").and_then(Item::as_table_like);
    desk::desk(PackForm { languages, slots, traits, kinds, rules, ..PackForm::default() }, desk)
}

/// The languages a pack names for its texts.
fn languages(root: &dyn TableLike) -> Written {
    let named = root.get("languages").and_then(Item::as_array).into_iter().flatten();
    Written::of(&named.filter_map(|code| Language::from_code(code.as_str()?)).collect::<Vec<_>>())
}

/// The words of its own that a pack declares under a key.
fn own_words(head: &Place<'_>, key: &str, languages: Written) -> Vec<OwnWord> {
    let word = |code: &str| {
        let name =
            head.need(SlotName::Title, &format!("{key}.{code}"), SlotKind::Texts { most: SHORT, languages });
        let Some(SlotValue::Texts(name)) = name.value else { return None };
        Some(OwnWord { code: Mark::parse(code)?, name })
    };
    head.keys(key).into_iter().filter_map(word).collect()
}

fn spans(item: &Item) -> Vec<Option<Range<usize>>> {
    match item {
        Item::ArrayOfTables(list) => list.iter().map(toml_edit::Table::span).collect(),
        Item::Value(toml_edit::Value::Array(list)) => list.iter().map(toml_edit::Value::span).collect(),
        _ => Vec::new(),
    }
}

fn line(text: &str, at: usize) -> u32 {
    let before = text.get(..at).unwrap_or(text).bytes().filter(|byte| *byte == b'\n').count();
    u32::try_from(before).unwrap_or(u32::MAX - 1) + 1
}

fn rule(table: &dyn TableLike, languages: Written, line: u32) -> RuleForm {
    let place = Place::root(table);
    let text = |name, key: &str| place.need(name, key, SlotKind::Texts { most: LONG, languages });
    let note = |name, key: &str| place.may(name, key, SlotKind::Texts { most: NOTE, languages });
    let slots = vec![
        text(SlotName::Title, "title"),
        text(SlotName::Says, "says"),
        text(SlotName::Refuses, "refuses"),
        note(SlotName::Example, "example"),
        note(SlotName::Excludes, "excludes"),
        place.need(SlotName::Cite, "cite", SlotKind::Text { most: SHORT }),
        place.need(SlotName::Status, "status", SlotKind::Word(WordList::Status)),
        place.may(SlotName::EffectiveFrom, "effective_from", SlotKind::Day),
        place.may(SlotName::EffectiveTo, "effective_to", SlotKind::Day),
        place.may(SlotName::Currency, "currency", SlotKind::Currency),
        place.may(SlotName::NeedsHuman, "needs_human", SlotKind::Flag),
        place.may(SlotName::Replaces, "replaces", SlotKind::RuleCodes),
    ];
    RuleForm {
        code: code(table),
        line,
        slots,
        scope: clauses(&place, "scope"),
        when: clauses(&place, "when"),
        grants: place.list("grant").iter().filter_map(grant::grant).collect(),
    }
}

/// The code of a rule; empty where it has none.
pub(super) fn code(table: &dyn TableLike) -> String {
    table.get("code").and_then(Item::as_str).unwrap_or_default().to_owned()
}

/// A list of conditions.
fn clauses(place: &Place<'_>, key: &str) -> Vec<ClauseForm> {
    let clause = |one: &Place<'_>| {
        let alternatives = one.list("any");
        let any = if one.has("any") {
            alternatives.iter().filter_map(condition).collect()
        } else {
            condition(one).into_iter().collect()
        };
        ClauseForm { path: one.path().to_owned(), any }
    };
    place.list(key).iter().map(clause).collect()
}

fn condition(place: &Place<'_>) -> Option<ConditionForm> {
    let fact = Fact::from_code(place.text("fact")?)?;
    let comparison = *ComparisonName::ALL.iter().find(|name| place.has(name.key()))?;
    let kind = comparison.bound(fact)?;
    let mut slots = vec![place.need(SlotName::Bound, comparison.key(), kind)];
    if comparison != ComparisonName::Known {
        slots.push(place.may(SlotName::IfUnknown, "if_unknown", SlotKind::Word(WordList::IfUnknown)));
    }
    if matches!(comparison, ComparisonName::Within | ComparisonName::Beyond) {
        slots.push(place.may(SlotName::Plus, "plus", SlotKind::Word(WordList::CountFact)));
        slots.push(place.may(SlotName::StartCounted, "start_counted", SlotKind::Flag));
        slots.push(place.may(SlotName::LastDay, "last_day", SlotKind::Word(WordList::LastDay)));
    }
    Some(ConditionForm { path: place.path().to_owned(), fact, comparison, slots })
}

/// The path of the slot that a mistake's key means, where there is only one: keys of lists have no places in them.
pub fn path_of(form: &PackForm, rule: Option<&str>, key: &str) -> Option<String> {
    let plain = |path: &str| -> String {
        let parts = tree::parts(path).into_iter();
        let named: Vec<&str> =
            parts.filter(|part| part.parse::<usize>().is_err() && *part != "any").collect();
        named.join(".")
    };
    let mut meant = all_slots(form, rule)?.into_iter().filter(|slot| plain(&slot.path) == key);
    let slot = meant.next()?;
    meant.next().is_none().then(|| slot.path.clone())
}

/// Every slot of a pack or of one of its rules; none where there is no such rule.
pub(super) fn all_slots<'a>(form: &'a PackForm, rule: Option<&str>) -> Option<Vec<&'a Slot>> {
    let Some(code) = rule else {
        let entries = form.goodwill.iter().chain(&form.burdens).chain(&form.phrases);
        let own = form.slots.iter().chain(&form.desk);
        return Some(own.chain(entries.flat_map(|entry| &entry.slots)).collect());
    };
    let rule = form.rules.iter().find(|rule| rule.code == code)?;
    let grants = rule.grants.iter();
    let conditions =
        rule.scope.iter().chain(&rule.when).chain(grants.clone().flat_map(|grant| &grant.only_if));
    let bounds = conditions.flat_map(|clause| &clause.any).flat_map(|condition| &condition.slots);
    Some(rule.slots.iter().chain(grants.flat_map(|grant| &grant.slots)).chain(bounds).collect())
}
