//! Sums of money and counts of pieces as people type them and as exports write them.
//!
//! What the pages themselves print reads back: `¥1,234.00` can be copied into any field. A sign that stands for
//! several currencies is read as the one that is expected; one that names another currency is refused, since a
//! sum in the wrong currency is worse than none.

use super::decimal;
use super::problem::Problem;
use super::wrapping::{self, Labels};
use crate::compensation::money::{AmountError, Currency, Money};

/// Signs and words around a sum in lower case, the longer before the shorter, with the currencies they mean.
const SIGNS: &[(&str, &[&str])] = &[
    ("人民币", &["CNY"]),
    ("人民幣", &["CNY"]),
    ("新台币", &["TWD"]),
    ("新臺幣", &["TWD"]),
    ("新台幣", &["TWD"]),
    ("港币", &["HKD"]),
    ("港幣", &["HKD"]),
    ("港元", &["HKD"]),
    ("日元", &["JPY"]),
    ("日圓", &["JPY"]),
    ("美元", &["USD"]),
    ("美金", &["USD"]),
    ("欧元", &["EUR"]),
    ("歐元", &["EUR"]),
    ("英镑", &["GBP"]),
    ("英鎊", &["GBP"]),
    ("元", &["CNY", "TWD", "HKD", "MOP"]),
    ("圆", &["CNY"]),
    ("圓", &["TWD", "CNY", "HKD", "JPY"]),
    ("块", &["CNY"]),
    ("塊", &["TWD", "HKD", "CNY"]),
    ("円", &["JPY"]),
    ("rmb", &["CNY"]),
    ("cn¥", &["CNY"]),
    ("jp¥", &["JPY"]),
    ("¥", &["CNY", "JPY"]),
    ("￥", &["CNY", "JPY"]),
    ("euro", &["EUR"]),
    ("€", &["EUR"]),
    ("£", &["GBP"]),
    ("mop$", &["MOP"]),
    ("us$", &["USD"]),
    ("hk$", &["HKD"]),
    ("nt$", &["TWD"]),
    ("ca$", &["CAD"]),
    ("au$", &["AUD"]),
    ("nz$", &["NZD"]),
    ("mx$", &["MXN"]),
    ("sg$", &["SGD"]),
    ("c$", &["CAD"]),
    ("a$", &["AUD"]),
    ("s$", &["SGD"]),
    ("r$", &["BRL"]),
    ("$", &["USD", "CAD", "AUD", "NZD", "HKD", "TWD", "SGD", "MXN", "ARS", "CLP", "COP", "MOP"]),
    ("₹", &["INR"]),
    ("₩", &["KRW"]),
    ("₫", &["VND"]),
    ("₺", &["TRY"]),
    ("₽", &["RUB"]),
    ("₴", &["UAH"]),
    ("₱", &["PHP"]),
    ("฿", &["THB"]),
    ("₪", &["ILS"]),
    ("₦", &["NGN"]),
    ("zł", &["PLN"]),
    ("kč", &["CZK"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
    ("ft", &["HUF"]),
    ("lei", &["RON"]),
    ("fr", &["CHF"]),
    ("rm", &["MYR"]),
    ("rp", &["IDR"]),
];

/// Currencies of places that write decimals behind a comma, so that `1,234` might be a little more than one.
const WITH_COMMA: &[&str] = &[
    "ARS", "BGN", "BRL", "CLP", "COP", "CZK", "DKK", "EUR", "HUF", "IDR", "ISK", "KZT", "MAD", "NOK", "PLN",
    "PYG", "RON", "RSD", "RUB", "SEK", "TND", "TRY", "UAH", "VND", "XAF", "XOF", "XPF", "ZAR",
];

const LABELS: Labels = Labels { words: &[], short: &[] };

/// Reads a sum in `currency`, not below zero.
pub fn parse(text: &str, currency: Currency) -> Result<Money, AmountError> {
    let seen = wrapping::seen(text).map_err(|_| AmountError::NotANumber)?.to_lowercase();
    // Brackets stay, since bookkeepers write less than nothing in them.
    let bare = seen.trim().trim_matches(wrapping::is_quote).trim_end_matches(wrapping::is_stop).trim();
    let bare = unsigned(bare, currency)?;
    // `100,-` is a round sum.
    let bare = bare.strip_suffix(",-").or_else(|| bare.strip_suffix(".-")).unwrap_or(&bare);
    let plain = decimal::plain(bare, currency.exponent(), WITH_COMMA.contains(&currency.code()))?;
    Money::parse(&plain, currency)
}

/// Reads a whole number, not below zero: `1.0000` is one, `1.000` may be a thousand and is refused.
pub fn whole(text: &str) -> Result<u32, AmountError> {
    let bare = wrapping::bare(text, &LABELS).map_err(|_| AmountError::NotANumber)?;
    decimal::plain(&bare, 0, true)?.parse().map_err(|_| AmountError::TooLarge)
}

/// Reads a number of pieces, which is whole and above zero.
pub fn count(text: &str) -> Result<u32, Problem> {
    match whole(text) {
        Ok(0) => Err(Problem::too_few("quantity", 1, 0)),
        Ok(n) => Ok(n),
        Err(error) => Err(Problem::of_amount("quantity", error)),
    }
}

/// Without signs of the currency at either end; an error where they name another one.
fn unsigned(text: &str, currency: Currency) -> Result<String, AmountError> {
    // The sign may stand in front of the minus or behind it.
    let (minus, mut rest) = match text.strip_prefix('-') {
        Some(size) => ("-", size.trim_start()),
        None => ("", text),
    };
    while let Some((shorter, is_ours)) = without_sign(rest, currency) {
        if !is_ours {
            return Err(AmountError::OtherCurrency);
        }
        rest = shorter;
    }
    Ok(format!("{minus}{rest}"))
}

/// Without one sign or code, and whether it may mean `currency`. None where there is none, or nothing else.
fn without_sign(text: &str, currency: Currency) -> Option<(&str, bool)> {
    let known = |code: &str| Currency::from_code(&code.to_uppercase());
    let front = text.split_at_checked(3).filter(|(code, _)| known(code).is_some());
    let back = text.split_at_checked(text.len().saturating_sub(3));
    let back = back.filter(|(_, code)| known(code).is_some()).map(|(rest, code)| (code, rest));
    let (rest, is_ours) = match front.or(back) {
        Some((code, rest)) => (rest, known(code) == Some(currency)),
        None => SIGNS.iter().find_map(|(sign, means)| {
            let rest = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign))?;
            Some((rest, means.contains(&currency.code())))
        })?,
    };
    let rest = rest.trim().trim_start_matches('.').trim();
    (!rest.is_empty()).then_some((rest, is_ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, code: &str, expected: Result<&str, AmountError>) {
        let currency = Currency::from_code(code).unwrap();
        assert_eq!(
            parse(text, currency).map(Money::decimal).as_deref().map_err(|e| *e),
            expected,
            "{text} {code}"
        );
    }

    #[test]
    fn sums_are_read_as_people_and_exports_write_them() {
        for (text, code, sum) in [
            ("１００", "CNY", "100.00"),
            ("100元", "CNY", "100.00"),
            ("¥1,234.00", "CNY", "1234.00"),
            ("￥ １，２３４．００", "CNY", "1234.00"),
            ("CN¥1,234.00", "CNY", "1234.00"),
            ("人民币 100 元。", "CNY", "100.00"),
            ("1,234", "CNY", "1234.00"),
            ("1,234,567.80", "USD", "1234567.80"),
            ("US$ 12", "USD", "12.00"),
            ("$12.5", "CAD", "12.50"),
            ("1.234,00", "EUR", "1234.00"),
            ("1.234.567,00 €", "EUR", "1234567.00"),
            ("1 234,50", "EUR", "1234.50"),
            ("1\u{202f}234,50\u{a0}€", "EUR", "1234.50"),
            ("1’234.50", "CHF", "1234.50"),
            ("CHF 1'234.50", "CHF", "1234.50"),
            ("12,5", "EUR", "12.50"),
            ("R$ 1.234,56", "BRL", "1234.56"),
            ("45.0000", "CNY", "45.00"),
            ("0.000", "CNY", "0.00"),
            ("1200.00", "JPY", "1200"),
            ("¥1,200", "JPY", "1200"),
            ("KWD 1.255", "KWD", "1.255"),
            ("1,23,456.00", "INR", "123456.00"),
            ("100,-", "EUR", "100.00"),
            ("\"12.50\"", "CNY", "12.50"),
            ("12.50 cny", "CNY", "12.50"),
        ] {
            check(text, code, Ok(sum));
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused() {
        for (text, code) in
            [("1,234", "EUR"), ("1.234", "EUR"), ("45.000", "CNY"), ("1,234", "KWD"), ("1.000", "JPY")]
        {
            check(text, code, Err(AmountError::Ambiguous));
        }
    }

    #[test]
    fn what_is_no_sum_of_the_currency_is_refused_with_the_reason() {
        check("-3", "CNY", Err(AmountError::Negative));
        check("(3.00)", "CNY", Err(AmountError::Negative));
        check("-¥3", "CNY", Err(AmountError::Negative));
        check("¥-3", "CNY", Err(AmountError::Negative));
        check("1.005", "CNY", Err(AmountError::TooManyDecimals));
        check("12.5", "JPY", Err(AmountError::TooManyDecimals));
        check("$12", "CNY", Err(AmountError::OtherCurrency));
        check("12 EUR", "CNY", Err(AmountError::OtherCurrency));
        for nothing in ["", "元", "abc", "1e3", "12 34", "1,2,3", "1.2.3,4", "12a", ".", "1.234.56"] {
            check(nothing, "CNY", Err(AmountError::NotANumber));
        }
        check("99999999999999999999", "CNY", Err(AmountError::TooLarge));
    }

    #[test]
    fn pieces_are_whole_and_noughts_behind_the_point_do_not_matter() {
        for (text, n) in [("1", 1), ("1.0000", 1), ("6.00", 6), ("３", 3), (" 12 ", 12), ("2,0", 2)] {
            assert_eq!(count(text), Ok(n), "{text}");
        }
        for wrong in ["0", "-1", "1.5", "1.000", "1,000", "", "many", "99999999999"] {
            assert!(count(wrong).is_err(), "{wrong}");
        }
    }
}
