//! A step that needs a reason in a sentence: a dialog with one field, which keeps what was typed until the server
//! has it.

use super::store::CaseStore;
use domain::complaint::Case;
use domain::complaint::command::Command;
use domain::id::OfferId;
use domain::text::Sentence;
use leptos::prelude::*;
use std::sync::Arc;
use web::components::{Dialog, DialogFoot, Notice, TextArea, Tone};
use web::i18n::rejection::{problem, rejection};
use web::i18n::{t, use_locale};

/// The offer a reason is being written about, which somebody else may answer or take back meanwhile.
#[derive(Clone, Copy)]
pub(super) struct About {
    meant: RwSignal<Option<OfferId>>,
    is_open: RwSignal<bool>,
}

impl About {
    /// None yet.
    pub(super) fn none() -> Self {
        Self { meant: RwSignal::new(None), is_open: RwSignal::new(false) }
    }

    /// Asks why, about this one.
    pub(super) fn ask(self, offer: OfferId) {
        self.meant.set(Some(offer));
        self.is_open.set(true);
    }
}

/// The same dialog about an offer: it stands beside the offer, and stays with what is being written where that goes.
#[component]
pub(super) fn ReasonedOffer(
    /// The dialog's id.
    id: &'static str,
    /// What is about to be done.
    title: &'static str,
    /// Whose eyes the reason is for.
    label: &'static str,
    /// Which offer is meant.
    about: About,
    /// The offer that is there now.
    now: fn(&Case) -> Option<OfferId>,
    /// The case.
    store: CaseStore,
    /// The command about it, given the reason.
    command: fn(OfferId, Sentence) -> Command,
) -> impl IntoView {
    let now = move || store.case.with(|case| case.as_deref().and_then(now));
    let is_gone = Signal::derive(move || about.is_open.get() && about.meant.get() != now());
    view! {
        <Reasoned
            id
            title
            label
            is_open=about.is_open
            is_gone
            store
            command=move |reason| about.meant.get_untracked().map(|offer| command(offer, reason))
        />
    }
}

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
    /// The command, given the reason; none while what else is to be chosen is not.
    command: impl Fn(Sentence) -> Option<Command> + Send + Sync + 'static,
    /// Whether what else is to be chosen can be sent; where it can't, whoever asks for it says so at its own field.
    #[prop(optional, into)]
    is_ready: Option<Callback<(), bool>>,
    /// The fields of what else is to be chosen, which are kept as the reason is.
    #[prop(optional)]
    fields: &'static [&'static str],
    /// Whether what it is about is not there any more: somebody else was faster. It stays open, with what was written.
    #[prop(optional, into)]
    is_gone: Signal<bool>,
    /// What else is to be chosen.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let locale = use_locale();
    let command = StoredValue::new(Arc::new(command));
    let text = store.text(id);
    let fields: Vec<&str> = fields.iter().copied().chain([id]).collect();
    let fields = StoredValue::new(fields);
    let wrong = RwSignal::new(None::<String>);
    let field = [id, "-reason"].concat();
    let button = [id, "-send"].concat();
    let send = move |()| {
        if is_ready.is_some_and(|is_ready| !is_ready.run(())) {
            return wrong.set(None);
        }
        let reason = match Sentence::parse(&text.now()) {
            Ok(reason) => reason,
            Err(fault) => return wrong.set(Some(problem(locale, &fault))),
        };
        let Some(command) = command.with_value(|command| command(reason)) else {
            return wrong.set(Some(t::console::choose_first(locale).to_owned()));
        };
        match fields.with_value(|fields| store.submit_written(command, fields)) {
            Ok(()) => {
                wrong.set(None);
                is_open.set(false);
            }
            Err(why) => wrong.set(Some(rejection(locale, &why))),
        }
    };
    let children = StoredValue::new(children);
    view! {
        <Dialog id title is_open on_close=move |()| is_open.set(false) on_send=send>
            <Show when=move || is_gone.get()>
                <Notice tone=Tone::Warn is_alert=true>{t::console::reasoned_gone(locale)}</Notice>
            </Show>
            {children.with_value(|children| children.as_ref().map(|children| children()))}
            <TextArea
                id=field.clone()
                label
                rows=3
                value=text.signal()
                error=wrong
                on_input=move |typed| text.set(typed)
            />
            <DialogFoot id=button.clone() label=title on_send=send on_close=move |()| is_open.set(false) />
        </Dialog>
    }
}
