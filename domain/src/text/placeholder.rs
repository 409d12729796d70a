//! Values that stand where nothing is known: `000000`, `-`, `N/A`, `123456`, `guest`.
//!
//! Shops write them into fields that must not be empty. Taken for true they would let a stranger prove an order by
//! guessing, and would make one person of all buyers without an account.

/// Words that say "nobody" or "nothing", in the languages of shops' exports; compared without signs and case.
const NOTHING: &[&str] = &[
    "na",
    "nan",
    "nil",
    "no",
    "non",
    "none",
    "null",
    "undefined",
    "unknown",
    "empty",
    "blank",
    "missing",
    "notavailable",
    "notapplicable",
    "notprovided",
    "notgiven",
    "tbd",
    "tba",
    "void",
    "guest",
    "guests",
    "guestuser",
    "guestcustomer",
    "guestcheckout",
    "anonymous",
    "anonymouscustomer",
    "anon",
    "nobody",
    "noname",
    "noid",
    "nouser",
    "nocustomer",
    "noemail",
    "nomail",
    "nophone",
    "noaddress",
    "noreply",
    "donotreply",
    "test",
    "testuser",
    "dummy",
    "fake",
    "placeholder",
    "gast",
    "gastkunde",
    "unbekannt",
    "keine",
    "keiner",
    "invité",
    "anonyme",
    "inconnu",
    "aucun",
    "invitado",
    "anónimo",
    "anonimo",
    "desconocido",
    "ninguno",
    "convidado",
    "anônimo",
    "desconhecido",
    "nenhum",
    "ospite",
    "无",
    "無",
    "没有",
    "沒有",
    "空",
    "未知",
    "不详",
    "不詳",
    "未填",
    "未填写",
    "未填寫",
    "未提供",
    "匿名",
    "匿名用户",
    "匿名用戶",
    "游客",
    "遊客",
    "访客",
    "訪客",
    "散客",
    "测试",
    "測試",
    "暂无",
    "暫無",
    "ゲスト",
    "なし",
    "不明",
    "게스트",
    "없음",
    "гость",
    "нет",
    "неизвестно",
];

/// Words that name a kind of buyer or the way they came, where a customer's number was expected.
const KINDS: &[&str] = &[
    "x",
    "xx",
    "xxx",
    "xxxx",
    "not",
    "nothing",
    "false",
    "true",
    "visitor",
    "walkin",
    "walkincustomer",
    "cash",
    "cashcustomer",
    "default",
    "defaultcustomer",
    "customer",
    "user",
    "buyer",
    "client",
    "retail",
    "pos",
    "web",
    "webshop",
    "shop",
    "store",
    "online",
    "sample",
    "tester",
    "testing",
    "ohne",
    "kunde",
    "laufkunde",
    "invite",
    "client",
    "visiteur",
    "cliente",
    "visitante",
    "顾客",
    "顧客",
    "客户",
    "客戶",
    "买家",
    "買家",
    "用户",
    "用戶",
    "零售",
    "默认",
    "默認",
    "会员",
    "會員",
    "お客様",
    "손님",
];

/// The letters and digits of a text in lower case.
fn bare(text: &str) -> String {
    text.chars()
        .map(super::clean::narrow)
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a text says in words, or by having neither letter nor digit, that nothing is known.
pub fn is_nothing(text: &str) -> bool {
    let bare = bare(text);
    bare.is_empty() || NOTHING.contains(&bare.as_str())
}

/// Whether digits are a pattern that nobody was given: one of them repeated, or counted up or down.
pub fn is_pattern(digits: &str) -> bool {
    let steps = |step: fn(u8) -> u8| {
        let mut pairs = digits.bytes().zip(digits.bytes().skip(1));
        digits.len() >= 4 && pairs.all(|(a, b)| step(a) == b)
    };
    let is_digits = digits.bytes().all(|b| b.is_ascii_digit());
    is_digits
        && (steps(|digit| digit)
            || steps(|digit| if digit == b'9' { b'0' } else { digit.saturating_add(1) })
            || steps(|digit| if digit == b'0' { b'9' } else { digit.saturating_sub(1) }))
}

/// Whether a shop's number of a customer names nobody, so that it must never make two buyers one person.
///
/// Short numbers such as `7` or `11` are true customers of a small shop; nought, numbers below it and words are not.
pub fn names_nobody(customer: &str) -> bool {
    let bare = bare(customer);
    let is_negative = customer.trim().starts_with(['-', '\u{2212}']);
    let is_zero = bare.bytes().all(|b| b == b'0');
    is_nothing(customer)
        || KINDS.contains(&bare.as_str())
        || is_zero
        || is_negative
        || (bare.len() >= 6 && is_pattern(&bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_for_nobody_name_nobody() {
        for nobody in [
            "",
            " ",
            "0",
            "000",
            "-",
            "--",
            "-1",
            "n/a",
            "N.A.",
            "NULL",
            "None",
            "guest",
            "Guest checkout",
            "GUEST-USER",
            "anonymous",
            "游客",
            "匿名",
            "散客",
            "999999",
            "123456",
            "０",
            "0.0",
            "#",
            "unknown",
            "nan",
            "Walk-in",
            "POS",
        ] {
            assert!(names_nobody(nobody), "{nobody}");
        }
        for somebody in ["1", "7", "11", "C-1", "10293", "mei@example.com", "10000", "ab12", "G-17", "1234"] {
            assert!(!names_nobody(somebody), "{somebody}");
        }
    }

    #[test]
    fn patterns_are_told_from_numbers() {
        for pattern in ["000000", "11111", "123456", "1234567890", "987654", "0123456789", "9876543210"] {
            assert!(is_pattern(pattern), "{pattern}");
        }
        for number in ["35182", "13800138000", "112233", "121212", "10115", "", "7"] {
            assert!(!is_pattern(number), "{number}");
        }
    }
}
