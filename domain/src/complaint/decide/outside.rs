//! Money that went back outside the desk: recorded by whoever learnt of it, so that it counts for every case of the
//! order.

use crate::actor::Role;
use crate::complaint::decide::Context;
use crate::complaint::event::Event;
use crate::complaint::rejection::Rejection;
use crate::complaint::{Case, by_hand};
use crate::order::given::OutsideRefund;
use crate::order::reference::is_reference;
use crate::text::Sentence;
use crate::text::problem::{Problem, ProblemCode};

pub(super) fn record(
    case: &Case,
    refund: &OutsideRefund,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    let problems: Vec<Problem> = [
        problem_of_amount(case, refund, ctx).map(|code| Problem::new("amount", code)),
        problem_of_day(case, refund, ctx).map(|code| Problem::new("on", code)),
        problem_of_goods(case, refund),
        problem_of_reference(refund).map(|code| Problem::new("reference", code)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !problems.is_empty() {
        return Err(Rejection::InvalidInput { problems });
    }
    Ok(vec![Event::OutsideRefundRecorded(refund.clone())])
}

/// Takes back what was recorded by mistake: what was written stays in the history, and counts no more. A slip of one's
/// own anybody may mend; a colleague's is a supervisor's to mend, for it opens the way to the money again.
pub(super) fn take_back(
    case: &Case,
    version: u32,
    reason: &Sentence,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    let Some(recorded) = case.outside.iter().find(|one| one.version == version) else {
        return Err(Rejection::InvalidInput {
            problems: vec![Problem::new("version", ProblemCode::UnknownChoice)],
        });
    };
    if ctx.actor.role() != Role::Supervisor && (recorded.by.is_none() || recorded.by != ctx.actor.user()) {
        return Err(Rejection::AboveAuthority);
    }
    Ok(vec![Event::OutsideRefundTakenBack { version, reason: Some(reason.clone()) }])
}

/// More than came in did not go back: that is a slip of the pen, and so is what nobody can mean where that is not known.
fn problem_of_amount(case: &Case, refund: &OutsideRefund, ctx: &Context<'_>) -> Option<ProblemCode> {
    if refund.amount.currency != case.order.currency {
        return Some(ProblemCode::UnknownChoice);
    }
    match refund.amount.minor {
        ..0 => Some(ProblemCode::Negative),
        0 => Some(ProblemCode::Empty),
        minor => {
            let most = case.order.came_in().unwrap_or_else(|| by_hand::most(case, ctx.packs));
            (minor > most.minor).then_some(ProblemCode::TooLarge)
        }
    }
}

/// It went back after the order was placed, and not in days to come.
fn problem_of_day(case: &Case, refund: &OutsideRefund, ctx: &Context<'_>) -> Option<ProblemCode> {
    let placed = case.order.placed_at.day(ctx.zone);
    let is_possible = (placed..=ctx.now.date_naive()).contains(&refund.on);
    (!is_possible).then_some(ProblemCode::DateOutOfRange)
}

/// A dash is no reference; where there is none, none is written.
fn problem_of_reference(refund: &OutsideRefund) -> Option<ProblemCode> {
    let is_none = refund.reference.as_ref().is_some_and(|reference| !is_reference(reference));
    is_none.then_some(ProblemCode::NotAReference)
}

fn problem_of_goods(case: &Case, refund: &OutsideRefund) -> Option<Problem> {
    refund.goods.iter().enumerate().find_map(|(idx, goods)| {
        let Some(line) = case.order.lines.iter().find(|line| line.sku == goods.sku) else {
            return Some(Problem::new("goods", ProblemCode::UnknownChoice));
        };
        if refund.goods.iter().skip(idx + 1).any(|other| other.sku == goods.sku) {
            return Some(Problem::new("goods", ProblemCode::NamedTwice));
        }
        match goods.quantity {
            Some(0) => Some(Problem::new("goods", ProblemCode::NotChosen)),
            Some(count) if count > line.quantity => Some(Problem::too_many("goods", line.quantity, count)),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::actor::{Actor, Role};
    use crate::complaint::command::Command;
    use crate::complaint::event::Event;
    use crate::complaint::gives;
    use crate::complaint::rejection::Rejection;
    use crate::order::Pieces;
    use crate::order::given::OutsideRefund;
    use crate::order::payment::Means;
    use crate::testing::{AGENT, CUSTOMER, OTHER_AGENT, SUPERVISOR, Scene, yuan};
    use crate::text::{Reference, Sentence};

    fn recorded() -> Scene {
        let refund = OutsideRefund {
            amount: yuan("168.00"),
            means: Means::Wallet,
            reference: None,
            on: "2026-03-11".parse().unwrap(),
            goods: Vec::new(),
        };
        Scene::filed().given(Actor::Agent(AGENT), Command::RecordOutsideRefund(refund))
    }

    #[test]
    fn what_is_recorded_as_a_reference_is_one_under_which_a_refund_is_found() {
        let record = |reference: &str| {
            Command::RecordOutsideRefund(OutsideRefund {
                amount: yuan("68.00"),
                means: Means::Wallet,
                reference: Reference::parse(reference).ok(),
                on: "2026-03-11".parse().unwrap(),
                goods: Vec::new(),
            })
        };
        for none in ["7", "xy", "-", "bank transfer"] {
            Scene::filed().when(Actor::Agent(AGENT), record(none)).then_rejected("invalid_input");
        }
        for some in ["R12", "WX-9001"] {
            Scene::filed().when(Actor::Agent(AGENT), record(some)).then(&["outside_refund_recorded"]);
        }
    }

    #[test]
    fn goods_that_can_not_have_gone_back_are_named_with_how_many_there_may_be() {
        let sku = Scene::filed().state.case().unwrap().order.lines[0].sku.clone();
        let told = |quantities: &[u32]| {
            let pieces = |quantity: &u32| Pieces { quantity: Some(*quantity), ..Pieces::all_of(&sku) };
            let record = Command::RecordOutsideRefund(OutsideRefund {
                amount: yuan("68.00"),
                means: Means::Wallet,
                reference: None,
                on: "2026-03-11".parse().unwrap(),
                goods: quantities.iter().map(pieces).collect(),
            });
            match Scene::filed().when(Actor::Agent(AGENT), record).outcome {
                Err(Rejection::InvalidInput { problems }) => problems[0].to_string(),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(told(&[99]), "`goods`: too_many, max 1, is 99");
        assert_eq!(told(&[1, 1]), "`goods`: named_twice");
        assert_eq!(told(&[0]), "`goods`: not_chosen");
    }

    #[test]
    fn a_sum_that_nobody_can_mean_is_no_refund_though_nobody_knows_what_came_in() {
        let record = |minor| {
            let mut scene = Scene::empty();
            scene.order.lines[0].unit_price.minor = i64::MAX;
            scene.order.lines[0].quantity = 2;
            let file = Command::FileComplaint(Box::new(crate::testing::filing()));
            let scene = scene.given(Actor::Customer(crate::testing::CUSTOMER), file);
            assert_eq!(scene.state.case().unwrap().order.came_in(), None);
            let amount = crate::compensation::money::Money::new(minor, yuan("1.00").currency);
            let (means, on, goods) = (Means::Wallet, "2026-03-11".parse().unwrap(), Vec::new());
            let refund = OutsideRefund { amount, means, reference: None, on, goods };
            scene.when(Actor::Agent(AGENT), Command::RecordOutsideRefund(refund))
        };
        record(i64::MAX).then_rejected("invalid_input");
        record(100).then(&["outside_refund_recorded"]);
    }

    fn take_back(scene: &Scene) -> Command {
        let version = scene.state.case().unwrap().version;
        Command::TakeBackOutsideRefund { version, reason: Sentence::parse("记错订单了").unwrap() }
    }

    #[test]
    fn a_refund_recorded_by_mistake_counts_no_more_once_it_is_taken_back() {
        let scene = recorded();
        assert_eq!(gives::settled(scene.state.case().unwrap()).len(), 1);
        let take_back = take_back(&scene);
        let scene = scene.when(Actor::Agent(AGENT), take_back.clone()).then(&["outside_refund_taken_back"]);
        assert_eq!(gives::settled(scene.state.case().unwrap()), []);
        scene.when(Actor::Agent(AGENT), take_back).then_rejected("invalid_input");
    }

    #[test]
    fn a_colleagues_record_is_a_supervisors_to_take_back() {
        let scene = recorded();
        let take_back = take_back(&scene);
        scene.clone().when(Actor::Agent(OTHER_AGENT), take_back.clone()).then_rejected("above_authority");
        scene.clone().when(Actor::Customer(CUSTOMER), take_back.clone()).then_rejected("not_allowed");
        scene.when(Actor::Supervisor(SUPERVISOR), take_back).then(&["outside_refund_taken_back"]);
    }

    #[test]
    fn the_customer_is_not_told_why_a_record_was_taken_back() {
        let scene = recorded();
        let take_back = take_back(&scene);
        let scene = scene.given(Actor::Agent(AGENT), take_back);
        let seen: Vec<_> =
            scene.outcome.unwrap().iter().filter_map(|event| event.for_role(Role::Customer)).collect();
        assert!(matches!(seen.as_slice(), [Event::OutsideRefundTakenBack { reason: None, .. }]));
    }
}
