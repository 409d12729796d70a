//! Forms and edits on the delivered packs: every place can be read, and no edit leaves anything but TOML.

use crate::delivered;
use domain::policy::authoring::edit::{edit, name_version};
use domain::policy::authoring::form::form;
use domain::policy::authoring::parse_pack;
use domain::policy::draft::edit::{AmountShape, ComparisonName, Edit, SlotValue};
use domain::policy::draft::event::Splice;
use domain::policy::draft::form::{PackForm, RowTable, Slot, SlotKind, WordList};
use domain::policy::fact::Fact;
use domain::policy::rule::Texts;
use domain::policy::term::Unit;
use domain::remedy::{Payer, Remedy};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Every slot with the rule it belongs to.
fn slots(form: &PackForm) -> Vec<(Option<String>, Slot)> {
    let mut slots: Vec<(Option<String>, Slot)> = Vec::new();
    let entries = form.goodwill.iter().chain(&form.burdens).chain(&form.phrases);
    slots.extend(form.slots.iter().chain(&form.desk).map(|slot| (None, slot.clone())));
    slots.extend(entries.flat_map(|entry| &entry.slots).map(|slot| (None, slot.clone())));
    for rule in &form.rules {
        let grants = rule.grants.iter();
        let granted = grants.clone().flat_map(|grant| &grant.only_if);
        let clauses = rule.scope.iter().chain(&rule.when).chain(granted);
        let bounds = clauses.flat_map(|clause| &clause.any).flat_map(|condition| &condition.slots);
        let own = rule.slots.iter().chain(grants.flat_map(|grant| &grant.slots)).chain(bounds);
        slots.extend(own.map(|slot| (Some(rule.code.clone()), slot.clone())));
    }
    slots
}

/// How many conditions a compiled pack has.
fn n_tests(text: &str) -> (usize, usize) {
    let pack = parse_pack("pack.toml", text).unwrap().pack;
    let of_rule = |rule: &domain::policy::Rule| {
        let clauses = rule.scope.iter().chain(&rule.when);
        let granted = rule.grants.iter().flat_map(|grant| &grant.only_if);
        clauses.chain(granted).map(|clause| clause.any.len()).sum::<usize>()
            // A currency is a slot of the rule in the text and a condition once compiled.
            - usize::from(rule.when.iter().any(|clause| clause.any.iter().any(|test| test.fact == Fact::Currency)))
    };
    (pack.rules.iter().map(of_rule).sum(), pack.rules.iter().map(|rule| rule.grants.len()).sum())
}

#[test]
fn every_place_of_every_delivered_pack_can_be_read() {
    for text in delivered::texts() {
        let form = form(&text).unwrap();
        let conditions = form
            .rules
            .iter()
            .flat_map(|rule| {
                let granted = rule.grants.iter().flat_map(|grant| &grant.only_if);
                rule.scope.iter().chain(&rule.when).chain(granted)
            })
            .map(|clause| clause.any.len())
            .sum::<usize>();
        let grants = form.rules.iter().map(|rule| rule.grants.len()).sum::<usize>();
        assert_eq!((conditions, grants), n_tests(&text));
        for (rule, slot) in slots(&form) {
            assert!(slot.value.is_some() || slot.is_optional, "{rule:?} {slot:?}");
        }
        for rule in &form.rules {
            let line = text.lines().nth(rule.line as usize - 1).unwrap();
            assert_eq!(line, "[[rule]]", "{}", rule.code);
        }
    }
}

/// The pack cut into pieces of one rule each, so that every place can be tried without reading all the others.
fn pieces(text: &str) -> Vec<String> {
    let (body, desk) = text.split_once("\n[desk]").map_or((text, ""), |(body, desk)| (body, desk));
    let mut rules = body.split("\n[[rule]]\n");
    let head = rules.next().unwrap();
    let mut pieces: Vec<String> = rules.map(|rule| format!("{head}\n[[rule]]\n{rule}")).collect();
    if let Some(first) = pieces.first_mut().filter(|_| !desk.is_empty()) {
        *first = format!("{first}\n[desk]{desk}");
    }
    pieces
}

#[test]
fn writing_back_its_own_value_changes_nothing() {
    for text in delivered::texts().iter().flat_map(|text| pieces(text)) {
        for (rule, slot) in slots(&form(&text).unwrap()) {
            let same = Edit::Set { rule, path: slot.path, value: slot.value };
            assert_eq!(edit(&text, &same).unwrap(), text, "{same:?}");
        }
    }
}

#[test]
fn a_value_changed_and_changed_back_says_the_same_as_before() {
    for text in delivered::texts() {
        let before = parse_pack("pack.toml", &text).unwrap();
        for (rule, slot) in slots(&form(&text).unwrap()).into_iter().step_by(7) {
            let Some(value) = slot.value else { continue };
            let set = |value| Edit::Set { rule: rule.clone(), path: slot.path.clone(), value: Some(value) };
            let other = match value.clone() {
                SlotValue::Sums(sums) => {
                    SlotValue::Sums(sums.into_keys().map(|code| (code, "7".to_owned())).collect())
                }
                SlotValue::Percent(_) => SlotValue::Percent("42.5".to_owned()),
                SlotValue::Number(number) => match slot.kind {
                    SlotKind::Number { most, .. } if number < most => SlotValue::Number(number + 1),
                    _ => SlotValue::Number(number - 1),
                },
                SlotValue::Span { count, unit, least } => SlotValue::Span { count: count + 1, unit, least },
                SlotValue::Flag(flag) => SlotValue::Flag(!flag),
                SlotValue::Text(_) if slot.kind != SlotKind::Currency => SlotValue::Text("other".to_owned()),
                SlotValue::Texts(texts) => SlotValue::Texts(Texts { en: "other".to_owned(), ..texts }),
                _ => continue,
            };
            let there = edit(&text, &set(other)).unwrap();
            assert_ne!(there, text);
            let back = edit(&there, &set(value)).unwrap();
            let after = parse_pack("pack.toml", &back).unwrap();
            assert_eq!(
                (before.pack.clone(), &before.desk),
                (after.pack, &after.desk),
                "{rule:?} {}",
                slot.path
            );
        }
    }
}

#[test]
fn what_stands_around_an_edit_is_left_alone() {
    let text = delivered::texts().into_iter().find(|text| text.contains("id = \"shop-default\"")).unwrap();
    let path = "grant.0.amount.percent".to_owned();
    let cut = Edit::Set {
        rule: Some("late-delivery".to_owned()),
        path,
        value: Some(SlotValue::Percent("6".to_owned())),
    };
    let after = edit(&text, &cut).unwrap();
    assert_eq!(after, text.replacen("percent = \"5\", floor = {", "percent = \"6\", floor = {", 1));
    assert_eq!(name_version(&text, "2026.12.1").unwrap(), text.replace("2026.11.1", "2026.12.1"));
}

fn value() -> impl Strategy<Value = SlotValue> {
    let text = || prop_oneof![any::<String>(), "[-0-9.]{0,6}", "[a-z_.]{0,20}"];
    prop_oneof![
        proptest::collection::btree_map(prop_oneof![text(), Just("CNY".to_owned())], text(), 0..3)
            .prop_map(SlotValue::Sums),
        text().prop_map(SlotValue::Percent),
        any::<i64>().prop_map(SlotValue::Number),
        (any::<u32>(), select(Unit::ALL.to_vec()), proptest::option::of(any::<u32>()))
            .prop_map(|(count, unit, least)| SlotValue::Span { count, unit, least }),
        text().prop_map(SlotValue::Text),
        text().prop_map(SlotValue::Word),
        vec(text(), 0..4).prop_map(SlotValue::Words),
        any::<bool>().prop_map(SlotValue::Flag),
        (any::<String>(), any::<String>(), any::<String>())
            .prop_map(|(zh_hans, zh_hant, en)| SlotValue::Texts(Texts { zh_hans, zh_hant, en })),
        (0_i32..4_000_000).prop_map(|day| {
            SlotValue::Day(chrono::NaiveDate::from_num_days_from_ce_opt(day).unwrap_or_default())
        }),
    ]
}

/// A value of the kind the slot takes, mostly, so that edits get through.
fn fitting(kind: SlotKind, sum: u32, wild: SlotValue) -> SlotValue {
    match kind {
        SlotKind::Sums => {
            let written = format!("{}.{:02}", sum / 100, sum % 100);
            SlotValue::Sums([("CNY".to_owned(), written)].into())
        }
        SlotKind::Percent { .. } => SlotValue::Percent((sum % 101).to_string()),
        SlotKind::Number { .. } => SlotValue::Number(i64::from(sum % 100)),
        SlotKind::Span => {
            SlotValue::Span { count: sum % 400, unit: Unit::WorkingDays, least: (sum % 400).checked_sub(2) }
        }
        SlotKind::Flag => SlotValue::Flag(sum.is_multiple_of(2)),
        SlotKind::Word(list) => one_of(list, sum).map_or(wild, SlotValue::Word),
        SlotKind::Words(list) => one_of(list, sum).map_or(wild, |word| SlotValue::Words(vec![word])),
        _ => wild,
    }
}

/// None for a list that has no words but a pack's own.
fn one_of(list: WordList, place: u32) -> Option<String> {
    let words = list.words();
    (place as usize).checked_rem(words.len()).map(|place| words[place].to_owned())
}

#[derive(Clone, Debug)]
enum Wish {
    Set(Index, Option<SlotValue>, u32, bool),
    Copy(Index, String),
    Remove(Index),
    AddCondition(Index, String, Fact, ComparisonName, SlotValue),
    RemoveCondition(Index, Index),
    AddGrant(Index, Remedy, Payer),
    RemoveGrant(Index, Index),
    AddStep(Index, i64, String),
    RemoveStep(Index, Index),
    Shape(Index, Index, Option<AmountShape>),
    AddRow(RowTable, u32, u32),
    RemoveRow(Index),
    MoveRow(Index, u32),
    Move(Index, String, u32),
}

fn amount_shape() -> impl Strategy<Value = AmountShape> {
    let percent = || "[0-9]{1,3}";
    prop_oneof![
        percent().prop_map(|percent| AmountShape::Share { percent }),
        "[0-9]{1,3}[.][0-9]{1,2}"
            .prop_map(|sum| AmountShape::Fixed { sums: [("CNY".to_owned(), sum)].into() }),
        (0_i64..120).prop_map(|times| AmountShape::Times { times }),
        select(Fact::ALL.to_vec()).prop_map(|fact| AmountShape::Found { fact }),
        (select(Fact::ALL.to_vec()), any::<i8>())
            .prop_map(|(fact, over)| AmountShape::Shrinking { fact, over: i64::from(over) }),
        (select(vec![Fact::SpoiledPercent, Fact::DaysLate, Fact::Fault]), any::<i8>(), percent(), percent())
            .prop_map(|(fact, up_to, percent, above)| AmountShape::Steps {
                fact,
                up_to: i64::from(up_to),
                percent,
                above
            }),
    ]
}

fn wish() -> impl Strategy<Value = Wish> {
    let list = || select(vec!["scope", "when", "when.0", "scope.0", "grant.0.only_if", "when.7", ""]);
    prop_oneof![
        4 => (any::<Index>(), option::of(value()), any::<u32>(), any::<bool>())
            .prop_map(|(slot, value, sum, is_wild)| Wish::Set(slot, value, sum, is_wild)),
        1 => (any::<Index>(), "[a-z-]{1,8}").prop_map(|(rule, code)| Wish::Copy(rule, code)),
        1 => any::<Index>().prop_map(Wish::Remove),
        3 => (any::<Index>(), list(), select(Fact::ALL.to_vec()), select(ComparisonName::ALL.to_vec()), value())
            .prop_map(|(rule, path, fact, comparison, bound)| {
                Wish::AddCondition(rule, path.to_owned(), fact, comparison, bound)
            }),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(rule, one)| Wish::RemoveCondition(rule, one)),
        1 => (any::<Index>(), select(Remedy::ALL.to_vec()), select(Payer::ALL.to_vec()))
            .prop_map(|(rule, remedy, payer)| Wish::AddGrant(rule, remedy, payer)),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(rule, one)| Wish::RemoveGrant(rule, one)),
        1 => (any::<Index>(), select(vec!["", "when.0", "when.1", "grant.1"]), 0_u32..4)
            .prop_map(|(rule, path, to)| Wish::Move(rule, path.to_owned(), to)),
        1 => (any::<Index>(), any::<i64>(), "[0-9]{1,3}").prop_map(|(rule, up_to, percent)| {
            Wish::AddStep(rule, up_to % 200, percent)
        }),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(rule, step)| Wish::RemoveStep(rule, step)),
        3 => (any::<Index>(), any::<Index>(), option::weighted(0.8, amount_shape()))
            .prop_map(|(rule, grant, shape)| Wish::Shape(rule, grant, shape)),
        2 => (select(RowTable::ALL.to_vec()), any::<u32>(), any::<u32>())
            .prop_map(|(table, which, given)| Wish::AddRow(table, which, given)),
        1 => any::<Index>().prop_map(Wish::RemoveRow),
        1 => (any::<Index>(), 0_u32..8).prop_map(|(row, to)| Wish::MoveRow(row, to)),
    ]
}

/// The paths of the desk's rows, and of one that is not there.
fn rows(form: &PackForm) -> Vec<String> {
    let rows = form.goodwill.iter().chain(&form.burdens).chain(&form.phrases);
    rows.map(|row| row.path.clone()).chain(["desk.goodwill.99".to_owned()]).collect()
}

fn made(form: &PackForm, wish: Wish) -> Edit {
    let rule = |index: Index| index.get(&form.rules);
    let code = |index: Index| rule(index).code.clone();
    match wish {
        Wish::Set(slot, value, sum, is_wild) => {
            let all = slots(form);
            let (rule, slot) = slot.get(&all).clone();
            let value = value.map(|value| if is_wild { value } else { fitting(slot.kind, sum, value) });
            Edit::Set { rule, path: slot.path, value }
        }
        Wish::Copy(one, new) => Edit::CopyRule { rule: code(one), code: new },
        Wish::Remove(one) => Edit::RemoveRule { rule: code(one) },
        Wish::AddCondition(one, path, fact, comparison, bound) => {
            let bound = match comparison.bound(fact) {
                Some(kind) => fitting(kind, 7, bound),
                None => bound,
            };
            Edit::AddCondition { rule: code(one), path, fact, comparison, bound }
        }
        Wish::RemoveCondition(one, other) => {
            let paths: Vec<String> = rule(one)
                .scope
                .iter()
                .chain(&rule(one).when)
                .flat_map(|clause| &clause.any)
                .map(|condition| condition.path.clone())
                .chain(["when.0".to_owned()])
                .collect();
            Edit::RemoveCondition { rule: code(one), path: other.get(&paths).clone() }
        }
        Wish::AddGrant(one, remedy, payer) => Edit::AddGrant { rule: code(one), remedy, payer },
        Wish::RemoveGrant(one, other) => {
            let path = other.get(&rule(one).grants).path.clone();
            Edit::RemoveGrant { rule: code(one), path }
        }
        Wish::Move(one, path, to) => Edit::Move { rule: code(one), path, to },
        Wish::RemoveStep(one, other) => {
            let steps = rule(one).grants.iter().flat_map(|grant| grant.steps.clone());
            let paths: Vec<String> = steps.chain(["grant.0.amount.tiers.0".to_owned()]).collect();
            Edit::RemoveStep { rule: code(one), path: other.get(&paths).clone() }
        }
        Wish::Shape(one, other, shape) => {
            Edit::ShapeAmount { rule: code(one), path: other.get(&rule(one).grants).path.clone(), shape }
        }
        Wish::AddRow(table, which, given) => {
            // Optional slots are left out now and then; texts are always whole.
            let texts =
                Texts { zh_hans: "一".to_owned(), zh_hant: "一".to_owned(), en: "\"one\"".to_owned() };
            let slots = table.slots(form.languages).into_iter().zip(0_u32..);
            let kept = slots.filter(|(slot, place)| !slot.is_optional || given & (1 << place) != 0);
            let value =
                |kind, place| fitting(kind, which.rotate_left(place), SlotValue::Texts(texts.clone()));
            let values = kept.map(|(slot, place)| (slot.key, value(slot.kind, place))).collect();
            Edit::AddRow { table, values }
        }
        Wish::RemoveRow(row) => Edit::RemoveRow { path: row.get(&rows(form)).clone() },
        Wish::MoveRow(row, to) => Edit::MoveRow { path: row.get(&rows(form)).clone(), to },
        Wish::AddStep(one, up_to, percent) => {
            Edit::AddStep { rule: code(one), path: "grant.0.amount".to_owned(), up_to, percent }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_edit_leaves_anything_but_toml(pack in any::<Index>(), wishes in vec(wish(), 1..12)) {
        let mut text = pack.get(&delivered::texts()).clone();
        for wish in wishes {
            let before = form(&text).unwrap();
            let edited = made(&before, wish);
            match edit(&text, &edited) {
                Ok(after) => {
                    let form = form(&after);
                    prop_assert!(form.is_some(), "{:?}", edited);
                    // The splice tells the whole change, and can be taken back.
                    let splice = Splice::between(&text, &after);
                    prop_assert_eq!(splice.apply(&text), Some(after.clone()));
                    let back = splice.inverse(&text).unwrap();
                    prop_assert_eq!(back.apply(&after), Some(text.clone()));
                    // What was not meant stays: every other rule reads as before.
                    let touched = match &edited {
                        Edit::Set { rule, .. } => rule.clone(),
                        Edit::CopyRule { .. } | Edit::RemoveRule { .. } | Edit::AddRow { .. }
                        | Edit::RemoveRow { .. } | Edit::MoveRow { .. } => None,
                        Edit::AddCondition { rule, .. } | Edit::RemoveCondition { rule, .. }
                        | Edit::AddGrant { rule, .. } | Edit::RemoveGrant { rule, .. }
                        | Edit::AddStep { rule, .. } | Edit::RemoveStep { rule, .. }
                        | Edit::ShapeAmount { rule, .. } | Edit::Move { rule, .. } => Some(rule.clone()),
                    };
                    // What is wrong with a pack edited in forms can be said in every language.
                    let (was_sound, mistakes) =
                        (parse_pack("pack.toml", &text).is_ok(), parse_pack("pack.toml", &after).err());
                    for mistake in mistakes.iter().flatten() {
                        prop_assert!(!mistake.detail.is_english_only(), "{:?} by {:?}", mistake, edited);
                    }
                    // Edits that are whole by themselves leave a pack as sound as it was.
                    let is_whole = matches!(
                        edited,
                        Edit::ShapeAmount { .. } | Edit::AddStep { .. } | Edit::RemoveStep { .. }
                            | Edit::AddRow { .. } | Edit::RemoveRow { .. } | Edit::MoveRow { .. }
                    );
                    prop_assert!(!is_whole || !was_sound || mistakes.is_none(), "{:?} by {:?}", mistakes, edited);
                    let form = form.unwrap();
                    for rule in &before.rules {
                        let now = form.rules.iter().find(|other| other.code == rule.code);
                        let is_removed = matches!(&edited, Edit::RemoveRule { rule: gone } if *gone == rule.code);
                        if is_removed || touched.as_ref() == Some(&rule.code) {
                            continue;
                        }
                        let now = now.expect("the rule is still there");
                        prop_assert_eq!(&now.slots, &rule.slots);
                        prop_assert_eq!(&now.when, &rule.when);
                        prop_assert_eq!(&now.grants, &rule.grants);
                    }
                    text = after;
                }
                Err(fault) => prop_assert!(!fault.to_string().is_empty()),
            }
        }
    }

    #[test]
    fn a_splice_between_any_two_texts_leads_from_one_to_the_other(one in ".{0,40}", other in ".{0,40}") {
        let splice = Splice::between(&one, &other);
        prop_assert_eq!(splice.apply(&one), Some(other.clone()));
        prop_assert_eq!(splice.inverse(&one).and_then(|back| back.apply(&other)), Some(one));
    }
}
