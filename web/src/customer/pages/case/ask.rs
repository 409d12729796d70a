//! Doing something to the case: one place that sends, says what went wrong, and asks for a sentence where one is due.
//!
//! A dialog stays open until the server has what it asked for: whatever goes wrong is said in it, beside the words. What
//! can't go for want of a network needs nobody's help: the dialog closes, and the page says that it waits.

use super::news::Trouble;
use super::photos::PhotosWaiting;
use super::way_in::WAY_IN;
use super::words::{Words, WordsField};
use super::{PHASE, waits};
use crate::follow::{Following, MESSAGE, Stop};
use domain::complaint::command::Command;
use domain::text::Sentence;
use leptos::prelude::*;
use web::browser::clock::{self, Timer};
use web::browser::{document, history};
use web::components::live::use_announcer;
use web::components::{Announcer, Button, ButtonKind, Dialog, DialogFoot};
use web::i18n::{Locale, t};

/// How long to wait before trying again by itself, in milliseconds.
const PAUSE: u64 = 15_000;

/// What the pieces of the case page act through; provided by the page.
#[derive(Clone, Copy)]
pub(super) struct Acting {
    /// The case.
    pub(super) following: Following,
    pub(super) locale: Locale,
    pub(super) announcer: Announcer,
    refused: RwSignal<Option<Stop>>,
    is_busy: RwSignal<bool>,
    opened: RwSignal<Option<String>>,
    waits: RwSignal<waits::Waiting>,
    pub(super) photos: PhotosWaiting,
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
            is_busy: RwSignal::new(false),
            opened: RwSignal::new(None),
            waits: RwSignal::new(waits::Waiting::default()),
            photos: PhotosWaiting::default(),
            retry: StoredValue::new_local(None),
        };
        provide_context(acting);
        history::listen("online", move |_| acting.resume());
        Effect::new(move |_| {
            if following.is_live() {
                acting.resume();
            }
        });
        // What has arrived all the same, or was changed since, waits no more.
        Effect::new(move |_| {
            following.version();
            following.text(MESSAGE).get();
            if acting.waits.with_untracked(|waits| *waits != waits::Waiting::default()) {
                acting.note_waiting();
            }
        });
        acting
    }

    /// Why the last thing was refused, in words; tracked.
    pub(super) fn refused(self) -> Option<String> {
        self.refused.with(|refused| refused.as_ref().map(|stop| stop.reason.clone()))
    }

    /// What waits until the server can be reached; tracked.
    pub(super) fn waits(self) -> waits::Waiting {
        self.waits.get()
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
        if !untrack(|| self.following.is_locked()) {
            return;
        }
        self.opened.try_set(None);
        self.following.end_writing();
        // It is drawn in the next turn.
        clock::sleep(0).await;
        document::focus(WAY_IN);
    }

    /// Says what went wrong: for a moment where the person is, and at the top of the page until the next try.
    pub(super) fn refuse(self, stop: Stop) {
        self.announcer.show(&stop.reason);
        self.refused.try_set(Some(stop));
    }

    /// Sends what waits, one after the other; what was in the way of it is said no longer.
    pub(super) fn resume(self) {
        self.resume_photos();
        if self.is_busy.try_get_untracked() != Some(false) {
            return;
        }
        self.refused.update(|refused| {
            refused.take_if(|stop| stop.is_open);
        });
        let Some(intent) = self.following.waiting().into_iter().next() else {
            self.waits.set(waits::Waiting::default());
            return;
        };
        self.is_busy.set(true);
        leptos::task::spawn_local(async move {
            let sent = self.following.send(self.locale, intent).await;
            self.is_busy.try_set(false);
            match sent {
                Err(stop) if stop.is_open => self.wait(),
                Err(stop) => {
                    self.refuse(stop);
                    if self.following.waiting().is_empty() {
                        self.note_waiting();
                    } else {
                        // What stands behind it is in nobody's way.
                        self.wait();
                    }
                    self.show_way_in().await;
                }
                Ok(()) => {
                    self.announcer.show(t::customer::waits_sent(self.locale));
                    self.resume();
                }
            }
        });
    }

    /// Calls off what waits, a message or what else, unless it is going out just now; the words stay where they are.
    pub(super) fn call_off(self, is_message: bool) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.following.drop_unsent(|intent| intent.is_message() == is_message);
        self.note_waiting();
    }

    /// Lets what is kept wait until the server can be reached.
    fn wait(self) {
        self.note_waiting();
        self.try_later();
    }

    /// Sends what waits once more in a while, whatever wakes the page before.
    pub(super) fn try_later(self) {
        self.retry.try_set_value(Some(clock::after(PAUSE, move || self.resume())));
    }

    fn note_waiting(self) {
        let waiting = self.following.waiting();
        let of = |is_message| {
            let its = waiting.iter().filter(|intent| intent.is_message() == is_message);
            its.map(|intent| waits::Way::of(intent.may_have_arrived())).max().unwrap_or_default()
        };
        self.waits.try_set(waits::Waiting { message: of(true), other: of(false) });
    }

    /// Closes the dialog that is open, if one is. Its opener may do something else by now, or be gone: the focus goes
    /// to where the page says how the case stands.
    async fn leave_dialog(self) {
        self.following.end_writing();
        if self.opened.try_update(Option::take).flatten().is_some() {
            // It is closed in the next turn.
            clock::sleep(0).await;
            document::focus(PHASE);
        }
    }

    /// Does it, and calls `then` once the server has it; the words in the fields are let go then, the dialog closes, and
    /// the focus goes from it to where it is said how the case stands now. One thing at a time.
    pub(super) fn act(
        self,
        command: Command,
        fields: &'static [&'static str],
        then: impl FnOnce() + 'static,
    ) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.refused.set(None);
        leptos::task::spawn_local(async move {
            let done = self.following.dispatch(self.locale, command, fields).await;
            self.is_busy.try_set(false);
            match done {
                Ok(()) => {
                    self.leave_dialog().await;
                    self.note_waiting();
                    then();
                }
                Err(stop) if stop.is_open => {
                    self.wait();
                    self.announcer.say(t::customer::waits(self.locale));
                    self.leave_dialog().await;
                }
                Err(stop) => {
                    self.refuse(stop);
                    self.note_waiting();
                    self.show_way_in().await;
                }
            }
        });
    }
}

/// The page's way of acting; `None` outside a case page.
pub(super) fn use_acting() -> Option<Acting> {
    use_context::<Acting>()
}

/// The ways on and back at the foot of a dialog.
#[component]
pub(super) fn DialogActions(
    /// The dialog's id; the way on has the same with `-send`.
    #[prop(into)]
    id: String,
    /// What the way on says.
    label: &'static str,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// What it does.
    #[prop(into)]
    on_send: UnsyncCallback<()>,
) -> impl IntoView {
    let acting = use_acting()?;
    let send_id = [id.as_str(), "-send"].concat();
    Some(view! {
        <DialogFoot
            id=send_id
            label
            kind
            is_busy=acting.is_busy()
            on_send
            on_close=move |()| acting.close(&id)
        />
    })
}

/// A button that opens a dialog which asks for a sentence before something is done.
#[component]
pub(super) fn AskSentence(
    /// The dialog's id; the button's is the same with `-open`, the field's with `-sentence`, the way on with `-send`.
    id: &'static str,
    /// The field, as its words are kept.
    fields: &'static [&'static str; 1],
    /// What the way on says, and the button.
    label: &'static str,
    /// What the button says, where it is something else.
    #[prop(optional)]
    opener: Option<&'static str>,
    /// The dialog's title.
    title: &'static str,
    /// A sentence of explanation.
    #[prop(optional)]
    body: Option<&'static str>,
    /// What the field asks.
    question: &'static str,
    /// Help for answering.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// Whether the field may stay blank.
    #[prop(optional)]
    is_optional: bool,
    /// How much the button asks for attention.
    kind: ButtonKind,
    /// What is asked before the sentence.
    #[prop(optional, into)]
    before: Option<ViewFn>,
    /// What is let go together with the sentence.
    #[prop(optional)]
    also: Option<&'static [&'static str]>,
    /// The command made from the sentence.
    #[prop(into)]
    command: Callback<Option<Sentence>, Option<Command>>,
    /// What is said once it is done.
    #[prop(optional)]
    done: Option<&'static str>,
) -> impl IntoView {
    let acting = use_acting()?;
    let announcer = use_announcer();
    let [field] = *fields;
    let words = Words::sentence(acting.following.text(field), is_optional);
    let send = UnsyncCallback::new(move |()| {
        if !words.check() {
            return;
        }
        if let Some(command) = command.run(Sentence::parse(&words.now()).ok()) {
            let fields = also.unwrap_or(fields);
            acting.act(command, fields, move || announcer.say(done.unwrap_or(title)));
        }
    });
    let ask = move || {
        let before = before.as_ref().map(ViewFn::run);
        view! {
            {body.map(|body| view! { <p>{body}</p> })}
            <Trouble />
            {before}
            <WordsField id=[id, "-sentence"].concat() label=question hint words rows=3 />
            <DialogActions id label kind=strong(kind) on_send=send />
        }
        .into_any()
    };
    Some(view! {
        <Button
            label=opener.unwrap_or(label).to_owned()
            kind
            on_press=move |()| acting.open(id)
            id=[id, "-open"].concat()
        />
        <Dialog id title is_open=acting.is_open(id) on_close=move |()| acting.close(id)>
            {ask()}
        </Dialog>
    })
}

/// What opens a dialog may be quiet; what goes through with it is not.
const fn strong(kind: ButtonKind) -> ButtonKind {
    match kind {
        ButtonKind::Danger => ButtonKind::Danger,
        ButtonKind::Primary | ButtonKind::Secondary | ButtonKind::Quiet => ButtonKind::Primary,
    }
}
