//! Who may see and do what: the one place that decides it for requests.
//!
//! What a role may do *to* a case is the domain's to say; here stands whose case it is, and who gets in at all.
//! What a customer may not see is answered as if it were not there.

use super::{Caller, DeskUser};
use crate::error::{ApiError, ApiResult};
use books::files::EvidenceRow;
use domain::actor::{Actor, Role};
use domain::id::PersonId;
use uuid::Uuid;

impl Caller {
    /// The desk user who works cases, or why there is none.
    pub fn case_worker(&self) -> ApiResult<(&DeskUser, Actor)> {
        let staff = self.staff.as_ref().ok_or_else(ApiError::not_signed_in)?;
        match staff.actor() {
            Some(actor) if actor.works_cases() => Ok((staff, actor)),
            _ => Err(ApiError::forbidden()),
        }
    }

    /// The desk user who may read and write policies, or why there is none.
    pub fn policy_writer(&self) -> ApiResult<Actor> {
        let staff = self.staff.as_ref().ok_or_else(ApiError::not_signed_in)?;
        match staff.actor() {
            Some(actor @ (Actor::Supervisor(_) | Actor::Admin(_))) => Ok(actor),
            _ => Err(ApiError::forbidden()),
        }
    }

    /// The desk user, whatever their role.
    pub fn desk_user(&self) -> ApiResult<&DeskUser> {
        self.staff.as_ref().ok_or_else(ApiError::not_signed_in)
    }

    /// As whom they act on a case. Somebody else's case is as unknown as one that does not exist.
    pub fn actor_on(&self, case_id: Uuid) -> ApiResult<Actor> {
        if self.staff.is_some() {
            return self.case_worker().map(|(_, actor)| actor);
        }
        match self.grants.case(case_id) {
            Some(grant) => Ok(Actor::Customer(PersonId(grant.person_id))),
            None if self.grants.cases.is_empty() && self.grants.orders.is_empty() => {
                Err(ApiError::not_signed_in())
            }
            None => Err(ApiError::not_found()),
        }
    }

    /// Refuses what only the customer may do with a case where this browser is signed in at the desk too: a private
    /// link opened there must not let somebody of the desk accept, refuse or take back in the customer's name.
    pub fn is_not_also_staff(&self) -> ApiResult<()> {
        let is_both = self.is_desk_browser && self.staff.is_none();
        if is_both { Err(ApiError::signed_in_at_desk()) } else { Ok(()) }
    }

    /// Whether they themselves proved a case theirs or filed it, or why not: a link alone is less.
    pub fn has_proved(&self, case_id: Uuid) -> ApiResult<()> {
        let grant = self.grants.case(case_id).filter(|grant| self.staff.is_none() && grant.link.is_none());
        grant.map(|_| ()).ok_or_else(ApiError::forbidden)
    }

    /// Whether they may see an evidence file: case workers those of any case, customers their own.
    pub fn may_see(&self, evidence: &EvidenceRow) -> bool {
        let is_worker = self.case_worker().is_ok();
        let is_theirs = if let Some(case_id) = evidence.case_id {
            self.grants.case(case_id).is_some()
        } else {
            let grant = self.grants.order(&evidence.order_key);
            grant.is_some_and(|grant| grant.person_id == evidence.person_id)
        };
        (is_worker && evidence.case_id.is_some()) || is_theirs
    }

    /// What they hear of on the stream: everything at the desk, or their own cases.
    pub fn hears(&self) -> ApiResult<Hearing> {
        if self.staff.is_some() {
            if let Some(DeskUser(user)) = &self.staff
                && user.role == Role::Admin
            {
                return Ok(Hearing::Beside);
            }
            let (_, actor) = self.case_worker()?;
            return Ok(Hearing::Desk(actor.role()));
        }
        if self.grants.cases.is_empty() {
            return Err(ApiError::not_signed_in());
        }
        Ok(Hearing::Cases(self.grants.cases.iter().map(|grant| grant.case_id).collect()))
    }
}

/// What somebody hears of on the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hearing {
    /// Every case, as this role may see it.
    Desk(Role),
    /// No case: an admin looks after policies and works none.
    Beside,
    /// These cases, as their customer may see them.
    Cases(Vec<Uuid>),
}

impl Hearing {
    /// The role for which events are cut down.
    pub const fn role(&self) -> Role {
        match self {
            Self::Desk(role) => *role,
            Self::Beside => Role::Admin,
            Self::Cases(_) => Role::Customer,
        }
    }

    /// Whether a case is among them.
    pub fn includes(&self, case_id: Uuid) -> bool {
        match self {
            Self::Desk(_) => true,
            Self::Beside => false,
            Self::Cases(cases) => cases.contains(&case_id),
        }
    }
}
