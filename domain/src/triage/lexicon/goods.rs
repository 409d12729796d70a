//! Words by which the goods themselves are not as they should be, and what else may be broken.
//!
//! A right is shown by them and a wish to return without a reason is not meant to become a quarrel, so a word stands here only
//! where it hardly says anything else: a pattern of small flowers is no broken vase, and a price that falls breaks nothing.

use super::{Lexicon, Piece, piece};

pub(in crate::triage) static GOODS: Lexicon = Lexicon::of(&[
    piece(
        Piece::Damaged,
        "压坏|压烂|压扁|压碎|压变形|挤坏|挤烂|挤扁|摔坏|摔碎|摔烂|摔破|撞坏|撞碎|碰坏|碰碎|砸坏|砸烂|砸碎|磕坏|碎了|碎的|碎成|碎掉|碎啦|\
        是碎|全碎|都碎|碎片|破损|破了|破的|破掉|划破|割破|刮破|勾破|撕破|扎破|戳破|划伤|has a dent|a dent in|dents in|破裂|破碎|打破了|漏液|漏光|洒了|洒光|凹了|凹陷|凹进|断成|瘪了|瘪的|缺角|融化了|化掉了|都化了|全化了|shattered|\
        smashed|is crushed|was crushed|are crushed|were crushed|came crushed|arrived crushed|in pieces|in a thousand pieces|\
        in a hundred pieces|in bits|in shards|only shards|chipped|dented|damaged|squashed|torn|leaked|it leaks|leaking|melted|\
        is bent|was bent|are bent|were bent|came bent|arrived bent|bent out of shape",
    ),
    // On the way where it is told of goods that came, and else with time.
    piece(Piece::Broken, "broken|broke off|snapped off"),
    piece(
        Piece::Faulty,
        "坏了|坏的|坏掉|坏啦|是坏|都坏|全坏|又坏|就坏|坏点|坏果|故障|失灵|不能用|用不了|没法用|不能使用|无法使用|不通电|不会动|没声音|\
        不亮|开不了机|无法开机|不开机|充不进|充不了|充不上|不充电|不制冷|不加热|漏水|漏气|漏油|发霉|长霉|变质|腐烂|烂了|烂的|烂掉|馊了|\
        馊的|发臭|裂了|裂的|裂掉|裂开|裂成|是裂|道裂|条裂|裂缝|裂纹|裂痕|裂口|开裂|断了|断的|断裂|断掉|折断|开线|脱线|开胶|脱胶|掉色|\
        褪色|散架|变形了|有破洞|个破洞|生锈|掉漆|有划痕|有刮痕|屏幕花|屏幕就花|屏花了|发烫|有个洞|破个洞|破了个洞|黑屏|花屏|死机|当机|faulty|defective|broke after|broke on|broke when|\
        broke within|broke down|broke as soon|it broke|the handle broke|the zip broke|!work|!works|!working|never worked|!worked since|\
        stopped working|quit working|stopped charging|fell apart|fall apart|falling apart|falls apart|came apart|rotten|mouldy|moldy|\
        spoiled|wilted|rusty|dead on arrival|!turn on|!switch on|!start up|doesn't charge|does not charge|won't charge|will not charge|\
        doesnt work|a crack|cracks in|is cracked|was cracked|are cracked|were cracked|screen cracked|came cracked|arrived cracked|\
        it tore|tore after|tore on|tore in|tore at|tore when|is ripped|was ripped|are ripped|came ripped|ripped on|ripped after|ripped at|is scratched|was scratched|are scratched|\
        came scratched|a hole in|a big hole|a small hole|holes in|has a hole|have a hole|has holes|have holes|got a hole|got holes|with a hole|\
        a hole at|a hole on|has a tear|have a tear|a tear in|a tear at|a tear on|tears in|has a rip|a rip in|a rip at|a rip on|rips in|has a stain|\
        have a stain|has stains|have stains|a stain on|a stain in|stains on|is stained|was stained|are stained|came stained|arrived stained|\
        has a scratch|has scratches|have scratches|a scratch on|scratches on|has a crack|coming apart|came undone|came unstitched|frayed|\
        有破口|个破口|破了一个洞|有污渍|有污点|有个口子|道口子",
    ),
    piece(
        Piece::Mistaken,
        "发错|寄错|错发|配错|拿错|装错|送错|出错货|发成别|寄成别|发成另|寄成另|不是我买的|不是我要的|不是我订的|不是我拍的|货不对板|货不对版|\
        东西不对|描述不符|完全不一样|页面不一样|页面上不一样|图片不一样|照片不一样|描述不一样|介绍不一样|详情不一样|网上不一样|图片不符|图文不符|型号不对|颜色不对|尺码不对|数量不对|少发|漏发|少寄|漏寄|少件|缺件|少一件|少一个|少了一件|少了一个|\
        少了一只|少了一双|少了一支|少了一瓶|少了一包|少了两|少了东西|漏了一件|漏了一个|空盒|空箱|wrong item*|wrong product*|incorrect item*|\
        sent me the wrong|sent the wrong|sent us the wrong|sent me a wrong|received the wrong|received a wrong|got the wrong|\
        delivered the wrong|the wrong colour|the wrong color|the wrong shade|the wrong model|the wrong pattern|the wrong version|the wrong flavour|\
        the wrong flavor|the wrong design|the wrong style|the wrong item|the wrong product|a wrong colour|a wrong color|is the wrong one|was the wrong one|\
        came in the wrong|arrived in the wrong|are the wrong size|were the wrong size|was the wrong size|not what i ordered|not what i bought|not the one i ordered|not the colour i ordered|not the color i ordered|\
        someone else's order|somebody else's order|missing item*|missing part*|parts missing|part missing|item missing|shoe is missing|\
        piece is missing|part is missing|one is missing|lid is missing|pieces are missing|parts are missing|screws are missing|\
        missing from the box|missing in the box|empty box|empty parcel|not as shown|different from the picture*|different from the photo*|looks nothing like|not what was shown|!as described|!as advertised|!as pictured",
    ),
    piece(
        Piece::Arrived,
        "到手|收到|到货|到了|到的|拆开|打开|开箱|签收|送来|寄来|送到|寄到|arrived|arrives|came|received|unpack*|opened|was delivered",
    ),
    piece(
        Piece::Awaited,
        "没到|没有到|未到|还不到|不到货|没收到|未收到|没有收到|没来|没送到|没发货|没有发货|不发货|未发货|没出货|不出货|还没发|还不发|没寄出|\
        何时到|什么时候到|!arrived|!arrive|!received|!receive|!come|!came|!delivered|!shipped|!turned up|nothing came|nothing arrived|where is my|where are my|not here yet|still waiting",
    ),
    piece(
        Piece::NeverCame,
        "never came|never arrived|never turned up|never showed up|never got here|never reached me|never received|never got the parcel|\
        never got my parcel|never got the package|never got my package|never got my order|never got the order|was never delivered|从来没收到|从未收到|根本没收到|压根没收到|\
        根本没到|压根没到|从来没到|一直没收到|一直没有收到|始终没收到|始终没有收到|从来没有收到|从没收到|根本没有收到|压根没有收到",
    ),
    // What breaks then broke with use.
    piece(
        Piece::Used,
        "洗了|洗一|洗几|洗过|洗完|水洗|机洗|手洗|穿了|穿一|穿几|穿过|用了|用一|用几|用过|戴了|戴一|戴几|背了|背一|坐了|坐一|骑了|几次就|\
        一次就|两次就|三次就|after one wash|after a wash|after the wash|after the first wash|after washing|\
        after two washes|in the wash|after one use|after first use|after the first use|after using|after wearing|after one day of|after a week of|\
        after a month of|when i used|while using|first time i used|first time i wore",
    ),
    // Done by whoever writes, or at their home.
    piece(
        Piece::Own,
        "我不小心|自己不小心|孩子不小心|手滑|手一滑|被我摔|被我打|被我弄|被我碰|我摔|我打碎|我打破|我弄坏|我弄碎|我弄破|我弄断|我碰倒|我碰掉|\
        我碰碎|自己摔|自己弄|自己打|孩子摔|孩子弄|孩子打|猫打|狗咬|我选错|自己选错|自己选的|我拍错|我买错|我订错|我拿错|我寄错|我发错|我填错|\
        退货寄错|i broke|i've broken|i have broken|i dropped|i cracked|i smashed|i damaged|i tore|i bent|i ripped|my dog|my cat|\
        my fault|my own fault|my mistake|my old|our old|i chose|i picked|i ordered the wrong|i took the wrong|i clicked|i selected|i pressed|i bought the wrong|i put the wrong|i entered",
    ),
    // Named only to hide the shorter words inside them.
    piece(
        Piece::Nothing,
        "气坏了|急坏了|吓坏了|累坏了|饿坏了|乐坏了|忙坏了|愁坏了|冻坏了|高兴坏了|激动坏了|坏了心|坏了规矩|坏了名声|坏了口碑|坏了好事|坏了大事|\
        心碎了|心都碎了|梦碎了|梦都碎了|是碎花|都碎花|碎花|粉碎机|碎纸机|碎冰|打破了纪录|打破了记录|打破了我|突破了|破了嘴|说破了|破了口|烂的快递|坏的快递|太烂了|\
        真烂了|摆烂了|断了货|断了联|断了线|打断了|断断续续|断货|腿断了|易碎|我裂开|人裂开|直接裂开|冰裂纹|开裂釉|有破洞设计|破洞牛仔|破洞裤|\
        会发霉|会长霉|会变质|会生锈|会掉色|会褪色|会开裂|会裂开|会裂的|会断的|会断掉|会漏水|会漏气|会烂掉|会坏掉|会坏的|会碎的|会碎掉|会变形了|\
        才会坏|不会坏|怕坏了|融化了吗|任何破损|任何损坏|送错地址|送错了地址|送错人|送错门|送错楼|送错家|送错小区|\
        送错地方|寄错地址|寄错了地址|发错地址|发错短信|发错消息|发错信息|发错邮件|手划破了|手被划破|手划破|手指划破|手指划破了|手指被划破|划破手|划破了手|划破我的手|划破了我的手|割破手|割破了手|手割破|手割破了|手指割破|手指割破了|手被割破|划破皮|\
        划破了皮|划破脸|脸划破|脸被划破|扎破手|扎破了手|扎破皮|手被扎破|划伤手|划伤了手|手划伤|手被划伤|手指划伤|手指被划伤|划伤皮肤|划伤脸|脸被划伤|脸划伤|\
        孩子被划伤|人被划伤|我被划伤|划伤我|划伤了我|划伤人|划伤孩子|划伤了孩子|tears in my eyes|a tear in my eye|a hole in my pocket|a hole in my heart|\
        holes for|a hole for|hole for the|a hole in my budget|a hole in my wallet|a hole in the wall|!work for me|!works for me|!work for us|!work out|!work here|\
        !work there|!work on|!work with|!work today|!work tomorrow|torn between|chipped in|broke down in|broke down and|broke down crying",
    ),
]);

/// What may be broken or fail as well as goods: what belongs to the shop, to whoever writes, or around the goods.
pub(in crate::triage) static NOT_GOODS: Lexicon = Lexicon::of(&[piece(
    Piece::Matter,
    "客服|态度|服务|网站|网页|页面|系统|小程序|链接|二维码|优惠券|券|优惠码|红包|折扣|折扣码|满减|码|花呗|运费险|积分|会员|账号|密码|电话|号码|\
    单号|心|心情|心态|购物|经历|规矩|名声|口碑|信用|信誉|印象|体验|流程|支付|付款|退款|发票|地址|电梯|快递柜|物流|物流信息|信息|回复|答复|回音|回应|消息|通知|短信|邮件|邮箱|钱|钱款|退的钱|货款|赔偿|赔款|补偿|返现|快递员|店|商家|卖家|\
    店家|平台|公司|包装|盒子|外盒|外箱|纸箱|袋子|外袋|胶带|我家|家里|家里网|网络|宽带|家门|大门|惊喜|生日|website*|site|page|app|link*|\
    code*|coupon*|voucher*|discount*|offer*|login|account|number*|email*|promise*|heart|trust|service|support|chat|chatbot|bot|\
    checkout|payment|card|paypal|label*|excuse*|tracking*|delivery|courier*|driver*|internet|wifi|intercom|doorbell|elevator|lift|gate|fence|\
    box|packaging|packing|carton|wrapping|envelope|english|record|i|i'm|we|you|he|she|nobody|son|daughter|child|kid|kids|wife|husband|birthday|\
    party|christmas|agent*|staff|seller*|refund*|money|answer*|reply|replies|call|invoice*|technician*|confirmation*",
)]);

/// What nobody sends as goods, said of a mistake.
pub(in crate::triage) static NO_MISTAKE: Lexicon = Lexicon::of(&[piece(
    Piece::Matter,
    "idea|impression|place|department|time|attitude|amount|price|address*|email*|message*|invoice*|number*|answer*|person|link*|code*|end|way|door|house",
)]);

/// What stands between such a matter and its being broken.
pub(in crate::triage) static WRONG_BETWEEN: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "是|都|全|也|就|又|还|已经|一直|根本|完全|居然|竟然|真|太|了|呢|吧|直接|总是|老是|给|有|这么|那么|的|is|was|are|were|be|been|being|has|have|\
    had|does|did|do|would|will|could|can|just|also|still|again|totally|completely|it|it's|that|this|the|a|an|my|our|your|to|so|simply|\
    really|always|now|and|already|got|get|because",
)]);

/// By what it is asked after, feared or supposed that goods are broken.
pub(in crate::triage) static NOT_YET: Lexicon = Lexicon::of(&[piece(
    Piece::Supposed,
    "如果|要是|若是|万一|假如|倘若|一旦|会不会|是不是|是否|有没有|请问|怕|担心|容易|难免|避免|防止|放几天|放多久|怎么保存|怎么洗|怎么放|if|in case|unless|\
    whether|worried|afraid|might|may|could it|what happens|how long|how do i|how to|will|does this|do these|do they",
)]);

/// What points at something that is named next.
pub(in crate::triage) static POINTING: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "my|our|your|his|her|their|the|this|that|a|an|any|我的|我们的|你们的|你的",
)]);

/// By what something else is said beside.
pub(in crate::triage) static BESIDE: Lexicon =
    Lexicon::of(&[piece(Piece::Between, "and|also|plus|而且|还有|并且|以及|另外")]);

/// Who waits for what never came.
pub(in crate::triage) static WAITING: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "i|we|he|she|they|i've|we've|i have|we have|son|daughter|wife|husband|我|我们",
)]);
