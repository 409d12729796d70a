//! The queue: views with counts, and the cases of one of them, the next due first.
//!
//! What is heard live is fetched quietly. Counts and the words of rows follow at once; the order of rows changes
//! only when the person asks for it, so that nothing moves under the pointer.

mod merge;
mod row;

use super::frame::Place;
use crate::desk::{Desk, Heard};
use crate::failure::Failure;
use crate::keys::{Key, use_keys};
use crate::route::{Listing, Route, encoded};
use crate::words;
use domain::id::CaseId;
use domain::view::{QueueRow, QueueView};
use domain::wire::QueuePage;
use leptos::prelude::*;
use leptos::task::spawn_local;
use merge::merged;
use row::Row;
use std::collections::BTreeMap;
use uuid::Uuid;
use web::api::{self, ApiError};
use web::browser::{clock, document};
use web::components::{Keyed, Skeleton};
use web::i18n::{t::console as texts, use_locale};
use web::router::{Router, announce_page, use_router};

/// How many rows are loaded at once.
const PAGE: usize = 50;

/// How long to wait for more news before asking for the queue again, in milliseconds.
const GATHER: u64 = 400;

/// How the list stands.
#[derive(Clone, Debug, PartialEq)]
enum Load {
    Waiting,
    Ready(QueuePage),
    Failed(ApiError),
}

/// Which of its states the list is drawn in; its rows are drawn one by one.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    Waiting,
    Failed(ApiError),
    Empty,
    Rows,
}

/// The list that is shown, and the newer one that waits to be.
#[derive(Clone, Copy)]
pub(crate) struct Queued {
    desk: Desk,
    listing: Memo<Listing>,
    load: RwSignal<Load>,
    waiting: RwSignal<Option<QueuePage>>,
    n_changed: RwSignal<i64>,
    /// How many cases each view holds.
    pub(crate) counts: RwSignal<BTreeMap<QueueView, u64>>,
    serial: StoredValue<u32>,
    gathering: StoredValue<Option<clock::Timer>, LocalStorage>,
    cursor: RwSignal<Option<CaseId>>,
    is_adding: StoredValue<bool>,
}

impl Queued {
    /// Follows the listing and what is heard.
    pub(crate) fn new(desk: Desk, listing: Memo<Listing>) -> Self {
        let queued = Self {
            desk,
            listing,
            load: RwSignal::new(Load::Waiting),
            waiting: RwSignal::new(None),
            n_changed: RwSignal::new(0),
            counts: RwSignal::new(BTreeMap::new()),
            serial: StoredValue::new(0),
            gathering: StoredValue::new_local(None),
            cursor: RwSignal::new(None),
            is_adding: StoredValue::new(false),
        };
        Effect::new(move |_| {
            listing.track();
            queued.reload();
        });
        desk.listen(move |heard| match heard {
            Heard::Happened(_) | Heard::Reload => queued.gather(),
            Heard::Resume => {
                if matches!(queued.load.get_untracked(), Load::Failed(_)) {
                    queued.reload();
                } else {
                    queued.gather();
                }
            }
        });
        queued
    }

    /// Loads the listing anew and shows it as it comes.
    fn reload(self) {
        self.load.set(Load::Waiting);
        self.fetch(true);
    }

    /// Waits a moment for more news, then asks quietly.
    fn gather(self) {
        let ask = move || self.fetch(false);
        self.gathering.try_set_value(Some(clock::after(GATHER, ask)));
    }

    fn fetch(self, is_asked: bool) {
        let number = self.serial.with_value(|number| number.wrapping_add(1));
        self.serial.set_value(number);
        let listing = self.listing.get_untracked();
        // As many as are shown: rows that were added below are told the news too.
        let n_rows = if is_asked { PAGE } else { self.n_shown().max(PAGE) };
        spawn_local(async move {
            let answer = match &listing {
                Listing::View { view, after } => {
                    api::staff::queue(*view, after.as_deref().map(encoded).as_deref(), n_rows).await
                }
                Listing::Find(what) => api::staff::find(&encoded(what)).await,
            };
            if self.serial.try_get_value() != Some(number) {
                return;
            }
            match answer {
                Ok(page) => self.take(page, is_asked),
                Err(error) => {
                    self.desk.noted_expiry(&error);
                    // A quiet look that failed changes nothing: what is shown is still the best known.
                    if is_asked {
                        self.load.set(Load::Failed(error));
                    }
                }
            }
        });
    }

    fn take(self, page: QueuePage, is_asked: bool) {
        self.desk.follow(page.seq);
        self.counts.set(page.counts.clone());
        let shown = self.load.with_untracked(|load| match load {
            Load::Ready(shown) if !is_asked => Some(shown.clone()),
            _ => None,
        });
        let Some(mut shown) = shown else {
            self.show(page);
            return;
        };
        // Rows further down than a page reaches stay as they are.
        let reach = shown.rows.len().min(api::staff::MAX_ROWS);
        let below = shown.rows.split_off(reach);
        let mut page = page;
        if !below.is_empty() {
            page.next.clone_from(&shown.next);
        }
        page.rows.extend(below.iter().cloned());
        shown.rows.extend(below);
        let merge = merged(&shown.rows, &page.rows);
        if merge.n_changed == 0 || shown.rows.is_empty() {
            self.show(page);
        } else {
            shown.rows = merge.rows;
            self.load.set(Load::Ready(shown));
            self.n_changed.set(merge.n_changed);
            self.waiting.set(Some(page));
        }
    }

    fn show(self, page: QueuePage) {
        self.waiting.set(None);
        self.n_changed.set(0);
        if self.load.with_untracked(|load| !matches!(load, Load::Ready(shown) if *shown == page)) {
            self.load.set(Load::Ready(page));
        }
    }

    /// Shows what waits.
    fn refresh(self) {
        if let Some(page) = self.waiting.get_untracked() {
            self.show(page);
        }
    }

    fn n_shown(self) -> usize {
        self.load.with_untracked(|load| match load {
            Load::Ready(page) => page.rows.len(),
            Load::Waiting | Load::Failed(_) => 0,
        })
    }

    /// Adds the rows behind the last one shown, and tells the first of them.
    pub(crate) fn add_more(self, then: impl FnOnce(CaseId) + 'static) {
        let next = self.load.with_untracked(|load| match load {
            Load::Ready(page) => page.next.clone(),
            Load::Waiting | Load::Failed(_) => None,
        });
        let listing = self.listing.get_untracked();
        let (Some(next), Listing::View { view, .. }) = (next, &listing) else { return };
        if self.is_adding.get_value() {
            return;
        }
        self.is_adding.set_value(true);
        let view = *view;
        spawn_local(async move {
            let answer = api::staff::queue(view, Some(&encoded(&next)), PAGE).await;
            self.is_adding.try_set_value(false);
            if self.listing.try_get_untracked().is_none_or(|now| now != listing) {
                return;
            }
            match answer {
                Ok(page) => {
                    let mut first = None;
                    self.load.update(|load| {
                        let Load::Ready(shown) = load else { return };
                        let is_new =
                            |row: &QueueRow| !shown.rows.iter().any(|one| one.case_id == row.case_id);
                        let new: Vec<QueueRow> = page.rows.into_iter().filter(is_new).collect();
                        first = new.first().map(|row| row.case_id);
                        shown.rows.extend(new);
                        shown.next = page.next;
                        shown.users.extend(page.users);
                    });
                    if let Some(first) = first {
                        then(first);
                    }
                }
                Err(error) => {
                    self.desk.noted_expiry(&error);
                }
            }
        });
    }

    /// The case so many places after another in the list, or the first one.
    pub(crate) fn neighbour(self, of: Option<CaseId>, is_next: bool) -> Option<CaseId> {
        self.load.with_untracked(|load| {
            let Load::Ready(page) = load else { return None };
            let place = of.and_then(|of| page.rows.iter().position(|row| row.case_id == of));
            let to = match (place, is_next) {
                (None, _) => Some(0),
                (Some(place), true) => place.checked_add(1),
                (Some(place), false) => place.checked_sub(1),
            };
            to.and_then(|to| page.rows.get(to)).map(|row| row.case_id)
        })
    }
}

/// The id of a case's row on the page.
fn row_id(case_id: CaseId) -> String {
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
        Effect::new(move |_| title.with(|title| announce_page(router, title)));
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
    let heading = if is_main {
        view! { <h1 id="list-title">{move || short.get()}</h1> }.into_any()
    } else {
        view! { <h2 id="list-title">{move || short.get()}</h2> }.into_any()
    };
    view! {
        <section class="list" aria-labelledby="list-title">
            <div class="list-head">
                {heading} <span class="soft small list-hint">{texts::rows_hint(locale)}</span>
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
            // A row that was just added is drawn in the next turn.
            spawn_local(async move {
                clock::sleep(0).await;
                document::focus(&row_id(id));
            });
        } else {
            router.go(&Route::Case { id, listing: place.listing.get_untracked() }.href());
        }
    };
    match queued.neighbour(from, is_next) {
        Some(id) if is_main => document::focus(&row_id(id)),
        Some(id) => go_to(id),
        None if is_next => queued.add_more(to),
        None => {}
    }
    true
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
        view! { <Row id row name=name_of(row) href is_here on_focus /> }.into_any()
    };
    // Beside a case, the list shows where one is in it.
    Effect::new(move |_| {
        keys.track();
        if let Some(id) = place.case_id.get() {
            spawn_local(async move {
                clock::sleep(0).await;
                document::bring_into_view(&row_id(id));
            });
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
