//! Refusals and problems in sentences: what happened and what to do next, never whose fault it is.

pub use super::failure::fault;
use super::{Locale, t};
use crate::format;
use domain::compensation::option::OptionFault;
use domain::complaint::rejection::Rejection;
use domain::text::problem::{Problem, ProblemCode};

/// What a field's problem is called.
pub fn problem(locale: Locale, problem: &Problem) -> String {
    use t::problem as t;
    let number = |number: Option<u32>| number.map(|number| number.to_string());
    let facts = problem.facts;
    let (min, max, is) = (number(facts.min), number(facts.max), number(facts.is));
    let special = match (problem.field.as_ref(), problem.code) {
        ("order_number", ProblemCode::Empty) => Some(t::order_number_empty(locale)),
        ("contact", ProblemCode::Empty) => Some(t::contact_empty(locale)),
        ("story", ProblemCode::Empty) => Some(t::story_empty(locale)),
        ("story", ProblemCode::NoWords) => Some(t::story_no_words(locale)),
        ("name", ProblemCode::Empty) => Some(t::name_empty(locale)),
        ("email", ProblemCode::Empty) => Some(t::email_empty(locale)),
        ("sentence", ProblemCode::Empty) => Some(t::sentence_empty(locale)),
        ("goods", ProblemCode::NotChosen) => Some(t::skus_not_chosen(locale)),
        ("pieces", ProblemCode::TooFew) => Some(t::pieces_not_chosen(locale)),
        ("category", ProblemCode::NotChosen) => Some(t::category_not_chosen(locale)),
        ("goods_back_at", ProblemCode::DateOutOfRange) => Some(t::date_since_sent(locale)),
        ("on", ProblemCode::DateOutOfRange) => Some(t::date_until_today(locale)),
        ("outcome_score" | "process_score", _) => Some(t::score_not_chosen(locale)),
        _ => None,
    };
    if let Some(special) = special {
        return special.to_owned();
    }
    match problem.code {
        ProblemCode::Empty => t::empty(locale).to_owned(),
        ProblemCode::NoWords => t::no_words(locale).to_owned(),
        ProblemCode::ControlCharacters => t::control_characters(locale).to_owned(),
        ProblemCode::NotAnEmail => t::not_an_email(locale).to_owned(),
        ProblemCode::NotAReference => t::not_a_reference(locale).to_owned(),
        ProblemCode::NotAPhone => t::not_a_phone(locale).to_owned(),
        ProblemCode::NotAContact => t::not_a_contact(locale).to_owned(),
        ProblemCode::NotChosen => t::not_chosen(locale).to_owned(),
        ProblemCode::UnknownChoice => t::unknown_choice(locale).to_owned(),
        ProblemCode::NamedTwice => t::named_twice(locale).to_owned(),
        ProblemCode::NotANumber => t::not_a_number(locale).to_owned(),
        ProblemCode::TooManyDecimals => t::too_many_decimals(locale).to_owned(),
        ProblemCode::Negative => t::negative(locale).to_owned(),
        ProblemCode::TooLarge => t::too_large(locale).to_owned(),
        ProblemCode::AmbiguousNumber => t::ambiguous_number(locale).to_owned(),
        ProblemCode::OtherCurrency => t::other_currency(locale).to_owned(),
        ProblemCode::NotADate => t::not_a_date(locale).to_owned(),
        ProblemCode::DateOutOfRange => match (min, max) {
            (Some(min), Some(max)) => t::date_within_days(locale, &max, &min),
            (None, Some(max)) => t::date_since_order(locale, &max),
            (_, None) => t::date_out_of_range(locale).to_owned(),
        },
        // Told by their numbers; no number is better than a wrong one.
        ProblemCode::TooShort | ProblemCode::TooLong | ProblemCode::TooFew | ProblemCode::TooMany => {
            let told = match problem.code {
                ProblemCode::TooShort => min.map(|min| t::too_short(locale, &min)),
                ProblemCode::TooLong => is.zip(max).map(|(is, max)| t::too_long(locale, &is, &max)),
                ProblemCode::TooFew => min.map(|min| t::too_few(locale, &min)),
                _ if problem.field == "evidence" => max.map(|max| t::evidence_too_many(locale, &max)),
                _ => max.map(|max| t::too_many(locale, &max)),
            };
            told.unwrap_or_else(|| super::t::rejection::invalid_input(locale).to_owned())
        }
    }
}

/// Why a command was not carried out.
pub fn rejection(locale: Locale, rejection: &Rejection) -> String {
    use t::rejection as t;
    match rejection {
        Rejection::NotFiled => t::not_filed(locale),
        Rejection::AlreadyFiled => t::already_filed(locale),
        Rejection::NotAllowed { .. } => t::not_allowed(locale),
        Rejection::NotYourCase => t::not_your_case(locale),
        Rejection::TakenBySomebody { .. } => t::taken_by_somebody(locale),
        Rejection::ConcernsThem { .. } => t::concerns_them(locale),
        Rejection::ConcernNeedsSupervisor { .. } => t::concern_needs_supervisor(locale),
        Rejection::FindingDiffers { .. } => t::finding_differs(locale),
        Rejection::FindingNotRecorded => t::finding_not_recorded(locale),
        Rejection::NotStated => t::not_stated(locale),
        Rejection::ProposalWaits { .. } => t::proposal_waits(locale),
        Rejection::InvalidInput { problems } => {
            return problems
                .first()
                .map_or_else(|| t::invalid_input(locale).to_owned(), |first| problem(locale, first));
        }
        Rejection::OrderNotLookedUp => t::order_not_looked_up(locale),
        Rejection::WrongPhase { .. } => t::wrong_phase(locale),
        Rejection::OfferStillOpen { .. } => t::offer_still_open(locale),
        Rejection::OfferNotOpen { .. } => t::offer_not_open(locale),
        Rejection::OptionUnknown { .. } => t::option_unknown(locale),
        Rejection::OptionCount { .. } => t::option_count(locale),
        Rejection::OptionUnsound { fault: OptionFault::RepeatedRemedy, .. } => t::option_repeated(locale),
        Rejection::OptionUnsound { fault: OptionFault::NeedsSum, .. } => t::option_needs_sum(locale),
        Rejection::OptionUnsound { fault: OptionFault::CustomerPays, .. } => t::option_customer_pays(locale),
        Rejection::OptionUnsound { .. } => t::option_unsound(locale),
        Rejection::RuleDoesNotGrant { .. } => t::rule_does_not_grant(locale),
        Rejection::ConsentMissing => t::consent_missing(locale),
        Rejection::OwnProposal => t::own_proposal(locale),
        Rejection::AboveAuthority => t::above_authority(locale),
        Rejection::AboveWhatCameIn { by } => {
            return t::above_what_came_in(locale, &format::money(locale, *by));
        }
        Rejection::AboveGoodwill { to } => return t::above_goodwill(locale, &format::money(locale, *to)),
        Rejection::GivenMeanwhile => t::given_meanwhile(locale),
        Rejection::FoundOtherwise => t::found_otherwise(locale),
        Rejection::LeftOpen => t::left_open(locale),
        Rejection::NoDayToSet => t::no_day_to_set(locale),
        Rejection::LastDayNotOver => t::last_day_not_over(locale),
        Rejection::PersonMustDecide => t::person_must_decide(locale),
        Rejection::TooMuchEvidence { max } => return t::too_much_evidence(locale, &max.to_string()),
        Rejection::EvidenceUnknown { .. } => t::evidence_unknown(locale),
        Rejection::LineUnknown { .. } => t::line_unknown(locale),
        Rejection::PromiseUnknown { .. } => t::promise_unknown(locale),
        Rejection::PromiseSettled { .. } => t::promise_settled(locale),
        Rejection::ProofMismatch { .. } => t::proof_mismatch(locale),
        Rejection::GoodsNotBack => t::goods_not_back(locale),
        Rejection::NothingComesBack => t::nothing_comes_back(locale),
        Rejection::ReferenceUsed { in_all: None } => t::reference_used(locale),
        Rejection::ReferenceUsed { in_all: Some(sum) } => {
            return t::reference_used_in_all(locale, &format::money(locale, *sum));
        }
        Rejection::ReferenceOfAnotherOrder { in_all: None } => t::reference_of_another_order(locale),
        Rejection::ReferenceOfAnotherOrder { in_all: Some(sum) } => {
            return t::reference_of_another_order_in_all(locale, &format::money(locale, *sum));
        }
        Rejection::AboveTransfer { by, in_all: None } => {
            return t::above_transfer(locale, &format::money(locale, *by));
        }
        Rejection::AboveTransfer { by, in_all: Some(least) } => {
            return t::above_transfer_in_all(
                locale,
                &format::money(locale, *least),
                &format::money(locale, *by),
            );
        }
        Rejection::TransferKnown { in_all } => {
            return t::transfer_known(locale, &format::money(locale, *in_all));
        }
        Rejection::ParcelUsed => t::parcel_used(locale),
        Rejection::ParcelKnown => t::parcel_known(locale),
        Rejection::NotProven { .. } => t::not_proven(locale),
        Rejection::ReplacementWorthLess { promised } => {
            return t::replacement_worth_less(locale, &format::money(locale, *promised));
        }
        Rejection::PromisesOpen { n_open } => return t::promises_open(locale, i64::from(*n_open)),
        Rejection::FollowUpPending => t::follow_up_pending(locale),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::problem::Facts;

    #[test]
    fn no_problem_is_told_with_a_number_that_nobody_gave() {
        let none = Facts::default();
        let some = |min, max, is| Facts { min, max, is };
        let given = [none, some(Some(7), None, None), some(None, Some(7), None), some(None, None, Some(7))];
        for (code, field, facts) in ProblemCode::ALL
            .iter()
            .flat_map(|code| ["goods", "evidence", "wants", "on"].map(|field| (*code, field)))
            .flat_map(|(code, field)| given.map(|facts| (code, field, facts)))
        {
            for locale in Locale::ALL {
                let told = problem(locale, &Problem { facts, ..Problem::new(field, code) });
                let is_zero = told.split(|sign: char| !sign.is_ascii_digit()).any(|number| number == "0");
                assert!(!told.is_empty() && !is_zero, "{code} {facts:?}: {told}");
            }
        }
    }

    #[test]
    fn goods_named_twice_are_not_told_to_be_too_many() {
        for locale in Locale::ALL {
            let told = |wrong: Problem| problem(locale, &wrong);
            let twice = told(Problem::new("goods", ProblemCode::NamedTwice));
            assert_ne!(twice, told(Problem::too_many("goods", 2, 99)));
            assert!(told(Problem::too_many("goods", 2, 99)).contains('2'));
        }
    }
}
