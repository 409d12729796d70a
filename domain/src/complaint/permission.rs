//! Who may do what to a case. One table, asked before any rule: a role that may not give a command may not give
//! it in any phase.

use crate::actor::Role;
use crate::complaint::command::Command;

/// Whether a role may give a command at all.
pub const fn may(role: Role, command: &Command) -> bool {
    match command {
        Command::FileComplaint(_)
        | Command::AddEvidence(_)
        | Command::WriteToDesk { .. }
        | Command::SayNotMeant(_)
        | Command::AcceptOption { .. }
        | Command::CounterOffer { .. }
        | Command::DeclineOffer { .. }
        | Command::Withdraw { .. }
        | Command::Escalate { .. }
        | Command::ConfirmFulfilment
        | Command::AnswerFollowUp { .. }
        | Command::AcceptReplacement { .. }
        | Command::DeclineReplacement { .. } => matches!(role, Role::Customer),
        Command::TakeCase
        | Command::TakeOver { .. }
        | Command::TakeBackFinding { .. }
        | Command::WithdrawProposal { .. }
        | Command::CorrectCategory { .. }
        | Command::CorrectGoods { .. }
        | Command::ConvertKind { .. }
        | Command::RecordFinding { .. }
        | Command::Reply { .. }
        | Command::NoteInternally { .. }
        | Command::WithdrawOffer { .. }
        | Command::RejectComplaint { .. }
        | Command::ProvePromise { .. }
        | Command::TakeBackProof { .. }
        | Command::ReplacePromise { .. }
        | Command::WithdrawReplacement { .. }
        | Command::RecordOutsideRefund(_)
        | Command::TellReturn { .. }
        | Command::TakeBackOutsideRefund { .. } => matches!(role, Role::Agent | Role::Supervisor),
        Command::ApproveOffer { .. }
        | Command::RefuseOffer { .. }
        | Command::AssignCase { .. }
        | Command::LiftConcern { .. } => matches!(role, Role::Supervisor),
        Command::RecordConcern { .. } | Command::MakeOffer { .. } | Command::CloseCase => {
            matches!(role, Role::Agent | Role::Supervisor | Role::System)
        }
        Command::SetLastDay { .. } | Command::Reopen { .. } => {
            matches!(role, Role::Customer | Role::Agent | Role::Supervisor)
        }
        Command::NoteLastDayOver | Command::NoteOrderChanged => matches!(role, Role::System),
    }
}
