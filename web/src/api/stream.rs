//! What happens, as it happens: one stream of events for all tabs that watch the same thing.
//!
//! One tab holds the connection and repeats what it hears to the others; when it goes, the next takes over from
//! the last place it heard of. Events may come twice, never not at all: whoever listens drops what it knows.

use super::call::face;
use crate::browser::clock::{self, Timer};
use crate::browser::event_source::{self, Connection, Said};
use crate::browser::tabs::{Channel, Lead, lead};
use crate::json;
use domain::complaint::event::Recorded;
use serde::Deserialize;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// How long to wait before connecting again after the server refused, in milliseconds.
const PAUSE: u64 = 4_000;

/// What a listener is told.
#[derive(Clone, Debug)]
pub enum Note {
    /// Something happened to a case.
    Happened(Box<Recorded>),
    /// Something happened outside cases, such as to a draft of a pack.
    Beside,
    /// Too much was missed: load again what is shown.
    Reload,
    /// Whether the stream stands.
    Live(bool),
}

/// Where in the log something happened.
#[derive(Deserialize)]
struct Place {
    seq: u64,
}

/// A listener's hold on the stream; dropping it lets go.
pub struct Stream {
    _inner: Rc<Inner>,
}

impl core::fmt::Debug for Stream {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Stream")
    }
}

struct Inner {
    seen: Cell<u64>,
    hear: Box<dyn Fn(Note)>,
    channel: RefCell<Option<Channel>>,
    lead: RefCell<Option<Lead>>,
    connection: RefCell<Option<Connection>>,
    retry: RefCell<Option<Timer>>,
}

/// Follows the events this person may see, from behind `after`. Tabs with the same `topic` share one connection.
pub fn follow(topic: &str, after: u64, hear: impl Fn(Note) + 'static) -> Stream {
    let name = ["redress-stream-", topic].concat();
    let inner = Rc::new(Inner {
        seen: Cell::new(after),
        hear: Box::new(hear),
        channel: RefCell::new(None),
        lead: RefCell::new(None),
        connection: RefCell::new(None),
        retry: RefCell::new(None),
    });
    let from_tabs = Rc::downgrade(&inner);
    *inner.channel.borrow_mut() = Channel::join(&name, move |text| {
        if let (Some(inner), Some((kind, data))) = (from_tabs.upgrade(), text.split_once('\n')) {
            inner.take(kind, data);
        }
    });
    // What was passed on before this tab joined it has missed: whoever leads compares, and answers where it is so.
    if let Some(channel) = inner.channel.borrow().as_ref() {
        channel.say(&["joined\n", &after.to_string()].concat());
    }
    let leading = Rc::downgrade(&inner);
    let claim = lead(&name, move || connect(&leading));
    *inner.lead.borrow_mut() = Some(claim);
    Stream { _inner: inner }
}

fn connect(inner: &Weak<Inner>) {
    let Some(strong) = inner.upgrade() else { return };
    let address = format!("/api/stream?after={}&face={}", strong.seen.get(), face().code());
    let hearing = inner.clone();
    let connection = event_source::open(&address, &["recorded", "beside", "reset"], move |said| {
        let Some(inner) = hearing.upgrade() else { return };
        match said {
            Said::Opened => inner.tell("live", "1"),
            Said::Message { kind, data } => inner.tell(&kind, &data),
            Said::Broken { gave_up } => {
                inner.tell("live", "0");
                if gave_up {
                    let again = hearing.clone();
                    *inner.retry.borrow_mut() = Some(clock::after(PAUSE, move || connect(&again)));
                }
            }
        }
    });
    *strong.connection.borrow_mut() = connection;
}

impl Inner {
    /// Takes in what the connection said and repeats it to the other tabs.
    fn tell(&self, kind: &str, data: &str) {
        if let Some(channel) = self.channel.borrow().as_ref() {
            channel.say(&[kind, "\n", data].concat());
        }
        self.take(kind, data);
    }

    /// Tells the tabs how far this one is, where it leads and a tab that joined is further behind.
    fn compare(&self, after: &str) {
        let seen = self.seen.get();
        let is_behind = after.parse().is_ok_and(|after: u64| after < seen);
        if let (true, true, Some(channel)) =
            (is_behind, self.connection.borrow().is_some(), self.channel.borrow().as_ref())
        {
            channel.say(&["ahead\n", &seen.to_string()].concat());
        }
    }

    fn take(&self, kind: &str, data: &str) {
        match kind {
            "live" => (self.hear)(Note::Live(data == "1")),
            "joined" => self.compare(data),
            "ahead" => {
                if data.parse().is_ok_and(|seq: u64| seq > self.seen.get()) {
                    (self.hear)(Note::Reload);
                }
            }
            "reset" => (self.hear)(Note::Reload),
            "beside" => {
                // In full as the server sent it: `{"seq":1042}`.
                if let Some(Place { seq }) = json::read(data) {
                    self.seen.set(self.seen.get().max(seq));
                }
                (self.hear)(Note::Beside);
            }
            _ => match json::read::<Recorded>(data) {
                Some(recorded) => {
                    self.seen.set(self.seen.get().max(recorded.seq));
                    (self.hear)(Note::Happened(Box::new(recorded)));
                }
                // An event of a newer version of the server: the case file says what it led to.
                None => (self.hear)(Note::Reload),
            },
        }
    }
}
