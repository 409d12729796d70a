//! Photos for a case that is there already: kept on this device until the case has them, and sent like everything else that
//! waits, also after a reload.
//!
//! Each lies under an entry of its own, so that two tabs never write over each other's. The command that puts a photo to use
//! has the photo's id: sent again, by whichever tab, it is the same.

use super::{Following, Stop};
use crate::proof;
use domain::complaint::command::{Command, EvidenceUse};
use domain::evidence::EvidenceRef;
use domain::id::{CaseId, CommandId, EvidenceId};
use web::api::{self, ApiError, uploads::For};
use web::browser::photo::{self, Photo};
use web::browser::{database, random};
use web::i18n::{Locale, t};

/// What the names of the entries begin with; the ids of case and photo follow.
const KEPT: &str = "case-photo-";

fn prefix(case: CaseId) -> String {
    [KEPT, &case.to_string(), "-"].concat()
}

fn key(case: CaseId, id: EvidenceId) -> String {
    [prefix(case), id.to_string()].concat()
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

impl Following {
    /// Adds a photo to the case. What can't go out is kept, and waits.
    pub(crate) async fn add_photo(
        self,
        locale: Locale,
        photo: Photo,
        progress: impl Fn(u8) + Clone + 'static,
    ) -> Result<(), Stop> {
        let id = EvidenceId(random::uuid());
        let kept = [(id.to_string(), photo)];
        let is_kept = database::put(&key(self.id, id), &photo::to_kept(&kept)).await.is_ok();
        let [(_, photo)] = kept;
        match self.send_photo(locale, id, &photo, progress).await {
            // Where nothing can be kept there is nothing that could wait.
            Err(stop) if stop.is_open && !is_kept => {
                Err(Stop::of(t::customer::photo_unsent(locale).to_owned()))
            }
            sent => sent,
        }
    }

    /// Sends the photos that wait, one after the other; how many have gone out. What is in the way of one that may still go
    /// is in the way of all.
    pub(crate) async fn send_kept_photos(self, locale: Locale) -> Result<u32, Stop> {
        let mut n_sent = 0;
        for key in database::keys(&prefix(self.id)).await.unwrap_or_default() {
            // Another tab may have sent it meanwhile.
            let Ok(kept) = database::get(&key).await else { continue };
            for (id, photo) in photo::from_kept(&kept) {
                let Ok(id) = id.parse() else { continue };
                self.send_photo(locale, id, &photo, |_| {}).await?;
                n_sent += 1;
            }
        }
        Ok(n_sent)
    }

    /// How many photos wait.
    pub(crate) async fn n_kept_photos(self) -> usize {
        database::keys(&prefix(self.id)).await.map_or(0, |keys| keys.len())
    }

    /// Calls off the photos that wait.
    pub(crate) async fn drop_kept_photos(self) {
        remove(database::keys(&prefix(self.id)).await.unwrap_or_default()).await;
    }

    /// Sends one, and puts it to use. It is kept for as long as it may still go out, and no longer.
    async fn send_photo(
        self,
        locale: Locale,
        id: EvidenceId,
        photo: &Photo,
        progress: impl Fn(u8) + Clone + 'static,
    ) -> Result<(), Stop> {
        let command = CommandId(id.0);
        let sent = match self.upload(id, command, photo, progress).await {
            Ok(evidence) => {
                self.note_upload(evidence);
                let add = Command::AddEvidence(EvidenceUse { id, sku: None });
                self.dispatch_as(locale, command, add).await
            }
            // It is with the case, and only the answer was lost.
            Err(error) if is_answered(&error) => Ok(()),
            Err(error) => Err(Stop::failed(locale, &error)),
        };
        if !sent.as_ref().is_err_and(|stop| stop.is_open) {
            let _ = database::remove(&key(self.id, id)).await;
        }
        sent
    }

    async fn upload(
        self,
        id: EvidenceId,
        command: CommandId,
        photo: &Photo,
        progress: impl Fn(u8) + Clone + 'static,
    ) -> Result<EvidenceRef, ApiError> {
        let once =
            async || api::uploads::send(id, command, For::Case(self.id), &photo.blob, progress.clone()).await;
        match once().await {
            Err(error) if proof::is_lost(&error) && proof::renew(self.id).await => once().await,
            sent => sent,
        }
    }
}

fn is_answered(error: &ApiError) -> bool {
    error.failure().is_some_and(|failure| failure.code == "command_answered")
}
