//! Ids made here, so that a retry carries the same one.

use super::number::whole;
use uuid::{Builder, Uuid};

/// A new `UUIDv7`: the device's time in milliseconds, then 74 bits from the browser's secure generator.
///
/// Ids are told apart by their random bits alone, so a wrong clock does no harm.
pub fn uuid() -> Uuid {
    let mut random = [0_u8; 10];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        // The call only fails for requests above 65,536 bytes.
        let _ = crypto.get_random_values_with_u8_array(&mut random);
    }
    let millis = u64::try_from(whole(js_sys::Date::now())).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}
