//! What is known of a person: kept apart from every event, under the person's id.
//!
//! Events name people by id only. So a key can be put under this one value, and destroying the key erases the
//! person while the history of the case stays whole. Words a customer writes are tagged with their writer
//! ([`Words`]) for the same reason.

use crate::code::codes;
use crate::id::PersonId;
use crate::text::PersonName;
use crate::text::contact::{Email, Phone};
use serde::{Deserialize, Serialize};

codes! {
    /// How somebody wishes to be addressed.
    pub enum FormOfAddress {
        /// By name alone.
        Name = "name",
        /// 先生, Mr.
        Mr = "mr",
        /// 女士, Ms.
        Ms = "ms",
    }
}

codes! {
    /// The languages the desk speaks.
    pub enum Language {
        /// 简体中文.
        ZhHans = "zh-Hans",
        /// 繁體中文.
        ZhHant = "zh-Hant",
        /// English.
        En = "en",
    }
}

/// A person outside the desk: who they are and how to reach them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Personal {
    /// The name they gave.
    pub name: PersonName,
    /// How they wish to be addressed.
    pub form_of_address: FormOfAddress,
    /// Where mail reaches them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// Where a call reaches them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// The language they read.
    pub language: Language,
}

/// Words somebody wrote, tagged with the person whose words they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", schemars(rename = "{T}InWords"))]
pub struct Words<T> {
    /// Whose words.
    pub person: PersonId,
    /// What they wrote.
    pub text: T,
}
