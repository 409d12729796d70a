//! Signing in and out at the desk.

use super::body::Body;
use crate::auth::caller::session_fault;
use crate::auth::password::{self, Weak};
use crate::auth::{Caller, Credentials, DeskFault, DeskSession, DeskUser};
use crate::error::{ApiError, ApiResult};
use crate::limit::{Rate, Tried};
use crate::state::AppState;
use crate::store::users::{UserChange, UserRow};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::id::UserId;
use domain::wire::{PasswordRequest, Session, SignInRequest};
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
    let user = desk.authenticate(typed).await.map_err(|error| match error {
        axum_login::Error::Backend(DeskFault::Busy(_)) => ApiError::unavailable("busy"),
        other => session_fault(other),
    })?;
    let Some(user) = user else {
        // The address and no name: a name may be a password typed into the wrong field.
        tracing::info!(from = %caller.address, "a sign-in was refused: name or password is wrong");
        return Err(ApiError::new(StatusCode::UNAUTHORIZED, "wrong_credentials"));
    };
    // A sign-in gets a session id of its own, so that one planted before it is worth nothing.
    desk.login(&user).await.map_err(session_fault)?;
    let hours = time::Duration::hours(i64::from(state.config.session_hours));
    caller.session.set_expiry(Some(Expiry::OnInactivity(hours)));
    // A sign-in that is not kept is none: sessions are written behind, so this waits until the disk has taken it.
    caller.session.save().await.map_err(session_fault)?;
    state.store.takes_changes().await?;
    tracing::info!(user_id = %user.0.user_id, "signed in");
    Ok(Json(session_of(&user)))
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/session", tag = "desk",
    responses((status = 200, description = "Who is signed in", body = Object), (status = 401)))]
pub async fn current(caller: Caller) -> ApiResult<Json<Session>> {
    caller.desk_user().map(|user| Json(session_of(user)))
}

/// Chooses another password for whoever is signed in; whatever else they have open ends.
#[utoipa::path(put, path = "/api/session/password", tag = "desk", request_body = Object,
    responses((status = 204), (status = 401), (status = 403, description = "The old password is wrong"),
        (status = 422, description = "The new one is short or common"), (status = 429), (status = 503)))]
pub async fn choose_password(
    State(state): State<AppState>,
    caller: Caller,
    mut desk: DeskSession,
    Body(request): Body<PasswordRequest>,
) -> ApiResult<StatusCode> {
    let DeskUser(user) = caller.desk_user()?.clone();
    let quarter = Rate { n: state.config.rates.sign_ins_per_minute, per: Duration::from_mins(15) };
    state.limits.count(Tried::SignInAs, &format!("password {}", user.user_id), quarter)?;
    let busy = |_| ApiError::unavailable("busy");
    if !password::check(request.old, Some(user.password_hash.clone())).await.map_err(busy)? {
        return Err(ApiError::new(StatusCode::FORBIDDEN, "wrong_credentials"));
    }
    if let Err(weak) = password::weigh(&request.new, &user.name) {
        let code = match weak {
            Weak::Short => "password_too_short",
            Weak::Common => "password_too_common",
        };
        return Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, code));
    }
    let hash = password::make(request.new).await.map_err(busy)?;
    let by = user.user_id.to_string();
    state.store.change_user(&user.name, UserChange::Password(hash.clone()), &by).await?;
    // Their own session goes on under the new password; every other one ends with the old.
    desk.login(&DeskUser(UserRow { password_hash: hash, ..user })).await.map_err(session_fault)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs out; what the same browser proved as a customer is forgotten too.
#[utoipa::path(delete, path = "/api/session", tag = "desk", responses((status = 204)))]
pub async fn sign_out(mut desk: DeskSession) -> ApiResult<StatusCode> {
    desk.logout().await.map_err(session_fault)?;
    Ok(StatusCode::NO_CONTENT)
}
