//! Doing something to a case: once, and never on top of what its person has not seen.
//!
//! What is asked for is kept with its words and the version of the case its person had seen, until the server has it or
//! refuses it. While it can't go it waits, in sight, over a reload too, and its fields are free for something else; taken
//! back, or where the case has moved on meanwhile, its words are where they were written. Sent again it is the same: it
//! has one id for good, and if it had arrived the events say so.

mod choice;
pub(super) mod intent;
pub(super) mod left;
mod words;

use super::{Following, Showing, is_hidden, person_of, place};
use crate::proof;
use domain::complaint::command::{Command, CommandEnvelope};
use domain::complaint::pending::Replica;
use domain::complaint::rejection::Rejection;
use domain::complaint::settles::Settles;
use domain::id::{CommandId, PersonId};
pub(crate) use intent::{Intent, waiting_cases};
pub(crate) use left::{Left, leave_words, words_not_sent};
use leptos::prelude::*;
use web::api::{self, ApiError};
use web::browser::{network, storage};
use web::i18n::{Locale, rejection, t};
use web::{json, kept};

/// How often a command goes out again by itself, for whatever reasons together.
const TRIES: u8 = 4;

/// What the names of the entries for one's own commands begin with, before the id of the command.
const OWN: &str = "own-";

/// Why something was not done, in words for the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// It is not done, for good.
    Refused(String),
    /// It is kept, and goes once the server can be reached.
    Waits(String),
    /// It is kept, and goes once it was shown again whose the case is.
    Unproven(String),
    /// It waits no more: it was taken back in another tab, or has arrived although its answer got lost.
    Gone,
}

impl Stop {
    /// The reason.
    pub(crate) fn reason(&self) -> &str {
        match self {
            Self::Refused(reason) | Self::Waits(reason) | Self::Unproven(reason) => reason,
            Self::Gone => "",
        }
    }

    /// Whether it is over, and nothing of it goes out any more.
    pub(crate) const fn is_over(&self) -> bool {
        matches!(self, Self::Refused(_))
    }
}

impl Following {
    /// Does something to the case: here at once, then at the server. Until that has it, it waits where it was asked for,
    /// named by the element.
    pub(crate) async fn dispatch(
        self,
        locale: Locale,
        place: &str,
        command: Command,
        fields: &[&'static str],
    ) -> Result<(), Stop> {
        let Some(version) = self.replica.try_with_untracked(Replica::version) else { return Err(Stop::Gone) };
        let fields = fields.iter().map(|field| ((*field).to_owned(), self.text(field).now())).collect();
        let intent = Intent::new(place, version, &command, fields);
        let added = self.waiting.try_update(|all| intent::add(all, intent));
        let Some((intent, replaced)) = added else { return Ok(()) };
        for other in replaced {
            intent::remove(self.id, &other);
            self.leave_over(&other);
        }
        intent::put(self.id, &intent);
        // One after the other, as they were said.
        while let Some(first) = self.first_waiting().filter(|first| first.id < intent.id) {
            match self.send_as(locale, first, None).await {
                Ok(()) | Err(Stop::Gone) => {}
                Err(stop) => {
                    // It waits behind that, and leaves its fields to what is written next.
                    if self.still_waits(&intent) {
                        self.clear_fields(&intent);
                    }
                    return Err(stop);
                }
            }
            if !self.may_keep() {
                return Err(Stop::Gone);
            }
        }
        self.send_as(locale, intent, Some(command)).await
    }

    fn first_waiting(self) -> Option<Intent> {
        self.waiting.try_with_untracked(|all| all.first().cloned()).flatten()
    }

    /// What waits and goes out no more once something is said that settles this; what says just the same is the same. Tracked.
    pub(crate) fn would_replace(self, settles: Option<Settles>, says: Option<&Command>) -> Vec<Intent> {
        let mut all = self.waiting.get();
        all.retain(|other| {
            other.is_replaced_by(settles) && !says.is_some_and(|command| other.says_just(command))
        });
        all
    }

    /// The same of a command; not tracked.
    pub(crate) fn replaced_by(self, command: &Command) -> Vec<Intent> {
        untrack(|| self.would_replace(command.settles(), Some(command)))
    }

    /// Sends what waits first once more, if anything does. Nothing of it shows before the server has it.
    pub(crate) async fn send_next(self, locale: Locale) -> Option<Result<(), Stop>> {
        let intent = self.first_waiting()?;
        Some(self.send_as(locale, intent, None).await)
    }

    async fn send_as(self, locale: Locale, intent: Intent, command: Option<Command>) -> Result<(), Stop> {
        let is_first_time = command.is_some();
        let sent = self.carry_out(locale, &intent, command).await;
        // What was missed may tell of what was sent before.
        self.settle_arrived();
        match &sent {
            Ok(()) => self.let_go(&intent),
            // Signed out or left meanwhile: nothing is written. What waits goes again from whichever page is there next.
            Err(_) if !self.may_keep() => {}
            // What went by itself may have gone from several tabs at once, and belongs to no field of any of them.
            Err(stop) if stop.is_over() => match self.forget(&intent) {
                true if is_first_time => self.give_back(&intent),
                true => self.leave_over(&intent),
                false => {}
            },
            // Taken back in another tab meanwhile its words stand in their fields again, and stay there.
            Err(_) if is_first_time && self.still_waits(&intent) => self.clear_fields(&intent),
            Err(_) => {}
        }
        sent
    }

    /// What waits, the next to go first; tracked.
    pub(crate) fn waiting(self) -> Vec<Intent> {
        self.waiting.get()
    }

    /// The same; not tracked.
    pub(crate) fn waiting_now(self) -> Vec<Intent> {
        self.waiting.try_get_untracked().unwrap_or_default()
    }

    /// Whether anything waits; not tracked.
    pub(crate) fn has_waiting(self) -> bool {
        self.waiting.try_with_untracked(|all| !all.is_empty()) == Some(true)
    }

    /// Takes back one thing that waits; its words are where they were written.
    pub(crate) fn take_back(self, intent: &Intent) {
        if self.forget(intent) {
            self.give_back(intent);
        }
    }

    /// Takes it out of what waits; whether it was there.
    fn forget(self, intent: &Intent) -> bool {
        intent::remove(self.id, intent);
        let n_before = self.waiting.try_with_untracked(Vec::len);
        self.waiting.try_update(|all| {
            all.retain(|other| other.id != intent.id);
            Some(all.len()) < n_before
        }) == Some(true)
    }

    fn still_waits(self, intent: &Intent) -> bool {
        self.waiting.try_with_untracked(|all| all.iter().any(|other| other.id == intent.id)) == Some(true)
    }

    /// It went out, and nobody knows whether it arrived.
    fn note_unknown(self, id: CommandId) {
        let may_keep = self.may_keep();
        self.waiting.try_update(|all| {
            for its in all.iter_mut().filter(|other| other.id == id) {
                its.may_have_arrived = true;
                if may_keep {
                    intent::put(self.id, its);
                }
            }
        });
    }

    /// Lets go what the server has.
    fn let_go(self, intent: &Intent) {
        self.forget(intent);
        self.clear_fields(intent);
    }

    /// Lets go what has arrived although its answer got lost.
    pub(super) fn settle_arrived(self) {
        for intent in self.waiting.try_get_untracked().unwrap_or_default() {
            if self.has_arrived(intent.id) {
                self.let_go(&intent);
            }
        }
        for left in self.left.try_get_untracked().unwrap_or_default() {
            if self.has_arrived(left.id) {
                self.drop_left(left.id);
            }
        }
    }

    /// Whether what a command led to is known from the server.
    pub(super) fn has_arrived(self, id: CommandId) -> bool {
        let is_known = |replica: &Replica| replica.confirmed().iter().any(|known| known.command_id == id);
        self.replica.try_with_untracked(is_known) == Some(true)
    }

    /// Follows what other tabs add to what waits and take out of it, and keeps in mind for the first page that something
    /// does. Whoever signs out leaves nothing of it but in the memory of the tabs that are covered; what one of these has given
    /// back since is in no memory any more.
    pub(super) fn follow_waiting(self) {
        let prefix = intent::prefix(self.id);
        storage::on_changed_below(prefix, move |id, now| {
            if !self.may_keep() {
                // Settled, and not merely forgotten as whoever signs out does.
                if now == Some("") {
                    self.leave_to_another_tab(id);
                }
                return;
            }
            self.waiting.try_update(|all| {
                all.retain(|intent| intent.id.to_string() != id);
                intent::take_in(all, now.and_then(json::read));
            });
        });
        Effect::new(move |_| {
            let is_shown = self.showing.get() == Showing::Case;
            let has_photos = self.photos.with(|photos| photos.as_ref().map(|photos| !photos.is_empty()));
            let waits = if self.waiting.with(Vec::is_empty) { has_photos } else { Some(true) };
            let key = kept::key(&place(self.id), intent::WAITS);
            match (waits, self.number()) {
                (Some(true), Some(number)) if is_shown => storage::set(&key, &number),
                (Some(false), _) if is_shown => storage::remove(&key),
                _ => {}
            }
        });
    }

    /// Gives back what this tab kept in mind while it was covered. Nothing of it goes out by itself any more: in another tab
    /// it may have been taken back meanwhile, or answered otherwise.
    pub(super) fn give_back_covered(self) {
        let all = intent::all(self.id);
        for intent in self.waiting.get_untracked() {
            if !all.iter().any(|other| other.id == intent.id) && !self.has_arrived(intent.id) {
                self.give_back(&intent);
                intent::note_given_back(self.id, &intent);
            }
        }
        self.waiting.set(all);
        self.keep_left();
        self.keep_texts();
    }

    /// Notes that a command is one's own: what it leads to is no news to whatever else one says.
    pub(super) fn note_own(self, id: CommandId) {
        storage::set(&self.own_key(id), "");
    }

    pub(super) fn is_own(self, id: CommandId) -> bool {
        storage::get(&self.own_key(id)).is_some()
    }

    /// An entry for each: no tab writes over another's.
    fn own_key(self, id: CommandId) -> String {
        kept::key(&place(self.id), &[OWN, &id.to_string()].concat())
    }

    /// Sends it; a command that is at hand shows its effect at once.
    async fn carry_out(self, locale: Locale, intent: &Intent, command: Option<Command>) -> Result<(), Stop> {
        let refused = |reason: Rejection| Stop::Refused(rejection::rejection(locale, &reason));
        let Some(person) = self.replica.try_with_untracked(person_of) else { return Err(Stop::Gone) };
        let person = person.ok_or_else(|| refused(Rejection::NotFiled))?;
        let says = serde_json::from_str(&intent.says).unwrap_or_default();
        self.note_own(intent.id);
        let mut going = Going { person, id: intent.id, version: intent.version };
        self.submit(&going, command).map_err(refused)?;
        let mut is_renewed = false;
        for _ in 0..TRIES {
            let may_go_out = network::is_online();
            let error = match api::cases::command_as_kept(self.id, (going.id, going.version), &says).await {
                Ok(answer) => {
                    self.replica.try_update(|replica| {
                        replica.receive(&answer.events, answer.version);
                        replica.settle(going.id);
                    });
                    return Ok(());
                }
                Err(error) => error,
            };
            // Signed out or left meanwhile, nobody is there to be told: it goes from whichever page is there next.
            if !self.may_keep() || !self.still_waits(intent) {
                self.settle(going.id);
                return Err(Stop::Gone);
            }
            if error.status() == 409 && error.failure().is_some_and(|failure| failure.facts.version.is_some())
            {
                self.catch_up(locale, intent, &error, &mut going)?;
            } else if is_hidden(&error) && !is_renewed && proof::renew(self.id).await {
                is_renewed = true;
            } else {
                // Whatever answered has not done it.
                if may_go_out && error.status() == 0 {
                    self.note_unknown(going.id);
                }
                self.settle(going.id);
                return Err(self.stopped(locale, &error));
            }
        }
        self.settle(going.id);
        Err(self.stopped(locale, &ApiError::TimedOut))
    }

    fn submit(self, going: &Going, command: Option<Command>) -> Result<(), Rejection> {
        let Some(command) = command else { return Ok(()) };
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
    fn catch_up(
        self,
        locale: Locale,
        intent: &Intent,
        error: &ApiError,
        going: &mut Going,
    ) -> Result<(), Stop> {
        let facts = error.failure().map(|failure| failure.facts.clone()).unwrap_or_default();
        let version = facts.version.unwrap_or(going.version);
        let refused = self.replica.try_update(|replica| {
            replica.receive(&facts.missed, version);
            self.with_context(going.person, |ctx| replica.rebase(ctx))
        });
        let mine = refused.unwrap_or_default().into_iter().find(|(other, _)| other.command_id == going.id);
        going.version = version;
        let mut told = facts.missed.iter().filter(|recorded| !recorded.event.stands_with_offer());
        let news = told.find(|recorded| !self.is_own(recorded.command_id));
        let reason = match (news, mine) {
            (None, None) => return Ok(()),
            (_, mine) => self.void_choice(locale, intent).unwrap_or_else(|| match mine {
                Some((_, reason)) => rejection::rejection(locale, &reason),
                None if intent.has_words() => t::customer::moved_on(locale).to_owned(),
                None => t::customer::moved_on_choice(locale).to_owned(),
            }),
        };
        if let Some(news) = news {
            // A dialog may have been open since before: then all of it since is news.
            let since = news.version.saturating_sub(1);
            self.missed_since.try_update(|from| *from = since.min(*from));
        }
        self.settle(going.id);
        Err(Stop::Refused(reason))
    }

    /// What a request failed of.
    pub(super) fn stopped(self, locale: Locale, error: &ApiError) -> Stop {
        if is_hidden(error) {
            self.lock();
            return Stop::Unproven(t::customer::way_in_say(locale).to_owned());
        }
        let reason = rejection::fault(locale, error);
        if error.may_pass_later() { Stop::Waits(reason) } else { Stop::Refused(reason) }
    }
}

/// A command on its way.
struct Going {
    person: PersonId,
    id: CommandId,
    /// The version on top of which it is said.
    version: u32,
}
