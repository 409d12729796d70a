//! How something is said: thanks and questions, wishes, anger, threats, what was tried before.
//!
//! Weights of anger, repetition, escalation and farewell add up to the heat that makes a case urgent.

use super::{Line, Mark, POOR_GOODS};
use crate::triage::Sign;

const fn sign(sign: Sign, weight: i32, words: &'static str) -> Line {
    Line { mark: Mark::Sign(sign), weight, words }
}

pub(super) const SIGNS: &[Line] = &[
    sign(Sign::Discontent, 2, POOR_GOODS),
    sign(
        Sign::Discontent,
        2,
        "垃圾|差评|坑|后悔|!满意|不满|不愉快|郁闷|不爽|不靠谱|什么玩意|玩人|傻子|搞什么|不推荐|别买|不要买|\
        不要再买|气人|生气|太难|无语|醉了|受不了|上当|受骗|被骗|骗人|糟|伤心|头疼|烦死|烦人|浪费|为什么|\
        为啥|为何|凭什么|怎么这么|怎么还|怎么不|怎么没|怎么会|这办的什么|赶紧|refuse*|尽快|immediately|asap|\
        as soon as possible|why|晕死|慎重|谨慎|警惕|worst|terrible|horrible|awful|bad|worse|disappoint*|\
        disapoint*|poor|unhappy|!happy|!satisfied|unsatisfied|dissatisfied|sucks|pathetic|problem*|issue*|\
        annoy*|frustrat*|unacceptable|ridiculous|a joke|shame|fool|!good|trouble|useless|waste|hate|regret|\
        fed up|unfair|cheap|crap|rubbish|trash|garbage",
    ),
    sign(
        Sign::Praise,
        2,
        "满意|很好|挺好|还可以|不错|喜欢|感谢|谢谢|多谢|点赞|好评|值得推荐|舒服|物超所值|好吃|好用|给力|受益|\
        精彩|经典|亲切|大推|超值|漂亮|完美|很快|thank*|happy|excellent|great|awesome|helpful|polite|loved|\
        love|lovely|satisfied|kudos|perfect|amazing|appreciate*|good|quickly|nice|best|superb|fantastic|\
        wonderful|well done|professional|friendly|outstanding|impressed|brilliant|supportive",
    ),
    sign(
        Sign::Question,
        1,
        "?|请问|吗|怎么|什么时候|多久|能不能|可不可以|是不是|是否|有没有|如何|哪里|哪个|多少|几天|can i|\
        could i|could you|can you|how do i|how to|is it possible|is there|are there|any way|when will|\
        what is|what's|where can|will it|do you|does it|does this|should i|wondering|\
        开发票|开张发票|开个发票|补发票|补开发票|要发票|开具发票|need an invoice|want an invoice|send me an invoice|\
        send an invoice|issue an invoice|vat invoice",
    ),
    sign(
        Sign::Wish,
        2,
        "要退货|申请退货|申请换货|我要换|想换|要怎么换货|怎么退货|退一下|换一下|return my product|\
        want to return|like to return|like to exchange|want a refund|replacement please|need replacement|\
        pls replace|please replace|want to exchange|return it please|please return|pls return|please refund|\
        pls refund|sir replacement|my return item|please exchange|想退|退回给你|帮我退|帮我换|给我退|给我换",
    ),
    sign(
        Sign::Threat,
        3,
        "12315|起诉|法院|律师|曝光|工商|食药|消协|消费者协会|消费者权益|消保|消委会|消基会|消费者委员会|\
        市场监管|监管局|监管部门|报警|公安|派出所|警察|媒体|记者|诉讼|告你们|去告|打官司|仲裁|举报|黑猫投诉|\
        发到网上|发微博|发抖音|法律途径|法律手段|法律武器|lawyer*|attorney|sue|suing|legal action|\
        legal notice|take you to court|in court|consumer forum|consumer court|consumer protection|\
        trading standards|ombudsman|chargeback|charge back|dispute with my bank|police|\
        better business bureau|small claims|go public|newspaper*|report you to|the press|the media|\
        on social media",
    ),
    sign(
        Sign::Fraud,
        2,
        "欺诈|诈骗|骗子|骗钱|欺骗|假货|假的|冒牌|高仿|造假|fake|fakes|knock-off|knockoff|scam*|fraud*|farud|cheat*|thief|thieves|theft|robbing|counterfeit",
    ),
    sign(
        Sign::Claim,
        2,
        "赔我|退一赔三|退一赔十|假一赔三|假一赔十|假一罚三|假一罚十|退一赔|假一赔|假一罚|打假|赔三|赔十|三倍|十倍|3倍|10倍|treble damages|triple damages|statutory damages|\
        three times the price|ten times the price|要求赔|要求退|必须退|必须赔|严惩|compensat*|demand|\
        give me my money|give back my money|want my money|refund me",
    ),
    sign(
        Sign::Anger,
        3,
        "气死|愤怒|可恶|可恨|无耻|妈的|去你|滚|你妹|他妈|卧槽|黑心|奸商|店大欺客|强烈不满|绝对差评|欺负|\
        太过分|流氓|强盗|没有道德|缺德|欺骗消费者|骗子|傻子|当猴|disgusting|furious|angry|outrag*|shame on|\
        wtf|the hell|liar*|robbing|bloody|drink customers|thieves|fuck*|bullshit|shit",
    ),
    sign(
        Sign::Anger,
        1,
        "垃圾|差评|最差|太坑|坑人|坑爹|恶心|无语|敷衍|欺骗|骗人|推卸|worst|pathetic|terrible|horrible|\
        ridiculous|unacceptable|scam*|fraud*|cheat*|sucks|fake|hate",
    ),
    sign(
        Sign::Repeated,
        3,
        "多次|好几次|打了几次|几次都|投诉几次|三次|再三|n次|无数次|一直不处理|一直没处理|一直没人|屡次|\
        没人管|没人理|不理人|无人在线|永远无人|三催|催了|个月了|个多星期|好多天|几天了都|拉黑|推诿|没音讯|\
        several times|many times|multiple times|third time|ord time|again and again|repeatedly|\
        times already|several mail*|mailed several|few times|no solution from|last 10 days|past week|\
        no reply|every time|3 times|three times|5 times",
    ),
    sign(
        Sign::Repeated,
        2,
        "快一个月|还是没|至今|毫无回音|还没解决|没有处理|!回复|不退钱|twice|again|weeks|still not|\
        still haven't|no one",
    ),
    sign(
        Sign::Escalation,
        3,
        "不要机器人|不想跟机器人|别让机器人|不跟机器人|不是机器人|转人工|找人工|要人工|要真人|真人客服|no bots|not a bot|\
        not a robot|no robots|speak to a human|talk to a human|投诉|客诉|领导|主管|上级|升级处理|申诉|manager|supervisor*|escalat*|raise a complaint|\
        complaint against|file a complaint|filed a complaint|higher authorit*|take further action*",
    ),
    sign(Sign::Escalation, 2, "complain*"),
    sign(
        Sign::Farewell,
        2,
        "再也不|不会再|不再来|最后一次|以后不|不敢买|never buy|never again|never shop|never order|\
        last time i|switching to|won't buy|not buy|cancelled my prime|stop buying|uninstall*",
    ),
    sign(
        Sign::OtherParty,
        2,
        "厂家|厂商|银行|保险|物流公司|品牌方|manufacturer|the bank|my bank|insurance|the brand|third party",
    ),
];
