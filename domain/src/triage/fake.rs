//! Goods that are said to be fakes.
//!
//! Who says so accuses a seller, and a statute's multiple hangs on it. So it is read only where goods are meant: a
//! tracking number or a promise may be false as well, what has not come is no fake yet, and who asks accuses nobody.

use super::lexicon::{ASKED, AWAITED, FAKES, FALSE_BETWEEN, MATTERS, Mark, Piece};
use super::said_of::{SaidOf, Subject, is_asked};
use super::scan::{clauses, scan_for};
use super::{Reason, Sign};

/// What may be false that is no goods.
const SAID_OF: SaidOf = SaidOf { matters: &MATTERS, between: &FALSE_BETWEEN };

/// What is called false.
#[derive(Default)]
pub(super) struct CalledFalse {
    /// The words by which goods are fakes; none where nobody says so.
    pub(super) goods: Vec<Reason>,
    /// Where the words begin by which something other than goods is false, in characters.
    pub(super) else_at: Vec<u32>,
}

/// Reads what a text calls false.
pub(super) fn called_false(text: &str) -> CalledFalse {
    let is_awaited = !scan_for(text, &AWAITED).finds.is_empty();
    let (mut called, mut before) = (CalledFalse::default(), String::new());
    for (first, clause) in clauses(text) {
        let scan = scan_for(clause, &FAKES);
        for find in &scan.finds {
            let (front, back) = scan.around(find);
            let is_of_else = match find.mark {
                Mark::Piece(Piece::Fake) => false,
                Mark::Piece(Piece::Feigned) => is_of_else((&before, front, back), is_awaited),
                _ => continue,
            };
            let own = scan.reason(find, Sign::Fraud);
            let own = Reason { at: own.at.saturating_add(first), ..own };
            if is_of_else {
                called.else_at.push(own.at);
            } else if !is_asked(&ASKED, front, back) {
                called.goods.push(own);
            }
        }
        scan.folded().clone_into(&mut before);
    }
    called
}

/// Whether something other than goods is false. What is called nothing but false by somebody who still waits is what
/// they were told.
fn is_of_else((before, front, back): (&str, &str, &str), is_awaited: bool) -> bool {
    match SAID_OF.subject(before, front, back) {
        Subject::Matter => true,
        Subject::Other => false,
        Subject::None => is_awaited,
    }
}

#[cfg(test)]
mod tests {
    use crate::category::Category;
    use crate::triage::{Sign, told, triage};

    #[test]
    fn goods_that_are_called_fakes_are_read_so_whatever_else_is_told() {
        for text in [
            "我请假在家等快递，结果收到的香水是假的",
            "我請假在家等快遞，結果收到的香水是假的",
            "请假的那天收到的包，拿去一看是假的",
            "請假的那天收到的包，拿去一看是假的",
            "快递到了，鞋子是假的",
            "快遞到了，鞋子是假的",
            "签收后发现是假的",
            "簽收後發現是假的",
            "这双鞋真的是假的",
            "這雙鞋真的是假的",
            "专柜说是假的，要求退款",
            "專櫃說是假的，要求退款",
            "换了一个还是假的",
            "換了一個還是假的",
            "收到的是假酒",
            "買到假酒了",
            "鉴定是假货，假一赔三",
            "鑑定是假貨，假一賠三",
            "评价是假的，东西也是假的",
            "評價是假的，東西也是假的",
            "这个好像是假货",
            "香水闻着不对，肯定是假的",
            "你们卖假货",
            "It took three weeks and then a fake arrived",
            "The tracking was fake and so is the bag, a fake",
            "The perfume you sent is fake",
            "They are fakes",
            "买的茅台是假酒",
            "买的茅臺是假酒",
            "这瓶香水假的，味道不对",
            "這瓶香水假的，味道不對",
            "你们店卖的都是假的",
            "你們店賣的都是假的",
            "寄来的快递里是假的鞋",
            "Got fake AirPods",
            "My shoes are not authentic",
            "The fake leather peels, and the watch is a fake",
            "I took a day off for the delivery and got a knock-off",
        ] {
            assert!(!told(text).fake.is_empty(), "{text}");
        }
    }

    #[test]
    fn whoever_waits_asks_or_speaks_of_anything_but_goods_accuses_nobody_of_fakes() {
        for text in [
            "我请假的那天等快递，一直没到",
            "我請假的那天等快遞，一直沒到",
            "放假的时候下的单，还没发货",
            "放假的時候下的單，還沒發貨",
            "暑假的作业本到现在没收到",
            "暑假的作業本到現在沒收到",
            "寒假的课本还没到",
            "休假的人等了三天快递",
            "病假的最后一天还没送来",
            "为这个快递请了两天假的我很生气",
            "年假的行程全耽误了，行李箱还没到",
            "国庆假的时候买的，没发货",
            "真的假的，还没到？",
            "真的假的，還沒到？",
            "你们说已发货是真的还是假的",
            "你們說已出貨是真的還是假的",
            "物流显示已签收，是真的假的",
            "页面上说是假一赔三，我等包裹",
            "頁面上說是假一賠三，我等包裹",
            "如假包换的承诺我信了，快递却不到",
            "度假酒店的券还没发",
            "我买的是假发，还没到",
            "我買的是假髮，還沒到",
            "订的是假睫毛，三天了没发货",
            "说好48小时发货，都是假的",
            "說好48小時出貨，都是假的",
            "什么次日达，全是假的",
            "单号是假的，查不到物流",
            "單號是假的，查不到物流",
            "快递单号都是假的",
            "给了我一个假的单号",
            "給了我一個假的單號",
            "物流信息根本就是假的",
            "显示已签收是假的，我没收到",
            "顯示已簽收是假的，我沒收到",
            "你们说的都是假的，到现在没发货",
            "你們說的都是假的，到現在沒發貨",
            "全是假的！到现在没收到",
            "全是假的！到現在沒收到",
            "优惠券是假的，用不了",
            "退款成功是假的，钱没到",
            "有人假冒快递员给我打电话",
            "有人假冒快遞員給我打電話",
            "这是假货吗",
            "请问是正品还是假货",
            "請問是正品還是假貨",
            "还没收到，担心是假货",
            "還沒收到，擔心是假貨",
            "怕买到假货，所以想问问",
            "如果是假的怎么办",
            "万一是假的能退吗",
            "不会是假货吧，都等一周了",
            "The tracking number is fake, my parcel never came",
            "Your delivery date was a fake",
            "The delivered status is fake, nothing arrived",
            "It's all fake, I have been waiting for two weeks",
            "fake tracking number again",
            "The signature is fake, I was not at home",
            "The photo of the delivery is fake",
            "Your sale is fake, the price was the same last week",
            "Your apology is not genuine",
            "That is not a genuine reason for the delay",
            "Could you knock off ten percent for the delay?",
            "Is this jacket a fake?",
            "I am worried it might be fake because it has not arrived",
            "How do I know it is not a fake",
            "The courier left a fake note saying I was out",
            "I would like to know whether they are fakes",
            "发货速度就是假的",
            "發貨速度就是假的",
            "说好的顺丰是假的",
            "說好的順豐是假的",
            "真假的啊这么久",
            "预计送达时间是假的",
            "預計送達時間是假的",
            "已发货状态是假的",
            "已發貨狀態是假的",
            "倒计时是假的",
            "假的吧这个速度",
            "marked as shipped but that is fake",
            "the tracking link is fake",
            "your customer care is fake",
            "I think this is a fake website",
            "fake estimated date",
        ] {
            assert_eq!(told(text).fake, Vec::new(), "{text}");
        }
    }

    #[test]
    fn what_is_false_but_no_goods_says_nothing_of_how_goods_were_described() {
        for text in [
            "单号是假的，查不到物流",
            "單號是假的，查不到物流",
            "快递单号都是假的",
            "说好48小时发货，都是假的",
            "說好48小時發貨，都是假的",
            "全是假的！到现在没收到",
            "优惠券是假的，用不了",
            "fake tracking number again",
            "Really? maybe a fake tracking number",
            "I think this is a fake website",
        ] {
            let came = triage(text);
            assert_ne!(came.category.map(|one| one.value), Some(Category::NotAsDescribed), "{text}");
            let reasons = came.kind.map(|one| one.reasons).unwrap_or_default();
            assert!(reasons.iter().all(|reason| reason.sign != Sign::Fraud), "{text}");
        }
        // What is said of goods beside it still does, and so does a fear.
        for text in
            ["评价是假的，东西也是假的", "快递到了，鞋子是假的", "这是假货吗", "fake shoes and a fake note"]
        {
            let came = triage(text);
            assert_eq!(came.category.map(|one| one.value), Some(Category::NotAsDescribed), "{text}");
        }
    }

    #[test]
    fn leave_from_work_and_really_are_nothing_false_in_any_list() {
        for text in [
            "我请假的那天等快递，一直没到",
            "我請假的那天等快遞，一直沒到",
            "放假的时候下的单，还没发货",
            "真的假的，还没到？",
            "真的假的，還沒到？",
        ] {
            let came = triage(text);
            assert_ne!(came.category.map(|one| one.value), Some(Category::NotAsDescribed), "{text}");
            let reasons = came.kind.map(|one| one.reasons).unwrap_or_default();
            assert!(reasons.iter().all(|reason| reason.sign != Sign::Fraud), "{text}");
        }
    }
}
