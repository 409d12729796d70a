//! Asking for a sentence before something is done, in a dialog of its own.

use super::ask::use_acting;
use super::news::Trouble;
use super::waits::{Replaces, Waits};
use super::words::{Words, WordsField};
use domain::complaint::command::Command;
use domain::complaint::settles::Settles;
use domain::text::Sentence;
use leptos::prelude::*;
use web::components::live::use_announcer;
use web::components::{Button, ButtonKind, Dialog, DialogFoot};

/// The ways on and back at the foot of a dialog.
#[component]
pub(super) fn DialogActions(
    /// The dialog's id; the way on has the same with `-send`.
    #[prop(into)]
    id: String,
    /// What the way on says.
    label: &'static str,
    /// How much it asks for attention.
    #[prop(optional)]
    kind: ButtonKind,
    /// What it does.
    #[prop(into)]
    on_send: UnsyncCallback<()>,
) -> impl IntoView {
    let acting = use_acting()?;
    acting.note_drawn(&id);
    let send_id = [id.as_str(), "-send"].concat();
    Some(view! {
        <DialogFoot
            id=send_id
            label
            kind
            is_busy=acting.is_busy()
            on_send
            on_close=move |()| acting.close(&id)
        />
    })
}

/// A button that opens a dialog which asks for a sentence before something is done.
#[component]
pub(super) fn AskSentence(
    /// The dialog's id; the button's is the same with `-open`, the field's with `-sentence`, the way on with `-send`.
    id: &'static str,
    /// The field, as its words are kept.
    fields: &'static [&'static str; 1],
    /// What the way on says, and the button.
    label: &'static str,
    /// What the button says, where it is something else.
    #[prop(optional)]
    opener: Option<&'static str>,
    /// The dialog's title.
    title: &'static str,
    /// A sentence of explanation.
    #[prop(optional)]
    body: Option<&'static str>,
    /// What the field asks.
    question: &'static str,
    /// Help for answering.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// Whether the field may stay blank.
    #[prop(optional)]
    is_optional: bool,
    /// How much the button asks for attention.
    kind: ButtonKind,
    /// What is settled with it.
    #[prop(into)]
    settles: Signal<Option<Settles>>,
    /// What is asked before the sentence.
    #[prop(optional, into)]
    before: Option<ViewFn>,
    /// What is let go together with the sentence.
    #[prop(optional)]
    also: Option<&'static [&'static str]>,
    /// The command made from the sentence.
    #[prop(into)]
    command: Callback<Option<Sentence>, Option<Command>>,
    /// What is said once it is done.
    #[prop(optional)]
    done: Option<&'static str>,
) -> impl IntoView {
    let acting = use_acting()?;
    let announcer = use_announcer();
    let [field] = *fields;
    let words = Words::sentence(acting.following.text(field), is_optional);
    let send = UnsyncCallback::new(move |()| {
        if !words.check() {
            return;
        }
        if let Some(command) = command.run(Sentence::parse(&words.now()).ok()) {
            let fields = also.unwrap_or(fields);
            acting.act([id, "-open"].concat(), command, fields, move || announcer.say(done.unwrap_or(title)));
        }
    });
    let ask = move || {
        let before = before.as_ref().map(ViewFn::run);
        view! {
            {body.map(|body| view! { <p>{body}</p> })}
            <Trouble />
            <Replaces id settles />
            {before}
            <WordsField id=[id, "-sentence"].concat() label=question hint words rows=3 />
            <DialogActions id label kind=strong(kind) on_send=send />
        }
        .into_any()
    };
    Some(view! {
        <Waits place=[id, "-open"].concat() title=opener.unwrap_or(label) />
        <Button
            label=opener.unwrap_or(label).to_owned()
            kind
            on_press=move |()| acting.open(id)
            id=[id, "-open"].concat()
        />
        <Dialog id title is_open=acting.is_open(id) on_close=move |()| acting.close(id)>
            {ask()}
        </Dialog>
    })
}

/// What opens a dialog may be quiet; what goes through with it is not.
const fn strong(kind: ButtonKind) -> ButtonKind {
    match kind {
        ButtonKind::Danger => ButtonKind::Danger,
        ButtonKind::Primary | ButtonKind::Secondary | ButtonKind::Quiet => ButtonKind::Primary,
    }
}
