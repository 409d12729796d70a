//! What two words say when they stand close together in one clause: that an order was charged twice, that a refund is
//! waited for.
//!
//! Apart they say nothing of the kind: who wants a refund because the parcel never came waits for a parcel.

use super::lexicon::{Mark, PAIRS, Piece};
use super::scan::{Find, Scan, scan_for};
use super::{Reason, Sign};

/// How far apart two words may stand to be one statement, in bytes of the folded text.
const NEAR: usize = 48;

/// The same where the second comes so to speak in one breath with the first.
const CLOSE: usize = 15;

/// What was said in pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Near {
    /// The words by which an order was charged twice.
    pub charged_twice: Vec<Reason>,
    /// The words by which a refund is waited for.
    pub refund_waited: Vec<Reason>,
}

/// Reads the pairs of a text.
pub(super) fn near(text: &str) -> Near {
    let all = scan_for(text, PAIRS.iter());
    let has = |piece: Piece| all.finds.iter().any(|find| find.mark == Mark::Piece(piece));
    let is_sent_back = has(Piece::SentBack) || (has(Piece::Sent) && has(Piece::Backwards));
    let mut near = Near::default();
    let mut first = 0;
    for clause in text.split_inclusive([',', '.', '!', '?', ';', '\n', '，', '。', '！', '？', '；']) {
        let scan = scan_for(clause, PAIRS.iter());
        let shift = u32::try_from(first).unwrap_or(u32::MAX);
        let quote = |find: &Find| {
            let own = scan.reason(find, Sign::Grievance);
            Reason { at: own.at.saturating_add(shift), ..own }
        };
        near.charged_twice.extend(charged_twice(&scan).map(quote));
        near.refund_waited.extend(refund_waited(&scan, is_sent_back).map(quote));
        first += clause.chars().count();
    }
    near
}

/// Whether somebody will not have the same once more.
pub fn wants_none_again(text: &str) -> bool {
    says(text, Piece::NoneAgain)
}

/// Whether something is missing from what came.
pub fn lacks_a_part(text: &str) -> bool {
    says(text, Piece::LacksPart)
}

fn says(text: &str, piece: Piece) -> bool {
    scan_for(text, PAIRS.iter()).finds.iter().any(|find| find.mark == Mark::Piece(piece))
}

/// Those finds of a piece after which one of another follows within so many bytes.
fn followed<'a>(
    scan: &'a Scan<'_>,
    piece: Piece,
    by: Piece,
    within: usize,
) -> impl Iterator<Item = &'a Find> {
    let of = |piece: Piece| scan.finds.iter().filter(move |find| find.mark == Mark::Piece(piece));
    of(piece).filter(move |one| of(by).any(|other| one.gap_to(other).is_some_and(|gap| gap <= within)))
}

fn charged_twice<'a>(scan: &'a Scan<'_>) -> impl Iterator<Item = &'a Find> {
    let is_whole = |find: &&Find| find.mark == Mark::Piece(Piece::ChargedTwice);
    let whole = scan.finds.iter().filter(is_whole);
    whole.chain(followed(scan, Piece::Charge, Piece::Twice, NEAR))
}

fn refund_waited<'a>(scan: &'a Scan<'_>, is_sent_back: bool) -> impl Iterator<Item = &'a Find> {
    let is_whole = move |find: &&Find| match find.mark {
        Mark::Piece(Piece::Unrefunded) => true,
        Mark::Piece(Piece::NoFunds) => is_sent_back,
        _ => false,
    };
    let absent = [
        (Piece::Refund, Piece::Absent, NEAR / 2),
        (Piece::Refund, Piece::Whither, CLOSE),
        (Piece::Absent, Piece::Refund, CLOSE),
        (Piece::Where, Piece::Refund, CLOSE),
    ];
    // Money alone is theirs to wait for where the goods went back.
    let funds = [
        (Piece::Funds, Piece::Absent, CLOSE),
        (Piece::Funds, Piece::Whither, CLOSE),
        (Piece::Absent, Piece::Funds, CLOSE),
        (Piece::Where, Piece::Funds, CLOSE),
    ];
    let funds = funds.into_iter().filter(move |_| is_sent_back);
    let pairs = absent.into_iter().chain(funds);
    scan.finds
        .iter()
        .filter(is_whole)
        .chain(pairs.flat_map(|(one, by, within)| followed(scan, one, by, within)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_charged_twice_is_read_in_other_words_and_three_languages() {
        for text in [
            "You charged my card twice for this order",
            "I was billed two times for one vase",
            "My account was debited twice",
            "Charged 2 times, please check",
            "there is a duplicate charge on my statement",
            "I paid twice for the same lamp",
            "My bank shows I was charged double",
            "同一笔订单扣了两遍款",
            "银行卡被扣了两回",
            "扣了我两笔钱",
            "一个订单扣款2次",
            "微信重复扣款了",
            "信用卡被刷了兩次",
            "這筆訂單扣兩次款",
            "同一筆訂單付了兩次錢",
            "重複收費，請退還",
        ] {
            assert!(!near(text).charged_twice.is_empty(), "{text}");
        }
        for text in [
            "I was not charged twice, all is well",
            "I wrote to you twice",
            "It cost twice the price elsewhere and I paid with my card",
            "I called twice, then I paid",
            "打了两次电话，都没人接",
            "折扣用了两次都失败",
            "沒有重複扣款",
        ] {
            assert_eq!(near(text).charged_twice, Vec::new(), "{text}");
        }
    }

    #[test]
    fn a_refund_that_is_waited_for_is_read_in_three_languages() {
        for text in [
            "Where is my refund?",
            "Where is my refund? I sent the sweater back and the money never arrived",
            "I returned it and got no money",
            "My refund has still not arrived",
            "I still haven't received my refund",
            "I am waiting for the refund since Monday",
            "they have not refunded me",
            "退款一直没到账",
            "退款还没收到",
            "退款到哪一步了？",
            "货寄回去一周了，钱还没到账",
            "我退货了，钱没退",
            "还在等退款",
            "退款還沒收到",
            "退款一直沒到帳",
            "貨退回去了，錢一直沒收到",
        ] {
            assert!(!near(text).refund_waited.is_empty(), "{text}");
        }
        for text in [
            "I want a refund, the parcel never arrived",
            "How long does a refund take?",
            "the refund came today, thank you",
            "我要退款，货还没到",
            "要退款因为一直没收到货",
            "请问退款在哪里申请？",
            "说没货了，钱什么时候退给我？",
            "付了六天還不出貨，我不要了，退款",
            "你们一直没发货，钱还我",
        ] {
            assert_eq!(near(text).refund_waited, Vec::new(), "{text}");
        }
    }
}
