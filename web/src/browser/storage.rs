//! Small values kept in this browser: a language, the last case opened.
//!
//! Storage may be full, switched off or absent in private windows; then nothing is kept and nothing fails.

fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The value kept under a key.
pub fn get(key: &str) -> Option<String> {
    local()?.get_item(key).ok()?
}

/// Keeps a value under a key.
pub fn set(key: &str, value: &str) {
    if let Some(storage) = local() {
        // A full or forbidden store costs a convenience, not the work: drafts live in the database.
        let _ = storage.set_item(key, value);
    }
}

/// Forgets a key.
pub fn remove(key: &str) {
    if let Some(storage) = local() {
        let _ = storage.remove_item(key);
    }
}
