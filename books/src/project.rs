//! The projection of a case: what a queue shows of it and in which queues it stands.
//!
//! Both follow from the domain's views. Which views are only a matter of time (due soon, breached) is not written
//! down: they are read as the front part of a queue ordered by the moment that matters.

use crate::cases::CaseRow;
use crate::fault::{BooksResult, Fault};
use crate::queue::Place;
use domain::actor::Role;
use domain::clock::{Clock, TimeLimits, closing};
use domain::complaint::event::Recorded;
use domain::complaint::evolve::replay;
use domain::complaint::{Case, gives};
use domain::text::OrderNumber;
use domain::view::{QueueRow, QueueView, goes_first};

/// The queue of cases that close by themselves once nobody has answered the follow-up; shown to nobody.
pub const CLOSING: &str = "closing";

/// The queue of cases that wait for a last day to be over; shown to nobody.
pub const LAST_DAY: &str = "last_day";

/// How far what goes first stands before what is only due, in milliseconds: a century.
const AHEAD: i64 = 100 * 366 * 24 * 3_600_000;

/// The projection of a case from its whole stream.
pub fn project(events: &[Recorded], limits: &TimeLimits) -> BooksResult<CaseRow> {
    match replay(events).case() {
        Some(case) => row(case, limits),
        None => Err(Fault::unreadable("a case", "its stream does not begin with a filing")),
    }
}

/// The projection of a case.
pub fn row(case: &Case, limits: &TimeLimits) -> BooksResult<CaseRow> {
    let queue_row = QueueRow::of(case, limits);
    let text = serde_json::to_string(&queue_row).map_err(|error| Fault::unreadable("a case's row", error))?;
    Ok(CaseRow {
        person: case.person,
        order: order_key(&case.order.number),
        due: queue_row.clock.as_ref().map_or(i64::MAX, |clock| clock.due_at.timestamp_millis()),
        places: places(case, &queue_row, limits),
        row: text,
        gives: gives::of_case(case),
    })
}

/// The form in which two order numbers are the same.
pub fn order_key(number: &str) -> String {
    OrderNumber::key_of(number)
}

fn places(case: &Case, row: &QueueRow, limits: &TimeLimits) -> Vec<Place> {
    let place = |view: QueueView, owner: String, due| Place(view.code().to_owned(), owner, due);
    let due = row.clock.as_ref().map_or(i64::MAX, |clock| clock.due_at.timestamp_millis());
    // Danger and spread data go on top until a person has looked into it, whatever else is due.
    let front = if row.first_for.is_some() { due.saturating_sub(AHEAD) } else { due };
    let everybodys = |view| place(view, String::new(), front);
    if case.phase.is_finished() {
        // The latest to be touched in front.
        let latest = case.last_progress_at.max(case.opened_at).timestamp_millis().saturating_neg();
        return vec![place(QueueView::Finished, String::new(), latest)];
    }
    let mut places = vec![everybodys(QueueView::Open)];
    match case.assignee {
        Some(user) => places.push(place(QueueView::Mine, user.to_string(), front)),
        None => places.push(everybodys(QueueView::Unassigned)),
    }
    if row.waiting.is_some() {
        places.push(everybodys(QueueView::Replied));
    }
    if let Some(clock) = &row.clock {
        places.push(place(QueueView::Breached, String::new(), due));
        places.push(place(QueueView::DueSoon, String::new(), warns_at(clock, limits)));
    }
    if let Some(last_day) = case.last_day.filter(|_| case.phase.is_before_agreement()) {
        places.push(Place(LAST_DAY.to_owned(), String::new(), last_day.over_at.timestamp_millis()));
    }
    if let Some(clock) = closing(case, limits) {
        places.push(Place(CLOSING.to_owned(), String::new(), clock.due_at.timestamp_millis()));
    }
    if row.next.turn == Role::Customer {
        places.push(everybodys(QueueView::WaitingCustomer));
    }
    // Whoever may be hurt is told that a supervisor gets in touch: they see it where they look.
    if case.proposal.is_some() || case.is_escalated || goes_first(case).is_some() {
        places.push(everybodys(QueueView::Approval));
    }
    places
}

/// The moment from which a clock warns, as [`Clock::state`] has it.
fn warns_at(clock: &Clock, limits: &TimeLimits) -> i64 {
    let whole = (clock.due_at - clock.started_at).num_milliseconds();
    let part = whole.saturating_mul(i64::from(limits.warn_percent)) / 100;
    clock.started_at.timestamp_millis().saturating_add(part)
}
