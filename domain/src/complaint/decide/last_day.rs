//! Setting a last day for goods that have not come, and noting that it is over.

use crate::actor::Role;
use crate::complaint::Case;
use crate::complaint::decide::{Context, order_now, wrong_phase};
use crate::complaint::event::Event;
use crate::complaint::last_day::{LastDay, can_be_set, is_kept, problem_of_last_day, problem_of_recorded};
use crate::complaint::order_now::looked_at;
use crate::complaint::rejection::Rejection;
use chrono::NaiveDate;

/// A day set once stays: a later one would only take something from the customer, who can still write.
pub(super) fn set(case: &Case, day: NaiveDate, ctx: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    if !case.phase.is_before_agreement() {
        return Err(wrong_phase(case));
    }
    if !can_be_set(&case.order, &case.goods) {
        return Err(Rejection::NoDayToSet);
    }
    let today = ctx.now.date_naive();
    let problem = match ctx.actor.role() {
        // Whoever records what a customer set elsewhere may record any day since the order, also one that is over.
        Role::Agent | Role::Supervisor => problem_of_recorded(day, case.order.placed_at.day(ctx.zone), today),
        Role::Customer | Role::Admin | Role::System => problem_of_last_day(day, today),
    };
    match problem {
        Some(problem) => Err(Rejection::InvalidInput { problems: vec![problem] }),
        None => Ok(LastDay::of(day, ctx.zone).map(Event::LastDaySet).into_iter().collect()),
    }
}

/// The order is looked at as it stands now: whether the goods came since is not in the case.
pub(super) fn note_over(case: &Case, ctx: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    if !case.phase.is_before_agreement() {
        return Err(wrong_phase(case));
    }
    let Some(last_day) = case.last_day else { return Err(Rejection::NoDayToSet) };
    if ctx.now < last_day.over_at {
        return Err(Rejection::LastDayNotOver);
    }
    let order = looked_at(&case.order, order_now::of_shop(case, ctx)?, ctx.now);
    let is_kept = is_kept(&order, &case.goods, last_day.day, ctx.zone);
    Ok(vec![Event::LastDayOver { is_kept, order: Box::new(order) }])
}
