//! Writing on a case: to the customer, or for the desk alone. The two look unmistakably different, each has its own
//! draft, and a note can't become a reply by a slip: they are two texts.

use super::draft::{Drawer, Matter};
use super::outspoken::is_news;
use super::prepared::ReplyPhrases;
use super::store::CaseStore;
use super::timeline::name;
use domain::actor::Actor;
use domain::complaint::command::Command;
use domain::text::Message;
use leptos::prelude::*;
use web::browser::{clock, document, keyboard};
use web::components::field::ErrorText;
use web::components::{Button, ButtonKind, Icon, IconMark};
use web::i18n::rejection::{problem, rejection};
use web::i18n::{t::console as t, use_locale};

/// The composer's text field on the page.
const FIELD: &str = "composer-text";

/// Where it is kept which version the writer of a reply has looked at.
fn seen(store: CaseStore) -> Drawer {
    Drawer { user: store.me(), case: store.id, matter: Matter::Seen }
}

/// What is being written on the case of the page.
#[derive(Clone, Copy)]
pub(crate) struct Writing {
    store: CaseStore,
    is_note: RwSignal<bool>,
    reply: RwSignal<String>,
    note: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    /// The version the writer has looked at; of what was begun on an earlier visit, the version of then.
    looked_at: RwSignal<u32>,
    /// The version of which they were told that something had happened, once they were.
    warned_at: RwSignal<Option<u32>>,
}

impl Writing {
    /// Takes up the drafts of a case.
    pub(crate) fn new(store: CaseStore) -> Self {
        let text = |matter| RwSignal::new(Drawer { user: store.me(), case: store.id, matter }.text());
        Self {
            store,
            is_note: RwSignal::new(false),
            reply: text(Matter::Reply),
            note: text(Matter::Note),
            wrong: RwSignal::new(None),
            looked_at: RwSignal::new(seen(store).text().parse().unwrap_or(0)),
            warned_at: RwSignal::new(None),
        }
    }

    /// Begins to write a reply or a note.
    pub(crate) fn begin(self, is_note: bool) -> bool {
        self.turn(is_note);
        super::move_to(FIELD)
    }

    /// Puts a prepared text into the reply, behind what is there.
    pub(super) fn put_in(self, text: &str) {
        self.turn(false);
        let now = self.reply.get_untracked();
        self.write(if now.trim().is_empty() { text.to_owned() } else { [&now, "\n\n", text].concat() });
        super::move_to(FIELD);
    }

    fn turn(self, is_note: bool) {
        self.is_note.set(is_note);
        self.wrong.set(None);
        self.warned_at.set(None);
    }

    fn text(self) -> RwSignal<String> {
        if self.is_note.get() { self.note } else { self.reply }
    }

    fn text_now(self) -> RwSignal<String> {
        if self.is_note.get_untracked() { self.note } else { self.reply }
    }

    fn version(self) -> u32 {
        self.store.case.with_untracked(|case| case.as_ref().map_or(0, |case| case.version))
    }

    /// Takes in what is typed and keeps it.
    fn write(self, text: String) {
        if self.text_now().with_untracked(String::is_empty) {
            self.look(self.version());
        }
        let matter = if self.is_note.get_untracked() { Matter::Note } else { Matter::Reply };
        Drawer { user: self.store.me(), case: self.store.id, matter }.keep_text(&text);
        self.text_now().set(text);
    }

    /// Notes which version the writer has looked at.
    fn look(self, version: u32) {
        self.looked_at.set(version);
        seen(self.store).keep_text(&version.to_string());
    }

    /// Gives a reply back that was not sent past what somebody has said since `version`; the person is left where
    /// they are. Says whether there was room for it.
    pub(super) fn give_back(self, text: &str, version: u32) -> bool {
        if !self.reply.with_untracked(|reply| reply.trim().is_empty()) {
            return false;
        }
        Drawer { user: self.store.me(), case: self.store.id, matter: Matter::Reply }.keep_text(text);
        self.reply.set(text.to_owned());
        self.look(version);
        self.warned_at.set(Some(self.version()));
        true
    }

    /// Puts back what was written and not accepted, before what has been written since.
    pub(super) fn put_back(self, is_note: bool, text: &str) {
        self.turn(is_note);
        let now = self.text_now().get_untracked();
        self.write(if now.trim().is_empty() { text.to_owned() } else { [text, "\n\n", &now].concat() });
        super::move_to(FIELD);
    }

    /// Who has told the customer or the desk something since the writer looked, or was told to.
    fn moved_on(self, since: u32) -> Option<Actor> {
        let me = self.store.me();
        self.store.timeline.with_untracked(|timeline| {
            timeline
                .iter()
                .rev()
                .filter(|recorded| recorded.version > since && recorded.actor.user() != Some(me))
                .find(|recorded| is_news(&recorded.event))
                .map(|recorded| recorded.actor)
        })
    }

    fn send(self, locale: web::i18n::Locale) {
        let is_note = self.is_note.get_untracked();
        // Each piece of news warns once, the next one again.
        let told = self.warned_at.get_untracked().unwrap_or_default().max(self.looked_at.get_untracked());
        if !is_note && self.moved_on(told).is_some() {
            self.warned_at.set(Some(self.version()));
            return;
        }
        let text = match Message::parse(&self.text_now().get_untracked()) {
            Ok(text) => text,
            Err(fault) => {
                self.wrong.set(Some(problem(locale, &fault)));
                document::focus(FIELD);
                return;
            }
        };
        let command = if is_note { Command::NoteInternally { text } } else { Command::Reply { text } };
        match self.store.submit(command) {
            Ok(()) => {
                self.wrong.set(None);
                self.warned_at.set(None);
                self.write(String::new());
                self.look(self.version());
                // Out of the field: the next key is a step on the case, never a letter of the next reply.
                document::focus(super::timeline::PLACE);
            }
            Err(why) => self.wrong.set(Some(rejection(locale, &why))),
        }
    }
}

/// The composer.
#[component]
pub(crate) fn Composer(store: CaseStore, writing: Writing) -> impl IntoView {
    let locale = use_locale();
    let is_note = writing.is_note;
    let label = move || if is_note.get() { t::note_label(locale) } else { t::reply_label(locale) };
    let error_id = [FIELD, "-error"].concat();
    let on_key = keyboard::on_send(move || writing.send(locale));
    let warning = move || {
        writing.warned_at.get().map(|_| {
            let since = writing.looked_at.get_untracked();
            let who = writing.moved_on(since).map(|actor| name(locale, actor, store)).unwrap_or_default();
            view! {
                <p class="composer-warning" role="alert">
                    <IconMark icon=Icon::Alert />
                    {t::moved_on(locale, &who)}
                </p>
            }
        })
    };
    // The draft's mark waits a moment, so that it does not flicker while somebody types.
    let is_kept = RwSignal::new(false);
    let settle = StoredValue::new_local(None::<clock::Timer>);
    let write = move |event| {
        writing.write(event_target_value(&event));
        is_kept.set(false);
        let mark = move || {
            is_kept.try_set(true);
        };
        settle.set_value(Some(clock::after(600, mark)));
    };
    let tab = move |is_it: bool, id: &'static str, icon: Icon, text: &'static str| {
        view! {
            <button
                type="button"
                id=id
                class="composer-tab"
                aria-pressed=move || (is_note.get() == is_it).to_string()
                on:click=move |_| {
                    writing.begin(is_it);
                }
            >
                <IconMark icon />
                {text}
            </button>
        }
    };
    view! {
        <section
            class="composer"
            class:composer-note=move || is_note.get()
            aria-label=t::write_title(locale)
            data-mode=move || if is_note.get() { "note" } else { "reply" }
        >
            <div class="composer-tabs" role="group" aria-label=t::write_title(locale)>
                {tab(false, "compose-reply", Icon::Speech, t::mode_reply(locale))}
                {tab(true, "compose-note", Icon::Lock, t::mode_note(locale))}
                <Show when=move || !is_note.get()>
                    <ReplyPhrases store writing />
                </Show>
            </div>
            <label for=FIELD class="composer-label">
                {move || is_note.get().then(|| view! { <IconMark icon=Icon::Lock /> })}
                <span>{label}</span>
            </label>
            <ErrorText id=error_id.clone() error=writing.wrong.into() />
            <textarea
                class="input"
                id=FIELD
                rows="2"
                aria-describedby=error_id.clone()
                prop:value=move || writing.text().get()
                on:input=write
                on:keydown=on_key
            ></textarea>
            {warning}
            <Foot store writing is_kept=is_kept.into() />
        </section>
    }
}

/// Where it goes, whether the draft is kept, and sending it.
#[component]
fn Foot(store: CaseStore, writing: Writing, is_kept: Signal<bool>) -> impl IntoView {
    let locale = use_locale();
    let is_note = writing.is_note;
    let hint = move || {
        if is_note.get() {
            return t::note_hint(locale).to_owned();
        }
        let person = store.case.with(|case| case.as_ref().map(|case| case.person));
        let to = person.map(|person| name(locale, Actor::Customer(person), store)).unwrap_or_default();
        t::reply_hint(locale, &to)
    };
    let send_label = Signal::derive(move || {
        let label = if is_note.get() {
            t::save_note(locale)
        } else if writing.warned_at.get().is_some() {
            t::send_anyway(locale)
        } else {
            t::send_reply(locale)
        };
        label.to_owned()
    });
    view! {
        <div class="composer-foot">
            <span class="soft small">{hint}</span>
            <span class="soft small" role="status">
                {move || {
                    (is_kept.get() && !writing.text().with(String::is_empty)).then(|| t::draft_kept(locale))
                }}
            </span>
            <span class="soft small composer-keys">{t::send_keys(locale)}</span>
            <Button
                id="composer-send"
                label=send_label
                kind=ButtonKind::Primary
                on_press=move |()| writing.send(locale)
            />
        </div>
    }
}
