//! Edits on their way, and what becomes of them when somebody else changed the draft meanwhile.
//!
//! An edit remembers what its writer saw. Against a newer draft it is sent on only where they would see the same;
//! otherwise both values are laid before them. Nothing they typed is ever dropped here.

use super::typed::{self, Typed};
use domain::id::CommandId;
use domain::policy::draft::edit::Edit;
use domain::policy::draft::form::{
    ClauseForm, EntryForm, PackForm, RowTable, RuleForm, ShapeName, Slot, SlotName,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which slot: the rule's code, or none for the pack as a whole, and the path.
pub(super) type Key = (Option<String>, String);

/// An edit on its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Waiting {
    /// Its id, the same however often it is sent.
    pub(super) id: CommandId,
    /// What is to be changed.
    pub(super) edit: Edit,
    /// What stood in the slot when it was typed.
    before: Typed,
    /// How the rule or table was built when it was edited, for edits that name a place by its number.
    seen: Vec<String>,
    /// The revision of the draft in which it last meant this.
    #[serde(default)]
    revision: u32,
}

/// An edit that met somebody else's.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clash {
    /// The edit.
    pub(super) waiting: Waiting,
    /// What stands in the slot now; none where the place itself has changed.
    pub(super) theirs: Option<Typed>,
    /// What the slot was called that is there no more.
    pub(super) name: Option<SlotName>,
}

/// The slot of a key.
pub(super) fn slot<'a>(form: &'a PackForm, key: &Key) -> Option<&'a Slot> {
    form.slot(key.0.as_deref(), &key.1)
}

fn bare(slot: &mut Slot) {
    slot.value = None;
}

fn bare_clauses(clauses: &mut [ClauseForm]) {
    for condition in clauses.iter_mut().flat_map(|clause| &mut clause.any) {
        condition.slots.iter_mut().for_each(bare);
    }
}

/// A rule without what stands in it: how its form is built.
pub(super) fn shape(rule: &RuleForm) -> RuleForm {
    let mut shape = rule.clone();
    shape.line = 0;
    shape.slots.iter_mut().for_each(bare);
    bare_clauses(&mut shape.scope);
    bare_clauses(&mut shape.when);
    for grant in &mut shape.grants {
        grant.slots.iter_mut().for_each(bare);
        bare_clauses(&mut grant.only_if);
    }
    shape
}

/// Within what an edit names a place by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Numbered<'a> {
    /// A rule, by its code.
    Rule(&'a str),
    /// A table of the desk.
    Table(RowTable),
}

/// What stands at each place, so that a place named by its number can be told to be the same still.
fn built(form: &PackForm, numbered: Numbered<'_>) -> Vec<String> {
    match numbered {
        Numbered::Rule(code) => built_rule(form, code),
        Numbered::Table(table) => built_table(rows(form, table)),
    }
}

/// Each row by what it is about, which is the first thing it says.
fn built_table(rows: &[EntryForm]) -> Vec<String> {
    let row = |row: &EntryForm| {
        let about = row.slots.first().map(|slot| typed::shown(slot.value.as_ref()));
        [row.path.clone(), about.unwrap_or_default().concat()].join(" ")
    };
    rows.iter().map(row).collect()
}

fn rows(form: &PackForm, table: RowTable) -> &[EntryForm] {
    match table {
        RowTable::Goodwill => &form.goodwill,
        RowTable::Burden => &form.burdens,
        RowTable::Phrase => &form.phrases,
    }
}

fn built_rule(form: &PackForm, code: &str) -> Vec<String> {
    let Some(rule) = form.rules.iter().find(|rule| rule.code == code) else { return Vec::new() };
    let conditions = |clauses: &[ClauseForm]| -> Vec<String> {
        let all = clauses.iter().flat_map(|clause| &clause.any);
        all.map(|one| [&one.path, one.fact.code(), one.comparison.key()].join(" ")).collect()
    };
    let mut built: Vec<String> = rule.slots().map(|slot| slot.path.clone()).collect();
    built.extend(conditions(&rule.scope));
    built.extend(conditions(&rule.when));
    for grant in &rule.grants {
        let shape = grant.shape.map(ShapeName::code).unwrap_or_default();
        built.push([&grant.path, grant.remedy.code(), shape].join(" "));
        built.extend(conditions(&grant.only_if));
    }
    built
}

/// Slots without what stands in them.
pub(super) fn bare_slots(slots: &[Slot]) -> Vec<Slot> {
    let mut slots = slots.to_vec();
    slots.iter_mut().for_each(bare);
    slots
}

/// The rule an edit is about.
pub(super) fn rule_of(edit: &Edit) -> Option<&str> {
    match edit {
        Edit::Set { rule, .. } => rule.as_deref(),
        Edit::CopyRule { rule, .. }
        | Edit::RemoveRule { rule }
        | Edit::AddCondition { rule, .. }
        | Edit::RemoveCondition { rule, .. }
        | Edit::AddGrant { rule, .. }
        | Edit::RemoveGrant { rule, .. }
        | Edit::Move { rule, .. }
        | Edit::ShapeAmount { rule, .. }
        | Edit::AddStep { rule, .. }
        | Edit::RemoveStep { rule, .. } => Some(rule),
        Edit::AddRow { .. } | Edit::RemoveRow { .. } | Edit::MoveRow { .. } => None,
    }
}

/// Within what an edit names a place by its number, if it does.
fn numbered(edit: &Edit) -> Option<Numbered<'_>> {
    let of_path = |path: &str| {
        let table = path.strip_prefix("desk.")?.split('.').next()?;
        RowTable::from_code(table).map(Numbered::Table)
    };
    match edit {
        Edit::Set { rule: None, path, .. } | Edit::RemoveRow { path } | Edit::MoveRow { path, .. } => {
            of_path(path)
        }
        Edit::AddRow { table, .. } => Some(Numbered::Table(*table)),
        _ => rule_of(edit).map(Numbered::Rule),
    }
}

/// Whether every place keeps its number: what is added stands behind what was there.
const fn keeps_places(edit: &Edit) -> bool {
    matches!(
        edit,
        Edit::Set { .. }
            | Edit::AddCondition { .. }
            | Edit::AddGrant { .. }
            | Edit::AddStep { .. }
            | Edit::AddRow { .. }
            | Edit::ShapeAmount { .. }
    )
}

/// The slot an edit sets.
pub(super) fn key_of(edit: &Edit) -> Option<Key> {
    match edit {
        Edit::Set { rule, path, .. } => Some((rule.clone(), path.clone())),
        _ => None,
    }
}

/// What an edit found where it applies: what stood in its slot, or all that stood in its row.
fn found(edit: &Edit, form: &PackForm) -> Option<Typed> {
    match edit {
        Edit::RemoveRow { path } | Edit::MoveRow { path, .. } => {
            let Some(Numbered::Table(table)) = numbered(edit) else { return None };
            let row = rows(form, table).iter().find(|row| row.path == *path)?;
            Some(row.slots.iter().flat_map(|slot| typed::shown(slot.value.as_ref())).collect())
        }
        _ => match key_of(edit) {
            Some(key) => Some(typed::shown(slot(form, &key)?.value.as_ref())),
            None => Some(Typed::new()),
        },
    }
}

/// What an edit puts into its slot, as it would be typed.
pub(super) fn typed_in(edit: &Edit) -> Typed {
    match edit {
        Edit::Set { value, .. } => typed::shown(value.as_ref()),
        _ => Typed::new(),
    }
}

impl Waiting {
    /// An edit made while the draft looked like this.
    pub(super) fn new(id: CommandId, edit: Edit, form: &PackForm, revision: u32) -> Self {
        let before = found(&edit, form).unwrap_or_default();
        let seen = numbered(&edit).map(|within| built(form, within)).unwrap_or_default();
        Self { id, edit, before, seen, revision }
    }

    /// What somebody sees of a slot as they begin to type into it, whatever they will have typed; where an edit of their own is
    /// still on its way, that is what will stand there.
    pub(super) fn begun(key: &Key, own: Option<&Self>, form: &PackForm, revision: u32) -> Self {
        let (rule, path) = key.clone();
        let edit = Edit::Set { rule, path, value: None };
        let begun = Self::new(CommandId(Uuid::nil()), edit, form, revision);
        own.map_or(begun.clone(), |own| begun.upon(own))
    }

    /// The same edit of somebody who saw this as they began to type it.
    pub(super) fn seen_as(self, begun: Self) -> Self {
        Self { before: begun.before, seen: begun.seen, revision: begun.revision, ..self }
    }

    /// The same against a newer draft, in which they would still see the same.
    pub(super) fn renewed(self, form: &PackForm, revision: u32) -> Self {
        if self.meets(form).is_ok() { Self { revision, ..self } } else { self }
    }

    /// The same edit, made where another of its writer's was still on its way and will stand in the slot by then.
    pub(super) fn upon(self, other: &Self) -> Self {
        let is_of_one_slot = key_of(&self.edit).is_some() && key_of(&self.edit) == key_of(&other.edit);
        if is_of_one_slot { Self { before: typed_in(&other.edit), ..self } } else { self }
    }

    /// The same edit once another of its writer's is done and the draft looks like this. Only where nothing else was done
    /// since is what became of the rule or table its writer's own, and what they added keeps every place where it was.
    pub(super) fn once_done(self, other: &Self, form: &PackForm, revision: u32) -> Self {
        if self.revision.checked_add(1) != Some(revision) {
            return self;
        }
        let within = numbered(&other.edit).filter(|within| Some(*within) == numbered(&self.edit));
        let within = within.filter(|_| self.seen == other.seen && keeps_places(&other.edit));
        let seen = within.map_or_else(|| self.seen.clone(), |within| built(form, within));
        Self { seen, revision, ..self }
    }

    /// What stands in its slot now, where that is still the place its writer saw.
    pub(super) fn stands(&self, form: &PackForm) -> Option<Typed> {
        let now = numbered(&self.edit).map(|within| built(form, within)).unwrap_or_default();
        (now == self.seen).then(|| found(&self.edit, form)).flatten()
    }

    /// Whether the edit still means the same in a newer draft; otherwise what stands there now.
    fn meets(&self, form: &PackForm) -> Result<(), Option<Typed>> {
        let now = numbered(&self.edit).map(|within| built(form, within)).unwrap_or_default();
        // A row that is added names no place.
        if now != self.seen && !matches!(self.edit, Edit::AddRow { .. }) {
            return Err(None);
        }
        let Some(stands) = found(&self.edit, form) else { return Err(None) };
        if key_of(&self.edit).is_none() {
            return if stands == self.before { Ok(()) } else { Err(None) };
        }
        // What somebody else already changed to the same is no quarrel.
        if stands == self.before || stands == typed_in(&self.edit) { Ok(()) } else { Err(Some(stands)) }
    }

    /// The same edit under a new id, made by whoever has now seen the newer draft.
    pub(super) fn insisted(self, id: CommandId, form: &PackForm, revision: u32) -> Self {
        Self::new(id, self.edit, form, revision)
    }
}

/// Holds what waits against a newer draft: what may be sent on, and what met somebody else's edit. What waits behind another
/// edit of its own slot is held against what that one leaves, once it is with the server. `open` may be with the server
/// already: then the draft may show it, and what waits in its rule is held against nothing before its answer is here.
pub(super) fn sift(
    waiting: Vec<Waiting>,
    form: &PackForm,
    revision: u32,
    open: Option<CommandId>,
) -> (Vec<Waiting>, Vec<Clash>) {
    let mut sound: Vec<Waiting> = Vec::new();
    let mut clashes = Vec::new();
    let in_doubt = waiting.iter().find(|one| Some(one.id) == open).cloned();
    for one in waiting {
        let key = key_of(&one.edit);
        let is_behind = key.is_some() && sound.iter().any(|other| key_of(&other.edit) == key);
        let is_in_doubt = in_doubt.as_ref().is_some_and(|open| {
            let within = numbered(&one.edit);
            open.id == one.id || (within.is_some() && numbered(&open.edit) == within)
        });
        if is_behind || is_in_doubt {
            sound.push(one);
            continue;
        }
        match one.meets(form) {
            Ok(()) => sound.push(Waiting { revision, ..one }),
            Err(theirs) => clashes.push(Clash { waiting: one, theirs, name: None }),
        }
    }
    (sound, clashes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::policy::draft::edit::SlotValue;
    use domain::policy::draft::form::SlotKind;
    use domain::remedy::{Payer, Remedy};
    use std::collections::BTreeMap;

    fn percent(value: &str) -> Slot {
        Slot {
            name: SlotName::Percent,
            path: "grant.0.amount.percent".to_owned(),
            kind: SlotKind::Percent { most: 100 },
            value: Some(SlotValue::Percent(value.to_owned())),
            is_optional: true,
        }
    }

    fn form(value: &str, line: u32) -> PackForm {
        let rule = RuleForm {
            code: "late-delivery".to_owned(),
            line,
            slots: vec![percent(value)],
            scope: Vec::new(),
            when: Vec::new(),
            grants: Vec::new(),
        };
        PackForm { rules: vec![rule], ..PackForm::default() }
    }

    fn set(value: &str, seen: &PackForm) -> Waiting {
        let edit = Edit::Set {
            rule: Some("late-delivery".to_owned()),
            path: "grant.0.amount.percent".to_owned(),
            value: Some(SlotValue::Percent(value.to_owned())),
        };
        Waiting::new(CommandId(Uuid::nil()), edit, seen, 1)
    }

    #[test]
    fn edit_is_sent_on_where_nobody_touched_the_same() {
        let waiting = set("8", &form("5", 20));
        // The rule moved down a few lines, its slot is as it was.
        let (sound, clashes) = sift(vec![waiting.clone()], &form("5", 27), 1, None);
        assert_eq!((sound, clashes), (vec![waiting], vec![]));
    }

    #[test]
    fn edit_of_the_same_slot_is_laid_before_its_writer() {
        let waiting = set("8", &form("5", 20));
        let (sound, clashes) = sift(vec![waiting.clone()], &form("6", 20), 1, None);
        assert!(sound.is_empty());
        assert_eq!(clashes, vec![Clash { waiting, theirs: Some(vec!["6".to_owned()]), name: None }]);
    }

    #[test]
    fn nobody_quarrels_with_their_own_earlier_edit() {
        let seen = form("5", 20);
        let first = set("7", &seen);
        let both = vec![first.clone(), set("6", &seen).upon(&first)];
        // Neither is with the server; the first is, and its answer was lost; the first is, and was answered.
        assert_eq!(sift(both.clone(), &form("5", 20), 1, None).0.len(), 2);
        assert_eq!(sift(both.clone(), &form("7", 20), 1, None).0.len(), 2);
        assert_eq!(sift(both[1..].to_vec(), &form("7", 20), 1, None).0.len(), 1);
        // A colleague's word is one to quarrel with all the same.
        assert_eq!(sift(both[1..].to_vec(), &form("9", 20), 1, None).1.len(), 1);
    }

    #[test]
    fn a_remedy_one_added_oneself_is_no_quarrel_with_what_one_set_behind_it() {
        let seen = form("5", 20);
        let add = Edit::AddGrant {
            rule: "late-delivery".to_owned(),
            remedy: Remedy::Apology,
            payer: Payer::Platform,
        };
        let add = Waiting::new(CommandId(Uuid::from_u128(1)), add, &seen, 1);
        let both = vec![add.clone(), set("6", &seen)];
        let mut grown = form("5", 20);
        if let Some(rule) = grown.rules.first_mut() {
            rule.slots.push(Slot { path: "when.0.value".to_owned(), ..percent("5") });
        }
        // Its answer was lost: the draft shows it, and nobody is asked before it has gone out once more.
        assert_eq!(sift(both.clone(), &grown, 1, Some(add.id)), (both.clone(), vec![]));
        // It is answered.
        let behind = |revision| both[1].clone().once_done(&add, &grown, revision);
        assert_eq!(sift(vec![behind(2)], &grown, 2, None).1, vec![]);
        // With a colleague's change beside it nobody can tell whose the rule's new shape is.
        assert_eq!(sift(vec![behind(3)], &grown, 3, None).1.len(), 1);
        // Somebody else's is a quarrel.
        assert_eq!(sift(both, &grown, 1, None).1.len(), 2);
    }

    #[test]
    fn same_change_by_two_people_is_no_quarrel() {
        let (sound, clashes) = sift(vec![set("8", &form("5", 20))], &form("8", 20), 1, None);
        assert_eq!((sound.len(), clashes.len()), (1, 0));
    }

    #[test]
    fn edit_of_a_rule_that_is_gone_is_kept_for_its_writer() {
        let (sound, clashes) = sift(vec![set("8", &form("5", 20))], &PackForm::default(), 1, None);
        assert!(sound.is_empty());
        assert_eq!(clashes.first().map(|clash| clash.theirs.clone()), Some(None));
    }

    #[test]
    fn places_by_number_are_only_trusted_while_the_rule_is_built_the_same() {
        let remove = Edit::RemoveCondition { rule: "late-delivery".to_owned(), path: "when.0".to_owned() };
        let waiting = Waiting::new(CommandId(Uuid::nil()), remove, &form("5", 20), 1);
        let mut other = form("5", 20);
        if let Some(rule) = other.rules.first_mut() {
            rule.slots.push(Slot { path: "cite".to_owned(), ..percent("5") });
        }
        assert_eq!(sift(vec![waiting.clone()], &form("9", 1), 1, None).0.len(), 1);
        assert_eq!(sift(vec![waiting], &other, 1, None).1.len(), 1);
    }

    /// Three coupons of one cap, each but the last for its own remedy.
    fn goodwill(remedies: &[&str]) -> PackForm {
        let row = |(n, remedy): (usize, &&str)| {
            let slot =
                |key: &str, value: &str| Slot { path: format!("desk.goodwill.{n}.{key}"), ..percent(value) };
            EntryForm {
                path: format!("desk.goodwill.{n}"),
                slots: vec![slot("remedy", remedy), slot("max", "10")],
            }
        };
        PackForm { goodwill: remedies.iter().enumerate().map(row).collect(), ..PackForm::default() }
    }

    #[test]
    fn rows_are_only_trusted_by_number_while_their_table_is_built_the_same() {
        let seen = goodwill(&["1", "2", "3"]);
        let cap = Edit::Set {
            rule: None,
            path: "desk.goodwill.1.max".to_owned(),
            value: Some(SlotValue::Percent("20".to_owned())),
        };
        let remove = Edit::RemoveRow { path: "desk.goodwill.0".to_owned() };
        let [remove, cap] = [(1, remove), (2, cap)]
            .map(|(id, edit)| Waiting::new(CommandId(Uuid::from_u128(id)), edit, &seen, 1));
        assert_eq!(sift(vec![cap.clone()], &seen, 2, None).0.len(), 1);
        // Whoever took the first away, the second is another one now; so it is where they changed places.
        let less = goodwill(&["2", "3"]);
        for now in [&less, &goodwill(&["1", "3", "2"])] {
            assert_eq!(sift(vec![cap.clone()], now, 2, None).1.len(), 1);
        }
        assert_eq!(sift(vec![cap.clone().once_done(&remove, &less, 2)], &less, 2, None).1.len(), 1);
        // Before the answer is here nobody is asked.
        let both = vec![remove.clone(), cap.clone()];
        assert_eq!(sift(both, &less, 2, Some(remove.id)).1, vec![]);
        // A row of one's own behind them changes none of them.
        let add = Edit::AddRow { table: RowTable::Goodwill, values: BTreeMap::new() };
        let add = Waiting::new(CommandId(Uuid::from_u128(3)), add, &seen, 1);
        let more = goodwill(&["1", "2", "3", "4"]);
        assert_eq!(sift(vec![cap.once_done(&add, &more, 2)], &more, 2, None).1, vec![]);
        assert_eq!(sift(vec![add], &more, 2, None).1, vec![]);
    }

    #[test]
    fn what_was_begun_before_somebody_else_saved_meets_it_and_what_was_begun_upon_ones_own_does_not() {
        let key = (Some("late-delivery".to_owned()), "grant.0.amount.percent".to_owned());
        let (old, newer) = (form("5", 20), form("6", 20));
        let begun = Waiting::begun(&key, None, &old, 1);
        let clash = |begun: &Waiting, now: &PackForm| {
            let waiting = set("8", now).seen_as(begun.clone().renewed(now, 2));
            sift(vec![waiting], now, 2, None).1.into_iter().map(|clash| clash.theirs).collect::<Vec<_>>()
        };
        assert_eq!(clash(&begun, &newer), [Some(vec!["6".to_owned()])]);
        assert_eq!(clash(&begun, &old), []);
        // One's own edit was on its way as it was begun.
        let begun = Waiting::begun(&key, Some(&set("6", &old)), &old, 1);
        assert_eq!(clash(&begun, &newer), []);
    }

    #[test]
    fn writer_who_insists_is_sent_on() {
        let newer = form("6", 20);
        let waiting = set("8", &form("5", 20)).insisted(CommandId(Uuid::nil()), &newer, 1);
        assert_eq!(sift(vec![waiting], &newer, 1, None).0.len(), 1);
    }
}
