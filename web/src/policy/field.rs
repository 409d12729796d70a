//! A slot of a draft as a field that saves itself when it is left.
//!
//! A field shows what is being typed, else what the server holds. What is wrong or refused stays in it with the
//! reason below; Escape puts back what the server holds.

use super::control::Control;
use super::labels;
use super::pending::{Key, slot};
use super::store::DraftStore;
use super::typed;
use domain::policy::draft::form::{Slot, SlotKind, SlotName};
use leptos::prelude::*;
use std::sync::Arc;
use web::components::field::ErrorText;
use web::i18n::{Locale, use_locale};

/// The id of a slot's field on the page.
pub(super) fn field_id(path: &str) -> String {
    ["slot-", &path.replace('.', "-")].concat()
}

/// A slot of a draft.
#[component]
pub(super) fn Field(
    /// The draft.
    store: DraftStore,
    /// The rule it belongs to; none for the pack as a whole.
    rule: Option<String>,
    /// The slot, without what stands in it.
    form: Slot,
    /// A label of its own; without one that of its name.
    #[prop(optional, into)]
    label: Option<String>,
    /// Whether the label is only said, not shown.
    #[prop(optional)]
    is_label_hidden: bool,
) -> impl IntoView {
    let locale = use_locale();
    let slot = form;
    let label = label.unwrap_or_else(|| labels::slot(locale, slot.name, &slot.path));
    let (control, is_on_its_way) = bound(store, rule, &slot, label.clone(), locale);
    let error = control.error;
    let is_wide = matches!(slot.kind, SlotKind::Texts { .. } | SlotKind::Words(_) | SlotKind::Days)
        || matches!(slot.name, SlotName::Example | SlotName::Excludes);
    let is_group = matches!(slot.kind, SlotKind::Texts { .. } | SlotKind::Words(_));
    let id = control.id.clone();
    let error_id = [id.as_str(), "-error"].concat();
    let hint = labels::hint(locale, slot.name).map(|hint| view! { <p class="field-hint">{hint}</p> });
    let shown = (!is_label_hidden).then(|| {
        if is_group {
            view! { <span class="field-label">{label.clone()}</span> }.into_any()
        } else {
            view! { <label class="field-label" for=id>{label.clone()}</label> }.into_any()
        }
    });
    view! {
        <div
            class="field slot"
            class:slot-wide=is_wide
            class:slot-pending=move || is_on_its_way.get()
            class:field-wrong=move || error.with(Option::is_some)
            data-path=slot.path.clone()
        >
            {shown}
            {hint}
            {control.view(locale)}
            <ErrorText id=error_id error />
        </div>
    }
}

/// The control of a slot, told and asked through the store.
fn bound(
    store: DraftStore,
    rule: Option<String>,
    slot_form: &Slot,
    label: String,
    locale: Locale,
) -> (Control, Signal<bool>) {
    let Slot { name, path, kind, is_optional, .. } = slot_form.clone();
    let key: Arc<Key> = Arc::new((rule, path));
    let value = Memo::new({
        let key = Arc::clone(&key);
        move |_| {
            let typing = store.typing.with(|typing| typing.get(&*key).cloned());
            typing.unwrap_or_else(|| {
                let value =
                    store.with(|document| slot(&document.form, &key).and_then(|slot| slot.value.clone()));
                typed::shown(value.flatten().as_ref())
            })
        }
    });
    let error = Memo::new({
        let key = Arc::clone(&key);
        move |_| store.wrong.with(|wrong| wrong.get(&*key).map(|why| labels::problem(locale, why)))
    });
    let is_on_its_way = Memo::new({
        let key = Arc::clone(&key);
        move |_| store.is_on_its_way(&key)
    });
    let (typing, done, dropped) = (Arc::clone(&key), Arc::clone(&key), key);
    let control = Control {
        id: field_id(&slot_form.path),
        kind,
        name,
        label,
        is_optional,
        value: value.into(),
        on_type: UnsyncCallback::new(move |parts| store.type_in(&typing, parts)),
        on_done: UnsyncCallback::new(move |()| store.commit(&done, kind, is_optional)),
        on_drop: UnsyncCallback::new(move |()| store.put_back(&dropped)),
        is_locked: Signal::derive(move || !store.is_open()),
        error: error.into(),
    };
    (control, is_on_its_way.into())
}
