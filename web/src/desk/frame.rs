//! The frame around every page of the desk: bar, views, what the page shows, the help on keys.

use super::bar::Bar;
use super::help::Help;
use super::keys::{Key, use_keys};
use super::route::{Listing, PolicyPlace, Route};
use super::use_desk;
use super::views::Views;
use crate::browser::document;
use crate::components::{Icon, IconMark};
use crate::i18n::{t, t::console as texts, use_locale};
use crate::router::{announce_page, use_router};
use domain::view::QueueView;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The frame, for whoever is signed in.
#[component]
pub fn Frame(
    /// The kind of page: `queue`, `case`, `policy` or `unknown`. It decides what stands side by side.
    #[prop(into)]
    place: Signal<&'static str>,
    /// The list one is at, or came from; none in the policy area.
    #[prop(into)]
    listing: Signal<Option<Listing>>,
    /// How many cases each view holds.
    #[prop(into)]
    counts: Signal<BTreeMap<QueueView, u64>>,
    /// The page itself.
    children: Children,
) -> impl IntoView {
    let (locale, desk, router) = (use_locale(), use_desk(), use_router());
    let is_help = RwSignal::new(false);
    // A search is no queue: the way back leads to the view one was at before.
    let queue = StoredValue::new(Listing::of(QueueView::Open));
    Effect::new(move |_| {
        if let Some(view @ Listing::View { .. }) = listing.get() {
            queue.set_value(view);
        }
    });
    if let Some(keys) = use_keys() {
        keys.on(move |key| {
            match key {
                Key::Help => is_help.set(true),
                Key::Search => document::focus_and_select("search"),
                Key::Queue => {
                    router.go(&Route::Queue(queue.get_value()).href());
                }
                Key::Policy if desk.sees_policies() => router.go(&PolicyPlace::Overview.href()),
                _ => return false,
            }
            true
        });
    }
    view! {
        <a class="skip-link" href="#main" data-leave>
            {t::common::skip_to_content(locale)}
        </a>
        <div class="desk" data-place=move || place.get()>
            <Bar is_help />
            <Show when=move || !desk.is_online.get()>
                <p class="offline" role="status">
                    <IconMark icon=Icon::Alert />
                    {texts::offline(locale)}
                </p>
            </Show>
            <Views listing counts />
            <main id="main" class="work">
                {children()}
            </main>
        </div>
        <Help is_open=is_help />
    }
}

/// What stands where nothing is.
#[component]
pub fn NotFound() -> impl IntoView {
    let locale = use_locale();
    announce_page(use_router(), t::common::not_found_title(locale));
    view! {
        <div class="empty">
            <h1>{t::common::not_found_title(locale)}</h1>
            <p>{t::common::not_found_body(locale)}</p>
            <p>
                <a href=Route::Queue(Listing::of(QueueView::Open)).href()>{texts::back_to_queue(locale)}</a>
            </p>
        </div>
    }
}
