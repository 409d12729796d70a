//! What the entries ask before anything else: the shop, and the packs in force.

use super::call::get;
use super::error::ApiError;
use domain::wire::Shop;
use serde::de::DeserializeOwned;

/// The shop: name, currency, packs in force, time limits.
pub async fn shop() -> Result<Shop, ApiError> {
    get("/api/shop").await
}

/// The public part of a pack by its hash. What a hash names never changes, so it may be kept for good.
pub async fn pack<T: DeserializeOwned>(hash: &str) -> Result<T, ApiError> {
    get(&["/api/packs/", hash].concat()).await
}

/// A pack with the parts only the desk may see.
pub async fn desk_pack<T: DeserializeOwned>(hash: &str) -> Result<T, ApiError> {
    get(&["/api/packs/", hash, "/desk"].concat()).await
}
