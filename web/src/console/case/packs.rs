//! The packs of a case: the versions it was filed under, and not those in force now.

use crate::desk::Desk;
use domain::policy::Packs;
use domain::wire::PackLink;
use std::sync::Arc;

/// The versions of packs under which a case was filed; no packs while they are on their way.
#[derive(Clone, Debug)]
pub(super) struct Under {
    /// Which versions.
    pub(super) links: Vec<PackLink>,
    /// The packs, once they are here.
    pub(super) packs: Option<Arc<Packs>>,
}

/// The packs of a case, which are those in force where it was filed under none that are to be had.
pub(super) fn packs_under(
    desk: Desk,
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
