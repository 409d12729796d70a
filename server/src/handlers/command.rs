//! The one way to change a case.

use super::body::Body;
use super::proof::still_theirs;
use crate::auth::Caller;
use crate::error::{ApiError, ApiResult};
use crate::evidence::take_in::evidence_ref;
use crate::ledger::command::{Intent, OnCase, Refusal};
use crate::limit::{Attempt, Rate, Tried};
use crate::openapi::{asked, told};
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use books::grants::{Grant, Thing};
use books::project::order_key;
use domain::actor::Actor;
use domain::complaint::command::{Command, CommandEnvelope};
use domain::complaint::redact;
use domain::complaint::rejection::Rejection;
use domain::id::PersonId;
use domain::wire::CommandResponse;
use domain::wire::failure_code::FailureCode;
use std::time::Duration;

/// Carries out a command and answers with the events it led to, as the sender may see them.
#[utoipa::path(post, path = "/api/commands", tag = "cases",
    request_body = ref(asked::<CommandEnvelope>()),
    responses((status = 200, description = "What the command led to", body = ref(told::<CommandResponse>())),
        (status = 400, description = "Malformed"), (status = 401), (status = 403),
        (status = 404, description = "No such case, or somebody else's"),
        (status = 409, description = "The case has moved on; the missed events are in the facts"),
        (status = 422, description = "A rule stands in the way"), (status = 429), (status = 503)))]
pub async fn command(
    State(state): State<AppState>,
    caller: Caller,
    Body(request): Body<CommandEnvelope>,
) -> ApiResult<Json<CommandResponse>> {
    let (intent, attempt) = intent(&state, &caller, request).await?;
    let (case_id, actor) = (intent.of, intent.actor);
    let carried_out = state.ledger.carry_out(intent).await;
    // What was refused, or sent again, is none.
    match (attempt, &carried_out) {
        (Some(attempt), Ok(answer)) if !answer.is_repeated => attempt.spend(),
        (Some(attempt), _) => attempt.free(),
        (None, _) => {}
    }
    let may_read = caller.actor_on(case_id.0).is_ok();
    let answer = carried_out.map_err(|refusal| refused(refusal, actor, may_read))?;
    // With the filing itself its case is this browser's; sent again, it may come from another.
    if let (true, Some(_), Actor::Customer(person)) = (answer.is_repeated, &answer.link, actor)
        && let (None, Some(session)) = (caller.grants.case(case_id.0), caller.session.id())
    {
        let at = state.clock.utc().timestamp_millis();
        let grant = Grant { thing: Thing::Case(case_id), person: person.0, link: None, at };
        state.store.grant(session.0, &grant).await?;
    }
    let version = answer.events.last().map_or(0, |last| last.version);
    Ok(Json(CommandResponse {
        case_id,
        number: answer.number,
        version,
        events: answer.events.iter().filter_map(|event| event.for_role(actor.role())).collect(),
        link: answer.link,
    }))
}

async fn intent(
    state: &AppState,
    caller: &Caller,
    request: CommandEnvelope,
) -> ApiResult<(Intent, Option<Attempt>)> {
    let mut order = None;
    let mut attempt = None;
    let mut earlier_complaints = 0;
    let actor = if let Command::FileComplaint(filing) = &request.command {
        let order_key = order_key(&filing.order_number);
        let grant = caller.grants.order(&order_key).ok_or(Rejection::OrderNotLookedUp)?;
        let rate = Rate { n: state.config.rates.filings_per_hour, per: Duration::from_hours(1) };
        // Sending the same filing again is no second filing.
        if !state.store.is_answered(request.case_id, request.command_id).await? {
            attempt = Some(state.limits.attempt(Tried::FilingFor, &order_key, rate).await?);
        }
        order = Some(still_theirs(state, grant).await?.order);
        let earlier = state.store.cases_of_order(&order_key).await?;
        let theirs = earlier.iter().filter(|(_, person)| person.0 == grant.person_id).count();
        earlier_complaints = u32::try_from(theirs).unwrap_or(u32::MAX);
        if request.personal.is_none() {
            return Err(ApiError::malformed("the customer's data, which goes with a filing").at("personal"));
        }
        Actor::Customer(PersonId(grant.person_id))
    } else {
        let actor = caller.actor_on(request.case_id.0)?;
        caller.is_not_also_staff()?;
        if actor.person().is_some() && !state.store.is_answered(request.case_id, request.command_id).await? {
            let rate = Rate { n: state.config.rates.steps_per_hour, per: Duration::from_hours(1) };
            let case = request.case_id.0.to_string();
            attempt = Some(state.limits.attempt(Tried::StepOn, &case, rate).await?);
        }
        actor
    };
    // Who complains is told once: whoever comes by a link can't put somebody else in their place.
    if request.personal.is_some() && !matches!(request.command, Command::FileComplaint(_)) {
        return Err(
            ApiError::malformed("nothing: the customer's data goes with a filing only").at("personal")
        );
    }
    let mut uploaded = state.store.evidence_of_command(request.command_id.0).await?;
    // Files of another order or case are not this sender's to use, nor those of whoever had the order's number before,
    // whatever command id they name.
    uploaded.retain(|row| match &order {
        Some(order) => {
            let is_theirs = actor.person().is_some_and(|person| person.0 == row.person_id);
            is_theirs && row.order_key == order_key(&order.number)
        }
        None => row.case_id == Some(request.case_id.0),
    });
    let wanted = OnCase {
        command: request.command,
        personal: request.personal,
        order,
        evidence: uploaded.iter().filter_map(evidence_ref).collect(),
        earlier_complaints,
        session: caller.session.id().map(|id| id.0),
    };
    let intent = Intent {
        command_id: request.command_id,
        of: request.case_id,
        actor,
        expected_version: request.expected_version,
        wanted,
    };
    Ok((intent, attempt))
}

/// Why a command was not carried out, told only as far as its sender may read the case: to anybody else it is unknown.
fn refused(refusal: Refusal, actor: Actor, may_read: bool) -> ApiError {
    match refusal {
        Refusal::Conflict { .. } | Refusal::Rejected(Rejection::AlreadyFiled | Rejection::NotYourCase)
            if !may_read =>
        {
            ApiError::not_found()
        }
        Refusal::Rejected(rejection) => rejection.into(),
        Refusal::Conflict { version, missed } => {
            let missed = redact::for_role(&missed, actor.role());
            ApiError::conflict(version, missed)
        }
        Refusal::Reused => ApiError::command_reused(),
        Refusal::Busy => ApiError::unavailable(FailureCode::OrderBusy),
        Refusal::Fault(fault) => fault.into(),
    }
}
