//! What was asked for and is not known to be with the server.
//!
//! Each lies under an entry of its own for all tabs: none writes over another's, and whichever is open sends it. What it
//! says is never changed: it goes out as it was said, is taken back, or is replaced by a later answer to the same.

use domain::complaint::command::Command;
use domain::complaint::last_day;
use domain::complaint::settles::Settles;
use domain::id::{CaseId, CommandId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::browser::{random, storage};
use web::{json, kept};

/// What the names of the entries end with, before the id of the command.
const UNSENT: &str = "unsent-";

/// Where the number of a case is kept while something waits for it.
pub(super) const WAITS: &str = "waits";

/// Something that was asked for and is not known to be with the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Intent {
    /// The id of its command; ids begin with the time they were made.
    pub(super) id: CommandId,
    /// The element it was asked for with: there it is shown to wait.
    place: String,
    /// The fields it was made from, the words first, with what was written in each.
    pub(super) fields: Vec<(String, String)>,
    /// The version of the case its person had seen.
    pub(super) version: u32,
    /// What it settles; nothing for a message.
    settles: Option<Settles>,
    /// The command as it is sent. It is kept as text: reading every kind of it would weigh on all who come here.
    pub(super) says: String,
    /// Whether it went out and nobody knows what became of it.
    pub(super) may_have_arrived: bool,
}

impl Intent {
    pub(super) fn new(place: &str, version: u32, command: &Command, fields: Vec<(String, String)>) -> Self {
        Self {
            id: CommandId(random::uuid()),
            place: place.to_owned(),
            fields,
            version,
            settles: command.settles(),
            says: serde_json::to_string(command).unwrap_or_default(),
            may_have_arrived: false,
        }
    }

    /// Whether it was asked for with this element.
    pub(crate) fn is_of(&self, place: &str) -> bool {
        self.place == place
    }

    /// The element it was asked for with.
    pub(crate) fn place(&self) -> &str {
        &self.place
    }

    /// The fields it was made from, the words first, with what was written in each.
    pub(crate) fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// Whether it is somebody else's turn once it has arrived.
    pub(crate) fn moves_on(&self) -> bool {
        self.settles.is_some_and(Settles::moves_on)
    }

    /// Whether it went out and nobody knows what became of it.
    pub(crate) const fn may_have_arrived(&self) -> bool {
        self.may_have_arrived
    }

    /// Whether it says just this.
    pub(super) fn says_just(&self, command: &Command) -> bool {
        serde_json::to_string(command).is_ok_and(|says| says == self.says)
    }

    /// Whether it has words of its person's; a day is none.
    pub(crate) fn has_words(&self) -> bool {
        let first = self.fields.first();
        first.is_some_and(|(field, said)| field != last_day::FIELD && !said.trim().is_empty())
    }

    /// What its command is called, as it is sent.
    pub(crate) fn code(&self) -> String {
        match serde_json::from_str(&self.says).unwrap_or_default() {
            Value::Object(command) => command.into_iter().map(|(code, _)| code).next().unwrap_or_default(),
            Value::String(code) => code,
            _ => String::new(),
        }
    }

    /// Whether only one of both can be meant: the later. Everything else goes out one after the other.
    pub(super) fn contradicts(&self, other: &Self) -> bool {
        self.is_replaced_by(other.settles)
    }

    /// The same of what settles this.
    pub(super) fn is_replaced_by(&self, settles: Option<Settles>) -> bool {
        self.settles.zip(settles).is_some_and(|(one, other)| one.contradicts(other))
    }
}

/// Adds one to those that wait, unless one of them says the same; with the one to be sent and those it takes the place of.
pub(super) fn add(all: &mut Vec<Intent>, intent: Intent) -> (Intent, Vec<Intent>) {
    if let Some(known) = all.iter().find(|known| known.says == intent.says) {
        return (known.clone(), Vec::new());
    }
    let replaced = all.extract_if(.., |other| intent.contradicts(other)).collect();
    all.push(intent.clone());
    (intent, replaced)
}

/// What the names of the entries of a case begin with; the rest of each is the id of a command.
pub(super) fn prefix(case: CaseId) -> String {
    kept::key(&super::place(case), UNSENT)
}

fn key(case: CaseId, id: CommandId) -> String {
    [prefix(case), id.to_string()].concat()
}

/// All that waits for a case, the oldest first.
pub(in crate::follow) fn all(case: CaseId) -> Vec<Intent> {
    let mut all = Vec::new();
    for key in storage::keys(&prefix(case)) {
        take_in(&mut all, storage::get(&key).and_then(|text| json::read(&text)));
    }
    all
}

/// Puts one in its place among those that wait.
pub(super) fn take_in(all: &mut Vec<Intent>, intent: Option<Intent>) {
    if let Some(intent) = intent {
        let place = all.iter().position(|other| other.id > intent.id).unwrap_or(all.len());
        all.insert(place, intent);
    }
}

/// Keeps one.
pub(super) fn put(case: CaseId, intent: &Intent) {
    storage::set(&key(case, intent.id), &serde_json::to_string(intent).unwrap_or_default());
}

/// Tells all tabs, also those that are covered, that the words of one were given back in this one.
pub(super) fn note_given_back(case: CaseId, intent: &Intent) {
    storage::settle(&key(case, intent.id));
}

/// Forgets one.
pub(super) fn remove(case: CaseId, intent: &Intent) {
    storage::remove(&key(case, intent.id));
}

/// The cases for which something waits on this device, with their numbers.
pub(crate) fn waiting_cases() -> Vec<(CaseId, String)> {
    let (prefix, suffix) = (kept::key("customer", ""), ["/", WAITS].concat());
    let keys = storage::keys(&prefix).into_iter();
    let case = |key: String| {
        let id = key.strip_prefix(&prefix)?.strip_suffix(&suffix)?.parse().ok()?;
        Some((id, storage::get(&key)?))
    };
    keys.filter_map(case).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{OfferId, PromiseId};
    use domain::text::Message;
    use uuid::Uuid;

    fn intent(id: u128, command: &Command) -> Intent {
        Intent {
            id: CommandId(Uuid::from_u128(id)),
            place: "here".to_owned(),
            fields: Vec::new(),
            version: 7,
            settles: command.settles(),
            says: serde_json::to_string(command).unwrap(),
            may_have_arrived: false,
        }
    }

    fn write(text: &str) -> Command {
        Command::WriteToDesk { text: Message::parse(text).unwrap(), wants: Vec::new() }
    }

    fn decline() -> Command {
        Command::DeclineOffer { offer: OfferId(Uuid::from_u128(1)), sentence: None }
    }

    #[test]
    fn a_newer_answer_to_the_same_takes_the_place_of_the_one_that_waits_and_all_else_goes_in_its_turn() {
        let accept = |n| Command::AcceptReplacement { promise: PromiseId(Uuid::from_u128(n)) };
        let insist = Command::DeclineReplacement { promise: PromiseId(Uuid::from_u128(1)) };
        let mut all = Vec::new();
        for (id, command) in [
            (1, write("Is anybody there?")),
            (2, accept(1)),
            (3, accept(2)),
            (4, Command::ConfirmFulfilment),
            (5, decline()),
            (6, write("Hello?")),
        ] {
            assert_eq!(add(&mut all, intent(id, &command)).1, []);
        }
        let (_, replaced) = add(&mut all, intent(7, &insist));
        assert_eq!(replaced, [intent(2, &accept(1))]);
        let ids: Vec<u128> = all.iter().map(|intent| intent.id.0.as_u128()).collect();
        assert_eq!(ids, [1, 3, 4, 5, 6, 7]);
    }

    #[test]
    fn what_says_the_same_again_is_the_same() {
        let mut all = Vec::new();
        add(&mut all, intent(1, &decline()));
        let (again, _) = add(&mut all, intent(2, &decline()));
        assert_eq!(again.id, CommandId(Uuid::from_u128(1)));
        assert_eq!(all, [again]);
    }
}
