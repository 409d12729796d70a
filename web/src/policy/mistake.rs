//! What is wrong with the text of a draft, in words: the kind of mistake, and what exactly was expected.

use super::labels;
use super::wording;
use domain::policy::draft::detail::{Detail, Expected, Given};
use domain::policy::draft::edit::ComparisonName;
use domain::policy::draft::flaw::MistakeKind;
use domain::policy::fact::Fact;
use web::format;
use web::i18n::Locale;
use web::i18n::t::policy as t;

/// What kind of mistake it is.
pub(super) fn kind(locale: Locale, kind: MistakeKind) -> &'static str {
    match kind {
        MistakeKind::Unreadable => t::mistake_unreadable(locale),
        MistakeKind::Missing => t::mistake_missing(locale),
        MistakeKind::UnknownKey => t::mistake_unknown_key(locale),
        MistakeKind::UnknownWord => t::mistake_unknown_word(locale),
        MistakeKind::CodeTaken => t::mistake_code_taken(locale),
        MistakeKind::Cycle => t::mistake_cycle(locale),
        MistakeKind::UnknownRule => t::mistake_unknown_rule(locale),
        MistakeKind::FloorAboveCap => t::mistake_floor_above_cap(locale),
        MistakeKind::EndsBeforeStart => t::mistake_ends_before_start(locale),
        MistakeKind::StepsOverlap => t::mistake_steps_overlap(locale),
        MistakeKind::TwoRates => t::mistake_two_rates(locale),
        MistakeKind::Unsuited => t::mistake_unsuited(locale),
        MistakeKind::WrongValue => t::mistake_wrong_value(locale),
    }
}

/// What was expected. Only what a parser says of a text that is no TOML stays as it is, in English: no form leaves
/// such a text behind.
pub(super) fn detail(locale: Locale, detail: &Detail) -> String {
    match detail {
        Detail::TooLong { .. } => t::wrong_too_large(locale).to_owned(),
        Detail::NotToml { said } | Detail::OfCase { said } => said.clone(),
        Detail::Missing { expected: what } => t::expected_is(locale, &expected(locale, what)),
        Detail::Wrong { given: stands, expected: what } => {
            t::expected_instead(locale, &expected(locale, what), &given(locale, stands))
        }
        Detail::UnknownKey { known } => t::expected_one_of(locale, &wording::listed(locale, known)),
        Detail::UnknownWord { word, known } => {
            let known = t::expected_one_of(locale, &wording::listed(locale, known));
            [t::wrong_unknown_word(locale, word).as_str(), known.as_str()].join(space(locale))
        }
        Detail::UnknownFact { word } => t::wrong_unknown_word(locale, word),
        Detail::UnknownOwn { word, fact, known } => {
            let said = t::own_word_unknown(locale, wording::fact(locale, *fact), word);
            if known.is_empty() {
                return said;
            }
            [said.as_str(), &t::expected_one_of(locale, &wording::listed(locale, known))].join(space(locale))
        }
        Detail::KnownWord { word } => t::own_word_known(locale, word),
        Detail::UnfitWord { word, fact } => t::word_does_not_fit(locale, wording::fact(locale, *fact), word),
        Detail::NotOneComparison => t::one_comparison(locale).to_owned(),
        Detail::Unsuited { comparison, fact } => unsuited(locale, *comparison, *fact),
        Detail::CodeTaken { code } => t::wrong_code_taken(locale, code),
        Detail::Cycle { code } => t::replaces_itself(locale, code),
        Detail::UnknownRule { code } => t::no_rule_named(locale, code),
        Detail::FloorAboveCap => t::lower_the_floor(locale).to_owned(),
        Detail::EndsBeforeStart { from, to } => {
            let day = |day| format::day(locale, day);
            t::ends_before(locale, &day(*from), &day(*to))
        }
        Detail::StepsOverlap { up_to } => t::step_overlaps(locale, &format::number(locale, *up_to)),
        Detail::TwoRates => t::one_rate(locale).to_owned(),
    }
}

const fn space(locale: Locale) -> &'static str {
    match locale {
        Locale::En => " ",
        _ => "",
    }
}

fn unsuited(locale: Locale, comparison: ComparisonName, fact: Fact) -> String {
    let suited = ComparisonName::ALL.iter().filter(|name| name.bound(fact).is_some());
    let suited: Vec<String> = suited.map(|name| labels::comparison(locale, *name).to_owned()).collect();
    let (fact, comparison) = (wording::fact(locale, fact), labels::comparison(locale, comparison));
    t::compare_otherwise(locale, comparison, fact, &wording::listed(locale, &suited))
}

fn given(locale: Locale, given: &Given) -> String {
    match given {
        Given::Text(text) | Given::Number(text) => t::quoted(locale, text),
        Given::List => t::a_list(locale).to_owned(),
        Given::Table => t::a_table(locale).to_owned(),
    }
}

fn expected(locale: Locale, expected: &Expected) -> String {
    match expected {
        Expected::Text => t::expect_text(locale),
        Expected::Flag => t::expect_flag(locale),
        Expected::WholeNumber => t::expect_whole_number(locale),
        Expected::Between { least, most } => {
            let bound = |bound: i64| format::number(locale, bound);
            return t::expect_between(locale, &bound(*least), &bound(*most));
        }
        Expected::Sums => t::expect_sums(locale),
        Expected::SumIn { code, decimals } => {
            return t::expect_sum_in(locale, code, &decimals.to_string());
        }
        Expected::Percentage { most } => return t::expect_percentage(locale, &most.to_string()),
        Expected::Span => t::expect_span(locale),
        Expected::Day => t::expect_day(locale),
        Expected::Days => t::expect_days(locale),
        Expected::Word => t::expect_word(locale),
        Expected::Words => t::expect_words(locale),
        Expected::WordsOrFlag => t::expect_words_or_flag(locale),
        Expected::Currency => t::expect_currency(locale),
        Expected::Citation { beginnings } => {
            return t::expect_citation(locale, &wording::listed(locale, beginnings));
        }
        Expected::Code => t::expect_code(locale),
        Expected::RuleCodes => t::expect_rule_codes(locale),
        Expected::PackId => t::expect_pack_id(locale),
        Expected::Version => t::expect_version(locale),
        Expected::Jurisdiction => t::expect_jurisdiction(locale),
        Expected::Texts { languages } => {
            let named: Vec<String> =
                languages.iter().map(|one| crate::words::language_name(*one).to_owned()).collect();
            return t::expect_texts(locale, &wording::listed(locale, &named));
        }
        Expected::TextIn(language) => {
            return t::expect_text_in(locale, crate::words::language_name(*language));
        }
        Expected::Reviewer => t::expect_reviewer(locale),
        Expected::Fact => t::expect_fact(locale),
        Expected::DayFact => t::expect_day_fact(locale),
        Expected::CountFact => t::expect_count_fact(locale),
        Expected::NumberFact => t::expect_number_fact(locale),
        Expected::MoneyFact => t::expect_money_fact(locale),
        Expected::Base | Expected::LimitBase => t::expect_base(locale),
        Expected::OwnWord => t::expect_own_word(locale),
        Expected::Less => t::expect_less(locale),
        Expected::Per => t::expect_per(locale),
        Expected::Steps => t::expect_steps(locale),
        Expected::StepBound => t::expect_step_bound(locale),
        Expected::Above => t::expect_above(locale),
        Expected::Status => t::expect_status(locale),
        Expected::Remedy => t::expect_remedy(locale),
        Expected::GoodwillRemedy => t::expect_goodwill_remedy(locale),
        Expected::Grant => t::expect_grant(locale),
        Expected::Fault => t::expect_fault(locale),
        Expected::Payers => t::expect_payers(locale),
        Expected::Table => t::a_table(locale),
        Expected::Tables => t::a_list(locale),
        Expected::English(words) => return words.clone(),
    }
    .to_owned()
}
