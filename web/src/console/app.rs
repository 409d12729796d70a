//! What outlives a page of the console, and what it draws for whoever is signed in.

use super::case::cases::Cases;
use super::frame::Pages;
use leptos::prelude::*;
use web::desk::{Desk, Gate};

/// Makes what outlives a page.
pub(crate) fn provide(desk: Desk) {
    Cases::provide(desk);
    Effect::new(move |_| {
        if desk.gate.get() == Gate::In {
            desk.load_packs();
        }
    });
}

/// The pages.
pub(crate) fn pages() -> AnyView {
    view! { <Pages /> }.into_any()
}
