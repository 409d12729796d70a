//! Goods that were agreed to come back: whether their customer has been told how, and what waits until they are there.

use crate::clock::TimeLimits;
use crate::compensation::option::RemedyPart;
use crate::complaint::last_day::can_be_set;
use crate::complaint::promise::Promise;
use crate::complaint::{Case, Fulfilment, Kept, Phase, gives};
use crate::remedy::Remedy;
use chrono::{DateTime, FixedOffset};

/// Goods that were agreed to come back and are not back yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Return {
    /// By when their customer learns how they are fetched or sent: the time the desk has for what it does itself.
    pub told_by: DateTime<FixedOffset>,
    /// How, in the desk's words, once it has said so.
    pub told: Option<String>,
    /// Whether the price is paid back once they are there.
    pub is_refund: bool,
}

/// What is still to come back, where its customer has it; goods that are back need no way.
pub fn awaited(case: &Case, limits: &TimeLimits) -> Option<Return> {
    let Phase::Fulfilling(fulfilment) = &case.phase else { return None };
    let open = fulfilment.promises.iter().filter(|kept| kept.is_open());
    let mut back = open.map(|kept| kept.promise.part.remedy).filter(|remedy| comes_back(*remedy)).peekable();
    if back.peek().is_none() || !has_come(case) || case.findings.goods_back_at.is_some() {
        return None;
    }
    Some(Return {
        told_by: limits.done_by(fulfilment.agreed_at, limits.desk_action),
        told: fulfilment.way_back.clone(),
        is_refund: back.any(Remedy::pays_back_whole_price),
    })
}

/// Whether an agreement still has goods come back, or money wait for them; also once they are recorded as back.
pub fn is_expected(case: &Case) -> bool {
    let Phase::Fulfilling(fulfilment) = &case.phase else { return false };
    let is_back = case.findings.goods_back_at.is_some();
    let back = |part: &RemedyPart| {
        gives::waits_for_goods(case, part) || (comes_back(part.remedy) && (is_back || has_come(case)))
    };
    fulfilment.promises.iter().any(|kept| kept.is_open() && back(&kept.promise.part))
}

/// Whether a promise can't be due yet: it pays back what goods on their way back have cost, or their way, and they are not
/// recorded as back. Its time begins with them.
pub fn waits(case: &Case, promise: &Promise) -> bool {
    let Phase::Fulfilling(fulfilment) = &case.phase else { return false };
    let is_out = |kept: &Kept| kept.is_open() && gives::waits_for_goods(case, &kept.promise.part);
    // New goods may be on their way before the old ones are back.
    let is_against_goods = |kept: &Kept| {
        let remedy = kept.promise.part.remedy;
        comes_back(remedy) && !remedy.waits_for_goods() && kept.stands()
    };
    match promise.part.remedy {
        Remedy::ShippingRefund => fulfilment.promises.iter().any(is_out),
        Remedy::ReturnShipping => {
            let is_awaited = case.findings.goods_back_at.is_none() && has_come(case);
            let mut all = fulfilment.promises.iter();
            all.any(|kept| is_out(kept) || (is_awaited && is_against_goods(kept)))
        }
        _ => gives::waits_for_goods(case, &promise.part),
    }
}

/// Whether the time of a promise of an agreement begins when the goods are back.
pub(super) fn begins_with_return(remedy: Remedy, fulfilment: &Fulfilment) -> bool {
    let mut all =
        fulfilment.promises.iter().filter(|kept| kept.stands()).map(|kept| kept.promise.part.remedy);
    match remedy {
        Remedy::ShippingRefund => all.any(Remedy::waits_for_goods),
        Remedy::ReturnShipping => all.any(comes_back),
        _ => remedy.waits_for_goods(),
    }
}

/// Whether a remedy is freight, which goes back with the price where goods have to come back for it.
pub(super) const fn goes_with_the_price(remedy: Remedy) -> bool {
    matches!(remedy, Remedy::ShippingRefund | Remedy::ReturnShipping)
}

fn has_come(case: &Case) -> bool {
    !can_be_set(&case.order, &case.goods) && case.order.delivered_at.is_some()
}

/// Whether a remedy begins with the goods coming back.
const fn comes_back(remedy: Remedy) -> bool {
    matches!(remedy, Remedy::ReturnRefund | Remedy::Withdrawal | Remedy::Exchange | Remedy::Repair)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::clock::{ClockKind, clocks};
    use crate::complaint::command::Command;
    use crate::finding::Finding;
    use crate::order::OrderTime;
    use crate::testing::{AGENT, CUSTOMER, Scene, offer_id, option_by_hand, option_id};
    use crate::text::Message;
    use crate::view::{Step, next_step};
    use chrono::Duration;

    /// The fruit complaint with these remedies agreed on, an hour after they were offered.
    fn agreed(remedies: &[(Remedy, Option<&str>)]) -> Scene {
        let mut all = remedies.iter().map(|(remedy, sum)| option_by_hand(option_id(1), *remedy, *sum));
        let mut option = all.next().unwrap();
        for more in all {
            option.option.total.minor += more.option.total.minor;
            option.option.parts.extend(more.option.parts);
        }
        let offer =
            Command::MakeOffer { offer: offer_id(1), replaces: None, options: vec![option], message: None };
        let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
        let offered = Scene::filed().given(Actor::Agent(AGENT), offer).after(Duration::hours(1));
        offered.given(Actor::Customer(CUSTOMER), accept)
    }

    fn sent_back() -> Scene {
        agreed(&[
            (Remedy::ReturnRefund, Some("158.00")),
            (Remedy::ShippingRefund, Some("10.00")),
            (Remedy::ReturnShipping, Some("12.00")),
        ])
    }

    fn awaits(scene: &Scene) -> Option<Return> {
        awaited(scene.state.case().unwrap(), &TimeLimits::default())
    }

    fn running(scene: &Scene) -> Vec<(ClockKind, DateTime<FixedOffset>)> {
        let all = clocks(scene.state.case().unwrap(), &TimeLimits::default());
        all.into_iter().map(|clock| (clock.kind, clock.due_at)).collect()
    }

    fn tell() -> Command {
        Command::TellReturn { how: Message::parse("快递员明天上午来取。").unwrap() }
    }

    fn write() -> Command {
        Command::Reply { text: Message::parse("还在安排。").unwrap() }
    }

    #[test]
    fn how_goods_come_back_is_the_next_step_with_a_clock_until_it_is_recorded() {
        let scene = sent_back();
        let told_by = scene.now + Duration::hours(24);
        assert_eq!(awaits(&scene), Some(Return { told_by, told: None, is_refund: true }));
        let limits = TimeLimits::default();
        let next = next_step(scene.state.case().unwrap(), &limits);
        assert_eq!((next.step, next.due_at), (Step::TellReturn, Some(told_by)));
        assert!(running(&scene).contains(&(ClockKind::Return, told_by)));
        // A word about something else is none about the way back.
        let written = scene.after(Duration::hours(1)).given(Actor::Agent(AGENT), write());
        assert_eq!(awaits(&written), Some(Return { told_by, told: None, is_refund: true }));
        let told = written.when(Actor::Agent(AGENT), tell());
        told.clone().then(&["return_told"]);
        assert_eq!(awaits(&told).unwrap().told.as_deref(), Some("快递员明天上午来取。"));
        assert_eq!(next_step(told.state.case().unwrap(), &limits).step, Step::Keep);
        assert!(!running(&told).iter().any(|(kind, _)| *kind == ClockKind::Return));
    }

    #[test]
    fn nothing_comes_back_where_only_money_was_agreed_or_nothing_is_agreed_yet() {
        let money = agreed(&[(Remedy::Refund, Some("168.00"))]);
        assert_eq!(awaits(&money), None);
        money.when(Actor::Agent(AGENT), tell()).then_rejected("nothing_comes_back");
        assert_eq!(awaits(&Scene::offered()), None);
        Scene::offered().when(Actor::Agent(AGENT), tell()).then_rejected("nothing_comes_back");
    }

    #[test]
    fn what_waits_for_the_goods_has_no_clock_before_they_are_back_and_its_whole_time_afterwards() {
        let scene = sent_back();
        let promised = |scene: &Scene| {
            let due = running(scene).into_iter().filter(|(kind, _)| *kind == ClockKind::Promise);
            due.map(|(_, due_at)| due_at).collect::<Vec<_>>()
        };
        assert_eq!(promised(&scene).len(), 0);
        let later = scene.after(Duration::days(20));
        let back = Finding::GoodsBackAt(OrderTime::Exact(later.now));
        let record = Command::RecordFinding { finding: back, note: None, instead_of: None };
        let back = later.given(Actor::Agent(AGENT), record);
        assert_eq!(promised(&back), [back.now + Duration::days(7)], "price and freight go at once");
        assert_eq!(awaits(&back), None);
    }

    #[test]
    fn the_way_back_of_what_is_exchanged_waits_for_it_too() {
        let scene = agreed(&[(Remedy::Exchange, None), (Remedy::ReturnShipping, Some("12.00"))]);
        let promised = |scene: &Scene| {
            let all = clocks(scene.state.case().unwrap(), &TimeLimits::default());
            all.into_iter().flat_map(|clock| clock.remedies).collect::<Vec<_>>()
        };
        assert_eq!(promised(&scene), [Remedy::Exchange], "new goods wait for nothing");
        let back = Finding::GoodsBackAt(OrderTime::Exact(scene.now));
        let record = Command::RecordFinding { finding: back, note: None, instead_of: None };
        let back = scene.given(Actor::Agent(AGENT), record);
        assert_eq!(promised(&back), [Remedy::Exchange, Remedy::ReturnShipping]);
    }

    #[test]
    fn the_way_back_is_shown_by_what_was_paid_for_it_and_never_by_the_refund() {
        let scene = sent_back();
        let case = scene.state.case().unwrap();
        let kinds: Vec<_> =
            case.phase.fulfilment().unwrap().promises.iter().map(|kept| kept.promise.proof_kind).collect();
        let (first, last) = (kinds.first().unwrap().code(), kinds.last().unwrap().code());
        assert_eq!((first, last), ("refund_reference", "statement"));
    }
}
