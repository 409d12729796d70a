//! Photos and files that show what happened.

use crate::code::codes;
use crate::id::EvidenceId;
use serde::{Deserialize, Serialize};

/// How many pieces of evidence a case may hold: enough for a parcel, its goods and the page, few enough to look at.
pub const MAX_PER_CASE: usize = 12;

/// The largest piece in bytes, after the browser has shrunk it: 8 MB shows every detail a phone camera sees.
pub const MAX_BYTES: u32 = 8 * 1024 * 1024;

codes! {
    /// What kind of file it is, by its content and never by its name.
    pub enum MediaType {
        /// A JPEG picture.
        Jpeg = "image/jpeg",
        /// A PNG picture.
        Png = "image/png",
        /// A WebP picture.
        Webp = "image/webp",
        /// A PDF document.
        Pdf = "application/pdf",
    }
}

/// One stored piece of evidence, as the server vouches for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EvidenceRef {
    /// Its id, made by whoever uploaded it.
    pub id: EvidenceId,
    /// What kind of file it is.
    pub media_type: MediaType,
    /// Its size in bytes.
    pub bytes: u32,
    /// The SHA-256 of its content, in hexadecimal: the same picture used twice is noticed.
    pub sha256: String,
    /// The order line it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
}
