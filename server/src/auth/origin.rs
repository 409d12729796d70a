//! Same origin for writes: a request that changes something must come from our own pages.
//!
//! Browsers say where a request comes from and pages can't forge it. A caller that says nothing is no browser
//! with somebody's cookies, so scripts and command lines pass.
//!
//! Where `public-url` says how the desk is reached, that address is our own, and this machine's: a name that somebody else
//! lets point here is not.
//!
//! A page of our own under `http`, where the desk is to be reached under `https`, is refused as well: browsers keep its
//! cookies back, so whatever is proved there is forgotten with the next request, and a complaint would be turned away
//! only once it is written.

use crate::error::ApiError;
use crate::state::AppState;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::wire::failure_code::FailureCode;
use std::net::IpAddr;

/// Refuses writes that come from another site.
pub async fn same_origin(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let public_url = state.config.public_url.as_deref();
    if is_read || is_ours(request.headers(), public_url) {
        return next.run(request).await;
    }
    if let Some(public_url) = public_url {
        let origin = text(request.headers(), "origin").unwrap_or_default();
        tracing::info!(
            origin,
            public_url,
            "a write came from another address than the setting `public-url`: is that the one people type?"
        );
    }
    ApiError::new(StatusCode::FORBIDDEN, FailureCode::CrossSite).into_response()
}

/// What a header says; what is no text is none of ours.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}

fn is_ours(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    let text = |name| text(headers, name);
    if text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return false;
    }
    let Some(origin) = text("origin") else {
        return true;
    };
    let host = origin.split_once("://").map(|(_, host)| host);
    let is_host = host.is_some() && host == text("host");
    // Whoever writes to the desk under a name of their own, which they let point here, writes both headers alike: a
    // shop that says where it is to be reached is reached there, and at this machine itself.
    match public_url {
        None => is_host,
        Some(url) if url.trim_end_matches('/').eq_ignore_ascii_case(origin) => true,
        Some(_) => is_host && host.is_some_and(is_this_machine),
    }
}

/// Whether a host is the browser's own machine, where secure cookies need no https.
fn is_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    name == "localhost" || address.is_ok_and(|address| address.is_loopback())
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
        check(&[("host", "[::1]:8470"), ("origin", "http://[::1]:8470")], true);
        check(&[("host", "localhost"), ("origin", "http://localhost")], true);
        check(&[("host", "desk.example"), ("origin", "http://desk.example")], false);
        check(&[("host", "shop.example"), ("origin", "https://shop.example")], false);
        check(&[("host", "evil.example"), ("origin", "http://evil.example")], false);
        check(&[("host", "desk.example"), ("origin", "https://Desk.example")], true);
        check(&[("sec-fetch-site", "cross-site")], false);
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("sec-fetch-site", "same-origin"), ("host", "a"), ("origin", "https://desk.example")], true);
    }
}
