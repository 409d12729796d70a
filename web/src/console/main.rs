//! The console: where agents and supervisors work cases.
//!
//! # Where to start
//!
//! [`frame`] says what stands where, [`queue`] is the list of cases and [`case`] one case. What it shares with the
//! policy area is [`web::desk`]: the gate (who is signed in), the frame around all pages, every address.

// What the component macro makes of a function: props are owned, and its items are `pub` whatever is written.
#![expect(unreachable_pub, clippy::needless_pass_by_value, reason = "the shape of component functions")]
// The handles of a page's signals are a few words each; debug builds add to every one where it was made.
#![cfg_attr(
    debug_assertions,
    expect(clippy::large_types_passed_by_value, reason = "only large in debug builds")
)]

mod app;
mod case;
mod due;
mod frame;
mod queue;

use web::desk::{self, failure, keys, matter, question, root, route, words};

fn main() {
    root::start(route::Entry::Console, app::provide, app::pages);
}
