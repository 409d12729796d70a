//! The queue: views with counts, and the cases of one of them, the next due first.
//!
//! What is heard live is fetched quietly. Counts and the words of rows follow at once; the order of rows changes
//! only when the person asks for it, so that nothing moves under the pointer.

mod list;
mod merge;
mod row;

use crate::desk::{Desk, Heard};
use crate::route::{Listing, encoded};
use domain::id::{CaseId, CaseNumber};
use domain::view::{QueueRow, QueueView};
use domain::wire::QueuePage;
use leptos::prelude::*;
use leptos::task::spawn_local;
pub(crate) use list::List;
use merge::merged;
use std::collections::BTreeMap;
use web::api::{self, ApiError};
use web::browser::clock;

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
    /// The case that was just left for the list.
    left: StoredValue<Option<CaseId>>,
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
            left: StoredValue::new(None),
            is_adding: StoredValue::new(false),
        };
        Effect::new(move |_| {
            listing.track();
            queued.reload();
        });
        desk.listen(move |heard| match heard {
            Heard::Beside => {}
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
            self.look_after(merge.gone);
        }
    }

    /// Asks how the cases stand that have left the list and keep their places on the page: their rows tell it as it is.
    /// One after the other, so that many of them are no rush; a later look begins anew with those that are left then.
    fn look_after(self, gone: Vec<CaseNumber>) {
        let look = self.serial.get_value();
        spawn_local(async move {
            for number in gone {
                if self.serial.try_get_value() != Some(look) {
                    return;
                }
                // Where it can't be had, the row stays as it was until the list is shown anew.
                let Ok(found) = api::staff::find(&encoded(number.as_str())).await else { continue };
                self.load.try_update(|load| {
                    let Load::Ready(shown) = load else { return };
                    shown.users.extend(found.users);
                    for fresh in found.rows {
                        if let Some(row) = shown.rows.iter_mut().find(|row| row.case_id == fresh.case_id) {
                            *row = fresh;
                        }
                    }
                });
            }
        });
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

    /// Notes from which case somebody goes back to the list: there they go on.
    pub(crate) fn come_back_from(self, case: CaseId) {
        self.left.set_value(Some(case));
        self.cursor.set(Some(case));
    }

    fn n_shown(self) -> usize {
        self.load.with_untracked(|load| match load {
            Load::Ready(page) => page.rows.len(),
            Load::Waiting | Load::Failed(_) => 0,
        })
    }

    /// Adds the rows behind the last one shown, for a case that is not among them, as far as it is worth looking.
    fn look_further(self) {
        if self.n_shown() < api::staff::MAX_ROWS {
            self.add_more(|_| {});
        }
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
