//! The demo holds together on any day: no wrong reference, no wrong word, and the counts that screens rely on.

use super::*;
use crate::domain::{
    Edit, Id, Kind, Record, Records, Value, View,
    kinds::{answer, evidence, finding, interview, item, organisation, request, risk, round, system},
    progress, skeleton,
};
use jiff::civil::date;
use std::collections::BTreeSet;

const DAYS: [Date; 8] = [
    date(2026, 11, 23),
    date(2026, 11, 24),
    date(2026, 11, 25),
    date(2026, 11, 27),
    date(2026, 11, 28),
    date(2026, 11, 29),
    date(2027, 1, 1),
    date(2028, 2, 29),
];

/// What every new file holds before the first step.
fn base() -> Records {
    let mut records = Records::default();
    let numbers = skeleton::CLAUSES.iter().chain(&skeleton::CONTROLS).filter_map(|r| skeleton::number(r));
    records.put(numbers.map(|n| {
        let group = if n < skeleton::FIRST_CONTROL { item::Group::Clause } else { item::Group::Control };
        Record::new(Id::new(Kind::Item, n)).with(item::GROUP, group.value()).with(item::TITLE, Value::text("title"))
    }));
    records.put([Record::new(Id::new(Kind::Organisation, 1)), Record::new(Id::new(Kind::Method, 1))]);
    records
}

fn demo(today: Date) -> Records {
    let mut records = base();
    for past in steps(today, 60).unwrap() {
        records.apply(&past.change);
    }
    records
}

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

#[test]
fn every_step_fits_the_records_of_its_time() {
    for today in DAYS {
        let mut records = base();
        let steps = steps(today, 60).unwrap();
        assert!(steps.is_sorted_by_key(|p| p.at.utc), "{today}");
        let evening = Stamp::at(today.to_datetime(jiff::civil::time(0, 0, 0, 0)), 60);
        assert!(steps.iter().all(|p| p.at.utc < evening.utc), "{today}: a step lies in the future");
        for past in &steps {
            let label = &past.change.label;
            assert!(!label.is_empty() && !past.actor.is_empty() && !past.change.is_empty(), "{today}: {label}");
            for edit in &past.change.edits {
                let known = records.get(edit.id()).map(|r| r.rev);
                match edit {
                    Edit::Create { id, .. } => assert_eq!(known, None, "{label}: {id} is there already"),
                    Edit::Set { id, rev, values } => {
                        assert_eq!(known, Some(*rev), "{label}: {id}");
                        let record = records.get(*id).unwrap();
                        for (field, value) in values {
                            let name = id.kind.spec().fields[*field].name;
                            assert_ne!(record.value(*field), value, "{label}: {id} {name} does not change");
                        }
                    }
                    Edit::Hide { .. } => {}
                }
                let one = Change { edits: vec![edit.clone()], ..Change::new(label.clone()) };
                records.apply(&one);
            }
            for record in past.change.edits.iter().filter_map(|e| records.get(e.id())) {
                for (field, to) in record.links() {
                    let name = record.id.kind.spec().fields[field].name;
                    assert!(records.get(to).is_some(), "{label}: {} {name} points at {to}", record.id);
                }
            }
        }
    }
}

#[test]
fn every_value_is_one_that_its_field_takes() {
    let records = demo(DAYS[0]);
    for record in records.every() {
        for (field, value) in record.id.kind.spec().fields.iter().zip(&record.values) {
            let again = Value::from_json(field, &value.to_json(field));
            assert_eq!(again.as_ref(), Ok(value), "{} {}", record.id, field.name);
            // The words of an issued paper are JSON.
            if let Value::Text(text) = value
                && field.name != "blocks"
            {
                let left_over = text.contains(['{', '}']) || text.contains(" @") || text.starts_with('@');
                assert!(!left_over, "{} {}: {text}", record.id, field.name);
            }
        }
        assert!(!record.title().is_empty() || record.id.kind == Kind::Method, "{} has no name", record.id);
    }
}

#[test]
fn what_a_record_holds_today_is_what_the_registers_say() {
    let today = DAYS[2];
    let register = register::DemoRegister::read(when::Now { today, offset: 60 }).unwrap();
    let records = demo(today);
    for (id, fields) in &register.records {
        let record = records
            .get(*id)
            .unwrap_or_else(|| panic!("{id} is never added: name it at a step of sample-data/history.toml"));
        for (field, value) in fields {
            assert_eq!(record.value(*field), value, "{id} {}", id.kind.spec().fields[*field].name);
        }
    }
}

#[test]
fn the_counts_are_those_that_the_screens_show() {
    let records = demo(DAYS[0]);
    let at_least = [
        (Kind::Person, 20),
        (Kind::Supplier, 4),
        (Kind::System, 10),
        (Kind::Risk, 18),
        (Kind::Evidence, 20),
        (Kind::Request, 6),
        (Kind::Action, 15),
        (Kind::Round, 3),
        (Kind::Interview, 9),
        (Kind::Question, 2),
    ];
    for (kind, n) in at_least {
        assert!(records.count(kind) >= n, "{}: {}", kind.spec().plural, records.count(kind));
    }
    assert_eq!(records.count(Kind::Item), 71);
    assert_eq!(records.next_id(Kind::Finding).to_string(), "F-014");
    let steps: BTreeSet<_> = records.all(Kind::Finding).map(finding::step).collect();
    assert_eq!(steps.len(), finding::Step::ALL.len());
    let states: BTreeSet<_> = records.all(Kind::System).filter_map(|s| system::State::of(s, system::STATE)).collect();
    assert_eq!(states.len(), system::State::ALL.len());
    let org = records.single(Kind::Organisation).unwrap();
    assert_eq!(organisation::Purpose::of(org, organisation::PURPOSE), Some(organisation::Purpose::Demo));
}

#[test]
fn the_map_of_risks_is_that_of_the_pictures() {
    let records = demo(DAYS[0]);
    let matrix = records.matrix();
    let bands = |open: &[&Record]| -> String {
        let mut bands = [0; 4];
        for (l, c) in open.iter().filter_map(|r| risk::Picture::Current.cell(r)) {
            bands[matrix.band_index(l, c)] += 1;
        }
        format!("{bands:?}")
    };
    let open: Vec<&Record> = records.all(Kind::Risk).filter(|r| risk::is_open(r)).collect();
    assert_eq!(bands(&open), "[4, 8, 4, 2]");
    let view = View { records: &records, today: DAYS[0] };
    let above = open.iter().filter(|r| risk::against_appetite(view, r) == "above");
    let no_plan: Vec<String> = above.filter(|r| risk::actions(view, r).is_none()).map(|r| r.id.to_string()).collect();
    assert_eq!(no_plan, ["R-11", "R-18"]);
}

#[test]
fn the_running_interview_waits_in_the_middle_of_question_seven() {
    for today in DAYS {
        let records = demo(today);
        let view = View { records: &records, today };
        let running = records.get(id("I-03")).unwrap();
        assert_eq!(interview::State::of(running, interview::STATE), Some(interview::State::Running));
        let answers = interview::answers(view, running.id);
        let ribbon: String = answers.iter().map(|a| answer::verdict(a).letter()).collect();
        assert_eq!(ribbon, "ccmcco.P..........");
        let now = answers[6];
        assert_eq!(running.one(interview::CURRENT), Some(now.id));
        assert_eq!(now.one(answer::ITEM), Some(id("A.6.2.4")));
        assert!(now.text(answer::NOTE).ends_with("were enough"), "{}", now.text(answer::NOTE));
        let said: Vec<char> = now.text(answer::NOTE).lines().filter_map(|l| l.chars().next()).collect();
        assert_eq!(said, ['g', '>', '"', '!', '?', 'f']);
        let last_time = records.get(now.one(answer::BASE).unwrap()).unwrap();
        assert_eq!(answer::verdict(last_time), answer::Verdict::Conforms);
        assert_eq!(last_time.text(answer::SOURCE), now.text(answer::SOURCE));
    }
}

#[test]
fn each_line_of_a_note_has_its_time() {
    let records = demo(DAYS[0]);
    for a in records.all(Kind::Answer) {
        let lines = a.text(answer::NOTE).lines().count();
        let times = a.text(answer::TIMES).split(' ').filter(|t| !t.is_empty()).count();
        assert_eq!(lines, times, "{} {}", a.id, a.title());
        let judged = answer::verdict(a) != answer::Verdict::NotLookedAt;
        assert_eq!(judged, a.stamp(answer::JUDGED).is_some(), "{} {}", a.id, a.title());
        let parked = answer::verdict(a) == answer::Verdict::Parked;
        assert_eq!(parked, !a.text(answer::PARKED).is_empty(), "{} {}", a.id, a.title());
    }
}

#[test]
fn what_is_late_and_what_waits_is_there_to_be_seen() {
    for today in DAYS {
        let records = demo(today);
        let view = View { records: &records, today };
        let late: Vec<_> = records
            .all(Kind::Finding)
            .filter_map(|f| Some((f.id.to_string(), progress::late_days(view, f)?)))
            .collect();
        assert_eq!(late, [("F-009".to_string(), 4)], "{today}");
        let open: Vec<&Record> = records.all(Kind::Request).filter(|r| request::is_open(r)).collect();
        assert_eq!(open.iter().filter_map(|r| progress::late_days(view, r)).collect::<Vec<_>>(), [2], "{today}");
        assert_eq!(open.len(), 4);
        assert!(records.all(Kind::Action).any(|a| progress::late_days(view, a).is_some()));
        assert_eq!(records.all(Kind::Finding).filter(|f| finding::is_open(f)).count(), 11);
        let seen = |e: &str| evidence::state(view, records.get(id(e)).unwrap());
        assert_eq!([seen("E-19"), seen("E-21"), seen("E-22")], ["on file", "seen", "on file"]);
        let parked: Vec<String> = (1..=6)
            .flat_map(|n| {
                interview::answers(view, Id::new(Kind::Interview, n))
                    .into_iter()
                    .enumerate()
                    .map(move |(q, a)| (n, q + 1, a))
            })
            .filter(|(_, _, a)| answer::verdict(a) == answer::Verdict::Parked)
            .map(|(n, q, _)| format!("I-{n:02} q{q}"))
            .collect();
        assert_eq!(parked, ["I-02 q4", "I-02 q9", "I-03 q8"]);
        assert_eq!(
            records
                .all(Kind::Round)
                .filter(|r| round::State::of(r, round::STATE) == Some(round::State::Running))
                .count(),
            1
        );
    }
}

#[test]
fn decisions_on_controls_show_every_case() {
    let records = demo(DAYS[0]);
    let controls: Vec<&Record> =
        records.all(Kind::Item).filter(|i| skeleton::reference(i.id.n).is_some() && item::is_control(i)).collect();
    let used = |u: item::Use| controls.iter().filter(|c| item::Use::of(c, item::USE) == Some(u)).count();
    assert_eq!((used(item::Use::Yes), used(item::Use::No)), (30, 2));
    let no_reason: Vec<String> = controls
        .iter()
        .filter(|c| item::Use::of(c, item::USE) == Some(item::Use::No) && c.text(item::WHY_AGAINST).is_empty())
        .map(|c| c.id.to_string())
        .collect();
    assert_eq!(no_reason, ["A.8.3"]);
}

#[test]
fn the_last_day_ends_with_the_half_sentence() {
    let steps = steps(DAYS[0], 60).unwrap();
    let last: Vec<String> =
        steps.iter().rev().take(3).map(|p| format!("{} {}", p.at.clock(), p.change.label)).collect();
    assert_eq!(last[0], "16:20 note, I-03 q7");
    assert!(steps.iter().any(|p| p.change.label == "verdict OFI, I-03 q6" && p.at.clock() == "15:58"));
    let finding = steps.iter().find(|p| p.change.label == "finding F-013, OFI, A.4.4").unwrap();
    assert_eq!((finding.at.clock().as_str(), finding.actor.as_str()), ("16:11", "A. Brandt"));
    assert!(steps.len() > 80, "{}", steps.len());
}

#[test]
fn the_tables_for_trying_imports_are_whole() {
    let files = [
        (include_str!("../../sample-data/imports/systems.csv"), b',', 10),
        (include_str!("../../sample-data/imports/risks.csv"), b',', 9),
        (include_str!("../../sample-data/imports/toolkit-inventory.csv"), b',', 6),
        (include_str!("../../sample-data/imports/verifywise-use-cases.csv"), b',', 6),
        (include_str!("../../sample-data/imports/ciso-assistant-risk-scenarios.csv"), b';', 6),
    ];
    for (text, delimiter, rows) in files {
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let read: Result<Vec<_>, _> = reader.records().collect();
        assert_eq!(read.map(|r| r.len()).map_err(|e| e.to_string()), Ok(rows));
    }
}

#[test]
fn every_kind_has_sample_rows() {
    let records = demo(DAYS[2]);
    for kind in Kind::ALL {
        let rows = records.all(*kind).count();
        let where_to =
            "put rows into a file of sample-data/, name it in demo/register.rs, add them at a step of history.toml";
        assert!(rows > 0, "the demo has no {}: {where_to}", kind.spec().plural);
    }
}
