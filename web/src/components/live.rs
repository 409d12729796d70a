//! The one place from which the page speaks to screen readers, and the short notice others see for a moment.

use crate::browser::clock;
use leptos::prelude::*;

/// How long a short notice stays, in milliseconds: long enough to read twice.
const STAYS: u64 = 6_000;

/// Says things; provided once at the root.
#[derive(Clone, Copy)]
pub struct Announcer {
    spoken: RwSignal<String>,
    shown: RwSignal<Option<String>>,
}

impl Announcer {
    /// Provides itself to everything below.
    pub fn provide() -> Self {
        let announcer = Self { spoken: RwSignal::new(String::new()), shown: RwSignal::new(None) };
        provide_context(announcer);
        announcer
    }

    /// Says something to screen readers only.
    pub fn say(self, text: &str) {
        // The same text twice is only said twice if it changes in between.
        let same = self.spoken.with_untracked(|spoken| spoken == text);
        self.spoken.set(if same { [text, "\u{a0}"].concat() } else { text.to_owned() });
    }

    /// Says something to everybody, for a moment.
    pub fn show(self, text: &str) {
        self.say(text);
        self.shown.set(Some(text.to_owned()));
        let text = text.to_owned();
        leptos::task::spawn_local(async move {
            clock::sleep(STAYS).await;
            if self.shown.try_get_untracked().flatten().as_deref() == Some(text.as_str()) {
                self.shown.try_set(None);
            }
        });
    }
}

/// The announcer of the page; outside a page, one that nobody hears.
pub fn use_announcer() -> Announcer {
    use_context::<Announcer>()
        .unwrap_or_else(|| Announcer { spoken: RwSignal::new(String::new()), shown: RwSignal::new(None) })
}

/// Where the announcer's words are put.
#[component]
pub fn LiveRegion(
    /// Whose words.
    announcer: Announcer,
) -> impl IntoView {
    view! {
        <div class="out-of-sight" aria-live="polite" aria-atomic="true" id="live-region">
            {move || announcer.spoken.get()}
        </div>
        <div class="toasts" aria-hidden="true">
            {move || announcer.shown.get().map(|text| view! { <div class="toast">{text}</div> })}
        </div>
    }
}
