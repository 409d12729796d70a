//! Proving that an order or a case is one's own: by its number and a contact the shop knew of the buyer.
//!
//! Unknown numbers and wrong contacts are answered alike and take as long, since both are answered in one pace. Wrong ones
//! slow down whoever tries them and nobody else; a right one costs nothing.

use crate::auth::Caller;
use crate::auth::grants::OrderGrant;
use crate::config::Rates;
use crate::error::{ApiError, ApiResult};
use crate::limit::{Attempt, Rate, Tried};
use crate::state::AppState;
use axum::http::StatusCode;
use books::orders::{FoundOrder, Proven};
use domain::complaint::rejection::Rejection;
use domain::text::contact::Contact;
use domain::text::problem::Problem;
use domain::wire::failure_code::FailureCode;
use std::time::Duration;
use tokio::time::Instant;

/// A key no order has, for keys have no blanks: it stands for the order of a case that does not exist, so that the same work
/// is done for it.
pub const NO_ORDER: &str = " ";

/// The pace of what was wrong: longer than a look-up takes, so that what is read for it can't be told from the time.
const PACE: Duration = Duration::from_millis(40);

/// How long the try whose count could not be kept counts all the same.
const UNCOUNTED: Duration = Duration::from_hours(24);

/// A look-up under way. Unless it is said to be right it counts as a failure.
#[derive(Debug)]
#[must_use = "a look-up that nobody settles counts as a failure"]
pub struct Lookup {
    began: Instant,
    from: Attempt,
    of: Attempt,
}

impl Lookup {
    /// Begins one, or says that too many have failed. All spellings of a number are one number, with and without its
    /// dashes: `number` is its key.
    pub async fn begin(state: &AppState, caller: &Caller, number: &str) -> ApiResult<Self> {
        let of = Rate { n: state.config.rates.lookups_per_number, per: Duration::from_hours(1) };
        let from = begin_from(state, caller).await?;
        let began = Instant::now();
        let number = number.replace('-', "");
        let of = state.limits.attempt(Tried::LookupOf, &format!("{}\0{number}", caller.source), of).await?;
        Ok(Self { began, from, of })
    }

    /// It was wrong, of whatever: the answer, at the next beat.
    pub async fn wrong(self) -> ApiError {
        let mut beat = self.began + PACE;
        while beat < Instant::now() {
            beat += PACE;
        }
        tokio::time::sleep_until(beat).await;
        ApiError::new(StatusCode::NOT_FOUND, FailureCode::OrderNotFound)
    }

    /// It was right.
    pub fn right(self) {
        self.from.free();
        self.of.free();
    }
}

/// Begins a try of whatever kind from where the caller is.
pub async fn begin_from(state: &AppState, caller: &Caller) -> ApiResult<Attempt> {
    let Rates { lookups_per_minute, .. } = state.config.rates;
    let rate = Rate { n: lookups_per_minute, per: Duration::from_mins(1) };
    state.limits.attempt(Tried::LookupFrom, &caller.source.to_string(), rate).await
}

/// What a contact proves of an order.
pub async fn prove(state: &AppState, order_key: &str, contact: &Contact) -> ApiResult<Proven> {
    let keys = state.secret.typed_keys(order_key, contact);
    let most = state.config.rates.wrong_contacts_per_day;
    let now = state.clock.utc().timestamp_millis();
    // Asked in any case, so that time does not tell whether there is such an order.
    let guess = state.guesses.begin(order_key);
    let left = state.store.wrong_contacts(order_key).await?.left(most, now);
    let is_counted = state.store.order(order_key).await?.is_some() && guess.has_room(left);
    let whole = state.store.proven(order_key, keys.whole.iter()).await?;
    // Asked in any case, so that time does not tell whether it counts.
    let short = state.store.proven(order_key, keys.short.iter()).await?;
    if !is_counted {
        return Ok(whole);
    }
    let proven = whole.and(short);
    if proven.people.is_empty() {
        let (books, order) = (state.store.clone(), order_key.to_owned());
        // Beside the answer, which would come later for an order that there is.
        tokio::spawn(async move {
            if let Err(fault) = books.count_wrong_contact(&order, most, now).await {
                tracing::error!(%fault, "a wrong contact could not be counted");
                // It is still under way as far as this server is concerned: a full disk lets nobody guess on.
                tokio::time::sleep(UNCOUNTED).await;
            }
            drop(guess);
        });
    }
    Ok(proven)
}

/// The order of a proof, where it is still of whoever proved it: the shop may have given its number to another since.
pub async fn still_theirs(state: &AppState, grant: &OrderGrant) -> ApiResult<FoundOrder> {
    let found = state.store.order(&grant.order_key).await?;
    let found = found.filter(|found| found.person_id == grant.person_id);
    found.ok_or_else(|| Rejection::OrderNotLookedUp.into())
}

/// Number and contact as typed, or all that is wrong with them.
pub fn both<T>(number: Result<T, Problem>, contact: &str) -> ApiResult<(T, Contact)> {
    match (number, Contact::parse(contact)) {
        (Ok(number), Ok(contact)) => Ok((number, contact)),
        (number, contact) => {
            let problems = number.err().into_iter().chain(contact.err()).collect();
            Err(Rejection::InvalidInput { problems }.into())
        }
    }
}
