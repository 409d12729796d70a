//! Words by which goods are said to be fakes.

use super::{Line, Mark, Piece};

const fn piece(piece: Piece, words: &'static str) -> Line {
    Line { mark: Mark::Piece(piece), weight: 1, words }
}

pub(in crate::triage) const FAKES: &[Line] = &[
    piece(
        Piece::Fake,
        "假货|仿品|仿货|高仿|山寨|冒牌|盗版|假冒|赝品|假的|是假|买到假|不是正品|非正品|不是真品|fake|fakes|\
        counterfeit*|knock-off|knockoff|knock off|bootleg|!genuine|!authentic|!the real thing",
    ),
    // Named only to hide the shorter words inside them: what else is false, and what is merely asked.
    piece(
        Piece::Beside,
        "是假期|是假日|是假装|假的评价|评价是假的|假的好评|好评是假的|活动是假的|优惠是假的|发货是假的|物流是假的|签收是假的|承诺是假的|\
        fake promise*|fake review*|fake leather|fake fur|fake nails|fake plant*|fake flower*|fake lashes|fake news|\
        fake tracking|fake deliver*|fake discount*|fake number*|fake smile|fake service*|fake seller review*|\
        is this a fake|is it a fake|is this fake|is it fake|if it is fake|if this is fake",
    ),
];
