//! One spelling for the lexicon: lower case, plain width, simplified characters.
//!
//! Folding turns every character into exactly one, so that a place in the folded text is the same place in the
//! text as written. Only traditional characters that occur in lexicon words are known; it is no converter.

use crate::text::clean;

/// Traditional characters, each followed by its simplified form.
const SIMPLIFIED: &str = "\
    貨货發发質质壞坏爛烂髒脏錯错單单訂订購购買买賣卖價价錢钱費费運运遞递達达遲迟還还沒没開开關关機机電电話话訴诉訟讼態态務务員员師师\
    騙骗詐诈偽伪實实圖图顏颜標标稱称誤误導导廣广傳传虛虚誇夸與与樣样種种類类個个們们這这裡里裏里嗎吗麼么為为誰谁請请問问謝谢讚赞贊赞\
    歡欢滿满氣气憤愤惡恶無无恥耻過过紅红腫肿瘡疮癢痒燙烫傷伤燒烧觸触煙烟衛卫蟲虫蒼苍蠅蝇異异險险醫医嘔呕瀉泻頭头髮发協协會会監监報报\
    賠赔償偿罰罚顯显簽签遺遗丟丢點点鐘钟時时間间長长兩两幾几數数補补換换贈赠禮礼優优銷销動动積积帳账賬账號号戶户餘余額额轉转續续維维\
    護护裝装檢检測测洩泄資资訊讯隱隐擾扰盜盗碼码網网絡络損损壓压擠挤灑洒濕湿變变餿馊鏽锈縮缩線线膠胶舊旧劃划雜杂響响緩缓誠诚應应復复\
    覆复絕绝讓让給给從从對对錄录處处辦办權权負负責责經经紀纪領领級级檔档據据產产純纯綿绵寬宽鬆松緊紧難难鹹咸熱热涼凉凍冻鮮鲜爺爷媽妈\
    罵骂爭争議议認认證证陸陆聯联繫系係系門门樓楼櫃柜條条隻只雙双張张塊块殘残廢废棄弃較较輕轻雖虽當当場场極极樂乐體体驗验評评論论課课\
    顧顾視视撥拨掛挂斷断嚴严橫横強强調调執执虧亏賴赖謊谎賊贼盡尽僅仅輸输離离譜谱屬属園园團团衝冲搶抢遠远進进選选連连遙遥適适鄰邻郵邮\
    鋪铺鏡镜閃闪陳陈陽阳隨随雞鸡靈灵靜静韌韧頁页項项順顺須须預预頻频題题願愿飛飞飯饭飲饮駕驾騷骚驚惊鬧闹魚鱼麵面黃黄齊齐龍龙歲岁曬晒\
    曉晓暫暂書书東东業业檯台歷历毀毁決决減减滅灭漲涨潔洁牆墙獨独獲获現现環环畫画療疗盤盘眾众睜睁確确禍祸稅税穩稳窮穷節节範范筆笔築筑\
    簡简籤签糧粮約约紙纸紛纷細细終终組组結结絲丝統统綠绿緣缘編编練练織织繞绕繼继聞闻聲声聽听職职腦脑腳脚腸肠膚肤舉举興兴舖铺艙舱莊庄\
    華华萬万葉叶著着蓋盖藍蓝藥药蘋苹製制複复規规覺觉觀观計计訓训託托記记設设許许診诊註注詢询該该詳详語语說说讀读豐丰財财貧贫貪贪貴贵\
    貼贴賺赚賞赏賦赋趕赶跡迹踐践軟软輪轮農农邊边郤却釋释針针鈕钮鋁铝鋼钢錶表鍵键鍋锅鏈链鐵铁閉闭閱阅隊队際际霧雾韓韩頂顶頸颈風风餅饼\
    養养館馆騎骑鬱郁鹽盐麗丽斃毙彈弹徹彻";

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
    let mut pairs = SIMPLIFIED.chars();
    while let (Some(traditional), Some(simplified)) = (pairs.next(), pairs.next()) {
        if traditional == c {
            return simplified;
        }
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
