//! The forms of a draft: its parts on one side, the form of the part chosen in the middle, what the check says beside.
//!
//! A form is built anew only when its shape changes (a condition more, a grant less); what stands in its fields
//! changes under them, so that nobody loses their place while an edit is saved.

use super::checks::Checks;
use super::condition::Conditions;
use super::field::Field;
use super::grants::{AddGrant, grant_form};
use super::moving::Moving;
use super::own::OwnWords;
use super::pending::{bare_slots, shape};
use super::rows::{Pace, Rows};
use super::store::DraftStore;
use crate::route::{DraftPart, DraftTab, PolicyPlace};
use domain::policy::draft::edit::Edit;
use domain::policy::draft::form::{EntryForm, RowTable, RuleForm, Slot, SlotName};
use leptos::prelude::*;
use web::browser::document;
use web::components::{Button, ButtonKind, Dialog, DialogFoot, Icon, IconMark, TextField};
use web::i18n::t::policy as t;
use web::i18n::{Locale, use_locale};
use web::router::use_router;
use web::shop::language;

/// The forms of a draft.
#[component]
pub(super) fn Editor(store: DraftStore, part: Memo<Option<DraftPart>>) -> impl IntoView {
    let locale = use_locale();
    let has_part = move || part.with(Option::is_some);
    view! {
        <div class="editor" class:editor-open=has_part>
            <Parts store part />
            <div class="editor-form" id="draft-form">
                {move || match part.get() {
                    None => view! { <p class="empty soft editor-none">{t::choose_rule(locale)}</p> }.into_any(),
                    Some(DraftPart::Pack) => view! { <PackPart store /> }.into_any(),
                    Some(DraftPart::Desk) => view! { <DeskPart store /> }.into_any(),
                    Some(DraftPart::Rule(code)) => view! { <RulePart store code /> }.into_any(),
                }}
            </div>
            <Checks store />
        </div>
    }
}

/// The address of a part.
pub(super) fn part_href(store: DraftStore, part: DraftPart) -> String {
    PolicyPlace::Draft { id: store.id, tab: DraftTab::Rules, part: Some(part) }.href()
}

#[component]
fn Parts(store: DraftStore, part: Memo<Option<DraftPart>>) -> impl IntoView {
    let locale = use_locale();
    let sought = RwSignal::new(String::new());
    let rules = Memo::new(move |_| {
        store
            .with(|document| {
                let title = |rule: &RuleForm| {
                    let texts = rule.slots.iter().find(|slot| slot.name == SlotName::Title)?;
                    match &texts.value {
                        Some(domain::policy::draft::edit::SlotValue::Texts(texts)) => {
                            Some(texts.get(language(locale)).to_owned())
                        }
                        _ => None,
                    }
                };
                let of = |rule: &RuleForm| (rule.code.clone(), title(rule).unwrap_or_default());
                document.form.rules.iter().map(of).collect::<Vec<_>>()
            })
            .unwrap_or_default()
    });
    let has_desk = Memo::new(move |_| store.with(|document| !document.form.desk.is_empty()).unwrap_or(false));
    let found = Memo::new(move |_| {
        let sought = sought.get().to_lowercase();
        let is_meant = |(code, title): &&(String, String)| {
            sought.is_empty() || code.contains(&sought) || title.to_lowercase().contains(&sought)
        };
        rules.with(|rules| rules.iter().filter(is_meant).cloned().collect::<Vec<_>>())
    });
    let link = move |to: DraftPart, label: AnyView, id: String| {
        let href = part_href(store, to.clone());
        let rule = match &to {
            DraftPart::Rule(code) => Some(code.clone()),
            _ => None,
        };
        let is_here = move || part.with(|part| part.as_ref() == Some(&to));
        view! {
            <li>
                <a
                    class="part"
                    id=id
                    href=href
                    aria-current=move || is_here().then_some("true")
                    class:part-unsettled=move || store.is_unsettled(rule.as_deref())
                >
                    {label}
                </a>
            </li>
        }
        .into_any()
    };
    view! {
        <nav class="parts" aria-label=t::parts(locale)>
            <ul>
                {link(DraftPart::Pack, t::part_pack(locale).into_any(), "part-pack".to_owned())}
                {move || {
                    has_desk
                        .get()
                        .then(|| link(DraftPart::Desk, t::desk_part(locale).into_any(), "part-desk".to_owned()))
                }}
            </ul>
            <label class="out-of-sight" for="rule-filter">
                {t::filter_rules(locale)}
            </label>
            <input
                class="input"
                id="rule-filter"
                type="search"
                placeholder=t::filter_rules(locale)
                autocomplete="off"
                prop:value=move || sought.get()
                on:input=move |event| sought.set(event_target_value(&event))
            />
            <ul>
                {move || {
                    let part_of = |(code, title): (String, String)| {
                        let label = view! {
                            <span class="part-title">{title}</span>
                            <span class="part-code">{code.clone()}</span>
                        }
                            .into_any();
                        let id = ["part-", &code].concat();
                        link(DraftPart::Rule(code), label, id)
                    };
                    found.get().into_iter().map(part_of).collect_view()
                }}
            </ul>
            {move || found.with(Vec::is_empty).then(|| view! { <p class="soft small">{t::no_rule_found(locale)}</p> })}
        </nav>
    }
}

/// Slots as fields, in the groups in which they are read.
pub(super) fn fields(store: DraftStore, rule: Option<&str>, slots: &[Slot]) -> Vec<AnyView> {
    slots
        .iter()
        .map(|slot| {
            let (rule, slot) = (rule.map(str::to_owned), slot.clone());
            view! { <Field store rule form=slot /> }.into_any()
        })
        .collect()
}

/// The way back to the list of parts, where only one of both has room.
fn to_parts(store: DraftStore, locale: Locale) -> AnyView {
    let href = PolicyPlace::Draft { id: store.id, tab: DraftTab::Rules, part: None }.href();
    view! {
        <a class="policy-back editor-back" href=href>
            <IconMark icon=Icon::Back />
            {t::all_parts(locale)}
        </a>
    }
    .into_any()
}

#[component]
fn PackPart(store: DraftStore) -> impl IntoView {
    let locale = use_locale();
    let built = Memo::new(move |_| {
        let is_pace = |slot: &&Slot| slot.name == SlotName::Pace;
        store
            .with(|document| {
                let slots = &document.form.slots;
                let rest: Vec<Slot> = slots.iter().filter(|slot| !is_pace(slot)).cloned().collect();
                let given = |slot: &&Slot| is_pace(slot) && slot.value.is_some();
                let pace: Vec<Slot> = slots.iter().filter(given).cloned().collect();
                (bare_slots(&rest), bare_slots(&pace), slots.iter().any(|slot| is_pace(&slot)))
            })
            .unwrap_or_default()
    });
    view! {
        {to_parts(store, locale)}
        <h2>{t::part_pack(locale)}</h2>
        {move || {
            let (rest, pace, has_pace) = built.get();
            document::keep_focus();
            view! {
                <div class="slots">{fields(store, None, &rest)}</div>
                {has_pace.then(|| view! { <Pace store slots=pace /> })}
                <OwnWords store />
            }
        }}
    }
}

#[component]
fn DeskPart(store: DraftStore) -> impl IntoView {
    let locale = use_locale();
    let built = Memo::new(move |_| {
        let bare = |entries: &[EntryForm]| -> Vec<EntryForm> {
            let of =
                |entry: &EntryForm| EntryForm { path: entry.path.clone(), slots: bare_slots(&entry.slots) };
            entries.iter().map(of).collect()
        };
        store.with(|document| {
            let form = &document.form;
            let rows = [
                (RowTable::Goodwill, bare(&form.goodwill)),
                (RowTable::Burden, bare(&form.burdens)),
                (RowTable::Phrase, bare(&form.phrases)),
            ];
            (bare_slots(&form.desk), rows)
        })
    });
    view! {
        {to_parts(store, locale)}
        <h2>{t::desk_part(locale)}</h2>
        <p class="soft small">{t::desk_part_lead(locale)}</p>
        {move || {
            built
                .get()
                .map(|(limits, tables)| {
                    document::keep_focus();
                    let tables = tables
                        .into_iter()
                        .map(|(table, entries)| view! { <Rows store table entries /> })
                        .collect_view();
                    view! {
                        <div class="slots">{fields(store, None, &limits)}</div>
                        {tables}
                    }
                })
        }}
    }
}

#[component]
fn RulePart(store: DraftStore, code: String) -> impl IntoView {
    let locale = use_locale();
    let sought = code.clone();
    let built = Memo::new(move |_| {
        store
            .with(|document| {
                let rules = &document.form.rules;
                let place = rules.iter().position(|rule| rule.code == sought)?;
                Some((shape(rules.get(place)?), (place, rules.len())))
            })
            .flatten()
    });
    view! {
        {to_parts(store, locale)}
        {move || match built.get() {
            None => view! { <p class="empty soft">{t::wrong_no_such_rule(locale)}</p> }.into_any(),
            Some((rule, place)) => {
                document::keep_focus();
                rule_form(store, &rule, place, locale)
            }
        }}
    }
}

fn rule_form(store: DraftStore, rule: &RuleForm, (place, of): (usize, usize), locale: Locale) -> AnyView {
    let code = rule.code.clone();
    let is_word = |slot: &&Slot| {
        matches!(
            slot.name,
            SlotName::Title | SlotName::Says | SlotName::Refuses | SlotName::Example | SlotName::Excludes
        )
    };
    let words: Vec<Slot> = rule.slots.iter().filter(is_word).cloned().collect();
    let rest: Vec<Slot> = rule.slots.iter().filter(|slot| !is_word(slot)).cloned().collect();
    let grants: Vec<AnyView> = rule
        .grants
        .iter()
        .enumerate()
        .map(|(place, grant)| grant_form(store, &code, grant, (place, rule.grants.len()), locale))
        .collect();
    view! {
        <div class="rule-head">
            <h2 id="rule-title">{code.clone()}</h2>
            <RuleTools store code=code.clone() place of />
        </div>
        <section aria-labelledby="form-grants">
            <h3 id="form-grants">{t::grants(locale)}</h3>
            {grants}
            <AddGrant store rule=code.clone() />
        </section>
        <section aria-labelledby="form-when">
            <h3 id="form-when">{t::needs(locale)}</h3>
            <Conditions
                store
                rule=code.clone()
                path="when".to_owned()
                clauses=rule.when.clone()
                nothing=t::needs_nothing(locale)
            />
        </section>
        <section aria-labelledby="form-scope">
            <h3 id="form-scope">{t::speaks(locale)}</h3>
            <Conditions
                store
                rule=code.clone()
                path="scope".to_owned()
                clauses=rule.scope.clone()
                nothing=t::speaks_always(locale)
            />
        </section>
        <section aria-labelledby="form-words">
            <h3 id="form-words">{t::words(locale)}</h3>
            <div class="slots">{fields(store, Some(&code), &words)}</div>
        </section>
        <section aria-labelledby="form-rest">
            <h3 id="form-rest">{t::source_and_limits(locale)}</h3>
            <div class="slots">{fields(store, Some(&code), &rest)}</div>
        </section>
    }
    .into_any()
}

/// Copying and removing a rule.
#[component]
fn RuleTools(store: DraftStore, code: String, place: usize, of: usize) -> impl IntoView {
    let (locale, router) = (use_locale(), use_router());
    let is_copying = RwSignal::new(false);
    let new_code = RwSignal::new([code.as_str(), "-2"].concat());
    let code = StoredValue::new(code);
    let copy = move |()| {
        let new = new_code.get_untracked().trim().to_owned();
        store.edit(Edit::CopyRule { rule: code.get_value(), code: new.clone() });
        is_copying.set(false);
        router.go(&part_href(store, DraftPart::Rule(new)));
    };
    let remove = move |()| {
        store.edit(Edit::RemoveRule { rule: code.get_value() });
        let place = PolicyPlace::Draft { id: store.id, tab: DraftTab::Rules, part: None };
        router.go(&place.href());
        document::focus("draft-title");
    };
    view! {
        <Show when=move || store.is_open()>
            <div class="cluster">
                <Moving
                    store
                    rule=Some(code.get_value())
                    path=String::new()
                    place
                    of
                    what=code.get_value()
                />
                <Button
                    id="copy-rule"
                    label=t::copy_rule(locale)
                    kind=ButtonKind::Quiet
                    on_press=move |()| is_copying.set(true)
                />
                <Button id="remove-rule" label=t::remove_rule(locale) kind=ButtonKind::Quiet on_press=remove />
            </div>
        </Show>
        <Dialog
            id="copy-dialog"
            title=t::copy_rule(locale)
            is_open=is_copying
            on_close=move |()| is_copying.set(false)
            on_send=copy
        >
            <TextField
                id="copy-code"
                label=t::new_code(locale)
                hint=t::wrong_not_a_code(locale)
                value=new_code
                on_input=move |typed| new_code.set(typed)
            />
            <DialogFoot
                id="copy-send"
                label=t::copy_rule(locale)
                on_send=copy
                on_close=move |()| is_copying.set(false)
            />
        </Dialog>
    }
}
