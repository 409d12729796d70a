//! The tables of a pack as rows that come, move and go: goodwill, who bears what, what to say, and the days until a
//! remedy is done. All but the last are for the desk alone.

use super::asker::{AskButton, Together, Values, Wanted};
use super::editor::fields;
use super::field::Field;
use super::moving::Moving;
use super::store::DraftStore;
use domain::policy::draft::edit::{Edit, SlotValue};
use domain::policy::draft::form::{EntryForm, RowTable, Slot, SlotKind, SlotName, WordList};
use leptos::prelude::*;
use web::components::RemoveButton;
use web::i18n::t::policy as t;
use web::i18n::{Locale, use_locale};

/// What a table of the desk is called.
pub(super) fn table_name(locale: Locale, table: RowTable) -> &'static str {
    match table {
        RowTable::Goodwill => t::goodwill(locale),
        RowTable::Burden => t::burdens(locale),
        RowTable::Phrase => t::phrases(locale),
    }
}

fn lead(locale: Locale, table: RowTable) -> &'static str {
    match table {
        RowTable::Goodwill => t::goodwill_lead(locale),
        RowTable::Burden => t::burdens_lead(locale),
        RowTable::Phrase => t::phrases_lead(locale),
    }
}

fn add_label(locale: Locale, table: RowTable) -> &'static str {
    match table {
        RowTable::Goodwill => t::add_goodwill(locale),
        RowTable::Burden => t::add_burden(locale),
        RowTable::Phrase => t::add_phrase(locale),
    }
}

/// A table of the desk.
#[component]
pub(super) fn Rows(
    /// The draft.
    store: DraftStore,
    /// Which table.
    table: RowTable,
    /// Its rows, without what stands in them.
    entries: Vec<EntryForm>,
) -> impl IntoView {
    let locale = use_locale();
    let of = entries.len();
    let rows: Vec<AnyView> = entries
        .iter()
        .enumerate()
        .map(|(place, entry)| row(store, table, entry, (place, of), locale))
        .collect();
    let languages = untrack(|| store.with(|document| document.form.languages)).unwrap_or_default();
    let wanted = table.slots(languages).into_iter().map(|slot| Wanted {
        key: slot.key,
        name: slot.name,
        kind: slot.kind,
        label: None,
        is_optional: slot.is_optional,
        given: Vec::new(),
    });
    let add = UnsyncCallback::new(move |values: Values| store.edit(Edit::AddRow { table, values }));
    let together: Together = match table {
        RowTable::Goodwill => |values: &Values| RowTable::Goodwill.check(values),
        RowTable::Burden => |values: &Values| RowTable::Burden.check(values),
        RowTable::Phrase => |values: &Values| RowTable::Phrase.check(values),
    };
    let id = ["rows-", table.code()].concat();
    view! {
        <section aria-labelledby=id.clone()>
            <h3 id=id.clone()>{table_name(locale, table)}</h3>
            <p class="soft small">{lead(locale, table)}</p>
            <ol class="entries" data-rows=table.code()>
                {rows}
            </ol>
            <AskButton
                store
                id=["add-row-", table.code()].concat()
                label=add_label(locale, table)
                wanted=wanted.collect()
                together=Some(together)
                on_values=add
            />
        </section>
    }
}

fn row(
    store: DraftStore,
    table: RowTable,
    entry: &EntryForm,
    (place, of): (usize, usize),
    locale: Locale,
) -> AnyView {
    let what = t::row_name(locale, table_name(locale, table), &(place + 1).to_string());
    let path = entry.path.clone();
    let remove = UnsyncCallback::new(move |()| store.edit(Edit::RemoveRow { path: path.clone() }));
    let id = ["remove-", &entry.path.replace('.', "-")].concat();
    let (name, moved) = (t::remove_what(locale, &what), entry.path.clone());
    view! {
        <li class="entry slots" data-row=entry.path.clone()>
            <div class="entry-tools">
                <span class="soft small entry-name">{what.clone()}</span>
                <Moving store rule=None path=moved place of what />
                <Show when=move || store.is_open()>
                    <RemoveButton id=id.clone() name=name.clone() on_press=remove />
                </Show>
            </div>
            {fields(store, None, &entry.slots)}
        </li>
    }
    .into_any()
}

/// The days until each remedy is done; what nobody promised a time for is left out.
#[component]
pub(super) fn Pace(store: DraftStore, slots: Vec<Slot>) -> impl IntoView {
    let locale = use_locale();
    let row = |slot: Slot| {
        let path = slot.path.clone();
        let id = ["remove-", &path.replace('.', "-")].concat();
        let name = t::remove_what(locale, &super::labels::slot(locale, slot.name, &slot.path));
        let remove = UnsyncCallback::new(move |()| {
            store.edit(Edit::Set { rule: None, path: path.clone(), value: None });
        });
        view! {
            <li class="pace-row">
                <Field store rule=None form=slot />
                <Show when=move || store.is_open()>
                    <RemoveButton id=id.clone() name=name.clone() on_press=remove />
                </Show>
            </li>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = slots.into_iter().map(row).collect();
    let add = UnsyncCallback::new(move |values: Values| {
        if let (Some(SlotValue::Word(remedy)), Some(days)) = (values.get("remedy"), values.get("days")) {
            let path = ["pace.", remedy].concat();
            store.edit(Edit::Set { rule: None, path, value: Some(days.clone()) });
        }
    });
    let wanted = vec![
        Wanted::new("remedy", SlotName::Remedy, SlotKind::Word(WordList::Remedy)),
        Wanted {
            label: Some(t::pace_days(locale)),
            ..Wanted::new("days", SlotName::Pace, SlotKind::Number { least: 0, most: 3_650 })
        },
    ];
    view! {
        <h3>{t::pace_days(locale)}</h3>
        <ul class="slots pace-rows">{rows}</ul>
        <AskButton store id="add-pace".to_owned() label=t::add_pace(locale) wanted together=None on_values=add />
    }
}
