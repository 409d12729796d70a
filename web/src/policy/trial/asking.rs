//! The inputs over the facts of a complaint: what is sound changes the facts at once, the rest says what is wrong.

use super::super::store::DraftStore;
use super::super::wording;
use crate::question::{Question, Shape};
use crate::words;
use domain::finding::{Condition, Fault, Finding, Findings, Standing};
use domain::order::OrderTime;
use domain::policy::draft::trial::Trial;
use leptos::ev::Event;
use leptos::prelude::*;
use web::components::field::ErrorText;
use web::i18n::Locale;
use web::i18n::rejection::problem;
use web::i18n::t::policy as t;
use web::wall;

/// A change of the facts; what is wrong with it in words, where it can't be made.
pub(super) type Change = Box<dyn Fn(&mut Trial, &str) -> Result<(), String>>;

/// What an input shows of the facts. Boxed, so that each input is one function however many facts there are.
pub(super) type Shown = Box<dyn Fn(&Trial) -> String + Send + Sync>;

/// What a choice changes.
pub(super) type Choose = Box<dyn Fn(&mut Trial, &str)>;

/// A labelled input over one of the facts.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    pub(super) store: DraftStore,
    pub(super) locale: Locale,
}

impl Asking {
    pub(super) fn change(self, change: impl FnOnce(&mut Trial)) {
        self.store.trial.update(|trial| {
            if let Some(trial) = trial {
                change(trial);
            }
        });
    }

    pub(super) fn read<T>(self, read: impl Fn(&Trial) -> T) -> Option<T> {
        self.store.trial.with(|trial| trial.as_ref().map(read))
    }

    /// Something typed: what is sound changes the facts at once, the rest says what is wrong.
    pub(super) fn line(
        self,
        id: String,
        label: String,
        kind: &'static str,
        shown: Shown,
        change: Change,
    ) -> AnyView {
        let wrong = RwSignal::new(None::<String>);
        let value = Memo::new(move |_| self.read(&shown).unwrap_or_default());
        let typed = move |event: Event| {
            let mut said = None;
            self.change(|trial| said = change(trial, event_target_value(&event).trim()).err());
            wrong.set(said);
        };
        let error_id = [&id, "-error"].concat();
        view! {
            <div class="field" class:field-wrong=move || wrong.with(Option::is_some)>
                <label class="field-label" for=id.clone()>
                    {label}
                </label>
                <input class="input" id=id type=kind autocomplete="off" prop:value=move || value.get() on:change=typed />
                <ErrorText id=error_id error=wrong.into() />
            </div>
        }
        .into_any()
    }

    /// One of several.
    pub(super) fn list(
        self,
        id: String,
        label: String,
        options: Vec<(String, String)>,
        shown: Shown,
        change: Choose,
    ) -> AnyView {
        let value = Memo::new(move |_| self.read(&shown).unwrap_or_default());
        let options = options.into_iter().map(|(code, name)| view! { <option value=code>{name}</option> });
        let choose = move |event: Event| self.change(|trial| change(trial, &event_target_value(&event)));
        view! {
            <div class="field">
                <label class="field-label" for=id.clone()>
                    {label}
                </label>
                <select class="input" id=id prop:value=move || value.get() on:change=choose>
                    {options.collect_view()}
                </select>
            </div>
        }
        .into_any()
    }

    /// Several of several.
    pub(super) fn boxes(
        self,
        id: &'static str,
        label: &'static str,
        options: Vec<(&'static str, &'static str)>,
        is_chosen: fn(&Trial, &str) -> bool,
        toggle: fn(&mut Trial, &str, bool),
    ) -> AnyView {
        let each = |(code, name): (&'static str, &'static str)| {
            let is_on = Memo::new(move |_| self.read(|trial| is_chosen(trial, code)).unwrap_or(false));
            let change =
                move |event: Event| self.change(|trial| toggle(trial, code, event_target_checked(&event)));
            view! {
                <label class="check chip">
                    <input
                        type="checkbox"
                        id=[id, "-", code].concat()
                        prop:checked=move || is_on.get()
                        on:change=change
                    />
                    <span>{name}</span>
                </label>
            }
            .into_any()
        };
        view! {
            <fieldset class="field slot-wide">
                <legend class="field-label">{label}</legend>
                <div class="chips">{options.into_iter().map(each).collect_view()}</div>
            </fieldset>
        }
        .into_any()
    }

    /// A day of the order's life.
    pub(super) fn day(
        self,
        id: &'static str,
        label: &'static str,
        get: fn(&Trial) -> Option<chrono::NaiveDate>,
        set: fn(&mut Trial, Option<chrono::NaiveDate>),
    ) -> AnyView {
        let shown: Shown = Box::new(move |trial| get(trial).map(|day| day.to_string()).unwrap_or_default());
        let change: Change = Box::new(move |trial, typed| {
            set(trial, typed.parse().ok());
            Ok(())
        });
        self.line(id.to_owned(), label.to_owned(), "date", shown, change)
    }

    pub(super) fn finding(self, question: Question) -> AnyView {
        let locale = self.locale;
        let id = ["trial-", question.code()].concat();
        let label = question.text(locale).to_owned();
        let nothing = (String::new(), t::nothing_chosen(locale).to_owned());
        let code = || -> Shown {
            Box::new(move |trial| {
                question.answer(&trial.findings).map(|finding| answer_code(&finding)).unwrap_or_default()
            })
        };
        let list = |options: Vec<(String, String)>| {
            let options = [vec![nothing.clone()], options].concat();
            let change: Choose = Box::new(move |trial, chosen| {
                trial.findings = answered(&trial.findings, question, of_code(question, chosen));
            });
            self.list(id.clone(), label.clone(), options, code(), change)
        };
        match question.shape() {
            Shape::Standing => list(
                Standing::ALL
                    .iter()
                    .map(|word| (word.code().to_owned(), words::standing(locale, *word).to_owned()))
                    .collect(),
            ),
            Shape::Fault => list(
                Fault::ALL
                    .iter()
                    .map(|word| (word.code().to_owned(), words::fault(locale, *word).to_owned()))
                    .collect(),
            ),
            Shape::Condition => list(
                Condition::ALL
                    .iter()
                    .map(|word| (word.code().to_owned(), words::condition(locale, *word).to_owned()))
                    .collect(),
            ),
            Shape::Flag => list(
                [true, false]
                    .map(|flag| (flag.to_string(), wording::yes_no(locale, flag).to_owned()))
                    .to_vec(),
            ),
            Shape::Remedies => ().into_any(),
            Shape::Count | Shape::Money | Shape::Moment => {
                let kind = if question.shape() == Shape::Moment { "datetime-local" } else { "text" };
                let change: Change = Box::new(move |trial, typed| {
                    let answer = if typed.is_empty() {
                        None
                    } else {
                        let read = question.read(typed, trial.order.currency);
                        Some(read.map_err(|wrong| problem(locale, &wrong))?)
                    };
                    trial.findings = answered(&trial.findings, question, answer);
                    Ok(())
                });
                self.line(id, label, kind, code(), change)
            }
        }
    }
}

/// An answer as an input shows it.
fn answer_code(finding: &Finding) -> String {
    let local = |at: &OrderTime| at.local(&wall::zone()).format("%Y-%m-%dT%H:%M").to_string();
    match finding {
        Finding::Defect(standing)
        | Finding::Misdescription(standing)
        | Finding::DamageInTransit(standing)
        | Finding::Loss(standing)
        | Finding::Fraud(standing)
        | Finding::SellerKnew(standing)
        | Finding::Safety(standing)
        | Finding::PurposeDefeated(standing)
        | Finding::Injury(standing)
        | Finding::OfficiallySubstandard(standing)
        | Finding::NotPerformed(standing)
        | Finding::RefundUnpaid(standing)
        | Finding::UnclearPage(standing)
        | Finding::CarrierExcused(standing) => standing.code().to_owned(),
        Finding::Fault(fault) => fault.code().to_owned(),
        Finding::Condition(condition) => condition.code().to_owned(),
        Finding::NoReturnConfirmed(flag)
        | Finding::WithinShelfLife(flag)
        | Finding::ReturnCostTold(flag)
        | Finding::CollectionOffered(flag)
        | Finding::DelayAgreed(flag)
        | Finding::SentWithoutConsent(flag)
        | Finding::SellerIdentified(flag)
        | Finding::WantedInStock(flag)
        | Finding::CancellationAccepted(flag) => flag.to_string(),
        Finding::RepairsFailed(number)
        | Finding::SpoiledPercent(number)
        | Finding::DaysInRepair(number)
        | Finding::DaysAwaitingPart(number) => number.to_string(),
        Finding::GoodsBackAt(at) | Finding::NotifiedAt(at) => local(at),
        Finding::LossAmount(amount)
        | Finding::Overcharge(amount)
        | Finding::UseDeduction(amount)
        | Finding::WantedPrice(amount)
        | Finding::CompetitorPrice(amount) => amount.decimal(),
        Finding::Blocked(_) => String::new(),
    }
}

/// The finding that a chosen word makes.
fn of_code(question: Question, code: &str) -> Option<Finding> {
    match question.shape() {
        Shape::Standing => question.with_standing(Standing::from_code(code)?),
        Shape::Flag => question.with_flag(code.parse().ok()?),
        Shape::Fault => Fault::from_code(code).map(Finding::Fault),
        Shape::Condition => Condition::from_code(code).map(Finding::Condition),
        Shape::Count | Shape::Moment | Shape::Money | Shape::Remedies => None,
    }
}

/// The findings with another answer to one question, or none.
fn answered(findings: &Findings, question: Question, answer: Option<Finding>) -> Findings {
    Question::ALL
        .iter()
        .filter(|other| **other != question)
        .filter_map(|other| other.answer(findings))
        .chain(answer)
        .fold(Findings::default(), |findings, finding| findings.with(&finding))
}
