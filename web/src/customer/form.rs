//! The form: the papers this tab has in hand, and which of their fields have been looked at.
//!
//! It lives above the pages, so that no step, no change of language and no closed tab loses a word. Which papers it
//! shows follows from the order: finding another one puts these aside and takes up the other's, or blank ones. What
//! is valid is asked of `domain`, never decided here.

mod start;

pub(crate) use start::{Older, first_step};

use crate::papers::Papers;
pub(crate) use crate::papers::photos::{FormPhoto, PhotoState, Unfit};
pub(crate) use crate::papers::{Kept, suggested};
use domain::category::{Category, Kind};
use domain::personal::Language;
use domain::text::problem::Problem;
use leptos::prelude::*;
use web::browser::{clock, history};
use web::components::file_picker::Picked;
use web::components::{FieldError, filled_in};
use web::i18n::{Locale, rejection};
use web::shop::ShopStore;

/// The mark, among the fields looked at, of a try to go on.
const TRIED: &str = "tried to go on";

/// How long after the focus left a field its problem appears, in milliseconds: longer than a press takes.
pub(crate) const AFTER_BLUR: u64 = 350;

/// The form; provided once at the root.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    papers: RwSignal<Papers>,
    seen: RwSignal<Vec<&'static str>>,
    older: RwSignal<Vec<Older>>,
    is_restored: RwSignal<bool>,
    suggestion: Memo<Option<Category>>,
    problems: Memo<Vec<Problem>>,
    owner: StoredValue<Option<Owner>>,
}

impl Form {
    /// An empty form, provided to everything below.
    pub(crate) fn provide(shop: ShopStore) -> Self {
        let papers = RwSignal::new(Papers::blank());
        let story = Memo::new(move |_| {
            papers.get().with(|kept| (kept.draft.story.clone(), kept.draft.not_meant.clone()))
        });
        let form = Self {
            papers,
            seen: RwSignal::new(Vec::new()),
            older: RwSignal::new(Vec::new()),
            is_restored: RwSignal::new(false),
            suggestion: Memo::new(move |_| story.with(|(story, not_meant)| suggested(story, not_meant))),
            problems: Memo::new(move |_| {
                // Which language the person reads is no matter of validity.
                let (language, today) = (Language::En, shop.today());
                papers.get().with(|kept| kept.parse(language, today).err().unwrap_or_default())
            }),
            owner: StoredValue::new(Owner::current()),
        };
        provide_context(form);
        // Whoever closes the tab right after the last letter loses nothing either.
        history::listen("pagehide", move |_| {
            filled_in::read_all();
            form.papers().save_at_once();
        });
        form
    }

    /// The papers in hand.
    pub(crate) fn papers(self) -> Papers {
        self.papers.get_untracked()
    }

    /// Whether it is known what this browser kept; tracked.
    pub(crate) fn is_restored(self) -> bool {
        self.is_restored.get()
    }

    /// Reads the form; tracked.
    pub(crate) fn with<T>(self, read: impl FnOnce(&Kept) -> T) -> T {
        self.papers.get().with(read)
    }

    /// Reads the form without tracking.
    pub(crate) fn now<T>(self, read: impl FnOnce(&Kept) -> T) -> T {
        self.papers().now(read)
    }

    /// A part of the form as a signal.
    pub(crate) fn signal<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Kept) -> T + Send + Sync + 'static,
    ) -> Signal<T> {
        Memo::new(move |_| self.with(&read)).into()
    }

    /// Changes the form, and keeps it a moment later.
    pub(crate) fn change(self, change: impl FnOnce(&mut Kept)) {
        self.papers().change(change);
    }

    /// Forgets what showed that the order is theirs: it is asked for again before anything is sent.
    pub(crate) fn forget_proof(self) {
        self.change(|kept| kept.proof = None);
        self.save();
    }

    /// Keeps the form now.
    pub(crate) fn save(self) {
        self.papers().save();
    }

    /// The photos; tracked.
    pub(crate) fn photos(self) -> Vec<FormPhoto> {
        self.papers.get().photos()
    }

    /// How many photos there are; tracked.
    pub(crate) fn n_photos(self) -> usize {
        self.papers.get().n_photos()
    }

    /// How many photos there are; not tracked.
    pub(crate) fn n_photos_now(self) -> usize {
        self.papers().n_photos_now()
    }

    /// Makes a picked file fit, adds it and begins to send it.
    pub(crate) async fn add_photo(self, file: Picked) -> Result<(), Unfit> {
        self.papers().add_photo(file).await
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
        let (chosen, is_question) = self.with(|kept| (kept.draft.category, kept.draft.is_question));
        chosen.or_else(|| if is_question { None } else { self.suggestion.get() })
    }

    /// What arrives, as far as it can be told; tracked.
    pub(crate) fn kind(self) -> Kind {
        self.with(|kept| kept.draft.kind())
    }

    /// The category the words suggest; tracked. That something is wrong, and nothing of what, is no guess.
    pub(crate) fn guess(self) -> Option<Category> {
        self.suggestion.get().filter(|category| *category != Category::Other)
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

    /// Whether some fields are valid; tracked.
    pub(crate) fn are_valid(self, fields: &[&'static str]) -> bool {
        self.problems
            .with(|problems| !problems.iter().any(|problem| fields.contains(&problem.field.as_ref())))
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
}

/// The id of the input that holds a field, for labels, links and tests.
pub(crate) fn field_id(field: &str) -> &'static str {
    match field {
        "order_number" => "order-number",
        "contact" => "contact",
        "goods" => "lines",
        "pieces" => "lines-pieces",
        "story" => "story",
        "category" => "category",
        "wants" => "wants",
        "tried" => "tried",
        "needed_by" => "needed-by",
        "last_day" => "last-day",
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
