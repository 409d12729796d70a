//! The forms of the desk part: limits, goodwill, who bears what, phrases.

use super::SHORT;
use super::slots::Place;
use crate::policy::draft::form::{EntryForm, PackForm, SlotKind, SlotName, WordList};
use crate::remedy::Payer;
use toml_edit::TableLike;

/// The most characters of a phrase.
const PHRASE: u32 = 4 * SHORT;

/// The form with what the desk part holds, where the pack has one.
pub(super) fn desk(form: PackForm, table: Option<&dyn TableLike>) -> PackForm {
    let Some(table) = table else { return form };
    let place = Place::at(table, "desk");
    let entries = |key, entry: fn(&Place<'_>) -> EntryForm| place.list(key).iter().map(entry).collect();
    PackForm {
        desk: vec![
            place.need(SlotName::AgentLimit, "agent_limit", SlotKind::Sum),
            place.need(SlotName::GoodwillLimit, "goodwill_limit", SlotKind::Sum),
            place.need(SlotName::BlockedExtra, "blocked_extra", SlotKind::Sum),
        ],
        goodwill: entries("goodwill", goodwill),
        burdens: entries("burden", burden),
        phrases: entries("phrase", phrase),
        ..form
    }
}

fn goodwill(place: &Place<'_>) -> EntryForm {
    let slots = vec![
        place.may(SlotName::Categories, "categories", SlotKind::Words(WordList::Category)),
        place.may(SlotName::Tier, "tier", SlotKind::Word(WordList::Tier)),
        place.need(SlotName::Remedy, "remedy", SlotKind::Word(WordList::GoodwillRemedy)),
        place.need(SlotName::Percent, "percent", SlotKind::Percent { most: 100 }),
        place.need(SlotName::Floor, "floor", SlotKind::Sum),
        place.need(SlotName::Cap, "cap", SlotKind::Sum),
    ];
    EntryForm { path: place.path().to_owned(), slots }
}

fn burden(place: &Place<'_>) -> EntryForm {
    let mut slots = vec![place.need(SlotName::Fault, "fault", SlotKind::Word(WordList::Fault))];
    slots.extend(Payer::ALL.iter().map(|payer| {
        let weight = SlotKind::Number { least: 0, most: 1_000_000 };
        place.may(SlotName::Weight, &format!("payers.{payer}"), weight)
    }));
    EntryForm { path: place.path().to_owned(), slots }
}

fn phrase(place: &Place<'_>) -> EntryForm {
    let slots = vec![
        place.need(SlotName::Remedy, "remedy", SlotKind::Word(WordList::Remedy)),
        place.need(SlotName::Phrase, "text", SlotKind::Texts { most: PHRASE }),
    ];
    EntryForm { path: place.path().to_owned(), slots }
}
