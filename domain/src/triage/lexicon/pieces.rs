//! Words that say something only together: who was hurt and how, what is gone.

use super::{Lexicon, Piece, piece};

pub(in crate::triage) static PIECES: Lexicon = Lexicon::of(&[
    piece(
        Piece::Harm,
        "burn|burns|burnt|burned|scald*|blister*|bled|bleed*|blood|choke*|choking|suffocat*|electrocut*|electric shock|\
        injur*|wound*|fractur*|sprain*|stitches|fainted|concussion|poison*|sliced|lacerat*|烫伤|烫到|烫着|烫了|烫红|\
        被烫|烧伤|烧到|灼伤|割伤|割到|被割|扎到|扎进|扎伤|被扎|刺到|刺伤|夹到|夹伤|被夹|砸到|砸伤|\
        被砸|受伤|弄伤|伤到|伤着|流血|出血|见血|都是血|水泡|起泡|红肿|肿了|肿起|淤青|瘀青|骨折|扭伤|摔伤|摔倒|\
        噎到|噎住|噎着|卡住喉|呛到|窒息|中毒|触电|电到|被电|咬伤|磕到|撞到|碰伤|过敏|起疹|缝针|急诊|住院|\
        晕倒|昏倒|昏迷|发炎|吐了",
    ),
    piece(
        Piece::Hurt,
        "hurt|hurts|got ill|got sick|rash|rashes|swollen|swelling|bruis*|stung|sting|trapped|fell ill",
    ),
    piece(
        Piece::Knock,
        "cut|cuts|crushed|pinched|pierced|stabbed|scraped|grazed|jammed|hit|割了|划了|扎了|夹了|砸了|破了|磕了|\
        碰破|擦破|刺了",
    ),
    // Of goods unless a person stands beside it.
    piece(Piece::Cut, "割破|划破|划伤|扎破|磕破|戳破|刮伤"),
    piece(
        Piece::Sewn,
        "毛衣|衣|裤|裙|袖|鞋|靴|袜|帽|围巾|包|沙发|窗帘|床单|被套|皮面|领口|下摆|布|sweater*|jumper*|shirt*|trouser*|pants|jeans|dress*|skirt*|coat*|\
        jacket*|sleeve*|sock*|glove*|shoe*|boot*|scarf|hat|bag|sofa|couch|curtain*|fabric|cloth*|hoodie*|cardigan*|cuff*|seam*|hem|leather",
    ),
    piece(
        Piece::Person,
        "child|child's|children|kid|kids|baby|toddler|infant|son|daughter|boy|girl|wife|husband|mother|mum|mom|\
        father|dad|grandma|grandpa|grandmother|grandfather|grandson|granddaughter|brother|sister|nephew|niece|\
        孩子|小孩|孩童|宝宝|宝贝|婴儿|儿子|女儿|闺女|娃|孙子|孙女|老人|老婆|老公|妻子|丈夫|爸爸|妈妈|我爸|我妈|\
        奶奶|爷爷|外婆|外公|姥姥|姥爷|家人|弟弟|妹妹|哥哥|姐姐|阿嬷|阿公|长辈",
    ),
    piece(Piece::Own, "me|myself|i was|i got|i have|i've|us"),
    piece(
        Piece::Body,
        "hand|hands|finger*|foot|feet|toe|toes|leg|legs|arm|arms|face|eye|eyes|skin|lip|lips|mouth|tongue|head|knee|\
        knees|wrist|neck|nose|ear|ears|thumb|palm|cheek|tooth|teeth|throat|chest|belly|手|脚|腿|脸|眼睛|皮肤|胳膊|\
        额头|舌头|喉咙|嘴巴|嘴唇|牙|身上|背上|头上|耳朵|肚子|屁股|指甲",
    ),
    // Named only to hide the shorter words inside them.
    piece(
        Piece::Nothing,
        "burnt out|burned out|burn out|burns out|burn in|burn-in|裤腿|裤脚|脚口|鞋头|手袋|手肘处|blood pressure|blood sugar|blood oxygen|nobody was|\
        nobody was hurt|no one was hurt|nobody got hurt|no one got hurt|nobody is hurt|nobody was injured|no one was injured|\
        没人受伤|没有人受伤|无人受伤|没有受伤|没受伤|未受伤|没伤到|没有伤到|没烫到|没有烫到|没割到|没有割到|\
        no one was|nobody got|leg of|legs of|table leg*|chair leg*|arm of|arms of|face of|watch face|shower head|head of|手机|手感|手续|手表|手柄|手提|手工|手动|手套|手办|手账|手持|手环|手电|手写|手把|手里|\
        到手|二手|上手|入手|烫手|扶手|把手|新手|对手|分手|手头|手上拿|桌脚|椅脚|脚垫|脚架|支脚|桌腿|椅腿|床腿|\
        多少钱|付钱|扣钱|收钱|花钱|要钱|出钱|价钱|钱包|零钱|退货运费|血压|血糖|血氧|洗脸|脸盆|牙刷|牙膏|娃娃",
    ),
    piece(
        Piece::Parcel,
        "包裹|快递|物流|快件|货|宅配|订单|parcel|package|shipment|delivery|order|tracking|courier",
    ),
    piece(
        Piece::Gone,
        "丢了|丢失|弄丢|寄丢|送丢|丢件|搞丢|不见了|遗失|lost|went missing|gone missing|has gone|disappeared|vanished",
    ),
    piece(
        Piece::Still,
        "没动|没有动|不动|动静|没有更新|没更新|不更新|!moved|!changed|!updated|stands still|stuck",
    ),
    piece(
        Piece::Long,
        "礼拜|星期|周|个月|半个月|十天|二十天|多天|几十天|好几天|好多天|weeks|month|months|10 days|14 days|20 days|30 days",
    ),
    piece(Piece::If, "如果|要是|万一|假如|假设|若是|if|in case"),
    piece(Piece::Money, "钱|货款|款项|my money|our money|the money|my refund"),
    piece(Piece::Back, "退|back|refunded|returned|repaid"),
]);
