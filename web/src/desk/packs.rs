//! Packs as the desk has them: the public parts everybody gets, and the parts only staff may see.

use domain::policy::{Desk, Packs};
use domain::wire::PackLink;
use std::sync::Arc;
use web::api;
use web::shop::pack;

/// Loads these versions of packs. `None` where one can't be had: half of the rules would answer wrongly.
pub(crate) async fn load(links: &[PackLink]) -> Option<Packs> {
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

/// The versions of packs under which a case was filed; no packs while they are on their way.
#[derive(Clone, Debug)]
pub(crate) struct Under {
    /// Which versions.
    pub(crate) links: Vec<PackLink>,
    /// The packs, once they are here.
    pub(crate) packs: Option<Arc<Packs>>,
}

/// The packs of a case, which are those in force where it was filed under none that are to be had.
pub(crate) fn packs_under(
    desk: crate::desk::Desk,
    under: Option<Under>,
    in_force: Option<Arc<Packs>>,
) -> Option<Arc<Packs>> {
    match under {
        None => in_force,
        // What is in force now stands in for nothing else; but most cases were filed under it.
        Some(Under { links, packs: None }) => {
            in_force.filter(|_| desk.shop().is_some_and(|shop| shop.packs == links))
        }
        Some(Under { packs, .. }) => packs,
    }
}
