//! Signing out of a device that others use too; there where somebody is known.
//!
//! Nothing written here stays then. So whatever nobody has anywhere else is named first: a complaint half written or on its
//! way, what waits for a case, and words half written or left over. What another tab has in hand that tab keeps. Words are read
//! out only of cases this tab has shown: others may be of whoever was here before.

use super::follow::{waiting_cases, words_not_sent};
use super::form::{Form, use_form};
use super::known::use_known;
use super::outbox::{Outbox, use_outbox};
use super::proof;
use super::route::Route;
use leptos::prelude::*;
use web::browser::clock;
use web::components::live::use_announcer;
use web::components::{Button, ButtonKind, Dialog, DialogFoot};
use web::i18n::{Locale, rejection, t, use_locale};
use web::router::use_router;

/// How long the question waits for the second of two quick presses, which would answer it unread, in milliseconds.
const QUICK: u64 = 500;

/// How many characters of what somebody wrote are enough to know it by.
const ENOUGH: usize = 60;

/// What would be lost, each by its name.
async fn lost(locale: Locale, form: Form, outbox: Outbox) -> Vec<String> {
    let on_its_way = untrack(|| outbox.unsent()).into_iter();
    let mut lost: Vec<String> =
        on_its_way.map(|unsent| t::customer::lost_complaint(locale, &unsent.order)).collect();
    let is_begun = form.now(|kept| !kept.draft.story.trim().is_empty()) || form.n_photos_now() > 0;
    let own = is_begun.then(|| form.now(|kept| kept.order().to_owned()));
    let mut drafts: Vec<String> = own.into_iter().collect();
    drafts.extend(untrack(|| form.older()).into_iter().map(|older| older.order));
    drafts.sort();
    drafts.dedup();
    lost.extend(drafts.iter().map(|order| t::customer::lost_draft(locale, order)));
    // What belongs to a case that was not shown in this tab may be somebody else's who uses the same device.
    let (own, others): (Vec<_>, Vec<_>) =
        waiting_cases().into_iter().partition(|(case, _)| proof::is_shown(*case));
    lost.extend(own.iter().map(|(_, number)| t::customer::lost_waits(locale, number)));
    let (own, words_of_others): (Vec<_>, Vec<_>) =
        words_not_sent().await.into_iter().partition(|(case, _)| proof::is_shown(*case));
    lost.extend(own.iter().map(|(_, words)| t::customer::lost_words(locale, &beginning(words))));
    let n_others = others.len().saturating_add(words_of_others.len());
    lost.extend((n_others > 0).then(|| t::customer::lost_of_others(locale).to_owned()));
    lost
}

/// Words on one line, cut where they are long.
fn beginning(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= ENOUGH { line } else { line.chars().take(ENOUGH).chain(['…']).collect() }
}

/// The way to sign out.
#[component]
pub(crate) fn SignOut() -> impl IntoView {
    let locale = use_locale();
    let router = use_router();
    let announcer = use_announcer();
    let (known, form, outbox) = (use_known(), use_form(), use_outbox());
    let is_busy = RwSignal::new(false);
    let asked = RwSignal::new(Vec::new());
    let is_still_in = RwSignal::new(false);
    let is_asking = Signal::derive(move || !asked.with(Vec::is_empty));
    let leave = move |is_sure: bool| {
        let Some(outbox) = outbox.filter(|_| !is_busy.get_untracked()) else { return };
        asked.set(Vec::new());
        is_still_in.set(false);
        is_busy.set(true);
        leptos::task::spawn_local(async move {
            let lost = if is_sure { Vec::new() } else { lost(locale, form, outbox).await };
            if !lost.is_empty() {
                clock::sleep(QUICK).await;
                asked.try_set(lost);
                is_busy.try_set(false);
                return;
            }
            match known.sign_out(form, outbox).await {
                Ok(()) => {
                    router.go(&Route::Start.href());
                    announcer.show(t::customer::signed_out(locale));
                }
                // On somebody else’s device that what was written is kept would be no comfort.
                Err(error) if error.may_pass_later() => {
                    is_still_in.try_set(true);
                }
                Err(error) => announcer.show(&rejection::fault(locale, &error)),
            }
            is_busy.try_set(false);
        });
    };
    let each = move || asked.get().into_iter().map(|one| view! { <li>{one}</li> }).collect_view();
    view! {
        <Show when=move || known.is_known()>
            <Show when=move || is_still_in.get()>
                <p class="field-error" role="alert" id="sign-out-offline">{t::customer::sign_out_offline(locale)}</p>
            </Show>
            <Button
                label=t::customer::sign_out(locale).to_owned()
                kind=ButtonKind::Quiet
                on_press=move |()| leave(false)
                is_busy
                id="sign-out"
            />
            <Dialog
                id="sign-out-dialog"
                title=t::customer::sign_out_title(locale)
                is_open=is_asking
                on_close=move |()| asked.set(Vec::new())
            >
                <p>{t::customer::sign_out_unsent(locale)}</p>
                // It is read first: a second Enter loses nothing.
                <ul class="lost" id="sign-out-lost" tabindex="-1" autofocus>{each}</ul>
                <DialogFoot
                    id="sign-out-sure"
                    label=t::customer::sign_out_sure(locale)
                    kind=ButtonKind::Danger
                    on_send=move |()| leave(true)
                    on_close=move |()| asked.set(Vec::new())
                />
            </Dialog>
        </Show>
    }
}
