//! Cases and orders as stories need them, made of the domain's small world.

use books::Books;
use books::cases::append::{CaseAppend, Outcome, Part};
use books::links::NewLink;
use books::orders::OrderRow;
use books::project;
use books::step::{Step, fingerprint};
use domain::actor::Actor;
use domain::clock::TimeLimits;
use domain::complaint::event::{Event, Recorded};
use domain::id::{CaseId, CaseNumber, CommandId, PersonId};
use domain::order::Order;
use domain::testing::{AGENT, CUSTOMER, Scene, fruit_order, morning, personal};
use eventlog::Version;
use uuid::Uuid;

/// Until when links open, in seconds since 1970.
pub(crate) const EXPIRES: i64 = 2_000_000_000;

/// A complaint, before and after it is filed.
#[derive(Clone, Debug)]
pub(crate) struct Tale {
    pub(crate) case: CaseId,
    pub(crate) number: CaseNumber,
    pub(crate) person: PersonId,
    /// The order as it is filed about.
    pub(crate) order: Order,
}

/// The `n`th complaint, of the customer about the order of this number.
pub(crate) fn tale(n: u32, order: &str) -> Tale {
    Tale {
        case: CaseId(Uuid::from_u128(u128::from(n))),
        number: CaseNumber::new(2026, n),
        person: CUSTOMER,
        order: Order { number: order.to_owned(), ..fruit_order() },
    }
}

pub(crate) fn step<E: serde::Serialize>(actor: Actor, events: Vec<E>) -> Step<E> {
    let command = CommandId(Uuid::new_v4());
    Step { command, fingerprint: fingerprint(&events).unwrap(), at: morning(), actor, events }
}

/// The person with this number.
pub(crate) fn person(n: u32) -> PersonId {
    PersonId(Uuid::from_u128(0xC000 + u128::from(n)))
}

impl Tale {
    pub(crate) fn of(self, person: PersonId) -> Self {
        Self { person, ..self }
    }

    /// The key of its order.
    pub(crate) fn key(&self) -> String {
        project::order_key(&self.order.number)
    }

    /// The keyed hash of its first link's token.
    pub(crate) fn token(&self) -> Vec<u8> {
        format!("token of {}", self.number.as_str()).into_bytes()
    }

    /// What is to be appended when it is filed, decided upon the books as they are.
    pub(crate) async fn filing(&self, books: &Books) -> CaseAppend {
        let mut events: Vec<Event> = Scene::filed().events.into_iter().map(|one| one.event).collect();
        for event in &mut events {
            if let Event::Filed(filed) = event {
                filed.number = self.number.clone();
                filed.person = self.person;
                filed.order = self.order.clone();
                filed.story.person = self.person;
            }
        }
        let link = NewLink { token: self.token(), expires_at: EXPIRES };
        let change = self.next(books, Actor::Customer(self.person), events).await;
        CaseAppend { link: Some(link), personal: Some(personal()), ..change }
    }

    /// What is to be appended when it goes on, decided upon the books as they are.
    pub(crate) async fn next(&self, books: &Books, actor: Actor, events: Vec<Event>) -> CaseAppend {
        let mut all = books.case(self.case).await.unwrap().events;
        let expected = Version::try_from(all.len()).unwrap();
        let step = step(actor, events);
        for event in &step.events {
            all.push(Recorded {
                seq: 0,
                case_id: self.case,
                version: Version::try_from(all.len()).unwrap() + 1,
                at: step.at,
                actor,
                command_id: step.command,
                event: event.clone(),
            });
        }
        CaseAppend {
            case: self.case,
            number: self.number.clone(),
            expected,
            steps: vec![step],
            before: books.kept(self.case).await.unwrap().map(|kept| kept.places).unwrap_or_default(),
            row: project::project(&all, &TimeLimits::default()).unwrap(),
            ledger: books.ledger(&self.key()).await.unwrap(),
            shown: None,
            link: None,
            personal: None,
            part: Part::default(),
        }
    }

    pub(crate) async fn is_filed(&self, books: &Books) -> Vec<Recorded> {
        done(books, self.filing(books).await).await
    }

    /// What an agent's offer of 50 yuan adds.
    pub(crate) async fn offer(&self, books: &Books) -> CaseAppend {
        self.next(books, Actor::Agent(AGENT), beyond(&Scene::filed(), Scene::offered())).await
    }

    /// It goes on until 50 yuan are agreed, and not paid yet.
    pub(crate) async fn is_agreed(&self, books: &Books) {
        done(books, self.offer(books).await).await;
        let accepted = beyond(&Scene::offered(), Scene::agreed());
        done(books, self.next(books, Actor::Customer(self.person), accepted).await).await;
    }

    /// It goes on from there until it is closed.
    pub(crate) async fn is_finished(&self, books: &Books) {
        let rest = beyond(&Scene::agreed(), Scene::agreed().finished());
        done(books, self.next(books, Actor::Agent(AGENT), rest).await).await;
    }

    /// Somebody at the desk takes it.
    pub(crate) async fn is_taken(&self, books: &Books) -> Vec<Recorded> {
        done(books, self.next(books, Actor::Agent(AGENT), vec![Event::CaseTaken]).await).await
    }
}

/// What a scene has beyond another one.
fn beyond(before: &Scene, now: Scene) -> Vec<Event> {
    now.events.into_iter().skip(before.events.len()).map(|one| one.event).collect()
}

/// Appends what nothing may stand in the way of.
pub(crate) async fn done(books: &Books, change: CaseAppend) -> Vec<Recorded> {
    match books.append_case(change).await.unwrap() {
        Outcome::Done { events, is_repeated: false } => events,
        other => panic!("not appended: {other:?}"),
    }
}

/// An order on its way in.
pub(crate) fn order_row(order: Order, person: PersonId, contacts: &[&str]) -> OrderRow {
    let keys: Vec<Vec<u8>> = contacts.iter().map(|contact| contact.as_bytes().to_vec()).collect();
    OrderRow {
        key: project::order_key(&order.number),
        person_id: person.0,
        is_named: false,
        contact_hint: format!("hint of {}", contacts.concat()),
        buyer_keys: keys.clone(),
        digest: fingerprint(&(&order, person, contacts)).unwrap(),
        contact_keys: keys,
        order,
    }
}

/// The fruit order under another number.
pub(crate) fn fruit(number: &str) -> Order {
    Order { number: number.to_owned(), tracking: None, ..fruit_order() }
}
