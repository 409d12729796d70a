//! Signing in and out at the desk.

use super::body::Body;
use crate::auth::caller::{DESK_UNTIL, rotate, session_fault};
use crate::auth::{Caller, Credentials, DeskSession, DeskUser, Face, Grants};
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
    let from = state.limits.attempt(Tried::SignInFrom, &caller.source.to_string(), minute).await?;
    // By name and source together: whoever guesses a name's password elsewhere keeps nobody of that name out.
    let name = format!("{}\0{}", caller.source, request.user.to_lowercase());
    let under_name = state.limits.attempt(Tried::SignInAs, &name, quarter).await?;
    let typed = Credentials { name: request.user, password: request.password };
    let user = desk.authenticate(typed).await.map_err(session_fault)?;
    let user = user.ok_or_else(|| ApiError::new(StatusCode::UNAUTHORIZED, "wrong_credentials"))?;
    from.free();
    under_name.free();
    // A sign-in gets a session id of its own, also where somebody else is signed in: one planted or seen before is
    // worth nothing.
    rotate(&caller.session).await?;
    desk.login(&user).await.map_err(session_fault)?;
    let hours = i64::from(state.config.session_hours);
    caller.session.set_expiry(Some(Expiry::OnInactivity(time::Duration::hours(hours))));
    let until = chrono::Utc::now() + chrono::TimeDelta::hours(hours);
    caller.session.insert(DESK_UNTIL, until.timestamp()).await.map_err(session_fault)?;
    tracing::info!(user_id = %user.0.user_id, "signed in");
    Ok(Json(session_of(&user)))
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/session", tag = "desk",
    responses((status = 200, description = "Who is signed in", body = Object), (status = 401)))]
pub async fn current(caller: Caller) -> ApiResult<Json<Session>> {
    caller.desk_user().map(|user| Json(session_of(user)))
}

/// Signs out. On the customer's pages what was proved is forgotten, and a sign-in at the desk in the same browser stays;
/// anywhere else both end.
#[utoipa::path(delete, path = "/api/session", tag = "desk", responses((status = 204)))]
pub async fn sign_out(caller: Caller, mut desk: DeskSession) -> ApiResult<StatusCode> {
    if caller.face == Some(Face::Customer) && desk.user.is_some() {
        // Another id, so that what is open elsewhere with the former one ends too.
        rotate(&caller.session).await?;
        Grants::default().save(&caller.session).await.map_err(session_fault)?;
    } else {
        desk.logout().await.map_err(session_fault)?;
    }
    Ok(StatusCode::NO_CONTENT)
}
