//! Rules in words, as the desk reads them: conditions, spans of time, sums and what a rule grants.
//!
//! Everything is made from the compiled rule and never from the rule's own sentences, so that what is read here is
//! what the engine does. A rule's numbers stand as they are written; a sum is in the currency of the order.

use super::labels;
use crate::words;
use domain::category::Category;
use domain::compensation::percent::Percent;
use domain::compensation::sums::Sums;
use domain::finding::{Condition, Fault, Standing};
use domain::order::{OrderStatus, Trait};
use domain::policy::amount::{Amount, Base, Counted, Limit, Per, Rate};
use domain::policy::cite::provision;
use domain::policy::condition::{Clause, Comparison, Test, TestForm};
use domain::policy::draft::form::WordList;
use domain::policy::fact::{Kind, Vocabulary};
use domain::policy::own::Among;
use domain::policy::pack::Goodwill;
use domain::policy::rule::{Grant, Status};
use domain::policy::term::{LastDay, Term, Unit};
use domain::policy::{Fact, Rule};
use domain::remedy::{Payer, Remedy};
use domain::wire::policy::{CaseLine, LineKind};
use web::format;
use web::i18n::t::policy as t;
use web::i18n::{Locale, facts, words as shared};
use web::shop::language;

/// What a fact is called at the desk, where nobody is “you”.
pub(super) fn fact(locale: Locale, fact: Fact) -> &'static str {
    match fact {
        Fact::Wants => t::fact_wants(locale),
        Fact::AskedAt => t::fact_asked_at(locale),
        Fact::ExtraTimeUntil => t::fact_extra_time_until(locale),
        Fact::BuyerChoseCarrier => t::fact_buyer_chose_carrier(locale),
        Fact::NoReturnConfirmed => t::fact_no_return_confirmed(locale),
        Fact::DelayAgreed => t::fact_delay_agreed(locale),
        other => facts::fact(locale, other),
    }
}

/// A word of a vocabulary by its code; a code nobody knows stands as it is.
pub(super) fn word(locale: Locale, vocabulary: Vocabulary, code: &str) -> String {
    let known = match vocabulary {
        Vocabulary::Category => Category::from_code(code).map(|word| shared::category(locale, word)),
        Vocabulary::Remedy => Remedy::from_code(code).map(|word| shared::remedy(locale, word)),
        Vocabulary::Trait => Trait::from_code(code).map(|word| facts::kind_of_goods(locale, word)),
        Vocabulary::Standing => Standing::from_code(code).map(|word| words::standing(locale, word)),
        Vocabulary::Fault => Fault::from_code(code).map(|word| words::fault(locale, word)),
        Vocabulary::Condition => Condition::from_code(code).map(|word| words::condition(locale, word)),
        Vocabulary::Tier => match code {
            "regular" => Some(t::tier_regular(locale)),
            "vip" => Some(t::tier_vip(locale)),
            _ => None,
        },
        Vocabulary::Mail => match code {
            "express" => Some(t::mail_express(locale)),
            "registered" => Some(t::mail_registered(locale)),
            _ => None,
        },
        Vocabulary::OrderStatus => {
            OrderStatus::from_code(code).map(|word| shared::order_status(locale, word))
        }
        Vocabulary::Marketplace => match code {
            "taobao" => Some(t::marketplace_taobao(locale)),
            "jd" => Some(t::marketplace_jd(locale)),
            _ => None,
        },
        Vocabulary::ProductKind => None,
    };
    let known = known.unwrap_or(code);
    // Within a sentence English begins its common words small.
    match vocabulary {
        Vocabulary::Standing | Vocabulary::Fault | Vocabulary::Condition => known.to_lowercase(),
        _ => known.to_owned(),
    }
}

/// Several words of which one is enough: `a, b or c`.
fn either(locale: Locale, words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => [listed(locale, first).as_str(), last].join(t::or_word(locale)),
    }
}

/// Several things that go together.
pub(super) fn listed(locale: Locale, parts: &[String]) -> String {
    format::listed(locale, parts)
}

/// What a condition asks of its fact: `at least 1 day`.
pub(super) fn asked(locale: Locale, test: &Test) -> String {
    let form = TestForm::from(test.clone());
    let vocabulary = match test.fact.kind() {
        Kind::Word(vocabulary) | Kind::Words(vocabulary) => Some(vocabulary),
        _ => None,
    };
    let choices = |codes: Option<Vec<String>>| {
        let name = |code: String| match vocabulary {
            Some(vocabulary) => word(locale, vocabulary, &code),
            None => code,
        };
        either(locale, &codes.unwrap_or_default().into_iter().map(name).collect::<Vec<_>>())
    };
    let said = match &test.comparison {
        Comparison::Is(_) | Comparison::IsCurrency(_) => choices(form.is),
        Comparison::IsNot(_) => t::asked_not(locale, &choices(form.is_not)),
        Comparison::Has(_) => t::asked_has(locale, &choices(form.has)),
        Comparison::HasNone(_) => t::asked_has_none(locale, &choices(form.has_none)),
        Comparison::Own(own) => {
            let known = own.known_words().into_iter().map(|code| word(locale, Vocabulary::Trait, code));
            let named = own.words.iter().map(|mark| own.name(mark, language(locale)));
            let choices = either(locale, &known.chain(named).collect::<Vec<_>>());
            match own.how {
                Among::Is => choices,
                Among::IsNot => t::asked_not(locale, &choices),
                Among::Has => t::asked_has(locale, &choices),
                Among::HasNone => t::asked_has_none(locale, &choices),
            }
        }
        Comparison::IsFlag(flag) if test.fact == Fact::ProductKind => {
            (if *flag { t::asked_known(locale) } else { t::asked_absent(locale) }).to_owned()
        }
        Comparison::IsFlag(true) if test.fact.kind() == Kind::Money => t::asked_some(locale).to_owned(),
        Comparison::IsFlag(false) if test.fact.kind() == Kind::Money => t::asked_nothing(locale).to_owned(),
        Comparison::IsFlag(flag) => yes_no(locale, *flag).to_owned(),
        Comparison::AtLeast(_) if let Some(day) = form.from => {
            t::asked_from(locale, &format::day(locale, day))
        }
        Comparison::AtMost(_) if let Some(day) = form.until => {
            t::asked_until(locale, &format::day(locale, day))
        }
        Comparison::AtLeast(bound) => t::asked_at_least(locale, &bounded(locale, test.fact, *bound)),
        Comparison::AtMost(bound) => t::asked_at_most(locale, &bounded(locale, test.fact, *bound)),
        Comparison::AtLeastSum(bound) => t::asked_at_least(locale, &sums(locale, bound)),
        Comparison::AtMostSum(bound) => t::asked_at_most(locale, &sums(locale, bound)),
        Comparison::Within(span) => t::asked_within(locale, &term(locale, *span)),
        Comparison::Beyond(span) => t::asked_beyond(locale, &term(locale, *span)),
        Comparison::Known => t::asked_known(locale).to_owned(),
        Comparison::Absent => t::asked_absent(locale).to_owned(),
    };
    match test.if_unknown {
        Some(true) => t::unknown_passes(locale, &said),
        Some(false) => t::unknown_fails(locale, &said),
        None => said,
    }
}

/// Yes or no.
pub(super) fn yes_no(locale: Locale, flag: bool) -> &'static str {
    use web::i18n::t::common;
    if flag { common::yes(locale) } else { common::no(locale) }
}

/// A bound of a fact: `3 days`, `10 %`.
pub(super) fn bounded(locale: Locale, fact: Fact, bound: i64) -> String {
    match fact.kind() {
        Kind::Days => t::days(locale, bound),
        _ if labels::counts_months(fact) => t::months(locale, bound),
        _ if labels::counts_days(fact) => t::days(locale, bound),
        _ if matches!(fact, Fact::YearsSinceDelivery | Fact::YearsSinceOrder) => t::years(locale, bound),
        _ if fact == Fact::SpoiledPercent => [bound.to_string().as_str(), " %"].concat(),
        _ => format::number(locale, bound),
    }
}

/// A condition: `days late: at least 1 day`.
pub(super) fn test(locale: Locale, test: &Test) -> String {
    t::condition(locale, &asked(locale, test), fact(locale, test.fact))
}

/// Alternatives of which one is enough.
pub(super) fn clause(locale: Locale, clause: &Clause) -> String {
    clause.any.iter().map(|one| test(locale, one)).collect::<Vec<_>>().join(t::or(locale))
}

/// A span of time with everything that bears on its last day.
pub(super) fn term(locale: Locale, span: Term) -> String {
    let n = i64::from(span.count);
    let mut said = match span.unit {
        Unit::Days => t::days(locale, n),
        Unit::WorkingDays => t::working_days(locale, n),
        Unit::Months => t::months(locale, n),
        Unit::Years => t::years(locale, n),
    };
    if let Some(least) = span.least {
        said = t::term_from(locale, &least.to_string(), &said);
    }
    if let Some(more) = span.plus {
        said = t::term_plus(locale, fact(locale, more), &said);
    }
    if span.start_counted {
        said = t::term_start_counted(locale, &said);
    }
    match span.last_day {
        Some(LastDay::Stands) => t::term_stands(locale, &said),
        Some(LastDay::RunsOn) => t::term_runs_on(locale, &said),
        None => said,
    }
}

/// Sums, each in its currency.
pub(super) fn sums(locale: Locale, sums: &Sums) -> String {
    sums.iter().map(|sum| format::money(locale, sum)).collect::<Vec<_>>().join(" / ")
}

/// A share as per cent: `5 %`, `2.5 %`.
pub(super) fn percent(share: Percent) -> String {
    [share.to_string().as_str(), " %"].concat()
}

fn base(locale: Locale, of: &Base) -> String {
    match of {
        Base::Complained => t::base_complained(locale).to_owned(),
        Base::PartReturn => t::base_part_return(locale).to_owned(),
        Base::Bundle => t::base_bundle(locale).to_owned(),
        Base::Order => t::base_order(locale).to_owned(),
        Base::Fact(named) => fact(locale, *named).to_owned(),
        Base::Fixed(fixed) => sums(locale, fixed),
    }
}

fn limit(locale: Locale, limit: &Limit) -> String {
    match limit {
        Limit::Fixed(fixed) => sums(locale, fixed),
        Limit::Share(of, share) => t::share_of(locale, &base(locale, of), &percent(*share)),
    }
}

/// How much, with its limits.
pub(super) fn amount(locale: Locale, amount: &Amount) -> String {
    let of = base(locale, &amount.of);
    let share = match &amount.rate {
        Rate::Share(Percent::WHOLE) => of,
        Rate::Share(share) => match share.as_times() {
            Some(times) => t::times_of(locale, &of, &times.to_string()),
            None => t::share_of(locale, &of, &percent(*share)),
        },
        Rate::PercentFact(named) => t::share_by(locale, fact(locale, *named), &of),
        Rate::Tiers { fact: named, steps, above } => {
            let step = |(up_to, share): &(i64, Percent)| {
                t::tier(locale, &bounded(locale, *named, *up_to), &percent(*share))
            };
            let mut tiers: Vec<String> = steps.iter().map(step).collect();
            tiers.push(t::tier_above(locale, &percent(*above)));
            t::tiers_of(locale, fact(locale, *named), &of, &listed(locale, &tiers))
        }
        Rate::Shrinking { fact: named, over } => {
            t::shrinking(locale, fact(locale, *named), &of, &bounded(locale, *named, i64::from(*over)))
        }
        Rate::Unused(Counted::Months) => t::unused_months_of(locale, &of),
        Rate::Unused(Counted::Days) => t::unused_days_of(locale, &of),
    };
    let per = match amount.per {
        Per::Order => None,
        Per::Line => Some(t::per_line(locale).to_owned()),
        Per::Day(days) => Some(t::per_day(locale, fact(locale, days))),
    };
    let floor = amount.floor.iter().map(|floor| t::asked_at_least(locale, &limit(locale, floor)));
    let cap = amount.cap.iter().map(|cap| t::asked_at_most(locale, &limit(locale, cap)));
    let less = amount.less.iter().map(|less| t::less(locale, &self::amount(locale, less)));
    let plus = amount.plus.iter().map(|plus| t::on_top(locale, fact(locale, *plus)));
    let least = amount.nothing_under.iter().map(|least| t::nothing_under(locale, &sums(locale, least)));
    let head = [Some(share), per].into_iter().flatten();
    let parts: Vec<String> = head.chain(floor).chain(cap).chain(less).chain(plus).chain(least).collect();
    parts.join(t::comma(locale))
}

/// One thing a rule grants: remedy and who owes it, and in lines below how much, by when and on what terms.
pub(super) fn grant(locale: Locale, grant: &Grant) -> (String, Vec<String>) {
    let what = t::grant(locale, words::payer(locale, grant.payer), shared::remedy(locale, grant.remedy));
    let mut lines: Vec<String> = grant.amount.iter().map(|spec| amount(locale, spec)).collect();
    lines.extend(grant.due.map(|due| t::due(locale, fact(locale, due.after), &term(locale, due.term))));
    lines.extend(grant.only_if.iter().map(|one| t::only_if(locale, &clause(locale, one))));
    if grant.accompanies {
        lines.push(t::accompanies(locale).to_owned());
    }
    if grant.repeats {
        lines.push(t::repeats(locale).to_owned());
    }
    lines.extend(grant.highest_of.iter().map(|group| t::highest_of(locale, group)));
    (what, lines)
}

/// How well a provision is known.
pub(super) fn status(locale: Locale, status: Status) -> &'static str {
    match status {
        Status::Verified => t::status_verified(locale),
        Status::Secondary => t::status_secondary(locale),
        Status::Template => t::status_template(locale),
    }
}

/// For which orders a rule holds, where it does not hold for all.
pub(super) fn effective(locale: Locale, rule: &Rule) -> Option<String> {
    let day = |day| format::day(locale, day);
    match (rule.effective_from, rule.effective_to) {
        (None, None) => None,
        (Some(from), None) => Some(t::effective_from(locale, &day(from))),
        (None, Some(to)) => Some(t::effective_to(locale, &day(to))),
        (Some(from), Some(to)) => Some(t::effective_between(locale, &day(from), &day(to))),
    }
}

/// Who bears a share, by its code.
pub(super) fn payer(locale: Locale, code: &str) -> String {
    Payer::from_code(code).map_or_else(|| code.to_owned(), |payer| words::payer(locale, payer).to_owned())
}

/// Where a pack holds.
pub(super) fn jurisdiction(locale: Locale, code: &str) -> String {
    match code {
        "CN" => t::place_cn(locale).to_owned(),
        "EU" => t::place_eu(locale).to_owned(),
        "GB" | "UK" => t::place_uk(locale).to_owned(),
        "US" => t::place_us(locale).to_owned(),
        "shop" => t::place_shop(locale).to_owned(),
        other => other.to_owned(),
    }
}

/// What was expected of a case or came out of it, on one line.
pub(super) fn case_line(locale: Locale, line: &CaseLine) -> String {
    let kind = match line.kind {
        LineKind::Granted => t::line_granted(locale),
        LineKind::NotGranted => t::line_not_granted(locale),
        LineKind::NeedsHuman => t::line_needs_human(locale),
        LineKind::Refused => t::line_refused(locale),
        LineKind::Depends => t::line_depends(locale),
    };
    let mut parts: Vec<String> = Vec::new();
    parts.extend(line.remedy.map(|remedy| shared::remedy(locale, remedy).to_owned()));
    parts.extend(line.amount.clone());
    parts.extend(line.payer.map(|who| words::payer(locale, who).to_owned()));
    parts.extend(line.fact.as_ref().map(|code| {
        Fact::from_code(code).map_or_else(|| code.clone(), |known| fact(locale, known).to_owned())
    }));
    parts.extend(line.until.as_ref().map(|until| t::line_until(locale, until)));
    parts.extend(line.due.as_ref().map(|due| t::line_due(locale, due)));
    if line.needs_human {
        parts.push(t::line_needs_human(locale).to_owned());
    }
    let said = t::line(locale, kind, &parts.join(t::comma(locale)));
    let law = line.cite.as_ref().map(|cite| provision(cite, language(locale))).filter(|law| !law.is_empty());
    let from: Vec<String> = line.rule.clone().into_iter().chain(law).collect();
    if from.is_empty() { said } else { t::line_from(locale, &listed(locale, &from), &said) }
}

/// For whom a row of the goodwill table is.
pub(super) fn whom(locale: Locale, row: &Goodwill) -> String {
    let names: Vec<String> =
        row.categories.iter().map(|category| shared::category(locale, *category).to_owned()).collect();
    let whom = match names.as_slice() {
        [] => t::all_categories(locale).to_owned(),
        names => listed(locale, names),
    };
    match row.tier {
        Some(tier) => t::for_tier(locale, &labels::word(locale, WordList::Tier, tier.code()), &whom),
        None => whom,
    }
}
