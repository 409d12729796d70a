//! The form of one thing a rule grants: what, who owes it, by when, how much.

use super::slots::Place;
use super::{SHORT, clauses};
use crate::policy::draft::form::{GrantForm, Slot, SlotKind, SlotName, WordList};
use crate::remedy::Remedy;

/// The most a percentage may be: a hundred times the whole, as everywhere in packs.
pub(in crate::policy::authoring) const MOST_PERCENT: u32 = 10_000;
const PERCENT: SlotKind = SlotKind::Percent { most: MOST_PERCENT };

pub(super) fn grant(place: &Place<'_>) -> Option<GrantForm> {
    let remedy = Remedy::from_code(place.text("remedy")?)?;
    let word = SlotKind::Word;
    let mut slots = vec![
        place.need(SlotName::Remedy, "remedy", word(WordList::Remedy)),
        place.may(SlotName::Payer, "payer", word(WordList::Payer)),
        place.may(SlotName::Accompanies, "accompanies", SlotKind::Flag),
        place.may(SlotName::HighestOf, "highest_of", SlotKind::Text { most: SHORT }),
        place.may(SlotName::DueWithin, "due.within", SlotKind::Span),
    ];
    if place.has("due") {
        slots.push(place.need(SlotName::DueAfter, "due.after", word(WordList::DayFact)));
    }
    slots.push(place.may(SlotName::AmountOf, "amount.of", SlotKind::Base));
    let mut steps = Vec::new();
    if place.has("amount") {
        steps = rate(place, &mut slots);
        slots.push(place.may(SlotName::Per, "amount.per", word(WordList::Per)));
        limit(place, &mut slots, [SlotName::Floor, SlotName::FloorOf, SlotName::FloorPercent], "floor");
        limit(place, &mut slots, [SlotName::Cap, SlotName::CapOf, SlotName::CapPercent], "cap");
        slots.push(place.may(SlotName::Less, "amount.less", word(WordList::MoneyFact)));
        slots.push(place.may(SlotName::OnTop, "amount.plus", word(WordList::MoneyFact)));
    }
    let only_if = clauses(place, "only_if");
    Some(GrantForm { path: place.path().to_owned(), remedy, slots, steps, only_if })
}

/// Which share of the base: one of four ways, of which steps are a table of their own. Answers the steps' paths.
fn rate(place: &Place<'_>, slots: &mut Vec<Slot>) -> Vec<String> {
    let steps = place.list("amount.tiers");
    if !place.has("amount.tiers") {
        let times = SlotKind::Number { least: 1, most: 100 };
        slots.push(place.may(SlotName::Percent, "amount.percent", PERCENT));
        slots.push(place.may(SlotName::Times, "amount.times", times));
        let fact = SlotKind::Word(WordList::CountFact);
        slots.push(place.may(SlotName::PercentOf, "amount.percent_of", fact));
        return Vec::new();
    }
    // Emptying the fact takes the steps out with it.
    slots.push(place.may(SlotName::StepsOf, "amount.tiers_of", SlotKind::Word(WordList::CountFact)));
    for step in &steps {
        let up_to = SlotKind::Number { least: -1_000_000, most: 1_000_000_000 };
        slots.push(step.need(SlotName::StepUpTo, "up_to", up_to));
        slots.push(step.need(SlotName::StepPercent, "percent", PERCENT));
    }
    slots.push(place.need(SlotName::Above, "amount.above", PERCENT));
    steps.iter().map(|step| step.path().to_owned()).collect()
}

/// A floor or cap: a sum, or a share of something where it is written so.
fn limit(place: &Place<'_>, slots: &mut Vec<Slot>, [sum, of, percent]: [SlotName; 3], key: &str) {
    slots.push(place.may(sum, &format!("amount.{key}"), SlotKind::Sum));
    let share = format!("amount.{key}_of");
    if place.has(&share) {
        slots.push(place.may(of, &share, SlotKind::Base));
        slots.push(place.may(percent, &format!("amount.{key}_percent"), PERCENT));
    }
}
