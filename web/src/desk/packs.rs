//! Packs as the desk has them: the public parts everybody gets, and the parts only staff may see.

use crate::api;
use crate::shop::pack;
use domain::policy::{Desk, Packs};
use domain::wire::PackLink;

/// Loads these versions of packs. `None` where one can't be had: half of the rules would answer wrongly.
pub(super) async fn load(links: &[PackLink]) -> Option<Packs> {
    let mut packs = Vec::with_capacity(links.len());
    let mut desks = Vec::new();
    for link in links {
        packs.push(pack(&link.hash).await?);
        // Desk parts are not kept in the browser: they are not for whoever uses it next.
        match api::shop::desk_pack::<Option<Desk>>(&link.hash).await {
            Ok(desk) => desks.extend(desk.filter(|desk| !is_empty(desk))),
            Err(error) if error.status() == 404 => {}
            Err(_) => return None,
        }
    }
    Some(Packs::new(packs, desks))
}

/// Whether a desk part says nothing: the limits that hold are those of the last pack that states some.
fn is_empty(desk: &Desk) -> bool {
    *desk == Desk { id: desk.id.clone(), version: desk.version.clone(), ..Desk::default() }
}
