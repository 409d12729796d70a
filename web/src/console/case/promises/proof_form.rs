//! The form in which somebody shows that a promise was kept, with what has to be said for it where it is refused.

use super::super::store::{CaseStore, Refused, Why};
use super::super::timeline::PLACE;
use crate::words;
use domain::compensation::money::{Currency, Money};
use domain::complaint::command::{Command, Proof};
use domain::complaint::promise::{Promise, ProofKind};
use domain::complaint::rejection::Rejection;
use domain::complaint::{Case, Kept, PromiseStanding};
use domain::id::{CommandId, PromiseId};
use domain::remedy::Remedy;
use domain::text::problem::Problem;
use domain::text::{Reference, Sentence, sum};
use leptos::prelude::*;
use web::browser::{clock, document};
use web::components::SendForm;
use web::i18n::rejection::{problem, rejection};
use web::i18n::{Locale, t::console as t, use_locale};
use web::kept::KeptText;

/// The other open promises that one refund's reference shows as well: what is paid back at once is one transfer.
fn others_shown_by_it(case: &Case, id: PromiseId, kind: ProofKind) -> Vec<PromiseId> {
    let all = case.phase.fulfilment().map(|all| all.promises.as_slice()).unwrap_or_default();
    let is_other = |kept: &&Kept| {
        matches!(kind, ProofKind::RefundReference | ProofKind::TrackingNumber)
            && matches!(kept.standing, PromiseStanding::Open)
            && kept.promise.id != id
            && kept.promise.proof_kind == kind
            // What the way back cost is seldom in the refund's own transfer: it is shown by itself.
            && kept.promise.part.remedy != Remedy::ReturnShipping
    };
    all.iter().filter(is_other).map(|kept| kept.promise.id).collect()
}

/// The fields of a form, by the name that stands before the promise's id in theirs.
const FIELDS: [&str; 4] = ["proof", "keeps", "although", "in-all"];

/// The id of a field of a promise's form.
fn field_of(name: &str, id: PromiseId) -> String {
    format!("{name}-{id}")
}

/// Goes on to the next promise that waits for its proof, or where all have theirs, to what happened.
fn go_on(store: CaseStore) {
    let next = store.case.with_untracked(|case| {
        let mut all = case.as_ref()?.phase.fulfilment()?.promises.iter();
        all.find(|kept| matches!(kept.standing, PromiseStanding::Open))
            .map(|kept| field_of("proof", kept.promise.id))
    });
    document::focus(next.as_deref().unwrap_or(PLACE));
}

/// What a supervisor has to say for a proof whose refund is known already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Asked {
    /// Why it counts all the same.
    why: bool,
    /// What the transfer came to in all.
    in_all: bool,
}

impl Asked {
    /// What a refusal asks for; nothing where it is about something else, or nothing anybody says would do.
    const fn by(why: &Rejection) -> Self {
        match why {
            Rejection::ReferenceUsed { in_all } | Rejection::ReferenceOfAnotherOrder { in_all } => {
                Self { why: true, in_all: in_all.is_some() }
            }
            Rejection::ParcelKnown => Self { why: true, in_all: false },
            Rejection::AboveTransfer { in_all, .. } => Self { why: false, in_all: in_all.is_some() },
            _ => Self { why: false, in_all: false },
        }
    }

    /// Both together.
    const fn and(self, other: Self) -> Self {
        Self { why: self.why || other.why, in_all: self.in_all || other.in_all }
    }

    /// Which field is meant: that of the number where somebody else says the rest or nothing is to be said, else the first that
    /// is asked for and that nothing is written in yet.
    const fn place(self, may_say: bool, reason: &str) -> &'static str {
        match self {
            Self { why: true, in_all } if may_say && (reason.is_empty() || !in_all) => "although",
            Self { in_all: true, .. } if may_say => "in-all",
            _ => "proof",
        }
    }
}

/// The proofs of a promise that were not accepted, and what they ask for. Only the server knows other orders; after the page
/// was loaded anew it is not told any more which rule stood in the way.
fn refused_of(all: &[Refused], id: PromiseId) -> Vec<(CommandId, Asked)> {
    let asked = |one: &Refused| match &one.why {
        Why::Rule(why) => Asked::by(why),
        Why::Moved => Asked { why: true, in_all: true },
        Why::Fault(_) => Asked::default(),
    };
    let is_its = |one: &&Refused| matches!(&one.envelope.command, Command::ProvePromise { promise, .. } if *promise == id);
    all.iter().filter(is_its).map(|one| (one.envelope.command_id, asked(one))).collect()
}

/// Why a proof counts that would be refused otherwise, where somebody says so.
fn why(typed: &str) -> Result<Option<Sentence>, Problem> {
    if typed.trim().is_empty() { Ok(None) } else { Sentence::parse(typed).map(Some) }
}

/// What a transfer came to in all, where somebody says so.
fn sum_in_all(typed: &str, currency: Currency) -> Result<Option<Money>, Problem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    sum::parse(typed, currency).map(Some).map_err(|error| Problem::of_amount("in_all", error))
}

/// The currency a promise is counted in: its own, or where it has no amount that of the case's order.
fn currency_of(promise: &Promise, store: CaseStore) -> Currency {
    let of_order =
        || store.case.with_untracked(|case| case.as_ref().map_or(Currency::CNY, |case| case.order.currency));
    promise.part.amount.map_or_else(of_order, |amount| amount.currency)
}

/// The kind of proof that is given: the way back is shown by a label, or by the number of the transfer that paid for it.
const fn given_kind(kind: ProofKind, is_transfer: bool) -> ProofKind {
    if is_transfer { ProofKind::RefundReference } else { kind }
}

/// What was typed as the proof a promise needs. A bare number told in words is a sum: its customer reads of what.
fn read(kind: ProofKind, typed: &str, currency: Currency) -> Result<Proof, Problem> {
    match kind {
        ProofKind::RefundReference => Reference::parse(typed).map(Proof::RefundReference),
        ProofKind::TrackingNumber => Reference::parse(typed).map(Proof::TrackingNumber),
        ProofKind::CouponCode => Reference::parse(typed).map(Proof::CouponCode),
        ProofKind::Statement => {
            let sum = sum::parse(typed, currency).ok();
            let sum = sum.map(|sum| [sum.decimal().as_str(), " ", sum.currency.code()].concat());
            Sentence::parse(sum.as_deref().unwrap_or(typed)).map(Proof::Statement)
        }
    }
}

/// What is written in the form of a promise, and what was found of it.
#[derive(Clone, Copy)]
struct Written {
    store: CaseStore,
    id: PromiseId,
    kind: ProofKind,
    currency: Currency,
    text: KeptText,
    keeps: KeptText,
    although: KeptText,
    in_all: KeptText,
    /// Whether a transfer shows what a statement does otherwise.
    is_transfer: RwSignal<bool>,
    /// Whether it shows the others as well that one refund or parcel would.
    is_for_all: RwSignal<bool>,
    others: Memo<Vec<PromiseId>>,
    wrong: RwSignal<Option<String>>,
    /// Whether goods are to come back first: why the customer keeps them is asked where it was refused for that.
    lacks_goods: RwSignal<bool>,
    asked: RwSignal<Asked>,
    /// The promise whose proof was sent last from this page.
    tried: RwSignal<Option<PromiseId>>,
}

impl Written {
    fn of(promise: &Promise, store: CaseStore, tried: RwSignal<Option<PromiseId>>) -> Self {
        let (id, kind) = (promise.id, promise.proof_kind);
        let [text, keeps, although, in_all] = FIELDS.map(|name| store.text(&field_of(name, id)));
        let others_of = move |case: &Case| others_shown_by_it(case, id, kind);
        Self {
            store,
            id,
            kind,
            currency: currency_of(promise, store),
            text,
            keeps,
            although,
            in_all,
            is_transfer: RwSignal::new(false),
            // One refund mostly pays all of it; what is in a parcel somebody has packed.
            is_for_all: RwSignal::new(kind == ProofKind::RefundReference),
            others: Memo::new(move |_| {
                store.case.with(|case| case.as_deref().map(others_of).unwrap_or_default())
            }),
            wrong: RwSignal::new(None),
            lacks_goods: RwSignal::new(false),
            asked: RwSignal::new(Asked::default()),
            tried,
        }
    }

    /// Asks for what refusals say is missing, the focus with it where one was just sent from here: it had gone on to the next
    /// promise. Whoever writes somewhere else by then goes on there.
    fn follow_refusals(self) {
        Effect::new(move |_| {
            let all = self.store.refused.with(|all| refused_of(all, self.id));
            if all.is_empty() {
                return;
            }
            let now = all.into_iter().map(|(_, asked)| asked).fold(Asked::default(), Asked::and);
            self.asked.update(|asked| *asked = asked.and(now));
            if self.tried.get_untracked() == Some(self.id) {
                self.tried.set(None);
                if !document::is_writing() {
                    self.go_to(now);
                }
            }
        });
    }

    /// Goes to the field that is meant, once it is drawn.
    fn go_to(self, now: Asked) {
        let place = untrack(|| now.place(self.store.may_sign(), &self.although.get()));
        let field = field_of(place, self.id);
        leptos::task::spawn_local(async move {
            clock::sleep(0).await;
            document::focus(&field);
        });
    }

    fn read(self) -> Result<Command, Problem> {
        let kind = given_kind(self.kind, self.is_transfer.get_untracked());
        let proof = read(kind, &self.text.now(), self.currency)?;
        let (keeps_goods, although_known) = (why(&self.keeps.now())?, why(&self.although.now())?);
        let is_for_all = self.is_for_all.get_untracked();
        let also = if is_for_all { self.others.get_untracked() } else { Vec::new() };
        let in_all = sum_in_all(&self.in_all.now(), self.currency)?;
        Ok(Command::ProvePromise { promise: self.id, proof, also, keeps_goods, although_known, in_all })
    }

    fn send(self, locale: Locale) {
        let command = match self.read() {
            Err(fault) => return self.wrong.set(Some(problem(locale, &fault))),
            Ok(command) => command,
        };
        let before = self.store.refused.with_untracked(|all| refused_of(all, self.id));
        let fields = FIELDS.map(|name| field_of(name, self.id));
        self.tried.set(Some(self.id));
        match self.store.submit_written(command, &fields.each_ref().map(String::as_str)) {
            Ok(()) => {
                for (refused, _) in before {
                    self.store.dismiss(refused);
                }
                go_on(self.store);
            }
            Err(why) => {
                self.tried.set(None);
                self.lacks_goods.set(why == Rejection::GoodsNotBack);
                let now = Asked::by(&why);
                self.asked.update(|asked| *asked = asked.and(now));
                if now != Asked::default() {
                    self.go_to(now);
                }
                self.wrong.set(Some(rejection(locale, &why)));
            }
        }
    }
}

/// The form of a promise.
#[component]
pub(super) fn ProofForm(
    promise: Promise,
    store: CaseStore,
    /// The promise whose proof was sent last from this page.
    tried: RwSignal<Option<PromiseId>>,
) -> impl IntoView {
    let locale = use_locale();
    let written = Written::of(&promise, store, tried);
    let Written { id, kind, text, keeps, although, in_all, .. } = written;
    let Written { is_transfer, is_for_all, others, wrong, asked, .. } = written;
    written.follow_refusals();
    let [field, keeps_field, although_field, in_all_field] = FIELDS.map(|name| field_of(name, id));
    let label = match promise.part.remedy {
        Remedy::ReturnShipping => t::proof_way_back(locale),
        _ => words::proof_kind(locale, kind),
    };
    // A number shows itself; what is told in words is read as it is written.
    let reads_id = field_of("reads", id);
    let reads = (kind == ProofKind::Statement).then(|| t::proof_customer_reads(locale));
    let described = reads.map(|_| reads_id.clone());
    let may_be_transfer = kind == ProofKind::Statement && promise.is_shown_by(ProofKind::RefundReference);
    let transfer_id = field_of("transfer", id);
    let n_others = move || i64::try_from(others.with(Vec::len)).unwrap_or(i64::MAX);
    let also_id = field_of("also", id);
    // Whichever the form gives, by now.
    let although_label = move || match given_kind(kind, is_transfer.get()) {
        ProofKind::TrackingNumber => t::proof_although_parcel(locale),
        _ => t::proof_although_known(locale),
    };
    let label_for = field.clone();
    let send = move |()| written.send(locale);
    view! {
        <SendForm class="proof" on_send=send>
            <label for=label_for>{label}</label>
            {reads.map(|reads| view! { <p class="field-hint small" id=reads_id.clone()>{reads}</p> })}
            <input
                class="input"
                id=field
                aria-describedby=described
                autocomplete="off"
                spellcheck="false"
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            />
            <Show when=move || may_be_transfer>
                <label class="check" for=transfer_id.clone()>
                    <input
                        type="checkbox"
                        id=transfer_id.clone()
                        prop:checked=move || is_transfer.get()
                        on:change=move |event| is_transfer.set(event_target_checked(&event))
                    />
                    <span>{t::proof_is_transfer(locale)}</span>
                </label>
            </Show>
            <Show when=move || { n_others() > 0 }>
                <label class="check proof-also" for=also_id.clone()>
                    <input
                        type="checkbox"
                        id=also_id.clone()
                        prop:checked=move || is_for_all.get()
                        on:change=move |event| is_for_all.set(event_target_checked(&event))
                    />
                    <span>
                        {move || match kind {
                            ProofKind::TrackingNumber => t::proof_also_parcel(locale, n_others()),
                            _ => t::proof_also(locale, n_others()),
                        }}
                    </span>
                </label>
            </Show>
            {move || wrong.get().map(|wrong| view! { <p class="field-error small" role="alert">{wrong}</p> })}
            <Show when=move || written.lacks_goods.get() || !keeps.get().is_empty()>
                <SaidField id=keeps_field.clone() label=t::proof_keeps_goods(locale) text=keeps />
            </Show>
            <Show when=move || (asked.get().why && store.may_sign()) || !although.get().is_empty()>
                <SaidField id=although_field.clone() label=although_label() text=although />
            </Show>
            <Show when=move || (asked.get().in_all && store.may_sign()) || !in_all.get().is_empty()>
                <SaidField id=in_all_field.clone() label=t::proof_in_all(locale) text=in_all inputmode="decimal" />
            </Show>
            // Behind all that may have to be said with it.
            <button type="submit" class="button button-primary">
                {t::do_prove(locale)}
            </button>
        </SendForm>
    }
}

/// What is said for a proof that is refused without it.
#[component]
fn SaidField(
    id: String,
    label: &'static str,
    text: KeptText,
    #[prop(default = "text")] inputmode: &'static str,
) -> impl IntoView {
    view! {
        <div class="proof-keeps">
            <label for=id.clone()>{label}</label>
            <input
                class="input"
                id=id
                inputmode=inputmode
                autocomplete="off"
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_number_is_told_as_the_sum_it_is_and_other_words_as_they_are() {
        let told = |typed| match read(ProofKind::Statement, typed, Currency::CNY) {
            Ok(Proof::Statement(words)) => words.as_str().to_owned(),
            other => panic!("{other:?}"),
        };
        assert_eq!(told("12"), "12.00 CNY");
        assert_eq!(told("Label SF-12 sent by email"), "Label SF-12 sent by email");
    }

    #[test]
    fn what_is_asked_for_and_not_said_yet_has_the_focus() {
        let both = Asked { why: true, in_all: true };
        assert_eq!(both.place(true, ""), "although");
        assert_eq!(both.place(true, "One transfer"), "in-all");
        assert_eq!(Asked { why: true, in_all: false }.place(true, "One transfer"), "although");
        assert_eq!(Asked { why: false, in_all: true }.place(true, ""), "in-all");
        // Who may not say it, or has nothing to say, looks at the number.
        assert_eq!(both.place(false, ""), "proof");
        assert_eq!(Asked::default().place(true, ""), "proof");
    }
}
