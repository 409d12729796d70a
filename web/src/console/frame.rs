//! Where the console is, and what stands there: the list, or a case beside it.

use super::case::CasePage;
use super::queue::{List, Queued};
use crate::desk::use_desk;
use crate::keys::{Key, use_keys};
use crate::route::{Listing, PolicyPlace, Route};
use domain::id::CaseId;
use leptos::prelude::*;
use web::desk::frame::{Frame, NotFound};
use web::router::use_router;

/// Where the console is; follows the address.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// The list shown.
    pub(crate) listing: Memo<Listing>,
    /// The case shown.
    pub(crate) case_id: Memo<Option<CaseId>>,
}

/// The pages of the console, for whoever is signed in.
#[component]
pub(crate) fn Pages() -> impl IntoView {
    let (desk, router) = (use_desk(), use_router());
    let route = Memo::new(move |_| Route::parse(&router.location()));
    if !desk.actor().works_cases() {
        // Who works no cases lands where they may work; the bar there says what they may not.
        router.go(&PolicyPlace::Overview.href());
        return ().into_any();
    }
    let place = Place {
        listing: Memo::new(move |_| route.with(Route::listing)),
        case_id: Memo::new(move |_| route.with(Route::case_id)),
    };
    provide_context(place);
    let queued = Queued::new(desk, place.listing);
    provide_context(queued);
    if let Some(keys) = use_keys() {
        keys.on(move |key| {
            let left = place.case_id.get_untracked().filter(|_| key == Key::Back);
            if let Some(left) = left {
                queued.come_back_from(left);
                router.go(&Route::Queue(place.listing.get_untracked()).href());
            }
            left.is_some()
        });
    }
    let what = Memo::new(move |_| {
        route.with(|route| match route {
            Route::Queue(_) => "queue",
            Route::Case { .. } => "case",
            Route::Policy(_) | Route::Unknown => "unknown",
        })
    });
    let listing = Signal::derive(move || Some(place.listing.get()));
    view! {
        <Frame place=what listing counts=queued.counts>
            {move || match what.get() {
                "queue" => view! { <List is_main=true /> }.into_any(),
                "case" => {
                    view! {
                        <List is_main=false />
                        {move || place.case_id.get().map(|id| view! { <CasePage id /> })}
                    }
                        .into_any()
                }
                _ => view! { <NotFound /> }.into_any(),
            }}
        </Frame>
    }
    .into_any()
}
