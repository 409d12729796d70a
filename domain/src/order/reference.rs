//! References of refunds and numbers of parcels, compared as people mean them: one is one, however it is spelled.
//!
//! Case, spaces, full width, dashes, dots and hash signs make no other reference, nor do leading zeros of one of its
//! numbers, letters of other alphabets that look like Latin ones, digits of other scripts, or what nobody sees. Signs between two numbers still part them: `1-12` and
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

/// The fewest letters and digits of a reference that is typed; ours. Payment networks' own have eight and more, and small
/// shops count theirs by hand (`R12`).
const FEWEST: usize = 2;

/// From how many digits on a number is one though a word stands before it that says that there is none (`NO-1234`); ours.
const SURE: usize = 4;

/// The fewest digits of a parcel's number: the postal union's own has nine, other carriers' have ten and more, a day has eight.
const FEWEST_OF_PARCEL: usize = 9;

/// The fewest digits of one that begins with a carrier's letters (`YT998020`): these tell it from a day, and from what a
/// shop counts by hand, which has fewer; ours.
const FEWEST_BEHIND_LETTERS: usize = 6;

/// How many letters a carrier puts before its digits: two as the postal union and most in China do, up to four.
const OF_CARRIER: core::ops::RangeInclusive<usize> = 2..=4;

/// Short words before a number that is of no parcel, beside those of [`NO_REFERENCE`].
const NO_CARRIER: &[&str] = &[
    "nr", "num", "inv", "ref", "ord", "po", "eta", "etd", "due", "date", "day", "on", "by", "at", "tel",
    "bin", "box",
];

/// How many letters and digits UPS puts behind its `1Z`: a shipper's number of six may be all letters.
const OF_UPS: usize = 16;

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

/// The zeros of scripts that write their decimal digits in one row of ten, of rings (whose row begins with one), and of
/// digits set low.
const ZEROS: &[u32] = &[
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
    0x1040, 0x17e0, 0x1810, 0x2080, 0x245f,
];

/// Where the letters of mathematics keep their five rows of digits.
const OF_MATHEMATICS: core::ops::RangeInclusive<u32> = 0x1d7ce..=0x1d7ff;

/// A digit of whatever script as the plain one; others as they are.
fn plain(sign: char) -> char {
    let code = u32::from(sign);
    let of_row = |zero: &u32| code.checked_sub(*zero).filter(|digit| *digit < 10);
    let of_mathematics = || {
        let offset = code.checked_sub(*OF_MATHEMATICS.start())?;
        OF_MATHEMATICS.contains(&code).then_some(offset % 10)
    };
    let digit = ZEROS.iter().find_map(of_row).or_else(of_mathematics);
    digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(sign)
}

/// Signs that nobody sees: two references that differ in them alone look the same.
const fn is_unseen(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
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

/// Whether a refund can be found again under what somebody types as its reference: as it is compared it has a digit and two
/// signs in all; nor is it a word that says that there is none, with a number behind it (`test 1`).
pub fn is_reference(reference: &Reference) -> bool {
    let signs = || reference.as_str().chars().map(narrow).filter(|sign| sign.is_alphanumeric());
    let n_digits = signs().filter(|sign| sign.is_numeric()).count();
    let word: String = signs().filter(|sign| !sign.is_numeric()).flat_map(char::to_lowercase).collect();
    let is_word = n_digits < SURE && NO_REFERENCE.contains(&word.as_str());
    let n_compared = key_of(reference).map_or(0, |key| key.chars().filter(|sign| *sign != '-').count());
    n_digits > 0 && n_compared >= FEWEST && !is_word
}

/// A parcel's number as it is compared; nothing where it does not have the shape of one. What stands in its place is often
/// a word or two with a digit (`PICKUP 24H`, `DHL 24`), or a day and an hour, and is of many parcels: a number has many
/// digits, they are two thirds of it, whatever letters the carrier puts around them, and no hour is among them. Fewer do where
/// a carrier's letters stand before them and nothing else is there. One of UPS is known by its first two signs and its
/// length.
pub fn parcel_of(tracking: &str) -> Option<String> {
    let narrowed: Vec<char> = tracking.chars().map(narrow).map(plain).collect();
    let signs: Vec<&char> = narrowed.iter().filter(|sign| sign.is_alphanumeric()).collect();
    let n_digits = signs.iter().filter(|sign| sign.is_ascii_digit()).count();
    let is_number =
        n_digits >= FEWEST_OF_PARCEL && n_digits.saturating_mul(3) >= signs.len().saturating_mul(2);
    let is_one_again = signs.iter().all(|sign| signs.first() == Some(sign));
    let is_hour = |three: &[char]| matches!(three, [before, ':', after] if before.is_ascii_digit() && after.is_ascii_digit());
    let has_hour = narrowed.windows(3).any(is_hour);
    // Signs between its digits are somebody's way to write it.
    let all = Key::of(tracking).all.trim_start_matches('0').to_owned();
    let is_of_ups = all.strip_prefix("1z").is_some_and(|rest| {
        rest.len() == OF_UPS
            && rest.chars().all(|sign| sign.is_ascii_alphanumeric())
            && rest.ends_with(|sign: char| sign.is_ascii_digit())
    });
    let is_of_parcel = is_number || is_of_ups || is_behind_letters(&all);
    (is_of_parcel && !is_one_again && !has_hour).then_some(all)
}

/// The key under which a parcel stands beside the references of refunds; none of them has its sign in it.
pub fn parcel_key(parcel: &str) -> String {
    ["t:", parcel].concat()
}

/// Whether all that is there, as it is compared, is a carrier's letters and digits behind them, however they are parted. What
/// comes of a word and a number of something else, or of a word and a day (`ETA 260311`), needs as many digits as any other.
fn is_behind_letters(all: &str) -> bool {
    let digits = all.trim_start_matches(|sign: char| sign.is_ascii_alphabetic());
    let letters = all.strip_suffix(digits).unwrap_or_default();
    let is_word = NO_REFERENCE.contains(&letters) || NO_CARRIER.contains(&letters);
    let first = digits.chars().next();
    OF_CARRIER.contains(&letters.len())
        && !is_word
        && digits.len() >= FEWEST_BEHIND_LETTERS
        && digits.chars().all(|sign| sign.is_ascii_digit())
        && !digits.chars().all(|sign| Some(sign) == first)
        && !is_day(digits)
}

/// Whether digits are a day or a month of this century, in whatever order: eight or seven with the whole year, six with a year
/// of two digits in the twenties or thirties, or with the whole year and a month alone. About one number in forty of six digits looks
/// like one as well.
fn is_day(digits: &str) -> bool {
    let is_long = digits.len() > 6;
    let splits = [4, 2].into_iter().flat_map(|year| {
        let (first, last) =
            (digits.split_at_checked(year), digits.split_at_checked(digits.len().saturating_sub(year)));
        [first, last.map(|(day, year)| (year, day))]
    });
    digits.len() <= 8
        && splits.flatten().any(|(year, day)| match year.len() {
            4 => year.starts_with("20") && is_of_year(day),
            _ => !is_long && year.starts_with(['2', '3']) && day.len() == 4 && is_of_year(day),
        })
}

/// Whether digits are a month, or a month and a day of it in either order.
fn is_of_year(digits: &str) -> bool {
    let number = |part: &str| part.parse::<u8>().unwrap_or_default();
    let is_month = |part: &str| (1..=12).contains(&number(part));
    let is_day = |part: &str| (1..=31).contains(&number(part));
    let parted = |at| {
        digits
            .split_at_checked(at)
            .filter(|(one, other)| (1..=2).contains(&one.len()) && (1..=2).contains(&other.len()))
    };
    let is_both =
        |(one, other): (&str, &str)| is_month(one) && is_day(other) || is_day(one) && is_month(other);
    match digits.len() {
        1 | 2 => is_month(digits),
        _ => [1, 2].into_iter().filter_map(parted).any(is_both),
    }
}

/// The numbers of all parcels that an order's tracking cell names: a shop writes several one behind the other.
pub fn parcels_in(tracking: &str) -> impl Iterator<Item = &str> {
    let parts = |sign: char| matches!(sign, ',' | ';' | '，' | '；' | '、' | '|' | '\n');
    tracking.split(parts).map(str::trim).filter(|number| !number.is_empty())
}

/// Whether two tracking numbers are one, however they are written. Words without a digit stand for many parcels.
pub fn is_same_parcel(one: &str, other: &str) -> bool {
    let (one, other) = (Key::of(one).all, Key::of(other).all);
    one.contains(char::is_numeric) && one.trim_start_matches('0') == other.trim_start_matches('0')
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
        let seen = text.chars().filter(|sign| !is_unseen(*sign)).map(narrow).map(plain);
        seen.flat_map(char::to_lowercase).map(folded).for_each(|sign| key.take(sign));
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
            "WX-90\u{ad}01",
            "WX-9٠0١",
            "WX-𝟗00𝟙",
            "WX-900①",
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
    fn what_is_typed_as_a_reference_has_a_digit_and_two_signs_in_all() {
        for none in [
            "xy",
            "ok",
            ".",
            "7",
            "007",
            "0 0 1",
            "bank transfer",
            "微信转账",
            "test 123",
            "see above 2",
            "TBC-1",
        ] {
            assert!(!is_one(none), "{none}");
        }
        // Small shops count their refunds by hand.
        for some in ["R12", "R1", "12", "WX-9", "WX-9001", "4200001", "微信1234", "PAY-1", "Refund 77120"] {
            assert!(is_one(some), "{some}");
        }
    }

    #[test]
    fn a_parcel_is_told_by_a_number_and_not_by_a_word_with_a_digit() {
        for none in [
            "",
            "PICKUP 24H",
            "pick-up 24 h",
            "DHL 24",
            "DHL EXPRESS 24/7",
            "SELF PICKUP",
            "上门自提 18:00",
            "自提 2026-03-11",
            "自提 2026-03-11 18:00",
            "自提2026年3月11日",
            "2026-03-11",
            "PICKUP 2026-03-11",
            "Abholung 24.12.2025, 18:00",
            "counter 2, shelf 14",
            "0000000000",
            "12345678",
            // What a shop counts by hand, and a day with a word before it.
            "A1",
            "SF12345",
            "P123456",
            "PICKUP20260311",
            "PICKUP 260311",
            "ETA20260311",
            "NO 123456",
            "NO-123456",
            "no. 123456",
            "TBA 998020",
            "INV 123456",
            "SF000000",
            "998020",
            // Days in whatever order, alone or in one word.
            "ETA260311",
            "ETA 26-03-11",
            "ETA11032026",
            "ETA 11.3.2026",
            "DHL 24.12.2025",
            "DHL 2026-3-11",
            "ETA110326",
            "DHL 03/31/26",
            "INV202603",
            "ETA 03/2026",
        ] {
            assert_eq!(parcel_of(none), None, "{none}");
        }
        for some in [
            "YT771200310",
            "YT7712003112345",
            "SF1234567890123",
            "1Z 999 AA1 01 2345 6784",
            "1ZABCDEF0312345678",
            "RR123456789CN",
            "TBA123456789012",
            "9400 1000 0000 0000 0000 00",
            "DHL 1234567890",
            "JJD01 4600 0038 7361 5522",
            // With a carrier's letters fewer digits tell it.
            "YT998020",
            "ＹＴ９９８０２０",
            "SF770032",
            "ZTO9980201",
            " jdva1234567 ",
        ] {
            assert!(parcel_of(some).is_some(), "{some}");
        }
        for same in [
            "yt998020",
            "YT-998020",
            "YT 998020",
            "YT998020.",
            "#YT998020",
            "YT 998-020",
            "УТ-998020",
            "YT·99٨020",
        ] {
            assert_eq!(parcel_of(same).as_deref(), Some("yt998020"), "{same}");
        }
        assert_eq!(parcel_of("YT 7712 00310"), parcel_of("yt771200310"));
        assert_eq!(parcel_of("SF 1234-509876"), parcel_of("SF1234509876"));
        assert_eq!(parcel_of("SF12345٠9876"), parcel_of("SF1234509876"));
    }
}
