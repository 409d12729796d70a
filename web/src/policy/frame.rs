//! Where one is in the policy area, and the queue's counts beside it.

use super::area::PolicyPage;
use crate::desk::{Desk, use_desk};
use crate::route::{PolicyPlace, Route};
use domain::view::QueueView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use web::api;
use web::browser::clock;
use web::desk::frame::{Frame, NotFound};
use web::desk::keys::{Key, use_keys};
use web::router::use_router;

/// How long to wait for more news before asking for the counts again, in milliseconds.
const GATHER: u64 = 400;

/// The pages of the policy area, for whoever is signed in.
#[component]
pub(crate) fn Pages() -> impl IntoView {
    let (desk, router) = (use_desk(), use_router());
    let place = Memo::new(move |_| Route::parse(&router.location()).policy());
    if let Some(keys) = use_keys() {
        keys.on(move |key| {
            let is_inside =
                place.with_untracked(|place| !matches!(place, None | Some(PolicyPlace::Overview)));
            let is_back = key == Key::Back && is_inside;
            if is_back {
                router.go(&PolicyPlace::Overview.href());
            }
            is_back
        });
    }
    let is_known = Memo::new(move |_| place.with(Option::is_some));
    let what = Signal::derive(move || if is_known.get() { "policy" } else { "unknown" });
    view! {
        <Frame place=what listing=Signal::derive(|| None) counts=counts(desk)>
            {move || {
                if is_known.get() {
                    view! { <PolicyPage place /> }.into_any()
                } else {
                    view! { <NotFound /> }.into_any()
                }
            }}
        </Frame>
    }
}

/// How many cases each view holds, kept up to date by what is heard; the first answer says from where to listen.
fn counts(desk: Desk) -> RwSignal<BTreeMap<QueueView, u64>> {
    let counts = RwSignal::new(BTreeMap::new());
    let gathering = StoredValue::new_local(None);
    let ask = move || {
        spawn_local(async move {
            match api::staff::queue_counts().await {
                Ok(now) => {
                    desk.follow(now.seq);
                    counts.try_set(now.counts);
                }
                Err(error) => {
                    desk.noted_expiry(&error);
                }
            }
        });
    };
    ask();
    desk.listen(move |_| {
        gathering.try_set_value(Some(clock::after(GATHER, ask)));
    });
    counts
}
