//! What is typed in the wrong place, all at once, or left half-way: nothing wrong is stored, and nothing is lost.

use crate::desk::Desk;
use aims::{
    app::Msg,
    domain::{
        Kind,
        kinds::{answer, risk, system},
    },
    keymap::Key,
    runtime::Workbench,
    ui::Place,
};

fn twenty(desk: &mut Desk, slow: u64) {
    let words = ["High", "low", "MEDIUM", "h", "Low", "medium", "HIGH", "L", "m", "high"];
    for (i, word) in words.iter().cycle().take(20).enumerate() {
        desk.keys(&format!("gin System {i}<Enter>"));
        desk.field(system::TIER);
        for key in word.chars() {
            desk.bench.message(Msg::Key(Key::char(key)));
            desk.bench.settle();
            desk.bench.rest(slow);
        }
        desk.keys("<Enter>");
    }
    desk.reopen();
    let records = desk.records();
    assert_eq!(records.count(Kind::System), 20, "no word made a record of its own");
    for (record, word) in records.all(Kind::System).zip(words.iter().cycle()) {
        let tier = system::Tier::of(record, system::TIER).unwrap();
        let wanted = match word.to_lowercase().chars().next() {
            Some('h') => system::Tier::High,
            Some('m') => system::Tier::Medium,
            _ => system::Tier::Low,
        };
        assert_eq!(tier, wanted, "{} {word}", record.id);
    }
}

#[test]
fn twenty_systems_typed_by_whole_words_hold_twenty_right_values() {
    twenty(&mut Desk::empty(), 0);
    twenty(&mut Desk::empty(), 400);
}

#[test]
fn words_that_come_at_once_in_a_list_run_no_command_until_that_is_asked_for() {
    let mut desk = Desk::demo();
    let systems = desk.records().count(Kind::System);
    for text in ["this one is high\nquite another\n", "vendor\tclass of risk\tlow\nother\tthing\n"] {
        desk.keys("gi");
        let keys = text.replace('\n', "<Enter>").replace('\t', "<Tab>");
        desk.keys(&keys);
        let seen = desk.screen();
        assert!(seen.contains("reads as text") && seen.contains("k runs it as keys"), "{seen}");
        desk.keys("<Esc>");
        assert!(desk.status().starts_with("not taken: "), "{}", desk.status());
        assert_eq!(desk.records().count(Kind::System), systems);
    }
    // Kept, it goes into the next field as one piece.
    desk.keys("gi").keys("this one is high<Enter>quite another<Enter>").keys("t");
    desk.field_of("S-01", system::OVERSIGHT).keys("<Esc>");
    let purpose = desk.record("S-01").text(system::OVERSIGHT).to_string();
    assert!(purpose.contains("this one is high\nquite another"), "{purpose}");
    // The same keys one by one are keys, and a script opens its field first.
    desk.keys("gi").keys("nnote of a new system<Enter>").reopen();
    assert_eq!(desk.newest(Kind::System).title(), "note of a new system");
}

#[test]
fn prose_that_comes_at_once_answers_no_list_of_choices() {
    let mut desk = Desk::demo();
    let kinds = [("S-04", system::STATE), ("R-06", risk::STATUS), ("S-04", system::TIER)];
    let first = |c: char| format!("{c}he model was retrained in May.<Enter>Delete the old one; quit.<Enter>");
    for (id, field) in kinds {
        let before = desk.record(id).value(field).clone();
        let id: aims::domain::Id = id.parse().unwrap();
        for letter in ('a'..='z').flat_map(|c| [c, c.to_ascii_uppercase()]) {
            desk.bench.message(Msg::Go(Place::Record(id)));
            desk.bench.message(Msg::Go(Place::Quick(vec![id], field)));
            desk.bench.settle();
            desk.keys(&first(letter));
            assert_eq!(*desk.record(&id.to_string()).value(field), before, "{id} {letter}\n{}", desk.screen());
            desk.keys("<Esc><Esc>");
        }
    }
    // One word of it is the answer.
    desk.bench.message(Msg::Go(Place::Record("S-09".parse().unwrap())));
    desk.keys("sretired<Enter>").reopen();
    assert_eq!(system::State::of(&desk.record("S-09"), system::STATE), Some(system::State::Retired));
}

#[test]
fn text_that_nobody_said_what_it_is_is_asked_about_again_after_a_crash() {
    let mut desk = Desk::demo();
    let text = "this one is high<Enter>quite another<Enter>";
    desk.keys("gi").keys(text).crash();
    assert!(desk.screen().contains("quite another"), "{}", desk.screen());
    // Kept for the next field, and the program ends before one is open.
    desk.keys("t").crash().keys("t");
    desk.field_of("S-01", system::OVERSIGHT).crash();
    assert!(!desk.screen().contains("reads as text"), "{}", desk.screen());
    desk.field_of("S-01", system::OVERSIGHT).keys("<Esc>");
    assert!(desk.record("S-01").text(system::OVERSIGHT).contains("quite another"));
    // Dropped is dropped.
    desk.keys("gi").keys(text).keys("<Esc>").crash();
    assert!(!desk.screen().contains("reads as text"), "{}", desk.screen());
}

#[test]
fn a_line_left_with_esc_is_kept_over_a_restart_and_comes_back_only_when_asked() {
    let mut desk = Desk::demo();
    let name = desk.record("S-01").title().to_string();
    desk.field_of("S-01", system::NAME).keys("<C-u>Another name<Esc>").reopen();
    assert_eq!(desk.record("S-01").title(), name);
    desk.field_of("S-01", system::NAME);
    assert!(desk.screen().contains("Another name"), "{}", desk.screen());
    desk.keys("<Up><Enter>").reopen();
    assert_eq!(desk.record("S-01").title(), "Another name");
    desk.field_of("S-01", system::NAME);
    assert!(!desk.screen().contains("Up brings back"), "{}", desk.screen());
    desk.keys("<Esc>gi").keys("nHalf a system<Esc>").reopen().keys("gi").keys("n");
    assert!(desk.screen().contains("Up brings back what was left here: Half a system"), "{}", desk.screen());
    desk.keys("<Up><Enter>").reopen();
    assert_eq!(desk.newest(Kind::System).title(), "Half a system");
}

#[test]
fn a_line_is_kept_in_a_file_that_another_program_changed_too() {
    let mut desk = Desk::demo();
    assert!(desk.bench.close());
    let conn = rusqlite::Connection::open(desk.path()).unwrap();
    conn.execute("UPDATE finding SET title = 'forged' WHERE n = 9", []).unwrap();
    drop(conn);
    desk.crash().keys("gi").keys("nHalf a system").crash().keys("gi").keys("n");
    assert!(desk.screen().contains("Up brings back what was left here: Half a system"), "{}", desk.screen());
}

#[test]
fn lines_that_are_left_at_one_question_wait_beside_each_other() {
    let mut desk = Desk::demo();
    for name in ["First name", "Second name"] {
        desk.keys("gi").keys(&format!("n{name}<Esc>"));
    }
    desk.reopen().keys("gi").keys("n<Up>");
    assert!(desk.screen().contains("> Second name") && desk.screen().contains("1 of 2"), "{}", desk.screen());
    desk.keys("<Up>");
    assert!(desk.screen().contains("> First name"), "{}", desk.screen());
    // One begun and taken away again takes none of them along.
    desk.keys("<Esc>gi").keys("nx").keys("<Backspace>").keys("<Esc>").reopen().keys("gi").keys("n");
    assert!(desk.screen().contains("Up brings back what was left here"), "{}", desk.screen());
    desk.keys("<Esc>");
    // A line of a field and one of its cell likewise; what is taken in the cell is not the end of what waits.
    desk.field_of("S-01", system::NAME).keys("<C-u>Third<Esc>");
    desk.field_of("S-01", system::NAME).keys("<C-u>Fourth<Esc>").crash();
    desk.field_of("S-01", system::NAME).keys("<Up>");
    assert!(desk.screen().contains("> Fourth"), "{}", desk.screen());
    desk.keys("<Up>");
    assert!(desk.screen().contains("> Third"), "{}", desk.screen());
    desk.keys("<Enter>").reopen();
    assert_eq!(desk.record("S-01").title(), "Third");
}

#[test]
fn a_line_of_another_window_of_the_same_person_is_not_written_over() {
    let mut desk = Desk::demo();
    let path = desk.bench.file().unwrap().0.to_path_buf();
    let mut options = desk.bench.options.clone();
    options.who.pid += 1;
    let mut other = Workbench::headless_at(&path, options).unwrap();
    desk.keys("gi").keys("nOf the first window");
    step(&mut other, "gin");
    step(&mut other, "Of the second window");
    drop(other);
    desk.crash().keys("gi").keys("n<Up>");
    let first = desk.screen();
    let second = desk.keys("<Up>").screen();
    let both = |words: &str| first.contains(words) || second.contains(words);
    assert!(both("> Of the first window") && both("> Of the second window"), "{first}\n{second}");
}

#[test]
fn a_rating_and_its_reason_are_one_undo() {
    let mut desk = Desk::demo();
    let rated = |desk: &Desk| {
        let risk = desk.record("R-06");
        (risk.number(risk::LIKELIHOOD), risk.number(risk::CONSEQUENCE), risk.text(risk::REASON).to_string())
    };
    let before = rated(&desk);
    desk.keys("gR/R-06<Enter>r15").keys("seen twice this year<Enter>");
    assert_eq!(rated(&desk), (Some(1), Some(5), "seen twice this year".into()));
    desk.keys("u").reopen();
    assert_eq!(rated(&desk), before);
    desk.keys("gR/R-06<Enter>r15<Esc>").reopen();
    assert_eq!(rated(&desk), (Some(1), Some(5), String::new()));
}

fn step(bench: &mut Workbench, script: &str) {
    bench.type_keys(script).unwrap();
    bench.rest(1_000);
}

#[test]
fn undo_shows_what_it_took_back_and_names_the_step_of_another_window_first() {
    let mut desk = Desk::demo();
    desk.keys("<Enter><Esc>").keys("m").keys("<PageDown>");
    let there = desk.bench.app.top().unwrap().subject(&desk.bench.app.world);
    desk.keys("u");
    assert!(desk.status().contains("undid"), "{}", desk.status());
    let back = desk.bench.app.top().unwrap().subject(&desk.bench.app.world);
    assert_ne!(back, there, "the question whose verdict was taken back is on the screen");
    let path = desk.bench.file().unwrap().0.to_path_buf();
    let mut other = Workbench::headless_at(&path, desk.bench.options.clone()).unwrap();
    step(&mut other, "gin");
    step(&mut other, "From the other window<Enter>");
    desk.bench.rest(3_000);
    desk.keys("gi").keys("u");
    assert!(desk.status().contains("made in another window"), "{}", desk.status());
    assert!(!desk.newest(Kind::System).hidden);
    desk.keys("u");
    assert!(desk.records().all(Kind::System).all(|s| s.title() != "From the other window"));
}

#[test]
fn a_note_goes_on_behind_its_words_after_every_way_out() {
    for out in ["<Esc>Q", "<Esc><Esc>q", "<Esc>gh", "<C-x>q"] {
        let mut desk = Desk::demo();
        desk.keys("<Enter>").keys(" first words").keys("<Home><Right><Right>").keys(out);
        desk.reopen().keys("gh<Home><Enter>").keys("LATER").keys("<Esc>");
        let notes: Vec<String> = desk
            .records()
            .all(Kind::Answer)
            .map(|a| a.text(answer::NOTE).to_string())
            .filter(|n| n.contains("LATER"))
            .collect();
        assert_eq!(notes.len(), 1, "{out}");
        assert!(notes[0].lines().any(|l| l.ends_with("LATER")), "{out}: {notes:?}");
        assert!(notes[0].contains("first words"), "{out}: {notes:?}");
    }
}

#[test]
fn an_esc_that_was_no_key_leaves_everything_as_it_was() {
    let esc = |desk: &mut Desk| {
        desk.keys("<Esc>");
        desk.bench.message(Msg::NoEsc);
        desk.bench.settle();
    };
    let mut desk = Desk::demo();
    desk.keys("<Enter>").keys("begin");
    esc(&mut desk);
    desk.keys("end<Esc>");
    assert!(desk.screen().contains("beginend"), "{}", desk.screen());
    desk.keys("f");
    let drawer = desk.context();
    esc(&mut desk);
    assert_eq!(desk.context(), drawer);
    desk.keys("<Esc>q").keys("gi/S-0");
    esc(&mut desk);
    desk.keys("3<Enter>");
    assert!(desk.screen().contains("S-03") && !desk.screen().contains("S-04"), "{}", desk.screen());
    desk.bench.message(Msg::Go(Place::Field(vec!["S-03".parse().unwrap()], system::NAME)));
    desk.keys("<C-u>Kept");
    esc(&mut desk);
    desk.keys(" on<Enter>");
    assert_eq!(desk.record("S-03").title(), "Kept on");
}

#[test]
fn esc_glued_to_a_letter_in_the_middle_of_words_says_so_and_one_undo_takes_it_back() {
    let mut desk = Desk::demo();
    desk.keys("<Enter>").keys("the owner <A-M>");
    let seen = desk.screen();
    assert!(seen.contains("Esc M came at once") && seen.contains("takes it back"), "{seen}");
    let judged = desk.bench.app.top().unwrap().subject(&desk.bench.app.world).unwrap().to_string();
    assert_eq!(answer::verdict(&desk.record(&judged)), answer::Verdict::Major);
    desk.keys("u");
    let record = desk.record(&judged);
    assert_ne!(answer::verdict(&record), answer::Verdict::Major);
    assert!(record.text(answer::NOTE).contains("the owner"));
}

#[test]
fn undo_from_home_and_from_another_page_shows_or_says_what_it_took_back() {
    let mut desk = Desk::demo();
    desk.field_of("S-03", system::NAME).keys("<C-u>Renamed<Enter>");
    desk.field_of("S-04", system::NAME).keys("<Esc>").keys("u");
    assert!(desk.status().starts_with("undid: "), "{}", desk.status());
    let subject = desk.bench.app.top().unwrap().subject(&desk.bench.app.world);
    assert_eq!(subject.map(|id| id.to_string()).as_deref(), Some("S-03"), "its page is opened");
    desk.field_of("S-03", system::NAME).keys("<C-u>Renamed<Enter>").keys("gh").keys("u");
    assert!(desk.status().contains("S-03"), "{}", desk.status());
    desk.keys("gi").keys("<Space><Down><Space>").keys("=unit<Enter>Lab<Enter>").keys("gh").keys("u");
    assert!(desk.status().contains("S-0") && desk.status().starts_with("undid: "), "{}", desk.status());
}

#[test]
fn in_the_emacs_map_alt_moves_by_words_in_a_note_and_judges_nothing() {
    let mut desk = Desk::demo();
    desk.bench.app.world.keymap = aims::keymap::Keymap::shipped("emacs").unwrap().into();
    desk.keys("<Enter><Enter>");
    desk.keys("one two three<A-b><A-b>X<A-f>Y<A-d>");
    let screen = desk.screen();
    assert!(screen.contains("one Xtwo"), "{screen}");
    assert!(!screen.contains("three"), "{screen}");
    desk.keys("<A-Backspace><A-Backspace>");
    assert!(!desk.screen().contains("Xtwo"), "{}", desk.screen());
}
