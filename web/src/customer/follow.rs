//! A case as its customer follows it: what the server confirmed, what is on its way, and what happens live.
//!
//! The case is replayed here from the events its customer may see, by the same `evolve` the server uses. A command
//! shows its effect at once, because the same `decide` runs here; the server's events then take its place. Where
//! the case has moved on meanwhile, the command is decided again on top of what was missed.

use domain::actor::Actor;
use domain::complaint::Case;
use domain::complaint::command::{Command, CommandEnvelope};
use domain::complaint::decide::Context;
use domain::complaint::event::Recorded;
use domain::complaint::pending::Replica;
use domain::complaint::rejection::Rejection;
use domain::evidence::EvidenceRef;
use domain::id::{CaseId, CommandId, PersonId, UserId};
use domain::order::ledger::Elsewhere;
use domain::policy::Packs;
use domain::wire::CaseFile;
use leptos::prelude::*;
use std::collections::BTreeMap;
use web::api::stream::{Note, Stream, follow};
use web::api::{self, ApiError};
use web::browser::{clock, random};
use web::i18n::{Locale, rejection};
use web::shop::ShopStore;

/// How long loading may take before the page says so, in milliseconds.
const SLOW: u64 = 4_000;

/// How often a command is decided again on a case that moved on, before the person is asked.
const REBASES: u8 = 3;

/// Whether there is something to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Showing {
    /// Not yet.
    Loading,
    /// Not yet, and it is taking long.
    LoadingSlowly,
    /// Yes.
    Case,
    /// No, and why.
    Nothing(ApiError),
}

/// A case being followed; made by the page that shows it and gone with it.
#[derive(Clone, Copy)]
pub(crate) struct Following {
    id: CaseId,
    shop: ShopStore,
    replica: RwSignal<Replica>,
    showing: RwSignal<Showing>,
    users: RwSignal<BTreeMap<UserId, String>>,
    uploaded: RwSignal<Vec<EvidenceRef>>,
    elsewhere: RwSignal<Elsewhere>,
    is_live: RwSignal<bool>,
    unsent: RwSignal<Option<CommandEnvelope>>,
    stream: StoredValue<Option<Stream>, LocalStorage>,
}

impl Following {
    /// Begins to follow a case.
    pub(crate) fn begin(id: CaseId, shop: ShopStore) -> Self {
        let following = Self {
            id,
            shop,
            replica: RwSignal::new(Replica::default()),
            showing: RwSignal::new(Showing::Loading),
            users: RwSignal::new(BTreeMap::new()),
            uploaded: RwSignal::new(Vec::new()),
            elsewhere: RwSignal::new(Elsewhere::default()),
            is_live: RwSignal::new(true),
            unsent: RwSignal::new(None),
            stream: StoredValue::new_local(None),
        };
        let slow = clock::after(SLOW, move || {
            following.showing.try_update(|showing| {
                if *showing == Showing::Loading {
                    *showing = Showing::LoadingSlowly;
                }
            });
        });
        StoredValue::new_local(slow);
        following.load();
        following
    }

    /// Asks for the case, first or again.
    pub(crate) fn load(self) {
        leptos::task::spawn_local(async move {
            match api::cases::case_file(self.id).await {
                Ok(file) => self.take(file),
                Err(error) => {
                    self.showing.try_update(|showing| {
                        // What is on the page stays; it is merely not the newest.
                        if *showing != Showing::Case {
                            *showing = Showing::Nothing(error);
                        }
                    });
                }
            }
        });
    }

    fn take(self, file: CaseFile) {
        let CaseFile { version, events, users, seq, elsewhere, .. } = file;
        self.elsewhere.try_set(elsewhere);
        let is_first = self.showing.try_get_untracked() != Some(Showing::Case);
        self.replica.try_update(|replica| {
            if is_first {
                *replica = Replica::new(events, version);
            } else {
                replica.receive(&events, version);
            }
        });
        self.users.try_set(users);
        self.showing.try_set(Showing::Case);
        if is_first {
            let id = self.id;
            let stream = follow(&id.to_string(), seq, move |note| match note {
                Note::Happened(recorded) if recorded.case_id == id => self.hear(&recorded),
                Note::Happened(_) => {}
                Note::Reload => self.load(),
                Note::Live(is_live) => {
                    self.is_live.try_set(is_live);
                }
            });
            self.stream.try_set_value(Some(stream));
        }
    }

    fn hear(self, recorded: &Recorded) {
        self.replica.try_update(|replica| replica.receive(core::slice::from_ref(recorded), recorded.version));
    }

    /// Which case.
    pub(crate) fn id(self) -> CaseId {
        self.id
    }

    /// Whether there is something to show; tracked.
    pub(crate) fn showing(self) -> Showing {
        self.showing.get()
    }

    /// Whether news arrives by itself; tracked.
    pub(crate) fn is_live(self) -> bool {
        self.is_live.get()
    }

    /// The case with what is on its way taken for granted; tracked.
    pub(crate) fn case(self) -> Option<Case> {
        self.replica.with(|replica| {
            let person = person_of(replica)?;
            self.with_context(person, |ctx| replica.state(ctx).case().cloned())
        })
    }

    /// The events confirmed, oldest first; tracked.
    pub(crate) fn records(self) -> Vec<Recorded> {
        self.replica.with(|replica| replica.confirmed().to_vec())
    }

    /// The events confirmed, oldest first; not tracked.
    pub(crate) fn records_now(self) -> Vec<Recorded> {
        self.replica.with_untracked(|replica| replica.confirmed().to_vec())
    }

    /// Whether something is on its way; tracked.
    pub(crate) fn is_sending(self) -> bool {
        self.replica.with(|replica| !replica.pending().is_empty())
    }

    /// The name customers see of somebody at the desk.
    pub(crate) fn user_name(self, user: UserId) -> Option<String> {
        self.users.with_untracked(|users| users.get(&user).cloned())
    }

    /// Notes a piece of evidence that was uploaded, so that a command may use it.
    pub(crate) fn note_upload(self, evidence: EvidenceRef) {
        self.uploaded.try_update(|uploaded| uploaded.push(evidence));
    }

    fn with_context<T>(self, person: PersonId, use_it: impl FnOnce(&Context<'_>) -> T) -> T {
        let (shop, packs) = (self.shop.shop_now(), self.shop.packs_now());
        let (limits, none) = (shop.map(|shop| shop.limits.clone()).unwrap_or_default(), Packs::default());
        let elsewhere = self.elsewhere.get_untracked();
        self.uploaded.with_untracked(|evidence| {
            use_it(&Context {
                now: self.shop.now(),
                actor: Actor::Customer(person),
                packs: packs.as_deref().unwrap_or(&none),
                limits: &limits,
                order: None,
                number: None,
                evidence,
                earlier_complaints: 0,
                elsewhere: &elsewhere,
            })
        })
    }

    /// Does something to the case: here at once, then at the server. The error is a sentence for the person.
    pub(crate) async fn dispatch(self, locale: Locale, command: Command) -> Result<(), String> {
        let id = CommandId(random::uuid());
        self.dispatch_as(locale, id, command).await
    }

    /// The same under a command id made before, as an upload needs it.
    pub(crate) async fn dispatch_as(
        self,
        locale: Locale,
        id: CommandId,
        command: Command,
    ) -> Result<(), String> {
        let refused = |reason: &Rejection| rejection::rejection(locale, reason);
        // An answer that got lost: the same intent goes out under the same id and changes nothing twice.
        let again = self.unsent.get_untracked().filter(|unsent| unsent.command == command);
        let mut envelope = again.unwrap_or(CommandEnvelope {
            command_id: id,
            case_id: self.id,
            expected_version: 0,
            command,
            personal: None,
        });
        envelope.expected_version = self.replica.with_untracked(Replica::version);
        let person = self.replica.with_untracked(person_of).ok_or_else(|| refused(&Rejection::NotFiled))?;
        self.replica
            .try_update(|replica| self.with_context(person, |ctx| replica.submit(envelope.clone(), ctx)))
            .unwrap_or(Ok(()))
            .map_err(|reason| refused(&reason))?;
        for _ in 0..REBASES {
            match api::cases::command(&envelope).await {
                Ok(answer) => {
                    self.unsent.try_set(None);
                    self.replica.try_update(|replica| {
                        replica.receive(&answer.events, answer.version);
                        replica.settle(envelope.command_id);
                    });
                    return Ok(());
                }
                Err(error) if error.status() == 409 => match self.catch_up(person, &error, &mut envelope) {
                    Ok(()) => {}
                    Err(reason) => return Err(refused(&reason)),
                },
                Err(error) => return Err(self.give_up(locale, envelope, &error)),
            }
        }
        let error = ApiError::TimedOut;
        Err(self.give_up(locale, envelope, &error))
    }

    /// Takes in what was missed and decides the command again on top of it.
    fn catch_up(
        self,
        person: PersonId,
        error: &ApiError,
        envelope: &mut CommandEnvelope,
    ) -> Result<(), Rejection> {
        let facts = error.failure().map(|failure| failure.facts.clone()).unwrap_or_default();
        let version = facts.version.unwrap_or(envelope.expected_version);
        let refused = self.replica.try_update(|replica| {
            replica.receive(&facts.missed, version);
            self.with_context(person, |ctx| replica.rebase(ctx))
        });
        let mine = refused
            .unwrap_or_default()
            .into_iter()
            .find(|(other, _)| other.command_id == envelope.command_id);
        envelope.expected_version = version;
        match mine {
            Some((_, reason)) => Err(reason),
            None => Ok(()),
        }
    }

    fn give_up(self, locale: Locale, envelope: CommandEnvelope, error: &ApiError) -> String {
        self.replica.try_update(|replica| replica.settle(envelope.command_id));
        self.unsent.try_set(error.may_pass_later().then_some(envelope));
        rejection::fault(locale, error)
    }
}

fn person_of(replica: &Replica) -> Option<PersonId> {
    replica.confirmed_state().case().map(|case| case.person)
}
