//! Cases: reading one, and saying what is wanted of it.

use super::call::{get, post, remove};
use super::error::ApiError;
use domain::complaint::command::CommandEnvelope;
use domain::id::{CaseId, CommandId, EvidenceId};
use domain::wire::{Beside, CaseFile, CommandResponse, PrivateLink};

/// One case as its reader may see it.
pub async fn case_file(case_id: CaseId) -> Result<CaseFile, ApiError> {
    get(&format!("/api/cases/{case_id}")).await
}

/// What stands beside a case, for the desk only.
pub async fn beside(case_id: CaseId) -> Result<Beside, ApiError> {
    get(&format!("/api/cases/{case_id}/beside")).await
}

/// Sends a command. The same command id sent again changes nothing twice and gets the same answer.
pub async fn command(envelope: &CommandEnvelope) -> Result<CommandResponse, ApiError> {
    post("/api/commands", envelope).await
}

/// Sends a command that was kept as text, under this id and as said on top of this version.
pub async fn command_as_kept(
    case_id: CaseId,
    (id, version): (CommandId, u32),
    command: &serde_json::Value,
) -> Result<CommandResponse, ApiError> {
    let body = serde_json::json!({
        "command_id": id.to_string(),
        "case_id": case_id.to_string(),
        "expected_version": version,
        "command": command,
    });
    post("/api/commands", &body).await
}

/// The private link of a case as it stands.
pub async fn link(case_id: CaseId) -> Result<PrivateLink, ApiError> {
    get(&format!("/api/cases/{case_id}/link")).await
}

/// Makes a case a new private link; the former opens nothing any more.
pub async fn renew_link(case_id: CaseId) -> Result<PrivateLink, ApiError> {
    post(&format!("/api/cases/{case_id}/link"), &serde_json::Map::new()).await
}

/// Takes the private link of a case back.
pub async fn revoke_link(case_id: CaseId) -> Result<PrivateLink, ApiError> {
    remove(&format!("/api/cases/{case_id}/link")).await
}

/// Where a piece of evidence is to be seen, for an `img` or a link.
pub fn evidence_address(id: EvidenceId) -> String {
    format!("/api/evidence/{id}?face={}", super::call::face().code())
}
