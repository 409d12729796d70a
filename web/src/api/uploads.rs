//! Evidence on its way to the server, before or after the case exists.

use super::call::{face, parse};
use super::error::ApiError;
use crate::browser::blob::Blob;
use crate::browser::upload;
use domain::evidence::EvidenceRef;
use domain::id::{CommandId, EvidenceId};

/// How long one photo may take: eight megabytes over a poor mobile network.
const TIME_LIMIT: u32 = 180_000;

/// Sends a piece of evidence under its own id, bound to the command that will use it; the same id sent again is
/// the same piece. Reports whole per cents.
pub async fn send(
    id: EvidenceId,
    command: CommandId,
    blob: &Blob,
    progress: impl Fn(u8) + 'static,
) -> Result<EvidenceRef, ApiError> {
    let address = format!("/api/uploads/{id}?command_id={command}&face={}", face().code());
    let answer = upload::put(&address, blob, TIME_LIMIT, progress).await;
    if answer.status == 0 {
        Err(ApiError::Unreachable)
    } else {
        parse(answer.status, &answer.body)
    }
}
