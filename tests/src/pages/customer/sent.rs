//! The thanks after sending, with what one needs to come back.

use super::CasePage;
use crate::browser::Browser;

/// The page after sending.
#[derive(Clone, Copy)]
pub struct SentPage<'a>(&'a Browser);

impl<'a> SentPage<'a> {
    /// Waits for the case number.
    pub async fn seen_by(browser: &'a Browser) -> Self {
        browser
            .wait_until("the thanks with a case number", async || {
                let is_here = browser.path().await == "/sent";
                Ok(is_here && browser.try_count("#case-number").await? == 1)
            })
            .await;
        Self(browser)
    }

    /// The case number, such as `R26-000042-7`.
    pub async fn number(self) -> String {
        self.0.words_of("#case-number").await
    }

    /// The private link.
    pub async fn private_link(self) -> String {
        self.0.words_of("#private-link").await
    }

    /// Goes on to the case.
    pub async fn open_case(self) -> CasePage<'a> {
        self.0.click_on("#open-case").await;
        CasePage::seen_by(self.0).await
    }
}
