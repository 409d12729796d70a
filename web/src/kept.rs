//! A text that somebody is writing, kept until it is sent.
//!
//! What a person writes outlives whatever happens around it: the field drawn anew because something arrived, a
//! dialog closed, the page loaded anew, the tab or the browser closed. It is kept under the place it belongs to (a
//! case, a draft of a policy) and the name of its field, so that nothing written for one place turns up at another.
//! One browser may be a customer's and somebody's at the desk, so a place says whose it is: `customer/0197…`.
//!
//! Each tab has its own: two tabs that write at the same place never write over each other. What the tab itself
//! does not know, it takes from whichever tab wrote there last. What one tab has sent does not stay in another one as
//! if it were unsent.
//!
//! A customer's words are kept by [`visit`] as well ([`KeptText::take_up_own`]): of two tabs that write in one field and
//! are closed, neither takes its words along because the other wrote last.
//!
//! It is forgotten when the server has it and not before: [`KeptText::sent`] is for the place where the answer
//! arrives, not for the one where the button is pressed.

pub mod visit;

use crate::browser::storage;
use leptos::prelude::*;
use std::cell::RefCell;

/// What all keys begin with.
const PREFIX: &str = "kept/";

thread_local! {
    /// The texts of this visit: where the browser keeps nothing, they still outlive being drawn anew.
    static TEXTS: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// A text being written, as a signal: what is put into it is kept.
#[derive(Clone, Copy)]
pub struct KeptText {
    text: RwSignal<String>,
    key: StoredValue<String>,
    shelf: Shelf,
}

/// Where a text is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shelf {
    /// For all tabs, and after all of them are closed.
    Browser,
    /// The same, and by itself for the visit that wrote it.
    Own,
    /// For this tab, as long as it is open: what shows that something is somebody's stays no longer.
    Tab,
}

impl core::fmt::Debug for KeptText {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("KeptText")
    }
}

impl KeptText {
    /// Takes up what was written at a place in a field, such as `customer/0197…` and `message`; empty if nothing was.
    pub fn take_up(place: &str, field: &str) -> Self {
        Self::of(key(place, field), Shelf::Browser)
    }

    /// The same for what is kept for each visit by itself, too, so that no other tab writes over it for good.
    pub fn take_up_own(place: &str, field: &str) -> Self {
        let key = key(place, field);
        // What the page knew before it was loaded anew is this visit's now; what another tab wrote is only shown.
        if let Some(own) = known_here(&key) {
            visit::keep(&key, &own);
        }
        Self::of(key, Shelf::Own)
    }

    /// The same for what is nobody else's: it is gone with the tab.
    pub fn take_up_in_tab(place: &str, field: &str) -> Self {
        let key = key(place, field);
        let text = RwSignal::new(read(&key));
        Self { text, key: StoredValue::new(key), shelf: Shelf::Tab }
    }

    fn of(key: String, shelf: Shelf) -> Self {
        let text = RwSignal::new(read(&key));
        let kept = Self { text, key: StoredValue::new(key.clone()), shelf };
        storage::on_settled(key, move |sent| kept.leave_to_another_tab(sent));
        kept
    }

    /// The text; tracked.
    pub fn get(self) -> String {
        self.text.get()
    }

    /// The text; not tracked.
    pub fn now(self) -> String {
        self.text.try_get_untracked().unwrap_or_default()
    }

    /// Whether nothing but blanks is written; tracked.
    pub fn is_blank(self) -> bool {
        self.text.with(|text| text.trim().is_empty())
    }

    /// Writes it, and keeps it.
    pub fn set(self, text: String) {
        if let Some(key) = self.key.try_get_value() {
            write(&key, &text, self.shelf);
        }
        self.text.try_set(text);
    }

    /// Forgets what the server has. What the person has written since stays.
    pub fn sent(self, sent: &str) {
        let Some(key) = self.key.try_get_value() else { return };
        forget(&key, sent);
        self.text.try_update(|text| {
            if text == sent {
                text.clear();
            }
        });
    }

    /// Empties the field in this tab where it holds just what another tab has sent, or has in hand.
    pub fn leave_to_another_tab(self, text: &str) {
        let is_same = self.text.try_maybe_update(|now| {
            let is_same = now == text;
            if is_same {
                now.clear();
            }
            (is_same, is_same)
        });
        if let (Some(true), Some(key)) = (is_same, self.key.try_get_value()) {
            empty(&key);
            visit::keep(&key, "");
        }
    }

    /// As something that a field can show.
    pub fn signal(self) -> Signal<String> {
        self.text.into()
    }
}

/// What is written at a place in a field, without taking it up.
pub fn peek(place: &str, field: &str) -> String {
    read(&key(place, field))
}

/// Writes at a place in a field that is kept for each visit by itself, without taking it up.
pub fn put(place: &str, field: &str, text: &str) {
    write(&key(place, field), text, Shelf::Own);
}

/// Forgets everything that was written at a place, such as after signing out.
pub fn forget_place(place: &str) {
    let prefix = [PREFIX, place].concat();
    storage::forget(&prefix);
    TEXTS.with_borrow_mut(|texts| texts.retain(|(key, _)| !key.starts_with(&prefix)));
}

/// Forgets every text of every place.
pub fn forget_all() {
    forget_place("");
}

/// The name under which the text of a field at a place is kept.
pub fn key(place: &str, field: &str) -> String {
    [PREFIX, place, "/", field].concat()
}

fn read(key: &str) -> String {
    known_here(key).or_else(|| storage::get(key)).unwrap_or_default()
}

/// What this tab itself knows; after a reload that is on its own shelf alone.
fn known_here(key: &str) -> Option<String> {
    of_this_visit(key).or_else(|| storage::tab_get(key))
}

fn of_this_visit(key: &str) -> Option<String> {
    TEXTS.with_borrow(|texts| texts.iter().find(|(known, _)| known == key).map(|(_, text)| text.clone()))
}

fn note(key: &str, text: &str) {
    TEXTS.with_borrow_mut(|texts| match texts.iter_mut().find(|(known, _)| known == key) {
        Some((_, known)) => text.clone_into(known),
        None => texts.push((key.to_owned(), text.to_owned())),
    });
}

fn write(key: &str, text: &str, shelf: Shelf) {
    note(key, text);
    // Emptied it stays empty in this tab, whatever another one wrote.
    storage::tab_set(key, text);
    if shelf == Shelf::Own {
        visit::keep(key, text);
    }
    match shelf {
        Shelf::Tab => {}
        Shelf::Browser | Shelf::Own if text.is_empty() => storage::remove(key),
        Shelf::Browser | Shelf::Own => storage::set(key, text),
    }
}

/// Empties it in this tab alone.
fn empty(key: &str) {
    note(key, "");
    storage::tab_set(key, "");
}

fn forget(key: &str, sent: &str) {
    let is_sent = |kept: Option<String>| kept.is_some_and(|kept| kept == sent);
    if is_sent(known_here(key)) {
        empty(key);
    }
    visit::settle(key, sent);
    // What another tab wrote there since is still to be sent.
    if is_sent(storage::get(key)) {
        storage::settle(key);
    }
}
