//! A private link: shows the way to its case at once, or what to do where it leads nowhere.

use crate::known::use_known;
use crate::proof::{self, Proof};
use crate::route::Route;
use leptos::prelude::*;
use web::api::{self, ApiError};
use web::components::{ButtonKind, Skeleton};
use web::i18n::{rejection, t, use_locale};
use web::router::{announce_page, use_router};

/// The page behind a private link.
#[component]
pub(crate) fn OpenLink(
    /// What the link carries.
    token: String,
) -> impl IntoView {
    let locale = use_locale();
    let router = use_router();
    announce_page(router, t::customer::link_title(locale));
    let known = use_known();
    let fault = RwSignal::new(None::<ApiError>);
    leptos::task::spawn_local(async move {
        match api::orders::open_link(&token).await {
            // In place of the link, so that going back does not open it again.
            Ok(case) => {
                proof::remember(case.case_id, &Proof::Link(token));
                known.note();
                router.replace(&Route::Case(case.case_id).href());
            }
            Err(error) => {
                fault.try_set(Some(error));
            }
        }
    });
    move || match fault.get() {
        None => view! {
            <div class="column stack">
                <h1>{t::customer::link_title(locale)}</h1>
                <Skeleton lines=6 />
            </div>
        }
        .into_any(),
        Some(error) => {
            // A true link that has ended or was taken back is told from one that never was.
            let has_ended = error.status() == 410;
            let title = if has_ended {
                t::customer::link_ended_title(locale)
            } else {
                t::customer::link_gone_title(locale)
            };
            let body = if error.may_pass_later() {
                rejection::fault(locale, &error)
            } else if has_ended {
                t::customer::link_ended_body(locale).to_owned()
            } else {
                t::customer::link_gone_body(locale).to_owned()
            };
            view! {
                <div class="column stack">
                    <h1>{title}</h1>
                    <p class="lead">{body}</p>
                    <div class="actions">
                        <a class=ButtonKind::Primary.class() href=Route::Find.href()>{t::customer::find_title(locale)}</a>
                    </div>
                </div>
            }
            .into_any()
        }
    }
}
