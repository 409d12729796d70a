//! Words by which something is told that is no fact of the goods: of something else, taken back, or merely supposed.

use super::{Lexicon, Piece, piece};

pub(in crate::triage) static ASIDES: Lexicon = Lexicon::of(&[
    // What somebody calls and writes with.
    piece(
        Piece::Device,
        "手机|电脑|平板|座机|麦克风|摄像头|宽带|my phone|my mobile|my cell|my cellphone|my cell phone|my smartphone|my iphone|my landline|\
        my laptop|my computer|my tablet|my ipad|my camera|my microphone|my internet|my wifi|my keyboard|our phone|our computer|the phone",
    ),
    // Of the one who writes: a shop that nobody reaches is said in other words.
    piece(
        Piece::Unreached,
        "打不了|打不成|打不出|没法打|不能打|无法打|没办法打|接不了|接不到|没法接|回不了|没法回|发不了|没法发|不能发|传不了|没法传|拍不了|没法拍|\
        无法拍|不能拍|没法给|不能给|无法给|没办法给|联系不了|没法联系|没法跟|没办法联系|!call you|!phone you|!ring you|!write to you|!write you|!email you|\
        !message you|!text you|!reach you|!contact you|!answer you|!reply to you|!send you|!take your call|!answer your|!call the shop|\
        !call your|unable to call you|unable to write to you|unable to send you|unable to reach you|unable to contact you|unable to email you",
    ),
    piece(
        Piece::Arrived,
        "收到|买的|卖给我|卖我的|你们卖的|您卖的|寄来|送来|发来|到手|下单|arrived|came|i bought|i ordered|i got|you sent|you sold|sold me|sold us|from you|\
        received",
    ),
    piece(
        Piece::Elsewhere,
        "隔壁店|隔壁那家|隔壁家|隔壁的店|隔壁商店|隔壁超市|隔壁商家|别家|别人家|别的店|别的商家|别的卖家|其他店|其他商家|其他卖家|其它店|其他家|\
        另一家|另外一家|对面店|对面那家|对面的店|人家店|同行|竞争对手|shop next door|store next door|shop across|shop around the corner|\
        another shop|another store|another seller|other shop*|other store*|other seller*|different shop|different store|different seller|\
        elsewhere|competitor*|somewhere else",
    ),
    // What another shop does with its goods; what it says of ours is no matter of its own.
    piece(
        Piece::Sold,
        "卖|买|的|全是|都是|发货|寄|sell|sells|sold|selling|bought|buy|got|had|was|were|is|are|sent|sends|has|have|ordered",
    ),
    piece(
        Piece::Reported,
        "说|鉴定|检测|检查|看了|看过|告诉|认为|验|修|told|said|says|say|tells|confirmed|checked|tested|looked|thinks|thought|repair*|examined",
    ),
    piece(
        Piece::Thought,
        "以为|i thought|we thought|i feared|we feared|i was afraid|i assumed|we assumed|i believed|i first thought|i already thought|i had thought",
    ),
    piece(
        Piece::Turned,
        "结果|原来|其实|没想到|才发现|后来发现|turned out|turns out|it turned out|actually|in fact",
    ),
    // It takes more to undo it.
    piece(Piece::Turning, "但|不过|可是|but|however|then"),
    piece(
        Piece::Found,
        "找到|找着|收着|代收|收下|在邻居|在门卫|没坏|没碎|没丢|没少|没错|是好的|好好的|没事|had it|has it|have it|took it in|kept it|found it|found them|\
        was there|it is there|is fine|was fine|are fine|were fine|!broken|!lost|!damaged|!missing|!fake|is ok|was ok|it works|they work|is all right|came today",
    ),
    piece(
        Piece::Unsaid,
        "我没说|我可没说|我没有说|我并没说|我并没有说|我不是说|我也没说|我从没说|我从来没说|没人说|没有人说|i didn't say|i did not say|\
        i never said|i don't say|i'm not saying|i am not saying|we didn't say|we never said|i didn't claim|i never claimed|\
        i'm not claiming|nobody says|nobody said|no one says|no one said|i didn't mean",
    ),
    piece(
        Piece::Joked,
        "开玩笑的|开个玩笑|说笑的|逗你的|逗你们的|逗你玩|虚惊一场|just kidding|only kidding|just joking|only joking|i'm joking|i am joking|i'm kidding|\
        i am kidding|i was joking|i was kidding|that was a joke|it was a joke|false alarm",
    ),
    piece(
        Piece::If,
        "如果|要是|若是|万一|假如|假设|倘若|一旦|的话|再坏|再碎|再发错|再寄错|再漏发|再少发|再弄错|再出问题|if|unless|in case",
    ),
    // Named only to hide the shorter words inside them.
    piece(
        Piece::Nothing,
        "我没说清|我没说完|我没说到|我没说错|我没说过吗|我不是说了|我不是说过|你以为|您以为|你们以为|不以为|别以为|同行业|\
        再坏也|再次|别再发错|不要再发错|别再寄错|不要再寄错|别再弄错|不要再弄错|又再坏|说的话|的话费|的话筒|as if|even if|know if|see if|ask if|asked if|\
        check if|wonder if|wondering if|sure if|tell me if|only if|if only|因为|手机壳|手机膜|手机支架|电脑桌|平板支架|\
        my phone case|my phone cover|my laptop bag|my laptop stand|my phone holder",
    ),
]);

/// Where within a clause somebody begins to speak of something else.
pub(in crate::triage) static PARTS: Lexicon =
    Lexicon::of(&[piece(Piece::Between, "但|可是|不过|而且|却|but|and|yet|while|whereas")]);

/// The same, and where they come to the goods of this shop.
pub(in crate::triage) static TO_OURS: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "但|可是|不过|而且|却|你|您|这|本店|贵店|我的|but|and|yet|while|whereas|you|your|yours|this|these|mine|here",
)]);

/// Behind what another shop is merely what something is measured by.
pub(in crate::triage) static MEASURED: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "比|跟|和|与|同|像|不如|去|拿去|拿到|送去|送到|找|than|like|unlike|as|to",
)]);

/// How somebody points at what is there, inside a condition.
pub(in crate::triage) const ALREADY_THERE: [&str; 7] =
    [" for this ", " for these ", " for the ", " for my ", " about this ", " about the ", "这"];

/// By what the clause behind still speaks of another shop.
pub(in crate::triage) static STILL_THERE: Lexicon =
    Lexicon::of(&[piece(Piece::Between, "卖|全是|都是|他们|他家|那家|they|their|he|she")]);

/// Why somebody does not call or write.
pub(in crate::triage) static CAUSES: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "so|because|since|as|cause|therefore|means|that's why|which is why",
)]);

/// By what it turns out to be as it was thought.
pub(in crate::triage) static SO_INDEED: Lexicon = Lexicon::of(&[piece(
    Piece::Between,
    "真|还真|果真|果然|确实|的确|就是|it really|it is really|they really|it did|it indeed",
)]);
