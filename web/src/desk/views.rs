//! The way to the queues, each with the number of its cases, and beside them to the policy area.

use super::route::{Listing, PolicyPlace, Route};
use super::{Desk, Heard, use_desk, words};
use crate::api::staff::policy_waiting;
use crate::i18n::{t, t::console as texts, use_locale};
use domain::view::QueueView;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;

/// The views, each with the number of its cases.
#[component]
pub(super) fn Views(
    /// The list one is at; none in the policy area.
    listing: Signal<Option<Listing>>,
    /// How many cases each view holds.
    counts: Signal<BTreeMap<QueueView, u64>>,
) -> impl IntoView {
    let (locale, desk) = (use_locale(), use_desk());
    let works_cases = desk.actor().works_cases();
    let link = move |view: QueueView| {
        let count = Memo::new(move |_| counts.with(|counts| counts.get(&view).copied()));
        let n = move || i64::try_from(count.get().unwrap_or(0)).unwrap_or(i64::MAX);
        let name = words::view(locale, view);
        let is_here = move || {
            listing.with(|listing| matches!(listing, Some(Listing::View { view: here, .. }) if *here == view))
        };
        view! {
            <li>
                <a
                    id=["view-", view.code()].concat()
                    href=Route::Queue(Listing::of(view)).href()
                    class="view"
                    aria-current=move || is_here().then_some("page")
                    aria-label=move || texts::view_count(locale, n(), name)
                >
                    <span>{name}</span>
                    <span
                        class="view-count"
                        class:view-count-bad=move || { view == QueueView::Breached && n() > 0 }
                        class:view-count-none=move || { n() == 0 }
                    >
                        {move || count.get().map(|count| count.to_string())}
                    </span>
                </a>
            </li>
        }
    };
    let n_waiting = proposals_waiting(desk);
    let policy_name = move || match n_waiting.get() {
        0 => t::policy::area(locale).to_owned(),
        n => texts::policy_waits(locale, n, t::policy::area(locale)),
    };
    view! {
        <nav class="views" aria-label=texts::main_nav(locale)>
            <ul>
                {works_cases.then(|| QueueView::ALL.iter().map(|view| link(*view)).collect_view())}
                {desk.sees_policies()
                    .then(|| {
                        view! {
                            <li class="views-apart">
                                <a
                                    id="view-policy"
                                    href=PolicyPlace::Overview.href()
                                    class="view"
                                    aria-current=move || listing.with(Option::is_none).then_some("page")
                                    aria-label=policy_name
                                >
                                    <span>{t::policy::area(locale)}</span>
                                    <Show when=move || n_waiting.get() != 0>
                                        <span class="view-count view-count-bad">{n_waiting}</span>
                                    </Show>
                                </a>
                            </li>
                        }
                    })}
            </ul>
        </nav>
    }
}

/// How many proposals wait for whoever is signed in, and may approve them: looked up at first, and with all news from
/// beside the cases.
fn proposals_waiting(desk: Desk) -> RwSignal<i64> {
    let n_waiting = RwSignal::new(0);
    let look = move || {
        if desk.sees_policies() {
            spawn_local(async move {
                if let Ok(waiting) = policy_waiting().await {
                    n_waiting.try_set(i64::from(waiting.proposals));
                }
            });
        }
    };
    look();
    desk.listen(move |heard| {
        if !matches!(heard, Heard::Happened(_)) {
            look();
        }
    });
    n_waiting
}
