//! Closed rounds: their screens and papers stay as they were, what went on stands beside, and nothing typed is lost.

use super::desk::{Desk, id, now};
use aims::{
    app::Msg,
    document::SizedFormat,
    domain::{
        Change, Id, Kind, Record, Value,
        kinds::{answer, evidence, finding, interview, item, organisation, person, question, round, sighting, system},
    },
    exchange::SheetFrom,
    runtime::Workbench,
    store::Reply,
    ui::Place,
};

fn go(desk: &mut Desk, place: Place) {
    show(&mut desk.bench, place);
}

fn show(bench: &mut Workbench, place: Place) {
    bench.message(Msg::Go(place));
    bench.settle();
}

/// A colleague changes a field of a record, and the screen hears of it.
fn set(desk: &mut Desk, of: &str, field: usize, value: Value) {
    let record = desk.record(of);
    later(desk, Change::new(format!("later: {of}")).set(&record, vec![(field, value)]).because("it is so"));
}

/// A colleague deletes a record.
fn hide(desk: &mut Desk, of: &str) {
    let record = desk.record(of);
    later(desk, Change::new(format!("later: {of}")).hide(&record));
}

fn later(desk: &mut Desk, change: Change) {
    let mut ben = desk.colleague("ben");
    let reply = ben.save(change.because("the story goes on")).unwrap();
    assert!(matches!(reply, Reply::Saved { .. }), "{reply:?}");
    assert!(ben.close());
    hear(desk);
}

/// What the watcher does when the file changed.
fn hear(desk: &mut Desk) {
    desk.bench.file().unwrap().1.send(aims::store::Request::Changed);
    desk.bench.settle();
}

/// The screens of RD-01 at both sizes, without the cells that say when something was saved last and what was just done.
fn screens(desk: &mut Desk) -> Vec<String> {
    let mut places = vec![Place::Round(id("RD-01")), Place::OpenItems(id("RD-01")), Place::Record(id("RD-01"))];
    for interview in ["I-07", "I-08"] {
        let id = id(interview);
        places.extend([Place::Plan(id), Place::Recap(id), Place::OpenItems(id), Place::Record(id)]);
    }
    for answer in ["AW-084", "AW-087", "AW-088", "AW-090"] {
        places.push(Place::Card(id("I-07"), Some(id(answer))));
    }
    places.push(Place::Record(id("AW-084")));
    let sighting =
        desk.records().all(Kind::Sighting).find(|s| s.one(sighting::ANSWER) == Some(id("AW-084"))).map(|s| s.id);
    places.push(Place::Record(sighting.unwrap()));
    let mut all = Vec::new();
    for place in places {
        let told = format!("{place:?}\n");
        go(desk, place);
        for text in [desk.screen(), desk.wide()] {
            assert!(text.lines().next().unwrap().contains("as of 8 Sep 2026"), "{text}");
            let rows: Vec<&str> = text.lines().collect();
            let header = rows[0].split("nothing to save").next().unwrap().split("saved").next().unwrap();
            all.push(format!("{told}{header}\n{}", rows[1..rows.len() - 1].join("\n")));
        }
    }
    all
}

fn draft(desk: &Desk, kind: &str, about: Option<Id>) -> String {
    String::from_utf8(
        desk.bench
            .reading()
            .unwrap()
            .paper_bytes(kind, about, aims::domain::kinds::issued::Cut::Full, SizedFormat::usual())
            .unwrap(),
    )
    .unwrap()
}

fn papers(desk: &Desk) -> Vec<String> {
    let of = [("audit-report", "RD-01"), ("audit-plan", "RD-01"), ("gap-report", "RD-02"), ("recap", "I-07")];
    of.map(|(kind, about)| draft(desk, kind, Some(id(about)))).into()
}

#[test]
fn screens_and_papers_of_a_closed_round_stay_as_they_were_whatever_happens_afterwards() {
    let mut desk = Desk::demo();
    desk.reopen();
    let (screens_then, papers_then) = (screens(&mut desk), papers(&desk));
    let text = |text: &str| Value::text(text);
    let evidence_seen = desk.record("AW-084").refs(answer::EVIDENCE).to_vec();
    assert!(!evidence_seen.is_empty());
    for seen in evidence_seen {
        set(&mut desk, &seen.to_string(), evidence::VERSION, text("99.9"));
        set(&mut desk, &seen.to_string(), evidence::TITLE, text("renamed evidence"));
        hide(&mut desk, &seen.to_string());
    }
    for n in 1..=9 {
        let of = Id::new(Kind::Person, n).to_string();
        set(&mut desk, &of, person::NAME, text("Somebody Else"));
        set(&mut desk, &of, person::TITLE, text("another job"));
    }
    for of in ["S-02", "S-05", "S-07"] {
        set(&mut desk, of, system::NAME, text("another system"));
    }
    for of in ["A.3.2", "7.2", "4.2"] {
        set(&mut desk, of, item::TITLE, text("another requirement"));
    }
    let questions: Vec<Id> = desk.records().all(Kind::Question).map(|q| q.id).collect();
    for of in questions {
        set(&mut desk, &of.to_string(), question::LOOK, text("something else"));
    }
    set(&mut desk, "ORG-1", organisation::NAME, text("Another Company"));
    let risks: Vec<Id> = desk.records().all(Kind::Risk).map(|r| r.id).collect();
    risks.iter().for_each(|of| hide(&mut desk, &of.to_string()));
    assert_eq!(papers(&desk), papers_then);
    let after = screens(&mut desk);
    for (now, then) in after.iter().zip(&screens_then) {
        assert_eq!(now, then);
    }
    desk.reopen();
    assert_eq!(screens(&mut desk), screens_then, "also when the file is opened anew");
}

#[test]
fn the_page_of_a_closed_round_shows_findings_then_and_today() {
    let mut desk = Desk::demo();
    set(&mut desk, "F-002", finding::STEP, finding::Step::Closed.value());
    set(&mut desk, "F-002", finding::TITLE, Value::text("Old model"));
    hide(&mut desk, "F-001");
    go(&mut desk, Place::Round(id("RD-01")));
    let screen = desk.screen();
    assert!(screen.contains("Findings                         3, 1 open              2, none open"), "{screen}");
    desk.keys("<Tab><Tab>");
    let screen = desk.screen();
    let line = |of: &str| screen.lines().find(|l| l.get(1..).is_some_and(|l| l.starts_with(of))).unwrap().to_string();
    assert!(line("F-002").contains("OFI, action            OFI, closed, now"), "{screen}");
    assert!(line("F-001").contains("minor, closed          deleted"), "{screen}");
    desk.keys("<Down><Enter>");
    assert!(desk.wide().contains("F-002 Old model  ") && !desk.wide().contains("as of"), "{}", desk.wide());
    // What tells results is hidden from the person opposite, and so is what became of it.
    desk.keys("q:hide verd<Enter>");
    assert!(!desk.wide().contains("F-002") && desk.wide().contains("Promised"), "{}", desk.wide());
}

#[test]
fn a_closed_round_looks_as_of_its_closing_also_in_a_file_that_shows_the_past() {
    let desk = Desk::demo();
    let path = desk.bench.file().unwrap().0.to_path_buf();
    let mut options = aims::runtime::RunOptions::fixed(now(), desk.folder.path());
    options.as_of = Some(aims::store::AsOf::Day(jiff::civil::date(2026, 11, 1)));
    let mut bench = Workbench::headless_at(&path, options).unwrap();
    show(&mut bench, Place::Round(id("RD-01")));
    let text = bench.text(140, 45);
    assert!(text.contains("as of 8 Sep 2026  AS OF 2026-1") && text.contains("SINCE IT WAS CLOSED"), "{text}");
}

/// Closes RD-03 by keys, with a reason.
fn close(desk: &mut Desk, reason: &str) {
    go(desk, Place::OpenItems(id("RD-03")));
    desk.keys("C");
    desk.keys(&format!("{reason}<Enter>"));
    assert_eq!(round::State::of(&desk.record("RD-03"), round::STATE), Some(round::State::Closed));
}

#[test]
fn closing_and_reopening_are_told_on_the_round_and_in_its_reports() {
    let mut desk = Desk::demo();
    close(&mut desk, "time is up");
    go(&mut desk, Place::Round(id("RD-03")));
    assert!(desk.screen().contains("Closed 2026-11-24 by ann: time is up"), "{}", desk.screen());
    let report = draft(&desk, "audit-report", Some(id("RD-03")));
    assert!(report.contains("This round was closed 2026-11-24 by ann: time is up."), "{report}");
    // Undo of the closing is a reopening and asks why.
    desk.keys("u");
    assert!(desk.screen().contains("A reason is needed"), "{}", desk.screen());
    desk.keys("<Esc>");
    assert_eq!(round::State::of(&desk.record("RD-03"), round::STATE), Some(round::State::Closed));
    desk.keys("u").keys("one answer was misheard<Enter>");
    assert_eq!(round::State::of(&desk.record("RD-03"), round::STATE), Some(round::State::Running));
    let told = "eopened 2026-11-24 by ann: one answer was misheard; ";
    assert!(desk.wide().contains(told) && !desk.wide().contains("as of"), "{}", desk.wide());
    let report = draft(&desk, "audit-report", Some(id("RD-03")));
    assert!(report.contains("time is up; reopened 2026-11-24 by ann: one answer was misheard."), "{report}");
    let history = desk.history("RD-03");
    assert_eq!(history.last().unwrap().reason.as_deref(), Some("one answer was misheard"));
    // The next report of the closed round still says so.
    close(&mut desk, "now it is right");
    let report = draft(&desk, "audit-report", Some(id("RD-03")));
    assert!(report.contains("misheard; closed 2026-11-24 by ann: now it is right."), "{report}");
}

#[test]
fn undo_of_a_step_on_a_locked_record_is_refused_by_name_and_reaches_for_no_older_one() {
    let mut desk = Desk::demo();
    desk.keys("ginShift planner<Enter>");
    let system = desk.newest(Kind::System);
    go(&mut desk, Place::Card(id("I-03"), Some(id("AW-032"))));
    desk.keys("<Esc>M");
    assert_eq!(answer::verdict(&desk.record("AW-032")), answer::Verdict::Major);
    let mut ben = desk.colleague("ben");
    show(&mut ben, Place::OpenItems(id("RD-03")));
    ben.type_keys("C").unwrap();
    ben.type_keys("time is up<Enter>").unwrap();
    for _ in 0..3 {
        desk.keys("u");
        let said = desk.status();
        assert!(said.starts_with("cannot undo “") && said.contains("RD-03 is closed"), "{said}");
    }
    assert_eq!(desk.record(&system.id.to_string()), system, "the older step stands");
    assert_eq!(answer::verdict(&desk.record("AW-032")), answer::Verdict::Major);
    assert!(ben.close());
}

#[test]
fn redo_of_a_step_on_a_locked_record_is_refused_by_name() {
    let mut desk = Desk::demo();
    go(&mut desk, Place::Card(id("I-03"), Some(id("AW-032"))));
    desk.keys("<Esc>M").keys("u");
    let before = desk.record("AW-032");
    let mut ben = desk.colleague("ben");
    show(&mut ben, Place::OpenItems(id("RD-03")));
    ben.type_keys("C").unwrap();
    ben.type_keys("time is up<Enter>").unwrap();
    assert!(ben.close());
    desk.keys("<C-r>");
    assert!(
        desk.status().starts_with("cannot redo “") && desk.status().contains("RD-03 is closed"),
        "{}",
        desk.status()
    );
    assert_eq!(desk.record("AW-032"), before);
}

#[test]
fn closing_says_whose_text_is_still_a_draft() {
    let mut desk = Desk::demo();
    let mut ben = desk.colleague("ben");
    show(&mut ben, Place::Card(id("I-03"), Some(id("AW-032"))));
    ben.type_keys("late words").unwrap();
    ben.message(Msg::Flush);
    ben.settle();
    hear(&mut desk);
    go(&mut desk, Place::OpenItems(id("RD-03")));
    desk.keys("C");
    let asked = desk.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(asked.contains("text that is still a draft (ben in I-03 q7)"), "{asked}");
    desk.keys("they agreed<Enter>");
    assert_eq!(round::State::of(&desk.record("RD-03"), round::STATE), Some(round::State::Closed));
    // What ben typed is not lost: it waits, and becomes a late note.
    ben.type_keys("<Esc>").unwrap();
    let waits = ben.text(80, 24);
    assert!(waits.contains("DRAFT     A keeps as a late note: ") && !waits.contains("16:20  late words"), "{waits}");
    ben.type_keys("A").unwrap();
    ben.settle();
    let note = desk.record("RD-03").text(round::LATE).to_string();
    assert_eq!(note, "Late note by ben, 2026-11-24, on I-03 q7:\nlate words");
    assert!(ben.app.world.drafts.is_empty());
    assert!(ben.close());
}

#[test]
fn late_notes_stand_apart_on_the_round_and_in_its_papers_and_are_never_changed_again() {
    let mut desk = Desk::demo();
    let before = (desk.record("RD-01"), papers(&desk));
    go(&mut desk, Place::Round(id("RD-01")));
    desk.keys("A").keys("the second site was visited<Enter>");
    go(&mut desk, Place::Card(id("I-07"), Some(id("AW-084"))));
    desk.keys("A").keys("v4 by now<Enter>");
    let note = "Late note by ann, 2026-11-24:\nthe second site was visited\n\n\
                Late note by ann, 2026-11-24, on I-07 q1:\nv4 by now";
    assert_eq!(desk.record("RD-01").text(round::LATE), note);
    go(&mut desk, Place::Round(id("RD-01")));
    assert!(desk.screen().contains("Late notes 2, apart from what was closed"), "{}", desk.screen());
    assert!(desk.wide().contains("v4 by now"), "{}", desk.wide());
    desk.keys("<Tab><Tab><End><Enter>");
    assert!(desk.screen().contains("LATE NOTES ON RD-01"), "{}", desk.screen());
    desk.keys("<Esc>");
    // The papers are what they were, and behind that the notes.
    let after = papers(&desk);
    assert_eq!(after[2], before.1[2]);
    for at in [0, 1, 3] {
        let (was, foot) = before.1[at].rsplit_once("Made 2026-09-08").unwrap();
        let was = was.trim_end_matches(['-', '\n', '*', '_', ' ']);
        assert!(after[at].starts_with(was) && after[at].ends_with(foot), "{}", after[at]);
        assert!(after[at].contains("no part of what was closed") && after[at].contains("on I-07 q1"), "{}", after[at]);
    }
    // Neither undo nor another text takes one away.
    desk.keys("u");
    assert!(desk.status().starts_with("cannot undo “late note on RD-01”: RD-01 is closed"), "{}", desk.status());
    let shorter = Change::new("x").set(&desk.record("RD-01"), vec![(round::LATE, Value::text("Late note"))]);
    assert!(matches!(desk.bench.save(shorter), Ok(Reply::Refused(why)) if why.contains("RD-01 is closed")));
    let other = vec![(round::LATE, Value::text(format!("{note}\nmore"))), (round::CONCLUSION, Value::text("all well"))];
    let other = Change::new("x").set(&desk.record("RD-01"), other);
    assert!(matches!(desk.bench.save(other), Ok(Reply::Refused(why)) if why.contains("RD-01 is closed")));
    let now = desk.record("RD-01");
    assert_eq!(now.text(round::LATE), note);
    let same = |field: usize| field == round::LATE || now.value(field) == before.0.value(field);
    assert!((0..now.values.len()).all(same));
    // A round that is not closed has none.
    go(&mut desk, Place::Round(id("RD-03")));
    desk.keys("A");
    assert!(desk.status().contains("late notes are for closed rounds"), "{}", desk.status());
}

#[test]
fn a_draft_found_in_a_closed_round_is_offered_as_a_late_note() {
    let mut desk = Desk::demo();
    go(&mut desk, Place::Card(id("I-03"), Some(id("AW-032"))));
    desk.keys("<Down><Down>ilate words").crash();
    go(&mut desk, Place::OpenItems(id("RD-03")));
    desk.keys("C");
    let asked = desk.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(asked.contains("text that is still a draft (yours in I-03 q"), "{asked}");
    desk.keys("time is up<Enter>").reopen();
    assert!(desk.status().contains("waits") || desk.screen().contains("waits"), "{}", desk.screen());
    go(&mut desk, Place::Round(id("RD-03")));
    desk.keys("A");
    assert!(desk.screen().contains("the draft of I-03 q"), "{}", desk.screen());
    desk.keys("<Enter>");
    let note = desk.record("RD-03").text(round::LATE).to_string();
    assert!(note.contains(", on I-03 q") && note.contains("late words"), "{note}");
    assert!(desk.bench.app.world.drafts.is_empty());
    desk.reopen();
    assert!(desk.bench.app.world.drafts.is_empty());
}

#[test]
fn guidance_of_another_pack_than_the_rounds_own_says_so() {
    let mut desk = Desk::demo();
    go(&mut desk, Place::Card(id("I-07"), Some(id("AW-084"))));
    assert!(!desk.wide().contains("guidance of"), "{}", desk.wide());
    let round = desk.record("RD-03");
    let walked = Value::text("built-in pack, version 0");
    desk.bench.save(Change::new("x").set(&round, vec![(round::PACK, walked)])).unwrap();
    desk.reopen();
    close(&mut desk, "time is up");
    go(&mut desk, Place::Card(id("I-03"), Some(id("AW-032"))));
    let told = "guidance of built-in pack, version 1, not of built-in pack, version 0";
    assert!(desk.screen().contains(told), "{}", desk.screen());
    desk.keys("s");
    assert!(desk.screen().contains(told), "{}", desk.screen());
    go(&mut desk, Place::Round(id("RD-03")));
    assert!(desk.screen().contains("Questions: built-in pack, version 0."), "{}", desk.screen());
}

#[test]
fn a_changed_fact_is_agreed_no_longer_on_every_road() {
    let agreed = |desk: &Desk| !desk.record("I-01").value(interview::RECAP).is_empty();
    let first =
        Desk::demo().records().all(Kind::Answer).find(|a| a.one(answer::INTERVIEW) == Some(id("I-01"))).unwrap().id;
    type Way<'a> = (&'a str, &'a dyn Fn(&mut Desk));
    let roads: [Way; 6] = [
        ("key", &|desk| {
            go(desk, Place::Card(id("I-01"), Some(first)));
            desk.keys("<Esc>M");
        }),
        ("draft", &|desk| {
            go(desk, Place::Card(id("I-01"), Some(first)));
            desk.keys("<Esc>i and more<Esc>");
        }),
        ("form", &|desk| {
            desk.field_of(&first.to_string(), answer::VERDICT).keys("M<Enter>");
        }),
        ("bulk", &|desk| {
            go(desk, Place::List(Kind::Answer, String::new()));
            desk.keys("<Home><Space><Down><Space>=Verdict<Enter>").keys("M<Enter>");
        }),
        ("deletion", &|desk| {
            go(desk, Place::Plan(id("I-01")));
            desk.keys("xd");
        }),
        ("import", &|desk| {
            let sheet = desk.folder.path().join("answers.csv");
            let records = desk.records();
            let titles: Vec<&str> = records.all(Kind::Answer).map(|a| a.title()).collect();
            let once = |a: &&Record| titles.iter().filter(|t| **t == a.title()).count() == 1;
            let mut mine = records.linked(id("I-01"), Kind::Answer, answer::INTERVIEW);
            let question = mine.find(once).expect("each question was asked before").title();
            std::fs::write(&sheet, format!("Question,Verdict\n\"{question}\",major\n")).unwrap();
            go(desk, Place::Import(SheetFrom::File(sheet), Some(Kind::Answer)));
            desk.keys("xT");
        }),
    ];
    for (road, act) in roads {
        let mut desk = Desk::demo();
        assert!(agreed(&desk));
        act(&mut desk);
        assert!(!agreed(&desk), "{road}: {}", desk.screen());
    }
}

#[test]
fn undo_and_redo_of_a_fact_that_was_agreed_since_take_the_agreement_away() {
    let mut desk = Desk::demo();
    go(&mut desk, Place::Card(id("I-03"), Some(id("AW-032"))));
    desk.keys("<Esc>M");
    let agree = |desk: &mut Desk| {
        let record = desk.record("I-03");
        later(desk, Change::new("agreed").set(&record, vec![(interview::RECAP, interview::Recap::Agreed.value())]));
    };
    agree(&mut desk);
    desk.keys("u");
    assert!(desk.status().ends_with("; the recap of I-03 is agreed no longer"), "{}", desk.status());
    assert!(desk.record("I-03").value(interview::RECAP).is_empty());
    agree(&mut desk);
    desk.keys("<C-r>");
    assert_eq!(answer::verdict(&desk.record("AW-032")), answer::Verdict::Major);
    assert!(desk.record("I-03").value(interview::RECAP).is_empty());
}
