//! Money that went back outside the desk: recorded by whoever learnt of it, so that it counts for every case of the
//! order.

use crate::complaint::Case;
use crate::complaint::decide::Context;
use crate::complaint::event::Event;
use crate::complaint::rejection::Rejection;
use crate::order::given::OutsideRefund;
use crate::text::problem::{Problem, ProblemCode};

pub(super) fn record(
    case: &Case,
    refund: &OutsideRefund,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    let problems: Vec<Problem> = [
        problem_of_amount(case, refund).map(|code| Problem::new("amount", code)),
        problem_of_day(case, refund, ctx).map(|code| Problem::new("on", code)),
        problem_of_goods(case, refund).map(|code| Problem::new("goods", code)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !problems.is_empty() {
        return Err(Rejection::InvalidInput { problems });
    }
    Ok(vec![Event::OutsideRefundRecorded(refund.clone())])
}

/// More than came in did not go back: that is a slip of the pen.
fn problem_of_amount(case: &Case, refund: &OutsideRefund) -> Option<ProblemCode> {
    if refund.amount.currency != case.order.currency {
        return Some(ProblemCode::UnknownChoice);
    }
    match refund.amount.minor {
        ..0 => Some(ProblemCode::Negative),
        0 => Some(ProblemCode::Empty),
        minor => {
            let is_more = case.order.came_in().is_some_and(|came_in| minor > came_in.minor);
            is_more.then_some(ProblemCode::TooLarge)
        }
    }
}

/// It went back after the order was placed, and not in days to come.
fn problem_of_day(case: &Case, refund: &OutsideRefund, ctx: &Context<'_>) -> Option<ProblemCode> {
    let placed = case.order.placed_at.day(ctx.zone);
    let is_possible = (placed..=ctx.now.date_naive()).contains(&refund.on);
    (!is_possible).then_some(ProblemCode::DateOutOfRange)
}

fn problem_of_goods(case: &Case, refund: &OutsideRefund) -> Option<ProblemCode> {
    refund.goods.iter().enumerate().find_map(|(idx, goods)| {
        let Some(line) = case.order.lines.iter().find(|line| line.sku == goods.sku) else {
            return Some(ProblemCode::UnknownChoice);
        };
        let is_named_again = refund.goods.iter().skip(idx + 1).any(|other| other.sku == goods.sku);
        let is_too_many = goods.quantity.is_some_and(|quantity| quantity > line.quantity);
        if is_named_again || is_too_many {
            return Some(ProblemCode::TooMany);
        }
        (goods.quantity == Some(0)).then_some(ProblemCode::NotChosen)
    })
}
