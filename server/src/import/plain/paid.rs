//! What was paid for a line and for an order, by which means, and what went back outside the desk.
//!
//! The marked price is not what came in: three for 100.00, a coupon, sales tax on top, half of it from a gift card.
//! A refund is measured by what is read here, so each of these cells costs its order when it can't be read.

use super::cell::{Cell, Cells};
use super::order::is_before;
use crate::import::Skipped;
use chrono::{DateTime, FixedOffset};
use domain::compensation::money::{Currency, Money};
use domain::compensation::split::split_by;
use domain::order::given::Given;
use domain::order::payment::{Means, Payment};
use domain::order::{Order, OrderLine, OrderTime, Pieces};
use domain::remedy::Remedy;
use domain::text::{Reference, placeholder};

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
    let sums = parts(amounts);
    if let Some(cell) = means
        && named.len() > sums.len()
    {
        return Err(cell.flaw(&format!("names more means than there are sums; {EXPECTED}")));
    }
    let mut payments = Vec::new();
    for (place, part) in sums.into_iter().enumerate() {
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
    /// The column of the sums.
    pub(super) column: &'static str,
    pub(super) sums: Option<&'c Cell<'f>>,
    pub(super) days: Option<&'c Cell<'f>>,
    pub(super) references: Option<&'c Cell<'f>>,
    /// When they are read: what lies ahead has not gone back.
    pub(super) now: DateTime<FixedOffset>,
    /// When the order was placed, and the cell that says so: nothing goes back before.
    pub(super) placed: (OrderTime, &'c Cell<'f>),
}

impl GivenBack<'_, '_> {
    /// Each day and each reference belongs to a sum: one that is left over is a sum that somebody forgot.
    fn each_has_its_sum(&self) -> Result<(), Skipped> {
        let n_sums = self.sums.map_or(0, |sums| sums.text.split('|').count());
        for (cell, what) in [(self.days, "days"), (self.references, "references")] {
            let Some(cell) = cell.filter(|cell| cell.text.split('|').skip(n_sums).any(is_said)) else {
                continue;
            };
            return Err(cell.flaw(&match n_sums {
                0 => format!(
                    "stands beside no sum; expected what went back in `{}`, or an empty cell",
                    self.column
                ),
                n => format!("has more {what} than there are sums; expected one for each sum, {n} in all"),
            }));
        }
        Ok(())
    }

    /// The day of the sum at `place`.
    fn day(&self, place: usize) -> Result<OrderTime, Skipped> {
        let (placed_at, placed) = self.placed;
        // Without a day it counts from the beginning: a bound that holds too early is better than none.
        let Some(days) = self.days else { return Ok(placed_at) };
        let day = days
            .text
            .split('|')
            .nth(place)
            .ok_or_else(|| days.flaw("has fewer days than there are sums; expected one for each"))?;
        let day = days.part(day);
        let at = day.past(self.now)?;
        if is_before(at, placed_at) {
            let flaw =
                day.flaw("lies before `placed_at`; expected the day on which it went back, or an empty cell");
            return Err(Skipped { place: format!("{}, and {}", flaw.place, placed.place()), ..flaw });
        }
        Ok(at)
    }
}

/// Whether a part of a cell says anything: a dash or its like does not, and a number always does.
fn is_said(part: &str) -> bool {
    let part = part.trim();
    part.chars().any(char::is_numeric) || !(part.is_empty() || placeholder::is_nothing(part))
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
    currency: Currency,
    sku: Option<&str>,
    notes: &mut Vec<Skipped>,
) -> Result<Vec<Given>, Skipped> {
    cells.each_has_its_sum()?;
    let Some(sums) = cells.sums else { return Ok(Vec::new()) };
    let nth = |cell: Option<&Cell<'_>>, place| {
        cell.and_then(|cell| cell.text.split('|').nth(place)).map(str::trim).map(str::to_owned)
    };
    let mut given = Vec::new();
    for (place, sum) in sums.text.split('|').enumerate() {
        let at = cells.day(place)?;
        let amount = went_back(&sums.part(sum), currency)?;
        let reference = nth(cells.references, place).filter(|text| !text.is_empty());
        if let (Some(cell), Some(text)) = (cells.references, &reference)
            && amount.minor == 0
            && is_said(text)
        {
            let reason =
                format!("names a refund of nothing; expected its sum in `{}`, or no reference", cells.column);
            return Err(cell.part(text).flaw(&reason));
        }
        if let (Some(cell), Some(text)) = (cells.references, &reference)
            && (cell.part(text).is_rounded() || Reference::parse(text).is_err())
        {
            notes.push(cell.flaw("names no refund; what went back counts without it"));
        }
        let reference = reference.filter(|text| !sums.part(text).is_rounded());
        given.push(Given {
            remedy: Remedy::Refund,
            amount: Some(amount).filter(|sum| sum.minor != 0),
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
