//! The policy area at a glance, and packs as documents.

use super::Drafting;
use super::document::{Names, is_about, staff};
use crate::in_force::PackVersion;
use crate::store::StoreResult;
use chrono::NaiveDate;
use domain::id::UserId;
use domain::policy::draft::Stage;
use domain::policy::rule::Status;
use domain::wire::policy::{
    DraftSummary, PackDocument, PackInForce, PolicyOverview, PolicyWaiting, RuleNote, VersionRow,
    VersionState,
};
use std::sync::Arc;

impl Drafting {
    /// The packs in force with their versions, and the drafts.
    pub async fn overview(&self) -> StoreResult<PolicyOverview> {
        // Before anything is read: what happens meanwhile is heard twice rather than never.
        let seq = self.ledger.store.last().await?;
        let today = self.ledger.now().date_naive();
        let names = self.names().await?;
        let in_force = self.policies().in_force(today);
        let packs = in_force.versions.iter().map(|version| self.pack(version, today, &names)).collect();
        Ok(PolicyOverview { today, packs, drafts: self.drafts(&names).await?, seq })
    }

    /// What waits for somebody: proposals that they have not written in themselves.
    pub async fn waiting_for(&self, user: UserId) -> StoreResult<PolicyWaiting> {
        let waiting = self.ledger.store.waiting_drafts().await?;
        let n = waiting.iter().filter(|(_, writers)| !writers.contains(&user)).count();
        Ok(PolicyWaiting { proposals: u32::try_from(n).unwrap_or(u32::MAX) })
    }

    fn pack(&self, version: &PackVersion, today: NaiveDate, names: &Names) -> PackInForce {
        let pack = &version.source.pack;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let cases = self.policies().cases().iter();
        PackInForce {
            link: version.link.clone(),
            title: pack.title.clone(),
            jurisdiction: pack.jurisdiction.clone(),
            review: pack.review.clone(),
            n_rules: count(pack.rules.iter().filter(|rule| rule.status != Status::Template).count()),
            n_cases: count(cases.filter(|(file, case)| is_about(file, &case.packs, &pack.id)).count()),
            versions: self.versions(version, today, names),
        }
    }

    /// All versions of a pack, the newest first.
    fn versions(&self, in_force: &PackVersion, today: NaiveDate, names: &Names) -> Vec<VersionRow> {
        let all = self.policies().versions(&in_force.link.id);
        let mut rows: Vec<VersionRow> = Vec::new();
        for (place, version) in all.iter().enumerate() {
            // Whatever is approved later takes its place on its own day, even before it had begun.
            let later = all.iter().skip(place + 1).filter(|one| !one.is_withdrawn);
            let until = later.filter_map(|one| one.from).min().filter(|_| !version.is_withdrawn);
            let will_begin = |from: NaiveDate| from > today && until.is_none_or(|until| until > from);
            let state = if version.is_withdrawn {
                VersionState::Withdrawn
            } else if version.seq == in_force.seq {
                VersionState::InForce
            } else if version.from.is_some_and(will_begin) {
                VersionState::Coming
            } else {
                VersionState::Past
            };
            rows.push(VersionRow {
                link: version.link.clone(),
                state,
                from: version.from,
                until,
                written_by: version.written_by.map(|user| staff(names, user)),
                approved_by: version.approved_by.map(|user| staff(names, user)),
                approved_at: version.from.map(|_| version.noted_at),
                draft: version.draft,
            });
        }
        rows.reverse();
        rows
    }

    async fn drafts(&self, names: &Names) -> StoreResult<Vec<DraftSummary>> {
        let mut drafts = Vec::new();
        for (id, _) in self.ledger.store.drafts().await? {
            let loaded = self.load(id).await?;
            drafts.extend(loaded.map(|loaded| self.summary(id, &loaded.state, names)));
        }
        let is_done = |draft: &DraftSummary| matches!(draft.stage, Stage::Approved | Stage::Discarded);
        drafts.sort_by_key(|draft: &DraftSummary| (is_done(draft), std::cmp::Reverse(draft.changed_at)));
        Ok(drafts)
    }

    /// A version of a pack to be read, with the cases that try it among the packs in force.
    pub fn pack_document(&self, version: &Arc<PackVersion>) -> PackDocument {
        let source = &version.source;
        let mut sources = self.policies().in_force(self.ledger.now().date_naive()).sources();
        sources.retain(|other| other.pack.id != source.pack.id);
        sources.push(source.clone());
        let notes = source.pack.rules.iter().zip(&source.notes);
        PackDocument {
            link: version.link.clone(),
            public: source.pack.clone(),
            desk: source.desk.clone(),
            notes: notes
                .map(|(rule, note)| RuleNote {
                    rule: rule.code.clone(),
                    example: note.example.clone(),
                    excludes: note.excludes.clone(),
                })
                .collect(),
            cases: self.answers(&source.pack.id, &sources),
        }
    }
}
