//! What triage reads from words in three languages, and what it leaves alone.

use super::fold::{PAIRS, fold};
use super::lexicon::{
    AFTER_OTHERS, AFTER_SIZE, AGAINST, AMONG, AMONG_IS, ASIDES, ASKED, ASKS, AWAITED, BESIDE, CAUSES,
    CLAIMED, COLOURS, DEMANDS, EACH, EACH_IS, EACH_OF_TWO, FAKES, FALSE_BETWEEN, FIRST_LOOK, GONE_BACK,
    GOODS, GROWN, HAD, Lexicon, Line, MATTERS, MEASURED, Mark, NAMED, NATURAL, NO_MISTAKE, NO_UNITS,
    NOT_FALSE, NOT_GOODS, NOT_STATED, NOT_WRONG, NOT_YET, OF_SIZE, OTHERS, OURS, OWN, PAIR, PAIR_IS, PAIRED,
    PAIRS as IN_PAIRS, PARTS, PIECES, POINTING, REPORTED, RIGHTS, SEVERAL, SIDED, SIDES, STILL_THERE,
    SYNTHETIC, TO_OURS, UNITS, UNWANTED, WISHED, WRONG_BETWEEN,
};
use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn category(text: &str) -> Option<Category> {
    triage(text).category.map(|category| category.value)
}

fn urgency(text: &str) -> Urgency {
    triage(text).urgency.value
}

/// The quoted words of some reasons.
fn words(reasons: &[Reason]) -> Vec<&str> {
    reasons.iter().map(|reason| reason.words.as_str()).collect()
}

/// Every reason of a conclusion about a text, of whatever.
fn all_reasons(triage: &Triage) -> impl Iterator<Item = &Reason> {
    let category = triage.category.iter().flat_map(|judged| &judged.reasons);
    let kind = triage.kind.iter().flat_map(|judged| &judged.reasons);
    category.chain(kind).chain(&triage.urgency.reasons).chain(&triage.complexity.reasons)
}

#[test]
fn reasons_quote_the_words_as_written_with_their_place() {
    let triage = triage("手機壞了，我要投訴！");
    let category = triage.category.unwrap();
    assert_eq!((category.value, words(&category.reasons)), (Category::Quality, vec!["手機", "壞了"]));
    assert_eq!(triage.urgency.value, Urgency::Priority);
    assert_eq!(triage.urgency.reasons, [Reason { sign: Sign::Escalation, words: "投訴".to_owned(), at: 7 }]);
}

#[test]
fn whoever_wants_a_person_is_read_as_pressing_for_one() {
    for text in [
        "花瓶碎了，不要機器人，請找真人跟我說",
        "花瓶碎了，不要机器人回复",
        "杯子坏了，帮我转人工",
        "The cup is broken, let me speak to a human, no bots",
    ] {
        let urgency = triage(text).urgency;
        assert_eq!(urgency.value, Urgency::Priority, "{text}");
        assert!(urgency.reasons.iter().any(|reason| reason.sign == Sign::Escalation), "{text}");
    }
}

#[test]
fn a_crack_is_something_wrong_with_the_goods() {
    for text in ["收到的碗有一道裂纹", "收到的碗有一道裂紋", "盘子边上有裂痕"] {
        assert_eq!(category(text), Some(Category::Quality), "{text}");
    }
}

#[test]
fn a_size_that_is_not_the_ordered_one_is_not_as_described() {
    for text in [
        "The wardrobe is three cm too short, I want my money back",
        "The wardrobe you made for me is 3cm too long and does not fit",
        "The trousers are far too small",
        "It came two inches shorter than ordered",
        "衣柜短了三公分",
        "窗帘做小了，挂不上",
        "收到的书架尺寸不对",
        "桌子做长了两厘米",
        "衣櫃做短了三公分，我要退錢",
        "櫃子尺寸不對，放不進去",
        "裤子大了两码",
    ] {
        assert_eq!(category(text), Some(Category::NotAsDescribed), "{text}");
    }
    assert_eq!(category("I have been waiting too long for the parcel"), Some(Category::DeliveryDelay));
    assert_eq!(category("等的时间太长了，包裹还没到"), Some(Category::DeliveryDelay));
}

#[test]
fn money_charged_twice_and_a_refund_waited_for_are_matters_of_their_own() {
    for text in ["You billed me two times for this order", "同一笔订单扣了两遍款", "信用卡被刷了兩次"]
    {
        assert_eq!(category(text), Some(Category::Transaction), "{text}");
    }
    for text in [
        "Where is my refund? I sent the sweater back and the money never arrived",
        "Where is my refund?",
        "退款一直没到账",
        "退款還沒收到",
    ] {
        assert_eq!(category(text), Some(Category::Returns), "{text}");
    }
}

#[test]
fn what_is_negated_did_not_happen() {
    assert_eq!(category("没有质量问题，也没有破损，谢谢"), None);
    assert_eq!(category("nothing was damaged and the courier was not rude, thank you"), None);
    assert_eq!(urgency("我不投诉，只是告诉你们屏幕坏了"), Urgency::Normal);
}

#[test]
fn some_words_count_only_when_negated() {
    assert_eq!(category("the refund came today, thank you"), None);
    let unpaid = triage("they have not refunded me").category.unwrap();
    assert_eq!((unpaid.value, words(&unpaid.reasons)), (Category::Returns, vec!["not refunded"]));
    let unpaid = triage("一直没有退款").category.unwrap();
    assert_eq!((unpaid.value, words(&unpaid.reasons)), (Category::Returns, vec!["没有退款"]));
}

#[test]
fn latin_words_stand_alone() {
    assert_eq!(urgency("the tissue issue: it is broken and pursued me"), Urgency::Normal, "no `sue` in here");
    assert_eq!(urgency("it is broken, I will sue"), Urgency::Critical);
}

#[test]
fn a_question_or_a_wish_is_no_complaint() {
    let kind = |text: &str| triage(text).kind.map(|kind| kind.value);
    assert_eq!(kind("请问发票可以开公司抬头吗？"), Some(Kind::Enquiry));
    assert_eq!(kind("Could you tell me how to change the delivery address?"), Some(Kind::Enquiry));
    assert_eq!(kind("尺码大了，我想换货"), Some(Kind::AfterSalesRequest));
    assert_eq!(kind("说没货了，钱什么时候退给我？"), Some(Kind::Complaint), "a demand with a question mark");
    assert_eq!(kind("When do I get my money back?"), Some(Kind::Complaint));
    assert_eq!(kind("谢谢，很满意"), None);
    assert_eq!(kind("为什么还没发货？已经十天了！"), Some(Kind::Complaint));
}

#[test]
fn lateness_with_a_demand_if_it_lasts_is_a_complaint_however_it_is_counted() {
    for text in [
        "说好五天前送到，到现在都没到，家里没热水喝，再等几天不到我就要退款",
        "答应周一送，再不送我要退货，还要等几天",
        "已经超过约定时间三天了，多少天才能到？不到就退款",
        "說好五天前送到，到現在都沒到，家裡沒熱水喝，再等幾天不到我就要退款",
        "約好上週送來，到今天都沒來，再等幾天不來我就取消",
        "預計幾天前送達，至今沒到，請問還要多久",
        "Promised for last Monday. Is there any way to hurry it up? If it's not here by Friday I want my money back.",
        "How many more days? If it is not here tomorrow I want a refund",
    ] {
        let first = triage(text);
        assert_eq!(first.kind.map(|kind| kind.value), Some(Kind::Complaint), "{text}");
        assert_eq!(category(text), Some(Category::DeliveryDelay), "{text}");
    }
    for text in [
        "什么时候能送到？",
        "我的快递几天能到？",
        "如果明天不到，可以退款吗？",
        "要是周末没到，能不能改地址？",
        "什麼時候能送到？",
        "大概幾天會到？不到七天可以退貨嗎？",
        "When will it arrive?",
        "Will it be here by Friday?",
        "If I'm not here tomorrow, can the courier leave it next door?",
    ] {
        assert_eq!(triage(text).kind.map(|kind| kind.value), Some(Kind::Enquiry), "{text}");
    }
}

#[test]
fn what_is_plainly_wrong_is_a_complaint_though_no_word_of_it_is_strong() {
    let lost = Category::DeliveryLost;
    let wrong = Category::WrongItem;
    for (text, wanted) in [
        ("鞋子物流二十多天不动了，是不是丢了？", lost),
        ("鞋子物流二十多天不動了，是不是寄丟了？", lost),
        ("收到的鞋一只41一只42，两只大小不一样", wrong),
        ("鞋子寄來兩隻都是左腳", wrong),
        ("电子发票抬头开错了，写成了我个人的名字", Category::Transaction),
        ("電子發票抬頭開錯了，寫成了我個人的名字", Category::Transaction),
        ("I ordered shoes and got a toaster", wrong),
        ("Got three cups not four and one is a different blue one", wrong),
    ] {
        assert_eq!(triage(text).kind.map(|kind| kind.value), Some(Kind::Complaint), "{text}");
        assert_eq!(category(text), Some(wanted), "{text}");
    }
    // Whoever wants a paper has nothing to send back.
    for text in ["我要开发票", "請幫我補開發票", "I need an invoice for my order", "怎么开发票？"]
    {
        assert_eq!(triage(text).kind.map(|kind| kind.value), Some(Kind::Enquiry), "{text}");
    }
}

#[test]
fn danger_leaks_and_announced_steps_are_critical() {
    for text in [
        "吃完以后全家拉肚子",
        "插上電源就冒煙",
        "the charger caught fire",
        "你们泄露了我的电话，天天有骚扰电话",
        "再不退款我就去12315举报，屏幕是坏的",
        "it is broken and my lawyer will write to you",
        "这是假货，要求退一赔三",
        "香水是假的，退一赔三",
        "香水是假的，退一賠三",
        "The perfume is a fake, I demand treble damages",
    ] {
        assert_eq!(urgency(text), Urgency::Critical, "{text}");
    }
    assert_eq!(urgency("这个好像是假货"), Urgency::Normal, "an accusation alone demands nothing");
}

#[test]
fn multiple_that_is_demanded_is_read_as_one_word() {
    for (text, word) in [
        ("这是假货，要求退一赔三", "退一赔三"),
        ("假的，假一赔十", "假一赔十"),
        ("這是假貨，退一賠三", "退一賠三"),
    ] {
        let read: Vec<String> = triage(text).urgency.reasons.into_iter().map(|reason| reason.words).collect();
        assert!(read.iter().any(|words| words == word), "{text}: {read:?}");
        assert!(!read.iter().any(|words| words != word && word.contains(words.as_str())), "{text}: {read:?}");
    }
}

#[test]
fn staff_who_scold_are_a_grievance_about_service() {
    for text in [
        "The vase is broken and your agent shouted at me",
        "Your driver swore at my wife",
        "花瓶碎了，客服骂我",
        "花瓶碎了，客服罵我",
        "客服辱骂顾客",
    ] {
        let scanned = scan::scan(text);
        assert!(judge::Sums::of(&scanned, told(text)).is_wrong(Category::Service), "{text}");
    }
}

#[test]
fn threats_change_the_urgency_and_nothing_else() {
    for (calm, threat) in [
        ("屏幕用了两天就坏了", "，不处理就找律师"),
        ("包裹被压坏了", "，我要曝光你们"),
        ("the parcel never arrived", ", I will go to the police"),
    ] {
        let (before, after) = (triage(calm), triage(&format!("{calm}{threat}")));
        assert_eq!(
            before.category.map(|category| category.value),
            after.category.map(|category| category.value)
        );
        assert_eq!(before.kind.map(|kind| kind.value), after.kind.map(|kind| kind.value));
        assert_eq!(
            (before.urgency.value, after.urgency.value),
            (Urgency::Normal, Urgency::Critical),
            "{calm}"
        );
    }
}

#[test]
fn several_matters_make_it_complex_and_say_which() {
    let one = triage("杯子碎了两个");
    assert_eq!((one.complexity.value, one.complexity.reasons), (Complexity::Simple, vec![]));
    let three = triage("包裹迟到十天，杯子碎了两个，客服态度恶劣");
    assert_eq!(three.complexity.value, Complexity::Complex);
    assert_eq!(words(&three.complexity.reasons), ["迟到", "碎了", "态度恶劣"]);
}

#[test]
fn both_ways_of_writing_chinese_are_judged_alike() {
    for (simplified, traditional) in [
        ("显示已签收，但是没有收到货", "顯示已簽收，但是沒有收到貨"),
        ("客服态度恶劣，还挂我电话", "客服態度惡劣，還掛我電話"),
        ("发错颜色了，还少寄一件", "發錯顏色了，還少寄一件"),
    ] {
        let [left, right] = [simplified, traditional].map(triage);
        assert_eq!(left.category.unwrap().value, right.category.unwrap().value, "{traditional}");
        assert_eq!(
            (left.urgency.value, left.complexity.value),
            (right.urgency.value, right.complexity.value)
        );
    }
}

/// The lists that are read alone.
static ALONE: &[&Lexicon] = &[
    &AFTER_OTHERS,
    &AFTER_SIZE,
    &AGAINST,
    &AMONG,
    &AMONG_IS,
    &ASIDES,
    &ASKED,
    &ASKS,
    &AWAITED,
    &BESIDE,
    &FALSE_BETWEEN,
    &CAUSES,
    &CLAIMED,
    &COLOURS,
    &DEMANDS,
    &EACH,
    &EACH_IS,
    &EACH_OF_TWO,
    &FAKES,
    &GONE_BACK,
    &GOODS,
    &GROWN,
    &HAD,
    &IN_PAIRS,
    &MATTERS,
    &MEASURED,
    &NAMED,
    &NATURAL,
    &NOT_FALSE,
    &NOT_GOODS,
    &NOT_STATED,
    &NOT_WRONG,
    &NOT_YET,
    &NO_MISTAKE,
    &NO_UNITS,
    &OF_SIZE,
    &OTHERS,
    &OURS,
    &OWN,
    &PAIR,
    &PARTS,
    &PAIRED,
    &PAIR_IS,
    &PIECES,
    &POINTING,
    &REPORTED,
    &RIGHTS,
    &WRONG_BETWEEN,
    &SEVERAL,
    &SIDED,
    &SIDES,
    &STILL_THERE,
    &SYNTHETIC,
    &TO_OURS,
    &UNITS,
    &UNWANTED,
    &WISHED,
];

/// Every line there is.
fn all_lines() -> impl Iterator<Item = &'static Line> {
    FIRST_LOOK.lines().chain(ALONE.iter().flat_map(|list| list.lines()))
}

#[test]
fn lexicon_is_written_in_folded_form_and_says_nothing_twice() {
    let mut seen = BTreeSet::new();
    for line in all_lines() {
        for word in line.words() {
            assert!(!word.trim_matches(['!', '*', ' ']).is_empty(), "an empty word in {:?}", line.mark);
            assert_eq!(fold(word), word, "`{word}` is not folded");
            // A word may be known for several things, but not twice for one category.
            let about = match line.mark {
                Mark::Grievance(category) | Mark::Topic(category) => category.code().to_owned(),
                Mark::Sign(sign) => sign.code().to_owned(),
                Mark::Demand(demand) => demand.code().to_owned(),
                Mark::Remedy(remedy) => remedy.code().to_owned(),
                Mark::MoneyBack => "money_back".to_owned(),
                Mark::Piece(_) => {
                    let is_of = |list: &&Lexicon| list.lines().any(|own| core::ptr::eq(own, line));
                    format!("list {:?}", ALONE.iter().position(is_of))
                }
            };
            assert!(seen.insert((about.clone(), word)), "`{word}` twice in {about}");
        }
    }
}

#[test]
fn every_folded_character_is_one_the_lexicon_needs() {
    let needed: BTreeSet<char> = all_lines().flat_map(|line| line.words().flat_map(str::chars)).collect();
    let idle: Vec<char> = PAIRS.chars().skip(1).step_by(2).filter(|c| !needed.contains(c)).collect();
    assert_eq!(idle, Vec::<char>::new());
}

#[test]
fn every_traditional_character_that_is_known_is_folded_to_its_simplified_form() {
    let characters: Vec<char> = PAIRS.chars().collect();
    for pair in characters.chunks(2) {
        assert_eq!(fold(&pair[0].to_string()), pair[1].to_string());
    }
}

/// Texts that hit the lexicon often: its words, what stands between them, and anything.
fn stories() -> impl Strategy<Value = String> {
    let words: Vec<&str> =
        [&FIRST_LOOK, &DEMANDS].into_iter().flat_map(Lexicon::words).map(|word| word.text).collect();
    let piece = prop_oneof![
        4 => prop::sample::select(words).prop_map(|word| word.trim_matches(['!', '*']).to_owned()),
        2 => prop::sample::select(vec!["没有", "不", "not ", " but ", "，", "。", "! ", " the "]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_reason_stands_in_the_text_where_it_says(text in stories()) {
        let triage = triage(&text);
        for reason in all_reasons(&triage) {
            let at = usize::try_from(reason.at).unwrap();
            let quoted: String = text.chars().skip(at).take(reason.words.chars().count()).collect();
            prop_assert_eq!(&quoted, &reason.words);
            prop_assert!(!quoted.is_empty() || reason.sign == Sign::LongStory);
        }
    }

    #[test]
    fn nothing_is_more_than_normal_without_a_reason(text in stories()) {
        let triage = triage(&text);
        prop_assert_eq!(triage.urgency.value == Urgency::Normal, triage.urgency.reasons.is_empty());
        prop_assert_eq!(triage.complexity.value == Complexity::Simple, triage.complexity.reasons.is_empty());
        prop_assert!(triage.category.is_none_or(|category| !category.reasons.is_empty()));
    }

    #[test]
    fn folding_keeps_every_place(text in any::<String>()) {
        prop_assert_eq!(fold(&text).chars().count(), text.chars().count());
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }
}
