//! Undo: two hundred deep, over a restart, with the name of what was taken back; and back again.

use crate::desk::Desk;
use aims::domain::{
    Id, Kind,
    kinds::{evidence, item},
};

#[test]
fn undo_goes_two_hundred_deep_over_a_restart_and_names_each_step() {
    let mut desk = Desk::demo();
    desk.keys("<Enter><Esc>");
    let before = desk.records();
    for i in 0..200 {
        desk.bench.type_keys(["c", "o", "m", "M", "."][i % 5]).unwrap();
    }
    let changed = desk.records();
    let labels: Vec<String> = {
        let recent = desk.bench.app.world.recent.iter().map(|r| r.label.clone());
        recent.take(50).collect()
    };
    assert_eq!(labels.len(), 50);
    desk.reopen();
    for i in 0..200 {
        desk.bench.type_keys("u").unwrap();
        let said = desk.status();
        let name = labels.get(i).map_or("verdict ", String::as_str);
        assert!(said.starts_with(&format!("undid: {name}")), "{i}: {said}");
    }
    let undone = desk.records();
    let same = |a: &aims::domain::Records, b: &aims::domain::Records| {
        a.every().all(|r| b.get(r.id).is_some_and(|s| s.values == r.values && s.hidden == r.hidden))
    };
    assert!(same(&before, &undone), "two hundred steps back is where it began");
    // Undo can be undone, after another restart as well.
    desk.reopen();
    for _ in 0..200 {
        desk.bench.type_keys("<C-r>").unwrap();
        assert!(desk.status().starts_with("redid: verdict "), "{}", desk.status());
    }
    assert!(same(&changed, &desk.records()));
}

#[test]
fn one_undo_takes_back_what_was_filled_into_many_rows() {
    let mut desk = Desk::demo();
    desk.keys("gc/A.6<Enter>");
    let before = desk.records();
    desk.keys("*=");
    assert!(desk.screen().contains("of 9 controls"), "the count is told first:\n{}", desk.screen());
    desk.keys("owner<Enter>M. Berg<Enter>");
    let owners = |desk: &Desk| -> Vec<Option<Id>> {
        let records = desk.records();
        let rows = records.all(Kind::Item).filter(|i| i.id.to_string().starts_with("A.6"));
        rows.map(|i| i.one(item::OWNER)).collect()
    };
    let berg: Id = "P-01".parse().unwrap();
    assert_eq!(owners(&desk), [Some(berg); 9]);
    desk.reopen();
    desk.bench.type_keys("u").unwrap();
    assert!(desk.status().contains("owner of 9 "), "{}", desk.status());
    let after = desk.records();
    assert!(before.every().all(|r| after.get(r.id).is_some_and(|s| s.values == r.values)));
    desk.bench.type_keys("<C-r>").unwrap();
    assert_eq!(owners(&desk), [Some(berg); 9]);
}

#[test]
fn what_was_deleted_comes_back_with_its_links() {
    let mut desk = Desk::demo();
    let id: Id = "E-21".parse().unwrap();
    let links = |desk: &Desk| -> Vec<(Id, usize)> {
        let records = desk.records();
        let mut all: Vec<_> = records.pointing_at(id).map(|(r, field)| (r.id, field)).collect();
        all.sort();
        all
    };
    let before = links(&desk);
    assert!(!before.is_empty());
    desk.keys("ge/E-21<Enter>xd");
    assert!(desk.status().is_empty() || desk.status().contains("E-21"), "{}", desk.status());
    desk.reopen();
    assert!(desk.records().live(id).is_none());
    desk.keys("ge/Release record 2.14<Enter>");
    assert!(desk.screen().contains("0 of"), "{}", desk.screen());
    desk.bench.type_keys("<Esc>u").unwrap();
    assert!(desk.status().starts_with("undid: deletion of E-21"), "{}", desk.status());
    desk.reopen();
    let back = desk.record("E-21");
    assert!(!back.hidden && !back.text(evidence::TITLE).is_empty());
    assert_eq!(links(&desk), before);
}
