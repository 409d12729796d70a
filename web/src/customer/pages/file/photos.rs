//! Photos: what helps to show in this category, and what has been picked.

use super::Heading;
use crate::form::{FormPhoto, PhotoState, Unfit, field_id, use_form};
use domain::category::Category;
use domain::evidence::MAX_PER_CASE;
use domain::order::{Order, OrderStatus};
use domain::remedy::Remedy;
use leptos::prelude::*;
use web::browser::photo::PhotoFault;
use web::components::file_picker::Picked;
use web::components::live::use_announcer;
use web::components::{Button, ButtonKind, FilePicker, Icon, IconMark, Keyed, Notice, ProgressBar, Tone};
use web::i18n::{Locale, t, use_locale};

/// The photos of the form.
#[component]
pub(super) fn PhotosSection(is_alone: bool) -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    let helps = move || {
        let category = form.category().unwrap_or(Category::Other);
        form.with(|kept| {
            let order = kept.found.as_ref().map(|found| &found.order);
            photo_help(locale, category, &kept.wishes(), order)
        })
        .into_iter()
        .map(|line| view! { <li><IconMark icon=Icon::Camera /><span>{line}</span></li> })
        .collect_view()
    };
    let key = |photo: &FormPhoto| photo.id.0.as_u128();
    let keys = Signal::derive(move || form.photos().iter().map(key).collect::<Vec<u128>>());
    let card = move |of: u128| {
        let photo = untrack(|| form.photos().into_iter().find(|photo| key(photo) == of));
        photo.map(|photo| view! { <PhotoCard photo /> }).into_any()
    };
    view! {
        <div class="stack">
            <Heading is_alone text=t::customer::photos_title(locale) />
            <p class="soft">{t::customer::photos_lead(locale)}</p>
            <div>
                <p>{t::customer::photos_help(locale)}</p>
                <ul class="checklist">{helps}</ul>
            </div>
            <ul class="photos">
                <Keyed keys entry=Callback::new(card) />
            </ul>
            <PhotoPicker id=field_id("evidence") />
        </div>
    }
}

/// Picks photos, says which can't be taken, and how far the others are.
#[component]
pub(crate) fn PhotoPicker(
    /// The input's id.
    id: &'static str,
    /// Whether it makes room for the thanks once there is a photo.
    #[prop(optional)]
    is_for_the_first: bool,
) -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    let announcer = use_announcer();
    let n_preparing = RwSignal::new(0_u32);
    let refusals = RwSignal::new(Vec::<String>::new());
    let pick = move |files: Vec<Picked>| {
        refusals.set(Vec::new());
        n_preparing.update(|n| *n = n.saturating_add(u32::try_from(files.len()).unwrap_or(0)));
        leptos::task::spawn_local(async move {
            for file in files {
                if let Err(unfit) = form.add_photo(file).await {
                    let reason = in_words(locale, &unfit);
                    refusals.try_update(|refusals| {
                        if !refusals.contains(&reason) {
                            refusals.push(reason);
                        }
                    });
                }
                n_preparing.try_update(|n| *n = n.saturating_sub(1));
            }
            let n = form.n_photos_now();
            announcer.say(&t::customer::photos_count(locale, i64::try_from(n).unwrap_or(0)));
        });
    };
    let refused = move || {
        refusals
            .get()
            .into_iter()
            .map(|reason| view! { <Notice tone=Tone::Warn is_alert=true>{reason}</Notice> })
            .collect_view()
    };
    let room = if is_for_the_first { 1 } else { MAX_PER_CASE };
    let max = MAX_PER_CASE.to_string();
    view! {
        {refused}
        <Show when=move || n_preparing.with(|n| *n > 0)>
            <p class="soft" role="status">{t::customer::photo_preparing(locale)}</p>
        </Show>
        <Show when=move || form.n_photos() < room>
            <FilePicker
                id
                label=t::customer::photos_add(locale)
                hint=t::customer::photos_hint(locale, &max)
                on_pick=pick
            />
        </Show>
    }
}

/// A photo, drawn once: however far it comes, the way to take it out stays where it is, with the focus on it.
#[component]
fn PhotoCard(photo: FormPhoto) -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    let FormPhoto { id, photo, address, .. } = photo;
    let is_document = photo.is_document();
    let name = photo.name;
    let state = Memo::new(move |_| {
        let photo = form.photos().into_iter().find(|photo| photo.id == id);
        photo.map_or(PhotoState::Waiting, |photo| photo.state)
    });
    let percent =
        Memo::new(move |_| if let PhotoState::Sending(percent) = state.get() { percent } else { 0 });
    let is_sending = Memo::new(move |_| matches!(state.get(), PhotoState::Sending(_)));
    let how_far = move || {
        if is_sending.get() {
            let label =
                Signal::derive(move || t::customer::photo_sending(locale, &percent.get().to_string()));
            view! { <ProgressBar label percent /> }.into_any()
        } else if state.get() == PhotoState::Sent {
            view! { <span class="badge badge-good">{t::customer::photo_sent(locale)}</span> }.into_any()
        } else {
            view! { <span class="soft small">{t::customer::photo_waiting(locale)}</span> }.into_any()
        }
    };
    view! {
        <li class="photo">
            <div class="photo-frame">
                {if is_document {
                    view! { <span class="photo-document">"PDF"</span> }.into_any()
                } else {
                    view! { <img src=address alt=t::customer::photo_alt(locale, &name) /> }.into_any()
                }}
            </div>
            <span class="photo-name">{name.clone()}</span>
            {how_far}
            <Button
                label=t::common::remove(locale).to_owned()
                name=t::customer::photo_remove(locale, &name)
                kind=ButtonKind::Quiet
                on_press=move |()| form.papers().remove_photo(id)
            />
        </li>
    }
}

fn in_words(locale: Locale, unfit: &Unfit) -> String {
    match unfit {
        Unfit::Again(name) => t::customer::photo_again(locale, name),
        Unfit::TooMany => t::problem::evidence_too_many(locale, &MAX_PER_CASE.to_string()),
        Unfit::File(name, fault) => photo_fault(locale, name, *fault),
    }
}

/// Why a file can't be used as a photo, and what to do about it.
pub(crate) fn photo_fault(locale: Locale, name: &str, fault: PhotoFault) -> String {
    match fault {
        PhotoFault::Empty => t::customer::photo_empty(locale, name),
        PhotoFault::TooLarge => t::customer::photo_too_large(locale, name),
        PhotoFault::Heic => t::customer::photo_heic(locale, name),
        PhotoFault::NotAPhoto => t::customer::photo_not_a_photo(locale, name),
        PhotoFault::Damaged => t::customer::photo_damaged(locale, name),
    }
}

/// What helps most to show, for a category, the wishes and an order as far as it is known: who gives goods back without
/// a reason has nothing to prove but their state, and of what was never sent there is nothing to track.
pub(crate) fn photo_help(
    locale: Locale,
    category: Category,
    wishes: &[Remedy],
    order: Option<&Order>,
) -> Vec<&'static str> {
    use t::customer as t;
    let is_going_back = wishes.iter().any(|wish| wish.waits_for_goods() || *wish == Remedy::Exchange);
    let was_sent = order.is_none_or(|order| {
        order.shipped_at.is_some() || order.status == OrderStatus::Shipped || order.has_come()
    });
    match category {
        Category::Returns if is_going_back => vec![t::help_whole(locale), t::help_tag(locale)],
        Category::DeliveryDelay | Category::DeliveryLost if !was_sent => vec![t::help_payment(locale)],
        _ => help(locale, category),
    }
}

/// The same by category alone.
fn help(locale: Locale, category: Category) -> Vec<&'static str> {
    use t::customer as t;
    match category {
        Category::Quality => vec![t::help_fault(locale), t::help_whole(locale), t::help_tag(locale)],
        Category::NotAsDescribed => vec![t::help_whole(locale), t::help_tag(locale), t::help_page(locale)],
        Category::DeliveryDelay | Category::DeliveryLost => vec![t::help_tracking(locale)],
        Category::DeliveryDamage => {
            vec![t::help_parcel(locale), t::help_label(locale), t::help_damage(locale)]
        }
        Category::WrongItem => vec![t::help_received(locale), t::help_label(locale), t::help_tag(locale)],
        Category::Service | Category::Privacy => vec![t::help_chat(locale)],
        Category::Returns => vec![t::help_chat(locale), t::help_tracking(locale)],
        Category::Transaction => vec![t::help_payment(locale), t::help_page(locale)],
        Category::AfterSales => vec![t::help_repair(locale), t::help_fault(locale)],
        Category::Safety => vec![t::help_whole(locale), t::help_batch(locale)],
        Category::Other => vec![t::help_any(locale)],
    }
}
