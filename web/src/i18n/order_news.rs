//! What is new about an order in words, the same for its customer and for the desk.

use super::{Locale, t::common as t};
use crate::format;
use chrono::{DateTime, FixedOffset};
use domain::complaint::order_now::OrderNews;
use domain::order::OrderStatus;
use domain::order::payment::Settlement;

/// One thing that is new, as the desk learned of it at a moment.
pub fn order_news(locale: Locale, news: &OrderNews, at: DateTime<FixedOffset>) -> String {
    match news {
        OrderNews::Status { status, goods } => {
            let say = match status {
                OrderStatus::Placed => t::news_placed,
                OrderStatus::Paid => t::news_paid,
                OrderStatus::Shipped => t::news_sent,
                OrderStatus::Delivered => t::news_delivered,
                OrderStatus::Cancelled => t::news_cancelled,
                OrderStatus::Unavailable => t::news_unavailable,
            };
            of_goods(locale, goods, say(locale, &format::moment_day(locale, at)))
        }
        OrderNews::Shipped { at } => t::news_shipped_on(locale, &format::order_day(locale, *at)),
        OrderNews::Arrived { at, goods } => {
            of_goods(locale, goods, t::news_arrived_on(locale, &format::order_day(locale, *at)))
        }
        OrderNews::NotArrived { goods } => of_goods(locale, goods, t::news_not_arrived(locale).to_owned()),
        OrderNews::CameIn { amount } => t::news_came_in(locale, &format::money(locale, *amount)),
        OrderNews::GivenBack { amount, at } => {
            t::news_given_back(locale, &format::money(locale, *amount), &format::order_day(locale, *at))
        }
        OrderNews::NotGivenBack { amount } => t::news_not_given_back(locale, &format::money(locale, *amount)),
        OrderNews::Settlement { settlement } => match settlement {
            Settlement::Unpaid => t::news_unpaid(locale).to_owned(),
            Settlement::Paid => t::news_settled(locale).to_owned(),
            Settlement::Pending => t::news_pending(locale).to_owned(),
            Settlement::Refunded => t::news_refunded(locale).to_owned(),
        },
    }
}

/// The same of some of the goods only, by name.
fn of_goods(locale: Locale, goods: &[String], news: String) -> String {
    if goods.is_empty() { news } else { t::news_of(locale, &format::listed(locale, goods), &news) }
}
