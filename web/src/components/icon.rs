//! A few own strokes. They only ever stand beside words, so they are hidden from screen readers.

use leptos::prelude::*;

/// Which picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A tick: done, granted.
    Tick,
    /// A cross: not granted, remove.
    Cross,
    /// An exclamation mark in a ring.
    Alert,
    /// A letter i in a ring.
    Info,
    /// A question mark in a ring.
    Question,
    /// A clock face.
    Clock,
    /// A camera.
    Camera,
    /// A parcel.
    Parcel,
    /// A speech bubble.
    Speech,
    /// An arrow back.
    Back,
    /// A closed eye: only the desk sees it.
    Hidden,
    /// A lock: it stays inside.
    Lock,
    /// Two sheets: copy.
    Copy,
    /// A plus: add.
    Plus,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Tick => "M5 12.5l4.5 4.5L19 7.5",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Alert => "M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM12 8v5M12 16v.2",
            Self::Info => "M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM12 11v5M12 8v.2",
            Self::Question => {
                "M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM9.7 9.6a2.4 2.4 0 114 1.7c-.9.8-1.7 1.2-1.7 2.2M12 16.4v.2"
            }
            Self::Clock => "M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17zM12 7.5V12l3 2",
            Self::Camera => "M4 8h3l1.5-2.5h7L17 8h3v11H4zM12 10a3.2 3.2 0 100 6.4A3.2 3.2 0 0012 10z",
            Self::Parcel => "M12 3l8 4.2v9.6L12 21l-8-4.2V7.2zM4 7.2l8 4.2 8-4.2M12 11.4V21M8 5.1l8 4.2",
            Self::Speech => "M4 5h16v11H12l-5 4v-4H4z",
            Self::Back => "M11 6l-6 6 6 6M5 12h14",
            Self::Lock => "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 017 0v3",
            Self::Copy => "M9 9h11v11H9zM15 9V4H4v11h5",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Hidden => {
                "M3 10c2.5 3.2 5.5 4.8 9 4.8s6.500-1.600 9-4.800M6 13l-1.500 2.500M18 13l1.500 2.500M12 15v3"
            }
        }
    }
}

/// An icon of 20 px, in the colour of its text.
#[component]
pub fn IconMark(
    /// Which picture.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg
            viewBox="0 0 24 24"
            width="20"
            height="20"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d=icon.path()></path>
        </svg>
    }
}

/// The desk's own mark, as the page's shell draws it.
#[component]
pub fn BrandMark() -> impl IntoView {
    view! {
        <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
            <path fill="currentColor" d="M16 2a14 14 0 100 28 14 14 0 000-28z"></path>
            <path
                class="brand-tick"
                fill="none"
                stroke-width="3"
                stroke-linecap="round"
                stroke-linejoin="round"
                d="M10 16.500l4.500 4.500L23 12"
            ></path>
        </svg>
    }
}
