//! The real browser that tests and screenshots drive: Chromium, its driver, and a font for Chinese.
//!
//! From Debian's packages where this user may install them; otherwise one sentence says what to install.
//! A missing font only makes pictures ugly, so it is told and not an error.

use crate::{debian, process, say};
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::process::Stdio;

/// Debian's packages for all three.
const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];

/// Where the browser and its driver lie.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Finds the browser, installing it first when it is missing and this user may.
    pub(crate) fn ensure() -> Result<Self> {
        if Self::find().is_none() || !has_chinese_font() {
            debian::install(&PACKAGES)?;
        }
        if !has_chinese_font() {
            say::line(
                "no font for Chinese was found; `apt-get install fonts-noto-cjk` makes pictures readable",
            );
        }
        match Self::find() {
            Some(browser) => Ok(browser),
            None => bail!(
                "the browser tests need Chromium and its driver; on Debian run \
                 `sudo apt-get install {}`, elsewhere put `chromium` and `chromedriver` on PATH",
                PACKAGES.join(" ")
            ),
        }
    }

    fn find() -> Option<Self> {
        let chromium =
            ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(process::on_path)?;
        Some(Self { chromium, driver: process::on_path("chromedriver")? })
    }
}

fn has_chinese_font() -> bool {
    let Ok(mut list) = process::program("fc-list") else {
        return false;
    };
    list.args([":lang=zh", "file"]).stderr(Stdio::null()).output().is_ok_and(|found| !found.stdout.is_empty())
}
