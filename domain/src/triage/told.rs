//! What a story says that is claimed by saying it, whatever category somebody picks: that a person was hurt, that a
//! parcel is lost.
//!
//! Single words say too little for that: a burnt cake is no burnt child, and a lost receipt no lost parcel. Words are
//! therefore taken together within one sentence: harm with the person or the part of a body it was done to, a parcel
//! with its being gone.

use super::aside::{asides, is_blotted};
use super::fake::{CalledFalse, called_false};
use super::goods::{Wrong, wrong};
use super::lexicon::{Mark, PIECES, Piece};
use super::near::{Near, near};
use super::odd::odd;
use super::scan::{Find, Scan, scan_for, sentences};
use super::signed::signed_away;
use super::stated::unlike_stated;
use super::unwanted::unwanted;
use super::{Reason, Sign};

/// What a story says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The words by which somebody was hurt; none where nobody was.
    pub harm: Vec<Reason>,
    /// The words by which a parcel is lost; none where none is.
    pub loss: Vec<Reason>,
    /// The words by which they want money of theirs back, be it as a question; none where they don't.
    pub money_back: Vec<Reason>,
    /// The words by which an order was charged twice; none where it was not.
    pub charged_twice: Vec<Reason>,
    /// The words by which they wait for a refund that was to come; none where they don't.
    pub refund_waited: Vec<Reason>,
    /// The words by which the goods are fakes; none where nobody says so.
    pub fake: Vec<Reason>,
    /// The words by which pieces that came do not belong together; none where they do.
    pub odd: Vec<Reason>,
    /// The words by which goods were damaged on their way; none where none were.
    pub damaged: Vec<Reason>,
    /// The words by which goods fail or are of poor make; none where they are as they should be.
    pub faulty: Vec<Reason>,
    /// The words by which goods are not what was ordered or described, or not all of it; none where they are, or where their
    /// buyer says that the mistake was their own.
    pub mistaken: Vec<Reason>,
    /// The words by which goods are not what was stated of them, which are among the mistaken ones.
    pub(super) unlike_stated: Vec<Reason>,
    /// Where something other than goods is called false, in characters.
    pub(super) false_else_at: Vec<u32>,
    /// The words by which they merely do not want it, whether or not more is told; see [`Told::unwanted`].
    not_wanted: Vec<Reason>,
}

/// Reads what a story says of harm, of lost parcels, of the goods and of money.
pub fn told(text: &str) -> Told {
    let said = asides(text).without_beside(text);
    let said = said.as_deref().unwrap_or(text);
    let Near { charged_twice, refund_waited } = near(said);
    let CalledFalse { goods: fake, else_at: false_else_at } = called_false(said);
    let not_wanted = unwanted(said);
    let odd = odd(said);
    let Wrong { damaged, faulty, mut mistaken, lost } = wrong(said);
    if !not_wanted.is_empty() {
        mistaken.clear();
    }
    let unlike_stated = unlike_stated(said);
    mistaken.extend(odd.iter().chain(&unlike_stated).cloned());
    let mut told = Told {
        charged_twice,
        refund_waited,
        fake,
        odd,
        damaged,
        faulty,
        mistaken,
        unlike_stated,
        false_else_at,
        not_wanted,
        ..Told::default()
    };
    for (first, sentence) in sentences(text) {
        told.add(sentence, first);
    }
    told.loss.retain(|one| !is_blotted(said, one.at));
    let is_new = |one: &Reason| !told.loss.iter().any(|other| other.at == one.at);
    let lost: Vec<Reason> = lost.into_iter().chain(signed_away(said)).filter(is_new).collect();
    told.loss.extend(lost);
    told
}

impl Told {
    /// The words by which nothing is wrong and they merely do not want it; none where something is.
    pub fn unwanted(&self) -> &[Reason] {
        let Self { harm, loss, charged_twice, refund_waited, fake, odd, damaged, faulty, .. } = self;
        let more = [harm, loss, charged_twice, refund_waited, fake, odd, damaged, faulty];
        if more.into_iter().all(Vec::is_empty) { &self.not_wanted } else { &[] }
    }

    fn add(&mut self, sentence: &str, shift: u32) {
        let scan = scan_for(sentence, &PIECES);
        let has = |piece: Piece| scan.finds.iter().any(|find| find.mark == Mark::Piece(piece));
        let is_hurt = |find: &Find| match find.mark {
            Mark::Piece(Piece::Harm) => has(Piece::Person) || has(Piece::Body) || has(Piece::Own),
            Mark::Piece(Piece::Hurt) => has(Piece::Person) || has(Piece::Body),
            // Of clothes it is told as well that they were cut at the neck.
            Mark::Piece(Piece::Knock | Piece::Cut) if !has(Piece::Sewn) && has(Piece::Body) => true,
            Mark::Piece(Piece::Knock) => is_beside_a_person(&scan, find, &[Piece::Body]),
            Mark::Piece(Piece::Cut) => is_beside_a_person(&scan, find, &[Piece::Body, Piece::Person]),
            _ => false,
        };
        let is_gone = |find: &Find| match find.mark {
            Mark::Piece(Piece::Gone) => has(Piece::Parcel),
            Mark::Piece(Piece::Still) => has(Piece::Parcel) && has(Piece::Long),
            _ => false,
        };
        let reason = |find: &Find, sign: Sign| {
            let own = scan.reason(find, sign);
            Reason { at: own.at.saturating_add(shift), ..own }
        };
        let harm = scan.finds.iter().filter(|find| is_hurt(find));
        self.harm.extend(harm.map(|find| reason(find, Sign::Danger)));
        let is_back = |find: &&Find| find.mark == Mark::Piece(Piece::Back) && has(Piece::Money);
        let money_back = scan.finds.iter().filter(is_back);
        self.money_back.extend(money_back.map(|find| reason(find, Sign::Wish)));
        // Who asks what happens if a parcel is lost has lost none. An “if” behind it, or in another clause, is of something else.
        let is_supposed = |find: &Find| {
            let at =
                |find: &Find| usize::try_from(scan.reason(find, Sign::Grievance).at).unwrap_or(usize::MAX);
            let is_before = |from: usize, to: usize| {
                let mut between = sentence.chars().skip(from).take(to.saturating_sub(from));
                from < to && !between.any(|c| matches!(c, ',' | '，' | '、'))
            };
            let mut ifs = scan.finds.iter().filter(|find| find.mark == Mark::Piece(Piece::If));
            ifs.any(|one| is_before(at(one), at(find)))
        };
        let loss = scan.finds.iter().filter(|find| is_gone(find) && !is_supposed(find));
        self.loss.extend(loss.map(|find| reason(find, Sign::Grievance)));
    }
}

/// How many bytes may stand between a person and what was done to them, as in `cut my little finger`.
const BESIDE: usize = 12;

/// Whether a person, or a part of their body, stands right beside a find, with only what says whose it is between them.
fn is_beside_a_person(scan: &Scan<'_>, find: &Find, of: &[Piece]) -> bool {
    let (front, back) = scan.around(find);
    // Theirs and what they bought is no person.
    let is_end = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let is_own = ["我被", "她被", "他被", "人被"].iter().any(|one| front.ends_with(one))
        || ["我", "了我", "人", "了人"].iter().any(|one| back.strip_prefix(one).is_some_and(is_end));
    let is_whose = |text: &str| {
        let owners =
            ["my", "his", "her", "their", "our", "your", "was", "got", "were", "little", "left", "right"];
        let words = [
            "被",
            "给",
            "都",
            "也",
            "了",
            "我",
            "我的",
            "他的",
            "她的",
            "不小心",
            "被它",
            "也被",
            "都被",
            "到",
        ];
        let text = text.trim();
        text.is_empty()
            || words.contains(&text)
            || text.split_whitespace().all(|word| owners.contains(&word) || word.ends_with("'s"))
    };
    let between = |from: usize, to: usize| {
        scan.folded().get(from..to).is_some_and(|text| text.len() <= BESIDE && is_whose(text))
    };
    let mut people = scan.finds.iter().filter(|one| of.iter().any(|piece| one.mark == Mark::Piece(*piece)));
    is_own && of.contains(&Piece::Person)
        || people.any(|one| between(one.end(), find.start()) || between(find.end(), one.start()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triage::{Urgency, triage};

    #[test]
    fn whoever_tells_of_somebody_hurt_is_read_so_in_every_form_and_three_languages() {
        for text in [
            "My child was burnt",
            "It scalded my hand",
            "The kettle lid popped off and my child was burnt by hot water",
            "The handle came off and I got scalded",
            "My son has blisters all over his arm",
            "my daughter choked on a button",
            "The glass broke in my hands and cut my finger",
            "Her hand bled for an hour",
            "The steam burns my baby's face",
            "our little girl was hurt when the shelf came down",
            "The lid is sharp; my thumb was cut open",
            "孩子被热水烫了",
            "壶盖突然弹开，把宝宝的手烫红了",
            "刀片太利，手指割了一道口子",
            "柜门掉下来砸到我妈的脚",
            "小孩的手被夹了",
            "孩子脸上起了水泡",
            "女兒的手被燙傷了",
            "熱水噴出來，寶寶的腿燙到了",
            "孫子碰到檯燈被電了一下",
            "老人家腳被割到流血",
        ] {
            assert!(!told(text).harm.is_empty(), "{text}");
        }
    }

    #[test]
    fn harm_to_goods_and_harm_that_did_not_happen_is_none_to_anybody() {
        for text in [
            "The cake arrived burnt. My son was looking forward to it",
            "The bulb burnt out after two days and it cost me 20",
            "My child was not burnt, thank you",
            "Nobody was hurt, but the shelf fell",
            "rough edges with splinters. Nobody was hurt, but I will not give it to a child",
            "没人受伤，但是不敢再给孩子用了",
            "幸好没烫到孩子的手",
            "The fabric was cut too short for my son",
            "one leg of the table was cut too short",
            "The blood pressure meter for my mother is dead",
            "I was hurt by the way you speak",
            "手机很烫手，孩子不敢用",
            "手柄破了",
            "充电的时候手机砸了",
            "宝宝没有烫到，谢谢",
            "孩子没受伤，只是杯子碎了",
            "给妈妈买的血压计坏了",
            "手錶帶斷了",
        ] {
            assert_eq!(told(text).harm, Vec::new(), "{text}");
        }
    }

    #[test]
    fn goods_that_are_cut_or_torn_are_no_danger_to_anybody() {
        let dangerous =
            |text: &&&str| !told(text).harm.is_empty() || triage(text).urgency.value == Urgency::Critical;
        let texts = [
            "袖子划破了",
            "收到的毛衣袖子被划破",
            "毛衣被划破了，要求退货",
            "給孩子買的毛衣袖子劃破了",
            "屏幕被划伤了",
            "裤腿破了",
            "轮胎扎破了",
            "沙发皮面被割破",
            "快递员用刀划破了我新买的毛衣",
            "割破人造皮沙发",
            "沙發皮面被割破",
            "The sweater is cut at the neck",
            "The left sleeve of my son's jacket is cut on the arm",
            "You cut my refund in half",
        ];
        assert_eq!(texts.iter().filter(dangerous).collect::<Vec<_>>(), Vec::<&&str>::new());
        let overlooked =
            |text: &&&str| told(text).harm.is_empty() || triage(text).urgency.value != Urgency::Critical;
        let texts = [
            "划破手",
            "拉链把孩子的手划破了",
            "毛衣上的别针划破了手",
            "毛衣上的別針劃破了我的手",
            "孩子被划伤了",
            "杯口太利，划伤了我",
            "杯口太利，割破了嘴唇",
            "cut my finger",
            "The zip of the jacket cut my finger",
            "The pin in the sweater cut my son's hand",
        ];
        assert_eq!(texts.iter().filter(overlooked).collect::<Vec<_>>(), Vec::<&&str>::new());
    }

    #[test]
    fn a_lost_parcel_is_read_in_everyday_words() {
        for text in [
            "物流三個禮拜都沒有動，包裹應該丟了，我要退款",
            "快递丢了吧，钱退给我",
            "包裹三周没动了",
            "包裹被你们寄丢了",
            "货丢了怎么办",
            "物流一個月沒動靜",
            "鞋子物流二十多天不动了，是不是丢了？",
            "物流三个礼拜没动，如果再不处理我就投诉",
            "My parcel has disappeared, let me know if you can send another",
            "my parcel must be lost, I want my money back",
            "The package has disappeared",
            "tracking has not moved for three weeks",
        ] {
            assert!(!told(text).loss.is_empty(), "{text}");
        }
        for text in [
            "包裹没丢，谢谢",
            "我把发票弄丢了",
            "物流两天没动",
            "盒子里的说明书丢了我不要紧",
            "I lost the receipt",
            "如果包裹丢了，你们会赔吗？",
            "What happens if the parcel is lost?",
            "tracking has not moved since yesterday",
        ] {
            assert_eq!(told(text).loss, Vec::new(), "{text}");
        }
    }

    #[test]
    fn money_that_shall_come_back_is_demanded_with_a_question_mark_too() {
        for text in [
            "说没货了，钱什么时候退给我？",
            "說沒貨了，錢什麼時候退給我？",
            "You have none left. When do I get my money back?",
            "货款什么时候退？",
        ] {
            assert!(!told(text).money_back.is_empty(), "{text}");
        }
        for text in ["退货运费要多少钱？", "How long does a refund take?", "这个钱包能退吗？"]
        {
            assert_eq!(told(text).money_back, Vec::new(), "{text}");
        }
    }

    #[test]
    fn goods_that_are_fakes_are_read_in_three_languages() {
        for text in [
            "The perfume is a fake",
            "I was sold counterfeit headphones",
            "These are fakes, the stitching is off",
            "It is a knock-off",
            "This bag is not genuine",
            "香水是假货",
            "包是高仿的，不是正品",
            "這瓶香水是假的",
            "買到假貨了",
        ] {
            assert!(!told(text).fake.is_empty(), "{text}");
        }
        for text in [
            "It is not a fake, I checked",
            "Is this a fake?",
            "You made a fake promise",
            "The fake leather peels off",
            "不是假货，就是小了",
            "请问是不是假货？",
            "评价是假的吧",
        ] {
            assert_eq!(told(text).fake, Vec::new(), "{text}");
        }
    }

    #[test]
    fn words_are_quoted_from_where_they_stand() {
        let text = "Hello! 壺蓋彈開。My child was burnt";
        let reason = told(text).harm.first().cloned().map(|one| (one.words, one.at));
        assert_eq!(reason, Some(("burnt".to_owned(), 25)));
    }
}
