//! What operators and their machines ask: does it live, can it serve, what has it counted.

use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// Whether the process lives.
#[utoipa::path(get, path = "/healthz", tag = "operations",
    responses((status = 200, description = "It lives", body = String)))]
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether it can serve: the store answers and takes changes.
#[utoipa::path(get, path = "/readyz", tag = "operations",
    responses((status = 200, description = "It serves", body = String), (status = 503)))]
pub async fn readyz(State(state): State<AppState>) -> ApiResult<&'static str> {
    if state.ending.is_cancelled() {
        return Err(ApiError::unavailable("ending"));
    }
    state.store.ping().await?;
    Ok("ok\n")
}

/// What has been counted, for Prometheus.
#[utoipa::path(get, path = "/metrics", tag = "operations",
    responses((status = 200, description = "Prometheus text", body = String)))]
pub async fn metrics(State(state): State<AppState>) -> ApiResult<Response> {
    let n_lost: i64 = state.store.losses().await?.iter().map(|(first, last)| last - first + 1).sum();
    let gauges = [
        ("redress_log_events", "Number of the last event in the log.", state.store.last_seq().await?),
        ("redress_log_events_lost", "Events known to be missing from the log.", n_lost),
        (
            "redress_store_commits",
            "Batches of changes committed since the start.",
            i64::try_from(state.store.n_commits()).unwrap_or(i64::MAX),
        ),
        (
            "redress_stream_listeners",
            "Open event streams.",
            i64::try_from(state.live.n_listeners()).unwrap_or(i64::MAX),
        ),
    ];
    let text = state.metrics.text(&gauges);
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}
