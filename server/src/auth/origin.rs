//! Same origin for writes: a request that changes something must come from our own pages.
//!
//! Browsers say where a request comes from and pages can't forge it. A caller that says nothing is no browser
//! with somebody's cookies, so scripts and command lines pass.

use crate::error::ApiError;
use crate::state::AppState;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::wire::failure_code::FailureCode;

/// Refuses writes that come from another site.
pub async fn same_origin(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_read || is_ours(request.headers(), state.config.public_url.as_deref()) {
        next.run(request).await
    } else {
        ApiError::new(StatusCode::FORBIDDEN, FailureCode::CrossSite).into_response()
    }
}

fn is_ours(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return false;
    }
    let Some(origin) = text("origin") else {
        return true;
    };
    let host = origin.split_once("://").map(|(_, host)| host);
    let is_host = host.is_some() && host == text("host");
    let is_public = public_url.is_some_and(|url| url.trim_end_matches('/') == origin);
    is_host || is_public
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;

    fn check(headers: &[(&'static str, &str)], expected: bool) {
        let map = headers.iter().map(|(name, value)| {
            (header::HeaderName::from_static(name), header::HeaderValue::from_str(value).unwrap())
        });
        assert_eq!(is_ours(&map.collect(), Some("https://desk.example/")), expected, "{headers:?}");
    }

    #[test]
    fn writes_of_other_sites_are_told_from_our_own() {
        check(&[], true);
        check(&[("host", "127.0.0.1:8470"), ("origin", "http://127.0.0.1:8470")], true);
        check(&[("host", "inner"), ("origin", "https://desk.example")], true);
        check(&[("host", "127.0.0.1:8470"), ("origin", "https://evil.example")], false);
        check(&[("host", "127.0.0.1:8470"), ("origin", "null")], false);
        check(&[("sec-fetch-site", "cross-site")], false);
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("sec-fetch-site", "same-origin"), ("host", "a"), ("origin", "http://a")], true);
    }
}
