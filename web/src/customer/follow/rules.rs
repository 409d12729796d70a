//! The rules a case was filed under: it keeps them, whatever came into force since.

use super::Following;
use domain::policy::Packs;
use domain::wire::PackLink;
use leptos::prelude::*;
use std::sync::Arc;
use web::shop::public_packs;

/// The versions of packs a case was filed under; no packs while they are on their way.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    links: Vec<PackLink>,
    packs: Option<Arc<Packs>>,
}

impl Rules {
    /// The packs, where those in force stand in for the same ones only.
    fn packs(&self, in_force: Option<Arc<Packs>>, links: Option<&[PackLink]>) -> Option<Arc<Packs>> {
        let is_same = self.links.is_empty() || links == Some(self.links.as_slice());
        self.packs.clone().or_else(|| in_force.filter(|_| is_same))
    }
}

impl Following {
    /// Takes the versions the case was filed under, and fetches them where they are not here.
    pub(super) fn decide_under(self, links: Vec<PackLink>) {
        let is_known = |rules: &Rules| rules.links == links && (rules.packs.is_some() || links.is_empty());
        if self.rules.try_with_untracked(is_known) != Some(false) {
            return;
        }
        self.rules.try_set(Rules { links: links.clone(), packs: None });
        leptos::task::spawn_local(async move {
            let packs = public_packs(&links).await.map(Arc::new);
            self.rules.try_set(Rules { links, packs });
        });
    }

    /// The packs the case is decided under, once they are here; tracked.
    pub(crate) fn packs(self) -> Option<Arc<Packs>> {
        let (shop, in_force) = (self.shop.shop(), self.shop.packs());
        self.rules.with(|rules| rules.packs(in_force, shop.as_deref().map(|shop| shop.packs.as_slice())))
    }

    /// The same, not tracked.
    pub(super) fn packs_now(self) -> Option<Arc<Packs>> {
        untrack(move || self.packs())
    }
}
