//! What would put it right, where nobody has asked yet: a question that turned into a complaint came without the form's own
//! page of wishes.

use super::ask::use_acting;
use super::rights::decided;
use super::sentence::AskSentence;
use super::ticks::Ticks;
use crate::pages::{answered, wish_name};
use domain::category::Category;
use domain::complaint::Case;
use domain::complaint::command::Command;
use domain::complaint::decide::may_be_corrected;
use domain::remedy::Remedy;
use domain::text::problem::{Problem, ProblemCode};
use domain::text::{Message, Sentence};
use leptos::prelude::*;
use web::components::{ButtonKind, CheckGroup, Choice, Notice};
use web::format;
use web::i18n::{rejection, t, use_locale};

/// The wishes, and a sentence for whoever has more to say. They go out as a message, in words everybody can read.
#[component]
pub(super) fn NameWishes(case: Memo<Option<Case>>) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting()?;
    let decided = decided(case)?;
    let wishable = Memo::new(move |_| {
        let within = decided.with(|decided| decided.as_ref().map(answered).unwrap_or_default());
        case.with(|case| case.as_ref().map(|case| case.wishes_to_name(&within)).unwrap_or_default())
    });
    let ticks = Ticks::of(acting.following, "wishes");
    let is_missing = RwSignal::new(false);
    let toggle = UnsyncCallback::new(move |(code, is_on): (String, bool)| {
        if is_on {
            is_missing.set(false);
        }
        ticks.set(code, is_on);
    });
    let category = move || case.with(|case| case.as_ref().map_or(Category::Other, |case| case.category));
    let command = Callback::new(move |sentence: Option<Sentence>| {
        let wants = ticks.among(&wishable.get_untracked());
        if wants.is_empty() && sentence.is_none() {
            is_missing.set(true);
            return None;
        }
        let category = untrack(category);
        let names: Vec<&str> = wants.iter().map(|wish| wish_name(locale, category, *wish)).collect();
        let wished = (!names.is_empty())
            .then(|| t::customer::name_wishes_says(locale, &format::listed(locale, &names)));
        let said = sentence.map(|sentence| sentence.as_str().to_owned());
        let text: Vec<String> = wished.into_iter().chain(said).collect();
        Some(Command::WriteToDesk { text: Message::parse(&text.join("\n")).ok()?, wants })
    });
    let missing = move || rejection::problem(locale, &Problem::new("wants", ProblemCode::NotChosen));
    let error = Signal::derive(move || is_missing.get().then(missing));
    let drawn = move || {
        let choice = |wish: Remedy| Choice::new(wish.code(), wish_name(locale, category(), wish));
        let choices = wishable.get().into_iter().map(choice).collect();
        view! {
            <CheckGroup
                id="wishes"
                legend=t::customer::wish_title(locale)
                is_legend_hidden=true
                hint=t::customer::wish_hint(locale)
                choices
                chosen=ticks.codes()
                on_toggle=toggle
                error
                is_row=true
            />
        }
    };
    let wishes = move || view! { {drawn} };
    let is_asked = Memo::new(move |_| case.with(|case| case.as_ref().is_some_and(Case::is_asked_for_wishes)));
    Some(move || {
        is_asked.get().then(|| {
            view! {
                <section class="card stack-tight no-print" id="name-wishes" aria-labelledby="name-wishes-title">
                    <h2 id="name-wishes-title">{t::customer::wish_title(locale)}</h2>
                    <p>{t::customer::name_wishes_body(locale)}</p>
                    <AskSentence
                        id="wish"
                        fields=&["wish"]
                        also=&["wish", "wishes"]
                        label=t::customer::offer_counter_send(locale)
                        opener=t::customer::name_wishes_open(locale)
                        title=t::customer::wish_title(locale)
                        question=t::customer::name_wishes_sentence(locale)
                        is_optional=true
                        kind=ButtonKind::Secondary
                        settles=None
                        before=wishes
                        command
                        done=t::customer::name_wishes_done(locale)
                    />
                </section>
            }
        })
    })
}

/// What a question that became a complaint counts, where nobody has said of how many pieces it is.
#[component]
pub(super) fn Uncounted(case: Memo<Option<Case>>) -> impl IntoView {
    let locale = use_locale();
    let counted = Memo::new(move |_| {
        case.with(|case| {
            let case = case.as_ref().filter(|case| may_be_corrected(case))?;
            let lines = case
                .uncounted()
                .map(|line| [line.title.as_str(), " × ", &line.quantity.to_string()].concat());
            Some(lines.collect::<Vec<String>>()).filter(|lines| !lines.is_empty())
        })
    });
    move || {
        counted.get().map(|lines| {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let text = t::customer::uncounted(locale, &format::listed(locale, &lines));
            view! { <div class="no-print" id="uncounted"><Notice>{text}</Notice></div> }
        })
    }
}
