//! Adding photos to a case: each goes by itself, and what can't go out yet is seen to wait.

use super::ask::{Acting, use_acting};
use crate::follow::Stop;
use crate::follow::photos::WaitingPhoto;
use domain::evidence::MAX_PER_CASE;
use leptos::prelude::*;
use web::browser::photo;
use web::components::file_picker::Picked;
use web::components::live::use_announcer;
use web::components::{Button, ButtonKind, FilePicker, Notice, ProgressBar, Tone};
use web::i18n::{colon, t, use_locale};

/// Where it is told why a photo was not taken: beside those that wait.
pub(super) const PHOTOS: &str = "photos";

impl Acting {
    /// Sends the photos that wait, beside whatever else does.
    pub(super) fn resume_photos(self) {
        if self.is_sending_photos.try_get_untracked() != Some(false) {
            return;
        }
        self.is_sending_photos.set(true);
        leptos::task::spawn_local(async move {
            let sent = self.following.send_kept_photos(self.locale).await;
            self.is_sending_photos.try_set(false);
            match sent {
                Ok(0) => {}
                Ok(_) => self.announcer.show(t::customer::photo_added_say(self.locale)),
                Err(stop) if stop.is_over() => self.refuse(PHOTOS, stop),
                Err(_) => self.try_later(),
            }
            self.following.look_for_kept_photos().await;
        });
    }

    /// Calls off a photo that waits, unless they are going out just now.
    fn call_off_photo(self, photo: WaitingPhoto) {
        if self.is_sending_photos.get_untracked() {
            return;
        }
        leptos::task::spawn_local(async move {
            self.following.drop_kept_photo(photo).await;
            self.following.look_for_kept_photos().await;
        });
    }
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
                            acting.refuse(PHOTOS, Stop::Refused(reason));
                        }
                        continue;
                    }
                };
                percent.try_set(0);
                match acting.following.add_photo(locale, prepared, percent).await {
                    Ok(()) => announcer.say(t::customer::photo_added_say(locale)),
                    Err(stop) if stop.is_over() => acting.refuse(PHOTOS, stop),
                    Err(stop) => {
                        acting.following.look_for_kept_photos().await;
                        acting.let_wait(&stop);
                    }
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

/// The photos that wait, each with the way to call it off.
#[component]
pub(super) fn PhotosWait(
    /// What its id begins with.
    id: &'static str,
) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    Some(move || {
        let photos = acting.following.kept_photos();
        let n_photos = i64::try_from(photos.len()).unwrap_or(i64::MAX);
        let each = move |(n, photo)| view! { <OneWaits id n photo /> };
        let says = move |n| {
            if acting.following.is_locked() {
                t::customer::way_in_say(locale).to_owned()
            } else {
                t::customer::photos_wait(locale, n)
            }
        };
        (n_photos > 0).then(|| {
            view! {
                <div class="waits" id=[id, "-wait"].concat() role="status">
                    <Notice tone=Tone::Warn>
                        <p>{says(n_photos)}</p>
                        <ul class="photos">{photos.into_iter().enumerate().map(each).collect_view()}</ul>
                    </Notice>
                </div>
            }
        })
    })
}

/// A photo that waits, as it looks.
#[component]
fn OneWaits(id: &'static str, n: usize, photo: WaitingPhoto) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    let name = photo.name.clone();
    let picture = match photo.address.clone() {
        Some(address) => view! { <img src=address alt=t::customer::photo_alt(locale, &name) /> }.into_any(),
        None => view! { <span class="photo-document">"PDF"</span> }.into_any(),
    };
    let call_off = match n {
        0 => [id, "-call-off"].concat(),
        n => [id, "-call-off-", &n.to_string()].concat(),
    };
    Some(view! {
        <li class="photo">
            <div class="photo-frame">{picture}</div>
            <span class="photo-name">{name.clone()}</span>
            <Button
                label=t::customer::waits_drop(locale).to_owned()
                name=[t::customer::waits_drop(locale), colon(locale), &name].concat()
                kind=ButtonKind::Quiet
                is_busy=acting.is_sending_photos
                on_press=move |()| acting.call_off_photo(photo.clone())
                id=call_off
            />
        </li>
    })
}
