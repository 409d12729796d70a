//! Words by which goods are said to be fakes, and what else may be false.

use super::{Lexicon, Piece, piece};

pub(in crate::triage) static FAKES: Lexicon = Lexicon::of(&[
    // Of goods alone.
    piece(
        Piece::Fake,
        "假货|仿品|仿货|高仿|山寨|盗版|赝品|不是正品|非正品|不是真品|假酒|假烟|假鞋|假包|假表|假药|假茶|假球鞋|假名牌|假奶粉|\
        假香水|假口红|假耳机|假手机|鉴定是假|鉴定为假|counterfeit*|knock-off*|knockoff*|a knock off|bootleg*",
    ),
    // Of goods unless something else is named beside.
    piece(Piece::Feigned, "冒牌|假冒|假的|fake|fakes|!genuine|!authentic|!the real thing"),
    // Named only to hide the shorter words inside them.
    piece(
        Piece::Nothing,
        "假包装|假包邮|假表扬|假表情|假烟花|fake leather|fake fur|fake nails|fake plant*|fake flower*|fake lashes|\
        fake smile",
    ),
]);

/// What may be false as well as goods, and accuses nobody of fakes: what was told, shown or promised.
pub(in crate::triage) static MATTERS: Lexicon = Lexicon::of(&[piece(
    Piece::Matter,
    "评价|评论|好评|差评|晒单|活动|优惠|优惠券|折扣|促销|秒杀|满减|价格|原价|库存|现货|销量|发货|出货|寄出|揽收|物流|物流信息|\
    快递|快递单|包裹|运单|单号|订单号|签收|已送达|送达|派送|配送|投递|退款|退款成功|退款记录|到账|承诺|保证|宣传|广告|保修|质保|\
    包邮|客服|快递员|电话|号码|地址|短信|通知|信息|消息|照片|图片|图|签名|签字|网站|网店|店铺|链接|店|公司|时效|次日达|当日达|\
    隔日达|速度|时间|状态|倒计时|进度|预售|回执|面单|顺丰|圆通|中通|申通|韵达|邮政|跟我说|今天到|明天到|天内到|小时到|三天到|两天到|说的|讲的|写的|显示的|答应的|说好的|说法|理由|借口|道歉|态度|发票|回复|\
    tracking*|delivery|deliveries|delivered|date|dates|status|parcel|signature*|note|notice|photo*|picture*|proof|number*|address*|\
    website*|site|shop|store|seller|company|page|review*|rating*|discount*|sale|sales|price*|offer*|coupon*|promise*|news|\
    service*|apology|excuse*|reason*|answer*|reply|message*|email*|mail|call*|confirmation|update*|refund*|shipping|\
    shipment|dispatch|stock|shipped|estimate*|eta|time*|link*|care|customer*|expert*|notification*|attempt*|guarantee*|warranty|invoice|seller review*|name",
)]);

/// What stands between such a matter and its being false.
pub(in crate::triage) static FALSE_BETWEEN: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "是|都|全|也|就|肯定|根本|完全|压根|果然|居然|竟然|原来|明显|可能|应该|好像|感觉|似乎|还|又|绝对|一定|的|了|吧|些|个|种|这|那|它|\
    其实|统统|通通|一切|全部|真|is|was|are|were|be|been|a|an|all|just|obviously|clearly|probably|totally|completely|looks|seems|must|\
    to|such|these|those|this|that|the|it|it's|they|simply|so|and|but|s|out|turned",
)]);

/// By what a fake is asked after, feared or supposed: nobody is accused by that.
pub(in crate::triage) static ASKED: Lexicon = Lexicon::of(&[piece(
    Piece::Supposed,
    "是不是|会不会|不会是|难道|担心|我怕|害怕|怕是|怕买|怕收|就怕|万一|如果是|要是|若是|假如|怎么知道|怎么看|如何看|怎么辨|如何辨|分辨|辨别|\
    是否|正品还是|真货还是|真品还是|真的还是|说有|if|whether|is this|is it|are these|are they|could it|might|may be|worried|afraid|\
    how do i know|how can i know|how can i tell|hope",
)]);

/// By what it is told that goods have not come: what nobody holds is no fake yet.
pub(in crate::triage) static AWAITED: Lexicon = Lexicon::of(&[piece(
    Piece::Awaited,
    "没到|没有到|未到|不到|没收到|未收到|没有收到|没送|没有送|没来|没发|没有发|未发|不发货|没出货|没影|没动静|还在等|一直等|我等|等快递|等包裹|\
    查不到|这么久|太久|速度|!arrived|!arrive|!received|!receive|!come|!came|!delivered|!shipped|!turned up|nothing arrived|nothing came|never came|waiting|\
    waited|where is",
)]);

/// In what the character for false says something else: leave from work, `really?`, what imitates by its nature.
/// Read before anything else, in every list.
pub(in crate::triage) static NOT_FALSE: Lexicon = Lexicon::of(&[piece(
    Piece::Nothing,
    "请假|放假|休假|病假|事假|婚假|丧假|年假|暑假|寒假|春假|长假|小假|度假|连假|销假|告假|公假|天假|周假|个月假|国庆假|五一假|中秋假|\
    元旦假|端午假|清明假|节假|假期|假日|假条|假装|假设|假使|假发|假牙|假睫毛|假花|假两件|假领|真的假的|真的还是假的|是真是假|如假包换|假酒店",
)]);
