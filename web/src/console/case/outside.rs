//! A refund made outside the desk, recorded by hand so that it counts for every case of the order.

use super::store::CaseStore;
use domain::compensation::money::{Currency, Money};
use domain::complaint::command::Command;
use domain::order::Pieces;
use domain::order::given::OutsideRefund;
use domain::order::payment::Means;
use domain::text::Reference;
use domain::text::problem::{Problem, ProblemCode};
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Dialog};
use web::i18n::rejection::{problem, rejection};
use web::i18n::{t, t::console as texts, use_locale, words};

/// What has been filled in so far.
#[derive(Clone, Copy)]
struct Filled {
    amount: RwSignal<String>,
    means: RwSignal<Means>,
    on: RwSignal<String>,
    reference: RwSignal<String>,
    sku: RwSignal<String>,
}

impl Filled {
    fn read(self, currency: Currency) -> Result<OutsideRefund, Problem> {
        let amount = Money::parse(&self.amount.get_untracked(), currency);
        let reference = self.reference.get_untracked();
        let sku = self.sku.get_untracked();
        Ok(OutsideRefund {
            amount: amount.map_err(|error| Problem::of_amount("amount", error))?,
            means: self.means.get_untracked(),
            reference: match reference.trim() {
                "" => None,
                typed => Some(Reference::parse(typed)?),
            },
            on: self.on.get_untracked().parse().map_err(|_| Problem::new("on", ProblemCode::NotADate))?,
            goods: (!sku.is_empty()).then(|| Pieces::all_of(sku)).into_iter().collect(),
        })
    }

    fn clear(self) {
        for text in [self.amount, self.on, self.reference, self.sku] {
            text.set(String::new());
        }
    }
}

/// The dialog.
#[component]
pub(super) fn RecordOutside(store: CaseStore, is_open: RwSignal<bool>) -> impl IntoView {
    let locale = use_locale();
    let text = || RwSignal::new(String::new());
    let filled = Filled {
        amount: text(),
        means: RwSignal::new(Means::Card),
        on: text(),
        reference: text(),
        sku: text(),
    };
    let wrong = RwSignal::new(None::<String>);
    let currency = Memo::new(move |_| store.case.with(|case| case.as_ref().map(|case| case.order.currency)));
    let lines = Memo::new(move |_| {
        store.case.with(|case| {
            let lines = case.iter().flat_map(|case| &case.order.lines);
            lines.map(|line| (line.sku.clone(), line.title.clone())).collect::<Vec<_>>()
        })
    });
    let send = move |()| match filled.read(currency.get_untracked().unwrap_or(Currency::CNY)) {
        Err(fault) => wrong.set(Some(problem(locale, &fault))),
        Ok(refund) => match store.submit(Command::RecordOutsideRefund(refund)) {
            Ok(()) => {
                filled.clear();
                wrong.set(None);
                is_open.set(false);
            }
            Err(why) => wrong.set(Some(rejection(locale, &why))),
        },
    };
    let choose_means = move |event| {
        if let Some(means) = Means::from_code(&event_target_value(&event)) {
            filled.means.set(means);
        }
    };
    view! {
        <Dialog
            id="outside-refund"
            title=texts::paid_record(locale)
            is_open
            on_close=move |()| is_open.set(false)
            on_send=send
        >
            <label for="outside-amount">{texts::paid_record_amount(locale)}</label>
            <Line id="outside-amount" text=filled.amount inputmode="decimal" />
            <label for="outside-means">{texts::paid_record_means(locale)}</label>
            <select id="outside-means" class="input" on:change=choose_means>
                {Means::ALL
                    .iter()
                    .map(|means| {
                        let is_chosen = move || filled.means.get() == *means;
                        view! { <option value=means.code() selected=is_chosen>{words::means(locale, *means)}</option> }
                    })
                    .collect_view()}
            </select>
            <label for="outside-on">{texts::paid_record_on(locale)}</label>
            <Line id="outside-on" text=filled.on kind="date" />
            <label for="outside-goods">{texts::paid_record_goods(locale)}</label>
            <select
                id="outside-goods"
                class="input"
                on:change=move |event| filled.sku.set(event_target_value(&event))
            >
                <option value="">{texts::paid_record_whole(locale)}</option>
                {move || {
                    lines.get().into_iter().map(|(sku, title)| view! { <option value=sku>{title}</option> }).collect_view()
                }}
            </select>
            <label for="outside-reference">{texts::paid_record_reference(locale)}</label>
            <Line id="outside-reference" text=filled.reference />
            {move || wrong.get().map(|wrong| view! { <p class="field-error small" role="alert">{wrong}</p> })}
            <div class="cluster">
                <Button id="outside-send" label=texts::paid_record_send(locale) on_press=send />
                <Button
                    label=t::common::cancel(locale)
                    kind=ButtonKind::Quiet
                    on_press=move |()| is_open.set(false)
                />
            </div>
        </Dialog>
    }
}

#[component]
fn Line(
    id: &'static str,
    text: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "text")] inputmode: &'static str,
) -> impl IntoView {
    view! {
        <input
            class="input"
            id=id
            type=kind
            inputmode=inputmode
            prop:value=move || text.get()
            on:input=move |event| text.set(event_target_value(&event))
        />
    }
}
