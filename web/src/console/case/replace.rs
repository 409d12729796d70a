//! Something else instead of a promise that can't be kept: one remedy, worth no less, with a reason the customer
//! reads. Nothing changes before the customer accepts it.

use super::store::CaseStore;
use crate::words;
use domain::compensation::money::{Currency, Money};
use domain::compensation::option::{Basis, PartGoods, RemedyOption, RemedyPart, Share};
use domain::complaint::command::Command;
use domain::complaint::promise::Promise;
use domain::id::{PromiseId, UserId};
use domain::remedy::{Authority, Payer, Remedy};
use domain::text::Sentence;
use domain::text::problem::Problem;
use domain::text::sum;
use leptos::prelude::*;
use web::browser::{keyboard, random};
use web::components::{Button, ButtonKind};
use web::i18n::rejection::{problem, rejection};
use web::i18n::{t, t::console as texts, use_locale, words as shared};
use web::kept::KeptText;

/// What the form says so far, but for the reason.
#[derive(Clone, Copy)]
struct Instead {
    remedy: RwSignal<Remedy>,
    amount: RwSignal<String>,
    payer: RwSignal<Payer>,
    currency: Currency,
    goods: StoredValue<Vec<PartGoods>>,
}

impl Instead {
    /// The form starts from the promise as it stands.
    fn of(promise: &Promise, store: CaseStore) -> Self {
        let part = &promise.part;
        let currency = store.case.with_untracked(|case| case.as_ref().map(|case| case.order.currency));
        Self {
            remedy: RwSignal::new(part.remedy),
            amount: RwSignal::new(part.amount.map(Money::decimal).unwrap_or_default()),
            payer: RwSignal::new(part.shares.first().map_or(Payer::Platform, |share| share.payer)),
            currency: currency.unwrap_or(Currency::CNY),
            goods: StoredValue::new(part.goods.clone()),
        }
    }

    fn read(self, me: UserId, reason: &str) -> Result<(RemedyOption, Sentence), Problem> {
        let typed = self.amount.get_untracked();
        let amount = if typed.trim().is_empty() {
            None
        } else {
            Some(sum::parse(&typed, self.currency).map_err(|error| Problem::of_amount("amount", error))?)
        };
        let reason = Sentence::parse(reason)?;
        let share = |amount| Share { payer: self.payer.get_untracked(), amount };
        let part = RemedyPart {
            remedy: self.remedy.get_untracked(),
            amount,
            is_goodwill: false,
            basis: Basis::Person { user: me, reason: reason.to_string() },
            goods: self.goods.get_value(),
            shares: amount.map(share).into_iter().collect(),
        };
        let option = RemedyOption {
            total: amount.unwrap_or(Money::zero(self.currency)),
            parts: vec![part],
            authority: Authority::Agent,
            is_recommended: false,
            because: None,
            ready_by: None,
            is_below_entitlement: false,
            missing: Vec::new(),
        };
        Ok((option, reason))
    }
}

/// The form.
#[component]
pub(super) fn Replace(promise: Promise, store: CaseStore, is_shown: RwSignal<bool>) -> impl IntoView {
    let locale = use_locale();
    let instead = Instead::of(&promise, store);
    let Instead { remedy, amount, payer, .. } = instead;
    let reason = KeptText::take_up(&store.place(), &format!("replace-{}", promise.id));
    let wrong = RwSignal::new(None::<String>);
    let id = promise.id;
    let text_sent = move || reason.sent(&reason.now());
    let send = move |()| match instead.read(store.me(), &reason.now()) {
        Err(fault) => wrong.set(Some(problem(locale, &fault))),
        Ok((with, reason)) => {
            let replacement = PromiseId(random::uuid());
            match store.submit(Command::ReplacePromise { promise: id, replacement, with, reason }) {
                Ok(()) => {
                    text_sent();
                    is_shown.set(false);
                }
                Err(why) => wrong.set(Some(rejection(locale, &why))),
            }
        }
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if keyboard::sends(&event) {
            event.prevent_default();
            send(());
        }
    };
    let prefix = format!("replace-{id}");
    let field = move |name: &str| [prefix.as_str(), "-", name].concat();
    view! {
        <div class="replace" role="group" aria-label=texts::do_replace(locale) on:keydown=on_key>
            <label for=field("remedy")>{texts::instead(locale)}</label>
            <Picker
                id=field("remedy")
                choices=Remedy::ALL.iter().map(|each| (each.code(), shared::remedy(locale, *each))).collect()
                chosen=promise.part.remedy.code()
                on_choose=move |code: String| {
                    if let Some(chosen) = Remedy::from_code(&code) {
                        remedy.set(chosen);
                    }
                }
            />
            <label for=field("amount")>{texts::amount(locale)}</label>
            <input
                class="input money"
                id=field("amount")
                inputmode="decimal"
                prop:value=move || amount.get()
                on:input=move |event| amount.set(event_target_value(&event))
            />
            <label for=field("payer")>{texts::who_pays(locale)}</label>
            <Picker
                id=field("payer")
                choices=Payer::ALL.iter().map(|each| (each.code(), words::payer(locale, *each))).collect()
                chosen=payer.get_untracked().code()
                on_choose=move |code: String| {
                    if let Some(chosen) = Payer::from_code(&code) {
                        payer.set(chosen);
                    }
                }
            />
            <label for=field("reason")>{texts::reason_customer_reads(locale)}</label>
            <input
                class="input"
                id=field("reason")
                prop:value=move || reason.get()
                on:input=move |event| reason.set(event_target_value(&event))
            />
            {move || wrong.get().map(|wrong| view! { <p class="field-error small" role="alert">{wrong}</p> })}
            <div class="cluster">
                <Button label=texts::do_replace(locale) kind=ButtonKind::Secondary on_press=send />
                <Button
                    label=t::common::cancel(locale)
                    kind=ButtonKind::Quiet
                    on_press=move |()| is_shown.set(false)
                />
            </div>
        </div>
    }
}

/// One of several words, by its code.
#[component]
fn Picker(
    id: String,
    choices: Vec<(&'static str, &'static str)>,
    chosen: &'static str,
    #[prop(into)] on_choose: UnsyncCallback<String>,
) -> impl IntoView {
    view! {
        <select class="input" id=id on:change=move |event| on_choose.run(event_target_value(&event))>
            {choices
                .into_iter()
                .map(|(code, name)| {
                    view! {
                        <option value=code selected=code == chosen>
                            {name}
                        </option>
                    }
                })
                .collect_view()}
        </select>
    }
}
