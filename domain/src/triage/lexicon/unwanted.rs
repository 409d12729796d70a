//! Words by which somebody does not want what they bought, though nothing is wrong with it.

use super::{Lexicon, Piece, piece};

pub(in crate::triage) static UNWANTED: Lexicon = Lexicon::of(&[
    piece(
        Piece::Unwanted,
        "不想要了|不想要它了|不想要这|不要了|不需要了|用不上了|用不着了|改主意|改变主意|变卦|买错|拍错|下错单|订错|选错|点错|买多了|\
        多买了|后悔买|买后悔|后悔了|冲动消费|不适合我|changed my mind|change my mind|!want it|!want this|!want them|!want these|\
        no longer want|!need it|!need them|!need this|no longer need|ordered by mistake|ordered it by mistake|\
        ordered this by mistake|ordered them by mistake|bought by mistake|bought it by mistake|bought this by mistake|\
        bought them by mistake|purchased by mistake|purchased it by mistake|accidentally ordered|\
        accidentally bought|ordered the wrong|bought the wrong|picked the wrong|chose the wrong|by accident|my own mistake|my mistake|!suit me|not my style|not my taste|not to my taste",
    ),
    // To like something little is what many say of what is poor; it is this only together with the wish to return it.
    piece(
        Piece::Disliked,
        "不喜欢|颜色不喜欢|不太喜欢|不是很喜欢|款式不喜欢|!like it|!like them|!like this|!like these|!like the colour|!like the color|\
        !like the style|!like the look|!like how|!love it",
    ),
    // Named only to hide the shorter words inside them.
    piece(
        Piece::Nothing,
        "不要了解|!want it repaired|!want it fixed|!want it replaced|!want it exchanged|!want it sent|!want it back|!want it again|\
        !want it resent|!want it delivered|!want it here|!want this repaired|!want this fixed|!want this resolved|!want this solved|\
        !want this sorted|!want this to|!want it to|!want them to|!want them repaired|!want them replaced|!need it to|!need it by|!need it for|\
        !need it repaired|!need this resolved|!need this to",
    ),
]);
