//! What is on its way, kept in this browser: closing the tab loses none of it, and the next visit sends it.

use super::super::outspoken;
use super::{CaseStore, Refused, Why};
use domain::complaint::command::CommandEnvelope;
use domain::complaint::event::Recorded;
use domain::complaint::pending::Replica;
use leptos::prelude::*;
use web::browser::storage;

impl CaseStore {
    /// Keeps what is on its way in this browser, so that closing the tab loses none of it.
    pub(super) fn keep(self) {
        let key = self.kept_key();
        self.replica.with_untracked(|replica| match serde_json::to_string(replica.pending()) {
            Ok(text) if !replica.pending().is_empty() => storage::set(&key, &text),
            _ => storage::remove(&key),
        });
    }

    /// Sends what an earlier visit kept. The same command ids go out again, so nothing is done twice.
    pub(super) fn send_what_was_kept(self) {
        // Without packs it can't be decided whether it still passes.
        if self.under.with_untracked(|under| under.as_ref().is_some_and(|under| under.packs.is_none())) {
            return;
        }
        let kept =
            storage::get(&self.kept_key()).and_then(|text| web::json::read::<Vec<CommandEnvelope>>(&text));
        for mut envelope in kept.unwrap_or_default() {
            let is_done = |replica: &Replica| {
                replica.confirmed().iter().any(|known| known.command_id == envelope.command_id)
            };
            if self.replica.with_untracked(is_done) {
                continue;
            }
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
