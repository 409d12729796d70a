//! Reading what stands behind the `?` of an address; what is wrong there is answered with its place, as in a body.

use super::slip;
use crate::error::ApiError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// What stands behind the `?`.
#[derive(Debug)]
pub struct Query<T>(pub T);

/// The face that is shown, where no header can say so.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// The customer's pages.
    Customer,
    /// The console.
    Console,
}

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let pairs = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let reader = serde_urlencoded::Deserializer::new(pairs);
        serde_path_to_error::deserialize(reader).map(Self).map_err(|error| {
            let place = error.path().to_string();
            slip::malformed(&place, &error.into_inner().to_string())
        })
    }
}

/// Describes what stands behind the `?` by the type that reads it.
macro_rules! described {
    ($name:ident) => {
        impl utoipa::IntoParams for $name {
            fn into_params(
                _: impl Fn() -> Option<utoipa::openapi::path::ParameterIn>,
            ) -> Vec<utoipa::openapi::path::Parameter> {
                crate::openapi::query::<Self>()
            }
        }
    };
}

pub(crate) use described;
