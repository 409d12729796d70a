//! A case as the desk works it.

use super::OfferEditor;
use crate::browser::Browser;

/// A case.
#[derive(Clone, Copy)]
pub struct CasePage<'a>(&'a Browser);

impl<'a> CasePage<'a> {
    /// Waits for the case.
    pub async fn seen_by(browser: &'a Browser, number: &str) -> Self {
        browser
            .wait_until(&format!("the case {number}"), async || {
                Ok(browser.try_words_of("#case-title").await? == number)
            })
            .await;
        Self(browser)
    }

    /// Waits until the case stands in a phase, by its code.
    pub async fn see_phase(self, code: &str) {
        self.0.select(&format!("#case-title[data-phase={code}]")).await;
    }

    /// Takes the case.
    pub async fn take(self) {
        self.0.click_on("#take-case").await;
        self.0
            .wait_until("the case to be taken", async || Ok(self.0.try_count("#take-case").await? == 0))
            .await;
    }

    /// Records what was found, by the codes of question and answer.
    pub async fn record(self, question: &str, answer: &str) {
        let row = format!("#finding-{question}");
        let is_folded = "const row = document.querySelector(arguments[0]); const fold = row?.closest('details'); \
                         if (fold) fold.open = true; return !!row";
        self.0
            .wait_until(&format!("the question {question}"), async || {
                Ok(self.0.try_run(is_folded, vec![row.clone().into()]).await?
                    == serde_json::Value::Bool(true))
            })
            .await;
        self.0.click_on(&format!("{row}-{answer}")).await;
        self.0.select(&format!("{row}-{answer}[aria-pressed=true]")).await;
    }

    /// The suggested options, each as its words.
    pub async fn suggestions(self) -> Vec<String> {
        let script =
            "return [...document.querySelectorAll('.suggestion .option')].map(option => option.innerText)";
        let options = self.0.run(script, Vec::new()).await;
        options.as_array().into_iter().flatten().filter_map(|each| each.as_str().map(str::to_owned)).collect()
    }

    /// What the rules say about a remedy, unfolded: how much, and which rule in which version.
    pub async fn answer(self, remedy: &str) -> String {
        let script = "const [remedy] = arguments; \
                      const answer = [...document.querySelectorAll('.context .answer')] \
                          .find(answer => answer.querySelector('.answer-title')?.innerText === remedy); \
                      if (!answer) return ''; \
                      answer.querySelector('details').open = true; return answer.innerText";
        self.0
            .wait_for(&format!("an answer about “{remedy}”"), async || {
                let words = self.0.try_run(script, vec![remedy.into()]).await?;
                Ok(words.as_str().filter(|words| !words.is_empty()).map(str::to_owned))
            })
            .await
    }

    /// Writes to the customer.
    pub async fn reply(self, text: &str) {
        self.0.click_on("#compose-reply").await;
        self.write(text).await;
    }

    /// Leaves a note only the desk reads.
    pub async fn note(self, text: &str) {
        self.0.click_on("#compose-note").await;
        self.write(text).await;
    }

    async fn write(self, text: &str) {
        self.0.fill_in(".composer textarea", text).await;
        self.0.click_on("#composer-send").await;
        self.0.see(text).await;
    }

    /// Begins an offer with all that the rules suggest, for the customer to choose among.
    pub async fn begin_offer(self) -> OfferEditor<'a> {
        self.0.select(".suggestion").await;
        let all = if self.0.count("#begin-offer").await > 0 { "#begin-offer" } else { "#make-offer" };
        self.0.click_on(all).await;
        OfferEditor::seen_by(self.0).await
    }

    /// Opens the form of an offer as it stands, whatever the rules suggest.
    pub async fn draw_up_offer(self) -> OfferEditor<'a> {
        if self.0.count("#offer-editor").await == 0 {
            self.0.click_on("#make-offer").await;
        }
        OfferEditor::seen_by(self.0).await
    }

    /// Waits until the page says that the customer waits for an answer, by the code of what they said last.
    pub async fn see_waiting(self, said: &str) {
        self.0.select(&format!("#case-waiting[data-said={said}]")).await;
    }

    /// Takes the case over from a colleague, as the page asks.
    pub async fn take_over(self) {
        self.0.click_on("#take-case").await;
        self.0.click_on("#take-over-send").await;
        self.0
            .wait_until("the case to be taken over", async || Ok(self.0.try_count("#take-case").await? == 0))
            .await;
    }

    /// Opens the offer that is out, to replace it.
    pub async fn replace_offer(self) -> OfferEditor<'a> {
        self.0.click_on("#replace-offer").await;
        OfferEditor::seen_by(self.0).await
    }

    /// How many promises still wait for their proof.
    pub async fn n_open_promises(self) -> usize {
        self.0.count("#promises form.proof").await
    }

    /// Proves the first promise that is open.
    pub async fn prove(self, proof: &str) {
        // A promise the customer has just agreed to comes with the next news.
        self.0.select("#promises form.proof").await;
        let before = self.n_open_promises().await;
        self.0.fill_in("#promises form.proof input", proof).await;
        self.0.click_on("#promises form.proof button[type=submit]").await;
        self.0
            .wait_until("the promise to be proven", async || {
                Ok(self.0.try_count("#promises form.proof").await? < before)
            })
            .await;
    }

    /// Tries to close the case.
    pub async fn close(self) {
        self.0.click_on("#close-case").await;
        self.0.click_on("#close-dialog-send").await;
    }

    /// Waits for the reason why a step was refused.
    pub async fn refusal(self) -> String {
        self.0.words_of("#action-refused").await
    }

    /// Proposes something else for the first promise that is open.
    pub async fn replace_promise(self, remedy: &str, amount: &str, reason: &str) {
        self.0.click_on("#promises button[id^='replace-']").await;
        self.0.set_list("#promises select[id$='-remedy']", remedy).await;
        self.0.fill_in("#promises input[id$='-amount']", amount).await;
        self.0.fill_in("#promises input[id$='-reason']", reason).await;
        self.0.click_on("#promises .replace button.button-secondary").await;
    }

    /// Waits for an offer that waits for a signature, and gives back what stands instead of the way to sign, if
    /// anything.
    pub async fn proposal_stands(self) -> Option<String> {
        self.0.select("#proposal").await;
        if self.0.count("#approve-offer").await > 0 {
            return None;
        }
        Some(self.0.words_of("#proposal-stands").await)
    }

    /// Signs the offer that waits.
    pub async fn approve(self) {
        self.0.click_on("#approve-offer").await;
    }

    /// Sends the offer that waits back to whoever proposed it.
    pub async fn send_back(self, reason: &str) {
        self.0.click_on("#refuse-offer").await;
        self.0.fill_in("#refuse-offer-dialog-reason", reason).await;
        self.0.click_on("#refuse-offer-dialog-send").await;
    }

    /// Turns the complaint down; the usual words say where else the customer may turn.
    pub async fn turn_down(self, reason: &str) {
        self.0.click_on("#reject-complaint").await;
        self.0.fill_in("#reject-reason", reason).await;
        self.0.click_on("#reject-send").await;
    }
}
