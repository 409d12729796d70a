//! The conditions of a rule as forms: what is asked of which fact, several ways of meeting one of them, and adding
//! more by choosing fact, comparison and bound.

use super::control::Control;
use super::field::{Field, field_id};
use super::labels;
use super::moving::Moving;
use super::store::DraftStore;
use super::typed::{self, Typed};
use super::wording;
use domain::policy::Fact;
use domain::policy::draft::edit::{ComparisonName, Edit, EditProblem};
use domain::policy::draft::form::{ClauseForm, ConditionForm, SlotKind, SlotName};
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Icon, IconMark, RemoveButton};
use web::i18n::t::policy as t;
use web::i18n::{Locale, use_locale};

/// A list of conditions that must all hold.
#[component]
pub(super) fn Conditions(
    /// The draft.
    store: DraftStore,
    /// The rule.
    rule: String,
    /// The list's path: `scope`, `when`, `grant.0.only_if`.
    path: String,
    /// Its entries, without what stands in them.
    clauses: Vec<ClauseForm>,
    /// What it says where there are none.
    nothing: &'static str,
) -> impl IntoView {
    let locale = use_locale();
    let items: Vec<AnyView> = clauses
        .iter()
        .enumerate()
        .map(|(place, one)| clause(store, &rule, one, (place, clauses.len()), locale))
        .collect();
    view! {
        {items.is_empty().then(|| view! { <p class="soft small">{nothing}</p> })}
        <ul class="clauses" data-list=path.clone()>
            {items}
        </ul>
        <Adder store rule path label=t::add_condition(locale) />
    }
}

fn clause(
    store: DraftStore,
    rule: &str,
    clause: &ClauseForm,
    (place, of): (usize, usize),
    locale: Locale,
) -> AnyView {
    let is_choice = clause.any.len() > 1;
    let conditions: Vec<AnyView> = clause.any.iter().map(|one| condition(store, rule, one, locale)).collect();
    let what = clause.any.first().map(|one| wording::fact(locale, one.fact)).unwrap_or_default();
    view! {
        <li class="clause">
            <div class="clause-tools">
                <Moving store rule=Some(rule.to_owned()) path=clause.path.clone() place of what />
            </div>
            {is_choice.then(|| view! { <p class="clause-any">{t::one_is_enough(locale)}</p> })}
            <ul class="alternatives">{conditions}</ul>
            <Adder store rule=rule.to_owned() path=clause.path.clone() label=t::add_way(locale) />
        </li>
    }
    .into_any()
}

fn condition(store: DraftStore, rule: &str, condition: &ConditionForm, locale: Locale) -> AnyView {
    let ConditionForm { path, fact, comparison, slots } = condition.clone();
    let said = t::condition(locale, labels::comparison(locale, comparison), wording::fact(locale, fact));
    let mut slots = slots.into_iter();
    let bound = slots.next();
    let more: Vec<AnyView> =
        slots.map(|slot| view! { <Field store rule=Some(rule.to_owned()) form=slot /> }.into_any()).collect();
    let (rule, removed) = (rule.to_owned(), path.clone());
    let owner = rule.clone();
    let remove = UnsyncCallback::new(move |()| {
        store.edit(Edit::RemoveCondition { rule: owner.clone(), path: removed.clone() });
    });
    let remove_id = ["remove-", &path.replace('.', "-")].concat();
    view! {
        <li class="condition" data-fact=fact.code() data-path=path.clone() id=field_id(&path) tabindex="-1">
            <div class="condition-line">
                <span class="condition-said">
                    <strong>{wording::fact(locale, fact)}</strong>
                    " "
                    {labels::comparison(locale, comparison)}
                </span>
                {bound
                    .map(|slot| {
                        view! {
                            <Field
                                store
                                rule=Some(rule.clone())
                                form=slot
                                label=said.clone()
                                is_label_hidden=true
                            />
                        }
                    })}
                <Show when=move || store.is_open()>
                    <RemoveButton id=remove_id.clone() name=t::remove_what(locale, &said) on_press=remove />
                </Show>
            </div>
            {(!more.is_empty())
                .then(|| {
                    view! {
                        <details class="fold">
                            <summary>{t::more(locale)}</summary>
                            <div class="slots">{more}</div>
                        </details>
                    }
                })}
        </li>
    }
    .into_any()
}

/// The facts in groups, as a list to choose from.
fn fact_options(locale: Locale) -> AnyView {
    let groups = [
        ("order.", t::facts_order(locale)),
        ("finding.", t::facts_finding(locale)),
        ("", t::facts_other(locale)),
    ];
    let of = |fact: Fact| {
        ["order.", "finding."].into_iter().find(|prefix| fact.code().starts_with(prefix)).unwrap_or("")
    };
    groups
        .into_iter()
        .map(|(prefix, name)| {
            let options = Fact::ALL
                .iter()
                .filter(|fact| of(**fact) == prefix)
                .map(|fact| view! { <option value=fact.code()>{wording::fact(locale, *fact)}</option> });
            view! { <optgroup label=name>{options.collect_view()}</optgroup> }
        })
        .collect_view()
        .into_any()
}

/// What is chosen and typed of a condition that is not there yet.
#[derive(Clone, Copy)]
struct Making {
    is_open: RwSignal<bool>,
    fact: RwSignal<Option<Fact>>,
    comparison: RwSignal<Option<ComparisonName>>,
    bound: RwSignal<Typed>,
    wrong: RwSignal<Option<EditProblem>>,
}

impl Making {
    fn new() -> Self {
        Self {
            is_open: RwSignal::new(false),
            fact: RwSignal::new(None),
            comparison: RwSignal::new(None),
            bound: RwSignal::new(Vec::new()),
            wrong: RwSignal::new(None),
        }
    }

    fn choose_fact(self, fact: Option<Fact>) {
        self.fact.set(fact);
        self.compare(fact.and_then(|fact| suited(fact).first().copied()));
    }

    fn compare(self, comparison: Option<ComparisonName>) {
        self.comparison.set(comparison);
        // Yes is what most people add a condition for.
        let is_flag = self.kind_now() == Some(SlotKind::Flag);
        self.bound.set(if is_flag { vec!["true".to_owned()] } else { Vec::new() });
        self.wrong.set(None);
    }

    fn kind_now(self) -> Option<SlotKind> {
        self.comparison.get_untracked()?.bound(self.fact.get_untracked()?)
    }

    /// The condition, if all of it is there.
    fn read(self, rule: &str, path: &str) -> Option<Edit> {
        let (fact, comparison) = (self.fact.get_untracked()?, self.comparison.get_untracked()?);
        match typed::read(self.kind_now()?, false, &self.bound.get_untracked()) {
            Ok(Some(bound)) => Some(Edit::AddCondition {
                rule: rule.to_owned(),
                path: path.to_owned(),
                fact,
                comparison,
                bound,
            }),
            Ok(None) => None,
            Err(problem) => {
                self.wrong.set(Some(problem));
                None
            }
        }
    }
}

/// The comparisons that suit a fact, the most telling first.
fn suited(fact: Fact) -> Vec<ComparisonName> {
    ComparisonName::ALL.iter().copied().filter(|name| name.bound(fact).is_some()).collect()
}

/// A button that unfolds into the making of a condition.
#[component]
fn Adder(store: DraftStore, rule: String, path: String, label: &'static str) -> impl IntoView {
    let making = Making::new();
    let id = ["add-", &path.replace('.', "-")].concat();
    let form = StoredValue::new((rule, path, id));
    view! {
        <Show when=move || store.is_open()>
            {move || {
                if making.is_open.get() {
                    let (rule, path, id) = form.get_value();
                    view! { <Maker store making rule path id /> }.into_any()
                } else {
                    view! {
                        <button
                            type="button"
                            class="link-button add-button"
                            id=form.with_value(|(_, _, id)| id.clone())
                            on:click=move |_| making.is_open.set(true)
                        >
                            <IconMark icon=Icon::Plus />
                            {label}
                        </button>
                    }
                        .into_any()
                }
            }}
        </Show>
    }
}

#[component]
fn Maker(store: DraftStore, making: Making, rule: String, path: String, id: String) -> impl IntoView {
    let locale = use_locale();
    let (fact_id, comparison_id) = ([&id, "-fact"].concat(), [&id, "-comparison"].concat());
    let bound_id = [&id, "-bound"].concat();
    let fact_name = fact_id.clone();
    leptos::task::spawn_local(async move {
        web::browser::clock::sleep(0).await;
        web::browser::document::focus(&fact_name);
    });
    let comparisons = move || {
        let fact = making.fact.get()?;
        let options = suited(fact)
            .into_iter()
            .map(|name| view! { <option value=name.key()>{labels::comparison(locale, name)}</option> })
            .collect_view();
        let choose = move |event| {
            let key = event_target_value(&event);
            making.compare(ComparisonName::ALL.iter().copied().find(|name| name.key() == key));
        };
        Some(view! {
            <select
                class="input"
                id=comparison_id.clone()
                aria-label=t::choose_comparison(locale)
                prop:value=move || making.comparison.get().map(ComparisonName::key)
                on:change=choose
            >
                {options}
            </select>
        })
    };
    let bound = move || {
        let kind = making.comparison.get()?.bound(making.fact.get()?)?;
        let control = Control {
            id: bound_id.clone(),
            kind,
            name: SlotName::Bound,
            label: t::slot_bound(locale).to_owned(),
            is_optional: false,
            value: making.bound.into(),
            on_type: UnsyncCallback::new(move |parts| making.bound.set(parts)),
            on_done: UnsyncCallback::new(move |()| making.wrong.set(None)),
            on_drop: UnsyncCallback::new(move |()| making.bound.set(Vec::new())),
            is_locked: Signal::derive(|| false),
            error: Signal::derive(|| None),
        };
        Some(control.view(locale))
    };
    let add_id = [&id, "-add"].concat();
    let button = StoredValue::new(id);
    // The focus goes back to the button that unfolded this.
    let close = move || {
        making.is_open.set(false);
        let button = button.get_value();
        leptos::task::spawn_local(async move {
            web::browser::clock::sleep(0).await;
            web::browser::document::focus(&button);
        });
    };
    let add = move |()| {
        if let Some(edit) = making.read(&rule, &path) {
            close();
            making.choose_fact(None);
            store.edit(edit);
        }
    };
    view! {
        <div class="maker" role="group" aria-label=t::add_condition(locale)>
            <select
                class="input"
                id=fact_id
                aria-label=t::choose_fact(locale)
                prop:value=move || making.fact.get().map(Fact::code).unwrap_or_default()
                on:change=move |event| making.choose_fact(Fact::from_code(&event_target_value(&event)))
            >
                <option value="">{t::choose_fact(locale)}</option>
                {fact_options(locale)}
            </select>
            {comparisons}
            {bound}
            {move || {
                making
                    .wrong
                    .get()
                    .map(|problem| {
                        view! {
                            <p class="field-error" role="alert">
                                {labels::problem(locale, &problem)}
                            </p>
                        }
                    })
            }}
            <div class="cluster">
                <Button id=add_id label=t::add(locale) kind=ButtonKind::Secondary on_press=add />
                <Button
                    label=web::i18n::t::common::cancel(locale)
                    kind=ButtonKind::Quiet
                    on_press=move |()| close()
                />
            </div>
        </div>
    }
}
