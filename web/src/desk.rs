//! What the entries of the desk share, and customers never load: who is signed in, the shop, its packs, the moment,
//! and what is heard live.
//!
//! [`Desk`] is made once at the root, so that nothing in it is ever gone while a page still reads it. It holds no
//! case: a page loads what it shows and listens here for what happens to it. [`root`] is the gate, [`frame`] what
//! stands around every page, [`route`] every address of the desk.

// What the component macro makes of a function: props are owned, and its items are `pub` whatever is written.
#![expect(unreachable_pub, clippy::needless_pass_by_value, reason = "the shape of component functions")]

pub mod answers;
mod bar;
pub mod failure;
pub mod frame;
mod help;
pub mod keys;
pub mod matter;
mod packs;
mod password;
pub mod question;
pub mod root;
pub mod route;
mod sign_in;
mod views;
pub mod words;

use crate::api::stream::{Note, Stream, follow};
use crate::api::{self, ApiError};
use crate::browser::{clock, network, storage};
use crate::components::Announcer;
use crate::components::live::use_announcer;
use crate::wall;
use chrono::{DateTime, FixedOffset};
use domain::actor::{Actor, Role};
use domain::clock::TimeLimits;
use domain::complaint::decide::Context;
use domain::complaint::event::Recorded;
use domain::id::UserId;
use domain::order::ledger::Elsewhere;
use domain::policy::Packs;
use domain::wire::{PackLink, Session, Shop};
use domain::zone::Zone;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// What stands on the browser's shelf while somebody is signed in at the desk.
const SIGNED_IN: &str = "desk-signed-in";

/// How often the moment moves on, in milliseconds: times left are told in minutes.
const TICK: u64 = 10_000;

/// Whether somebody is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Not known yet.
    Asking,
    /// Nobody is signed in.
    Out,
    /// Somebody is.
    In,
    /// The desk does not answer.
    Failed(ApiError),
}

/// What a page is told of the world outside.
#[derive(Clone, Debug)]
pub enum Heard {
    /// Something happened to a case.
    Happened(Box<Recorded>),
    /// Something happened outside cases, such as to a draft of a pack.
    Beside,
    /// Too much was missed: load again what is shown.
    Reload,
    /// The way to the server is open again: send what waits.
    Resume,
}

type Listener = Rc<dyn Fn(&Heard)>;

/// What all pages share.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Whether somebody is in.
    pub gate: RwSignal<Gate>,
    /// Whether the sign-in ended while somebody was working.
    pub is_expired: RwSignal<bool>,
    /// The moment, in the shop's zone.
    pub now: RwSignal<DateTime<FixedOffset>>,
    /// Whether events arrive as they happen.
    pub is_live: RwSignal<bool>,
    /// Whether the browser has a network.
    pub is_online: Signal<bool>,
    /// The packs in force, desk parts included, once they are here.
    pub packs: RwSignal<Option<Arc<Packs>>>,
    /// Who speaks for the page.
    pub announcer: Announcer,
    versions: StoredValue<BTreeMap<String, Arc<Packs>>>,
    session: RwSignal<Option<Session>>,
    shop: RwSignal<Option<Arc<Shop>>>,
    stream: StoredValue<Option<Stream>, LocalStorage>,
    listeners: StoredValue<Vec<(u32, Listener)>, LocalStorage>,
    n_listeners: StoredValue<u32>,
}

impl Desk {
    /// Asks who is signed in and provides itself to everything below.
    pub fn provide() -> Self {
        let is_online = network::online();
        let desk = Self {
            gate: RwSignal::new(Gate::Asking),
            is_expired: RwSignal::new(false),
            now: RwSignal::new(Zone::utc().at(clock::now_utc())),
            is_live: RwSignal::new(true),
            is_online,
            packs: RwSignal::new(None),
            announcer: use_announcer(),
            versions: StoredValue::new(BTreeMap::new()),
            session: RwSignal::new(None),
            shop: RwSignal::new(None),
            stream: StoredValue::new_local(None),
            listeners: StoredValue::new_local(Vec::new()),
            n_listeners: StoredValue::new(0),
        };
        let ticker = StoredValue::new_local(Some(clock::every(TICK, move || desk.tick())));
        on_cleanup(move || ticker.set_value(None));
        Effect::new(move |was: Option<bool>| {
            let is_online = desk.is_online.get();
            if is_online && was == Some(false) {
                desk.tell(&Heard::Resume);
            }
            is_online
        });
        // Whoever signs out in one tab has signed out in all: whoever comes next reads nothing in another.
        storage::on_taken(SIGNED_IN.to_owned(), move || desk.shut());
        provide_context(desk);
        spawn_local(desk.ask());
        desk
    }

    /// Asks again who is signed in, after a fault.
    pub fn ask_again(self) {
        self.gate.set(Gate::Asking);
        spawn_local(self.ask());
    }

    async fn ask(self) {
        match api::staff::session().await {
            Ok(session) => self.enter(session).await,
            Err(error) if matches!(error.status(), 401 | 403) => self.gate.set(Gate::Out),
            Err(error) => self.gate.set(Gate::Failed(error)),
        }
    }

    /// Takes in who just signed in.
    pub async fn enter(self, session: Session) {
        let shop = match self.shop.get_untracked() {
            Some(shop) => shop,
            None => match api::shop::shop().await {
                Ok(shop) => Arc::new(shop),
                Err(error) => {
                    self.gate.set(Gate::Failed(error));
                    return;
                }
            },
        };
        wall::count_in(&shop.zone);
        self.now.set(shop.zone.at(clock::now_utc()));
        self.shop.set(Some(shop));
        self.session.set(Some(session));
        self.is_expired.set(false);
        storage::set(SIGNED_IN, "1");
        self.gate.set(Gate::In);
    }

    /// Loads the packs in force, for pages that answer by them.
    pub fn load_packs(self) {
        let Some(shop) = self.shop().filter(|_| self.packs.with_untracked(Option::is_none)) else { return };
        spawn_local(async move {
            if let Some(packs) = self.packs_of(&shop.packs).await {
                self.packs.set(Some(packs));
            }
        });
    }

    /// Packs in these versions: loaded once, however many cases were decided under them.
    pub async fn packs_of(self, links: &[PackLink]) -> Option<Arc<Packs>> {
        let key: String = links.iter().map(|link| link.hash.as_str()).collect();
        if let Some(known) = self.versions.try_with_value(|versions| versions.get(&key).cloned()).flatten() {
            return Some(known);
        }
        let packs = Arc::new(packs::load(links).await?);
        self.versions.try_update_value(|versions| {
            versions.insert(key, Arc::clone(&packs));
        });
        Some(packs)
    }

    /// Signs out. Whatever the server says, this page forgets who it was.
    pub async fn leave(self) {
        // A session the server could not end ends by itself; keeping the page open would be worse.
        let _ = api::staff::sign_out().await;
        storage::remove(SIGNED_IN);
        self.shut();
    }

    /// Forgets who it was, and what they had before them.
    fn shut(self) {
        self.stream.try_set_value(None);
        self.session.try_set(None);
        self.packs.try_set(None);
        self.versions.try_set_value(BTreeMap::new());
        self.gate.try_set(Gate::Out);
    }

    /// Notes that a request was refused for want of a session; says whether it was.
    pub fn noted_expiry(self, error: &ApiError) -> bool {
        let is_expired = error.status() == 401;
        if is_expired && self.gate.get_untracked() == Gate::In {
            self.is_expired.set(true);
        }
        is_expired
    }

    /// Follows events from behind a place in the log; the first page that knows a place begins.
    pub fn follow(self, after: u64) {
        if self.stream.with_value(Option::is_some) {
            return;
        }
        let stream = follow("console", after, move |note| match note {
            Note::Happened(recorded) => self.tell(&Heard::Happened(recorded)),
            Note::Beside => self.tell(&Heard::Beside),
            Note::Reload => self.tell(&Heard::Reload),
            Note::Live(is_live) => {
                let was_live = self.is_live.try_get_untracked().unwrap_or(true);
                self.is_live.try_set(is_live);
                if is_live && !was_live {
                    self.tell(&Heard::Resume);
                }
            }
        });
        self.stream.set_value(Some(stream));
    }

    /// Tells `listener` what is heard until the owner that asked goes away.
    pub fn listen(self, listener: impl Fn(&Heard) + 'static) {
        let number = self.n_listeners.with_value(|number| number.wrapping_add(1));
        self.n_listeners.set_value(number);
        self.listeners.update_value(|listeners| listeners.push((number, Rc::new(listener))));
        on_cleanup(move || {
            self.listeners.try_update_value(|listeners| listeners.retain(|(other, _)| *other != number));
        });
    }

    /// Tells everybody who listens.
    pub fn tell(self, heard: &Heard) {
        // Taken out first: a listener may go away while it is told.
        let listeners: Vec<Listener> = self
            .listeners
            .with_value(|listeners| listeners.iter().map(|(_, each)| Rc::clone(each)).collect());
        for listener in listeners {
            listener(heard);
        }
    }

    fn tick(self) {
        self.now.try_set(self.zone().at(clock::now_utc()));
    }

    /// The shop.
    pub fn shop(self) -> Option<Arc<Shop>> {
        self.shop.get_untracked()
    }

    /// The zone in which the shop counts days.
    pub fn zone(self) -> Zone {
        self.shop.with_untracked(|shop| shop.as_ref().map_or_else(Zone::utc, |shop| shop.zone.clone()))
    }

    /// The desk's time limits.
    pub fn limits(self) -> TimeLimits {
        self.shop.with_untracked(|shop| shop.as_ref().map(|shop| shop.limits.clone())).unwrap_or_default()
    }

    /// Who is signed in; nobody's id before that.
    pub fn user(self) -> UserId {
        self.session
            .with_untracked(|session| session.as_ref().map(|session| session.user_id))
            .unwrap_or(NOBODY)
    }

    /// The name of who is signed in.
    pub fn user_name(self) -> String {
        self.session
            .with_untracked(|session| session.as_ref().map(|session| session.name.clone()))
            .unwrap_or_default()
    }

    /// In which role they are.
    pub fn role(self) -> Role {
        self.session
            .with_untracked(|session| session.as_ref().map(|session| session.role))
            .unwrap_or(Role::Admin)
    }

    /// Whether they may go into the policy area.
    pub fn sees_policies(self) -> bool {
        matches!(self.role(), Role::Supervisor | Role::Admin)
    }

    /// As whom they act.
    pub fn actor(self) -> Actor {
        let user = self.user();
        match self.role() {
            Role::Agent => Actor::Agent(user),
            Role::Supervisor => Actor::Supervisor(user),
            Role::Admin | Role::Customer | Role::System => Actor::Admin(user),
        }
    }

    /// Runs `with` on what a decision of this person under these packs needs now, where `elsewhere` was given by others
    /// on the case's order.
    pub fn with_context<T>(
        self,
        packs: Option<Arc<Packs>>,
        elsewhere: &Elsewhere,
        with: impl FnOnce(&Context<'_>) -> T,
    ) -> T {
        let packs = packs.unwrap_or_default();
        let limits = self.limits();
        let zone = self.zone();
        with(&Context {
            now: zone.at(clock::now_utc()),
            zone: &zone,
            actor: self.actor(),
            packs: &packs,
            limits: &limits,
            order: None,
            number: None,
            evidence: &[],
            earlier_complaints: 0,
            elsewhere,
        })
    }
}

/// The id of nobody.
const NOBODY: UserId = UserId(uuid::Uuid::nil());

/// The desk.
///
/// # Panics
///
/// Never in an entry of the desk: the root provides it before anything is drawn.
#[expect(
    clippy::expect_used,
    reason = "the root provides it before anything is drawn; without it there is no page"
)]
pub fn use_desk() -> Desk {
    use_context::<Desk>().expect("the root provides the desk")
}
