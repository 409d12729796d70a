//! Waiting for something to be so, with a report that says everything when it does not come.

use super::Browser;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// How long anything may take on the slowest machine that is still fit for the tests.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// Between two looks at the page.
const BLINK: Duration = Duration::from_millis(30);

impl Browser {
    /// Looks again and again until there is an answer.
    ///
    /// # Panics
    ///
    /// After [`PATIENCE`], with what was waited for, the address, the page's outline, what the page said on the
    /// console and where a picture lies.
    pub async fn wait_for<T>(
        &self,
        what: &str,
        mut look: impl AsyncFnMut() -> WebDriverResult<Option<T>>,
    ) -> T {
        let started = Instant::now();
        let mut last_error = None;
        while started.elapsed() < PATIENCE {
            match look().await {
                Ok(Some(answer)) => return answer,
                Ok(None) => last_error = None,
                // A page that is just being drawn anew gives errors of many kinds; only the last one counts.
                Err(error) => last_error = Some(error),
            }
            tokio::time::sleep(BLINK).await;
        }
        let error = last_error.map_or_else(String::new, |error| format!("\nlast answer: {error}"));
        let report = self.report().await;
        panic!("waited {} s for {what}{error}\n{report}", PATIENCE.as_secs());
    }

    /// Waits until `look` says so.
    pub async fn wait_until(&self, what: &str, mut look: impl AsyncFnMut() -> WebDriverResult<bool>) {
        self.wait_for(what, async || Ok(look().await?.then_some(()))).await;
    }

    /// Ends the test with what the page shows.
    pub async fn fail(&self, what: &str) -> ! {
        let report = self.report().await;
        panic!("{what}\n{report}");
    }

    /// What a person who has to find the fault wants to know.
    pub async fn report(&self) -> String {
        let address = match self.web().current_url().await {
            Ok(address) => address.to_string(),
            Err(error) => error.to_string(),
        };
        let outline = self.try_outline().await.unwrap_or_else(|error| error.to_string());
        let said = match self.web().browser_log().await {
            Ok(entries) => entries
                .iter()
                .fold(String::new(), |said, entry| format!("{said}{} {}\n", entry.level, entry.message)),
            Err(error) => error.to_string(),
        };
        let path = picture_path();
        let picture = match self.web().screenshot(&path).await {
            Ok(()) => path.display().to_string(),
            Err(error) => error.to_string(),
        };
        format!(
            "on a {}, at {address}\n--- the page ---\n{outline}--- its console ---\n{said}--- picture: {picture}",
            self.look().name
        )
    }
}

/// A file that tells which test it belongs to.
fn picture_path() -> PathBuf {
    let dir = std::env::temp_dir().join("redress-browser-pictures");
    let _ = std::fs::create_dir_all(&dir);
    let test = std::thread::current().name().unwrap_or("test").replace("::", "-");
    let millis = std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0, |elapsed| elapsed.as_millis());
    dir.join(format!("{test}-{millis}.png"))
}
