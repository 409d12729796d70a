//! A command on its way to a stream, whatever the stream is of, and why it is not carried out.
//!
//! A case, a draft of a pack and whatever becomes a stream later are given commands in one form, answer the same id the same,
//! and refuse for the same few reasons; only what is wanted and which rules stand in the way is each stream's own.

use crate::store::StoreFault;
use books::step::Step;
use chrono::{DateTime, FixedOffset};
use core::convert::Infallible;
use domain::actor::Actor;
use domain::id::CommandId;

/// A command on its way to being carried out.
#[derive(Clone, Debug)]
pub struct Intent<S, W> {
    /// Its id.
    pub command_id: CommandId,
    /// The stream it is of.
    pub of: S,
    /// Who sends it.
    pub actor: Actor,
    /// The version of the stream that its sender has seen.
    pub expected_version: u32,
    /// What is wanted.
    pub wanted: W,
}

impl<S, W> Intent<S, W> {
    /// It as a step of its stream.
    pub fn step<E>(&self, fingerprint: Vec<u8>, at: DateTime<FixedOffset>, events: Vec<E>) -> Step<E> {
        Step { command: self.command_id, fingerprint, at, actor: self.actor, events }
    }
}

/// Why a command was not carried out: `R` are the rules of its stream, `M` are the events its sender has missed, where they
/// are told.
#[derive(Clone, Debug)]
pub enum Refusal<R, M = Infallible> {
    /// A rule stands in the way.
    Rejected(R),
    /// The stream has moved on.
    Conflict {
        /// Its version now.
        version: u32,
        /// What its sender has not seen.
        missed: Vec<M>,
    },
    /// The command id stands for another intent.
    Reused,
    /// Others changed what it rests on, again and again, while it was being decided.
    Busy,
    /// The store failed.
    Fault(StoreFault),
}

impl<R, M> From<StoreFault> for Refusal<R, M> {
    fn from(fault: StoreFault) -> Self {
        Self::Fault(fault)
    }
}

impl<R, M> From<books::Fault> for Refusal<R, M> {
    fn from(fault: books::Fault) -> Self {
        Self::Fault(fault.into())
    }
}
