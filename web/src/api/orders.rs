//! How a customer shows that an order or a case is theirs.

use super::call::post;
use super::error::ApiError;
use domain::wire::{CaseLink, FindRequest, FindResponse, LookupRequest, LookupResponse};

/// The order of that number, for whoever knows its contact. An unknown order and a wrong contact fail alike.
pub async fn look_up(request: &LookupRequest) -> Result<LookupResponse, ApiError> {
    post("/api/orders/lookup", request).await
}

/// The cases under a case number or an order number, for whoever knows the contact.
pub async fn find_cases(request: &FindRequest) -> Result<FindResponse, ApiError> {
    post("/api/cases/find", request).await
}

/// The case behind a private link.
pub async fn open_link(token: &str) -> Result<CaseLink, ApiError> {
    post(&["/api/links/", token].concat(), &serde_json::Map::new()).await
}
