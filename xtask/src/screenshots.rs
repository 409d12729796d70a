//! `cargo xtask screenshots`: the pictures in the documents, taken from the real pages with demo data.
//!
//! Each page is shown on a phone and on a desk, light and dark, so that a picture can never flatter: what is in
//! `docs/pictures/` is what Chromium drew. A page is a line in `PAGES`; what must be typed or clicked before the
//! picture is a script of that page.

use crate::browser::Browser;
use crate::demo::{Demo, Desk};
use crate::driver::Driver;
use crate::{build, say, toolchain, tree};
use anyhow::{Context, Result, bail};
use std::path::Path;

/// One page to take a picture of.
struct Page {
    /// The first part of the file names.
    name: &'static str,
    /// The path at the server.
    path: &'static str,
    /// The reader's language.
    language: &'static str,
    /// A demo user and password, where the page is for staff.
    sign_in: Option<(&'static str, &'static str)>,
    /// JavaScript run when the page is ready; a promise it returns is waited for. May be empty.
    prepare: &'static str,
}

/// Finds a late order and tells what happened, so that the picture shows what the page answers.
const ENTITLEMENTS: &str = include_str!("screenshots/entitlements.js");

const PAGES: [Page; 7] = [
    Page { name: "entitlements-en", path: "/", language: "en", sign_in: None, prepare: ENTITLEMENTS },
    Page { name: "entitlements-zh-hans", path: "/", language: "zh-CN", sign_in: None, prepare: ENTITLEMENTS },
    Page { name: "home-zh-hans", path: "/", language: "zh-CN", sign_in: None, prepare: "" },
    Page { name: "home-zh-hant", path: "/", language: "zh-TW", sign_in: None, prepare: "" },
    Page { name: "home-en", path: "/", language: "en", sign_in: None, prepare: "" },
    Page {
        name: "console-queue-en",
        path: "/console?view=open",
        language: "en",
        sign_in: Some(("agent", "demo-agent")),
        prepare: "",
    },
    Page { name: "console-sign-in", path: "/console/", language: "en", sign_in: None, prepare: "" },
];

/// A phone and a desk: width, height, and whether it is touched.
const SCREENS: [(u32, u32, bool); 2] = [(390, 844, true), (1280, 800, false)];

/// Takes the named pictures, or all.
pub(crate) fn screenshots(names: &[String]) -> Result<()> {
    let known = || PAGES.map(|page| page.name).join(", ");
    if let Some(name) = names.iter().find(|name| !PAGES.iter().any(|page| page.name == **name)) {
        bail!("there is no page `{name}`; there are {}", known());
    }
    toolchain::ensure()?;
    build::build(false)?;
    let browser = Browser::ensure()?;
    let demo = Demo::start(Desk::Lived)?;
    let pictures = tree::root()?.join("docs/pictures");
    std::fs::create_dir_all(&pictures).with_context(|| format!("cannot create {}", pictures.display()))?;
    let wanted = |page: &&Page| names.is_empty() || names.iter().any(|name| name == page.name);
    for page in PAGES.iter().filter(wanted) {
        take(page, &browser, &demo, &pictures).with_context(|| format!("page `{}`", page.name))?;
    }
    Ok(())
}

/// All pictures of one page, in a browser that remembers nothing of the page before.
fn take(page: &Page, browser: &Browser, demo: &Demo, pictures: &Path) -> Result<()> {
    let driver = Driver::start(browser, page.language)?;
    if let Some((user, password)) = page.sign_in {
        driver.open(&demo.url("/console/"))?;
        driver.sign_in(user, password)?;
    }
    for (width, height, is_touched) in SCREENS {
        for scheme in ["light", "dark"] {
            driver.show_as(width, height, is_touched, scheme)?;
            driver.open(&demo.url(page.path))?;
            driver.wait_until_ready()?;
            if !page.prepare.is_empty() {
                driver.run(page.prepare)?;
            }
            let path = pictures.join(format!("{}-{width}-{scheme}.png", page.name));
            std::fs::write(&path, driver.picture()?)
                .with_context(|| format!("cannot write {}", path.display()))?;
            say::line(format_args!("docs/pictures/{}-{width}-{scheme}.png", page.name));
        }
    }
    Ok(())
}
