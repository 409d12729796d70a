//! Moving something up or down in its list: a rule, a condition, a grant, a row of the desk.

use super::store::DraftStore;
use domain::policy::draft::edit::Edit;
use leptos::prelude::*;
use web::i18n::t::policy as t;
use web::i18n::use_locale;

/// Two buttons that move an entry of a list by one place.
#[component]
pub(super) fn Moving(
    /// The draft.
    store: DraftStore,
    /// The rule; none for a row of the desk.
    rule: Option<String>,
    /// What is moved; empty for the rule itself.
    path: String,
    /// Its place, from 0.
    place: usize,
    /// How many there are.
    of: usize,
    /// What it is called.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let locale = use_locale();
    let button = move |to: Option<usize>, kind: &'static str, sign: &'static str, name: String| {
        let to = to.filter(|to| *to < of).and_then(|to| u32::try_from(to).ok())?;
        let (rule, moved) = (rule.clone(), path.clone());
        let shift = move |_| {
            let path = moved.clone();
            store.edit(match rule.clone() {
                Some(rule) => Edit::Move { rule, path, to },
                None => Edit::MoveRow { path, to },
            });
        };
        let title = name.clone();
        let id = [kind, "-", &path.replace('.', "-")].concat();
        Some(view! {
            <button type="button" class="icon-button" id=id aria-label=name title=title on:click=shift>
                {sign}
            </button>
        })
    };
    let (up, down) = (t::move_up(locale, &what), t::move_down(locale, &what));
    move || {
        (of > 1 && store.is_open()).then(|| {
            (
                button(place.checked_sub(1), "up", "↑", up.clone()),
                button(place.checked_add(1), "down", "↓", down.clone()),
            )
        })
    }
}
