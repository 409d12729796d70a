//! A refund made outside the desk, recorded by hand so that it counts for every case of the order.

use super::store::CaseStore;
use domain::compensation::money::Currency;
use domain::complaint::command::Command;
use domain::order::given::OutsideRefund;
use domain::order::payment::Means;
use domain::order::{OrderLine, Pieces};
use domain::text::Reference;
use domain::text::problem::{Problem, ProblemCode};
use domain::text::sum;
use leptos::prelude::*;
use web::components::{Dialog, DialogFoot};
use web::i18n::rejection::{problem, rejection};
use web::i18n::{t::console as texts, use_locale, words};
use web::kept::KeptText;

/// The fields of the dialog, as they are kept.
const FIELDS: [&str; 6] =
    ["outside-amount", "outside-means", "outside-on", "outside-reference", "outside-goods", "outside-pieces"];

/// What has been filled in so far; kept until it is recorded, whatever becomes of the page.
#[derive(Clone, Copy)]
struct Filled {
    amount: KeptText,
    means: KeptText,
    on: KeptText,
    reference: KeptText,
    sku: KeptText,
    pieces: KeptText,
}

impl Filled {
    fn of(store: CaseStore) -> Self {
        let [amount, means, on, reference, sku, pieces] = FIELDS.map(|field| store.text(field));
        Self { amount, means, on, reference, sku, pieces }
    }

    /// The means chosen; the first of the list where none is.
    fn means(self) -> Means {
        Means::from_code(&self.means.get()).unwrap_or(Means::Card)
    }

    /// How many pieces of the line chosen there are; none where it is about the order as a whole.
    fn all_pieces(self, lines: &[Line]) -> Option<u32> {
        let sku = self.sku.get();
        lines.iter().find(|line| line.sku == sku).map(|line| line.quantity)
    }

    fn goods(self, lines: &[Line]) -> Result<Vec<Pieces>, Problem> {
        let Some(all) = untrack(|| self.all_pieces(lines)) else { return Ok(Vec::new()) };
        let (sku, typed) = (self.sku.now(), self.pieces.now());
        if typed.trim().is_empty() {
            return Ok(vec![Pieces::all_of(sku)]);
        }
        let n = sum::whole(&typed).map_err(|error| Problem::of_amount("pieces", error))?;
        match n {
            0 => Err(Problem::too_few("pieces", 1, 0)),
            n if n > all => Err(Problem::too_many("pieces", all, n)),
            n => Ok(vec![Pieces { sku, quantity: Some(n) }]),
        }
    }

    fn read(self, currency: Currency, lines: &[Line]) -> Result<OutsideRefund, Problem> {
        let amount = sum::parse(&self.amount.now(), currency);
        Ok(OutsideRefund {
            amount: amount.map_err(|error| Problem::of_amount("amount", error))?,
            means: untrack(|| self.means()),
            reference: match self.reference.now().trim() {
                "" => None,
                typed => Some(Reference::parse(typed)?),
            },
            on: self.on.now().parse().map_err(|_| Problem::new("on", ProblemCode::NotADate))?,
            goods: self.goods(lines)?,
        })
    }
}

/// A line of the order, as the dialog lists it.
#[derive(Clone, PartialEq)]
struct Line {
    sku: String,
    title: String,
    quantity: u32,
}

/// The dialog.
#[component]
pub(super) fn RecordOutside(store: CaseStore, is_open: RwSignal<bool>) -> impl IntoView {
    let locale = use_locale();
    let filled = Filled::of(store);
    let wrong = RwSignal::new(None::<String>);
    let currency = Memo::new(move |_| store.case.with(|case| case.as_ref().map(|case| case.order.currency)));
    let lines = Memo::new(move |_| {
        store.case.with(|case| {
            let lines = case.iter().flat_map(|case| &case.order.lines);
            let told = |line: &OrderLine| Line {
                sku: line.sku.clone(),
                title: line.title.clone(),
                quantity: line.quantity,
            };
            lines.map(told).collect::<Vec<_>>()
        })
    });
    let send = move |()| match lines
        .with_untracked(|lines| filled.read(currency.get_untracked().unwrap_or(Currency::CNY), lines))
    {
        Err(fault) => wrong.set(Some(problem(locale, &fault))),
        Ok(refund) => match store.submit_written(Command::RecordOutsideRefund(refund), &FIELDS) {
            Ok(()) => {
                wrong.set(None);
                is_open.set(false);
            }
            Err(why) => wrong.set(Some(rejection(locale, &why))),
        },
    };
    view! {
        <Dialog
            id="outside-refund"
            title=texts::paid_record(locale)
            is_open
            on_close=move |()| is_open.set(false)
            on_send=send
        >
            <Known store />
            <div class="field"><label class="field-label" for="outside-amount">{texts::paid_record_amount(locale)}</label>
            <Entry id="outside-amount" text=filled.amount inputmode="decimal" /></div>
            <MeansField filled />
            <div class="field"><label class="field-label" for="outside-on">{texts::paid_record_on(locale)}</label>
            <Entry id="outside-on" text=filled.on kind="date" /></div>
            <div class="field"><label class="field-label" for="outside-goods">{texts::paid_record_goods(locale)}</label>
            <select
                id="outside-goods"
                class="input"
                on:change=move |event| {
                    filled.sku.set(event_target_value(&event));
                    filled.pieces.set(String::new());
                }
            >
                <option value="">{texts::paid_record_whole(locale)}</option>
                {move || {
                    lines
                        .get()
                        .into_iter()
                        .map(|Line { sku, title, .. }| {
                            let chosen = sku.clone();
                            let is_chosen = move || filled.sku.get() == chosen;
                            view! { <option value=sku selected=is_chosen>{title}</option> }
                        })
                        .collect_view()
                }}
            </select></div>
            {move || {
                lines.with(|lines| filled.all_pieces(lines)).filter(|all| *all > 1).map(|all| {
                    view! {
                        <div class="field"><label class="field-label" for="outside-pieces">{texts::paid_record_pieces(locale)}</label>
                        <p class="field-hint" id="outside-pieces-hint">
                            {texts::paid_record_pieces_hint(locale, &all.to_string())}
                        </p>
                        <Entry id="outside-pieces" text=filled.pieces inputmode="numeric" /></div>
                    }
                })
            }}
            <div class="field"><label class="field-label" for="outside-reference">{texts::paid_record_reference(locale)}</label>
            <Entry id="outside-reference" text=filled.reference /></div>
            {move || wrong.get().map(|wrong| view! { <p class="field-error small" role="alert">{wrong}</p> })}
            <DialogFoot
                id="outside-send"
                label=texts::paid_record_send(locale)
                on_send=send
                on_close=move |()| is_open.set(false)
            />
        </Dialog>
    }
}

/// What is known to have gone back already, so that nobody records it once more.
#[component]
fn Known(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    move || {
        let case = store.case.get()?;
        let known = store.elsewhere.with(|elsewhere| super::paid::known(locale, &case, elsewhere));
        (!known.is_empty()).then(|| {
            let rows = known.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! {
                <p class="field-hint">{texts::paid_record_known(locale)}</p>
                <ul class="lines small" id="outside-known">{rows}</ul>
            }
        })
    }
}

/// By which means it went back.
#[component]
fn MeansField(filled: Filled) -> impl IntoView {
    let locale = use_locale();
    let choose = move |event| {
        if let Some(means) = Means::from_code(&event_target_value(&event)) {
            filled.means.set(means.code().to_owned());
        }
    };
    let choices = Means::ALL
        .iter()
        .map(|means| {
            let is_chosen = move || filled.means() == *means;
            view! { <option value=means.code() selected=is_chosen>{words::means(locale, *means)}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label class="field-label" for="outside-means">{texts::paid_record_means(locale)}</label>
            <select id="outside-means" class="input" on:change=choose>
                {choices}
            </select>
        </div>
    }
}

#[component]
fn Entry(
    id: &'static str,
    text: KeptText,
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
