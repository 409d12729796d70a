//! Writing to the desk and adding photos to a case.

use super::ask::{Acting, use_acting};
use super::leftovers::Leftovers;
use super::news::News;
use super::waits::Waits;
use super::words::{Words, WordsField};
use crate::follow::{MESSAGE, Stop};
use crate::proof;
use domain::complaint::Case;
use domain::complaint::command::{Command, EvidenceUse};
use domain::evidence::MAX_PER_CASE;
use domain::id::{CommandId, EvidenceId};
use domain::text::Message;
use leptos::prelude::*;
use web::api::{self, uploads::For};
use web::browser::photo::{self, Photo};
use web::browser::random;
use web::components::file_picker::Picked;
use web::components::live::use_announcer;
use web::components::{Button, ButtonKind, FilePicker, Fold, Notice, ProgressBar, Tone};
use web::i18n::{Locale, t, use_locale};

/// A message to the desk, and photos.
#[component]
pub(super) fn Talk(case: Memo<Option<Case>>) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    let words = Words::message(acting.following.text(MESSAGE), false);
    let send = move |()| {
        if words.check()
            && let Ok(text) = Message::parse(&words.now())
        {
            acting.act(Command::WriteToDesk { text }, &[MESSAGE], || {});
        }
    };
    let news = move || (!acting.is_in_dialog()).then(|| view! { <News /> }.into_any());
    let has_room = Memo::new(move |_| {
        case.with(|case| {
            case.as_ref().is_some_and(|case| case.evidence.len() < MAX_PER_CASE && !case.phase.is_finished())
        })
    });
    Some(view! {
        <div class="stack no-print">
            {news}
            <Leftovers case />
            <Waits is_message=true />
            <WordsField id="message" label=t::customer::write_label(locale) hint=None words rows=2 />
            <div class="cluster">
                <Button
                    label=t::customer::write_send(locale).to_owned()
                    kind=ButtonKind::Secondary
                    on_press=send
                    is_busy=acting.is_busy()
                    id="message-send"
                />
            </div>
            <Show when=move || has_room.get()>
                <Fold summary=t::customer::add_photos(locale)>
                    <AddPhotos id="add-photos" />
                </Fold>
            </Show>
        </div>
    })
}

/// Photos for a case that exists already: each is sent, then put to use by a command of its own.
#[component]
pub(super) fn AddPhotos(
    /// The picker's id.
    id: &'static str,
) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    let announcer = use_announcer();
    let percent = RwSignal::new(0_u8);
    let is_sending = RwSignal::new(false);
    let unfit = RwSignal::new(None::<String>);
    let pick = move |files: Vec<Picked>| {
        unfit.set(None);
        is_sending.set(true);
        leptos::task::spawn_local(async move {
            for file in files {
                let prepared = match photo::prepare(&file, |_| {}).await {
                    Ok(prepared) => prepared,
                    Err(fault) => {
                        let reason = super::super::file::photo_fault(locale, &file.name(), fault);
                        // With the first photo the picker beside the answer goes: then it is said on top.
                        if let Some(reason) = unfit.try_set(Some(reason)).flatten() {
                            acting.refuse(Stop::of(reason));
                        }
                        continue;
                    }
                };
                percent.try_set(0);
                match add(&acting, locale, &prepared, percent).await {
                    Ok(()) => announcer.say(t::customer::photo_added_say(locale)),
                    Err(stop) => acting.refuse(stop),
                }
            }
            is_sending.try_set(false);
        });
    };
    let progress = move || {
        is_sending.get().then(|| {
            let label =
                Signal::derive(move || t::customer::photo_sending(locale, &percent.get().to_string()));
            view! { <ProgressBar label percent /> }
        })
    };
    Some(view! {
        <div class="stack-tight">
            {move || unfit.get().map(|reason| view! { <Notice tone=Tone::Warn is_alert=true>{reason}</Notice> })}
            {progress}
            <FilePicker
                id
                label=t::customer::photos_add(locale)
                hint=t::customer::photos_hint(locale, &MAX_PER_CASE.to_string())
                on_pick=pick
            />
        </div>
    })
}

/// Sends a photo and puts it to use, under ids of its own.
async fn add(acting: &Acting, locale: Locale, photo: &Photo, percent: RwSignal<u8>) -> Result<(), Stop> {
    let (id, command) = (EvidenceId(random::uuid()), CommandId(random::uuid()));
    let case = acting.following.id();
    let send = async || {
        let progress = move |done| {
            percent.try_set(done);
        };
        api::uploads::send(id, command, For::Case(case), &photo.blob, progress).await
    };
    let mut outcome = send().await;
    if outcome.as_ref().is_err_and(proof::is_lost) && proof::renew(case).await {
        outcome = send().await;
    }
    let evidence = outcome.map_err(|error| Stop::failed(locale, &error))?;
    acting.following.note_upload(evidence);
    acting.following.dispatch_as(locale, command, Command::AddEvidence(EvidenceUse { id, sku: None })).await
}
