//! The cells of a list for hands that come from a spreadsheet: what is typed, in how many keys, and what one undo takes.

use crate::desk::{Desk, count, id};
use aims::{
    command::Context,
    domain::{
        Kind, Value,
        kinds::{action, person},
    },
};

/// A file with two people and so many actions, sheet keys, at the list of actions.
pub fn actions(n: usize) -> Desk {
    let mut desk = Desk::with_people();
    desk.keys(":Use the keys of a spreadsheet<Enter>ga");
    assert!(desk.status().is_empty() || desk.screen().contains("Nothing here yet"), "{}", desk.screen());
    for i in 1..=n {
        desk.keys(&format!("nstep {i}<Enter>q"));
    }
    desk.keys("<Home>");
    desk
}
fn titles(desk: &Desk) -> Vec<String> {
    desk.records().all(Kind::Action).map(|r| r.title().to_string()).collect()
}

#[test]
fn a_column_of_fifteen_values_costs_one_key_more_than_in_a_spreadsheet() {
    let mut desk = actions(15);
    let values: Vec<String> = (1..=15).map(|n| format!("task {}", n * n)).collect();
    let script: String = values.iter().map(|v| format!("{v}<Enter>")).collect();
    // One key goes into the cells; a spreadsheet is there already.
    desk.keys("<Enter>");
    assert_eq!(desk.context(), Context::Cells);
    desk.keys(&script);
    assert_eq!(count(&script), values.iter().map(|v| v.len() + 1).sum::<usize>());
    assert_eq!(titles(&desk), values);
    desk.keys("<Esc>");
    assert_eq!(desk.context(), Context::Actions);
    assert!(desk.screen().contains("task 225"), "{}", desk.screen());
    // Each cell is a step of its own.
    desk.keys("u");
    assert_eq!(titles(&desk)[14], "step 15");
}

#[test]
fn tab_goes_right_enter_comes_back_below_and_words_are_taken_by_their_beginning() {
    let mut desk = actions(3);
    desk.keys("<Enter><Tab>ada<Tab>+2w<Tab>i<Enter>");
    let first = desk.record("A-01");
    assert_eq!(first.one(action::OWNER), Some(id("P-01")));
    assert_eq!(first.date(action::DUE).unwrap().to_string(), "2026-12-08", "the column of late days takes a day");
    assert_eq!(first.value(action::STATE), &action::State::InWork.value());
    // Enter went back to the column in which Tab began, one row below.
    desk.keys("renamed<Enter>");
    assert_eq!(titles(&desk)[1], "renamed");
    // Shift-Tab goes left, and what no word begins with stays open with the reason.
    desk.keys("<Up><Tab><Tab><S-Tab>zed<Enter>");
    assert!(desk.status().contains("nothing here is called “zed”"), "{}", desk.status());
    assert!(desk.screen().contains("Owner: zed"), "{}", desk.screen());
    desk.keys("<BS><BS><BS>ben");
    assert!(desk.screen().contains("Owner: ben = Ben Cole"), "{}", desk.screen());
    desk.keys("<Enter>");
    assert_eq!(desk.record("A-02").one(action::OWNER), Some(id("P-02")));
}

#[test]
fn rows_stay_while_their_cells_are_typed_and_f2_edits() {
    let mut desk = actions(3);
    // The list is sorted by day: a day typed into a row would move it.
    desk.keys("<Enter><Tab><Tab>31.12.2026<Down>30.11.2026<Down>1.12.2026<Enter>");
    let days = |desk: &Desk| -> Vec<String> {
        desk.records().all(Kind::Action).map(|r| r.date(action::DUE).unwrap().to_string()).collect()
    };
    assert_eq!(days(&desk), ["2026-12-31", "2026-11-30", "2026-12-01"]);
    desk.keys("<Home>");
    let screen = desk.screen();
    desk.keys("<Up><Up><Up><Esc>");
    assert_ne!(desk.screen(), screen);
    let screen = desk.screen();
    let row = |id: &str| screen.lines().position(|l| l.contains(id)).unwrap();
    assert!(row("A-02") < row("A-03") && row("A-03") < row("A-01"), "in their order again:\n{screen}");
    // F2 goes on in what stands there; arrows move in the text.
    desk.keys("<Home><Enter><Home><F2> ok<Left><Left><Left>,<Enter>");
    assert_eq!(titles(&desk)[1], "step 2, ok");
    // Delete empties, but a record keeps its name.
    desk.keys("<Up><Del>");
    assert!(desk.status().contains("keeps a name"), "{}", desk.status());
    desk.keys("<Tab><Tab><Del>");
    assert_eq!(desk.record("A-02").date(action::DUE), None);
}

#[test]
fn what_is_typed_and_not_taken_waits_as_a_draft() {
    let mut desk = actions(1);
    desk.keys("<Enter>half a sent<Esc>");
    assert!(desk.status().contains("not taken: half a sent; it is kept"), "{}", desk.status());
    assert_eq!(titles(&desk), ["step 1"]);
    assert_eq!(desk.bench.app.world.drafts.len(), 1);
    // Typed and the program gone: the text is there at the next start.
    let mut desk = actions(1);
    desk.keys("<Enter>almost");
    desk.crash();
    assert_eq!(titles(&desk), ["step 1"]);
    let drafts = &desk.bench.app.world.drafts;
    assert!(drafts.values().any(|d| d.text == "almost"), "{drafts:?}");
}

#[test]
fn fill_down_takes_the_row_above_and_with_marks_the_first_of_them() {
    let mut desk = actions(4);
    desk.keys("<Enter><Tab>ada<Enter><Tab><C-d>");
    assert_eq!(desk.record("A-02").one(action::OWNER), Some(id("P-01")));
    desk.keys("<Esc>*<Enter><C-d>");
    assert!(desk.status().contains("filled as in A-01"), "{}", desk.status());
    let all = |desk: &Desk| desk.records().all(Kind::Action).filter(|r| r.one(action::OWNER).is_some()).count();
    assert_eq!(all(&desk), 4);
    desk.keys("<C-_>");
    assert_eq!(all(&desk), 2, "one undo: {}", desk.status());
}

#[test]
fn a_block_of_cells_is_shown_before_it_is_taken_and_one_undo_takes_it_back() {
    let mut desk = actions(3);
    desk.keys("<Enter><Paste:one\tAda Berg\ntwo\tben\n>");
    let screen = desk.screen();
    assert!(screen.contains("Paste 2 x 2 cells") && screen.contains("step 1 → one"), "{screen}");
    assert!(screen.contains("Ben Cole"), "{screen}");
    assert_eq!(titles(&desk), ["step 1", "step 2", "step 3"], "nothing is written before");
    desk.keys("t");
    assert_eq!(titles(&desk), ["one", "two", "step 3"]);
    assert_eq!(desk.record("A-02").one(action::OWNER), Some(id("P-02")));
    desk.keys("<C-_>");
    assert_eq!(titles(&desk), ["step 1", "step 2", "step 3"]);
    assert_eq!(desk.record("A-02").one(action::OWNER), None);
    // What cannot be read, or has no row, is named, and then nothing can be taken.
    for (block, named) in [("x\tnobody\ny\tben", "nobody"), ("a\nb\nc\nd", "4 rows are pasted and 3 are here")] {
        desk.keys(&format!("<Paste:{block}>"));
        let screen = desk.wide();
        assert!(screen.contains(named) && screen.contains("nothing can be taken"), "{screen}");
        desk.keys("<Enter>");
        assert_eq!(titles(&desk), ["step 1", "step 2", "step 3"]);
    }
    // One cell is written on and taken by Enter.
    desk.keys("<Paste:from outside>");
    assert_eq!(titles(&desk)[0], "step 1");
    desk.keys("<Enter>");
    assert_eq!(titles(&desk)[0], "from outside");
}

#[test]
fn what_is_copied_comes_back_as_it_was() {
    let mut desk = actions(2);
    desk.keys("<Enter><Tab>ada<Tab>31.12.2026<Enter><Esc>yc");
    let copied = desk.bench.copied().unwrap().to_string();
    let row: Vec<&str> = copied.lines().nth(1).unwrap().split('\t').collect();
    assert_eq!(row[..4], ["A-01", "step 1", "Ada Berg", "2026-12-31"]);
    // The cells of the row, pasted on the other one.
    desk.keys(&format!("<Home><Down><Enter><Home><Paste:{}>", row[1..].join("\t")));
    assert!(desk.wide().contains("Ada Berg"), "{}", desk.wide());
    desk.keys("t");
    let other = desk.record("A-02");
    assert_eq!((other.title(), other.one(action::OWNER)), ("step 1", Some(id("P-01"))));
    assert_eq!(other.date(action::DUE).unwrap().to_string(), "2026-12-31");
}

#[test]
fn in_the_other_maps_e_edits_the_cell_and_enter_opens_as_before() {
    let mut desk = Desk::with_people();
    desk.keys("gP<Home>").keys("e").keys("<Tab><Tab>CEO").keys("<Tab>Board<Enter>");
    let ada = desk.record("P-01");
    assert_eq!((ada.text(person::TITLE), ada.text(person::UNIT)), ("CEO", "Board"));
    desk.keys("<Esc><Home><Enter>");
    assert!(desk.bench.app.contexts().contains(&Context::Record));
}

#[test]
fn a_new_one_like_this_holds_what_it_does_and_the_cursor_stands_on_it() {
    let mut desk = Desk::with_people();
    desk.keys("gP<Home>").keys("e").keys("<Tab><Tab>Engineer").keys("<Tab>Research<Enter><Esc>");
    desk.keys("<Home>N").keys("<C-a><C-k>Cleo Dahl<Enter>q");
    let cleo = desk.newest(Kind::Person);
    assert_eq!((cleo.title(), cleo.text(person::UNIT)), ("Cleo Dahl", "Research"));
    let app = &desk.bench.app;
    assert_eq!(app.top().and_then(|p| p.subject(&app.world)), Some(cleo.id), "the cursor is on what was made");
    desk.keys("u");
    assert_eq!(desk.records().all(Kind::Person).count(), 2);
}

#[test]
fn a_field_is_repeated_on_other_rows_and_the_page_opens_where_the_last_one_was_left() {
    let mut desk = Desk::with_people();
    desk.keys("gP<Home>").keys("e").keys("<Tab><Tab><Tab>Audit<Enter><Esc><Home><Down>.");
    assert_eq!(desk.record("P-02").text(person::UNIT), "Audit");
    assert!(desk.status().contains("again"), "{}", desk.status());
    // On the page, Down to a field; the next page opens there.
    desk.keys("<Home><Enter><Down><Down>");
    let line = |desk: &mut Desk| desk.screen().lines().find(|l| l.starts_with("> ")).unwrap_or_default().to_string();
    let label = line(&mut desk).trim_end().to_string();
    assert!(label.ends_with("E-mail"), "{label}");
    desk.keys("q<Down><Enter>");
    assert_eq!(line(&mut desk).trim_end(), label, "{}", desk.screen());
    // Another kind in between, nothing to repeat there.
    desk.keys("qgs").keys("nAcme Cloud<Enter>q.");
    assert!(desk.status().contains("the last field was unit of people"), "{}", desk.status());
    assert_eq!(
        desk.newest(Kind::Supplier).value(desk.newest(Kind::Supplier).id.kind.spec().title),
        &Value::text("Acme Cloud")
    );
}

#[test]
fn hands_are_chosen_at_the_first_start_in_one_key_and_kept() {
    for (key, name) in [("v", "vim"), ("e", "emacs"), ("s", "sheet"), ("a", "default")] {
        let mut desk = Desk::first_screen();
        assert!(desk.screen().contains("v vim   e emacs   s spreadsheet"), "{}", desk.screen());
        desk.keys(key);
        let kept = std::fs::read_to_string(desk.folder.path().join("config/keys.toml")).unwrap();
        assert_eq!(kept, format!("base = \"{name}\"\n"));
        assert!(desk.bench.app.world.keymap.files.contains(&name.to_string()));
    }
}

#[test]
fn settings_hold_at_once_and_at_the_next_start() {
    let mut desk = Desk::empty();
    desk.keys("g,ds");
    // There is no such word of the order of days.
    assert!(desk.screen().contains("Date order"), "{}", desk.screen());
    desk.keys("<Esc>").keys("g,dd");
    let kept = std::fs::read_to_string(desk.folder.path().join("config/settings.toml")).unwrap();
    assert_eq!(kept, "dates = \"day\"\n");
    desk.keys("<Esc>").keys("ganstep<Enter>q").keys("e<Tab><Tab>3/4/2027<Enter>");
    assert_eq!(desk.record("A-01").date(action::DUE).unwrap().to_string(), "2027-04-03");
    desk.keys("<Esc>g,tc<Esc>");
    assert!(desk.bench.app.world.theme.contrast);
    desk.keys("g,kv");
    assert!(desk.screen().contains("Key map: vim"), "{}", desk.screen());
    desk.keys("<Esc>gai");
    assert_eq!(desk.context(), Context::Cells);
    desk.keys("<Esc>ZZ");
    assert!(desk.bench.app.is_quitting());
}
