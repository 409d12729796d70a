//! The only way a request fails: one body for every failure, `{ "error": { "code", "facts", "trace" } }`.
//!
//! Callers get a stable code and the facts a sentence needs. SQL, file names and Rust names stay in the log,
//! where the trace leads to them.

use crate::store::StoreFault;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::complaint::event::Recorded;
use domain::complaint::rejection::Rejection;
use domain::wire::failure_code::FailureCode;
use domain::wire::{ErrorBody, Failure, FailureFacts};

tokio::task_local! {
    /// The id of the request being served, as the log knows it.
    pub static TRACE: String;
}

/// A failed request.
#[derive(Clone, Debug)]
pub struct ApiError {
    status: StatusCode,
    code: &'static str,
    facts: Box<FailureFacts>,
}

/// The code of a refusal, kept beside its answer for the log.
#[derive(Clone, Debug)]
pub struct Refused(pub &'static str);

/// What handlers return.
pub type ApiResult<T> = Result<T, ApiError>;

impl ApiError {
    /// A failure of a status and a stable code.
    pub fn new(status: StatusCode, code: FailureCode) -> Self {
        Self::refusal(status, code.code())
    }

    /// A refusal by a rule of the domain, under the rule's own code.
    pub fn refusal(status: StatusCode, code: &'static str) -> Self {
        Self { status, code, facts: Box::default() }
    }

    fn with(mut self, set: impl FnOnce(&mut FailureFacts)) -> Self {
        set(&mut self.facts);
        self
    }

    /// The request can't be read; `expected` says what would be right, for developers.
    pub fn malformed(expected: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, FailureCode::Malformed)
            .with(|facts| facts.expected = Some(expected.into()))
    }

    /// The same failure, with the place in what was sent at which the mistake is.
    pub fn at(self, place: impl Into<String>) -> Self {
        self.with(|facts| facts.place = Some(place.into()))
    }

    /// Nobody is known to be asking.
    pub fn not_signed_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, FailureCode::NotSignedIn)
    }

    /// Whoever asks may not have this.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, FailureCode::NotAllowed)
    }

    /// What the customer alone may do, from a browser in which somebody is signed in at the desk.
    pub fn signed_in_at_desk() -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, FailureCode::SignedInAtDesk)
    }

    /// There is no such thing, or none that whoever asks may know of.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, FailureCode::NotFound)
    }

    /// A command id that stands for another intent.
    pub fn command_reused() -> Self {
        Self::new(StatusCode::CONFLICT, FailureCode::CommandReused)
    }

    /// The case has moved on; `missed` are the events its reader has not seen.
    pub fn conflict(version: u32, missed: Vec<Recorded>) -> Self {
        Self::new(StatusCode::CONFLICT, FailureCode::VersionConflict).with(|facts| {
            facts.version = Some(version);
            facts.missed = missed;
        })
    }

    /// The body is larger than is taken.
    pub fn too_large(max_bytes: u32) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, FailureCode::TooLarge)
            .with(|facts| facts.max_bytes = Some(max_bytes))
    }

    /// The body is not of a kind that is taken.
    pub fn unsupported(code: FailureCode, expected: &str) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, code)
            .with(|facts| facts.expected = Some(expected.to_owned()))
    }

    /// Too much was tried; after so many seconds it may be tried again.
    pub fn too_many(retry_after: u32) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, FailureCode::TooManyTries)
            .with(|facts| facts.retry_after = Some(retry_after))
    }

    /// Something failed on our side; trying again may help.
    pub fn unavailable(code: FailureCode) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code).with(|facts| facts.retry_after = Some(5))
    }
}

impl From<Rejection> for ApiError {
    fn from(rejection: Rejection) -> Self {
        let status = match &rejection {
            Rejection::NotAllowed { .. } => StatusCode::FORBIDDEN,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::refusal(status, rejection.code()).with(|facts| {
            if let Rejection::InvalidInput { problems } = &rejection {
                facts.problems.clone_from(problems);
            }
            facts.rejection = Some(rejection);
        })
    }
}

impl From<books::Fault> for ApiError {
    fn from(fault: books::Fault) -> Self {
        StoreFault::from(fault).into()
    }
}

impl From<StoreFault> for ApiError {
    fn from(fault: StoreFault) -> Self {
        tracing::error!(%fault, "the store failed a request");
        Self::unavailable(match fault {
            StoreFault::Full => FailureCode::StorageFull,
            _ => FailureCode::StorageUnavailable,
        })
    }
}

impl ApiError {
    /// Its status, and the failure as a body tells it.
    pub fn told(self) -> (StatusCode, Failure) {
        let trace = TRACE.try_with(Clone::clone).unwrap_or_default();
        (self.status, Failure { code: self.code.to_owned(), facts: *self.facts, trace })
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let retry_after = self.facts.retry_after;
        let code = Refused(self.code);
        let (status, error) = self.told();
        let mut response = (status, Json(ErrorBody { error })).into_response();
        response.extensions_mut().insert(code);
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
