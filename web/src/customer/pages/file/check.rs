//! All answers once more, each with the way to change it, and the one button that sends them.

use super::frame::{OnceFound, look_at};
use super::{fields, steps, wish_name};
use crate::form::{Form, Kept, field_id, use_form};
use crate::letter::FoldedLetter;
use crate::outbox::{Outbox, Sending, use_outbox};
use crate::route::{Route, Step};
use domain::category::{Category, Kind};
use domain::order::OrderLine;
use domain::personal::FormOfAddress;
use domain::policy::Complained;
use leptos::prelude::*;
use web::components::{Button, ErrorSummary, FieldError, Icon, IconMark, Notice, Tone};
use web::format;
use web::i18n::{Locale, t, use_locale, words};
use web::router::{announce_page, use_router};

/// The page that shows all answers before they are sent.
#[component]
pub(crate) fn Check() -> impl IntoView {
    let form = use_form();
    view! { <OnceFound>{move || check(form).into_any()}</OnceFound> }
}

fn check(form: Form) -> impl IntoView {
    let locale = use_locale();
    let router = use_router();
    let outbox = use_outbox();
    announce_page(router, t::customer::check_title(locale));
    // Whatever is missing shows at once here, also for somebody who came by the address bar.
    form.look_at(fields(Step::Check));
    let errors =
        Signal::derive(move || form.errors(fields(Step::Check), locale).into_iter().map(to_step).collect());
    let send = move |()| {
        if look_at(form, fields(Step::Check))
            && let Some(outbox) = outbox
        {
            router.go(&Route::Sent.href());
            outbox.submit();
        }
    };
    let refused = move || match outbox.map(Outbox::sending) {
        Some(Sending::Refused(reason)) => Some(view! {
            <Notice tone=Tone::Bad title=t::customer::refused_title(locale) is_alert=true>{reason}</Notice>
        }),
        _ => None,
    };
    let rows = move || form.with(|kept| rows(kept, form.n_photos(), form.category(), locale));
    let label = if form.now(|kept| kept.draft.kind()) == Kind::Enquiry {
        t::customer::send_question(locale)
    } else {
        t::customer::send(locale)
    };
    let before = steps(form).into_iter().rev().nth(1).unwrap_or(Step::Contact);
    view! {
        <div class="column stack-loose">
            <a class="back-link" href=Route::File(before).href()>
                <IconMark icon=Icon::Back />
                {t::common::back(locale)}
            </a>
            <Missing errors />
            {refused}
            <div class="stack">
                <h1>{t::customer::check_title(locale)}</h1>
                <p class="lead">{t::customer::check_lead(locale)}</p>
            </div>
            <dl class="answers">{rows}</dl>
            <FoldedLetter />
            <div class="stack-tight">
                <div class="actions">
                    <Button label=label.to_owned() on_press=send id="send" />
                </div>
                <p class="soft">{t::customer::send_note(locale)}</p>
            </div>
        </div>
    }
}

/// A problem here lies on another page: its link leads to the answer's row, which has the pieces with their goods.
fn to_step(error: FieldError) -> FieldError {
    let row = if error.id == field_id("pieces") { field_id("goods") } else { error.id.as_str() };
    FieldError { id: ["change-", row].concat(), ..error }
}

#[component]
fn Missing(errors: Signal<Vec<FieldError>>) -> impl IntoView {
    view! { <ErrorSummary errors /> }
}

fn rows(
    kept: &Kept,
    n_photos: usize,
    category: Option<domain::category::Category>,
    locale: Locale,
) -> Vec<AnyView> {
    let draft = &kept.draft.as_shown();
    let mut rows = Vec::new();
    if let Some(found) = kept.found.as_ref().filter(|found| !found.order.lines.is_empty()) {
        let complained = Complained::Goods(&draft.goods);
        let titles: Vec<String> = found
            .order
            .lines
            .iter()
            .map(|line| (line, complained.pieces(0, line)))
            .filter(|(_, pieces)| *pieces > 0 && !draft.goods.is_empty())
            .map(|(line, pieces)| in_pieces(locale, line, pieces))
            .collect();
        let step = super::asks_for_goods(&found.order).then_some(Step::Lines);
        rows.push(row(locale, "goods", t::customer::check_lines(locale), titles.join("\n"), step));
    }
    let is_question = draft.kind() == Kind::Enquiry;
    let story = if is_question { t::customer::check_question } else { t::customer::check_story };
    rows.push(row(locale, "story", story(locale), draft.story.clone(), Some(Step::Story)));
    let category = match draft.kind() {
        Kind::Enquiry => t::customer::category_question(locale).to_owned(),
        Kind::Complaint | Kind::AfterSalesRequest => {
            category.map(|category| words::category(locale, category).to_owned()).unwrap_or_default()
        }
    };
    rows.push(row(locale, "category", t::customer::check_category(locale), category, Some(Step::Story)));
    // What is filed as wished for: what was ticked, by hand or from the story.
    let wishes = kept.wishes();
    let about = kept.draft.category().unwrap_or(Category::Other);
    let wishes: Vec<&str> = wishes.iter().map(|wish| wish_name(locale, about, *wish)).collect();
    let wishes =
        if wishes.is_empty() { t::customer::check_wish_none(locale).to_owned() } else { wishes.join("\n") };
    if !is_question {
        rows.push(row(locale, "wants", t::customer::check_wish(locale), wishes, Some(Step::Wish)));
    }
    if let Ok(day) = draft.last_day.trim().parse() {
        let (name, day) = (t::customer::last_day(locale), format::day(locale, day));
        rows.push(row(locale, "last_day", name, day, Some(Step::Wish)));
    }
    if !draft.tried.trim().is_empty() {
        rows.push(row(locale, "tried", t::customer::tried(locale), draft.tried.clone(), Some(Step::Wish)));
    }
    if !draft.needed_by.is_empty() {
        rows.push(row(
            locale,
            "needed_by",
            t::customer::needed_by(locale),
            draft.needed_by.clone(),
            Some(Step::Wish),
        ));
    }
    let photos = if n_photos == 0 {
        t::customer::check_none(locale).to_owned()
    } else {
        t::customer::photos_count(locale, i64::try_from(n_photos).unwrap_or(0))
    };
    if !is_question || n_photos > 0 {
        rows.push(row(locale, "evidence", t::customer::check_photos(locale), photos, Some(Step::Photos)));
    }
    rows.push(row(locale, "name", t::customer::name(locale), named(kept, locale), Some(Step::Contact)));
    let reach: Vec<&str> =
        [draft.email.trim(), draft.phone.trim()].into_iter().filter(|reach| !reach.is_empty()).collect();
    rows.push(row(
        locale,
        "email",
        t::customer::check_contact(locale),
        reach.join("\n"),
        Some(Step::Contact),
    ));
    rows
}

fn named(kept: &Kept, locale: Locale) -> String {
    let name = kept.draft.name.trim();
    match kept.draft.form_of_address {
        Some(address @ (FormOfAddress::Mr | FormOfAddress::Ms)) if !name.is_empty() => {
            let word = super::contact::address_word(locale, address);
            if locale == Locale::En { [word, " ", name].concat() } else { [name, word].concat() }
        }
        _ => name.to_owned(),
    }
}

fn row(locale: Locale, field: &str, name: &'static str, answer: String, step: Option<Step>) -> AnyView {
    let id = ["change-", field_id(field)].concat();
    let answer = if answer.trim().is_empty() {
        view! { <dd class="soft">{t::customer::answer_missing(locale)}</dd> }.into_any()
    } else {
        view! { <dd>{answer}</dd> }.into_any()
    };
    let change = step.map(|step| {
        view! {
            <dd class="answer-change">
                <a id=id href=Route::File(step).href() aria-label=t::customer::change_what(locale, name)>
                    {t::common::change(locale)}
                </a>
            </dd>
        }
    });
    view! {
        <div>
            <dt>{name}</dt>
            {answer}
            {change}
        </div>
    }
    .into_any()
}

/// Goods by their title, with how many pieces of them are meant where not all are.
pub(crate) fn in_pieces(locale: Locale, line: &OrderLine, pieces: u32) -> String {
    if pieces == line.quantity {
        return line.title.clone();
    }
    t::customer::pieces_of(locale, &line.quantity.to_string(), &pieces.to_string(), &line.title)
}
