//! The names of facts and of the words they may take, in the languages of the desk.
//!
//! Reasons, questions and the command line use them; so a fact is called the same everywhere. Packs bring their
//! own sentences, these are only the names in between.

use crate::personal::Language;
use crate::policy::fact::Fact;
use crate::policy::rule::Status;
use crate::remedy::Authority;

/// A text in Simplified Chinese, Traditional Chinese and English.
pub type Name = [&'static str; 3];

/// The text in a language.
pub fn say(name: Name, language: Language) -> &'static str {
    let [simplified, traditional, english] = name;
    match language {
        Language::ZhHans => simplified,
        Language::ZhHant => traditional,
        Language::En => english,
    }
}

/// What a fact is called.
#[expect(clippy::too_many_lines, reason = "one name for each fact")]
pub const fn fact_name(fact: Fact) -> Name {
    match fact {
        Fact::Category => ["投诉类别", "投訴類別", "kind of complaint"],
        Fact::Wants => ["您的期望", "您的期望", "what you wish"],
        Fact::AskedAt => ["提出日期", "提出日期", "day of asking"],
        Fact::Currency => ["订单货币", "訂單幣別", "currency of the order"],
        Fact::PlacedAt => ["下单日期", "下單日期", "day of the order"],
        Fact::ShipBy => ["约定发货日期", "約定出貨日期", "agreed shipping day"],
        Fact::ShippedAt => ["发货日期", "出貨日期", "day of shipping"],
        Fact::PromisedBy => ["承诺送达日期", "承諾送達日期", "promised day"],
        Fact::ExtraTimeUntil => ["您另给的期限", "您另給的期限", "further time you set"],
        Fact::DeliveredAt => ["签收日期", "簽收日期", "day of delivery"],
        Fact::ShippingFee => ["运费", "運費", "freight paid"],
        Fact::FreeShipping => ["包邮", "免運", "free delivery"],
        Fact::Traits => ["商品属性", "商品屬性", "kind of goods"],
        Fact::ProductKind => ["商品品类", "商品品類", "kind of product"],
        Fact::InBundle => ["套装商品", "套裝商品", "sold in a set"],
        Fact::BundleComplete => ["涉及整套", "涉及整套", "whole set concerned"],
        Fact::PeriodFrom => ["服务开始日期", "服務開始日期", "first day paid for"],
        Fact::PeriodTo => ["服务结束日期", "服務結束日期", "last day paid for"],
        Fact::PeriodDays => ["服务总天数", "服務總天數", "days paid for"],
        Fact::PeriodDaysUsed => ["已开始的天数", "已開始的天數", "days begun"],
        Fact::PeriodDaysLeft => ["还没开始的天数", "還沒開始的天數", "days not begun"],
        Fact::PeriodMonths => ["服务总月数", "服務總月數", "months paid for"],
        Fact::PeriodMonthsUsed => ["已开始的月数", "已開始的月數", "months begun"],
        Fact::PeriodMonthsLeft => ["还没开始的月数", "還沒開始的月數", "months not begun"],
        Fact::GoodsTotal => ["商品总价", "商品總價", "price of all goods"],
        Fact::ComplainedTotal => ["所涉商品价格", "所涉商品價格", "price of the goods concerned"],
        Fact::AllLines => ["涉及整单", "涉及整張訂單", "whole order concerned"],
        Fact::DaysSinceDelivery => ["签收后天数", "簽收後天數", "days since delivery"],
        Fact::DaysLate => ["超过承诺天数", "超過承諾天數", "days late"],
        Fact::DaysSinceOrder => ["下单后天数", "下單後天數", "days since the order"],
        Fact::DaysToShip => ["下单到发货天数", "下單到出貨天數", "days from order to shipping"],
        Fact::DaysShipLate => ["超过约定发货天数", "超過約定出貨天數", "days past the agreed shipping day"],
        Fact::DaysToDeliver => ["下单到送达天数", "下單到送達天數", "days from order to delivery"],
        Fact::DaysPastExtraTime => ["超过另给期限的天数", "超過另給期限的天數", "days past the further time"],
        Fact::DaysToReturn => ["签收到退回天数", "簽收到退回天數", "days from delivery to return"],
        Fact::DaysToNotice => ["签收到告知天数", "簽收到告知天數", "days from delivery to notice"],
        Fact::DaysSinceReturn => ["退回后天数", "退回後天數", "days since the return"],
        Fact::MonthsSinceDelivery => ["签收后满几个月", "簽收後滿幾個月", "whole months since delivery"],
        Fact::YearsSinceDelivery => ["签收后满几年", "簽收後滿幾年", "whole years since delivery"],
        Fact::MonthsSinceOrder => ["下单后满几个月", "下單後滿幾個月", "whole months since the order"],
        Fact::YearsSinceOrder => ["下单后满几年", "下單後滿幾年", "whole years since the order"],
        Fact::WorkingDaysLate => ["超过承诺的工作日", "超過承諾的工作日", "working days late"],
        Fact::WorkingDaysShipLate => {
            ["超过约定发货的工作日", "超過約定出貨的工作日", "working days past the agreed shipping day"]
        }
        Fact::WantedPrice => ["想换的商品单价", "想換的商品單價", "price of each you would have instead"],
        Fact::WantedInStock => {
            ["想换的商品有货", "想換的商品有貨", "what you would have instead is in stock"]
        }
        Fact::WantedDearerBy => ["想换的商品贵多少", "想換的商品貴多少", "how much dearer the other is"],
        Fact::WantedCheaperBy => {
            ["想换的商品便宜多少", "想換的商品便宜多少", "how much cheaper the other is"]
        }
        Fact::CompetitorPrice => ["别家的单价", "別家的單價", "price of each at another shop"],
        Fact::GrantAmount => ["算出的金额", "算出的金額", "what it comes to"],
        Fact::IsBusiness => ["企业购买", "企業購買", "bought by a business"],
        Fact::Status => ["订单状态", "訂單狀態", "status of the order"],
        Fact::EarlierGiven => ["之前给过或提出的", "之前給過或提出的", "given or offered before"],
        Fact::Discount => ["满减优惠", "滿額折扣", "discount"],
        Fact::DiscountThreshold => ["满减门槛", "滿額門檻", "sum for the discount"],
        Fact::PointsUsed => ["使用的积分", "使用的點數", "points spent"],
        Fact::CouponUsed => ["使用的优惠券", "使用的折價券", "coupon spent"],
        Fact::FreeShippingThreshold => ["包邮门槛", "免運門檻", "sum for free delivery"],
        Fact::OutboundFreight => ["原本要付的运费", "原本要付的運費", "what freight would have cost"],
        Fact::StandardShippingFee => ["标准运费", "標準運費", "standard freight"],
        Fact::Deposit => ["定金", "定金", "deposit"],
        Fact::DeclaredValue => ["保价金额", "保價金額", "declared value"],
        Fact::Postage => ["邮费", "郵資", "postage"],
        Fact::Mail => ["寄送方式", "寄送方式", "way of sending"],
        Fact::BuyerChoseCarrier => ["您指定的快递", "您指定的貨運公司", "carrier chosen by you"],
        Fact::GuaranteeDaysLeft => ["保修剩余天数", "保固剩餘天數", "days of guarantee left"],
        Fact::Platform => ["购物平台", "購物平台", "marketplace"],
        Fact::BuyerCredit => ["申请赊购", "申請賒購", "bought on the seller’s credit"],
        Fact::CashOnDelivery => ["货到付款", "貨到付款", "cash on delivery"],
        Fact::LosesFreeShipping => ["退后不满包邮", "退後未達免運", "falls below free delivery"],
        Fact::GiftValue => ["赠品价值", "贈品價值", "value of the gift"],
        Fact::Defect => ["质量问题", "品質問題", "defect"],
        Fact::Misdescription => ["与描述不符", "與描述不符", "not as described"],
        Fact::DamageInTransit => ["运输损坏", "運送損壞", "damage on the way"],
        Fact::Loss => ["包裹丢失", "包裹遺失", "loss of the parcel"],
        Fact::Fraud => ["故意欺骗", "故意欺騙", "deception on purpose"],
        Fact::SellerKnew => ["商家知情", "商家知情", "the seller knew"],
        Fact::Safety => ["有人受伤或有危险", "有人受傷或有危險", "somebody was hurt or in danger"],
        Fact::Fault => ["问题出在哪一方", "問題出在哪一方", "where it came from"],
        Fact::Condition => ["商品状态", "商品狀態", "state of the goods"],
        Fact::NoReturnConfirmed => {
            ["下单时确认不可退", "下單時確認不可退", "no return, confirmed at purchase"]
        }
        Fact::RepairsFailed => ["失败的维修次数", "失敗的維修次數", "failed repairs"],
        Fact::SpoiledPercent => ["变质比例（%）", "變質比例（%）", "share spoiled, per cent"],
        Fact::GoodsBackAt => ["退回日期", "退回日期", "day the goods came back"],
        Fact::Blocked => ["暂时无法办理", "暫時無法辦理", "can’t be done now"],
        Fact::PurposeDefeated => ["失去购买意义", "失去購買意義", "purpose defeated"],
        Fact::Injury => ["严重伤害", "嚴重傷害", "serious harm"],
        Fact::OfficiallySubstandard => ["官方认定不合格", "官方認定不合格", "officially substandard"],
        Fact::NotPerformed => ["预付未提供", "預付未提供", "paid ahead, not provided"],
        Fact::RefundUnpaid => ["该退的款逾期未退", "該退的款逾期未退", "agreed refund not paid"],
        Fact::UnclearPage => ["页面不清", "頁面不清", "unclear page"],
        Fact::CarrierExcused => {
            ["不可抗力或商品自身性质", "不可抗力或商品自身性質", "force majeure or the goods’ own nature"]
        }
        Fact::LossAmount => ["损失金额", "損失金額", "amount of the loss"],
        Fact::Overcharge => ["多扣的金额", "多扣的金額", "amount charged too much"],
        Fact::UseDeduction => ["使用折旧", "使用折舊", "deduction for use"],
        Fact::DaysInRepair => ["维修占用天数", "維修佔用天數", "days in repair"],
        Fact::DaysAwaitingPart => ["等待配件天数", "等待零件天數", "days waiting for a part"],
        Fact::WithinShelfLife => ["在保质时间内提出", "在保存期限內提出", "reported while it should keep"],
        Fact::ReturnCostTold => {
            ["事先告知退货运费自付", "事先告知退貨運費自付", "told to pay for the way back"]
        }
        Fact::CollectionOffered => ["商家提出上门取件", "商家提出到府取件", "the seller offered to fetch it"],
        Fact::DelayAgreed => ["您同意延期", "您同意延期", "later date agreed"],
        Fact::SentWithoutConsent => {
            ["申请退款后擅自发货", "申請退款後擅自出貨", "sent after the refund was asked for"]
        }
        Fact::SellerIdentified => ["平台提供商家信息", "平台提供商家資訊", "seller named by the marketplace"],
        Fact::CancellationAccepted => ["商家接受取消", "商家接受取消", "cancellation accepted"],
        Fact::Tier => ["会员等级", "會員等級", "customer tier"],
        Fact::ComplaintsOnOrder => ["本单此前投诉", "此訂單先前的投訴", "earlier complaints on the order"],
    }
}

/// What a word of a vocabulary is called; the code itself where nobody named it.
pub fn word_name(code: &'static str) -> Name {
    match code {
        "established" => ["已确认", "已確認", "confirmed"],
        "claimed" => ["已提出（待核实）", "已提出（待核實）", "claimed, to be checked"],
        "refuted" => ["已排除", "已排除", "ruled out"],
        "seller" => ["商家", "商家", "the seller"],
        "carrier" => ["快递公司", "貨運公司", "the carrier"],
        "platform" => ["平台", "平台", "the marketplace"],
        "insurer" => ["保险公司", "保險公司", "the insurer"],
        "customer" => ["客户", "顧客", "the customer"],
        "intact" => ["完好", "完好", "intact"],
        "used" => ["已使用", "已使用", "used"],
        "regular" => ["普通", "一般", "regular"],
        "vip" => ["贵宾", "貴賓", "valued"],
        "express" => ["快递", "快遞", "express"],
        "registered" => ["挂号邮件", "掛號郵件", "registered mail"],
        "taobao" => ["淘宝", "淘寶", "Taobao"],
        "jd" => ["京东", "京東", "JD"],
        "placed" => ["已下单", "已下單", "placed"],
        "paid" => ["已付款", "已付款", "paid"],
        "shipped" => ["已发货", "已出貨", "shipped"],
        "delivered" => ["已签收", "已簽收", "delivered"],
        "cancelled" => ["已取消", "已取消", "cancelled"],
        "unavailable" => ["无货", "缺貨", "not to be had"],
        "durable" => ["耐用品", "耐用品", "durable"],
        "perishable" => ["易腐", "易腐", "perishable"],
        "food" => ["食品", "食品", "food"],
        "custom_made" => ["定制", "訂製", "made to order"],
        "digital" => ["数字内容", "數位內容", "digital"],
        "unsealed" => ["已拆封", "已拆封", "unsealed"],
        "hygiene_sealed" => ["卫生密封", "衛生密封", "sealed for hygiene"],
        "motor_vehicle" => ["机动车", "汽機車", "motor vehicle"],
        "plants" => ["种子和活的植物", "種子和活的植物", "seeds and growing plants"],
        "services" => ["服务", "服務", "services"],
        "final_sale" => ["特价不退", "特價不退", "final sale"],
        "periodical" => ["报刊", "報刊", "periodical"],
        "quality" => ["质量", "品質", "quality"],
        "not_as_described" => ["与描述不符", "與描述不符", "not as described"],
        "delivery_delay" => ["配送延误", "配送延誤", "late delivery"],
        "delivery_damage" => ["运输损坏", "運送損壞", "damaged on the way"],
        "delivery_lost" => ["包裹丢失", "包裹遺失", "lost parcel"],
        "wrong_item" => ["发错或少发", "寄錯或少寄", "wrong or missing goods"],
        "service" => ["服务态度", "服務態度", "how people were treated"],
        "returns" => ["退换货", "退換貨", "returns and refunds"],
        "transaction" => ["交易与付款", "交易與付款", "price and payment"],
        "after_sales" => ["售后与维修", "售後與維修", "guarantee and repair"],
        "privacy" => ["个人信息", "個人資料", "personal data"],
        "safety" => ["人身安全", "人身安全", "safety"],
        "other" => ["其他", "其他", "something else"],
        "refund" => ["退款", "退款", "refund"],
        "price_reduction" => ["部分退款", "部分退款", "part of the price back"],
        "return_refund" => ["退货退款", "退貨退款", "return and refund"],
        "withdrawal" => ["无理由退货", "無理由退貨", "return without a reason"],
        "exchange" => ["换货", "換貨", "exchange"],
        "substitute" => ["换其他款", "換其他款", "another model"],
        "remake" => ["重新制作", "重新製作", "made again"],
        "resend" => ["补发", "補寄", "sent again"],
        "missing_part" => ["补寄配件", "補寄零件", "missing part"],
        "repair" => ["维修", "維修", "repair"],
        "third_party_repair" => ["就近维修", "就近維修", "repair near you"],
        "overcharge_refund" => ["退还多扣的钱", "退還多扣的錢", "refund of the overcharge"],
        "shipping_refund" => ["退还运费", "退還運費", "freight back"],
        "return_shipping" => ["退货运费", "退貨運費", "freight for sending it back"],
        "delay_compensation" => ["延误补偿", "延誤補償", "compensation for delay"],
        "service_fee_waiver" => ["免服务费", "免服務費", "fee waived"],
        "statutory_damages" => ["法定惩罚性赔偿", "法定懲罰性賠償", "statutory damages"],
        "coupon" => ["优惠券", "優惠券", "coupon"],
        "gift" => ["赠品", "贈品", "gift"],
        "points" => ["积分", "點數", "points"],
        "extra_service" => ["优先服务", "優先服務", "priority service"],
        "guidance" => ["使用指导", "使用指導", "help in using it"],
        "apology" => ["道歉", "道歉", "apology"],
        "correction" => ["更正信息", "更正資訊", "information put right"],
        "store_credit" => ["店铺余额", "商店購物金", "store credit"],
        "cancel" => ["取消订单", "取消訂單", "cancelling the order"],
        "change_order" => ["修改订单", "修改訂單", "changing the order"],
        other => [other, other, other],
    }
}

/// How well a provision is known.
pub const fn status_name(status: Status) -> Name {
    match status {
        Status::Verified => ["已核对原文", "已核對原文", "verified"],
        Status::Secondary => ["出自二手来源", "出自二手來源", "secondary source"],
        Status::Template => ["模板", "範本", "template"],
    }
}

/// Who may offer a package.
pub const fn authority_name(authority: Authority) -> Name {
    match authority {
        Authority::Agent => ["客服可以直接提供", "客服可以直接提供", "an agent may offer it"],
        Authority::Supervisor => ["要由主管确认", "要由主管確認", "a supervisor confirms it"],
    }
}

/// The question that settles a fact, for those that somebody has to answer.
#[expect(clippy::too_many_lines, reason = "one question for each fact that somebody can find out")]
pub const fn question(fact: Fact) -> Option<Name> {
    Some(match fact {
        Fact::Defect => {
            ["商品本身有质量问题吗？", "商品本身有品質問題嗎？", "Do the goods themselves have a defect?"]
        }
        Fact::Misdescription => [
            "收到的商品和页面描述不一样吗？",
            "收到的商品和頁面描述不一樣嗎？",
            "Do the goods differ from what the page said?",
        ],
        Fact::DamageInTransit => {
            ["是在运输途中损坏的吗？", "是在運送途中損壞的嗎？", "Were they damaged on the way?"]
        }
        Fact::Loss => {
            ["包裹是不是一直没有收到？", "包裹是不是一直沒有收到？", "Did the parcel never reach you?"]
        }
        Fact::Fraud => ["商家是不是故意欺骗？", "商家是不是故意欺騙？", "Did the seller deceive on purpose?"],
        Fact::SellerKnew => {
            ["商家事先知道这个问题吗？", "商家事先知道這個問題嗎？", "Did the seller know of it?"]
        }
        Fact::Safety => ["有人受伤或有危险吗？", "有人受傷或有危險嗎？", "Was somebody hurt or in danger?"],
        Fact::Fault => ["是哪一方造成的？", "是哪一方造成的？", "Whose doing was it?"],
        Fact::Condition => [
            "商品还完好吗（合理试用不算使用）？",
            "商品還完好嗎（合理試用不算使用）？",
            "Are the goods still intact? Trying them out is fine.",
        ],
        Fact::NoReturnConfirmed => [
            "下单时有没有让您确认不能退货？",
            "下單時有沒有讓您確認不能退貨？",
            "Were you asked at purchase to confirm that it can’t be returned?",
        ],
        Fact::RepairsFailed => {
            ["已经修过几次仍没修好？", "已經修過幾次仍沒修好？", "How many repairs have failed?"]
        }
        Fact::SpoiledPercent => {
            ["大约坏了百分之多少？", "大約壞了百分之多少？", "About what share is spoiled, in per cent?"]
        }
        Fact::PurposeDefeated => [
            "问题是否严重到商品完全没有用了？",
            "問題是否嚴重到商品完全沒有用了？",
            "Is it so bad that the goods are of no use to you?",
        ],
        Fact::Injury => ["有人严重受伤吗？", "有人嚴重受傷嗎？", "Was anybody seriously hurt?"],
        Fact::OfficiallySubstandard => [
            "主管部门认定商品不合格了吗？",
            "主管機關認定商品不合格了嗎？",
            "Has an authority found the goods substandard?",
        ],
        Fact::RefundUnpaid => {
            ["该退的款是否逾期未退？", "該退的款是否逾期未退？", "Is an agreed refund still unpaid?"]
        }
        Fact::NotPerformed => {
            ["预付的内容没有提供吗？", "預付的內容沒有提供嗎？", "Was what you paid ahead not provided?"]
        }
        Fact::UnclearPage => [
            "页面是不是写得不清楚或自相矛盾？",
            "頁面是不是寫得不清楚或自相矛盾？",
            "Was the page unclear or contradictory?",
        ],
        Fact::CarrierExcused => [
            "损失是不可抗力或商品自身性质造成的吗？",
            "損失是不可抗力或商品自身性質造成的嗎？",
            "Did force majeure or the goods’ own nature cause it?",
        ],
        Fact::LossAmount => ["实际损失是多少？", "實際損失是多少？", "How large is the loss?"],
        Fact::Overcharge => ["多扣了多少钱？", "多扣了多少錢？", "How much was charged too much?"],
        Fact::WantedPrice => {
            ["想换的商品多少钱？", "想換的商品多少錢？", "What does it cost that you would have instead?"]
        }
        Fact::WantedInStock => {
            ["想换的商品有货吗？", "想換的商品有貨嗎？", "Is what you would have instead in stock?"]
        }
        Fact::CompetitorPrice => [
            "别家卖同样的商品，多少钱？",
            "別家賣同樣的商品，多少錢？",
            "For how much does another shop sell the same?",
        ],
        Fact::UseDeduction => ["使用折旧商定为多少？", "使用折舊商定為多少？", "What is taken off for use?"],
        Fact::DaysInRepair => {
            ["维修占用了多少天？", "維修佔用了多少天？", "How many days were they in repair?"]
        }
        Fact::DaysAwaitingPart => {
            ["等配件等了多少天？", "等零件等了多少天？", "How many days has a part been awaited?"]
        }
        Fact::WithinShelfLife => [
            "是在这类商品通常能保存的时间内提出的吗？",
            "是在這類商品通常能保存的時間內提出的嗎？",
            "Was it reported while such goods should still keep?",
        ],
        Fact::ReturnCostTold => [
            "下单前告诉过您退货运费自付吗？",
            "下單前告訴過您退貨運費自付嗎？",
            "Were you told before ordering that you pay the way back?",
        ],
        Fact::CollectionOffered => {
            ["商家提出过上门取件吗？", "商家提出過到府取件嗎？", "Did the seller offer to fetch it?"]
        }
        Fact::DelayAgreed => ["您同意过延期吗？", "您同意過延期嗎？", "Did you agree to a later date?"],
        Fact::SentWithoutConsent => [
            "您申请退款之后，商家没有征得您同意就发货了吗？",
            "您申請退款之後，商家沒有徵得您同意就出貨了嗎？",
            "Was it sent without your consent after you asked for the refund?",
        ],
        Fact::SellerIdentified => [
            "平台提供了商家的真实信息吗？",
            "平台提供了商家的真實資訊嗎？",
            "Did the marketplace name the seller?",
        ],
        Fact::CancellationAccepted => {
            ["商家接受取消了吗？", "商家接受取消了嗎？", "Did the seller accept the cancellation?"]
        }
        Fact::GuaranteeDaysLeft => ["保修到哪一天？", "保固到哪一天？", "Until when does the guarantee run?"],
        Fact::GoodsBackAt => ["商品哪天退回的？", "商品哪天退回的？", "When did the goods come back?"],
        _ => return None,
    })
}
