//! Sheets as people bring them, read from the folder `sheets`: what is taken without asking is right, the rest is asked.

mod truth;

use crate::desk::Desk;
use aims::{
    domain::{Kind, Records, View},
    exchange::{Options, Outcome, Said, sheets},
};
use sheets::{
    Reading,
    map::{How, Target},
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

fn read(records: &Records, name: &str, said: &Said) -> Outcome {
    let bytes = fs::read(folder().join(name)).unwrap();
    let view = View { records, today: jiff::civil::date(2026, 11, 26) };
    let options = Options { source: name.into(), ..Options::default() };
    sheets::read(&bytes, view, said, &|_| None, &options).unwrap_or_else(|why| panic!("{name}: {why}"))
}

fn of_kind(records: &Records, name: &str, said: Said) -> Box<Reading> {
    match read(records, name, &said) {
        Outcome::Read(reading) => reading,
        Outcome::WhichKind { .. } => panic!("{name}: the kind was said"),
    }
}

fn kind_of(table: &str) -> Kind {
    Kind::ALL.iter().copied().find(|k| k.spec().table == table).unwrap_or_else(|| panic!("{table}"))
}

/// What each sure column is read as, `heading = field`.
fn sure(reading: &Reading) -> Vec<(String, String)> {
    let sure = reading.columns.iter().filter(|c| c.how == How::Sure);
    let read = sure.filter(|c| matches!(c.target, Target::Field(_) | Target::Id));
    read.map(|c| (c.heading.clone(), c.written(reading.kind))).collect()
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
        if let Outcome::Read(reading) = read(&records, &name, &Said::default())
            && reading.kind.spec().table != truth.kind
        {
            wrong_kinds.push(format!("{name}: {}", reading.kind.spec().table));
        }
        let reading = of_kind(&records, &name, Said { kind: Some(kind_of(truth.kind)), ..Said::default() });
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
