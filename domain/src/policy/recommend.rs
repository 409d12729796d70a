//! Why an option is the one we would choose in the customer's place, said in one word from their need.
//!
//! The word is worked out wherever options are weighed, when they are suggested and again when they are offered, so
//! that an offer changed by hand never carries a reason that no longer holds.

use crate::compensation::option::{Because, RemedyOption};
use crate::remedy::Remedy;

/// Wishes and what comes close to them, closest first.
pub(crate) const CLOSE: &[(Remedy, &[Remedy])] = &[
    (Remedy::Refund, &[Remedy::Cancel, Remedy::ReturnRefund, Remedy::PriceReduction, Remedy::Withdrawal]),
    (Remedy::ReturnRefund, &[Remedy::Refund, Remedy::Withdrawal, Remedy::PriceReduction]),
    (Remedy::Withdrawal, &[Remedy::ReturnRefund, Remedy::Refund]),
    (Remedy::Cancel, &[Remedy::Refund, Remedy::ReturnRefund, Remedy::Withdrawal]),
    (Remedy::ChangeOrder, &[Remedy::Cancel, Remedy::Exchange, Remedy::Substitute]),
    (Remedy::StoreCredit, &[Remedy::Refund, Remedy::ReturnRefund, Remedy::Withdrawal]),
    (Remedy::PriceReduction, &[Remedy::Refund, Remedy::ReturnRefund]),
    (Remedy::Exchange, &[Remedy::Resend, Remedy::Substitute, Remedy::Remake, Remedy::ReturnRefund]),
    (Remedy::Resend, &[Remedy::Exchange, Remedy::MissingPart, Remedy::Refund]),
    (Remedy::MissingPart, &[Remedy::Resend, Remedy::Exchange]),
    (Remedy::Repair, &[Remedy::ThirdPartyRepair, Remedy::Exchange]),
    (Remedy::Remake, &[Remedy::Exchange, Remedy::Repair]),
];

/// Ways in which the goods travel back.
pub(crate) const RETURNING: &[Remedy] =
    &[Remedy::ReturnRefund, Remedy::Withdrawal, Remedy::Exchange, Remedy::Repair, Remedy::Substitute];

/// The reason of each option beside the others: one for the recommended option, none for all others.
pub(crate) fn reasons(wants: &[Remedy], options: &[&RemedyOption]) -> Vec<Option<Because>> {
    options.iter().map(|option| reason(wants, option, options)).collect()
}

fn reason(wants: &[Remedy], option: &RemedyOption, all: &[&RemedyOption]) -> Option<Because> {
    if !option.is_recommended {
        return None;
    }
    let holds = |remedy: &Remedy| option.parts.iter().any(|part| part.remedy == *remedy);
    // Whoever demands a multiple and is offered the price alone is not told that it is what they asked for.
    let is_less = wants.iter().any(|wish| wish.is_penalty() && !holds(wish));
    let mut near = CLOSE.iter().filter(|(wish, _)| wants.contains(wish)).flat_map(|(_, near)| near.iter());
    let others = || all.iter().copied().filter(|other| !core::ptr::eq(*other, option));
    if !is_less && wished_in(wants, option, all).is_some() {
        Some(Because::Wished)
    } else if near.any(holds) {
        Some(Because::Close)
    } else if !travels(option) && others().any(travels) {
        Some(Because::KeepsGoods)
    } else if others().next().is_some() && others().all(|other| is_sooner(option, other)) {
        Some(Because::Soonest)
    } else {
        // What all of them hold tells them not apart, and is wished for all the same.
        (!is_less && wants.iter().any(holds)).then_some(Because::Wished)
    }
}

/// The wish for which an option is to be preferred to others: what it holds of it and not all of them do.
fn wished_in(wants: &[Remedy], option: &RemedyOption, all: &[&RemedyOption]) -> Option<Remedy> {
    let is_in = |option: &RemedyOption, wish| option.parts.iter().any(|part| part.remedy == wish);
    let is_told_apart = |wish: &Remedy| {
        is_in(option, *wish) && (all.len() < 2 || all.iter().any(|other| !is_in(other, *wish)))
    };
    wants.iter().copied().find(is_told_apart)
}

fn travels(option: &RemedyOption) -> bool {
    option.parts.iter().any(|part| RETURNING.contains(&part.remedy))
}

/// Where a time is not known nothing is claimed of it.
fn is_sooner(option: &RemedyOption, other: &RemedyOption) -> bool {
    option.ready_by.zip(other.ready_by).is_some_and(|(one, other)| one < other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::OptionId;
    use crate::testing::option_by_hand;
    use chrono::DateTime;
    use uuid::Uuid;

    fn option(remedy: Remedy, ready_on: &str) -> RemedyOption {
        let ready_by = DateTime::parse_from_rfc3339(&format!("{ready_on}T18:00:00+08:00")).unwrap();
        let option = option_by_hand(OptionId(Uuid::nil()), remedy, Some("10.00")).option;
        RemedyOption { ready_by: Some(ready_by), ..option }
    }

    #[test]
    fn recommended_option_has_the_first_reason_that_holds_and_no_other_has_any() {
        let refund = RemedyOption { is_recommended: true, ..option(Remedy::Refund, "2026-03-04") };
        let exchange = option(Remedy::Exchange, "2026-03-09");
        let resend = option(Remedy::Resend, "2026-03-09");
        let refund_later = option(Remedy::Refund, "2026-03-09");
        let late = RemedyOption { is_recommended: true, ..option(Remedy::Refund, "2026-03-09") };
        for (wants, first, second, expected) in [
            (vec![Remedy::Refund], &refund, &exchange, Some(Because::Wished)),
            (vec![Remedy::Withdrawal], &refund, &exchange, Some(Because::Close)),
            (vec![], &refund, &exchange, Some(Because::KeepsGoods)),
            (vec![], &refund, &resend, Some(Because::Soonest)),
            (vec![], &late, &resend, None),
            (vec![Remedy::Exchange], &exchange, &resend, None),
            // What both hold is no reason to take this one, as long as there is another reason.
            (vec![Remedy::Refund], &refund, &refund_later, Some(Because::Soonest)),
            (vec![Remedy::Refund], &late, &refund_later, Some(Because::Wished)),
            (vec![Remedy::Refund, Remedy::StatutoryDamages], &late, &refund_later, None),
        ] {
            assert_eq!(reasons(&wants, &[first, second]), [expected, None], "{wants:?}");
        }
    }
}
