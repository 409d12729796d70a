//! Adding a photo to a case that is there: it is sent, then put to use by a command of its own.
//!
//! The command has the photo's id: sent again, by whichever tab, it is the same. It says nothing about what the desk did
//! meanwhile, so it goes on top of it.

use domain::complaint::command::{Command, CommandEnvelope, EvidenceUse};
use domain::complaint::event::Recorded;
use domain::id::{CaseId, CommandId, EvidenceId};
use leptos::prelude::{RwSignal, Set};
use web::api::uploads::{self, For};
use web::api::{self, ApiError};
use web::browser::blob::Blob;

/// How often a photo is put on top of what the desk did meanwhile, before it waits for the next time.
const TRIES: u8 = 4;

/// What has happened to a case, and the version it led to.
#[derive(Debug)]
pub(crate) struct Happened {
    /// The events that were not known before.
    pub(crate) events: Vec<Recorded>,
    /// The version.
    pub(crate) version: u32,
}

/// The command that puts a photo to use.
pub(crate) const fn command_of(photo: EvidenceId) -> CommandId {
    CommandId(photo.0)
}

/// Adds one photo to a case known up to a version, and says what has happened since; what is sent is told in whole per
/// cents.
pub(crate) async fn add(
    case_id: CaseId,
    id: EvidenceId,
    blob: &Blob,
    version: u32,
    percent: Option<RwSignal<u8>>,
) -> Result<Happened, ApiError> {
    let command_id = command_of(id);
    let mut happened = Happened { events: Vec::new(), version };
    let progress = move |now| {
        percent.and_then(|percent| percent.try_set(now));
    };
    match uploads::send(id, command_id, For::Case(case_id), blob, progress).await {
        Ok(_) => {}
        // It is with the case, and only the answer was lost.
        Err(error) if is_answered(&error) => return Ok(happened),
        Err(error) => return Err(error),
    }
    for _ in 0..TRIES {
        let command = Command::AddEvidence(EvidenceUse { id, sku: None });
        let expected_version = happened.version;
        let envelope = CommandEnvelope { command_id, case_id, expected_version, command, personal: None };
        match api::cases::command(&envelope).await {
            Ok(answer) => {
                happened.events.extend(answer.events);
                happened.version = answer.version.max(happened.version);
                return Ok(happened);
            }
            Err(error) => match error.failure().map(|failure| &failure.facts) {
                Some(facts) if error.status() == 409 && facts.version.is_some() => {
                    happened.version = facts.version.unwrap_or(happened.version);
                    happened.events.extend(facts.missed.iter().cloned());
                }
                _ => return Err(error),
            },
        }
    }
    Err(ApiError::TimedOut)
}

/// Whether a photo came after the command it belongs to.
pub(crate) fn is_answered(error: &ApiError) -> bool {
    error.failure().is_some_and(|failure| failure.code == "command_answered")
}
