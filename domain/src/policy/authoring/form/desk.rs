//! The forms of the desk part: limits, goodwill, who bears what, phrases.

use super::slots::Place;
use crate::policy::draft::form::{EntryForm, PackForm, RowTable, SlotKind, SlotName, Written};
use toml_edit::TableLike;

/// The form with what the desk part holds, where the pack has one.
pub(super) fn desk(form: PackForm, table: Option<&dyn TableLike>) -> PackForm {
    let Some(table) = table else { return form };
    let (place, languages) = (Place::at(table, "desk"), form.languages);
    let rows =
        |table: RowTable| place.list(table.code()).iter().map(|place| row(table, languages, place)).collect();
    PackForm {
        desk: vec![
            place.need(SlotName::AgentLimit, "agent_limit", SlotKind::Sums),
            place.need(SlotName::GoodwillLimit, "goodwill_limit", SlotKind::Sums),
            place.need(SlotName::BlockedExtra, "blocked_extra", SlotKind::Sums),
        ],
        goodwill: rows(RowTable::Goodwill),
        burdens: rows(RowTable::Burden),
        phrases: rows(RowTable::Phrase),
        ..form
    }
}

fn row(table: RowTable, languages: Written, place: &Place<'_>) -> EntryForm {
    let slots = table.slots(languages).into_iter().map(|slot| {
        let of = if slot.is_optional { Place::may } else { Place::need };
        of(place, slot.name, &slot.key, slot.kind)
    });
    EntryForm { path: place.path().to_owned(), slots: slots.collect() }
}
