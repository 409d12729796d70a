//! A field for the person's own words: kept until the server has them, and never cut. What is wrong with them is said
//! beside them: too many of them at once, anything else once somebody tried to send them.

use domain::text::problem::{Problem, ProblemCode};
use domain::text::{Message, Sentence};
use leptos::prelude::*;
use web::components::TextArea;
use web::i18n::{rejection, use_locale};
use web::kept::KeptText;

/// The words and what is known of them.
#[derive(Clone, Copy)]
pub(super) struct Words {
    text: KeptText,
    is_optional: bool,
    has_tried: RwSignal<bool>,
    problem: fn(&str) -> Option<Problem>,
}

impl Words {
    /// One paragraph.
    pub(super) fn sentence(text: KeptText, is_optional: bool) -> Self {
        let problem = |text: &str| Sentence::parse(text).err().map(|problem| problem.at("sentence"));
        Self { text, is_optional, has_tried: RwSignal::new(false), problem }
    }

    /// A whole message.
    pub(super) fn message(text: KeptText, is_optional: bool) -> Self {
        let problem = |text: &str| Message::parse(text).err();
        Self { text, is_optional, has_tried: RwSignal::new(false), problem }
    }

    /// The words as they stand; not tracked.
    pub(super) fn now(self) -> String {
        self.text.now()
    }

    /// Whether they can be sent; from now on what is wrong with them is said.
    pub(super) fn check(self) -> bool {
        let is_fine = self.wrong(&self.now()).is_none();
        self.has_tried.set(!is_fine);
        is_fine
    }

    fn wrong(self, text: &str) -> Option<Problem> {
        if self.is_optional && text.trim().is_empty() { None } else { (self.problem)(text) }
    }

    fn error(self) -> Signal<Option<String>> {
        let locale = use_locale();
        Signal::derive(move || {
            let wrong = self.wrong(&self.text.get())?;
            let is_said = self.has_tried.get() || wrong.code == ProblemCode::TooLong;
            is_said.then(|| rejection::problem(locale, &wrong))
        })
    }
}

/// The field.
#[component]
pub(super) fn WordsField(
    /// Its id.
    #[prop(into)]
    id: String,
    /// What is asked.
    label: &'static str,
    /// Help for answering.
    hint: Option<&'static str>,
    /// The words.
    words: Words,
    /// How many lines it shows while empty.
    rows: u8,
) -> impl IntoView {
    let error = words.error();
    let (text, is_optional) = (words.text, words.is_optional);
    let on_input = move |typed: String| text.set(typed);
    match hint {
        Some(hint) => {
            view! { <TextArea id label hint value=text.signal() on_input error is_optional rows /> }
                .into_any()
        }
        None => {
            view! { <TextArea id label value=text.signal() on_input error is_optional rows /> }.into_any()
        }
    }
}
