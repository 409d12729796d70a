//! Findings: recorded, corrected, and taken back. Two people who answer one question differently are told of each
//! other: the later answer passes only where whoever gives it has seen the earlier one.

use crate::complaint::decide::followed::followed;
use crate::complaint::decide::{Context, found, wrong_phase};
use crate::complaint::event::Event;
use crate::complaint::rejection::Rejection;
use crate::complaint::{Case, Phase, returning};
use crate::finding::Finding;
use crate::text::Sentence;

pub(super) fn record(
    case: &Case,
    finding: &Finding,
    note: Option<&Sentence>,
    instead_of: Option<&Finding>,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    is_open(case, finding)?;
    if let Some(problem) = found::problem(case, finding, ctx) {
        return Err(Rejection::InvalidInput { problems: vec![problem] });
    }
    let last = case.recorded.iter().rev().find(|other| other.finding.is_about_the_same(finding));
    if let Some(last) = last
        && last.by != ctx.actor.user()
        && last.finding != *finding
        && instead_of != Some(&last.finding)
    {
        return Err(Rejection::FindingDiffers { now: last.finding.clone() });
    }
    let recorded = Event::FindingRecorded { finding: finding.clone(), note: note.cloned() };
    Ok(followed(case, recorded, ctx))
}

/// What was found out is settled by the agreement; only what it waits for or leaves open is found out later: that goods are
/// back, and what a statute's multiple hangs on.
fn is_open(case: &Case, finding: &Finding) -> Result<(), Rejection> {
    let is_awaited = match (&case.phase, finding) {
        (Phase::Fulfilling(_), Finding::GoodsBackAt(_)) => true,
        // The old goods of an exchange may still be out.
        (Phase::Fulfilled { .. }, Finding::GoodsBackAt(_)) => returning::is_expected(case),
        _ => false,
    };
    if case.phase.is_before_agreement() || is_awaited || case.asks_still(finding) {
        Ok(())
    } else {
        Err(wrong_phase(case))
    }
}

pub(super) fn take_back(case: &Case, finding: &Finding, ctx: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    is_open(case, finding)?;
    let last = case
        .recorded
        .iter()
        .rev()
        .find(|other| other.finding.is_about_the_same(finding))
        .filter(|last| last.finding == *finding)
        .ok_or(Rejection::FindingNotRecorded)?;
    let taken_back = Event::FindingTakenBack { finding: finding.clone(), restored: last.before.clone() };
    Ok(followed(case, taken_back, ctx))
}

#[cfg(test)]
mod tests {
    use crate::actor::Actor;
    use crate::complaint::command::Command;
    use crate::finding::{Finding, Standing};
    use crate::testing::{AGENT, CUSTOMER, OTHER_AGENT, Scene, filing};

    const fn defect(standing: Standing, instead_of: Option<Finding>) -> Command {
        Command::RecordFinding { finding: Finding::Defect(standing), note: None, instead_of }
    }

    #[test]
    fn opposite_answers_at_once_are_told_to_the_second_person() {
        let scene = Scene::filed().given(Actor::Agent(AGENT), defect(Standing::Established, None));
        let other = Actor::Agent(OTHER_AGENT);
        scene.clone().when(other, defect(Standing::Refuted, None)).then_rejected("finding_differs");
        let seen = Some(Finding::Defect(Standing::Established));
        scene.clone().when(other, defect(Standing::Refuted, seen)).then(&["finding_recorded"]);
        scene.clone().when(other, defect(Standing::Established, None)).then(&["finding_recorded"]);
        scene.when(Actor::Agent(AGENT), defect(Standing::Refuted, None)).then(&["finding_recorded"]);
    }

    #[test]
    fn a_finding_taken_back_leaves_what_stood_before_it() {
        let mut filing = filing();
        filing.claims.defect = Some(Standing::Claimed);
        let scene = Scene::empty()
            .given(Actor::Customer(CUSTOMER), Command::FileComplaint(Box::new(filing)))
            .given(Actor::Agent(AGENT), defect(Standing::Refuted, None))
            .given(
                Actor::Agent(AGENT),
                Command::RecordFinding { finding: Finding::SpoiledPercent(30), note: None, instead_of: None },
            );
        let back = |finding| Command::TakeBackFinding { finding };
        let scene = scene
            .given(Actor::Agent(AGENT), back(Finding::Defect(Standing::Refuted)))
            .given(Actor::Agent(AGENT), back(Finding::SpoiledPercent(30)));
        let findings = &scene.state.case().unwrap().findings;
        assert_eq!((findings.defect, findings.spoiled_percent), (Some(Standing::Claimed), None));
        scene
            .when(Actor::Agent(AGENT), back(Finding::Defect(Standing::Claimed)))
            .then_rejected("finding_not_recorded");
    }
}
