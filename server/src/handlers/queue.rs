//! The queue: cases of one view, the next due in front, a page at a time, with the counts of all views.

use crate::auth::Caller;
use crate::error::{ApiError, ApiResult};
use crate::ledger::project::order_key;
use crate::state::AppState;
use crate::store::cases::{Cursor, Queue, QueuedCase, Stretch};
use crate::store::{StoreFault, StoreResult};
use axum::Json;
use axum::extract::{Query, State};
use domain::id::{CaseNumber, UserId};
use domain::view::{QueueRow, QueueView};
use domain::wire::QueuePage;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How many rows a page holds unless asked for otherwise, and at most.
const PAGE: u32 = 50;
const MAX_PAGE: u32 = 200;
/// How far due cases are counted: beyond it the exact number helps nobody.
const MAX_COUNT: u32 = 1000;

/// Which page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    view: Option<String>,
    after: Option<String>,
    limit: Option<u32>,
    find: Option<String>,
    // Read by the caller extractor; named here because unknown parameters are refused.
    #[serde(rename = "face")]
    _face: Option<String>,
}

/// A page of the queue.
#[utoipa::path(get, path = "/api/cases", tag = "desk",
    params(("view" = Option<String>, Query, description = "The view; `open` unless given"),
        ("after" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<u32>, Query, description = "Rows, 50 unless given, 200 at most"),
        ("find" = Option<String>, Query, description = "A case or order number: its cases in any state, instead of a view")),
    responses((status = 200, description = "The page", body = Object), (status = 400), (status = 401),
        (status = 403)))]
pub async fn queue(
    State(state): State<AppState>,
    caller: Caller,
    page: Result<Query<Page>, axum::extract::rejection::QueryRejection>,
) -> ApiResult<Json<QueuePage>> {
    let Query(page) = page.map_err(|error| ApiError::malformed(error.body_text()))?;
    let (user, _) = caller.case_worker()?;
    let owner = user.0.user_id.to_string();
    let code = page.view.as_deref().unwrap_or("open");
    let view = QueueView::from_code(code).ok_or_else(|| ApiError::malformed("`view`: the code of a view"))?;
    let after = page.after.as_deref().map(parse_cursor).transpose()?;
    let limit = page.limit.unwrap_or(PAGE).clamp(1, MAX_PAGE);
    let seq = state.store.last_seq().await?;
    let now = state.ledger.now().timestamp_millis();
    if let Some(number) = page.find.as_deref() {
        let rows = found(&state, number).await?;
        let counts = counts(&state, &owner, now).await?;
        let users = assignees(&state, &rows).await?;
        let seq = u64::try_from(seq).unwrap_or(0);
        return Ok(Json(QueuePage { view, rows, users, next: None, counts, seq }));
    }
    let (queue, stretch) = place(view, &owner, now);
    // One more than asked for tells whether there is a next page.
    let mut rows = state.store.queue(&queue, after, stretch, limit.saturating_add(1)).await?;
    let has_more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| has_more).map(|last| format!("{}~{}", last.due, last.case_id));
    let rows = rows.iter().map(read).collect::<StoreResult<Vec<_>>>()?;
    Ok(Json(QueuePage {
        view,
        users: assignees(&state, &rows).await?,
        rows,
        next,
        counts: counts(&state, &owner, now).await?,
        seq: u64::try_from(seq).unwrap_or(0),
    }))
}

/// The names of those who work the cases of a page.
async fn assignees(state: &AppState, rows: &[QueueRow]) -> StoreResult<BTreeMap<UserId, String>> {
    state.store.user_names(rows.iter().filter_map(|row| row.assignee)).await
}

/// The cases of a case or order number as typed, whatever state they are in.
async fn found(state: &AppState, number: &str) -> StoreResult<Vec<QueueRow>> {
    let by_number = match CaseNumber::parse(number) {
        Some(number) => state.store.case_by_number(number.as_str()).await?,
        None => None,
    };
    let cases = if let Some((case, _)) = by_number {
        vec![case.case_id]
    } else {
        let of_order = state.store.cases_of_order(&order_key(number)).await?;
        of_order.iter().rev().map(|case| case.case_id).collect()
    };
    let rows = state.store.queued(&cases).await?;
    rows.iter().map(read).collect()
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
    let mut counts: BTreeMap<_, _> = QueueView::ALL.iter().map(|view| (*view, 0)).collect();
    for (view, n) in state.store.queue_counts(owner).await? {
        if let Some(view) = QueueView::from_code(&view) {
            counts.insert(view, u64::try_from(n).unwrap_or(0));
        }
    }
    for view in [QueueView::Breached, QueueView::DueSoon] {
        let (queue, stretch) = place(view, owner, now);
        let n = state.store.n_within(&queue, stretch, MAX_COUNT).await?;
        counts.insert(view, u64::try_from(n).unwrap_or(0));
    }
    Ok(counts)
}

fn read(case: &QueuedCase) -> StoreResult<QueueRow> {
    serde_json::from_str(&case.row).map_err(|error| StoreFault::unreadable("row", error))
}

fn parse_cursor(text: &str) -> ApiResult<Cursor> {
    let cursor = text
        .split_once('~')
        .and_then(|(due, case_id)| Some(Cursor { due: due.parse().ok()?, case_id: case_id.parse().ok()? }));
    cursor.ok_or_else(|| ApiError::malformed("`after`: the `next` of an earlier page"))
}
