//! The packs in force as the desk has them: the public parts everybody gets, and the parts only staff may see.

use domain::policy::Packs;
use domain::wire::Shop;
use web::api;
use web::shop::pack;

/// Loads every pack in force. `None` where one can't be had: half of the rules would answer wrongly.
pub(crate) async fn load(shop: &Shop) -> Option<Packs> {
    let mut packs = Vec::with_capacity(shop.packs.len());
    let mut desks = Vec::new();
    for link in &shop.packs {
        packs.push(pack(&link.hash).await?);
        // Desk parts are not kept in the browser: they are not for whoever uses it next.
        match api::shop::desk_pack(&link.hash).await {
            Ok(desk) => desks.push(desk),
            Err(error) if error.status() == 404 => {}
            Err(_) => return None,
        }
    }
    Some(Packs::new(packs, desks))
}
