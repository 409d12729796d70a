//! Small values kept in this browser: a language, a text half written, the last case opened.
//!
//! There are two shelves: what stands on the browser's is there for all tabs and after all of them are closed; what
//! stands on a tab's is there for this tab alone, and survives its reload. Storage may be full, switched off or
//! absent in private windows; then nothing is kept and nothing fails.

use super::history::listen;
use js_sys::Reflect;
use web_sys::Event;

fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn session() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// The value kept under a key.
pub fn get(key: &str) -> Option<String> {
    local()?.get_item(key).ok()?
}

/// Keeps a value under a key.
pub fn set(key: &str, value: &str) {
    put(local(), key, value);
}

/// Forgets a key.
pub fn remove(key: &str) {
    take(local(), key);
}

/// The value this tab keeps under a key.
pub fn tab_get(key: &str) -> Option<String> {
    session()?.get_item(key).ok()?
}

/// Keeps a value under a key, for this tab.
pub fn tab_set(key: &str, value: &str) {
    put(session(), key, value);
}

/// Forgets a key of this tab.
pub fn tab_remove(key: &str) {
    take(session(), key);
}

/// Every key of the browser's shelf that begins so.
pub fn keys(prefix: &str) -> Vec<String> {
    local().map(|storage| keys_of(&storage, prefix)).unwrap_or_default()
}

fn keys_of(storage: &web_sys::Storage, prefix: &str) -> Vec<String> {
    let all = 0..storage.length().unwrap_or(0);
    let keys = all.filter_map(|idx| storage.key(idx).ok().flatten());
    keys.filter(|key| key.starts_with(prefix)).collect()
}

/// Forgets every key that begins so, on both shelves.
pub fn forget(prefix: &str) {
    for storage in [local(), session()].into_iter().flatten() {
        for key in keys_of(&storage, prefix) {
            let _ = storage.remove_item(&key);
        }
    }
}

/// Calls `then` when another tab takes a key from the browser's shelf, until the owner that asked goes away.
pub fn on_taken(key: String, then: impl Fn() + 'static) {
    on_change(key, move |_, now| {
        if now.is_none() {
            then();
        }
    });
}

/// Says to all tabs that what stands under a key of the browser's shelf is done with, and forgets it.
pub fn settle(key: &str) {
    set(key, "");
    remove(key);
}

/// Calls `then` with the value that another tab settled under a key, until the owner that asked goes away. What is
/// merely forgotten, as when somebody signs out, is not settled.
pub fn on_settled(key: String, then: impl Fn(&str) + 'static) {
    on_change(key, move |before, now| {
        if let (Some(before), Some("")) = (before, now) {
            then(before);
        }
    });
}

/// Calls `then` with the rest of the key and the value now, if any, when another tab changes a key that begins so, until
/// the owner that asked goes away.
pub fn on_changed_below(prefix: String, then: impl Fn(&str, Option<&str>) + 'static) {
    listen("storage", move |event| {
        let key = read(&event, "key").unwrap_or_default();
        if let Some(rest) = key.strip_prefix(prefix.as_str()) {
            then(rest, read(&event, "newValue").as_deref());
        }
    });
}

/// Calls `then` with the value before and the value now that another tab gave a key, until the owner that asked goes
/// away.
fn on_change(key: String, then: impl Fn(Option<&str>, Option<&str>) + 'static) {
    listen("storage", move |event| {
        if read(&event, "key").as_deref() == Some(key.as_str()) {
            then(read(&event, "oldValue").as_deref(), read(&event, "newValue").as_deref());
        }
    });
}

fn read(event: &Event, name: &str) -> Option<String> {
    Reflect::get(event, &name.into()).ok()?.as_string()
}

fn put(storage: Option<web_sys::Storage>, key: &str, value: &str) {
    if let Some(storage) = storage {
        // A full or forbidden store costs a convenience, not the work: it lies in memory as well.
        let _ = storage.set_item(key, value);
    }
}

fn take(storage: Option<web_sys::Storage>, key: &str) {
    if let Some(storage) = storage {
        let _ = storage.remove_item(key);
    }
}
