//! How much a grant comes to, as a form: in which way it says so, the base, the share, and steps that read like
//! sentences.

use super::asker::{AskButton, Asker, Values, Wanted};
use super::editor::fields;
use super::field::Field;
use super::labels;
use super::pending::slot;
use super::store::DraftStore;
use super::typed;
use super::wording;
use domain::policy::Fact;
use domain::policy::amount::{Counted, MOST_SHRINKS};
use domain::policy::draft::edit::{AmountShape, Edit, SlotValue};
use domain::policy::draft::form::{GrantForm, ShapeName, Slot, SlotKind, SlotName, WordList};
use leptos::prelude::*;
use web::components::RemoveButton;
use web::i18n::t::policy as t;
use web::i18n::{Locale, use_locale};

const PERCENT: SlotKind = SlotKind::Percent { most: 100 };

/// Whether a slot says which share of the base it is, or of what; the rest of an amount are its limits.
pub(super) const fn is_rate(name: SlotName) -> bool {
    matches!(
        name,
        SlotName::AmountOf
            | SlotName::FixedSum
            | SlotName::Percent
            | SlotName::Times
            | SlotName::PercentOf
            | SlotName::ShrinksBy
            | SlotName::ShrinksOver
            | SlotName::Unused
            | SlotName::StepsOf
            | SlotName::StepUpTo
            | SlotName::StepPercent
            | SlotName::Above
    )
}

/// How much, of one grant.
#[component]
pub(super) fn AmountForm(store: DraftStore, rule: String, grant: GrantForm) -> impl IntoView {
    let is_step = |slot: &&Slot| grant.steps.iter().any(|step| is_of(step, slot));
    let rest: Vec<Slot> = grant
        .slots
        .iter()
        .filter(|slot| is_rate(slot.name) && slot.name != SlotName::Above && !is_step(slot))
        .cloned()
        .collect();
    let has_steps = grant.shape == Some(ShapeName::Steps);
    let fields = fields(store, Some(&rule), &rest);
    let steps = has_steps.then(|| view! { <Steps store rule=rule.clone() grant=grant.clone() /> });
    view! {
        <div class="amount">
            <Shape store rule grant />
            <div class="slots">{fields}</div>
            {steps}
        </div>
    }
}

fn is_of(step: &str, slot: &Slot) -> bool {
    slot.path.strip_prefix(step).is_some_and(|rest| rest.starts_with('.'))
}

/// What stands in a slot of the draft.
fn stands(store: DraftStore, rule: &str, path: &str) -> Option<SlotValue> {
    let key = (Some(rule.to_owned()), path.to_owned());
    store.with(|document| slot(&document.form, &key).and_then(|slot| slot.value.clone())).flatten()
}

/// Choosing in which way it says how much. What the new way needs is asked for first.
#[component]
fn Shape(store: DraftStore, rule: String, grant: GrantForm) -> impl IntoView {
    let locale = use_locale();
    let now = grant.shape;
    let chosen = RwSignal::new(None::<ShapeName>);
    let id = ["shape-", &grant.path.replace('.', "-")].concat();
    let form_id = [&id, "-form"].concat();
    let place = StoredValue::new((rule, grant.path));
    let shape = move |shape: Option<AmountShape>| {
        let (rule, path) = place.get_value();
        store.edit(Edit::ShapeAmount { rule, path, shape });
    };
    let choose = move |event| {
        let code = event_target_value(&event);
        match ShapeName::from_code(&code) {
            None if now.is_some() => {
                chosen.set(None);
                shape(None);
            }
            name => chosen.set(name.filter(|name| Some(*name) != now)),
        }
    };
    let code = move || chosen.get().or(now).map(ShapeName::code).unwrap_or_default();
    let options = ShapeName::ALL
        .iter()
        .map(|name| view! { <option value=name.code()>{labels::shape(locale, *name)}</option> })
        .collect_view();
    let (select_id, label_for, focus_id) = (id.clone(), id.clone(), id);
    view! {
        <div class="field slot">
            <label class="field-label" for=label_for>
                {t::how_much(locale)}
            </label>
            <select
                class="input"
                id=select_id
                disabled=move || !store.is_open()
                prop:value=code
                on:change=choose
            >
                <option value="">{t::shape_none(locale)}</option>
                {options}
            </select>
        </div>
        {move || {
            chosen
                .get()
                .map(|name| {
                    let wanted = wanted(store, &place.get_value(), name);
                    let focus = focus_id.clone();
                    let done = UnsyncCallback::new(move |values: Values| {
                        chosen.set(None);
                        super::asker::focus_soon(focus.clone());
                        shape(made(name, &values));
                    });
                    let given_up = UnsyncCallback::new(move |()| chosen.set(None));
                    view! {
                        <Asker
                            id=form_id.clone()
                            title=labels::shape(locale, name).to_owned()
                            wanted
                            together=None
                            send=t::change_shape(locale)
                            on_values=done
                            on_close=given_up
                        />
                    }
                })
        }}
    }
}

/// What a way of saying how much needs, with what is known already.
fn wanted(store: DraftStore, (rule, path): &(String, String), name: ShapeName) -> Vec<Wanted> {
    let text = |key: &str| {
        let value = untrack(|| stands(store, rule, &[path, ".amount.", key].concat()));
        typed::shown(value.as_ref()).first().cloned()
    };
    let share = || text("percent").or_else(|| text("above"));
    match name {
        ShapeName::Share => vec![Wanted::new("percent", SlotName::Percent, PERCENT).given(text("above"))],
        ShapeName::Fixed => {
            let cap = untrack(|| stands(store, rule, &[path, ".amount.cap"].concat()));
            let given = typed::shown(cap.as_ref());
            vec![Wanted { given, ..Wanted::new("sums", SlotName::FixedSum, SlotKind::Sums) }]
        }
        ShapeName::Times => {
            vec![Wanted::new("times", SlotName::Times, SlotKind::Number { least: 1, most: 100 })]
        }
        ShapeName::Found => {
            vec![Wanted::new("fact", SlotName::PercentOf, SlotKind::Word(WordList::WholeFact))]
        }
        ShapeName::Steps => vec![
            Wanted::new("fact", SlotName::StepsOf, SlotKind::Word(WordList::CountFact)),
            Wanted::new("up_to", SlotName::StepUpTo, bounds()),
            Wanted::new("percent", SlotName::StepPercent, PERCENT).given(share()),
            Wanted::new("above", SlotName::Above, PERCENT),
        ],
        ShapeName::Shrinking => vec![
            Wanted::new("fact", SlotName::ShrinksBy, SlotKind::Word(WordList::CountFact)),
            Wanted::new("over", SlotName::ShrinksOver, SlotKind::Number { least: 1, most: MOST_SHRINKS }),
        ],
        ShapeName::Unused => {
            vec![Wanted::new("by", SlotName::Unused, SlotKind::Word(WordList::Counted))]
        }
    }
}

const fn bounds() -> SlotKind {
    SlotKind::Number { least: -1_000_000, most: 1_000_000_000 }
}

/// What was answered, as a way of saying how much.
fn made(name: ShapeName, values: &Values) -> Option<AmountShape> {
    let text = |key: &str| match values.get(key) {
        Some(SlotValue::Percent(text)) => Some(text.clone()),
        _ => None,
    };
    let number = |key: &str| match values.get(key) {
        Some(SlotValue::Number(number)) => Some(*number),
        _ => None,
    };
    let fact = || match values.get("fact") {
        Some(SlotValue::Word(code)) => Fact::from_code(code),
        _ => None,
    };
    Some(match name {
        ShapeName::Share => AmountShape::Share { percent: text("percent")? },
        ShapeName::Fixed => match values.get("sums") {
            Some(SlotValue::Sums(sums)) => AmountShape::Fixed { sums: sums.clone() },
            _ => return None,
        },
        ShapeName::Times => AmountShape::Times { times: number("times")? },
        ShapeName::Found => AmountShape::Found { fact: fact()? },
        ShapeName::Steps => AmountShape::Steps {
            fact: fact()?,
            up_to: number("up_to")?,
            percent: text("percent")?,
            above: text("above")?,
        },
        ShapeName::Shrinking => AmountShape::Shrinking { fact: fact()?, over: number("over")? },
        ShapeName::Unused => match values.get("by") {
            Some(SlotValue::Word(code)) => AmountShape::Unused { by: Counted::from_code(code)? },
            _ => return None,
        },
    })
}

/// The steps of an amount, each a sentence with its numbers to be filled in. Each begins where the one before ends
/// and the last line is for all above, so that no value is left out or meant twice.
#[component]
fn Steps(store: DraftStore, rule: String, grant: GrantForm) -> impl IntoView {
    let locale = use_locale();
    let amount = [grant.path.as_str(), ".amount"].concat();
    let add_id = ["add-step-", &amount.replace('.', "-")].concat();
    let is_only = grant.steps.len() == 1;
    let rows: Vec<AnyView> = grant
        .steps
        .iter()
        .enumerate()
        .map(|(idx, step)| {
            let before = idx.checked_sub(1).and_then(|idx| grant.steps.get(idx)).cloned();
            let slots: Vec<Slot> = grant.slots.iter().filter(|slot| is_of(step, slot)).cloned().collect();
            step_row(store, &rule, &amount, (before, step), &slots, is_only, locale)
        })
        .collect();
    let last = grant.steps.last().cloned();
    let above = grant.slots.iter().find(|slot| slot.name == SlotName::Above).cloned();
    let (owner, of) = (rule.clone(), amount.clone());
    let beyond = move || match last.as_ref().and_then(|last| bound(store, &owner, &of, last, locale)) {
        Some(bound) => t::step_beyond(locale, &bound),
        None => t::slot_above(locale).to_owned(),
    };
    let above = above.map(|slot| {
        view! {
            <li class="step">
                <span>{beyond}</span>
                <Field
                    store
                    rule=Some(rule.clone())
                    form=slot
                    label=t::slot_above(locale)
                    is_label_hidden=true
                />
            </li>
        }
    });
    let place = StoredValue::new((rule.clone(), amount));
    let add = UnsyncCallback::new(move |values: Values| {
        if let (Some(SlotValue::Number(up_to)), Some(SlotValue::Percent(percent))) =
            (values.get("up_to"), values.get("percent"))
        {
            let (rule, path) = place.get_value();
            store.edit(Edit::AddStep { rule, path, up_to: *up_to, percent: percent.clone() });
        }
    });
    let wanted = vec![
        Wanted::new("up_to", SlotName::StepUpTo, bounds()),
        Wanted::new("percent", SlotName::StepPercent, PERCENT),
    ];
    view! {
        <p class="soft small">{t::steps_lead(locale)}</p>
        <ol class="steps">{rows} {above}</ol>
        <AskButton store id=add_id label=t::add_step(locale) wanted together=None on_values=add />
    }
}

/// The bound of a step in words: `3 days`; tracked.
fn bound(store: DraftStore, rule: &str, amount: &str, step: &str, locale: Locale) -> Option<String> {
    match stands(store, rule, &[step, ".up_to"].concat()) {
        Some(SlotValue::Number(bound)) => Some(match counted(store, rule, amount) {
            Some(fact) => wording::bounded(locale, fact, bound),
            None => bound.to_string(),
        }),
        _ => None,
    }
}

/// The fact whose steps they are; tracked.
fn counted(store: DraftStore, rule: &str, amount: &str) -> Option<Fact> {
    match stands(store, rule, &[amount, ".tiers_of"].concat()) {
        Some(SlotValue::Word(code)) => Fact::from_code(&code),
        _ => None,
    }
}

fn step_row(
    store: DraftStore,
    rule: &str,
    amount: &str,
    (before, step): (Option<String>, &String),
    slots: &[Slot],
    is_only: bool,
    locale: Locale,
) -> AnyView {
    let (owner, of) = (rule.to_owned(), amount.to_owned());
    let from = move || match before.as_ref().and_then(|one| bound(store, &owner, &of, one, locale)) {
        Some(bound) => t::step_after(locale, &bound),
        None => t::step_first(locale).to_owned(),
    };
    let (owner, of) = (rule.to_owned(), amount.to_owned());
    let unit = move || counted(store, &owner, &of).map(|fact| labels::count_unit(locale, fact));
    let field = |name: SlotName| {
        slots.iter().find(|slot| slot.name == name).cloned().map(|slot| {
            let label = labels::slot(locale, name, &slot.path);
            view! { <Field store rule=Some(rule.to_owned()) form=slot label is_label_hidden=true /> }
        })
    };
    let (owner, path) = (rule.to_owned(), step.clone());
    let remove = UnsyncCallback::new(move |()| {
        store.edit(Edit::RemoveStep { rule: owner.clone(), path: path.clone() });
    });
    let id = ["remove-", &step.replace('.', "-")].concat();
    view! {
        <li class="step" data-step=step.clone()>
            <span>{from}</span>
            {field(SlotName::StepUpTo)}
            <span class="soft">{unit}</span>
            <span>{t::step_gives(locale)}</span>
            {field(SlotName::StepPercent)}
            <Show when=move || store.is_open() && !is_only>
                <RemoveButton id=id.clone() name=t::remove_step(locale) on_press=remove />
            </Show>
        </li>
    }
    .into_any()
}
