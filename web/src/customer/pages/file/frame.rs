//! What stands around the sections: the way back, how far one is, the letter, the way on.

use super::before::Before;
use super::contact::ContactSection;
use super::lines::LinesSection;
use super::photos::PhotosSection;
use super::story::StorySection;
use super::wish::WishSection;
use super::{fields, is_for_questions, nearest, next_from, sections, steps, steps_to_come};
use crate::form::{Form, field_id, use_form};
use crate::letter::{FoldedLetter, Letter, use_is_told};
use crate::route::{Route, Step};
use domain::category::Kind;
use leptos::prelude::*;
use web::browser::{clock, document};
use web::components::error_summary::SUMMARY;
use web::components::{Button, ErrorSummary, Icon, IconMark, Skeleton};
use web::format;
use web::i18n::{Locale, t, use_locale};
use web::router::{announce_page, use_router};

/// One step on a page of its own.
#[component]
pub(crate) fn OneStep(
    /// Which.
    step: Step,
) -> impl IntoView {
    let form = use_form();
    view! { <OnceFound>{move || one_step(form, step).into_any()}</OnceFound> }
}

fn one_step(form: Form, step: Step) -> impl IntoView {
    let locale = use_locale();
    let router = use_router();
    let all = steps(form);
    // Whoever comes by an address of old is not sent round in circles.
    let step = nearest(&all, step);
    announce_page(router, title(locale, step));
    form.forget_try();
    let place = all.iter().position(|each| *each == step).unwrap_or(0);
    let before = place.checked_sub(1).and_then(|before| all.get(before).copied());
    let go_on = move |()| {
        if look_at(form, fields(step)) {
            form.change(|kept| kept.pass(step));
            form.save();
            router.go(&Route::File(untrack(|| next_from(form, step))).href());
        }
    };
    // How many there are is said anew the moment a question turns out to need fewer, and not on the next page.
    let counted = Memo::new(move |_| {
        let all = steps_to_come(form);
        (all.len(), all.iter().position(|each| *each == step).unwrap_or(place))
    });
    let is_last = Memo::new(move |_| next_from(form, step) == Step::Check);
    let label = Signal::derive(move || {
        let label = if is_last.get() { t::customer::check_button } else { t::common::next };
        label(locale).to_owned()
    });
    let bar = move || {
        let (n, place) = counted.get();
        (0..n).map(|idx| view! { <span class:step-done=idx <= place></span> }).collect_view()
    };
    let count = move || {
        let (n, place) = counted.get();
        t::customer::step_count(locale, &n.to_string(), &place.saturating_add(1).to_string())
    };
    view! {
        <div class="column stack-loose">
            <div class="stack-tight">
                <a class="back-link" href=before.map_or(Route::Start, Route::File).href()>
                    <IconMark icon=Icon::Back />
                    {t::common::back(locale)}
                </a>
                <div class="step-bar" aria-hidden="true">{bar}</div>
                <p class="step-count">{count}</p>
                {place_of_order(form)}
            </div>
            <ErrorSummary errors=tried_errors(form, step, locale) />
            {(place == 0).then(|| view! { <Before /> })}
            {section(step, true)}
            {(step >= Step::Story).then(|| view! { <FoldedLetter is_open=step == Step::Story /> })}
            <div class="actions">
                <Button label on_press=go_on id="next" />
            </div>
        </div>
    }
}

/// All questions on one page, with the letter beside them.
#[component]
pub(crate) fn WholeForm() -> impl IntoView {
    let form = use_form();
    view! { <OnceFound>{move || whole_form(form).into_any()}</OnceFound> }
}

fn whole_form(form: Form) -> impl IntoView {
    let locale = use_locale();
    let router = use_router();
    announce_page(router, t::customer::file_title(locale));
    let go_on = move |()| {
        if look_at(form, fields(Step::Check)) {
            let all = steps(form);
            form.change(|kept| all.into_iter().for_each(|step| kept.pass(step)));
            form.save();
            router.go(&Route::File(Step::Check).href());
        }
    };
    // Somebody who came to change one answer lands at that answer.
    if let Route::File(step) = Route::parse(&router.location_now())
        && steps(form).first() != Some(&step)
        && let Some(field) = fields(step).first()
    {
        let id = field_id(field);
        leptos::task::spawn_local(async move {
            clock::sleep(0).await;
            document::focus(id);
        });
    }
    let is_question = Memo::new(move |_| form.kind() == Kind::Enquiry);
    let is_told = use_is_told();
    let drawn = move |step| view! { <div class="section">{section(step, false)}</div> };
    let sections = sections(form)
        .into_iter()
        .filter(|step| *step != Step::Check)
        .map(|step| {
            if is_for_questions(step, 0) {
                drawn(step).into_any()
            } else {
                let is_shown =
                    Memo::new(move |_| !is_question.get() || is_for_questions(step, form.n_photos()));
                view! { <Show when=move || is_shown.get()>{drawn(step)}</Show> }.into_any()
            }
        })
        .collect_view();
    view! {
        <div class="beside">
            <div class="stack-loose">
                <ErrorSummary errors=tried_errors(form, Step::Check, locale) />
                <div class="stack">
                    <a class="back-link" href=Route::Start.href()>
                        <IconMark icon=Icon::Back />
                        {t::common::back(locale)}
                    </a>
                    <h1>{t::customer::file_title(locale)}</h1>
                    {place_of_order(form)}
                    <Before />
                </div>
                <div>{sections}</div>
                <div class="actions">
                    <Button label=t::customer::check_button(locale).to_owned() on_press=go_on id="next" />
                </div>
            </div>
            <Show when=move || is_told.get()>
                <aside aria-label=t::customer::letter_title(locale)>
                    <Letter />
                    <div class="more-below no-print" aria-hidden="true"></div>
                </aside>
            </Show>
        </div>
    }
}

/// What needs an order: waits until it is known what this browser kept, and leads back where there is none.
#[component]
pub(super) fn OnceFound(children: ChildrenFn) -> impl IntoView {
    let form = use_form();
    let router = use_router();
    // Other papers are another form, drawn anew.
    let papers = Memo::new(move |_| {
        form.is_restored().then(|| form.with(|kept| kept.found.is_some().then_some(kept.case_id)))
    });
    Effect::new(move |_| {
        let is_here = matches!(Route::parse(&router.location_now()), Route::File(_));
        if papers.get() == Some(None) && is_here {
            router.replace(&Route::Start.href());
        }
    });
    move || {
        if papers.get().flatten().is_some() {
            children().into_any()
        } else {
            view! { <div class="column"><Skeleton lines=5 /></div> }.into_any()
        }
    }
}

fn section(step: Step, is_alone: bool) -> AnyView {
    match step {
        Step::Lines => view! { <LinesSection is_alone /> }.into_any(),
        Step::Story => view! { <StorySection is_alone /> }.into_any(),
        Step::Wish => view! { <WishSection is_alone /> }.into_any(),
        Step::Photos => view! { <PhotosSection is_alone /> }.into_any(),
        Step::Contact | Step::Check => view! { <ContactSection is_alone /> }.into_any(),
    }
}

fn title(locale: Locale, step: Step) -> &'static str {
    match step {
        Step::Lines => t::customer::lines_title(locale),
        Step::Story => t::customer::story_title(locale),
        Step::Wish => t::customer::wish_title(locale),
        Step::Photos => t::customer::photos_title(locale),
        Step::Contact => t::customer::contact_title(locale),
        Step::Check => t::customer::check_title(locale),
    }
}

/// Shows all problems of some fields; whether there are none. Where there are, the focus goes to the summary.
pub(super) fn look_at(form: Form, fields: &'static [&'static str]) -> bool {
    form.look_at(fields);
    form.note_try();
    let are_valid = form.are_valid(fields);
    if !are_valid {
        leptos::task::spawn_local(async {
            // The summary is drawn in the next turn.
            clock::sleep(0).await;
            document::focus(SUMMARY);
        });
    }
    are_valid
}

/// The summary's problems: only after somebody tried to go on, so that it never jumps in while they type.
fn tried_errors(form: Form, step: Step, locale: Locale) -> Signal<Vec<web::components::FieldError>> {
    Memo::new(move |_| if form.has_tried() { form.errors(fields(step), locale) } else { Vec::new() }).into()
}

/// Which order it is about.
fn place_of_order(form: Form) -> impl IntoView {
    let locale = use_locale();
    form.now(|kept| {
        let found = kept.found.as_ref()?;
        let placed_at = found.order.placed_at;
        let number = t::customer::order_label(locale, &found.order.number);
        // Told anew once the shop's zone is known.
        let placed = move || t::customer::order_placed_on(locale, &format::order_day(locale, placed_at));
        Some(view! {
            <p class="order-head">
                <span>{number}</span>
                <span>{placed}</span>
            </p>
        })
    })
}
