//! Whose case it is: taken, taken over, given to somebody, and whom it may never belong to.
//!
//! Nobody works a complaint about themself. Whom it is about is recorded by anybody at the desk, or by the desk
//! itself where the story names a colleague; only a supervisor whom it is not about may lift it. So one must remain,
//! and an agent keeps no supervisor out.

use crate::actor::Actor;
use crate::complaint::Case;
use crate::complaint::decide::{Context, wrong_phase};
use crate::complaint::event::Event;
use crate::complaint::rejection::Rejection;
use crate::id::UserId;
use crate::text::Sentence;
use crate::text::problem::{Problem, ProblemCode};

/// Nobody at the desk does anything to a case that is about them.
pub(super) fn is_not_about(case: &Case, actor: Actor) -> Result<(), Rejection> {
    // INVARIANT (no judge in their own cause): whom a complaint is about never works it.
    match actor.user().filter(|user| case.concerns.contains(user)) {
        Some(user) => Err(Rejection::ConcernsThem { user }),
        None => Ok(()),
    }
}

pub(super) fn take(case: &Case, ctx: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    if case.phase.is_finished() {
        return Err(wrong_phase(case));
    }
    match case.assignee {
        None => Ok(vec![Event::CaseTaken]),
        Some(by) if ctx.actor.user() == Some(by) => Ok(Vec::new()),
        Some(by) => Err(Rejection::TakenBySomebody { by }),
    }
}

pub(super) fn take_over(case: &Case, from: UserId, ctx: &Context<'_>) -> Result<Vec<Event>, Rejection> {
    if case.phase.is_finished() {
        return Err(wrong_phase(case));
    }
    match case.assignee {
        // Whoever had it has let go meanwhile.
        None => Ok(vec![Event::CaseTaken]),
        Some(by) if ctx.actor.user() == Some(by) => Ok(Vec::new()),
        Some(by) if by == from => Ok(vec![Event::CaseTakenOver { from }]),
        Some(by) => Err(Rejection::TakenBySomebody { by }),
    }
}

pub(super) fn assign(case: &Case, to: UserId) -> Result<Vec<Event>, Rejection> {
    if case.phase.is_finished() {
        return Err(wrong_phase(case));
    }
    if case.concerns.contains(&to) {
        return Err(Rejection::ConcernsThem { user: to });
    }
    Ok(if case.assignee == Some(to) { Vec::new() } else { vec![Event::CaseAssigned { to }] })
}

pub(super) fn record_concern(
    case: &Case,
    user: UserId,
    reason: Option<&Sentence>,
    ctx: &Context<'_>,
) -> Result<Vec<Event>, Rejection> {
    if reason.is_none() && ctx.actor != Actor::System {
        let problem = Problem::new("reason", ProblemCode::Empty);
        return Err(Rejection::InvalidInput { problems: vec![problem] });
    }
    if case.concerns.contains(&user) {
        return Ok(Vec::new());
    }
    Ok(vec![Event::ConcernRecorded { user, reason: reason.cloned() }])
}

/// Whether somebody may say that a case is about `user`, as far as it takes knowing who the desk's supervisors are.
///
/// The desk itself takes a story at its word about the only supervisor there is: who else is to judge is for whoever
/// runs the desk to say.
pub fn may_record_concern(
    case: &Case,
    user: UserId,
    actor: Actor,
    supervisors: &[UserId],
) -> Result<(), Rejection> {
    if !supervisors.contains(&user) {
        return Ok(());
    }
    let is_theirs_to_say = match actor {
        Actor::System if supervisors.len() == 1 => return Ok(()),
        Actor::System | Actor::Supervisor(_) => true,
        _ => false,
    };
    // INVARIANT (whoever is kept out can be let in again): somebody remains who may lift it.
    let remains = supervisors.iter().any(|other| *other != user && !case.concerns.contains(other));
    if is_theirs_to_say && remains { Ok(()) } else { Err(Rejection::ConcernNeedsSupervisor { user }) }
}

pub(super) fn lift_concern(case: &Case, user: UserId, reason: &Sentence) -> Vec<Event> {
    let is_recorded = case.concerns.contains(&user);
    is_recorded.then(|| Event::ConcernLifted { user, reason: reason.clone() }).into_iter().collect()
}

/// Whether a text names somebody: their name as a word of its own, whatever its case.
///
/// Names of one letter name nobody: they would be found in every other sentence.
pub fn names(text: &str, name: &str) -> bool {
    let fold = |text: &str| text.to_lowercase();
    let (text, name) = (fold(text), fold(name.trim()));
    if name.chars().count() < 2 {
        return false;
    }
    let is_part = |next: Option<char>| next.is_some_and(|c| c.is_ascii_alphanumeric());
    let is_latin = name.chars().any(|c| c.is_ascii_alphanumeric());
    text.match_indices(&name).any(|(at, found)| {
        let (before, after) = (text.get(..at), text.get(at + found.len()..));
        !is_latin
            || !is_part(before.and_then(|before| before.chars().next_back()))
                && !is_part(after.and_then(|after| after.chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::{may_record_concern, names};
    use crate::actor::Actor;
    use crate::complaint::command::Command;
    use crate::testing::{AGENT, CUSTOMER, OTHER_AGENT, SUPERVISOR, Scene};
    use crate::text::{Message, Sentence};

    const fn agent(user: crate::id::UserId) -> Actor {
        Actor::Agent(user)
    }

    fn reason(text: &str) -> Sentence {
        Sentence::parse(text).unwrap()
    }

    #[test]
    fn a_colleagues_case_is_taken_over_only_by_saying_from_whom() {
        let scene = Scene::filed().given(agent(AGENT), Command::TakeCase);
        let other = agent(OTHER_AGENT);
        scene.clone().when(other, Command::TakeCase).then_rejected("taken_by_somebody");
        scene.clone().when(other, Command::TakeOver { from: SUPERVISOR }).then_rejected("taken_by_somebody");
        let scene = scene.when(other, Command::TakeOver { from: AGENT }).then(&["case_taken_over"]);
        assert_eq!(scene.state.case().unwrap().assignee, Some(OTHER_AGENT));
        scene.when(other, Command::TakeCase).then(&[]);
    }

    #[test]
    fn nobody_works_a_complaint_about_themself() {
        let concern = Command::RecordConcern { user: AGENT, reason: Some(reason("客户说他挂电话")) };
        let scene = Scene::filed().given(agent(AGENT), Command::TakeCase).given(agent(OTHER_AGENT), concern);
        assert_eq!(scene.state.case().unwrap().assignee, None, "it is nobody's again");
        for command in [
            Command::TakeCase,
            Command::Reply { text: Message::parse("您好").unwrap() },
            Command::NoteInternally { text: Message::parse("不是我").unwrap() },
            Command::RejectComplaint {
                reason: Message::parse("没有这回事").unwrap(),
                recourse: Message::parse("您可以拨打12315").unwrap(),
            },
        ] {
            scene.clone().when(agent(AGENT), command).then_rejected("concerns_them");
        }
        let assign = |to| Command::AssignCase { to };
        scene.clone().when(Actor::Supervisor(SUPERVISOR), assign(AGENT)).then_rejected("concerns_them");
        let scene = scene.given(Actor::Supervisor(SUPERVISOR), assign(OTHER_AGENT));
        assert_eq!(scene.state.case().unwrap().assignee, Some(OTHER_AGENT));
    }

    #[test]
    fn a_concern_is_lifted_by_a_supervisor_whom_it_is_not_about() {
        let lift = |user| Command::LiftConcern { user, reason: reason("同名的是快递员") };
        let scene = Scene::filed().given(Actor::System, Command::RecordConcern { user: AGENT, reason: None });
        scene.clone().when(agent(OTHER_AGENT), lift(AGENT)).then_rejected("not_allowed");
        let scene = scene.given(Actor::Supervisor(SUPERVISOR), lift(AGENT));
        scene.when(agent(AGENT), Command::TakeCase).then(&["case_taken"]);
        let about_the_supervisor =
            Scene::filed().given(Actor::System, Command::RecordConcern { user: SUPERVISOR, reason: None });
        about_the_supervisor
            .when(Actor::Supervisor(SUPERVISOR), lift(SUPERVISOR))
            .then_rejected("concerns_them");
    }

    #[test]
    fn an_agent_keeps_no_supervisor_out_and_one_always_remains_who_may_lift_it() {
        const BOTH: [crate::id::UserId; 2] = [SUPERVISOR, OTHER_AGENT];
        let by = |actor, user, case: &crate::complaint::Case| {
            may_record_concern(case, user, actor, &BOTH).map_err(|rejection| rejection.code())
        };
        let scene = Scene::filed();
        let case = scene.state.case().unwrap();
        let refused = Err("concern_needs_supervisor");
        assert_eq!(by(agent(AGENT), SUPERVISOR, case), refused);
        assert_eq!(by(agent(OTHER_AGENT), AGENT, case), Ok(()));
        assert_eq!(by(Actor::Supervisor(OTHER_AGENT), SUPERVISOR, case), Ok(()));
        assert_eq!(by(Actor::System, SUPERVISOR, case), Ok(()));
        let scene = scene.given(Actor::System, Command::RecordConcern { user: SUPERVISOR, reason: None });
        let case = scene.state.case().unwrap();
        assert_eq!(by(Actor::System, OTHER_AGENT, case), refused, "a story that names them all");
        assert_eq!(by(Actor::Supervisor(OTHER_AGENT), OTHER_AGENT, case), refused);
        assert!(may_record_concern(case, SUPERVISOR, Actor::System, &[SUPERVISOR]).is_ok(), "the only one");
    }

    #[test]
    fn a_person_who_records_a_concern_says_why() {
        Scene::filed()
            .when(agent(OTHER_AGENT), Command::RecordConcern { user: AGENT, reason: None })
            .then_rejected("invalid_input");
        Scene::filed()
            .when(Actor::Customer(CUSTOMER), Command::RecordConcern { user: AGENT, reason: None })
            .then_rejected("not_allowed");
    }

    #[test]
    fn a_name_is_found_as_a_word_and_nowhere_inside_another() {
        for text in ["Lin hung up on me", "your agent LIN, twice", "客服Lin挂我电话"] {
            assert!(names(text, "Lin"), "{text}");
        }
        for text in ["a linen shirt", "Berlin", "the line was dead"] {
            assert!(!names(text, "Lin"), "{text}");
        }
        assert!(names("客服小林挂我电话", "小林"));
        assert!(!names("L was rude", "L"), "one letter names nobody");
    }
}
