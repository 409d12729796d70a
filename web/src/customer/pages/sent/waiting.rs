//! Complaints that wait for a network, each in its person's own words and theirs to take back.

use super::also_sent;
use crate::outbox::{Receipt, UnsentComplaint, use_outbox};
use crate::route::{Route, Step};
use leptos::prelude::*;
use web::components::{Button, ButtonKind};
use web::i18n::{colon, t, use_locale};
use web::router::use_router;

/// All that waits, and what else was sent from here.
#[component]
pub(super) fn WaitingPage(unsent: Vec<UnsentComplaint>, receipts: Vec<Receipt>) -> impl IntoView {
    let locale = use_locale();
    let outbox = use_outbox()?;
    let each = |(n, complaint)| view! { <One n complaint /> };
    Some(view! {
        <div class="column stack">
            <h1>{t::customer::waiting_title(locale)}</h1>
            <p class="lead">{t::customer::waiting_body(locale)}</p>
            <div class="actions">
                <Button
                    label=t::customer::waiting_retry(locale).to_owned()
                    on_press=move |()| outbox.resume()
                    id="retry"
                />
            </div>
            <ul class="stack" id="unsent">{unsent.into_iter().enumerate().map(each).collect_view()}</ul>
            {also_sent(locale, receipts)}
        </div>
    })
}

#[component]
fn One(n: usize, complaint: UnsentComplaint) -> impl IntoView {
    let locale = use_locale();
    let outbox = use_outbox()?;
    let router = use_router();
    let UnsentComplaint { id, order, story, n_photos, may_have_arrived } = complaint;
    let photos = i64::try_from(n_photos).ok().filter(|n| *n > 0);
    let photos = photos.map(|n| view! { <p class="soft">{t::customer::photos_count(locale, n)}</p> });
    let unknown = may_have_arrived.then(|| view! { <p>{t::customer::waiting_unknown(locale)}</p> });
    let take_back = move |()| {
        leptos::task::spawn_local(async move {
            if outbox.take_back(id).await {
                router.go(&Route::File(Step::Check).href());
            }
        });
    };
    Some(view! {
        <li class="card stack-tight">
            <p>{t::customer::waiting_order(locale, &order)}</p>
            <blockquote class="lines">{story}</blockquote>
            {photos}
            {unknown}
            <Button
                label=t::customer::waiting_take_back(locale).to_owned()
                name=[t::customer::waiting_take_back(locale), colon(locale), &order].concat()
                kind=ButtonKind::Quiet
                on_press=take_back
                id=["take-back-", &n.to_string()].concat()
            />
        </li>
    })
}
