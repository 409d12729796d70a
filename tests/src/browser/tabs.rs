//! Several tabs of one browser, and what a person does to the browser as a whole.

use super::{Browser, audit};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab(WindowHandle);

impl Browser {
    /// The tab the person looks at.
    pub async fn tab(&self) -> Tab {
        Tab(self.web().window().await.unwrap_or_else(|error| panic!("asking for the tab: {error}")))
    }

    /// Opens another tab and turns to it.
    pub async fn open_tab(&self) -> Tab {
        let tab = self.web().new_tab().await.unwrap_or_else(|error| panic!("opening a tab: {error}"));
        self.turn_to(&Tab(tab.clone())).await;
        // A tab is a page of its own to the driver as well.
        self.put_on_look().await;
        self.tell("Page.enable", json!({})).await;
        self.tell("Page.addScriptToEvaluateOnNewDocument", json!({ "source": audit::WATCH })).await;
        Tab(tab)
    }

    /// Turns to a tab.
    pub async fn turn_to(&self, tab: &Tab) {
        self.web()
            .switch_to_window(tab.0.clone())
            .await
            .unwrap_or_else(|error| panic!("turning to a tab: {error}"));
    }

    /// Closes the tab the person looks at; another one is turned to next.
    pub async fn close_tab(&self) {
        self.web().close_window().await.unwrap_or_else(|error| panic!("closing a tab: {error}"));
    }

    /// Drops all cookies, as a browser does that is told to: whoever the server knew, it knows no more.
    pub async fn drop_cookies(&self) {
        self.tell("Network.clearBrowserCookies", json!({})).await;
    }

    /// Puts text into a field as a browser does that fills it in by itself: without a word to the page.
    pub async fn fill_in_silently(&self, css: &str, text: &str) {
        self.select(css).await;
        let script = "document.querySelector(arguments[0]).value = arguments[1]";
        self.run(script, vec![Value::from(css), Value::from(text)]).await;
    }
}
