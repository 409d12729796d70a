//! Parcels that are shown as delivered and did not come.
//!
//! Either half alone says little: what is shown as delivered mostly was, and what has not come yet may be on its way.

use super::lexicon::{Mark, Piece, SIGNED};
use super::scan::{Find, scan_for};
use super::{Reason, Sign};

/// The words by which a parcel that is shown as delivered is not there; none where it was found, or where that is supposed.
pub(super) fn signed_away(text: &str) -> Option<Reason> {
    let scan = scan_for(text, &SIGNED);
    let first = |piece: Piece| scan.finds.iter().find(|find: &&Find| find.mark == Mark::Piece(piece));
    let absent = first(Piece::Absent).filter(|_| first(Piece::Shown).is_some())?;
    let is_told = first(Piece::Found).is_none() && first(Piece::If).is_none();
    is_told.then(|| scan.reason(absent, Sign::Grievance))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_as_delivered_and_did_not_come_is_lost() {
        for text in [
            "显示已签收，但是我没有收到",
            "顯示已簽收但沒收到",
            "物流显示签收了，我没拿到包裹",
            "快递说已签收。我没见到东西。",
            "It says delivered but I never received the parcel",
            "Tracking says signed for, I have nothing",
            "Marked as delivered, but no parcel came",
            "The app says it was delivered yesterday but there is nothing here",
        ] {
            assert!(signed_away(text).is_some(), "{text}");
        }
    }

    #[test]
    fn what_came_after_all_or_is_no_parcel_is_not() {
        for text in [
            "显示已签收，我已经收到了",
            "显示已签收但没收到，后来在邻居家找到了",
            "退货显示已签收，我没收到退款",
            "如果显示已签收但没收到怎么办",
            "It says delivered, thank you",
            "It says delivered but I never received it; my neighbour had it",
            "My return was signed for but I have not received my refund",
            "What happens if it says delivered and I have not received it?",
            "I have not received it yet",
        ] {
            assert!(signed_away(text).is_none(), "{text}");
        }
    }
}
