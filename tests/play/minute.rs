//! The first minute of a newcomer, key by key.

use crate::desk::Desk;
use aims::{
    command::Context,
    domain::{
        Kind,
        kinds::answer::{self, Verdict},
    },
};

/// The number behind a word in the header of the card: `findings 3`.
fn counted(screen: &str, word: &str) -> usize {
    let header = screen.lines().nth(1).unwrap_or_default();
    let after = header.split(word).nth(1).unwrap_or_else(|| panic!("{word}:\n{screen}"));
    after.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{word}:\n{screen}"))
}

#[test]
fn the_first_minute() {
    let mut desk = Desk::first_screen();
    let start = desk.screen();
    let first = start.lines().find(|l| l.starts_with('>')).expect("a marked line");
    assert!(first.contains("Try the demo"), "{start}");
    let flat = start.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in ["New file", "Open file", "Nothing leaves this machine"] {
        assert!(flat.contains(words), "{words}\n{start}");
    }
    assert!(start.trim_end().ends_with("? help"), "{start}");

    desk.keys("<Enter>");
    let home = desk.screen();
    assert!(home.lines().next().unwrap().contains("DEMO"), "{home}");
    assert!(home.contains("> Resume interview"), "{home}");

    desk.keys("<Enter>");
    assert_eq!(desk.context(), Context::Writing);
    let (_, cursor) = desk.bench.screen_and_cursor(80, 24);
    let row = desk.screen().lines().nth(cursor.expect("a cursor").y as usize).unwrap_or_default().to_string();
    assert!(row.ends_with("enough") || row.ends_with("minutes were"), "the cursor is behind the last word: {row}");
    assert!(desk.screen().contains("NOTE  Esc keys"), "{}", desk.screen());
    let findings = counted(&desk.screen(), "findings ");

    // What is said now has its own time.
    desk.keys("the rule asks for one");
    assert!(desk.screen().contains("the rule asks for one"), "{}", desk.screen());
    // Saved by itself a second later.
    assert!(desk.screen().contains("saved 10:00:"), "{}", desk.screen());
    let note = desk.screen();

    desk.keys("<Esc>");
    let keys = desk.screen();
    assert_eq!(desk.context(), Context::Card);
    for words in ["c conforms", "o OFI", "m minor", "M major"] {
        assert!(keys.lines().last().unwrap().contains(words), "{keys}");
    }
    let note_rows = |screen: &str| screen.lines().skip(7).take(10).map(String::from).collect::<Vec<_>>();
    assert_eq!(note_rows(&note), note_rows(&keys), "the note did not move");

    desk.bench.type_keys("m").unwrap();
    let judged = desk.screen();
    assert!(judged.contains("MINOR NC") && judged.lines().nth(1).unwrap().contains("[7]"), "{judged}");
    assert_eq!(desk.status(), "verdict minor, u undoes");

    desk.keys("f");
    let drawer = desk.screen();
    assert_eq!(desk.context(), Context::Drawer);
    assert!(drawer.contains("RAISE FINDING") && drawer.contains("Title"), "{drawer}");
    assert!(drawer.contains("no named approver on 2.14"), "it knows what was written:\n{drawer}");

    desk.keys("<Enter>");
    assert_eq!(desk.context(), Context::Card, "back in the state it was opened from");
    assert_eq!(counted(&desk.screen(), "findings "), findings + 1);
    let raised = desk.newest(Kind::Finding).id;

    desk.bench.type_keys("u").unwrap();
    assert!(desk.status().starts_with(&format!("undid: finding {raised}")), "{}", desk.status());
    assert_eq!(counted(&desk.screen(), "findings "), findings);

    desk.bench.type_keys("<C-r>").unwrap();
    assert!(desk.status().starts_with("redid: finding"), "{}", desk.status());
    assert_eq!(counted(&desk.screen(), "findings "), findings + 1);
    desk.keys("<PageDown>");
    assert!(desk.screen().lines().nth(1).unwrap().contains("[8]"), "{}", desk.screen());

    desk.keys("q");
    let home = desk.screen();
    assert_eq!(desk.context(), Context::Home);
    let open = desk.records().all(Kind::Finding).filter(|f| aims::domain::kinds::finding::is_open(f)).count();
    assert!(home.contains(&format!("{open} open")), "{home}");

    desk.keys("gr");
    assert!(desk.screen().contains("L4 x C5  critical"), "the worst filled cell:\n{}", desk.screen());

    desk.keys("?");
    assert_eq!(desk.context(), Context::Help);
    let help = desk.screen();
    desk.keys("treat");
    assert!(desk.screen() != help && desk.screen().contains("Choose the controls that treat"), "{}", desk.screen());
    desk.keys("<Esc>");
    while desk.context() == Context::Help {
        desk.keys("<Esc>");
    }

    desk.keys(":new");
    let palette = desk.screen();
    let marked = palette.lines().find(|l| l.starts_with("> ")).expect("a marked line");
    assert!(marked.starts_with("> New file"), "{palette}");

    // And all of it is there the next day.
    desk.reopen();
    let judged =
        desk.records().all(Kind::Answer).find(|a| a.text(answer::NOTE).contains("the rule asks for one")).cloned();
    assert_eq!(judged.map(|a| answer::verdict(&a)), Some(Verdict::Minor));
}
