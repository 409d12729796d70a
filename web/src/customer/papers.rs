//! The papers of one complaint: what is written, the photos, and the ids under which all of it will be filed.
//!
//! They belong to one order and lie in one tab at a time. The ids of the case and of the command that files it are
//! made with them: however often they are sent, it is one complaint. Another order means other papers with other
//! ids, so that nothing written, picked or sent for one order ever turns up at another.

pub(crate) mod photos;
mod send;
pub(crate) mod shelf;

use crate::route::Step;
use chrono::NaiveDate;
use domain::category::Category;
use domain::complaint::command::{Command, CommandEnvelope, EvidenceUse, Filing};
use domain::complaint::draft::Draft;
use domain::complaint::readings::{Read, meant};
use domain::complaint::wishes::wished;
use domain::id::{CaseId, CommandId, EvidenceId};
use domain::personal::{Language, Personal};
use domain::remedy::Remedy;
use domain::text::problem::Problem;
use domain::triage::triage_told;
use domain::wire::{LookupRequest, LookupResponse};
use leptos::prelude::*;
use photos::FormPhoto;
pub(crate) use send::{Filed, Unsent};
use serde::{Deserialize, Serialize};
use web::browser::clock::{self, Timer};
use web::browser::random;
use web::browser::tabs::Hold;

/// How long after the first letter not yet kept the papers are kept, in milliseconds: no closed tab loses more.
const PAUSE: u64 = 400;

/// What is kept of the papers, photos aside.
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
    /// What showed that the order is theirs, to be shown again where the server has forgotten it.
    pub(crate) proof: Option<LookupRequest>,
    /// The form.
    pub(crate) draft: Draft,
    /// The photos the server has.
    pub(crate) sent: Vec<EvidenceId>,
    /// The language of the person at the moment they sent it; from then on it is the outbox's.
    pub(crate) queued_in: Option<Language>,
    /// Whether it went out and nobody knows what became of it.
    #[serde(default)]
    pub(crate) may_have_arrived: bool,
    /// The steps that somebody went on from, each with the category it asked about where that matters.
    #[serde(default)]
    pub(crate) passed: Vec<(Step, Option<Category>)>,
}

impl Kept {
    fn blank() -> Self {
        Self {
            case_id: CaseId(random::uuid()),
            command_id: CommandId(random::uuid()),
            order_number: String::new(),
            contact: String::new(),
            found: None,
            proof: None,
            draft: Draft::default(),
            sent: Vec::new(),
            queued_in: None,
            may_have_arrived: false,
            passed: Vec::new(),
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

    /// The wishes in the words of the story.
    pub(crate) fn wished(&self) -> Vec<Remedy> {
        // Who only asks wishes for an answer, whatever words it is asked in.
        if self.draft.is_question {
            return Vec::new();
        }
        let category = self.draft.category().unwrap_or(Category::Other);
        let story = (self.draft.story.as_str(), &self.draft.told());
        self.found.as_ref().map(|found| wished(story, &found.order, category)).unwrap_or_default()
    }

    /// All that is wished for: what was ticked, and what the words say and nobody took off.
    pub(crate) fn wishes(&self) -> Vec<Remedy> {
        let mut wishes = self.draft.wants.clone();
        let taken_off = &self.draft.unwished;
        let in_words = self.wished().into_iter().filter(|one| !taken_off.contains(one));
        for remedy in in_words {
            if !wishes.contains(&remedy) {
                wishes.push(remedy);
            }
        }
        wishes
    }

    /// Notes that somebody went on from a step.
    pub(crate) fn pass(&mut self, step: Step) {
        if !self.has_passed(step) {
            self.passed.push(self.asked_by(step));
        }
    }

    /// Whether somebody went on from a step, with what it asks now: what would put it right is asked of something that
    /// went wrong, and asked anew of something else.
    pub(crate) fn has_passed(&self, step: Step) -> bool {
        self.passed.contains(&self.asked_by(step))
    }

    fn asked_by(&self, step: Step) -> (Step, Option<Category>) {
        let category = match step {
            Step::Wish | Step::Photos => self.draft.category(),
            Step::Lines | Step::Story | Step::Contact | Step::Check => None,
        };
        (step, category)
    }

    /// The number of the order found, else as typed.
    pub(crate) fn order(&self) -> &str {
        self.found.as_ref().map_or(&self.order_number, |found| &found.order.number)
    }

    /// Whether they are about this order.
    pub(crate) fn is_about(&self, order: &str) -> bool {
        self.found.as_ref().is_some_and(|found| found.order.number == order)
    }

    /// Whether nothing would be lost with them.
    fn is_blank(&self) -> bool {
        self.found.is_none() && self.order_number.is_empty() && self.contact.is_empty()
    }

    /// What they say, validated by the domain; the suggested category counts as chosen.
    pub(crate) fn parse(
        &self,
        language: Language,
        today: NaiveDate,
    ) -> Result<(Filing, Personal), Vec<Problem>> {
        let Some(found) = &self.found else { return Err(Vec::new()) };
        self.draft.parse(found.person_id, &found.order, language, today)
    }
}

/// The category the words suggest, without what was not meant.
pub(crate) fn suggested(story: &str, not_meant: &[Read]) -> Option<Category> {
    triage_told(story, meant(story, not_meant)).category.map(|judged| judged.value)
}

/// The papers, as signals.
#[derive(Clone, Copy)]
pub(crate) struct Papers {
    kept: RwSignal<Kept>,
    photos: RwSignal<Vec<FormPhoto>, LocalStorage>,
    saver: StoredValue<Option<Timer>, LocalStorage>,
    hold: StoredValue<Option<Hold>, LocalStorage>,
    is_thrown_away: StoredValue<bool>,
}

impl Papers {
    /// Papers on which nothing is written yet.
    pub(crate) fn blank() -> Self {
        let kept = Kept::blank();
        let id = kept.case_id;
        let papers = Self::of(kept, None);
        leptos::task::spawn_local(async move { papers.hold.set_value(shelf::hold(id).await) });
        papers
    }

    /// Papers with what was kept of them, and the hold on them.
    pub(crate) fn of(kept: Kept, hold: Option<Hold>) -> Self {
        Self {
            kept: RwSignal::new(kept),
            photos: RwSignal::new_local(Vec::new()),
            saver: StoredValue::new_local(None),
            hold: StoredValue::new_local(hold),
            is_thrown_away: StoredValue::new(false),
        }
    }

    /// The same under other ids, for a tab that was made as the double of another one.
    pub(crate) fn under_own_ids(kept: Kept) -> Self {
        let papers = Self::blank();
        papers.kept.update(|own| {
            *own = Kept { case_id: own.case_id, command_id: own.command_id, sent: Vec::new(), ..kept };
        });
        papers
    }

    /// Reads them; tracked.
    pub(crate) fn with<T>(self, read: impl FnOnce(&Kept) -> T) -> T {
        self.kept.with(read)
    }

    /// Reads them without tracking.
    pub(crate) fn now<T>(self, read: impl FnOnce(&Kept) -> T) -> T {
        self.kept.with_untracked(read)
    }

    /// The id of the case to be; it names the papers.
    pub(crate) fn id(self) -> CaseId {
        self.now(|kept| kept.case_id)
    }

    /// Changes them, and keeps them a moment later.
    pub(crate) fn change(self, change: impl FnOnce(&mut Kept)) {
        self.kept.update(change);
        if self.saver.with_value(Option::is_none) {
            self.saver.set_value(Some(clock::after(PAUSE, move || self.save())));
        }
    }

    /// Keeps them now.
    pub(crate) fn save(self) {
        leptos::task::spawn_local(self.keep());
    }

    /// Keeps them as the page goes, when there is no time to wait for anything.
    pub(crate) fn save_at_once(self) {
        self.now(|kept| {
            if !kept.is_blank() && !self.is_thrown_away.get_value() {
                shelf::put_at_once(kept);
            }
        });
        self.save();
    }

    /// Keeps them, and returns once they are kept.
    pub(crate) async fn keep(self) {
        self.saver.set_value(None);
        let kept = self.kept.get_untracked();
        if !kept.is_blank() && !self.is_thrown_away.get_value() {
            shelf::put(&kept).await;
        }
    }

    /// Puts them down where any tab may take them up: under what proved their order, whatever was typed since.
    pub(crate) async fn put_down(self) {
        self.kept.update(|kept| {
            if let Some(proof) = kept.proof.clone() {
                (kept.order_number, kept.contact) = (proof.order_number, proof.contact);
            }
        });
        self.keep().await;
        self.hold.set_value(None);
    }

    /// Throws them away; nothing of what is still under way is kept any more.
    pub(crate) fn throw_away(self) {
        self.is_thrown_away.set_value(true);
        self.saver.set_value(None);
        self.forget_addresses();
        let id = self.id();
        leptos::task::spawn_local(async move {
            shelf::remove(id).await;
            self.hold.set_value(None);
        });
    }

    /// The command that files what is written, if it is valid.
    pub(crate) fn envelope(self, language: Language, today: NaiveDate) -> Option<CommandEnvelope> {
        self.kept.with_untracked(|kept| {
            let (mut filing, personal) = kept.parse(language, today).ok()?;
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
