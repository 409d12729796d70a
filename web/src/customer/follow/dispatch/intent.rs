//! What was asked for and is not known to be with the server: which of it waits, and what of it is no news to the rest.

use domain::complaint::command::Command;
use domain::id::CommandId;
use serde::{Deserialize, Serialize};

/// Something that was asked for and is not known to be with the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Intent {
    /// The id of its command.
    pub(super) id: CommandId,
    /// The fields it was made from, with what was written in each.
    pub(super) fields: Vec<(String, String)>,
    /// The version of the case its person had seen.
    pub(super) version: u32,
    /// Whether it is a message to the desk.
    is_message: bool,
    /// The command as it is sent. It is kept as text: reading every kind of it would weigh on all who come here.
    pub(super) says: String,
    /// What the same person sent meanwhile: what it led to is no news to them.
    #[serde(default)]
    pub(super) own: Vec<CommandId>,
    /// Whether it went out and nobody knows what became of it.
    #[serde(default)]
    pub(super) may_have_arrived: bool,
}

impl Intent {
    pub(super) fn of(id: CommandId, version: u32, command: &Command) -> Self {
        Self {
            id,
            fields: Vec::new(),
            version,
            is_message: matches!(command, Command::WriteToDesk { .. }),
            says: serde_json::to_string(command).unwrap_or_default(),
            own: Vec::new(),
            may_have_arrived: false,
        }
    }

    /// Whether it is a message to the desk.
    pub(crate) const fn is_message(&self) -> bool {
        self.is_message
    }

    /// Whether it went out and nobody knows what became of it.
    pub(crate) const fn may_have_arrived(&self) -> bool {
        self.may_have_arrived
    }
}

/// Notes one more, under the id of the try before if it says the same. Of messages the latest counts, and of everything
/// else as well: two answers may contradict each other, and only the later one is still meant.
pub(super) fn note(all: &mut Vec<Intent>, mut intent: Intent) -> Intent {
    if let Some(known) = all.iter().find(|other| other.says == intent.says) {
        intent.id = known.id;
        intent.own.clone_from(&known.own);
        intent.may_have_arrived = known.may_have_arrived;
    }
    all.retain(|other| other.is_message != intent.is_message);
    all.push(intent.clone());
    intent
}

/// Tells what waits that its person sent something else meanwhile.
pub(super) fn note_own(all: &mut [Intent], sent: CommandId) {
    for other in all {
        if other.id != sent && !other.own.contains(&sent) {
            other.own.push(sent);
        }
    }
}

/// The ids of what the person of an intent sent besides it, as far as it is known here: nothing that came of it is news
/// to them.
pub(super) fn own_of(all: &[Intent], intent: &Intent) -> Vec<CommandId> {
    intent.own.iter().copied().chain(all.iter().map(|other| other.id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::OfferId;
    use domain::text::Message;
    use uuid::Uuid;

    fn intent(id: u128, command: &Command) -> Intent {
        Intent::of(CommandId(Uuid::from_u128(id)), 7, command)
    }

    fn write(text: &str) -> Command {
        Command::WriteToDesk { text: Message::parse(text).unwrap() }
    }

    fn decline() -> Command {
        Command::DeclineOffer { offer: OfferId(Uuid::from_u128(1)), sentence: None }
    }

    #[test]
    fn a_newer_answer_takes_the_place_of_the_one_that_waits_and_leaves_the_message() {
        let mut all = Vec::new();
        note(&mut all, intent(1, &write("Is anybody there?")));
        note(&mut all, intent(2, &Command::ConfirmFulfilment));
        note(&mut all, intent(3, &decline()));
        assert_eq!(all, [intent(1, &write("Is anybody there?")), intent(3, &decline())]);
        note(&mut all, intent(4, &write("Hello?")));
        assert_eq!(all, [intent(3, &decline()), intent(4, &write("Hello?"))]);
    }

    #[test]
    fn what_says_the_same_again_is_the_same() {
        let mut all = Vec::new();
        note(&mut all, intent(1, &decline()));
        let again = note(&mut all, intent(2, &decline()));
        assert_eq!(again.id, CommandId(Uuid::from_u128(1)));
        assert_eq!(all, [again]);
    }

    #[test]
    fn what_one_sent_oneself_is_no_news_to_what_still_waits() {
        let [photo, message, answer] = [5, 1, 2].map(|id| CommandId(Uuid::from_u128(id)));
        let mut all = Vec::new();
        note(&mut all, intent(1, &write("Is anybody there?")));
        let waiting = note(&mut all, intent(2, &decline()));
        // While both wait, and after the message and a photo have arrived.
        assert!(own_of(&all, &waiting).contains(&message));
        note_own(&mut all, photo);
        note_own(&mut all, message);
        all.retain(|other| other.id != message);
        let own = own_of(&all, all.first().unwrap());
        assert_eq!(own, [photo, message, answer]);
        // Kept and taken up again, also as it was kept before this was known.
        let kept = serde_json::to_string(&all).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Intent>>(&kept).unwrap(), all);
        let mut old = serde_json::to_value(waiting).unwrap();
        old.as_object_mut().unwrap().retain(|name, _| name != "own" && name != "may_have_arrived");
        assert!(serde_json::from_value::<Intent>(old).unwrap().own.is_empty());
    }
}
