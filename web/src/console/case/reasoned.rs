//! A step that needs a reason in a sentence: a dialog with one field, which keeps what was typed until the step is
//! taken.

use super::store::CaseStore;
use domain::complaint::command::Command;
use domain::text::Sentence;
use leptos::prelude::*;
use std::sync::Arc;
use web::components::{Button, ButtonKind, Dialog, TextArea};
use web::i18n::rejection::{problem, rejection};
use web::i18n::{t, use_locale};
use web::kept::KeptText;

/// A dialog that asks why and then gives the command made from the answer.
#[component]
pub(super) fn Reasoned(
    /// The dialog's id; its field and button are named after it.
    id: &'static str,
    /// What is about to be done.
    title: &'static str,
    /// Whose eyes the reason is for.
    label: &'static str,
    /// Whether it is shown.
    is_open: RwSignal<bool>,
    /// The case.
    store: CaseStore,
    /// The command, given the reason.
    command: impl Fn(Sentence) -> Command + Send + Sync + 'static,
    /// Whether what else is to be chosen is; it is unless said otherwise.
    #[prop(default = Signal::stored(true))]
    is_complete: Signal<bool>,
    /// What else is to be chosen.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let locale = use_locale();
    let command = StoredValue::new(Arc::new(command));
    let text = KeptText::take_up(&store.place(), id);
    let wrong = RwSignal::new(None::<String>);
    let field = [id, "-reason"].concat();
    let button = [id, "-send"].concat();
    let send = move |()| match Sentence::parse(&text.now()) {
        _ if !is_complete.get_untracked() => wrong.set(Some(t::console::choose_first(locale).to_owned())),
        Err(fault) => wrong.set(Some(problem(locale, &fault))),
        Ok(reason) => match store.submit(command.with_value(|command| command(reason))) {
            Ok(()) => {
                // What the server will not have comes back with its words among what was not accepted.
                text.sent(&text.now());
                wrong.set(None);
                is_open.set(false);
            }
            Err(why) => wrong.set(Some(rejection(locale, &why))),
        },
    };
    let children = StoredValue::new(children);
    view! {
        <Dialog id title is_open on_close=move |()| is_open.set(false) on_send=send>
            {children.with_value(|children| children.as_ref().map(|children| children()))}
            <TextArea
                id=field.clone()
                label
                rows=3
                value=text.signal()
                error=wrong
                on_input=move |typed| text.set(typed)
            />
            <div class="cluster">
                <Button id=button.clone() label=title on_press=send />
                <Button
                    label=t::common::cancel(locale)
                    kind=ButtonKind::Secondary
                    on_press=move |()| is_open.set(false)
                />
            </div>
        </Dialog>
    }
}
