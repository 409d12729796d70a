//! What a case is about, as its desk asks: which questions come first, which are beside the point, and in whose words.

use super::question::Question;
use crate::format;
use crate::i18n::{Locale, t::console as texts};
use domain::category::Category;
use domain::complaint::Case;
use domain::policy::conscience::is_danger;
use domain::remedy::Remedy;

/// The place of a question among those of a case: what it is about comes first.
pub fn rank(case: &Case, question: Question) -> (bool, Question) {
    let is_first = match question {
        Question::Safety | Question::Injury => is_about_danger(case),
        Question::Misdescription => case.category == Category::WrongItem,
        Question::Overcharge => case.wants.contains(&Remedy::OverchargeRefund),
        _ => false,
    };
    (!is_first, question)
}

/// A question in the words of the case.
pub fn question_text(locale: Locale, case: &Case, question: Question) -> String {
    let is_fake = || !case.told().fake.is_empty();
    match question {
        Question::Misdescription if case.category == Category::WrongItem => {
            texts::ask_wrong_item(locale).to_owned()
        }
        Question::Misdescription if is_fake() => texts::ask_fake(locale).to_owned(),
        Question::Fraud if is_fake() => texts::ask_fake_sold(locale).to_owned(),
        Question::Overcharge => match case.order.came_in().filter(|paid| paid.minor > 0) {
            Some(paid) => texts::ask_overcharge_of(locale, &format::money(locale, paid)),
            None => texts::ask_overcharge_how(locale).to_owned(),
        },
        question => question.text(locale).to_owned(),
    }
}

/// Danger that was told of, whether or not somebody has looked into it.
fn is_about_danger(case: &Case) -> bool {
    case.category == Category::Safety || is_danger(case.category, &case.findings)
}
