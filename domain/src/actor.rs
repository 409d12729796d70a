//! Who acts, and as what. Every command has an actor; the decider asks it what it may do.

use crate::code::codes;
use crate::id::{PersonId, UserId};
use serde::{Deserialize, Serialize};

codes! {
    /// What somebody may do at the desk.
    pub enum Role {
        /// Files and follows their own cases.
        Customer = "customer",
        /// Works cases.
        Agent = "agent",
        /// Approves what is above an agent's limit.
        Supervisor = "supervisor",
        /// Manages users, packs and settings; does not work cases.
        Admin = "admin",
        /// The desk itself, acting on a rule or a clock.
        System = "system",
    }
}

/// Somebody who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The customer whose complaint it is.
    Customer(PersonId),
    /// An agent.
    Agent(UserId),
    /// A supervisor: may do all an agent may, and approve others' offers.
    Supervisor(UserId),
    /// An administrator.
    Admin(UserId),
    /// The desk itself.
    System,
}

impl Actor {
    /// The role in which they act.
    pub const fn role(self) -> Role {
        match self {
            Self::Customer(_) => Role::Customer,
            Self::Agent(_) => Role::Agent,
            Self::Supervisor(_) => Role::Supervisor,
            Self::Admin(_) => Role::Admin,
            Self::System => Role::System,
        }
    }

    /// The desk user behind them, if they are one.
    pub const fn user(self) -> Option<UserId> {
        match self {
            Self::Agent(user) | Self::Supervisor(user) | Self::Admin(user) => Some(user),
            Self::Customer(_) | Self::System => None,
        }
    }

    /// The customer they are, if they are one.
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Customer(person) => Some(person),
            Self::Agent(_) | Self::Supervisor(_) | Self::Admin(_) | Self::System => None,
        }
    }

    /// Whether they may work cases.
    pub const fn works_cases(self) -> bool {
        matches!(self, Self::Agent(_) | Self::Supervisor(_))
    }
}
