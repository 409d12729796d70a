//! The root of an entry of the desk: makes what all its pages share, then shows the gate or the pages.

use super::failure::Failure;
use super::keys::Keys;
use super::route::Entry;
use super::sign_in::{SignIn, SignInAgain};
use super::{Desk, Gate, use_desk};
use crate::api::{self, Face, speak_as};
use crate::browser::{clock, document, focus, history};
use crate::components::{Announcer, LiveRegion, Skeleton};
use crate::i18n::Language;
use crate::i18n::voice::speak_to_desk;
use crate::router::Router;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Where the page's shell stands, and the sentence that waits hidden for a page that broke.
const ROOT: &str = "app";
const FAULT: &str = "fault";

/// How often, and how many milliseconds apart, one looks whether the server has answered before a page is left.
const LOOKS: u32 = 40;
const BETWEEN_LOOKS: u64 = 50;

/// Starts an entry: `provide` makes what outlives its pages, `pages` draws them for whoever is signed in, and again
/// when the language changes.
pub fn start(entry: Entry, provide: fn(Desk), pages: fn() -> AnyView) {
    speak_as(Face::Console);
    speak_to_desk();
    std::panic::set_hook(Box::new(|_| document::reveal(FAULT)));
    if let Some(root) = document::take_root(ROOT) {
        leptos::mount::mount_to(root, move || {
            Language::provide();
            Router::provide(match entry {
                Entry::Console => |href| leave_for(Entry::Policy, href),
                Entry::Policy => |href| leave_for(Entry::Console, href),
            });
            Announcer::provide();
            focus::watch();
            Keys::provide();
            provide(Desk::provide());
            view! { <Root pages /> }
        })
        .forget();
        document::mark_ready();
    }
}

/// Loads a page that the other entry serves; says whether it does.
fn leave_for(other: Entry, href: &str) -> bool {
    let is_there = Entry::of(href) == other;
    if is_there {
        let href = href.to_owned();
        spawn_local(async move {
            // What was begun is let finish first: leaving would break the request off.
            for _ in 0..LOOKS {
                if !api::is_writing() {
                    break;
                }
                clock::sleep(BETWEEN_LOOKS).await;
            }
            history::leave(&href);
        });
    }
    is_there
}

#[component]
fn Root(pages: fn() -> AnyView) -> impl IntoView {
    let desk = use_desk();
    let language = use_context::<Language>();
    view! {
        <LiveRegion announcer=desk.announcer />
        {move || {
            // A change of language draws everything below anew.
            language.map(Language::get);
            match desk.gate.get() {
                Gate::Asking => view! { <Asking /> }.into_any(),
                Gate::Out => view! { <SignIn /> }.into_any(),
                Gate::In => {
                    view! {
                        {pages()}
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

#[cfg(test)]
mod tests {
    /// Only what is loaded and where the way out of a fault leads may differ.
    #[test]
    fn pages_of_both_entries_are_one_shell() {
        let shell = |page: &'static str| {
            let lines = page.lines().filter(|line| !line.contains("data-trunk"));
            lines.map(|line| line.replace("/console/policy", "/console")).collect::<Vec<_>>()
        };
        let console = shell(include_str!("../../../console.html"));
        assert_eq!(console, shell(include_str!("../../../policy.html")));
        assert!(console.len() > 20);
    }
}
