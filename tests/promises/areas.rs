//! Areas of risks: the catalogue has them, and the register narrows by them.

use crate::desk::Desk;
use aims::{
    domain::{Kind, kinds::risk},
    framework,
};

/// Takes the first entry of the catalogue that a word leaves, and says which area the new risk has.
fn from_catalogue(desk: &mut Desk, word: &str) -> &'static str {
    desk.keys(&format!("gRc{word}<Enter>"));
    desk.reopen();
    risk::AREAS[usize::from(desk.newest(Kind::Risk).choice(risk::AREA).expect("it has an area"))].code
}

#[test]
fn s0_31_risks_by_area() {
    let mut desk = Desk::empty();
    for (name, area) in [("Ranks by age", "bias"), ("Ranks by name", "bias"), ("Leaks prompts", "privacy")] {
        desk.keys(&format!("gRn{name}<Enter>")).field(risk::AREA).keys(&format!("{area}<Enter>"));
    }
    desk.keys("gRnNobody said<Enter>").reopen();
    desk.keys("gR/bias<Enter>");
    let seen = desk.screen();
    assert!(seen.contains("2 of 4 rows") && seen.contains("Ranks by age") && !seen.contains("Leaks"), "{seen}");
    desk.keys("<Esc>/privacy<Enter>");
    assert!(desk.screen().contains("1 of 4 rows") && desk.screen().contains("Leaks prompts"), "{}", desk.screen());
}

#[test]
fn s1_21_bias_opaqueness_weak_security_and_misuse_are_areas_of_the_catalogue() {
    let mut desk = Desk::empty();
    for (words, code) in [
        ("bias<Space>and<Space>fair", "bias"),
        ("transparency<Space>and", "transparency"),
        ("security<Space>of<Space>AI", "security"),
        ("misuse", "misuse"),
    ] {
        assert_eq!(from_catalogue(&mut desk, words), code);
    }
    // Typing the area leaves its entries, each with the area beside it.
    desk.keys("grcsecurity<Space>of<Space>AI");
    let rows = desk.wide().lines().filter(|l| l.contains("  security of AI systems")).count();
    let all = framework::risks().iter().filter(|r| risk::AREAS[usize::from(r.area)].code == "security").count();
    assert!(all > 3 && rows == all, "{rows} of {all}:\n{}", desk.wide());
}

#[test]
fn s4_12_bias_privacy_safety_and_misuse_can_be_picked() {
    let mut desk = Desk::empty();
    for (words, code) in [
        ("bias<Space>and<Space>fair", "bias"),
        ("privacy<Space>and", "privacy"),
        ("safety<Space>and", "safety"),
        ("misuse", "misuse"),
    ] {
        assert_eq!(from_catalogue(&mut desk, words), code);
        let taken = desk.newest(Kind::Risk);
        assert!(!taken.text(risk::DESCRIPTION).is_empty() && !taken.text(risk::SIGNS).is_empty(), "{code}");
    }
    assert_eq!(desk.records().count(Kind::Risk), 4);
}
