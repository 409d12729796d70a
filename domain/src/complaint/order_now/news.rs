//! What is new about an order, as people are told of it.

use crate::compensation::money::Money;
use crate::order::given::Given;
use crate::order::payment::Settlement;
use crate::order::{Order, OrderLine, OrderStatus, OrderTime};
use serde::{Deserialize, Serialize};

/// One thing that is new about an order. Goods are named by their titles; none named = all of the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum OrderNews {
    /// It has come so far, in no other way told here: cancelled, or not to be had.
    Status {
        /// How far.
        status: OrderStatus,
        /// Which goods.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        goods: Vec<String>,
    },
    /// It was handed to the carrier.
    Shipped {
        /// When.
        at: OrderTime,
    },
    /// It was signed for.
    Arrived {
        /// When.
        at: OrderTime,
        /// Which goods.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        goods: Vec<String>,
    },
    /// It was noted as signed for, and is not any more.
    NotArrived {
        /// Which goods.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        goods: Vec<String>,
    },
    /// What was paid is another sum, or made up otherwise.
    CameIn {
        /// How much came in, in all.
        amount: Money,
    },
    /// Something went back outside the desk.
    GivenBack {
        /// How much.
        amount: Money,
        /// When.
        at: OrderTime,
    },
    /// What was noted as given back outside the desk is not noted any more.
    NotGivenBack {
        /// How much.
        amount: Money,
    },
    /// The shop says something else of its money: that nothing came in, or that it is on its way back or in dispute.
    Settlement {
        /// What.
        settlement: Settlement,
    },
}

impl OrderNews {
    /// Whether it says what has become of the goods, and not of the money.
    pub const fn is_of_parcels(&self) -> bool {
        match self {
            Self::Status { .. } | Self::Shipped { .. } | Self::Arrived { .. } | Self::NotArrived { .. } => {
                true
            }
            Self::CameIn { .. }
            | Self::GivenBack { .. }
            | Self::NotGivenBack { .. }
            | Self::Settlement { .. } => false,
        }
    }

    /// Whether it is bad news for who waits for the goods.
    pub const fn is_bad(&self) -> bool {
        match self {
            Self::Status { status, .. } => {
                matches!(status, OrderStatus::Cancelled | OrderStatus::Unavailable)
            }
            Self::NotArrived { .. } => true,
            Self::Shipped { .. }
            | Self::Arrived { .. }
            | Self::CameIn { .. }
            | Self::GivenBack { .. }
            | Self::NotGivenBack { .. }
            | Self::Settlement { .. } => false,
        }
    }
}

/// What the shop says otherwise of the order's money; nothing where that it was paid only follows from its cancellation.
pub(super) fn settlement(held: &Order, now: &Order) -> Option<OrderNews> {
    let (before, after) = (held.terms.settlement, now.settlement_after(held));
    let is_told = after != Some(Settlement::Paid) || before.is_some();
    let settlement = after.filter(|_| is_told && after != before)?;
    Some(OrderNews::Settlement { settlement })
}

/// What stands in `next` and not yet in `held`, with what was told of and taken back of refunds outside the desk.
pub(super) fn of(held: &Order, next: &Order, told: &[Given], taken_back: &[Given]) -> Vec<OrderNews> {
    let shipped = next.shipped_at.filter(|at| held.shipped_at != Some(*at));
    let mut news = statuses(held, next, shipped.is_some());
    news.extend(shipped.map(|at| OrderNews::Shipped { at }));
    news.extend(arrivals(held, next));
    if sums(held) != sums(next) {
        news.extend(next.came_in().map(|amount| OrderNews::CameIn { amount }));
    }
    news.extend(told.iter().filter_map(|one| Some(OrderNews::GivenBack { amount: one.amount?, at: one.at })));
    news.extend(taken_back.iter().filter_map(|one| Some(OrderNews::NotGivenBack { amount: one.amount? })));
    news
}

/// The lines of both, one beside the other; an order without lines is looked at as a whole.
fn pairs<'a>(
    held: &'a Order,
    next: &'a Order,
) -> impl Iterator<Item = (Option<&'a OrderLine>, Option<&'a OrderLine>)> {
    let whole = held.lines.is_empty().then_some((None, None));
    whole.into_iter().chain(held.lines.iter().map(Some).zip(next.lines.iter().map(Some)))
}

/// Goods of a group, by title; none where they are all.
struct Group<T> {
    what: T,
    goods: Vec<String>,
}

fn grouped<T: PartialEq>(
    changes: impl Iterator<Item = (T, Option<String>)>,
    n_lines: usize,
) -> Vec<Group<T>> {
    let mut groups: Vec<Group<T>> = Vec::new();
    for (what, title) in changes {
        match groups.iter_mut().find(|group| group.what == what) {
            Some(group) => group.goods.extend(title),
            None => groups.push(Group { what, goods: title.into_iter().collect() }),
        }
    }
    for group in &mut groups {
        if group.goods.len() >= n_lines {
            group.goods.clear();
        }
    }
    groups
}

fn title(line: Option<&OrderLine>) -> Option<String> {
    line.map(|line| line.title.clone())
}

fn statuses(held: &Order, next: &Order, is_shipped_told: bool) -> Vec<OrderNews> {
    let changed = pairs(held, next).filter_map(|(before, after)| {
        let status = next.status_of(after);
        let is_told = match status {
            OrderStatus::Delivered => next.came_at(after).is_some_and(|at| held.came_at(before) != Some(at)),
            OrderStatus::Shipped => is_shipped_told,
            _ => false,
        };
        (status != held.status_of(before) && !is_told).then(|| (status, title(after)))
    });
    let groups = grouped(changed, next.lines.len());
    groups.into_iter().map(|group| OrderNews::Status { status: group.what, goods: group.goods }).collect()
}

fn arrivals(held: &Order, next: &Order) -> Vec<OrderNews> {
    let changed = pairs(held, next).filter_map(|(before, after)| {
        let came = next.came_at(after);
        (came != held.came_at(before)).then(|| (came, title(after)))
    });
    let groups = grouped(changed, next.lines.len());
    let told = groups.into_iter().map(|Group { what, goods }| match what {
        Some(at) => OrderNews::Arrived { at, goods },
        None => OrderNews::NotArrived { goods },
    });
    told.collect()
}

/// All that was paid, and for what.
fn sums(order: &Order) -> impl PartialEq + '_ {
    let lines: Vec<_> = order.lines.iter().map(|line| (line.quantity, line.paid_in_all())).collect();
    (order.shipping_fee, &order.payments, lines)
}
