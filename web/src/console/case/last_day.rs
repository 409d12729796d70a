//! A last day that the customer set elsewhere, by telephone or to the seller, recorded by whoever learnt of it.

use super::store::CaseStore;
use chrono::NaiveDate;
use domain::complaint::command::Command;
use domain::complaint::last_day::{FIELD, can_be_set};
use domain::text::problem::{Problem, ProblemCode};
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Dialog, DialogFoot, InputKind, TextField};
use web::i18n::rejection::{problem, rejection};
use web::i18n::{t::console as texts, use_locale};

/// The day typed, as it is kept.
const TYPED: &str = "last-day";

/// The button and its dialog, while there is a day to record.
#[component]
pub(super) fn RecordLastDay(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let (is_open, day) = (RwSignal::new(false), store.text(TYPED));
    let wrong = RwSignal::new(None::<String>);
    let can = Memo::new(move |_| {
        store.may_work()
            && store.case.with(|case| {
                case.as_ref().is_some_and(|case| {
                    case.phase.is_before_agreement() && can_be_set(&case.order, &case.goods)
                })
            })
    });
    let send = move |()| {
        let Ok(day) = day.now().trim().parse::<NaiveDate>() else {
            wrong.set(Some(problem(locale, &Problem::new(FIELD, ProblemCode::NotADate))));
            return;
        };
        match store.submit_written(Command::SetLastDay { day }, &[TYPED]) {
            Ok(()) => {
                wrong.set(None);
                is_open.set(false);
            }
            Err(why) => wrong.set(Some(rejection(locale, &why))),
        }
    };
    view! {
        <Show when=move || can.get()>
            <Button
                id="record-last-day"
                label=texts::do_last_day(locale)
                kind=ButtonKind::Quiet
                on_press=move |()| is_open.set(true)
            />
            <Dialog
                id="last-day"
                title=texts::do_last_day(locale)
                is_open
                on_close=move |()| is_open.set(false)
                on_send=send
            >
                <TextField
                    id="last-day-field"
                    label=texts::order_last_day(locale)
                    hint=texts::last_day_hint(locale)
                    kind=InputKind::Date
                    value=day.signal()
                    on_input=move |typed: String| day.set(typed)
                    error=wrong
                />
                <DialogFoot
                    id="last-day-send"
                    label=texts::do_last_day(locale)
                    on_send=send
                    on_close=move |()| is_open.set(false)
                />
            </Dialog>
        </Show>
    }
}
