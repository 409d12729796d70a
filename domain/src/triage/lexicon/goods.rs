//! Words by which the goods themselves are not as they should be, and what else may be broken.

use super::{Line, Mark, Piece};

const fn piece(piece: Piece, words: &'static str) -> Line {
    Line { mark: Mark::Piece(piece), weight: 1, words }
}

pub(in crate::triage) const GOODS: &[Line] = &[
    piece(
        Piece::Damaged,
        "压坏|压烂|压扁|压碎|压变形|挤坏|挤烂|挤扁|摔坏|摔碎|摔烂|撞坏|撞碎|碰坏|碰碎|砸坏|砸烂|砸碎|磕坏|碎了|碎的|碎成|碎掉|是碎|\
        全碎|都碎|粉碎|碎片|破损|破了|破的|破裂|破碎|漏液|漏光|洒了|洒光|凹了|凹陷|凹进|断成|瘪了|瘪的|shattered|smashed|crushed|\
        in pieces|thousand pieces|hundred pieces|in bits|in shards|only shards|chipped|dented|damaged|squashed|torn|leaked|\
        leaking|bent",
    ),
    // On the way where it is told of goods that came, and else with time.
    piece(Piece::Broken, "broken|broke off|snapped off"),
    piece(
        Piece::Faulty,
        "坏了|坏的|坏掉|是坏|都坏|全坏|又坏|就坏|坏点|坏果|坏得|故障|失灵|不能用|用不了|没法用|不能使用|无法使用|不通电|开不了机|\
        无法开机|不开机|充不进|充不了|充不上|不充电|不制冷|不加热|漏水|漏气|漏油|发霉|霉了|长霉|变质|腐烂|烂了|烂的|馊了|馊的|\
        发臭|裂了|裂的|裂开|裂成|是裂|道裂|条裂|裂缝|裂纹|裂痕|裂口|开裂|断了|断的|断裂|断掉|折断|折了|开线|脱线|开胶|脱胶|掉色|褪色|散架|质量问题|残次|次品|瑕疵|缺陷|破洞|生锈|掉漆|黑屏|花屏|死机|faulty|defect*|\
        broke after|broke on|broke when|broke within|broke down|it broke|!work|!works|!working|stopped working|quit working|\
        fell apart|fall apart|falling apart|falls apart|rotten|mouldy|moldy|spoiled|rusty|dead on arrival|!turn on|!switch on|\
        !charge|crack|cracks|cracked|ripped",
    ),
    piece(
        Piece::Mistaken,
        "发错|寄错|错发|配错|拿错|装错|送错|发成别|寄成别|发成另|寄成另|不是我买的|不是我要的|不是我订的|不是我拍的|货不对板|货不对版|\
        描述不符|图片不符|图文不符|型号不对|颜色不对|尺码不对|数量不对|少发|漏发|少寄|漏寄|少件|缺件|少了一件|少了一个|少了一只|少了一双|\
        少了一瓶|少了一包|少了两|漏了一件|漏了一个|空盒|空箱|wrong item*|wrong product*|incorrect item*|sent me the wrong|sent the wrong|\
        sent us the wrong|sent me a wrong|received the wrong|received a wrong|got the wrong|delivered the wrong|not what i ordered|\
        not what i bought|not the one i ordered|missing item*|missing part*|parts missing|part missing|item missing|empty box|\
        empty parcel|!as described|!as advertised|!as pictured",
    ),
    piece(
        Piece::Arrived,
        "到手|收到|到货|到了|到的|拆开|打开|开箱|签收|送来|寄来|送到|寄到|arriv*|came|received|unpack*|opened|delivered",
    ),
    // Done by whoever writes, or at their home.
    piece(
        Piece::Own,
        "我不小心|自己不小心|孩子不小心|我自己|被我|我摔|我打碎|我打破|我弄|我碰|自己摔|自己弄|自己打|孩子摔|孩子弄|孩子打|猫打|狗咬|\
        i broke|i've broken|i have broken|i dropped|i cracked|i smashed|i damaged|i tore|i bent|i ripped|my fault|my own fault|my mistake",
    ),
    // Named only to hide the shorter words inside them.
    piece(
        Piece::Beside,
        "气坏了|急坏了|吓坏了|累坏了|饿坏了|乐坏了|忙坏了|愁坏了|冻坏了|高兴坏了|激动坏了|坏了心|坏了规矩|坏了名声|坏了口碑|坏了好事|坏了大事|心碎了|心都碎了|\
        打破了|突破了|破了嘴|说破了|破了口|太烂了|真烂了|摆烂了|断了货|断了联|断了线|打断了|断断续续|断货|腿断了|易碎|我裂开|人裂开|直接裂开|\
        送错地址|送错了地址|送错人|送错门|送错楼|送错家|送错小区|送错地方|寄错地址|寄错了地址|发错地址|发错短信|发错消息|发错信息|发错邮件|\
        !work for me|!works for me|!work for us|!work out|!work here|!work there|!work on|!work with|!work today|!work tomorrow|!charge me|!charge my|!charge us",
    ),
];

/// What may be broken or fail as well as goods: what belongs to the shop, to whoever writes, or around the goods.
pub(in crate::triage) const NOT_GOODS: &[Line] = &[piece(
    Piece::Matter,
    "客服|态度|服务|网站|网页|页面|小程序|app|链接|二维码|优惠券|券|优惠码|红包|折扣码|积分|会员|账号|密码|验证码|电话|号码|单号|心|心情|\
    心态|规矩|名声|口碑|信用|信誉|印象|体验|流程|支付|付款|退款|发票|地址|电梯|快递柜|店|平台|包装|盒子|外盒|外箱|纸箱|袋子|外袋|胶带|\
    website*|site|page|app|link*|code*|coupon*|voucher*|login|account|form|line|number*|email*|promise*|heart|trust|service|support|\
    chat|chatbot|bot|checkout|payment|box|packaging|packing|carton|wrapping|envelope|english|record|i|i'm|we|you|he|she|nobody|\
    agent*|staff|seller*|word",
)];

/// What stands between such a matter and its being broken.
pub(in crate::triage) const BESIDE_GOODS: &[Line] = &[piece(
    Piece::Between,
    "是|都|全|也|就|又|还|已经|一直|根本|完全|居然|竟然|真|太|了|呢|吧|直接|总是|老是|给|is|was|are|were|be|been|being|has|have|had|\
    does|did|do|would|will|could|can|just|also|still|again|totally|completely|it|it's|that|this|the|a|an|my|your|to|so|simply|\
    really|always|now|and|already|got|get",
)];

/// By what it is asked after, feared or supposed that goods are broken.
pub(in crate::triage) const NOT_YET: &[Line] = &[piece(
    Piece::Supposed,
    "如果|要是|若是|万一|假如|会不会|是不是|是否|有没有|请问|怕|担心|容易|难免|避免|防止|if|in case|whether|worried|afraid|might|may|\
    could it|what happens",
)];
