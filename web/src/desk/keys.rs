//! The console's keys. A page says what it does on which key; the newest page is asked first.
//!
//! Keys are off while somebody types, inside dialogs and with a modifier held, and can be switched off for good:
//! people who speak to their computer would otherwise trigger them with every word.

use crate::browser::keyboard::{self, Press};
use crate::browser::{clock, document, storage};
use leptos::prelude::*;
use std::rc::Rc;

/// What a key means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// `j`: the next row or case.
    Next,
    /// `k`: the row or case before.
    Previous,
    /// `o`: open the row. Enter does so by itself.
    Open,
    /// `/`: search.
    Search,
    /// `r`: write to the customer.
    Reply,
    /// `n`: leave an internal note.
    Note,
    /// `f`: put an offer together.
    Offer,
    /// `1` to `4`: offer the suggestion of that place.
    Pick(usize),
    /// `v`: find out; to the first question.
    FindOut,
    /// `t`: take the case.
    Take,
    /// `.`: copy the case number.
    CopyNumber,
    /// `g` then `q`: to the queue.
    Queue,
    /// `g` then `p`: to the policy area.
    Policy,
    /// `?`: what the keys mean.
    Help,
    /// Escape: back.
    Back,
    /// Escape while something is being written: out of the field. What is written stays.
    Leave,
}

impl Key {
    /// The keys in the order in which the help shows them, as they are pressed.
    pub const ALL: [(Self, &'static str); 15] = [
        (Self::Next, "j"),
        (Self::Previous, "k"),
        (Self::Open, "o"),
        (Self::Search, "/"),
        (Self::Take, "t"),
        (Self::Reply, "r"),
        (Self::Note, "n"),
        (Self::Offer, "f"),
        (Self::Pick(1), "1 – 4"),
        (Self::FindOut, "v"),
        (Self::CopyNumber, "."),
        (Self::Queue, "g q"),
        (Self::Policy, "g p"),
        (Self::Help, "?"),
        (Self::Back, "Esc"),
    ];
}

/// Where the choice is kept.
const CHOICE: &str = "console.keys";

/// How long the first key of two waits for the second, in milliseconds.
const CHORD: u64 = 1_200;

type Handler = Rc<dyn Fn(Key) -> bool>;

/// Who listens to which key.
#[derive(Clone, Copy)]
pub struct Keys {
    handlers: StoredValue<Vec<(u32, Handler)>, LocalStorage>,
    n_handlers: StoredValue<u32>,
    chord: StoredValue<Option<clock::Timer>, LocalStorage>,
    is_on: RwSignal<bool>,
}

impl Keys {
    /// Listens to the keyboard and provides itself to everything below.
    pub fn provide() -> Self {
        let keys = Self {
            handlers: StoredValue::new_local(Vec::new()),
            n_handlers: StoredValue::new(0),
            chord: StoredValue::new_local(None),
            is_on: RwSignal::new(storage::get(CHOICE).as_deref() != Some("off")),
        };
        keyboard::on_press(move |press| keys.hear(press));
        provide_context(keys);
        keys
    }

    /// Asks `handler` on every key until the owner that asked goes away; it answers whether the key was for it.
    pub fn on(self, handler: impl Fn(Key) -> bool + 'static) {
        let number = self.n_handlers.with_value(|number| number.wrapping_add(1));
        self.n_handlers.set_value(number);
        self.handlers.update_value(|handlers| handlers.push((number, Rc::new(handler))));
        on_cleanup(move || {
            self.handlers.try_update_value(|handlers| handlers.retain(|(other, _)| *other != number));
        });
    }

    /// Whether the keys are on; tracked.
    pub fn is_on(self) -> bool {
        self.is_on.get()
    }

    /// Switches the keys on or off and remembers it.
    pub fn switch(self, is_on: bool) {
        storage::set(CHOICE, if is_on { "on" } else { "off" });
        self.is_on.set(is_on);
    }

    fn hear(self, press: &Press) -> bool {
        if press.key == "Escape" && press.is_typing && !press.is_in_dialog {
            if !self.ask(Key::Leave) {
                document::leave_field();
            }
            return true;
        }
        if press.has_modifier || press.is_typing || press.is_in_dialog || !self.is_on.get_untracked() {
            return false;
        }
        let is_second = self.chord.with_value(Option::is_some);
        self.chord.set_value(None);
        let key = match press.key.as_str() {
            "q" if is_second => Key::Queue,
            "p" if is_second => Key::Policy,
            "g" => {
                let forget = move || {
                    self.chord.try_set_value(None);
                };
                self.chord.set_value(Some(clock::after(CHORD, forget)));
                return true;
            }
            "j" => Key::Next,
            "k" => Key::Previous,
            "o" => Key::Open,
            "/" => Key::Search,
            "r" => Key::Reply,
            "n" => Key::Note,
            "f" => Key::Offer,
            "1" => Key::Pick(1),
            "2" => Key::Pick(2),
            "3" => Key::Pick(3),
            "4" => Key::Pick(4),
            "v" => Key::FindOut,
            "t" => Key::Take,
            "." => Key::CopyNumber,
            "?" => Key::Help,
            "Escape" => Key::Back,
            _ => return false,
        };
        self.ask(key)
    }

    /// Asks the newest page first; says whether the key was for anybody.
    fn ask(self, key: Key) -> bool {
        // Taken out first: a handler may register or remove others.
        let handlers: Vec<Handler> = self
            .handlers
            .with_value(|handlers| handlers.iter().rev().map(|(_, handler)| Rc::clone(handler)).collect());
        handlers.iter().any(|handler| handler(key))
    }
}

/// The keys of the page.
pub fn use_keys() -> Option<Keys> {
    use_context::<Keys>()
}
