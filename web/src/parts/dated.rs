//! A moment on a page that may be printed.

use crate::format;
use crate::i18n::Locale;
use chrono::{DateTime, FixedOffset};
use leptos::prelude::*;

/// A line that may name a moment: on the page as it is written there, and with its day, year and zone on paper, which is
/// read on another day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    page: String,
    paper: Option<String>,
}

impl Dated {
    /// A line that names a moment.
    pub fn at(
        locale: Locale,
        moment: DateTime<FixedOffset>,
        on_page: fn(Locale, DateTime<FixedOffset>) -> String,
        says: impl Fn(Locale, &str) -> String,
    ) -> Self {
        Self {
            page: says(locale, &on_page(locale, moment)),
            paper: Some(says(locale, &format::whole_moment(locale, moment))),
        }
    }

    /// As it is written on the page.
    pub fn on_page(&self) -> &str {
        &self.page
    }

    /// Both, each where it is read.
    pub fn view(self) -> AnyView {
        view! {
            <span class:no-print=self.paper.is_some()>{self.page}</span>
            {self.paper.map(|whole| view! { <span class="print-only">{whole}</span> })}
        }
        .into_any()
    }
}

impl From<String> for Dated {
    fn from(page: String) -> Self {
        Self { page, paper: None }
    }
}

impl From<&str> for Dated {
    fn from(page: &str) -> Self {
        Self::from(page.to_owned())
    }
}

/// A line that names a moment, at once on the page and on paper.
pub fn dated(
    locale: Locale,
    moment: DateTime<FixedOffset>,
    on_page: fn(Locale, DateTime<FixedOffset>) -> String,
    says: impl Fn(Locale, &str) -> String,
) -> AnyView {
    Dated::at(locale, moment, on_page, says).view()
}
