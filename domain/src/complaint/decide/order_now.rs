//! Noting that the shop has changed the order of an open case.

use crate::complaint::Case;
use crate::complaint::decide::{Context, wrong_phase};
use crate::complaint::event::Event;
use crate::complaint::order_now::{OrderChange, is_one_purchase};
use crate::complaint::rejection::Rejection;
use crate::order::Order;

/// The order of a case as the shop knows it now; the case's own where nobody has asked.
pub(super) fn of_shop<'a>(case: &'a Case, ctx: &Context<'a>) -> Result<&'a Order, Rejection> {
    let order = ctx.order.unwrap_or(&case.order);
    if is_one_purchase(&case.order, order, ctx.zone) { Ok(order) } else { Err(Rejection::OrderNotLookedUp) }
}

/// A change is noted once: where the case knows of it already, nothing happens. What is finished stays as it is.
pub(super) fn note(case: &Case, ctx: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    if case.phase.is_finished() {
        return Err(wrong_phase(case));
    }
    let change = OrderChange::of(case, of_shop(case, ctx)?, ctx.now);
    Ok(change.map(|change| Event::OrderChanged(Box::new(change))).into_iter().collect())
}
