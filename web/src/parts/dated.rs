//! A moment on a page that may be printed.

use crate::format;
use crate::i18n::Locale;
use chrono::{DateTime, FixedOffset};
use leptos::prelude::*;

/// What names a moment: on the page as it is written there, and with its day, year and zone on paper, which is read on
/// another day.
pub fn dated(
    locale: Locale,
    moment: DateTime<FixedOffset>,
    on_page: fn(Locale, DateTime<FixedOffset>) -> String,
    says: impl Fn(Locale, &str) -> String,
) -> AnyView {
    let (short, whole) =
        (says(locale, &on_page(locale, moment)), says(locale, &format::whole_moment(locale, moment)));
    view! {
        <span class="no-print">{short}</span>
        <span class="print-only">{whole}</span>
    }
    .into_any()
}
