//! The life of a draft, told as stories: given what happened, when somebody wants something, then this happens.

use crate::delivered;
use chrono::{DateTime, Duration, FixedOffset, NaiveDate};
use domain::actor::{Actor, Role};
use domain::happened::Happened;
use domain::id::{CommandId, PersonId, UserId};
use domain::personal::Language;
use domain::policy::authoring::{PackScribe, SourcePack, check::NamedCase, diff};
use domain::policy::draft::change::{Change, RuleText, changes};
use domain::policy::draft::command::{Act, DraftCommand};
use domain::policy::draft::decide::{DraftContext, FURTHEST, Newest, decide, hindrance, start};
use domain::policy::draft::edit::{Edit, EditProblem, SlotValue};
use domain::policy::draft::event::DraftEvent;
use domain::policy::draft::evolve::replay;
use domain::policy::draft::rejection::DraftRejection;
use domain::policy::draft::{BaseVersion, Draft, Stage};
use domain::remedy::Remedy;
use domain::text::Sentence;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::OnceLock;
use uuid::Uuid;

fn user(number: u128) -> UserId {
    UserId(Uuid::from_u128(number))
}

fn anna() -> Actor {
    Actor::Supervisor(user(1))
}

fn bao() -> Actor {
    Actor::Supervisor(user(2))
}

fn chief() -> Actor {
    Actor::Admin(user(3))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn words(text: &str) -> Sentence {
    Sentence::parse(text).unwrap()
}

/// A pack with its versions, and one draft of it.
struct World {
    now: DateTime<FixedOffset>,
    text: String,
    base: BaseVersion,
    /// What held before the last approval.
    before: Option<(BaseVersion, String)>,
    versions: Vec<String>,
    events: Vec<Happened<DraftEvent>>,
}

impl World {
    fn new() -> Self {
        let text =
            delivered::texts().into_iter().find(|text| text.contains("id = \"shop-default\"")).unwrap();
        Self {
            now: DateTime::parse_from_rfc3339("2026-11-21T23:30:00+08:00").unwrap(),
            text,
            base: BaseVersion { version: "2026.11.1".to_owned(), hash: "first".to_owned() },
            before: None,
            versions: vec!["2026.11.1".to_owned()],
            events: Vec::new(),
        }
    }

    fn draft(&self) -> Option<Draft> {
        replay(&self.events)
    }

    fn with<T>(&self, actor: Actor, ask: impl FnOnce(&DraftContext<'_>) -> T) -> T {
        static READ: OnceLock<(Vec<SourcePack>, Vec<NamedCase>)> = OnceLock::new();
        let (others, cases) = READ.get_or_init(|| (delivered::sources(), delivered::cases()));
        let scribe = PackScribe { others, cases, today: self.now.date_naive() };
        let newest = Some(Newest { base: &self.base, text: &self.text });
        ask(&DraftContext { now: self.now, actor, newest, versions: &self.versions, scribe: &scribe })
    }

    fn record(&mut self, actor: Actor, events: Vec<DraftEvent>) {
        for event in events {
            if let DraftEvent::Approved { version, hash, .. } = &event {
                // From now on this is the newest version, whether its day has come or not.
                let drafted = self.draft().unwrap().text;
                let text = std::mem::replace(&mut self.text, drafted);
                let base = BaseVersion { version: version.clone(), hash: hash.clone() };
                self.before = Some((std::mem::replace(&mut self.base, base), text));
                self.versions.push(version.clone());
            }
            if let DraftEvent::Withdrawn { .. } = &event {
                (self.base, self.text) = self.before.take().unwrap();
            }
            let version = u32::try_from(self.events.len()).unwrap() + 1;
            let (at, command) = (self.now, CommandId(Uuid::nil()));
            self.events.push(Happened { id: Uuid::nil(), version, at, actor, command, event });
        }
    }

    fn start(&mut self, actor: Actor) -> Result<(), DraftRejection> {
        let draft = self.draft();
        let events = self.with(actor, |ctx| start(draft.as_ref(), "shop-default", ctx))?;
        self.record(actor, events);
        Ok(())
    }

    fn at(&mut self, actor: Actor, command: &DraftCommand, revision: u32) -> Result<(), DraftRejection> {
        let draft = self.draft();
        let events = self.with(actor, |ctx| decide(draft.as_ref(), command, revision, ctx))?;
        self.record(actor, events);
        Ok(())
    }

    fn when(&mut self, actor: Actor, command: &DraftCommand) -> Result<(), DraftRejection> {
        let revision = self.draft().map_or(0, |draft| draft.revision);
        self.at(actor, command, revision)
    }

    /// Anna's draft with one edit.
    fn edited() -> Self {
        let mut world = Self::new();
        world.start(anna()).unwrap();
        world.when(anna(), &percent("7")).unwrap();
        world
    }

    /// The same, proposed for the first of December.
    fn proposed() -> Self {
        let mut world = Self::edited();
        world.when(anna(), &propose("2026-12-01")).unwrap();
        world
    }
}

fn percent(value: &str) -> DraftCommand {
    set("grant.0.amount.percent", Some(SlotValue::Percent(value.to_owned())))
}

fn set(path: &str, value: Option<SlotValue>) -> DraftCommand {
    let rule = Some("late-delivery".to_owned());
    DraftCommand::Edit { edit: Edit::Set { rule, path: path.to_owned(), value } }
}

fn propose(from: &str) -> DraftCommand {
    DraftCommand::Propose { from: day(from), note: None }
}

fn send_back() -> DraftCommand {
    DraftCommand::SendBack { reason: words("The cap is too low.") }
}

fn withdraw() -> DraftCommand {
    DraftCommand::Withdraw { reason: words("The carrier's new times came in.") }
}

fn discard() -> DraftCommand {
    DraftCommand::Discard { reason: words("We keep what we have.") }
}

#[test]
fn a_second_person_puts_a_version_in_force() {
    let mut world = World::proposed();
    let draft = world.draft().unwrap();
    assert_eq!(
        (draft.stage, draft.proposal.as_ref().unwrap().version.as_str()),
        (Stage::Proposed, "2026.12.1")
    );
    assert!(draft.text.contains("version = \"2026.12.1\""));
    world.when(bao(), &DraftCommand::Approve).unwrap();
    assert_eq!(world.draft().unwrap().stage, Stage::Approved);
    let approved = &world.events.last().unwrap().event;
    assert!(matches!(approved, DraftEvent::Approved { version, from, .. }
        if version == "2026.12.1" && *from == day("2026-12-01")));
}

#[test]
fn nobody_approves_what_they_wrote() {
    let mut world = World::proposed();
    assert_eq!(world.when(anna(), &DraftCommand::Approve), Err(DraftRejection::OwnDraft));
    // Whoever wrote in it once is one of its authors, even if their edit was taken back.
    world.when(bao(), &send_back()).unwrap();
    world.when(bao(), &percent("8")).unwrap();
    world.when(bao(), &DraftCommand::Undo).unwrap();
    world.when(anna(), &propose("2026-12-01")).unwrap();
    assert_eq!(world.when(bao(), &DraftCommand::Approve), Err(DraftRejection::OwnDraft));
    world.when(chief(), &DraftCommand::Approve).unwrap();
}

#[test]
fn only_supervisors_and_admins_write_policies() {
    let mut world = World::new();
    let others = [
        (Actor::Agent(user(9)), Role::Agent),
        (Actor::Customer(PersonId(Uuid::from_u128(9))), Role::Customer),
        (Actor::System, Role::System),
    ];
    for (actor, role) in others {
        assert_eq!(world.start(actor), Err(DraftRejection::NotAllowed { role }));
    }
    let mut world = World::proposed();
    for (actor, role) in others {
        for command in [percent("8"), DraftCommand::Approve, send_back(), discard(), DraftCommand::Undo] {
            assert_eq!(world.when(actor, &command), Err(DraftRejection::NotAllowed { role }));
        }
    }
}

#[test]
fn two_people_at_once_get_a_conflict_and_no_loss() {
    let mut world = World::edited();
    world.at(bao(), &percent("8"), 2).unwrap();
    assert_eq!(world.at(anna(), &percent("9"), 2), Err(DraftRejection::Conflict { revision: 3 }));
    assert!(world.draft().unwrap().text.contains("percent = \"8\", floor"));
}

#[test]
fn a_draft_is_started_once_and_only_of_a_pack_in_force() {
    let mut world = World::edited();
    assert_eq!(world.start(bao()), Err(DraftRejection::AlreadyStarted));
    let unknown =
        World::new().with(anna(), |ctx| start(None, "no-such", &DraftContext { newest: None, ..*ctx }));
    assert_eq!(unknown, Err(DraftRejection::PackUnknown { pack: "no-such".to_owned() }));
    assert_eq!(World::new().when(anna(), &percent("7")), Err(DraftRejection::NotStarted));
}

#[test]
fn a_version_begins_today_or_later_but_not_in_years() {
    let mut world = World::edited();
    let today = day("2026-11-21");
    assert_eq!(world.when(anna(), &propose("2026-11-20")), Err(DraftRejection::DayInThePast { today }));
    let last = today + Duration::days(i64::try_from(FURTHEST).unwrap());
    assert_eq!(world.when(anna(), &propose("2062-11-21")), Err(DraftRejection::DayTooFar { last }));
    world.when(anna(), &propose("2026-11-21")).unwrap();
    assert_eq!(world.draft().unwrap().proposal.unwrap().version, "2026.11.2");
    // It waited past its day: nobody puts it in force for a time that is over.
    world.now += Duration::days(1);
    let today = day("2026-11-22");
    assert_eq!(world.when(bao(), &DraftCommand::Approve), Err(DraftRejection::DayInThePast { today }));
}

#[test]
fn nothing_with_mistakes_or_errors_is_proposed() {
    let mut world = World::edited();
    let floor = set("grant.0.amount.floor", Some(yuan("50.00")));
    world.when(anna(), &floor).unwrap();
    let mistakes = Err(DraftRejection::HasMistakes { n_mistakes: 1 });
    assert_eq!(world.when(anna(), &propose("2026-12-01")), mistakes, "the floor lies above the cap");
    world.when(anna(), &DraftCommand::Undo).unwrap();
    let bound = SlotValue::Number(0);
    let never = DraftCommand::Edit {
        edit: Edit::AddCondition {
            rule: "late-delivery".to_owned(),
            path: "when".to_owned(),
            fact: domain::policy::Fact::DaysLate,
            comparison: domain::policy::draft::edit::ComparisonName::AtMost,
            bound,
        },
    };
    world.when(anna(), &never).unwrap();
    let errors = Err(DraftRejection::HasErrors { n_errors: 1 });
    assert_eq!(world.when(anna(), &propose("2026-12-01")), errors, "it can never grant");
    world.when(anna(), &DraftCommand::Undo).unwrap();
    // Cases that come out otherwise are to be looked at, and no hindrance: changing answers is what it is for.
    world.when(anna(), &propose("2026-12-01")).unwrap();
}

#[test]
fn an_unchanged_draft_is_not_proposed() {
    let mut world = World::new();
    world.start(anna()).unwrap();
    assert_eq!(world.when(anna(), &propose("2026-12-01")), Err(DraftRejection::NothingChanged));
    world.when(anna(), &percent("7")).unwrap();
    world.when(anna(), &percent("5")).unwrap();
    assert_eq!(world.when(anna(), &propose("2026-12-01")), Err(DraftRejection::NothingChanged));
    let revision = world.draft().unwrap().revision;
    world.when(anna(), &percent("5")).unwrap();
    assert_eq!(world.draft().unwrap().revision, revision, "a value that stands there is no edit");
}

#[test]
fn edits_are_taken_back_one_by_one_even_after_a_proposal() {
    let mut world = World::edited();
    let text = world.draft().unwrap().text;
    world
        .when(anna(), &DraftCommand::Edit { edit: Edit::RemoveRule { rule: "apology".to_owned() } })
        .unwrap();
    world.when(anna(), &propose("2026-12-01")).unwrap();
    world.when(bao(), &send_back()).unwrap();
    world.when(anna(), &DraftCommand::Undo).unwrap();
    assert_eq!(world.draft().unwrap().text, text);
    world.when(anna(), &DraftCommand::Undo).unwrap();
    assert_eq!(world.draft().unwrap().text, world.text);
    assert_eq!(world.when(anna(), &DraftCommand::Undo), Err(DraftRejection::NothingChanged));
}

#[test]
fn a_stage_takes_only_what_belongs_to_it() {
    let wrong = |stage| Err(DraftRejection::WrongStage { stage });
    let mut world = World::edited();
    assert_eq!(world.when(bao(), &DraftCommand::Approve), wrong(Stage::Drafting));
    assert_eq!(world.when(bao(), &send_back()), wrong(Stage::Drafting));
    let mut world = World::proposed();
    for command in [percent("8"), DraftCommand::Undo, propose("2026-12-02"), DraftCommand::TakeOver] {
        assert_eq!(world.when(anna(), &command), wrong(Stage::Proposed));
    }
    world.when(bao(), &DraftCommand::Approve).unwrap();
    for command in [percent("8"), DraftCommand::Approve, send_back(), discard()] {
        assert_eq!(world.when(chief(), &command), wrong(Stage::Approved));
    }
    let mut world = World::edited();
    world.when(bao(), &discard()).unwrap();
    for command in [percent("8"), propose("2026-12-02"), discard()] {
        assert_eq!(world.when(anna(), &command), wrong(Stage::Discarded));
    }
}

#[test]
fn a_bad_edit_says_where_and_what_was_expected() {
    let mut world = World::edited();
    let Err(DraftRejection::BadEdit(fault)) = world.when(anna(), &percent("-5")) else {
        panic!("no bad edit")
    };
    assert_eq!(
        (fault.rule.as_deref(), fault.path.as_str()),
        (Some("late-delivery"), "grant.0.amount.percent")
    );
    assert_eq!(fault.problem, EditProblem::NotAPercentage { most: 100 });
}

#[test]
fn a_draft_of_an_older_version_is_taken_over_first() {
    let mut world = World::edited();
    // Meanwhile somebody else's version was approved, in which the rule for guidance is gone.
    let gone = Edit::RemoveRule { rule: "guidance".to_owned() };
    world.when(anna(), &set_of("guidance", "cite", "shop, guidance")).unwrap();
    world.text = world.with(anna(), |ctx| ctx.scribe.edit(&world.text, &gone)).unwrap();
    world.base = BaseVersion { version: "2026.11.2".to_owned(), hash: "second".to_owned() };
    world.versions.push("2026.11.2".to_owned());
    let moved_on = Err(DraftRejection::BaseMovedOn { version: "2026.11.2".to_owned() });
    assert_eq!(world.when(anna(), &propose("2026-12-01")), moved_on);
    world.when(bao(), &DraftCommand::TakeOver).unwrap();
    let draft = world.draft().unwrap();
    assert_eq!(draft.base, world.base);
    assert!(draft.text.contains("percent = \"7\", floor") && !draft.text.contains("code = \"guidance\""));
    let Some(DraftEvent::TakenOver { kept, lost, .. }) = world.events.last().map(|last| last.event.clone())
    else {
        panic!("not taken over")
    };
    assert_eq!(
        (kept.len(), lost.len()),
        (1, 1),
        "the edit of a rule that is gone can't be repeated, and is told"
    );
    assert_eq!(world.when(bao(), &DraftCommand::TakeOver), Err(DraftRejection::BaseIsNewest));
    world.when(anna(), &propose("2026-12-01")).unwrap();
    assert_eq!(
        world.when(bao(), &DraftCommand::Approve),
        Err(DraftRejection::OwnDraft),
        "taking over is writing"
    );
}

fn set_of(rule: &str, path: &str, text: &str) -> DraftCommand {
    let value = Some(SlotValue::Text(text.to_owned()));
    DraftCommand::Edit { edit: Edit::Set { rule: Some(rule.to_owned()), path: path.to_owned(), value } }
}

#[test]
fn a_version_is_taken_back_before_its_day_and_worked_on_again() {
    let mut world = World::proposed();
    let (text, base) = (world.text.clone(), world.base.clone());
    world.when(bao(), &DraftCommand::Approve).unwrap();
    assert_eq!(world.when(anna(), &withdraw()), Err(DraftRejection::OwnDraft), "its author has no say in it");
    let agent = Actor::Agent(user(9));
    assert_eq!(world.when(agent, &withdraw()), Err(DraftRejection::NotAllowed { role: Role::Agent }));
    world.when(chief(), &withdraw()).unwrap();
    let draft = world.draft().unwrap();
    assert_eq!((draft.stage, &draft.proposal, &draft.base), (Stage::Drafting, &None, &base));
    assert!(draft.text.contains("version = \"2026.11.1\"") && draft.text.contains("percent = \"7\""));
    assert_eq!(world.text, text, "what was in force before still is");
    assert_eq!(world.when(bao(), &withdraw()), Err(DraftRejection::WrongStage { stage: Stage::Drafting }));
    // Its name is used up, and whoever took it back may approve the next one: they wrote nothing.
    world.when(anna(), &propose("2026-12-01")).unwrap();
    assert_eq!(world.draft().unwrap().proposal.unwrap().version, "2026.12.2");
    world.when(chief(), &DraftCommand::Approve).unwrap();
}

#[test]
fn what_is_in_force_or_built_upon_is_not_taken_back() {
    let mut world = World::edited();
    world.when(anna(), &propose("2026-11-22")).unwrap();
    world.when(bao(), &DraftCommand::Approve).unwrap();
    let (mine, text) = (world.base.clone(), world.text.clone());
    let later = BaseVersion { version: "2026.12.1".to_owned(), hash: "later".to_owned() };
    world.base = later;
    let built = Err(DraftRejection::BuiltUpon { version: "2026.12.1".to_owned() });
    assert_eq!(world.when(chief(), &withdraw()), built);
    (world.base, world.text) = (mine, text);
    // The last hour before its day, and its first.
    world.now = DateTime::parse_from_rfc3339("2026-11-21T23:59:59+08:00").unwrap();
    assert_eq!(world.with(chief(), |ctx| hindrance(&world.draft().unwrap(), Act::Withdraw, ctx)), None);
    world.now += Duration::seconds(1);
    let from = day("2026-11-22");
    assert_eq!(world.when(chief(), &withdraw()), Err(DraftRejection::InForce { from }));
}

#[test]
fn events_from_before_versions_could_be_taken_back_are_read_as_ever() {
    for old in [
        r#"{"sent_back":{"reason":"The cap is too low."}}"#,
        r#"{"approved":{"version":"2026.12.1","from":"2026-12-01","hash":"first"}}"#,
        r#"{"edited":{"edit":{"set":{"rule":"late","path":"grant.0.amount.tiers_of"}},"splice":{"at":0,"gone":1,"new":""}}}"#,
    ] {
        let event: DraftEvent = serde_json::from_str(old).unwrap();
        assert_eq!(serde_json::to_string(&event).unwrap(), old);
    }
}

/// What moving a rule changes, in a pack where one rule was copied before; and the same in lines of English.
fn moved(rule: &str, to: u32) -> (Vec<Change>, Vec<String>) {
    let world = World::new();
    let copy = Edit::CopyRule { rule: "late-delivery".to_owned(), code: "very-late".to_owned() };
    let shift = Edit::Move { rule: rule.to_owned(), path: String::new(), to };
    let before = world.with(anna(), |ctx| ctx.scribe.edit(&world.text, &copy)).unwrap();
    let after = world.with(anna(), |ctx| ctx.scribe.edit(&before, &shift)).unwrap();
    let (old, new) = (PackScribe::read(&before).unwrap(), PackScribe::read(&after).unwrap());
    let (old, new) = ((&old.pack, old.desk.as_ref()), (&new.pack, new.desk.as_ref()));
    (changes(old, new), diff(old, new))
}

#[test]
fn a_rule_that_moves_is_told_with_what_it_means() {
    let ahead = Change::Ahead {
        rule: "very-late".to_owned(),
        of: "late-delivery".to_owned(),
        remedies: vec![Remedy::DelayCompensation],
        categories: Vec::new(),
    };
    let said = "very-late: now ahead of late-delivery: where both give delay_compensation alike, it answers, for all complaints";
    let told = (vec![ahead], vec![said.to_owned()]);
    assert_eq!(moved("very-late", 0), told, "both may give the same sum");
    assert_eq!(moved("late-delivery", 1), told);
    let (change, said) = moved("apology", 0);
    assert_eq!(change, [Change::Order], "no answer depends on where it stands");
    assert_eq!(said, ["the rules are read in another order; no answer depends on it"]);
    assert_eq!(moved("late-delivery", 0), (Vec::new(), Vec::new()));
}

/// What one edit changes.
fn changed_by(edit: &Edit) -> Vec<Change> {
    let world = World::new();
    let after = world.with(anna(), |ctx| ctx.scribe.edit(&world.text, edit)).unwrap();
    let (old, new) = (PackScribe::read(&world.text).unwrap(), PackScribe::read(&after).unwrap());
    changes((&old.pack, old.desk.as_ref()), (&new.pack, new.desk.as_ref()))
}

fn setting(rule: Option<&str>, path: &str, value: SlotValue) -> Edit {
    Edit::Set { rule: rule.map(str::to_owned), path: path.to_owned(), value: Some(value) }
}

#[test]
fn a_sum_that_changes_under_the_same_words_is_told_with_those_words() {
    let eight = SlotValue::Percent("8".to_owned());
    let told = changed_by(&setting(Some("late-delivery"), "grant.0.amount.percent", eight));
    let words = told.iter().find_map(|change| match change {
        Change::WordingStands { rule, says, .. } if rule == "late-delivery" => Some(says.en.clone()),
        _ => None,
    });
    assert!(words.is_some_and(|words| words.contains("the day we promised")), "{told:?}");
    let moved = moved("late-delivery", 0).0;
    assert!(moved.is_empty(), "no sum has changed: {moved:?}");
}

#[test]
fn every_text_that_still_carries_the_former_number_is_named_in_each_language() {
    let world = World::new();
    let eight = SlotValue::Percent("8".to_owned());
    let text = world.text.replacen("因为答应您的日期过了，", "赔您百分之五，因为答应您的日期过了，", 1);
    let text =
        text.replacen("Because the day we promised", "You get five per cent, because the day we promised", 1);
    let base = PackScribe::read(&text).unwrap();
    let mut title = base.pack.rules.iter().find(|rule| rule.code == "late-delivery").unwrap().title.clone();
    title.en = "It came late by 9 days".to_owned();
    let edits = [
        setting(Some("late-delivery"), "grant.0.amount.percent", eight),
        setting(Some("late-delivery"), "title", SlotValue::Texts(title)),
    ];
    let after = edits
        .iter()
        .fold(text.clone(), |text, edit| world.with(anna(), |ctx| ctx.scribe.edit(&text, edit)).unwrap());
    let (old, new) = (base, PackScribe::read(&after).unwrap());
    let told = changes((&old.pack, old.desk.as_ref()), (&new.pack, new.desk.as_ref()));
    let Some(Change::WordingStands { texts, gives, .. }) =
        told.iter().find(|change| matches!(change, Change::WordingStands { .. }))
    else {
        panic!("{told:?}")
    };
    let said = |text: RuleText, language: Language| {
        texts.iter().find(|one| (one.text, one.language) == (text, language)).map(|one| one.words.as_str())
    };
    assert!(
        said(RuleText::Says, Language::ZhHans).is_some_and(|words| words.contains("百分之五")),
        "{texts:?}"
    );
    assert!(
        said(RuleText::Says, Language::En).is_some_and(|words| words.contains("five per cent")),
        "{texts:?}"
    );
    assert_eq!(said(RuleText::Title, Language::En), None, "that one was changed");
    assert_eq!(gives.len(), 1);
}

#[test]
fn a_row_of_the_goodwill_table_is_told_as_it_was_and_as_it_is() {
    let told = changed_by(&setting(None, "desk.goodwill.0.percent", SlotValue::Percent("8".to_owned())));
    let [Change::GoodwillGone { row: before }, Change::GoodwillNew { row: after }] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(after.share.to_string(), "8");
    assert_ne!(before.share, after.share);
    assert_eq!((&before.categories, before.remedy), (&after.categories, after.remedy));
}

#[test]
fn a_version_name_is_never_used_twice() {
    let mut world = World::proposed();
    world.versions.push("2026.12.1".to_owned());
    let taken = Err(DraftRejection::VersionTaken { version: "2026.12.1".to_owned() });
    assert_eq!(world.when(bao(), &DraftCommand::Approve), taken);
    world.when(bao(), &send_back()).unwrap();
    world.when(anna(), &propose("2026-12-01")).unwrap();
    assert_eq!(world.draft().unwrap().proposal.unwrap().version, "2026.12.2");
}

/// A sum of renminbi.
fn yuan(sum: &str) -> SlotValue {
    SlotValue::Sums([("CNY".to_owned(), sum.to_owned())].into())
}

fn command() -> impl Strategy<Value = DraftCommand> {
    let rule = select(vec!["late-delivery", "apology", "remake", "no-such"]);
    prop_oneof![
        4 => select(vec!["5", "7", "12.5", "-1", "x"]).prop_map(percent),
        2 => rule.prop_map(|rule| DraftCommand::Edit { edit: Edit::RemoveRule { rule: rule.to_owned() } }),
        1 => Just(set("grant.0.amount.floor", Some(yuan("99.00")))),
        2 => Just(DraftCommand::Undo),
        4 => (-2_i64..3).prop_map(|days| DraftCommand::Propose {
            from: day("2026-11-22") + Duration::days(days),
            note: None,
        }),
        4 => Just(DraftCommand::Approve),
        2 => Just(send_back()),
        1 => Just(withdraw()),
        1 => Just(DraftCommand::TakeOver),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_try_two_of_them_stand_behind_each_version(
        steps in vec((select(vec![anna(), bao(), chief(), Actor::Agent(user(9))]), command(), 0_u32..9, 0_i64..20), 1..25),
    ) {
        let mut world = World::new();
        world.start(anna()).unwrap();
        for (actor, command, staleness, hours) in steps {
            world.now += Duration::hours(hours);
            let before = world.draft().unwrap();
            let revision = if staleness == 0 { before.revision.wrapping_sub(1) } else { before.revision };
            let told = world.with(actor, |ctx| hindrance(&before, command.act(), ctx));
            let n_versions = world.versions.len();
            let result = world.at(actor, &command, revision);
            let after = world.draft().unwrap();
            if result.is_err() {
                prop_assert_eq!(&after, &before, "a refused command changes nothing");
                continue;
            }
            prop_assert_eq!(revision, before.revision, "nobody overwrites what they have not seen");
            prop_assert_eq!(told, None, "what is carried out was not hindered");
            prop_assert!(after.revision == before.revision || after.revision == before.revision + 1);
            if command.act() == Act::Approve {
                let proposal = after.proposal.clone().unwrap();
                prop_assert!(!after.writers.contains(&actor.user().unwrap()));
                prop_assert!(after.writers.contains(&proposal.by));
                prop_assert!(proposal.from >= world.now.date_naive());
                prop_assert!(!world.versions[..n_versions].contains(&proposal.version));
                let source = PackScribe::read(&after.text).unwrap();
                prop_assert_eq!(source.pack.version, proposal.version);
                break;
            }
        }
    }
}
