//! What stood in a place before an edit, for the history: read from the version a draft is built on and from what was
//! done to the same place since.
//!
//! Where rows, parts or rules came, went or moved since, a path may mean another place: then nothing is said.

use domain::happened::Happened;
use domain::policy::authoring::form::form;
use domain::policy::draft::edit::{Edit, SlotValue};
use domain::policy::draft::event::DraftEvent;
use domain::policy::draft::form::PackForm;

/// For each event the value that stood where it sets another; nothing where that is not known.
pub(super) fn before(events: &[Happened<DraftEvent>]) -> Vec<Option<SlotValue>> {
    let mut base = None;
    let mut done: Vec<&Edit> = Vec::new();
    let mut all = Vec::new();
    for happened in events {
        let mut stood = None;
        match &happened.event {
            DraftEvent::Started { text, .. } => base = form(text),
            DraftEvent::Edited(step) => {
                stood = base.as_ref().and_then(|base| stands(base, &done, &step.edit));
                done.push(&step.edit);
            }
            DraftEvent::Undone => {
                done.pop();
            }
            DraftEvent::TakenOver { text, kept, .. } => {
                base = form(text);
                done = kept.iter().map(|step| &step.edit).collect();
            }
            _ => {}
        }
        all.push(stood);
    }
    all
}

fn stands(base: &PackForm, done: &[&Edit], edit: &Edit) -> Option<SlotValue> {
    let Edit::Set { rule, path, .. } = edit else { return None };
    for earlier in done.iter().rev() {
        match earlier {
            Edit::Set { rule: of, path: at, value } if of == rule && at == path => return value.clone(),
            Edit::Set { .. } => {}
            _ => return None,
        }
    }
    base.slot(rule.as_deref(), path)?.value.clone()
}
