//! The orders of the past, each as the shop knew it when its buyer complained.

use super::book::{Book, Bought, Told};
use crate::import::ReadOrder;
use crate::secret::KnownContacts;
use anyhow::{Context, Result};
use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveTime};
use domain::compensation::money::{Currency, Money};
use domain::order::payment::Payment;
use domain::order::terms::Terms;
use domain::order::{Order, OrderLine, OrderStatus, OrderTime};
use domain::text::contact::{Email, Phone};
use domain::zone::Zone;

/// The first of the numbers; the orders of the desk without a past end far below.
const FIRST: usize = 2_001;

/// The number of the order with which the `idx`-th case begins.
pub(super) fn number(idx: usize) -> String {
    format!("SH-{}", FIRST + idx)
}

/// A buyer's contacts.
pub(super) fn email(told: &Told) -> Option<Email> {
    Email::parse(&format!("{}@example.com", told.mail)).ok()
}

/// A buyer's telephone number: the same for the same buyer, and nobody's in the world.
pub(super) fn phone(told: &Told) -> Option<Phone> {
    let sum = told.mail.bytes().fold(0_u32, |sum, byte| (sum * 31 + u32::from(byte)) % 10_000);
    Phone::parse(&format!("+861390001{sum:04}")).ok()
}

/// Which day a number of days before the complaint was.
struct Calendar {
    filed_at: DateTime<FixedOffset>,
    zone: Zone,
}

impl Calendar {
    fn day(&self, before: i64) -> NaiveDate {
        self.filed_at.date_naive() - Duration::days(before)
    }

    /// An hour of that day; never after the complaint.
    fn moment(&self, before: i64, hour: u32, minute: u32) -> OrderTime {
        let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        let moment = self.zone.moment(self.day(before).and_time(time)).unwrap_or(self.filed_at);
        OrderTime::Exact(moment.min(self.filed_at - Duration::minutes(25)))
    }
}

/// The order of a case filed at a moment.
pub(super) fn order(
    book: &Book,
    told: &Told,
    number: String,
    filed_at: DateTime<FixedOffset>,
    zone: &Zone,
) -> Result<ReadOrder> {
    let currency = Currency::from_code(&told.currency).context("its currency")?;
    let money = |text: &str| Money::parse(text, currency).with_context(|| format!("the sum `{text}`"));
    let days = Calendar { filed_at, zone: zone.clone() };
    // Each order has minutes of its own.
    let minute = u32::try_from(number.bytes().map(u64::from).sum::<u64>() % 50).unwrap_or(0);
    let lines = told.buys.iter().map(|bought| line(book, told, bought, &money, &days));
    let freight = told.freight.as_deref().map(money).transpose()?;
    let payments =
        told.paid.iter().map(|paid| Ok(Payment { means: paid.means, amount: money(&paid.amount)? }));
    let order = Order {
        status: told.status.unwrap_or(match (told.shipped, told.arrived) {
            (_, Some(_)) => OrderStatus::Delivered,
            (Some(_), None) => OrderStatus::Shipped,
            (None, None) => OrderStatus::Paid,
        }),
        currency,
        placed_at: days.moment(told.placed, 20, minute),
        ship_by: Some(days.moment(told.placed - 2, 20, minute)),
        shipped_at: told.shipped.map(|before| days.moment(before, 16, minute)),
        promised_by: told.promised.map(|before| days.day(before)),
        extra_time_until: None,
        looked_at: None,
        delivered_at: told.arrived.map(|before| days.moment(before, 8, minute)),
        free_shipping: freight.is_none(),
        shipping_fee: Some(freight.unwrap_or(Money::zero(currency))),
        terms: Terms { discount: told.discount.as_deref().map(money).transpose()?, ..Terms::default() },
        payments: payments.collect::<Result<_>>()?,
        given_outside: Vec::new(),
        tracking: told.shipped.map(|_| number.replace("SH-", "SF77003")),
        lines: lines.collect::<Result<_>>()?,
        number,
    };
    Ok(ReadOrder {
        contacts: KnownContacts { email: email(told), phone: phone(told), postcode: None },
        buyer: Some(format!("{}@example.com", told.mail)),
        place: order.number.clone(),
        notes: Vec::new(),
        order,
    })
}

fn line(
    book: &Book,
    told: &Told,
    bought: &Bought,
    money: &impl Fn(&str) -> Result<Money>,
    days: &Calendar,
) -> Result<OrderLine> {
    let goods = book.goods.get(&bought.goods).with_context(|| format!("the goods `{}`", bought.goods))?;
    let price =
        goods.price.get(&told.currency).with_context(|| format!("`{}` in its currency", bought.goods))?;
    let title =
        goods.title.get(&told.language).with_context(|| format!("`{}` in its language", bought.goods))?;
    Ok(OrderLine {
        traits: goods.traits.clone(),
        own_traits: Vec::new(),
        kind: None,
        bundle: None,
        period: None,
        background: goods.background.clone(),
        seller: Some(goods.seller.clone()),
        status: bought.status,
        delivered_at: bought.arrived.map(|before| days.moment(i64::try_from(before).unwrap_or(0), 8, 30)),
        ..OrderLine::plain(sku(&bought.goods), title, money(price)?, bought.quantity)
    })
}

/// The shop's code for goods.
pub(super) fn sku(goods: &str) -> String {
    goods.to_uppercase()
}
