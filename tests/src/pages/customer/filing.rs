//! Filing a complaint: one question per page on a phone, all on one page on a desk.
//!
//! The same steps drive both: on a phone each answer is followed by going on.

use super::SentPage;
use crate::browser::Browser;
use std::path::Path;

/// The form, wherever in it the person is.
#[derive(Clone, Copy)]
pub struct Filing<'a>(&'a Browser);

/// What a person answers.
#[derive(Clone, Debug)]
pub struct Answers<'a> {
    /// The order's number.
    pub order: &'a str,
    /// A contact given with it.
    pub contact: &'a str,
    /// The lines concerned, by article number; none where the order has only one.
    pub lines: &'a [&'a str],
    /// What happened.
    pub story: &'a str,
    /// The outcome wished for, by code.
    pub wish: Option<&'a str>,
    /// Photos.
    pub photos: &'a [&'a Path],
    /// Their name.
    pub name: &'a str,
    /// Their e-mail address.
    pub email: &'a str,
}

impl<'a> Answers<'a> {
    /// A kettle that should have been here five days ago.
    pub const LATE_KETTLE: Answers<'static> = Answers {
        order: "SH-1005",
        contact: "8001",
        lines: &[],
        story: "The kettle was promised five days ago and has still not been delivered.",
        wish: Some("delay_compensation"),
        photos: &[],
        name: "Ming",
        email: "ming@example.com",
    };
    /// A vase that arrived in pieces.
    pub const BROKEN_VASE: Answers<'static> = Answers {
        order: "SH-1010",
        contact: "hua@example.com",
        lines: &[],
        story: "The vase arrived broken, the parcel was crushed on one side.",
        wish: Some("resend"),
        photos: &[],
        name: "Hua",
        email: "hua@example.com",
    };

    /// The same with photos.
    pub const fn with_photos(self, photos: &'a [&'a Path]) -> Answers<'a>
    where
        Self: Sized,
    {
        Answers { photos, ..self }
    }
}

impl<'a> Filing<'a> {
    /// The first page.
    pub async fn open(browser: &'a Browser) -> Self {
        browser.go("/").await;
        Self(browser)
    }

    /// The form where it is now.
    pub const fn here(browser: &'a Browser) -> Self {
        Self(browser)
    }

    fn is_stepwise(self) -> bool {
        self.0.look().width < 900
    }

    /// Looks the order up.
    pub async fn find_order(self, number: &str, contact: &str) {
        self.0.fill_in("#order-number", number).await;
        self.0.fill_in("#contact", contact).await;
        self.0.click_on("#find-order").await;
    }

    /// Says which lines it is about.
    pub async fn choose_lines(self, lines: &[&str]) {
        for sku in lines {
            self.tick(&format!("#lines-{sku}")).await;
        }
        self.go_on_if_stepwise().await;
    }

    /// Says how many pieces of a line it is about.
    pub async fn say_pieces(self, sku: &str, count: u32) {
        self.0.set_list(&format!("#lines-pieces-{sku}"), &count.to_string()).await;
    }

    /// Tells what happened.
    pub async fn tell(self, story: &str) {
        self.0.fill_in("#story", story).await;
    }

    /// Wishes for an outcome.
    pub async fn wish(self, code: &str) {
        self.tick(&format!("#wants-{code}")).await;
    }

    /// Adds photos and waits until all of them are there.
    pub async fn add_photos(self, photos: &[&Path]) {
        let before = self.0.count(".photos .photo").await;
        self.0.give_files("#photos", photos).await;
        let all = before + photos.len();
        self.0
            .wait_until(&format!("{all} photos to be added"), async || {
                Ok(self.0.try_count(".photos .photo").await? == all)
            })
            .await;
    }

    /// Says who they are.
    pub async fn say_name(self, name: &str, email: &str) {
        self.0.fill_in("#name", name).await;
        self.0.fill_in("#email", email).await;
    }

    /// Goes to the next page of the form.
    pub async fn go_on(self) {
        self.0.click_on("#next").await;
    }

    /// On a phone, goes to the next page; on a desk all questions are on one.
    pub async fn go_on_if_stepwise(self) {
        if self.is_stepwise() {
            let before = self.0.path().await;
            self.go_on().await;
            self.0.wait_until("the next page", async || Ok(self.0.path().await != before)).await;
        }
    }

    /// Answers everything and stops at the check.
    pub async fn answer(self, answers: &Answers<'_>) {
        self.find_order(answers.order, answers.contact).await;
        self.answer_from_lines(answers).await;
    }

    /// Answers everything behind the order and stops at the check.
    pub async fn answer_from_lines(self, answers: &Answers<'_>) {
        if !answers.lines.is_empty() {
            self.choose_lines(answers.lines).await;
        }
        self.tell(answers.story).await;
        self.0.select("#category-guess, #category").await;
        self.go_on_if_stepwise().await;
        if let Some(wish) = answers.wish {
            self.wish(wish).await;
        }
        self.go_on_if_stepwise().await;
        if !answers.photos.is_empty() {
            self.add_photos(answers.photos).await;
        }
        self.go_on_if_stepwise().await;
        self.say_name(answers.name, answers.email).await;
        self.go_on().await;
        self.0.select("#send").await;
    }

    /// Sends and waits for the thanks.
    pub async fn send(self) -> SentPage<'a> {
        self.0.click_on("#send").await;
        SentPage::seen_by(self.0).await
    }

    /// Files a complaint from the first page on.
    pub async fn file(browser: &'a Browser, answers: &Answers<'_>) -> SentPage<'a> {
        let filing = Self::open(browser).await;
        filing.answer(answers).await;
        filing.send().await
    }

    async fn tick(self, css: &str) {
        self.0.tick(css).await;
    }
}
