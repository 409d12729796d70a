//! A provision by its name: packs cite short codes, people read the name of the law and its article.
//!
//! The codes are a contract with whoever writes packs and reads answers; nobody who complains should have to know
//! them.

use crate::personal::Language;
use crate::policy::words::{Name, say};

/// How packs cite what a shop or a marketplace promises of its own.
pub(crate) const SHOP: &str = "shop";

/// The laws that packs cite, by the code before the article.
const LAWS: &[(&str, Name)] = &[
    ("CRPL", ["消费者权益保护法", "消費者權益保護法", "Consumer Rights Protection Law"]),
    (
        "R778",
        [
            "消费者权益保护法实施条例",
            "消費者權益保護法實施條例",
            "Regulation on the Consumer Rights Protection Law",
        ],
    ),
    (
        "O90",
        [
            "网络购买商品七日无理由退货暂行办法",
            "網路購買商品七日無理由退貨暫行辦法",
            "Measures on Returning Online Purchases without a Reason",
        ],
    ),
    ("ECL", ["电子商务法", "電子商務法", "E-Commerce Law"]),
    ("FSL", ["食品安全法", "食品安全法", "Food Safety Law"]),
    ("CC", ["民法典", "民法典", "Civil Code"]),
    ("PL", ["邮政法", "郵政法", "Postal Law"]),
    (
        "3G",
        [
            "部分商品修理更换退货责任规定",
            "部分商品修理更換退貨責任規定",
            "Rules on Repair, Replacement and Return",
        ],
    ),
    ("CRD", ["欧盟消费者权利指令", "歐盟消費者權利指令", "EU Consumer Rights Directive"]),
    ("SGD", ["欧盟商品买卖指令", "歐盟商品買賣指令", "EU Sale of Goods Directive"]),
    ("CRA 2015", ["英国2015年消费者权利法", "英國2015年消費者權利法", "Consumer Rights Act 2015"]),
    (
        "CCR 2013",
        ["英国2013年消费者合同条例", "英國2013年消費者合約條例", "Consumer Contracts Regulations 2013"],
    ),
    (
        "16 CFR",
        [
            "美国邮购商品规则",
            "美國郵購商品規則",
            "Mail, Internet, or Telephone Order Merchandise Rule, 16 CFR",
        ],
    ),
];

/// A citation as people read it; what no table knows stands as it is, and nothing for the shop's own promises.
pub fn provision(cite: &str, language: Language) -> String {
    let named: Vec<String> =
        cite.split("; ").map(|one| named(one, language)).filter(|one| !one.is_empty()).collect();
    named.join(say(["、", "、", "; "], language))
}

fn named(cite: &str, language: Language) -> String {
    if let Some(rest) = cite.strip_prefix(SHOP) {
        // What a marketplace promises stands under its name.
        return rest.trim_start().to_owned();
    }
    let found = LAWS.iter().find_map(|(code, name)| {
        let rest = cite.strip_prefix(code)?.strip_prefix(' ')?;
        Some((say(*name, language), rest))
    });
    let Some((law, place)) = found else { return cite.to_owned() };
    if language == Language::En {
        let place = match (place.strip_prefix('s'), place.strip_prefix('r')) {
            (Some(section), _) => ["section ", section].concat(),
            (_, Some(regulation)) => ["reg. ", regulation].concat(),
            _ if law.ends_with("CFR") => return [law, " ", place].concat(),
            _ => ["Art. ", place].concat(),
        };
        return [law, ", ", &place].concat();
    }
    let number = place.trim_start_matches(['s', 'r']);
    let article = match number.parse::<u16>() {
        Ok(number) => ["第", &numeral(number), say(["条", "條", ""], language)].concat(),
        Err(_) => ["第 ", number, say([" 条", " 條", ""], language)].concat(),
    };
    ["《", law, "》", &article].concat()
}

/// A number as articles are counted in Chinese.
fn numeral(number: u16) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const UNITS: [(u16, &str); 4] = [(1_000, "千"), (100, "百"), (10, "十"), (1, "")];
    let mut written = String::new();
    let mut has_gap = false;
    for (unit, name) in UNITS {
        let digit = number / unit % 10;
        if digit == 0 {
            has_gap = true;
            continue;
        }
        if has_gap && !written.is_empty() {
            written.push('零');
        }
        has_gap = false;
        // Between ten and twenty the ten stands alone.
        if !(written.is_empty() && unit == 10 && digit == 1) {
            written.push_str(DIGITS.get(usize::from(digit)).copied().unwrap_or_default());
        }
        written.push_str(name);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_are_called_by_their_names_in_three_languages() {
        for (cite, hans, en) in [
            ("CRPL 24", "《消费者权益保护法》第二十四条", "Consumer Rights Protection Law, Art. 24"),
            ("CC 582", "《民法典》第五百八十二条", "Civil Code, Art. 582"),
            ("FSL 148", "《食品安全法》第一百四十八条", "Food Safety Law, Art. 148"),
            (
                "3G 10",
                "《部分商品修理更换退货责任规定》第十条",
                "Rules on Repair, Replacement and Return, Art. 10",
            ),
            ("CRD 9", "《欧盟消费者权利指令》第九条", "EU Consumer Rights Directive, Art. 9"),
            ("CRA 2015 s22", "《英国2015年消费者权利法》第二十二条", "Consumer Rights Act 2015, section 22"),
            (
                "CCR 2013 r34",
                "《英国2013年消费者合同条例》第三十四条",
                "Consumer Contracts Regulations 2013, reg. 34",
            ),
            ("shop", "", ""),
            ("shop JD goods-dispute 11", "JD goods-dispute 11", "JD goods-dispute 11"),
        ] {
            assert_eq!(provision(cite, Language::ZhHans), hans);
            assert_eq!(provision(cite, Language::En), en);
        }
        assert_eq!(provision("CRPL 24", Language::ZhHant), "《消費者權益保護法》第二十四條");
        let american = "Mail, Internet, or Telephone Order Merchandise Rule, 16 CFR 435.2";
        assert_eq!(provision("16 CFR 435.2", Language::En), american);
        assert_eq!(
            provision("CRPL 24; CC 563", Language::ZhHans),
            "《消费者权益保护法》第二十四条、《民法典》第五百六十三条"
        );
    }

    #[test]
    fn articles_are_counted_as_chinese_counts() {
        for (number, written) in [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (105, "一百零五"),
            (110, "一百一十"),
            (1_052, "一千零五十二"),
            (1_260, "一千二百六十"),
        ] {
            assert_eq!(numeral(number), written);
        }
    }
}
