//! Words for remedies that people demand by name.

use super::{Lexicon, Line, Mark, Piece};
use crate::remedy::Remedy;

const fn named(remedy: Remedy, words: &'static str) -> Line {
    Line { mark: Mark::Remedy(remedy), weight: 1, words }
}

pub(in crate::triage) static NAMED: Lexicon = Lexicon::of(&[
    named(
        Remedy::StatutoryDamages,
        "退一赔三|退一赔十|退一赔3|退一赔10|假一赔三|假一赔十|假一罚三|假一罚十|三倍赔偿|十倍赔偿|3倍赔偿|10倍赔偿|赔偿三倍|\
        赔偿十倍|赔三倍|赔十倍|treble damages|triple damages|three times the price|ten times the price|statutory damages",
    ),
    named(
        Remedy::Withdrawal,
        "无理由退|无理由退货|return without reason|return without a reason|return it without reason|\
        return it without a reason|without giving a reason|changed my mind|right to withdraw|right of withdrawal|\
        withdraw from the contract|cooling off|cooling-off",
    ),
    named(Remedy::OverchargeRefund, "多扣了|多扣的|overcharged"),
    named(
        Remedy::Cancel,
        "取消订单|取消这个订单|取消这单|取消该订单|订单取消|撤销订单|撤单|cancel my order|cancel the order|cancel this order|\
        cancel our order",
    ),
    named(
        Remedy::ReturnRefund,
        "要退货|想退货|申请退货|要求退货|退货退款|帮我退货|给我退货|怎么退货|要退掉|想退掉|想把它退|给我退了|帮我退了|want to return|\
        like to return|return it please|please return it|return and refund|return for a refund|send it back for a refund",
    ),
    named(
        Remedy::PriceReduction,
        "补偿一点|补偿点|补偿一些|给点补偿|给些补偿|给我点补偿|给我补偿|适当补偿|补偿我一点|补偿我点|赔一点|赔点钱|赔我点|退一部分|退部分|部分退款|退我一部分|退一半|\
        退我一半|退点钱|退我点钱|退一些钱|少收点|少收我|half the price back|half of the price|half my money|half the money|half of my money|part of the price|\
        part of my money|part of the money|part of it back|some of the money|some of my money|some money back|partial refund|part refund|money off|\
        something off the price|reduce the price|price reduction|a lower price|refund a part|refund part|refund half|refund me half|refund me part",
    ),
    named(Remedy::Refund, "仅退款|只退款|退款不退货|不退货退款|refund without return*"),
    Line {
        mark: Mark::MoneyBack,
        weight: 1,
        words: "退款|要退款|要求退款|申请退款|退钱|退给我|退我钱|钱退|退我的钱|把钱退|退回货款|退还货款|退货款|全额退|退费|money back|refund me|full refund|\
        want a refund|want my refund|want the refund|need a refund|like a refund|get a refund|have a refund|a refund please|refund please|\
        please refund|pls refund|be refunded|demand a refund|refund it|refund my|refund the|refund, please",
    },
    named(
        Remedy::Exchange,
        "想换|要换|我换|换一台|换一个|换一件|换一只|换一双|换一条|换一把|换一瓶|换一套|换一款|换台新|换个新|换件新|换新|换货|\
        给我换|帮我换|能换货|能换一|能换新|能换吗|换成|want to exchange|like to exchange|exchange it|want an exchange|like an exchange|need an exchange|\
        please exchange|exchange please|want a replacement|send a new one|send me new|send a replacement|send me a replacement|need a replacement|need replacement|replacement please|please replace|\
        pls replace|replace it|want a new one|need a new one|send me a new one|send the right one|want the right one|\
        swap it|exchange for",
    ),
    named(
        Remedy::Resend,
        "重新发|重新寄|重发|补发|补寄|再发一|再寄一|send it again|send another|send a new parcel|resend it|please resend|send me another",
    ),
    named(
        Remedy::Repair,
        "帮我修|给我修|想修|要求维修|要维修|免费修|want it repaired|want it fixed|please repair|repair it|fix it for me",
    ),
    // Named only to hide the shorter words inside them: what somebody asks about, tells of, or must not have.
    Line {
        mark: Mark::Piece(Piece::Nothing),
        weight: 1,
        words: "不退款|不要退款|不用退款|不想退款|别退款|不是要退款|不要退钱|不用退钱|不要退货|不用退货|不想退货|不是想退货|不是要退货|not my money back|\
        not the money back|not a refund|no refund|rather than a refund|instead of a refund|instead of my money back|without a refund|退款政策|退款流程|退款规则|退款方式|退款说明|退款期限|退款金额|退款一直|退款还没|退款没|退款怎么还|退款慢|退款太慢|\
        退款迟迟|退换货|换货政策|换货流程|不想换|不要换|别换|才能换|怎么才能退款|refund policy|refund process|exchange rate|\
        要换季|换成了|给换成|退款收到|退款已|退款到账|退款到了|收到退款|收到了退款|给我换的|帮我换的|补发的|got my money back|\
        got the refund|received the refund|received my refund|would be refunded|was refunded|been refunded|already refunded",
    },
]);
