//! Sending the papers: the photos the server does not have yet, then the one command that files the complaint.
//!
//! What can be put right without the person is put right here, once each: a lookup that the server has forgotten is
//! shown again, and what the server has under our ids but with other content, or no longer has, goes under new ones.

use super::Papers;
use super::photos::Late;
use crate::late_photo::is_answered;
use crate::proof;
use chrono::NaiveDate;
use domain::complaint::rejection::Rejection;
use domain::id::{CaseId, CommandId};
use domain::wire::{CaseFile, CommandResponse};
use web::api::{self, ApiError};
use web::browser::{network, random};
use web::i18n::Locale;
use web::shop;

/// What came of sending.
#[derive(Debug)]
pub(crate) enum Filed {
    /// The server has it.
    Now(Box<CommandResponse>),
    /// The server had it already, as it was sent before; what was changed since is not with it.
    Before {
        /// The case as it lies there.
        file: Box<CaseFile>,
        /// What became of the photos that came after it.
        late: Late,
    },
}

/// Why the papers are still here.
#[derive(Debug)]
pub(crate) enum Unsent {
    /// What they say is not valid, or no longer.
    Invalid,
    /// The order has to be proved again, and what proved it before does not any more.
    Unproven,
    /// The request failed.
    Failed(ApiError),
}

impl From<ApiError> for Unsent {
    fn from(error: ApiError) -> Self {
        if proof::is_lost(&error) { Self::Unproven } else { Self::Failed(error) }
    }
}

impl Papers {
    /// Sends everything; to be called again as often as needed.
    pub(crate) async fn send(self, today: NaiveDate) -> Result<Filed, Unsent> {
        match self.send_proven(today).await {
            Err(Unsent::Failed(error)) if is_reused(&error) || is_answered(&error) => {
                // Under this id the server has something else: this very complaint as it was before, or another's.
                // To read the former, the order is shown again: its answer may be what got lost.
                let _ = self.prove_again().await;
                match api::cases::case_file(self.id()).await {
                    Ok(file) => {
                        let late = self.send_photos_after(&file).await?;
                        return Ok(Filed::Before { file: Box::new(file), late });
                    }
                    // Whether it is this very complaint nobody can say yet: under new ids it might be filed twice.
                    Err(error) if error.may_pass_later() => return Err(Unsent::Failed(error)),
                    Err(_) => {}
                }
                self.take_new_ids();
                self.send_proven(today).await
            }
            Err(Unsent::Failed(error))
                if matches!(error.rejection(), Some(Rejection::EvidenceUnknown { .. })) =>
            {
                self.take_new_photo_ids();
                self.send_proven(today).await
            }
            sent => sent,
        }
    }

    async fn send_proven(self, today: NaiveDate) -> Result<Filed, Unsent> {
        match self.send_once(today).await {
            Err(Unsent::Unproven) => {
                self.prove_again().await?;
                self.send_once(today).await
            }
            sent => sent,
        }
    }

    async fn send_once(self, today: NaiveDate) -> Result<Filed, Unsent> {
        self.send_photos().await?;
        // Papers on their way were valid when they were sent; if the day has moved on since, the form says what to
        // change. The language is the one of that moment, or sending again would say something else.
        let language = self.now(|kept| kept.queued_in).unwrap_or_else(|| shop::language(Locale::detect()));
        let envelope = self.envelope(language, today).ok_or(Unsent::Invalid)?;
        let may_go_out = network::is_online();
        let sent = api::cases::command(&envelope).await;
        if may_go_out && sent.as_ref().is_err_and(|error| error.status() == 0) {
            self.change(|kept| kept.may_have_arrived = true);
        }
        Ok(Filed::Now(Box::new(sent?)))
    }

    /// Shows the order again, with what showed it before.
    pub(super) async fn prove_again(self) -> Result<(), Unsent> {
        let proof = self.now(|kept| kept.proof.clone()).ok_or(Unsent::Unproven)?;
        self.prove(&proof.contact)
            .await
            .map_err(|error| if error.may_pass_later() { Unsent::Failed(error) } else { Unsent::Unproven })
    }

    /// Shows the order again with a contact.
    pub(crate) async fn prove(self, contact: &str) -> Result<(), ApiError> {
        let order_number =
            self.now(|kept| kept.proof.as_ref().map_or(kept.order(), |proof| &proof.order_number).to_owned());
        let request = domain::wire::LookupRequest { order_number, contact: contact.to_owned() };
        let found = api::orders::look_up(&request).await?;
        self.change(|kept| {
            kept.found = Some(found);
            kept.proof = Some(request);
        });
        Ok(())
    }

    fn take_new_ids(self) {
        // They lie under their id; the old entry would come back as another complaint.
        let before = self.id();
        self.change(|kept| {
            kept.case_id = CaseId(random::uuid());
            kept.command_id = CommandId(random::uuid());
        });
        self.take_new_photo_ids();
        leptos::task::spawn_local(async move {
            self.keep().await;
            super::shelf::remove(before).await;
        });
    }
}

/// Whether the server has something else under the id of the command.
fn is_reused(error: &ApiError) -> bool {
    error.failure().is_some_and(|failure| failure.code == "command_reused")
}
