//! What a command adds to a stream, on its way into the log and out of it.

use crate::fault::{BooksResult, Fault};
use crate::words;
use chrono::{DateTime, FixedOffset};
use domain::actor::Actor;
use domain::happened::Happened;
use domain::id::CommandId;
use eventlog::{NewEvent, StreamId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What can happen in one kind of stream.
pub trait Happening: Serialize + DeserializeOwned {
    /// What the streams are called: short and stable.
    const FAMILY: &'static str;

    /// The event's stable name.
    fn code(&self) -> &str;
}

/// A stream as loaded.
#[derive(Clone, Debug)]
pub struct Loaded<E, S> {
    /// What happened in it.
    pub events: Vec<E>,
    /// What that comes to.
    pub state: S,
}

/// The stream `id` of a kind.
pub(crate) fn stream<E: Happening>(id: Uuid) -> StreamId {
    StreamId::new(E::FAMILY, id)
}

/// What one command by one actor adds.
#[derive(Clone, Debug)]
pub struct Step<E> {
    /// The command.
    pub command: CommandId,
    /// What it asks for, as [`fingerprint`] has it, so that one id can't stand for two intents.
    pub fingerprint: Vec<u8>,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Who.
    pub actor: Actor,
    /// What it comes to.
    pub events: Vec<E>,
}

/// What makes two sendings of one command id the same intent.
pub fn fingerprint(wanted: &impl Serialize) -> BooksResult<Vec<u8>> {
    let text = serde_json::to_vec(wanted).map_err(|error| Fault::unreadable("a command", error))?;
    Ok(Sha256::digest(text).to_vec())
}

/// Somebody who acts, as the log has them.
pub(crate) fn actor_text(actor: Actor) -> BooksResult<String> {
    serde_json::to_string(&actor).map_err(|error| Fault::unreadable("an actor", error))
}

impl<E: Happening> Step<E> {
    /// As the log takes it, with what was written sealed for `whose` stream it is.
    pub(crate) fn kept(&self, whose: Option<Uuid>) -> BooksResult<eventlog::Step> {
        let event = |event: &E| {
            let mut body =
                serde_json::to_value(event).map_err(|error| Fault::unreadable("an event", error))?;
            let personal = match whose {
                Some(whose) => words::take_out(&mut body, whose)?,
                None => None,
            };
            Ok(NewEvent { kind: event.code().to_owned(), body: body.to_string(), personal })
        };
        Ok(eventlog::Step {
            command: self.command.0,
            fingerprint: self.fingerprint.clone(),
            at: self.at.to_rfc3339(),
            actor: actor_text(self.actor)?,
            events: self.events.iter().map(event).collect::<BooksResult<_>>()?,
        })
    }
}

/// An event of the log, read.
pub fn read<E: Happening>(kept: &eventlog::Event) -> BooksResult<Happened<E>> {
    let unreadable = |error: serde_json::Error| Fault::unreadable("an event", error);
    let mut body = serde_json::from_str(&kept.body).map_err(unreadable)?;
    words::put_back(&mut body, kept.personal.as_ref())?;
    Ok(Happened {
        id: kept.stream.id,
        version: kept.version,
        at: DateTime::parse_from_rfc3339(&kept.at)
            .map_err(|error| Fault::unreadable("an event's time", error))?,
        actor: serde_json::from_str(&kept.actor).map_err(unreadable)?,
        command: CommandId(kept.command),
        event: serde_json::from_value(body).map_err(unreadable)?,
    })
}
