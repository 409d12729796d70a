//! The words triage knows, with what they speak for and how much.
//!
//! Written in folded form: lower case, simplified characters. Words of one weight share one string, parted by
//! `|`, because a table entry per word would cost the browser more bytes than the words. A `*` at the end lets a
//! word go on (`deliver*`). Weight 1 names a topic, 2 hints at a grievance, 3 and more states one.

use super::Sign;
use crate::category::Category;

/// What a word speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A category.
    About(Category),
    /// Something else.
    Sign(Sign),
}

impl Mark {
    /// Whether it speaks for a category.
    pub(super) const fn is_category(self) -> bool {
        matches!(self, Self::About(_))
    }
}

/// Words of one mark and weight.
pub(super) struct Line {
    pub(super) mark: Mark,
    pub(super) weight: i32,
    words: &'static str,
}

const fn about(category: Category, weight: i32, words: &'static str) -> Line {
    Line {
        mark: Mark::About(category),
        weight,
        words,
    }
}

const fn sign(sign: Sign, weight: i32, words: &'static str) -> Line {
    Line {
        mark: Mark::Sign(sign),
        weight,
        words,
    }
}

/// Every line with its words.
pub(super) fn lines() -> impl Iterator<Item = (&'static Line, impl Iterator<Item = &'static str>)> {
    CATEGORIES
        .iter()
        .chain(SIGNS)
        .map(|line| (line, line.words.split('|')))
}

/// Judgements of goods that name nothing wrong: discontent, and a slight hint that the goods are meant.
const POOR_GOODS: &str = "不咋|不怎么样|差劲|太差|很差|真差|最差|垃圾货|垃圾产品|坑货|失望|一颗星|一般般";

const CATEGORIES: &[Line] = &[
    about(
        Category::Quality,
        4,
        "质量问题|质量差|质量太差|质量很差|质量不好|质量不行|质量参差|质量次|品质差|品质太差|\
        品质不好|品质问题|做工差|做工粗糙|做工不|粗制滥造|残次|次品|瑕疵|不良品|defect*|faulty|malfunction*|poor quality|\
        bad quality|low quality|worst quality|not working|doesn't work|does not work|didn't work|stopped working|\
        won't turn on|doesn't turn on|does not turn on|won't charge|doesn't charge|does not charge|fell apart|falling apart",
    ),
    about(
        Category::Quality,
        3,
        "坏了|坏的|坏掉|都坏|坏点|坏果|故障|失灵|不能用|用不了|没法用|不能使用|无法使用|不好用|不耐用|\
        死机|黑屏|花屏|闪屏|闪退|自动关机|自动重启|开不了机|无法开机|不开机|充不进|充不了|充不上|没电|掉电|耗电|噪音|杂音|\
        异响|响声|漏水|异味|刺鼻|臭味|腐臭|发霉|霉|变质|腐烂|烂了|烂的|发黑|馊|不新鲜|难吃|不好吃|没味|味道差|没法吃|不能吃|不熟|没熟|夹生|\
        掉色|褪色|起球|缩水|变形|开线|脱线|线头|针脚|开胶|脱胶|破洞|有洞|生锈|掉漆|划痕|断了|断裂|断流|信号差|没信号|反应慢|\
        反应迟钝|卡顿|很卡|好卡|不灵|装不上|连不上|无法安装|兼容|不透气|不保温|不保暖|太薄|粗糙|清晰度|口感差|没水分|很干|\
        头皮屑|洗不干净|音量太小|听不见|听不清|屏幕|电池|按键|没有手感|不习惯|有点咸|很咸|太咸|太辣|太油|特别油|不脆|没盐|搁盐|\
        broken|broke|crack*|stopped|dead|glitch*|buggy|lag*|scratch*|peeled|peeling|rusty|mold*|mould*|rotten|\
        spoiled|stale|smell*|ripped|noisy|won't open|freez*|battery|screen|quality control|let me download|worse condition",
    ),
    about(
        Category::Quality,
        2,
        "不满意|不舒服|不值|不喜欢|没有兴趣|不好|不行|太小|味道|香味|口感|肉少|没有肉|缩水到|质量|品质|做工|面料|\
        布料|皱|散热|系统|慢慢|没有效果|没效果|没什么效果|没用|没啥用|quality|useless|disappoint* with the product|doesn't fit|cheap material",
    ),
    about(Category::Quality, 1, POOR_GOODS),
    about(
        Category::Quality,
        1,
        "苹果|水果|菜|饭|肉|书|手机|衣服|裤子|洗发|机子|键盘|product|item",
    ),
    about(
        Category::NotAsDescribed,
        5,
        "假货|仿品|高仿|山寨|冒牌|盗版|不是正品|非正品|不是原装|名不符实|名不副实|货不对板|虚假宣传|\
        虚假广告|counterfeit|not genuine|not original|not authentic|replica|knock-off|knockoff|not as described|\
        not as advertised|not as shown|nothing like the|false advertis*|misleading|mislead",
    ),
    about(
        Category::NotAsDescribed,
        4,
        "假的|像假|真假|正品|不相符|不符|与描述|和描述|跟描述|跟图片|和图片|与图片|跟照片|和照片|\
        和实物|跟实物|与实物|色差|颜色不|不一样|差别很大|误导|夸大|虚标|尺码不|尺寸不|大小不一致|不像宣传|不是纯棉|不是100|不是真皮|达不到|\
        区别|穿不上|骗人的|fake|different from the p*|doesn't match|does not match|didn't match|not match|wrong description|\
        size chart|not what was|different colour|different color",
    ),
    about(
        Category::NotAsDescribed,
        2,
        "上当|受骗|被骗|忽悠|广告|宣传|实物|描述|偏小|偏大|图片|实体店|超市买|之前买的|以前买的|以前用|\
        before i bought|description|advertised|picture|photo shows",
    ),
    about(
        Category::DeliveryDelay,
        4,
        "还没发货|还没发|一直不发货|一直没发|一直没送|迟迟|不发货|没发货|未发货|没出货|未出货|还没出货|\
        发货慢|发货真慢|发货太慢|发货很慢|出货慢|物流慢|物流太慢|物流很慢|快递慢|快递太慢|配送慢|配送太慢|配送速度|送货慢|送货太慢|送得慢|送餐慢|\
        速度慢|速度太慢|太慢了|这么慢|还没到|还没收到|没到货|未到货|还不到|还没送|没送到|没送来|才送到|才送达|才收到|才送来|才到|\
        才吃上|晚到|延误|延迟|迟到|超时|不守时|不按时|没按时|不准时|按时送|都没有拿到|没有到|物流不动|物流没动|不更新|卡在|没拿到|一直没收到|\
        late delivery|delivered late|arrived late|slow delivery|slow shipping|delayed|delay|not delivered|\
        hasn't arrived|has not arrived|haven't arrived|not arrived|haven't received|have not received|not received|\
        hasn't been delivered|still not here|hasn't shipped|not shipped|not been shipped|not dispatched|\
        supposed to be here|supposed to arrive|supposed to come|meant to arrive|was meant to|should have arrived|in time|\
        days late|weeks late|overdue|nothing arrives|on time|where is my|wheres my|where's my|another day|not able receive|\
        not yet received|stuck in transit|no tracking",
    ),
    about(
        Category::DeliveryDelay,
        2,
        "太慢|很慢|真慢|太久|好久|等了|凉了|凉的|是冷的|冰凉|催|什么时候到|什么时候送|什么时候发|什么时候能发|\
        几天了|还没有|late|waiting|too long|too much time|slow|status of my order|guaranteed|next day",
    ),
    about(
        Category::DeliveryDelay,
        1,
        "物流|发货|出货|送货|送餐|配送|次日达|delivery|shipping|shipment|arrive*|deliver*",
    ),
    about(
        Category::DeliveryLost,
        5,
        "丢件|丢失|弄丢|寄丢|显示签收|显示已签收|显示已送达|虚假签收|未收到商品|没有收到货|根本没收到|没收到货却|\
        从未收到|包裹不见|找不到包裹|被冒领|冒领|签收了但|没有签收|未签收|lost my|lost package|lost parcel|got lost|is lost|\
        never arrived|never received|never came|never got my|marked as delivered|marked delivered|says delivered|\
        shows delivered|showing delivered|says it was delivered|says it's been delivered|show* as delivered|\
        went missing|missing package|missing parcel|stolen|when they are not delivered",
    ),
    about(Category::DeliveryLost, 2, "丢了|不见了|操作的完成|没收到|lost"),
    about(
        Category::DeliveryDamage,
        5,
        "压坏|压烂|压扁|压碎|摔坏|摔碎|摔烂|撞坏|碎了|包装破|包装烂|包装坏|包装差|包装太差|包装简陋|包装太简陋|\
        没有包装|连个包装|气泡膜|防震|挤压|磕碰|漏出|漏液|洒出|洒了|撒了|都洒|运输途中|运输过程|暴力运输|野蛮|damaged in transit|\
        arrived damaged|arrived broken|came broken|came damaged|damaged in shipping|damaged box|damaged pack*|crushed|dented|\
        shattered|smashed|poor packaging|bad packaging|packing of|packing material|box was open|broken on arrival|in one piece|\
        packing was|packaging was",
    ),
    about(
        Category::DeliveryDamage,
        3,
        "破损|破了|破的|破裂|全碎|漏了|全烂|都烂|大部分都烂|凹陷|凹了|瓶子坏|damaged|leaking|leaked|torn|smash",
    ),
    about(Category::DeliveryDamage, 1, "包装|运输|packaging|packing|box"),
    about(
        Category::WrongItem,
        5,
        "发错|寄错|送错|错发|拿错|不是我要的|不是我买的|不是我订的|少发|漏发|少寄|漏寄|少送|漏送|少件|缺件|缺少|\
        少了一|少了两|少给|没给|没有赠品|没送赠品|赠品没|赠品缺|赠品就|没有收到赠品|乱发货|数量不对|空盒|空包|没有送过来|忘了放|忘记放|\
        无视了我|wrong item|wrong product|wrong order|wrong size|wrong colour|wrong color|wrong thing|wrong one|incorrect item|\
        incorrect product|delivered is incorrect|different product|different item|missing item|missing part*|missing from|\
        parts missing|part missing|item missing|empty box|sent me the wrong|only received|in place of|short delivered|partially delivered|received one",
    ),
    about(
        Category::WrongItem,
        3,
        "少了|没有送|并没有|确没有|却没有|竟然没有|送来的是|赠品|赠送|只有一个|只有一件|其实只有|实际只有|影子都没|\
        跑哪去了|没有发|wrong|missing|incorrect|send remaining|remaining",
    ),
    about(
        Category::Service,
        4,
        "态度差|态度恶劣|态度不好|态度太差|态度很差|服务差|服务不好|服务太差|服务很差|服务态度|没人理|不理人|不理我|\
        没人回|不回复|不回消息|踢皮球|推卸|推诿|推脱|敷衍|骂人|骂我|挂电话|挂我电话|拉黑|不接电话|拒接|电话也不接|打不通|没接到|不送上楼|没有送上楼|没送上楼|\
        不送货上门|没有送货上门|不肯上楼|没人接|无人接|客服差|客服太差|客服不|没礼貌|粗鲁|不耐烦|不专业|不负责|自己去取|自己去拿|要自己去|扔在|扔到|\
        随放|放门口|自己点已送达|rude|impolite|unhelpful|not helpful|never helpful|hung up|hang up|no reply|no response|not responding|\
        doesn't respond|don't respond|ignored|ignoring|worst service|poor service|bad service|worst customer|poor customer|bad customer|terrible service|\
        pathetic service|worst support|unprofessional|irresponsible|behaviour is|behavior is|bad behaviour|bad behavior|\
        poor regarding service|fake promise*|real person|doesn't care|does not care|don't care|very poor service*|repeat the same|different answers|\
        not resolve*|can't resolve|cannot resolve|unable to resolve|not given any|leave a package|leaving packages|random places|did not call|haven't called",
    ),
    about(
        Category::Service,
        2,
        "态度|小哥|快递员|配送员|投递员|送货员|外卖员|送货人员|服务|attitude|behaviour|behavior|service|hold for|on hold",
    ),
    about(
        Category::Service,
        1,
        "客服|店家|customer care|customer support|executive|agent|associate*|supervisor*|staff|driver*|courier|representative|support|concern team|call",
    ),
    about(
        Category::Returns,
        5,
        "不给退|不让退|拒绝退|退不了|不能退|没法退|还不退|不肯退|不予退|不退钱|不退款|未退款|没退款|退款没到|钱也不退|\
        不给换|不让换|拒绝换|不能换|不给处理退|退货运费|退货邮费|来回运费|不会出运费|退款慢|退款太慢|refuse* to refund|refused my return|no refund|not refunded|\
        haven't refunded|got my refund|need my refund|my refund|return policy|returnable|refund policy|pay for return|pay for shipping|\
        return label|replacement policy|brand replacement|return pickup|return request|return shipping|refused return|return rejected",
    ),
    about(
        Category::Returns,
        3,
        "什么时候才能退款|什么时候退|退换货|退款订单|refund*|replacement|return*|exchange|pickup|pick up",
    ),
    about(Category::Returns, 1, "退货|退款|换货|退钱|取件|运费"),
    about(
        Category::Transaction,
        5,
        "降价|差价|保价|价保|价格保护|降了|涨价|乱收费|多收|多扣|重复扣|扣了我|优惠券|优惠没|不能领券|满减|满多少减|发票|\
        取消订单|订单被取消|取消了我的订单|砍单|免息|分期|提现|价格不对|价格有问题|原价照收|封号|续费|付款是指|price drop*|price has|price match|prices|\
        overcharg*|charged twice|double charged|double charge|charged my|charged me|cashback|cash back|coupon*|promo*|discount|invoice|\
        cancel my order|cancelled my order|canceled my order|order cancelled|order canceled|order get cancelled|cancellation|\
        billing|gift card|deduct*|debited|unblock my|my account|money was|payment failed|double payment|bundle price",
    ),
    about(
        Category::Transaction,
        3,
        "价格偏高|太贵|太黑|更便宜|还款|扣款|扣钱|账号|账户|白条|京豆|红包|积分|不能付款|重新拍|cancelled|canceled|cancelling|payment|charged|more amount|cost",
    ),
    about(
        Category::Transaction,
        1,
        "价格|优惠|活动|促销|付款|支付|会员|价|price|account|order cancel|prime",
    ),
    about(
        Category::AfterSales,
        5,
        "返修|维修|保修|质保|联保|拒保|修不好|修了|去修|安装师傅|上门安装|预约安装|不给修|售后检测|warranty|guarantee card|\
        repair*|service cent*|installation|technician|spare part*|installer",
    ),
    about(Category::AfterSales, 2, "售后|安装费|过保|配件|install*"),
    about(
        Category::Privacy,
        6,
        "泄露|泄漏我|泄漏个人|个人信息|骚扰电话|骚扰短信|骚扰我|被骚扰|信息被|倒卖|诈骗电话|电话轰炸|data leak*|leaked my|data breach|\
        personal data|personal information|my privacy|spam call*|harass*|shared my number|shared my phone|identity theft|gave my number|gave out my",
    ),
    about(Category::Privacy, 2, "隐私|骚扰|privacy"),
    about(
        Category::Safety,
        8,
        "拉肚子|腹泻|呕吐|上吐下泻|食物中毒|中毒|过敏|红肿|起疹|皮疹|瘙痒|烫伤|烧伤|灼伤|触电|漏电|起火|着火|冒烟|爆炸|自燃|\
        烧焦|割伤|划伤|受伤|流血|住院|急诊|蟑螂|苍蝇|有虫|虫子|腻虫|异物|玻璃渣|铁丝|过期|生命危险|窒息|起泡|安全隐患|injur*|burned my|burnt my|burns|allerg*|\
        rash|vomit*|food poisoning|poison*|hospital|electric shock|electrocut*|caught fire|fire hazard|on fire|catch fire|\
        smoke|smoking|explod*|overheat*|expired|cockroach*|insect*|worms|maggot*|piece of glass|glass in|unsafe|bleed*|choke*|choking|hazard*|sick",
    ),
    about(
        Category::Safety,
        6,
        "发烫|头皮痒|头皮很痒|头皮都很痒|痒得|痒的不行|很痒|恶心想吐|dangerous",
    ),
    about(
        Category::Other,
        2,
        "抵制|倒闭|再也不支持|not resolved|unresolved|no solution|resolve my issue|solve my issue|resolved my problem|solve my problem|\
        messed up|love the way you lie|blood|very bad|improve",
    ),
];

const SIGNS: &[Line] = &[
    sign(Sign::Discontent, 2, POOR_GOODS),
    sign(
        Sign::Discontent,
        2,
        "垃圾|差评|坑人|坑爹|太坑|最坑|被坑|后悔|不满意|不满|不愉快|郁闷|不爽|不靠谱|什么玩意|玩人|傻子|怎么办|搞什么|不推荐|\
        别买|不要买|不要再买|气人|太难|无语|醉了|受不了|上当|受骗|被骗|骗人|糟|worst|terrible|horrible|awful|bad|disappoint*|poor|unhappy|\
        not happy|not satisfied|unsatisfied|dissatisfied|sucks|pathetic|problem|issue|annoy*|frustrat*|unacceptable|ridiculous|a joke|shame|fool|not good",
    ),
    sign(
        Sign::Praise,
        2,
        "满意|很好|不错|喜欢|感谢|谢谢|多谢|点赞|好评|值得推荐|舒服|物超所值|好吃|好用|给力|受益|thank*|happy|excellent|very good|\
        great|awesome|helpful|polite|loved|love|satisfied|kudos|very nice|perfect|amazing|appreciate*|good|quickly|nice",
    ),
    sign(
        Sign::Question,
        1,
        "?|请问|吗|怎么|什么时候|多久|能不能|可不可以|是否|有没有|如何|哪里|多少|can i|could i|could you|can you|how do i|\
        how can i|how to|is it possible|is there|are there|when will|what is|what's|where can|will it|do you",
    ),
    sign(
        Sign::Wish,
        2,
        "我要退货|我想退货|想退货|要退货|申请退货|申请换货|想换货|我要换|想换一|退一下|换一下|return my product|want to return|\
        like to return|want a refund|want refund|replacement please|need replacement|pls replace|please replace|want to exchange|return it",
    ),
    sign(
        Sign::Threat,
        3,
        "12315|起诉|法院|律师|曝光|工商|食药|消协|消费者协会|消费者权益|消保|消委会|消基会|消费者委员会|市场监管|监管局|监管部门|报警|公安|\
        派出所|警察|媒体|记者|诉讼|告你们|打官司|仲裁|举报|黑猫投诉|发到网上|发微博|发抖音|法律途径|法律手段|lawyer*|attorney|sue|suing|legal action|\
        legal notice|take you to court|in court|consumer forum|consumer court|trading standards|ombudsman|chargeback|\
        charge back|dispute with my bank|police|better business bureau|small claims|go public|newspaper*|report you to|the press|the media",
    ),
    sign(
        Sign::Fraud,
        2,
        "欺诈|诈骗|骗子|骗钱|欺骗|假货|造假|scam*|fraud*|farud|cheat*|thief|thieves|theft|robbing|counterfeit",
    ),
    sign(
        Sign::Claim,
        2,
        "赔偿|赔我|退一赔|假一赔|打假|赔三|赔十|要求退|给个说法|必须退|严惩|compensat*|demand|give me my money|give back my money|want my money|money back|refund me",
    ),
    sign(
        Sign::Anger,
        3,
        "气死|愤怒|可恶|无耻|妈的|去你|滚|吃你妹|他妈|卧槽|黑心|奸商|店大欺客|强烈不满|绝对差评|欺负|太过分|流氓|强盗|没有道德|欺骗消费者|骗子|\
        傻子|当猴|disgusting|furious|angry|outrag*|shame on|wtf|hell|liar*|robbing|bloody|drink customers|thieves|hate",
    ),
    sign(
        Sign::Anger,
        1,
        "垃圾|差评|最差|最垃圾|太坑|坑人|坑爹|恶心|无语|敷衍|欺骗|骗人|推卸|！！！！|!!!!|!!!|worst|pathetic|terrible|horrible|ridiculous|unacceptable|scam*|fraud*|cheat*|sucks|fake",
    ),
    sign(
        Sign::Repeated,
        3,
        "多次|好几次|几次|三次|再三|n次|一直不处理|一直没处理|一直没人|一直没有|屡次|第三次|没人管|没人理|不理人|无人在线|三催|个月了|个多星期|两个星期|\
        好多天|几天了都|拉黑|推诿|没音讯|several times|many times|multiple times|third time|ord time|again and again|repeatedly|so many times|several mail*|mailed several|\
        few times|no solution from|last 10 days|past week|still no reply|no reply|every time",
    ),
    sign(
        Sign::Repeated,
        2,
        "快一个月|还是没|至今|毫无回音|还没解决|没有处理|不给回复|不退钱|twice|again|weeks|still not|still haven't|no one",
    ),
    sign(
        Sign::Escalation,
        3,
        "投诉|领导|主管|上级|升级处理|manager|supervisor*|escalat*|complain*|higher authorit*|raise a complaint|take further action*",
    ),
    sign(
        Sign::Farewell,
        2,
        "再也不|再也不会|不会再|不再来|最后一次|以后不|不敢买|never buy|never again|never shop|last time i|switching to|won't buy|not buy|cancelled my prime|stop buying",
    ),
    sign(
        Sign::OtherParty,
        2,
        "厂家|厂商|商家和平台|银行|保险|物流公司|品牌方|manufacturer|the bank|my bank|insurance|the brand|third party",
    ),
];
