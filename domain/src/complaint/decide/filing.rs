//! Filing: from a form to a received, triaged and acknowledged case, all in one breath.

use crate::actor::Actor;
use crate::complaint::Case;
use crate::complaint::claims::claims;
use crate::complaint::command::{EvidenceUse, Filing};
use crate::complaint::decide::{Context, wrong_phase};
use crate::complaint::draft;
use crate::complaint::event::{Event, Filed, PackRef};
use crate::complaint::last_day::LastDay;
use crate::complaint::readings::{Reading, off, told_without};
use crate::complaint::rejection::Rejection;
use crate::complaint::wishes::wishes;
use crate::evidence::{EvidenceRef, MAX_PER_CASE};
use crate::order::Order;
use crate::personal::Words;
use crate::policy::Packs;
use crate::remedy::Remedy;
use crate::triage::{Told, told as read, triage_told};

pub(super) fn file(filing: &Filing, ctx: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    let (Some(order), Some(number)) = (ctx.order, ctx.number) else {
        return Err(Rejection::OrderNotLookedUp);
    };
    if order.number != filing.order_number {
        return Err(Rejection::OrderNotLookedUp);
    }
    if ctx.actor != Actor::Customer(filing.person) {
        return Err(Rejection::NotYourCase);
    }
    let problems = draft::problems_of_filing(filing, order, ctx.now.date_naive());
    if !problems.is_empty() {
        return Err(Rejection::InvalidInput { problems });
    }
    let evidence = used_evidence(&filing.evidence, order, 0, ctx)?;
    let story = filing.story.as_str();
    let not_meant = off(story, &filing.not_meant);
    let told = told_without(story, &not_meant);
    let harm = if not_meant.contains(&Reading::Harm) { read(story).harm } else { Vec::new() };
    let triaged = triage_told(story, told.clone()).with_harm_taken_off(harm);
    let kind = draft::kind_of(filing.is_question, || triaged.clone());
    let answer_by = ctx.after(ctx.limits.first_response(kind));
    let filed = Filed {
        number: number.clone(),
        person: filing.person,
        kind,
        category: filing.category,
        order: order.clone(),
        goods: filing.goods.clone(),
        story: Words { person: filing.person, text: filing.story.clone() },
        wants: wants(filing, &told, order),
        tried: filing.tried.clone().map(|text| Words { person: filing.person, text }),
        needed_by: filing.needed_by,
        evidence,
        claims: claims(&filing.claims, filing.category, &told),
        not_meant,
        packs: versions(ctx.packs),
        earlier_complaints: ctx.earlier_complaints,
    };
    let mut events = vec![
        Event::Filed(Box::new(filed)),
        Event::Triaged {
            urgency: triaged.urgency.value,
            complexity: triaged.complexity.value,
            reasons: triaged.urgency.reasons,
        },
        Event::Acknowledged { answer_by },
    ];
    events.extend(filing.last_day.and_then(|day| LastDay::of(day, ctx.zone)).map(Event::LastDaySet));
    Ok(events)
}

/// What is wished for: whoever says that they only ask wishes for an answer, whatever words they ask it in.
fn wants(filing: &Filing, told: &Told, order: &Order) -> Vec<Remedy> {
    if filing.is_question == Some(true) {
        return filing.wants.clone();
    }
    wishes(&filing.wants, &filing.unwished, ((filing.story.as_str(), told), order, filing.category))
}

pub(super) fn add_evidence(
    case: &Case,
    used: &EvidenceUse,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    if case.phase.is_finished() {
        return Err(wrong_phase(case));
    }
    let added = used_evidence(core::slice::from_ref(used), &case.order, case.evidence.len(), ctx)?;
    Ok(added.into_iter().map(Event::EvidenceAdded).collect())
}

/// The uploaded pieces a command puts to use, each on its line.
fn used_evidence(
    used: &[EvidenceUse],
    order: &Order,
    n_present: usize,
    ctx: &Context<'_>,
) -> Result<Vec<EvidenceRef>, Rejection> {
    if n_present + used.len() > MAX_PER_CASE {
        return Err(Rejection::TooMuchEvidence { max: u32::try_from(MAX_PER_CASE).unwrap_or(u32::MAX) });
    }
    used.iter()
        .map(|used| {
            let uploaded = ctx
                .evidence
                .iter()
                .find(|piece| piece.id == used.id)
                .ok_or(Rejection::EvidenceUnknown { evidence: used.id })?;
            if let Some(sku) = &used.sku
                && !order.lines.iter().any(|line| line.sku == *sku)
            {
                return Err(Rejection::LineUnknown { sku: sku.clone() });
            }
            Ok(EvidenceRef { sku: used.sku.clone(), ..uploaded.clone() })
        })
        .collect()
}

/// The packs in force and their versions, which the case keeps.
fn versions(packs: &Packs) -> Vec<PackRef> {
    packs.packs().iter().map(|pack| PackRef { id: pack.id.clone(), version: pack.version.clone() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::complaint::command::Command;
    use crate::testing::{CUSTOMER, Scene, filing, fruit_order};
    use crate::text::Story;
    use crate::triage::told;

    #[test]
    fn who_says_that_they_only_ask_wishes_for_nothing_by_their_words() {
        for story in
            ["草莓坏了能退款吗？", "草莓壞了可以退一賠三嗎？", "Could I get my money back for strawberries?"]
        {
            let story = Story::parse(story).unwrap();
            let asked =
                |is_question| Filing { story: story.clone(), is_question, wants: Vec::new(), ..filing() };
            assert_eq!(wants(&asked(Some(true)), &told(story.as_str()), &fruit_order()), [], "{story:?}");
            assert_ne!(wants(&asked(Some(false)), &told(story.as_str()), &fruit_order()), [], "{story:?}");
        }
    }

    fn file(story: &str) -> Command {
        Command::FileComplaint(Box::new(Filing { story: Story::parse(story).unwrap(), ..filing() }))
    }

    #[test]
    fn a_story_has_words_in_whatever_script() {
        for none in ["1111", "12 34 56", "😡😡😡😡", "!!!! ????", "１２３４"] {
            let scene = Scene::empty();
            let filed = scene.ask(Actor::Customer(CUSTOMER), &file(none));
            let Err(Rejection::InvalidInput { problems }) = filed else { panic!("{none}: {filed:?}") };
            assert_eq!(
                (problems[0].field.as_ref(), problems[0].code.code()),
                ("story", "no_words"),
                "{none}"
            );
        }
        for some in ["没收到货", "late", "قارورة مكسورة", "พัสดุหาย", "टूटा हुआ", "SH-1010 破了"]
        {
            let scene = Scene::empty().when(Actor::Customer(CUSTOMER), file(some));
            assert!(scene.outcome.is_ok(), "{some}");
        }
    }
}
