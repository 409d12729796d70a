//! The policy area: packs read as documents, and drafts on their way into force.
//!
//! An entry of its own: only supervisors and admins write policies, and nobody else should load what it takes.
//!
//! # Where to start
//!
//! [`overview`] lists what is in force and what is being written, [`document`] is a pack to read, [`draft`] one being
//! written. [`store`] is a draft in this browser and the only writer of it; [`wording`] and [`labels`] turn rules and
//! forms into words. [`area`] keeps what was loaded, and what this entry shares with the console is [`web::desk`].
//! Agents have no way in here: on each case they see which version answered.

// What the component macro makes of a function: props are owned, and its items are `pub` whatever is written.
#![expect(unreachable_pub, clippy::needless_pass_by_value, reason = "the shape of component functions")]
// The handles of a page's signals are a few words each; debug builds add to every one where it was made.
#![cfg_attr(
    debug_assertions,
    expect(clippy::large_types_passed_by_value, reason = "only large in debug builds")
)]

mod amount;
mod area;
mod asker;
mod changes;
mod chart;
mod checks;
mod condition;
mod control;
mod document;
mod draft;
mod editor;
mod field;
mod frame;
mod grants;
mod history;
mod labels;
#[cfg(test)]
mod manual;
mod mistake;
mod moving;
mod outbox;
mod own;
mod overview;
mod pending;
mod publish;
mod replay;
mod rows;
mod store;
mod sums;
mod trial;
mod typed;
mod wording;

use area::{Load, Policies, failed, waiting, way_back};
use leptos::prelude::*;
use web::desk::{self, answers, failure, question, root, route, words};

fn main() {
    root::start(route::Entry::Policy, Policies::provide, || view! { <frame::Pages /> }.into_any());
}
