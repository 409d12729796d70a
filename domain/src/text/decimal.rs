//! Decimal numbers as they are written around the world: `1,234.00`, `1.234,00`, `1 234,50`, `45.0000`.
//!
//! Only what can be read in one way is read. `1,234` is one thousand and more where decimals follow a point,
//! and could be either where they follow a comma.

use crate::compensation::money::AmountError;

/// The number in plain digits with a point and at most `exponent` decimals, such as `1234.50`. Noughts behind
/// those are dropped. `has_comma` says whether the reader must reckon with decimals behind a comma.
pub(super) fn plain(text: &str, exponent: u32, has_comma: bool) -> Result<String, AmountError> {
    let text = text.trim();
    if let Some(size) = below_zero(text) {
        return Err(plain(size, exponent, has_comma).err().unwrap_or(AmountError::Negative));
    }
    let text = ungrouped(text, |c| c.is_whitespace() || matches!(c, '\'' | '\u{2019}' | '\u{66c}'))?;
    let is_known = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.chars().all(is_known) {
        return Err(AmountError::NotANumber);
    }
    let last = text.rfind(['.', ',']).and_then(|place| text.get(place..)?.chars().next());
    let Some(mark) = last else { return Ok(text) };
    let other = if mark == '.' { ',' } else { '.' };
    if text.contains(other) {
        // Both signs stand in it: the last one is in front of the decimals.
        let (whole, decimals) = text.rsplit_once(mark).ok_or(AmountError::NotANumber)?;
        return with_decimals(&ungrouped(whole, |c| c == other)?, decimals, exponent);
    }
    if text.matches(mark).nth(1).is_some() {
        return ungrouped(&text, |c| c == mark);
    }
    let (whole, decimals) = text.split_once(mark).ok_or(AmountError::NotANumber)?;
    let may_group = decimals.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
    match mark {
        _ if !may_group => with_decimals(whole, decimals, exponent),
        // The currency has thousandths, written as everywhere in this product.
        '.' if exponent >= 3 => with_decimals(whole, decimals, exponent),
        ',' if !has_comma && exponent < 3 => Ok(format!("{whole}{decimals}")),
        // `1.005` has more decimals than there are, or three noughts and groups: nobody can tell.
        '.' if !has_comma && decimals.bytes().any(|b| b != b'0') => Err(AmountError::TooManyDecimals),
        _ => Err(AmountError::Ambiguous),
    }
}

/// The size of what is written as less than nothing: `-3`, `3-`, `(3.00)`.
fn below_zero(text: &str) -> Option<&str> {
    let minus = ['-', '\u{2212}', '\u{2013}'];
    let size = text
        .strip_prefix(minus)
        .or_else(|| text.strip_suffix(minus))
        .or_else(|| text.strip_prefix('(')?.strip_suffix(')'))?;
    Some(size.trim())
}

/// Without the signs between groups of three digits. Indian groups of two are read in front of the last three.
fn ungrouped(text: &str, is_between: impl Fn(char) -> bool) -> Result<String, AmountError> {
    if !text.contains(&is_between) {
        return Ok(text.to_owned());
    }
    let pieces: Vec<&str> = text.split(&is_between).collect();
    let n_digits = |piece: &str| piece.bytes().take_while(u8::is_ascii_digit).count();
    let (Some((first, rest)), Some(last)) = (pieces.split_first(), pieces.last()) else {
        return Err(AmountError::NotANumber);
    };
    let between = rest.split_last().map_or(&[][..], |(_, between)| between);
    let is_of = |width: usize| between.iter().all(|piece| piece.len() == width && n_digits(piece) == width);
    let is_grouped = (1..=3).contains(&first.len())
        && n_digits(first) == first.len()
        && n_digits(last) == 3
        && (is_of(3) || (is_of(2) && first.len() <= 2));
    if is_grouped { Ok(pieces.concat()) } else { Err(AmountError::NotANumber) }
}

fn with_decimals(whole: &str, decimals: &str, exponent: u32) -> Result<String, AmountError> {
    if whole.is_empty() || decimals.is_empty() || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return Err(AmountError::NotANumber);
    }
    let kept = usize::try_from(exponent).unwrap_or(usize::MAX).min(decimals.len());
    let (kept, beyond) = decimals.split_at_checked(kept).ok_or(AmountError::NotANumber)?;
    if !beyond.bytes().all(|b| b == b'0') {
        return Err(AmountError::TooManyDecimals);
    }
    Ok(if kept.is_empty() { whole.to_owned() } else { format!("{whole}.{kept}") })
}
