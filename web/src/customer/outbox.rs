//! Sends complaints exactly once.
//!
//! Pressing "send" takes the papers out of the form; from then on they are here. Their photos still missing are
//! sent, then the one command that files them, under the ids they were made with: a double press, a reload or a lost
//! answer lead to the same case. Without a network they wait and go when there is one, also from the next tab that is
//! opened. A refusal gives them back to the form.

pub(crate) mod receipt;

pub(crate) use receipt::{Left, Offered, Receipt, Taken};

use crate::follow;
use crate::form::Form;
use crate::papers::{Filed, Papers, Unsent};
use crate::proof::{self, Proof};
use crate::route::Route;
use domain::id::CaseId;
use leptos::prelude::*;
use web::api::ApiError;
use web::browser::clock::{self, Timer};
use web::browser::{history, storage};
use web::components::live::Announcer;
use web::i18n::{Locale, rejection, t};
use web::kept;
use web::shop::{self, ShopStore};

/// Tells the page's shell that something waits here, so that it shows no empty form in the meantime.
const WAITING: &str = "waiting";

/// How long to wait before trying again by itself, in milliseconds.
const PAUSE: u64 = 15_000;

/// How far the sending has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sending {
    /// There is nothing to send.
    Idle,
    /// On its way.
    Busy,
    /// Kept here until there is a network.
    Waiting,
    /// The order has to be proved again first.
    Unproven,
    /// Refused, with the reason in words.
    Refused(String),
}

/// A complaint that is not sent yet, as far as its person wants to see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnsentComplaint {
    /// The id of the case to be.
    pub(crate) id: CaseId,
    /// The number of its order.
    pub(crate) order: String,
    /// What they wrote.
    pub(crate) story: String,
    /// How many photos go with it.
    pub(crate) n_photos: usize,
    /// Whether it went out and nobody knows what became of it.
    pub(crate) may_have_arrived: bool,
}

impl UnsentComplaint {
    fn of(papers: Papers) -> Self {
        let n_photos = papers.n_photos();
        papers.with(|kept| Self {
            id: kept.case_id,
            order: kept.order().to_owned(),
            story: kept.draft.story.trim().to_owned(),
            n_photos,
            may_have_arrived: kept.may_have_arrived,
        })
    }
}

/// The outbox; provided once at the root.
#[derive(Clone, Copy)]
pub(crate) struct Outbox {
    form: Form,
    shop: ShopStore,
    announcer: Announcer,
    parcels: RwSignal<Vec<Papers>>,
    sending: RwSignal<Sending>,
    receipts: RwSignal<Vec<Receipt>>,
    retry: StoredValue<Option<Timer>, LocalStorage>,
}

impl Outbox {
    /// Provides itself to everything below and wakes up whenever the network is back.
    pub(crate) fn provide(form: Form, shop: ShopStore, announcer: Announcer) -> Self {
        let outbox = Self {
            form,
            shop,
            announcer,
            parcels: RwSignal::new(Vec::new()),
            sending: RwSignal::new(Sending::Idle),
            receipts: RwSignal::new(receipt::kept()),
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

    /// What came of the filings from here, the latest last; tracked.
    pub(crate) fn receipts(self) -> Vec<Receipt> {
        self.receipts.get()
    }

    /// The complaints that are still here, the next to go first; tracked.
    pub(crate) fn unsent(self) -> Vec<UnsentComplaint> {
        self.parcels.get().into_iter().map(UnsentComplaint::of).collect()
    }

    /// Takes one that waits back into the form, unless it is on its way by now; whether it is there.
    pub(crate) async fn take_back(self, id: CaseId) -> bool {
        let is_waiting = self.sending.with_untracked(|sending| *sending == Sending::Waiting);
        let its = self.parcels.with_untracked(|all| all.iter().find(|papers| papers.id() == id).copied());
        let Some(papers) = its.filter(|_| is_waiting) else { return false };
        self.return_to_form(papers).await;
        self.note_waiting();
        if self.parcels.with_untracked(Vec::is_empty) {
            self.sending.set(Sending::Idle);
        }
        true
    }

    /// Takes on what an earlier visit left to be sent, and sends it. Says whether there was something.
    pub(crate) fn take_on(self, waiting: Vec<Papers>) -> bool {
        let is_something = !waiting.is_empty();
        self.parcels.update(|parcels| parcels.extend(waiting));
        self.note_waiting();
        self.resume();
        is_something
    }

    /// Takes the papers out of the form and sends them.
    pub(crate) fn submit(self) {
        // Pressed twice in a breath, the second time there is nothing in the form any more.
        if self.form.now(|kept| kept.found.is_none()) {
            return;
        }
        let papers = self.form.hand_over();
        papers.change(|kept| kept.queued_in = Some(shop::language(Locale::detect())));
        papers.save();
        self.parcels.update(|parcels| parcels.push(papers));
        self.receipts.set(Vec::new());
        self.note_waiting();
        self.resume();
    }

    /// Sends what is here, unless it is on its way already.
    pub(crate) fn resume(self) {
        let is_busy = self.sending.with_untracked(|sending| *sending == Sending::Busy);
        if is_busy || self.parcels.with_untracked(Vec::is_empty) {
            return;
        }
        self.sending.set(Sending::Busy);
        leptos::task::spawn_local(async move {
            let outcome = self.send_all().await;
            self.note_waiting();
            self.sending.set(if self.has_unsent() || matches!(outcome, Sending::Refused(_)) {
                outcome
            } else {
                Sending::Idle
            });
        });
    }

    /// Shows the order of what waits first once more, with another contact, and sends it.
    pub(crate) async fn prove(self, contact: &str) -> Result<(), ApiError> {
        if let Some(papers) = self.first() {
            papers.prove(contact).await?;
        }
        self.resume();
        Ok(())
    }

    /// Whether a complaint is still here; not tracked.
    pub(crate) fn has_unsent(self) -> bool {
        self.parcels.with_untracked(|parcels| !parcels.is_empty())
    }

    /// Forgets what proved the orders of what is still here: whoever is at this device next reads none of it.
    pub(crate) fn forget_proofs(self) {
        for papers in self.parcels.get_untracked() {
            papers.change(|kept| kept.proof = None);
            papers.save();
        }
        if self.sending.with_untracked(|sending| *sending == Sending::Waiting) {
            self.sending.set(Sending::Unproven);
        }
    }

    /// Forgets what is still here, what came of filings, what opened their cases, and what is half written there: as after
    /// signing out of a device that others use too.
    pub(crate) fn forget(self) {
        for papers in self.parcels.get_untracked() {
            papers.throw_away();
        }
        self.parcels.set(Vec::new());
        self.retry.set_value(None);
        self.note_waiting();
        self.sending.set(Sending::Idle);
        self.forget_receipts();
        proof::forget_all();
        kept::forget_place("customer/");
    }

    /// Forgets what came of filings and what opened their cases; what is half written stays.
    pub(crate) fn forget_receipts(self) {
        self.receipts.set(Vec::new());
        receipt::forget_all();
    }

    fn first(self) -> Option<Papers> {
        self.parcels.with_untracked(|parcels| parcels.first().copied())
    }

    /// Sends one after the other; what stands when nothing more can be done now.
    async fn send_all(self) -> Sending {
        while let Some(papers) = self.first() {
            let sent = papers.send(self.shop.today()).await;
            // Signed out meanwhile nothing is kept of it, whatever came of it.
            if !self.is_here(papers) {
                continue;
            }
            match sent {
                Ok(filed) => self.finish(papers, filed),
                Err(Unsent::Failed(error)) if error.may_pass_later() => {
                    self.retry.set_value(Some(clock::after(PAUSE, move || self.resume())));
                    return Sending::Waiting;
                }
                Err(Unsent::Unproven) => return Sending::Unproven,
                Err(Unsent::Invalid) => {
                    let reason = t::rejection::invalid_input(Locale::detect()).to_owned();
                    return self.give_back(papers, reason).await;
                }
                Err(Unsent::Failed(error)) => {
                    let reason = rejection::fault(Locale::detect(), &error);
                    return self.give_back(papers, reason).await;
                }
            }
        }
        Sending::Idle
    }

    fn finish(self, papers: Papers, filed: Filed) {
        let receipt = papers.now(|kept| Receipt::of(kept, &filed));
        if let Some(receipt) = receipt {
            if receipt.left == Left::Words {
                // Words changed since are the person's own to send: they lie where they write to the desk.
                papers.now(|kept| follow::leave_words(kept.case_id, &kept.draft.story));
            }
            // The page after sending shows it; anybody elsewhere is told.
            if Route::parse(&history::location()) != Route::Sent {
                let (locale, number) = (Locale::detect(), receipt.number.as_str());
                let sent = t::customer::sent_about(locale, number, &receipt.order);
                let says = receipt.photos_left.iter().fold(sent, |sent, left| [&sent, " ", left].concat());
                self.announcer.show(&says);
            }
            receipt::keep(&receipt);
            self.receipts.update(|receipts| receipts.push(receipt));
        }
        papers.now(|kept| {
            if let Some(proof) = kept.proof.clone() {
                let proof = Proof::Contact { number: proof.order_number, contact: proof.contact };
                proof::remember(kept.case_id, &proof);
            }
        });
        self.remove(papers);
        papers.throw_away();
    }

    async fn give_back(self, papers: Papers, reason: String) -> Sending {
        self.return_to_form(papers).await;
        Sending::Refused(reason)
    }

    async fn return_to_form(self, papers: Papers) {
        self.remove(papers);
        papers.change(|kept| kept.queued_in = None);
        papers.save();
        self.form.change_again(papers).await;
    }

    fn is_here(self, papers: Papers) -> bool {
        let id = papers.id();
        self.parcels.with_untracked(|parcels| parcels.iter().any(|each| each.id() == id))
    }

    fn remove(self, papers: Papers) {
        let id = papers.id();
        self.parcels.update(|parcels| parcels.retain(|each| each.id() != id));
    }

    fn note_waiting(self) {
        if self.parcels.with_untracked(Vec::is_empty) {
            storage::remove(WAITING);
        } else {
            storage::set(WAITING, "");
        }
    }
}

/// The outbox of the page; `None` outside a page.
pub(crate) fn use_outbox() -> Option<Outbox> {
    use_context::<Outbox>()
}
