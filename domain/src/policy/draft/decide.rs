//! From a command on a draft to events, or to the one rule that stands in the way.
//!
//! Two people stand behind every version: whoever wrote in a draft never approves it, a supervisor and an
//! administrator alike. What the text says is asked of a [`Scribe`]; the rules of its life are here.

use crate::actor::{Actor, Role};
use crate::id::UserId;
use crate::policy::draft::command::{Act, DraftCommand};
use crate::policy::draft::edit::{Edit, EditFault};
use crate::policy::draft::event::{DraftEvent, Splice, Step};
use crate::policy::draft::rejection::DraftRejection;
use crate::policy::draft::{BaseVersion, Draft, Stage, version};
use crate::text::Sentence;
use chrono::{DateTime, Days, FixedOffset, NaiveDate};

/// How far ahead a version may be put in force, in days.
///
/// Our own choice: what is planned for later than in two years is a wish, or a slip of the finger in the year.
pub const FURTHEST: u64 = 730;

/// Whoever can read a pack's text and write in it. Pure: the same text is always read the same.
pub trait Scribe {
    /// The text with an edit made.
    fn edit(&self, text: &str, edit: &Edit) -> Result<String, EditFault>;

    /// The text with another version in its head; `None` where it can't be read.
    fn name_version(&self, text: &str, version: &str) -> Option<String>;

    /// What is wrong with the text.
    fn examine(&self, text: &str) -> Examined;

    /// The hash of the text's public part; `None` where it has mistakes.
    fn hash(&self, text: &str) -> Option<String>;
}

/// What looking a text over came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Examined {
    /// How many mistakes it has.
    pub n_mistakes: u32,
    /// How many errors its check found; warnings are not counted.
    pub n_errors: u32,
}

/// The newest version of a pack: the last one approved and not withdrawn, whether or not its day has come, else the
/// installed one.
#[derive(Clone, Copy, Debug)]
pub struct Newest<'a> {
    /// Which.
    pub base: &'a BaseVersion,
    /// Its text.
    pub text: &'a str,
}

/// Everything the outside knows and a decision needs.
#[derive(Clone, Copy)]
pub struct DraftContext<'a> {
    /// The moment of the command, in the shop's zone.
    pub now: DateTime<FixedOffset>,
    /// Who gives it.
    pub actor: Actor,
    /// The newest version of the pack; none where no such pack is in force.
    pub newest: Option<Newest<'a>>,
    /// The names of all versions the pack ever had, those withdrawn among them.
    pub versions: &'a [String],
    /// Whoever reads the text.
    pub scribe: &'a dyn Scribe,
}

impl DraftContext<'_> {
    fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// The desk user who acts, if they may write policies at all.
    fn writer(&self) -> Result<UserId, DraftRejection> {
        let role = self.actor.role();
        match self.actor.user() {
            Some(user) if matches!(role, Role::Supervisor | Role::Admin) => Ok(user),
            _ => Err(DraftRejection::NotAllowed { role }),
        }
    }
}

/// What starting a draft of a pack leads to.
pub fn start(
    draft: Option<&Draft>,
    pack: &str,
    ctx: &DraftContext<'_>,
) -> Result<Vec<DraftEvent>, DraftRejection> {
    ctx.writer()?;
    if draft.is_some() {
        return Err(DraftRejection::AlreadyStarted);
    }
    let newest = ctx.newest.ok_or_else(|| DraftRejection::PackUnknown { pack: pack.to_owned() })?;
    let (base, text) = (newest.base.clone(), newest.text.to_owned());
    Ok(vec![DraftEvent::Started { pack: pack.to_owned(), base, text }])
}

/// What a command leads to, given the revision its sender has seen.
pub fn decide(
    draft: Option<&Draft>,
    command: &DraftCommand,
    expected_revision: u32,
    ctx: &DraftContext<'_>,
) -> Result<Vec<DraftEvent>, DraftRejection> {
    ctx.writer()?;
    let draft = draft.ok_or(DraftRejection::NotStarted)?;
    if draft.revision != expected_revision {
        return Err(DraftRejection::Conflict { revision: draft.revision });
    }
    let hindrance = hindrance(draft, command.act(), ctx);
    if let Some(hindrance) = hindrance {
        return Err(hindrance);
    }
    let event = match command {
        DraftCommand::Edit { edit } => return edited(draft, edit, ctx),
        DraftCommand::Undo => DraftEvent::Undone,
        DraftCommand::Propose { from, note } => {
            check_day(*from, ctx)?;
            let version = version::next(*from, ctx.versions);
            let named = ctx.scribe.name_version(&draft.text, &version);
            let named = named.ok_or(DraftRejection::HasMistakes { n_mistakes: 1 })?;
            let splice = Splice::between(&draft.text, &named);
            DraftEvent::Proposed { from: *from, version, note: note.clone(), splice }
        }
        DraftCommand::Approve => approved(draft, ctx)?,
        DraftCommand::SendBack { reason } => DraftEvent::SentBack { reason: reason.clone() },
        DraftCommand::Discard { reason } => DraftEvent::Discarded { reason: reason.clone() },
        DraftCommand::Withdraw { reason } => withdrawn(draft, reason)?,
        DraftCommand::TakeOver => taken_over(draft, ctx)?,
    };
    Ok(vec![event])
}

/// What keeps whoever acts from doing this to the draft as it stands, whatever its particulars: what a button that
/// can't be pressed tells.
pub fn hindrance(draft: &Draft, act: Act, ctx: &DraftContext<'_>) -> Option<DraftRejection> {
    let user = match ctx.writer() {
        Ok(user) => user,
        Err(rejection) => return Some(rejection),
    };
    if !fits(draft.stage, act) {
        return Some(DraftRejection::WrongStage { stage: draft.stage });
    }
    match act {
        Act::Edit | Act::SendBack | Act::Discard => None,
        Act::Undo => draft.steps.is_empty().then_some(DraftRejection::NothingChanged),
        Act::TakeOver => moved_on(draft, ctx).is_none().then_some(DraftRejection::BaseIsNewest),
        Act::Propose => {
            let is_same = ctx.newest.is_some_and(|newest| newest.text == draft.text);
            (draft.steps.is_empty() || is_same)
                .then_some(DraftRejection::NothingChanged)
                .or_else(|| moved_on(draft, ctx))
                .or_else(|| unsound(draft, ctx))
        }
        // Separation of duties: asked first, so that nobody mends a proposal only to learn it was not theirs to approve.
        Act::Approve => draft
            .writers
            .contains(&user)
            .then_some(DraftRejection::OwnDraft)
            .or_else(|| moved_on(draft, ctx))
            .or_else(|| draft.proposal.as_ref().and_then(|proposal| check_day(proposal.from, ctx).err()))
            .or_else(|| unsound(draft, ctx)),
        // Whoever may put a version in force may take it back, and nobody else.
        Act::Withdraw => draft
            .writers
            .contains(&user)
            .then_some(DraftRejection::OwnDraft)
            .or_else(|| has_begun(draft, ctx))
            .or_else(|| built_upon(draft, ctx)),
    }
}

/// Whether something can be done to a draft at a stage at all: what is offered there.
pub const fn fits(stage: Stage, act: Act) -> bool {
    match act {
        Act::Edit | Act::Undo | Act::Propose | Act::TakeOver => matches!(stage, Stage::Drafting),
        Act::Approve | Act::SendBack => matches!(stage, Stage::Proposed),
        Act::Withdraw => matches!(stage, Stage::Approved),
        Act::Discard => matches!(stage, Stage::Drafting | Stage::Proposed),
    }
}

/// A version that was approved meanwhile must not be lost by putting a draft of an older one in force.
fn moved_on(draft: &Draft, ctx: &DraftContext<'_>) -> Option<DraftRejection> {
    match ctx.newest {
        None => Some(DraftRejection::PackUnknown { pack: draft.pack.clone() }),
        Some(newest) if *newest.base == draft.base => None,
        Some(newest) => Some(DraftRejection::BaseMovedOn { version: newest.base.version.clone() }),
    }
}

fn has_begun(draft: &Draft, ctx: &DraftContext<'_>) -> Option<DraftRejection> {
    let from = draft.proposal.as_ref()?.from;
    (from <= ctx.today()).then_some(DraftRejection::InForce { from })
}

/// What was built on a version holds its changes too, so that taking it back alone would take nothing back.
fn built_upon(draft: &Draft, ctx: &DraftContext<'_>) -> Option<DraftRejection> {
    let (own, newest) = (draft.proposal.as_ref()?, ctx.newest?);
    let version = newest.base.version.clone();
    (version != own.version).then_some(DraftRejection::BuiltUpon { version })
}

fn unsound(draft: &Draft, ctx: &DraftContext<'_>) -> Option<DraftRejection> {
    match ctx.scribe.examine(&draft.text) {
        Examined { n_mistakes: 0, n_errors: 0 } => None,
        Examined { n_mistakes: 0, n_errors } => Some(DraftRejection::HasErrors { n_errors }),
        Examined { n_mistakes, .. } => Some(DraftRejection::HasMistakes { n_mistakes }),
    }
}

fn check_day(from: NaiveDate, ctx: &DraftContext<'_>) -> Result<(), DraftRejection> {
    let today = ctx.today();
    if from < today {
        return Err(DraftRejection::DayInThePast { today });
    }
    match today.checked_add_days(Days::new(FURTHEST)) {
        Some(last) if from > last => Err(DraftRejection::DayTooFar { last }),
        _ => Ok(()),
    }
}

/// A value that stands there already is no edit, and no error either.
fn edited(draft: &Draft, edit: &Edit, ctx: &DraftContext<'_>) -> Result<Vec<DraftEvent>, DraftRejection> {
    let text = ctx.scribe.edit(&draft.text, edit).map_err(DraftRejection::BadEdit)?;
    if text == draft.text {
        return Ok(Vec::new());
    }
    Ok(vec![DraftEvent::Edited(Step { edit: edit.clone(), splice: Splice::between(&draft.text, &text) })])
}

fn approved(draft: &Draft, ctx: &DraftContext<'_>) -> Result<DraftEvent, DraftRejection> {
    let proposal = draft.proposal.as_ref().ok_or(DraftRejection::WrongStage { stage: draft.stage })?;
    if ctx.versions.contains(&proposal.version) {
        return Err(DraftRejection::VersionTaken { version: proposal.version.clone() });
    }
    let hash = ctx.scribe.hash(&draft.text).ok_or(DraftRejection::HasMistakes { n_mistakes: 1 })?;
    Ok(DraftEvent::Approved { version: proposal.version.clone(), from: proposal.from, hash })
}

fn withdrawn(draft: &Draft, reason: &Sentence) -> Result<DraftEvent, DraftRejection> {
    let proposal = draft.proposal.as_ref().ok_or(DraftRejection::WrongStage { stage: draft.stage })?;
    Ok(DraftEvent::Withdrawn { version: proposal.version.clone(), reason: reason.clone() })
}

/// The draft's edits made anew on the newest version; those that do not fit there any more are told.
fn taken_over(draft: &Draft, ctx: &DraftContext<'_>) -> Result<DraftEvent, DraftRejection> {
    let newest = ctx.newest.ok_or_else(|| DraftRejection::PackUnknown { pack: draft.pack.clone() })?;
    let mut text = newest.text.to_owned();
    let (mut kept, mut lost) = (Vec::new(), Vec::new());
    for step in &draft.steps {
        match ctx.scribe.edit(&text, &step.edit) {
            Ok(after) => {
                kept.push(Step { edit: step.edit.clone(), splice: Splice::between(&text, &after) });
                text = after;
            }
            Err(_) => lost.push(step.edit.clone()),
        }
    }
    Ok(DraftEvent::TakenOver { base: newest.base.clone(), text: newest.text.to_owned(), kept, lost })
}
