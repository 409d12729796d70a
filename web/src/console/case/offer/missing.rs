//! What an option leaves out and what rules grant, added with one press and with all that the rule says of it.

use super::super::store::CaseStore;
use super::Editor;
use domain::compensation::option::{Missing, RemedyPart};
use domain::complaint::Case;
use domain::complaint::assess::{Assessment, Counterpart};
use domain::id::OptionId;
use domain::remedy::Remedy;
use leptos::prelude::*;
use web::components::{Button, ButtonKind};
use web::i18n::{Locale, t::console as texts, words as shared};
use web::wall;

/// Adds what an option leaves out, each with one press.
pub(super) fn add_missing(
    store: CaseStore,
    editor: Editor,
    id: OptionId,
    missing: &[Missing],
    locale: Locale,
) -> impl IntoView + use<> {
    let buttons = missing.iter().filter_map(|one| {
        let part = granted(store, one.remedy)?;
        // Freight is a part of its own, missing until it is added too.
        let added = Missing { remedy: one.remedy, amount: part.amount };
        let label = texts::add_missing(locale, &shared::missing(locale, &[added]));
        let add = move |()| editor.change(|draft| draft.add_granted(id, &part));
        Some(view! { <Button label kind=ButtonKind::Quiet on_press=add /> })
    });
    buttons.collect_view()
}

/// What rules grant of a remedy, with its sum, rule and payer; nothing where somebody gives it of their own accord.
pub(super) fn granted(store: CaseStore, remedy: Remedy) -> Option<RemedyPart> {
    asked(store, |answer, case| answer.addable(case).into_iter().find(|part| part.remedy == remedy))
}

/// What rules grant in the place of a remedy that somebody gives of their own accord.
pub(super) fn counterpart(store: CaseStore, remedy: Remedy) -> Option<Counterpart> {
    asked(store, |answer, case| answer.counterpart(case, remedy))
}

fn asked<T>(store: CaseStore, of: impl FnOnce(&Assessment<'_>, &Case) -> Option<T>) -> Option<T> {
    let (case, packs) = (store.case.get_untracked()?, store.packs_now()?);
    of(&Assessment::of(&case, &packs, &store.elsewhere.get_untracked(), &wall::zone()), &case)
}
