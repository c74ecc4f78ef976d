//! Lists for hands that come from a spreadsheet: sort, filter, ranges, and what is copied is what is seen.

use crate::desk::Desk;
use aims::{
    command::Context,
    domain::{Id, Kind, kinds::finding},
};
use std::fs;

/// The ids of the rows on screen, from top to bottom.
fn rows(screen: &str) -> Vec<Id> {
    let row = |line: &str| line.get(2..)?.split_whitespace().next()?.parse().ok();
    screen.lines().skip(3).take_while(|l| !l.starts_with('-')).filter_map(row).collect()
}
fn marked(desk: &Desk) -> Option<Id> {
    let app = &desk.bench.app;
    app.top().and_then(|p| p.subject(&app.world))
}

#[test]
fn any_column_sorts_and_the_order_is_kept() {
    let mut desk = Desk::demo();
    desk.keys("gi");
    // What changed since it was reviewed stands first, the rest by number.
    let by_id = rows(&desk.wide());
    assert!(by_id[1..].is_sorted() && desk.wide().contains("sort Changed"), "{}", desk.wide());
    desk.keys("S");
    // All columns are offered, also those that do not fit on the screen.
    for column in ["Name", "State", "Owner", "Next review", "Unit"] {
        assert!(desk.wide().contains(column), "{column}:\n{}", desk.wide());
    }
    desk.keys("name<Enter>");
    let by_name = rows(&desk.wide());
    let names = |desk: &Desk, ids: &[Id]| -> Vec<String> {
        let records = desk.records();
        ids.iter().map(|id| records.name(*id).to_lowercase()).collect()
    };
    assert!(names(&desk, &by_name).is_sorted() && by_name.len() == by_id.len());
    desk.keys("R");
    let turned: Vec<Id> = by_name.iter().rev().copied().collect();
    assert_eq!(rows(&desk.wide()), turned);
    desk.reopen().keys("gi");
    assert_eq!(rows(&desk.wide()), turned);
}

#[test]
fn a_filter_narrows_live_and_esc_takes_away_only_the_filter() {
    let mut desk = Desk::demo();
    desk.keys("gR/");
    let all = rows(&desk.wide()).len();
    desk.keys("s");
    desk.keys("i");
    desk.keys("lent");
    let narrowed = rows(&desk.wide());
    assert!(!narrowed.is_empty() && narrowed.len() < all, "{}", desk.wide());
    desk.keys("<Enter>");
    assert_eq!((desk.context(), rows(&desk.wide())), (Context::Risks, narrowed));
    let on = marked(&desk);
    desk.keys("<Esc>");
    assert_eq!((marked(&desk), rows(&desk.wide()).len()), (on, all), "the filter is gone, the row is kept");
    desk.keys("<Esc>");
    assert_eq!(desk.context(), Context::Home);
    // Nothing found: said so, with a way to search everywhere.
    desk.keys("gR/zzzz<Enter>");
    let said = format!("{} {}", desk.status(), desk.screen());
    assert!(said.contains("zzzz") && said.contains("whole file"), "{said}");
    desk.keys("//drift dashboard<Enter>");
    assert!(desk.wide().contains("ER-07"), "{}", desk.wide());
}

#[test]
fn ranges_mark_rows_and_one_row_keys_refuse_many() {
    for (keys, count) in [("vjj", 3), ("<S-Down><S-Down>", 3), ("<End><S-Up>", 2), ("<Space><Space>", 2), ("*", 13)] {
        let mut desk = Desk::demo();
        desk.keys(&format!("gf{keys}="));
        let told = desk.screen();
        assert!(told.contains(&format!("of {count} findings")), "{keys}:\n{told}");
    }
    let mut desk = Desk::demo();
    desk.keys("gfvjj");
    let before = desk.records();
    for key in [">", "<lt>", "w", "A"] {
        desk.bench.type_keys(key).unwrap();
        assert!(desk.status().contains("one row"), "{key}: {}", desk.status());
        assert_eq!(desk.context(), Context::Findings);
    }
    assert!(before.every().eq(desk.records().every()), "nothing was done");
    // With the marks gone it does its work again.
    desk.keys("<Esc><Home><Down>").keys("g").keys("g");
    let id = marked(&desk).unwrap();
    let step = finding::step(&desk.record(&id.to_string()));
    desk.keys("<lt>");
    assert_ne!(finding::step(&desk.record(&id.to_string())), step);
}

#[test]
fn what_is_copied_and_saved_is_what_is_seen() {
    let mut desk = Desk::demo();
    desk.keys("gf/major<Enter><Esc>/R. Okafor<Enter>Stitle<Enter>R");
    let seen = rows(&desk.wide());
    assert!(seen.len() > 1);
    desk.keys("yc");
    let copied = desk.bench.copied().expect("something was copied").to_string();
    let mut lines = copied.lines();
    let heads: Vec<&str> = lines.next().unwrap().split('\t').collect();
    assert_eq!(heads[0], "Id");
    let fields = Kind::Finding.spec().fields;
    let columns = fields.iter().filter(|f| matches!(f.place, aims::domain::field::Placement::Column(_)));
    // A day is copied as a day, also where the column says how late it is.
    let labels = columns.map(|f| if f.name == "late" { fields[finding::DUE].label } else { f.label });
    assert_eq!(heads[1..], labels.collect::<Vec<_>>());
    assert!(!copied.contains("LATE"), "{copied}");
    let ids: Vec<Id> = lines.map(|l| l.split('\t').next().unwrap().parse().unwrap()).collect();
    assert_eq!(ids, seen);
    // A spreadsheet pastes it; only what is marked goes there, if something is.
    desk.keys("<Space>yc");
    assert_eq!(desk.bench.copied().unwrap().lines().count(), 2);
    desk.keys("<Esc>");
    let path = desk.folder.path().join("seen.csv");
    desk.keys(&format!("ys<C-u>{}<Enter>", path.display()));
    let csv = fs::read_to_string(path).unwrap();
    let ids: Vec<Id> = csv.lines().skip(1).map(|l| l.split(',').next().unwrap().parse().unwrap()).collect();
    assert_eq!(ids, seen);
}
