//! Reading ids out of addresses; one that is none is refused in the same form as everything else.

use super::slip::ID;
use crate::error::ApiError;
use crate::state::AppState;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use uuid::Uuid;

/// The one id in an address.
#[derive(Clone, Copy, Debug)]
pub struct Id(pub Uuid);

impl FromRequestParts<AppState> for Id {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        match Path::<Uuid>::from_request_parts(parts, state).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(_) => Err(ApiError::malformed(ID).at("the address")),
        }
    }
}

/// The one piece of text in an address.
#[derive(Clone, Debug)]
pub struct Piece(pub String);

impl FromRequestParts<AppState> for Piece {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(piece)) => Ok(Self(piece)),
            Err(_) => Err(ApiError::malformed("UTF-8").at("the address")),
        }
    }
}
