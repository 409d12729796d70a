//! Words that say something in pairs, close together in one clause: charged and twice, a refund and its not being there.

use super::{Lexicon, Piece, piece};

pub(in crate::triage) static PAIRS: Lexicon = Lexicon::of(&[
    piece(
        Piece::ChargedTwice,
        "double charged|double charge|double charges|double-charged|double billed|double payment|double debit|\
        duplicate charge*|duplicate payment*|duplicate transaction*|two charges for|2 charges for|charged double|\
        billed double|took the money twice|taken twice|twice on my card|twice from my card|twice from my account|\
        paid twice for|paid for it twice|paid two times for|重复扣|重复付款|重复付了|重复支付|重复收费|重复收款|\
        重复刷卡|重复刷了|重复划|双重扣|两次扣款|两笔扣款|两遍扣款|二次扣款|收了两次钱|收了两遍钱|收了两次费|\
        收了两次款|收了我两次|收我两次|付了两次钱|付了两遍钱|付了两回钱|付了两次款|付了两遍款|两笔一样的扣款|\
        两笔相同的扣款",
    ),
    // Paying is what everybody did: only money that was taken can be taken twice.
    piece(Piece::Charge, "charged|billed|debited|deducted|扣|刷了|刷我|刷卡|被刷|划了|划走|收费"),
    piece(Piece::Twice, "twice|two times|2 times|2x|double|两次|两遍|两回|两笔|二次|2次|2遍|2笔|2回"),
    // Whatever else was done twice was not charged twice.
    piece(
        Piece::Deed,
        "and|but|so|then|called|call|phoned|wrote|written|emailed|messaged|contacted|asked|ask|chased|complained|ordered|bought|used|wore|washed|tried|waited|delivered|broke|refused|催|问|打电话|打了|联系|找了|找过|说了|投诉|买|订了|下单|退|寄|换|发货|发了|送|收到|收货|洗|穿|用了|用过|试|等|坏|修|拒",
    ),
    piece(
        Piece::Refund,
        "my refund|the refund|our refund|any refund|refund money|退款|退费|退的钱|退的款|退回的钱|退货款|退货的钱",
    ),
    piece(Piece::Funds, "the money|my money|our money|any money|钱|货款"),
    // Only a word of arriving says that something did not arrive.
    piece(
        Piece::Absent,
        "!arrived|!arrive|!come|!came|!received|!receive|!been paid|!been made|!been sent|!been issued|!been credited|\
        !credited|!been processed|!seen|!shown up|!showed up|!turned up|没到|没有到|未到|不到账|没收|没有收|未收到|\
        没见到|没看到|没拿到|没有拿到|没退|没有退|没给我退|没打|没有打|迟迟不到|迟迟不退|迟迟不打",
    ),
    piece(
        Piece::Where,
        "where is|where's|wheres|waiting for|waited for|what happened to|还在等|一直在等|一直等|等着",
    ),
    piece(Piece::Whither, "到哪|在哪|去哪|哪里|哪儿|什么时候到|何时到|怎么还没|怎么还不|没影"),
    // Who asks for a refund does not wait for one yet.
    piece(
        Piece::Asked,
        "want a refund|want the refund|want my refund|want our refund|want any refund|!want the refund|\
        !want my refund|!want any refund|!want money|!want my money|!want the money|!want any money|want refund|wanted a refund|wanted the refund|ask for a refund|\
        ask for the refund|ask for my refund|asked for a refund|asked for the refund|asked for my refund|\
        asking for a refund|asking for the refund|asking for my refund|demand a refund|demand the refund|\
        demand my refund|demanding a refund|request a refund|request the refund|requested a refund|\
        requested the refund|requested my refund|requesting a refund|claim a refund|claim the refund|\
        apply for a refund|applied for a refund|like a refund|like the refund|need a refund|need the refund|\
        give me the refund|give me my refund|please refund|要退款|要退钱|要退费|要全额退款|要仅退款|要求退|要求全额退|\
        要求仅退|要求你们退|要求卖家退|要求商家退|要求贵司退|申请退款|申请了退款|申请过退款|申请仅退款|申请全额退款|\
        申请退费|申请退钱|请求退款|想退款|想退钱|希望退款|请退款|退款吧|帮我退款|帮忙退款|能退款|可以退款|能否退款|可否退款",
    ),
    piece(Piece::SentBack, "sent it back|sent them back|sent back|returned|寄回|退货|退回|寄还|退了"),
    piece(Piece::Sent, "sent|posted|mailed"),
    piece(Piece::Backwards, "back"),
    piece(Piece::NoFunds, "!money|没钱退|没拿到钱"),
    piece(
        Piece::Unrefunded,
        "!refunded|no refund yet|no refund so far|still no refund|!received my refund|!received the refund|\
        !received any refund|!receive my refund|!receive the refund|!receive any refund|!got my refund|\
        !got the refund|!got any refund|!gotten my refund|!gotten the refund|!gotten any refund|\
        !get my refund|!get the refund|!get any refund|!had my refund|!had the refund|!had any refund|\
        !seen my refund|!seen the refund|!seen any refund|!paid my refund|!paid the refund|!paid any refund|\
        !sent my refund|!sent the refund|!sent any refund|!given me my refund|!given me the refund|\
        !given me any refund|!issued my refund|!issued the refund|!issued any refund|!made my refund|\
        !made the refund|!made any refund|!processed my refund|!processed the refund|!processed any refund|\
        没有退款|没退款|未退款|没退钱|没有退钱|没给退|没有给退|钱没退|钱还没退|钱一直没退|款没退|款还没退|没退给我|没有退给我",
    ),
    piece(
        Piece::Promised,
        "说好|答应|同意|批准|批了|承诺|约定|审核通过|已通过|promised|approved|agreed|confirmed|accepted|was due|supposed to",
    ),
    // Behind a refund that is not there it says what waits for it.
    piece(Piece::Until, "之前|以前|前我|前不|前别|前都|前请"),
    piece(Piece::If, "如果|要是|若是|假如|倘若|万一|if|unless"),
    piece(Piece::Lasting, "还没|还未|一直|迟迟|至今|仍|still|yet"),
    piece(
        Piece::NoneAgain,
        "don't send another|do not send another|dont send another|not another one|no replacement|don't want another|\
        do not want another|don't send it again|do not send it again|don't want a replacement|不要再寄|不要再发|别再寄|\
        别再发|不用再寄|不用再发|不要补发|不用补发|不要重发|不要重寄|不想再要|不要换|不想换",
    ),
    piece(
        Piece::LacksPart,
        "少了|少发|漏发|少寄|漏寄|少件|缺|漏装|没附|没有附|只收到|只到了|只来了|只寄|只发了|\
        missing|left out|!included|incomplete|only received|one short|not two|not three|not four|not five|not six",
    ),
    // Named only to hide the shorter words inside them.
    piece(
        Piece::Nothing,
        "twice as|twice the|two times as|twice failed|twice without success|折扣|扣子|纽扣|搭扣|锁扣|卡扣坏|\
        卡扣断|卡扣松|扣上|海关扣|第二次|第二遍|第二回|两次都没|两次都不|两次都失败|两次失败|两次没成功|\
        没收到货|没有收到货|未收到货|没到货|没有到货|未到货|没收到商品|没收到东西|没收到包裹|没收到快递|\
        没见到货|没拿到货|没收到回复|没有收到回复|未收到回复|没收到答复|没有收到答复|没收到消息|没打电话|\
        没有打电话|没打通|没有打通|没退货|没有退货|没收货|没有收货|什么时候到门|何时到门|什么时候到家|何时到家|\
        什么时候到货|何时到货|怎么还没回|怎么还不回|怎么还没处理|怎么还不处理|怎么还没发货|怎么还不发货|\
        怎么还没人|在哪申请|在哪里申请|哪里申请|在哪里点|在哪办|在哪里办|在哪退|在哪里退|退款按钮|退款流程|\
        退款政策|退款申请|退款入口|没有退款按钮|没有退款入口|没有退款流程|没有退款政策|等不到货|等货|等发货|\
        等不到发货|!come back to me|!come back to us|!came back to me|!come back with|!came back with|!come up|\
        !come to pick|!come to collect|!come to fetch|!come for|钱包|价钱|多少钱",
    ),
]);

/// By what a refund is told that was made, or said to be, and goods that went back. Read alone: the words stand in longer
/// ones elsewhere.
pub(in crate::triage) static GONE_BACK: Lexicon = Lexicon::of(&[piece(
    Piece::GoneBack,
    "refunded|refund you|refund was|refund shows|refund went|refund came|refund arrived|refund only|refund is on|part of the refund|\
    part of my refund|half of it|half the money|half of the money|got the refund|received the refund|received a refund|\
    sent it back|sent them back|sent back|sent the|shipped back|returned|已退|已经退|退款了|退了|退过|退款显示|退款成功|\
    退款记录|退到了|上周退|昨天退|前天退|说退|只退|退一半|一半的钱|收到退|收到了退|到账|寄回|寄还|送回|拿回去了",
)]);

/// By what a question is about a right. Read alone, as what is wished for is no question any more.
pub(in crate::triage) static RIGHTS: Lexicon = Lexicon::of(&[piece(
    Piece::Right,
    "能退|能不能退|可以退|可不可以退|能否退|可否退|退货|退款|退换|换货|能换一|能换大|能换小|能换个|能换成|无理由|保修|质保|保固|三包|\
    理赔|赔偿|赔付|赔吗|补偿|权利|权益|can i return|could i return|may i return|can it be returned|can they be returned|\
    can i send it back|can i send them back|can i still return|can i exchange|can it be exchanged|return policy|\
    return period|refund*|warrant*|guarantee*|compensat*|entitled|my right|my rights|right to|cooling off|cooling-off",
)]);
