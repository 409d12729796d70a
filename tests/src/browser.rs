//! A person's browser: real Chromium with a profile of its own, asked and told through chromedriver.
//!
//! Everything it does waits until the page allows it and fails, after a bounded time, with what was waited for, what
//! the page showed instead, what the page complained about, and a picture. Elements are found the way a person with
//! a screen reader finds them: by role and name, as Chromium itself computes both. A fixed pause is never taken.

mod audit;
mod clock;
mod driver;
mod find;
mod input;
mod look;
mod photo;
mod site;
mod tabs;
mod wait;

pub use audit::Fault;
pub use look::Look;
pub use photo::file_named;
pub use site::{Site, program};
pub use tabs::Tab;
pub use wait::PATIENCE;

use driver::Driver;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use thirtyfour::prelude::*;
use thirtyfour::{ChromiumLikeCapabilities, LoggingPrefsLogLevel};

/// No single question to the browser may take longer; a hung page must not hang the tests.
const ONE_ANSWER: Duration = Duration::from_mins(1);

/// A browser window with one page.
pub struct Browser {
    // Dropped in this order: the session says goodbye, then its processes end, then their files go.
    web: Option<WebDriver>,
    _driver: Driver,
    profile: Arc<TempDir>,
    look: Look,
    home: String,
}

impl Browser {
    /// Opens a browser that has never been anywhere. `home` is what paths are added to.
    pub async fn open(home: &str, look: Look) -> Self {
        let profile = tempfile::Builder::new().prefix("redress-browser-").tempdir().unwrap();
        Self::open_with(Arc::new(profile), home, look).await
    }

    async fn open_with(profile: Arc<TempDir>, home: &str, look: Look) -> Self {
        let driver = Driver::start();
        let mut wishes = DesiredCapabilities::chrome();
        let profile_arg = format!("--user-data-dir={}", profile.path().display());
        let (language, size) = (
            format!("--accept-lang={}", look.language),
            format!("--window-size={},{}", look.width, look.height),
        );
        for arg in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--no-proxy-server",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            &language,
            &size,
            &profile_arg,
        ] {
            wishes.add_arg(arg).unwrap();
        }
        wishes.set_binary(&driver::chromium().to_string_lossy()).unwrap();
        let prefs = json!({ "webkit.webprefs.default_font_size": look.text_size });
        wishes.add_experimental_option("prefs", prefs).unwrap();
        wishes.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
        // A connection is never kept: one that belongs to the test's runtime would hang the goodbye on drop.
        let client = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).timeout(ONE_ANSWER);
        let client = client.build().unwrap();
        let web = WebDriver::builder(driver.url(), wishes)
            .client(client)
            .await
            .unwrap_or_else(|error| panic!("chromium does not start: {error}"));
        let home = home.trim_end_matches('/').to_owned();
        let browser = Self { web: Some(web), _driver: driver, profile, look, home };
        browser.put_on_look().await;
        browser.tell("Page.enable", json!({})).await;
        browser.tell("Page.addScriptToEvaluateOnNewDocument", json!({ "source": audit::WATCH })).await;
        browser
    }

    /// Closes the window as a person would, and opens a new one with the same profile: what the browser keeps is
    /// still there, what the page held in memory is not.
    pub async fn close_and_open_again(mut self) -> Self {
        let (profile, home, look) = (Arc::clone(&self.profile), self.home.clone(), self.look);
        if let Some(web) = self.web.take() {
            web.quit().await.unwrap();
        }
        drop(self);
        Self::open_with(profile, &home, look).await
    }

    async fn put_on_look(&self) {
        let Look { width, height, is_touched, is_dark, .. } = self.look;
        let screen =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_touched });
        self.tell("Emulation.setDeviceMetricsOverride", screen).await;
        self.tell("Emulation.setTouchEmulationEnabled", json!({ "enabled": is_touched })).await;
        // The example shop's own zone, wherever the tests run.
        self.tell("Emulation.setTimezoneOverride", json!({ "timezoneId": "Asia/Shanghai" })).await;
        let scheme = if is_dark { "dark" } else { "light" };
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        self.tell("Emulation.setEmulatedMedia", features).await;
    }

    /// How this person sees the pages.
    pub fn look(&self) -> Look {
        self.look
    }

    /// The window.
    pub(crate) fn web(&self) -> &WebDriver {
        self.web.as_ref().expect("the window is open until this value is gone")
    }

    /// A command of the `DevTools` protocol.
    pub(crate) async fn tell(&self, command: &str, params: Value) -> Value {
        self.try_tell(command, params).await.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    async fn try_tell(&self, command: &str, params: Value) -> WebDriverResult<Value> {
        self.web().cdp().send_raw(command, params).await
    }

    /// Goes to a path or an address and waits until the page takes input.
    pub async fn go(&self, path: &str) {
        let address = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.home) };
        self.web().goto(&address).await.unwrap_or_else(|error| panic!("going to {address}: {error}"));
        self.wait_until_ready().await;
    }

    /// Goes to a path on a line so bad that the program of the page never arrives: what stands there is its shell.
    pub async fn go_without_program(&self, path: &str) {
        self.block(&["*.wasm"]).await;
        let address = format!("{}{path}", self.home);
        self.web().goto(&address).await.unwrap_or_else(|error| panic!("going to {address}: {error}"));
        self.block(&[]).await;
    }

    /// Lets the program of a page that stands without it arrive after all.
    pub async fn let_program_arrive(&self) {
        // A module is run once for each address: a query makes it another.
        let load =
            "return import(document.querySelector('script[type=module]').src + '?again').then(() => true)";
        self.run(load, vec![]).await;
        self.wait_until_ready().await;
    }

    /// Lets no request through to addresses of these shapes, such as `*.wasm`.
    pub async fn block(&self, addresses: &[&str]) {
        self.tell("Network.enable", json!({})).await;
        self.tell("Network.setBlockedURLs", json!({ "urls": addresses })).await;
    }

    /// Loads the page anew and waits until it takes input.
    pub async fn reload(&self) {
        self.web().refresh().await.unwrap_or_else(|error| panic!("loading anew: {error}"));
        self.wait_until_ready().await;
    }

    /// Back, as with the button of the browser.
    pub async fn back(&self) {
        self.web().back().await.unwrap_or_else(|error| panic!("going back: {error}"));
    }

    async fn wait_until_ready(&self) {
        // The first step takes input before that (`data-ready`), but the rest of the page comes with the program.
        self.wait_for("the program to take over the page (`<html data-program>`)", async || {
            let ready = "return document.documentElement.hasAttribute('data-program')";
            Ok((self.try_run(ready, vec![]).await? == Value::Bool(true)).then_some(()))
        })
        .await;
    }

    /// The path, query included, where the person is.
    pub async fn path(&self) -> String {
        let address = self.web().current_url().await.unwrap();
        address
            .query()
            .map_or_else(|| address.path().to_owned(), |query| format!("{}?{query}", address.path()))
    }

    /// Runs JavaScript in the page and gives back what it returns; a promise is waited for.
    pub async fn run(&self, script: &str, args: Vec<Value>) -> Value {
        self.try_run(script, args).await.unwrap_or_else(|error| panic!("`{script}`: {error}"))
    }

    pub(crate) async fn try_run(&self, script: &str, args: Vec<Value>) -> WebDriverResult<Value> {
        Ok(self.web().execute(script, args).await?.json().clone())
    }

    /// Shows the page as it would be printed.
    pub async fn be_printed(&self) {
        self.tell("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    }

    /// Shows the page as it looks on the screen again.
    pub async fn be_on_screen(&self) {
        self.tell("Emulation.setEmulatedMedia", json!({ "media": "" })).await;
    }

    /// Takes the network away or gives it back.
    pub async fn set_online(&self, is_online: bool) {
        self.set_line(!is_online, -1).await;
    }

    /// Lets no more than so many bytes a second go out.
    pub async fn send_slowly(&self, bytes: i32) {
        self.set_line(false, bytes).await;
    }

    async fn set_line(&self, is_offline: bool, upload: i32) {
        self.tell("Network.enable", json!({})).await;
        let line = json!({ "offline": is_offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": upload });
        self.tell("Network.emulateNetworkConditions", line).await;
    }

    /// What is seen, written as PNG.
    pub async fn picture(&self, path: &Path) {
        self.web().screenshot(path).await.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }
}
