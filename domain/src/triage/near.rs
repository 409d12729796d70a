//! What two words say when they stand close together in one clause: that an order was charged twice, that a refund is
//! waited for.
//!
//! Apart they say nothing of the kind: who wants a refund because the parcel never came waits for a parcel.

use super::lexicon::{GONE_BACK, Mark, PAIRS, Piece, RIGHTS};
use super::scan::{Find, Scan, clauses, scan_for};
use super::{Reason, Sign};

/// How far apart two words may stand to be one statement, in bytes of the folded text.
const NEAR: usize = 24;

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
    let all = scan_for(text, &PAIRS);
    let has = |piece: Piece| all.finds.iter().any(|find| find.mark == Mark::Piece(piece));
    let is_sent_back = has(Piece::SentBack) || (has(Piece::Sent) && has(Piece::Backwards));
    let is_due = is_sent_back || has(Piece::Promised);
    let mut near = Near::default();
    for (shift, clause) in clauses(text) {
        let scan = scan_for(clause, &PAIRS);
        let quote = |find: &Find| {
            let own = scan.reason(find, Sign::Grievance);
            Reason { at: own.at.saturating_add(shift), ..own }
        };
        near.charged_twice.extend(charged_twice(&scan).map(quote));
        near.refund_waited.extend(
            refund_waited(&scan, is_sent_back).filter(|find| is_due || !is_condition(&scan, find)).map(quote),
        );
    }
    near
}

/// Whether somebody will not have the same once more.
pub fn wants_none_again(text: &str) -> bool {
    says(text, Piece::NoneAgain)
}

/// Whether a refund is spoken of as made, or goods as sent back: somebody looks before money goes out.
pub fn tells_of_what_went_back(text: &str) -> bool {
    !scan_for(text, &GONE_BACK).finds.is_empty()
}

/// Whether something is missing from what came.
pub fn lacks_a_part(text: &str) -> bool {
    says(text, Piece::LacksPart)
}

/// Whether a question is about a right: to return or exchange, to a guarantee, to be compensated.
pub fn asks_about_a_right(text: &str) -> bool {
    !scan_for(text, &RIGHTS).finds.is_empty()
}

fn says(text: &str, piece: Piece) -> bool {
    scan_for(text, &PAIRS).finds.iter().any(|find| find.mark == Mark::Piece(piece))
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
    let of = |piece: Piece| scan.finds.iter().filter(move |find| find.mark == Mark::Piece(piece));
    // What was done twice is what was named last.
    let is_between = move |one: &Find, other: &Find| {
        let deeds = [Piece::Deed, Piece::Sent, Piece::SentBack].into_iter().flat_map(of);
        deeds.into_iter().any(|deed| one.gap_to(deed).is_some() && deed.gap_to(other).is_some())
    };
    let is_twice = move |one: &&Find| {
        let near = |other: &&Find| one.gap_to(other).is_some_and(|gap| gap <= NEAR);
        of(Piece::Twice).filter(near).any(|other| !is_between(one, other))
    };
    of(Piece::ChargedTwice).chain(of(Piece::Charge).filter(is_twice))
}

fn refund_waited<'a>(scan: &'a Scan<'_>, is_sent_back: bool) -> impl Iterator<Item = &'a Find> {
    let is_asked_for = scan.finds.iter().any(|find| find.mark == Mark::Piece(Piece::Asked));
    let is_whole = move |find: &&Find| match find.mark {
        Mark::Piece(Piece::Unrefunded) => true,
        Mark::Piece(Piece::NoFunds) => is_sent_back,
        _ => false,
    };
    let absent = [
        (Piece::Refund, Piece::Absent, NEAR),
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
    let waited = scan.finds.iter().filter(is_whole);
    let waited = waited.chain(pairs.flat_map(|(one, by, within)| followed(scan, one, by, within)));
    waited.filter(move |_| !is_asked_for)
}

/// Whether a refund that is not there is only what something else waits for, or what would follow: nobody has promised it
/// by that.
fn is_condition(scan: &Scan<'_>, waited: &Find) -> bool {
    let of = |piece: Piece| scan.finds.iter().filter(move |find| find.mark == Mark::Piece(piece));
    let is_first = of(Piece::Until).any(|until| until.start() > waited.start());
    let is_supposed = of(Piece::If).any(|one| one.start() < waited.start());
    is_first || (is_supposed && of(Piece::Lasting).next().is_none())
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
            "付款后催了两次还没发货",
            "付款之后问了两次客服",
            "付款之後問了兩次客服",
            "我付了两份的钱只收到一份",
            "我付了兩份的錢只收到一份",
            "刷卡买了两双鞋第二次就开胶了",
            "刷卡買了兩雙鞋第二次就開膠了",
            "刷卡两次都没成功",
            "扣款后联系了两次都不理我",
            "扣了錢打了兩次電話沒人接",
            "I paid for express and called you twice",
            "I was charged for it and called you twice",
            "My card was charged so I wrote to you twice",
            "I paid and had to ask twice",
            "I paid for two pairs and the second time they fell apart",
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
            "说好的退款还没有打给我",
            "退款迟迟不到账",
            "退款遲遲不到帳",
            "商家同意退款了一直没退",
            "the refund you promised has not been paid",
            "My refund never came through",
            "You have not paid the refund you promised",
            "I have not got my refund",
            "I returned it and have not seen the money",
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
            "我要退款卖家还没有回复",
            "我要退款賣家還沒有回覆",
            "要求退款一直没给我处理",
            "要求退款一直沒給我處理",
            "我要退款你们什么时候到门取件",
            "我要退款你們什麼時候到府取件",
            "申请退款卖家迟迟不理",
            "退款卖家还没有回复",
            "退款客服一直没给我答复",
            "退款的事没收到回复",
            "等了三天了退款吧",
            "I want the refund but you have not come back to me",
            "I want my refund and nobody has come to fetch the chair",
            "I asked for a refund and have not received an answer",
            "I don't want the refund, send another one",
            "About the refund: you have not come back to me",
            "the refund page would not come up",
        ] {
            assert_eq!(near(text).refund_waited, Vec::new(), "{text}");
        }
    }
}
