//! Policy packs, each version that ever was in force: the public part for everybody, the desk's part for those who work cases.
//!
//! A pack is addressed by the hash of its public part, so an answer never changes and may be kept for ever.

use super::path::Piece;
use crate::auth::Caller;
use crate::error::{ApiError, ApiResult};
use crate::openapi::told;
use crate::state::AppState;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::policy::pack::{Desk, Pack};

fn json(text: String, cached: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, cached)];
    (headers, text).into_response()
}

/// The public part of a pack.
#[utoipa::path(get, path = "/api/packs/{hash}", tag = "shop",
    params(("hash" = String, Path, description = "The hash in the shop's list of packs")),
    responses((status = 200, description = "The pack, compiled", body = ref(told::<Pack>())), (status = 404)))]
pub async fn public(State(state): State<AppState>, Piece(hash): Piece) -> ApiResult<Response> {
    let version = state.policies.by_hash(&hash).ok_or_else(ApiError::not_found)?;
    Ok(json(version.public_json.clone(), "public, max-age=31536000, immutable"))
}

/// The desk's part of a pack: limits, goodwill, phrases, who bears what.
#[utoipa::path(get, path = "/api/packs/{hash}/desk", tag = "shop",
    params(("hash" = String, Path, description = "The hash in the shop's list of packs")),
    responses((status = 200, description = "The desk's part; null where it has none", body = ref(told::<Option<Desk>>())), (status = 401), (status = 403),
        (status = 404)))]
pub async fn desk(State(state): State<AppState>, caller: Caller, Piece(hash): Piece) -> ApiResult<Response> {
    caller.desk_user()?;
    let version = state.policies.by_hash(&hash).ok_or_else(ApiError::not_found)?;
    // A pack without a part for the desk has an empty one: nothing is missing.
    let desk = match &version.desk_json {
        Some(desk) => desk.clone(),
        None => "null".to_owned(),
    };
    Ok(json(desk, "private, no-cache"))
}
