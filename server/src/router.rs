//! All routes on one page, and the layers every request passes.
//!
//! From the outside in: a request gets a trace and is counted and logged by its route; panics become answers;
//! headers that keep browsers safe are added; writes from other sites are refused; sessions are loaded, and their
//! cookie stays until somebody signs out.

use crate::assets::Assets;
use crate::auth::{Desk, cookie, origin};
use crate::error::{ApiError, Refused, TRACE};
use crate::handlers::{
    beside, case, command, evidence, find, health, link, order, pack, policy, queue, session, shop, stream,
    upload,
};
use crate::openapi;
use crate::state::AppState;
use crate::store::sessions::Sessions;
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum_login::AuthManagerLayerBuilder;
use domain::wire::failure_code::FailureCode;
use std::sync::{Arc, LazyLock};
use std::time::Instant;
use tower_http::catch_panic::CatchPanicLayer;
use tower_sessions::cookie::{SameSite, time};
use tower_sessions::{Expiry, SessionManagerLayer};
use tracing::Instrument;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(OpenApi)]
#[openapi(
    info(title = "Redress", description = "The HTTP interface of a complaint desk. See docs/api.md."),
    tags((name = "shop"), (name = "customer"), (name = "cases"), (name = "desk"), (name = "policy"), (name = "operations"))
)]
struct Document;

/// Every route of the interface.
fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(shop::shop))
        .routes(routes!(pack::public))
        .routes(routes!(pack::desk))
        .routes(routes!(order::lookup))
        .routes(routes!(upload::upload))
        .routes(routes!(command::command))
        .routes(routes!(queue::queue))
        .routes(routes!(case::case))
        .routes(routes!(beside::beside))
        .routes(routes!(find::find))
        .routes(routes!(link::open))
        .routes(routes!(link::current, link::renew, link::revoke))
        .routes(routes!(evidence::evidence))
        .routes(routes!(stream::stream))
        .routes(routes!(policy::overview))
        .routes(routes!(policy::waiting))
        .routes(routes!(policy::pack))
        .routes(routes!(policy::draft::start))
        .routes(routes!(policy::draft::document))
        .routes(routes!(policy::draft::command))
        .routes(routes!(policy::draft::cases))
        .routes(routes!(policy::replay::replay))
        .routes(routes!(session::sign_in, session::current, session::sign_out))
        .routes(routes!(session::choose_password))
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
        .routes(routes!(health::metrics))
        .routes(routes!(description))
}

/// The description of the interface.
pub fn document() -> &'static serde_json::Value {
    static DOCUMENT: LazyLock<serde_json::Value> =
        LazyLock::new(|| openapi::document(|| routes().into_openapi()));
    &DOCUMENT
}

/// This description.
#[utoipa::path(get, path = "/api/openapi.json", tag = "operations",
    responses((status = 200, description = "An OpenAPI document", body = ref(openapi::itself()))))]
async fn description() -> axum::Json<&'static serde_json::Value> {
    axum::Json(document())
}

/// The whole application: interface, pages, layers.
pub fn app(state: AppState, assets: Assets) -> Router {
    let assets = Arc::new(assets);
    let (router, _) = routes().split_for_parts();
    let is_secure = state.config.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    let days = time::Duration::days(i64::from(state.config.grant_days));
    let sessions = SessionManagerLayer::new(Sessions(state.store.clone()))
        .with_name(cookie::SESSION)
        .with_secure(is_secure)
        .with_same_site(SameSite::Lax)
        .with_http_only(true)
        .with_expiry(Expiry::OnInactivity(days));
    let auth = AuthManagerLayerBuilder::new(Desk(state.store.clone()), sessions).build();
    let policy = assets.policy().clone();
    router
        .method_not_allowed_fallback(|| async { method_not_allowed() })
        .layer(auth)
        .layer(middleware::from_fn(cookie::keep))
        .route("/api/{*rest}", axum::routing::any(|| async { ApiError::not_found() }))
        .fallback(move |request: Request| async move {
            match *request.method() {
                Method::GET | Method::HEAD => assets.answer(request.uri().path(), request.headers()),
                _ => method_not_allowed().into_response(),
            }
        })
        .layer(middleware::from_fn_with_state(state.clone(), origin::same_origin))
        .layer(middleware::from_fn(move |request, next| safe_headers(policy.clone(), request, next)))
        .layer(CatchPanicLayer::custom(|_| ApiError::unavailable(FailureCode::Internal).into_response()))
        .layer(middleware::from_fn_with_state(state.clone(), trace))
        .with_state(state)
}

fn method_not_allowed() -> ApiError {
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, FailureCode::MethodNotAllowed)
}

/// Headers that keep browsers from doing what nobody meant.
async fn safe_headers(policy: HeaderValue, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // Private links stand in addresses; other sites must not learn them.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    if is_api {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    response
}

/// Gives a request its trace, and counts and logs it by route. Nothing that names a person or a case is logged.
async fn trace(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let trace = uuid::Uuid::new_v4().simple().to_string();
    let method = request.method().as_str().to_owned();
    let route = route_of(&request);
    let span = tracing::info_span!("request", %trace, %method, %route);
    let started = Instant::now();
    let response = TRACE.scope(trace, next.run(request)).instrument(span.clone()).await;
    let (took, status) = (started.elapsed(), response.status());
    state.metrics.request(&method, &route, status.as_u16(), took);
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    let code = response.extensions().get::<Refused>().map(|refused| refused.0);
    if code == Some(FailureCode::StorageFull.code()) {
        state.store.note_full();
    }
    let status = status.as_u16();
    // A refusal is told with its trace, so that whoever reports it can be answered; a page that is nowhere is not.
    span.in_scope(|| match status {
        500.. => tracing::error!(status, code, millis, "answered"),
        400.. if code.is_some() => tracing::info!(status, code, millis, "refused"),
        _ => tracing::debug!(status, code, millis, "answered"),
    });
    response
}

/// The pattern a request matched; one name for all pages and files, and one for what is nowhere.
fn route_of(request: &Request) -> String {
    match request.extensions().get::<MatchedPath>() {
        Some(matched) => matched.as_str().to_owned(),
        None => "pages".to_owned(),
    }
}
