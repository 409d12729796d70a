//! How the parcels of an order stand, as the rules count their days.
//!
//! Pages that show lateness ask here. One with a count of its own would sooner or later say another day than the rule
//! that grants money for it.

use crate::order::{OrderLine, OrderStatus};
use crate::policy::fact::Fact;
use crate::policy::facts::Facts;
use crate::policy::snapshot::{Snapshot, Value, day_of};
use chrono::NaiveDate;

/// How a parcel stands at the time of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// How far it has come.
    pub status: OrderStatus,
    /// The day on which it was signed for.
    pub delivered_on: Option<NaiveDate>,
    /// How many days it came, or is, after the promised day; none where nothing was promised, where it was cancelled,
    /// or where the order's days can't be true. Below one it is in time.
    pub days_late: Option<i64>,
}

impl Parcel {
    /// The order as a whole.
    pub fn of_order(facts: &Facts<'_>) -> Self {
        Self::read(&Snapshot::of(facts), facts.order.status)
    }

    /// The parcel of one of its lines.
    pub fn of_line(facts: &Facts<'_>, line: &OrderLine) -> Self {
        Self::read(&Snapshot::of(facts).of_parcel(facts, line), facts.order.status)
    }

    fn read(snapshot: &Snapshot, otherwise: OrderStatus) -> Self {
        let status = snapshot.get(Fact::Status).map(|number| snapshot.value(Fact::Status, number));
        Self {
            status: match status {
                Some(Value::Word(code)) => OrderStatus::from_code(code).unwrap_or(otherwise),
                _ => otherwise,
            },
            delivered_on: snapshot.get(Fact::DeliveredAt).and_then(day_of),
            days_late: snapshot.get(Fact::DaysLate),
        }
    }

    /// Whether it came, or is, after the promised day.
    pub fn is_late(&self) -> bool {
        self.days_late.is_some_and(|days| days > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::complaint::Case;
    use crate::complaint::assess::facts;
    use crate::order::{Order, OrderTime};
    use crate::testing::Scene;
    use crate::zone::Zone;

    /// Promised for the 10th, asked about on the 12th of March, by clocks eight hours east.
    fn case(change: impl FnOnce(&mut Order)) -> Case {
        let scene = Scene::filed();
        let mut case = scene.state.case().unwrap().clone();
        case.order.promised_by = "2026-03-10".parse().ok();
        case.order.status = OrderStatus::Shipped;
        case.order.delivered_at = None;
        change(&mut case.order);
        case
    }

    fn days_late(case: &Case) -> Option<i64> {
        let zone = Zone::fixed(*case.filed_at.offset());
        Parcel::of_order(&facts(case, &[], &zone)).days_late
    }

    #[test]
    fn what_has_not_come_is_late_up_to_the_last_look() {
        assert_eq!(days_late(&case(|_| {})), Some(2));
        let looked = case(|order| order.looked_at = OrderTime::parse("2026-03-18T00:00:00+08:00"));
        assert_eq!(days_late(&looked), Some(8));
    }

    #[test]
    fn what_was_cancelled_is_not_late() {
        assert_eq!(days_late(&case(|order| order.status = OrderStatus::Cancelled)), None);
    }

    #[test]
    fn days_are_those_of_the_shops_zone() {
        // Past midnight at the shop already.
        let late = case(|order| order.delivered_at = OrderTime::parse("2026-03-10T16:30:00Z"));
        assert_eq!(days_late(&late), Some(1));
    }

    #[test]
    fn every_line_has_the_days_of_its_own_parcel() {
        let case = case(|order| {
            order.delivered_at = OrderTime::parse("2026-03-09T10:00:00+08:00");
            order.status = OrderStatus::Delivered;
            let mut second = order.lines[0].clone();
            second.sku = "SECOND".to_owned();
            second.delivered_at = OrderTime::parse("2026-03-11T10:00:00+08:00");
            let mut third = second.clone();
            third.sku = "THIRD".to_owned();
            (third.delivered_at, third.status) = (None, Some(OrderStatus::Cancelled));
            order.lines.extend([second, third]);
        });
        let zone = Zone::fixed(*case.filed_at.offset());
        let facts = facts(&case, &[], &zone);
        let parcels: Vec<Parcel> =
            case.order.lines.iter().map(|line| Parcel::of_line(&facts, line)).collect();
        assert_eq!(parcels[0].days_late, Some(-1));
        assert_eq!((parcels[1].days_late, parcels[1].status), (Some(1), OrderStatus::Delivered));
        assert_eq!(parcels[2].status, OrderStatus::Cancelled);
    }
}
