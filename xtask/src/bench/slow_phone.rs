//! When a customer can read and when they can type, on a slow phone in a slow net.

use super::Measured;
use crate::browser::Browser;
use crate::demo::{Demo, Desk};
use crate::driver::Driver;
use crate::{build, toolchain};
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// Bytes a second of 1.6 Mbit/s down and half of it up, and milliseconds there and back.
const DOWN: u32 = 200_000;
const UP: u32 = 100_000;
const LATENCY: u32 = 150;
/// How many times slower than this machine.
const SLOWER: u32 = 4;
/// First visits; the middle one counts.
const VISITS: usize = 5;

/// Notes the moment at which the first field takes input, in milliseconds since the page was asked for.
const WATCH: &str = "new MutationObserver((_, watch) => {
    if (document.documentElement?.hasAttribute('data-ready')) {
        window.benchReady = performance.now();
        watch.disconnect();
    }
}).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-ready'] });";

const TIMES: &str = "return [
    performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
    window.benchReady ?? null,
];";

/// Visits the customer's page again and again, each time for the first time.
pub(super) fn measure() -> Result<Vec<Measured>> {
    toolchain::ensure()?;
    build::build(false)?;
    let browser = Browser::ensure()?;
    let demo = Demo::start(Desk::Empty)?;
    let visits = (0..VISITS).map(|_| visit(&browser, &demo.url("/"))).collect::<Result<Vec<_>>>()?;
    let (words, ready): (Vec<f64>, Vec<f64>) = visits.into_iter().unzip();
    Ok(vec![
        row("customer page on a slow phone, first words", words, 1_000.0),
        row("customer page on a slow phone, first field takes input", ready, 2_000.0),
    ])
}

fn visit(browser: &Browser, url: &str) -> Result<(f64, f64)> {
    // A browser of its own, so that nothing is left of the visit before.
    let driver = Driver::start(browser, "zh-CN")?;
    driver.show_as(390, 844, true, "light")?;
    driver.tell("Network.enable", &json!({}))?;
    driver.tell(
        "Network.emulateNetworkConditions",
        &json!({ "offline": false, "latency": LATENCY, "downloadThroughput": DOWN, "uploadThroughput": UP }),
    )?;
    driver.tell("Emulation.setCPUThrottlingRate", &json!({ "rate": SLOWER }))?;
    driver.tell("Page.enable", &json!({}))?;
    driver.tell("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": WATCH }))?;
    driver.open(url)?;
    driver.wait_until_ready()?;
    let times = driver.run(TIMES)?;
    let time = |idx: usize| times.get(idx).and_then(Value::as_f64).context("the page told no times");
    Ok((time(0)?, time(1)?))
}

fn row(what: &str, mut millis: Vec<f64>, budget: f64) -> Measured {
    millis.sort_by(f64::total_cmp);
    let middle = millis.get(millis.len() / 2).copied().unwrap_or(f64::INFINITY);
    Measured {
        what: what.to_owned(),
        value: format!("{:.2} s", middle / 1e3),
        budget: Some((format!("{:.1} s", budget / 1e3), middle <= budget)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_visit_counts() {
        let row = row("a page", vec![900.0, 5_000.0, 950.0], 1_000.0);
        assert_eq!((row.value.as_str(), row.budget), ("0.95 s", Some(("1.0 s".to_owned(), true))));
    }
}
