//! Who else can open the case: its private link, which can be taken back and made anew.
//!
//! Whoever has the link may do everything its owner may. So its owner sees until when it works, and can end it the
//! moment it got about.

use crate::pages::sent::LinkBox;
use domain::id::CaseId;
use domain::wire::PrivateLink;
use leptos::prelude::*;
use web::api::{self, ApiError};
use web::components::live::use_announcer;
use web::components::{Button, ButtonKind, Fold};
use web::format;
use web::i18n::{rejection, t, use_locale};

/// The private link of a case.
#[component]
pub(super) fn Access(
    /// The case.
    id: CaseId,
) -> impl IntoView {
    let locale = use_locale();
    let announcer = use_announcer();
    let link = RwSignal::new(None::<PrivateLink>);
    let is_busy = RwSignal::new(false);
    let take = move |answer: Result<PrivateLink, ApiError>| match answer {
        Ok(now) => {
            link.try_set(Some(now));
        }
        Err(error) => announcer.show(&rejection::fault(locale, &error)),
    };
    leptos::task::spawn_local(async move {
        // Where it can't be had, the page does without.
        if let Ok(now) = api::cases::link(id).await {
            link.try_set(Some(now));
        }
    });
    let revoke = move |()| {
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            let ended = api::cases::revoke_link(id).await;
            if ended.is_ok() {
                announcer.show(t::customer::access_off(locale));
            }
            take(ended);
            is_busy.try_set(false);
        });
    };
    let renew = move |()| {
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            take(api::cases::renew_link(id).await);
            is_busy.try_set(false);
        });
    };
    let open = move |link: &PrivateLink| {
        let until = t::customer::access_until(locale, &format::moment_day(locale, link.expires_at));
        view! {
            <p>{until}</p>
            {link.path.clone().map(|path| view! { <LinkBox path /> })}
            <p class="soft">{t::customer::access_warning(locale)}</p>
            <Button
                label=t::customer::access_revoke(locale).to_owned()
                kind=ButtonKind::Secondary
                on_press=revoke
                is_busy
                id="revoke-link"
            />
        }
    };
    let ended = move |can_renew: bool| {
        let renew = can_renew.then(|| {
            view! {
                <Button
                    label=t::customer::access_renew(locale).to_owned()
                    kind=ButtonKind::Secondary
                    on_press=renew
                    is_busy
                    id="renew-link"
                />
            }
        });
        view! {
            <p>{t::customer::access_none(locale)}</p>
            {renew}
        }
    };
    // It stays unfolded while what it says changes.
    let is_known = Memo::new(move |_| link.with(Option::is_some));
    let body =
        move || {
            link.get().map(|link| {
                if link.is_open { open(&link).into_any() } else { ended(link.can_renew).into_any() }
            })
        };
    move || {
        is_known.get().then(|| {
            view! {
                <section class="card no-print">
                    <Fold summary=t::customer::access_title(locale)>
                        <div class="stack-tight" id="access">{body}</div>
                    </Fold>
                </section>
            }
        })
    }
}
