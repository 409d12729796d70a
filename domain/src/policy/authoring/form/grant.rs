//! The form of one thing a rule grants: what, who owes it, by when, how much.

use super::slots::Place;
use super::{SHORT, clauses};
use crate::policy::amount::MOST_SHRINKS;
use crate::policy::draft::form::{GrantForm, ShapeName, Slot, SlotKind, SlotName, WordList};
use crate::remedy::Remedy;

/// The most a share of a base may be: all of it.
pub(in crate::policy::authoring) const MOST_PERCENT: u32 = 100;
const PERCENT: SlotKind = SlotKind::Percent { most: MOST_PERCENT };
/// A floor or cap may be a multiple of its base: a hundred times the whole, as everywhere in packs.
const LIMIT_PERCENT: SlotKind = SlotKind::Percent { most: 10_000 };
/// Between these the bound of a step lies.
pub(in crate::policy::authoring) const MOST_BOUND: (i64, i64) = (-1_000_000, 1_000_000_000);

pub(super) fn grant(place: &Place<'_>) -> Option<GrantForm> {
    let remedy = Remedy::from_code(place.text("remedy")?)?;
    let word = SlotKind::Word;
    let mut slots = vec![
        place.need(SlotName::Remedy, "remedy", word(WordList::Remedy)),
        place.may(SlotName::Payer, "payer", word(WordList::Payer)),
        place.may(SlotName::Accompanies, "accompanies", SlotKind::Flag),
        place.may(SlotName::Repeats, "repeats", SlotKind::Flag),
        place.may(SlotName::HighestOf, "highest_of", SlotKind::Text { most: SHORT }),
        place.may(SlotName::DueWithin, "due.within", SlotKind::Span),
    ];
    if place.has("due") {
        slots.push(place.need(SlotName::DueAfter, "due.after", word(WordList::DayFact)));
    }
    let shape = shape(place);
    let mut steps = Vec::new();
    if let Some(shape) = shape {
        steps = rate(place, shape, &mut slots);
        slots.push(place.may(SlotName::Per, "amount.per", word(WordList::Per)));
        // A fixed sum has no limits but where it is given several times.
        let is_counted = place.text("amount.per").is_some_and(|per| !matches!(per, "order" | "line"));
        let is_limited = place.has("amount.floor") || place.has("amount.cap");
        if shape != ShapeName::Fixed || is_counted || is_limited {
            limit(place, &mut slots, [SlotName::Floor, SlotName::FloorOf, SlotName::FloorPercent], "floor");
            limit(place, &mut slots, [SlotName::Cap, SlotName::CapOf, SlotName::CapPercent], "cap");
        }
        less(place, &mut slots);
        slots.push(place.may(SlotName::OnTop, "amount.plus", word(WordList::MoneyFact)));
    }
    let only_if = clauses(place, "only_if");
    Some(GrantForm { path: place.path().to_owned(), remedy, slots, shape, steps, only_if })
}

/// In which way the amount says how much.
fn shape(place: &Place<'_>) -> Option<ShapeName> {
    if !place.has("amount") {
        return None;
    }
    let is_sum = || place.is_sums("amount.of");
    Some(if place.has("amount.unused") {
        ShapeName::Unused
    } else if place.has("amount.shrinks_by") {
        ShapeName::Shrinking
    } else if place.has("amount.tiers") {
        ShapeName::Steps
    } else if place.has("amount.percent_of") {
        ShapeName::Found
    } else if place.has("amount.times") {
        ShapeName::Times
    } else if !place.has("amount.percent") && is_sum() {
        ShapeName::Fixed
    } else {
        ShapeName::Share
    })
}

/// Which share of the base, or which sum. Answers the paths of the steps, which are a table of their own.
fn rate(place: &Place<'_>, shape: ShapeName, slots: &mut Vec<Slot>) -> Vec<String> {
    if shape == ShapeName::Fixed {
        slots.push(place.need(SlotName::FixedSum, "amount.of", SlotKind::Sums));
        return Vec::new();
    }
    slots.push(place.need(SlotName::AmountOf, "amount.of", SlotKind::Base));
    match shape {
        ShapeName::Fixed => {}
        // Without a percentage it is all of it.
        ShapeName::Share => slots.push(place.may(SlotName::Percent, "amount.percent", PERCENT)),
        ShapeName::Times => {
            let times = SlotKind::Number { least: 1, most: 100 };
            slots.push(place.need(SlotName::Times, "amount.times", times));
        }
        ShapeName::Found => {
            let fact = SlotKind::Word(WordList::WholeFact);
            slots.push(place.need(SlotName::PercentOf, "amount.percent_of", fact));
        }
        ShapeName::Steps => return steps(place, slots),
        ShapeName::Shrinking => {
            let over = SlotKind::Number { least: 1, most: MOST_SHRINKS };
            slots.push(place.need(
                SlotName::ShrinksBy,
                "amount.shrinks_by",
                SlotKind::Word(WordList::CountFact),
            ));
            slots.push(place.need(SlotName::ShrinksOver, "amount.shrinks_over", over));
        }
        ShapeName::Unused => {
            slots.push(place.need(SlotName::Unused, "amount.unused", SlotKind::Word(WordList::Counted)));
        }
    }
    Vec::new()
}

/// The steps. The bound of each lies between those of its neighbours: each begins where the one before ends, and the
/// last line is for all above, so that no value has two shares or none.
fn steps(place: &Place<'_>, slots: &mut Vec<Slot>) -> Vec<String> {
    slots.push(place.need(SlotName::StepsOf, "amount.tiers_of", SlotKind::Word(WordList::CountFact)));
    let steps = place.list("amount.tiers");
    let bounds: Vec<Option<i64>> = steps.iter().map(|step| step.number("up_to")).collect();
    let bound = |idx: Option<usize>| idx.and_then(|idx| bounds.get(idx).copied().flatten());
    for (idx, step) in steps.iter().enumerate() {
        let (lowest, highest) = MOST_BOUND;
        let least = bound(idx.checked_sub(1)).map_or(lowest, |before| before.saturating_add(1));
        let most = bound(idx.checked_add(1)).map_or(highest, |after| after.saturating_sub(1));
        // Where steps overlap already, their bounds must be free to be put right.
        let (least, most) = if least <= most { (least, most) } else { MOST_BOUND };
        slots.push(step.need(SlotName::StepUpTo, "up_to", SlotKind::Number { least, most }));
        slots.push(step.need(SlotName::StepPercent, "percent", PERCENT));
    }
    slots.push(place.need(SlotName::Above, "amount.above", PERCENT));
    steps.iter().map(|step| step.path().to_owned()).collect()
}

/// What is taken off: one slot where it is a fact or a sum, and those of its own where it is a share of something.
fn less(place: &Place<'_>, slots: &mut Vec<Slot>) {
    if place.has("amount.less.of") {
        slots.push(place.need(SlotName::Less, "amount.less.of", SlotKind::Base));
        slots.push(place.may(SlotName::LessPercent, "amount.less.percent", PERCENT));
        slots.push(place.may(SlotName::LessFloor, "amount.less.floor", SlotKind::Sums));
        slots.push(place.may(SlotName::LessCap, "amount.less.cap", SlotKind::Sums));
    } else {
        slots.push(place.may(SlotName::Less, "amount.less", SlotKind::Base));
    }
    slots.push(place.may(SlotName::NothingUnder, "amount.nothing_under", SlotKind::Sums));
}

/// A floor or cap: a sum, or a share of something where it is written so.
fn limit(place: &Place<'_>, slots: &mut Vec<Slot>, [sum, of, percent]: [SlotName; 3], key: &str) {
    slots.push(place.may(sum, &format!("amount.{key}"), SlotKind::Sums));
    let share = format!("amount.{key}_of");
    if place.has(&share) {
        slots.push(place.may(of, &share, SlotKind::Base));
        slots.push(place.may(percent, &format!("amount.{key}_percent"), LIMIT_PERCENT));
    }
}
