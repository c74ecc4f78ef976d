//! Sheets as people bring them, read from the folder `sheets`: what is taken without asking is right, the rest is asked.

mod truth;

use crate::desk::Desk;
use aims::{
    domain::{Kind, Records, Value, View},
    exchange::{GivenAnswers, ImportOptions, SheetOutcome, sheets},
};
use sheets::{
    SheetReading,
    map::{ColumnTarget, MappedBy},
};
use std::{fs, path::PathBuf};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/sheets")
}

/// Every sheet of the folder, by name.
fn names() -> Vec<String> {
    let files = fs::read_dir(folder()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = files.filter(|name| name.ends_with(".csv")).collect();
    names.sort();
    names
}

fn read(records: &Records, name: &str, said: &GivenAnswers) -> SheetOutcome {
    let bytes = fs::read(folder().join(name)).unwrap();
    let view = View { records, today: jiff::civil::date(2026, 11, 26) };
    let options = ImportOptions { source: name.into() };
    sheets::read(&bytes, view, said, &|_| None, &options).unwrap_or_else(|why| panic!("{name}: {why}"))
}

fn of_kind(records: &Records, name: &str, said: GivenAnswers) -> Box<SheetReading> {
    match read(records, name, &said) {
        SheetOutcome::Read(reading) => reading,
        other => panic!("{name}: the kind was said; {other:?}"),
    }
}

fn kind_of(table: &str) -> Kind {
    Kind::ALL.iter().copied().find(|k| k.spec().table == table).unwrap_or_else(|| panic!("{table}"))
}

/// What each sure column is read as, `heading = field`.
fn sure(reading: &SheetReading) -> Vec<(String, String)> {
    let sure = reading.columns.iter().filter(|c| c.how == MappedBy::Sure);
    let read = sure.filter(|c| matches!(c.target, ColumnTarget::Field(_) | ColumnTarget::Id));
    read.map(|c| (c.heading.clone(), c.written(reading.kind, &reading.known))).collect()
}

/// The two figures that stay 0: headings read wrongly without asking, and kinds taken wrongly without asking.
#[test]
fn nothing_is_read_wrongly_without_asking() {
    let desk = Desk::empty();
    let records = desk.records();
    let mut wrong_headings = Vec::new();
    let mut wrong_kinds = Vec::new();
    let mut right = 0;
    assert!(names().len() >= 31, "{} sheets", names().len());
    for name in names() {
        let truth = truth::of(&name);
        if let SheetOutcome::Read(reading) = read(&records, &name, &GivenAnswers::default())
            && reading.kind.spec().table != truth.kind
        {
            wrong_kinds.push(format!("{name}: {}", reading.kind.spec().table));
        }
        let reading =
            of_kind(&records, &name, GivenAnswers { kind: Some(kind_of(truth.kind)), ..GivenAnswers::default() });
        for (heading, field) in sure(&reading) {
            match truth.fields.iter().any(|(h, f)| *h == heading.trim() && *f == field) {
                true => right += 1,
                false => wrong_headings.push(format!("{name}: {heading} = {field}")),
            }
        }
    }
    assert_eq!((wrong_headings, wrong_kinds), (Vec::<String>::new(), Vec::<String>::new()));
    assert!(right >= 120, "only {right} headings are read without asking");
}

fn said(list: &[&str], words: &[&str]) -> GivenAnswers {
    let mut said = GivenAnswers::default();
    list.iter().for_each(|text| said.say_map(text).unwrap());
    words.iter().for_each(|text| said.say_word(text).unwrap());
    said
}

fn settled(name: &str, given: &GivenAnswers) -> Box<SheetReading> {
    let desk = Desk::empty();
    match read(&desk.records(), name, given) {
        SheetOutcome::Read(reading) => reading,
        other => panic!("{name}: {other:?}"),
    }
}

/// The lines that a row keeps.
fn kept(reading: &SheetReading, row: usize) -> String {
    reading.preview.good.iter().find(|r| r.number == row).map_or(String::new(), |r| r.kept.join("\n"))
}

#[test]
fn a_word_is_asked_once_with_its_rows_and_an_answer_serves_them_all() {
    let reading = settled("stage-words.csv", &GivenAnswers::default());
    let asked: Vec<(&str, usize, Option<&str>)> =
        reading.words.iter().map(|q| (&q.word[..6], q.rows, q.proposal.as_deref())).collect();
    assert_eq!(asked, [("a) Pre", 4, Some("development"))]);
    assert_eq!(reading.waiting.len(), 4);
    let word = reading.words[0].word.clone();
    let reading = settled("stage-words.csv", &said(&[], &[&format!("Stage/{word}=idea")]));
    assert!(reading.is_settled() && reading.waiting.is_empty() && reading.preview.good.len() == 10);
    let keeping = settled("stage-words.csv", &GivenAnswers { keep_unknown: true, ..GivenAnswers::default() });
    assert!(keeping.is_settled() && keeping.preview.good.len() == 10);
    assert!(kept(&keeping, 2).starts_with("Stage: a) Pre-deployment"), "{}", kept(&keeping, 2));
}

#[test]
fn an_order_of_days_is_asked_where_no_cell_decides() {
    let reading = settled("days-either-way.csv", &GivenAnswers::default());
    assert_eq!((reading.words.len(), reading.waiting.len()), (1, 3));
    let text = reading.text();
    assert!(text.contains("day or month first"), "{text}");
    for (order, day) in [("day", "2025-04-03"), ("month", "2025-03-04")] {
        let reading = settled("days-either-way.csv", &said(&[], &[&format!("Go-live date/03/04={order}")]));
        let shown = format!("{:?}", reading.preview.good[0].values);
        assert!(reading.is_settled() && shown.contains(day), "{order}: {shown}");
    }
    let decided = settled("day-first.csv", &GivenAnswers::default());
    assert!(decided.is_settled() && decided.preview.notices.iter().any(|n| n.contains("day first")));
}

#[test]
fn a_scale_of_another_length_is_asked_and_its_own_step_kept_beside() {
    for name in ["three-step-scale.csv", "ten-steps.csv"] {
        let reading = settled(name, &GivenAnswers::default());
        assert!(reading.words.iter().all(|q| q.proposal.is_some()) && reading.waiting.len() == 3, "{name}");
    }
    let answers = ["Low=2", "Medium=3", "High=4"];
    let answers: Vec<String> =
        ["Likelihood", "Impact"].iter().flat_map(|c| answers.iter().map(move |a| format!("{c}/{a}"))).collect();
    let answers: Vec<&str> = answers.iter().map(String::as_str).collect();
    let reading = settled("three-step-scale.csv", &said(&[], &answers));
    assert!(reading.is_settled() && reading.preview.doubts.is_empty(), "{}", reading.text());
    let lines = kept(&reading, 2);
    for line in ["Likelihood: Low", "Impact: High"] {
        assert!(lines.contains(line), "{lines}");
    }
    let row = &reading.preview.good[0].values;
    for (label, text) in [("Mitigation plan", "Watch monthly"), ("Risk level", "Medium")] {
        let new = reading.preview.new_columns.iter().find(|new| new.label == label).expect(label);
        assert!(row.contains(&(new.field, Value::text(text))), "{label} {row:?}");
    }
}

#[test]
fn periods_are_read_to_a_day_and_kept_as_precise_as_they_were() {
    let reading = settled("periods.csv", &GivenAnswers::default());
    assert!(reading.is_settled() && reading.preview.doubts.is_empty(), "{:?}", reading.preview.doubts);
    let values = |row: usize| format!("{:?}", reading.preview.good[row].values);
    // Since: the first day. Due, or good until: the last.
    assert!(values(0).contains("2025-04-01") && values(0).contains("2026-12-31"), "{}", values(0));
    assert!(values(1).contains("2025-07-01") && values(1).contains("2026-09-30"), "{}", values(1));
    assert_eq!(kept(&reading, 2), "Go-live date: Q2 2025\nNext review: 2026");
}

#[test]
fn two_columns_of_one_heading_are_both_seen() {
    let reading = settled("findings-severity.csv", &GivenAnswers::default());
    let open: Vec<&str> = reading.open().map(|c| c.heading.as_str()).collect();
    assert!(open.contains(&"Severity"), "{open:?}");
    let statuses: Vec<ColumnTarget> =
        reading.columns.iter().filter(|c| c.heading == "Status").map(|c| c.target).collect();
    assert!(matches!(statuses[..], [ColumnTarget::Field(_), ColumnTarget::New(_)]), "{statuses:?}");
}

#[test]
fn a_sheet_is_never_taken_for_a_kind_that_its_headings_do_not_mean() {
    let desk = Desk::empty();
    for (name, table) in [
        ("documents.csv", "document"),
        ("training-log.csv", "training_record"),
        ("incidents.csv", "incident"),
        ("obligations.csv", "obligation"),
        ("models.csv", "model"),
        ("parties.csv", "interested_party"),
        ("data-sets.csv", "data_set"),
        ("gap-number-sign.csv", "answer"),
        ("audit-of-controls.csv", "answer"),
    ] {
        let offered = match read(&desk.records(), name, &GivenAnswers::default()) {
            SheetOutcome::Read(reading) => vec![reading.kind],
            SheetOutcome::WhichKind { kinds, .. } => kinds,
            other => panic!("{name}: {other:?}"),
        };
        assert!(offered.contains(&kind_of(table)), "{name}: {offered:?}");
    }
}

#[test]
fn a_record_of_a_training_brings_person_and_training_and_is_called_by_both() {
    let kind = GivenAnswers { kind: Some(Kind::Attendance), ..GivenAnswers::default() };
    let reading = settled("training-log.csv", &kind);
    assert!(reading.is_settled(), "{}", reading.text());
    let said = reading.preview.text();
    assert!(said.contains("New trainings\n  AI literacy") && said.contains("Jane Doe, Tom Fisher"), "{said}");
    let change = reading.preview.change(&Desk::empty().records(), false, aims::exchange::Existing::Skip).unwrap();
    let made = |kind: Kind| change.edits.iter().filter(|e| e.id().kind == kind).count();
    assert_eq!([made(Kind::Training), made(Kind::Person), made(Kind::Attendance)], [1, 2, 2]);
    assert!(format!("{change:?}").contains("AI literacy, Jane Doe"), "{change:?}");
}

#[test]
fn what_names_a_register_that_is_empty_is_asked_once_and_not_refused_row_by_row() {
    let kind = GivenAnswers { kind: Some(Kind::Incident), ..GivenAnswers::default() };
    let reading = settled("incidents.csv", &kind);
    let open: Vec<&str> = reading.open().map(|c| c.heading.as_str()).collect();
    assert!(open.contains(&"AI System") && reading.preview.doubts.is_empty(), "{open:?} {:?}", reading.preview.doubts);
}

#[test]
fn a_sheet_of_headings_alone_says_that_no_record_follows() {
    let desk = Desk::empty();
    let records = desk.records();
    let view = View { records: &records, today: jiff::civil::date(2026, 11, 26) };
    let read = |text: &str| {
        sheets::read(text.as_bytes(), view, &GivenAnswers::default(), &|_| None, &ImportOptions::default())
    };
    let why = read("System Name,Owner\n").unwrap_err();
    assert!(why.contains("row 1") && why.contains("no row of a record"), "{why}");
}

#[test]
fn rows_that_are_no_records_are_left_out_and_said() {
    let reading = settled("sections-and-total.csv", &GivenAnswers::default());
    assert_eq!(reading.preview.good.len(), 4);
    assert_eq!(reading.left, [(2, "a section"), (5, "a section"), (9, "a total")]);
    let reading = settled("repeated-headings.csv", &GivenAnswers::default());
    assert_eq!(reading.preview.good.len(), 2, "{:?}", reading.left);
    let torn = settled("ragged-and-torn.csv", &GivenAnswers::default());
    assert_eq!((torn.preview.good.len(), torn.preview.doubts[0].row), (2, 3));
    let (text, n) = torn.refused_rows(&[]);
    assert!(n == 1 && text.starts_with("Use Case Name,Owner,Status,aims: why not"), "{text}");
}

#[test]
fn the_sheet_of_an_audit_becomes_a_round_with_answers() {
    let desk = Desk::empty();
    let reading = settled("audit-export.csv", &GivenAnswers::default());
    assert_eq!((reading.kind, reading.preview.good.len()), (Kind::Answer, 7));
    let change = reading.preview.change(&desk.records(), false, aims::exchange::Existing::Skip).unwrap();
    let made = |kind: Kind| change.edits.iter().filter(|e| e.id().kind == kind).count();
    assert_eq!([made(Kind::Round), made(Kind::Interview), made(Kind::Answer), made(Kind::Finding)], [1, 1, 7, 0]);
}

#[test]
fn answers_are_a_file_to_edit_and_give_back() {
    let first = settled("form-of-34.csv", &GivenAnswers::default());
    assert!(!first.is_settled());
    let again = settled("form-of-34.csv", &GivenAnswers::read(&first.explained()).unwrap());
    assert!(again.is_settled(), "{}", again.text());
    let why = GivenAnswers::read("kind ai_system\nspoon x\n").unwrap_err();
    assert!(why.starts_with("line 2: “spoon”"), "{why}");
    let desk = Desk::empty();
    for (map, part) in [("Nmae=name", "no column is called “Nmae”"), ("Name=colour", "no such field")] {
        let bytes = fs::read(folder().join("day-first.csv")).unwrap();
        let records = desk.records();
        let view = View { records: &records, today: jiff::civil::date(2026, 11, 26) };
        let why = sheets::read(&bytes, view, &said(&[map], &[]), &|_| None, &ImportOptions::default()).err().unwrap();
        assert!(why.contains(part), "{why}");
    }
}

#[test]
fn an_untouched_export_of_any_kind_is_the_same_and_an_edited_one_is_read_as_any_sheet() {
    let desk = Desk::demo();
    let records = desk.records();
    let view = View { records: &records, today: crate::desk::now().date() };
    let read = |text: &str, kind: Kind| {
        let said = GivenAnswers { kind: None, ..GivenAnswers::default() };
        match sheets::read(text.as_bytes(), view, &said, &|_| None, &ImportOptions::default()) {
            Ok(SheetOutcome::Read(reading)) => reading,
            other => panic!("{kind:?}: {other:?}"),
        }
    };
    let mut met = 0;
    for kind in Kind::ALL.iter().copied() {
        let ids: Vec<_> = records.all(kind).map(|r| r.id).collect();
        if ids.is_empty() {
            continue;
        }
        let all = aims::exchange::export::all_fields(view.records, kind);
        let text = aims::exchange::csv_records(view, kind, &ids, &all).unwrap();
        let reading = read(&text, kind);
        assert_eq!(reading.kind, kind);
        assert!(reading.own && reading.is_settled(), "{kind:?}: {}", reading.text());
        assert!(reading.preview.is_the_same(&records), "{kind:?}: {}\n{}", reading.text(), reading.preview.text());
        met += 1;
    }
    assert!(met > 40, "only {met} kinds");
    let first = records.all(Kind::System).next().unwrap();
    let edited = format!("aims id,name,state,Last review,risk_class\r\n{},Other,LIVE,31.12.2025,sleepy\r\n", first.id);
    let reading = read(&edited, Kind::System);
    let asked: Vec<&str> = reading.words.iter().map(|q| q.word.as_str()).collect();
    assert_eq!(asked, ["sleepy"], "{}", reading.text());
    let given =
        GivenAnswers { words: vec![("risk_class".into(), "sleepy".into(), "low".into())], ..GivenAnswers::default() };
    let Ok(SheetOutcome::Read(reading)) =
        sheets::read(edited.as_bytes(), view, &given, &|_| None, &ImportOptions::default())
    else {
        panic!("it was said");
    };
    let shown = format!("{:?}", reading.preview.good[0].values);
    assert!(
        reading.is_settled() && shown.contains("2025-12-31") && reading.preview.good[0].id == Some(first.id),
        "{shown}"
    );
}

#[test]
fn a_compliance_package_is_controls_or_a_checklist_and_that_is_asked() {
    let text = "Chapter ID,Chapter Name,Item ID,Item Name,Item Description,Audit Questionnaire\n\
                4,Context,4.1,Understanding the organisation,What bears on it,Which issues are known?\n\
                A.6,Life cycle,A.6.2.4,Verification and validation,Tests before release,How is it tested?\n";
    let desk = Desk::empty();
    let records = desk.records();
    let view = View { records: &records, today: crate::desk::now().date() };
    let read =
        |said: &GivenAnswers| sheets::read(text.as_bytes(), view, said, &|_| None, &ImportOptions::default()).unwrap();
    let asked = read(&GivenAnswers::default());
    assert!(
        matches!(&asked, SheetOutcome::WhichKind { kinds, .. } if kinds[..] == [Kind::Item, Kind::Answer]),
        "{asked:?}"
    );
    let SheetOutcome::Read(reading) = read(&GivenAnswers { kind: Some(Kind::Answer), ..GivenAnswers::default() })
    else {
        panic!("it was said")
    };
    let is = |heading: &str, field: &str| sure(&reading).contains(&(heading.to_string(), field.to_string()));
    assert!(is("Item ID", "requirement") && is("Audit Questionnaire", "question"), "{}", reading.text());
    assert!(reading.is_settled() && reading.preview.good.len() == 2, "{}", reading.preview.text());
}
