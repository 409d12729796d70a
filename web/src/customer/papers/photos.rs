//! The photos of a complaint: made fit to send, kept with the papers, and sent while the person writes on.
//!
//! Each has its own id, made when it is picked, and goes over the line once: of the same picture picked twice one stays,
//! nobody sends one that is on its way, and which of them the server has is kept with the papers. They are sent for the
//! order of their papers, whatever else was looked up since. A photo whose sending failed stays; the outbox tries again
//! before it files anything.

use super::shelf::photos_key;
use super::{Papers, Unsent};
use crate::{late_photo, proof};
use domain::complaint::evolve::replay;
use domain::evidence::MAX_PER_CASE;
use domain::id::{CaseId, EvidenceId};
use domain::wire::CaseFile;
use leptos::prelude::*;
use web::api::{self, ApiError};
use web::browser::photo::{self, Photo, PhotoFault};
use web::browser::{blob, clock, database, random};
use web::components::file_picker::Picked;

/// How long to wait between two looks at a photo that is on its way, in milliseconds.
const LOOK: u64 = 100;

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

/// A photo of a complaint.
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

/// Why a picked file did not become one of the photos.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// The file itself.
    File(String, PhotoFault),
    /// It is there already, by the name under which it was added.
    Again(String),
    /// There are as many as there may be.
    TooMany,
}

/// What became of the photos that came after their complaint.
#[derive(Debug, Default)]
pub(crate) struct Late {
    /// Whether there were any.
    pub(crate) are_some: bool,
    /// Why some of them are not taken, where some are not.
    pub(crate) refused: Option<ApiError>,
}

impl Papers {
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
        if self.n_photos_now() >= MAX_PER_CASE {
            return Err(Unfit::TooMany);
        }
        let name = file.name();
        let photo = photo::prepare(&file, |_| {}).await.map_err(|fault| Unfit::File(name, fault))?;
        // Others may have been picked while it was made fit.
        if self.n_photos_now() >= MAX_PER_CASE {
            return Err(Unfit::TooMany);
        }
        let id = EvidenceId(random::uuid());
        let address = blob::address(&photo.blob).unwrap_or_default();
        // It takes its place first: of two that are compared at once, one comes after the other.
        self.photos
            .update(|photos| photos.push(FormPhoto { id, photo, address, state: PhotoState::Waiting }));
        if let Some(same) = self.same_before(id).await {
            self.remove_photo(id);
            return Err(Unfit::Again(same));
        }
        self.keep_photos().await;
        // The person goes on meanwhile; what fails now is tried again before filing.
        leptos::task::spawn_local(async move {
            let _ = self.send_photo_proven(id).await;
        });
        Ok(())
    }

    /// The name of the same picture, where it stands before this one among the photos.
    async fn same_before(self, id: EvidenceId) -> Option<String> {
        let all = self.photos.with_untracked(Vec::clone);
        let own = all.iter().find(|one| one.id == id)?.photo.blob.clone();
        for one in all.into_iter().take_while(|one| one.id != id) {
            if blob::are_same(&one.photo.blob, &own).await {
                return Some(one.photo.name);
            }
        }
        None
    }

    /// Takes a photo out.
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

    /// Sends what has not been sent yet, and waits for what is on its way.
    pub(super) async fn send_photos(self) -> Result<(), ApiError> {
        let ids: Vec<EvidenceId> =
            self.photos.with_untracked(|photos| photos.iter().map(|photo| photo.id).collect());
        for id in ids {
            self.send_photo(id).await?;
        }
        Ok(())
    }

    /// Sends what has not been sent yet while the person goes on; what fails is tried again before filing.
    pub(crate) fn send_photos_meanwhile(self) {
        leptos::task::spawn_local(async move {
            if let Err(error) = self.send_photos().await
                && proof::is_lost(&error)
                && self.prove_again().await.is_ok()
            {
                let _ = self.send_photos().await;
            }
        });
    }

    /// Adds to the case, as it lies at the server, the photos that did not come with its complaint, and says what became
    /// of them: the complaint is with the desk all the same.
    pub(super) async fn send_photos_after(self, file: &CaseFile) -> Result<Late, ApiError> {
        let known = replay(&file.events).case().map(|case| case.evidence.clone()).unwrap_or_default();
        let photos = self.photos.with_untracked(Clone::clone);
        let (mut version, mut late) = (file.version, Late::default());
        for mut photo in photos {
            if known.iter().any(|known| known.id == photo.id) {
                continue;
            }
            late.are_some = true;
            let mut added = late_photo::add(file.case_id, photo.id, &photo.photo.blob, version, None).await;
            if added.as_ref().is_err_and(is_taken) {
                // It was sent for the complaint, which went without it.
                photo.id = self.take_own_id(photo.id).await;
                added = late_photo::add(file.case_id, photo.id, &photo.photo.blob, version, None).await;
            }
            match added {
                Ok(happened) => version = happened.version,
                Err(error) if error.may_pass_later() || proof::is_lost(&error) => return Err(error),
                Err(error) => late.refused = late.refused.or(Some(error)),
            }
        }
        Ok(late)
    }

    async fn send_photo_proven(self, id: EvidenceId) -> Result<(), Unsent> {
        match self.send_photo(id).await {
            Err(error) if proof::is_lost(&error) => {
                self.prove_again().await?;
                Ok(self.send_photo(id).await?)
            }
            sent => Ok(sent?),
        }
    }

    async fn send_photo(self, mut id: EvidenceId) -> Result<(), ApiError> {
        while matches!(self.state_of(id), Some(PhotoState::Sending(_))) {
            clock::sleep(LOOK).await;
        }
        if self.state_of(id) != Some(PhotoState::Waiting) {
            return Ok(());
        }
        match self.send_photo_as(id).await {
            Err(error) if is_taken(&error) => {
                // Something else lies at the server under this id; the photo itself is still here.
                id = self.take_own_id(id).await;
                self.send_photo_as(id).await
            }
            sent => sent,
        }
    }

    /// Gives one photo another id.
    async fn take_own_id(self, id: EvidenceId) -> EvidenceId {
        let own = EvidenceId(random::uuid());
        self.each_photo(|photo| {
            if photo.id == id {
                photo.id = own;
            }
        });
        self.keep_photos().await;
        own
    }

    async fn send_photo_as(self, id: EvidenceId) -> Result<(), ApiError> {
        let (command, order) = self.now(|kept| (kept.command_id, kept.order().to_owned()));
        let found = self.photos.with_untracked(|photos| {
            photos.iter().find(|photo| photo.id == id).map(|photo| photo.photo.blob.clone())
        });
        let Some(blob) = found else { return Ok(()) };
        self.mark_photo(id, PhotoState::Sending(0));
        let sent = api::uploads::send(id, command, api::uploads::For::Order(&order), &blob, move |percent| {
            self.mark_photo(id, PhotoState::Sending(percent));
        })
        .await;
        // Under the ids of before it would be nobody's.
        let is_still_ours = self.now(|kept| kept.command_id) == command;
        let is_sent = sent.is_ok() && is_still_ours;
        self.mark_photo(id, if is_sent { PhotoState::Sent } else { PhotoState::Waiting });
        if is_sent {
            self.change(|kept| kept.sent.push(id));
            self.keep().await;
        }
        sent.map(|_| ())
    }

    fn state_of(self, id: EvidenceId) -> Option<PhotoState> {
        self.photos
            .with_untracked(|photos| photos.iter().find(|photo| photo.id == id).map(|photo| photo.state))
    }

    fn mark_photo(self, id: EvidenceId, state: PhotoState) {
        self.each_photo(|photo| {
            if photo.id == id {
                photo.state = state;
            }
        });
    }

    fn each_photo(self, change: impl FnMut(&mut FormPhoto)) {
        self.photos.try_update(|photos| photos.iter_mut().for_each(change));
    }

    /// Gives every photo another id: what the server has or had under the present ones is not these.
    pub(super) fn take_new_photo_ids(self) {
        self.each_photo(|photo| {
            photo.id = EvidenceId(random::uuid());
            photo.state = PhotoState::Waiting;
        });
        self.change(|kept| kept.sent.clear());
        leptos::task::spawn_local(self.keep_photos());
    }

    async fn keep_photos(self) {
        if self.is_thrown_away.get_value() {
            return;
        }
        let photos: Vec<(String, Photo)> = self.photos.with_untracked(|photos| {
            photos.iter().map(|photo| (photo.id.to_string(), photo.photo.clone())).collect()
        });
        // Where nothing can be kept the photos still go along with this visit.
        let _ = database::put(&photos_key(self.id()), &photo::to_kept(&photos)).await;
    }

    /// Takes up the photos that were kept with these papers.
    pub(crate) async fn restore_photos(self) {
        let sent = self.now(|kept| kept.sent.clone());
        self.take_photos_of(self.id(), &sent).await;
    }

    /// Takes the photos that were kept with other papers, under ids of their own.
    pub(crate) async fn copy_photos(self, other: CaseId) {
        self.take_photos_of(other, &[]).await;
        self.take_new_photo_ids();
    }

    async fn take_photos_of(self, id: CaseId, sent: &[EvidenceId]) {
        let Ok(kept) = database::get(&photos_key(id)).await else { return };
        let photos = photo::from_kept(&kept)
            .into_iter()
            .filter_map(|(id, photo)| {
                let (id, address) = (id.parse().ok()?, blob::address(&photo.blob).unwrap_or_default());
                let state = if sent.contains(&id) { PhotoState::Sent } else { PhotoState::Waiting };
                Some(FormPhoto { id, photo, address, state })
            })
            .collect();
        self.photos.set(photos);
    }

    /// Gives back the addresses under which the photos were shown.
    pub(super) fn forget_addresses(self) {
        self.photos.with_untracked(|photos| {
            for photo in photos {
                blob::forget_address(&photo.address);
            }
        });
    }
}

/// Whether something else lies at the server under the id of a photo.
fn is_taken(error: &ApiError) -> bool {
    error.failure().is_some_and(|failure| failure.code == "evidence_id_taken")
}
