//! Evidence on its way to the server, before or after the case exists.

use super::call::{face, parse};
use super::error::ApiError;
use crate::browser::blob::Blob;
use crate::browser::upload;
use domain::evidence::EvidenceRef;
use domain::id::{CaseId, CommandId, EvidenceId};

/// How long one photo may take: eight megabytes over a poor mobile network.
const TIME_LIMIT: u32 = 180_000;

/// What a piece of evidence is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For<'a> {
    /// A complaint about the order of this number, which is still to be filed.
    Order(&'a str),
    /// A case that exists already.
    Case(CaseId),
}

/// Sends a piece of evidence under its own id, bound to the command that will use it and to its order or case; the
/// same id sent again is the same piece. Reports whole per cents.
pub async fn send(
    id: EvidenceId,
    command: CommandId,
    what_for: For<'_>,
    blob: &Blob,
    progress: impl Fn(u8) + 'static,
) -> Result<EvidenceRef, ApiError> {
    let (name, value) = match what_for {
        For::Order(number) => ("order_number", upload::in_address(number)),
        For::Case(case) => ("case_id", case.to_string()),
    };
    let address = format!("/api/uploads/{id}?command_id={command}&face={}&{name}={value}", face().code());
    let answer = upload::put(&address, blob, TIME_LIMIT, progress).await;
    if answer.status == 0 { Err(ApiError::Unreachable) } else { parse(answer.status, &answer.body) }
}
