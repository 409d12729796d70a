//! The way to the queues, each with the number of its cases, and beside them to the policy area.

use super::Queued;
use crate::frame::Place;
use crate::policy::is_for;
use crate::route::{Listing, PolicyPlace, Route};
use crate::words;
use domain::view::QueueView;
use leptos::prelude::*;
use web::i18n::{t, t::console as texts, use_locale};

/// The views, each with the number of its cases.
#[component]
pub(crate) fn Queue() -> impl IntoView {
    let locale = use_locale();
    let (Some(queued), Some(place)) = (use_context::<Queued>(), use_context::<Place>()) else {
        return ().into_any();
    };
    let link = move |view: QueueView| {
        let count = Memo::new(move |_| queued.counts.with(|counts| counts.get(&view).copied()));
        let n = move || i64::try_from(count.get().unwrap_or(0)).unwrap_or(i64::MAX);
        let name = words::view(locale, view);
        let is_here = move || {
            let is_listed = matches!(place.listing.get(), Listing::View { view: here, .. } if here == view);
            is_listed && place.policy.with(Option::is_none)
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
    view! {
        <nav class="views" aria-label=texts::main_nav(locale)>
            <ul>
                {QueueView::ALL.iter().map(|view| link(*view)).collect_view()}
                {is_for(queued.desk.role())
                    .then(|| {
                        view! {
                            <li class="views-apart">
                                <a
                                    id="view-policy"
                                    href=PolicyPlace::Overview.href()
                                    class="view"
                                    aria-current=move || place.policy.with(Option::is_some).then_some("page")
                                >
                                    {t::policy::area(locale)}
                                </a>
                            </li>
                        }
                    })}
            </ul>
        </nav>
    }
    .into_any()
}
