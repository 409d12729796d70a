//! The list as it is drawn: its head, its rows, and what its keys do.

use super::row::Row;
use super::{Load, Queued, Stage};
use crate::failure::Failure;
use crate::frame::Place;
use crate::keys::{Key, use_keys};
use crate::route::{Listing, Route};
use crate::words;
use domain::id::CaseId;
use domain::search::asks_for_lone_characters;
use domain::view::QueueRow;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use web::browser::{clock, document};
use web::components::{Keyed, Skeleton};
use web::i18n::{t::console as texts, use_locale};
use web::parts::printed_at::PrintedAt;
use web::router::{Router, announce_page, use_router};

/// The id of a case's row on the page.
pub(super) fn row_id(case_id: CaseId) -> String {
    format!("row-{case_id}")
}

/// The cases of the listing.
#[component]
pub(crate) fn List(
    /// Whether the list is what the page is about, rather than a case beside it.
    is_main: bool,
) -> impl IntoView {
    let (locale, router) = (use_locale(), use_router());
    let (Some(queued), Some(place)) = (use_context::<Queued>(), use_context::<Place>()) else {
        return ().into_any();
    };
    let title = Memo::new(move |_| match place.listing.get() {
        Listing::View { view, .. } => texts::queue_title(locale, words::view(locale, view)),
        Listing::Find(what) => texts::search_title(locale, &what),
    });
    if is_main {
        Effect::new(move |_| {
            title.with(|title| announce_page(router, title));
            // Whoever comes back by key goes on where they were, once the heading was the page's first word.
            if let Some(left) = queued.left.try_update_value(Option::take).flatten() {
                focus_row(left);
            }
        });
    }
    if let Some(keys) = use_keys() {
        keys.on(move |key| follow(key, queued, place, router, is_main));
    }
    let stage = Memo::new(move |_| {
        queued.load.with(|load| match load {
            Load::Waiting => Stage::Waiting,
            Load::Failed(error) => Stage::Failed(error.clone()),
            Load::Ready(page) if page.rows.is_empty() => Stage::Empty,
            Load::Ready(_) => Stage::Rows,
        })
    });
    let short = Memo::new(move |_| match place.listing.get() {
        Listing::View { view, .. } => words::view(locale, view).to_owned(),
        Listing::Find(what) => texts::search_title(locale, &what),
    });
    let hint = Memo::new(move |_| match place.listing.get() {
        Listing::View { .. } => texts::rows_hint(locale),
        Listing::Find(_) => texts::found_hint(locale),
    });
    let heading = if is_main {
        view! { <h1 id="list-title">{move || short.get()}</h1> }.into_any()
    } else {
        view! { <h2 id="list-title">{move || short.get()}</h2> }.into_any()
    };
    view! {
        <section class="list" aria-labelledby="list-title">
            <div class="list-head">
                {heading} <span class="soft small list-hint">{move || hint.get()}</span>
                <PrintedAt />
                <span role="status" class="list-changed">
                    <Show when=move || { queued.n_changed.get() > 0 }>
                        <button type="button" id="list-refresh" class="pill" on:click=move |_| queued.refresh()>
                            {move || texts::changed(locale, queued.n_changed.get())}
                        </button>
                    </Show>
                </span>
            </div>
            {move || match stage.get() {
                Stage::Waiting => view! { <Shape /> }.into_any(),
                Stage::Failed(error) => view! { <Failure error on_retry=move |()| queued.reload() /> }.into_any(),
                Stage::Empty => view! { <Nothing listing=place.listing.get() /> }.into_any(),
                Stage::Rows => view! { <Rows queued place /> }.into_any(),
            }}
        </section>
    }
    .into_any()
}

/// What a key does in a list, or beside a case.
fn follow(key: Key, queued: Queued, place: Place, router: Router, is_main: bool) -> bool {
    let go_to = |id| router.go(&Route::Case { id, listing: place.listing.get_untracked() }.href());
    let is_next = match key {
        Key::Next => true,
        Key::Previous => false,
        Key::Open if is_main => {
            let Some(id) = queued.cursor.get_untracked() else { return false };
            go_to(id);
            return true;
        }
        _ => return false,
    };
    let from = if is_main { queued.cursor.get_untracked() } else { place.case_id.get_untracked() };
    let to = move |id| {
        if is_main {
            focus_row(id);
        } else {
            router.go(&Route::Case { id, listing: place.listing.get_untracked() }.href());
        }
    };
    match queued.neighbour(from, is_next) {
        Some(id) if is_main => document::focus(&row_id(id)),
        Some(id) => go_to(id),
        None => {
            // At an end the row one stands at is gone on from, wherever the focus is.
            if let Some(id) = from.filter(|_| is_main) {
                document::focus(&row_id(id));
            }
            if is_next {
                queued.add_more(to);
            }
        }
    }
    true
}

/// Moves the focus to a row that is drawn in the next turn.
fn focus_row(id: CaseId) {
    spawn_local(async move {
        clock::sleep(0).await;
        document::focus(&row_id(id));
    });
}

#[component]
fn Rows(queued: Queued, place: Place) -> impl IntoView {
    let locale = use_locale();
    let keys = Memo::new(move |_| {
        queued.load.with(|load| match load {
            Load::Ready(page) => page.rows.iter().map(|row| row.case_id.0.as_u128()).collect(),
            Load::Waiting | Load::Failed(_) => Vec::new(),
        })
    });
    let row_of = move |id: CaseId| {
        Memo::new(move |_| {
            queued.load.with(|load| match load {
                Load::Ready(page) => page.rows.iter().find(|row| row.case_id == id).cloned(),
                Load::Waiting | Load::Failed(_) => None,
            })
        })
    };
    let name_of = move |row: Memo<Option<QueueRow>>| {
        Memo::new(move |_| {
            let assignee = row.with(|row| row.as_ref().and_then(|row| row.assignee))?;
            queued.load.with(|load| match load {
                Load::Ready(page) => page.users.get(&assignee).cloned(),
                Load::Waiting | Load::Failed(_) => None,
            })
        })
    };
    let quote_of = move |id: CaseId| {
        Memo::new(move |_| {
            queued.load.with(|load| match load {
                Load::Ready(page) => page.quotes.get(&id).cloned(),
                Load::Waiting | Load::Failed(_) => None,
            })
        })
    };
    let next = Memo::new(move |_| {
        queued.load.with(|load| match load {
            Load::Ready(page) => page.next.clone(),
            Load::Waiting | Load::Failed(_) => None,
        })
    });
    let entry = move |key: u128| {
        let id = CaseId(Uuid::from_u128(key));
        let row = row_of(id);
        let href = Signal::derive(move || Route::Case { id, listing: place.listing.get() }.href());
        let is_here = Signal::derive(move || place.case_id.get() == Some(id));
        let on_focus = move |()| queued.cursor.set(Some(id));
        view! { <Row id row name=name_of(row) quote=quote_of(id) href is_here on_focus /> }.into_any()
    };
    // Beside a case, the list shows where one is in it, also further down than it reaches at first.
    Effect::new(move |_| {
        let Some(id) = place.case_id.get() else { return };
        if keys.with(|keys: &Vec<u128>| keys.contains(&id.0.as_u128())) {
            spawn_local(async move {
                clock::sleep(0).await;
                document::bring_into_view(&row_id(id));
            });
        } else {
            queued.look_further();
        }
    });
    let leaf = move || {
        let Listing::View { view, after } = place.listing.get() else { return None };
        let first = after.is_some().then(|| Route::Queue(Listing::of(view)).href());
        let next = next.get().map(|after| Route::Queue(Listing::View { view, after: Some(after) }).href());
        Some((first, next))
    };
    view! {
        <ol class="rows">
            <Keyed keys entry=Callback::new(entry) />
        </ol>
        {move || {
            next.get().map(|_| view! { <p class="soft small print-only list-goes-on">{texts::list_goes_on(locale)}</p> })
        }}
        <div class="leaf">
            {move || {
                leaf()
                    .map(|(first, next)| {
                        view! {
                            {first.map(|href| view! { <a href=href>{texts::first_page(locale)}</a> })}
                            {next.map(|href| view! { <a id="next-page" href=href>{texts::next_page(locale)}</a> })}
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn Nothing(listing: Listing) -> impl IntoView {
    let locale = use_locale();
    let text = match listing {
        Listing::View { view, .. } => words::empty_view(locale, view).to_owned(),
        Listing::Find(what) if asks_for_lone_characters(&what) => texts::search_lone(locale, &what),
        Listing::Find(what) => texts::search_none(locale, &what),
    };
    view! {
        <div class="empty">
            <p id="list-empty">{text}</p>
        </div>
    }
}

/// The shape of rows to come; nothing in the first moment.
#[component]
fn Shape() -> impl IntoView {
    view! {
        <div class="late rows-shape">
            <Skeleton lines=9 />
        </div>
    }
}
