use super::*;

#[test]
fn every_conclusion_quotes_the_text() {
    let text = "手機壞了，我要投訴！";
    let triage = triage(text);
    assert_eq!(triage.category.unwrap().value, Category::Quality);
    assert_eq!(triage.urgency.value, Urgency::Priority);
    assert_eq!(
        triage.urgency.reasons.iter().map(|reason| reason.words.as_str()).collect::<Vec<_>>(),
        ["投訴"]
    );
    assert_eq!(triage.urgency.reasons.first().unwrap().at, 7);
}
