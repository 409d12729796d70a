//! Doing something to the case: one place that sends, says what went wrong, and asks for a sentence where one is due.

use crate::follow::Following;
use domain::complaint::command::Command;
use domain::text::Sentence;
use leptos::prelude::*;
use web::components::live::use_announcer;
use web::components::{Announcer, Button, ButtonKind, Dialog, TextArea};
use web::i18n::{Locale, rejection, t, use_locale};

/// What the pieces of the case page act through; provided by the page.
#[derive(Clone, Copy)]
pub(super) struct Acting {
    /// The case.
    pub(super) following: Following,
    locale: Locale,
    announcer: Announcer,
    refused: RwSignal<Option<String>>,
    is_busy: RwSignal<bool>,
}

impl Acting {
    /// Provides itself to everything below.
    pub(super) fn provide(following: Following, locale: Locale) -> Self {
        let acting = Self {
            following,
            locale,
            announcer: use_announcer(),
            refused: RwSignal::new(None),
            is_busy: RwSignal::new(false),
        };
        provide_context(acting);
        acting
    }

    /// Why the last thing was refused, in words; tracked.
    pub(super) fn refused(self) -> Option<String> {
        self.refused.get()
    }

    /// Whether something is on its way; tracked.
    pub(super) fn is_busy(self) -> Signal<bool> {
        self.is_busy.into()
    }

    /// Says what went wrong: for a moment where the person is, and at the top of the page until the next try.
    pub(super) fn refuse(self, reason: String) {
        self.announcer.show(&reason);
        self.refused.try_set(Some(reason));
    }

    /// Does it, and calls `then` once the server has it. One thing at a time.
    pub(super) fn act(self, command: Command, then: impl FnOnce() + 'static) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.refused.set(None);
        leptos::task::spawn_local(async move {
            match self.following.dispatch(self.locale, command).await {
                Ok(()) => then(),
                Err(reason) => self.refuse(reason),
            }
            self.is_busy.try_set(false);
        });
    }
}

/// The page's way of acting; `None` outside a case page.
pub(super) fn use_acting() -> Option<Acting> {
    use_context::<Acting>()
}

/// A button that opens a dialog which asks for a sentence before something is done.
#[component]
pub(super) fn AskSentence(
    /// The dialog's id; the button's is the same with `-open`, the field's with `-sentence`, the way on with `-send`.
    id: &'static str,
    /// What the button and the way on say.
    label: &'static str,
    /// The dialog's title.
    title: &'static str,
    /// A sentence of explanation.
    #[prop(optional)]
    body: Option<&'static str>,
    /// What the field asks.
    question: &'static str,
    /// Whether the field may stay blank.
    #[prop(optional)]
    is_optional: bool,
    /// How much the button asks for attention.
    kind: ButtonKind,
    /// The command made from the sentence.
    command: fn(Option<Sentence>) -> Option<Command>,
) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting();
    let announcer = use_announcer();
    let is_open = RwSignal::new(false);
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let send = move |()| {
        let typed = text.get_untracked();
        let sentence = if is_optional && typed.trim().is_empty() {
            None
        } else {
            match Sentence::parse(&typed) {
                Ok(sentence) => Some(sentence),
                Err(problem) => {
                    error.set(Some(rejection::problem(locale, &problem.at("sentence"))));
                    return;
                }
            }
        };
        if let (Some(acting), Some(command)) = (acting, command(sentence)) {
            acting.act(command, move || announcer.say(title));
            is_open.set(false);
            text.set(String::new());
        }
    };
    view! {
        <Button label=label.to_owned() kind on_press=move |()| is_open.set(true) id=[id, "-open"].concat() />
        <Dialog id title is_open on_close=move |()| is_open.set(false)>
            {body.map(|body| view! { <p>{body}</p> })}
            <TextArea
                id=[id, "-sentence"].concat()
                label=question
                value=text
                on_input=move |typed: String| {
                    error.set(None);
                    text.set(typed);
                }
                error
                is_optional
                rows=3
            />
            <div class="actions">
                <Button label=label.to_owned() kind=strong(kind) on_press=send id=[id, "-send"].concat() />
                <Button label=t::common::cancel(locale).to_owned() kind=ButtonKind::Quiet on_press=move |()| is_open.set(false) />
            </div>
        </Dialog>
    }
}

/// What opens a dialog may be quiet; what goes through with it is not.
const fn strong(kind: ButtonKind) -> ButtonKind {
    match kind {
        ButtonKind::Danger => ButtonKind::Danger,
        ButtonKind::Primary | ButtonKind::Secondary | ButtonKind::Quiet => ButtonKind::Primary,
    }
}
