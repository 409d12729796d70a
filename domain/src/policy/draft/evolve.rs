//! What a draft's events come to.

use crate::id::UserId;
use crate::policy::draft::event::{DraftEvent, RecordedDraft, Splice, Step};
use crate::policy::draft::{Draft, Proposal, Stage};

/// A draft after one more event. Before it was started there is none, and nothing but a start makes one.
pub fn evolve(draft: Option<Draft>, recorded: &RecordedDraft) -> Option<Draft> {
    let Some(mut draft) = draft else {
        return started(recorded);
    };
    draft.revision = recorded.revision;
    draft.changed_at = recorded.at;
    match &recorded.event {
        DraftEvent::Started { .. } => {}
        DraftEvent::Edited(step) => {
            draft.write(recorded.by);
            draft.take(step);
        }
        DraftEvent::Undone => {
            draft.write(recorded.by);
            if let Some(last) = draft.steps.pop() {
                draft.splice(&last.splice);
            }
        }
        DraftEvent::Proposed { from, version, splice, .. } => {
            draft.write(recorded.by);
            draft.unversioned = draft.splice(splice);
            draft.stage = Stage::Proposed;
            let (by, at) = (recorded.by, recorded.at);
            draft.proposal = Some(Proposal { from: *from, version: version.clone(), by, at });
        }
        DraftEvent::Approved { .. } => draft.stage = Stage::Approved,
        DraftEvent::SentBack { .. } | DraftEvent::Withdrawn { .. } => {
            draft.stage = Stage::Drafting;
            draft.proposal = None;
            if let Some(back) = draft.unversioned.take() {
                draft.splice(&back);
            }
        }
        DraftEvent::Discarded { .. } => draft.stage = Stage::Discarded,
        DraftEvent::TakenOver { base, text, kept, .. } => {
            draft.write(recorded.by);
            draft.base = base.clone();
            draft.text.clone_from(text);
            draft.steps.clear();
            for step in kept {
                draft.take(step);
            }
        }
    }
    Some(draft)
}

/// A draft as all its events tell it.
pub fn replay<'a>(events: impl IntoIterator<Item = &'a RecordedDraft>) -> Option<Draft> {
    events.into_iter().fold(None, evolve)
}

fn started(recorded: &RecordedDraft) -> Option<Draft> {
    let DraftEvent::Started { pack, base, text } = &recorded.event else {
        return None;
    };
    Some(Draft {
        pack: pack.clone(),
        base: base.clone(),
        text: text.clone(),
        stage: Stage::Drafting,
        revision: recorded.revision,
        author: recorded.by,
        writers: vec![recorded.by],
        steps: Vec::new(),
        proposal: None,
        unversioned: None,
        started_at: recorded.at,
        changed_at: recorded.at,
    })
}

impl Draft {
    fn write(&mut self, by: UserId) {
        if !self.writers.contains(&by) {
            self.writers.push(by);
        }
    }

    fn take(&mut self, step: &Step) {
        if let Some(back) = self.splice(&step.splice) {
            self.steps.push(Step { edit: step.edit.clone(), splice: back });
        }
    }

    /// Changes the text, and tells what takes it back. A splice of another text changes nothing.
    fn splice(&mut self, splice: &Splice) -> Option<Splice> {
        let back = splice.inverse(&self.text)?;
        self.text = splice.apply(&self.text)?;
        Some(back)
    }
}
