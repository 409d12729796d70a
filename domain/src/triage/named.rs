//! Remedies that people demand by name, in their own words, whether or not they tick them in a list.
//!
//! Who writes 退一赔三 has said what they wish for as plainly as anybody can, so the rule about it answers.

use super::lexicon::{Mark, NAMED};
use super::scan::scan_for;
use crate::remedy::Remedy;

/// What somebody wishes for: what they ticked, then what their words demand by name, each once.
pub fn wishes(ticked: &[Remedy], text: &str) -> Vec<Remedy> {
    let mut wishes = ticked.to_vec();
    for find in &scan_for(text, NAMED.iter()).finds {
        if let Mark::Remedy(remedy) = find.mark
            && !wishes.contains(&remedy)
        {
            wishes.push(remedy);
        }
    }
    wishes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demands_by_name_are_wishes_in_three_languages() {
        for (text, expected) in [
            ("香水是假货，我要求退一赔三", &[Remedy::StatutoryDamages][..]),
            ("買到假貨，要求退一賠三！", &[Remedy::StatutoryDamages]),
            ("It is a fake and I demand treble damages", &[Remedy::StatutoryDamages]),
            ("我要七天无理由退货", &[Remedy::Withdrawal]),
            ("請問可以七天無理由退貨嗎", &[Remedy::Withdrawal]),
            ("I changed my mind and want to send it back", &[Remedy::Withdrawal]),
            ("还没发货，帮我取消订单", &[Remedy::Cancel]),
            ("請取消訂單", &[Remedy::Cancel]),
            ("Please cancel my order", &[Remedy::Cancel]),
            ("我不要求退一赔三，换一个就好", &[]),
            ("重复扣了我两次钱", &[Remedy::OverchargeRefund]),
            ("信用卡重複扣款，請退還", &[Remedy::OverchargeRefund]),
            ("My card was charged twice for this lamp", &[Remedy::OverchargeRefund]),
            ("杯子碎了，请退款", &[]),
        ] {
            assert_eq!(wishes(&[], text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_ticked_comes_first_and_stands_once() {
        let ticked = [Remedy::Refund, Remedy::StatutoryDamages];
        assert_eq!(wishes(&ticked, "退一赔三"), ticked);
    }
}
