//! Asking once more before a step where words may still say the former sum.

use super::super::changes::stale_text;
use super::super::store::DraftStore;
use crate::route::{DraftPart, DraftTab, PolicyPlace};
use domain::policy::draft::change::Change;
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Dialog, call};
use web::i18n::t::policy as t;
use web::i18n::{Locale, use_locale};
use web::router::use_router;

/// The rules whose words may say the former sum, each with what is asked about them.
fn asked(store: DraftStore, locale: Locale) -> Vec<(String, Vec<String>)> {
    let Some(document) = store.document() else { return Vec::new() };
    let of = |change: &Change| match change {
        Change::WordingStands { rule, texts, gives, .. } if !texts.is_empty() => {
            Some((rule.clone(), texts.iter().map(|one| stale_text(locale, one, gives)).collect()))
        }
        _ => None,
    };
    document.changes.iter().filter_map(of).collect()
}

/// A step that asks first where words may say the former sum.
#[component]
pub(super) fn Step(
    store: DraftStore,
    /// The button's id.
    id: &'static str,
    label: &'static str,
    /// The step itself.
    #[prop(into)]
    on_press: UnsyncCallback<()>,
) -> impl IntoView {
    let (locale, router) = (use_locale(), use_router());
    let is_asking = RwSignal::new(false);
    let press = move |()| {
        if asked(store, locale).is_empty() {
            call(on_press, ());
        } else {
            is_asking.set(true);
        }
    };
    let go_on = move |()| {
        is_asking.set(false);
        call(on_press, ());
    };
    let change = move |()| {
        is_asking.set(false);
        let first = asked(store, locale).into_iter().next().map(|(rule, _)| DraftPart::Rule(rule));
        router.go(&PolicyPlace::Draft { id: store.id, tab: DraftTab::Rules, part: first }.href());
    };
    let lines = move || {
        let rules = if is_asking.get() { asked(store, locale) } else { Vec::new() };
        let all = rules.into_iter().flat_map(|(_, asked)| asked);
        all.map(|line| view! { <li>{line}</li> }).collect_view()
    };
    let [dialog, send, back] = ["-stale", "-stale-send", "-stale-change"].map(|name| [id, name].concat());
    view! {
        <Button id label is_busy=Signal::derive(move || store.is_busy()) on_press=press />
        <Dialog
            id=dialog
            title=t::stale_title(locale)
            is_open=is_asking
            on_close=move |()| is_asking.set(false)
            on_send=go_on
        >
            <ul class="stack-tight">{lines}</ul>
            <div class="cluster">
                <Button id=back.clone() label=t::stale_change(locale) on_press=change />
                <Button id=send.clone() label kind=ButtonKind::Secondary on_press=go_on />
            </div>
        </Dialog>
    }
}
