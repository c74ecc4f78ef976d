//! Who changed what, when, from what to what: nothing had to be switched on for it.

use crate::desk::Desk;
use aims::domain::kinds::{finding, risk, system};

#[test]
fn s0_09_who_changed_which_field_when_from_what_to_what() {
    let mut desk = Desk::demo();
    let before = [desk.history("S-04").len(), desk.history("R-06").len(), desk.history("F-009").len()];
    assert!(before.iter().all(|steps| *steps > 0), "the demo's records have a past: {before:?}");
    desk.field_of("S-04", system::OWNER).keys("Sato<Enter>");
    desk.field_of("R-06", risk::TITLE).keys("<C-u>Claims refused at scale<Enter>");
    desk.field_of("F-009", finding::ADVICE).keys("Name one owner.<Esc>");
    desk.reopen();
    for (id, was, is) in [
        ("S-04", "D. Lind", "M. Sato"),
        ("R-06", "Wrong refusal of claims at scale", "Claims refused at scale"),
        ("F-009", "", "Name one owner."),
    ] {
        let (place, letter) = match &id[..1] {
            "S" => ("gi", "Owner"),
            "R" => ("gR", "Title"),
            _ => ("gf", "Advice"),
        };
        desk.keys(&format!("{place}/{id}<Enter>H"));
        let seen = desk.wide();
        desk.keys("q<Esc>");
        for words in ["ann@desk", "10:00", letter, was, is] {
            assert!(seen.contains(words), "{id}: {words}\n{seen}");
        }
    }
    // Steps of others are told apart from one's own.
    desk.keys("gi/S-04<Enter>H");
    let seen = desk.wide();
    assert!(seen.contains("ann@desk") && seen.lines().filter(|l| l.contains("20")).count() > 1, "{seen}");
}

#[test]
fn s1_44_trends_over_rounds_and_the_past() {
    let mut desk = Desk::demo();
    desk.keys("gt");
    let seen = desk.screen();
    for words in
        ["Open nonconformities", "Findings past due", "Open risks above appetite", "ROUND BY ROUND", "% in place"]
    {
        assert!(seen.contains(words), "{words} is not in\n{seen}");
    }
    assert!(!seen.contains("being read"), "{seen}");
    // What happens now moves the end; the journal is not read again.
    let open = |seen: &str| seen.lines().find(|l| l.contains("Open nonconformities")).unwrap().to_string();
    let before = open(&seen);
    desk.keys("q").keys("gf").keys("nThe rota is not kept<Enter>q").keys("gt");
    let after = open(&desk.screen());
    assert_ne!(before, after);
    // A measure leads to its register; an empty file says that there is nothing yet.
    desk.keys("gg<Enter>");
    assert!(desk.screen().contains("controls"), "{}", desk.screen());
    let mut desk = Desk::empty();
    desk.keys("gt");
    assert!(desk.screen().contains("No round is on file yet"), "{}", desk.screen());
}

#[test]
fn s4_23_it_is_told_whether_it_gets_better() {
    let mut desk = Desk::demo();
    desk.keys("gt");
    let seen = desk.screen();
    assert!(seen.contains("better") || seen.contains("worse"), "{seen}");
    let (code, out) = desk.shell(&["status", "demo.aims", "--over-time"]);
    assert!(code == 0 && out.lines().count() == 61 && out.starts_with("Day,"), "{out}");
    let (code, out) = desk.shell(&["status", "demo.aims", "--over-time", "--as-of", "2026-10-15"]);
    assert!(code == 0 && out.lines().last().unwrap().starts_with("2026-10-1"), "{out}");
}
