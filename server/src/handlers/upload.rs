//! Taking in evidence. A file comes before the command that uses it, bound to that command's id and to the order
//! or case its sender has proved.

use super::body::read;
use super::path::Id;
use crate::auth::Caller;
use crate::error::{ApiError, ApiResult};
use crate::evidence::Files;
use crate::evidence::media::{Unusable, sniff};
use crate::evidence::pixels;
use crate::ledger::project::order_key;
use crate::limit::{Rate, Tried};
use crate::state::AppState;
use crate::store::evidence::{EvidenceRow, Kept};
use axum::Json;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use domain::complaint::rejection::Rejection;
use domain::evidence::{EvidenceRef, MAX_BYTES, MAX_PER_CASE, MediaType};
use domain::id::EvidenceId;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::time::Duration;
use uuid::Uuid;

/// What an upload is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    command_id: Uuid,
    order_number: Option<String>,
    case_id: Option<Uuid>,
    #[serde(rename = "face")]
    _face: Option<String>,
}

/// Takes in one file, sent as the raw body.
#[utoipa::path(put, path = "/api/uploads/{evidence_id}", tag = "customer",
    params(("evidence_id" = Uuid, Path, description = "Made by the sender, so that sending again is no second file"),
        ("command_id" = Uuid, Query, description = "The command that will use it"),
        ("order_number" = Option<String>, Query, description = "The order it is about; the last one looked up unless given"),
        ("case_id" = Option<Uuid>, Query, description = "The case it is added to, once there is one")),
    responses((status = 200, description = "What was kept", body = Object), (status = 401), (status = 404),
        (status = 409, description = "The id belongs to another file"), (status = 413),
        (status = 415, description = "Not a picture or PDF that is taken"),
        (status = 422, description = "Empty, cut short, or too many"), (status = 429), (status = 503)))]
pub async fn upload(
    State(state): State<AppState>,
    caller: Caller,
    Id(evidence_id): Id,
    purpose: Result<Query<Purpose>, axum::extract::rejection::QueryRejection>,
    request: Request,
) -> ApiResult<Json<EvidenceRef>> {
    let Query(purpose) = purpose.map_err(|error| ApiError::malformed(error.body_text()))?;
    let order_key = belongs_to(&state, &caller, &purpose).await?;
    let rate = Rate { n: state.config.rates.uploads_per_hour, per: Duration::from_hours(1) };
    state.limits.attempt(Tried::UploadFor, &order_key, rate).await?.spend();
    let content = read(request, state.config.max_upload_bytes).await?;
    let media_type = sniff(&content).map_err(unusable)?;
    if pixels::count(media_type, &content).is_some_and(|n| n > pixels::MAX) {
        return Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "evidence_too_many_pixels"));
    }
    let row = EvidenceRow {
        evidence_id,
        order_key,
        command_id: purpose.command_id,
        case_id: purpose.case_id,
        media_type: media_type.code().to_owned(),
        bytes: i64::try_from(content.len()).map_err(|_| ApiError::too_large(MAX_BYTES))?,
        sha256: Sha256::digest(&content).to_vec(),
        path: Files::new_path(),
        uploaded_at: state.clock.utc().timestamp_millis(),
    };
    let limit = u32::try_from(MAX_PER_CASE).unwrap_or(u32::MAX);
    // Asked before the bytes are written, and again inside the transaction that counts.
    let n_kept = state.store.n_evidence(row.command_id, row.case_id).await?;
    let is_known = state.store.evidence(evidence_id).await?.is_some();
    if !is_known && n_kept >= i64::from(limit) {
        return Err(Rejection::TooMuchEvidence { max: limit }.into());
    }
    let kept = EvidenceRef { sku: None, ..evidence_ref(&row).ok_or_else(|| unusable(Unusable::Unknown))? };
    // The bytes first: a row without its file would be a promise nobody can keep. They lie where nobody else writes,
    // and go again unless the row is kept.
    let path = row.path.clone();
    state.files.put(&path, content).await?;
    let outcome = state.store.keep_evidence(row, limit).await;
    if !matches!(outcome, Ok(Kept::Done))
        && let Err(fault) = state.files.remove(&path).await
    {
        tracing::warn!(%fault, "the bytes of a refused upload stay until they are swept up");
    }
    match outcome? {
        Kept::Done | Kept::Repeated => Ok(Json(kept)),
        Kept::Taken => Err(ApiError::new(StatusCode::CONFLICT, "evidence_id_taken")),
        Kept::TooMany => Err(Rejection::TooMuchEvidence { max: limit }.into()),
    }
}

/// The order an upload belongs to, which its sender must have proved.
async fn belongs_to(state: &AppState, caller: &Caller, purpose: &Purpose) -> ApiResult<String> {
    if let Some(case_id) = purpose.case_id {
        caller.actor_on(case_id)?;
        let loaded = state.ledger.load(case_id).await?;
        let case = loaded.complaint.case().ok_or_else(ApiError::not_found)?;
        return Ok(order_key(&case.order.number));
    }
    let grant = match &purpose.order_number {
        Some(number) => caller.grants.order(&order_key(number)),
        None => caller.grants.orders.last(),
    };
    grant.map(|grant| grant.order_key.clone()).ok_or_else(|| Rejection::OrderNotLookedUp.into())
}

fn unusable(why: Unusable) -> ApiError {
    let expected = "a JPEG, PNG or WebP picture, or a PDF";
    match why {
        Unusable::Unknown => ApiError::unsupported("evidence_type_unknown", expected),
        Unusable::Heic => ApiError::unsupported("evidence_heic", expected),
        Unusable::Empty => ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "evidence_empty"),
        Unusable::Truncated => ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "evidence_truncated"),
    }
}

/// A file as the domain knows it; none for a form the domain does not know.
pub fn evidence_ref(row: &EvidenceRow) -> Option<EvidenceRef> {
    let sha256 = row.sha256.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    Some(EvidenceRef {
        id: EvidenceId(row.evidence_id),
        media_type: MediaType::from_code(&row.media_type)?,
        bytes: u32::try_from(row.bytes).ok()?,
        sha256,
        sku: None,
    })
}
