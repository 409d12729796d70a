//! Words that say something in pairs, close together in one clause: charged and twice, a refund and its not being there.

use super::{Line, Mark, Piece};

const fn piece(piece: Piece, words: &'static str) -> Line {
    Line { mark: Mark::Piece(piece), weight: 1, words }
}

pub(in crate::triage) const PAIRS: &[Line] = &[
    piece(
        Piece::ChargedTwice,
        "double charged|double charge|double charges|double-charged|double billed|double payment|double debit|\
        duplicate charge*|duplicate payment*|duplicate transaction*|two charges for|2 charges for|charged double|\
        billed double|took the money twice|taken twice|twice on my card|twice from my card|twice from my account|\
        重复扣|重复付|重复支付|重复收费|重复收款|重复刷|重复划|双重扣|两次扣|两笔扣|两遍扣|二次扣|收了两次钱|\
        收了两遍钱|收了两次费|收了两次款|收了我两次|收我两次|两笔一样的扣款|两笔相同的扣款",
    ),
    piece(
        Piece::Charge,
        "charged|billed|debited|paid|deducted|扣|刷了|刷我|刷卡|被刷|付了|付款|付过|支付|划了|划走|收款|收费",
    ),
    piece(
        Piece::Twice,
        "twice|two times|2 times|2x|double|两次|两遍|两回|两笔|二次|2次|2遍|2笔|2回|双份|两份",
    ),
    piece(
        Piece::Refund,
        "my refund|the refund|our refund|any refund|refund money|退款|退费|退的钱|退的款|退回的钱|退货款|退货的钱",
    ),
    piece(Piece::Funds, "the money|my money|our money|any money|钱|货款"),
    piece(
        Piece::Absent,
        "!arrived|!arrive|!come|!came|!received|!receive|!got|!get|!seen|!shown up|!showed up|!turned up|!here|!there|\
        没到|没有到|未到|不到账|没收|没有收|未收到|没见到|没看到|没拿到|没给我|没有给我|没退|没有退|还没有|迟迟",
    ),
    piece(
        Piece::Where,
        "where is|where's|wheres|waiting for|waited for|what about|what happened to|还在等|一直在等|一直等|等着|等了",
    ),
    piece(Piece::Whither, "到哪|在哪|去哪|哪里|哪儿|什么时候到|何时到|怎么还没|怎么还不|没影"),
    piece(Piece::SentBack, "sent it back|sent them back|sent back|returned|寄回|退货|退回|寄还|退了"),
    piece(Piece::Sent, "sent|posted|mailed"),
    piece(Piece::Backwards, "back"),
    piece(Piece::NoFunds, "!money|没钱退|没拿到钱"),
    piece(
        Piece::Unrefunded,
        "!refunded|!my refund|!the refund|!any refund|no refund yet|没有退款|没退款|未退款|没退钱|没有退钱|没给退|钱没退|钱还没退|钱一直没退|款没退|款还没退|没退给我|\
        没有退给我",
    ),
    piece(
        Piece::NoneAgain,
        "don't send another|do not send another|dont send another|not another one|no replacement|don't want another|\
        do not want another|don't send it again|do not send it again|don't want a replacement|不要再寄|不要再发|别再寄|\
        别再发|不用再寄|不用再发|不要补发|不用补发|不要重发|不要重寄|不想再要|不要换|不想换",
    ),
    piece(
        Piece::LacksPart,
        "少了|少发|漏发|少寄|漏寄|少件|缺|漏装|没附|没有附|missing|left out|!included|incomplete|only received",
    ),
    // Named only to hide the shorter words inside them.
    piece(
        Piece::Beside,
        "twice as|twice the|two times as|折扣|扣子|纽扣|搭扣|锁扣|卡扣坏|卡扣断|卡扣松|扣上|没收到货|没有收到货|未收到货|没到货|没收到商品|\
        没收到东西|没收到包裹|没收到快递|没见到货|没拿到货|在哪申请|在哪里申请|在哪里点|在哪办|在哪里办|在哪退|在哪里退|\
        退款按钮|退款流程|退款政策|钱包|价钱|多少钱",
    ),
];
