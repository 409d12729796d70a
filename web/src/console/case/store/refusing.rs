//! What was not accepted, or not sent past news: held back, kept with every word, and let go by its author.

use super::super::outspoken;
use super::{CaseStore, Refused, Why};
use domain::complaint::command::{Command, CommandEnvelope};
use domain::complaint::decide::decide;
use domain::complaint::event::Recorded;
use domain::complaint::pending::Replica;
use domain::id::CommandId;
use leptos::prelude::*;
use web::browser::storage;

impl CaseStore {
    /// Takes back what waits to be sent and would be said past news: its author looks first. What is already with
    /// the server is the server's to judge.
    pub(super) fn hold_back(self, events: &[Recorded]) {
        let known = self.replica.with_untracked(Replica::version);
        let is_new = |recorded: &&Recorded| recorded.version > known;
        if !outspoken::is_news_to(self.me(), events.iter().filter(is_new)) {
            return;
        }
        let n_sent = usize::from(self.is_sending.get_value());
        let waiting: Vec<CommandEnvelope> = self.replica.with_untracked(|replica| {
            let of = |envelope: &&CommandEnvelope| {
                outspoken::speaks(&envelope.command)
                    && !events.iter().any(|recorded| recorded.command_id == envelope.command_id)
            };
            replica.pending().iter().skip(n_sent).filter(of).cloned().collect()
        });
        for envelope in waiting {
            self.replica.update(|replica| replica.settle(envelope.command_id));
            self.refuse(vec![Refused { envelope, why: Why::Moved }]);
        }
    }

    pub(super) fn refuse(self, refused: Vec<Refused>) {
        if !refused.is_empty() {
            for one in &refused {
                self.give_back(one.envelope.command_id);
            }
            self.refused.update(|all| {
                // What is tried again and refused again is told once, as it was tried last.
                let is_tried_again = |before: &Refused| {
                    refused.iter().any(|one| {
                        one.envelope.command_id != before.envelope.command_id
                            && replaces(&one.envelope.command, &before.envelope.command)
                    })
                };
                all.retain(|before| !is_tried_again(before));
                let is_new = |one: &Refused| {
                    !all.iter().any(|other| other.envelope.command_id == one.envelope.command_id)
                };
                let new: Vec<Refused> = refused.into_iter().filter(is_new).collect();
                all.extend(new);
            });
            self.keep_refused();
        }
    }

    /// Keeps what was not accepted with every word of it, until its author lets it go.
    fn keep_refused(self) {
        let key = self.refused_key();
        let envelopes: Vec<CommandEnvelope> =
            self.refused.with_untracked(|all| all.iter().map(|one| one.envelope.clone()).collect());
        match serde_json::to_string(&envelopes) {
            Ok(text) if !envelopes.is_empty() => storage::set(&key, &text),
            _ => storage::remove(&key),
        }
    }

    /// Takes up what was not accepted on an earlier visit, with the reason that holds now.
    pub(super) fn take_up_refused(self) {
        let kept =
            storage::get(&self.refused_key()).and_then(|text| web::json::read::<Vec<CommandEnvelope>>(&text));
        let state = self.replica.with_untracked(Replica::confirmed_state);
        let why = |envelope: &CommandEnvelope| {
            let answer = self.with_context(|ctx| decide(&state, &envelope.command, ctx));
            answer.err().map_or(Why::Moved, Why::Rule)
        };
        let kept = kept.unwrap_or_default().into_iter();
        self.refuse(kept.map(|envelope| Refused { why: why(&envelope), envelope }).collect());
    }

    fn refused_key(self) -> String {
        format!("console.refused.{}.{}", self.desk.user(), self.id)
    }

    /// Lets go of what was refused before and is done now, in another way.
    pub(super) fn let_go_of_replaced(self, done: &Command) {
        let before = self.refused.with_untracked(Vec::len);
        self.refused.update(|all| all.retain(|refused| !replaces(done, &refused.envelope.command)));
        if self.refused.with_untracked(Vec::len) != before {
            self.keep_refused();
        }
    }

    /// Lets go of a refused command.
    pub(crate) fn dismiss(self, command: CommandId) {
        self.refused.update(|all| all.retain(|refused| refused.envelope.command_id != command));
        self.keep_refused();
    }
}

/// Whether a command is another try at what an earlier one wanted, so that nothing is lost with that one: a word that was
/// written and is not in the later one stays.
fn replaces(later: &Command, earlier: &Command) -> bool {
    match (later, earlier) {
        (Command::ProvePromise { promise, .. }, Command::ProvePromise { promise: before, .. }) => {
            promise == before
        }
        (
            Command::RecordFinding { finding, note, .. },
            Command::RecordFinding { finding: before, note: noted, .. },
        ) => finding.is_about_the_same(before) && note == noted,
        (Command::MakeOffer { message, .. }, Command::MakeOffer { message: before, .. }) => {
            before.is_none() || message == before
        }
        (Command::Reply { .. } | Command::NoteInternally { .. }, _) => false,
        (later, earlier) => later == earlier,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::complaint::command::Proof;
    use domain::finding::{Finding, Standing};
    use domain::id::{OfferId, PromiseId};
    use domain::text::{Message, Reference};

    fn proof(promise: u128, reference: &str) -> Command {
        Command::ProvePromise {
            promise: PromiseId(uuid::Uuid::from_u128(promise)),
            proof: Proof::RefundReference(Reference::parse(reference).unwrap()),
            also: Vec::new(),
            keeps_goods: None,
            although_known: None,
            in_all: None,
        }
    }

    #[test]
    fn what_is_refused_again_takes_the_place_of_what_was_refused_before() {
        assert!(replaces(&proof(1, "PP-2"), &proof(1, "PP-1")));
        assert!(!replaces(&proof(1, "PP-1"), &proof(2, "PP-1")));
        let finding = |standing| Command::RecordFinding {
            finding: Finding::Defect(standing),
            note: None,
            instead_of: None,
        };
        assert!(replaces(&finding(Standing::Refuted), &finding(Standing::Established)));
        assert!(replaces(&Command::CloseCase, &Command::CloseCase));
        assert!(!replaces(&Command::CloseCase, &Command::TakeCase));
        let offer = |words: Option<&str>| Command::MakeOffer {
            offer: OfferId(uuid::Uuid::from_u128(1)),
            options: Vec::new(),
            message: words.map(|words| Message::parse(words).unwrap()),
            replaces: None,
        };
        assert!(replaces(&offer(Some("We are sorry.")), &offer(None)));
        assert!(replaces(&offer(Some("We are sorry.")), &offer(Some("We are sorry."))));
        // No word that was written to somebody is lost.
        assert!(!replaces(&offer(None), &offer(Some("We are sorry."))));
        let reply = |text: &str| Command::Reply { text: Message::parse(text).unwrap() };
        assert!(!replaces(&reply("Thank you."), &reply("Thank you.")));
    }
}
