//! Wishes that are ticked in a dialog, kept until it is sent.

use crate::follow::Following;
use domain::remedy::Remedy;
use leptos::prelude::*;
use web::kept::KeptText;

/// What is ticked, by the codes of the wishes, in the order in which it was.
#[derive(Clone, Copy)]
pub(super) struct Ticks(KeptText);

impl Ticks {
    /// Those kept in a field.
    pub(super) fn of(following: Following, field: &'static str) -> Self {
        Self(following.text(field))
    }

    /// Their codes; tracked.
    pub(super) fn codes(self) -> Signal<Vec<String>> {
        Signal::derive(move || codes(&self.0.get()))
    }

    /// Ticks one, or takes its tick off.
    pub(super) fn set(self, code: String, is_on: bool) {
        let mut all = codes(&self.0.now());
        all.retain(|wish| *wish != code);
        if is_on {
            all.push(code);
        }
        self.0.set(all.join(","));
    }

    /// Those that can be wished for now; not tracked. One that went from the list meanwhile is not sent unseen.
    pub(super) fn among(self, wishable: &[Remedy]) -> Vec<Remedy> {
        let wants = codes(&self.0.now()).into_iter().filter_map(|code| Remedy::from_code(&code));
        wants.filter(|wish| wishable.contains(wish)).collect()
    }
}

fn codes(kept: &str) -> Vec<String> {
    kept.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect()
}
