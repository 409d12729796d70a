//! What happened, in the person's own words, and the category those words suggest.
//!
//! The suggestion follows what is typed and is never in the way: it is one line with a way to correct it. Once
//! somebody chose for themself, nothing they type changes it.

use super::Heading;
use super::pieces::PieceCounts;
use crate::form::{field_id, use_form};
use domain::category::{Category, Kind};
use domain::complaint::readings::Reading;
use domain::order::Pieces;
use domain::text::Story;
use leptos::prelude::*;
use web::components::{Button, ButtonKind, CheckGroup, Choice, RadioGroup, TextArea};
use web::i18n::{Locale, gap, t, use_locale, words};

/// From how much of the allowed length on the count is shown, in per cent.
const COUNT_FROM: u32 = 80;

/// The choice of whoever only asks; no category has this code.
const QUESTION: &str = "question";

/// The story and its category.
#[component]
pub(super) fn StorySection(is_alone: bool) -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    // Once somebody chose for themself the choice stays in sight, whatever they write.
    let is_opened = RwSignal::new(false);
    let is_choosing = Memo::new(move |_| {
        is_opened.get() || form.with(|kept| kept.draft.category.is_some() || kept.draft.is_question)
    });
    let count = move || {
        let is = form.with(|kept| u32::try_from(kept.draft.story.chars().count()).unwrap_or(u32::MAX));
        (is > Story::MAX / 100 * COUNT_FROM).then(|| {
            view! { <p class="field-count">{format!("{is} / {}", Story::MAX)}</p> }
        })
    };
    // Nothing before the first word; then the guess, or the choice where there is none or it was not right.
    let is_question = Memo::new(move |_| form.kind() == Kind::Enquiry);
    let shown = Memo::new(move |_| {
        let has_words = form.with(|kept| !kept.draft.story.trim().is_empty());
        let matter = form.guess().map(Guessed::Matter);
        let read = if is_question.get() { Some(Guessed::Question) } else { matter };
        let guess = read.filter(|_| !is_choosing.get());
        (has_words || is_choosing.get()).then_some(guess)
    });
    let title = Signal::derive(move || {
        let title =
            if is_question.get() { t::customer::story_title_question } else { t::customer::story_title };
        title(locale).to_owned()
    });
    let hint = Signal::derive(move || {
        let hint = if is_question.get() { t::customer::story_hint_question } else { t::customer::story_hint };
        hint(locale).to_owned()
    });
    let category = move || {
        shown.get().map(|guess| match guess {
            Some(guess) => view! { <Guess guess on_change=move |()| is_opened.set(true) /> }.into_any(),
            None => view! { <Categories /> }.into_any(),
        })
    };
    view! {
        <div class="stack">
            <Heading is_alone text=title />
            <TextArea
                id=field_id("story")
                label=t::customer::story_label(locale)
                hint=hint
                value=form.signal(|kept| kept.draft.story.clone())
                on_input=move |text: String| form.change(|kept| kept.draft.story = text)
                on_blur=UnsyncCallback::new(move |()| {
                    if form.now(|kept| !kept.draft.story.is_empty()) {
                        form.look_later(&["story"]);
                    }
                })
                error=form.error("story", locale)
            />
            {count}
            <div aria-live="polite">{category}</div>
            <Readings />
            {is_alone.then(|| view! { <PiecesLeftOpen /> })}
        </div>
    }
}

/// How many pieces it is about, for whoever left that open on the page before: told what happened, it is a complaint now.
#[component]
fn PiecesLeftOpen() -> impl IntoView {
    let form = use_form();
    let was_left_open = form.now(|kept| kept.draft.goods.iter().any(Pieces::lacks_count));
    let is_told = Memo::new(move |_| form.with(|kept| !kept.draft.is_untold()));
    was_left_open.then(|| {
        view! {
            <Show when=move || is_told.get()>
                <PieceCounts />
            </Show>
        }
    })
}

/// What the words are taken for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Guessed {
    /// Something that went wrong.
    Matter(Category),
    /// They only ask.
    Question,
}

#[component]
fn Guess(guess: Guessed, #[prop(into)] on_change: UnsyncCallback<()>) -> impl IntoView {
    let locale = use_locale();
    let name = match guess {
        Guessed::Matter(category) => words::category(locale, category),
        Guessed::Question => t::customer::category_question(locale),
    };
    view! {
        <p class="cluster" id="category-guess">
            <span>
                {t::customer::category_guess(locale)}{gap(locale)}<strong>{name}</strong>
            </span>
            <Button
                label=t::customer::category_change(locale).to_owned()
                kind=ButtonKind::Quiet
                on_press=on_change
                id="category-change"
            />
        </p>
    }
}

/// What else is read from the words, each to be taken off by one press where it is not so.
#[component]
fn Readings() -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    // Who only asks claims nothing.
    let readings = form
        .signal(|kept| if kept.draft.kind() == Kind::Enquiry { Vec::new() } else { kept.draft.readings() });
    let read =
        Memo::new(move |_| readings.with(|all| all.iter().map(|(reading, _)| *reading).collect::<Vec<_>>()));
    let chosen = Signal::derive(move || {
        let standing = |all: &Vec<(Reading, bool)>| {
            let standing = all.iter().filter(|(_, stands)| *stands);
            standing.map(|(reading, _)| reading.code().to_owned()).collect::<Vec<_>>()
        };
        readings.with(standing)
    });
    let toggle = UnsyncCallback::new(move |(code, is_meant): (String, bool)| {
        if let Some(reading) = Reading::from_code(&code) {
            form.change(|kept| kept.draft.let_stand(reading, is_meant));
        }
    });
    let group = move || {
        let choice = |reading: &Reading| Choice::new(reading.code(), reading_name(locale, *reading));
        let choices: Vec<Choice> = read.with(|all| all.iter().map(choice).collect());
        (!choices.is_empty()).then(|| {
            view! {
                <CheckGroup
                    id="readings"
                    legend=t::customer::readings(locale)
                    hint=t::customer::readings_hint(locale)
                    choices
                    chosen
                    on_toggle=toggle
                    is_row=true
                />
            }
        })
    };
    view! { <div aria-live="polite">{group}</div> }
}

/// A reading as its writer would say it.
pub(crate) fn reading_name(locale: Locale, reading: Reading) -> &'static str {
    match reading {
        Reading::Harm => t::customer::reading_harm(locale),
        Reading::Loss => t::customer::reading_loss(locale),
        Reading::Fake => t::customer::reading_fake(locale),
        Reading::RefundWaited => t::customer::reading_refund_waited(locale),
        Reading::Damaged => t::customer::reading_damaged(locale),
        Reading::Faulty => t::customer::reading_faulty(locale),
        Reading::Mistaken => t::customer::reading_mistaken(locale),
    }
}

#[component]
fn Categories() -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    let categories = Category::ALL.iter();
    let choices = categories
        .map(|category| Choice::new(category.code(), words::category(locale, *category)))
        .chain([Choice::new(QUESTION, t::customer::category_question(locale))])
        .collect();
    let chosen = Memo::new(move |_| match form.kind() {
        Kind::Enquiry => Some(QUESTION.to_owned()),
        Kind::Complaint | Kind::AfterSalesRequest => {
            form.category().map(|category| category.code().to_owned())
        }
    });
    let choose = move |code: String| {
        form.change(|kept| {
            kept.draft.is_question = code == QUESTION;
            kept.draft.category = Category::from_code(&code);
        });
    };
    view! {
        <RadioGroup
            id=field_id("category")
            legend=t::customer::category_legend(locale)
            hint=t::customer::category_legend_hint(locale)
            choices
            chosen
            on_choose=choose
            error=form.error("category", locale)
            is_row=true
        />
    }
}
