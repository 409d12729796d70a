//! The policy area: packs as documents, drafts, replays. For supervisors and admins.

pub mod draft;
pub mod replay;

use crate::auth::Caller;
use crate::drafting::Refusal;
use crate::error::{ApiError, ApiResult, Refused};
use crate::handlers::path::Piece;
use crate::openapi::told;
use crate::state::AppState;
use crate::store::StoreFault;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::policy::draft::rejection::DraftRejection;
use domain::wire::failure_code::FailureCode;
use domain::wire::policy::{DraftDocument, PackDocument, PolicyFailure, PolicyOverview, PolicyWaiting};

/// Why something in the policy area was not done.
#[derive(Debug)]
pub enum PolicyError {
    /// As anywhere.
    Api(ApiError),
    /// A draft refused.
    Refused {
        /// Why.
        rejection: DraftRejection,
        /// The draft as it is now, where that helps.
        document: Option<Box<DraftDocument>>,
    },
}

impl From<ApiError> for PolicyError {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<StoreFault> for PolicyError {
    fn from(fault: StoreFault) -> Self {
        Self::Api(fault.into())
    }
}

impl From<Refusal> for PolicyError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Rejected(DraftRejection::NotStarted) => Self::Api(ApiError::not_found()),
            Refusal::Rejected(rejection) => Self::Refused { rejection, document: None },
            Refusal::Conflict { version, .. } => {
                Self::Refused { rejection: DraftRejection::Conflict { revision: version }, document: None }
            }
            Refusal::Reused => Self::Api(ApiError::command_reused()),
            Refusal::Busy => Self::Api(ApiError::unavailable(FailureCode::StorageUnavailable)),
            Refusal::Fault(fault) => Self::Api(fault.into()),
        }
    }
}

/// Whether the draft has moved on, so that whoever asks needs to see it anew.
pub const fn has_moved_on(rejection: &DraftRejection) -> bool {
    matches!(
        rejection,
        DraftRejection::Conflict { .. }
            | DraftRejection::WrongStage { .. }
            | DraftRejection::BaseMovedOn { .. }
            | DraftRejection::AlreadyStarted
            | DraftRejection::InForce { .. }
            | DraftRejection::BuiltUpon { .. }
            | DraftRejection::VersionTaken { .. }
    )
}

impl IntoResponse for PolicyError {
    fn into_response(self) -> Response {
        let (rejection, document) = match self {
            Self::Api(error) => return error.into_response(),
            Self::Refused { rejection, document } => (rejection, document),
        };
        let status = match rejection {
            DraftRejection::NotAllowed { .. } => StatusCode::FORBIDDEN,
            ref moved if has_moved_on(moved) => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let (status, error) = ApiError::refusal(status, rejection.code()).told();
        let code = Refused(rejection.code());
        let mut response =
            (status, Json(PolicyFailure { error, rejection: Some(rejection), document })).into_response();
        response.extensions_mut().insert(code);
        response
    }
}

/// The packs in force with their versions, and the drafts.
#[utoipa::path(get, path = "/api/policy", tag = "policy",
    responses((status = 200, description = "The policy area at a glance", body = ref(told::<PolicyOverview>())), (status = 401),
        (status = 403, description = "Neither supervisor nor admin")))]
pub async fn overview(State(state): State<AppState>, caller: Caller) -> ApiResult<Json<PolicyOverview>> {
    caller.policy_writer()?;
    Ok(Json(state.drafting.overview().await?))
}

/// What waits in the policy area for whoever asks: proposals of others.
#[utoipa::path(get, path = "/api/policy/waiting", tag = "policy",
    responses((status = 200, description = "How much waits", body = ref(told::<PolicyWaiting>())), (status = 401),
        (status = 403, description = "Neither supervisor nor admin")))]
pub async fn waiting(State(state): State<AppState>, caller: Caller) -> ApiResult<Json<PolicyWaiting>> {
    let user = caller.policy_writer()?.user().ok_or_else(ApiError::forbidden)?;
    Ok(Json(state.drafting.waiting_for(user).await?))
}

/// A version of a pack as a document, with its cases.
#[utoipa::path(get, path = "/api/policy/packs/{hash}", tag = "policy",
    params(("hash" = String, Path, description = "The hash of the version's public part")),
    responses((status = 200, description = "The pack with its notes and cases", body = ref(told::<PackDocument>())), (status = 401),
        (status = 403), (status = 404)))]
pub async fn pack(
    State(state): State<AppState>,
    caller: Caller,
    Piece(hash): Piece,
) -> ApiResult<Json<PackDocument>> {
    caller.policy_writer()?;
    let version = state.policies.by_hash(&hash).ok_or_else(ApiError::not_found)?;
    Ok(Json(state.drafting.pack_document(&version)))
}
