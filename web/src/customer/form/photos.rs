//! The photos of the form: made fit to send, kept with the draft, and sent while the person writes on.
//!
//! Each has its own id, made when it is picked, so that sending it twice leaves one. A photo whose sending failed
//! stays in the form; the outbox tries again before it files anything.

use super::Form;
use domain::evidence::MAX_PER_CASE;
use domain::id::EvidenceId;
use leptos::prelude::*;
use web::api::{self, ApiError};
use web::browser::photo::{self, Photo, PhotoFault};
use web::browser::{blob, database, random};
use web::components::file_picker::Picked;

const KEPT_PHOTOS: &str = "draft-photos";

/// How far a photo has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PhotoState {
    /// Waiting for its turn or for the network.
    Waiting,
    /// On its way, in whole per cents.
    Sending(u8),
    /// With the server.
    Sent,
}

/// A photo of the form.
#[derive(Clone, Debug)]
pub(crate) struct FormPhoto {
    /// The id it is sent under.
    pub(crate) id: EvidenceId,
    /// The picture.
    pub(crate) photo: Photo,
    /// A local address to show it.
    pub(crate) address: String,
    /// How far it has come.
    pub(crate) state: PhotoState,
}

/// Why a picked file did not become a photo of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// The file itself.
    File(String, PhotoFault),
    /// There are as many as there may be.
    TooMany,
}

impl Form {
    /// The photos; tracked.
    pub(crate) fn photos(self) -> Vec<FormPhoto> {
        self.photos.get()
    }

    /// How many photos there are; tracked.
    pub(crate) fn n_photos(self) -> usize {
        self.photos.with(Vec::len)
    }

    /// How many photos there are; not tracked.
    pub(crate) fn n_photos_now(self) -> usize {
        self.photos.with_untracked(Vec::len)
    }

    /// Makes a picked file fit, adds it and begins to send it.
    pub(crate) async fn add_photo(self, file: Picked) -> Result<(), Unfit> {
        if self.photos.with_untracked(Vec::len) >= MAX_PER_CASE {
            return Err(Unfit::TooMany);
        }
        let name = file.name();
        let photo = photo::prepare(&file, |_| {}).await.map_err(|fault| Unfit::File(name, fault))?;
        let id = EvidenceId(random::uuid());
        let address = blob::address(&photo.blob).unwrap_or_default();
        self.photos
            .update(|photos| photos.push(FormPhoto { id, photo, address, state: PhotoState::Waiting }));
        self.keep_photos().await;
        // The person goes on meanwhile; what fails now is tried again before filing.
        leptos::task::spawn_local(async move {
            let _ = self.send_photo(id).await;
        });
        Ok(())
    }

    /// Takes a photo out of the form.
    pub(crate) fn remove_photo(self, id: EvidenceId) {
        self.photos.update(|photos| {
            photos.retain(|photo| {
                if photo.id == id {
                    blob::forget_address(&photo.address);
                }
                photo.id != id
            });
        });
        leptos::task::spawn_local(self.keep_photos());
    }

    /// Sends what has not been sent yet.
    pub(crate) async fn send_photos(self) -> Result<(), ApiError> {
        let waiting: Vec<EvidenceId> = self.photos.with_untracked(|photos| {
            photos.iter().filter(|photo| photo.state != PhotoState::Sent).map(|photo| photo.id).collect()
        });
        for id in waiting {
            self.send_photo(id).await?;
        }
        Ok(())
    }

    async fn send_photo(self, id: EvidenceId) -> Result<(), ApiError> {
        let command = self.now(|kept| kept.command_id);
        let found = self.photos.with_untracked(|photos| {
            photos.iter().find(|photo| photo.id == id).map(|photo| photo.photo.blob.clone())
        });
        let Some(blob) = found else { return Ok(()) };
        self.mark_photo(id, PhotoState::Sending(0));
        let sent = api::uploads::send(id, command, None, &blob, move |percent| {
            self.mark_photo(id, PhotoState::Sending(percent));
        })
        .await;
        self.mark_photo(id, if sent.is_ok() { PhotoState::Sent } else { PhotoState::Waiting });
        sent.map(|_| ())
    }

    fn mark_photo(self, id: EvidenceId, state: PhotoState) {
        self.photos.try_update(|photos| {
            if let Some(photo) = photos.iter_mut().find(|photo| photo.id == id) {
                photo.state = state;
            }
        });
    }

    async fn keep_photos(self) {
        let photos: Vec<(String, Photo)> = self.photos.with_untracked(|photos| {
            photos.iter().map(|photo| (photo.id.to_string(), photo.photo.clone())).collect()
        });
        // Where nothing can be kept the photos still go along with this visit.
        let _ = database::put(KEPT_PHOTOS, &photo::to_kept(&photos)).await;
    }

    /// Takes up the photos this browser kept. The server may have some; sending them again changes nothing.
    pub(super) async fn restore_photos(self) {
        let Ok(kept) = database::get(KEPT_PHOTOS).await else { return };
        let photos = photo::from_kept(&kept)
            .into_iter()
            .filter_map(|(id, photo)| {
                let address = blob::address(&photo.blob).unwrap_or_default();
                Some(FormPhoto { id: id.parse().ok()?, photo, address, state: PhotoState::Waiting })
            })
            .collect();
        self.photos.set(photos);
    }

    /// Forgets the photos, here and in the browser's store.
    pub(super) fn clear_photos(self) {
        self.photos.update(|photos| {
            for photo in photos.drain(..) {
                blob::forget_address(&photo.address);
            }
        });
        leptos::task::spawn_local(self.keep_photos());
    }
}
