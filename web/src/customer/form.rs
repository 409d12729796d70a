//! The complaint being written, kept in this browser until the server has it.
//!
//! All of it lives in one signal above the pages, so that no step, no change of language and no closed tab loses
//! a word. The ids of the case and of the command that will file it are made with the first letter typed: however
//! often it is sent, it is one complaint. What is valid is asked of `domain`, never decided here.

pub(crate) mod photos;

pub(crate) use photos::{FormPhoto, PhotoState};

use chrono::NaiveDate;
use domain::category::Category;
use domain::complaint::command::{Command, CommandEnvelope, EvidenceUse};
use domain::complaint::draft::Draft;
use domain::id::{CaseId, CommandId};
use domain::personal::Language;
use domain::text::problem::Problem;
use domain::triage::triage;
use domain::wire::LookupResponse;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use web::browser::clock::{self, Timer};
use web::browser::{database, history, random};
use web::components::FieldError;
use web::i18n::{Locale, rejection};
use web::json;
use web::shop::ShopStore;

const KEPT_DRAFT: &str = "draft";

/// How long after the first letter not yet kept the draft is kept, in milliseconds: no closed tab loses more.
const PAUSE: u64 = 400;

/// The mark, among the fields looked at, of a try to go on.
const TRIED: &str = "tried to go on";

/// How long after the focus left a field its problem appears, in milliseconds: longer than a press takes.
pub(crate) const AFTER_BLUR: u64 = 350;

/// What is kept of the form, photos aside.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// The id of the case to be.
    pub(crate) case_id: CaseId,
    /// The one command that files it.
    pub(crate) command_id: CommandId,
    /// The order number as typed.
    pub(crate) order_number: String,
    /// The contact as typed.
    pub(crate) contact: String,
    /// The order, once found.
    pub(crate) found: Option<LookupResponse>,
    /// The form.
    pub(crate) draft: Draft,
    /// Whether the person has sent it: from then on it is the outbox's.
    pub(crate) is_queued: bool,
}

impl Kept {
    fn new() -> Self {
        Self {
            case_id: CaseId(random::uuid()),
            command_id: CommandId(random::uuid()),
            order_number: String::new(),
            contact: String::new(),
            found: None,
            draft: Draft::default(),
            is_queued: false,
        }
    }

    /// What is typed into a field of the first step.
    pub(crate) fn typed(&self, field: &str) -> &str {
        if field == "contact" { &self.contact } else { &self.order_number }
    }

    /// The same, to be changed.
    pub(crate) fn typed_mut(&mut self, field: &str) -> &mut String {
        if field == "contact" { &mut self.contact } else { &mut self.order_number }
    }

    /// Takes what was typed into the first step, where something was.
    pub(crate) fn type_over(&mut self, order_number: &str, contact: &str) {
        for (kept, typed) in [(&mut self.order_number, order_number), (&mut self.contact, contact)] {
            if !typed.is_empty() {
                typed.clone_into(kept);
            }
        }
    }

    /// The category chosen, else the one the words suggest.
    pub(crate) fn category(&self) -> Option<Category> {
        self.draft.category.or_else(|| suggested(&self.draft.story))
    }
}

/// The category the words suggest.
pub(crate) fn suggested(story: &str) -> Option<Category> {
    triage(story).category.map(|judged| judged.value)
}

/// The form; provided once at the root.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    kept: RwSignal<Kept>,
    photos: RwSignal<Vec<FormPhoto>, LocalStorage>,
    seen: RwSignal<Vec<&'static str>>,
    saver: StoredValue<Option<Timer>, LocalStorage>,
    has_older: RwSignal<bool>,
    is_restored: RwSignal<bool>,
    suggestion: Memo<Option<Category>>,
    problems: Memo<Vec<Problem>>,
}

impl Form {
    /// An empty form, provided to everything below.
    pub(crate) fn provide(shop: ShopStore) -> Self {
        let kept = RwSignal::new(Kept::new());
        let story = Memo::new(move |_| kept.with(|kept| kept.draft.story.clone()));
        let form = Self {
            kept,
            photos: RwSignal::new_local(Vec::new()),
            seen: RwSignal::new(Vec::new()),
            saver: StoredValue::new_local(None),
            has_older: RwSignal::new(false),
            is_restored: RwSignal::new(false),
            suggestion: Memo::new(move |_| story.with(|story| suggested(story))),
            problems: Memo::new(move |_| {
                // Which language the person reads is no matter of validity.
                let language = Language::En;
                kept.with(|kept| parse(kept, language, shop.now().date_naive()).err().unwrap_or_default())
            }),
        };
        provide_context(form);
        // Whoever closes the tab right after the last letter loses nothing either.
        history::listen("pagehide", move |_| form.save());
        form
    }

    /// Takes up the draft this browser kept; what was typed meanwhile stays.
    pub(crate) async fn restore(self) {
        let kept = database::get_text(KEPT_DRAFT).await.and_then(|text| json::read::<Kept>(&text));
        // Who has found an order by now is past the first step: the older draft gives way.
        if let Some(mut kept) = kept.filter(|_| self.kept.with_untracked(|kept| kept.found.is_none())) {
            self.has_older.set(kept.found.is_some() && !kept.is_queued);
            self.kept.update(|typed| {
                kept.type_over(&typed.order_number, &typed.contact);
                *typed = kept;
            });
            self.restore_photos().await;
            // What was cut off by the closed tab goes on; what fails is tried again before filing.
            leptos::task::spawn_local(async move {
                let _ = self.send_photos().await;
            });
        }
        self.is_restored.set(true);
    }

    /// Whether it is known what this browser kept; tracked.
    pub(crate) fn is_restored(self) -> bool {
        self.is_restored.get()
    }

    /// Whether a draft of an earlier visit was taken up; tracked.
    pub(crate) fn has_older(self) -> bool {
        self.has_older.get()
    }

    /// Reads the form; tracked.
    pub(crate) fn with<T>(self, read: impl FnOnce(&Kept) -> T) -> T {
        self.kept.with(read)
    }

    /// Reads the form without tracking.
    pub(crate) fn now<T>(self, read: impl FnOnce(&Kept) -> T) -> T {
        self.kept.with_untracked(read)
    }

    /// A part of the form as a signal.
    pub(crate) fn signal<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Kept) -> T + Send + Sync + 'static,
    ) -> Signal<T> {
        Memo::new(move |_| self.kept.with(&read)).into()
    }

    /// Changes the form, and keeps it a moment later.
    pub(crate) fn change(self, change: impl FnOnce(&mut Kept)) {
        self.kept.update(change);
        if self.saver.with_value(Option::is_none) {
            self.saver.set_value(Some(clock::after(PAUSE, move || self.save())));
        }
    }

    /// Keeps the form now.
    pub(crate) fn save(self) {
        self.saver.set_value(None);
        let text = self.kept.with_untracked(|kept| serde_json::to_string(kept).ok());
        leptos::task::spawn_local(async move {
            if let Some(text) = text {
                // Where nothing can be kept the form still works; it just won't survive a closed tab.
                let _ = database::put_text(KEPT_DRAFT, &text).await;
            }
        });
    }

    /// Begins anew, with new ids and nothing written.
    pub(crate) fn clear(self) {
        self.kept.set(Kept::new());
        self.seen.set(Vec::new());
        self.has_older.set(false);
        self.clear_photos();
        self.save();
    }

    /// Notes that a field has been looked at: from now on its problems are shown.
    pub(crate) fn look_at(self, fields: &[&'static str]) {
        self.seen.update(|seen| {
            for field in fields {
                if !seen.contains(field) {
                    seen.push(field);
                }
            }
        });
    }

    /// The category chosen, else the one the words suggest; tracked.
    pub(crate) fn category(self) -> Option<Category> {
        self.kept.with(|kept| kept.draft.category).or_else(|| self.suggestion.get())
    }

    /// The category the words suggest; tracked.
    pub(crate) fn suggestion(self) -> Option<Category> {
        self.suggestion.get()
    }

    /// The same a moment after the focus left a field: a problem that appeared at once would move the button away
    /// from under the finger that is just pressing it.
    pub(crate) fn look_later(self, fields: &'static [&'static str]) {
        leptos::task::spawn_local(async move {
            clock::sleep(AFTER_BLUR).await;
            self.look_at(fields);
        });
    }

    /// Whether somebody tried to go on from the present step; tracked.
    pub(crate) fn has_tried(self) -> bool {
        self.seen.with(|seen| seen.contains(&TRIED))
    }

    /// Notes that somebody tried to go on.
    pub(crate) fn note_try(self) {
        self.look_at(&[TRIED]);
    }

    /// Begins a new step: nobody has tried to go on from it yet.
    pub(crate) fn forget_try(self) {
        self.seen.update(|seen| seen.retain(|mark| *mark != TRIED));
    }

    /// Whether some fields are valid; not tracked.
    pub(crate) fn are_valid(self, fields: &[&'static str]) -> bool {
        self.problems.with_untracked(|problems| {
            !problems.iter().any(|problem| fields.contains(&problem.field.as_ref()))
        })
    }

    /// The problems of some fields that have been looked at, in words; tracked.
    pub(crate) fn errors(self, fields: &[&'static str], locale: Locale) -> Vec<FieldError> {
        let seen = self.seen.get();
        let is_shown = |problem: &&Problem| {
            let field = problem.field.as_ref();
            fields.contains(&field) && seen.contains(&field)
        };
        let in_words = |problem: &Problem| FieldError {
            id: field_id(problem.field.as_ref()).to_owned(),
            message: rejection::problem(locale, problem),
        };
        self.problems.with(|problems| problems.iter().filter(is_shown).map(in_words).collect())
    }

    /// The problem of one field, in words, once it has been looked at.
    pub(crate) fn error(self, field: &'static str, locale: Locale) -> Signal<Option<String>> {
        Memo::new(move |_| self.errors(&[field], locale).into_iter().next().map(|error| error.message)).into()
    }

    /// The command that files what is written, if it is valid.
    pub(crate) fn envelope(self, locale: Locale, today: NaiveDate) -> Option<CommandEnvelope> {
        self.kept.with_untracked(|kept| {
            let (mut filing, personal) = parse(kept, web::shop::language(locale), today).ok()?;
            filing.evidence = self.evidence();
            Some(CommandEnvelope {
                command_id: kept.command_id,
                case_id: kept.case_id,
                expected_version: 0,
                command: Command::FileComplaint(Box::new(filing)),
                personal: Some(personal),
            })
        })
    }

    fn evidence(self) -> Vec<EvidenceUse> {
        self.photos.with_untracked(|photos| {
            photos.iter().map(|photo| EvidenceUse { id: photo.id, sku: None }).collect()
        })
    }
}

/// What the form says, validated by the domain; the suggested category counts as chosen.
fn parse(
    kept: &Kept,
    language: Language,
    today: NaiveDate,
) -> Result<(domain::complaint::command::Filing, domain::personal::Personal), Vec<Problem>> {
    let Some(found) = &kept.found else { return Err(Vec::new()) };
    let mut draft = kept.draft.clone();
    draft.category = kept.category();
    draft.parse(found.person_id, &found.order, language, today)
}

/// The id of the input that holds a field, for labels, links and tests.
pub(crate) fn field_id(field: &str) -> &'static str {
    match field {
        "order_number" => "order-number",
        "contact" => "contact",
        "goods" => "lines",
        "story" => "story",
        "category" => "category",
        "wants" => "wants",
        "tried" => "tried",
        "needed_by" => "needed-by",
        "evidence" => "photos",
        "name" => "name",
        "email" => "email",
        "phone" => "phone",
        _ => "main",
    }
}

/// The form of the page.
///
/// Outside a page with a form this is one that keeps nothing, so a component drawn alone still works.
pub(crate) fn use_form() -> Form {
    use_context::<Form>().unwrap_or_else(|| Form::provide(web::shop::use_shop()))
}
