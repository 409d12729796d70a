//! Offers: the one that is open, and the one being put together.

mod editor;
mod open;

use super::draft::{Drawer, Matter};
use super::offer_draft::OfferDraft;
use super::options::suggested;
use super::store::CaseStore;
use domain::compensation::money::Currency;
use domain::complaint::command::{Command, MAX_OPTIONS, OfferedOption};
use domain::id::{OfferId, OptionId};
use domain::text::Message;
use domain::text::problem::Problem;
pub(crate) use editor::OfferEditor;
use leptos::prelude::*;
pub(crate) use open::{Cards, OpenOffer};
use web::browser::{clock, document, random};
use web::i18n::Locale;
use web::i18n::rejection::rejection;

/// The offer being put together on the case of the page.
#[derive(Clone, Copy)]
pub(crate) struct Editor {
    store: CaseStore,
    draft: RwSignal<Option<OfferDraft>>,
    problems: RwSignal<Vec<Problem>>,
    refused: RwSignal<Option<String>>,
}

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
        };
        editor.draft.set(editor.drawer().value());
        editor
    }

    fn drawer(self) -> Drawer {
        Drawer { user: self.store.me(), case: self.store.id, matter: Matter::Offer }
    }

    /// Begins with what the rules suggest, or goes on with what was begun.
    pub(crate) fn begin(self) -> bool {
        let may = self.store.may_work()
            && self
                .store
                .case
                .with_untracked(|case| case.as_ref().is_some_and(|case| case.phase.is_before_agreement()));
        if !may {
            return false;
        }
        if self.draft.with_untracked(Option::is_none) {
            let suggested = suggested(self.store);
            let mut draft = OfferDraft::of(suggested.iter().take(MAX_OPTIONS), new_option_id);
            if draft.options.is_empty() {
                draft.add_empty_option(new_option_id());
            }
            self.keep(Some(draft));
        }
        Self::show();
        true
    }

    /// Takes up again an offer that exists: one that was refused, or the open one to be replaced.
    pub(crate) fn reopen(self, options: &[OfferedOption], message: &str) {
        let mut draft = OfferDraft::of(options.iter().map(|offered| &offered.option), new_option_id);
        message.clone_into(&mut draft.message);
        self.keep(Some(draft));
        Self::show();
    }

    fn show() {
        // The form is drawn in the next turn.
        leptos::task::spawn_local(async {
            clock::sleep(0).await;
            document::focus("offer-editor-title");
        });
    }

    fn keep(self, draft: Option<OfferDraft>) {
        self.drawer().keep_value(draft.as_ref());
        self.problems.set(Vec::new());
        self.refused.set(None);
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

    /// Reads the draft and sends it as an offer that replaces the open one.
    fn send(self, locale: Locale) {
        let Some(draft) = self.draft.get_untracked() else { return };
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
                    document::focus(&first);
                }
                return;
            }
        };
        let replaces = self.store.case.with_untracked(|case| {
            case.as_ref().and_then(|case| case.phase.open_offer().map(|offer| offer.id))
        });
        let command = Command::MakeOffer { offer: OfferId(random::uuid()), replaces, options, message };
        match self.store.submit(command) {
            Ok(()) => self.keep(None),
            Err(why) => {
                self.problems.set(Vec::new());
                self.refused.set(Some(rejection(locale, &why)));
            }
        }
    }
}
