//! What becomes of an order on its way in, where its number is there already.
//!
//! A number may come again: as the same order, moved on; as another buyer's, where the shop gives its numbers out
//! anew; or as another number that only looks the same. Only the first keeps the person, the second begins anew, the
//! third is refused, since it would take the order away from its owner.

use super::{KeptOrder, OrderRow};
use domain::complaint::order_now::is_one_purchase;
use domain::order::Order;
use domain::zone::Zone;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What became of an order on its way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// It was not there before.
    New,
    /// It was there and differs now.
    Changed,
    /// It was there just so.
    Unchanged,
    /// It was left out: the number is another buyer's order.
    Refused,
    /// It was left out: it leads to more changes than one order may.
    TooMuch,
}

/// What a number that comes again means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Again {
    /// The same order of the same buyer.
    Same,
    /// The shop gave the number to another buyer.
    GivenAnew,
    /// Another order altogether, whose number looks the same.
    Collision,
}

/// What becomes of an order, and whose it is. `proves`: the contacts that prove the one that is there.
pub(super) fn weigh(
    earlier: Option<&KeptOrder>,
    new: &OrderRow,
    proves: &BTreeSet<Vec<u8>>,
) -> (Stored, Uuid) {
    let Some(earlier) = earlier else { return (Stored::New, new.person_id) };
    let person = earlier.found.person_id;
    if earlier.digest == new.digest {
        return (Stored::Unchanged, person);
    }
    let is_same_buyer =
        person == new.person_id || new.buyer_keys.iter().any(|contact| proves.contains(contact));
    match judge(&earlier.found.order, &new.order, is_same_buyer, earlier.is_named && new.is_named) {
        Again::Same => (Stored::Changed, person),
        Again::GivenAnew => (Stored::Changed, new.person_id),
        Again::Collision => (Stored::Refused, person),
    }
}

/// What a number means that comes again. `is_same_buyer`: by the shop's number of the customer or by a whole contact;
/// `is_named`: the shop has a number for both.
fn judge(known: &Order, new: &Order, is_same_buyer: bool, is_named: bool) -> Again {
    let has_sku = |sku: &str| known.lines.iter().any(|line| line.sku == sku);
    let is_alike =
        new.lines.iter().any(|line| has_sku(&line.sku)) || (known.lines.is_empty() && new.lines.is_empty());
    let is_one_purchase = known.placed_at == new.placed_at && is_alike;
    if known.number != new.number {
        // Written otherwise it is the same order only if it is the same purchase of the same buyer.
        return if is_same_buyer && is_one_purchase { Again::Same } else { Again::Collision };
    }
    // Where the shop has no number for one of the two, the same goods at the same moment mean a contact put right.
    if is_same_buyer || (is_one_purchase && !is_named) {
        return Again::Same;
    }
    // A number given out anew belongs to the later purchase, in whichever order the two are brought in.
    let utc = Zone::utc();
    let is_later = new.placed_at.local(&utc) >= known.placed_at.local(&utc);
    if is_later { Again::GivenAnew } else { Again::Collision }
}

/// The order as it is kept: what was given for a line is found by the line's code, so where it is the same purchase the
/// lines that are the same keep theirs.
pub(super) fn known_again(earlier: Option<&KeptOrder>, new: &Order, person: Uuid) -> Order {
    let Some(KeptOrder { found: known, .. }) = earlier else { return new.clone() };
    // Whichever zone the shop counts days in, those of one purchase lie no further apart.
    let utc = Zone::utc();
    let apart = known.order.placed_at.day(&utc) - new.placed_at.day(&utc);
    let is_another =
        known.person_id != person && apart.num_days().abs() > 1 && !is_one_purchase(&known.order, new, &utc);
    if is_another { new.clone() } else { new.clone().after(&known.order) }
}
