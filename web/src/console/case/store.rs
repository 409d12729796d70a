//! One case in this browser: what the server confirmed, and what is on its way.
//!
//! A command shows its effect at once, because the same decider runs here, and is then sent; commands of one
//! case go one after the other. Where the case has moved on, the missed events are taken in, what waits is decided
//! again, and what no longer passes is kept with its reason and its words until the person lets it go.

mod deciding;
mod outbox;
mod permitted;
mod picture;
mod refusing;
mod written;

use super::outspoken;
use super::packs::{Under, packs_under};
use crate::desk::{Desk, Heard};
use domain::clock::TimeLimits;
use domain::complaint::Case;
use domain::complaint::command::{Command, CommandEnvelope};
use domain::complaint::event::Recorded;
use domain::complaint::pending::Replica;
use domain::complaint::rejection::Rejection;
use domain::id::{CaseId, CommandId, PersonId, UserId};
use domain::order::ledger::Elsewhere;
use domain::personal::Personal;
use domain::policy::Packs;
use domain::wire::{Beside, CaseFile, PackLink};
use leptos::prelude::*;
use leptos::task::spawn_local;
use picture::picture;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use web::api::{self, ApiError};
use web::browser::{clock, random};
use web::components::Announcer;
use written::Written;

/// How long to wait before trying again when the server could not be reached, in milliseconds.
const PAUSE: u64 = 3_000;

/// How the case stands on the page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stage {
    /// Not here yet.
    Waiting,
    /// Here.
    Ready,
    /// Not to be had.
    Failed(ApiError),
}

/// A command that was not accepted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refused {
    /// What was wanted, with every word of it.
    pub(crate) envelope: CommandEnvelope,
    /// Why not.
    pub(crate) why: Why,
}

/// Why a command was not accepted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Why {
    /// A rule stood in the way.
    Rule(Rejection),
    /// The server would not have it.
    Fault(ApiError),
    /// Somebody else has said something meanwhile: it is for the person to look first.
    Moved,
}

/// One case.
#[derive(Clone, Copy)]
pub(crate) struct CaseStore {
    /// Which.
    pub(crate) id: CaseId,
    /// How it stands on the page.
    pub(crate) stage: RwSignal<Stage>,
    /// The case; nothing while it is not here.
    pub(crate) case: Memo<Option<Arc<Case>>>,
    /// Whether it is about who is signed in, who then only reads it.
    concerns_me: Memo<bool>,
    /// Everything that happened, what is on its way last.
    pub(crate) timeline: Memo<Arc<Vec<Recorded>>>,
    /// What was not accepted.
    pub(crate) refused: RwSignal<Vec<Refused>>,
    /// Whether something waits for the network.
    pub(crate) is_stuck: RwSignal<bool>,
    /// The people named in it.
    pub(crate) people: RwSignal<BTreeMap<PersonId, Personal>>,
    /// The desk's users named in it.
    pub(crate) users: RwSignal<BTreeMap<UserId, String>>,
    /// What stands beside it, once it is here.
    pub(crate) beside: RwSignal<Option<Beside>>,
    /// What was given on its order other than by it.
    pub(crate) elsewhere: RwSignal<Elsewhere>,
    desk: Desk,
    under: RwSignal<Option<Under>>,
    replica: RwSignal<Replica>,
    written: Written,
    /// The commands that this tab sends, or has sent.
    own: StoredValue<BTreeSet<CommandId>>,
    is_sending: StoredValue<bool>,
    retry: StoredValue<Option<clock::Timer>, LocalStorage>,
}

impl CaseStore {
    /// A case that is not here yet, following what is heard; made where it may outlive its page.
    pub(super) fn new(desk: Desk, id: CaseId) -> Self {
        let replica = RwSignal::new(Replica::default());
        let under = RwSignal::new(None::<Under>);
        let elsewhere = RwSignal::new(Elsewhere::default());
        let picture = Memo::new(move |_| {
            let packs = packs_under(desk, under.get(), desk.packs.get());
            elsewhere.with(|elsewhere| {
                replica.with(|replica| desk.with_context(packs, elsewhere, |ctx| picture(replica, ctx)))
            })
        });
        let store = Self {
            id,
            stage: RwSignal::new(Stage::Waiting),
            case: Memo::new(move |_| picture.with(|picture| picture.case.clone())),
            concerns_me: Memo::new(move |_| {
                let me = desk.user();
                picture.with(|picture| picture.case.as_ref().is_some_and(|case| case.concerns.contains(&me)))
            }),
            timeline: Memo::new(move |_| picture.with(|picture| Arc::clone(&picture.timeline))),
            refused: RwSignal::new(Vec::new()),
            is_stuck: RwSignal::new(false),
            people: RwSignal::new(BTreeMap::new()),
            users: RwSignal::new(BTreeMap::new()),
            beside: RwSignal::new(None),
            elsewhere,
            desk,
            under,
            replica,
            written: Written::take_up(desk.user(), id),
            own: StoredValue::new(BTreeSet::new()),
            is_sending: StoredValue::new(false),
            retry: StoredValue::new_local(None),
        };
        desk.listen(move |heard| match heard {
            Heard::Happened(recorded) if recorded.case_id == id => store.hear(recorded),
            Heard::Happened(_) | Heard::Beside => {}
            Heard::Reload => store.load(),
            Heard::Resume => {
                store.load();
                store.pump();
            }
        });
        store
    }

    /// Asks for the case again; what is on its way stays.
    pub(crate) fn load(self) {
        spawn_local(async move {
            // Beside the case only: where it can't be had, the case is worked without it.
            if let Ok(beside) = api::cases::beside(self.id).await {
                self.beside.try_set(Some(beside));
            }
        });
        spawn_local(async move {
            match api::cases::case_file(self.id).await {
                Ok(file) => self.take(file),
                Err(error) => {
                    self.desk.noted_expiry(&error);
                    // What is shown already stays: it is the best known.
                    if self.stage.with_untracked(|stage| *stage != Stage::Ready) {
                        self.stage.set(Stage::Failed(error));
                    }
                }
            }
        });
    }

    fn take(self, file: CaseFile) {
        self.desk.follow(file.seq);
        self.decide_under(file.packs);
        self.people.set(file.people);
        self.users.set(file.users);
        if self.elsewhere.with_untracked(|known| *known != file.elsewhere) {
            self.elsewhere.set(file.elsewhere);
        }
        self.receive(&file.events, file.version);
        if self.stage.with_untracked(|stage| *stage != Stage::Ready) {
            self.stage.set(Stage::Ready);
            self.take_up_refused();
            self.send_what_was_left();
        }
    }

    /// Takes the versions of packs under which the case was filed: it keeps them, whatever came into force since.
    fn decide_under(self, links: Vec<PackLink>) {
        let is_known = |under: &Under| under.links == links && under.packs.is_some();
        if links.is_empty() || self.under.with_untracked(|under| under.as_ref().is_some_and(is_known)) {
            return;
        }
        self.under.set(Some(Under { links: links.clone(), packs: None }));
        spawn_local(async move {
            let packs = self.desk.packs_of(&links).await;
            self.under.try_set(Some(Under { links, packs }));
            self.send_what_was_left();
        });
    }

    fn hear(self, recorded: &Recorded) {
        let known = self.replica.with_untracked(Replica::version);
        let is_gap = recorded.version > known.saturating_add(1);
        let is_new_face = recorded
            .actor
            .user()
            .is_some_and(|user| self.users.with_untracked(|users| !users.contains_key(&user)));
        if is_gap || is_new_face || outspoken::moves_sums(&recorded.event) {
            self.load();
        }
        if !is_gap && recorded.version > known {
            self.receive(core::slice::from_ref(recorded), recorded.version);
        }
    }

    /// Takes in events and decides again what waits on top of them.
    fn receive(self, events: &[Recorded], version: u32) {
        self.hold_back(events);
        let refused = self.with_context(|ctx| {
            let mut replica = self.replica.get_untracked();
            replica.receive(events, version);
            let refused = replica.rebase(ctx);
            if self.replica.with_untracked(|shown| *shown != replica) {
                self.replica.set(replica);
            }
            refused
        });
        self.keep();
        for recorded in events {
            self.let_go(recorded.command_id);
        }
        self.refuse(
            refused.into_iter().map(|(envelope, why)| Refused { envelope, why: Why::Rule(why) }).collect(),
        );
    }

    /// Takes a command on, shows its effect and sends it; or says at once why it can't be.
    pub(crate) fn submit(self, command: Command) -> Result<(), Rejection> {
        self.submit_written(command, &[])
    }

    /// The same for a command made from what is written in fields: there it stays until the server has it.
    pub(crate) fn submit_written(self, command: Command, fields: &[&str]) -> Result<(), Rejection> {
        let command_id = CommandId(random::uuid());
        let envelope = CommandEnvelope {
            command_id,
            case_id: self.id,
            expected_version: self.replica.with_untracked(Replica::version),
            command,
            personal: None,
        };
        self.with_context(|ctx| {
            let mut replica = self.replica.get_untracked();
            replica.submit(envelope, ctx)?;
            self.replica.set(replica);
            Ok(())
        })?;
        self.carry(command_id, fields);
        self.keep();
        self.pump();
        Ok(())
    }

    /// Sends what waits, one command after the other.
    fn pump(self) {
        if self.is_sending.get_value() {
            return;
        }
        let first = self.replica.with_untracked(|replica| replica.pending().first().cloned());
        let Some(envelope) = first else {
            self.is_stuck.set(false);
            return;
        };
        self.is_sending.set_value(true);
        spawn_local(async move {
            let answer = api::cases::command(&envelope).await;
            self.is_sending.set_value(false);
            match answer {
                Ok(response) => {
                    self.is_stuck.set(false);
                    self.replica.update(|replica| replica.settle(envelope.command_id));
                    self.receive(&response.events, response.version);
                    self.let_go(envelope.command_id);
                    self.let_go_of_replaced(&envelope.command);
                    self.pump();
                }
                Err(error) => self.failed(envelope, error),
            }
        });
    }

    fn failed(self, envelope: CommandEnvelope, error: ApiError) {
        let facts = error.failure().map(|failure| failure.facts.clone()).unwrap_or_default();
        if error.status() == 409 && !facts.missed.is_empty() {
            // The case has moved on: take in what was missed, decide again, send again.
            let version = facts.version.unwrap_or(0);
            let is_past_news = outspoken::is_news_to(self.me(), facts.missed.iter());
            if is_past_news && outspoken::speaks(&envelope.command) {
                // But what is said to somebody is not said past what they said: its author looks first.
                self.replica.update(|replica| replica.settle(envelope.command_id));
                self.refuse(vec![Refused { envelope, why: Why::Moved }]);
            }
            self.receive(&facts.missed, version);
            self.pump();
        } else if self.desk.noted_expiry(&error) {
            self.is_stuck.set(true);
        } else if error.may_pass_later() {
            self.is_stuck.set(true);
            let again = move || {
                if self.is_stuck.get_untracked() {
                    self.pump();
                }
            };
            self.retry.set_value(Some(clock::after(PAUSE, again)));
        } else {
            self.replica.update(|replica| replica.settle(envelope.command_id));
            let why = facts.rejection.map_or(Why::Fault(error), Why::Rule);
            self.refuse(vec![Refused { envelope, why }]);
            self.load();
            self.pump();
        }
    }

    /// How many commands are on their way; tracked.
    pub(crate) fn n_pending(self) -> i64 {
        self.replica.with(|replica| i64::try_from(replica.pending().len()).unwrap_or(i64::MAX))
    }

    /// The place under which is kept what somebody writes on this case.
    pub(crate) fn place(self) -> String {
        format!("console/{}/{}", self.desk.user(), self.id)
    }

    /// The desk's time limits.
    pub(crate) fn limits(self) -> TimeLimits {
        self.desk.limits()
    }

    /// The name of who is signed in.
    pub(crate) fn my_name(self) -> String {
        self.desk.user_name()
    }

    /// Who speaks for the page.
    pub(crate) fn announcer(self) -> Announcer {
        self.desk.announcer
    }

    /// The packs under which the case is decided; tracked.
    pub(crate) fn packs(self) -> Option<Arc<Packs>> {
        packs_under(self.desk, self.under.get(), self.desk.packs.get())
    }

    /// The packs under which the case is decided, without tracking.
    pub(crate) fn packs_now(self) -> Option<Arc<Packs>> {
        packs_under(self.desk, self.under.get_untracked(), self.desk.packs.get_untracked())
    }

    /// Who is signed in.
    pub(crate) fn me(self) -> UserId {
        self.desk.user()
    }
}
