//! Which papers this tab has in hand: its own after a reload, those of the order just found, those somebody goes on
//! with, and blank ones otherwise.

use super::Form;
use crate::papers::{Kept, Papers, shelf};
use crate::proof::{self, Proof};
use crate::route::{Route, Step};
use domain::id::CaseId;
use domain::order::Pieces;
use domain::text::contact::{Email, Phone};
use domain::wire::{LookupRequest, LookupResponse};
use leptos::prelude::*;
use web::browser::tabs::Hold;
use web::components::filled_in;

/// Papers of an earlier visit that can be gone on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Older {
    /// Which.
    pub(crate) id: CaseId,
    /// The order's number.
    pub(crate) order: String,
}

impl From<&Kept> for Older {
    fn from(kept: &Kept) -> Self {
        Self { id: kept.case_id, order: kept.order().to_owned() }
    }
}

impl Form {
    /// Takes up what this browser kept for this tab. Gives back the papers that wait to be sent and that no other tab
    /// has in hand: they are the outbox's.
    pub(crate) async fn restore(self) -> Vec<Papers> {
        let own = match shelf::own() {
            Some(id) => self.own_papers(id).await,
            None => None,
        };
        let mut waiting = Vec::new();
        let mut older = Vec::new();
        let mut latest = None;
        for (kept, hold) in shelf::free().await {
            if kept.queued_in.is_some() {
                waiting.push(self.owned(|| Papers::of(kept, Some(hold))));
            } else if kept.found.is_none() {
                // A number half typed in a tab that is closed.
                shelf::remove(kept.case_id).await;
            } else {
                older.push(Older::from(&kept));
                latest.get_or_insert((kept, hold));
            }
        }
        let is_in_form = matches!(Route::parse(&web::browser::history::location()), Route::File(_));
        // Somebody whose address is in the middle of the form was writing there.
        let own = own.or_else(|| {
            latest.filter(|_| is_in_form).map(|(kept, hold)| self.owned(|| Papers::of(kept, Some(hold))))
        });
        for papers in own.iter().chain(&waiting) {
            papers.restore_photos().await;
        }
        match own {
            Some(papers) if papers.now(|kept| kept.queued_in.is_some()) => waiting.push(papers),
            Some(papers) => self.take_back(papers, &mut older),
            None => shelf::note_own(self.papers().id()),
        }
        self.older.set(older);
        self.is_restored.set(true);
        waiting
    }

    /// The papers this tab had before it was loaded anew.
    async fn own_papers(self, id: CaseId) -> Option<Papers> {
        let hold = shelf::hold_own(id).await;
        let kept = shelf::get_as_left(id).await?;
        if hold.is_some() {
            return Some(self.owned(|| Papers::of(kept, hold)));
        }
        // This tab is the double of one that lives: it goes on by itself, and what that one has sent is sent.
        if kept.queued_in.is_some() {
            return None;
        }
        let papers = self.owned(|| Papers::under_own_ids(kept));
        papers.copy_photos(id).await;
        Some(papers)
    }

    /// Takes up papers found in the browser, unless the person is past the first step by now; what they typed
    /// meanwhile stays.
    fn take_back(self, papers: Papers, older: &mut Vec<Older>) {
        // The browser may have filled in something without a word.
        filled_in::read_all();
        if self.now(|kept| kept.found.is_some()) {
            older.insert(0, papers.now(|kept| Older::from(kept)));
            leptos::task::spawn_local(papers.put_down());
            shelf::note_own(self.papers().id());
            return;
        }
        let typed = self.now(|kept| [kept.order_number.clone(), kept.contact.clone()]);
        papers.change(|kept| {
            let [order_number, contact] = &typed;
            kept.type_over(order_number, contact);
        });
        if papers.now(|kept| kept.found.is_some()) {
            older.retain(|older| older.id != papers.id());
            older.insert(0, papers.now(|kept| Older::from(kept)));
        }
        // What was cut off by the closed tab goes on.
        papers.send_photos_meanwhile();
        self.show(papers);
    }

    /// Drafts of earlier visits, the latest first; tracked.
    pub(crate) fn older(self) -> Vec<Older> {
        self.older.get()
    }

    /// Goes on with papers of an earlier visit; says whether they are still there.
    pub(crate) async fn go_on_with(self, id: CaseId) -> bool {
        if self.papers().id() == id {
            return true;
        }
        let Some((kept, hold)) = taken(|kept| kept.case_id == id).await else {
            self.forget_older(id);
            return false;
        };
        self.put_aside().await;
        self.take_up_kept(kept, hold).await;
        true
    }

    /// Throws papers of an earlier visit away.
    pub(crate) fn discard(self, id: CaseId) {
        if self.papers().id() == id {
            self.clear();
        } else {
            leptos::task::spawn_local(shelf::remove(id));
        }
        self.forget_older(id);
    }

    /// Throws away whatever was put down in this browser; what another tab has in hand is that tab's.
    pub(crate) async fn throw_all_away(self) {
        for (kept, _hold) in shelf::free().await {
            shelf::remove(kept.case_id).await;
        }
        self.older.set(Vec::new());
    }

    /// Takes an order just found into the form: into these papers if they are its own or still blank, else into
    /// those that were written for it before, else into blank ones.
    pub(crate) async fn take_up(self, request: LookupRequest, found: LookupResponse) {
        let number = found.order.number.clone();
        // From now on it goes by the number as the shop writes it, whatever was left out.
        let request = LookupRequest { order_number: number.clone(), ..request };
        if !self.now(|kept| kept.is_about(&number)) {
            let is_anothers = self.now(|kept| kept.found.is_some());
            let same_order = taken(|kept| kept.is_about(&number) && kept.queued_in.is_none()).await;
            if is_anothers {
                self.put_aside().await;
            }
            match same_order {
                Some((kept, hold)) => self.take_up_kept(kept, hold).await,
                None if is_anothers => self.show(self.owned(Papers::blank)),
                None => {}
            }
        }
        for case in &found.cases {
            let (number, contact) = (request.order_number.clone(), request.contact.clone());
            proof::remember(case.case_id, &Proof::Contact { number, contact });
        }
        self.change(|kept| {
            (kept.order_number, kept.contact) = (request.order_number.clone(), request.contact.clone());
            kept.draft.goods.retain(|pieces| found.order.lines.iter().any(|line| line.sku == pieces.sku));
            // A line that needs no choosing is chosen.
            if let ([only], true) = (found.order.lines.as_slice(), kept.draft.goods.is_empty()) {
                kept.draft.goods = vec![Pieces::chosen_of(only)];
            }
            // What proved the order is how its buyer can be reached.
            let (draft, contact) = (&mut kept.draft, request.contact.trim());
            if draft.email.is_empty() && draft.phone.is_empty() {
                if Email::parse(contact).is_ok() {
                    contact.clone_into(&mut draft.email);
                } else if Phone::parse(contact).is_ok() {
                    contact.clone_into(&mut draft.phone);
                }
            }
            kept.found = Some(found);
            kept.proof = Some(request);
        });
        self.papers().keep().await;
    }

    /// Shows papers in place of those in hand.
    pub(crate) fn show(self, papers: Papers) {
        shelf::note_own(papers.id());
        self.seen.set(Vec::new());
        self.papers.set(papers);
    }

    /// Gives the papers in hand away and goes on with blank ones.
    pub(crate) fn hand_over(self) -> Papers {
        let papers = self.papers();
        self.forget_older(papers.id());
        self.show(self.owned(Papers::blank));
        papers
    }

    /// Takes papers back to change them; what is in hand is put aside.
    pub(crate) async fn change_again(self, papers: Papers) {
        self.put_aside().await;
        self.show(papers);
    }

    /// Begins anew, with new ids and nothing written.
    pub(crate) fn clear(self) {
        self.hand_over().throw_away();
    }

    /// Puts the papers in hand where they can be taken up again, if anything stands on them.
    async fn put_aside(self) {
        let papers = self.papers();
        if papers.now(|kept| kept.found.is_none()) {
            papers.throw_away();
            return;
        }
        papers.put_down().await;
        let older = papers.now(|kept| Older::from(kept));
        self.older.update(|all| {
            all.retain(|each| each.id != older.id);
            all.insert(0, older);
        });
    }

    async fn take_up_kept(self, kept: Kept, hold: Hold) {
        let papers = self.owned(|| Papers::of(kept, Some(hold)));
        papers.restore_photos().await;
        self.forget_older(papers.id());
        self.show(papers);
        papers.send_photos_meanwhile();
    }

    fn forget_older(self, id: CaseId) {
        self.older.update(|older| older.retain(|each| each.id != id));
    }

    /// Makes something that lives as long as the form, whoever asks for it.
    fn owned<T>(self, make: impl FnOnce() -> T) -> T {
        match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }
}

/// The first step after finding the order: choosing lines is no question where there is one or none.
pub(crate) fn first_step(form: Form) -> Step {
    crate::pages::steps(form).first().copied().unwrap_or(Step::Story)
}

/// Takes the latest free papers of which something is true.
async fn taken(is_it: impl Fn(&Kept) -> bool) -> Option<(Kept, Hold)> {
    shelf::free().await.into_iter().find(|(kept, _)| is_it(kept))
}
