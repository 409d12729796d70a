//! Doing something to a case: once, and never on top of what its person has not seen.
//!
//! What was asked for is kept with the id of its command, its words and the version of the case its person had seen,
//! until the server has it. While the server can't be reached it waits here, also over a reload, and goes out again
//! under the same id; if it had arrived all the same, the events say so and the words are let go. Where the case has
//! moved on meanwhile, it goes back to the person with what they had not seen. What they have changed since is theirs
//! to send again.

mod intent;

use super::{Following, is_hidden, person_of, place};
use crate::papers::is_reused;
use crate::proof;
use domain::complaint::command::{Command, CommandEnvelope};
use domain::complaint::pending::Replica;
use domain::complaint::rejection::Rejection;
use domain::id::{CommandId, PersonId};
use intent::Intent;
use leptos::prelude::*;
use web::api::{self, ApiError};
use web::browser::{network, random};
use web::i18n::{Locale, rejection, t};
use web::{json, kept};

/// How often a command goes out again by itself, for whatever reasons together.
const TRIES: u8 = 4;

/// Where what is on its way is kept.
const UNSENT: &str = "unsent";

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    /// In words, for the person.
    pub(crate) reason: String,
    /// Whether it may have arrived, or may do so later.
    pub(crate) is_open: bool,
}

impl Stop {
    /// For good.
    pub(crate) const fn of(reason: String) -> Self {
        Self { reason, is_open: false }
    }

    /// What a request failed of, for as long as that may pass.
    pub(crate) fn failed(locale: Locale, error: &ApiError) -> Self {
        Self { reason: rejection::fault(locale, error), is_open: error.may_pass_later() }
    }

    fn refused(locale: Locale, reason: &Rejection) -> Self {
        Self::of(rejection::rejection(locale, reason))
    }
}

impl Following {
    /// Does something to the case: here at once, then at the server. The words in the fields are let go once the
    /// server has them.
    pub(crate) async fn dispatch(
        self,
        locale: Locale,
        command: Command,
        fields: &'static [&'static str],
    ) -> Result<(), Stop> {
        let intent = self.note_intent(&command, fields);
        self.send_as(locale, intent, Some(command)).await
    }

    /// The same for something without words, under a command id made before, as an upload needs it.
    pub(crate) async fn dispatch_as(
        self,
        locale: Locale,
        id: CommandId,
        command: Command,
    ) -> Result<(), Stop> {
        let version = self.replica.with_untracked(Replica::version);
        let intent = Intent::of(id, version, &command);
        // What waits may go out meanwhile.
        self.note_own(id);
        let sent = self.carry_out(locale, &intent, Some(command)).await?;
        self.note_own(sent);
        Ok(())
    }

    /// Sends what was noted once more. Nothing of it shows before the server has it.
    pub(crate) async fn send(self, locale: Locale, intent: Intent) -> Result<(), Stop> {
        self.send_as(locale, intent, None).await
    }

    async fn send_as(self, locale: Locale, intent: Intent, command: Option<Command>) -> Result<(), Stop> {
        let may_go_out = network::is_online();
        match self.carry_out(locale, &intent, command).await {
            Ok(sent) => {
                self.let_go(&intent, sent);
                Ok(())
            }
            Err(stop) => {
                if !stop.is_open {
                    self.drop_unsent(|other| other.says == intent.says);
                } else if may_go_out {
                    self.change_unsent(|all| {
                        let its = all.iter_mut().filter(|other| other.says == intent.says);
                        its.for_each(|other| other.may_have_arrived = true);
                    });
                }
                Err(stop)
            }
        }
    }

    /// What waits and still says what is written, the next to go first. What was changed since waits no more.
    pub(crate) fn waiting(self) -> Vec<Intent> {
        let is_changed =
            |intent: &Intent| intent.fields.iter().any(|(field, words)| self.words_in(field) != *words);
        self.drop_unsent(is_changed);
        self.unsent()
    }

    /// Calls off what waits and is meant; the words stay where they are.
    pub(crate) fn drop_unsent(self, is_meant: impl Fn(&Intent) -> bool) {
        if self.unsent().iter().any(&is_meant) {
            self.change_unsent(|all| all.retain(|intent| !is_meant(intent)));
        }
    }

    fn unsent(self) -> Vec<Intent> {
        json::read(&kept::peek(&place(self.id), UNSENT)).unwrap_or_default()
    }

    fn change_unsent<T>(self, change: impl FnOnce(&mut Vec<Intent>) -> T) -> T {
        let mut all = self.unsent();
        let changed = change(&mut all);
        let text =
            if all.is_empty() { String::new() } else { serde_json::to_string(&all).unwrap_or_default() };
        kept::put(&place(self.id), UNSENT, &text);
        changed
    }

    /// Notes what is asked for. Of answers the latest counts.
    fn note_intent(self, command: &Command, fields: &[&'static str]) -> Intent {
        let version = self.replica.with_untracked(Replica::version);
        let mut intent = Intent::of(CommandId(random::uuid()), version, command);
        intent.fields = fields.iter().map(|field| ((*field).to_owned(), self.text(field).now())).collect();
        self.change_unsent(|all| intent::note(all, intent))
    }

    /// What one's own command leads to is no news to what still waits.
    fn note_own(self, sent: CommandId) {
        self.change_unsent(|all| intent::note_own(all, sent));
    }

    /// Lets the words go that the server has, under the id it has them under; what was written since stays.
    fn let_go(self, intent: &Intent, sent: CommandId) {
        for (field, sent) in &intent.fields {
            match self.known_text(field) {
                Some(text) => text.sent(sent),
                None if self.words_in(field) == *sent => kept::put(&place(self.id), field, ""),
                None => {}
            }
        }
        self.drop_unsent(|other| other.says == intent.says);
        self.note_own(sent);
    }

    fn known_text(self, field: &str) -> Option<kept::KeptText> {
        self.texts.with_value(|texts| texts.iter().find(|(name, _)| *name == field).map(|(_, text)| *text))
    }

    fn words_in(self, field: &str) -> String {
        self.known_text(field).map_or_else(|| kept::peek(&place(self.id), field), kept::KeptText::now)
    }

    /// Lets go what has arrived although its answer got lost.
    pub(super) fn settle_arrived(self) {
        for intent in self.unsent() {
            let has_arrived = self.replica.try_with_untracked(|replica| {
                replica.confirmed().iter().any(|known| known.command_id == intent.id)
            });
            if has_arrived == Some(true) {
                self.let_go(&intent, intent.id);
            }
        }
    }

    /// Sends it, and says under which id it arrived; a command that is at hand shows its effect at once.
    async fn carry_out(
        self,
        locale: Locale,
        intent: &Intent,
        command: Option<Command>,
    ) -> Result<CommandId, Stop> {
        let refused = |reason: &Rejection| Stop::refused(locale, reason);
        let person = self.replica.with_untracked(person_of).ok_or_else(|| refused(&Rejection::NotFiled))?;
        let says = serde_json::from_str(&intent.says).unwrap_or_default();
        let own = intent::own_of(&self.unsent(), intent);
        let mut going = Going { person, id: intent.id, version: intent.version, own, command };
        self.submit(&going).map_err(|reason| refused(&reason))?;
        let mut is_renewed = false;
        for _ in 0..TRIES {
            let error = match api::cases::command_as_kept(self.id, (going.id, going.version), &says).await {
                Ok(answer) => {
                    self.replica.try_update(|replica| {
                        replica.receive(&answer.events, answer.version);
                        replica.settle(going.id);
                    });
                    return Ok(going.id);
                }
                Err(error) => error,
            };
            if is_reused(&error) {
                // Something else went out under this id; this is another intent and needs its own.
                self.settle(going.id);
                let own = CommandId(random::uuid());
                self.change_unsent(|all| {
                    all.iter_mut().filter(|other| other.id == going.id).for_each(|other| other.id = own);
                });
                going.id = own;
                self.submit(&going).map_err(|reason| refused(&reason))?;
            } else if error.status() == 409 {
                self.catch_up(locale, &error, &mut going)?;
            } else if is_hidden(&error) && !is_renewed && proof::renew(self.id).await {
                is_renewed = true;
            } else {
                return Err(self.give_up(locale, going.id, &error));
            }
        }
        Err(self.give_up(locale, going.id, &ApiError::TimedOut))
    }

    fn submit(self, going: &Going) -> Result<(), Rejection> {
        let Some(command) = going.command.clone() else { return Ok(()) };
        let envelope = CommandEnvelope {
            command_id: going.id,
            case_id: self.id,
            expected_version: going.version,
            command,
            personal: None,
        };
        self.replica
            .try_update(|replica| self.with_context(going.person, |ctx| replica.submit(envelope, ctx)))
            .unwrap_or(Ok(()))
    }

    fn settle(self, id: CommandId) {
        self.replica.try_update(|replica| replica.settle(id));
    }

    /// Takes in what was missed. Where it is nothing the person could have seen or all of it is their own, the command is
    /// decided again on top of it and may go out once more; otherwise it is theirs to say whether it still shall.
    fn catch_up(self, locale: Locale, error: &ApiError, going: &mut Going) -> Result<(), Stop> {
        let facts = error.failure().map(|failure| failure.facts.clone()).unwrap_or_default();
        let version = facts.version.unwrap_or(going.version);
        let refused = self.replica.try_update(|replica| {
            replica.receive(&facts.missed, version);
            self.with_context(going.person, |ctx| replica.rebase(ctx))
        });
        let mine = refused.unwrap_or_default().into_iter().find(|(other, _)| other.command_id == going.id);
        going.version = version;
        let has_no_words = matches!(going.command, Some(Command::AddEvidence(_)));
        let news = facts.missed.iter().find(|recorded| !going.own.contains(&recorded.command_id));
        let (Some(news), false) = (news, has_no_words && mine.is_none()) else {
            return mine.map_or(Ok(()), |(_, reason)| Err(Stop::refused(locale, &reason)));
        };
        // A dialog may have been open since before: then all of it since is news.
        let since = news.version.saturating_sub(1);
        self.missed_since.try_update(|from| *from = since.min(*from));
        self.settle(going.id);
        Err(mine.map_or_else(
            || Stop::of(t::customer::moved_on(locale).to_owned()),
            |(_, reason)| Stop::refused(locale, &reason),
        ))
    }

    fn give_up(self, locale: Locale, id: CommandId, error: &ApiError) -> Stop {
        self.settle(id);
        if is_hidden(error) {
            self.lock();
            return Stop::of(t::customer::way_in_say(locale).to_owned());
        }
        Stop::failed(locale, error)
    }
}

/// A command on its way.
struct Going {
    person: PersonId,
    id: CommandId,
    /// The version on top of which it is said.
    version: u32,
    /// What else the person sent.
    own: Vec<CommandId>,
    /// The command itself, unless it is known as text alone.
    command: Option<Command>,
}
