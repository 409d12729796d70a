//! What a story says is wrong with the goods themselves: they came damaged, they fail, they are not what was ordered.
//!
//! What is owed for it must not hang on what else somebody is angry about, so it is read beside whatever the story is
//! mostly about. A coupon that fails, a heart that is broken and a vase that its owner dropped say nothing of that kind.

use super::lexicon::{BESIDE, GOODS, Mark, NO_MISTAKE, NOT_GOODS, NOT_YET, Piece, WAITING, WRONG_BETWEEN};
use super::said_of::{SaidOf, Subject, is_asked};
use super::scan::{Find, Scan, begun, clauses, cut_end, scan_for, sentences};
use super::{Reason, Sign};

/// What may be broken that is no goods.
static BROKEN: SaidOf = SaidOf { matters: &NOT_GOODS, between: &WRONG_BETWEEN };

/// What may be mistaken that is no goods. Whoever is named in front of a mistake made it.
static MISTAKEN: SaidOf = SaidOf { matters: &NO_MISTAKE, between: &WRONG_BETWEEN };

/// How often a clause is read on behind what was said of something else.
const MOST_READ: usize = 4;

/// What is wrong with goods.
#[derive(Default)]
pub(super) struct Wrong {
    /// The words by which they were damaged on their way.
    pub(super) damaged: Vec<Reason>,
    /// The words by which they fail or are of poor make.
    pub(super) faulty: Vec<Reason>,
    /// The words by which they are not what was ordered or described, or not all of it.
    pub(super) mistaken: Vec<Reason>,
    /// The words by which they never came.
    pub(super) lost: Vec<Reason>,
}

/// Reads what a text says is wrong with goods; nothing where they have not come, whatever else is broken.
pub(super) fn wrong(text: &str) -> Wrong {
    let all = scan_for(text, &GOODS);
    let has_come = has(&all, Piece::Arrived);
    let mut wrong = Wrong::default();
    let is_awaited = (has(&all, Piece::Awaited) || has(&all, Piece::NeverCame)) && !has_come;
    for (first, sentence) in sentences(text) {
        // Who broke it themselves may say so in another clause of it.
        if has(&scan_for(sentence, &GOODS), Piece::Own) {
            continue;
        }
        let mut before = String::new();
        for (within, clause) in clauses(sentence) {
            wrong.add(&before, clause, first.saturating_add(within), has_come);
            scan_for(clause, &GOODS).folded().clone_into(&mut before);
        }
    }
    if is_awaited {
        wrong = Wrong { lost: wrong.lost, ..Wrong::default() };
    }
    wrong
}

fn has(scan: &Scan<'_>, piece: Piece) -> bool {
    scan.finds.iter().any(|find| find.mark == Mark::Piece(piece))
}

/// Whether it is told in front of a find that the goods were used.
fn is_used(scan: &Scan<'_>, find: &Find) -> bool {
    let mut used = scan.finds.iter().filter(|one| one.mark == Mark::Piece(Piece::Used));
    // In English it stands behind.
    used.any(|one| {
        let is_latin = scan.folded().get(one.start()..one.end()).is_some_and(str::is_ascii);
        is_latin || one.start() < find.start()
    })
}

impl Wrong {
    /// Reads a clause behind another one. A word that is first said of a coupon may be said of the goods behind it, so what
    /// follows is read once more, and a few times at most: nobody says it more often in one clause.
    fn add(&mut self, before: &str, clause: &str, first: u32, has_come: bool) {
        let (mut before, mut rest, mut first) = (before, clause, first);
        for _ in 0..MOST_READ {
            let Some(n_read) = self.add_first(before, rest, first, has_come) else { return };
            let Some((at, _)) = rest.char_indices().nth(n_read) else { return };
            rest = rest.get(at..).unwrap_or_default();
            first = first.saturating_add(u32::try_from(n_read).unwrap_or(u32::MAX));
            before = "";
        }
    }

    /// Reads the first place of each word; how many characters were read where the last of something else was said.
    fn add_first(&mut self, before: &str, clause: &str, first: u32, has_come: bool) -> Option<usize> {
        let scan = scan_for(clause, &GOODS);
        // What was smashed on its way says of itself that it is broken, unless something else is said beside it.
        let is_same = |one: &Find, other: &Find| {
            let between = scan.folded().get(one.end().min(other.end())..one.start().max(other.start()));
            between.is_none_or(|between| begun(between, &BESIDE).next().is_none())
        };
        let is_damaged = |find: &Find| {
            let mut damaged = scan.finds.iter().filter(|one| one.mark == Mark::Piece(Piece::Damaged));
            damaged.any(|one| is_same(one, find))
        };
        let mut last_else = None;
        for find in &scan.finds {
            let (reasons, said_of) = match find.mark {
                // Whatever goods look like then, they did not come so.
                Mark::Piece(Piece::Damaged) if is_used(&scan, find) => (&mut self.faulty, &BROKEN),
                Mark::Piece(Piece::Damaged) => (&mut self.damaged, &BROKEN),
                Mark::Piece(Piece::Broken) if has_come => (&mut self.damaged, &BROKEN),
                Mark::Piece(Piece::Broken) if has(&scan, Piece::Damaged) => continue,
                Mark::Piece(Piece::Broken | Piece::Faulty) if !is_damaged(find) => {
                    (&mut self.faulty, &BROKEN)
                }
                Mark::Piece(Piece::Mistaken) => (&mut self.mistaken, &MISTAKEN),
                Mark::Piece(Piece::NeverCame) => (&mut self.lost, &BROKEN),
                _ => continue,
            };
            let (front, back) = scan.around(find);
            if is_of_else(find, said_of, (before, front, back)) {
                last_else = Some(back.chars().count());
            } else if !is_asked(&NOT_YET, with_is(scan.folded(), front), back) {
                let own = scan.reason(find, Sign::Grievance);
                let own = Reason { at: own.at.saturating_add(first), ..own };
                if !reasons.contains(&own) {
                    reasons.push(own);
                }
            }
        }
        last_else.map(|n_behind| clause.chars().count().saturating_sub(n_behind))
    }
}

/// What stands in front of a find, with the sign by which it begins to say that something is so: that one ends a word for if.
fn with_is<'a>(text: &'a str, front: &'a str) -> &'a str {
    let is = '是';
    let behind = text.get(front.len()..).unwrap_or_default();
    if behind.starts_with(is) { text.get(..front.len() + is.len_utf8()).unwrap_or(front) } else { front }
}

/// Whether something other than goods is meant.
fn is_of_else(find: &Find, said_of: &SaidOf, (before, front, back): (&str, &str, &str)) -> bool {
    if find.mark == Mark::Piece(Piece::Mistaken) {
        return said_of.is_named_behind(back);
    }
    // Who waits is named in front, and is not what never came.
    if find.mark == Mark::Piece(Piece::NeverCame) && cut_end(front.trim_end(), &WAITING).is_some() {
        return said_of.is_named_behind(back);
    }
    matches!(said_of.subject(before, front, back), Subject::Matter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::category::Category;
    use crate::triage::triage;

    fn what(text: &str) -> [bool; 3] {
        let Wrong { damaged, faulty, mistaken, .. } = wrong(text);
        [damaged, faulty, mistaken].map(|reasons| !reasons.is_empty())
    }

    #[test]
    fn goods_that_came_damaged_are_read_so_whatever_else_is_told() {
        for text in [
            "花瓶是碎的，你们客服态度太差了",
            "花瓶是碎的，你們客服態度太差了",
            "快递把花瓶摔碎了",
            "你們摔壞了我的花瓶",
            "等了三周，打开全碎了",
            "杯子碎成几块，太不负责任了",
            "The vase arrived broken and nobody answers",
            "The vase is in pieces, how rude of you",
            "Three weeks late and the lamp is dented",
            "the screen was shattered, I want my money back",
        ] {
            assert_eq!(what(text), [true, false, false], "{text}");
        }
    }

    #[test]
    fn goods_that_fail_are_read_so_whatever_else_is_told() {
        for text in [
            "到手就是坏的，太不负责任了",
            "到手就是壞的，太不負責任了",
            "用了两天就坏了，客服不理人",
            "用了兩天就壞了，客服不理人",
            "水果都烂了，送货的人还凶我",
            "水果都爛了",
            "手机开不了机",
            "我的坏了",
            "卖家发的是坏的",
            "鞋底开胶，没人管",
            "手机屏幕就花了，还发烫",
            "There is a big hole in the sweater. I want to return it.",
            "收到的花瓶是裂的",
            "到手一看瓶身一道裂，客服還罵人",
            "it came with a crack down the side",
            "The kettle does not work and your agent was rude",
            "It stopped working after a day",
            "My headphones don't work",
            "the zip broke after two days, terrible people",
            "a faulty lamp, then a cheeky answer",
            "the strap ripped on the second day",
        ] {
            assert_eq!(what(text), [false, true, false], "{text}");
        }
    }

    #[test]
    fn what_breaks_with_use_came_whole() {
        for text in [
            "洗了一次就破了",
            "洗了一次就破了个洞",
            "穿了兩天，洗一次就破了",
            "It tore after one wash",
            "It was torn after the first wash",
        ] {
            assert_eq!(what(text), [false, true, false], "{text}");
        }
        for text in ["花瓶收到就破了，一次都没用过", "快递三天就到了，花瓶碎了", "it was torn when it came"]
        {
            assert_eq!(what(text), [true, false, false], "{text}");
        }
    }

    #[test]
    fn what_never_came_is_lost_whoever_waits_and_an_answer_that_never_came_is_none() {
        let lost = |text: &str| !wrong(text).lost.is_empty();
        for text in [
            "I never received the parcel",
            "We never got my order",
            "My son never received it",
            "我一直没收到货",
        ] {
            assert!(lost(text), "{text}");
        }
        for text in
            ["I never received a reply", "I never received my refund", "我一直没收到回复", "一直没收到退款"]
        {
            assert!(!lost(text), "{text}");
        }
    }

    #[test]
    fn goods_that_are_not_what_was_ordered_are_read_so_whatever_else_is_told() {
        for text in [
            "发错了，客服还怪我",
            "寄錯了，客服還怪我",
            "等了两周还少发一件",
            "跟描述不符，态度又差",
            "颜色跟页面完全不一样，我要退货退款",
            "The cups are not as shown. I want to return them.",
            "You sent me the wrong size and then you hung up",
            "two weeks late and it's not what I ordered",
            "It is not as described and nobody answers",
        ] {
            assert_eq!(what(text), [false, false, true], "{text}");
        }
    }

    #[test]
    fn what_is_broken_but_no_goods_of_the_shop_says_nothing() {
        for text in [
            "我气坏了，等了十天",
            "我氣壞了，等了十天",
            "优惠券用不了",
            "優惠碼一直用不了",
            "网站坏了，下不了单",
            "客服电话坏了吧，打不通",
            "心都碎了",
            "包装破了",
            "嘴皮都说破了",
            "我不小心摔碎了，能再买一个吗",
            "被我打碎了",
            "如果到手是坏的怎么办",
            "请问坏了可以换吗",
            "花瓶没碎，谢谢",
            "怕碎，请包好",
            "快递送错地址了",
            "断货了吗",
            "The coupon did not work",
            "I tried the code, it does not work",
            "Your website is broken",
            "You broke your promise and my heart is broken",
            "a broken promise",
            "That does not work for me",
            "You did not charge me",
            "The box was crushed but the vase is fine",
            "I dropped it and it is broken",
            "if it is damaged can I return it",
            "It is not broken, I just don't like it",
            "I ordered the wrong size",
        ] {
            assert_eq!(what(text), [false; 3], "{text}");
        }
    }

    #[test]
    fn goods_that_never_came_are_lost_and_nothing_else_that_never_came_is() {
        for text in [
            "The kettle was due five days ago and it never came",
            "my vase never arrived, I want my money back",
            "从来没收到货",
            "包裹一直没有收到",
            "包裹一直沒有收到",
            "买的杯子始终没收到",
            "根本沒收到",
        ] {
            assert!(!wrong(text).lost.is_empty(), "{text}");
        }
        for text in [
            "The refund never came",
            "your answer never came",
            "退款一直没收到",
            "退款一直沒有收到",
            "发票一直没收到",
            "客服的回复始终没收到",
        ] {
            assert_eq!(wrong(text).lost, Vec::new(), "{text}");
        }
    }

    #[test]
    fn everyday_words_of_what_is_wrong_with_goods_are_heard() {
        for text in [
            "花瓶破掉了",
            "快递把花瓶打破了",
            "快递把杯子摔破了",
            "杯子碎啦",
            "收到的巧克力都化了",
            "包装坏了，花瓶是碎的",
            "東西有缺角",
            "The box was damaged and the vase was damaged",
            "I came home to a broken vase on the step",
            "It is not my fault that it arrived broken",
            "The chocolate melted",
            "Two of the six glasses were smashed, nobody answers",
            "The bottle had leaked",
        ] {
            assert_eq!(what(text), [true, false, false], "{text}");
        }
        for text in [
            "花瓶裂掉了",
            "水果爛掉了",
            "苹果烂掉了一半",
            "收到的时候杯子坏啦",
            "螢幕有刮痕",
            "耳机没声音",
            "灯不亮",
            "手錶不會動",
            "手機當機",
            "我弄了半天还是开不了机",
            "我碰到的是坏的",
            "拉链坏了",
            "包装坏了花瓶也坏了",
            "The coupon did not work and the kettle does not work",
            "The handle broke the first time I used it",
            "The screen is scratched",
            "The flowers are wilted",
            "It stopped charging",
            "It came apart",
            "It never worked",
            "It hasn't worked since day one",
            "It doesnt work",
            "There is a hole in it",
        ] {
            assert_eq!(what(text), [false, true, false], "{text}");
        }
        for text in [
            "送來的東西不對",
            "出錯貨",
            "少一件",
            "少了一支",
            "One shoe is missing",
            "not the colour I ordered",
            "I received someone else's order",
        ] {
            assert_eq!(what(text), [false, false, true], "{text}");
        }
    }

    #[test]
    fn patterns_makes_prices_people_and_what_has_not_come_are_nothing_wrong_with_goods() {
        for text in [
            "刚买就打折了，要求补差价",
            "我买的是碎花裙，三周了还没到",
            "裙子是碎花的，尺码偏大想退",
            "我买的粉碎机还没到，已经晚了好几天",
            "快递晚了好几天还没到，今天看到又打折了",
            "冰裂纹花瓶什么时候到货",
            "真是倒霉了，等了两周还没到",
            "你们说系统故障，所以发货慢",
            "满减不能用",
            "花呗用不了",
            "取件码用不了",
            "物流断了三天没更新",
            "物流信息断了",
            "这么烂的物流，三周没到",
            "没见过这么烂的商家",
            "这么烂的购物体验",
            "你们公司坏得很",
            "这么坏的商家",
            "服务有瑕疵",
            "你们流程有缺陷",
            "孩子梦都碎了，生日礼物没到",
            "我家漏水了急用，还不发货",
            "家里网断了",
            "我骨折了不能出门拿快递",
            "草莓怎么保存不会发霉？",
            "草莓放几天会发霉？",
            "放多久会变质？",
            "这种锅会生锈么",
            "怎么放才不会坏掉？",
            "洗了会掉色么？",
            "我拿错了快递",
            "收货地址我发错了",
            "我把退货寄错了",
            "尺码不对，是我选错了",
            "我不小心手滑了一下，杯子碎了",
            "没有任何质量问题，想退",
            "不存在质量问题，七天无理由退货",
            "不是因为质量问题，只是买多了",
            "一点瑕疵都没有，但是不喜欢",
            "無瑕疵，申請七天鑑賞期退貨",
            "破洞牛仔裤买大了，想退",
            "买了瑕疵品特价的那款，还没发货",
            "运费险断了",
            "快递员把我家门撞坏了",
            "包装很好，没有破损，谢谢",
            "東西沒有破損，只是尺寸不合",
            "东西完好无损没有坏",
            "I feel ripped off, it was 20 cheaper the next day",
            "My daughter's birthday was spoiled because it came late",
            "We all chipped in for this gift and it is late",
            "I am torn between two sizes",
            "This has damaged our trust in you",
            "How do I store strawberries so they don't get mouldy?",
            "How long until they are rotten?",
            "Does this pan get rusty?",
            "Will the colours get damaged in the wash?",
            "Please do not charge shipping",
            "The parcel is days late and your tracking is not working",
            "The tracking is not working",
            "My card did not work",
            "PayPal doesn't work",
            "The discount didn't work",
            "The return label does not work",
            "That excuse does not work",
            "My daughter broke down in tears when nothing came",
            "You got the wrong idea",
            "The courier got the wrong address",
            "I received the wrong email",
            "I was sent the wrong invoice",
            "I dropped it, and now it is broken",
            "My dog chewed it, now it is torn",
            "A thousand pieces puzzle has not arrived",
            "My ripped jeans have not come, they are days late",
            "The bent wood chair has not arrived",
            "My old kettle is broken so I need this one quickly",
            "The driver damaged my gate",
            "the doorbell is broken, please call",
            "It isn't damaged, I just changed my mind",
            "It works fine, nothing damaged",
        ] {
            assert_eq!(what(text), [false; 3], "{text}");
        }
    }

    #[test]
    fn several_things_that_are_wrong_are_read_beside_each_other() {
        let texts = [
            ("The sweater is the wrong colour and has a hole, and the parcel was crushed", [true; 3]),
            ("颜色发错了，还有个破洞，箱子里的杯子也压碎了", [true; 3]),
            ("顏色發錯了，還有個破洞，杯子也壓碎了", [true; 3]),
            ("The lamp is dented and does not work", [true, true, false]),
            ("It is the wrong model and it has a scratch", [false, true, true]),
            ("One pair has a hole", [false, true, false]),
            ("There's a hole in the sleeve", [false, true, false]),
            ("The collar has a tear", [false, true, false]),
            ("It has a rip at the seam", [false, true, false]),
            ("There is a stain on the front", [false, true, false]),
            ("The cuffs are frayed", [false, true, false]),
            ("袖子划破了", [true, false, false]),
            ("袖子被劃破", [true, false, false]),
            ("划破了手", [false; 3]),
            ("I clicked the wrong colour", [false; 3]),
            ("There is a hole in the box", [false; 3]),
            ("This is the wrong place to ask", [false; 3]),
            ("If it has a hole, can I return it", [false; 3]),
        ];
        let wrong: Vec<_> = texts.iter().filter(|(text, wanted)| what(text) != *wanted).collect();
        assert_eq!(wrong, Vec::<&(&str, [bool; 3])>::new());
    }

    #[test]
    fn an_angry_word_on_a_hole_is_about_quality() {
        use crate::triage::{again::about, told};
        for text in
            ["One pair has a hole", "There's a hole in the sleeve", "The collar has a tear", "It has a stain"]
        {
            assert_eq!(
                about((text, &told(text)), ("This is outrageous!", &told("This is outrageous!"))),
                Some((Category::Quality, true)),
                "{text}"
            );
        }
    }

    #[test]
    fn whatever_is_said_over_and_over_is_read_to_an_end_and_quoted_once() {
        assert_eq!(what(&"包装坏了".repeat(2_500)), [false; 3]);
        assert_eq!(wrong("包装坏了花瓶全碎").damaged.len(), 1);
    }

    #[test]
    fn what_is_wrong_with_goods_is_what_it_is_about_before_how_somebody_was_treated() {
        for (text, category) in [
            ("到手就是坏的，太不负责任了", Category::Quality),
            ("花瓶是碎的，太不負責任了", Category::DeliveryDamage),
            ("花瓶是裂的", Category::Quality),
            ("收到的花瓶一道裂，太不负责任了", Category::Quality),
            ("The vase is in pieces and your agent was rude", Category::DeliveryDamage),
        ] {
            assert_eq!(triage(text).category.map(|one| one.value), Some(category), "{text}");
        }
    }
}
