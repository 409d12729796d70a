//! Words by which pieces that came do not belong together.

use super::{Line, Mark, Piece};

const fn piece(words: &'static str) -> Line {
    Line { mark: Mark::Piece(Piece::Odd), weight: 1, words }
}

/// Each piece by itself.
pub(in crate::triage) const EACH: &[Line] = &[piece("一只|一个|一双|一条|一件|一边|one|other")];

/// What stands between a piece and its size.
pub(in crate::triage) const EACH_IS: &[Line] = &[piece(
    "是|为|写着|写|标着|标|尺码|码|大小|鞋码|的|one|of them|is|was|are|a|an|in|size|eu|uk|us|shoe|boot|glove|sock|sandal|slipper|\
    came|marked|labelled|labeled|says",
)];

/// Goods that have sizes.
pub(in crate::triage) const SIZED: &[Line] = &[piece(
    "鞋|靴|袜|手套|裤|衣|裙|戒指|码|号|shoe*|boot*|glove*|sock*|sandal*|slipper*|trainer*|sneaker*|skate*|trouser*|shirt*|ring|rings|\
    size|sizes",
)];

/// What may stand behind a size.
pub(in crate::triage) const AFTER_SIZE: &[Line] =
    &[piece("码|号|的|一|另|和|而|两|and|but|one|the|other|instead|or|while|eu|uk|us|in|my|not")];

/// Two of a pair.
pub(in crate::triage) const PAIR: &[Line] = &[piece("两只|两个|2只|两边|both|two|2")];

/// What stands between them and their side.
pub(in crate::triage) const PAIR_IS: &[Line] = &[piece(
    "都是|全是|都|全|是|的|of them|are|were|came|as|for|the|gloves|shoes|boots|sandals|slippers|socks|skates|earbuds",
)];

/// The sides.
pub(in crate::triage) const SIDES: &[Line] = &[piece("左|右|left|right")];

/// What has a side.
pub(in crate::triage) const SIDED: &[Line] = &[piece(
    "手套|脚|手|鞋|靴|袜|耳|hand|hands|handed|foot|feet|footed|glove*|shoe*|boot*|sandal*|slipper*|sock*|skate*|earbud*|ones",
)];

/// One of several.
pub(in crate::triage) const AMONG: &[Line] = &[piece(
    "里有一只|里有一个|里有一双|里有一条|里有一件|里有一把|里有一张|里有一盒|里一只|里一个|其中一只|其中一个|其中一双|其中一条|其中一件|\
    其中有一只|其中有一个|其中有一件|one of the|one of them|one of these|one of my",
)];

/// What stands between it and its colour.
pub(in crate::triage) const AMONG_IS: &[Line] =
    &[piece("却|竟然|居然|竟|是|变成了|变成|is|was|came|arrived|turned out|to be|in|a")];

/// Colours.
pub(in crate::triage) const COLOURS: &[Line] = &[piece(
    "红|橙|黄|绿|蓝|青|紫|黑|白|灰|粉|棕|金|银|red|orange|yellow|green|blue|purple|black|white|grey|gray|pink|brown|beige|gold|silver",
)];

/// By what something is asked for and has not come.
pub(in crate::triage) const WISHED: &[Line] = &[piece(
    "要|想|买|订|拍|定|有没有|能不能|可不可以|可以|want|need|needs|order|ordered|buy|bought|would like|looking for|can i|could i|do you|\
    have you",
)];

/// By what something came.
pub(in crate::triage) const HAD: &[Line] =
    &[piece("收到|收的|发|寄|来|到|送|给我|打开|got|received|sent|came|arrived|delivered|opened|box|but")];

/// How a sentence begins that asks what there is.
pub(in crate::triage) const ASKS: &[Line] = &[piece("are|is|do|does|can|could|will|which|if|whether")];
