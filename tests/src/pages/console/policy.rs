//! The policy area: packs to read, drafts to edit, try, replay and put in force.

use crate::browser::Browser;

/// The packs in force and the drafts.
#[derive(Clone, Copy)]
pub struct PolicyArea<'a>(&'a Browser);

impl<'a> PolicyArea<'a> {
    /// Goes there by the entry beside the queues.
    pub async fn open(browser: &'a Browser) -> Self {
        browser.click_on("#view-policy").await;
        browser.select(".pack").await;
        Self(browser)
    }

    /// Starts a draft of a pack.
    pub async fn start_draft(self, pack: &str) -> Draft<'a> {
        self.0.click_on(&format!("#start-{pack}")).await;
        Draft::seen_by(self.0).await
    }

    /// Opens the draft that is in a stage, by its code.
    pub async fn open_draft(self, stage: &str) -> Draft<'a> {
        self.0.click_on(&format!(".draft-row[data-stage={stage}]")).await;
        Draft::seen_by(self.0).await
    }

    /// Reads a pack.
    pub async fn read(self, pack: &str) {
        self.0.click_on(&format!(".pack[data-pack={pack}] h3 a")).await;
        self.0.select("#pack-title").await;
    }

    /// What a pack's entry says.
    pub async fn pack(self, pack: &str) -> String {
        self.0.words_of(&format!(".pack[data-pack={pack}]")).await
    }
}

/// A draft.
#[derive(Clone, Copy)]
pub struct Draft<'a>(&'a Browser);

impl<'a> Draft<'a> {
    /// Waits for a draft.
    pub async fn seen_by(browser: &'a Browser) -> Self {
        browser.select("#draft-title").await;
        Self(browser)
    }

    /// Goes to one of its pages, by its code.
    pub async fn page(self, code: &str) {
        self.0.click_on(&format!("#tab-{code}")).await;
        self.0.select(&format!("#tab-{code}[aria-current=page]")).await;
    }

    /// Opens the form of a rule.
    pub async fn rule(self, code: &str) {
        self.0.click_on(&format!("#part-{code}")).await;
        self.0
            .wait_until(&format!("the form of {code}"), async || {
                Ok(self.0.try_words_of("#rule-title").await? == code)
            })
            .await;
    }

    /// Opens the part for the desk only.
    pub async fn desk_part(self) {
        // Where there is room for one thing only, the way leads over the list of parts.
        let back =
            "const back = document.querySelector('.editor-back'); if (back?.offsetParent) back.click()";
        self.0.run(back, vec![]).await;
        self.0.click_on("#part-desk").await;
        self.0.select("[data-rows=goodwill]").await;
    }

    /// Lets the first amount of the rule go by steps of a fact: up to a bound one percentage, above it another.
    pub async fn go_by_steps(self, fact: &str, up_to: &str, percent: &str, above: &str) {
        self.0.set_list("#shape-grant-0", "steps").await;
        self.0.set_list("#shape-grant-0-form-fact", fact).await;
        for (field, value) in [("up_to", up_to), ("percent", percent), ("above", above)] {
            self.0.fill_in(&format!("#shape-grant-0-form-{field}"), value).await;
        }
        self.0.click_on("#shape-grant-0-form-send").await;
        self.0.select("[data-step='grant.0.amount.tiers.0']").await;
    }

    /// Adds a step to the first amount of the rule.
    pub async fn add_step(self, up_to: &str, percent: &str) {
        self.0.click_on("#add-step-grant-0-amount").await;
        self.0.fill_in("#add-step-grant-0-amount-form-up_to", up_to).await;
        self.0.fill_in("#add-step-grant-0-amount-form-percent", percent).await;
        self.0.click_on("#add-step-grant-0-amount-form-send").await;
    }

    /// The steps of the first amount, in words.
    pub async fn steps(self) -> String {
        self.0.words_of(".steps").await
    }

    /// Begins a row of goodwill for complaints of a category, and sends it as it is.
    pub async fn add_goodwill(self, category: &str, remedy: &str, [percent, floor, cap]: [&str; 3]) {
        let form = "#add-row-goodwill-form";
        if self.0.count(form).await == 0 {
            self.0.click_on("#add-row-goodwill").await;
            self.0.click_on(&format!("{form} .many summary")).await;
            self.0.tick(&format!("{form}-categories-{category}")).await;
        }
        self.0.set_list(&format!("{form}-remedy"), remedy).await;
        for (field, value) in [("percent", percent), ("floor", floor), ("cap", cap)] {
            self.0.fill_in(&format!("{form}-{field}"), value).await;
        }
        self.0.click_on(&format!("{form}-send")).await;
    }

    /// How many rows of goodwill there are.
    pub async fn n_goodwill(self) -> usize {
        self.0.count("[data-rows=goodwill] > li").await
    }

    /// Moves a row of goodwill up by one place.
    pub async fn move_goodwill_up(self, place: usize) {
        self.0.click_on(&format!("#up-desk-goodwill-{place}")).await;
    }

    /// Moves the rule up by one place.
    pub async fn move_rule_up(self) {
        self.0.click_on(".rule-head #up-").await;
    }

    /// Withdraws the approved version.
    pub async fn withdraw(self, reason: &str) {
        self.0.click_on("#withdraw").await;
        self.0.fill_in("#withdraw-dialog-reason", reason).await;
        self.0.click_on("#withdraw-dialog-send").await;
        self.see_stage("drafting").await;
    }

    /// Types into a slot and leaves it.
    pub async fn set(self, path: &str, value: &str) {
        self.type_into(path, value).await;
        self.0.press(thirtyfour::Key::Tab).await;
    }

    /// Types into a slot and stays in it.
    pub async fn type_into(self, path: &str, value: &str) {
        self.0.fill_in(&slot(path), value).await;
    }

    /// What a slot shows.
    pub async fn shows(self, path: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.value ?? ''";
        let value = self.0.run(script, vec![slot(path).into()]).await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the edits stand like this: `saved`, `saving` or `stuck`.
    pub async fn see_saving(self, code: &str) {
        self.0.select(&format!("#saved[data-saving={code}]")).await;
    }

    /// Waits until the changes against the version in force say something.
    pub async fn see_change(self, words: &str) {
        self.0
            .wait_until(&format!("the change “{words}”"), async || {
                Ok(self.0.try_words_of("#changes").await?.contains(words))
            })
            .await;
    }

    /// What the check says.
    pub async fn check(self) -> String {
        self.0.words_of("#check").await
    }

    /// Takes the last edit back.
    pub async fn undo(self) {
        self.0.click_on("#undo").await;
    }

    /// What both versions answer to the complaint being tried, in words.
    pub async fn answers(self) -> String {
        self.0.words_of(".trial-answers").await
    }

    /// Takes the facts of a case.
    pub async fn try_case(self, number: &str) {
        self.0.fill_in("#trial-case", number).await;
        self.0.click_on("#trial-case-take").await;
        self.0.see(&format!("The facts of {number} are filled in")).await;
    }

    /// Runs a replay, over `orders` or `cases`.
    pub async fn replay(self, over: &str) {
        self.0.tick(&format!("#replay-over-{over}")).await;
        self.0.click_on("#replay-begin").await;
        self.0.select("#replay-table").await;
    }

    /// The line of a rule in the replay's table.
    pub async fn replayed(self, rule: &str) -> String {
        self.0.words_of(&format!("#replay-table tr[data-rule='{rule}']")).await
    }

    /// Proposes it for a day, such as `2026-03-11`.
    pub async fn propose(self, from: &str, note: &str) {
        let script = "const [field, day] = [document.querySelector('#propose-from'), arguments[0]]; \
                      field.value = day; field.dispatchEvent(new Event('input', {bubbles: true}))";
        self.0.select("#propose-from").await;
        self.0.run(script, vec![from.into()]).await;
        self.0.fill_in("#propose-note", note).await;
        self.0.click_on("#propose").await;
        self.go_on_with("propose", "proposed").await;
    }

    /// Why it can't be approved by whoever looks.
    pub async fn why_not_approved(self) -> String {
        self.0.words_of("#approve-hindered").await
    }

    /// Approves it.
    pub async fn approve(self) {
        self.0.click_on("#approve").await;
        self.go_on_with("approve", "approved").await;
    }

    /// Goes on where it is asked once more about words that may say the former sum, until a stage is reached.
    async fn go_on_with(self, step: &str, stage: &str) {
        let asked = format!("#{step}-stale[open] #{step}-stale-send");
        let reached = format!("#draft-title[data-stage={stage}]");
        self.0.select(&format!("{asked}, {reached}")).await;
        if self.0.count(&asked).await > 0 {
            self.0.click_on(&asked).await;
        }
        self.see_stage(stage).await;
    }

    /// Sends it back.
    pub async fn send_back(self, reason: &str) {
        self.0.click_on("#send-back").await;
        self.0.fill_in("#send-back-dialog-reason", reason).await;
        self.0.click_on("#send-back-dialog-send").await;
        self.see_stage("drafting").await;
    }

    /// Waits until it stands in a stage.
    pub async fn see_stage(self, code: &str) {
        self.0.select(&format!("#draft-title[data-stage={code}]")).await;
    }

    /// The first clash with somebody else's edit, in words.
    pub async fn clash(self) -> String {
        self.0.words_of("#clashes .clash").await
    }

    /// Settles the first clash with one's own value.
    pub async fn use_mine(self) {
        self.0.click_on("#clashes .clash .button-secondary").await;
        self.0
            .wait_until("the clash to be settled", async || {
                Ok(self.0.try_count("#clashes .clash").await? == 0)
            })
            .await;
    }
}

fn slot(path: &str) -> String {
    format!("#slot-{}", path.replace('.', "-"))
}
