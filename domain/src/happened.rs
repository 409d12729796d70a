//! What the events of every stream have in common, be it a case, a draft of a pack or the people at the desk.

use crate::actor::Actor;
use crate::id::CommandId;
use chrono::{DateTime, FixedOffset};
use uuid::Uuid;

/// An event where it stands in its stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened<E> {
    /// Which stream.
    pub id: Uuid,
    /// Its place there, from 1.
    pub version: u32,
    /// When, in the shop's zone.
    pub at: DateTime<FixedOffset>,
    /// Who.
    pub actor: Actor,
    /// By which command.
    pub command: CommandId,
    /// What.
    pub event: E,
}
