//! Sends the complaint exactly once.
//!
//! Pressing "send" marks the draft as queued and keeps it; from then on this module owns it. It sends the photos
//! still missing, then the one command that files it, under the ids the draft was born with: a double press, a
//! reload, a second tab or a lost answer lead to the same case. Without a network it waits and tries again when
//! there is one. A refusal gives the draft back to the form.

use super::form::Form;
use chrono::{DateTime, FixedOffset};
use domain::complaint::event::Event;
use domain::id::{CaseId, CaseNumber};
use domain::wire::{CommandResponse, LookupRequest};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use web::api::{self, ApiError};
use web::browser::clock::{self, Timer};
use web::browser::{history, storage};
use web::i18n::{Locale, rejection};
use web::json;
use web::shop::ShopStore;

const KEPT_RECEIPT: &str = "receipt";

/// How long to wait before trying again by itself, in milliseconds.
const PAUSE: u64 = 15_000;

/// The form itself has a problem, so nothing was sent.
const INVALID: ApiError = ApiError::Garbled { status: 422 };

/// What came of a filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Receipt {
    /// The case.
    pub(crate) case_id: CaseId,
    /// Its number.
    pub(crate) number: CaseNumber,
    /// The path of the private link.
    pub(crate) link: Option<String>,
    /// By when a person answers.
    pub(crate) answer_by: Option<DateTime<FixedOffset>>,
}

/// How far the sending has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sending {
    /// There is nothing to send.
    Idle,
    /// On its way.
    Busy,
    /// Kept here until there is a network.
    Waiting,
    /// Refused, with the reason in words.
    Refused(String),
}

/// The outbox; provided once at the root.
#[derive(Clone, Copy)]
pub(crate) struct Outbox {
    form: Form,
    shop: ShopStore,
    sending: RwSignal<Sending>,
    receipt: RwSignal<Option<Receipt>>,
    retry: StoredValue<Option<Timer>, LocalStorage>,
}

impl Outbox {
    /// Provides itself to everything below and wakes up whenever the network is back.
    pub(crate) fn provide(form: Form, shop: ShopStore) -> Self {
        let receipt = storage::get(KEPT_RECEIPT).and_then(|text| json::read(&text));
        let outbox = Self {
            form,
            shop,
            sending: RwSignal::new(Sending::Idle),
            receipt: RwSignal::new(receipt),
            retry: StoredValue::new_local(None),
        };
        provide_context(outbox);
        history::listen("online", move |_| outbox.resume());
        outbox
    }

    /// How far the sending has come; tracked.
    pub(crate) fn sending(self) -> Sending {
        self.sending.get()
    }

    /// What came of the last filing; tracked.
    pub(crate) fn receipt(self) -> Option<Receipt> {
        self.receipt.get()
    }

    /// Forgets what came of the last filing.
    pub(crate) fn forget(self) {
        self.receipt.set(None);
        storage::remove(KEPT_RECEIPT);
    }

    /// Takes the form over and sends it.
    pub(crate) fn submit(self) {
        self.form.change(|kept| kept.is_queued = true);
        self.form.save();
        self.forget();
        self.resume();
    }

    /// Sends what is queued, unless it is on its way already.
    pub(crate) fn resume(self) {
        let is_busy = self.sending.with_untracked(|sending| *sending == Sending::Busy);
        if is_busy || !self.form.now(|kept| kept.is_queued) {
            return;
        }
        self.sending.set(Sending::Busy);
        leptos::task::spawn_local(async move {
            match self.send().await {
                Ok(response) => self.finish(response),
                Err(error) if error.may_pass_later() => {
                    self.sending.set(Sending::Waiting);
                    self.retry.set_value(Some(clock::after(PAUSE, move || self.resume())));
                }
                Err(error) => self.give_back(&error),
            }
        });
    }

    async fn send(self) -> Result<CommandResponse, ApiError> {
        match self.send_once().await {
            // The session of the lookup may be over by the time there is a network: show the order again, once.
            Err(error) if matches!(error.status(), 401 | 403) => {
                let request = self.form.now(|kept| LookupRequest {
                    order_number: kept.order_number.clone(),
                    contact: kept.contact.clone(),
                });
                api::orders::look_up(&request).await?;
                self.send_once().await
            }
            answer => answer,
        }
    }

    async fn send_once(self) -> Result<CommandResponse, ApiError> {
        self.form.send_photos().await?;
        let envelope = self.form.envelope(Locale::detect(), self.shop.now().date_naive());
        // A queued draft was valid when it was sent; if the day has moved on since, the form says what to change.
        let envelope = envelope.ok_or(INVALID)?;
        api::cases::command(&envelope).await
    }

    fn finish(self, response: CommandResponse) {
        let answer_by = response.events.iter().find_map(|recorded| match &recorded.event {
            Event::Acknowledged { answer_by } => Some(*answer_by),
            _ => None,
        });
        let receipt =
            Receipt { case_id: response.case_id, number: response.number, link: response.link, answer_by };
        if let Ok(text) = serde_json::to_string(&receipt) {
            storage::set(KEPT_RECEIPT, &text);
        }
        self.receipt.set(Some(receipt));
        self.sending.set(Sending::Idle);
        self.form.clear();
    }

    fn give_back(self, error: &ApiError) {
        let locale = Locale::detect();
        let reason = if *error == INVALID {
            web::i18n::t::rejection::invalid_input(locale).to_owned()
        } else {
            rejection::fault(locale, error)
        };
        self.form.change(|kept| kept.is_queued = false);
        self.form.save();
        self.sending.set(Sending::Refused(reason));
    }
}

/// The outbox of the page; `None` outside a page.
pub(crate) fn use_outbox() -> Option<Outbox> {
    use_context::<Outbox>()
}
