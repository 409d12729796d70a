//! Words by which a parcel is said to be there, and by which its buyer says that it is not.

use super::{Lexicon, Piece, piece};

pub(in crate::triage) static SIGNED: Lexicon = Lexicon::of(&[
    // What the carrier's page says.
    piece(
        Piece::Shown,
        "已签收|显示签收|显示已经签收|显示已送达|显示送达|显示妥投|已妥投|显示已投递|已投递|显示已完成|写着签收|写的签收|说已签收|说签收了|\
        显示签收了|被签收|says delivered|says it was delivered|says it's delivered|says it is delivered|says it has been delivered|\
        says signed|say it was delivered|say delivered|marked as delivered|marked delivered|shows as delivered|shows delivered|\
        shown as delivered|showing as delivered|signed for|claims it was delivered|was delivered yesterday|supposedly delivered|\
        apparently delivered|status delivered|tracking delivered",
    ),
    piece(
        Piece::Absent,
        "没收到|没有收到|未收到|没见到|没有见到|没见着|没看到|没有看到|没拿到|没有拿到|没取到|没收着|没到我手|收不到|!received|!receive|!got|!get|\
        nothing here|there is nothing|there's nothing|have nothing|nothing came|nothing arrived|nothing was there|no parcel|no package|\
        no delivery|!here|nowhere|never came|never arrived|never received|never got|never saw|!seen|!see it|!arrived|!there",
    ),
    piece(
        Piece::Found,
        "找到|找着|后来收到|又收到|刚收到|代收了|在邻居|在门卫|found it|found the|turned up|neighbour has|neighbor has|neighbour had|neighbor had|\
        got it now|received it now|came today|arrived today",
    ),
    piece(Piece::If, "如果|要是|若是|万一|假如|倘若|if|in case|what happens"),
    // What is missing that is no parcel.
    piece(
        Piece::Nothing,
        "没收到退款|没有收到退款|未收到退款|没收到钱|没有收到钱|没收到回复|没有收到回复|没收到短信|没有收到短信|没收到通知|没有收到通知|没收到电话|\
        没看到发票|没收到发票|!received a refund|!received my refund|!received the refund|!received my money|!received an answer|!received a reply|\
        !received any answer|!received any reply|!got my money|!got a refund|!got my refund|!got a reply|!got an answer|!get a refund|!get my refund|\
        !get my money|!seen the refund|!seen my refund|!see the refund",
    ),
]);
