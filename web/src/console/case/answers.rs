//! What the rules the case was filed under say about it, worked out here and now.

use super::store::CaseStore;
use crate::desk::answers::{answers, groups};
use domain::complaint::Case;
use domain::complaint::assess::Assessment;
use domain::complaint::wishes::is_answered_by_rules;
use domain::order::ledger::Elsewhere;
use domain::policy::Packs;
use leptos::prelude::*;
use web::components::Skeleton;
use web::i18n::{t::console as texts, use_locale};
use web::wall;

/// The answers.
#[component]
pub(crate) fn Answers(store: CaseStore) -> impl IntoView {
    let locale = use_locale();
    let is_told = |case: &Case| is_answered_by_rules(case.kind, &case.wants, &case.story);
    let is_shown = Memo::new(move |_| store.case.with(|case| case.as_deref().is_none_or(is_told)));
    let list = move || match (store.case.get(), store.packs()) {
        (Some(case), Some(packs)) => {
            view! { <List case=Case::clone(&case) packs elsewhere=store.elsewhere.get() /> }.into_any()
        }
        _ => view! { <div class="late"><Skeleton lines=4 /></div> }.into_any(),
    };
    view! {
        <Show when=move || is_shown.get()>
            <section class="panel" aria-labelledby="answers-title">
                <h2 id="answers-title" class="panel-title">
                    {texts::answers_title(locale)}
                </h2>
                {list}
            </section>
        </Show>
    }
}

#[component]
fn List(case: Case, packs: std::sync::Arc<Packs>, elsewhere: Elsewhere) -> impl IntoView {
    let locale = use_locale();
    let mut decision = Assessment::of(&case, &packs, &elsewhere, &wall::zone()).decision.as_told(&packs);
    decision.depends =
        decision.depends.iter().filter(|open| !decision.is_beside_the_point(open)).cloned().collect();
    let answered: Vec<String> =
        case.packs.iter().map(|pack| texts::answered_by(locale, &pack.id, &pack.version)).collect();
    view! {
        {groups(locale, "answers", answers(locale, &decision, &packs), &packs)}
        <details class="fold">
            <summary>{texts::answered_under(locale)}</summary>
            <ul class="fold-body small soft" id="answered-under">
                {answered.into_iter().map(|pack| view! { <li>{pack}</li> }).collect_view()}
            </ul>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use domain::finding::{Fault, Standing};
    use domain::policy::Fact;
    use domain::policy::snapshot::Value;
    use web::desk::question::Question;
    use web::i18n::voice::speak_to_desk;
    use web::i18n::{Locale, facts};

    /// Whether somebody is spoken to.
    fn addresses(said: &str) -> bool {
        let said = said.to_lowercase();
        let mut words = said.split(|letter: char| !letter.is_alphanumeric());
        said.contains(['您', '你']) || words.any(|word| matches!(word, "you" | "your" | "yours"))
    }

    #[test]
    fn agents_are_spoken_to_about_the_customer_and_not_as_the_customer() {
        speak_to_desk();
        assert!(addresses("further time you gave") && addresses("您") && !addresses("a young tree"));
        for locale in Locale::ALL {
            for fact in Fact::ALL {
                let said = facts::fact(locale, *fact);
                assert!(!addresses(said), "{fact}: {said}");
            }
            for (fact, word) in
                [(Fact::Defect, Standing::Claimed.code()), (Fact::Fault, Fault::Customer.code())]
            {
                let said = facts::value(locale, fact, Some(&Value::Word(word)));
                assert!(!addresses(&said), "{fact}: {said}");
            }
            for question in Question::ALL {
                let said = question.text(locale);
                assert!(!addresses(said), "{}: {said}", question.code());
            }
        }
    }
}
