//! A customer's case: where it stands, what is offered, what was promised.

use crate::browser::Browser;
use std::path::Path;

/// A case as its customer sees it.
#[derive(Clone, Copy)]
pub struct CasePage<'a>(&'a Browser);

impl<'a> CasePage<'a> {
    /// Waits for the case.
    pub async fn seen_by(browser: &'a Browser) -> Self {
        browser.select("#phase").await;
        browser.select("#next-step").await;
        Self(browser)
    }

    /// Opens one by its private link.
    pub async fn by_link(browser: &'a Browser, link: &str) -> Self {
        browser.go(link).await;
        Self::seen_by(browser).await
    }

    /// Opens one by its number, or the order's, and a contact.
    pub async fn by_number(browser: &'a Browser, number: &str, contact: &str) -> Self {
        browser.go("/find").await;
        browser.fill_in("#find-number", number).await;
        browser.fill_in("#find-contact", contact).await;
        browser.click_on("main form button[type=submit]").await;
        Self::seen_by(browser).await
    }

    /// The case number.
    pub async fn number(self) -> String {
        let words = self.0.words_of("#case-number").await;
        words.rsplit(' ').next().unwrap_or_default().to_owned()
    }

    /// The id in the address.
    pub async fn id(self) -> String {
        self.0.path().await.trim_start_matches("/case/").to_owned()
    }

    /// Waits until the case stands so, in the customer's words.
    pub async fn see_phase(self, words: &str) {
        self.0
            .wait_until(&format!("the case to stand at “{words}”"), async || {
                Ok(self.0.try_words_of("#phase").await? == words)
            })
            .await;
    }

    /// How many options are offered.
    pub async fn n_options(self) -> usize {
        self.0.count("#offers article").await
    }

    /// Waits for so many options.
    pub async fn see_options(self, n: usize) {
        self.0
            .wait_until(&format!("{n} options"), async || Ok(self.0.try_count("#offers article").await? == n))
            .await;
    }

    /// Opens the dialog that signs an option, counted from 1.
    pub async fn choose(self, number: usize) {
        self.0.click_on(&format!("#offers article:nth-of-type({number}) > button")).await;
        self.0.select("dialog[open]").await;
    }

    /// Signs what was chosen.
    pub async fn sign(self) {
        // The sheet stands open before its box is looked for.
        self.0.select("dialog[open] button[id$='-send']").await;
        if self.0.count("dialog[open] input[type=checkbox]").await > 0 {
            self.0.tick("dialog[open] input[type=checkbox]").await;
        }
        self.0.click_on("dialog[open] button[id$='-send']").await;
    }

    /// Asks for something else.
    pub async fn counter(self, wish: &str, sentence: &str) {
        self.0.click_on("#counter-open").await;
        self.0.tick(&format!("#counter-wants-{wish}")).await;
        self.0.fill_in("#counter-sentence", sentence).await;
        self.0.click_on("#counter-send").await;
    }

    /// Writes to the desk.
    pub async fn write(self, text: &str) {
        self.0.fill_in("#message", text).await;
        self.0.click_on("#message-send").await;
    }

    /// Adds a photo to the case.
    pub async fn add_photo(self, photo: &Path) {
        self.0.give_files("#add-photos", &[photo]).await;
    }

    /// Confirms that all has arrived.
    pub async fn confirm(self) {
        self.0.click_on("#confirm-yes").await;
    }

    /// Tells how it went.
    pub async fn follow_up(self, answer: &str, outcome: u8, process: u8) {
        self.0.fill_in("#follow-up-answer", answer).await;
        self.0.tick(&format!("#outcome-score-{outcome}")).await;
        self.0.tick(&format!("#process-score-{process}")).await;
        self.0.click_on("#follow-up-send").await;
    }

    /// Takes none of the options.
    pub async fn decline(self, sentence: &str) {
        self.0.click_on("#decline-open").await;
        self.0.fill_in("#decline-sentence", sentence).await;
        self.0.click_on("#decline-send").await;
    }

    /// Asks for a supervisor.
    pub async fn escalate(self, sentence: &str) {
        self.say_why("escalate", sentence).await;
    }

    /// Takes the complaint back.
    pub async fn withdraw(self, sentence: &str) {
        self.say_why("withdraw", sentence).await;
    }

    /// Has a finished case taken up again.
    pub async fn reopen(self, sentence: &str) {
        // While something is on its way, what to do until it is there stands before it.
        if self.0.count("#confirm-no").await > 0 {
            self.0.click_on("#confirm-no").await;
        }
        self.say_why("reopen", sentence).await;
    }

    /// Accepts what is proposed instead of a promise, or insists on the promise.
    pub async fn answer_replacement(self, is_accepted: bool) {
        let which = if is_accepted { "accept" } else { "decline" };
        let answer = &format!("button[id^=replacement-{which}-]:not([id$=-call-off])");
        self.0.click_on(answer).await;
        if is_accepted {
            self.0.click_on("button[id^=replacement-accept-][id$=-sure]").await;
        }
    }

    async fn say_why(self, what: &str, sentence: &str) {
        self.0.click_on(&format!("#{what}-open")).await;
        self.0.fill_in(&format!("#{what}-sentence"), sentence).await;
        self.0.click_on(&format!("#{what}-send")).await;
    }
}
