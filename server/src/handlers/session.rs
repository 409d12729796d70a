//! Signing in and out at the desk.

use super::body::Body;
use crate::auth::caller::session_fault;
use crate::auth::{Caller, Credentials, DeskSession, DeskUser};
use crate::error::{ApiError, ApiResult};
use crate::limit::{Rate, Tried};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::UserId;
use domain::wire::{Session, SignInRequest};
use std::time::Duration;
use tower_sessions::Expiry;
use tower_sessions::cookie::time;

fn session_of(user: &DeskUser) -> Session {
    Session { user_id: UserId(user.0.user_id), name: user.0.display_name.clone(), role: user.0.role }
}

/// Signs in with name and password.
#[utoipa::path(post, path = "/api/session", tag = "desk", request_body = Object,
    responses((status = 200, description = "Who is signed in", body = Object),
        (status = 401, description = "Name or password is wrong"), (status = 429)))]
pub async fn sign_in(
    State(state): State<AppState>,
    caller: Caller,
    mut desk: DeskSession,
    Body(request): Body<SignInRequest>,
) -> ApiResult<Json<Session>> {
    let n = state.config.rates.sign_ins_per_minute;
    let minute = Rate { n, per: Duration::from_mins(1) };
    let quarter = Rate { n, per: Duration::from_mins(15) };
    state.limits.count(Tried::SignInFrom, &caller.address.to_string(), minute)?;
    state.limits.count(Tried::SignInAs, &request.user.to_lowercase(), quarter)?;
    let typed = Credentials { name: request.user, password: request.password };
    let user = desk.authenticate(typed).await.map_err(session_fault)?;
    let user = user.ok_or_else(|| ApiError::new(StatusCode::UNAUTHORIZED, "wrong_credentials"))?;
    // A sign-in gets a session id of its own, so that one planted before it is worth nothing.
    desk.login(&user).await.map_err(session_fault)?;
    let hours = time::Duration::hours(i64::from(state.config.session_hours));
    caller.session.set_expiry(Some(Expiry::OnInactivity(hours)));
    tracing::info!(user_id = %user.0.user_id, "signed in");
    Ok(Json(session_of(&user)))
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/session", tag = "desk",
    responses((status = 200, description = "Who is signed in", body = Object), (status = 401)))]
pub async fn current(caller: Caller) -> ApiResult<Json<Session>> {
    caller.desk_user().map(|user| Json(session_of(user)))
}

/// Signs out; what the same browser proved as a customer is forgotten too.
#[utoipa::path(delete, path = "/api/session", tag = "desk", responses((status = 204)))]
pub async fn sign_out(mut desk: DeskSession) -> ApiResult<StatusCode> {
    desk.logout().await.map_err(session_fault)?;
    Ok(StatusCode::NO_CONTENT)
}
