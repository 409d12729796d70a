//! What was sent and may not be with its customer yet: a tracking number or the reference of a transfer shows that the desk
//! did its part, and says nothing of the day on which it is there.

use crate::complaint::command::Proof;
use crate::complaint::{Case, Kept, Phase, PromiseStanding};
use crate::remedy::Remedy;
use crate::text::Reference;
use chrono::{DateTime, FixedOffset};

/// Something that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// A parcel.
    Parcel {
        /// Its tracking number.
        number: Reference,
        /// By when it was promised to be there, where the promise is of that and not of the work before it.
        there_by: Option<DateTime<FixedOffset>>,
    },
    /// Money, to whatever it was paid with.
    Money {
        /// The reference of the transfer.
        reference: Reference,
    },
}

/// What was sent, while its customer has not said that it is there.
pub fn on_its_way(case: &Case) -> Vec<Sent> {
    let Phase::Fulfilled { fulfilment, is_confirmed: false, .. } = &case.phase else { return Vec::new() };
    let mut all: Vec<Sent> = Vec::new();
    // One transfer or parcel may show several promises.
    for sent in fulfilment.promises.iter().filter_map(sent) {
        if !all.contains(&sent) {
            all.push(sent);
        }
    }
    all
}

fn sent(kept: &Kept) -> Option<Sent> {
    let PromiseStanding::Proven { proof, .. } = &kept.standing else { return None };
    let remedy = kept.promise.part.remedy;
    match proof {
        Proof::TrackingNumber(number) => {
            let there_by = is_due_at_the_door(remedy).then_some(kept.promise.due_at);
            Some(Sent::Parcel { number: number.clone(), there_by })
        }
        // Store credit is there at once.
        Proof::RefundReference(reference) if remedy != Remedy::StoreCredit => {
            Some(Sent::Money { reference: reference.clone() })
        }
        Proof::RefundReference(_) | Proof::CouponCode(_) | Proof::Statement(_) => None,
    }
}

/// Whether what is promised is promised to be with the customer by its day
/// ([`goods_delivered`](crate::clock::TimeLimits::goods_delivered)); of a repair it is the work that is.
const fn is_due_at_the_door(remedy: Remedy) -> bool {
    matches!(
        remedy,
        Remedy::Exchange | Remedy::Substitute | Remedy::Resend | Remedy::MissingPart | Remedy::Gift
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Actor;
    use crate::complaint::command::Command;
    use crate::testing::{AGENT, CUSTOMER, Scene, offer_id, option_by_hand, option_id, proves};

    fn reference(text: &str) -> Reference {
        Reference::parse(text).unwrap()
    }

    /// A case in which a remedy was agreed on and shown by a proof.
    fn shown(remedy: Remedy, sum: Option<&str>, proof: Proof) -> Scene {
        let options = vec![option_by_hand(option_id(1), remedy, sum)];
        let offer = Command::MakeOffer { offer: offer_id(1), replaces: None, options, message: None };
        let accept = Command::AcceptOption { offer: offer_id(1), option: option_id(1), is_informed: true };
        let scene = Scene::filed().given(Actor::Agent(AGENT), offer).given(Actor::Customer(CUSTOMER), accept);
        let promises = &scene.state.case().unwrap().phase.fulfilment().unwrap().promises;
        let promise = promises[0].promise.id;
        scene.given(Actor::Agent(AGENT), proves(promise, proof))
    }

    fn told(scene: &Scene) -> Vec<Sent> {
        on_its_way(scene.state.case().unwrap())
    }

    #[test]
    fn a_parcel_is_on_its_way_until_its_customer_says_that_it_is_there() {
        let proof = Proof::TrackingNumber(reference("SF2026009"));
        let mut scene = shown(Remedy::Resend, None, proof);
        let due = scene.state.case().unwrap().phase.fulfilment().unwrap().promises[0].promise.due_at;
        let parcel = Sent::Parcel { number: reference("SF2026009"), there_by: Some(due) };
        assert_eq!(told(&scene), [parcel]);
        scene = scene.given(Actor::Customer(CUSTOMER), Command::ConfirmFulfilment);
        assert_eq!(told(&scene), []);
    }

    #[test]
    fn a_repair_has_no_day_at_the_door_and_money_none_at_all() {
        let repaired = shown(Remedy::Repair, None, Proof::TrackingNumber(reference("SF2026009")));
        assert!(matches!(told(&repaired).as_slice(), [Sent::Parcel { there_by: None, .. }]));
        let money = Proof::RefundReference(reference("PAY-2026-0042"));
        let paid = shown(Remedy::PriceReduction, Some("50.00"), money);
        assert_eq!(told(&paid), [Sent::Money { reference: reference("PAY-2026-0042") }]);
    }
}
