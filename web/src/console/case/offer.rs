//! Offers: the one that is open, and the one being put together.

mod editor;
mod missing;
mod open;

use super::draft::{Drawer, Matter};
use super::offer_draft::{OfferDraft, OptionDraft};
use super::options::suggested;
use super::outspoken::is_news_to;
use super::store::CaseStore;
use domain::compensation::money::Currency;
use domain::compensation::option::RemedyOption;
use domain::complaint::command::{Command, MAX_OPTIONS, OfferedOption};
use domain::id::{OfferId, OptionId};
use domain::text::Message;
use domain::text::problem::Problem;
pub(crate) use editor::OfferEditor;
use leptos::prelude::*;
pub(crate) use open::{Cards, OpenOffer};
use web::browser::{clock, document, random};
use web::i18n::rejection::rejection;
use web::i18n::{Locale, t::console as t};

/// The offer being put together on the case of the page.
#[derive(Clone, Copy)]
pub(crate) struct Editor {
    store: CaseStore,
    draft: RwSignal<Option<OfferDraft>>,
    problems: RwSignal<Vec<Problem>>,
    refused: RwSignal<Option<String>>,
    /// Whether its form is shown; what is in it is kept either way.
    is_open: RwSignal<bool>,
    /// The option that is being changed; all others are shown as they will be offered.
    changing: RwSignal<Option<OptionId>>,
}

/// The form's id on the page.
const FORM: &str = "offer-editor";

/// The id of the button that sends it.
const SEND: &str = "send-offer";

fn new_option_id() -> OptionId {
    OptionId(random::uuid())
}

impl Editor {
    /// Takes up the draft of a case, if one was kept.
    pub(crate) fn new(store: CaseStore) -> Self {
        let editor = Self {
            store,
            draft: RwSignal::new(None),
            problems: RwSignal::new(Vec::new()),
            refused: RwSignal::new(None),
            is_open: RwSignal::new(false),
            changing: RwSignal::new(None),
        };
        editor.draft.set(editor.drawer().value());
        editor.is_open.set(editor.draft.with_untracked(Option::is_some));
        editor
    }

    /// Whether its form is on the page; tracked.
    pub(crate) fn is_shown(self) -> bool {
        let is_before =
            self.store.case.with(|case| case.as_ref().is_some_and(|case| case.phase.is_before_agreement()));
        self.is_open.get() && self.draft.with(Option::is_some) && is_before && self.store.may_work()
    }

    /// Whether somebody is writing in the form.
    pub(crate) fn has_focus() -> bool {
        document::has_focus_within(FORM)
    }

    /// Leaves the form, by key, if it is shown. What is in it stays. Says whether it was.
    pub(crate) fn leave(self) -> bool {
        let was_shown = untrack(|| self.is_shown());
        if was_shown {
            self.is_open.set(false);
            document::focus("make-offer");
        }
        was_shown
    }

    /// Whether no offer is being put together.
    pub(super) fn is_empty(self) -> bool {
        self.draft.with_untracked(Option::is_none)
    }

    fn may_begin(self) -> bool {
        self.store.may_work()
            && self
                .store
                .case
                .with_untracked(|case| case.as_ref().is_some_and(|case| case.phase.is_before_agreement()))
    }

    fn version(self) -> u32 {
        self.store.case.with_untracked(|case| case.as_ref().map_or(0, |case| case.version))
    }

    fn drawer(self) -> Drawer {
        Drawer { user: self.store.me(), case: self.store.id, matter: Matter::Offer }
    }

    /// Goes on with what was begun, or begins with what the rules would choose.
    pub(crate) fn begin(self) -> bool {
        if !self.may_begin() {
            return false;
        }
        if self.draft.with_untracked(Option::is_none) {
            let suggested = suggested(self.store);
            let chosen = suggested.iter().find(|option| option.is_recommended).or(suggested.first());
            self.start(chosen);
        }
        self.show();
        true
    }

    /// Lets the customer choose among what the rules suggest.
    pub(crate) fn begin_with_all(self) -> bool {
        if !self.may_begin() {
            return false;
        }
        self.start(suggested(self.store).iter().take(MAX_OPTIONS));
        self.show();
        true
    }

    /// Offers one suggestion: alone where nothing was begun, beside what was begun otherwise.
    pub(crate) fn offer(self, option: &RemedyOption) -> bool {
        if !self.may_begin() {
            return false;
        }
        let has_room =
            self.draft.with_untracked(|draft| draft.as_ref().map(|draft| draft.options.len() < MAX_OPTIONS));
        match has_room {
            None => self.start([option]),
            Some(true) => self.change(|draft| draft.add_option(option, new_option_id())),
            Some(false) => {}
        }
        self.show();
        true
    }

    fn start<'a>(self, options: impl IntoIterator<Item = &'a RemedyOption>) {
        let mut draft = OfferDraft::of(options, new_option_id);
        if draft.options.is_empty() {
            draft.add_empty_option(new_option_id());
        }
        self.take_up(draft);
    }

    fn take_up(self, mut draft: OfferDraft) {
        draft.seen_version = self.version();
        let is_empty = |option: &&OptionDraft| option.parts.is_empty();
        self.changing.set(draft.options.iter().find(is_empty).map(|option| option.id));
        self.keep(Some(draft));
    }

    /// Takes up again an offer that exists: one that was refused, or the open one to be replaced.
    pub(crate) fn reopen(self, options: &[OfferedOption], message: &str) {
        self.put_back(options, message);
        self.show();
    }

    /// Puts an offer that exists into the form, and leaves the person where they are.
    pub(crate) fn put_back(self, options: &[OfferedOption], message: &str) {
        let mut draft = OfferDraft::of(options.iter().map(|offered| &offered.option), new_option_id);
        message.clone_into(&mut draft.message);
        self.take_up(draft);
        self.is_open.set(true);
    }

    fn show(self) {
        self.is_open.set(true);
        // The form is drawn in the next turn. What can be sent as it is, is one more press away.
        leptos::task::spawn_local(async move {
            clock::sleep(0).await;
            let is_ready = self.changing.try_get_untracked().flatten().is_none();
            document::focus(if is_ready { SEND } else { "offer-editor-title" });
        });
    }

    fn keep(self, draft: Option<OfferDraft>) {
        self.drawer().keep_value(draft.as_ref());
        self.problems.set(Vec::new());
        self.refused.set(None);
        if draft.is_none() {
            self.is_open.set(false);
        }
        self.draft.set(draft);
    }

    /// Changes the draft and keeps it.
    pub(super) fn change(self, change: impl FnOnce(&mut OfferDraft)) {
        self.draft.update(|draft| {
            if let Some(draft) = draft {
                change(draft);
            }
        });
        self.draft.with_untracked(|draft| self.drawer().keep_value(draft.as_ref()));
    }

    fn currency(self) -> Currency {
        self.store.case.with_untracked(|case| case.as_ref().map_or(Currency::CNY, |case| case.order.currency))
    }

    /// Opens an option to be changed, at its first sum.
    pub(super) fn begin_change(self, id: OptionId) {
        self.changing.set(Some(id));
        let first = self.draft.with_untracked(|draft| {
            let option = draft.as_ref()?.option(id)?;
            let part = option.parts.iter().find(|part| part.remedy.may_cost());
            Some(part.map_or_else(|| format!("option-{id}-add"), |part| part.field("amount")))
        });
        leptos::task::spawn_local(async move {
            clock::sleep(0).await;
            document::focus(&first.unwrap_or_default());
        });
    }

    /// Opens the option that holds a field and goes there.
    fn open_at(self, draft: &OfferDraft, field: &str) {
        self.changing.set(draft.option_of(field).or(self.changing.get_untracked()));
        let field = field.to_owned();
        leptos::task::spawn_local(async move {
            clock::sleep(0).await;
            document::focus(&field);
        });
    }

    /// Reads the draft and sends it as an offer that replaces the open one. What somebody has said since it was begun
    /// is looked at first: each piece of news is told once.
    fn send(self, locale: Locale) {
        let Some(draft) = self.draft.get_untracked() else { return };
        let (me, seen) = (self.store.me(), draft.seen_version);
        let is_past_news = self.store.timeline.with_untracked(|timeline| {
            is_news_to(me, timeline.iter().filter(|recorded| recorded.version > seen))
        });
        if is_past_news {
            let version = self.version();
            self.change(|draft| draft.seen_version = version);
            self.refused.set(Some(t::offer_moved_on(locale).to_owned()));
            return;
        }
        let message = if draft.message.trim().is_empty() {
            Ok(None)
        } else {
            Message::parse(&draft.message).map(Some).map_err(|problem| vec![problem.at("offer-message")])
        };
        let options = draft.read(self.currency(), self.store.me());
        let (options, message) = match (options, message) {
            (Ok(options), Ok(message)) => (options, message),
            (options, message) => {
                let problems: Vec<Problem> =
                    options.err().into_iter().chain(message.err()).flatten().collect();
                let first = problems.first().map(|problem| problem.field.to_string());
                self.problems.set(problems);
                if let Some(first) = first {
                    self.open_at(&draft, &first);
                }
                return;
            }
        };
        let replaces = self.store.case.with_untracked(|case| {
            case.as_ref().and_then(|case| case.phase.open_offer().map(|offer| offer.id))
        });
        let command = Command::MakeOffer { offer: OfferId(random::uuid()), replaces, options, message };
        match self.store.submit(command) {
            Ok(()) => {
                self.keep(None);
                document::focus(super::timeline::PLACE);
            }
            Err(why) => {
                self.problems.set(Vec::new());
                self.refused.set(Some(rejection(locale, &why)));
            }
        }
    }
}
