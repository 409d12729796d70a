//! What is told beside the matter: of another shop or of the phone somebody writes with, taken back in the same breath,
//! or merely supposed.
//!
//! Its words are those of a complaint and it is none. So it is blotted out before anything is read of the goods. Words of
//! somebody hurt are read all the same, for to pass over those costs more than to look for nothing.

use super::lexicon::Lexicon;
use super::lexicon::{
    ALREADY_THERE, ASIDES, CAUSES, MEASURED, Mark, PARTS, Piece, SO_INDEED, STILL_THERE, TO_OURS,
};
use super::scan::{Find, Scan, begun, cut_end, cut_start, scan_for, sentences};

/// What stands for a sign that is blotted out: no word has it.
const BLOT: char = '\u{1}';

/// Where something stands in a sentence, in bytes of its folded form.
type Place = (usize, usize);

/// What of a text is told beside the matter.
#[derive(Default)]
pub(super) struct Asides {
    /// Of something else, or taken back: from which sign to before which.
    beside: Vec<Place>,
    /// What would have to happen first.
    supposed: Vec<Place>,
}

/// Finds what is told beside the matter.
pub(super) fn asides(text: &str) -> Asides {
    let mut asides = Asides::default();
    if !scan_for(text, &ASIDES).finds.iter().any(begins_one) {
        return asides;
    }
    let all: Vec<(u32, Scan<'_>)> =
        sentences(text).map(|(first, sentence)| (first, scan_for(sentence, &ASIDES))).collect();
    for (nth, (first, scan)) in all.iter().enumerate() {
        let in_text = |(start, end): Place| {
            let n_chars = |end: usize| scan.folded().get(..end).map_or(0, |front| front.chars().count());
            let first = usize::try_from(*first).unwrap_or(usize::MAX);
            (first.saturating_add(n_chars(start)), first.saturating_add(n_chars(end)))
        };
        let next = all.get(nth.saturating_add(1)).map(|(_, scan)| scan);
        let before = nth.checked_sub(1).and_then(|before| all.get(before)).map(|(_, scan)| scan);
        let own = [unreached(scan), elsewhere(scan), thought(scan, next), turned(scan, before), unsaid(scan)];
        asides.beside.extend(own.into_iter().flatten().map(in_text));
        asides.supposed.extend(supposed(scan).map(in_text));
        if let Some(joked) = of(scan, Piece::Joked).find(|joked| !is_of_them(scan, joked)) {
            let (start, end) = in_text((0, joked.start()));
            let is_all = scan.around(joked).0.chars().any(char::is_alphanumeric);
            // Said alone it is of what was said just before.
            let before = nth.checked_sub(1).and_then(|before| all.get(before)).filter(|_| !is_all);
            let start = before.map_or(start, |(first, _)| usize::try_from(*first).unwrap_or(start));
            asides.beside.push((start, end));
        }
    }
    asides
}

impl Asides {
    /// The text without what is told of something else or taken back; `None` where that is all of it.
    pub(super) fn without_beside(&self, text: &str) -> Option<String> {
        blot(text, &[&self.beside])
    }

    /// The text without what is merely supposed either; `None` where that is all of it.
    pub(super) fn without_any(&self, text: &str) -> Option<String> {
        blot(text, &[&self.beside, &self.supposed])
    }
}

/// A text with some places blotted out, sign for sign; what parts it stands.
fn blot(text: &str, places: &[&[Place]]) -> Option<String> {
    if places.iter().all(|places| places.is_empty()) {
        return None;
    }
    let is_out = |at: usize| places.iter().any(|all| all.iter().any(|(from, to)| (*from..*to).contains(&at)));
    let parts = |sign: char| {
        matches!(sign, ',' | '，' | '、' | '.' | '!' | '?' | ';' | '\n' | '。' | '！' | '？' | '；')
    };
    Some(
        text.chars()
            .enumerate()
            .map(|(at, sign)| if is_out(at) && !parts(sign) { BLOT } else { sign })
            .collect(),
    )
}

/// Whether a sign of a text was blotted out.
pub(super) fn is_blotted(text: &str, at: u32) -> bool {
    usize::try_from(at).is_ok_and(|at| text.chars().nth(at) == Some(BLOT))
}

const fn begins_one(find: &Find) -> bool {
    matches!(
        find.mark,
        Mark::Piece(
            Piece::Device | Piece::Elsewhere | Piece::Thought | Piece::Unsaid | Piece::Joked | Piece::If
        )
    )
}

fn of<'a>(scan: &'a Scan<'_>, piece: Piece) -> impl Iterator<Item = &'a Find> {
    scan.finds.iter().filter(move |find| find.mark == Mark::Piece(piece))
}

fn has(scan: &Scan<'_>, piece: Piece) -> bool {
    of(scan, piece).next().is_some()
}

/// The part of a clause around a place: it ends at commas and before some words.
fn part(text: &str, (start, end): Place, cuts: &Lexicon) -> Place {
    let is_comma = |c: char| matches!(c, ',' | '.' | '!' | '?' | ';');
    let front = text.get(..start).unwrap_or_default();
    let from = front.rfind(is_comma).map_or(0, |comma| comma + 1);
    let back = text.get(end..).unwrap_or_default();
    let to = back.find(is_comma).map_or(text.len(), |comma| end + comma);
    let clause = text.get(from..to).unwrap_or_default();
    begun(clause, cuts).map(|(at, _)| from + at).fold((from, to), |(from, to), cut| {
        if cut <= start {
            (cut, to)
        } else if cut >= end && cut < to {
            (from, cut)
        } else {
            (from, to)
        }
    })
}

/// The phone or computer for want of which they can't call or write.
fn unreached(scan: &Scan<'_>) -> Option<Place> {
    let device = of(scan, Piece::Device).next()?;
    let is_to_us = |find: &&Find| {
        let (front, back) = scan.around(find);
        let word = scan.folded().get(front.len()..find.end()).unwrap_or_default();
        if word.is_ascii() {
            return begun(scan.folded(), &CAUSES).next().is_some();
        }
        let rest = back.split(',').next().unwrap_or_default();
        ["你", "您", "客服", "店家", "商家"].iter().any(|you| rest.contains(you))
    };
    let unreached = of(scan, Piece::Unreached).find(is_to_us)?;
    // A phone that came from the shop is what it is about.
    if has(scan, Piece::Arrived) {
        return None;
    }
    if device.start() < unreached.start() {
        return Some((device.start(), unreached.end()));
    }
    let (_, end) = part(scan.folded(), (device.start(), device.end()), &PARTS);
    Some((unreached.start(), end))
}

/// What is told of another shop, unless that one is what these goods are measured or judged by.
fn elsewhere(scan: &Scan<'_>) -> Option<Place> {
    let text = scan.folded();
    of(scan, Piece::Elsewhere).find_map(|shop| {
        let (start, end) = part(text, (shop.start(), shop.end()), &TO_OURS);
        let front = text.get(start..shop.start())?.trim_end();
        let behind = scan_for(text.get(shop.end()..end)?, &ASIDES);
        let is_latin = text.get(shop.start()..shop.end())?.is_ascii();
        let is_measure = cut_end(front, &MEASURED).is_some();
        if is_measure
            || has(&behind, Piece::Reported)
            || !(is_latin || has(&behind, Piece::Sold) || has(&behind, Piece::Arrived))
        {
            return None;
        }
        let rest = text.get(end..)?;
        let next = rest.trim_start_matches([',', ' ']);
        let goes_on = next.len() < rest.len() && cut_start(next, &STILL_THERE).is_some();
        let at = text.len() - next.len();
        Some((start, if goes_on { part(text, (at, at), &TO_OURS).1 } else { end }))
    })
}

/// What they thought before they knew better.
fn thought(scan: &Scan<'_>, next: Option<&Scan<'_>>) -> Option<Place> {
    let thought = of(scan, Piece::Thought).next()?;
    // What was thought, and is so.
    let is_so = |find: &Find| {
        let behind = scan.around(find).1.trim_start_matches([' ', ',']);
        cut_start(behind, &SO_INDEED).is_some()
    };
    let mut turning = scan.finds.iter().filter(|find| find.start() >= thought.end());
    if turning.any(|find| matches!(find.mark, Mark::Piece(Piece::Turned | Piece::Turning)) && is_so(find)) {
        return None;
    }
    let first_of = |piece| of(scan, piece).find(|find| find.start() >= thought.end());
    if let Some(turned) = first_of(Piece::Turned) {
        return Some((thought.start(), turned.end()));
    }
    let found = first_of(Piece::Found);
    if let (Some(turning), Some(_)) = (first_of(Piece::Turning), found) {
        return Some((thought.start(), turning.start()));
    }
    let turns_next = next.is_some_and(|next| {
        of(next, Piece::Turned).any(|find| begins(next, find))
            || (of(next, Piece::Turning).any(|find| begins(next, find)) && has(next, Piece::Found))
    });
    let (_, end) = part(scan.folded(), (thought.start(), thought.end()), &PARTS);
    let is_undone = turns_next || found.is_some_and(|found| found.start() >= end);
    is_undone.then_some((thought.start(), end))
}

/// That it turned out so, behind a sentence of what they thought.
fn turned(scan: &Scan<'_>, before: Option<&Scan<'_>>) -> Option<Place> {
    let turned = of(scan, Piece::Turned).find(|find| begins(scan, find))?;
    before.filter(|before| has(before, Piece::Thought)).map(|_| (turned.start(), turned.end()))
}

/// Whether nothing is said in front of a find.
fn begins(scan: &Scan<'_>, find: &Find) -> bool {
    !scan.around(find).0.contains(char::is_alphanumeric)
}

/// What they say that they did not say, and don't ask whether they did.
fn unsaid(scan: &Scan<'_>) -> Option<Place> {
    let unsaid = of(scan, Piece::Unsaid).next()?;
    let (_, end) = part(scan.folded(), (unsaid.start(), unsaid.end()), &PARTS);
    let said = scan.folded().get(unsaid.end()..end)?;
    let behind = scan.folded().get(end..)?;
    (!said.ends_with(['吗', '么']) && !behind.starts_with('?')).then_some((unsaid.end(), end))
}

/// What would have to happen first: behind the word for it, or in front of the Chinese one that stands at the end.
fn supposed(scan: &Scan<'_>) -> impl Iterator<Item = Place> {
    of(scan, Piece::If).map(|find| {
        let (start, end) = part(scan.folded(), (find.start(), find.end()), &PARTS);
        if scan.folded().get(find.start()..find.end()) == Some("的话") {
            (start, find.end())
        } else {
            (find.start(), pointed_at(scan.folded(), (find.end(), end)))
        }
    })
}

/// Where a condition comes to something that is there already, if it does: “if you don't refund me for this broken vase”.
/// What it begins with is supposed all the same: “if this breaks”.
fn pointed_at(text: &str, (from, to): Place) -> usize {
    let behind = text.get(from..to).unwrap_or_default();
    let begins = behind.len().saturating_sub(behind.trim_start().len());
    let found = ALREADY_THERE.iter().filter_map(|word| behind.find(word)).filter(|at| *at > begins);
    found.min().map_or(to, |at| from.saturating_add(at))
}

/// Whether it is others of whom somebody asks whether they joke.
fn is_of_them(scan: &Scan<'_>, joked: &Find) -> bool {
    let (front, back) = scan.around(joked);
    let clause = front.rsplit(',').next().unwrap_or_default();
    back.starts_with(['吧', '吗', '么']) || ["你", "您"].iter().any(|you| clause.contains(you))
}

#[cfg(test)]
mod tests {
    use crate::category::{Category, Kind};
    use crate::triage::{Told, told, triage};

    /// Those of some texts by which anything is told that went wrong.
    fn complaining<'a>(texts: &[&'a str]) -> Vec<(&'a str, Option<Kind>)> {
        let is_told = |told: &Told| {
            let Told { loss, fake, damaged, faulty, mistaken, refund_waited, .. } = told;
            [loss, fake, damaged, faulty, mistaken, refund_waited].iter().any(|words| !words.is_empty())
        };
        let kind = |text: &str| triage(text).kind.map(|one| one.value);
        let all = texts.iter().map(|text| (*text, kind(text)));
        all.filter(|(text, kind)| is_told(&told(text)) || *kind == Some(Kind::Complaint)).collect()
    }

    #[test]
    fn what_is_told_of_the_phone_they_write_with_or_of_another_shop_is_nothing_wrong_with_the_goods() {
        let texts = [
            "我手机坏了，打不了电话给你们",
            "我手機壞了，打不了電話給你們",
            "我的电脑坏了，没法给你们发照片",
            "打不了电话给你们，我手机坏了",
            "My phone is broken so I can't call you",
            "My laptop doesn't work, so I cannot send you the photo",
            "I can't call you because my phone is broken",
            "隔壁店卖的是假货，你们家的挺好",
            "隔壁店賣的是假貨，你們家的挺好",
            "别家的鞋都开胶了，你们的很好",
            "我在别的店买的是坏的，想在你们这里再买一个",
            "The shop next door sells fakes",
            "The shop next door is odd, they sell fakes",
            "I bought a fake at another shop, yours is great",
        ];
        assert_eq!(complaining(&texts), []);
    }

    #[test]
    fn what_is_undone_in_the_same_breath_is_nothing_that_went_wrong() {
        let texts = [
            "I thought it never arrived but the neighbour had it",
            "I thought it was broken. Turns out I had not plugged it in",
            "I thought the lid was missing, it was fine",
            "以为丢了，结果邻居收着",
            "以為丟了，結果鄰居收著",
            "还以为是坏的，原来没插电",
            "還以為是壞的，原來沒插電",
            "我没说是坏的",
            "我沒說是壞的",
            "I never said that it was broken",
            "I'm not saying it is a fake",
            "没人说是假货",
            "假的吧，这么便宜？开玩笑的",
            "假的吧，這麼便宜？開玩笑的",
            "It is a fake! Just kidding",
        ];
        assert_eq!(complaining(&texts), []);
    }

    #[test]
    fn what_was_feared_and_is_so_is_told() {
        for text in [
            "以为包裹丢了，结果真丢了",
            "以為包裹丟了，結果還真丟了",
            "I thought the parcel was lost, and it really is",
            "I thought the parcel was lost, but it really is lost",
        ] {
            assert!(!told(text).loss.is_empty(), "{text}");
        }
        for text in
            ["My phone you sold me is faulty, so I can't call you", "你们卖给我的手机坏了，没法打电话给你们"]
        {
            assert!(!told(text).faulty.is_empty(), "{text}");
        }
    }

    #[test]
    fn what_would_have_to_happen_first_has_not() {
        let texts = [
            "要是坏了怎么办",
            "要是壞了怎麼辦",
            "坏了的话可以换吗",
            "万一碎了，你们赔吗？",
            "如果包裹丢了，你们会赔吗？",
            "What do I do if it is broken?",
            "If it breaks again, can I return it?",
            "If it arrives smashed, can I have another?",
        ];
        assert_eq!(complaining(&texts), []);
        let told_so = |text: &&&str| {
            let told = told(text);
            !told.refund_waited.is_empty() || !told.faulty.is_empty() || !told.mistaken.is_empty()
        };
        let not_read = |text: &&&str| triage(text).category.map(|one| one.value) != Some(Category::Quality);
        let there = [
            "If you do nothing for my broken lamp I will go to my bank",
            "If nothing is done about the broken handle I will complain",
            "如果你们不退这个坏的杯子，我就投诉",
            "如果你們不退這個壞的杯子，我就投訴",
        ];
        assert_eq!(there.iter().filter(not_read).collect::<Vec<_>>(), Vec::<&&str>::new());
        let threats = [
            "没收到退款之前我不会关闭",
            "沒收到退款之前我不會關閉",
            "没退款之前别关闭",
            "如果没收到退款我就投诉",
            "I won't close this until I get the refund",
            "If I have not received my refund by Friday I go to my bank",
            "再坏一次我就投诉，再发错我也投诉",
            "If it breaks again I will go to my bank",
        ];
        assert_eq!(threats.iter().filter(told_so).collect::<Vec<_>>(), Vec::<&&str>::new());
    }

    #[test]
    fn a_refund_that_was_to_come_is_waited_for_whatever_waits_for_it() {
        let not_read = |text: &&&str| told(text).refund_waited.is_empty();
        let texts = [
            "货寄回去了，没收到退款之前我不会关闭",
            "貨寄回去了，沒收到退款之前我不會關閉",
            "你们答应的退款没到之前我不会关闭",
            "如果退款还没到账，麻烦催一下",
            "I sent it back. If I have not received my refund by Friday I go to my bank",
            "三天之前申请的，退款没到账",
        ];
        assert_eq!(texts.iter().filter(not_read).collect::<Vec<_>>(), Vec::<&&str>::new());
    }

    #[test]
    fn what_is_wrong_is_read_beside_what_is_not() {
        let category = |text: &str| triage(text).category.map(|one| one.value);
        let wrong: Vec<_> = [
            ("我手机坏了，打不了电话给你们。花瓶也碎了", Category::DeliveryDamage),
            ("收到的手机坏了，打不了电话给你们", Category::Quality),
            ("手机坏了，打不了电话", Category::Quality),
            ("My phone is broken and nobody calls me back", Category::Quality),
            ("My phone arrived broken so I can't call you", Category::DeliveryDamage),
            ("别家的不会坏，你们的坏了", Category::Quality),
            ("比别家的差，用了两天就坏了", Category::Quality),
            ("拿去别的店鉴定是假货", Category::NotAsDescribed),
            ("Another shop told me it is a fake", Category::NotAsDescribed),
            ("Elsewhere it was cheaper and yours is broken", Category::Quality),
            ("以为是正品，结果是假货", Category::NotAsDescribed),
            ("以為是正品，結果是假貨", Category::NotAsDescribed),
            ("I thought it was genuine, it turned out to be a fake", Category::NotAsDescribed),
            ("I thought the lamp was broken and it is broken", Category::Quality),
            ("我没说是坏的，是发错了", Category::WrongItem),
            ("你们没说是坏的", Category::Quality),
            ("我不是说了是坏的吗", Category::Quality),
            ("你们开什么玩笑，花瓶是碎的", Category::DeliveryDamage),
            ("收到的是坏的，你在开玩笑的吧", Category::Quality),
            ("I am not joking, the lamp is broken", Category::Quality),
            ("又坏了，如果不赔我就投诉", Category::Quality),
            ("The lamp is broken. If you don't answer I will complain", Category::Quality),
        ]
        .into_iter()
        .filter(|(text, wanted)| category(text) != Some(*wanted))
        .map(|(text, _)| (text, category(text)))
        .collect();
        assert_eq!(wrong, []);
    }

    #[test]
    fn whoever_was_hurt_is_heard_wherever_it_is_told() {
        for text in [
            "我以为没事，结果孩子烫伤了",
            "I thought it was fine but my child was burnt",
            "要是再烫伤孩子怎么办",
        ] {
            assert!(!told(text).harm.is_empty(), "{text}");
        }
    }
}
