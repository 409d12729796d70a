//! Offers: the one that is open, and the one being put together.

mod adding;
mod by_key;
mod editor;
mod missing;
mod open;
mod stands;

use super::draft::{Drawer, Matter};
use super::offer_draft::{OfferDraft, OptionDraft, PartDraft, Suggested};
use super::options::{is_offered, suggested};
use super::outspoken::is_news_to;
use super::store::CaseStore;
use domain::compensation::money::Currency;
use domain::compensation::option::RemedyOption;
use domain::complaint::assess::Assessment;
use domain::complaint::command::{Command, MAX_OPTIONS, OfferedOption};
use domain::id::{OfferId, OptionId};
use domain::text::Message;
use domain::text::problem::Problem;
pub(crate) use editor::OfferEditor;
use leptos::prelude::*;
pub(crate) use open::{Cards, OpenOffer};
pub(super) use open::{fallen, given};
use web::browser::{clock, document, random};
use web::i18n::rejection::rejection;
use web::i18n::{Locale, t::console as t};
use web::wall;

/// The offer being put together on the case of the page.
#[derive(Clone, Copy)]
pub(crate) struct Editor {
    store: CaseStore,
    draft: RwSignal<Option<OfferDraft>>,
    problems: RwSignal<Vec<Problem>>,
    refused: RwSignal<Option<String>>,
    /// Whether what somebody picked went from it by itself, since the rules suggest it no more, and they have not been told.
    is_another: RwSignal<bool>,
    /// Whether its form is shown; what is in it is kept either way.
    is_open: RwSignal<bool>,
    /// The option that is being changed; all others are shown as they will be offered.
    changing: RwSignal<Option<OptionId>>,
}

/// The form's id on the page.
const FORM: &str = "offer-editor";

/// The id of its title.
const TITLE: &str = "offer-editor-title";

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
            is_another: RwSignal::new(false),
            is_open: RwSignal::new(false),
            changing: RwSignal::new(None),
        };
        editor.draft.set(editor.drawer().value());
        editor.is_open.set(editor.draft.with_untracked(Option::is_some));
        // What was found out since may be worth more than what was suggested before.
        Effect::new(move |_| {
            store.case.track();
            store.packs();
            store.elsewhere.track();
            editor.renew();
        });
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
        untrack(|| self.store.may_work())
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

    /// Lets the customer choose among what the rules suggest, beside what somebody has begun.
    pub(crate) fn begin_with_all(self) -> bool {
        if !self.may_begin() {
            return false;
        }
        if self.is_free() {
            self.start(Suggested::All);
        } else {
            self.change(|draft| {
                let n_free = MAX_OPTIONS.saturating_sub(draft.options.len());
                for option in suggested(self.store).iter().take(n_free) {
                    draft.add_option(option, new_option_id());
                }
            });
        }
        self.show();
        true
    }

    /// Whether an option is before the customer, or before a supervisor.
    fn is_out(self, option: &RemedyOption) -> bool {
        self.store.case.with_untracked(|case| case.as_ref().is_some_and(|case| is_offered(case, option)))
    }

    /// Begins with what the rules would choose; where the customer has just that before them, with what they have.
    fn start_best(self) {
        let best = suggested(self.store).into_iter().next();
        let open = self.store.case.with_untracked(|case| case.as_ref()?.phase.open_offer().cloned());
        match open.filter(|_| best.is_some_and(|best| self.is_out(&best))) {
            Some(offer) => self.put_back(&offer.options, offer.message.as_deref().unwrap_or_default()),
            None => self.start(Suggested::Best),
        }
    }

    /// Whether nothing is lost by beginning anew: there is no draft, or one that nobody has changed.
    fn is_free(self) -> bool {
        self.draft.with_untracked(|draft| draft.as_ref().is_none_or(|draft| draft.untouched.is_some()))
    }

    fn start(self, which: Suggested) {
        let mut draft = OfferDraft::of_suggestions(&suggested(self.store), which, new_option_id);
        draft.seen_version = self.version();
        self.take_up(draft);
    }

    /// Builds a draft that nobody has changed anew from what the rules suggest by now.
    fn renew(self) {
        if !self.is_decided() || !self.may_begin() {
            return;
        }
        let suggested = suggested(self.store);
        let renewed = self.draft.with_untracked(|draft| draft.as_ref()?.renewed(&suggested, new_option_id));
        let Some(draft) = renewed else { return };
        let has_focus = Self::has_focus();
        let was_picked = self.draft.with_untracked(|draft| draft.as_ref().is_some_and(OfferDraft::is_picked));
        // Until they have been told, whatever follows by itself is not what they pressed either.
        let is_another = was_picked || self.is_another.get_untracked();
        self.take_up(draft);
        self.is_another.set(is_another);
        if has_focus {
            self.show();
        }
    }

    /// Whether the rules have spoken: the case and its packs are here.
    fn is_decided(self) -> bool {
        self.store.case.with_untracked(Option::is_some) && self.store.packs_now().is_some()
    }

    fn take_up(self, draft: OfferDraft) {
        let is_empty = |option: &&OptionDraft| option.parts.is_empty();
        self.changing.set(draft.options.iter().find(is_empty).map(|option| option.id));
        self.is_another.set(false);
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
        draft.seen_version = self.version();
        self.take_up(draft);
        self.is_open.set(true);
    }

    fn show(self) {
        self.is_open.set(true);
        // The form is drawn in the next turn. What can be sent as it is, is one more press away; what leaves out
        // something that the customer is entitled to is looked at first.
        leptos::task::spawn_local(async move {
            clock::sleep(0).await;
            let is_ready = self.changing.try_get_untracked().flatten().is_none()
                && !untrack(|| editor::is_below(self.store, self));
            if is_ready {
                document::focus(SEND);
            }
            // It opens at its top: what is about to be sent is read before it is.
            document::bring_into_view(TITLE);
            if !is_ready {
                document::focus(TITLE);
            }
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
        self.is_another.set(false);
        self.draft.update(|draft| {
            if let Some(draft) = draft {
                draft.untouched = None;
                change(draft);
            }
        });
        self.draft.with_untracked(|draft| self.drawer().keep_value(draft.as_ref()));
    }

    fn currency(self) -> Currency {
        self.store.case.with_untracked(|case| case.as_ref().map_or(Currency::CNY, |case| case.order.currency))
    }

    /// Opens an option to be changed, at the sum of one of its parts or else at its first sum; what is typed next
    /// takes the place of the sum.
    pub(super) fn begin_change(self, id: OptionId, part: Option<u32>) {
        self.changing.set(Some(id));
        let field = self.draft.with_untracked(|draft| {
            let option = draft.as_ref()?.option(id)?;
            let is_it = |one: &&PartDraft| one.remedy.may_cost() && part.is_none_or(|part| one.key == part);
            let part = option.parts.iter().find(is_it);
            Some(part.map_or_else(|| format!("option-{id}-add"), |part| part.field("amount")))
        });
        leptos::task::spawn_local(async move {
            clock::sleep(0).await;
            document::focus_and_select(&field.unwrap_or_default());
        });
    }

    /// Goes to the part that was just added to an option.
    pub(super) fn go_to_added(self, id: OptionId) {
        let added = self.draft.with_untracked(|draft| Some(draft.as_ref()?.option(id)?.parts.last()?.key));
        if added.is_some() {
            self.begin_change(id, added);
        }
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

    /// Each field of a draft whose sum makes no sense, once the case and its packs are here.
    fn slips(self, draft: &OfferDraft, options: &[OfferedOption]) -> Vec<Problem> {
        let (Some(case), Some(packs)) = (self.store.case.get_untracked(), self.store.packs_now()) else {
            return Vec::new();
        };
        let answer = Assessment::of(&case, &packs, &self.store.elsewhere.get_untracked(), &wall::zone());
        draft.slips(options, |part| answer.is_beyond_sense(&case, part))
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
            let mut seen = draft;
            seen.seen_version = self.version();
            self.drawer().keep_value(Some(&seen));
            self.draft.set(Some(seen));
            self.refused.set(Some(t::offer_moved_on(locale).to_owned()));
            return;
        }
        let message = if draft.message.trim().is_empty() {
            Ok(None)
        } else {
            Message::parse(&draft.message).map(Some).map_err(|problem| vec![problem.at("offer-message")])
        };
        let options = draft.read(self.currency(), self.store.me()).and_then(|options| {
            let slips = self.slips(&draft, &options);
            if slips.is_empty() { Ok(options) } else { Err(slips) }
        });
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
        // Nobody sends what they have not pressed.
        if self.is_another.get_untracked() {
            self.is_another.set(false);
            self.problems.set(Vec::new());
            self.refused.set(Some(t::offer_another(locale).to_owned()));
            return;
        }
        if self.stands(&options, message.as_ref()) {
            self.problems.set(Vec::new());
            self.refused.set(Some(t::offer_same(locale).to_owned()));
            return;
        }
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
