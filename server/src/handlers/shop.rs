//! What the entries need to know of the shop before anything else.

use crate::openapi::told;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use domain::personal::Language;
use domain::wire::Shop;

/// The shop, its packs in force and its time limits.
#[utoipa::path(get, path = "/api/shop", tag = "shop",
    responses((status = 200, description = "The shop", body = ref(told::<Shop>()))))]
pub async fn shop(State(state): State<AppState>) -> Json<Shop> {
    let shop = &state.config.shop;
    Json(Shop {
        name: shop.name.clone(),
        url: shop.url.clone(),
        currency: shop.currency,
        zone: shop.zone.clone(),
        languages: shop.locales.iter().filter_map(|tag| Language::from_code(tag)).collect(),
        packs: state.policies.in_force(state.ledger.now().date_naive()).links(),
        limits: state.config.time_limits.clone(),
        max_upload_bytes: state.config.max_upload_bytes,
        is_demo: state.is_demo,
    })
}
