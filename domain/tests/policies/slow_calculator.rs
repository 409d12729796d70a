//! A second calculator, slow and obvious, that must agree with the real one on a hundred thousand amounts.
//!
//! It works with whole billionths of a minor unit in integers: multiply, clamp, then round by looking at what is left.
//! It shares no code with the engine.

use chrono::DateTime;
use domain::category::{Category, Kind};
use domain::compensation::money::{Currency, Money};
use domain::compensation::percent::Percent;
use domain::compensation::sums::Sums;
use domain::finding::Findings;
use domain::order::terms::Terms;
use domain::order::{Order, OrderLine, OrderStatus, OrderTime};
use domain::policy::amount::{Amount, Base, Limit, Per, Rate};
use domain::policy::rule::{Grant, Status};
use domain::policy::term::Calendar;
use domain::policy::{Complained, Facts, Pack, Packs, Rule, Texts, Tier, judge};
use domain::remedy::{Payer, Remedy};
use domain::zone::Zone;

/// Numbers that look random and are the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 16) % bound).unwrap()
    }
}

const BILLION: i128 = 1_000_000_000;

/// Minor units that a rule grants: price times rate, kept within the limits, then rounded half up.
fn slow(price: i64, millionths: i64, floor: Option<i64>, cap: Option<i64>) -> i64 {
    // Millionths of one per cent are hundred-millionths of all of it.
    let mut fine = i128::from(price) * i128::from(millionths) * 10;
    let limit = |minor: i64| i128::from(minor) * BILLION;
    if let Some(floor) = floor.map(limit)
        && fine < floor
    {
        fine = floor;
    } else if let Some(cap) = cap.map(limit)
        && fine > cap
    {
        fine = cap;
    }
    let whole = fine / BILLION;
    let rest = fine - whole * BILLION;
    i64::try_from(if rest >= BILLION / 2 { whole + 1 } else { whole }).unwrap()
}

/// As many minor units of each currency.
fn sums(minor: i64) -> Limit {
    let currencies = CODES.iter().map(|code| Currency::from_code(code).unwrap());
    Limit::Fixed(Sums::of(currencies.map(|currency| Money::new(minor, currency))))
}

const CODES: [&str; 3] = ["CNY", "JPY", "KWD"];

fn texts() -> Texts {
    Texts { zh_hans: "a".to_owned(), zh_hant: "b".to_owned(), en: "c".to_owned() }
}

fn pack(amount: Amount) -> Pack {
    let grant = Grant {
        // Bound neither by what came in nor by a price that is nothing.
        remedy: Remedy::StatutoryDamages,
        amount: Some(amount),
        payer: Payer::Seller,
        due: None,
        only_if: Vec::new(),
        accompanies: false,
        repeats: false,
        highest_of: None,
    };
    let rule = Rule {
        code: "r".to_owned(),
        cite: "shop".to_owned(),
        status: Status::Verified,
        effective_from: None,
        effective_to: None,
        scope: Vec::new(),
        when: Vec::new(),
        needs_human: false,
        grants: vec![grant],
        replaces: Vec::new(),
        title: texts(),
        says: texts(),
        refuses: texts(),
    };
    Pack {
        id: "p".to_owned(),
        version: "1".to_owned(),
        jurisdiction: "shop".to_owned(),
        title: texts(),
        review: None,
        calendar: Calendar::default(),
        traits: Vec::new(),
        kinds: Vec::new(),
        rules: vec![rule],
        pace: Vec::new(),
    }
}

#[test]
fn two_calculators_agree_on_a_hundred_thousand_amounts() {
    let asked_at = DateTime::parse_from_rfc3339("2026-06-20T12:00:00+08:00").unwrap();
    let zone = Zone::fixed(*asked_at.offset());
    let mut numbers = Numbers(7);
    let findings = Findings::default();
    for _ in 0..100 {
        // Every other share is one of whole basis points, as most are.
        let step = if numbers.below(2) == 0 { 10_000 } else { 1 };
        let millionths = (numbers.below(600_000_000 / step) + 1) * i64::try_from(step).unwrap();
        let share = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
        let floor = (numbers.below(2) == 0).then(|| numbers.below(5_000_000));
        let cap = (numbers.below(2) == 0).then(|| floor.unwrap_or(0) + numbers.below(50_000_000));
        let amount = Amount {
            of: Base::Complained,
            rate: Rate::Share(Percent::parse(&share).unwrap()),
            per: Per::Order,
            floor: floor.map(sums).into_iter().collect(),
            cap: cap.map(sums).into_iter().collect(),
            less: None,
            plus: None,
            nothing_under: None,
        };
        let packs = Packs::new(vec![pack(amount)], Vec::new());
        for _ in 0..1_000 {
            let code = CODES[usize::try_from(numbers.below(3)).unwrap()];
            let currency = Currency::from_code(code).unwrap();
            let (price, quantity) = (numbers.below(100_000_000), numbers.below(20) + 1);
            let order = Order {
                number: "n".to_owned(),
                status: OrderStatus::Placed,
                currency,
                placed_at: OrderTime::Exact(asked_at),
                ship_by: None,
                shipped_at: None,
                promised_by: None,
                extra_time_until: None,
                looked_at: None,
                delivered_at: None,
                shipping_fee: None,
                free_shipping: false,
                terms: Terms::default(),
                payments: Vec::new(),
                given_outside: Vec::new(),
                tracking: None,
                lines: vec![OrderLine::plain(
                    "s",
                    "t",
                    Money::new(price, currency),
                    u32::try_from(quantity).unwrap(),
                )],
            };
            let facts = Facts {
                asked_at,
                zone: &zone,
                category: Category::Other,
                kind: Kind::Complaint,
                wants: &[],
                order: &order,
                complained: Complained::All,
                findings: &findings,
                tier: Tier::Regular,
                complaints_on_order: 0,
                earlier: &[],
                offered: &[],
            };
            let expected = slow(price * quantity, millionths, floor, cap);
            let granted = judge(&packs, &facts).entitlements;
            let got = granted.first().and_then(|one| one.amount).map_or(0, |amount| amount.minor);
            assert_eq!(got, expected, "{price} x {quantity} at {share} % in {code}, {floor:?} to {cap:?}");
        }
    }
}
