//! The last day of a case: setting one where it would turn a refusal, and saying what follows once it is set.

use super::ask::use_acting;
use super::news::Trouble;
use super::sentence::DialogActions;
use super::waits::{Replaces, Waits};
use crate::pages::last_day::{hint, then_line};
use domain::complaint::Case;
use domain::complaint::assess::{Assessment, facts};
use domain::complaint::command::Command;
use domain::complaint::last_day::{self, problem_of_last_day};
use domain::complaint::settles::Settles;
use domain::policy::last_day::{if_missed, would_help};
use domain::text::problem::{Problem, ProblemCode};
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Dialog, InputKind, TextField};
use web::format;
use web::i18n::{rejection, t, use_locale};
use web::shop::use_shop;

/// The dialog's id.
const DIALOG: &str = "last-day";

/// What opens it.
const OPENER: &str = "last-day-open";

/// The field, as its words are kept.
const FIELDS: &[&str; 1] = &["last_day"];

/// What can be said of the last day of a case.
#[derive(Clone, PartialEq)]
enum Standing {
    /// One would help.
    CanBeSet,
    /// It is set, and not over yet.
    Set(chrono::NaiveDate),
}

/// The last day, where there is something to say of it.
#[component]
pub(super) fn LastDay(case: Memo<Option<Case>>) -> impl IntoView {
    let (locale, shop, acting) = (use_locale(), use_shop(), use_acting()?);
    let standing = Memo::new(move |_| {
        let case = case.get().filter(|case| case.phase.is_before_agreement())?;
        if let Some(set) = case.last_day {
            return Some(Standing::Set(set.day));
        }
        let packs = acting.following.packs()?;
        let elsewhere = acting.following.elsewhere();
        let assessment = Assessment::of(&case, &packs, &elsewhere, &shop.zone());
        let is_waiting = last_day::can_be_set(&case.order, &case.goods);
        (is_waiting && would_help(&packs, &assessment.decision)).then_some(Standing::CanBeSet)
    });
    let then = move |day| {
        case.with(|case| {
            let (case, packs, zone) = (case.as_ref()?, acting.following.packs()?, shop.zone());
            let earlier = acting.following.elsewhere().given();
            let facts = facts(case, &earlier, &zone);
            let now = domain::policy::decide(&packs, &facts);
            then_line(locale, &if_missed(&packs, &facts, &now, day))
        })
    };
    let text = acting.following.text(FIELDS[0]);
    let typed = Memo::new(move |_| text.get().trim().parse::<chrono::NaiveDate>().ok());
    let has_tried = RwSignal::new(false);
    let wrong = move || match typed.get() {
        None => Some(Problem::new(last_day::FIELD, ProblemCode::NotADate)),
        Some(day) => problem_of_last_day(day, shop.today()),
    };
    let error = Signal::derive(move || {
        wrong().filter(|_| has_tried.get()).map(|problem| rejection::problem(locale, &problem))
    });
    let send = UnsyncCallback::new(move |()| {
        has_tried.set(true);
        if let (Some(day), None) = (typed.get_untracked(), untrack(wrong)) {
            has_tried.set(false);
            acting.act(OPENER, Command::SetLastDay { day }, FIELDS, || {});
        }
    });
    let open = move |()| {
        if text.now().trim().is_empty()
            && let Some(day) = last_day::proposed(shop.today())
        {
            text.set(day.to_string());
        }
        acting.open(DIALOG);
    };
    Some(move || {
        standing.get().map(|standing| match standing {
            Standing::Set(day) => view! {
                <section class="card stack-tight" id="last-day-set">
                    <h2>{t::customer::last_day_is_set(locale, &format::day(locale, day))}</h2>
                    {then(day).map(|line| view! { <p>{line}</p> })}
                    <p class="soft">{t::customer::last_day_waiting(locale)}</p>
                </section>
            }
            .into_any(),
            Standing::CanBeSet => view! {
                <section class="card stack-tight" id="last-day-can">
                    <h2>{t::customer::last_day_title(locale)}</h2>
                    <p>{t::customer::last_day_body(locale)}</p>
                    <Waits place=OPENER title=t::customer::last_day_open(locale) />
                    <div>
                        <Button
                            id=OPENER
                            label=t::customer::last_day_open(locale).to_owned()
                            kind=ButtonKind::Secondary
                            on_press=open
                        />
                    </div>
                    <Dialog
                        id=DIALOG
                        title=t::customer::last_day_open(locale)
                        is_open=acting.is_open(DIALOG)
                        on_close=UnsyncCallback::new(move |()| acting.close(DIALOG))
                    >
                        <Trouble />
                        <Replaces id=DIALOG settles=Some(Settles::LastDay) />
                        <TextField
                            id="last-day-field"
                            label=t::customer::last_day(locale)
                            hint=hint(locale, shop.today())
                            kind=InputKind::Date
                            value=text.signal()
                            on_input=move |typed: String| text.set(typed)
                            error=error
                        />
                        <p aria-live="polite">{move || typed.get().filter(|_| wrong().is_none()).and_then(then)}</p>
                        <DialogActions
                            id=DIALOG
                            label=t::customer::last_day_send(locale)
                            on_send=send
                        />
                    </Dialog>
                </section>
            }
            .into_any(),
        })
    })
}
