//! Doing something to the case: one place that sends and says what went wrong.
//!
//! A dialog stays open until the server has what it asked for: whatever goes wrong is said in it, beside the words. What
//! can't go for want of a network needs nobody's help: the dialog closes, and the page says that it waits.

use super::PHASE;
use super::way_in::WAY_IN;
use crate::follow::{Following, Intent, Stop};
use domain::complaint::command::Command;
use leptos::prelude::*;
use web::browser::clock::{self, Timer};
use web::browser::{document, history};
use web::components::Announcer;
use web::components::live::use_announcer;
use web::i18n::{Locale, t};

/// How long to wait before trying again by itself, in milliseconds.
const PAUSE: u64 = 15_000;

/// What the ids of the sheets begin with on which an option is signed, before the option's own.
pub(super) const SHEET: &str = "sign-";

/// What the ids of the buttons begin with by which an option is taken, before the option's own.
pub(super) const TAKE: &str = "take-";

/// What the pieces of the case page act through; provided by the page.
#[derive(Clone, Copy)]
pub(super) struct Acting {
    /// The case.
    pub(super) following: Following,
    pub(super) locale: Locale,
    pub(super) announcer: Announcer,
    /// What was not done last, with the element it was asked for with.
    refused: RwSignal<Option<(String, Stop)>>,
    /// The elements beside which there is room to say so.
    rooms: RwSignal<Vec<String>>,
    is_busy: RwSignal<bool>,
    opened: RwSignal<Option<String>>,
    /// How often the inside of a dialog is drawn: for a moment, while the page is drawn anew, two of them are there.
    n_drawn: StoredValue<u32>,
    /// The element of what is going out just now.
    at: RwSignal<String>,
    pub(super) is_sending_photos: RwSignal<bool>,
    retry: StoredValue<Option<Timer>, LocalStorage>,
}

impl Acting {
    /// Provides itself to everything below, sends what an earlier visit left, and wakes up whenever the network is back.
    pub(super) fn provide(following: Following, locale: Locale) -> Self {
        let acting = Self {
            following,
            locale,
            announcer: use_announcer(),
            refused: RwSignal::new(None),
            rooms: RwSignal::new(Vec::new()),
            is_busy: RwSignal::new(false),
            opened: RwSignal::new(None),
            n_drawn: StoredValue::new(0),
            at: RwSignal::new(String::new()),
            is_sending_photos: RwSignal::new(false),
            retry: StoredValue::new_local(None),
        };
        provide_context(acting);
        history::listen("online", move |_| acting.resume());
        Effect::new(move |_| {
            if following.is_live() && !following.is_locked() {
                acting.resume();
            }
        });
        acting
    }

    /// Why the last thing was refused, in words, for the dialog that is open; tracked.
    pub(super) fn refused_in_dialog(self) -> Option<String> {
        self.refused.with(|refused| refused.as_ref().map(|(_, stop)| stop.reason().to_owned()))
    }

    /// The same for what was asked for with an element, beside it; a refusal is told in one place. Tracked.
    pub(super) fn refused_at(self, place: &str) -> Option<String> {
        let is_here = !self.is_in_dialog()
            && self.refused.with(|refused| refused.as_ref().is_some_and(|(at, _)| at == place));
        is_here.then(|| self.refused_in_dialog()).flatten()
    }

    /// The same for whatever has no place on the page, at its top; tracked.
    pub(super) fn refused_elsewhere(self) -> Option<String> {
        let at = self.refused.with(|refused| refused.as_ref().map(|(at, _)| at.clone()))?;
        let has_room = self.rooms.with(|rooms| rooms.contains(&at));
        (!has_room && !self.is_in_dialog()).then(|| self.refused_in_dialog()).flatten()
    }

    /// Lets what is refused be told beside an element, until the owner that asked goes away.
    pub(super) fn make_room(self, place: &str) {
        let place = place.to_owned();
        self.rooms.update(|rooms| rooms.push(place.clone()));
        on_cleanup(move || {
            self.rooms.try_update(|rooms| {
                if let Some(its) = rooms.iter().position(|room| *room == place) {
                    rooms.remove(its);
                }
            });
        });
    }

    /// Whether this element's own is going out just now; tracked.
    pub(super) fn is_at(self, place: &str) -> bool {
        self.at.with(|at| at == place)
    }

    /// Whether something waits by which somebody else is next: an answer, or a case taken up again or taken back; tracked.
    pub(super) fn has_answer_waiting(self) -> bool {
        self.waits(Intent::moves_on)
    }

    /// Whether anything waits, photos among it; tracked.
    pub(super) fn has_waiting(self) -> bool {
        self.waits(|_| true) || !self.following.kept_photos().is_empty()
    }

    /// Whether this was asked for here and is going out just now; tracked.
    pub(super) fn goes_out(self, intent: &Intent) -> bool {
        self.at.with(|at| intent.is_of(at))
    }

    /// What goes out just now does not wait.
    fn waits(self, is_it: fn(&Intent) -> bool) -> bool {
        self.following.waiting().iter().any(|intent| is_it(intent) && !self.goes_out(intent))
    }

    /// Whether something is on its way; tracked.
    pub(super) fn is_busy(self) -> Signal<bool> {
        self.is_busy.into()
    }

    /// Opens a dialog: what was refused before is no matter of it, and from now on what arrives is told in it.
    pub(super) fn open(self, dialog: &str) {
        self.refused.set(None);
        self.following.begin_to_write();
        self.opened.set(Some(dialog.to_owned()));
    }

    /// Closes the dialog, if it is open.
    pub(super) fn close(self, dialog: &str) {
        if self.opened.try_with_untracked(|open| open.as_deref() == Some(dialog)) == Some(true) {
            self.opened.try_set(None);
            self.following.end_writing();
        }
    }

    /// Notes that the inside of a dialog is drawn, until the owner that asked goes away: what goes with the room it stands in is
    /// open no more. What is merely drawn anew stays open.
    pub(super) fn note_drawn(self, dialog: &str) {
        let dialog = dialog.to_owned();
        self.n_drawn.update_value(|n| *n = n.saturating_add(1));
        on_cleanup(move || {
            self.n_drawn.try_update_value(|n| *n = n.saturating_sub(1));
            leptos::task::spawn_local(self.close_gone(dialog));
        });
    }

    /// Closes the dialog if nothing of it is drawn any more. While something of this page goes out, its end decides: the room
    /// may be there again once that is refused.
    async fn close_gone(self, dialog: String) {
        // It may be drawn anew in the same turn.
        clock::sleep(0).await;
        let is_open = self.opened.try_with_untracked(|open| open.as_deref() == Some(dialog.as_str()));
        let is_going_out = self.at.try_with_untracked(|at| !at.is_empty()) == Some(true);
        if is_open == Some(true) && !is_going_out && self.n_drawn.try_get_value() == Some(0) {
            self.close(&dialog);
            document::focus(PHASE);
        }
    }

    /// Closes the sheet on which an option of an offer was to be signed that stands no more, and says why.
    pub(super) fn close_sheet(self) {
        let open = self.opened.get_untracked().unwrap_or_default();
        let Some(option) = open.strip_prefix(SHEET) else { return };
        self.close(&open);
        // Signed just now, it is gone for that; whatever else is under way has nothing to do with it.
        if self.at.get_untracked() == [TAKE, option].concat() {
            return;
        }
        if let Some(reason) = self.following.changed_offer(self.locale, option) {
            self.interrupt(reason);
        }
    }

    /// Closes whatever answers an offer, since there is none any more, and says why to whoever was about to.
    pub(super) fn close_answers(self) {
        for answer in ["counter", "decline"] {
            let is_open = self.opened.with_untracked(|open| open.as_deref() == Some(answer));
            self.close(answer);
            // Answered just now, it is gone for that.
            let is_answered = self.at.get_untracked() == [answer, "-open"].concat();
            if is_open
                && !is_answered
                && let Some(reason) = self.following.offer_taken_back(self.locale)
            {
                self.interrupt(reason);
            }
        }
    }

    /// Says at the top of the page why a dialog closed under somebody's hands, and leads there.
    fn interrupt(self, reason: String) {
        self.refuse("", Stop::Refused(reason));
        leptos::task::spawn_local(async move {
            clock::sleep(0).await;
            document::focus(PHASE);
        });
    }

    /// Whether the dialog is open; it stays so while what lies around it is drawn anew.
    pub(super) fn is_open(self, dialog: &str) -> Signal<bool> {
        let dialog = dialog.to_owned();
        Signal::derive(move || self.opened.with(|open| open.as_deref() == Some(dialog.as_str())))
    }

    /// Whether any dialog is open; tracked.
    pub(super) fn is_in_dialog(self) -> bool {
        self.opened.with(Option::is_some)
    }

    /// Where it has to be shown first that the case is theirs, leads there; what is written stays where it is.
    async fn show_way_in(self) {
        if !self.following.is_locked_now() {
            return;
        }
        self.opened.try_set(None);
        self.following.end_writing();
        // It is drawn in the next turn.
        clock::sleep(0).await;
        document::focus(WAY_IN);
    }

    /// Says what went wrong, until the next try: in the dialog that is open, beside what it was asked for with, or where that is
    /// gone at the top of the page.
    pub(super) fn refuse(self, place: &str, stop: Stop) {
        self.refused.try_set(Some((place.to_owned(), stop)));
    }

    /// Says no longer what went wrong with what was asked for at an element.
    pub(super) fn forget_refusal(self, place: &str) {
        if self.refused.with_untracked(|refused| refused.as_ref().is_some_and(|(at, _)| at == place)) {
            self.refused.set(None);
        }
    }

    /// Sends what waits, one after the other; what was in the way of it is said no longer.
    pub(super) fn resume(self) {
        if self.following.is_locked_now() {
            return;
        }
        self.resume_photos();
        let waits = self.following.has_waiting();
        if !waits || self.is_busy.try_get_untracked() != Some(false) {
            return;
        }
        self.is_busy.set(true);
        let first = self.following.waiting_now().first().map(|intent| intent.place().to_owned());
        let place = first.unwrap_or_default();
        leptos::task::spawn_local(async move {
            let sent = self.following.send_next(self.locale).await;
            self.is_busy.try_set(false);
            match sent {
                None => {}
                Some(Ok(())) => {
                    self.announcer.show(t::customer::waits_sent(self.locale));
                    self.resume();
                }
                Some(Err(stop)) => {
                    if stop.is_over() {
                        self.refuse(&place, stop);
                    }
                    // What stands behind it is in nobody's way.
                    if self.following.has_waiting() {
                        self.try_later();
                    }
                    self.show_way_in().await;
                }
            }
        });
    }

    /// Takes back one thing that waits, unless something is going out just now, and leads back to where it was asked for.
    pub(super) fn take_back(self, intent: &Intent, place: &str) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.following.take_back(intent);
        let place = place.to_owned();
        leptos::task::spawn_local(async move {
            // It may be drawn in the next turn.
            clock::sleep(0).await;
            document::focus(&place);
        });
    }

    /// Sends what waits once more in a while, whatever wakes the page before.
    pub(super) fn try_later(self) {
        self.retry.try_set_value(Some(clock::after(PAUSE, move || self.resume())));
    }

    /// Closes the dialog in which something was done, unless another one is open by now. Its opener may do something else
    /// by then, or be gone: the focus goes to where the page says how the case stands.
    async fn leave_dialog(self, dialog: Option<String>) {
        let open = self.opened.try_get_untracked().flatten();
        if open.is_some() && open != dialog {
            return;
        }
        self.following.end_writing();
        if open.is_some() {
            self.opened.try_set(None);
            // It is closed in the next turn.
            clock::sleep(0).await;
            document::focus(PHASE);
        }
    }

    /// Does it, and calls `then` once the server has it; the words in the fields are let go then, the dialog closes, and
    /// the focus goes from it to where it is said how the case stands now. One thing at a time; until it is done it waits
    /// at the element it was asked for with.
    pub(super) fn act(
        self,
        place: impl Into<String>,
        command: Command,
        fields: &'static [&'static str],
        then: impl FnOnce() + 'static,
    ) {
        self.begin(place.into(), command, fields, Box::new(then));
    }

    fn begin(
        self,
        place: String,
        command: Command,
        fields: &'static [&'static str],
        then: Box<dyn FnOnce()>,
    ) {
        if self.is_busy.get_untracked() {
            return;
        }
        let dialog = self.opened.get_untracked();
        let replaced = self.following.replaced_by(&command);
        if !replaced.is_empty() {
            let has_words = replaced.iter().any(Intent::has_words);
            let says =
                if has_words { t::customer::waits_replaced } else { t::customer::waits_replaced_choice };
            self.announcer.show(says(self.locale));
        }
        self.is_busy.set(true);
        self.at.set(place.clone());
        self.refused.set(None);
        leptos::task::spawn_local(async move {
            let done = self.following.dispatch(self.locale, &place, command, fields).await;
            self.is_busy.try_set(false);
            self.at.try_set(String::new());
            match done {
                Ok(()) => {
                    self.leave_dialog(dialog).await;
                    then();
                }
                Err(Stop::Gone) => self.leave_dialog(dialog).await,
                Err(stop) if stop.is_over() => {
                    self.refuse(&place, stop);
                    // It may have been of something that was said before.
                    if self.following.has_waiting() {
                        self.try_later();
                    }
                }
                Err(stop) => {
                    self.let_wait(&stop);
                    self.leave_dialog(dialog).await;
                    self.show_way_in().await;
                }
            }
            if let Some(open) = self.opened.try_get_untracked().flatten() {
                self.close_gone(open).await;
            }
        });
    }

    /// Says that it waits, and for what, and tries again in a while.
    pub(super) fn let_wait(self, stop: &Stop) {
        let waits = matches!(stop, Stop::Waits(_));
        self.announcer.say(if waits { t::customer::waits(self.locale) } else { stop.reason() });
        self.try_later();
    }
}

/// The page's way of acting; `None` outside a case page.
pub(super) fn use_acting() -> Option<Acting> {
    use_context::<Acting>()
}
