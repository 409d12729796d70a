//! Everything that was done to a draft: who, when and what, the newest first.

use super::labels;
use super::rows::table_name;
use super::store::DraftStore;
use super::wording;
use domain::policy::draft::edit::{AmountShape, Edit, SlotValue};
use domain::policy::draft::form::{RowTable, ShapeName, SlotName};
use domain::policy::term::Term;
use domain::wire::policy::{Deed, HistoryRow};
use leptos::prelude::*;
use web::format;
use web::i18n::t::policy as t;
use web::i18n::{Locale, use_locale, words as shared};

/// Who did what, and when.
#[component]
pub(super) fn History(store: DraftStore) -> impl IntoView {
    let locale = use_locale();
    let revision = store.revision();
    let rows = move || {
        revision.get();
        let document = store.document()?;
        Some(document.history.iter().rev().map(|row| deed(locale, row)).collect_view())
    };
    view! {
        <section class="panel" aria-labelledby="history-title">
            <h2 id="history-title" class="panel-title">
                {t::history(locale)}
            </h2>
            <ol class="history" id="history">
                {rows}
            </ol>
        </section>
    }
}

fn deed(locale: Locale, row: &HistoryRow) -> AnyView {
    let (code, said, more) = match &row.deed {
        Deed::Started { base } => ("started", t::deed_started(locale, &base.version), None),
        Deed::Edited { edit, before } => ("edited", edited(locale, edit, before.as_ref()), None),
        Deed::Undone => ("undone", t::deed_undone(locale).to_owned(), None),
        Deed::Proposed { from, version, note } => (
            "proposed",
            t::deed_proposed(locale, &format::day(locale, *from), version),
            note.as_ref().map(ToString::to_string),
        ),
        Deed::Approved { version, from } => {
            ("approved", t::deed_approved(locale, &format::day(locale, *from), version), None)
        }
        Deed::SentBack { reason } => {
            ("sent_back", t::deed_sent_back(locale).to_owned(), Some(reason.to_string()))
        }
        Deed::Discarded { reason } => {
            ("discarded", t::deed_discarded(locale).to_owned(), Some(reason.to_string()))
        }
        Deed::Withdrawn { version, reason } => {
            ("withdrawn", t::deed_withdrawn(locale, version), Some(reason.to_string()))
        }
        Deed::TakenOver { base, lost } => {
            let lost = (!lost.is_empty()).then(|| {
                let lost: Vec<String> = lost.iter().map(|edit| edited(locale, edit, None)).collect();
                t::deed_lost(locale, &wording::listed(locale, &lost))
            });
            ("taken_over", t::deed_taken_over(locale, &base.version), lost)
        }
    };
    view! {
        <li class="deed" data-deed=code>
            <span class="deed-who">{row.by.name.clone()}</span>
            " "
            <span>{said}</span>
            <time class="soft small">{format::short_moment(locale, row.at)}</time>
            {more.map(|more| view! { <p class="deed-more">{more}</p> })}
        </li>
    }
    .into_any()
}

/// The way in which an amount was made to say how much.
fn shaped(locale: Locale, shape: Option<&AmountShape>) -> String {
    let name = match shape {
        None => return t::deed_unshaped(locale).to_owned(),
        Some(AmountShape::Share { .. }) => ShapeName::Share,
        Some(AmountShape::Fixed { .. }) => ShapeName::Fixed,
        Some(AmountShape::Times { .. }) => ShapeName::Times,
        Some(AmountShape::Found { .. }) => ShapeName::Found,
        Some(AmountShape::Steps { .. }) => ShapeName::Steps,
        Some(AmountShape::Shrinking { .. }) => ShapeName::Shrinking,
        Some(AmountShape::Unused { .. }) => ShapeName::Unused,
    };
    t::deed_set(locale, t::how_much(locale), labels::shape(locale, name))
}

/// A table of the desk by the path of one of its rows.
fn row_table(locale: Locale, path: &str) -> &'static str {
    let code = path.split('.').nth(1).unwrap_or_default();
    RowTable::from_code(code).map_or(t::desk_part(locale), |table| table_name(locale, table))
}

/// Which row of a table of the desk a path leads into, counted from one.
fn row_place(path: &str) -> Option<u32> {
    let mut parts = path.split('.');
    let is_row = parts.next() == Some("desk") && RowTable::from_code(parts.next()?).is_some();
    is_row.then(|| parts.next()?.parse::<u32>().ok()?.checked_add(1))?
}

/// A value in words; texts are too long to be told.
fn value_words(locale: Locale, value: &SlotValue) -> Option<String> {
    match value {
        SlotValue::Texts(_) | SlotValue::Text(_) => None,
        SlotValue::Percent(share) => Some([share, " %"].concat()),
        SlotValue::Flag(flag) => Some(wording::yes_no(locale, *flag).to_owned()),
        SlotValue::Span { count, unit, least } => {
            Some(wording::term(locale, Term { unit: *unit, least: *least, ..Term::days(*count) }))
        }
        value => Some(wording::listed(locale, &super::typed::shown(Some(value)))),
    }
}

/// An edit in words, from what stood there where that is known.
fn edited(locale: Locale, edit: &Edit, before: Option<&SlotValue>) -> String {
    let of = |rule: &str, what: String| t::of_rule(locale, rule, &what);
    match edit {
        Edit::Set { rule, path, value } => {
            let last = path.rsplit('.').next().unwrap_or(path);
            let name = SlotName::from_code(last)
                .map_or_else(|| path.clone(), |name| labels::slot(locale, name, path));
            let value = match value {
                None => t::nothing_chosen(locale).to_owned(),
                Some(value) => value_words(locale, value).unwrap_or_else(|| t::new_words(locale).to_owned()),
            };
            let said = match before.and_then(|before| value_words(locale, before)) {
                Some(before) => t::deed_set_from(locale, &before, &name, &value),
                None => t::deed_set(locale, &name, &value),
            };
            let said = row_place(path).map_or_else(
                || said.clone(),
                |number| t::deed_set_row(locale, &number.to_string(), row_table(locale, path), &said),
            );
            rule.as_ref().map_or_else(|| said.clone(), |rule| of(rule, said.clone()))
        }
        Edit::CopyRule { rule, code } => t::deed_copied(locale, code, rule),
        Edit::RemoveRule { rule } => t::deed_removed_rule(locale, rule),
        Edit::AddCondition { rule, fact, .. } => {
            of(rule, t::deed_added(locale, wording::fact(locale, *fact)))
        }
        Edit::RemoveCondition { rule, .. } => of(rule, t::deed_removed_condition(locale).to_owned()),
        Edit::AddGrant { rule, remedy, .. } => {
            of(rule, t::deed_added(locale, shared::remedy(locale, *remedy)))
        }
        Edit::RemoveGrant { rule, .. } => of(rule, t::deed_removed_grant(locale).to_owned()),
        Edit::Move { rule, .. } => of(rule, t::deed_moved(locale).to_owned()),
        Edit::ShapeAmount { rule, shape, .. } => of(rule, shaped(locale, shape.as_ref())),
        Edit::AddRow { table, .. } => t::deed_added(locale, table_name(locale, *table)),
        Edit::RemoveRow { path } => t::deed_removed_row(locale, row_table(locale, path)),
        Edit::MoveRow { path, .. } => t::deed_moved_row(locale, row_table(locale, path)),
        Edit::AddStep { rule, .. } => of(rule, t::deed_added(locale, t::step(locale))),
        Edit::RemoveStep { rule, .. } => of(rule, t::deed_removed_step(locale).to_owned()),
    }
}
