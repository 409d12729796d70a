//! The parcel of a row, and what several parcels make of their order.

use super::cell::{Cell, Cells};
use super::order::{is_same, moment};
use super::status;
use crate::import::Skipped;
use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::order::payment::Settlement;
use domain::order::{OrderLine, OrderStatus, OrderTime};
use domain::policy::credible;

/// What one row says of its parcel.
pub(super) struct Parcel<'f> {
    pub(super) status: OrderStatus,
    /// Whether its word says that the shop is done with it.
    pub(super) is_over: bool,
    /// What its word says of the money.
    pub(super) settlement: Option<Settlement>,
    pub(super) ship_by: Option<OrderTime>,
    pub(super) shipped_at: Option<OrderTime>,
    pub(super) promised_by: Option<NaiveDate>,
    pub(super) delivered_at: Option<OrderTime>,
    pub(super) tracking: Option<&'f str>,
    pub(super) word: Cell<'f>,
    pub(super) shipped: Option<Cell<'f>>,
    pub(super) promised: Option<Cell<'f>>,
    pub(super) delivered: Option<Cell<'f>>,
}

impl<'f> Parcel<'f> {
    /// Reads a row's parcel; what it leaves empty is the same as in the first row.
    pub(super) fn read(
        row: &Cells<'f>,
        first: &Cells<'f>,
        now: DateTime<FixedOffset>,
        notes: &mut Vec<Skipped>,
    ) -> Result<Self, Skipped> {
        let word = match row.get("status") {
            Some(word) => word,
            None => first.need("status", "a status such as `delivered`")?,
        };
        // A row with a status of its own has come as far as it says, and not as far as the first.
        let is_alike = first.get("status").is_none_or(|first| is_same(first.text, word.text));
        let own = |column| row.get(column).or_else(|| first.get(column).filter(|_| is_alike));
        let time = |cell: &Option<Cell<'_>>| cell.as_ref().map(Cell::time).transpose();
        let (shipped, ship_by) = (own("shipped_at"), row.get("ship_by").or_else(|| first.get("ship_by")));
        let promised = row.get("promised_by").or_else(|| first.get("promised_by"));
        let delivered = row.get("parcel_delivered_at").or_else(|| own("delivered_at"));
        let delivered_at = delivered.as_ref().map(|cell| cell.past(now)).transpose()?;
        let mut shipped_at = time(&shipped)?;
        if let Some(cell) = &shipped
            && shipped_at.is_some_and(|time| credible::lies_beyond(time, credible::SHIPPING_AHEAD, now))
        {
            notes.push(cell.flaw(&format!(
                "lies more than {} days ahead of today and is left out",
                credible::SHIPPING_AHEAD
            )));
            shipped_at = None;
        }
        let status = status::read(word.text, shipped_at.is_some(), delivered_at.is_some());
        Ok(Self {
            status: status.ok_or_else(|| {
                word.flaw("is not known; expected placed, paid, shipped, delivered, cancelled or unavailable")
            })?,
            is_over: status::is_over(word.text),
            settlement: match row.of_payment().or_else(|| first.of_payment()) {
                Some(payment) => status::settlement_of_payment(payment.text),
                None => status::settlement(word.text),
            },
            ship_by: time(&ship_by)?,
            shipped_at,
            promised_by: promised.as_ref().map(Cell::day).transpose()?,
            delivered_at,
            tracking: own("tracking").filter(|cell| !cell.is_rounded()).map(|cell| cell.text),
            word,
            shipped,
            promised,
            delivered,
        })
    }
}

/// What the lines of an order have of their own: where it came in several parcels, each its day and how far it has come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Own {
    day: bool,
    status: bool,
}

impl Own {
    pub(super) fn of(all: &[Parcel<'_>]) -> Self {
        let first = all.first();
        let differs = |is_other: fn(&Parcel<'_>, &Parcel<'_>) -> bool| {
            all.iter().any(|one| first.is_some_and(|first| is_other(one, first)))
        };
        Self {
            day: differs(|one, first| one.delivered_at != first.delivered_at),
            status: differs(|one, first| one.status != first.status),
        }
    }
}

impl Parcel<'_> {
    /// A line of this parcel.
    pub(super) fn apply(&self, line: OrderLine, own: Own) -> OrderLine {
        OrderLine {
            delivered_at: self.delivered_at.filter(|_| own.day),
            status: Some(self.status).filter(|_| own.status),
            ..line
        }
    }
}

/// How far the order as a whole has come: as far as its last parcel that is still wanted.
pub(super) fn together(parcels: &[Parcel<'_>]) -> OrderStatus {
    let far = |status| match status {
        OrderStatus::Placed => 0,
        OrderStatus::Paid => 1,
        OrderStatus::Shipped => 2,
        OrderStatus::Delivered => 3,
        OrderStatus::Unavailable => 4,
        OrderStatus::Cancelled => 5,
    };
    let statuses = parcels.iter().map(|parcel| parcel.status);
    statuses.min_by_key(|status| far(*status)).unwrap_or(OrderStatus::Placed)
}

/// When the last parcel came; nothing while one is still on its way.
pub(super) fn delivered(parcels: &[Parcel<'_>]) -> Option<OrderTime> {
    let wanted =
        |parcel: &&Parcel<'_>| !matches!(parcel.status, OrderStatus::Cancelled | OrderStatus::Unavailable);
    let is_under_way = parcels.iter().filter(wanted).any(|parcel| parcel.delivered_at.is_none());
    if is_under_way { None } else { latest(parcels.iter().filter_map(|parcel| parcel.delivered_at)) }
}

/// The tracking numbers of all parcels, each once.
pub(super) fn tracking(parcels: &[Parcel<'_>]) -> Option<String> {
    let mut numbers: Vec<&str> = Vec::new();
    for number in parcels.iter().filter_map(|parcel| parcel.tracking) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    (!numbers.is_empty()).then(|| numbers.join(", "))
}

pub(super) fn latest(times: impl Iterator<Item = OrderTime>) -> Option<OrderTime> {
    times.reduce(|a, b| if moment(b) > moment(a) { b } else { a })
}
