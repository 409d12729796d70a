//! What was paid for a line and for an order, by which means, and what went back outside the desk.
//!
//! The marked price is not what came in: three for 100.00, a coupon, sales tax on top, half of it from a gift card.
//! A refund is measured by what is read here, so each of these cells costs its order when it can't be read.

use super::cell::{Cell, Cells};
use crate::import::Skipped;
use chrono::{DateTime, FixedOffset};
use domain::compensation::money::{Currency, Money};
use domain::compensation::split::split_by;
use domain::order::given::Given;
use domain::order::payment::{Means, Payment};
use domain::order::{Order, OrderLine, OrderTime, Pieces};
use domain::remedy::Remedy;
use domain::text::Reference;

/// What shops call the means of payment, beside our own codes.
const MEANS: &[(Means, &[&str])] = &[
    (
        Means::Card,
        &[
            "credit_card",
            "debit_card",
            "bank_card",
            "visa",
            "mastercard",
            "amex",
            "stripe",
            "银行卡",
            "信用卡",
            "刷卡",
        ],
    ),
    (
        Means::Wallet,
        &[
            "alipay",
            "wechat",
            "wechat_pay",
            "paypal",
            "apple_pay",
            "google_pay",
            "支付宝",
            "微信",
            "微信支付",
            "line_pay",
        ],
    ),
    (Means::Transfer, &["bank_transfer", "wire", "sepa", "pix", "转账", "轉帳", "銀行轉帳"]),
    (Means::CashOnDelivery, &["cod", "cash", "货到付款", "貨到付款"]),
    (Means::GiftCard, &["giftcard", "voucher", "礼品卡", "禮品卡", "购物卡"]),
    (Means::Points, &["loyalty_points", "积分", "點數", "紅利"]),
    (Means::StoreCredit, &["credit", "balance", "余额", "储值", "購物金"]),
];

/// What was paid for a line, where the file says more than the marked price.
pub(super) fn for_line(
    row: &Cells<'_>,
    currency: Currency,
    marked: Option<Money>,
    notes: &mut Vec<Skipped>,
) -> Result<Option<Money>, Skipped> {
    let sum = |column| row.get(column).map(|cell| cell.sum(currency)).transpose();
    let (total, tax, paid) = (sum("line_total")?, sum("tax")?, sum("line_paid")?);
    let off_cell = row.get("line_discount");
    let off = off_cell.as_ref().map(|cell| cell.size(currency)).transpose()?;
    if total.is_none() && tax.is_none() && off.is_none() {
        return Ok(paid);
    }
    let zero = Money::zero(currency);
    let left = total.or(marked).and_then(|sum| sum.checked_sub(off.unwrap_or(zero)));
    if let (Some(left), Some(cell)) = (left, &off_cell)
        && left.minor < 0
    {
        return Err(cell.flaw("is more than the line came to"));
    }
    let reckoned = left.and_then(|sum| sum.checked_add(tax.unwrap_or(zero)));
    if let (Some(cell), Some(paid), Some(reckoned)) = (row.get("line_paid"), paid, reckoned)
        && paid != reckoned
    {
        notes.push(cell.flaw(&format!(
            "is not the line's total less its discount with its tax, which is {reckoned}; what was paid counts"
        )));
    }
    Ok(paid.or(reckoned))
}

/// Takes what was off the order as a whole from its lines, by what each of them came to.
pub(super) fn share_discount(
    cell: &Cell<'_>,
    currency: Currency,
    lines: &mut [OrderLine],
) -> Result<(), Skipped> {
    let off = cell.size(currency)?;
    let too_large = || cell.flaw("is more than the goods came to");
    let sums: Option<Vec<Money>> = lines.iter().map(OrderLine::paid_in_all).collect();
    let sums = sums.ok_or_else(too_large)?;
    let weights: Vec<i64> = sums.iter().map(|sum| sum.minor).collect();
    let shares = split_by(off, &weights).ok_or_else(too_large)?;
    for ((line, sum), share) in lines.iter_mut().zip(sums).zip(shares) {
        let left = sum.checked_sub(share).filter(|left| left.minor >= 0);
        line.paid = Some(left.ok_or_else(too_large)?);
    }
    Ok(())
}

/// The payments of an order: `card:50.00|gift_card:250.00`, or means and sums in columns of their own.
pub(super) fn payments(
    means: Option<&Cell<'_>>,
    amounts: Option<&Cell<'_>>,
    order: &Order,
) -> Result<Vec<Payment>, Skipped> {
    const EXPECTED: &str =
        "expected `card:50.00|gift_card:250.00`, or as many in `payment_means` as in `payment_amount`";
    let parts = |cell: &Cell<'_>| cell.text.split('|').map(|part| part.trim().to_owned()).collect::<Vec<_>>();
    let named = means.map(parts).unwrap_or_default();
    let Some(amounts) = amounts else {
        let Some(cell) = means else { return Ok(Vec::new()) };
        let [only] = named.as_slice() else {
            return Err(cell.flaw(&format!("names several and no sums; {EXPECTED}")));
        };
        let amount = order.came_in().ok_or_else(|| cell.flaw("belongs to sums too large to add up"))?;
        return Ok(vec![Payment { means: means_of(only, cell)?, amount }]);
    };
    let mut payments = Vec::new();
    for (place, part) in parts(amounts).into_iter().enumerate() {
        let (word, sum) = if let Some((word, sum)) = part.rsplit_once([':', '：']) {
            (word.trim().to_owned(), sum.to_owned())
        } else {
            let word = named.get(place).cloned();
            (word.ok_or_else(|| amounts.flaw(&format!("does not say by which means; {EXPECTED}")))?, part)
        };
        let amount = amounts.part(&sum).sum(order.currency)?;
        payments.push(Payment { means: means_of(&word, means.unwrap_or(amounts))?, amount });
    }
    Ok(payments)
}

fn means_of(word: &str, cell: &Cell<'_>) -> Result<Means, Skipped> {
    let plain = word.trim().to_lowercase().replace([' ', '-'], "_");
    let known = || MEANS.iter().find(|(_, words)| words.contains(&plain.as_str())).map(|(means, _)| *means);
    Means::from_code(&plain).or_else(known).ok_or_else(|| {
        let codes: Vec<&str> = Means::ALL.iter().map(|means| means.code()).collect();
        cell.flaw(&format!(
            "has the means `{word}`, which is not known; expected some of {}",
            codes.join(", ")
        ))
    })
}

/// The cells that say what went back: the sums, their days and their references, each separated by `|`.
pub(super) struct GivenBack<'c, 'f> {
    pub(super) sums: Option<&'c Cell<'f>>,
    pub(super) days: Option<&'c Cell<'f>>,
    pub(super) references: Option<&'c Cell<'f>>,
    /// When they are read: what lies ahead has not gone back.
    pub(super) now: DateTime<FixedOffset>,
}

/// A sum that went back. One below zero may have gone either way: nobody guesses which.
fn went_back(cell: &Cell<'_>, currency: Currency) -> Result<Money, Skipped> {
    let sum = cell.sum(currency)?;
    if sum.minor < 0 {
        return Err(cell.flaw(&format!(
            "is below zero; expected what went back, a sum in {currency} such as `1234.50`, or an empty cell"
        )));
    }
    Ok(sum)
}

/// What went back outside the desk.
pub(super) fn given_back(
    cells: &GivenBack<'_, '_>,
    placed_at: OrderTime,
    currency: Currency,
    sku: Option<&str>,
    notes: &mut Vec<Skipped>,
) -> Result<Vec<Given>, Skipped> {
    let Some(sums) = cells.sums else { return Ok(Vec::new()) };
    let nth = |cell: Option<&Cell<'_>>, place| {
        cell.and_then(|cell| cell.text.split('|').nth(place)).map(str::trim).map(str::to_owned)
    };
    let mut given = Vec::new();
    for (place, sum) in sums.text.split('|').enumerate() {
        let at = match cells.days {
            Some(days) => {
                let day = nth(cells.days, place).map(|day| days.part(&day).past(cells.now));
                day.ok_or_else(|| days.flaw("has fewer days than there are sums; expected one for each"))??
            }
            // Without a day it counts from the beginning: a bound that holds too early is better than none.
            None => placed_at,
        };
        let reference = nth(cells.references, place).filter(|text| !text.is_empty());
        if let (Some(cell), Some(text)) = (cells.references, &reference)
            && (cell.part(text).is_rounded() || Reference::parse(text).is_err())
        {
            notes.push(cell.flaw("names no refund; what went back counts without it"));
        }
        let reference = reference.filter(|text| !sums.part(text).is_rounded());
        given.push(Given {
            remedy: Remedy::Refund,
            amount: Some(went_back(&sums.part(sum), currency)?).filter(|sum| sum.minor != 0),
            goods: sku.map(Pieces::all_of),
            rule: None,
            at,
            reference: reference.and_then(|text| Reference::parse(&text).ok()),
            in_all: None,
        });
    }
    given.retain(|given| given.amount.is_some());
    Ok(given)
}

/// Tells parts of the price from the price: who has got back a part has still a right to the rest.
pub(super) fn tell_parts(order: &mut Order) {
    let whole = |given: &Given| match &given.goods {
        Some(goods) => order.lines.iter().find(|line| line.sku == goods.sku)?.paid_in_all(),
        None => order.came_in(),
    };
    let is_part =
        |given: &Given| given.amount.zip(whole(given)).is_some_and(|(sum, all)| sum.minor < all.minor);
    let given = order.given_outside.iter().map(|given| Given {
        remedy: if is_part(given) { Remedy::PriceReduction } else { given.remedy },
        ..given.clone()
    });
    order.given_outside = given.collect();
}
