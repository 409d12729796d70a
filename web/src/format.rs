//! Money, dates and spans of time as a person of a language writes them, through the browser's own `Intl`.
//!
//! The browser knows the customs of every language; carrying them in the program would double it. Amounts go in
//! as exact decimal text, so that no amount ever passes through a float of ours.
//!
//! A moment is written in the shop's zone, however it came: the day by which something is promised is one day, for
//! the customer abroad as for the agent, and it is the day the rules count. Where the reader's clock says otherwise
//! the offset stands beside it.

use crate::browser::clock;
use crate::browser::number::float;
use crate::i18n::{Locale, t};
use crate::wall;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Utc};
use domain::compensation::money::{Currency, Money};
use domain::order::OrderTime;
use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// An amount with its currency and the decimals that has. A sign that several currencies share says whose it is,
/// `CN¥12.50` or `US$3.00`, but for the currency that all readers of the language mean by it.
pub fn money(locale: Locale, amount: Money) -> String {
    let options = options(&[
        ("style", "currency"),
        ("currency", amount.currency.code()),
        ("currencyDisplay", "symbol"),
    ]);
    let format = Intl::NumberFormat::new(&locales(sign_of(locale, amount.currency)), &options).format();
    call(&format, &JsValue::from_str(&amount.decimal())).unwrap_or_else(|| amount.to_string())
}

/// The language whose sign of a currency is shown. Traditional characters are read in Taiwan, Hong Kong and Macau: by a
/// bare `$` not all of them mean the New Taiwan dollar, and by a bare `¥` they mean no yen, as the browser would have it,
/// but what whoever reads Chinese means by it.
fn sign_of(locale: Locale, currency: Currency) -> Locale {
    let is_as_in_simplified = matches!(currency.code(), "TWD" | "JPY" | "CNY");
    if locale == Locale::ZhHant && is_as_in_simplified { Locale::ZhHans } else { locale }
}

/// Several things in one line, with the comma of the language.
pub fn listed(locale: Locale, things: &[impl AsRef<str>]) -> String {
    let things: Vec<&str> = things.iter().map(AsRef::as_ref).collect();
    things.join(if locale == Locale::En { ", " } else { "、" })
}

/// Several things of which one is meant, in one line.
pub fn either(locale: Locale, things: &[impl AsRef<str>]) -> String {
    let things: Vec<&str> = things.iter().map(AsRef::as_ref).collect();
    things.join(if locale == Locale::En { " or " } else { "或" })
}

/// Several sentences that come without their full stops, one after the other.
pub fn in_sentences(locale: Locale, told: &[impl AsRef<str>]) -> String {
    let told: Vec<&str> = told.iter().map(AsRef::as_ref).collect();
    told.join(if locale == Locale::En { ". " } else { "。" })
}

/// A day, such as `9 March 2026`, without any zone.
pub fn day(locale: Locale, day: NaiveDate) -> String {
    let midnight = day.and_hms_opt(0, 0, 0).unwrap_or_default().and_utc().fixed_offset();
    local(locale, midnight, &[("dateStyle", "long")])
}

/// A moment, such as `9 Mar 2026, 18:40`, in the shop's zone; with the offset where the reader's clock differs.
pub fn moment(locale: Locale, moment: DateTime<FixedOffset>) -> String {
    let moment = wall::at(moment);
    let text = local(locale, moment, &in_full(locale, "short"));
    if clock::offset_minutes(moment.to_utc()) == moment.offset().local_minus_utc() / 60 {
        return text;
    }
    in_zone(locale, &text, moment)
}

/// A moment with its day, year and zone, such as `9 March 2026 at 18:40 (UTC+08:00)`: for paper, which is read anywhere and
/// on another day.
pub fn whole_moment(locale: Locale, moment: DateTime<FixedOffset>) -> String {
    let moment = wall::at(moment);
    let text = local(locale, moment, &in_full(locale, "long"));
    in_zone(locale, &text, moment)
}

/// A moment in words with the zone it is told in.
fn in_zone(locale: Locale, text: &str, moment: DateTime<FixedOffset>) -> String {
    let (open, close) = if locale == Locale::En { (" (UTC", ")") } else { ("（UTC", "）") };
    [text, open, moment.offset().to_string().as_str(), close].concat()
}

/// A moment as short as it can be understood: without the date if it is today, without the year if it is this year.
pub fn short_moment(locale: Locale, moment: DateTime<FixedOffset>) -> String {
    let (moment, today) = (wall::at(moment), wall::day(clock::now_utc().fixed_offset()));
    let full = in_full(locale, "short");
    let day = wall::day(moment);
    let fields = match (day == today, day.year() == today.year()) {
        (true, _) => full.get(3..),
        (false, true) => full.get(1..),
        (false, false) => None,
    };
    local(locale, moment, fields.unwrap_or(&full))
}

/// All of a moment: its year, month and day, then its hour and minute. Named one by one, for what `Intl` takes for a
/// ready style of a time says 清晨 in one place where it says 上午 in another.
const fn in_full(locale: Locale, month: &'static str) -> [(&'static str, &'static str); 5] {
    // A clock that says 下午 before the hour writes no nought there.
    let hour = if matches!(locale, Locale::ZhHant) { "numeric" } else { "2-digit" };
    [("year", "numeric"), ("month", month), ("day", "numeric"), ("hour", hour), ("minute", "2-digit")]
}

/// The day of a moment, in the shop's zone.
pub fn moment_day(locale: Locale, moment: DateTime<FixedOffset>) -> String {
    day(locale, wall::day(moment))
}

/// The day of a moment in an order's life: wall times are shown as they are.
pub fn order_day(locale: Locale, time: OrderTime) -> String {
    day(locale, wall::order_day(time))
}

/// How far a moment is from now, such as `in 3 hours` or `2 days ago`.
pub fn relative(locale: Locale, moment: DateTime<FixedOffset>, now: DateTime<Utc>) -> String {
    let seconds = (moment.to_utc() - now).num_seconds();
    let (amount, unit) = match seconds.abs() {
        0..60 => return t::common::now(locale).to_owned(),
        60..3_570 => (nearest(seconds, 60), "minute"),
        3_570..86_400 => (nearest(seconds, 3_600), "hour"),
        // Counted by the calendar: nine in the morning of the day after tomorrow is not tomorrow.
        _ => {
            // A moment carries the shop's own offset.
            let today = now.with_timezone(&moment.timezone()).naive_local().date();
            ((moment.naive_local().date() - today).num_days(), "day")
        }
    };
    let format = Intl::RelativeTimeFormat::new(&locales(locale), &options(&[("numeric", "auto")]));
    format.format(float(amount), unit).as_string().unwrap_or_default()
}

/// How many wholes of so many seconds come nearest: an hour and 59 minutes are two hours and not one.
const fn nearest(seconds: i64, whole: i64) -> i64 {
    (seconds + seconds.signum() * whole / 2) / whole
}

/// A plain number with the separators of the language.
pub fn number(locale: Locale, number: i64) -> String {
    let format = Intl::NumberFormat::new(&locales(locale), &Object::new()).format();
    call(&format, &JsValue::from_f64(float(number))).unwrap_or_else(|| number.to_string())
}

/// A moment as the clock on the shop's wall shows it.
fn local(locale: Locale, moment: DateTime<FixedOffset>, fields: &[(&str, &str)]) -> String {
    // `Intl` knows no plain offsets in every browser: local time is passed for UTC, and written as UTC.
    let wall = moment.naive_local().and_utc();
    let fields: Vec<_> = fields.iter().copied().chain([("timeZone", "UTC")]).collect();
    let format = Intl::DateTimeFormat::new(&locales(locale), &options(&fields)).format();
    let text = call(&format, &clock::to_js(wall)).unwrap_or_else(|| moment.to_rfc3339());
    // Between a day and a part of the day, `日 上午`, Chinese sets no space.
    if locale == Locale::En { text } else { text.replace("日 上", "日上").replace("日 下", "日下") }
}

fn locales(locale: Locale) -> Array {
    // A region decides on wording such as 上午; the script alone would leave it to chance.
    let tag = match locale {
        Locale::ZhHans => "zh-CN",
        Locale::ZhHant => "zh-TW",
        Locale::En => "en-GB",
    };
    Array::of1(&JsValue::from_str(tag))
}

fn options(fields: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options
}

fn call(format: &Function, value: &JsValue) -> Option<String> {
    format.call1(&JsValue::NULL, value).ok()?.dyn_into::<js_sys::JsString>().ok().map(String::from)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn what_is_left_is_told_in_the_nearest_whole_and_not_in_the_one_below() {
        let (minute, hour) = (60, 3_600);
        assert_eq!(nearest(hour + 59 * minute, hour), 2);
        assert_eq!(nearest(hour + 29 * minute, hour), 1);
        assert_eq!(nearest(-(hour + 59 * minute), hour), -2);
        assert_eq!(nearest(14 * minute + 59, minute), 15);
    }
}
