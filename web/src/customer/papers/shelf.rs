//! Where the papers of complaints lie while nobody has sent them: one entry in the browser's database for each, and a
//! lock that says which tab has it in hand.
//!
//! What no living tab has in hand is free: a tab that is opened anew offers to go on with it, or sends what was
//! waiting to be sent.

use super::Kept;
use domain::id::CaseId;
use web::browser::tabs::{self, Hold};
use web::browser::{clock, database, storage};
use web::json;

/// What the names of the entries begin with; the rest is the id of the case to be.
const PAPERS: &str = "papers-";
/// The same for the photos.
const PHOTOS: &str = "photos-";
/// Where a tab keeps which papers are its own, so that it has them again after a reload.
const OWN: &str = "papers";

/// Where a tab keeps its own papers as they stood when the page went.
const LEAVING: &str = "papers-left";

/// How often a tab asks for its own papers, which the page before the reload may be just letting go.
const TRIES: u8 = 8;
/// How long it waits in between, in milliseconds.
const BETWEEN: u64 = 100;

/// The entry of the photos.
pub(super) fn photos_key(id: CaseId) -> String {
    [PHOTOS, &id.to_string()].concat()
}

fn key(id: CaseId) -> String {
    [PAPERS, &id.to_string()].concat()
}

/// Keeps papers.
pub(super) async fn put(kept: &Kept) {
    if let Ok(text) = serde_json::to_string(kept) {
        // Where nothing can be kept the form still works; it just won't survive a closed tab.
        let _ = database::put_text(&key(kept.case_id), &text).await;
    }
}

/// Keeps papers for this tab before the page is gone: the database would answer too late.
pub(super) fn put_at_once(kept: &Kept) {
    if let Ok(text) = serde_json::to_string(kept) {
        storage::tab_set(LEAVING, &text);
    }
}

/// The papers of that name as this tab left them, else as they lie in the database.
pub(crate) async fn get_as_left(id: CaseId) -> Option<Kept> {
    let left = storage::tab_get(LEAVING);
    storage::tab_remove(LEAVING);
    match left.and_then(|text| json::read::<Kept>(&text)).filter(|kept| kept.case_id == id) {
        Some(kept) => Some(kept),
        None => get(id).await,
    }
}

/// The papers of that name.
pub(crate) async fn get(id: CaseId) -> Option<Kept> {
    json::read(&database::get_text(&key(id)).await?)
}

/// Throws papers and their photos away.
pub(crate) async fn remove(id: CaseId) {
    for key in [key(id), photos_key(id)] {
        let _ = database::remove(&key).await;
    }
}

/// Takes papers in hand, unless another tab has them.
pub(crate) async fn hold(id: CaseId) -> Option<Hold> {
    tabs::hold(&["redress-", &key(id)].concat()).await
}

/// The same for a tab whose own they are.
pub(crate) async fn hold_own(id: CaseId) -> Option<Hold> {
    for _ in 0..TRIES {
        if let Some(hold) = hold(id).await {
            return Some(hold);
        }
        clock::sleep(BETWEEN).await;
    }
    None
}

/// Notes whose papers this tab has.
pub(crate) fn note_own(id: CaseId) {
    storage::tab_set(OWN, &id.to_string());
}

/// Which papers this tab had before it was loaded anew.
pub(crate) fn own() -> Option<CaseId> {
    storage::tab_get(OWN)?.parse().ok()
}

/// All papers that no tab has in hand, the latest first, each with a hold on it: dropping it leaves them free.
pub(crate) async fn free() -> Vec<(Kept, Hold)> {
    let keys = database::keys(PAPERS).await.unwrap_or_default();
    let mut free = Vec::new();
    // The database gives keys in their order, and ids begin with the time they were made.
    for key in keys.iter().rev() {
        let Some(id) = key.strip_prefix(PAPERS).and_then(|id| id.parse().ok()) else { continue };
        if let Some(hold) = hold(id).await {
            match get(id).await {
                Some(kept) => free.push((kept, hold)),
                // Nobody can read it any more.
                None => remove(id).await,
            }
        }
    }
    free
}
