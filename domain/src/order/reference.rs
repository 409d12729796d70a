//! References of refunds, compared as people mean them: one reference is one, however it is spelled.
//!
//! Case, spaces, full width, dashes, dots and hash signs make no other reference, nor do leading zeros of one of its
//! numbers, nor letters of other alphabets that look like Latin ones. Signs between two numbers still part them: `1-12` and
//! `11-2` are two.

use crate::text::Reference;
use crate::text::clean::narrow;

/// Words that people write where they have no reference, small and without their signs and digits.
const NO_REFERENCE: &[&str] = &[
    "na",
    "none",
    "no",
    "nil",
    "null",
    "tbd",
    "tbc",
    "tba",
    "todo",
    "unknown",
    "yes",
    "ok",
    "done",
    "test",
    "later",
    "soon",
    "pending",
    "refund",
    "refunded",
    "paid",
    "sent",
    "seeabove",
    "asabove",
    "above",
    "seebelow",
    "seenote",
    "seechat",
    "seeemail",
    "x",
    "无",
    "没有",
    "暂无",
    "待定",
    "未知",
    "测试",
    "见上",
    "同上",
    "如上",
    "见备注",
    "稍后",
    "稍后补",
    "后补",
    "处理中",
    "退款",
    "已退",
    "已退款",
    "已转账",
    "無",
    "沒有",
    "暫無",
    "測試",
    "見上",
    "見備註",
    "稍後",
    "稍後補",
    "後補",
    "處理中",
    "已轉帳",
    "keine",
    "aucun",
];

/// The fewest letters and digits of a reference that is typed; ours. Payment networks' own have eight and more.
const FEWEST: usize = 4;

/// A letter of the Greek or Cyrillic alphabet as the small Latin one that its capital looks like; others as they are.
const fn folded(small: char) -> char {
    match small {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'е' | 'ε' => 'e',
        'һ' | 'н' | 'η' => 'h',
        'і' | 'ι' | 'ӏ' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' | 'μ' => 'm',
        'ν' => 'n',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'у' | 'υ' | 'ү' => 'y',
        'х' | 'χ' => 'x',
        'ζ' => 'z',
        other => other,
    }
}

/// A reference as it is compared. `None` where it is none: one character, one character again and again, only signs, or a
/// word that says that there is none.
pub fn key_of(reference: &Reference) -> Option<String> {
    let Key { text, all, .. } = Key::of(reference.as_str());
    let first = all.chars().next()?;
    let is_one_again = all.chars().all(|sign| sign == first);
    (!is_one_again && !NO_REFERENCE.contains(&all.as_str()) && !text.is_empty()).then_some(text)
}

/// How any number is compared where only its spelling may differ: of an order, or of a parcel.
pub fn spelled(number: &str) -> String {
    Key::of(number).text
}

/// Whether a refund can be found again under what somebody types as its reference: it has a digit, and is not too short to
/// be one of many; nor is it a word that says that there is none, with a number behind it (`test 1`).
pub fn is_reference(reference: &Reference) -> bool {
    let signs = || reference.as_str().chars().map(narrow).filter(|sign| sign.is_alphanumeric());
    let n_digits = signs().filter(|sign| sign.is_numeric()).count();
    let word: String = signs().filter(|sign| !sign.is_numeric()).flat_map(char::to_lowercase).collect();
    let is_word = n_digits < FEWEST && NO_REFERENCE.contains(&word.as_str());
    key_of(reference).is_some() && n_digits > 0 && signs().count() >= FEWEST && !is_word
}

/// A key in the making.
#[derive(Default)]
struct Key {
    text: String,
    /// All letters and digits, as they came.
    all: String,
    /// Whether the number that is being read has begun, beyond its leading zeros.
    is_number: bool,
    /// Whether a number ended in a sign.
    is_parted: bool,
}

impl Key {
    fn of(text: &str) -> Self {
        let mut key = Self::default();
        text.chars().map(narrow).flat_map(char::to_lowercase).map(folded).for_each(|sign| key.take(sign));
        key
    }

    fn take(&mut self, sign: char) {
        if sign.is_alphanumeric() {
            self.all.push(sign);
        }
        if sign.is_numeric() {
            if self.is_parted {
                self.text.push('-');
                self.is_parted = false;
            }
            self.is_number |= sign != '0';
            if self.is_number {
                self.text.push(sign);
            }
        } else if sign.is_alphanumeric() {
            (self.is_number, self.is_parted) = (false, false);
            self.text.push(sign);
        } else if !sign.is_whitespace() {
            self.is_parted |= self.text.ends_with(char::is_numeric);
            self.is_number = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Option<String> {
        key_of(&Reference::parse(text).unwrap())
    }

    fn is_one(text: &str) -> bool {
        is_reference(&Reference::parse(text).unwrap())
    }

    #[test]
    fn one_reference_is_one_however_it_is_spelled() {
        for same in [
            "WX-9001",
            "wx 9001",
            "WX–9001",
            "ＷＸ-9001",
            "0WX-9001",
            "WX-09001",
            "#WX-9001",
            "WX-9001.",
            "WХ-9001",
        ] {
            assert_eq!(key(same), key("WX-9001"), "{same}");
        }
        assert_eq!(key("4200 0010 77"), key("4200001077"));
        assert_eq!(key("2026-042-7"), key("2026-42-07"));
        assert_ne!(key("R-1-12"), key("R-11-2"));
        assert_ne!(key("WX-9001"), key("WX-90010"));
    }

    #[test]
    fn numbers_of_orders_that_differ_in_signs_or_leading_zeros_are_spelled_alike() {
        for same in ["NN4", "NN-04", "NN_4", "NN.4", "#nn-4", "ＮＮ 4"] {
            assert_eq!(spelled(same), spelled("NN-4"), "{same}");
        }
        assert_ne!(spelled("NN-40"), spelled("NN-4"));
        assert_ne!(spelled("NN-4a"), spelled("NN-4"));
    }

    #[test]
    fn a_placeholder_is_no_reference() {
        for none in [
            "-",
            ".",
            "0",
            "x",
            "n/a",
            "N/A",
            "000",
            "--",
            "无",
            "暂无",
            "None",
            "*",
            "see above",
            "refunded",
            "pending",
            "later",
            "tbc",
            "test",
            "已退款",
            "稍后补",
            "見上",
        ] {
            assert_eq!(key(none), None, "{none}");
        }
        for some in ["W1", "WX-9", "4200001", "R 12", "Refund 77120", "NO-1234"] {
            assert!(key(some).is_some(), "{some}");
        }
    }

    #[test]
    fn what_is_typed_as_a_reference_has_a_digit_and_some_length() {
        for none in
            ["xy", "12", "0 0 1", "WX-9", "bank transfer", "微信转账", "test 123", "see above 2", "TBC-1"]
        {
            assert!(!is_one(none), "{none}");
        }
        for some in ["WX-9001", "4200001", "微信1234", "PAY-1", "1Z99", "Refund 77120"] {
            assert!(is_one(some), "{some}");
        }
    }
}
