//! The customer entry: filing a complaint and following it. Holds nothing an agent alone would need.
//!
//! Where to start: [`app`] is the frame of every page, [`route`] says which pages there are, [`form`] is the
//! complaint being written on its [`papers`], [`outbox`] sends it exactly once, [`follow`] keeps a filed case up to date.

// What the component macro makes of a function: props are owned, and its items are `pub` whatever is written.
#![expect(unreachable_pub, clippy::needless_pass_by_value, reason = "the shape of component functions")]

mod app;
mod follow;
mod form;
mod known;
mod late_photo;
mod letter;
mod outbox;
mod pages;
mod papers;
mod proof;
mod route;
mod sign_out;

fn main() {
    web::api::speak_as(web::api::Face::Customer);
    app::mount();
}
