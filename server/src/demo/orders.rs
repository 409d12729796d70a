//! The orders of the example shop, each the beginning of another complaint.

use crate::import::ReadOrder;
use crate::secret::KnownContacts;
use chrono::{DateTime, Days, FixedOffset, NaiveTime, Utc};
use domain::compensation::money::{Currency, Money};
use domain::order::terms::Terms;
use domain::order::{Background, Order, OrderLine, OrderStatus, OrderTime, Trait};
use domain::text::contact::{Email, Phone};
use domain::zone::Zone;

/// A line: sku, title, price in fen, quantity, traits, seller.
type Line = (&'static str, &'static str, i64, u32, &'static [Trait], &'static str);

/// An order by days before today; what has not happened is absent.
struct Sample {
    number: &'static str,
    buyer: &'static Buyer,
    status: OrderStatus,
    placed: u64,
    shipped: Option<u64>,
    promised: Option<u64>,
    delivered: Option<u64>,
    freight: i64,
    lines: &'static [Line],
}

struct Buyer {
    email: &'static str,
    phone: &'static str,
    postcode: &'static str,
}

static MING: Buyer = Buyer { email: "ming@example.com", phone: "+8613900008001", postcode: "310000" };
static HUA: Buyer = Buyer { email: "hua@example.com", phone: "+8613900008002", postcode: "510000" };
static MEI: Buyer = Buyer { email: "mei@example.com", phone: "+85290008003", postcode: "" };

use OrderStatus::{Delivered, Paid, Placed, Shipped, Unavailable};
use Trait::{CustomMade, Digital, Durable, Food, Gift, HygieneSealed, Perishable};

static SAMPLES: &[Sample] = &[
    // Part of it spoiled on arrival.
    Sample {
        number: "SH-1001",
        buyer: &MING,
        status: Delivered,
        placed: 3,
        shipped: Some(2),
        promised: Some(1),
        delivered: Some(0),
        freight: 800,
        lines: &[(
            "FRUIT-5KG",
            "丹东草莓 5 斤装 Strawberries 2.5 kg",
            12_900,
            1,
            &[Perishable, Food],
            "sanhe-fresh",
        )],
    },
    // Faulty within days.
    Sample {
        number: "SH-1002",
        buyer: &HUA,
        status: Delivered,
        placed: 9,
        shipped: Some(8),
        promised: Some(5),
        delivered: Some(5),
        freight: 0,
        lines: &[
            ("PHONE-X2", "星河 X2 手机 256GB Phone X2", 299_900, 1, &[Durable], "xinghe"),
            ("CASE-X2", "X2 保护壳（赠品） Phone case, gift", 0, 1, &[Gift], "xinghe"),
        ],
    },
    // Differs from its page; still within the days for sending back without a reason.
    Sample {
        number: "SH-1003",
        buyer: &MING,
        status: Delivered,
        placed: 8,
        shipped: Some(7),
        promised: Some(3),
        delivered: Some(3),
        freight: 600,
        lines: &[("SWEATER-M", "羊毛衫 M 码 驼色 Wool sweater, M, camel", 39_900, 1, &[], "sanhe-home")],
    },
    // Made to measure, and not to the measure agreed.
    Sample {
        number: "SH-1004",
        buyer: &HUA,
        status: Delivered,
        placed: 40,
        shipped: Some(6),
        promised: Some(10),
        delivered: Some(2),
        freight: 20_000,
        lines: &[("CABINET-240", "定制衣柜 240×60 Custom wardrobe", 680_000, 1, &[CustomMade], "muyu")],
    },
    // On its way, and late.
    Sample {
        number: "SH-1005",
        buyer: &MING,
        status: Shipped,
        placed: 12,
        shipped: Some(10),
        promised: Some(5),
        delivered: None,
        freight: 1_000,
        lines: &[("KETTLE-17", "电热水壶 1.7L Kettle 1.7 l", 15_900, 1, &[Durable], "sanhe-home")],
    },
    // Arrived, four days late.
    Sample {
        number: "SH-1006",
        buyer: &MEI,
        status: Delivered,
        placed: 14,
        shipped: Some(9),
        promised: Some(6),
        delivered: Some(2),
        freight: 1_500,
        lines: &[
            ("LAMP-02", "护眼台灯 Desk lamp", 22_900, 1, &[Durable], "sanhe-home"),
            ("BULB-E27", "灯泡 E27 三只装 Bulbs, three", 3_900, 2, &[], "sanhe-home"),
        ],
    },
    // Tracking has stood still for weeks.
    Sample {
        number: "SH-1007",
        buyer: &HUA,
        status: Shipped,
        placed: 28,
        shipped: Some(26),
        promised: Some(21),
        delivered: None,
        freight: 1_200,
        lines: &[("SHOES-42", "跑步鞋 42 码 Running shoes, 42", 45_900, 1, &[], "paofan")],
    },
    // Paid and never sent.
    Sample {
        number: "SH-1008",
        buyer: &MEI,
        status: Paid,
        placed: 6,
        shipped: None,
        promised: Some(1),
        delivered: None,
        freight: 0,
        lines: &[("COOKER-3", "电饭煲 3L Rice cooker 3 l", 25_900, 1, &[Durable], "sanhe-home")],
    },
    // Three sellers in one order, one of them sent something else.
    Sample {
        number: "SH-1009",
        buyer: &MING,
        status: Delivered,
        placed: 7,
        shipped: Some(6),
        promised: Some(3),
        delivered: Some(3),
        freight: 2_400,
        lines: &[
            ("TEA-250", "龙井茶 250g Longjing tea", 19_800, 1, &[Food], "hangcha"),
            ("CUP-4", "白瓷茶杯四只 Porcelain cups, four", 8_800, 1, &[], "jingde"),
            ("TRAY-B", "竹茶盘 Bamboo tray", 12_800, 1, &[], "zhuyi"),
        ],
    },
    // Broken on the way.
    Sample {
        number: "SH-1010",
        buyer: &HUA,
        status: Delivered,
        placed: 5,
        shipped: Some(4),
        promised: Some(1),
        delivered: Some(1),
        freight: 1_800,
        lines: &[("VASE-L", "手工花瓶 大号 Vase, large", 36_800, 1, &[], "jingde")],
    },
    // Data, not goods.
    Sample {
        number: "SH-1011",
        buyer: &MEI,
        status: Delivered,
        placed: 2,
        shipped: Some(2),
        promised: Some(2),
        delivered: Some(2),
        freight: 0,
        lines: &[("COURSE-EN", "英语口语课 30 讲 English course", 29_900, 1, &[Digital], "yuke")],
    },
    // Placed an hour ago: too early to be late.
    Sample {
        number: "SH-1012",
        buyer: &MING,
        status: Placed,
        placed: 0,
        shipped: None,
        promised: None,
        delivered: None,
        freight: 600,
        lines: &[("SOCKS-6", "棉袜六双 Cotton socks, six", 5_900, 2, &[HygieneSealed], "sanhe-home")],
    },
    // The goods could not be had.
    Sample {
        number: "SH-1013",
        buyer: &HUA,
        status: Unavailable,
        placed: 11,
        shipped: None,
        promised: Some(4),
        delivered: None,
        freight: 0,
        lines: &[("TEA-POT", "紫砂壶 Clay teapot", 26_800, 1, &[], "meizhuang")],
    },
    // Said to be genuine, and is not.
    Sample {
        number: "SH-1014",
        buyer: &MEI,
        status: Delivered,
        placed: 10,
        shipped: Some(9),
        promised: Some(6),
        delivered: Some(6),
        freight: 0,
        lines: &[("PERFUME-50", "香水 50ml Perfume 50 ml", 68_000, 1, &[HygieneSealed], "meizhuang")],
    },
];

/// Every order of the example shop, as it stands `now`, told by days of its zone.
pub fn all(now: DateTime<Utc>, zone: &Zone) -> impl Iterator<Item = ReadOrder> {
    SAMPLES.iter().map(move |sample| read(sample, zone.at(now), zone))
}

fn read(sample: &Sample, now: DateTime<FixedOffset>, zone: &Zone) -> ReadOrder {
    let fen = |minor: i64| Money::new(minor, Currency::CNY);
    let day = |days: u64| now.date_naive().checked_sub_days(Days::new(days)).unwrap_or(now.date_naive());
    // Ten in the morning, or just before now where that is still to come.
    let moment = |days: u64| {
        let ten = NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default();
        let local = zone.moment(day(days).and_time(ten));
        let early = zone.moment(day(days).and_time(now.time())).unwrap_or(now);
        OrderTime::Exact(local.filter(|moment| *moment <= now).unwrap_or(early))
    };
    let lines = sample.lines.iter().map(|(sku, title, price, quantity, traits, seller)| OrderLine {
        sku: (*sku).to_owned(),
        title: (*title).to_owned(),
        unit_price: fen(*price),
        quantity: *quantity,
        paid: None,
        traits: traits.to_vec(),
        own_traits: Vec::new(),
        kind: None,
        bundle: None,
        period: None,
        delivered_at: None,
        status: None,
        background: Background::default(),
        seller: Some((*seller).to_owned()),
    });
    let order = Order {
        number: sample.number.to_owned(),
        status: sample.status,
        currency: Currency::CNY,
        placed_at: moment(sample.placed),
        // The shop's own promise: two days after the order.
        ship_by: sample.placed.checked_sub(2).map(moment),
        shipped_at: sample.shipped.map(moment),
        promised_by: sample.promised.map(day),
        extra_time_until: None,
        looked_at: None,
        delivered_at: sample.delivered.map(moment),
        shipping_fee: Some(fen(sample.freight)),
        free_shipping: sample.freight == 0,
        terms: Terms::default(),
        payments: Vec::new(),
        given_outside: Vec::new(),
        tracking: sample.shipped.map(|_| sample.number.replace("SH-", "SF77002026")),
        lines: lines.collect(),
    };
    let postcode = (!sample.buyer.postcode.is_empty()).then(|| sample.buyer.postcode.to_owned());
    ReadOrder {
        order,
        contacts: KnownContacts {
            email: Email::parse(sample.buyer.email).ok(),
            phone: Phone::parse(sample.buyer.phone).ok(),
            postcode,
        },
        buyer: Some(sample.buyer.email.to_owned()),
        place: sample.number.to_owned(),
        notes: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_has_its_contacts_and_tells_its_story_on_any_day() {
        for now in ["2026-03-01T00:05:00+08:00", "2028-02-29T23:59:00+08:00"] {
            let now = DateTime::parse_from_rfc3339(now).unwrap();
            let zone = Zone::fixed(*now.offset());
            let orders: Vec<_> = all(now.to_utc(), &zone).collect();
            assert_eq!(orders.len(), 14);
            for read in orders {
                assert!(
                    read.contacts.email.is_some() && read.contacts.phone.is_some(),
                    "{}",
                    read.order.number
                );
                let OrderTime::Exact(placed) = read.order.placed_at else { panic!("an exact moment") };
                assert!(placed <= now, "{} was placed in the future", read.order.number);
            }
        }
    }

    #[test]
    fn late_parcel_is_late() {
        let now = DateTime::parse_from_rfc3339("2026-03-10T09:00:00+08:00").unwrap();
        let zone = Zone::fixed(*now.offset());
        let late = all(now.to_utc(), &zone).find(|read| read.order.number == "SH-1005").unwrap();
        assert!(late.order.promised_by.unwrap() < now.date_naive());
        assert_eq!(late.order.delivered_at, None);
    }
}
