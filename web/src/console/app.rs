//! The root: makes what all pages share, then shows the gate or the desk.
//!
//! Everything that outlives a page is made here, above the part that a change of language draws anew.

use super::case::cases::Cases;
use super::desk::{Desk, Gate};
use super::failure::Failure;
use super::frame::Frame;
use super::keys::Keys;
use super::policy::Policies;
use super::sign_in::{SignIn, SignInAgain};
use leptos::prelude::*;
use web::components::{Announcer, LiveRegion, Skeleton};
use web::i18n::Language;
use web::router::Router;

/// The console.
#[component]
pub(crate) fn App() -> impl IntoView {
    let language = Language::provide();
    Router::provide();
    let announcer = Announcer::provide();
    Keys::provide();
    let desk = Desk::provide();
    Cases::provide(desk);
    Policies::provide(desk);
    view! {
        <LiveRegion announcer />
        {move || {
            language.get();
            match desk.gate.get() {
                Gate::Asking => view! { <Asking /> }.into_any(),
                Gate::Out => view! { <SignIn /> }.into_any(),
                Gate::In => {
                    view! {
                        <Frame />
                        <SignInAgain />
                    }
                        .into_any()
                }
                Gate::Failed(error) => {
                    view! {
                        <main class="gate">
                            <Failure error on_retry=move |()| desk.ask_again() />
                        </main>
                    }
                        .into_any()
                }
            }
        }}
    }
}

/// While it is not known who is there: the shape of a queue, after a moment.
#[component]
fn Asking() -> impl IntoView {
    view! {
        <main class="gate late">
            <Skeleton lines=6 />
        </main>
    }
}
