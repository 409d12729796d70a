//! Writing to the desk.

use super::ask::use_acting;
use super::leftovers::Leftovers;
use super::news::News;
use super::photos::{AddPhotos, PHOTOS, PhotosWait};
use super::stated::TakenFor;
use super::waits::{Refused, Waits};
use super::words::{Words, WordsField};
use crate::follow::MESSAGE;
use domain::complaint::Case;
use domain::complaint::command::Command;
use domain::evidence::MAX_PER_CASE;
use domain::text::Message;
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Fold};
use web::i18n::{t, use_locale};

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
            acting.act(MESSAGE, Command::WriteToDesk { text, wants: Vec::new() }, &[MESSAGE], || {});
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
            <Waits place=MESSAGE />
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
            <TakenFor case />
            <PhotosWait id=PHOTOS />
            <Refused place=PHOTOS />
            <Show when=move || has_room.get()>
                <Fold summary=t::customer::add_photos(locale)>
                    <AddPhotos id="add-photos" />
                </Fold>
            </Show>
        </div>
    })
}
