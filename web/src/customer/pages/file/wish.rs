//! What would put it right: the wishes that fit, and what else matters.

use super::Heading;
use super::last_day::LastDayField;
use crate::form::{field_id, use_form};
use crate::letter::use_decision;
use domain::category::Category;
use domain::complaint::wish_list::{Answered, wish_list};
use domain::remedy::Remedy;
use leptos::prelude::*;
use web::components::{CheckGroup, Choice, Fold, InputKind, TextField};
use web::i18n::{Locale, t, use_locale, words};
use web::parts::decided::Decided;

/// The wish, and two fields for whoever has more to say.
#[component]
pub(super) fn WishSection(is_alone: bool) -> impl IntoView {
    let locale = use_locale();
    let form = use_form();
    let decision = use_decision();
    let offered = Memo::new(move |_| {
        let answered = decision.with(|decided| decided.as_ref().map(answered).unwrap_or_default());
        let category = form.category().unwrap_or(Category::Other);
        form.with(|kept| {
            let Some(found) = &kept.found else { return Vec::new() };
            // What was read from the words stands among the choices though it is taken off.
            let told = kept.draft.told();
            let about = (kept.draft.story.as_str(), &told, &found.order, category);
            wish_list(about, &answered, &kept.wished(), &kept.draft.wants)
        })
    });
    let toggle = UnsyncCallback::new(move |(code, is_on): (String, bool)| {
        let Some(remedy) = Remedy::from_code(&code) else { return };
        form.change(|kept| {
            kept.draft.wants.retain(|wish| *wish != remedy);
            kept.draft.unwished.retain(|wish| *wish != remedy);
            let is_in_words = kept.wished().contains(&remedy);
            match (is_on, is_in_words) {
                (true, false) => kept.draft.wants.push(remedy),
                (false, true) => kept.draft.unwished.push(remedy),
                (true, true) | (false, false) => {}
            }
        });
    });
    let chosen =
        form.signal(|kept| kept.wishes().iter().map(|wish| wish.code().to_owned()).collect::<Vec<_>>());
    let is_read = form.signal(|kept| {
        let taken_off = &kept.draft.unwished;
        kept.wished().iter().any(|wish| !taken_off.contains(wish) && !kept.draft.wants.contains(wish))
    });
    let read = move || {
        is_read.get().then(|| view! { <p class="soft" id="wish-read">{t::customer::wish_read(locale)}</p> })
    };
    let wishes = move || {
        let category = form.category().unwrap_or(Category::Other);
        let choice = |remedy: Remedy| Choice::new(remedy.code(), wish_name(locale, category, remedy));
        let choices = offered.get().into_iter().map(choice).collect();
        view! {
            <CheckGroup
                id=field_id("wants")
                legend=t::customer::wish_title(locale)
                is_legend_hidden=true
                hint=t::customer::wish_hint(locale)
                choices
                chosen
                on_toggle=toggle
                error=form.error("wants", locale)
            />
        }
    };
    let has_more = form.now(|kept| !kept.draft.tried.is_empty() || !kept.draft.needed_by.is_empty());
    view! {
        <div class="stack">
            <Heading is_alone text=t::customer::wish_title(locale) />
            <div aria-live="polite">{read}</div>
            {wishes}
            <LastDayField />
            <Fold summary=t::customer::wish_more(locale) is_open=has_more>
                <div class="stack">
                    <TextField
                        id=field_id("tried")
                        label=t::customer::tried(locale)
                        hint=t::customer::tried_hint(locale)
                        value=form.signal(|kept| kept.draft.tried.clone())
                        on_input=move |text: String| form.change(|kept| kept.draft.tried = text)
                        on_blur=UnsyncCallback::new(move |()| form.look_later(&["tried"]))
                        error=form.error("tried", locale)
                        is_optional=true
                    />
                    <TextField
                        id=field_id("needed_by")
                        label=t::customer::needed_by(locale)
                        kind=InputKind::Date
                        value=form.signal(|kept| kept.draft.needed_by.clone())
                        on_input=move |text: String| form.change(|kept| kept.draft.needed_by = text)
                        on_blur=UnsyncCallback::new(move |()| form.look_later(&["needed_by"]))
                        error=form.error("needed_by", locale)
                        is_optional=true
                    />
                </div>
            </Fold>
        </div>
    }
}

/// What the letter speaks of: what is granted and what will be once it is confirmed can be wished for.
pub(crate) fn answered(decided: &Decided) -> Answered {
    let mut within = decided.granted();
    within.extend(decided.decision.likely().iter().map(|open| open.remedy));
    let refused = decided.decision.refusals.iter().map(|refusal| refusal.remedy).collect();
    Answered { within, refused }
}

/// What a wish is called: of a wrong item nobody wants the same once more.
pub(crate) fn wish_name(locale: Locale, category: Category, remedy: Remedy) -> &'static str {
    match (category, remedy) {
        (Category::WrongItem, Remedy::Exchange) => t::customer::wish_the_right_one(locale),
        _ => words::remedy(locale, remedy),
    }
}
