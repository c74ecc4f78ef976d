//! An interview as an auditor holds it: keys in, screen and records out.

use crate::desk::Desk;
use aims::{
    domain::{
        Id, Kind, Record, Stamp,
        kinds::{answer, finding, interview, item},
    },
    runtime::{RunOptions, Workbench, create, demo_ready},
};
use jiff::civil::date;

fn now() -> Stamp {
    Stamp::at(date(2026, 11, 24).at(10, 0, 0, 0), 60)
}

struct Day {
    _folder: tempfile::TempDir,
    bench: Workbench,
}

impl Day {
    fn demo() -> Day {
        Day::with(|options, path| demo_ready(options, path).unwrap())
    }
    fn new_file() -> Day {
        Day::with(|options, path| drop(create(options, path, "Nord Robotics").unwrap()))
    }
    fn with(make: impl Fn(&RunOptions, &std::path::Path)) -> Day {
        let folder = tempfile::tempdir().unwrap();
        let (options, path) = (RunOptions::fixed(now(), folder.path()), folder.path().join("file.aims"));
        make(&options, &path);
        let bench = Workbench::headless_at(&path, options).unwrap();
        Day { _folder: folder, bench }
    }
    fn keys(&mut self, script: &str) -> &mut Day {
        self.bench.type_keys(script).unwrap();
        self.bench.rest(1_000);
        self
    }
    fn screen(&mut self) -> String {
        self.bench.text(80, 24)
    }
    fn said(&self) -> String {
        self.bench.app.status().map(|(text, _)| text.to_string()).unwrap_or_default()
    }
    fn all(&self, kind: Kind) -> Vec<&Record> {
        self.bench.app.world.records.all(kind).collect()
    }
    fn get(&self, id: &str) -> &Record {
        self.bench.app.world.records.live(id.parse().unwrap()).unwrap()
    }
    /// The questions of an interview by item, in their order.
    fn items(&self, id: &str) -> Vec<String> {
        let asked = interview::answers(self.bench.app.world.view(), id.parse().unwrap());
        asked.iter().filter_map(|a| a.one(answer::ITEM)).map(|i| i.to_string()).collect()
    }
}

/// A new audit with one interview, its card open at the first question.
fn audit() -> Day {
    let mut day = Day::new_file();
    day.keys("gona<Enter>nRita Okafor<Enter>ML lead<Enter>H");
    day
}

#[test]
fn words_and_four_keys_make_a_note_a_verdict_a_finding_and_the_next_question() {
    let mut day = audit();
    assert!(day.screen().contains("[1]"), "{}", day.screen());
    day.keys("no criteria for competence are written<C-x>f<Enter><PgDn>");
    let raised = day.all(Kind::Finding);
    assert_eq!(raised.len(), 1);
    assert_eq!(raised[0].title(), "No criteria for competence are written");
    assert!(day.screen().contains("m[2]"), "{}", day.screen());
    // The criterion says what is asked for, not only where.
    assert!(raised_criterion(&day).ends_with(" (7.2)"), "{}", raised_criterion(&day));
    // The same keys by mistake raise nothing twice.
    day.keys("<PgUp><C-x>f<Enter>");
    assert_eq!(day.all(Kind::Finding).len(), 1);
    assert!(day.said().contains("needs a title"), "{}", day.said());
}

fn raised_criterion(day: &Day) -> String {
    day.get("F-001").text(finding::CRITERION).to_string()
}

#[test]
fn a_question_parked_for_somebody_is_in_the_interview_that_is_planned_for_them_later() {
    let mut day = audit();
    let item = day.items("I-01")[0].clone();
    day.keys("<C-x>PoDan Lind<Enter>");
    assert!(day.said().contains("parked for Dan Lind"), "{}", day.said());
    // Undoing the parking comes back to the question.
    day.keys("<C-x>u");
    assert!(day.screen().contains("[1]."), "{}", day.screen());
    day.keys("<C-x>PoDan Lind<Enter><C-x>qqnLind<Enter>finance<Enter>");
    assert_eq!(day.items("I-02").first(), Some(&item), "{}", day.screen());
    assert!(day.said().contains("1 parked for them"), "{}", day.said());
    // Once Dan has answered, nothing waits any more.
    day.keys("H<C-x>c");
    day.keys("<C-x>qgp");
    assert!(day.screen().contains("No question is parked"), "{}", day.screen());
}

#[test]
fn hidden_verdicts_stay_hidden_whatever_is_pressed() {
    let mut day = Day::demo();
    day.keys("<Enter><C-x>d<C-x>M");
    let secret = |screen: &str| {
        ["major", "MAJOR", "maybe a finding", "no named approver"].iter().any(|word| screen.contains(word))
    };
    assert!(!secret(&day.screen().replace("M major", "")), "{}", day.screen());
    assert!(day.said().starts_with("noted, ^X u undoes"), "{}", day.said());
    day.keys("<C-x>f");
    assert!(!day.screen().contains("RAISE FINDING") && day.said().contains("^X d shows"), "{}", day.screen());
    day.keys("<C-x>u");
    assert_eq!(day.said(), "undid: a change at I-03 q7");
    day.keys("<C-x>d");
    assert!(day.screen().contains("! no named approver"), "{}", day.screen());
}

#[test]
fn what_is_pasted_into_the_drawer_is_in_the_finding() {
    let mut day = Day::demo();
    day.keys("<Enter><C-x>f");
    let id = day.bench.app.world.records.next_id(Kind::Finding);
    day.bench.message(aims::app::Msg::Paste("approvals of May: none".into()));
    day.keys("<Enter>");
    let raised = day.bench.app.world.records.live(id).unwrap();
    assert!(raised.text(finding::CONDITION).contains("approvals of May: none"));
}

#[test]
fn the_drawer_shows_the_part_with_the_cursor_at_every_size() {
    let mut day = Day::demo();
    day.keys("<Enter><C-x>f");
    for part in ["Title", "Facts", "Owner", "Due", "Grade"] {
        day.keys("<Tab>");
        for (width, height) in [(80, 24), (60, 15), (60, 10)] {
            let screen = day.bench.text(width, height);
            assert!(screen.contains(&format!("> {part}")), "{part} at {width}x{height}\n{screen}");
        }
    }
    day.keys("<Tab><Tab><Tab><Tab>some day<Enter>");
    assert!(day.said().contains("“some day”: this is no day"), "{}", day.said());
    assert!(day.screen().contains("> Due"), "{}", day.screen());
}

#[test]
fn enter_opens_the_marked_question_and_holding_begins_at_the_first() {
    let mut day = audit();
    day.keys("<C-x>qG<Enter>");
    assert!(!day.screen().contains("[1]"), "{}", day.screen());
    day.keys("<C-x>qH");
    assert!(day.screen().contains("[1]"), "{}", day.screen());
    let id: Id = "I-01".parse().unwrap();
    let state = day.bench.app.world.records.live(id).and_then(|i| interview::State::of(i, interview::STATE));
    assert_eq!(state, Some(interview::State::Planned), "looking at questions begins nothing");
}

#[test]
fn a_line_goes_to_the_question_it_belongs_to_with_its_minute_and_one_undo() {
    let mut day = audit();
    day.keys("first<Enter>they said: drift is watched<Enter>third<Up><C-x>t3<Enter>");
    let ids: Vec<Id> =
        interview::answers(day.bench.app.world.view(), "I-01".parse().unwrap()).iter().map(|a| a.id).collect();
    let note = |day: &Day, i: usize| {
        let a = day.bench.app.world.records.live(ids[i]).unwrap();
        (a.text(answer::NOTE).to_string(), a.text(answer::TIMES).to_string())
    };
    assert_eq!(note(&day, 0).0, "first\nthird", "{}", day.screen());
    assert_eq!(note(&day, 2).0, "they said: drift is watched");
    assert!(note(&day, 2).1.starts_with("2026-11-24T10:00"), "{}", note(&day, 2).1);
    day.keys("<C-x>gb").keys("<C-x>u");
    assert_eq!(note(&day, 2).0, "");
    assert_eq!(note(&day, 0).0, "first\nthey said: drift is watched\nthird");
    assert!(day.screen().contains("they said: drift"), "{}", day.screen());
}

#[test]
fn a_long_refusal_is_whole_on_the_screen_and_covers_nothing() {
    let mut day = Day::demo();
    day.keys("<Enter><C-x>f<Tab><Tab><Tab><Tab>some day<Enter>");
    let said = day.said();
    assert!(said.chars().count() > 80, "{said}");
    let screen = day.bench.text(80, 24);
    let joined = screen.replace("^X ? help", "").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(joined.contains(&said), "{said}\n{screen}");
    assert_eq!(screen.lines().count(), 24);
    assert!(screen.contains("> Due"), "{screen}");
    // Where there is no room for more rows it is cut, and the field is still seen.
    let low = day.bench.text(80, 15);
    assert!(low.contains("> Due") && low.contains("this is no day") && low.contains('…'), "{low}");
}

#[test]
fn a_gap_analysis_is_taken_over_into_the_statement_as_ticked_differences_and_one_undo_takes_it_back() {
    let mut desk = Desk::demo();
    let control = |desk: &Desk, called: &str| {
        let records = desk.records();
        records.all(Kind::Item).find(|r| records.called(r.id) == called).unwrap().clone()
    };
    let before = control(&desk, "A.2.4");
    desk.keys("goj<Enter>T");
    let screen = desk.screen();
    assert!(screen.contains("RD-02 into the SoA: ") && screen.contains("[x] A.2.4 Evidence: "), "{screen}");
    assert!(screen.contains("[ ] A.5.5 State: not started, was planned"), "what differs is not ticked: {screen}");
    desk.keys("<Enter>");
    assert!(desk.status().ends_with("one undo takes them back"), "{}", desk.status());
    assert!(control(&desk, "A.2.4").refs(item::EVIDENCE).len() > before.refs(item::EVIDENCE).len());
    assert_eq!(item::State::of(&control(&desk, "A.5.5"), item::STATE), Some(item::State::Planned));
    desk.keys("u").reopen();
    assert_eq!(control(&desk, "A.2.4").values, before.values);
    // What an audit found becomes findings.
    desk.keys("gojj<Enter>T");
    assert!(desk.status().contains("only the answers of a gap analysis"), "{}", desk.status());
}

#[test]
fn a_typed_reference_means_exactly_that_and_what_is_not_asked_yet_is_added() {
    let mut day = Day::demo();
    day.keys("<Enter><Esc>");
    // A.7.4 is asked here, 5.3 is not: the first is gone to, the second added.
    day.keys("/A.7.4<Enter>");
    assert!(day.screen().contains(" A.7.4  "), "{}", day.screen());
    let before = day.all(Kind::Answer).len();
    day.keys("/5.3<Enter>");
    assert_eq!(day.all(Kind::Answer).len(), before + 1, "{}", day.screen());
    assert!(day.screen().contains(" 5.3  "), "{}", day.screen());
    let new = day.all(Kind::Answer).last().unwrap().one(answer::ITEM).map(|i| i.to_string());
    assert_eq!(new.as_deref(), Some("5.3"));
    // The way back is known.
    day.keys("gb");
    assert!(day.screen().contains(" A.7.4  "), "{}", day.screen());
    // Now that it is asked, the same goes there; + and the jump by number mean the same.
    day.keys("+5.3<Enter>");
    assert_eq!(day.all(Kind::Answer).len(), before + 1);
    assert!(day.screen().contains(" 5.3  "), "{}", day.screen());
    day.keys("g1<C-u>S-03<Enter>");
    let about = day.all(Kind::Answer).last().unwrap().refs(answer::SYSTEMS).to_vec();
    assert_eq!(about, ["S-03".parse().unwrap()], "{}", day.screen());
    // Plain words that no question holds are no question by accident.
    let before = day.all(Kind::Answer).len();
    day.keys("/zebra crossing<Enter>");
    assert_eq!(day.all(Kind::Answer).len(), before);
}

#[test]
fn an_interview_is_ended_by_a_command_that_says_what_is_left() {
    let mut day = Day::demo();
    day.keys("<Enter><Esc>X");
    let asked = day.screen();
    assert!(asked.contains("End I-03") && asked.contains("not judged, 1 promised"), "{asked}");
    day.keys("a");
    let held = day.get("I-03");
    assert_eq!(interview::State::of(held, interview::STATE), Some(interview::State::Held));
    assert_eq!(interview::Recap::of(held, interview::RECAP), Some(interview::Recap::Agreed));
    assert!(held.stamp(interview::ENDED).is_some() && held.number(interview::TALKED).is_some());
    assert!(day.screen().contains("NOT JUDGED"), "{}", day.screen());
    day.keys("qu");
    assert_ne!(interview::State::of(day.get("I-03"), interview::STATE), Some(interview::State::Held));
}
