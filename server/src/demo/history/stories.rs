//! What the example's customers complain about, each in three languages.

use domain::category::Category;
use domain::finding::{Fault, Finding, Standing};
use domain::order::Trait;
use domain::personal::Language;
use domain::remedy::Remedy;

/// A complaint in one language.
pub(super) struct Told {
    pub language: Language,
    pub name: &'static str,
    pub story: &'static str,
}

/// Something bought, what is wrong with it, and what is found.
pub(super) struct Kind {
    pub category: Category,
    pub sku: &'static str,
    pub title: &'static str,
    /// The price of one, in fen.
    pub price: i64,
    pub quantity: u32,
    pub traits: &'static [Trait],
    /// Days from the order to its arrival; none where it never came.
    pub arrived_after: Option<u64>,
    /// Days from the order to the promised day.
    pub promised_after: u64,
    pub wants: &'static [Remedy],
    pub found: &'static [Finding],
    pub told: [Told; 3],
}

const fn told(
    hans: (&'static str, &'static str),
    hant: (&'static str, &'static str),
    en: (&'static str, &'static str),
) -> [Told; 3] {
    [
        Told { language: Language::ZhHans, name: hans.0, story: hans.1 },
        Told { language: Language::ZhHant, name: hant.0, story: hant.1 },
        Told { language: Language::En, name: en.0, story: en.1 },
    ]
}

/// Every kind of complaint told.
pub(super) const KINDS: &[Kind] = &[
    Kind {
        category: Category::DeliveryDelay,
        sku: "KETTLE-17",
        title: "电热水壶 1.7L Kettle 1.7 l",
        price: 15_900,
        quantity: 1,
        traits: &[Trait::Durable],
        arrived_after: Some(9),
        promised_after: 5,
        wants: &[Remedy::DelayCompensation],
        found: &[Finding::Fault(Fault::Carrier)],
        told: told(
            ("陈晓", "说好五天到，结果晚了四天，天天等快递，能不能给个说法？"),
            ("林佳怡", "說好五天到，結果晚了四天，每天都在等，可以給個交代嗎？"),
            ("Grace Miller", "It was promised within five days and came four days late. I waited at home twice."),
        ),
    },
    Kind {
        category: Category::DeliveryDamage,
        sku: "VASE-L",
        title: "青瓷花瓶 大号 Celadon vase, large",
        price: 36_800,
        quantity: 1,
        traits: &[Trait::Durable],
        arrived_after: Some(4),
        promised_after: 5,
        wants: &[Remedy::ReturnRefund, Remedy::Exchange],
        found: &[Finding::DamageInTransit(Standing::Established), Finding::Fault(Fault::Carrier)],
        told: told(
            ("周敏", "打开箱子花瓶就碎了，泡沫也没垫够，希望退款或者换一个。"),
            ("黃子軒", "打開箱子花瓶就碎了，緩衝也不夠，希望退款或換一個。"),
            ("Tom Becker", "The vase was in pieces when I opened the box. I would like my money back or a new one."),
        ),
    },
    Kind {
        category: Category::Quality,
        sku: "PHONE-X2",
        title: "星河 X2 手机 256GB Phone X2",
        price: 299_900,
        quantity: 1,
        traits: &[Trait::Durable],
        arrived_after: Some(3),
        promised_after: 5,
        wants: &[Remedy::Exchange],
        found: &[Finding::Defect(Standing::Established), Finding::Fault(Fault::Seller)],
        told: told(
            ("吴昊", "手机用了两天就自动关机，充电也充不进去，想换一台新的。"),
            ("張雅婷", "手機用了兩天就自動關機，也充不進電，想換一台新的。"),
            ("Nina Patel", "The phone switches itself off after two days and will not charge. Please exchange it."),
        ),
    },
    Kind {
        category: Category::Quality,
        sku: "FRUIT-5KG",
        title: "丹东草莓 5 斤装 Strawberries 2.5 kg",
        price: 12_900,
        quantity: 1,
        traits: &[Trait::Perishable, Trait::Food],
        arrived_after: Some(2),
        promised_after: 2,
        wants: &[Remedy::Refund],
        found: &[
            Finding::Defect(Standing::Established),
            Finding::SpoiledPercent(40),
            Finding::Fault(Fault::Carrier),
        ],
        told: told(
            ("何丽", "草莓到了坏了差不多一半，底下全烂了，照片拍了。"),
            ("吳宗翰", "草莓送到時壞了快一半，底下都爛了，有拍照。"),
            ("Emily Stone", "Almost half of the strawberries were rotten at the bottom when they arrived."),
        ),
    },
    Kind {
        category: Category::WrongItem,
        sku: "CUP-4",
        title: "白瓷茶杯 Porcelain cup",
        price: 2_200,
        quantity: 6,
        traits: &[],
        arrived_after: Some(4),
        promised_after: 5,
        wants: &[Remedy::Resend],
        found: &[Finding::Misdescription(Standing::Established), Finding::Fault(Fault::Seller)],
        told: told(
            ("罗佳", "订的是六只白杯，里面有两只是蓝色的，请补发。"),
            ("許文心", "訂的是六只白杯，裡面有兩只是藍色的，請補寄。"),
            ("Owen Clark", "I ordered six white cups and two of them are blue. Please send the right ones."),
        ),
    },
    Kind {
        category: Category::NotAsDescribed,
        sku: "SWEATER-M",
        title: "羊毛衫 M 码 驼色 Wool sweater, M, camel",
        price: 39_900,
        quantity: 1,
        traits: &[],
        arrived_after: Some(4),
        promised_after: 6,
        wants: &[Remedy::ReturnRefund],
        found: &[Finding::Misdescription(Standing::Established), Finding::Fault(Fault::Seller)],
        told: told(
            ("郑雪", "页面写的是纯羊毛，收到的标签上羊毛只有百分之三十，要求退货退款。"),
            ("蔡佩珊", "頁面寫純羊毛，收到的標籤上羊毛只有三成，要求退貨退款。"),
            ("Laura Weiss", "The page says pure wool, the label says thirty per cent. I want to return it."),
        ),
    },
    Kind {
        category: Category::DeliveryLost,
        sku: "SHOES-42",
        title: "跑步鞋 42 码 Running shoes, 42",
        price: 45_900,
        quantity: 1,
        traits: &[],
        arrived_after: None,
        promised_after: 4,
        wants: &[Remedy::Refund],
        found: &[Finding::Loss(Standing::Established), Finding::Fault(Fault::Carrier)],
        told: told(
            ("马超", "物流停在中转站两个星期了，包裹应该是丢了，请退款。"),
            ("劉冠宇", "物流停在轉運站兩個星期了，包裹應該是丟了，請退款。"),
            ("Peter Novak", "Tracking has stood still for two weeks. The parcel seems lost; please refund it."),
        ),
    },
    Kind {
        category: Category::Returns,
        sku: "LAMP-02",
        title: "护眼台灯 Desk lamp",
        price: 22_900,
        quantity: 1,
        traits: &[Trait::Durable],
        arrived_after: Some(3),
        promised_after: 5,
        wants: &[Remedy::Withdrawal],
        found: &[Finding::Condition(domain::finding::Condition::Intact)],
        told: told(
            ("宋婷", "台灯颜色和房间不搭，没用过，想七天无理由退货。"),
            ("楊詠晴", "檯燈顏色跟房間不搭，沒用過，想七天無理由退貨。"),
            ("Sarah King", "The lamp does not suit the room. It is unused and I would like to send it back."),
        ),
    },
    Kind {
        category: Category::Service,
        sku: "TEA-250",
        title: "龙井茶 250g Longjing tea",
        price: 19_800,
        quantity: 1,
        traits: &[Trait::Food],
        arrived_after: Some(3),
        promised_after: 4,
        wants: &[Remedy::Apology],
        found: &[Finding::Fault(Fault::Seller)],
        told: told(
            ("高远", "问了三次什么时候补发票，客服每次都让我自己看页面，态度很差。"),
            ("謝孟勳", "問了三次發票什麼時候補，客服每次都叫我自己看頁面，態度很差。"),
            ("Daniel Reed", "I asked three times about my invoice and was told to read the page myself. That was rude."),
        ),
    },
];
