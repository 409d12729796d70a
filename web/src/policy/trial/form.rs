//! The facts of a complaint as a short typed form. What was taken from a case keeps everything the form does not show.

use super::super::Policies;
use super::super::labels;
use super::super::store::DraftStore;
use super::super::wording;
use super::asking::{Asking, Change, Shown};
use super::from_case::{FromCase, FromPack};
use super::midday_of;
use crate::question::Question;
use domain::category::Category;
use domain::order::{OrderStatus, OrderTime, Trait};
use domain::policy::condition::Clause;
use domain::policy::draft::form::WordList;
use domain::policy::draft::trial::Trial;
use domain::policy::{Fact, Pack, Tier};
use domain::remedy::Remedy;
use domain::text::sum;
use leptos::prelude::*;
use std::collections::BTreeSet;
use web::components::Fold;
use web::i18n::t::policy as t;
use web::i18n::{facts, use_locale, words as shared};

/// The questions a pack's rules ask.
fn questions_of(pack: &Pack) -> BTreeSet<Question> {
    let mut asked = BTreeSet::new();
    let mut add = |clauses: &[Clause]| {
        for test in clauses.iter().flat_map(|clause| &clause.any) {
            asked.extend(Question::of(test.fact));
        }
    };
    for rule in &pack.rules {
        add(&rule.scope);
        add(&rule.when);
        rule.grants.iter().for_each(|grant| add(&grant.only_if));
    }
    asked
}

/// The form.
#[component]
pub(super) fn TrialForm(policies: Policies, store: DraftStore) -> impl IntoView {
    let locale = use_locale();
    let ask = Asking { store, locale };
    let revision = store.revision();
    let asked = move || {
        revision.get();
        let document = store.document();
        document.and_then(|document| document.public.as_ref().map(questions_of)).unwrap_or_default()
    };
    view! {
        <section class="trial-form" aria-labelledby="trial-facts">
            <h2 id="trial-facts">{t::trial_facts(locale)}</h2>
            <FromCase store />
            <FromPack policies store />
            {question(ask)}
            <Goods ask />
            {wishes(ask)}
            <h3>{t::trial_findings(locale)}</h3>
            {move || {
                let asked = asked();
                let first: Vec<AnyView> = asked.iter().map(|question| ask.finding(*question)).collect();
                let rest: Vec<AnyView> = Question::ALL
                    .iter()
                    .filter(|question| !asked.contains(question))
                    .map(|question| ask.finding(*question))
                    .collect();
                view! {
                    <div class="slots">{first}</div>
                    <Fold summary=t::trial_more_findings(locale)>
                        <div class="slots">{rest}</div>
                    </Fold>
                }
            }}
        </section>
    }
}

/// What is asked, when, and the days of the order.
fn question(ask: Asking) -> AnyView {
    let locale = ask.locale;
    let categories = Category::ALL
        .iter()
        .map(|word| (word.code().to_owned(), shared::category(locale, *word).to_owned()))
        .collect();
    let statuses = OrderStatus::ALL
        .iter()
        .map(|word| (word.code().to_owned(), shared::order_status(locale, *word).to_owned()))
        .collect();
    let tiers = Tier::ALL
        .iter()
        .map(|word| (word.code().to_owned(), labels::word(locale, WordList::Tier, word.code())))
        .collect();
    view! {
            <div class="slots">
                {ask
                    .list(
                        "trial-category".to_owned(),
                        wording::fact(locale, Fact::Category).to_owned(),
                        categories,
                        Box::new(|trial| trial.category.code().to_owned()),
                        Box::new(|trial, code| trial.category = Category::from_code(code).unwrap_or(trial.category)),
                    )}
                {ask
                    .day(
                        "trial-asked",
                        wording::fact(locale, Fact::AskedAt),
                        |trial| Some(trial.zone.day(trial.asked_at)),
                        |trial, day| {
                            if let Some(day) = day {
                                trial.asked_at = midday_of(&trial.zone, trial.asked_at, day);
                            }
                        },
                    )}
                {ask
                    .list(
                        "trial-status".to_owned(),
                        t::order_status(locale).to_owned(),
                        statuses,
                        Box::new(|trial| trial.order.status.code().to_owned()),
                        Box::new(|trial, code| {
                            trial.order.status = OrderStatus::from_code(code).unwrap_or(trial.order.status);
}),
                    )}
                {ask
                    .day(
                        "trial-placed",
                        wording::fact(locale, Fact::PlacedAt),
                        |trial| Some(day_of(trial.order.placed_at, trial)),
                        |trial, day| {
                            if let Some(day) = day {
                                trial.order.placed_at = wall(day);
                            }
                        },
                    )}
                {ask
                    .day(
                        "trial-promised",
                        wording::fact(locale, Fact::PromisedBy),
                        |trial| trial.order.promised_by,
                        |trial, day| trial.order.promised_by = day,
                    )}
                {ask
                    .day(
                        "trial-shipped",
                        wording::fact(locale, Fact::ShippedAt),
                        |trial| trial.order.shipped_at.map(|time| day_of(time, trial)),
                        |trial, day| trial.order.shipped_at = day.map(wall),
                    )}
                {ask
                    .day(
                        "trial-delivered",
                        wording::fact(locale, Fact::DeliveredAt),
                        |trial| trial.order.delivered_at.map(|time| day_of(time, trial)),
                        |trial, day| trial.order.delivered_at = day.map(wall),
                    )}
                {ask
                    .list(
                        "trial-tier".to_owned(),
                        wording::fact(locale, Fact::Tier).to_owned(),
                        tiers,
                        Box::new(|trial| trial.tier.code().to_owned()),
                        Box::new(|trial, code| trial.tier = Tier::from_code(code).unwrap_or(trial.tier)),
                    )}
            </div>
    }
    .into_any()
}

/// The day of a moment, where the question is put.
fn day_of(time: OrderTime, trial: &Trial) -> chrono::NaiveDate {
    time.day(&trial.zone)
}

/// The beginning of a day, as wall time.
fn wall(day: chrono::NaiveDate) -> OrderTime {
    OrderTime::Wall(day.and_time(chrono::NaiveTime::MIN))
}

/// What the customer wishes.
fn wishes(ask: Asking) -> AnyView {
    let locale = ask.locale;
    let wishes = Remedy::ALL.iter().map(|word| (word.code(), shared::remedy(locale, *word))).collect();
    view! {
            <Fold summary=t::trial_wishes(locale)>
                {ask
                    .boxes(
                        "trial-wants",
                        wording::fact(locale, Fact::Wants),
                        wishes,
                        |trial, code| trial.wants.iter().any(|word| word.code() == code),
                        |trial, code, is_on| {
                            if let Some(word) = Remedy::from_code(code) {
                                trial.wants.retain(|other| *other != word);
                                if is_on {
                                    trial.wants.push(word);
                                }
                            }
                        },
                    )}
            </Fold>
    }
    .into_any()
}

/// The goods: of one line, price and kind; an order with several comes from a case and keeps its goods as they are.
#[component]
fn Goods(ask: Asking) -> impl IntoView {
    let locale = ask.locale;
    let goods = Trait::ALL.iter().map(|word| (word.code(), facts::kind_of_goods(locale, *word))).collect();
    let price: Shown =
        Box::new(|trial| trial.order.lines.first().map(|line| line.unit_price.decimal()).unwrap_or_default());
    let set_price: Change = Box::new(move |trial, typed| {
        let currency = trial.order.currency;
        let price = sum::parse(typed, currency)
            .map_err(|_| t::wrong_not_a_sum(locale, currency.code(), &currency.exponent().to_string()))?;
        if let Some(line) = trial.order.lines.first_mut() {
            line.unit_price = price;
        }
        Ok(())
    });
    let is_several = Memo::new(move |_| ask.read(|trial| trial.order.lines.len() > 1).unwrap_or(false));
    view! {
            {move || {
                if is_several.get() {
                    view! { <Lines store=ask.store /> }.into_any()
                } else {
                    ().into_any()
                }
            }}
            <div class="slots" hidden=move || { is_several.get() }>
                {ask.line("trial-price".to_owned(), t::trial_price(locale).to_owned(), "text", price, set_price)}
                {ask
                    .boxes(
                        "trial-goods",
                        wording::fact(locale, Fact::Traits),
                        goods,
                        |trial, code| {
                            trial.order.lines.iter().any(|line| line.traits.iter().any(|word| word.code() == code))
                        },
                        |trial, code, is_on| {
                            if let (Some(line), Some(word)) =
                                (trial.order.lines.first_mut(), Trait::from_code(code))
                            {
                                line.traits.retain(|other| *other != word);
                                if is_on {
                                    line.traits.push(word);
                                }
                            }
                        },
                    )}
            </div>
    }
}

/// The goods of an order that was taken from a case.
#[component]
fn Lines(store: DraftStore) -> impl IntoView {
    let locale = use_locale();
    let lines = move || {
        let trial = store.trial.get()?;
        let items = trial.order.lines.iter().zip(&trial.complained).map(|(line, pieces)| {
            let price = format!("{} × {}", web::format::money(locale, line.unit_price), line.quantity);
            view! {
                <li class="line" class:line-concerned=*pieces != 0>
                    <span class="line-title">{line.title.clone()}</span>
                    <data class="money">{price}</data>
                </li>
            }
        });
        Some(items.collect_view())
    };
    view! { <ul class="lines">{lines}</ul> }
}
