//! What operators and their machines ask: does it live, can it serve, what has it counted.

mod figures;

use crate::error::{ApiError, ApiResult};
use crate::state::AppState;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::wire::failure_code::FailureCode;
use sha2::{Digest, Sha256};
use std::net::{IpAddr, SocketAddr};
use std::path::Path;

/// Whether the process lives.
#[utoipa::path(get, path = "/healthz", tag = "operations",
    responses((status = 200, description = "It lives", body = String)))]
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether it can serve: the store answers and takes changes. What is wrong beside that stands in lines of its own: it
/// serves all the same, and taken out of service it could take no complaint.
#[utoipa::path(get, path = "/readyz", tag = "operations",
    responses((status = 200, description = "It serves", body = String), (status = 503)))]
pub async fn readyz(State(state): State<AppState>) -> ApiResult<String> {
    if state.ending.is_cancelled() {
        return Err(ApiError::unavailable(FailureCode::Ending));
    }
    state.store.ping().await?;
    state.store.takes_changes().await?;
    let wrong = wrong(&state).await;
    Ok(if wrong.is_empty() { "ok\n".to_owned() } else { format!("ok, but {}\n", wrong.join("\nand ")) })
}

/// What is wrong though it serves, each with what that means.
async fn wrong(state: &AppState) -> Vec<&'static str> {
    let is_missing = async |dir: &Path| !tokio::fs::metadata(dir).await.is_ok_and(|about| about.is_dir());
    let mut wrong = Vec::new();
    if state.doubt.is_there() {
        wrong.push("this machine's clock is in doubt: nothing is closed or swept up, see the log");
    }
    if state.doubt.is_behind() {
        wrong.push(
            "this machine's clock is behind the newest event: due times and days are wrong, see the log",
        );
    }
    if let Some(folder) = state.files.folder()
        && is_missing(folder).await
    {
        wrong.push("the folder `evidence` of the data folder is missing: no photo or file can be shown");
    }
    if let Some(dir) = &state.pages_dir
        && is_missing(dir).await
    {
        wrong.push("the folder with the web pages, `web-dir`, is missing: the next start has no pages");
    }
    wrong
}

/// What has been counted, for Prometheus: for this machine itself, or for whoever knows the token.
#[utoipa::path(get, path = "/metrics", tag = "operations",
    responses((status = 200, description = "Prometheus text", body = String),
        (status = 403, description = "Neither from this machine nor with the token")))]
pub async fn metrics(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> ApiResult<Response> {
    if !may_count(state.config.metrics_token.as_deref(), peer.ip(), &headers) {
        return Err(ApiError::forbidden());
    }
    let gauges = figures::gauges(&state).await?;
    let text = state.metrics.text(&gauges);
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response())
}

/// Whether the figures may be told. Without a token they are for this machine: not for what a proxy on it passes on,
/// which looks as near as the machine itself.
fn may_count(token: Option<&str>, peer: IpAddr, headers: &HeaderMap) -> bool {
    if let Some(token) = token {
        let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        // Compared by hashes, in a time that tells nothing of where two tokens differ.
        return given
            .and_then(|given| given.strip_prefix("Bearer "))
            .is_some_and(|given| Sha256::digest(given) == Sha256::digest(token));
    }
    let is_passed_on =
        ["x-forwarded-for", "x-real-ip", "forwarded", "via"].iter().any(|name| headers.contains_key(*name));
    peer.to_canonical().is_loopback() && !is_passed_on
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn figures_are_for_this_machine_and_for_whoever_knows_the_token() {
        let near: IpAddr = "127.0.0.1".parse().unwrap();
        let far: IpAddr = "10.0.0.7".parse().unwrap();
        let mapped: IpAddr = "::ffff:127.0.0.1".parse().unwrap();
        let with = |name: &'static str, value: &'static str| {
            HeaderMap::from_iter([(name.parse().unwrap(), HeaderValue::from_static(value))])
        };
        assert!(may_count(None, near, &HeaderMap::new()) && may_count(None, mapped, &HeaderMap::new()));
        assert!(!may_count(None, far, &HeaderMap::new()));
        assert!(!may_count(None, near, &with("x-forwarded-for", "203.0.113.9")));
        assert!(may_count(Some("s3cret"), far, &with("authorization", "Bearer s3cret")));
        assert!(!may_count(Some("s3cret"), far, &with("authorization", "Bearer s3cre")));
        assert!(!may_count(Some("s3cret"), near, &HeaderMap::new()));
    }
}
