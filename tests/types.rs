//! Several words of a list, decimals, periods, references to any kind, retired fields: typed, kept, read back, taken back.

use crate::desk::{Desk, now};
use aims::{
    app::Msg,
    domain::{
        Change, Id, Kind, Period, Value, View,
        gate::Road,
        kinds::{action, finding, issued, organisation, person},
    },
    exchange::{GivenAnswers, ImportOptions, SheetOutcome, sheets},
    store::{self, Reply, Verified},
    ui::Place,
};

fn said(value: Result<Reply, String>) -> bool {
    matches!(value, Ok(Reply::Saved { .. }))
}

#[test]
fn several_words_are_ticked_kept_in_the_order_of_the_list_and_taken_back() {
    let mut desk = Desk::empty();
    desk.keys("gO").field(organisation::ROLES);
    assert!(desk.screen().contains("[ ] AI provider"), "{}", desk.screen());
    desk.keys("<Down><Down><Space><Up><Up><Up><Space><Enter>");
    let org = desk.record("ORG-1");
    assert_eq!(org.value(organisation::ROLES), &Value::Words("provider customer".into()));
    assert!(desk.screen().contains("AI provider, AI customer"), "{}", desk.screen());
    desk.field(organisation::ROLES);
    assert!(desk.screen().contains("[x] AI customer"), "{}", desk.screen());
    desk.keys("<Space><Enter>");
    assert_eq!(desk.record("ORG-1").value(organisation::ROLES), &Value::Words("customer".into()));
    desk.keys("H");
    assert!(desk.wide().contains("AI roles: AI provider, AI customer → AI customer"), "{}", desk.wide());
    desk.keys("<Esc>u").reopen();
    assert_eq!(desk.record("ORG-1").words(organisation::ROLES).collect::<Vec<_>>(), ["provider", "customer"]);
    // A word that a newer program wrote is shown, kept while others change, and can be taken away.
    let org = desk.record("ORG-1");
    let odd = Value::Words("customer regulator".into());
    assert!(said(desk.bench.save(Change::new("odd").set(&org, vec![(organisation::ROLES, odd)]))));
    desk.reopen().keys("gO").field(organisation::ROLES);
    assert!(desk.screen().contains("[x] regulator   a word this program does not know"), "{}", desk.screen());
    desk.keys("<Space><Enter>");
    assert_eq!(desk.record("ORG-1").value(organisation::ROLES), &Value::Words("provider customer regulator".into()));
    desk.field(organisation::ROLES).keys("<End><Space><Enter>");
    assert_eq!(desk.record("ORG-1").value(organisation::ROLES), &Value::Words("provider customer".into()));
}

#[test]
fn a_fill_of_several_words_adds_to_what_each_has() {
    let mut desk = Desk::empty();
    desk.keys("gPnAda<Enter>qnBen<Enter>q");
    desk.field_of("P-01", person::SKILLS).keys("<Space><Enter>");
    desk.field_of("P-02", person::SKILLS).keys("<End><Space><Enter>");
    // Both rows, data and ethics.
    desk.keys("gPVskills<Esc>").keys("gP").keys("<Home>v<Down>v=skills<Enter>");
    assert!(desk.screen().contains("Add to skills of 2 people"), "{}", desk.screen());
    desk.keys("data<Space><Enter>");
    let words = |desk: &Desk, id: &str| desk.record(id).words(person::SKILLS).collect::<Vec<_>>().join(" ");
    assert_eq!((words(&desk, "P-01"), words(&desk, "P-02")), ("ai data".into(), "data audit".into()));
    desk.keys("u");
    assert_eq!((words(&desk, "P-01"), words(&desk, "P-02")), ("ai".into(), "audit".into()));
    desk.keys("<Esc>/audit<Enter>");
    assert!(desk.screen().contains("Ben") && !desk.screen().contains("Ada"), "{}", desk.screen());
}

#[test]
fn a_day_is_written_in_any_usual_way_and_asked_back_where_it_can_mean_two() {
    let mut desk = Desk::empty();
    desk.keys("gfnLate<Enter>qnLater<Enter>q");
    for typed in ["31.12.2026", "31 December 2026", "2026-12-31", "+37", "Dec 31, 2026"] {
        desk.field_of("F-001", finding::DUE).keys(&format!("<C-u>{}<Enter>", typed.replace(' ', "<Space>")));
        assert_eq!(desk.record("F-001").date(finding::DUE).map(|d| d.to_string()).as_deref(), Some("2026-12-31"));
        desk.field_of("F-001", finding::DUE).keys("<C-u><Enter>");
        assert_eq!(desk.record("F-001").date(finding::DUE), None, "{typed}");
    }
    desk.field_of("F-001", finding::DUE).keys("<C-u>03/04/2026<Enter>");
    let screen = desk.wide();
    assert!(screen.contains("2026-04-03 if the day, 2026-03-04 if the month is first"), "{screen}");
    assert_eq!(desk.record("F-001").date(finding::DUE), None);
}

#[test]
fn a_period_is_typed_as_precisely_as_it_is_known() {
    let mut desk = Desk::empty();
    desk.keys("gPnAda<Enter>qnBen<Enter>qnCy<Enter>q");
    for (id, typed, wanted) in [("P-01", "Q2 2027", "2027-Q2"), ("P-02", "2026", "2026"), ("P-03", "+7", "2026-12-01")]
    {
        desk.field_of(id, person::UNTIL).keys(&format!("{}<Enter>", typed.replace(' ', "<Space>")));
        assert_eq!(desk.record(id).value(person::UNTIL).written(&person::FIELDS[person::UNTIL]), wanted);
    }
    desk.field_of("P-01", person::UNTIL).keys("<C-u>someday<Enter>");
    assert!(desk.screen().contains("this is no day or period; write a year 2026, a quarter"), "{}", desk.screen());
    assert!(desk.screen().contains("someday"), "what was typed stays: {}", desk.screen());
    desk.keys("<Esc>H");
    assert!(desk.wide().contains("Here until: (empty) → 2027-Q2"), "{}", desk.wide());
    // Sorted by the first day.
    desk.keys("<Esc>gPS").keys("here<Space>until<Enter>");
    let screen = desk.wide();
    let at = |name: &str| screen.find(name).unwrap_or_else(|| panic!("{name}: {screen}"));
    assert!(at("P-02 Ben") < at("P-03 Cy") && at("P-03 Cy") < at("P-01 Ada"), "{screen}");
    desk.keys("/q2<Enter>");
    assert!(desk.wide().contains("Ada") && !desk.wide().contains("Ben"), "{}", desk.wide());
    desk.reopen();
    assert_eq!(desk.record("P-01").period(person::UNTIL), Some(Period::Quarter(2027, 2)));
}

#[test]
fn a_decimal_is_exact_text() {
    let mut desk = Desk::empty();
    desk.keys("gangWrite the plan<Enter>").keys("gan").keys("Write the plan<Enter>");
    let id = desk.newest(Kind::Action).id.to_string();
    desk.field_of(&id, action::EFFORT).keys("0,30<Enter>");
    let effort = |desk: &Desk| desk.record(&id).decimal(action::EFFORT).map(ToString::to_string);
    assert_eq!(effort(&desk).as_deref(), Some("0.30"), "{}", desk.screen());
    for (typed, sentence) in [
        ("1,250", "it can be read in two ways; write 1250 or 1.250"),
        ("-1", "is not a number from 0 to 100000"),
        ("much", "it is not a number"),
    ] {
        desk.field_of(&id, action::EFFORT).keys(&format!("<C-u>{typed}<Enter>"));
        let screen = desk.wide();
        assert!(screen.contains(sentence) && screen.contains(typed), "{screen}");
        desk.keys("<Esc>");
    }
    assert_eq!(effort(&desk).as_deref(), Some("0.30"));
    desk.keys("u");
    assert_eq!(effort(&desk), None);
}

#[test]
fn a_reference_to_any_kind_is_a_link_like_others() {
    let mut desk = Desk::demo();
    // An issued paper is not changed any more, so each reference is one of its own.
    let issue = |desk: &mut Desk, n: u32, to: Id| {
        let values = vec![(issued::TITLE, Value::text("The register")), (issued::SUBJECT, Value::Ref(to))];
        let made = Change::new("issue").by(Road::Founding).create(Id::new(Kind::IssuedPaper, n), values);
        assert!(said(desk.bench.save(made)));
    };
    let [risk, system]: [Id; 2] = ["R-03", "S-01"].map(|id| id.parse().unwrap());
    issue(&mut desk, 11, risk);
    issue(&mut desk, 12, system);
    desk.reopen();
    let before = desk.history("PP-11").last().unwrap().seq - 1;
    assert_eq!(desk.record("PP-11").one(issued::SUBJECT), Some(risk));
    assert_eq!(desk.records().linked(risk, Kind::IssuedPaper, issued::SUBJECT).count(), 1);
    desk.bench.message(Msg::Go(Place::Record("S-01".parse().unwrap())));
    desk.keys("<Tab>");
    let mut seen = String::new();
    for _ in 0..8 {
        seen += &desk.wide();
        desk.keys("<PageDown>");
    }
    assert!(seen.contains("issued paper"), "{seen}");
    assert!(desk.bench.close());
    let path = desk.folder.path().join("demo.aims");
    assert!(matches!(store::verify(&path), Verified::Ok { .. }), "{:?}", store::verify(&path));
    // As of the step that named the system, and of the one before.
    let export = |step: u64| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_aims"));
        command.args(["export", "PP", "demo.aims", "--as-of", &format!("#{step}")]).current_dir(desk.folder.path());
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let then = [before, before + 1, before + 2].map(export);
    let has = |text: &str, id: &str| text.contains(&format!(",{id},"));
    assert!(!has(&then[0], "R-03") && has(&then[1], "R-03") && !has(&then[1], "S-01"), "{then:?}");
    assert!(has(&then[2], "R-03") && has(&then[2], "S-01"), "{then:?}");
    desk.reopen();
}

#[test]
fn a_retired_field_is_shown_while_it_holds_something_and_offered_for_nothing_new() {
    let mut desk = Desk::empty();
    let label = organisation::FIELDS[organisation::ROLES_BEFORE].label;
    assert!(!desk.keys("gO").wide().contains(label), "{}", desk.wide());
    let org = desk.record("ORG-1");
    let held = vec![(organisation::ROLES_BEFORE, Value::text("We build and buy"))];
    assert!(said(desk.bench.save(Change::new("as it was").set(&org, held))));
    desk.reopen().keys("gO");
    assert!(desk.wide().contains(label) && desk.wide().contains("We build and buy"), "{}", desk.wide());
    assert!(desk.paper("inventory", "md").contains("We build and buy"));
    desk.keys("gO").field(organisation::ROLES_BEFORE).keys("<C-u><Enter>");
    assert!(!desk.wide().contains(label), "{}", desk.wide());
}

#[test]
fn a_table_brings_words_and_periods_and_says_what_it_cannot_read() {
    let mut desk = Desk::empty();
    let rows = "Name,Expertise,Leaving date\nAda,Machine Learning / Audit,Q2 2027\nBen,golf,2027-12\nBo,,2027-13\nCy,,31.3.2027\n";
    let records = desk.records();
    let (kind, view) = (
        GivenAnswers { kind: Some(Kind::Person), ..GivenAnswers::default() },
        View { records: &records, today: now().date() },
    );
    let read = sheets::read(rows.as_bytes(), view, &kind, &|_| None, &ImportOptions::default());
    let Ok(SheetOutcome::Read(reading)) = read else { panic!("the kind was said") };
    let (asked, preview) = (reading.text(), reading.preview);
    let text = preview.text();
    assert!(asked.contains("“golf”, 1 row: allowed: AI, security, risk"), "{asked}");
    assert!(text.contains("2026, a quarter 2026-Q2"), "{text}");
    let change = preview.change(&desk.records(), true, aims::exchange::Existing::Skip).unwrap();
    assert!(said(desk.bench.save(change)));
    let until = |desk: &Desk, id: &str| desk.record(id).period(person::UNTIL).map(|p| p.to_string());
    assert_eq!(desk.record("P-01").words(person::SKILLS).collect::<Vec<_>>(), ["ai", "audit"]);
    assert_eq!(until(&desk, "P-01").as_deref(), Some("2027-Q2"));
    assert_eq!(until(&desk, desk.newest(Kind::Person).id.to_string().as_str()).as_deref(), Some("2027-03-31"));
}
