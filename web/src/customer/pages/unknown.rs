//! No such place: says so, and the way out.

use leptos::prelude::*;
use web::components::ButtonKind;
use web::i18n::{t, use_locale};
use web::router::{announce_page, use_router};

/// The page for an address that leads nowhere.
#[component]
pub(crate) fn Unknown() -> impl IntoView {
    let locale = use_locale();
    announce_page(use_router(), t::common::not_found_title(locale));
    view! {
        <div class="column stack">
            <h1>{t::common::not_found_title(locale)}</h1>
            <p class="lead">{t::common::not_found_body(locale)}</p>
            <div class="actions">
                <a class=ButtonKind::Primary.class() href="/">{t::common::home(locale)}</a>
            </div>
        </div>
    }
}
