//! Putting an offer together.

use crate::browser::Browser;

/// The offer being put together.
#[derive(Clone, Copy)]
pub struct OfferEditor<'a>(&'a Browser);

impl<'a> OfferEditor<'a> {
    /// Waits for the editor.
    pub async fn seen_by(browser: &'a Browser) -> Self {
        browser.select("#offer-editor").await;
        Self(browser)
    }

    /// How many options it holds.
    pub async fn n_options(self) -> usize {
        self.0.count("#offer-editor .option-form").await
    }

    /// Drops all options but the first.
    pub async fn keep_only_the_first(self) {
        self.drop_each_at(2).await;
    }

    /// Drops all options but the last.
    pub async fn keep_only_the_last(self) {
        self.drop_each_at(1).await;
    }

    async fn drop_each_at(self, place: usize) {
        let option = format!("#offer-editor .option-form[data-option='{place}']");
        while self.n_options().await > 1 {
            let before = self.n_options().await;
            self.0.click_on(&format!("{option} .option-tools button")).await;
            self.0
                .wait_until("an option to go", async || {
                    Ok(self.0.try_count("#offer-editor .option-form").await? < before)
                })
                .await;
        }
    }

    /// Adds an option made of one remedy with a sum, under one's own name; the blank one of a fresh form is taken first.
    pub async fn add_own(self, remedy: &str, amount: &str, reason: &str) {
        let is_blank =
            self.0.count("#offer-editor .option-form:not(:has(.part-form, .part-as-it-is))").await > 0;
        let n = self.n_options().await + usize::from(!is_blank);
        if !is_blank {
            self.0.set_list("#add-option", "empty").await;
        }
        let option = format!("#offer-editor .option-form[data-option='{n}']");
        self.0.set_list(&format!("{option} .option-tools select"), remedy).await;
        let part = format!("{option} .part-form[data-remedy={remedy}]");
        if !amount.is_empty() {
            self.0.fill_in(&format!("{part} .money"), amount).await;
        }
        if !reason.is_empty() {
            self.0.fill_in(&format!("{part} .part-reason"), reason).await;
        }
    }

    /// Says something with the offer.
    pub async fn say(self, message: &str) {
        self.0.fill_in("#offer-message", message).await;
    }

    /// Sends it, to the customer or to a supervisor.
    pub async fn send(self) {
        self.0.click_on("#send-offer").await;
        self.0
            .wait_until("the offer to be sent", async || Ok(self.0.try_count("#offer-editor").await? == 0))
            .await;
    }
}
