//! The queue: cases of one view, the next due in front, a page at a time, with the counts of all views.

use super::query::{Face, Query};
use crate::auth::Caller;
use crate::error::{ApiError, ApiResult};
use crate::openapi::told;
use crate::state::AppState;
use crate::store::{StoreFault, StoreResult};
use axum::Json;
use axum::extract::State;
use books::cases::Kept;
use books::project::order_key;
use books::queue::{Cursor, Queue, Stretch};
use books::search::Hit;
use domain::id::{CaseId, CaseNumber, UserId};
use domain::view::{QueueRow, QueueView};
use domain::wire::{QueuePage, Quote};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How many rows a page holds unless asked for otherwise, and at most.
const PAGE: u32 = 50;
const MAX_PAGE: u32 = 200;
/// How far the cases of a view are counted: beyond it the exact number helps nobody, and every page would wait for it.
const MAX_COUNT: u32 = 10_000;
/// How many cases are found by words at most: who gets more would rather ask for more words.
const MAX_FOUND: usize = 100;

/// Which page.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The view; `open` unless given.
    view: Option<QueueView>,
    /// `next` of the page before.
    after: Option<String>,
    /// Rows, 50 unless given, 200 at most.
    limit: Option<u32>,
    /// A case or order number, or words: its cases in any state, instead of a view.
    find: Option<String>,
    // Read by the caller extractor; named here because unknown parameters are refused.
    #[serde(rename = "face")]
    _face: Option<Face>,
}

super::query::described!(Page);

/// A page of the queue.
#[utoipa::path(get, path = "/api/cases", tag = "desk",
    params(Page),
    responses((status = 200, description = "The page", body = ref(told::<QueuePage>())), (status = 400), (status = 401),
        (status = 403)))]
pub async fn queue(
    State(state): State<AppState>,
    caller: Caller,
    Query(page): Query<Page>,
) -> ApiResult<Json<QueuePage>> {
    let (user, _) = caller.case_worker()?;
    let owner = user.0.user_id.to_string();
    let view = page.view.unwrap_or(QueueView::Open);
    let after = page.after.as_deref().map(parse_cursor).transpose()?;
    let limit = page.limit.unwrap_or(PAGE).clamp(1, MAX_PAGE);
    let seq = state.store.last().await?;
    let now = state.ledger.now().timestamp_millis();
    if let Some(asked) = page.find.as_deref() {
        let (rows, quotes) = found(&state, asked).await?;
        let counts = counts(&state, &owner, now).await?;
        let users = assignees(&state, &rows).await?;
        return Ok(Json(QueuePage { view, rows, quotes, users, next: None, counts, seq }));
    }
    let (queue, stretch) = place(view, &owner, now);
    // One more than asked for tells whether there is a next page.
    let mut rows = state.store.queue(&queue, after, stretch, limit.saturating_add(1)).await?;
    let has_more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| has_more).map(|(last, _)| format!("{}~{}", last.at, last.case));
    let rows = rows.iter().filter_map(|(_, kept)| read(kept).transpose()).collect::<StoreResult<Vec<_>>>()?;
    Ok(Json(QueuePage {
        view,
        users: assignees(&state, &rows).await?,
        rows,
        quotes: BTreeMap::new(),
        next,
        counts: counts(&state, &owner, now).await?,
        seq,
    }))
}

/// The names of those who work the cases of a page.
async fn assignees(state: &AppState, rows: &[QueueRow]) -> StoreResult<BTreeMap<UserId, String>> {
    Ok(state.store.user_names(rows.iter().filter_map(|row| row.assignee)).await?)
}

/// The cases of a case or order number as typed, whatever state they are in; else those in which the words stand, the
/// newest first, each with where.
async fn found(state: &AppState, asked: &str) -> StoreResult<(Vec<QueueRow>, BTreeMap<CaseId, Quote>)> {
    // Nothing has it, and no store can be asked for it.
    if asked.contains('\0') {
        return Ok(Default::default());
    }
    let by_number = match CaseNumber::parse(asked) {
        Some(number) => state.store.case_by_number(&number).await?,
        None => None,
    };
    let mut quotes = BTreeMap::new();
    let mut cases = if let Some(kept) = by_number {
        vec![kept]
    } else {
        let of_order = state.store.cases_of_order(&order_key(asked)).await?;
        let newest_first: Vec<_> = of_order.into_iter().rev().map(|(case, _)| case).collect();
        let cases = state.store.kept_all(&newest_first).await?;
        quotes.extend(cases.iter().filter_map(by_order));
        cases
    };
    if cases.is_empty() {
        for Hit { kept, quote } in state.store.search(asked, MAX_FOUND).await? {
            quotes.insert(kept.case, quote);
            cases.push(kept);
        }
    }
    let rows = cases.iter().filter_map(|kept| read(kept).transpose()).collect::<StoreResult<_>>()?;
    Ok((rows, quotes))
}

/// That a case was found by the number of its order, before the words it is told apart by. Its own number stands in its row.
fn by_order(kept: &Kept) -> Option<(CaseId, Quote)> {
    let row = read(kept).ok()??;
    let after = [" · ", &row.gist].concat();
    Some((kept.case, Quote { before: String::new(), found: row.order_number, after }))
}

/// Where a view is read: its queue, and which stretch of it. What is due soon or already broken is the front of a
/// queue that time alone moves along; what is broken is no longer due soon.
fn place(view: QueueView, owner: &str, now: i64) -> (Queue, Stretch) {
    let queue =
        |view: QueueView, owner: &str| Queue { view: view.code().to_owned(), owner: owner.to_owned() };
    match view {
        QueueView::Mine => (queue(view, owner), Stretch::ALL),
        QueueView::Breached => (queue(view, ""), Stretch::before(now)),
        QueueView::DueSoon => (queue(view, ""), Stretch { before: now, due_after: now }),
        QueueView::Open
        | QueueView::Unassigned
        | QueueView::Replied
        | QueueView::WaitingCustomer
        | QueueView::Approval
        | QueueView::Finished => (queue(view, ""), Stretch::ALL),
    }
}

async fn counts(state: &AppState, owner: &str, now: i64) -> StoreResult<BTreeMap<QueueView, u64>> {
    let mut counts = BTreeMap::new();
    for view in QueueView::ALL {
        let (queue, stretch) = place(*view, owner, now);
        counts.insert(*view, state.store.n_before(&queue, stretch.before, MAX_COUNT).await?);
    }
    // What is broken was due soon before, and is so no more: as many as are broken are counted past.
    let (broken, _) = place(QueueView::Breached, owner, now);
    let n_broken = state.store.n_before(&broken, now, u32::MAX).await?;
    let (soon, _) = place(QueueView::DueSoon, owner, now);
    let limit = u32::try_from(n_broken).unwrap_or(u32::MAX).saturating_add(MAX_COUNT);
    let n_soon = state.store.n_before(&soon, now, limit).await?;
    counts.insert(QueueView::DueSoon, n_soon.saturating_sub(n_broken));
    Ok(counts)
}

/// A case as the queue shows it; nothing once its customer was erased.
fn read(kept: &Kept) -> StoreResult<Option<QueueRow>> {
    let row = kept.row.as_deref().map(serde_json::from_str).transpose();
    row.map_err(|error| StoreFault::unreadable("row", error))
}

fn parse_cursor(text: &str) -> ApiResult<Cursor> {
    let cursor = text.split_once('~').and_then(|(due, case_id)| {
        Some(Cursor { at: due.parse().ok()?, case: CaseId(case_id.parse().ok()?) })
    });
    cursor.ok_or_else(|| ApiError::malformed("the `next` of an earlier page").at("after"))
}
