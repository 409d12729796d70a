//! The pieces of a page that know nothing of complaints: semantic HTML with a class and a label.
//!
//! Native elements do the work (fieldset, dialog, details, progress), so keyboard, screen reader and high
//! contrast come from the browser. A component takes signals in and callbacks out and keeps no state that
//! somebody else might want to know. None may hold a text of its own beyond [`crate::i18n`].

pub mod button;
pub mod choice;
pub mod dialog;
pub mod error_summary;
pub mod field;
pub mod file_picker;
pub mod filled_in;
pub mod fold;
pub mod icon;
pub mod keyed;
pub mod language_switch;
pub mod live;
pub mod notice;
pub mod picker;
pub mod send_form;
pub mod waiting;

pub use button::{Button, ButtonKind, RemoveButton, SubmitButton};
pub use choice::{CheckGroup, Choice, RadioGroup, ScoreGroup};
pub use dialog::{Dialog, DialogFoot};
pub use error_summary::{ErrorSummary, FieldError};
pub use field::{InputKind, TextArea, TextField};
pub use file_picker::FilePicker;
pub use fold::Fold;
pub use icon::{Icon, IconMark};
pub use keyed::Keyed;
pub use language_switch::LanguageSwitch;
pub use live::{Announcer, LiveRegion};
pub use notice::{Notice, Tone};
pub use picker::Picker;
pub use send_form::SendForm;
pub use waiting::{ProgressBar, Skeleton};

use leptos::prelude::{Callable, UnsyncCallback};

/// Calls a callback whose component may be gone already: a dialog closes, and a picture loads, after the fact.
pub fn call<In: 'static>(callback: UnsyncCallback<In>, input: In) {
    // Whoever would have listened has left; nothing is owed to them.
    let _ = callback.try_run(input);
}
