//! The real browser that tests and screenshots drive: Chromium, its driver, and a font for Chinese.
//!
//! From Debian's packages where this user may install them; otherwise one sentence says what to install.
//! A missing font only makes pictures ugly, so it is told and not an error.

use crate::{process, say};
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
            install()?;
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

/// Installs the packages when that needs no question; where it is not possible, the caller says what to do.
fn install() -> Result<()> {
    if process::on_path("apt-get").is_none() {
        return Ok(());
    }
    let is_root = process::output(process::program("id")?.arg("-u")).is_ok_and(|id| id.trim() == "0");
    let may_sudo = || {
        process::on_path("sudo").is_some()
            && process::program("sudo").is_ok_and(|mut sudo| {
                sudo.args(["-n", "true"]).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
            })
    };
    let prefix: &[&str] = if is_root {
        &["env"]
    } else if may_sudo() {
        &["sudo", "-n", "env"]
    } else {
        return Ok(());
    };
    say::step(format_args!("installing {}", PACKAGES.join(", ")));
    let mut words = prefix.iter().copied();
    let first = words.next().unwrap_or("env");
    let words: Vec<&str> = words.chain(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).collect();
    let apt =
        |args: &[&str]| -> Result<()> { process::run(process::program(first)?.args(&words).args(args)) };
    // An outdated list often names packages that are gone; a list that cannot be renewed may still do.
    if let Err(error) = apt(&["update", "--quiet"]) {
        say::line(error);
    }
    if let Err(error) =
        apt(&[&["install", "--yes", "--quiet", "--no-install-recommends"][..], &PACKAGES].concat())
    {
        say::line(error);
    }
    Ok(())
}
