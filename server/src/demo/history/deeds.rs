//! Deeds as commands: what the book tells in a word, put the way the desk's own pages would send it for the case as it
//! stands.

use super::book::{Book, Deed, Own, Told};
use super::stage::Cast;
use anyhow::{Context, Result};
use chrono::TimeDelta;
use domain::actor::Actor;
use domain::clock::TimeLimits;
use domain::compensation::money::Money;
use domain::compensation::option::{Basis, RemedyOption, RemedyPart, Share};
use domain::complaint::command::{Command, OfferedOption, Proof};
use domain::complaint::promise::{Promise, ProofKind};
use domain::complaint::{Case, returning};
use domain::finding::Finding;
use domain::id::{OfferId, OptionId, PromiseId, UserId};
use domain::order::given::OutsideRefund;
use domain::order::{OrderLine, OrderTime};
use domain::remedy::{Authority, Payer, Remedy};
use domain::text::{Message, Reference, Sentence};
use uuid::Uuid;

/// How many of the suggested options an agent offers.
const OFFERED: usize = 3;

/// What is promised within this time is money and words; goods take longer.
const SOON: TimeDelta = TimeDelta::days(2);

/// A deed's place in the past.
pub(super) struct Scene<'a> {
    pub(super) book: &'a Book,
    pub(super) told: &'a Told,
    /// The case's place in the book, which phrases go by.
    pub(super) idx: usize,
    /// The id of an offer made now.
    pub(super) offer: Uuid,
    pub(super) cast: Cast,
    /// Who does it.
    pub(super) actor: Actor,
}

/// What is sent for a deed, given what the packs suggest where it is an offer; nothing where the case does not stand so that it could be done.
pub(super) fn commands(
    scene: &Scene<'_>,
    deed: &Deed,
    case: &Case,
    suggested: Vec<RemedyOption>,
) -> Result<Vec<Command>> {
    let one = |command: Command| Ok(vec![command]);
    let (agent, colleague) = scene.cast.of(scene.idx);
    match deed {
        Deed::Take => one(Command::TakeCase),
        Deed::TakeOver => Ok(case.assignee.map(|from| Command::TakeOver { from }).into_iter().collect()),
        Deed::Assign => one(Command::AssignCase { to: agent }),
        Deed::Concern { text } => {
            one(Command::RecordConcern { user: colleague, reason: Some(sentence(text)?) })
        }
        Deed::Category { to, text } => {
            one(Command::CorrectCategory { category: *to, reason: sentence(text)? })
        }
        Deed::Kind { to, text } => one(Command::ConvertKind { kind: *to, reason: sentence(text)? }),
        Deed::Find { finding, text } => {
            let note = text.as_deref().map(sentence).transpose()?;
            let found: Vec<&Finding> =
                finding.iter().chain(scene.told.found.iter().filter(|_| finding.is_none())).collect();
            Ok(found
                .into_iter()
                .map(|finding| Command::RecordFinding {
                    finding: finding.clone(),
                    note: note.clone(),
                    instead_of: None,
                })
                .collect())
        }
        Deed::TakeBack => {
            let last = case.recorded.last().map(|last| last.finding.clone());
            Ok(last.map(|finding| Command::TakeBackFinding { finding }).into_iter().collect())
        }
        Deed::Reply { text } => {
            let reply = Command::Reply { text: scene.message("reply", text.as_deref())? };
            Ok(way_back(scene, case)?.into_iter().chain([reply]).collect())
        }
        Deed::Progress { text } => {
            let reply = Command::Reply { text: scene.message("progress", text.as_deref())? };
            Ok(way_back(scene, case)?.into_iter().chain([reply]).collect())
        }
        Deed::Note { text } => one(Command::NoteInternally { text: scene.message("note", text.as_deref())? }),
        Deed::Write { text } => {
            one(Command::WriteToDesk { text: scene.message("write", text.as_deref())?, wants: Vec::new() })
        }
        // Shown where files are.
        Deed::Show { .. } => Ok(Vec::new()),
        Deed::Offer { text, own } => offer(scene, text.as_deref(), own, case, suggested),
        Deed::Approve => Ok(waiting(case).map(|offer| Command::ApproveOffer { offer }).into_iter().collect()),
        Deed::Refuse { text } => {
            let reason = sentence(text)?;
            Ok(waiting(case).map(|offer| Command::RefuseOffer { offer, reason }).into_iter().collect())
        }
        Deed::WithdrawOffer { text } => {
            let reason = sentence(text)?;
            Ok(open(case).map(|offer| Command::WithdrawOffer { offer, reason }).into_iter().collect())
        }
        Deed::Accept => Ok(accept(case).into_iter().collect()),
        Deed::Counter { wants, text } => {
            let (wants, sentence) = (wants.clone(), sentence(text)?);
            Ok(open(case).map(|offer| Command::CounterOffer { offer, wants, sentence }).into_iter().collect())
        }
        Deed::Decline { text } => {
            let sentence = Some(scene.sentence("decline", text.as_deref())?);
            Ok(open(case).map(|offer| Command::DeclineOffer { offer, sentence }).into_iter().collect())
        }
        Deed::Withdraw { text } => {
            one(Command::Withdraw { sentence: Some(scene.sentence("withdraw", text.as_deref())?) })
        }
        Deed::Escalate { text } => one(Command::Escalate { sentence: sentence(text)? }),
        Deed::Reopen { text } => one(Command::Reopen { sentence: sentence(text)? }),
        Deed::Reject { text, recourse } => {
            one(Command::RejectComplaint { reason: message(text)?, recourse: message(recourse)? })
        }
        Deed::ProveSoon => prove(scene, case, true),
        Deed::ProveAll => prove(scene, case, false),
        Deed::Replace { remedy, amount, text } => replace(scene, *remedy, amount.as_deref(), text, case),
        Deed::AcceptReplacement => {
            Ok(proposed(case).map(|promise| Command::AcceptReplacement { promise }).into_iter().collect())
        }
        Deed::DeclineReplacement => {
            Ok(proposed(case).map(|promise| Command::DeclineReplacement { promise }).into_iter().collect())
        }
        Deed::Confirm => one(Command::ConfirmFulfilment),
        Deed::Answer { outcome, process, text } => {
            let of = if *outcome > 3 { "happy" } else { "unhappy" };
            let answer = Some(scene.message(of, text.as_deref())?);
            one(Command::AnswerFollowUp { answer, outcome_score: *outcome, process_score: *process })
        }
        Deed::Close => one(Command::CloseCase),
        Deed::OutsideRefund { amount, means } => one(Command::RecordOutsideRefund(OutsideRefund {
            amount: Money::parse(amount, case.order.currency)?,
            means: *means,
            reference: Some(reference(&format!("PAY-{}", case.order.number))?),
            on: case.filed_at.date_naive(),
            goods: Vec::new(),
        })),
    }
}

impl Scene<'_> {
    /// The words of a deed: its own, or a phrase in the customer's language.
    fn words<'a>(&'a self, deed: &str, text: Option<&'a str>) -> Result<&'a str> {
        let phrase = || self.book.phrase(deed, self.told.language, self.idx);
        text.or_else(phrase).with_context(|| format!("words for `{deed}`"))
    }

    fn message(&self, deed: &str, text: Option<&str>) -> Result<Message> {
        message(self.words(deed, text)?)
    }

    fn sentence(&self, deed: &str, text: Option<&str>) -> Result<Sentence> {
        sentence(self.words(deed, text)?)
    }

    fn user(&self) -> Option<UserId> {
        self.actor.user()
    }
}

fn message(text: &str) -> Result<Message> {
    Message::parse(text.trim()).map_err(|problem| anyhow::anyhow!("`{text}`: {problem}"))
}

fn sentence(text: &str) -> Result<Sentence> {
    Sentence::parse(text).map_err(|problem| anyhow::anyhow!("`{text}`: {problem}"))
}

fn reference(text: &str) -> Result<Reference> {
    Reference::parse(text).map_err(|problem| anyhow::anyhow!("`{text}`: {problem}"))
}

fn waiting(case: &Case) -> Option<OfferId> {
    case.proposal.as_ref().map(|proposal| proposal.offer.id)
}

fn open(case: &Case) -> Option<OfferId> {
    case.phase.open_offer().map(|offer| offer.id)
}

/// The first options that the packs suggest; where the agent gives something of their own, that alone.
fn offer(
    scene: &Scene<'_>,
    text: Option<&str>,
    own: &[Own],
    case: &Case,
    mut options: Vec<RemedyOption>,
) -> Result<Vec<Command>> {
    options.truncate(OFFERED);
    if !own.is_empty() {
        let parts = own.iter().map(|own| part(scene, own, case)).collect::<Result<Vec<_>>>()?;
        let total = RemedyOption::sum(&parts, case.order.currency)?;
        options.push(plain(parts, total));
    }
    if options.is_empty() {
        return Ok(Vec::new());
    }
    let id = |place: u128| OptionId(Uuid::from_u128(scene.offer.as_u128().wrapping_add(place << 8)));
    let options = options.into_iter().zip(1..).map(|(option, place)| OfferedOption { id: id(place), option });
    Ok(vec![Command::MakeOffer {
        offer: OfferId(scene.offer),
        replaces: open(case),
        options: options.collect(),
        message: Some(scene.message("offer", text)?),
    }])
}

const fn plain(parts: Vec<RemedyPart>, total: Money) -> RemedyOption {
    RemedyOption {
        parts,
        total,
        authority: Authority::Agent,
        is_recommended: true,
        because: None,
        ready_by: None,
        is_below_entitlement: false,
        missing: Vec::new(),
    }
}

/// Something that whoever acts decides, with the reason.
fn part(scene: &Scene<'_>, own: &Own, case: &Case) -> Result<RemedyPart> {
    let user = scene.user().context("somebody of the desk")?;
    let amount = own.amount.as_deref().map(|text| Money::parse(text, case.order.currency)).transpose()?;
    Ok(RemedyPart {
        remedy: own.remedy,
        amount,
        is_goodwill: own.remedy == Remedy::Coupon,
        basis: Basis::Person { user, reason: own.because.clone() },
        goods: Vec::new(),
        shares: amount.map(|amount| Share { payer: Payer::Seller, amount }).into_iter().collect(),
    })
}

/// The customer takes the option that is recommended, or the first.
fn accept(case: &Case) -> Option<Command> {
    let offer = case.phase.open_offer()?;
    let recommended = offer.options.iter().find(|offered| offered.option.is_recommended);
    let option = recommended.or_else(|| offer.options.first())?.id;
    Some(Command::AcceptOption { offer: offer.id, option, is_informed: true })
}

/// How goods come back that were agreed to, where the customer has not been told yet.
fn way_back(scene: &Scene<'_>, case: &Case) -> Result<Option<Command>> {
    let is_untold = returning::awaited(case, &TimeLimits::default()).is_some_and(|back| back.told.is_none());
    is_untold.then(|| Ok(Command::TellReturn { how: scene.message("way_back", None)? })).transpose()
}

/// Promises are proven by what shows each kind, all of a kind at once; or only those that are due soon.
fn prove(scene: &Scene<'_>, case: &Case, only_soon: bool) -> Result<Vec<Command>> {
    let kept = case.phase.fulfilment().map(|fulfilment| fulfilment.promises.as_slice()).unwrap_or_default();
    let mut open: Vec<&Promise> =
        kept.iter().filter(|kept| kept.is_open()).map(|kept| &kept.promise).collect();
    open.sort_by_key(|promise| promise.due_at);
    if only_soon && let Some(agreed_at) = case.phase.fulfilment().map(|fulfilment| fulfilment.agreed_at) {
        open.retain(|promise| promise.due_at - agreed_at < SOON);
    }
    let mut commands: Vec<Command> = way_back(scene, case)?.into_iter().collect();
    // The goods come back first.
    let waits = |promise: &&Promise| promise.part.remedy.waits_for_goods();
    if case.findings.goods_back_at.is_none() && open.iter().any(waits) {
        let finding = Finding::GoodsBackAt(OrderTime::Exact(case.last_progress_at));
        commands.push(Command::RecordFinding { finding, note: None, instead_of: None });
    }
    while let Some(kind) = open.first().map(|promise| promise.proof_kind) {
        let of_kind: Vec<PromiseId> =
            open.iter().filter(|promise| promise.proof_kind == kind).map(|promise| promise.id).collect();
        open.retain(|promise| promise.proof_kind != kind);
        if let Some((promise, also)) = of_kind.split_first() {
            let proof = proof(scene, kind)?;
            commands.push(Command::ProvePromise {
                promise: *promise,
                proof,
                also: also.to_vec(),
                keeps_goods: None,
                although_known: None,
                in_all: None,
            });
        }
    }
    Ok(commands)
}

fn proof(scene: &Scene<'_>, kind: ProofKind) -> Result<Proof> {
    let n = scene.idx * 37 + 1_208;
    Ok(match kind {
        ProofKind::RefundReference => Proof::RefundReference(reference(&format!("RF-4200{n:06}"))?),
        ProofKind::TrackingNumber => Proof::TrackingNumber(reference(&format!("SF1188{n:06}"))?),
        ProofKind::CouponCode => Proof::CouponCode(reference(&format!("SANHE-{n:05}"))?),
        ProofKind::Statement => Proof::Statement(scene.sentence("statement", None)?),
    })
}

/// Something worth as much in place of the first promise that is open.
fn replace(
    scene: &Scene<'_>,
    remedy: Remedy,
    own: Option<&str>,
    text: &str,
    case: &Case,
) -> Result<Vec<Command>> {
    let user = scene.user().context("somebody of the desk")?;
    let kept = case.phase.fulfilment().and_then(|all| all.promises.iter().find(|kept| kept.is_open()));
    let Some(promise) = kept.map(|kept| &kept.promise) else { return Ok(Vec::new()) };
    let paid = case.order.lines.iter().filter(|line| case.concerns(line)).find_map(OrderLine::paid_in_all);
    let own = own.map(|own| Money::parse(own, case.order.currency)).transpose()?;
    let amount = own.or(promise.part.amount).or_else(|| paid.filter(|_| remedy.pays_back()));
    let part = RemedyPart {
        remedy,
        amount,
        is_goodwill: false,
        basis: Basis::Person { user, reason: text.to_owned() },
        goods: promise.part.goods.clone(),
        shares: amount.map(|amount| Share { payer: Payer::Seller, amount }).into_iter().collect(),
    };
    let total = amount.unwrap_or(Money::zero(case.order.currency));
    Ok(vec![Command::ReplacePromise {
        promise: promise.id,
        replacement: PromiseId(scene.offer),
        with: plain(vec![part], total),
        reason: sentence(text)?,
    }])
}

fn proposed(case: &Case) -> Option<PromiseId> {
    case.phase.fulfilment()?.promises.iter().find_map(|kept| kept.proposed().next().map(|first| first.id))
}
