//! Words by which pieces that came do not belong together.

use super::{Lexicon, Line, Piece};

const fn odd(words: &'static str) -> Line {
    super::piece(Piece::Odd, words)
}

/// Each piece by itself. A pair, a shirt or a pair of trousers is whole by itself: two sizes of it are two goods.
pub(in crate::triage) static EACH: Lexicon = Lexicon::of(&[odd("一只|一个|一边|one|other")]);

/// Each of two, as nobody counts what is whole by itself.
pub(in crate::triage) static EACH_OF_TWO: Lexicon = Lexicon::of(&[odd(
    "一只|一边|one shoe|one boot|one glove|one sock|other shoe|other boot|other glove|other sock",
)]);

/// What stands between a piece and its size.
pub(in crate::triage) static EACH_IS: Lexicon = Lexicon::of(&[odd(
    "是|为|写着|写|标着|标|尺码|码|大小|鞋码|的|one|of them|is|was|are|a|an|in|size|eu|uk|us|shoe|boot|glove|sock|sandal|slipper|\
    came|marked|labelled|labeled|says",
)]);

/// Goods of which two belong together and have one size.
pub(in crate::triage) static PAIRED: Lexicon =
    Lexicon::of(&[odd("鞋|靴|袜|手套|shoe*|boot*|glove*|sock*|sandal*|slipper*|trainer*|sneaker*|skate*")]);

/// What says of several pairs that each is one of its goods.
pub(in crate::triage) static SEVERAL: Lexicon =
    Lexicon::of(&[odd("两双|2双|三双|3双|四双|4双|五双|5双|几双|多双|每双|pairs")]);

/// What says that a size is one.
pub(in crate::triage) static OF_SIZE: Lexicon = Lexicon::of(&[odd("码|号")]);

/// Whoever asks how to wash or care for goods has them as they ought to be, and feet are no goods.
pub(in crate::triage) static NOT_WRONG: Lexicon = Lexicon::of(&[odd(
    "我的脚一只|我脚一只|的脚一只|怎么洗|怎么清洗|如何清洗|怎么保养|如何保养|怎么护理|feet are|how do i wash|how do i clean|\
    how should i wash|how should i clean|how to wash|how to clean|how do i care|how to care|how do i store|how to store",
)]);

/// What grows or is eaten: its colour is how it is.
pub(in crate::triage) static GROWN: Lexicon = Lexicon::of(&[odd(
    "水果|芒果|苹果里|坚果|果子|车厘子|樱桃|草莓|蓝莓|葡萄|香蕉|桃子|水蜜桃|梨子|李子|橙子|橘子|柑橘|柚子|柠檬|荔枝|龙眼|榴莲|榴槤|\
    猕猴桃|奇异果|西瓜|哈密瓜|木瓜|甜瓜|瓜子|番茄|西红柿|土豆|红薯|玉米|青菜|蔬菜|辣椒|黄瓜|茄子|鸡蛋|鸭蛋|咸蛋|猪肉|牛肉|鸡肉|海鲜|\
    虾|螃蟹|盆栽|绿植|多肉|鲜花|玫瑰花|fruit|fruits|mangoes|mangos|apples|tomatoes|bananas|oranges|berries|strawberries|blueberries|\
    cherries|grapes|peaches|pears|plums|lemons|limes|melons|watermelons|avocados|potatoes|peppers|vegetables|eggs|steaks|\
    shrimps|prawns|plants|flowers|roses|tulips",
)]);

/// What may stand behind a size.
pub(in crate::triage) static AFTER_SIZE: Lexicon =
    Lexicon::of(&[odd("码|号|的|一|另|和|而|两|and|but|one|the|other|instead|or|while|eu|uk|us|in|my|not")]);

/// Two of a pair.
pub(in crate::triage) static PAIR: Lexicon = Lexicon::of(&[odd("两只|两个|2只|两边|both|two|2")]);

/// What stands between them and their side.
pub(in crate::triage) static PAIR_IS: Lexicon = Lexicon::of(&[odd(
    "都是|全是|都|全|是|的|of them|are|were|came|as|for|the|gloves|shoes|boots|sandals|slippers|socks|skates|earbuds",
)]);

/// The sides.
pub(in crate::triage) static SIDES: Lexicon = Lexicon::of(&[odd("左|右|left|right")]);

/// What has a side.
pub(in crate::triage) static SIDED: Lexicon = Lexicon::of(&[odd(
    "手套|脚|手|鞋|靴|袜|耳|hand|hands|handed|foot|feet|footed|glove*|shoe*|boot*|sandal*|slipper*|sock*|skate*|earbud*|ones",
)]);

/// One of several.
pub(in crate::triage) static AMONG: Lexicon = Lexicon::of(&[odd(
    "里有一只|里有一个|里有一双|里有一条|里有一件|里有一把|里有一张|里有一盒|里一只|里一个|其中一只|其中一个|其中一双|其中一条|其中一件|\
    其中有一只|其中有一个|其中有一件|one of the|one of them|one of these|one of my",
)]);

/// What stands between it and its colour.
pub(in crate::triage) static AMONG_IS: Lexicon =
    Lexicon::of(&[odd("却|竟然|居然|竟|是|变成了|变成|is|was|came|arrived|turned out|to be|in|a")]);

/// Colours.
pub(in crate::triage) static COLOURS: Lexicon = Lexicon::of(&[odd(
    "红|橙|黄|绿|蓝|青|紫|黑|白|灰|粉|棕|金|银|red|orange|yellow|green|blue|purple|black|white|grey|gray|pink|brown|beige|gold|silver",
)]);

/// By what something is asked for and has not come.
pub(in crate::triage) static WISHED: Lexicon = Lexicon::of(&[odd(
    "要|想|买|订|拍|定|有没有|能不能|可不可以|可以|want|need|needs|order|ordered|buy|bought|would like|looking for|can i|could i|do you|\
    have you",
)]);

/// By what something came.
pub(in crate::triage) static HAD: Lexicon = Lexicon::of(&[odd(
    "收到|收的|发|寄|来|到|送|给我|打开|got|received|sent|came|arrived|delivered|opened|box|but",
)]);

/// How a sentence begins that asks what there is.
pub(in crate::triage) static ASKS: Lexicon =
    Lexicon::of(&[odd("are|is|do|does|can|could|will|which|if|whether")]);
