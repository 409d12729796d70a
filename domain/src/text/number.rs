//! Numbers of orders and cases as people type, paste and export them.
//!
//! Both ends read alike: what an export holds and what a buyer copies from a letter meet in one form, the key.
//! Two numbers that a person would call the same have the same key; a shop that uses both `#3001` and `3001`
//! for different orders is told so when they come in.

use super::OrderNumber;
use super::problem::ProblemCode;
use super::wrapping::{self, Labels};

/// What people write in front of a number.
const LABELS: Labels = Labels {
    words: &[
        "order",
        "number",
        "case",
        "complaint",
        "ticket",
        "reference",
        "bestellung",
        "bestellnummer",
        "bestellnr",
        "auftrag",
        "auftragsnummer",
        "commande",
        "numéro",
        "numero",
        "número",
        "pedido",
        "ordine",
        "zamówienie",
        "订单编号",
        "订单号码",
        "订单号",
        "订单",
        "訂單編號",
        "訂單號碼",
        "訂單號",
        "訂單",
        "单号",
        "單號",
        "编号",
        "編號",
        "案件编号",
        "案件編號",
        "案件号",
        "案件號",
        "案件",
        "投诉编号",
        "投訴編號",
        "投诉单号",
        "投訴單號",
        "注文番号",
        "주문번호",
        "№",
    ],
    short: &["no", "nr", "num", "id", "ref", "n", "nº", "n°"],
};

/// The cleaner of [`OrderNumber`]. A number without a letter or digit is none.
pub(super) fn bare(text: &str) -> Result<String, ProblemCode> {
    let number = wrapping::bare(text, &LABELS)?;
    if number.chars().any(char::is_alphanumeric) { Ok(number) } else { Err(ProblemCode::Empty) }
}

impl OrderNumber {
    /// [`Self::key`] of a number as an order holds it; one that can't be read is only the same as itself.
    pub fn key_of(number: &str) -> String {
        Self::parse(number).map_or_else(|_| number.to_lowercase(), |number| number.key())
    }

    /// The form in which two order numbers are the same: letter case and spaces do not matter, nor does a
    /// leading `#`. Both the imported and the typed number are compared by it.
    pub fn key(&self) -> String {
        self.0
            .trim_start_matches(['#', '\u{2116}'])
            .chars()
            .filter(|c| !c.is_whitespace())
            .flat_map(char::to_lowercase)
            .collect()
    }
}

/// The letters and digits of a case number as typed, in ordinary width and upper case: every spelling of one
/// number gives the same.
pub fn letters_of_case(text: &str) -> String {
    let bare = wrapping::bare(text, &LABELS).unwrap_or_default();
    bare.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Whether a spreadsheet has rounded the number away: `2.02211E+18` is what is left of many different ones.
pub fn is_rounded(text: &str) -> bool {
    let Ok(bare) = wrapping::bare(text, &LABELS) else { return false };
    let Some((front, power)) = bare.split_once(['e', 'E']) else { return false };
    let (whole, decimals) = front.split_once(['.', ',']).unwrap_or((front, ""));
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let plus = power.strip_prefix('+');
    let power = plus.unwrap_or(power);
    !whole.is_empty()
        && is_digits(whole)
        && is_digits(decimals)
        && !power.is_empty()
        && is_digits(power)
        && (plus.is_some() || !decimals.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::CaseNumber;

    fn check(typed: &[&str], number: &str) {
        let key = |text: &str| OrderNumber::parse(text).map(|number| number.key());
        for spelling in typed {
            assert_eq!(key(spelling), key(number), "{spelling}");
        }
    }

    #[test]
    fn order_number_is_read_whatever_stands_around_it() {
        check(
            &[
                "#3001",
                "３００１",
                "＃３００１",
                "30 01",
                " 3001.",
                "3001。",
                "\u{201c}3001\u{201d}",
                "'3001",
                "`3001",
                "=\"3001\"",
                "「3001」",
                "【3001】",
                "(3001)",
                "Order no.: #3001",
                "order number 3001",
                "ORDER #3001",
                "Order 3001,",
                "No. 3001",
                "№3001",
                "订单号：3001",
                "订单号3001",
                "訂單編號：＃3001。",
                "3001\t",
                "30\u{200b}01\u{feff}",
                "\u{1f}3001",
                "\u{202d}3001\u{202c}",
                "30\u{ad}01",
                "\u{200e}3001",
            ],
            "3001",
        );
        check(&["A‐1", "A–1", "A—1", "A−1", "Ａ－１", "a‑1", "Order A-1!"], "A-1");
        check(&["2026\u{2011}0042", "2026－0042"], "2026-0042");
    }

    #[test]
    fn what_belongs_to_a_number_stays() {
        for (text, key) in [
            ("ORDER-3001", "order-3001"),
            ("NO3001", "no3001"),
            ("NO 3001", "no3001"),
            ("A-1(2)", "a-1(2)"),
            ("000123", "000123"),
            ("113-7654321-1234567", "113-7654321-1234567"),
            ("Order", "order"),
            ("12.50", "12.50"),
        ] {
            assert_eq!(OrderNumber::parse(text).unwrap().key(), key);
        }
        assert_eq!(OrderNumber::parse("#").unwrap_err().code, ProblemCode::Empty);
        assert_eq!(OrderNumber::parse("—").unwrap_err().code, ProblemCode::Empty);
    }

    #[test]
    fn rounded_numbers_are_noticed_and_true_ones_are_not() {
        for rounded in ["2.02211E+18", "2,02211E+18", "1E+15", "2.02211e18", "'2.0E+9"] {
            assert!(is_rounded(rounded), "{rounded}");
        }
        for number in ["12E5", "202611281234590001", "E+18", "2E", "A1E+5", "1.5", "1E+"] {
            assert!(!is_rounded(number), "{number}");
        }
    }

    #[test]
    fn every_spelling_of_a_case_number_is_one_number() {
        let number = CaseNumber::new(2026, 42);
        let shown = number.as_str();
        let wide: String =
            shown.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c)).collect();
        for typed in [
            wide,
            shown.to_lowercase(),
            shown.replace('-', "–"),
            shown.replace('-', " "),
            shown.replace('-', ""),
            format!("{shown}!~*"),
            format!("“{shown}”。"),
            format!("Case no.: {shown}"),
            format!("案件编号：{shown}"),
            format!("#{shown}"),
            shown.replace('-', "-\u{200b}"),
        ] {
            assert_eq!(CaseNumber::parse(&typed).as_ref(), Some(&number), "{typed}");
        }
    }
}
