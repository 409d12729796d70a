//! Evidence on its way to the server, before or after the case exists.

use super::call::{face, parse};
use super::error::ApiError;
use crate::browser::blob::Blob;
use crate::browser::upload;
use domain::evidence::EvidenceRef;
use domain::id::{CaseId, CommandId, EvidenceId};

/// How long one photo may take: eight megabytes over a poor mobile network.
const TIME_LIMIT: u32 = 180_000;

/// Sends a piece of evidence under its own id, bound to the command that will use it and, where there is one
/// already, to its case; the same id sent again is the same piece. Reports whole per cents.
pub async fn send(
    id: EvidenceId,
    command: CommandId,
    case: Option<CaseId>,
    blob: &Blob,
    progress: impl Fn(u8) + 'static,
) -> Result<EvidenceRef, ApiError> {
    let address = format!("/api/uploads/{id}?command_id={command}&face={}", face().code());
    let address = case.map_or_else(|| address.clone(), |case| format!("{address}&case_id={case}"));
    let answer = upload::put(&address, blob, TIME_LIMIT, progress).await;
    if answer.status == 0 { Err(ApiError::Unreachable) } else { parse(answer.status, &answer.body) }
}
