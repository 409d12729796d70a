//! Photos for a case that is there already: kept on this device until the case has them, and sent like everything else that
//! waits, also after a reload.
//!
//! Each lies under an entry of its own, so that two tabs never write over each other's.

use super::{Following, Stop, is_hidden};
use crate::{late_photo, proof};
use domain::complaint::pending::Replica;
use domain::id::{CaseId, EvidenceId};
use leptos::prelude::*;
use web::browser::photo::{self, Photo};
use web::browser::{blob, database, random};
use web::i18n::{Locale, t};

/// What the names of the entries begin with; the ids of case and photo follow.
const KEPT: &str = "case-photo-";

fn prefix(case: CaseId) -> String {
    [KEPT, &case.to_string(), "-"].concat()
}

/// Which photo lies under a key.
fn id_in(key: &str) -> Option<EvidenceId> {
    const LENGTH: usize = 36;
    key.get(key.len().checked_sub(LENGTH)?..)?.parse().ok()
}

fn key(case: CaseId, id: EvidenceId) -> String {
    [prefix(case), id.to_string()].concat()
}

/// A photo that waits, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WaitingPhoto {
    /// Where it is kept.
    key: String,
    /// The name of its file.
    pub(crate) name: String,
    /// A local address to show it; none for a document.
    pub(crate) address: Option<String>,
}

/// Throws away what waits for whatever case.
pub(crate) async fn throw_all_away() {
    remove(database::keys(KEPT).await.unwrap_or_default()).await;
}

async fn remove(keys: Vec<String>) {
    for key in keys {
        let _ = database::remove(&key).await;
    }
}

async fn read(key: String) -> Option<WaitingPhoto> {
    let kept = database::get(&key).await.ok()?;
    let (_, photo) = photo::from_kept(&kept).into_iter().next()?;
    let address = if photo.is_document() { None } else { blob::address(&photo.blob) };
    Some(WaitingPhoto { key, name: photo.name, address })
}

impl Following {
    /// Adds a photo to the case. What can't go out is kept, and waits.
    pub(crate) async fn add_photo(
        self,
        locale: Locale,
        photo: Photo,
        percent: RwSignal<u8>,
    ) -> Result<(), Stop> {
        // Signed out or left while it was made fit: nothing is written.
        if !self.may_keep() {
            return Err(Stop::Gone);
        }
        let id = EvidenceId(random::uuid());
        let kept = [(id.to_string(), photo)];
        let is_kept = database::put(&key(self.id, id), &photo::to_kept(&kept)).await.is_ok();
        if !self.may_keep() {
            remove(vec![key(self.id, id)]).await;
            return Err(Stop::Gone);
        }
        let [(_, photo)] = kept;
        match self.send_photo(locale, id, &photo, Some(percent)).await {
            // Where nothing can be kept there is nothing that could wait.
            Err(stop) if !stop.is_over() && !is_kept => {
                Err(Stop::Refused(t::customer::photo_unsent(locale).to_owned()))
            }
            sent => sent,
        }
    }

    /// Sends the photos that wait, one after the other; how many have gone out. What is in the way of one that may still go
    /// is in the way of all.
    pub(crate) async fn send_kept_photos(self, locale: Locale) -> Result<u32, Stop> {
        let mut n_sent = 0;
        for key in database::keys(&prefix(self.id)).await.unwrap_or_default() {
            // The page may be gone, and another tab may have sent it meanwhile.
            if !self.may_keep() {
                return Err(Stop::Gone);
            }
            let Ok(kept) = database::get(&key).await else { continue };
            for (id, photo) in photo::from_kept(&kept) {
                let Ok(id) = id.parse() else { continue };
                self.send_photo(locale, id, &photo, None).await?;
                n_sent += 1;
            }
        }
        Ok(n_sent)
    }

    /// The photos that wait, once they were looked for; tracked.
    pub(crate) fn kept_photos(self) -> Vec<WaitingPhoto> {
        self.photos.get().unwrap_or_default()
    }

    /// Looks which photos wait. One that is shown already is not read again; one that the case has waits no more, whichever
    /// tab sent it.
    pub(crate) async fn look_for_kept_photos(self) {
        let mut known = self.photos.try_get_untracked().flatten().unwrap_or_default();
        let mut photos = Vec::new();
        for key in database::keys(&prefix(self.id)).await.unwrap_or_default() {
            if id_in(&key).is_some_and(|id| self.has_arrived(late_photo::command_of(id))) {
                remove(vec![key]).await;
                continue;
            }
            match known.iter().position(|photo| photo.key == key) {
                Some(place) => photos.push(known.swap_remove(place)),
                None => photos.extend(read(key).await),
            }
        }
        for gone in known.into_iter().filter_map(|gone| gone.address) {
            blob::forget_address(&gone);
        }
        self.photos.try_set(Some(photos));
    }

    /// Calls off a photo that waits.
    pub(crate) async fn drop_kept_photo(self, photo: WaitingPhoto) {
        remove(vec![photo.key]).await;
    }

    /// Sends one, and puts it to use. It is kept for as long as it may still go out, and no longer.
    async fn send_photo(
        self,
        locale: Locale,
        id: EvidenceId,
        photo: &Photo,
        percent: Option<RwSignal<u8>>,
    ) -> Result<(), Stop> {
        // What waits may go out meanwhile.
        self.note_own(late_photo::command_of(id));
        let Some(version) = self.replica.try_with_untracked(Replica::version) else { return Err(Stop::Gone) };
        let once = async || late_photo::add(self.id, id, &photo.blob, version, percent).await;
        let mut added = once().await;
        if added.as_ref().is_err_and(is_hidden) && proof::renew(self.id).await {
            added = once().await;
        }
        let sent = match added {
            Ok(happened) => {
                self.replica.try_update(|replica| replica.receive(&happened.events, happened.version));
                Ok(())
            }
            Err(error) => Err(self.stopped(locale, &error)),
        };
        if sent.as_ref().err().is_none_or(Stop::is_over) {
            let _ = database::remove(&key(self.id, id)).await;
        }
        sent
    }
}
