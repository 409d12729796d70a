//! Words by which goods are told apart from what was stated of them: how much there is of something, and of what they are.

use super::{Lexicon, Piece, piece};

/// By what it is told where something was stated of goods.
pub(in crate::triage) static CLAIMED: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "页面|页上|网页|描述|详情|标注|标着|标的|标称|标签|写|宣传|网上|介绍|说明|号称|广告|说好|说是|承诺|商品页|图片|page|listing|listed|\
        describ*|description|advertis*|website|ad|says|said|say|stated|states|shown|shows|claim*|label|labelled|labeled|promised|supposed|\
        sold as",
)]);

/// What sets two things against each other.
pub(in crate::triage) static AGAINST: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "实际|只有|只剩|仅有|却|其实|结果|到手|收到|不是|才|量了|称了|一称|一量|not|only|actually|instead|but|really|just|turns out|turned out|\
        measured|weighed|in fact|whereas|while|rather than",
)]);

/// What grows, as a material.
pub(in crate::triage) static NATURAL: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "羊毛|羊绒|纯棉|全棉|棉的|真丝|蚕丝|桑蚕丝|亚麻|真皮|牛皮|羊皮|羽绒|实木|纯银|纯铜|wool|woollen|cashmere|cotton|silk|linen|real leather|genuine leather|leather|goose down|solid wood|sterling silver",
)]);

/// What is made, as a material.
pub(in crate::triage) static SYNTHETIC: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "化纤|涤纶|聚酯|腈纶|尼龙|人造|混纺|合成|仿皮|塑料|密度板|颗粒板|镀银|acrylic|polyester|nylon|synthetic*|viscose|faux|plastic|particle board|chipboard|plated",
)]);

/// What a person is, a price, or how full something is.
pub(in crate::triage) static NOT_STATED: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "身高|体重|优惠|折扣|打折|返现|立减|满减|券|退款|运费|电量|充电|进度|下载|好评|off|discount*|coupon*|voucher*|refund*|tall|i weigh|\
        cashback|battery|charged|download*|progress|size chart|humidity|湿度",
)]);

/// What goods are measured and counted by.
pub(in crate::triage) static UNITS: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "%|千克|公斤|毫克|克|斤|毫升|升|厘米|公分|毫米|英寸|寸|米|瓦|毫安|片|支|包|粒|颗|瓶|盒|张|条|件|只|双|个|per cent|percent|kg|mg|g|ml|l|cm|mm|m|inches|inch|oz|\
    lb|lbs|w|watts|mah|gb|tb|pieces|pcs|litres|liters|grams",
)]);

/// What is counted so and is no goods.
pub(in crate::triage) static NO_UNITS: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "个工作|个小时|个钟|个月|个星期|个礼拜|个多|个人|个客服|个电话|个快递|个包裹|条消息|条短信|条评|条差评|条好评|件快递|张发票|张照片|张图|张券|件包裹|米外|包邮|个好评|个差评",
)]);
