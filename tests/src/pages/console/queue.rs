//! Signing in, and the list of cases.

use super::CasePage;
use crate::browser::Browser;

/// The queue.
#[derive(Clone, Copy)]
pub struct Queue<'a>(&'a Browser);

impl<'a> Queue<'a> {
    /// Signs in as somebody of the example shop.
    pub async fn sign_in(browser: &'a Browser, user: &str) -> Self {
        browser.go("/console").await;
        browser.fill_in("#sign-in-user", user).await;
        browser.fill_in("#sign-in-password", &format!("demo-{user}")).await;
        browser.click_on("#sign-in-submit").await;
        browser.select("#list-title").await;
        Self(browser)
    }

    /// The list where it is shown now.
    pub const fn here(browser: &'a Browser) -> Self {
        Self(browser)
    }

    /// Goes to a view, by its code.
    pub async fn view(self, code: &str) {
        self.0.click_on(&format!("#view-{code}")).await;
        self.0.wait_until("the view", async || Ok(self.0.path().await.contains(code))).await;
    }

    /// The case numbers of the list, in its order.
    pub async fn numbers(self) -> Vec<String> {
        let script = "return [...document.querySelectorAll('.row')].map(row => row.dataset.number ?? '')";
        let numbers = self.0.run(script, Vec::new()).await;
        numbers.as_array().into_iter().flatten().filter_map(|each| each.as_str().map(str::to_owned)).collect()
    }

    /// Waits until a case is in the list, fetching what has changed when the list says so.
    pub async fn see(self, number: &str) {
        self.0
            .wait_until(&format!("the case {number} in the list"), async || {
                if self.numbers().await.contains(&number.to_owned()) {
                    return Ok(true);
                }
                if self.0.try_count("#list-refresh").await? > 0 {
                    self.0.click_on("#list-refresh").await;
                }
                Ok(false)
            })
            .await;
    }

    /// Waits until the row of a case says something.
    pub async fn says(self, number: &str, words: &str) {
        let row = format!(".row[data-number='{number}']");
        self.0
            .wait_until(&format!("“{words}” in the row of {number}"), async || {
                Ok(self.0.try_words_of(&row).await?.contains(words))
            })
            .await;
    }

    /// Opens a case of the list.
    pub async fn open(self, number: &str) -> CasePage<'a> {
        self.see(number).await;
        self.0.click_on(&format!(".row[data-number='{number}']")).await;
        CasePage::seen_by(self.0, number).await
    }

    /// Finds cases by a number.
    pub async fn find(self, number: &str) {
        self.0.fill_in("#search", number).await;
        self.0.press(thirtyfour::Key::Enter).await;
    }
}
