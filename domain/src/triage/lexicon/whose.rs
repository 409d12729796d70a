//! Words by which it is told who did something: whoever writes and theirs, or the shop and whom it works with.

use super::{Lexicon, Piece, piece};

/// Whoever writes, and those for whom they order.
pub(in crate::triage) static OWN: Lexicon = Lexicon::of(&[piece(
    Piece::Own,
    "我|咱|俺|自己|本人|i|i've|i'd|i'm|we|we've|we'd|my|our|myself|ourselves|son|daughter|husband|wife|child|children|kid|kids|\
    mother|mum|mom|father|dad|brother|sister|friend|partner|boyfriend|girlfriend|grandson|granddaughter|grandma|grandpa|\
    toddler|boy|girl",
)]);

/// The shop and whom it works with; anybody who is not the one who writes.
pub(in crate::triage) static OTHERS: Lexicon = Lexicon::of(&[piece(
    Piece::Person,
    "你|您|他|她|对方|人家|有人|谁|商家|卖家|店家|商店|网店|门店|店员|掌柜|老板|厂家|厂商|公司|贵司|平台|系统|网页|配货|发货员|打包|拣货|页面|客服|员工|工作人员|\
    仓库|库房|快递|物流|师傅|小哥|骑手|机器人|主播|导购|you|your|they|their|he|she|somebody|someone|anybody|whoever|shop|store|\
    seller|sellers|merchant|company|staff|team|employee|employees|colleague|colleagues|worker|workers|warehouse|picker|packer|\
    courier|driver|postman|carrier|agent|assistant|support|service|chat|bot|robot|system|app|website|site|page|machine|\
    algorithm|manager|salesman|people|guy|man|woman|lady",
)]);

/// Behind what somebody else is not the one who did it, but the one spoken to or the place.
pub(in crate::triage) static AFTER_OTHERS: Lexicon =
    Lexicon::of(&[piece(Piece::Between, "在|从|跟|和|给|向|对|找|问|到|去|其|吉|谢|烦|请|求|于|告诉|通知")]);

/// How somebody says of another, or makes them do, what that one did.
pub(in crate::triage) static REPORTED: Lexicon = Lexicon::of(&[piece(
    Piece::Deed,
    "说|称|认为|怪|赖|怀疑|写|让|叫|害|建议|推荐|误导|不清|以为|say|says|said|saying|tell|tells|told|claim*|insist*|think|thinks|\
    thought|made|makes|had|let|believe*|wrote|writes|advis*|recommend*|blame*|accus*|pretend*",
)]);

/// What stands between whoever did something and what they did.
pub(in crate::triage) static OURS: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "accidentally|just|simply|must|have|had|has|may|might|probably|clearly|stupidly|then|apparently|obviously|also|actually|\
    unfortunately|sadly|really|maybe|perhaps|only|now|do|did|does|hi|hello|hey|sorry|oops|dear|sir|madam|again|mistakenly|\
    foolishly|wrongly|first|already|to|be|honest|please|both|all|even|at|last",
)]);
