//! Handing out evidence, only to those who may see it, and never as something a browser would run.

use super::path::Id;
use crate::auth::Caller;
use crate::error::{ApiError, ApiResult};
use crate::openapi::bytes;
use crate::state::AppState;
use crate::store::StoreFault;
use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// One file. Pictures are shown, anything else is downloaded.
#[utoipa::path(get, path = "/api/evidence/{evidence_id}", tag = "cases",
    params(("evidence_id" = Uuid, Path, description = "The file")),
    responses((status = 200, description = "Its content", content(
            (ref(bytes()) = "image/jpeg"), (ref(bytes()) = "image/png"), (ref(bytes()) = "image/webp"),
            (ref(bytes()) = "application/pdf"))),
        (status = 404, description = "No such file, or somebody else's")))]
pub async fn evidence(
    State(state): State<AppState>,
    caller: Caller,
    Id(evidence_id): Id,
) -> ApiResult<Response> {
    let row = state.store.evidence(evidence_id).await?.filter(|row| caller.may_see(row));
    let row = row.ok_or_else(ApiError::not_found)?;
    let content = state.files.get(&row.path).await?;
    // A folder or a bucket has other hands in it: nobody is shown what nobody sent.
    if Sha256::digest(&content).as_slice() != row.sha256 {
        return Err(StoreFault::unreadable(
            "evidence file",
            format!("{evidence_id} is not as it was taken in"),
        )
        .into());
    }
    let is_picture = row.media_type.starts_with("image/");
    let disposition = if is_picture { "inline" } else { "attachment" };
    let ending = row.media_type.rsplit('/').next().unwrap_or("bin").to_owned();
    let disposition = format!("{disposition}; filename=\"{}.{ending}\"", evidence_id.simple());
    let text = |value: &str| HeaderValue::from_str(value).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (CONTENT_TYPE, text(&row.media_type)),
        (CONTENT_DISPOSITION, text(&disposition)),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'"),
        ),
        // It never changes, and only this browser may keep it.
        (CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400")),
    ];
    Ok((headers, content).into_response())
}
