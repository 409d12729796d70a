//! JavaScript knows one kind of number; this is where its numbers become whole ones.

/// The whole number nearest below, saturating; 0 where it is no number at all.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "a float to integer cast saturates and maps NaN to 0, which is what is wanted here; no other conversion exists"
)]
pub fn whole(number: f64) -> i64 {
    number as i64
}

/// A whole number as JavaScript's: exact up to 2^53, which no byte count or time here exceeds.
#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "no other conversion from i64 to f64 exists, and no number in use is that large"
)]
pub fn float(number: i64) -> f64 {
    number as f64
}
