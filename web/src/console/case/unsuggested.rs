//! What is said where the rules suggest nothing: what a person looks into first, and what it opens.

use crate::question::Question;
use domain::category::{Category, Kind};
use domain::complaint::Case;
use domain::finding::{Findings, Standing};
use domain::policy::{Decision, Depends};
use web::format;
use web::i18n::{Locale, t::console as t, words as shared};

/// So many questions are named as the first to settle.
const MOST: usize = 2;

/// The sentences that stand in the place of suggestions.
pub(super) fn unsuggested(locale: Locale, case: &Case, decision: &Decision) -> Vec<String> {
    if is_about_danger(case.category, &case.findings) {
        return vec![t::options_safety(locale).to_owned()];
    }
    if case.category == Category::Privacy && case.findings.fault.is_none() {
        return vec![t::options_privacy(locale).to_owned()];
    }
    if case.kind == Kind::Enquiry {
        return vec![t::options_enquiry(locale).to_owned()];
    }
    let first = first_to_settle(decision);
    if first.is_empty() {
        return vec![t::options_none(locale).to_owned()];
    }
    first.into_iter().map(|(question, one)| opens(locale, question, one)).collect()
}

/// Whether somebody may be hurt or in danger, as far as nobody has ruled it out.
fn is_about_danger(category: Category, found: &Findings) -> bool {
    let is_claimed = |standing: Option<Standing>| standing == Some(Standing::Claimed);
    let is_open = found.safety.is_none_or(|standing| standing == Standing::Claimed);
    is_claimed(found.safety) || is_claimed(found.injury) || (category == Category::Safety && is_open)
}

/// The questions that open the most, each with the best that it opens.
fn first_to_settle(decision: &Decision) -> Vec<(Question, &Depends)> {
    let mut first: Vec<(Question, &Depends)> = Vec::new();
    for one in decision.likely() {
        let Some(question) = Question::of(one.ask) else { continue };
        if first.len() < MOST && !first.iter().any(|(other, _)| *other == question) {
            first.push((question, one));
        }
    }
    first
}

fn opens(locale: Locale, question: Question, one: &Depends) -> String {
    let name = shared::remedy(locale, one.remedy);
    let what = match one.then.and_then(|then| then.amount) {
        Some(amount) => [name, " ", &format::money(locale, amount)].concat(),
        None => name.to_owned(),
    };
    t::options_first(locale, question.text(locale), &what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn danger_that_was_ruled_out_is_none() {
        let found = |safety| Findings { safety, ..Findings::default() };
        assert!(is_about_danger(Category::Safety, &found(None)));
        assert!(is_about_danger(Category::Quality, &found(Some(Standing::Claimed))));
        assert!(!is_about_danger(Category::Safety, &found(Some(Standing::Refuted))));
        assert!(!is_about_danger(Category::Quality, &found(None)));
    }
}
