//! What the slots, words and problems of a draft's forms are called.
//!
//! Forms carry codes only. Each list here is matched exhaustively, so that a new slot or problem of the domain does
//! not compile until people can read it.

use super::outbox::Why;
use super::wording;
use domain::id::UserId;
use domain::policy::Fact;
use domain::policy::draft::Stage;
use domain::policy::draft::command::Act;
use domain::policy::draft::edit::{ComparisonName, EditProblem};
use domain::policy::draft::form::{ShapeName, SlotName, WordList};
use domain::policy::draft::rejection::DraftRejection;
use domain::policy::fact::{Kind, Vocabulary};
use domain::policy::rule::Status;
use domain::policy::term::Unit;
use domain::remedy::Remedy;
use domain::wire::policy::DraftSummary;
use web::format;
use web::i18n::t::policy as t;
use web::i18n::{Locale, words as shared};

/// What a slot is about.
pub(super) fn slot(locale: Locale, name: SlotName, path: &str) -> String {
    let last = || path.rsplit('.').next().unwrap_or_default();
    let label = match name {
        SlotName::Title => t::slot_title(locale),
        SlotName::Says => t::slot_says(locale),
        SlotName::Refuses => t::slot_refuses(locale),
        SlotName::Example => t::slot_example(locale),
        SlotName::Excludes => t::slot_excludes(locale),
        SlotName::Cite => t::slot_cite(locale),
        SlotName::Status => t::slot_status(locale),
        SlotName::EffectiveFrom => t::slot_effective_from(locale),
        SlotName::EffectiveTo => t::slot_effective_to(locale),
        SlotName::Currency => t::slot_currency(locale),
        SlotName::NeedsHuman => t::slot_needs_human(locale),
        SlotName::Replaces => t::slot_replaces(locale),
        SlotName::Bound => t::slot_bound(locale),
        SlotName::IfUnknown => t::slot_if_unknown(locale),
        SlotName::Plus => t::slot_plus(locale),
        SlotName::StartCounted => t::slot_start_counted(locale),
        SlotName::LastDay => t::slot_last_day(locale),
        SlotName::Remedy => t::slot_remedy(locale),
        SlotName::Payer => t::slot_payer(locale),
        SlotName::Accompanies => t::slot_accompanies(locale),
        SlotName::Repeats => t::slot_repeats(locale),
        SlotName::HighestOf => t::slot_highest_of(locale),
        SlotName::DueWithin => t::slot_due_within(locale),
        SlotName::DueAfter => t::slot_due_after(locale),
        SlotName::AmountOf => t::slot_amount_of(locale),
        SlotName::FixedSum => t::slot_fixed_sum(locale),
        SlotName::Percent => t::slot_percent(locale),
        SlotName::Times => t::slot_times(locale),
        SlotName::PercentOf => t::slot_percent_of(locale),
        SlotName::StepsOf => t::slot_steps_of(locale),
        SlotName::StepUpTo => t::slot_step_up_to(locale),
        SlotName::StepPercent => t::slot_step_percent(locale),
        SlotName::Above => t::slot_above(locale),
        SlotName::Per => t::slot_per(locale),
        SlotName::Floor => t::slot_floor(locale),
        SlotName::FloorOf => t::slot_floor_of(locale),
        SlotName::FloorPercent => t::slot_floor_percent(locale),
        SlotName::Cap => t::slot_cap(locale),
        SlotName::CapOf => t::slot_cap_of(locale),
        SlotName::CapPercent => t::slot_cap_percent(locale),
        SlotName::Less => t::slot_less(locale),
        SlotName::LessPercent => t::slot_less_percent(locale),
        SlotName::LessFloor => t::slot_less_floor(locale),
        SlotName::LessCap => t::slot_less_cap(locale),
        SlotName::NothingUnder => t::slot_nothing_under(locale),
        SlotName::ShrinksBy => t::slot_shrinks_by(locale),
        SlotName::ShrinksOver => t::slot_shrinks_over(locale),
        SlotName::Unused => t::slot_unused(locale),
        SlotName::OnTop => t::slot_on_top(locale),
        SlotName::OwnTrait => return t::slot_own_trait(locale, last()),
        SlotName::OwnKind => return t::slot_own_kind(locale, last()),
        SlotName::ReviewBy => t::slot_review_by(locale),
        SlotName::ReviewOn => t::slot_review_on(locale),
        SlotName::WeekendsRest => t::slot_weekends_rest(locale),
        SlotName::SaturdaysWork => t::slot_saturdays_work(locale),
        SlotName::SundaysWork => t::slot_sundays_work(locale),
        SlotName::Holidays => t::slot_holidays(locale),
        SlotName::Pace => {
            return Remedy::from_code(last())
                .map_or_else(|| last().to_owned(), |remedy| shared::remedy(locale, remedy).to_owned());
        }
        SlotName::AgentLimit => t::agent_limit(locale),
        SlotName::GoodwillLimit => t::goodwill_limit(locale),
        SlotName::BlockedExtra => t::blocked_extra(locale),
        SlotName::Categories => t::slot_categories(locale),
        SlotName::Tier => t::slot_tier(locale),
        SlotName::Fault => t::slot_fault(locale),
        SlotName::Weight => return t::slot_weight(locale, &wording::payer(locale, last())),
        SlotName::Phrase => t::slot_phrase(locale),
    };
    label.to_owned()
}

/// What helps in filling a slot.
pub(super) fn hint(locale: Locale, name: SlotName) -> Option<&'static str> {
    Some(match name {
        SlotName::Cite => t::hint_cite(locale),
        SlotName::Repeats => t::slot_repeats(locale),
        SlotName::HighestOf => t::hint_highest_of(locale),
        SlotName::Replaces => t::hint_replaces(locale),
        SlotName::Holidays => t::hint_holidays(locale),
        SlotName::Currency => t::hint_currency(locale),
        _ => return None,
    })
}

/// How a fact is compared.
pub(super) fn comparison(locale: Locale, name: ComparisonName) -> &'static str {
    match name {
        ComparisonName::Is => t::compare_is(locale),
        ComparisonName::IsNot => t::compare_is_not(locale),
        ComparisonName::Has => t::compare_has(locale),
        ComparisonName::HasNone => t::compare_has_none(locale),
        ComparisonName::AtLeast => t::compare_at_least(locale),
        ComparisonName::AtMost => t::compare_at_most(locale),
        ComparisonName::Within => t::compare_within(locale),
        ComparisonName::Beyond => t::compare_beyond(locale),
        ComparisonName::Until => t::compare_until(locale),
        ComparisonName::From => t::compare_from(locale),
        ComparisonName::Known => t::compare_known(locale),
    }
}

/// A word of a list by its code.
pub(super) fn word(locale: Locale, list: WordList, code: &str) -> String {
    let vocabulary = match list {
        WordList::Category => Vocabulary::Category,
        WordList::Remedy | WordList::GoodwillRemedy => Vocabulary::Remedy,
        WordList::Trait => Vocabulary::Trait,
        WordList::ProductKind => Vocabulary::ProductKind,
        WordList::Standing => Vocabulary::Standing,
        WordList::Fault => Vocabulary::Fault,
        WordList::Condition => Vocabulary::Condition,
        WordList::Tier => Vocabulary::Tier,
        WordList::Mail => Vocabulary::Mail,
        WordList::Marketplace => Vocabulary::Marketplace,
        WordList::OrderStatus => Vocabulary::OrderStatus,
        WordList::Payer => return wording::payer(locale, code),
        WordList::Status => {
            let status = Status::from_code(code).map(|status| wording::status(locale, status));
            return status.unwrap_or(code).to_owned();
        }
        WordList::LastDay => {
            return match code {
                "stands" => t::last_day_stands(locale),
                "runs_on" => t::last_day_runs_on(locale),
                other => other,
            }
            .to_owned();
        }
        WordList::Counted => {
            return match code {
                "months" => t::unit_months(locale),
                "days" => t::unit_days(locale),
                other => other,
            }
            .to_owned();
        }
        WordList::IfUnknown => {
            return match code {
                "passes" => t::if_unknown_passes(locale),
                "fails" => t::if_unknown_fails(locale),
                other => other,
            }
            .to_owned();
        }
        WordList::DayFact
        | WordList::CountFact
        | WordList::WholeFact
        | WordList::MoneyFact
        | WordList::Base
        | WordList::Per => {
            return match (list, code) {
                (WordList::Base, "complained") => t::base_complained(locale),
                (WordList::Base, "part_return") => t::base_part_return(locale),
                (WordList::Base, "bundle") => t::base_bundle(locale),
                (WordList::Base, "order") => t::base_order(locale),
                (WordList::Per, "order") => t::per_order(locale),
                (WordList::Per, "line") => t::per_line(locale),
                _ => Fact::from_code(code).map_or(code, |fact| wording::fact(locale, fact)),
            }
            .to_owned();
        }
    };
    wording::word(locale, vocabulary, code)
}

/// In which way an amount says how much.
pub(super) fn shape(locale: Locale, shape: ShapeName) -> &'static str {
    match shape {
        ShapeName::Share => t::shape_share(locale),
        ShapeName::Fixed => t::shape_fixed(locale),
        ShapeName::Times => t::shape_times(locale),
        ShapeName::Found => t::shape_found(locale),
        ShapeName::Steps => t::shape_steps(locale),
        ShapeName::Shrinking => t::shape_shrinking(locale),
        ShapeName::Unused => t::shape_unused(locale),
    }
}

/// What a number of a fact counts, where that is not said by its name.
pub(super) fn count_unit(locale: Locale, fact: Fact) -> &'static str {
    match fact.kind() {
        Kind::Days => t::unit_days(locale),
        _ if fact == Fact::SpoiledPercent => "%",
        _ if counts_months(fact) => t::unit_months(locale),
        _ if counts_days(fact) => t::unit_days(locale),
        _ => "",
    }
}

/// Whether a count is one of months.
pub(super) const fn counts_months(fact: Fact) -> bool {
    matches!(
        fact,
        Fact::MonthsSinceDelivery
            | Fact::MonthsSinceOrder
            | Fact::PeriodMonths
            | Fact::PeriodMonthsUsed
            | Fact::PeriodMonthsLeft
    )
}

/// Whether a count is one of days, though no term is held against it.
pub(super) const fn counts_days(fact: Fact) -> bool {
    matches!(fact, Fact::PeriodDays | Fact::PeriodDaysUsed | Fact::PeriodDaysLeft)
}

/// A unit of a span.
pub(super) fn unit(locale: Locale, unit: Unit) -> &'static str {
    match unit {
        Unit::Days => t::unit_days(locale),
        Unit::WorkingDays => t::unit_working_days(locale),
        Unit::Months => t::unit_months(locale),
        Unit::Years => t::unit_years(locale),
    }
}

/// Why a value is not taken, and what would be.
pub(super) fn problem(locale: Locale, problem: &EditProblem) -> String {
    match problem {
        EditProblem::NoSuchRule => t::wrong_no_such_rule(locale),
        EditProblem::NoSuchPlace => t::wrong_no_such_place(locale),
        EditProblem::CodeTaken { code } => return t::wrong_code_taken(locale, code),
        EditProblem::NotACode => t::wrong_not_a_code(locale),
        EditProblem::NotAWord => t::wrong_not_a_word(locale),
        EditProblem::KnownWord { word } => return t::own_word_known(locale, word),
        EditProblem::WrongKind => t::wrong_kind(locale),
        EditProblem::Needed => t::wrong_needed(locale),
        EditProblem::NotASum { currency, decimals } => {
            return t::wrong_not_a_sum(locale, currency, &decimals.to_string());
        }
        EditProblem::UnknownCurrency { code } => return t::wrong_unknown_currency(locale, code),
        EditProblem::NotAPercentage { most } => return t::wrong_not_a_percentage(locale, &most.to_string()),
        EditProblem::OutOfRange { least, most } => {
            let bound = |bound: i64| format::number(locale, bound);
            return t::wrong_out_of_range(locale, &bound(*least), &bound(*most));
        }
        EditProblem::EndsTurned => t::wrong_ends_turned(locale),
        EditProblem::UnknownWord { word, nearest: None } => return t::wrong_unknown_word(locale, word),
        EditProblem::UnknownWord { word, nearest: Some(nearest) } => {
            return t::wrong_unknown_word_nearest(locale, nearest, word);
        }
        EditProblem::NothingChosen => t::wrong_nothing_chosen(locale),
        EditProblem::EmptyText => t::wrong_empty_text(locale),
        EditProblem::TooLong { most } => return t::wrong_too_long(locale, &most.to_string()),
        EditProblem::Unsuited => t::wrong_unsuited(locale),
        EditProblem::StepTaken => t::wrong_step_taken(locale),
        EditProblem::LastStep => t::wrong_last_step(locale),
        EditProblem::FloorAboveCap => t::lower_the_floor(locale),
        EditProblem::NobodyBears => t::wrong_nobody_bears(locale),
        EditProblem::RowTaken => t::wrong_row_taken(locale),
        EditProblem::LastGrant => t::wrong_last_grant(locale),
        EditProblem::LastRule => t::wrong_last_rule(locale),
        EditProblem::TooLarge => t::wrong_too_large(locale),
        EditProblem::Unreadable => t::wrong_unreadable(locale),
    }
    .to_owned()
}

/// Why a step of a draft was not taken, and what to do next.
pub(super) fn rejection(locale: Locale, why: &DraftRejection) -> String {
    match why {
        DraftRejection::NotAllowed { .. } => t::not_allowed_title(locale),
        DraftRejection::NotStarted => t::draft_none(locale),
        DraftRejection::AlreadyStarted => t::why_already_started(locale),
        DraftRejection::PackUnknown { pack } => return t::why_pack_unknown(locale, pack),
        DraftRejection::Conflict { .. } => t::why_conflict(locale),
        DraftRejection::WrongStage { stage: at } => return t::why_wrong_stage(locale, stage(locale, *at)),
        DraftRejection::OwnDraft => t::why_own_draft(locale),
        DraftRejection::NothingChanged => t::why_nothing_changed(locale),
        DraftRejection::HasMistakes { n_mistakes } => {
            return t::why_has_mistakes(locale, i64::from(*n_mistakes));
        }
        DraftRejection::HasErrors { n_errors } => return t::why_has_errors(locale, i64::from(*n_errors)),
        DraftRejection::DayInThePast { today } => {
            return t::why_day_in_the_past(locale, &format::day(locale, *today));
        }
        DraftRejection::DayTooFar { last } => return t::why_day_too_far(locale, &format::day(locale, *last)),
        DraftRejection::BaseMovedOn { version } => return t::why_base_moved_on(locale, version),
        DraftRejection::BaseIsNewest => t::why_base_is_newest(locale),
        DraftRejection::InForce { from } => return t::why_in_force(locale, &format::day(locale, *from)),
        DraftRejection::BuiltUpon { version } => return t::why_built_upon(locale, version),
        DraftRejection::VersionTaken { version } => return t::why_version_taken(locale, version),
        DraftRejection::BadEdit(fault) => return problem(locale, &fault.problem),
    }
    .to_owned()
}

/// Where a draft stands.
pub(super) fn stage(locale: Locale, stage: Stage) -> &'static str {
    match stage {
        Stage::Drafting => t::stage_drafting(locale),
        Stage::Proposed => t::stage_proposed(locale),
        Stage::Approved => t::stage_approved(locale),
        Stage::Discarded => t::stage_discarded(locale),
    }
}

/// The look of a stage: whose turn it is, and how it ended.
pub(super) const fn stage_class(stage: Stage) -> &'static str {
    match stage {
        Stage::Drafting => "phase phase-ours",
        Stage::Proposed => "phase phase-theirs",
        Stage::Approved => "phase phase-done",
        Stage::Discarded => "phase phase-ended",
    }
}

/// What happens next with a draft, as `reader` reads it.
pub(super) fn next(locale: Locale, draft: &DraftSummary, reader: UserId) -> &'static str {
    match draft.stage {
        Stage::Proposed if draft.writers.iter().all(|writer| writer.id != reader) => t::next_yours(locale),
        Stage::Drafting => t::next_drafting(locale),
        Stage::Proposed => t::next_proposed(locale),
        Stage::Approved => t::next_approved(locale),
        Stage::Discarded => t::next_discarded(locale),
    }
}

/// What a button does to a draft.
pub(super) fn act(locale: Locale, act: Act) -> &'static str {
    match act {
        Act::Edit => t::act_edit(locale),
        Act::Undo => t::act_undo(locale),
        Act::Propose => t::act_propose(locale),
        Act::Approve => t::act_approve(locale),
        Act::SendBack => t::act_send_back(locale),
        Act::Discard => t::act_discard(locale),
        Act::Withdraw => t::act_withdraw(locale),
        Act::TakeOver => t::act_take_over(locale),
    }
}

/// A step that was not taken, in the words of the draft or of the network.
pub(super) fn why(locale: Locale, why: &Why) -> String {
    match why {
        Why::Rule(why) => rejection(locale, why),
        Why::Fault(error) => web::i18n::rejection::fault(locale, error),
    }
}
