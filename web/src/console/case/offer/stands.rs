//! The offer that stands, before one of less worth takes its place: whoever writes that one is told, and keeps what stands
//! as one more choice with one press.

use super::super::happening::option_line;
use super::super::store::CaseStore;
use super::editor::weighed_all;
use super::{Editor, new_option_id};
use domain::compensation::option::RemedyOption;
use domain::complaint::Phase;
use domain::complaint::assess::Assessment;
use domain::complaint::command::{MAX_OPTIONS, OfferedOption};
use domain::complaint::decide::may_take;
use domain::complaint::stands::lost;
use domain::text::Message;
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Notice, Tone};
use web::i18n::{t::console as t, use_locale};
use web::wall;

impl Editor {
    /// Whether just this is before the customer, who has not answered it and can take all of it: the same options with the
    /// same words.
    pub(super) fn stands(self, options: &[OfferedOption], message: Option<&Message>) -> bool {
        self.store.case.with_untracked(|case| {
            let Some((case, Phase::Offered(open))) = case.as_ref().map(|case| (case, &case.phase)) else {
                return false;
            };
            let can_be_taken = |offered: &OfferedOption| {
                self.store.with_context(|ctx| may_take(case, open, &offered.option, ctx).is_ok())
            };
            let is_same = |new: &OfferedOption| {
                open.options.iter().any(|old| {
                    let is_as_recommended = new.option.is_recommended == old.option.is_recommended;
                    new.option.parts == old.option.parts && (is_as_recommended || options.len() == 1)
                })
            };
            open.options.len() == options.len()
                && options.iter().all(is_same)
                && open.options.iter().all(can_be_taken)
                && open.message.as_deref() == message.map(Message::as_str)
        })
    }
}

/// What the customer would lose by the draft; nothing where they lose nothing, or while it can't be read.
fn would_lose(store: CaseStore, editor: Editor) -> Option<RemedyOption> {
    let (case, packs) = (store.case.get()?, store.packs()?);
    let options = weighed_all(store, editor)?;
    let assessment = Assessment::of(&case, &packs, &store.elsewhere.get(), &wall::zone());
    lost(&case, &assessment, &options).cloned()
}

/// That more stands already.
#[component]
pub(super) fn MoreStands(store: CaseStore, editor: Editor) -> impl IntoView {
    let locale = use_locale();
    let lost = Memo::new(move |_| would_lose(store, editor));
    let has_room = move || {
        editor.draft.with(|draft| draft.as_ref().is_some_and(|draft| draft.options.len() < MAX_OPTIONS))
    };
    let keep = move |()| {
        if let Some(option) = lost.get_untracked() {
            let option = RemedyOption { is_recommended: false, ..option };
            editor.change(|draft| draft.add_option(&option, new_option_id()));
        }
    };
    move || {
        let line = t::more_stands(locale, &option_line(locale, &lost.get()?));
        Some(view! {
            <Notice tone=Tone::Warn>
                <div id="more-stands" class="stack-tight">
                    <p>{line}</p>
                    {has_room()
                        .then(|| {
                            view! {
                                <Button
                                    id="keep-what-stands"
                                    label=t::keep_what_stands(locale)
                                    kind=ButtonKind::Secondary
                                    on_press=keep
                                />
                            }
                        })}
                </div>
            </Notice>
        })
    }
}
