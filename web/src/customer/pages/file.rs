//! The form: one question per page on a phone, one page in sections on a desk, the same sections in both.
//!
//! Which steps there are follows from the order; which fields belong to a step, and what they are called, stands
//! here; what is valid is the domain's to say.

mod before;
mod check;
mod contact;
mod frame;
mod last_day;
mod lines;
mod photos;
mod pieces;
mod story;
mod wish;

pub(crate) use check::{Check, in_pieces};
pub(crate) use frame::{OneStep, WholeForm};
pub(super) use photos::photo_fault;
pub(crate) use photos::{PhotoPicker, photo_help};
pub(crate) use story::reading_name;
pub(crate) use wish::{answered, wish_name};

use crate::form::Form;
use crate::route::Step;
use domain::category::Kind;
use domain::order::Order;
use leptos::prelude::*;

/// The steps of the form after the order is found, without those that ask nothing: who only has a question is asked
/// neither for a wish nor for photos.
pub(crate) fn steps(form: Form) -> Vec<Step> {
    untrack(|| steps_to_come(form))
}

/// The same, tracked.
fn steps_to_come(form: Form) -> Vec<Step> {
    let is_question = form.kind() == Kind::Enquiry;
    let n_photos = form.n_photos();
    sections(form).into_iter().filter(|step| !is_question || is_for_questions(*step, n_photos)).collect()
}

/// Whether a step has a place in a question, which has nothing to put right. Photos that are there go with it, so they
/// can be looked at and taken out.
const fn is_for_questions(step: Step, n_photos: usize) -> bool {
    match step {
        Step::Wish => false,
        Step::Photos => n_photos > 0,
        Step::Lines | Step::Story | Step::Contact | Step::Check => true,
    }
}

/// The step to go on to from one: the first other of the way that nobody has gone on from or that is not answered; tracked.
/// From the last one all is sent, so it is never gone on from.
fn next_from(form: Form, step: Step) -> Step {
    let is_open = |other: &Step| {
        *other != step && !(form.with(|kept| kept.has_passed(*other)) && form.are_valid(fields(*other)))
    };
    steps_to_come(form).into_iter().find(is_open).unwrap_or(Step::Check)
}

/// Goes past the steps before one, as far as they are answered: whom a link led there is not asked them again.
pub(crate) fn go_past_answered(form: Form, step: Step) {
    let is_answered = |before: &Step| *before < step && untrack(|| form.are_valid(fields(*before)));
    for before in steps(form).into_iter().filter(is_answered) {
        form.change(|kept| kept.pass(before));
    }
}

/// The step that stands in the place of one that there is not: the next one that there is.
fn nearest(steps: &[Step], step: Step) -> Step {
    steps.iter().copied().find(|other| *other >= step).unwrap_or(Step::Contact)
}

/// The steps, also those that a question has no use for.
fn sections(form: Form) -> Vec<Step> {
    let has_lines = form.now(|kept| kept.found.as_ref().is_some_and(|found| asks_for_goods(&found.order)));
    Step::ALL.into_iter().filter(|step| has_lines || *step != Step::Lines).collect()
}

/// Whether there is anything to choose among the goods of an order: several lines, or several pieces of one.
fn asks_for_goods(order: &Order) -> bool {
    order.lines.len() > 1 || order.lines.iter().any(|line| line.quantity > 1)
}

/// The fields a step asks for, as the domain names them.
const fn fields(step: Step) -> &'static [&'static str] {
    match step {
        Step::Lines => &["goods", "pieces"],
        // How many pieces it is about is asked here of whoever left it open before they told what happened.
        Step::Story => &["story", "category", "pieces"],
        Step::Wish => &["wants", "last_day", "tried", "needed_by"],
        Step::Photos => &["evidence"],
        Step::Contact => &["name", "email", "phone"],
        Step::Check => &[
            "goods",
            "pieces",
            "story",
            "category",
            "wants",
            "last_day",
            "tried",
            "needed_by",
            "evidence",
            "name",
            "email",
            "phone",
        ],
    }
}

/// A section's heading: the page's own where the section stands alone.
#[component]
fn Heading(is_alone: bool, #[prop(into)] text: Signal<String>) -> impl IntoView {
    if is_alone { view! { <h1>{text}</h1> }.into_any() } else { view! { <h2>{text}</h2> }.into_any() }
}
