//! The customer's private link, as far as the desk may deal with it: whether it works, and switching it off.
//!
//! Where it leads is never shown here: whoever opens it acts as the customer.

use super::store::CaseStore;
use domain::wire::PrivateLink;
use leptos::prelude::*;
use web::api;
use web::components::{Button, ButtonKind};
use web::format;
use web::i18n::{rejection, t::console as t, use_locale};

/// Whether the customer's link works, with the way to switch it off.
#[component]
pub(crate) fn CustomerLink(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let announcer = store.announcer();
    let id = store.id;
    let link = RwSignal::new(None::<PrivateLink>);
    let is_busy = RwSignal::new(false);
    leptos::task::spawn_local(async move {
        // Where it can't be had, the page does without.
        if let Ok(now) = api::cases::link(id).await {
            link.try_set(Some(now));
        }
    });
    let revoke = move |()| {
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            match api::cases::revoke_link(id).await {
                Ok(now) => {
                    link.try_set(Some(now));
                }
                Err(error) => announcer.show(&rejection::fault(locale, &error)),
            }
            is_busy.try_set(false);
        });
    };
    move || {
        link.get().map(|link| {
            let until = format::moment_day(locale, link.expires_at);
            let text =
                if link.is_open { t::link_open(locale, &until) } else { t::link_ended(locale).to_owned() };
            view! {
                <p class="soft small" id="customer-link">{text}</p>
                <Show when=move || link.is_open>
                    <Button
                        label=t::link_revoke(locale).to_owned()
                        kind=ButtonKind::Quiet
                        on_press=revoke
                        is_busy
                        id="revoke-link"
                    />
                </Show>
            }
        })
    }
}
