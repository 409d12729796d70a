//! What a draft's events come to.

use crate::happened::Happened;
use crate::id::UserId;
use crate::policy::draft::event::{DraftEvent, Splice, Step};
use crate::policy::draft::{Draft, Proposal, Stage};

/// A draft after one more event. Before it was started there is none, and nothing but a start makes one. People at the desk
/// draft; what anybody else did changes nothing.
pub fn evolve(draft: Option<Draft>, happened: &Happened<DraftEvent>) -> Option<Draft> {
    let Some(by) = happened.actor.user() else { return draft };
    let Some(mut draft) = draft else {
        return started(happened, by);
    };
    draft.revision = happened.version;
    draft.changed_at = happened.at;
    match &happened.event {
        DraftEvent::Started { .. } => {}
        DraftEvent::Edited(step) => {
            draft.write(by);
            draft.take(step);
        }
        DraftEvent::Undone => {
            draft.write(by);
            if let Some(last) = draft.steps.pop() {
                draft.splice(&last.splice);
            }
        }
        DraftEvent::Proposed { from, version, splice, .. } => {
            draft.write(by);
            draft.unversioned = draft.splice(splice);
            draft.stage = Stage::Proposed;
            let (version, at) = (version.clone(), happened.at);
            draft.proposal = Some(Proposal { from: *from, version, by, at });
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
            draft.write(by);
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
pub fn replay<'a>(events: impl IntoIterator<Item = &'a Happened<DraftEvent>>) -> Option<Draft> {
    events.into_iter().fold(None, evolve)
}

fn started(happened: &Happened<DraftEvent>, by: UserId) -> Option<Draft> {
    let DraftEvent::Started { pack, base, text } = &happened.event else {
        return None;
    };
    Some(Draft {
        pack: pack.clone(),
        base: base.clone(),
        text: text.clone(),
        stage: Stage::Drafting,
        revision: happened.version,
        author: by,
        writers: vec![by],
        steps: Vec::new(),
        proposal: None,
        unversioned: None,
        started_at: happened.at,
        changed_at: happened.at,
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
