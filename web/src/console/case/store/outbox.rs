//! What is on its way, kept in this browser: closing the tab loses none of it, and the next visit sends it.

use super::super::outspoken;
use super::{CaseStore, Refused, Why};
use domain::complaint::command::CommandEnvelope;
use domain::complaint::event::Recorded;
use domain::complaint::pending::Replica;
use leptos::prelude::*;
use web::browser::storage;

impl CaseStore {
    /// Keeps what is on its way in this browser. What an earlier visit or another tab has left there stays until it is
    /// taken up, or known to have arrived.
    pub(super) fn keep(self) {
        let mut all = self.left();
        self.replica.with_untracked(|replica| {
            let pending = replica.pending();
            self.own.update_value(|own| own.extend(pending.iter().map(|envelope| envelope.command_id)));
            all.retain(|envelope| pending.iter().all(|other| other.command_id != envelope.command_id));
            all.extend_from_slice(pending);
        });
        let key = self.kept_key();
        match serde_json::to_string(&all) {
            Ok(text) if !all.is_empty() => storage::set(&key, &text),
            _ => storage::remove(&key),
        }
    }

    /// What this browser keeps and this tab has not sent.
    fn left(self) -> Vec<CommandEnvelope> {
        let kept =
            storage::get(&self.kept_key()).and_then(|text| web::json::read::<Vec<CommandEnvelope>>(&text));
        let mut left = kept.unwrap_or_default();
        self.own.with_value(|own| left.retain(|envelope| !own.contains(&envelope.command_id)));
        self.replica.with_untracked(|replica| {
            let has_arrived = |envelope: &CommandEnvelope| {
                replica.confirmed().iter().any(|known| known.command_id == envelope.command_id)
            };
            left.retain(|envelope| !has_arrived(envelope));
        });
        left
    }

    /// Sends what an earlier visit left. The same command ids go out again, so nothing is done twice.
    pub(super) fn send_what_was_left(self) {
        // Without packs it can't be decided whether it still passes.
        if self.under.with_untracked(|under| under.as_ref().is_some_and(|under| under.packs.is_none())) {
            return;
        }
        for mut envelope in self.left() {
            self.own.update_value(|own| {
                own.insert(envelope.command_id);
            });
            let since = |recorded: &&Recorded| recorded.version > envelope.expected_version;
            let is_past_news = self.replica.with_untracked(|replica| {
                outspoken::is_news_to(self.me(), replica.confirmed().iter().filter(since))
            });
            if is_past_news && outspoken::speaks(&envelope.command) {
                self.refuse(vec![Refused { envelope, why: Why::Moved }]);
                continue;
            }
            envelope.expected_version = self.replica.with_untracked(Replica::version);
            let mut replica = self.replica.get_untracked();
            match self.with_context(|ctx| replica.submit(envelope.clone(), ctx)) {
                Ok(()) => self.replica.set(replica),
                Err(why) => self.refuse(vec![Refused { envelope, why: Why::Rule(why) }]),
            }
        }
        self.keep();
        self.pump();
    }

    fn kept_key(self) -> String {
        format!("console.outbox.{}.{}", self.desk.user(), self.id)
    }
}
