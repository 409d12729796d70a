//! What is dialled around a telephone number and differs from place to place: country code, the nought in
//! front at home, the extension behind; and the end of a number whose middle is hidden.

/// Country codes whose numbers are dialled with a nought at home and without it from abroad.
/// Source: ITU-T, list of dialling procedures (E.164 annex, 2022). Italy keeps its nought.
const WITH_NOUGHT: &[&str] = &[
    "20", "27", "30", "31", "32", "33", "40", "41", "43", "44", "46", "49", "60", "61", "62", "63", "64",
    "66", "81", "82", "84", "86", "90", "91", "92", "94", "95", "98", "234", "254", "353", "358", "380",
    "381", "385", "421", "880", "886", "966", "971", "972",
];

/// A mobile number of the Chinese mainland has eleven digits.
const MAINLAND: usize = 11;

/// The digits, with a `+` where a country code is meant.
pub(super) fn international(text: &str) -> String {
    let is_kept = |c: &char| !super::is_between_digits(*c);
    let all: String = text.chars().filter(is_kept).collect();
    // Nine digits behind `00` are more than an American postcode has behind its own.
    let is_abroad = all.starts_with('+') || all.strip_prefix("00").is_some_and(|rest| rest.len() >= 9);
    if !is_abroad {
        return all;
    }
    let text = text.replace("(0)", "");
    let number: String = text.chars().filter(is_kept).collect();
    let number = number.strip_prefix('+').or_else(|| number.strip_prefix("00")).unwrap_or(&number);
    let without_nought = WITH_NOUGHT.iter().find_map(|code| {
        // One nought is dialled at home, never two: with more it is no number of that country, and stays as it is.
        let home = number.strip_prefix(code)?.strip_prefix('0')?;
        (home.len() >= 7 && !home.starts_with('0')).then(|| format!("{code}{home}"))
    });
    format!("+{}", without_nought.as_deref().unwrap_or(number))
}

/// The number and its extension: `ext. 12`, `x12`, `转12`, `#12`, and `-1234` behind a Chinese mobile number,
/// as marketplaces give out.
pub(super) fn extension(text: &str) -> (&str, Option<&str>) {
    let is_extension = |tail: &str| (1..=8).contains(&tail.len()) && tail.bytes().all(|b| b.is_ascii_digit());
    let n_digits = |front: &str| front.bytes().filter(u8::is_ascii_digit).count();
    let text = text.trim_end_matches(']').trim_end();
    let front = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let Some(tail) = text.get(front.len()..).filter(|tail| is_extension(tail)) else { return (text, None) };
    let front = front.trim_end();
    let lower = front.to_lowercase();
    let marks = ["ext", "ext.", "ext:", "extension", "x", "#", ",", ";ext=", "[", "转", "轉", "分机", "分機"];
    let mark = marks.iter().filter(|mark| lower.ends_with(**mark)).max_by_key(|mark| mark.len());
    let number = match mark {
        // Lower case has the length of the original here: marks are ASCII or without case.
        Some(mark) => front.get(..front.len().saturating_sub(mark.len())).unwrap_or(front),
        None => match front.strip_suffix('-') {
            Some(number) if is_mainland(number) && (3..=4).contains(&tail.len()) => number,
            _ => return (text, None),
        },
    };
    let number = number.trim_end().trim_end_matches([',', ';', '.']).trim_end();
    let is_plain = number.chars().all(|c| c.is_ascii_digit() || c == '+' || super::is_between_digits(c));
    if is_plain && n_digits(number) >= 7 { (number, Some(tail)) } else { (text, None) }
}

fn is_mainland(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("86").unwrap_or(&digits);
    digits.len() == MAINLAND && digits.starts_with('1')
}

/// A number whose front or middle is hidden (`139****8001`, `…8001`): what is left at its end.
pub(super) fn behind_mask(text: &str) -> Option<&str> {
    let is_mask =
        |c: char| matches!(c, '*' | '\u{2022}' | '\u{25cf}' | '\u{d7}' | '\u{2026}' | '\u{25a0}' | '_');
    let is_hidden = |front: &str| {
        let ends_hidden =
            front.ends_with(is_mask) || ["xx", "XX", "..."].iter().any(|mask| front.ends_with(mask));
        let is_number = |c: char| {
            c.is_ascii_digit() || is_mask(c) || matches!(c, 'x' | 'X' | '+') || super::is_between_digits(c)
        };
        ends_hidden && front.chars().all(is_number)
    };
    let front = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let end = text.get(front.len()..)?;
    let is_behind = is_hidden(front) || is_hidden(front.trim_end_matches(super::is_between_digits));
    is_behind.then_some(end)
}

/// The digits without the noughts in front.
pub(super) fn significant(digits: &str) -> &str {
    digits.trim_start_matches('0')
}
