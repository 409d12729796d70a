//! Writing to the desk and adding photos to a case.

use super::ask::use_acting;
use domain::complaint::Case;
use domain::complaint::command::{Command, EvidenceUse};
use domain::evidence::MAX_PER_CASE;
use domain::id::{CommandId, EvidenceId};
use domain::text::Message;
use leptos::prelude::*;
use web::api;
use web::browser::{photo, random};
use web::components::file_picker::Picked;
use web::components::live::use_announcer;
use web::components::{Button, ButtonKind, FilePicker, Fold, Notice, ProgressBar, TextArea, Tone};
use web::i18n::{rejection, t, use_locale};

/// A message to the desk, and photos.
#[component]
pub(super) fn Talk(case: Memo<Option<Case>>) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let send = move |()| match Message::parse(&text.get_untracked()) {
        Ok(message) => {
            acting.act(Command::WriteToDesk { text: message }, move || {
                text.try_set(String::new());
            });
        }
        Err(problem) => error.set(Some(rejection::problem(locale, &problem))),
    };
    let has_room = Memo::new(move |_| {
        case.with(|case| {
            case.as_ref().is_some_and(|case| case.evidence.len() < MAX_PER_CASE && !case.phase.is_finished())
        })
    });
    Some(view! {
        <div class="stack no-print">
            <TextArea
                id="message"
                label=t::customer::write_label(locale)
                value=text
                on_input=move |typed: String| {
                    error.set(None);
                    text.set(typed);
                }
                error
                rows=2
            />
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
                    <AddPhotos />
                </Fold>
            </Show>
        </div>
    })
}

/// Photos for a case that exists already: each is sent, then put to use by a command of its own.
#[component]
fn AddPhotos() -> impl IntoView {
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
                        unfit.try_set(Some(super::super::file::photo_fault(locale, &file.name(), fault)));
                        continue;
                    }
                };
                let (id, command) = (EvidenceId(random::uuid()), CommandId(random::uuid()));
                let case = acting.following.id();
                percent.try_set(0);
                let progress = move |done| {
                    percent.try_set(done);
                };
                let outcome =
                    match api::uploads::send(id, command, Some(case), &prepared.blob, progress).await {
                        Ok(evidence) => {
                            acting.following.note_upload(evidence);
                            let used = Command::AddEvidence(EvidenceUse { id, sku: None });
                            acting.following.dispatch_as(locale, command, used).await
                        }
                        Err(error) => Err(rejection::fault(locale, &error)),
                    };
                match outcome {
                    Ok(()) => announcer.say(t::customer::photo_added_say(locale)),
                    Err(reason) => acting.refuse(reason),
                }
            }
            is_sending.try_set(false);
        });
    };
    let progress = move || {
        is_sending.get().then(|| {
            let label = t::customer::photo_sending(locale, &percent.get().to_string());
            view! { <ProgressBar label percent /> }
        })
    };
    Some(view! {
        <div class="stack-tight">
            {move || unfit.get().map(|reason| view! { <Notice tone=Tone::Warn is_alert=true>{reason}</Notice> })}
            {progress}
            <FilePicker
                id="add-photos"
                label=t::customer::photos_add(locale)
                hint=t::customer::photos_hint(locale, &MAX_PER_CASE.to_string())
                on_pick=pick
            />
        </div>
    })
}
