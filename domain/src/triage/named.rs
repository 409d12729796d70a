//! Remedies that people demand by name, in their own words, whether or not they tick them in a list.
//!
//! Who writes 退一赔三 has said what they wish for as plainly as anybody can, so the rule about it answers.

use super::lexicon::{Mark, NAMED};
use super::scan::scan_for;
use super::told::Told;
use crate::remedy::Remedy;

/// What the words of a text wish for, which says so much, each once. Money back is what goods in hand are returned for, and comes by itself where there
/// are none.
pub fn wished_in_words((text, told): (&str, &Told), is_in_hand: bool) -> Vec<Remedy> {
    let mut wished: Vec<Remedy> = Vec::new();
    let has_money_back = !told.money_back.is_empty();
    let is_twice = !told.charged_twice.is_empty();
    let finds = scan_for(text, &NAMED).finds;
    let marks = finds.iter().map(|find| find.mark).chain(has_money_back.then_some(Mark::MoneyBack));
    let marks = marks.chain(is_twice.then_some(Mark::Remedy(Remedy::OverchargeRefund)));
    let any_of = |remedies: &[Remedy], wished: &[Remedy]| remedies.iter().any(|one| wished.contains(one));
    for mark in marks {
        let remedy = match mark {
            // Named already, in a way of its own.
            Mark::MoneyBack if any_of(PRICE_BACK, &wished) => continue,
            // A part of it is what they want back.
            Mark::MoneyBack if wished.contains(&Remedy::PriceReduction) => continue,
            Mark::MoneyBack if is_in_hand => Remedy::ReturnRefund,
            Mark::MoneyBack => Remedy::Refund,
            Mark::Remedy(Remedy::ReturnRefund) if !is_in_hand => Remedy::Refund,
            Mark::Remedy(remedy) => remedy,
            _ => continue,
        };
        if !wished.contains(&remedy) {
            wished.push(remedy);
        }
    }
    // What is merely not wanted goes back without a reason, unless another one is wanted for it.
    let is_unwanted = !told.unwanted().is_empty();
    if is_unwanted && !any_of(&[Remedy::Withdrawal, Remedy::Exchange, Remedy::Cancel], &wished) {
        wished.push(Remedy::Withdrawal);
    }
    // The money for an order that is cancelled or returned without a reason is no second wish.
    let has_own =
        |wished: &[Remedy]| any_of(&[Remedy::Cancel, Remedy::Withdrawal, Remedy::OverchargeRefund], wished);
    // Nor is a refund of goods that went back already: it is on its way, or to be found.
    let is_waited = is_in_hand && !told.refund_waited.is_empty();
    if has_own(&wished) || is_waited {
        wished.retain(|one| !matches!(one, Remedy::Refund | Remedy::ReturnRefund));
    }
    // A multiple of the price comes on top of the price.
    if wished.contains(&Remedy::StatutoryDamages) && !any_of(PRICE_BACK, &wished) {
        wished.insert(0, if is_in_hand { Remedy::ReturnRefund } else { Remedy::Refund });
    }
    wished
}

/// Ways in which the price comes back.
const PRICE_BACK: &[Remedy] =
    &[Remedy::Refund, Remedy::ReturnRefund, Remedy::Withdrawal, Remedy::Cancel, Remedy::OverchargeRefund];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triage::told;

    #[test]
    fn demands_by_name_are_wishes_in_three_languages() {
        for (text, expected) in [
            ("香水是假货，我要求退一赔三", &[Remedy::ReturnRefund, Remedy::StatutoryDamages][..]),
            ("買到假貨，要求退一賠三！", &[Remedy::ReturnRefund, Remedy::StatutoryDamages]),
            ("It is a fake and I demand treble damages", &[Remedy::ReturnRefund, Remedy::StatutoryDamages]),
            ("我要七天无理由退货", &[Remedy::Withdrawal]),
            ("請問可以七天無理由退貨嗎", &[Remedy::Withdrawal]),
            ("I changed my mind and want to send it back", &[Remedy::Withdrawal]),
            ("还没发货，帮我取消订单", &[Remedy::Cancel]),
            ("請取消訂單", &[Remedy::Cancel]),
            ("Please cancel my order", &[Remedy::Cancel]),
            ("我不要求退一赔三，换一个就好", &[Remedy::Exchange]),
            ("重复扣了我两次钱", &[Remedy::OverchargeRefund]),
            ("信用卡重複扣款，請退還", &[Remedy::OverchargeRefund]),
            ("My card was charged twice for this lamp", &[Remedy::OverchargeRefund]),
            ("You charged my card twice", &[Remedy::OverchargeRefund]),
            ("同一笔订单扣了两遍款", &[Remedy::OverchargeRefund]),
            ("杯子碎了，请退款", &[Remedy::ReturnRefund]),
            ("我想退钱", &[Remedy::ReturnRefund]),
            ("I want my money back", &[Remedy::ReturnRefund]),
            ("茶叶发错了，我买的是龙井，收到的是碧螺春，想换", &[Remedy::Exchange]),
            ("手機用了四天螢幕就出現壞點，還很燙，我要換一台新的", &[Remedy::Exchange]),
            ("They sent the wrong colour, please exchange it", &[Remedy::Exchange]),
            ("钱什么时候退给我？", &[Remedy::ReturnRefund]),
            ("仅退款", &[Remedy::Refund]),
            ("给点补偿吧", &[Remedy::PriceReduction]),
            ("退我一半錢就好", &[Remedy::PriceReduction]),
            ("I want half the price back", &[Remedy::PriceReduction]),
            ("Give me some of the money back and I keep it", &[Remedy::PriceReduction]),
            ("不要退款，换一个吧", &[Remedy::Exchange]),
            ("I don't want a refund, please send a new one", &[Remedy::Exchange]),
            ("not my money back, please send it again", &[Remedy::Resend]),
            ("要么换一个，要么退货退款", &[Remedy::Exchange, Remedy::ReturnRefund]),
            ("花瓶碎了，不要再寄一个，不想换", &[]),
            ("请问退款流程是什么", &[]),
            ("Where is my refund?", &[]),
            ("I sent the sweater back and the money never arrived. Where is my refund?", &[]),
            ("我申请退货了，退款一直没到账", &[]),
            ("You billed me two times for this vase", &[Remedy::OverchargeRefund]),
            ("銀行卡扣了兩回款", &[Remedy::OverchargeRefund]),
            ("杯子碎了", &[]),
            ("我要退款卖家还没有回复", &[Remedy::ReturnRefund]),
            ("要求退款一直沒給我處理", &[Remedy::ReturnRefund]),
            ("我要退款你们什么时候到门取件", &[Remedy::ReturnRefund]),
            ("I want the refund but you have not come back to me", &[Remedy::ReturnRefund]),
            ("付款后催了两次还没发货", &[]),
            ("刷卡買了兩雙鞋第二次就開膠了，請退款", &[Remedy::ReturnRefund]),
            ("I paid for express and called you twice, I want a refund", &[Remedy::ReturnRefund]),
        ] {
            assert_eq!(wished_in_words((text, &told(text)), true), expected, "{text}");
        }
    }

    #[test]
    fn money_for_goods_that_never_came_comes_back_by_itself() {
        for text in
            ["付了六天還不出貨，我不要了，退款", "包裹應該丟了，我要退款", "说没货了，钱什么时候退给我？"]
        {
            assert_eq!(wished_in_words((text, &told(text)), false), [Remedy::Refund], "{text}");
        }
    }
}
