//! The session's cookie, which only signing out takes away.
//!
//! A session gets another id whenever something is proved in it. What the browser had sent with the former id by then
//! finds no session, and the session layer answers that with an order to drop the cookie: it would drop the new one, and
//! whoever just proved something, or is signed in at the desk, would be out. A cookie that opens nothing does no harm.

use axum::extract::Request;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use tower_sessions::cookie::Cookie;
use tower_sessions::session::Id;

/// The cookie's name.
pub const SESSION: &str = "redress_session";
/// Where a session is ended.
const SIGN_OUT: &str = "/api/session";

/// Leaves the cookie where it is, but for whoever signs out.
pub async fn keep(request: Request, next: Next) -> Response {
    let is_leaving = *request.method() == Method::DELETE && request.uri().path() == SIGN_OUT;
    let mut response = next.run(request).await;
    if !is_leaving && response.headers().get_all(SET_COOKIE).iter().any(takes_away) {
        let kept: Vec<HeaderValue> = response
            .headers()
            .get_all(SET_COOKIE)
            .iter()
            .filter(|cookie| !takes_away(cookie))
            .cloned()
            .collect();
        response.headers_mut().remove(SET_COOKIE);
        for cookie in kept {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    response
}

/// The id of the session that a request names, read as the session layer reads it.
pub fn session_id(headers: &HeaderMap) -> Option<Id> {
    let texts = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
    let cookies = texts.flat_map(Cookie::split_parse).filter_map(Result::ok);
    cookies.filter(|cookie| cookie.name() == SESSION).last().and_then(|cookie| cookie.value().parse().ok())
}

/// Whether a header has the browser drop the session's cookie: it is set to nothing.
fn takes_away(cookie: &HeaderValue) -> bool {
    let cookie = cookie.to_str().unwrap_or_default();
    cookie.strip_prefix(SESSION).is_some_and(|rest| rest.starts_with("=;"))
}
