//! Words for remedies that people demand by name.

use super::{Line, Mark};
use crate::remedy::Remedy;

const fn named(remedy: Remedy, words: &'static str) -> Line {
    Line { mark: Mark::Remedy(remedy), weight: 1, words }
}

pub(in crate::triage) const NAMED: &[Line] = &[
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
    named(
        Remedy::OverchargeRefund,
        "重复扣款|重复扣了|重复扣费|重复付款|重复支付|重复收费|扣了两次|扣了我两次|扣了我两笔|扣了两笔|付了两次款|多扣了|多扣的|\
        charged twice|charged me twice|charged two times|double charged|double charge|double payment|billed twice|\
        overcharged|debited twice|paid twice for one",
    ),
    named(
        Remedy::Cancel,
        "取消订单|取消这个订单|取消这单|取消该订单|订单取消|撤销订单|撤单|cancel my order|cancel the order|cancel this order|\
        cancel our order",
    ),
];
