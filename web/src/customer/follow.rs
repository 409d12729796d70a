//! A case as its customer follows it: what the server confirmed, what is on its way, and what happens live.
//!
//! The case is replayed here from the events its customer may see, by the same `evolve` the server uses. A command
//! shows its effect at once, because the same `decide` runs here; the server's events then take its place. Without a
//! network it waits and goes by itself. Where the case has moved on meanwhile, it goes back to the person with what they
//! had not seen: nothing is sent again by itself on top of words nobody has read.

mod dispatch;
pub(crate) mod photos;
mod reading;
mod rules;

pub(crate) use dispatch::{Intent, Left, Stop, leave_words, waiting_cases, words_not_sent};

use crate::known::on_signed_out_elsewhere;
use crate::proof;
use domain::actor::Actor;
use domain::complaint::decide::Context;
use domain::complaint::event::{Event, Recorded};
use domain::complaint::last_day;
use domain::complaint::pending::Replica;
use domain::id::{CaseId, PersonId, UserId};
use domain::order::ledger::Elsewhere;
use domain::policy::Packs;
use domain::wire::CaseFile;
use leptos::prelude::*;
use photos::WaitingPhoto;
use rules::Rules;
use std::collections::BTreeMap;
use web::api::stream::{Note, Stream, follow};
use web::api::{self, ApiError};
use web::browser::clock;
use web::browser::history::listen;
use web::kept::KeptText;
use web::shop::ShopStore;

/// How long loading may take before the page says so, in milliseconds.
const SLOW: u64 = 4_000;

/// The name of the field in which a customer writes to the desk.
pub(crate) const MESSAGE: &str = "message";

/// The other fields for a customer's own words; their room on the page may close while they are written in.
pub(crate) const FIELDS: [&str; 7] =
    ["counter", "decline", "follow-up-answer", "reopen", "withdraw", "escalate", "wish"];

/// The fields that hold a choice or a day, and no words.
const CHOICES: [&str; 5] = ["counter-wants", "wishes", "outcome-score", "process-score", last_day::FIELD];

/// The version behind which nothing can be missed, while nobody writes.
const NOTHING: u32 = u32::MAX;

/// Where the texts of a case are kept.
pub(crate) fn place(id: CaseId) -> String {
    ["customer/", &id.to_string()].concat()
}

/// Whether there is something to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Showing {
    /// Not yet.
    Loading,
    /// Not yet, and it is taking long.
    LoadingSlowly,
    /// Yes.
    Case,
    /// Not any more: somebody signed out in another tab, so that whoever comes next must not read it.
    Covered,
    /// No, and why.
    Nothing(ApiError),
}

/// Who is named on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Names {
    /// The desk's users, by the name customers see.
    users: BTreeMap<UserId, String>,
    /// The customer.
    customer: Option<String>,
}

/// How the page and the desk reach each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reach {
    /// Whether news arrives by itself.
    is_live: bool,
    /// Whether somebody is signed in at the desk in this browser.
    is_desk_browser: bool,
    /// Whether the server no longer knows whose the case is.
    is_locked: bool,
}

/// A case being followed; made by the page that shows it and gone with it.
#[derive(Clone, Copy)]
pub(crate) struct Following {
    id: CaseId,
    shop: ShopStore,
    replica: RwSignal<Replica>,
    showing: RwSignal<Showing>,
    names: RwSignal<Names>,
    waiting: RwSignal<Vec<Intent>>,
    left: RwSignal<Vec<Left>>,
    photos: RwSignal<Option<Vec<WaitingPhoto>>>,
    elsewhere: RwSignal<Elsewhere>,
    rules: RwSignal<Rules>,
    reach: RwSignal<Reach>,
    texts: StoredValue<Vec<(&'static str, KeptText)>>,
    missed_since: RwSignal<u32>,
    owner: StoredValue<Option<Owner>>,
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
            names: RwSignal::new(Names::default()),
            waiting: RwSignal::new(dispatch::intent::all(id)),
            left: RwSignal::new(dispatch::left::all(id)),
            photos: RwSignal::new(None),
            elsewhere: RwSignal::new(Elsewhere::default()),
            rules: RwSignal::new(Rules::default()),
            reach: RwSignal::new(Reach { is_live: true, is_desk_browser: false, is_locked: false }),
            texts: StoredValue::new(Vec::new()),
            missed_since: RwSignal::new(NOTHING),
            owner: StoredValue::new(Owner::current()),
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
        on_signed_out_elsewhere(move || following.cover());
        following.follow_waiting();
        following.follow_left();
        // A tab that was closed may have left words; whoever comes back to this one finds them here.
        for back in ["focus", "visibilitychange"] {
            listen(back, move |_| following.look_for_unsent());
        }
        // What could not be opened without a network is opened by itself once there is one.
        listen("online", move |_| {
            let may_help =
                |showing: &Showing| matches!(showing, Showing::Nothing(error) if error.may_pass_later());
            if following.showing.try_with_untracked(may_help) == Some(true) {
                following.load();
            }
        });
        following.load();
        following
    }

    /// Puts the case out of sight; what was typed is kept, unseen, until it is proved again whose it is.
    fn cover(self) {
        self.lock();
        self.stream.try_set_value(None);
        // First out of sight: what the page draws must not go while it stands.
        self.showing.try_set(Showing::Covered);
        self.names.try_set(Names::default());
        self.elsewhere.try_set(Elsewhere::default());
    }

    /// Whether its words may be written down: not once somebody signed out in another tab, nor once the page is gone.
    fn may_keep(self) -> bool {
        self.showing.try_with_untracked(|showing| *showing != Showing::Covered) == Some(true)
    }

    /// Asks for the case, first or again.
    pub(crate) fn load(self) {
        leptos::task::spawn_local(self.fetch());
    }

    async fn fetch(self) {
        let mut file = api::cases::case_file(self.id).await;
        // A session may be over while the page stands: what opened the case opens it again, once.
        if file.as_ref().is_err_and(is_hidden) && proof::renew(self.id).await {
            file = api::cases::case_file(self.id).await;
        }
        match file {
            Ok(file) => self.take(file),
            Err(error) => {
                if is_hidden(&error) {
                    self.lock();
                }
                self.showing.try_update(|showing| {
                    // What is on the page stays; it is merely not the newest. What was covered stays so.
                    if !matches!(showing, Showing::Case | Showing::Covered) {
                        *showing = Showing::Nothing(error);
                    }
                });
            }
        }
    }

    fn take(self, file: CaseFile) {
        let CaseFile { version, events, people, users, seq, elsewhere, packs, is_desk_browser, .. } = file;
        self.reach.try_update(|reach| *reach = Reach { is_desk_browser, is_locked: false, ..*reach });
        self.elsewhere.try_set(elsewhere);
        self.decide_under(packs);
        let showing = self.showing.try_get_untracked();
        let is_first = showing != Some(Showing::Case);
        // Before what they did: it is told with their names.
        let customer = people.into_values().next().map(|person| person.name.as_str().to_owned());
        self.names.try_set(Names { users, customer });
        self.replica.try_update(|replica| {
            if is_first {
                *replica = Replica::new(events, version);
            } else {
                replica.receive(&events, version);
            }
        });
        if showing == Some(Showing::Covered) {
            self.give_back_covered();
        }
        self.settle_arrived();
        proof::note_shown(self.id);
        self.showing.try_set(Showing::Case);
        if is_first {
            self.look_for_unsent();
            let id = self.id;
            let stream = follow(&id.to_string(), seq, move |note| match note {
                Note::Happened(recorded) if recorded.case_id == id => self.hear(recorded),
                Note::Happened(_) | Note::Beside => {}
                Note::Reload => self.load(),
                Note::Live(is_live) => {
                    let was_live = self.reach.try_get_untracked().map(|reach| reach.is_live);
                    self.reach.try_update(|reach| reach.is_live = is_live);
                    // Where the server no longer knows whose this is, it says so to whoever asks, not on the stream.
                    if was_live == Some(true) && !is_live {
                        self.load();
                    }
                }
            });
            self.stream.try_set_value(Some(stream));
        }
    }

    fn hear(self, recorded: Box<Recorded>) {
        let is_new_face = recorded
            .actor
            .user()
            .and_then(|user| self.names.try_with_untracked(|names| !names.users.contains_key(&user)))
            .unwrap_or(false);
        if !is_new_face {
            self.hear_known(&recorded);
            return;
        }
        // Who it was is asked first, so that it is told with their name from the start.
        leptos::task::spawn_local(async move {
            self.fetch().await;
            self.hear_known(&recorded);
        });
    }

    fn hear_known(self, recorded: &Recorded) {
        self.replica.try_update(|replica| replica.receive(core::slice::from_ref(recorded), recorded.version));
        self.settle_arrived();
        // Another tab may have sent a photo that waits here as well.
        if matches!(recorded.event, Event::EvidenceAdded { .. }) {
            leptos::task::spawn_local(self.look_for_kept_photos());
        }
        // What was given on the order elsewhere may have changed with it.
        if matches!(recorded.event, Event::OrderChanged(_)) {
            self.load();
        }
    }

    /// Notes that it has to be shown again.
    fn lock(self) {
        proof::forget_shown(self.id);
        self.reach.try_update(|reach| reach.is_locked = true);
    }

    /// What arrived while the person was writing and did not see it, oldest first; tracked.
    pub(crate) fn missed(self) -> Vec<Recorded> {
        let since = self.missed_since.get();
        let is_missed = |recorded: &&Recorded| recorded.version > since && !self.is_own(recorded.command_id);
        self.replica.with(|replica| replica.confirmed().iter().filter(is_missed).cloned().collect())
    }

    /// From now on, what arrives is told where the person writes.
    pub(crate) fn begin_to_write(self) {
        self.missed_since.set(self.replica.with_untracked(Replica::version));
    }

    /// What arrived has been seen.
    pub(crate) fn end_writing(self) {
        self.missed_since.try_set(NOTHING);
    }

    /// A text of this case that is being written; the same one however often a field is drawn anew.
    pub(crate) fn text(self, field: &'static str) -> KeptText {
        let known = self
            .texts
            .with_value(|texts| texts.iter().find(|(name, _)| *name == field).map(|(_, text)| *text));
        known.unwrap_or_else(|| {
            let take_up = || KeptText::take_up_own(&place(self.id), field);
            let text = match self.owner.get_value() {
                Some(owner) => owner.with(take_up),
                None => take_up(),
            };
            self.texts.update_value(|texts| texts.push((field, text)));
            text
        })
    }

    fn with_context<T>(self, person: PersonId, use_it: impl FnOnce(&Context<'_>) -> T) -> T {
        let (shop, packs) = (self.shop.shop_now(), self.packs_now());
        let (limits, none) = (shop.map(|shop| shop.limits.clone()).unwrap_or_default(), Packs::default());
        let elsewhere = self.elsewhere.try_get_untracked().unwrap_or_default();
        let zone = self.shop.zone();
        use_it(&Context {
            now: self.shop.now(),
            zone: &zone,
            actor: Actor::Customer(person),
            packs: packs.as_deref().unwrap_or(&none),
            limits: &limits,
            order: None,
            number: None,
            evidence: &[],
            earlier_complaints: 0,
            elsewhere: &elsewhere,
        })
    }
}

fn person_of(replica: &Replica) -> Option<PersonId> {
    replica.confirmed_state().case().map(|case| case.person)
}

/// Whether a case is not shown to this browser: it is none, somebody else's, or no longer known to be theirs.
pub(crate) fn is_hidden(error: &ApiError) -> bool {
    proof::is_lost(error) || error.status() == 404
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    /// What stands in quotes behind each `mark`, up to where the list it begins ends.
    fn quoted(source: &str, mark: &str) -> Vec<String> {
        let lists = source.split(mark).skip(1).filter_map(|rest| rest.split(']').next());
        lists.flat_map(|list| list.split('"').skip(1).step_by(2)).map(str::to_owned).collect()
    }

    #[test]
    fn every_field_of_the_page_of_a_case_is_known_for_words_or_for_a_choice() {
        let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/customer/pages/case");
        let (mut of_words, mut others) = (Vec::new(), Vec::new());
        for page in fs::read_dir(pages).unwrap() {
            let source = fs::read_to_string(page.unwrap().path()).unwrap();
            of_words.extend(quoted(&source, " fields=&["));
            others.extend(quoted(&source, " also=&["));
            others.extend(quoted(&source, ", &["));
        }
        for field in ["counter", "decline", "wish", "reopen", "withdraw", "escalate"] {
            assert!(of_words.iter().any(|known| known == field), "{field}: the pages are read amiss");
        }
        for field in of_words {
            assert!(
                FIELDS.contains(&field.as_str()),
                "{field}: its words have no home once its room is closed"
            );
        }
        let is_known = |field: &str| FIELDS.contains(&field) || CHOICES.contains(&field) || field == MESSAGE;
        for field in others {
            assert!(is_known(&field), "{field}: nobody knows whether it holds words");
        }
    }
}
