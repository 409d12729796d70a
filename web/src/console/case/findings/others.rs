//! The questions that no rule asks now: by what they are about, with a field to find one among many.

use super::super::store::CaseStore;
use super::{none, rows};
use crate::matter::{Matter, question_text};
use crate::question::Question;
use leptos::prelude::*;
use web::i18n::{t::console as texts, use_locale};

/// From how many questions on there is a field to find one.
const MANY: usize = 12;

/// The questions under their headings.
#[component]
pub(super) fn Others(
    /// Which.
    questions: Signal<Vec<Question>>,
    /// The case.
    store: CaseStore,
    /// Whether they can be answered.
    is_open: Signal<bool>,
) -> impl IntoView {
    let locale = use_locale();
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let is_meant = |question: &Question| {
            let in_its_words = |case: &_| question_text(locale, case, *question);
            let text = store.case.with(|case| case.as_deref().map(in_its_words)).unwrap_or_default();
            typed.with(|typed| has_words(&text, typed))
        };
        questions.get().into_iter().filter(is_meant).collect::<Vec<_>>()
    });
    let is_long = Memo::new(move |_| questions.with(Vec::len) > MANY);
    let group = move |matter: Matter| {
        let of_it = Memo::new(move |_| {
            found.with(|found| {
                found.iter().copied().filter(|one| Matter::of(*one) == matter).collect::<Vec<_>>()
            })
        });
        view! {
            <section hidden=move || of_it.with(Vec::is_empty) data-matter=matter.code()>
                <h3 class="questions-title">{matter.name(locale)}</h3>
                {rows(of_it.into(), none(), store, is_open)}
            </section>
        }
    };
    view! {
        <Show when=move || is_long.get()>
            <input
                class="input questions-find"
                type="search"
                id="findings-find"
                autocomplete="off"
                aria-label=texts::findings_find(locale)
                placeholder=texts::findings_find(locale)
                prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
            />
        </Show>
        {Matter::ALL.map(group).collect_view()}
        <p class="soft small" role="status">
            {move || found.with(Vec::is_empty).then(|| texts::findings_find_none(locale))}
        </p>
    }
}

/// Whether a text has all the words that were typed, whatever their order and case.
fn has_words(text: &str, typed: &str) -> bool {
    let text = text.to_ascii_lowercase();
    typed.to_ascii_lowercase().split_whitespace().all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::i18n::Locale;

    #[test]
    fn a_question_is_found_by_any_of_its_words() {
        let injury = |locale| Question::Injury.text(locale);
        assert!(has_words(injury(Locale::En), "INJUR somebody"));
        assert!(has_words(injury(Locale::ZhHans), "受重伤"));
        assert!(has_words(injury(Locale::En), " "));
        assert!(!has_words(injury(Locale::En), "injured parcel"));
    }

    #[test]
    fn every_question_stands_under_one_heading_and_no_heading_is_empty() {
        for matter in Matter::ALL {
            assert!(Question::ALL.iter().any(|one| Matter::of(*one) == matter), "{}", matter.code());
        }
        // What is easily taken for each other stands together.
        assert_eq!(Matter::of(Question::Safety), Matter::of(Question::Injury));
        let mut names: Vec<&str> = Matter::ALL.iter().map(|matter| matter.name(Locale::En)).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Matter::ALL.len());
    }
}
