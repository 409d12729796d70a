//! The shop and its packs in force, as the browser knows them.
//!
//! Both are asked for once and kept, so that the entitlement panel answers without a network. A pack is kept
//! under its hash and so never goes stale; the shop's own answer is kept as it was last heard and asked again
//! each time.

use crate::api::{self, ApiError};
use crate::browser::{clock, database, photo};
use crate::i18n::Locale;
use crate::json;
use crate::wall;
use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::personal::Language;
use domain::policy::{Pack, Packs};
use domain::wire::{PackLink, Shop};
use domain::zone::Zone;
use leptos::prelude::*;
use std::sync::Arc;

const KEPT_SHOP: &str = "shop";

/// The shop and its packs; provided once at the root.
#[derive(Clone, Copy)]
pub struct ShopStore {
    shop: RwSignal<Option<Arc<Shop>>>,
    packs: RwSignal<Option<Arc<Packs>>>,
    fault: RwSignal<Option<ApiError>>,
}

impl ShopStore {
    /// Starts empty, provides itself to everything below and loads what it can.
    pub fn provide() -> Self {
        let store =
            Self { shop: RwSignal::new(None), packs: RwSignal::new(None), fault: RwSignal::new(None) };
        provide_context(store);
        store.load();
        store
    }

    /// The shop, once known; tracked.
    pub fn shop(self) -> Option<Arc<Shop>> {
        self.shop.get()
    }

    /// The shop without tracking.
    pub fn shop_now(self) -> Option<Arc<Shop>> {
        self.shop.get_untracked()
    }

    /// The packs in force without tracking.
    pub fn packs_now(self) -> Option<Arc<Packs>> {
        self.packs.get_untracked()
    }

    /// The packs in force, once known; tracked.
    pub fn packs(self) -> Option<Arc<Packs>> {
        self.packs.get()
    }

    /// Why the shop could not be asked, while nothing is known of it; tracked.
    pub fn fault(self) -> Option<ApiError> {
        self.fault.get()
    }

    /// Whether the shop is known, with the zone moments are told in, or can't be had now; tracked.
    pub fn is_settled(self) -> bool {
        self.shop.with(Option::is_some) || self.fault.with(Option::is_some)
    }

    /// The zone in which the shop counts days; that of UTC while nothing is known of it.
    pub fn zone(self) -> Zone {
        self.shop.with_untracked(|shop| shop.as_ref().map_or_else(Zone::utc, |shop| shop.zone.clone()))
    }

    /// Now, in the zone in which the shop counts days.
    pub fn now(self) -> DateTime<FixedOffset> {
        self.zone().at(clock::now_utc())
    }

    /// Today, by the days the shop counts.
    pub fn today(self) -> NaiveDate {
        self.zone().day(clock::now_utc())
    }

    /// Asks again, after a failure.
    pub fn load(self) {
        leptos::task::spawn_local(async move {
            let kept = database::get_text(KEPT_SHOP).await.and_then(|text| json::read::<Shop>(&text));
            if let Some(kept) = kept {
                self.take(kept).await;
            }
            match api::shop::shop().await {
                Ok(shop) => {
                    if let Ok(text) = serde_json::to_string(&shop) {
                        // Kept for the next time without a network; nothing is lost if it can't be.
                        let _ = database::put_text(KEPT_SHOP, &text).await;
                    }
                    self.fault.set(None);
                    self.take(shop).await;
                }
                Err(fault) if self.shop.with_untracked(Option::is_none) => self.fault.set(Some(fault)),
                Err(_) => {}
            }
        });
    }

    async fn take(self, shop: Shop) {
        let is_known = self.packs.with_untracked(Option::is_some)
            && self.shop.with_untracked(|known| known.as_deref() == Some(&shop));
        if is_known {
            return;
        }
        photo::fit_into(shop.max_upload_bytes);
        wall::count_in(&shop.zone);
        let links = shop.packs.clone();
        self.shop.set(Some(Arc::new(shop)));
        if let Some(packs) = public_packs(&links).await {
            self.packs.set(Some(Arc::new(packs)));
        }
    }
}

/// The shop store of the page; outside a page, one that stays empty.
pub fn use_shop() -> ShopStore {
    use_context::<ShopStore>().unwrap_or_else(|| ShopStore {
        shop: RwSignal::new(None),
        packs: RwSignal::new(None),
        fault: RwSignal::new(None),
    })
}

/// The public parts of these versions of packs. `None` where one can't be had: nothing is answered with half of the
/// rules.
pub async fn public_packs(links: &[PackLink]) -> Option<Packs> {
    let mut packs = Vec::with_capacity(links.len());
    for link in links {
        packs.push(pack(&link.hash).await?);
    }
    Some(Packs::new(packs, Vec::new()))
}

/// The public part of a pack: kept, or fetched and kept. `None` where it can’t be had.
pub async fn pack(hash: &str) -> Option<Pack> {
    let key = ["pack-", hash].concat();
    let kept = database::get_text(&key).await.and_then(|text| json::read(&text));
    if let Some(kept) = kept {
        return Some(kept);
    }
    let pack: Pack = api::shop::pack(hash).await.ok()?;
    if let Ok(text) = serde_json::to_string(&pack) {
        let _ = database::put_text(&key, &text).await;
    }
    Some(pack)
}

/// The domain's name for a language.
pub const fn language(locale: Locale) -> Language {
    match locale {
        Locale::ZhHans => Language::ZhHans,
        Locale::ZhHant => Language::ZhHant,
        Locale::En => Language::En,
    }
}
