//! What the customer asks for and no rule in force speaks of, with an answer ready to be sent: a person still writes
//! it, but nobody has to begin with nothing.

use super::composer::Writing;
use super::prepared::{joined, reader};
use super::store::CaseStore;
use domain::complaint::assess::Assessment;
use domain::policy::uncovered::{Uncovered, uncovered};
use leptos::prelude::*;
use web::components::{Button, ButtonKind};
use web::i18n::{Locale, t::console as t, use_locale, words};
use web::shop::language;
use web::wall;

/// The panel; nothing where every wish is spoken of.
#[component]
pub(crate) fn UncoveredPanel(store: CaseStore, writing: Writing) -> impl IntoView {
    let locale = use_locale();
    let found = Memo::new(move |_| {
        let (case, packs) = (store.case.get()?, store.packs()?);
        let decision = Assessment::of(&case, &packs, &store.elsewhere.get(), &wall::zone()).decision;
        uncovered(&decision, &case.wants, case.story.as_str())
    });
    let reply = move |()| {
        if let Some(found) = found.get_untracked() {
            let theirs = reader(store, locale);
            writing.put_in(&joined(theirs, &said(theirs, &found)));
        }
    };
    move || {
        let found = found.get()?;
        let lines = said(locale, &found).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        let may_reply = store.may_work();
        Some(view! {
            <section class="panel" aria-labelledby="uncovered-title" id="uncovered">
                <h2 id="uncovered-title" class="panel-title">
                    {t::uncovered_title(locale)}
                </h2>
                <ul class="stack-tight small">{lines}</ul>
                {may_reply
                    .then(|| {
                        view! {
                            <Button
                                id="uncovered-reply"
                                kind=ButtonKind::Quiet
                                label=t::uncovered_reply(locale)
                                on_press=reply
                            />
                        }
                    })}
            </section>
        })
    }
}

fn said(locale: Locale, found: &Uncovered) -> Vec<String> {
    let name = |remedy| words::remedy(locale, remedy);
    let because = found.asked.iter().map(|asked| asked.because(language(locale), name));
    because.chain([found.instead(language(locale), name)]).collect()
}
