//! What was found out, before it is written down: a sum is a sum of this order, a moment lies behind us.

use crate::compensation::money::Money;
use crate::complaint::decide::Context;
use crate::complaint::{Case, by_hand};
use crate::finding::Finding;
use crate::finding::count::{MAX_DAYS, MAX_PERCENT, MAX_REPAIRS};
use crate::order::OrderTime;
use crate::policy::credible::has_credible_days;
use crate::text::problem::{Problem, ProblemCode};
use chrono::Datelike;

/// Nothing was bought over the net before.
const FIRST_YEAR: i32 = 1990;

/// What is wrong with a finding, if something is.
pub(super) fn problem(case: &Case, finding: &Finding, ctx: &Context<'_>) -> Option<Problem> {
    match finding {
        Finding::SpoiledPercent(percent) => too_large("spoiled_percent", *percent, MAX_PERCENT),
        Finding::RepairsFailed(n_repairs) => too_large("repairs_failed", *n_repairs, MAX_REPAIRS),
        Finding::DaysInRepair(n_days) => too_large("days_in_repair", *n_days, MAX_DAYS),
        Finding::DaysAwaitingPart(n_days) => too_large("days_awaiting_part", *n_days, MAX_DAYS),
        Finding::LossAmount(amount) => bad_sum("loss_amount", *amount, case, ctx),
        Finding::Overcharge(amount) => bad_sum("overcharge", *amount, case, ctx),
        Finding::UseDeduction(amount) => bad_sum("use_deduction", *amount, case, ctx),
        Finding::WantedPrice(price) => bad_sum("wanted_price", *price, case, ctx),
        Finding::CompetitorPrice(price) => bad_sum("competitor_price", *price, case, ctx),
        Finding::GoodsBackAt(at) => {
            not_yet("goods_back_at", *at, ctx).or_else(|| before_it_left("goods_back_at", *at, case, ctx))
        }
        Finding::NotifiedAt(at) => not_yet("notified_at", *at, ctx),
        _ => None,
    }
}

fn too_large(field: &'static str, is: u32, max: u32) -> Option<Problem> {
    (is > max).then(|| Problem::new(field, ProblemCode::TooLarge))
}

/// A sum is told in the currency of the order it is about, is never below nothing, and one that somebody can mean.
fn bad_sum(field: &'static str, amount: Money, case: &Case, ctx: &Context<'_>) -> Option<Problem> {
    let code = if amount.currency != case.order.currency {
        ProblemCode::UnknownChoice
    } else if amount.minor < 0 {
        ProblemCode::Negative
    } else if amount.minor > by_hand::most(case, ctx.packs).minor {
        ProblemCode::TooLarge
    } else {
        return None;
    };
    Some(Problem::new(field, code))
}

/// What is found out has happened: a day ahead at most, for clocks elsewhere.
fn not_yet(field: &'static str, at: OrderTime, ctx: &Context<'_>) -> Option<Problem> {
    let (day, today) = (at.day(ctx.zone), ctx.now.date_naive());
    let is_ahead = today.succ_opt().is_none_or(|tomorrow| day > tomorrow);
    let is_ancient = day.year() < FIRST_YEAR;
    (is_ahead || is_ancient).then(|| Problem::new(field, ProblemCode::DateOutOfRange))
}

/// What comes back was bought and sent before: the order's days count, unless they can't be true themselves.
fn before_it_left(field: &'static str, at: OrderTime, case: &Case, ctx: &Context<'_>) -> Option<Problem> {
    let order = &case.order;
    let is_known = has_credible_days(order, ctx.now, ctx.zone);
    let left = order.shipped_at.map_or(order.placed_at, |shipped| shipped).day(ctx.zone);
    let left = left.max(order.placed_at.day(ctx.zone));
    (is_known && at.day(ctx.zone) < left).then(|| Problem::new(field, ProblemCode::DateOutOfRange))
}

#[cfg(test)]
mod tests {
    use crate::actor::Actor;
    use crate::compensation::money::{Currency, Money};
    use crate::complaint::command::Command;
    use crate::finding::Finding;
    use crate::order::OrderTime;
    use crate::testing::{AGENT, Scene};

    fn refuses(finding: Finding) {
        let record = Command::RecordFinding { finding, note: None, instead_of: None };
        Scene::filed().when(Actor::Agent(AGENT), record).then_rejected("invalid_input");
    }

    #[test]
    fn loss_is_a_sum_of_the_orders_own_currency_and_not_below_nothing() {
        let sum = |minor, code| Money::new(minor, Currency::from_code(code).unwrap());
        refuses(Finding::LossAmount(sum(-1, "CNY")));
        refuses(Finding::LossAmount(sum(100, "EUR")));
        refuses(Finding::UseDeduction(sum(-100, "CNY")));
        refuses(Finding::UseDeduction(sum(100, "USD")));
        refuses(Finding::LossAmount(sum(i64::MAX, "CNY")));
    }

    #[test]
    fn moment_that_lies_ahead_was_not_found_out() {
        let ahead = OrderTime::parse("9999-01-01T00:00:00+08:00").unwrap();
        refuses(Finding::GoodsBackAt(ahead));
        refuses(Finding::NotifiedAt(ahead));
        refuses(Finding::NotifiedAt(OrderTime::parse("0001-01-01T00:00:00+00:00").unwrap()));
    }

    #[test]
    fn goods_come_back_after_they_were_sent() {
        // Placed on the 6th, sent on the 7th of March.
        for early in ["2020-01-01T10:00:00+08:00", "2026-03-06T23:00:00+08:00"] {
            refuses(Finding::GoodsBackAt(OrderTime::parse(early).unwrap()));
        }
        let finding = Finding::GoodsBackAt(OrderTime::parse("2026-03-07T00:00:00+08:00").unwrap());
        let record = Command::RecordFinding { finding, note: None, instead_of: None };
        Scene::filed().when(Actor::Agent(AGENT), record).then(&["finding_recorded"]);
    }

    #[test]
    fn counts_that_nothing_takes_are_refused() {
        refuses(Finding::SpoiledPercent(101));
        refuses(Finding::DaysInRepair(u32::MAX));
        refuses(Finding::DaysAwaitingPart(u32::MAX));
        refuses(Finding::RepairsFailed(u32::MAX));
    }
}
