//! A draft with everything its page shows: forms, mistakes, findings, what it changes, what may be done to it.

use super::before::before;
use super::{Drafting, Loaded};
use crate::store::StoreResult;
use domain::actor::Actor;
use domain::happened::Happened;
use domain::id::{DraftId, UserId};
use domain::policy::authoring::check::Found;
use domain::policy::authoring::form::{form, path_of};
use domain::policy::authoring::{Mistake, PackScribe, case_answer};
use domain::policy::draft::change::{Change, changes};
use domain::policy::draft::command::Act;
use domain::policy::draft::decide::{fits, hindrance};
use domain::policy::draft::edit::SlotValue;
use domain::policy::draft::event::DraftEvent;
use domain::policy::draft::form::PackForm;
use domain::policy::draft::{BaseVersion, Draft};
use domain::policy::pack::{Desk, Pack};
use domain::policy::rule::Texts;
use domain::wire::policy::{
    ActRow, CaseAnswer, Deed, DraftDocument, DraftSummary, FindingRow, HistoryRow, MistakeRow, Staff,
};
use std::collections::BTreeMap;

/// What people at the desk are called.
pub type Names = BTreeMap<UserId, String>;

/// Somebody at the desk, by the name colleagues see.
pub fn staff(names: &Names, id: UserId) -> Staff {
    Staff { id, name: names.get(&id).cloned().unwrap_or_default() }
}

impl Drafting {
    /// What people at the desk are called.
    pub async fn names(&self) -> StoreResult<Names> {
        let users = self.ledger.store.users().await?;
        Ok(users.into_iter().map(|user| (UserId(user.user_id), user.display_name)).collect())
    }

    /// A draft's page for whoever reads it; `None` where there is no such draft.
    pub async fn document(&self, draft_id: DraftId, reader: Actor) -> StoreResult<Option<DraftDocument>> {
        let Some(loaded) = self.load(draft_id).await? else { return Ok(None) };
        let names = self.names().await?;
        Ok(Some(self.show(draft_id, &loaded, reader, &names)))
    }

    fn show(&self, draft_id: DraftId, loaded: &Loaded, reader: Actor, names: &Names) -> DraftDocument {
        let draft = &loaded.state;
        let form = form(&draft.text).unwrap_or_default();
        let acts = Act::ALL.iter().filter(|act| fits(draft.stage, **act));
        let acts = self.with_context(&draft.pack, reader, |ctx| {
            acts.map(|act| ActRow { act: *act, hindrance: hindrance(draft, *act, ctx) }).collect()
        });
        let others = self.policies().in_force(self.ledger.now().date_naive()).sources();
        let scribe = PackScribe {
            others: &others,
            cases: self.policies().cases(),
            today: self.ledger.now().date_naive(),
        };
        let mut document = DraftDocument {
            summary: self.summary(draft_id, draft, names),
            acts,
            form,
            mistakes: Vec::new(),
            findings: Vec::new(),
            changes: Vec::new(),
            public: None,
            desk: None,
            history: loaded
                .events
                .iter()
                .zip(before(&loaded.events))
                .filter_map(|(event, before)| history(event, before, names))
                .collect(),
        };
        match PackScribe::read(&draft.text) {
            Err(mistakes) => {
                document.mistakes = mistakes.into_iter().map(|one| mistake(&document.form, one)).collect();
            }
            Ok(source) => {
                document.findings = scribe.findings(&source).into_iter().map(finding).collect();
                document.changes = self.changes(&draft.base, (&source.pack, source.desk.as_ref()));
                document.public = Some(source.pack);
                document.desk = source.desk;
            }
        }
        document
    }

    fn changes(&self, base: &BaseVersion, new: (&Pack, Option<&Desk>)) -> Vec<Change> {
        self.policies()
            .by_hash(&base.hash)
            .map(|old| changes((&old.source.pack, old.source.desk.as_ref()), new))
            .unwrap_or_default()
    }

    /// A draft in a list.
    pub(super) fn summary(&self, id: DraftId, draft: &Draft, names: &Names) -> DraftSummary {
        let base = self.policies().by_hash(&draft.base.hash);
        let base_title = base.map_or_else(Texts::default, |base| base.source.pack.title.clone());
        DraftSummary {
            id,
            pack: draft.pack.clone(),
            title: base_title,
            base: draft.base.clone(),
            stage: draft.stage,
            revision: draft.revision,
            author: staff(names, draft.author),
            writers: draft.writers.iter().map(|writer| staff(names, *writer)).collect(),
            n_edits: u32::try_from(draft.steps.len()).unwrap_or(u32::MAX),
            version: draft.proposal.as_ref().map(|proposal| proposal.version.clone()),
            from: draft.proposal.as_ref().map(|proposal| proposal.from),
            started_at: draft.started_at,
            changed_at: draft.changed_at,
        }
    }

    /// The cases of a draft's pack, put to the draft; none while it has mistakes. `None` where there is no such draft.
    pub async fn cases(&self, draft_id: DraftId) -> StoreResult<Option<Vec<CaseAnswer>>> {
        let Some(loaded) = self.load(draft_id).await? else { return Ok(None) };
        let Ok(draft) = PackScribe::read(&loaded.state.text) else { return Ok(Some(Vec::new())) };
        let mut sources = self.policies().in_force(self.ledger.now().date_naive()).sources();
        sources.retain(|source| source.pack.id != draft.pack.id);
        sources.push(draft);
        Ok(Some(self.answers(&loaded.state.pack, &sources)))
    }

    /// The cases in which a pack has a part, put to packs; those that name packs which are not there are left out.
    pub(super) fn answers(
        &self,
        pack: &str,
        sources: &[domain::policy::authoring::SourcePack],
    ) -> Vec<CaseAnswer> {
        let policies = self.policies();
        policies
            .cases()
            .iter()
            .filter(|(file, case)| is_about(file, &case.packs, pack))
            .filter_map(|(file, case)| case_answer(name(file), case, sources))
            .collect()
    }
}

/// Whether a case is about a pack: it stands in the pack's own folder, or among the general ones and names it.
pub(super) fn is_about(file: &str, packs: &[String], pack: &str) -> bool {
    let mut folders = file.rsplit(['/', '\\']).skip(2);
    let folder = folders.next().unwrap_or_default();
    folder == pack || (packs.iter().any(|id| id == pack) && !packs.iter().any(|id| id == folder))
}

/// A file's name without folders and ending.
fn name(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.strip_suffix(".toml").unwrap_or(name)
}

fn mistake(form: &PackForm, one: Mistake) -> MistakeRow {
    let rule = form.rules.iter().rev().find(|rule| rule.line <= one.line && one.key.starts_with("rule"));
    let key = if rule.is_some() { one.key.strip_prefix("rule.").unwrap_or_default() } else { &one.key };
    let rule = rule.map(|rule| rule.code.clone());
    let path = path_of(form, rule.as_deref(), key);
    MistakeRow {
        kind: one.detail.kind(),
        line: one.line,
        rule,
        path,
        key: one.key,
        detail: one.detail,
        nearest: one.nearest,
    }
}

fn finding(one: Found) -> FindingRow {
    FindingRow { flaw: one.flaw, rule: (!one.rule.is_empty()).then_some(one.rule) }
}

fn history(happened: &Happened<DraftEvent>, before: Option<SlotValue>, names: &Names) -> Option<HistoryRow> {
    let deed = match &happened.event {
        DraftEvent::Started { base, .. } => Deed::Started { base: base.clone() },
        DraftEvent::Edited(step) => Deed::Edited { edit: step.edit.clone(), before },
        DraftEvent::Undone => Deed::Undone,
        DraftEvent::Proposed { from, version, note, .. } => {
            Deed::Proposed { from: *from, version: version.clone(), note: note.clone() }
        }
        DraftEvent::Approved { version, from, .. } => {
            Deed::Approved { version: version.clone(), from: *from }
        }
        DraftEvent::SentBack { reason } => Deed::SentBack { reason: reason.clone() },
        DraftEvent::Discarded { reason } => Deed::Discarded { reason: reason.clone() },
        DraftEvent::Withdrawn { version, reason } => {
            Deed::Withdrawn { version: version.clone(), reason: reason.clone() }
        }
        DraftEvent::TakenOver { base, lost, .. } => {
            Deed::TakenOver { base: base.clone(), lost: lost.clone() }
        }
    };
    let by = staff(names, happened.actor.user()?);
    Some(HistoryRow { revision: happened.version, at: happened.at, by, deed })
}
