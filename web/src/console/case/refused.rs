//! What was not accepted, and why, with every word that was written: nothing typed is lost.

use super::composer::Writing;
use super::offer::Editor;
use super::store::{CaseStore, Refused, Why};
use crate::question::said;
use crate::words;
use domain::complaint::command::Command;
use domain::complaint::command::Proof;
use domain::complaint::rejection::Rejection;
use domain::text::Reference;
use leptos::prelude::*;
use web::components::{Button, ButtonKind, Icon, IconMark, Keyed};
use web::i18n::rejection::{fault, rejection};
use web::i18n::{Locale, t::console as t, use_locale};

/// Why a command was not accepted, in a sentence.
fn because(locale: Locale, store: CaseStore, why: &Why) -> String {
    match why {
        Why::Rule(Rejection::FindingDiffers { now }) => {
            let now = store.case.with_untracked(|case| said(locale, case.as_deref(), now));
            t::finding_differs(locale, &now)
        }
        Why::Rule(why) => at_desk(locale, why),
        Why::Fault(error) => fault(locale, error),
        Why::Moved => t::moved_meanwhile(locale).to_owned(),
    }
}

/// Why something was not carried out, as the desk is told; a customer reads some of it otherwise.
pub(super) fn at_desk(locale: Locale, why: &Rejection) -> String {
    match why {
        Rejection::FoundOtherwise => t::found_otherwise(locale).to_owned(),
        Rejection::GivenMeanwhile => t::given_elsewhere(locale).to_owned(),
        _ => rejection(locale, why),
    }
}

/// A reply that was not sent past news goes back to where it was written, if nothing else is written there.
fn give_back_reply(store: CaseStore, writing: Writing) {
    Effect::new(move |_| {
        let reply = store.refused.with(|all| {
            all.iter().find_map(|one| match (&one.envelope.command, &one.why) {
                (Command::Reply { text }, Why::Moved) => {
                    Some((one.envelope.command_id, text.to_string(), one.envelope.expected_version))
                }
                _ => None,
            })
        });
        if let Some((id, text, version)) = reply
            && writing.give_back(&text, version)
        {
            store.dismiss(id);
        }
    });
}

/// What was not accepted.
#[component]
pub(crate) fn RefusedList(store: CaseStore, writing: Writing, editor: Editor) -> impl IntoView {
    let locale = use_locale();
    give_back_reply(store, writing);
    let keys = move || {
        let key = |refused: &Refused| refused.envelope.command_id.0.as_u128();
        store.refused.with(|all| all.iter().map(key).collect())
    };
    let entry = move |key: u128| {
        let of = |refused: &&Refused| refused.envelope.command_id.0.as_u128() == key;
        let refused = store.refused.with_untracked(|all| all.iter().find(of).cloned());
        refused.map(|refused| view! { <RefusedItem refused store writing editor /> }).into_any()
    };
    view! {
        <Show when=move || store.refused.with(|all| !all.is_empty())>
            <ul class="refusals" aria-label=t::refused_title(locale)>
                <Keyed keys=Signal::derive(keys) entry=Callback::new(entry) />
            </ul>
        </Show>
    }
}

/// One refusal, with the ways out of it.
#[component]
fn RefusedItem(refused: Refused, store: CaseStore, writing: Writing, editor: Editor) -> impl IntoView {
    let locale = use_locale();
    let Refused { envelope, why } = refused;
    let id = envelope.command_id;
    let what = words::command(locale, &envelope.command);
    let text = written(&envelope.command);
    let command = StoredValue::new(envelope.command);
    let can_put_back = command.with_value(|command| {
        matches!(command, Command::Reply { .. } | Command::NoteInternally { .. } | Command::MakeOffer { .. })
    });
    let seen = match &why {
        Why::Rule(Rejection::FindingDiffers { now }) => Some(now.clone()),
        _ => None,
    };
    let can_insist = seen.is_some();
    let insist = move |()| {
        let Command::RecordFinding { finding, note, .. } = command.get_value() else { return };
        let again = Command::RecordFinding { finding, note, instead_of: seen.clone() };
        if store.submit(again).is_ok() {
            store.dismiss(id);
        }
    };
    let put_back = move |()| {
        match command.get_value() {
            Command::Reply { text } => writing.put_back(false, text.as_str()),
            Command::NoteInternally { text } => writing.put_back(true, text.as_str()),
            Command::MakeOffer { options, message, .. } => {
                editor.reopen(&options, message.as_ref().map_or("", |message| message.as_str()));
            }
            _ => {}
        }
        store.dismiss(id);
    };
    view! {
        <li class="refused" role="alert">
            <IconMark icon=Icon::Alert />
            <div>
                <p>
                    <strong>{t::refused_what(locale, what)}</strong>
                </p>
                <p>{t::refused_because(locale, &because(locale, store, &why))}</p>
                {text
                    .map(|text| {
                        view! {
                            <blockquote aria-label=t::your_text(locale)>{text}</blockquote>
                        }
                    })}
                <div class="cluster">
                    {can_insist
                        .then(|| {
                            view! {
                                <Button
                                    label=t::record_all_the_same(locale)
                                    kind=ButtonKind::Secondary
                                    on_press=insist
                                />
                            }
                        })}
                    {can_put_back
                        .then(|| {
                            view! {
                                <Button
                                    label=t::take_back(locale)
                                    kind=ButtonKind::Secondary
                                    on_press=put_back
                                />
                            }
                        })}
                    <Button
                        label=t::dismiss(locale)
                        kind=ButtonKind::Quiet
                        on_press=move |()| store.dismiss(id)
                    />
                </div>
            </div>
        </li>
    }
}

/// The words a command carries.
fn written(command: &Command) -> Option<String> {
    Some(match command {
        Command::Reply { text } | Command::NoteInternally { text } | Command::WriteToDesk { text, .. } => {
            text.to_string()
        }
        Command::TellReturn { how } => how.to_string(),
        Command::CorrectCategory { reason, .. }
        | Command::CorrectGoods { reason, .. }
        | Command::ConvertKind { reason, .. }
        | Command::RefuseOffer { reason, .. }
        | Command::WithdrawOffer { reason, .. }
        | Command::ReplacePromise { reason, .. }
        | Command::WithdrawReplacement { reason, .. }
        | Command::Reopen { sentence: reason }
        | Command::LiftConcern { reason, .. }
        | Command::TakeBackProof { reason, .. }
        | Command::TakeBackOutsideRefund { reason, .. } => reason.to_string(),
        Command::RecordConcern { reason, .. } => reason.as_ref()?.to_string(),
        Command::RecordFinding { note, .. } => note.as_ref()?.to_string(),
        Command::MakeOffer { message, .. } => message.as_ref()?.to_string(),
        Command::RejectComplaint { reason, recourse } => format!("{reason}\n\n{recourse}"),
        Command::ProvePromise { proof, .. } => match proof {
            Proof::RefundReference(text) | Proof::TrackingNumber(text) | Proof::CouponCode(text) => {
                text.to_string()
            }
            Proof::Statement(text) => text.to_string(),
        },
        Command::RecordOutsideRefund(refund) => {
            let reference = refund.reference.as_ref().map(Reference::as_str).unwrap_or_default();
            [refund.amount.to_string().as_str(), " ", reference].concat()
        }
        Command::FileComplaint(_)
        | Command::AddEvidence(_)
        | Command::SayNotMeant(_)
        | Command::AcceptOption { .. }
        | Command::CounterOffer { .. }
        | Command::DeclineOffer { .. }
        | Command::Withdraw { .. }
        | Command::Escalate { .. }
        | Command::ConfirmFulfilment
        | Command::AnswerFollowUp { .. }
        | Command::AcceptReplacement { .. }
        | Command::DeclineReplacement { .. }
        | Command::TakeCase
        | Command::TakeOver { .. }
        | Command::AssignCase { .. }
        | Command::TakeBackFinding { .. }
        | Command::WithdrawProposal { .. }
        | Command::ApproveOffer { .. }
        | Command::SetLastDay { .. }
        | Command::NoteLastDayOver
        | Command::NoteOrderChanged
        | Command::CloseCase => return None,
    })
}
