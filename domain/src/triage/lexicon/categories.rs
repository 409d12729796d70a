//! What complaints are about, in the words of those who complain.
//!
//! A word belongs to the category the shop must act on, not to its topic: `退货运费` is about a return, not about
//! freight. Kept in the order of the glossary, strongest words first.

use super::{Line, Mark, POOR_GOODS};
use crate::category::Category;

/// Words that say that something went wrong.
const fn about(category: Category, weight: i32, words: &'static str) -> Line {
    Line { mark: Mark::Grievance(category), weight, words }
}

/// Words that only say what it is about: whoever asks for an invoice has no complaint yet.
const fn topic(category: Category, weight: i32, words: &'static str) -> Line {
    Line { mark: Mark::Topic(category), weight, words }
}

pub(super) const CATEGORIES: &[Line] = &[
    about(
        Category::Quality,
        4,
        "质量问题|质量差|质量很差|质量不好|质量不行|质量参差|质量次|质量堪忧|质量太|品质差|品质太差|品质不好|\
        品质问题|做工差|做工粗糙|做工不|做工太|粗制滥造|残次|次品|瑕疵|不良品|缺陷|defect*|faulty|\
        malfunction*|poor quality|bad quality|low quality|worst quality|quality is|quality was|!working|\
        !work|!works|stopped working|quit working|!turn on|!charge|fell apart|falling apart|falls apart|\
        broke after|broke down",
    ),
    about(
        Category::Quality,
        3,
        "坏了|坏的|坏掉|都坏|又坏|就坏|坏点|坏果|故障|失灵|不能用|用不了|没法用|不能使用|无法使用|不好用|\
        不耐用|没反应|没声音|没有声音|不工作|不转|不亮|不制冷|不加热|不热|不通电|死机|黑屏|花屏|蓝屏|闪屏|\
        闪退|开不了机|无法开机|不开机|充不进|充不了|充不上|不充电|没电|掉电|耗电|不禁用|噪音|噪声|杂音|异响|\
        响声|漏水|漏气|漏油|异味|有味|怪味|酸味|刺鼻|臭|霉|变质|腐烂|烂了|烂的|发黑|馊|不新鲜|难吃|不好吃|\
        难喝|不好喝|没味|味道差|味道怪|没法吃|不能吃|不熟|没熟|不甜|太酸|很酸|太硬|夹生|干瘪|蔫|掉色|褪色|\
        染色|起球|缩水|变形|走形|开线|脱线|线头|针脚|开胶|脱胶|开裂|裂开|裂缝|裂纹|裂痕|裂口|裂了|掉毛|掉皮|脱皮|起皮|破洞|\
        有洞|小洞|生锈|掉漆|划痕|污渍|毛边|毛刺|松动|散架|断了|断裂|断流|断网|断线|信号差|信号不|没信号|\
        反应慢|反应迟钝|卡顿|很卡|好卡|太卡|卡死|不灵|装不上|连不上|连接不上|无法连接|无法安装|安装不了|\
        不兼容|兼容不|不识别|无法识别|不透气|不保温|不保暖|太薄|很薄|粗糙|模糊|看不清|不清晰|没水分|很干|\
        头皮屑|洗不干净|洗不掉|音量太小|音质差|听不见|听不清|听不到|咸了|很咸|太咸|太辣|太油|油腻|特别油|\
        不脆|没盐|搁盐|放盐|量很少|不值这个|错别字|缺页|掉页|印刷|枯燥|空洞|啰嗦|看不下去|没意思|看不懂|\
        没营养|隔音|陈旧|broken|broke|crack*|stopped|dead|glitch*|buggy|lag*|scratch*|peel*|rust*|mold*|\
        mould*|rotten|spoiled|stale|smell*|ripped|tore|noisy|loose|!open|freez*|!download|!play|!connect|\
        worser condition|unusable|defunct|blurry|heating up|hang*|has a hole|have a hole|has holes|have holes|hole in|holes in|has a tear|a tear in|has a rip|a rip in|has a stain|a stain on|stains on|has stains|frayed|flimsy|leaks|运行慢|开机慢|上网慢|下载慢|\
        充电慢|充电也太慢|充电太慢|网速|发烫|发热|烫手|咬不动|太老|很腥|糊了|焦了|生的|太甜|太淡|不入味|\
        坨了|太少|少得可怜|少的可怜|没几块|份量|分量|幼稚|肤浅|老套|乏味|无聊|起毛|勾丝|太透|透明|扎人|\
        硬邦邦|掉渣|不平整|歪了|塌|晃|卡壳|失真|老化|死的|干的|坏得|不防|没效|tasteless|bland|soggy|\
        overcooked|undercooked|sour|bitter|torn apart|low sound|fades|faded|shrunk|shrank|thin material",
    ),
    about(
        Category::Quality,
        2,
        "不满意|不舒服|不值|不喜欢|没有兴趣|不实用|不好|不行|太小|肉少|皱|!效果|没用|没啥用|没有用|没作用|\
        不管用|useless|worthless|waste of money|cheap material|uncomfortable|一般|不如|不理想|不太好|不怎么|\
        不耐|不细|不精|没手感",
    ),
    topic(
        Category::Quality,
        2,
        "屏幕|电池|像素|摄像头|内容|情节|翻译|待机|续航|手感|按键|系统|配置|散热|重启|关机|兼容|香味|味道|\
        质量|品质|做工|面料|布料|纸质|纸张|分辨率|清晰度|口感|设施|quality|battery|material|声音大|量少|\
        打不开",
    ),
    topic(Category::Quality, 1, POOR_GOODS),
    topic(
        Category::Quality,
        1,
        "苹果|水果|菜|饭|肉|书|手机|平板|电脑|衣服|裤子|鞋|洗发|机子|机器|键盘|鼠标|牛奶|酒店|房间|product|\
        item|作者|文字|小说|故事|文笔|效果|耳机|相机|电视|冰箱|空调|洗衣机|口味|面膜|护肤",
    ),
    about(
        Category::NotAsDescribed,
        5,
        "假货|仿品|高仿|仿货|山寨|冒牌|盗版|不是正品|非正品|不是原装|名不符实|名不副实|货不对板|货不对版|\
        虚假宣传|虚假广告|以次充好|挂羊头|三无|翻新|counterfeit|!genuine|!original|!authentic|!legit|\
        replica|knock-off|knockoff|as described|as advertised|as shown|as pictured|false advertis*|\
        misleading|mislead|duplicate|refurbished|second hand|secondhand|used product|used item",
    ),
    about(
        Category::NotAsDescribed,
        4,
        "假的|像假|真假|真伪|正品|不正宗|不相符|不符|不对板|与描述|和描述|跟描述|跟图片|和图片|与图片|跟照片|\
        和照片|跟网上|和网上|和实物|跟实物|与实物|和说的|跟说的|和介绍|色差|颜色不|不一样|不一致|差别很大|\
        差别太大|相差|差太多|误导|夸大|虚标|尺码不|尺寸不|码不准|不像宣传|宣传的|不是纯棉|不是真皮|不是全新|\
        不是新|拆封过|被拆|用过的|达不到|没有达到|穿不上|穿不了|骗人的|fake*|differs from|!match|!matches|\
        !matched|not what|!real|advertised as|sold as|described as|claimed to be|claims to be|turned out|\
        turns out|different size|smaller than|bigger than|!same as",
    ),
    about(
        Category::NotAsDescribed,
        3,
        "不合身|不合适|太大了|太肥|太紧|太长|太短|大一码|小一码|大了一|小了一|小很多|颜色偏|颜色深|颜色浅|\
        不像|没有说的|没说的|写着|too small|too big|too large|too tight|not real|looks cheap|too short|too long|too narrow|\
        too wide|cm too long|mm too long|inches too long|cm short|cm shorter|inches short|inches shorter|cm longer|\
        inches longer|shorter than|narrower than|wider than|!fit|!fits|短了|窄了|宽了|做小了|做大了|做长了|做高了|做矮了|\
        尺寸错|大小不对|长度不|宽度不|高度不|不够长|不够宽|不够大|大了两|小了两|大两码|小两码",
    ),
    about(Category::NotAsDescribed, 2, "上当|受骗|被骗|忽悠|偏小|偏大|偏短|photo shows"),
    topic(
        Category::NotAsDescribed,
        2,
        "广告|宣传|实物|描述|图片|实体店|专柜|超市买|之前买的|以前买的|以前用|description|advertised|\
        advertisement|picture*|size is|尺码|码数|specs|specification*|size chart|区别|二手|防伪|是不是真",
    ),
    about(
        Category::DeliveryDelay,
        4,
        "!发货|!发|!出货|!寄出|!送到|!送来|!送达|!到货|!派送|!配送|!收到|!拿到|还没到|又没到|又没送|还没送|还不到|迟迟|\
        发货慢|发货真慢|发货太慢|发货很慢|出货慢|物流慢|物流太慢|物流很慢|物流真慢|快递慢|快递太慢|快递很慢|\
        配送慢|配送太慢|配送速度|送货慢|送货太慢|送得慢|送餐慢|送的慢|送的太慢|速度慢|速度太慢|慢死|太慢了|\
        这么慢|才发货|才送|才到|才收到|才吃上|晚到|晚送|晚了|延误|延迟|延期|迟到|超时|不守时|不按时|没按时|\
        不准时|不及时|按时送|物流不动|物流没动|不更新|没更新|没有更新|卡在|物流卡住|物流卡了|快递卡住|快递卡了|包裹卡住|包裹卡了|快件卡住|物流一直卡住|快递一直卡住|包裹一直卡住|物流又卡住|\
        parcel is stuck|package is stuck|order is stuck|tracking is stuck|been stuck|stuck in customs|stuck at customs|stuck in transit|停在|滞留|late delivery|\
        delivered late|arrived late|slow delivery|slow shipping|late shipping|delivery late|delay*|\
        !delivered|!arrived|!arrive|!received|!receive|!shipped|!ship|!dispatched|!showed up|!come|!came|\
        !on time|!in time|still not here|supposed to be here|should have arrived|supposed to come|meant to arrive|supposed to arrive|days late|weeks late|\
        day late|overdue|nothing arrives|where is my|where's my|wheres my|where are my|another day|\
        no tracking|pushed back|!guaranteed|两个小时|个半小时|多小时|小时才|分钟才|小时送|半天才|等了半|\
        现在都没到|现在都没来|现在也没到|今天都没到|今天都没来|今天也没到|至今没到|至今未到|至今没来|一直没到|一直没来|\
        再不到|再不来|再不送|再不发|不到就退|不到就要退|不到就取消|不到我就退|不到我就要退|不到我就取消|不到我就投诉|\
        没到就退|没到就要退|没到就取消|没到我就退|没到我就要退|没到我就取消|不来就退|不来我就退|不来我就要退|不来我就取消|\
        不发就退|不发我就退|不发我就要退|不发我就取消|不送就退|不送我就退|it isn't here|it's not here|it is not here|\
        it still isn't here|parcel isn't here|parcel is not here|order isn't here|order is not here|\
        还没有到|还没有送|还没有收|还没有发|still waiting|still no sign|no sign of|!turned up|!turn up|\
        !got my order|!got my parcel|!got my package|!get my order|!get my parcel|been waiting|days ago and|\
        has not come|was supposed to",
    ),
    about(
        Category::DeliveryDelay,
        2,
        "太慢|很慢|真慢|好慢|太久|好久|很久|等了|等半天|凉了|凉的|是冷的|冰凉|冷了|天了|late|waiting|\
        时间太长|等太长|等得太长|太长时间|周期太长|taking too long|takes too long|take too long|took too long|\
        taking way too long|takes way too long|took way too long|been too long|waited too long|waiting too long|\
        for too long|too long to arrive|too long to deliver|too long to ship|too long to come|\
        too much time|slow|!status|postponed",
    ),
    topic(
        Category::DeliveryDelay,
        2,
        "小时|多分钟|催|什么时候送|什么时候能发|缺货|wait|status of my order|guaranteed|next day|2 day|\
        two day|delivery date|yesterday|物流信息|rescheduled",
    ),
    topic(
        Category::DeliveryDelay,
        1,
        "物流|发货|出货|送货|送餐|送达|配送|次日达|准时达|快递|shipping|shipment|arriv*|deliver*|package|\
        parcel",
    ),
    about(
        Category::DeliveryLost,
        6,
        "丢件|丢失|弄丢|寄丢|送丢|快递丢|显示签收|显示已签收|显示已送达|显示送达|虚假签收|未收到商品|\
        没有收到货|没收到商品|根本没收到|根本没有收到|没收到货却|从未收到|包裹不见|找不到包裹|冒领|签收了但|\
        没有签收|没签收|未签收|代签|谁签收|别人签收|lost my|lost package|lost parcel|lost in transit|\
        got lost|is lost|was lost|been lost|never arrived|never received|never came|never got my|\
        never delivered|marked as delivered|marked delivered|says delivered|say delivered|saying delivered|\
        shows delivered|showing delivered|says it was delivered|say it was delivered|\
        says it's been delivered|says it has been delivered|show* as delivered|showing as delivered|\
        went missing|gone missing|missing package|missing parcel|stolen|stole|delivered to wrong|\
        delivered to the wrong|wrong address|when they are not delivered|没见到货|没见到东西|没见着|\
        没人给我|不是我签|无人签收|件丢|包裹丢|查无|never turned up|never showed up|nothing was delivered|\
        not at my door|no parcel|claims it was delivered|claims delivered|photo of someone|delivered to someone else's|left at someone else's|left it at someone else's|someone else's signature|gave it to someone else|\
        delivered to someone",
    ),
    about(Category::DeliveryLost, 2, "丢了|不见了|操作的完成|找不到|lost"),
    about(
        Category::DeliveryDamage,
        6,
        "压坏|压烂|压扁|压碎|压变形|挤坏|挤烂|摔坏|摔碎|摔烂|撞坏|碰坏|砸坏|碎了|包装破|包装烂|包装坏|包装差|\
        包装很差|包装太|包装简陋|包装简单|包装不好|没有包装|没包装|连个包装|盒子烂|盒子破|盒子坏|盒子压|\
        箱子破|箱子烂|气泡膜|防震|挤压|磕碰|漏出|漏液|漏完|漏光|洒出|洒了|洒光|撒了|撒出|都洒|全洒|都漏|\
        流出来|躺出来|路上坏|淋湿|泡水|运输途中|运输过程|运输中|暴力运输|暴力快递|野蛮|arrived broken|\
        came broken|came damaged|damaged box|damaged pack*|damaged item|crushed|dented|shattered|smashed|\
        in pieces|in bits|in shards|only shards|chipped|碎片|碎成|poor packaging|bad packaging|poor packing|bad packing|\
        packing of|packing material|box was open|\
        broken seal|seal broken|in one piece|packing was|packaging was|packing is|packaging is|wet box|\
        open box|opened box",
    ),
    about(
        Category::DeliveryDamage,
        5,
        "汤洒|湿透|弄湿|压的|挤的|摔的|磕坏|碰碎|裂开了一|盖子开|盖子松|瓶盖|soaked|squashed|bashed|\
        beaten up|battered|banged up|opened package|not sealed|!sealed",
    ),
    about(
        Category::DeliveryDamage,
        3,
        "破损|破了|破的|划破|割破|刮破|勾破|撕破|扎破|戳破|划伤|破裂|破碎|全碎|漏了|漏的|洒|全烂|都烂|凹陷|凹了|瓶子坏|折了|damaged|damage|leaking|\
        leaked|torn|smash*|bent",
    ),
    topic(Category::DeliveryDamage, 1, "包装|运输|盒子|箱子|packaging|packing|box"),
    // Longer than the words of a parcel that went to somebody else, which they hide.
    about(
        Category::WrongItem,
        6,
        "sent me someone else's|sent me somebody else's|got someone else's|got somebody else's|received someone else's|\
        received somebody else's|someone else's order|somebody else's order|someone else's things|someone else's stuff|\
        收到别人的|收到的是别人的|寄来别人的|寄来的是别人的|发来别人的|发来的是别人的|把别人的|发成别人的|寄成别人的|装成别人的",
    ),
    about(
        Category::WrongItem,
        5,
        "收到的是别的|收到别的|来的是别的|寄来别的|发来别的|送来别的|发的是别的|寄的是别的|发成别的|寄成别的|发了别的|寄了别的|\
        收到的是另一|收到另一|来的是另一|发成另一|寄成另一|收到的是其他|收到其他款|not the one i ordered|not the ones i ordered|\
        not the one i bought|a different model|another model than|a completely different",
    ),
    about(
        Category::WrongItem,
        5,
        "帮我选错|给我选错|你们选错|客服选错|商家选错|店家选错|卖家选错|仓库选错|帮我订错|给我订错|你们订错|客服订错|商家订错|店家订错|卖家订错|仓库订错|帮我拍错|给我拍错|你们拍错|客服拍错|商家拍错|店家拍错|卖家拍错|仓库拍错|\
        发错|寄错|送错|错发|配错|拿错|装错|弄错|搞错|不是我要的|不是我买的|发的不是|给的不是|来的不是|发来的是|寄来的是|送来的是|\
        给我发的|给我寄的|型号不对|少发|漏发|少寄|漏寄|少送|漏送|漏放|少放|少件|缺件|少了一|少了两|少一|\
        少给|没给|没有给|没有赠品|赠品没|赠品缺|赠品就|没有送|没送|没有放|没放|没附|没有附|没有配|没配|乱发|\
        数量不对|数量不够|数量少|空盒|空包|空箱|缺斤|忘了放|忘记放|忘放|忘记送|忘送|无视了我|没有套|说好的|\
        wrong item|wrong product|wrong order|wrong size|wrong colour|wrong color|wrong thing|wrong one|\
        wrong shoes|wrong model|incorrect item|delivered is incorrect|different item|missing item*|\
        missing part*|missing from|missing in|parts missing|part missing|item missing|is missing|\
        are missing|was missing|empty box|empty pack*|sent me the wrong|sent wrong|received wrong|got wrong|\
        only received|only got one|only one|in place of|partially delivered|received one|and got a|and got an|\
        but got a|but got an|and received a|and received an|but received a|but received an|one is a different|\
        are different sizes|两只不一样大|两只码数|两只尺码|两只大小|两只不同|一只大一只小|一大一小|一长一短|鸳鸯鞋|两只都是左|\
        两只都是右|都是左脚|都是右脚|一只左",
    ),
    about(
        Category::WrongItem,
        4,
        "没餐具|没有餐具|没筷子|没有筷子|没勺子|没看备注|不看备注|备注没|备注了|少筷|少东西|东西少|少菜|漏菜|\
        漏单|漏了一|漏掉|给错|颜色错|不是同一|forgot to|forgot the|left out|not included|!included",
    ),
    about(
        Category::WrongItem,
        3,
        "少了|并没有|确没有|却没有|竟然没有|只有一个|只有一件|只发|只收到|其实只有|实际只有|影子都没|\
        跑哪去了|没有发|不齐|wrong|missing|incorrect",
    ),
    topic(
        Category::WrongItem,
        3,
        "赠品|赠送|remaining|free gift|accessories|instead of|说好送|不全|缺少|只有一|another item|没看到|\
        !送过来",
    ),
    about(
        Category::Service,
        4,
        "态度差|态度恶劣|态度不好|态度太差|态度很差|态度极差|态度真|服务差|服务不好|服务太差|服务很差|\
        服务极差|服务真|服务态度|没人理|不理人|不理我|不搭理|爱理不理|爱答不理|没人回|!回复|!回应|!答复|\
        不回消息|踢皮球|打不通|没有客服|推卸|推诿|推脱|推来推去|敷衍|骂人|骂我|辱骂|吼|挂电话|挂我电话|挂断|拉黑|\
        拒接|联系不上|找不到人|!上楼|不肯上楼|没人接|无人接|客服差|客服不|客服太|没礼貌|没素质|素质差|粗鲁|\
        傲慢|冷漠|不耐烦|不专业|不负责|不作为|答非所问|不解决|解决不了|!解决|!处理|自己去取|自己去拿|\
        自己来拿|要自己去|下楼取|下楼拿|扔在|扔到|随放|放门口|放在门口|不打电话|没打电话|不通知|\
        自己点已送达|rude*|impolite|arrogan*|unhelpful|!helpful|!helping|never helpful|hung up|hang up|\
        hangs up|shouted at|shouts at|yelled at|yells at|screamed at|swore at|sworn at|insulted me|insulted us|called me names|called me stupid|called me a liar|cut the call|disconnect*|no reply|no response|!responding|!respond|!responded|!reply|\
        !replied|!answer|!answered|ignored|ignoring|worst service|poor service|bad service|worst customer|\
        poor customer|bad customer|awful customer|worst support|poor support|unprofessional|irresponsible|\
        careless|incompetent|behaviour is|behavior is|bad behaviour|bad behavior|misbehav*|rough|\
        talk properly|regarding service|fake promise*|false promise*|real person|speak to anyone|\
        way to speak|time to resolve|time to solve|!listen|!care|repeat the same|misguid*|!understand|\
        !solve|!solved|!resolve*|unable to resolve|unable to help|!help|!given any|leave a package|\
        left my parcel|leaving packages|thrown|threw|random places|on hold|语气|很凶|凶我|甩脸|骂骂|不送|\
        让我下楼|不下来|不打招呼|没素养|不闻不问|不管不问|!管|瞎送|乱放|乱丢|不接|没接电话|催单|服务质量|\
        dismissive|lied|lying|passed around|no one answers|nobody answers|no one helps|call back|callback|\
        copy paste|copy-paste|scripted",
    ),
    topic(
        Category::Service,
        2,
        "态度|小哥|快递员|配送员|投递员|送货员|送货人员|外卖员|骑手|送餐员|服务|attitude|behaviour|behavior|\
        service*|hold for|delivery boy|delivery guy|delivery man|delivery partner|wish master*|language|\
        transferred|没接到|!call|!called|!contact|!contacted",
    ),
    topic(
        Category::Service,
        1,
        "客服|店家|人工|customer care|executive*|agent|agents|associate*|supervisor*|staff|driver*|courier|\
        representative*|support|call|calls|chat|talk*|team|老板|店员|前台|商家|卖家|掌柜|热线|helpline|bot",
    ),
    about(
        Category::Returns,
        5,
        "不给退|不让退|拒绝退|退不了|不能退|没法退|还不退|不肯退|不予退|不退钱|不退款|不退货|不退换|未退款|\
        没退|钱也不退|!退款|!退货|!退钱|!退还|!换货|!退换|refuse* to refund|refused my return|不给换|不让换|拒绝换|不能换|退货运费|退货邮费|\
        来回运费|退货难|退货麻烦|退货太|出运费|承担运费|退款慢|退款太慢|退款还|退款没|退款怎么|退款一直|\
        退货被拒|没收到退款|没有收到退款|未收到退款|没收到钱款|拒收|没人取件|no refund|!refund|!refunded|my refund|refund my|returnable|pay for return|\
        pay for shipping|brand replacement|refused return|refund process|refund has|!replace*|!exchange*|\
        !pick* up|!取件|退货不|拖着不退|一直不退|!return|no pickup|nobody picked|!collected|restocking",
    ),
    topic(
        Category::Returns,
        3,
        "退费|退货|退款|换货|refund*|return*|replace*|exchange*|pickup|pick up|picked up|什么时候退|无理由",
    ),
    topic(Category::Returns, 1, "退钱|退回|取件|运费"),
    about(
        Category::Transaction,
        5,
        "降价|降了|降到|跌价|掉价|涨价|乱收费|多收|多扣|重复扣|扣了我|被扣|优惠没|满多少减|订单取消|被取消|\
        自动取消|取消我的订单|取消了我的订单|砍单|价格不对|价格变|封号|自动扣|支付失败|付不了|price drop*|price has|price change*|\
        overcharg*|charged twice|double charged|double charge|charged my|charged me|extra charge*|\
        extra money|cancelled my|canceled my|order canceled|get cancelled|got cancelled|been cancelled|\
        cancelled by|cancelling|deduct*|debited|unblock my|locked out|payment failed|double payment|\
        bundle price|price went|different price*|higher price|wrong price|price increase*|cheaper|\
        lower price|same price|少退|退少|没减|没打折|没优惠|不给优惠|没返|没到账|未到账|钱没到|\
        hidden charge*|not applied|!applied|wrong amount",
    ),
    about(
        Category::Transaction,
        3,
        "抬头开错|金额开错|税号开错|税号错|税号写错|名字开错|开错发票|发票开成|invoice has the wrong|invoice shows the wrong|wrong vat number|抬头错|抬头写错|抬头不对|发票开错|发票错|发票不对|wrong name on the invoice|invoice is wrong|价格偏高|价格也|太贵|贵了|有点贵|太黑|更便宜|便宜了|扣款|扣钱|不能付款|下不了单|cancelled|canceled|\
        charged|more amount|expensive",
    ),
    topic(
        Category::Transaction,
        4,
        "差价|保价|价保|价格保护|优惠券|领券|用券|满减|发票|取消订单|免息|分期|提现|原价|续费|付款是指|返现|\
        返利|还款|账号|账户|账单|白条|京豆|红包|积分|余额|充值|密码|登录|重新拍|买一送一|定金|尾款|\
        price match*|prices|price is|price of|coupon*|promo*|discount*|voucher*|invoice|cashback|cash back|\
        billing|bill|gift card*|my account|account has|money was|subscription|free trial|membership|emi|\
        credit card|debit card|cancel|payment*|charge|cost|password|sign in|log in|login|cancellation",
    ),
    topic(
        Category::Transaction,
        1,
        "价格|优惠|活动|促销|双十一|付款|支付|会员|贵|price|account|prime|money|offer",
    ),
    about(
        Category::AfterSales,
        5,
        "拒保|修不好|修了|去修|返厂|!上门|不给修|售后检测|售后差|售后太差|售后没|售后不|installed by|\
        demo not|!维修|!保修|!修|换新机|移机|调试|调机|保内|在保|in warranty",
    ),
    topic(
        Category::AfterSales,
        3,
        "返修|维修|保修|质保|联保|保固|报修|送修|检修|warrant*|guarantee card|repair*|service cent*|\
        technician*|spare part*|engineer|售后|过保|安装|配件|师傅|install*|demo",
    ),
    about(
        Category::Privacy,
        8,
        "泄露|泄漏我|泄漏个人|外泄|外流|骚扰电话|骚扰短信|骚扰我|被骚扰|信息被|倒卖|诈骗电话|电话轰炸|\
        垃圾短信|推销电话|data leak*|leaked my|data breach|personal data|my privacy|spam call*|spam text*|\
        harass*|shared my|identity theft|gave my number|gave out my|hacked|信息泄|隐私泄|盗号|被盗用|\
        陌生人知道|phishing|stranger knows|my data|my details",
    ),
    topic(Category::Privacy, 2, "隐私|privacy|personal information|personal details|个人信息|个人资料"),
    about(
        Category::Safety,
        9,
        "拉肚子|拉稀|腹泻|肚子疼|肚子痛|吃坏|呕吐|上吐下泻|中毒|过敏|红肿|起疹|皮疹|红疹|起疙瘩|瘙痒|发痒|\
        烫伤|烧伤|灼伤|触电|漏电|起火|着火|冒烟|爆炸|炸了|自燃|短路|烧焦|割伤|扎伤|受伤|流血|出血|\
        住院|医院|急诊|蟑螂|苍蝇|有虫|虫子|小虫|腻虫|虫卵|蛆|生虫|异物|玻璃渣|钢丝|铁丝|过期|生命危险|窒息|\
        起泡|甲醛|有毒|安全隐患|injur*|burned my|burnt my|burned me|burns|allerg*|rash|rashes|vomit*|\
        poison*|hospital|electric shock|electrocut*|caught fire|on fire|catch fire|smoke|smoking|explod*|\
        overheat*|expired|expiry|cockroach*|insect*|worms|maggot*|piece of glass|glass in|unsafe|bleed*|\
        choke*|choking|hazard*|sick|skin irritation|刺痛|灼热|头晕|烂脸|刺伤|烧坏|烧了|爆了|炸裂|\
        鼓包|爆胎|刹车失灵|摔倒|骨折|缝针|石子|塑料片|老鼠|蚊子|活虫|黑虫|致癌|fumes|toxic|sharp edge*|\
        cut me|cut myself|burn mark*|sparks|short circuit|swollen|hives|metal piece|hair in my food|\
        foreign object|got ill",
    ),
    about(
        Category::Safety,
        6,
        "头皮痒|痒得|痒的不行|很痒|好痒|恶心想吐|吃出|不安全|过了保质期|超过保质期|dangerous|itch*",
    ),
    about(
        Category::Other,
        2,
        "抵制|倒闭|再也不支持|!resolved|unresolved|no solution|resolve my|solve my|messed up|the way you lie|\
        blood|very bad|improve*|do something|no use|not good|bad experience|worst experience",
    ),
];
