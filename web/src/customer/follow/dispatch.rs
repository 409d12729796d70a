//! Doing something to a case: once, and never on top of what its person has not seen.
//!
//! What was written for it is kept with the id of its command until the server has it. If the answer gets lost, the
//! same intent goes out again under the same id, also after a reload; if it has arrived all the same, the events say
//! so and the words are let go.

use super::{Following, is_hidden, person_of, place};
use crate::papers::is_reused;
use crate::proof;
use domain::complaint::command::{Command, CommandEnvelope};
use domain::complaint::pending::Replica;
use domain::complaint::rejection::Rejection;
use domain::id::{CommandId, PersonId};
use leptos::prelude::*;
use web::api::{self, ApiError};
use web::browser::random;
use web::i18n::{Locale, rejection, t};
use web::kept;

/// How often a command goes out again by itself, for whatever reasons together.
const TRIES: u8 = 4;

/// Where the intent on its way is kept: the id of its command, its fields, and what it says.
const UNSENT: &str = "unsent";

/// Why something was not done.
struct Stop {
    /// In words, for the person.
    reason: String,
    /// Whether it may have arrived, or may do so later.
    is_open: bool,
}

impl Stop {
    fn refused(locale: Locale, reason: &Rejection) -> Self {
        Self { reason: rejection::rejection(locale, reason), is_open: false }
    }
}

impl Following {
    /// Does something to the case: here at once, then at the server. The words in the fields are let go once the
    /// server has them. The error is a sentence for the person.
    pub(crate) async fn dispatch(
        self,
        locale: Locale,
        command: Command,
        fields: &'static [&'static str],
    ) -> Result<(), String> {
        let id = self.note_intent(&command, fields);
        let outcome = self.carry_out(locale, id, command).await;
        match outcome {
            Ok(()) => {
                self.let_go(fields);
                Ok(())
            }
            Err(stop) => {
                if !stop.is_open {
                    kept::put(&place(self.id), UNSENT, "");
                }
                Err(stop.reason)
            }
        }
    }

    /// The same for something without words, under a command id made before, as an upload needs it.
    pub(crate) async fn dispatch_as(
        self,
        locale: Locale,
        id: CommandId,
        command: Command,
    ) -> Result<(), String> {
        self.carry_out(locale, id, command).await.map_err(|stop| stop.reason)
    }

    /// The id under which an intent goes out: that of the try before, if it says the same.
    fn note_intent(self, command: &Command, fields: &'static [&'static str]) -> CommandId {
        let place = place(self.id);
        let says = serde_json::to_string(command).unwrap_or_default();
        let before = kept::peek(&place, UNSENT);
        if let Some((id, _, said)) = parts(&before)
            && said == says
        {
            return id;
        }
        let id = CommandId(random::uuid());
        kept::put(&place, UNSENT, &[&id.to_string(), "\n", &fields.join(","), "\n", &says].concat());
        for field in fields {
            kept::put(&place, &as_sent(field), &self.text(field).now());
        }
        id
    }

    /// Lets the words of an intent go that the server has; what was written since stays.
    fn let_go(self, fields: &[&'static str]) {
        let place = place(self.id);
        for field in fields {
            self.text(field).sent(&kept::peek(&place, &as_sent(field)));
            kept::put(&place, &as_sent(field), "");
        }
        kept::put(&place, UNSENT, "");
    }

    /// Lets the words of an intent go whose answer got lost but whose events are there.
    pub(super) fn settle_arrived(self) {
        let place = place(self.id);
        let unsent = kept::peek(&place, UNSENT);
        let Some((id, fields, _)) = parts(&unsent) else { return };
        let has_arrived = self
            .replica
            .try_with_untracked(|replica| replica.confirmed().iter().any(|known| known.command_id == id));
        if has_arrived != Some(true) {
            return;
        }
        for field in fields.split(',').filter(|field| !field.is_empty()) {
            let known = self.texts.with_value(|texts| texts.iter().find(|(name, _)| *name == field).copied());
            let sent = kept::peek(&place, &as_sent(field));
            match known {
                Some((_, text)) => text.sent(&sent),
                None if kept::peek(&place, field) == sent => kept::put(&place, field, ""),
                None => {}
            }
            kept::put(&place, &as_sent(field), "");
        }
        kept::put(&place, UNSENT, "");
    }

    async fn carry_out(self, locale: Locale, id: CommandId, command: Command) -> Result<(), Stop> {
        let refused = |reason: &Rejection| Stop::refused(locale, reason);
        let mut envelope = CommandEnvelope {
            command_id: id,
            case_id: self.id,
            expected_version: self.replica.with_untracked(Replica::version),
            command,
            personal: None,
        };
        let person = self.replica.with_untracked(person_of).ok_or_else(|| refused(&Rejection::NotFiled))?;
        self.submit(person, &envelope).map_err(|reason| refused(&reason))?;
        let mut is_renewed = false;
        for _ in 0..TRIES {
            let error = match api::cases::command(&envelope).await {
                Ok(answer) => {
                    self.replica.try_update(|replica| {
                        replica.receive(&answer.events, answer.version);
                        replica.settle(envelope.command_id);
                    });
                    return Ok(());
                }
                Err(error) => error,
            };
            if is_reused(&error) {
                // Something else went out under this id; this is another intent and needs its own.
                self.settle(envelope.command_id);
                envelope.command_id = CommandId(random::uuid());
                self.submit(person, &envelope).map_err(|reason| refused(&reason))?;
            } else if error.status() == 409 {
                self.catch_up(locale, person, &error, &mut envelope)?;
            } else if is_hidden(&error) && !is_renewed && proof::renew(self.id).await {
                is_renewed = true;
            } else {
                return Err(self.give_up(locale, &envelope, &error));
            }
        }
        Err(self.give_up(locale, &envelope, &ApiError::TimedOut))
    }

    fn submit(self, person: PersonId, envelope: &CommandEnvelope) -> Result<(), Rejection> {
        self.replica
            .try_update(|replica| self.with_context(person, |ctx| replica.submit(envelope.clone(), ctx)))
            .unwrap_or(Ok(()))
    }

    fn settle(self, id: CommandId) {
        self.replica.try_update(|replica| replica.settle(id));
    }

    /// Takes in what was missed. Where it is nothing the person could have seen, the command is decided again on top
    /// of it and may go out once more; otherwise it is theirs to say whether it still shall.
    fn catch_up(
        self,
        locale: Locale,
        person: PersonId,
        error: &ApiError,
        envelope: &mut CommandEnvelope,
    ) -> Result<(), Stop> {
        let facts = error.failure().map(|failure| failure.facts.clone()).unwrap_or_default();
        let since = envelope.expected_version;
        let version = facts.version.unwrap_or(since);
        let refused = self.replica.try_update(|replica| {
            replica.receive(&facts.missed, version);
            self.with_context(person, |ctx| replica.rebase(ctx))
        });
        let mine = refused
            .unwrap_or_default()
            .into_iter()
            .find(|(other, _)| other.command_id == envelope.command_id);
        envelope.expected_version = version;
        let has_no_words = matches!(envelope.command, Command::AddEvidence(_));
        if facts.missed.is_empty() || has_no_words && mine.is_none() {
            return mine.map_or(Ok(()), |(_, reason)| Err(Stop::refused(locale, &reason)));
        }
        // A dialog may have been open since before: then all of it since is news.
        self.missed_since.try_update(|from| *from = since.min(*from));
        self.settle(envelope.command_id);
        Err(mine.map_or_else(
            || Stop { reason: t::customer::moved_on(locale).to_owned(), is_open: false },
            |(_, reason)| Stop::refused(locale, &reason),
        ))
    }

    fn give_up(self, locale: Locale, envelope: &CommandEnvelope, error: &ApiError) -> Stop {
        self.settle(envelope.command_id);
        let reason = if is_hidden(error) {
            self.lock();
            t::customer::way_in_say(locale).to_owned()
        } else {
            rejection::fault(locale, error)
        };
        Stop { reason, is_open: error.may_pass_later() }
    }
}

/// The field under which the words are kept as they went out.
fn as_sent(field: &str) -> String {
    [UNSENT, "-", field].concat()
}

/// The id, the fields and the words of an intent that was kept.
fn parts(unsent: &str) -> Option<(CommandId, &str, &str)> {
    let (id, rest) = unsent.split_once('\n')?;
    let (fields, says) = rest.split_once('\n')?;
    Some((id.parse().ok()?, fields, says))
}
