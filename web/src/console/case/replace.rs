//! Something else instead of a promise that can't be kept: one remedy, worth no less, with a reason the customer
//! reads. What waits for goods that are to come back may become less, where they stay. Nothing changes before the customer
//! accepts it.

use super::store::CaseStore;
use crate::words;
use domain::compensation::money::{Currency, Money};
use domain::compensation::option::{Basis, PartGoods, RemedyOption, RemedyPart, Share};
use domain::complaint::command::Command;
use domain::complaint::promise::Promise;
use domain::id::{PromiseId, UserId};
use domain::remedy::{Authority, Payer, Remedy};
use domain::text::Sentence;
use domain::text::problem::{Problem, ProblemCode};
use domain::text::sum;
use leptos::prelude::*;
use web::browser::{keyboard, random};
use web::components::{Button, ButtonKind};
use web::i18n::rejection::{problem, rejection};
use web::i18n::{t, t::console as texts, use_locale, words as shared};
use web::kept::KeptText;

/// What the form says so far; kept until the server has it.
#[derive(Clone, Copy)]
struct Instead {
    remedy: KeptText,
    amount: KeptText,
    payer: KeptText,
    reason: KeptText,
    currency: Currency,
    goods: StoredValue<Vec<PartGoods>>,
}

impl Instead {
    /// The names under which the fields of the form are kept.
    fn fields(promise: PromiseId) -> [String; 4] {
        ["remedy", "amount", "payer", "reason"].map(|name| format!("replace-{promise}-{name}"))
    }

    /// The form starts from the promise as it stands, unless it was begun before.
    fn of(promise: &Promise, store: CaseStore) -> Self {
        let part = &promise.part;
        let [remedy, amount, payer, reason] = Self::fields(promise.id).map(|field| store.text(&field));
        if remedy.now().is_empty() {
            let bears = part.shares.first().map_or(Payer::Platform, |share| share.payer);
            remedy.set(part.remedy.code().to_owned());
            amount.set(part.amount.map(Money::decimal).unwrap_or_default());
            payer.set(bears.code().to_owned());
        }
        let currency = store.case.with_untracked(|case| case.as_ref().map(|case| case.order.currency));
        Self {
            remedy,
            amount,
            payer,
            reason,
            currency: currency.unwrap_or(Currency::CNY),
            goods: StoredValue::new(part.goods.clone()),
        }
    }

    fn read(self, me: UserId) -> Result<(RemedyOption, Sentence), Problem> {
        let typed = self.amount.now();
        let amount = if typed.trim().is_empty() {
            None
        } else {
            Some(sum::parse(&typed, self.currency).map_err(|error| Problem::of_amount("amount", error))?)
        };
        let reason = Sentence::parse(&self.reason.now())?;
        let unknown = |field| Problem::new(field, ProblemCode::NotChosen);
        let remedy = Remedy::from_code(&self.remedy.now()).ok_or_else(|| unknown("remedy"))?;
        let payer = Payer::from_code(&self.payer.now()).ok_or_else(|| unknown("payer"))?;
        let share = |amount| Share { payer, amount };
        let part = RemedyPart {
            remedy,
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
    let Instead { remedy, amount, payer, reason, .. } = instead;
    let wrong = RwSignal::new(None::<String>);
    let id = promise.id;
    let send = move || match instead.read(store.me()) {
        Err(fault) => wrong.set(Some(problem(locale, &fault))),
        Ok((with, reason)) => {
            let replacement = PromiseId(random::uuid());
            let command = Command::ReplacePromise { promise: id, replacement, with, reason };
            let fields = Instead::fields(id);
            match store.submit_written(command, &fields.each_ref().map(String::as_str)) {
                Ok(()) => is_shown.set(false),
                Err(why) => wrong.set(Some(rejection(locale, &why))),
            }
        }
    };
    let prefix = format!("replace-{id}");
    let field = move |name: &str| [prefix.as_str(), "-", name].concat();
    view! {
        <div class="replace" role="group" aria-label=texts::do_replace(locale) on:keydown=keyboard::on_send(send)>
            <label for=field("remedy")>{texts::instead(locale)}</label>
            <Picker
                id=field("remedy")
                choices=Remedy::ALL.iter().map(|each| (each.code(), shared::remedy(locale, *each))).collect()
                chosen=remedy
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
                chosen=payer
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
                <Button label=texts::do_replace(locale) kind=ButtonKind::Secondary on_press=move |()| send() />
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
fn Picker(id: String, choices: Vec<(&'static str, &'static str)>, chosen: KeptText) -> impl IntoView {
    view! {
        <select class="input" id=id on:change=move |event| chosen.set(event_target_value(&event))>
            {choices
                .into_iter()
                .map(|(code, name)| {
                    view! {
                        <option value=code prop:selected=move || chosen.get() == code>
                            {name}
                        </option>
                    }
                })
                .collect_view()}
        </select>
    }
}
