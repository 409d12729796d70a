//! The console: where agents and supervisors work cases.
//!
//! # Where to start
//!
//! [`app`] is the root and the gate (who is signed in), [`route`] every address, [`desk`] what all pages share,
//! [`queue`] the list of cases, [`case`] one case and [`policy`] the packs and their drafts. Nothing in here is part of the customers' entry.

// What the component macro makes of a function: props are owned, and its items are `pub` whatever is written.
#![expect(unreachable_pub, clippy::needless_pass_by_value, reason = "the shape of component functions")]
// The handles of a page's signals are a few words each; debug builds add to every one where it was made.
#![cfg_attr(
    debug_assertions,
    expect(clippy::large_types_passed_by_value, reason = "only large in debug builds")
)]

mod app;
mod case;
mod desk;
mod due;
mod failure;
mod frame;
mod keys;
mod policy;
mod queue;
mod route;
mod sign_in;
mod words;

use web::api::{Face, speak_as};
use web::browser::document;

/// Where the page's shell stands, and the sentence that waits hidden for a page that broke.
const ROOT: &str = "app";
const FAULT: &str = "fault";

fn main() {
    speak_as(Face::Console);
    std::panic::set_hook(Box::new(|_| document::reveal(FAULT)));
    if let Some(root) = document::take_root(ROOT) {
        leptos::mount::mount_to(root, app::App).forget();
        document::mark_ready();
    }
}
