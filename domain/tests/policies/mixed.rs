//! A cart of several kinds of goods: the wish stays among the options, and each says what it is about.

use crate::delivered;
use domain::policy::authoring::parse_case;
use domain::policy::decide;
use domain::remedy::Remedy;
use domain::testing::zones;

const CART: &str = r#"
packs = ["cn-law", "shop-default"]
asked_at = "2026-03-06T10:00:00+08:00"
[complaint]
category = "quality"
wants = ["return_refund"]
[order]
currency = "CNY"
placed_at = "2026-03-01T10:00:00+08:00"
delivered_at = "2026-03-04T12:00:00+08:00"
[[order.line]]
sku = "TV"
title = "电视机"
unit_price = "100.00"
quantity = 1
traits = ["durable"]
[[order.line]]
sku = "CURTAIN"
title = "窗帘"
unit_price = "50.00"
quantity = 1
traits = ["custom_made"]
[[order.line]]
sku = "PEACH"
title = "桃子"
unit_price = "30.00"
quantity = 1
traits = ["food", "perishable"]
[finding]
defect = "established"
fault = "seller"
"#;

#[test]
fn an_option_that_begins_with_a_part_of_the_cart_settles_the_rest_too() {
    let case = parse_case("case.toml", CART, &zones()).unwrap();
    let packs = delivered::packs(&case.packs);
    let options = decide(&packs, &case.facts()).options;
    let wished = &options[0];
    assert_eq!(wished.parts[0].remedy, Remedy::ReturnRefund);
    assert!(wished.is_recommended && !wished.is_below_entitlement && wished.parts[0].goods.is_empty());
    let mut n_apart = 0;
    for option in options.iter().filter(|option| !option.parts[0].goods.is_empty()) {
        n_apart += 1;
        let named: Vec<&str> =
            option.parts.iter().flat_map(|part| &part.goods).map(|one| one.sku.as_str()).collect();
        assert!(["TV", "CURTAIN", "PEACH"].iter().all(|sku| named.contains(sku)), "{option:?}");
        assert!(!option.is_below_entitlement && option.missing.is_empty(), "{option:?}");
    }
    assert!(n_apart > 0, "{options:?}");
}

#[test]
fn options_for_one_kind_of_goods_name_none() {
    let one_kind = CART
        .replace("[\"custom_made\"]", "[\"durable\"]")
        .replace("[\"food\", \"perishable\"]", "[\"durable\"]");
    let case = parse_case("case.toml", &one_kind, &zones()).unwrap();
    let packs = delivered::packs(&case.packs);
    let options = decide(&packs, &case.facts()).options;
    assert!(options.len() > 1);
    assert!(options.iter().flat_map(|option| &option.parts).all(|part| part.goods.is_empty()));
}
