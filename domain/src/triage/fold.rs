//! One spelling for the lexicon: lower case, plain width, simplified characters.
//!
//! Folding turns every character into exactly one, so that a place in the folded text is the same place in the
//! text as written. Only traditional characters that occur in lexicon words are known; it is no converter.

use crate::text::clean;
use std::sync::LazyLock;

/// Traditional characters, each followed by its simplified form.
pub(super) const PAIRS: &str = "\
    貨货發发質质壞坏爛烂錯错單单訂订買买賣卖價价錢钱費费運运遞递達达遲迟還还沒没開开關关機机電电話话\
    訴诉訟讼態态務务員员師师騙骗詐诈偽伪實实圖图顏颜標标誤误導导廣广傳传虛虚誇夸與与樣样個个們们這这\
    裡里裏里嗎吗麼么為为誰谁請请問问謝谢讚赞贊赞歡欢滿满氣气憤愤惡恶無无恥耻過过紅红腫肿癢痒燙烫傷伤\
    燒烧觸触煙烟蟲虫蒼苍蠅蝇異异險险醫医嘔呕瀉泻頭头髮发協协會会監监報报賠赔顯显簽签丟丢點点鐘钟時时\
    間间長长兩两幾几數数換换贈赠禮礼優优銷销動动積积帳账賬账號号戶户餘余額额轉转續续維维護护裝装檢检\
    測测洩泄資资訊讯隱隐擾扰盜盗碼码網网損损壓压擠挤灑洒濕湿變变餿馊鏽锈縮缩線线膠胶舊旧劃划雜杂響响\
    應应復复覆复絕绝讓让給给從从對对錄录處处辦办權权負负責责經经領领級级產产純纯鬆松緊紧難难鹹咸熱热\
    涼凉鮮鲜媽妈罵骂聯联繫系係系門门樓楼櫃柜條条隻只雙双張张塊块殘残當当場场極极體体評评視视掛挂\
    斷断嚴严強强調调盡尽輸输譜谱遠远進进連连適适郵邮閃闪陳陈隨随靈灵頁页須须題题飯饭騷骚麵面齊齐\
    書书東东業业檯台決决減减漲涨現现盤盘確确節节筆笔簡简籤签紙纸細细絲丝統统聞闻聲声聽听腦脑腳脚\
    膚肤舉举興兴著着蓋盖藍蓝藥药蘋苹製制複复記记設设診诊註注語语說说貴贵趕赶邊边郤却針针鋼钢鍵键鐵铁\
    閉闭際际養养騎骑鬱郁鹽盐專专親亲亂乱備备憂忧懲惩擔担擱搁攝摄暈晕湯汤煩烦愛爱癟瘪紹绍縫缝紋纹臉脸營营\
    薦荐蠻蛮褲裤見见識识譯译試试諉诿謹谨敗败轟轰載载魯鲁銀银頓顿顆颗囉啰後后殼壳夠够夾夹乾干來来漬渍\
    溫温滾滚滯滞車车妳你悶闷準准纔才闆板黴霉濫滥兇凶償偿撫抚魷鱿魚鱼辭辞罰罚獎奖補补\
    療疗術术選选贗赝衝冲寶宝嬰婴兒儿孫孙爺爷嗆呛閨闺嬤嬷週周遺遗靜静幫帮倉仓庫库諾诺攬揽證证鏈链議议賴赖懷怀萬万鑑鉴襪袜綠绿黃黄論论曬晒講讲寫写稱称認认廠厂喪丧國国別别購购豐丰纖纤滌涤綸纶絨绒亞亚鍍镀銅铜蠶蚕鄰邻風风麥麦寬宽帶带競竞爭争衛卫驚惊圍围簾帘詳详審审約约結结\
    狀状預预計计韻韵順顺檸柠龍龙雞鸡蝦虾獼猕櫻樱鴨鸭豬猪";

/// The first and the last of the characters that Chinese is written with and the lexicon knows.
const CHARACTERS: core::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// The simplified form of each of [`CHARACTERS`], at its place; `'\0'` where it stands for itself.
///
/// A table by place, since a story is folded many times while somebody types.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut forms = vec!['\0'; CHARACTERS.count()];
    let mut pairs = PAIRS.chars();
    while let (Some(traditional), Some(simplified)) = (pairs.next(), pairs.next()) {
        if let Some(form) = place(traditional).and_then(|place| forms.get_mut(place)) {
            *form = simplified;
        }
    }
    forms
});

/// The place of a character among [`CHARACTERS`].
fn place(c: char) -> Option<usize> {
    let first = u32::from(*CHARACTERS.start());
    CHARACTERS.contains(&c).then(|| usize::try_from(u32::from(c).saturating_sub(first)).ok()).flatten()
}

/// Folds one character to one character.
fn fold_char(c: char) -> char {
    let c = clean::narrow(c);
    if c.is_ascii() {
        return if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() };
    }
    match c {
        '\u{2018}' | '\u{2019}' => return '\'',
        '\u{3001}' | '\u{3002}' => return ',',
        _ => {}
    }
    if let Some(place) = place(c) {
        // Characters that stand for words have no upper case.
        return SIMPLIFIED.get(place).copied().filter(|simplified| *simplified != '\0').unwrap_or(c);
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(only), None) => only,
        _ => c,
    }
}

/// The folded text: as many characters as the text, each the folded form of the one at its place.
pub(super) fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}
