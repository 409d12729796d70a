//! The currency of an order, as exports write it: a code, or a sign that means one currency and no other.
//!
//! A sign that means several is refused with what it could mean: a sum in the wrong currency is worse than none.

use super::cell::Cell;
use crate::import::Skipped;
use domain::compensation::money::Currency;

/// Signs and words that mean one currency, in capitals.
const SIGNS: &[(&str, &str)] = &[
    ("RMB", "CNY"),
    ("CNH", "CNY"),
    ("CN¥", "CNY"),
    ("元", "CNY"),
    ("JP¥", "JPY"),
    ("円", "JPY"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("R$", "BRL"),
];

/// Signs that mean several, with those that are likeliest meant.
const SEVERAL: &[(&str, [&str; 2])] = &[("$", ["USD", "HKD"]), ("¥", ["CNY", "JPY"])];

/// Reads the currency of an order.
pub(super) fn read(cell: &Cell<'_>) -> Result<Currency, Skipped> {
    let code = cell.text.to_uppercase().replace('＄', "$").replace('￥', "¥").replace('￡', "£");
    if let Some((sign, [one, other])) = SEVERAL.iter().find(|(sign, _)| *sign == code) {
        return Err(cell.flaw(&format!(
            "is no currency by itself, since `{sign}` stands for several; expected `{one}` or `{other}`, or another \
             code of ISO 4217"
        )));
    }
    let code = SIGNS.iter().find(|(sign, _)| *sign == code).map_or(code.as_str(), |(_, code)| code);
    Currency::from_code(code)
        .ok_or_else(|| cell.flaw("is not known; expected a code of ISO 4217 such as `CNY`"))
}
