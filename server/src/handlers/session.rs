//! Signing in and out at the desk.

use super::body::Body;
use crate::auth::caller::{DESK_UNTIL, kept, session_fault};
use crate::auth::password::{self, Weak};
use crate::auth::{Caller, Credentials, DeskFault, DeskSession, DeskUser, Face};
use crate::error::{ApiError, ApiResult};
use crate::limit::{Rate, Tried};
use crate::openapi::{asked, told};
use crate::state::AppState;
use crate::store::sessions::{Move, MoveFault, Sessions};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use books::staff::{Changed, UserChange, UserRow};
use domain::id::UserId;
use domain::wire::failure_code::FailureCode;
use domain::wire::{PasswordRequest, Session, SignInRequest};
use std::time::Duration;
use tower_sessions::Expiry;
use tower_sessions::cookie::time;

fn session_of(user: &DeskUser) -> Session {
    Session { user_id: UserId(user.0.user_id), name: user.0.display_name.clone(), role: user.0.role }
}

/// Signs in with name and password.
#[utoipa::path(post, path = "/api/session", tag = "desk",
    request_body = ref(asked::<SignInRequest>()),
    responses((status = 200, description = "Who is signed in", body = ref(told::<Session>())),
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
    let user = desk.authenticate(typed).await.map_err(|error| match error {
        axum_login::Error::Backend(DeskFault::Busy(_)) => ApiError::unavailable(FailureCode::Busy),
        other => session_fault(other),
    })?;
    let Some(user) = user else {
        // The address and no name: a name may be a password typed into the wrong field.
        tracing::info!(from = %caller.source, "a sign-in was refused: name or password is wrong");
        return Err(ApiError::new(StatusCode::UNAUTHORIZED, FailureCode::WrongCredentials));
    };
    from.free();
    under_name.free();
    // A sign-in gets a session id of its own, also where somebody else is signed in: one planted or seen before is
    // worth nothing. Who signed out meanwhile is in by what they typed, and by nothing they had before.
    let sessions = Sessions(state.store.clone());
    let moved = match sessions.leave_id(&caller.session).await {
        Err(MoveFault::Ended) => Move::default(),
        moved => moved?,
    };
    desk.login(&user).await.map_err(session_fault)?;
    let hours = i64::from(state.config.session_hours);
    caller.session.set_expiry(Some(Expiry::OnInactivity(time::Duration::hours(hours))));
    let until = chrono::Utc::now() + chrono::TimeDelta::hours(hours);
    caller.session.insert(DESK_UNTIL, until.timestamp()).await.map_err(session_fault)?;
    // A sign-in that is not kept is none.
    kept(sessions.arrive(&caller.session, moved, &[], &[]).await, &state.store).await?;
    tracing::info!(user_id = %user.0.user_id, "signed in");
    Ok(Json(session_of(&user)))
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/session", tag = "desk",
    responses((status = 200, description = "Who is signed in", body = ref(told::<Session>())), (status = 401)))]
pub async fn current(caller: Caller) -> ApiResult<Json<Session>> {
    caller.desk_user().map(|user| Json(session_of(user)))
}

/// Chooses another password for whoever is signed in; whatever else they have open ends.
#[utoipa::path(put, path = "/api/session/password", tag = "desk",
    request_body = ref(asked::<PasswordRequest>()),
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
    let attempt =
        state.limits.attempt(Tried::SignInAs, &format!("password {}", user.user_id), quarter).await?;
    let busy = |_| ApiError::unavailable(FailureCode::Busy);
    let wrong = || ApiError::new(StatusCode::FORBIDDEN, FailureCode::WrongCredentials);
    if !password::check(request.old, Some(user.password_hash.clone())).await.map_err(busy)? {
        return Err(wrong());
    }
    attempt.free();
    if let Err(weak) = password::weigh(&request.new, &user.name) {
        let code = match weak {
            Weak::Short => FailureCode::PasswordTooShort,
            Weak::Common => FailureCode::PasswordTooCommon,
        };
        return Err(ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, code));
    }
    let hash = password::make(request.new).await.map_err(busy)?;
    let by = caller.desk_user()?.actor().ok_or_else(ApiError::forbidden)?;
    let at = state.ledger.now();
    let change = UserChange::Password { before: user.password_hash.clone(), now: hash.clone() };
    // Of several sent at once, the old one is right for the first alone.
    if state.store.change_user(&user.name, &change, at, by).await? != Changed::Done {
        return Err(wrong());
    }
    // Their own session goes on under the new password; every other one ends with the old.
    desk.login(&DeskUser(UserRow { password_hash: hash, ..user })).await.map_err(session_fault)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs out. On the customer's pages what was proved is forgotten, and a sign-in at the desk in the same browser stays;
/// anywhere else both end. Whoever sends an id that their session has left since ends what came of it, the desk's too.
#[utoipa::path(delete, path = "/api/session", tag = "desk", responses((status = 204)))]
pub async fn sign_out(
    State(state): State<AppState>,
    caller: Caller,
    mut desk: DeskSession,
) -> ApiResult<StatusCode> {
    let sessions = Sessions(state.store.clone());
    if caller.face == Some(Face::Customer) && desk.user.is_some() {
        // Under another id, so that what is open elsewhere with the former one ends too.
        match sessions.begin_anew(&caller.session).await {
            // Whoever signs out at the desk at the same moment is out there too.
            Ok(()) | Err(MoveFault::Ended) => {}
            Err(fault) => return Err(fault.into()),
        }
    } else {
        if let Some(id) = caller.sent {
            sessions.end(id).await?;
        }
        desk.logout().await.map_err(session_fault)?;
    }
    Ok(StatusCode::NO_CONTENT)
}
