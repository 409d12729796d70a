//! What each visit of a page has written and not sent, by itself: `kept/customer/0197…/message/@0198…`.
//!
//! Of a field there is one entry for all tabs, and whoever writes there last writes over it. So a customer's words lie under
//! the name of the visit that wrote them as well, and the visit holds a lock of that name for as long as its page is there. What
//! lies under the name of a visit that is over is in nobody's hand: whichever tab looks next finds it. A page loaded anew goes
//! on with what the visit before it in the same tab wrote.
//!
//! What is merely shown, because another tab wrote it, belongs to no visit but the one that wrote it.

use super::{PREFIX, of_this_visit};
use crate::browser::tabs::{self, Hold};
use crate::browser::{clock, random, storage};
use std::cell::{Cell, RefCell};
use uuid::Uuid;

/// What stands between the name of a field's entry and that of a visit.
const MARK: &str = "/@";

/// Where a tab keeps the name of the visit it is at, so that the next one in it knows what it goes on with.
const VISIT: &str = "visit";

/// How often a tab asks for what the page before the reload may be just letting go.
const TRIES: u8 = 8;

/// How long it waits in between, in milliseconds.
const BETWEEN: u64 = 100;

thread_local! {
    /// The name of this visit.
    static THIS: Cell<Option<Uuid>> = const { Cell::new(None) };
    /// Shows other tabs that this visit is not over.
    static HELD: RefCell<Option<Hold>> = const { RefCell::new(None) };
}

/// Begins the visit, so that what the one before it in the same tab wrote is in nobody else's hand.
pub fn begin() {
    this();
}

fn this() -> Uuid {
    if let Some(id) = THIS.get() {
        return id;
    }
    let id = random::uuid();
    THIS.set(Some(id));
    let before = storage::tab_get(VISIT).and_then(|id| id.parse().ok());
    storage::tab_set(VISIT, &id.to_string());
    leptos::task::spawn_local(async move {
        HELD.set(hold(id).await);
        if let Some(before) = before {
            go_on_with(before).await;
        }
    });
    id
}

/// Holds the name of a visit, unless its page is still there.
async fn hold(visit: Uuid) -> Option<Hold> {
    tabs::hold(&["redress-visit-", &visit.to_string()].concat()).await
}

/// Goes on with what the visit before in the same tab wrote. Where that is not over, this tab is the double of one that lives.
async fn go_on_with(before: Uuid) {
    for _ in 0..TRIES {
        if hold(before).await.is_some() {
            let its = |entry: &Unsent| entry.visit == before;
            entries("").into_iter().filter(its).for_each(|entry| entry.take_over());
            return;
        }
        clock::sleep(BETWEEN).await;
    }
}

/// Keeps what this visit has written in a field; nothing is kept of a blank.
pub(super) fn keep(key: &str, text: &str) {
    let name = [key, MARK, &this().to_string()].concat();
    if text.trim().is_empty() {
        storage::remove(&name);
    } else {
        storage::set(&name, text);
    }
}

/// Forgets what was sent, whichever visit wrote it.
pub(super) fn settle(key: &str, sent: &str) {
    for name in storage::keys(&[key, MARK].concat()) {
        if storage::get(&name).as_deref() == Some(sent) {
            storage::remove(&name);
        }
    }
}

/// Words that were written in a visit and not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsent {
    name: String,
    key: String,
    /// The visit; ids begin with the time they were made.
    pub visit: Uuid,
    /// What was written.
    pub text: String,
}

impl Unsent {
    /// The name of the field's own entry, as [`super::key`] makes it.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The name of the field.
    pub fn field(&self) -> &str {
        self.key.rsplit('/').next().unwrap_or_default()
    }

    /// Whether this visit has them in hand.
    pub fn is_in_hand(&self) -> bool {
        self.visit == this()
    }

    /// Forgets them.
    pub fn forget(&self) {
        storage::remove(&self.name);
    }

    /// Lets this visit have them in hand, unless it has written something else there.
    pub fn take_over(&self) {
        self.forget();
        if of_this_visit(&self.key).is_none_or(|text| text == self.text) {
            keep(&self.key, &self.text);
        }
    }
}

/// Everything that was written below a place and not sent.
fn entries(place: &str) -> Vec<Unsent> {
    let unsent = |name: String| {
        let (key, visit) = name.rsplit_once(MARK)?;
        let (key, visit) = (key.to_owned(), visit.parse().ok()?);
        Some(Unsent { text: storage::get(&name)?, name, key, visit })
    };
    storage::keys(&[PREFIX, place].concat()).into_iter().filter_map(unsent).collect()
}

/// What was written below a place, such as `customer/`, and would be lost with this tab: in this visit, and in those that are
/// over. What another tab has in hand is that tab's; where the browser can't tell, so is whatever others wrote.
pub async fn unsent(place: &str) -> Vec<Unsent> {
    let has_locks = tabs::has_locks();
    let mut unsent = Vec::new();
    for entry in entries(place) {
        let is_free = entry.is_in_hand() || (has_locks && hold(entry.visit).await.is_some());
        // Another tab may have found it meanwhile.
        if is_free && storage::get(&entry.name).as_deref() == Some(entry.text.as_str()) {
            unsent.push(entry);
        }
    }
    unsent
}
