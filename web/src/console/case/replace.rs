//! Something else instead of a promise that can't be kept: in place of money no less of it, with a reason the customer
//! reads. What waits for goods that are to come back may become less, where they stay. Nothing changes before the customer
//! accepts it.
//!
//! Whoever writes it keeps it before them whatever becomes of the promise meanwhile: they read what happened, and the words are
//! theirs to send or to drop.

use super::store::CaseStore;
use crate::words;
use domain::compensation::money::{Currency, Money};
use domain::compensation::option::{Basis, PartGoods, RemedyOption, RemedyPart, Share};
use domain::complaint::command::Command;
use domain::complaint::promise::Promise;
use domain::complaint::{Kept, PromiseStanding};
use domain::id::{PromiseId, UserId};
use domain::remedy::{Authority, Payer, Remedy};
use domain::text::Sentence;
use domain::text::problem::{Problem, ProblemCode};
use domain::text::sum;
use leptos::prelude::*;
use web::browser::{keyboard, random};
use web::components::{Button, ButtonKind, Notice, Tone};
use web::i18n::rejection::{problem, rejection};
use web::i18n::{Locale, t, t::console as texts, use_locale, words as shared};
use web::kept::KeptText;

/// How many parts there may be at most.
const MOST_PARTS: usize = 3;

/// The names under which the fields of a part are kept; those of further ones have its place behind them.
const OF_PART: [&str; 3] = ["remedy", "amount", "payer"];

/// The id of a field of a promise's form.
fn field_of(promise: PromiseId, name: &str, place: usize) -> String {
    if place == 0 { format!("replace-{promise}-{name}") } else { format!("replace-{promise}-{name}-{place}") }
}

/// All fields of a promise's form.
fn fields(promise: PromiseId) -> Vec<String> {
    let of_parts =
        (0..MOST_PARTS).flat_map(|place| OF_PART.map(|name| field_of(promise, name, place)).to_vec());
    of_parts.chain([field_of(promise, "reason", 0)]).collect()
}

/// What the form says of one part so far; kept until the server has it.
#[derive(Clone, Copy)]
struct Part {
    remedy: KeptText,
    amount: KeptText,
    payer: KeptText,
    /// Who bears what was promised.
    bears: Payer,
}

impl Part {
    /// The first starts from the promise as it stands, unless it was begun before; the others are none.
    fn of(promise: &Promise, place: usize, store: CaseStore) -> Self {
        let part = &promise.part;
        let [remedy, amount, payer] = OF_PART.map(|name| store.text(&field_of(promise.id, name, place)));
        let bears = part.shares.first().map_or(Payer::Platform, |share| share.payer);
        if payer.now().is_empty() {
            payer.set(bears.code().to_owned());
            if place == 0 {
                remedy.set(part.remedy.code().to_owned());
                amount.set(part.amount.map(Money::decimal).unwrap_or_default());
            }
        }
        let begun = Self { remedy, amount, payer, bears };
        begun.put_payer_right();
        begun
    }

    /// What was chosen for another remedy, or kept from before, gives way where nobody may bear this one so.
    fn put_payer_right(self) {
        let (chosen, payer) = (self.payer.now(), Payer::from_code(&self.payer.now()));
        let bearer = bearer(Remedy::from_code(&self.remedy.now()), payer, self.bears);
        if payer.is_some() && bearer.code() != chosen {
            self.payer.set(bearer.code().to_owned());
        }
    }

    /// Nothing where nothing was chosen.
    fn read(self, instead: &Instead, basis: &Basis) -> Result<Option<RemedyPart>, Problem> {
        let Some(remedy) = Remedy::from_code(&self.remedy.now()) else { return Ok(None) };
        let typed = self.amount.now();
        let amount = if typed.trim().is_empty() {
            None
        } else {
            let sum = sum::parse(&typed, instead.currency);
            Some(sum.map_err(|error| Problem::of_amount("amount", error))?)
        };
        let payer = Payer::from_code(&self.payer.now());
        let payer = payer.ok_or_else(|| Problem::new("payer", ProblemCode::NotChosen))?;
        Ok(Some(RemedyPart {
            remedy,
            amount,
            is_goodwill: false,
            basis: basis.clone(),
            goods: instead.goods.get_value(),
            shares: amount.map(|amount| Share { payer, amount }).into_iter().collect(),
        }))
    }
}

/// Whom a part may be borne by; nobody pays for what is given to them.
fn payers(remedy: Option<Remedy>) -> impl Iterator<Item = Payer> {
    let may_bear = move |payer: &Payer| match remedy {
        Some(remedy) => remedy.may_be_borne_by(*payer),
        None => *payer != Payer::Customer,
    };
    Payer::ALL.iter().copied().filter(may_bear)
}

/// Who bears a part: whoever was chosen, or else whoever bears what was promised, as far as they may.
fn bearer(remedy: Option<Remedy>, chosen: Option<Payer>, bears: Payer) -> Payer {
    let may_bear = |payer: &Payer| payers(remedy).any(|one| one == *payer);
    chosen.into_iter().chain([bears]).find(may_bear).unwrap_or(Payer::Platform)
}

/// What the form says so far.
#[derive(Clone, Copy)]
struct Instead {
    parts: [Part; MOST_PARTS],
    reason: KeptText,
    currency: Currency,
    goods: StoredValue<Vec<PartGoods>>,
}

impl Instead {
    fn of(promise: &Promise, store: CaseStore) -> Self {
        let currency = store.case.with_untracked(|case| case.as_ref().map(|case| case.order.currency));
        Self {
            parts: core::array::from_fn(|place| Part::of(promise, place, store)),
            reason: store.text(&field_of(promise.id, "reason", 0)),
            currency: currency.unwrap_or(Currency::CNY),
            goods: StoredValue::new(promise.part.goods.clone()),
        }
    }

    fn read(self, me: UserId) -> Result<(RemedyOption, Sentence), Problem> {
        let reason = Sentence::parse(&self.reason.now())?;
        let basis = Basis::Person { user: me, reason: reason.to_string() };
        let parts = self.parts.iter().map(|part| part.read(&self, &basis));
        let parts: Vec<RemedyPart> = parts.filter_map(Result::transpose).collect::<Result<_, _>>()?;
        if parts.is_empty() {
            return Err(Problem::new("remedy", ProblemCode::NotChosen));
        }
        let total = RemedyOption::sum(&parts, self.currency)
            .map_err(|_| Problem::new("amount", ProblemCode::TooLarge))?;
        let option = RemedyOption {
            total,
            parts,
            authority: Authority::Agent,
            is_recommended: false,
            because: None,
            ready_by: None,
            is_below_entitlement: false,
            missing: Vec::new(),
        };
        Ok((option, reason))
    }

    /// How many parts are to be shown: up to the last that is begun, for what is sent is all of them.
    fn n_begun(&self) -> usize {
        let last = self.parts.iter().rposition(|part| !part.remedy.now().is_empty());
        last.unwrap_or(0).saturating_add(1)
    }
}

/// What became of a promise while somebody writes something else instead of it; nothing while it is open.
fn became(locale: Locale, standing: &PromiseStanding) -> Option<&'static str> {
    match standing {
        PromiseStanding::Open => None,
        PromiseStanding::Proven { .. } => Some(texts::replace_proven(locale)),
        PromiseStanding::Proposed { .. } => Some(texts::replace_proposed(locale)),
        PromiseStanding::Replaced { .. } => Some(texts::replace_replaced(locale)),
    }
}

/// The form.
#[component]
pub(super) fn Replace(kept: Memo<Option<Kept>>, store: CaseStore, is_shown: RwSignal<bool>) -> impl IntoView {
    let locale = use_locale();
    let promise = kept.with_untracked(|kept| kept.as_ref().map(|kept| kept.promise.clone()))?;
    let became = Memo::new(move |_| kept.with(|kept| became(locale, &kept.as_ref()?.standing)));
    let instead = Instead::of(&promise, store);
    let reason = instead.reason;
    let n_shown = RwSignal::new(instead.n_begun());
    let wrong = RwSignal::new(None::<String>);
    let id = promise.id;
    let send = move || match instead.read(store.me()) {
        Err(fault) => wrong.set(Some(problem(locale, &fault))),
        Ok((with, reason)) => {
            let replacement = PromiseId(random::uuid());
            let command = Command::ReplacePromise { promise: id, replacement, with, reason };
            let fields = fields(id);
            match store.submit_written(command, &fields.iter().map(String::as_str).collect::<Vec<_>>()) {
                Ok(()) => is_shown.set(false),
                Err(why) => wrong.set(Some(rejection(locale, &why))),
            }
        }
    };
    // What can't be sent any more is dropped for good: nothing else leads back to it.
    let close = move || {
        if became.get_untracked().is_some() {
            for field in fields(id) {
                store.text(&field).set(String::new());
            }
        }
        is_shown.set(false);
    };
    let parts = move || {
        let shown = instead.parts.into_iter().enumerate().take(n_shown.get());
        shown.map(|(place, part)| view! { <OnePart id place part /> }).collect_view()
    };
    let reason_id = field_of(id, "reason", 0);
    let close_label = Signal::derive(move || {
        let label =
            if became.get().is_some() { texts::replace_drop(locale) } else { t::common::cancel(locale) };
        label.to_owned()
    });
    Some(view! {
        <div class="replace" role="group" aria-label=texts::do_replace(locale) on:keydown=keyboard::on_send(send)>
            <div role="status">
                {move || became.get().map(|became| view! { <Notice tone=Tone::Warn>{became}</Notice> })}
            </div>
            {parts}
            <Show when=move || n_shown.get() < MOST_PARTS>
                <button
                    type="button"
                    class="link-button small"
                    id=format!("replace-{id}-add")
                    on:click=move |_| n_shown.update(|n_shown| *n_shown = n_shown.saturating_add(1))
                >
                    {texts::replace_add(locale)}
                </button>
            </Show>
            <label for=reason_id.clone()>{texts::reason_customer_reads(locale)}</label>
            <input
                class="input"
                id=reason_id
                prop:value=move || reason.get()
                on:input=move |event| reason.set(event_target_value(&event))
            />
            {move || wrong.get().map(|wrong| view! { <p class="field-error small" role="alert">{wrong}</p> })}
            <div class="cluster">
                <Button label=texts::do_replace(locale) kind=ButtonKind::Secondary on_press=move |()| send() />
                <Button label=close_label kind=ButtonKind::Quiet on_press=move |()| close() />
            </div>
        </div>
    })
}

/// One part: what, how much and who pays. Of a further one there may be none.
#[component]
fn OnePart(id: PromiseId, place: usize, part: Part) -> impl IntoView {
    let locale = use_locale();
    let Part { remedy, amount, payer, .. } = part;
    Effect::new(move |_| {
        remedy.get();
        part.put_payer_right();
    });
    let payers = Memo::new(move |_| payers(Remedy::from_code(&remedy.get())).collect::<Vec<_>>());
    let named = move || {
        payers.with(|all| all.iter().map(|each| (each.code(), words::payer(locale, *each))).collect())
    };
    let [of_remedy, of_amount, of_payer] = OF_PART.map(|name| field_of(id, name, place));
    let none = (place > 0).then_some(("", texts::replace_none(locale)));
    let remedies = Remedy::ALL.iter().map(|each| (each.code(), shared::remedy(locale, *each)));
    view! {
        <label for=of_remedy.clone()>{texts::instead(locale)}</label>
        <Chooser id=of_remedy choices=none.into_iter().chain(remedies).collect() chosen=remedy />
        <label for=of_amount.clone()>{texts::amount(locale)}</label>
        <input
            class="input money"
            id=of_amount
            inputmode="decimal"
            prop:value=move || amount.get()
            on:input=move |event| amount.set(event_target_value(&event))
        />
        <label for=of_payer.clone()>{texts::who_pays(locale)}</label>
        {move || view! { <Chooser id=of_payer.clone() choices=named() chosen=payer /> }}
    }
}

/// One of several words, by its code.
#[component]
fn Chooser(id: String, choices: Vec<(&'static str, &'static str)>, chosen: KeptText) -> impl IntoView {
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

#[cfg(test)]
mod tests {
    //! Nobody pays for what is given to them, whatever was kept.

    use super::*;

    #[test]
    fn customer_is_no_payer_of_what_they_are_given() {
        assert!(!payers(Some(Remedy::Refund)).any(|payer| payer == Payer::Customer));
        assert!(!payers(None).any(|payer| payer == Payer::Customer), "nothing is chosen yet");
        assert!(
            payers(Some(Remedy::ReturnShipping)).any(|payer| payer == Payer::Customer),
            "it is paid to others"
        );
    }

    #[test]
    fn kept_payer_who_may_not_bear_it_gives_way_to_the_rules_payer() {
        let kept = Some(Payer::Customer);
        assert_eq!(bearer(Some(Remedy::Refund), kept, Payer::Carrier), Payer::Carrier);
        assert_eq!(bearer(Some(Remedy::Refund), kept, Payer::Customer), Payer::Platform);
        assert_eq!(bearer(Some(Remedy::Refund), Some(Payer::Seller), Payer::Carrier), Payer::Seller);
        assert_eq!(bearer(Some(Remedy::ReturnShipping), kept, Payer::Carrier), Payer::Customer);
    }
}
