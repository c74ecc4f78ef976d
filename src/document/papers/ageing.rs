//! The ageing of findings: how long they have been open, by owner and by grade, the oldest first.

use super::{
    PaperDraft,
    desk::{Desk, counted, day, facts, heading, or, table},
};
use crate::{
    document::{Block, Column, PaperKind},
    domain::{
        Kind, Record,
        kinds::finding::{self, Grade},
        progress,
    },
};
use std::collections::BTreeMap;

/// The last day of each span but the last, and what the spans are called.
const SPANS: [i64; 3] = [30, 60, 90];
const CALLED: [&str; 4] = ["up to 30 d", "31 to 60 d", "61 to 90 d", "over 90 d"];

pub fn build(desk: Desk) -> PaperDraft {
    let mut open: Vec<&Record> = desk.all(Kind::Finding).into_iter().filter(|f| finding::is_open(f)).collect();
    open.sort_by_key(|f| (-finding::days_open(desk.view, f).unwrap_or(-1), f.id));
    let late = open.iter().filter(|f| progress::late_days(desk.view, f).is_some()).count();
    let owner = |f: &Record| or(&desk.person(f, finding::OWNER), "no owner");
    let grade = |f: &Record| Grade::of(f, finding::GRADE).map_or("not graded", Grade::label).to_string();
    let blocks = vec![
        facts([("Open", counted(open.len(), "finding", "findings")), ("Late", counted(late, "finding", "findings"))]),
        heading("By grade"),
        spans(desk, &open, grade, "Grade"),
        heading("By owner"),
        spans(desk, &open, owner, "Owner"),
        heading("The oldest first"),
        listed(desk, &open),
    ];
    (PaperKind::Ageing.title().into(), vec![format!("state of {}", desk.view.today)], blocks)
}

/// Open findings of each group by how long they are open.
fn spans(desk: Desk, open: &[&Record], group: impl Fn(&Record) -> String, head: &'static str) -> Block {
    let mut rows: BTreeMap<String, ([usize; 4], usize)> = BTreeMap::new();
    for f in open {
        let days = finding::days_open(desk.view, f).unwrap_or(0);
        let row = rows.entry(group(f)).or_default();
        row.0[SPANS.iter().position(|last| days <= *last).unwrap_or(3)] += 1;
        row.1 += usize::from(progress::late_days(desk.view, f).is_some());
    }
    type Row = (String, ([usize; 4], usize));
    let columns: &[Column<Row>] = &[
        (head, 4, &|(name, _)| name.clone()),
        (CALLED[0], 2, &|(_, (n, _))| n[0].to_string()),
        (CALLED[1], 2, &|(_, (n, _))| n[1].to_string()),
        (CALLED[2], 2, &|(_, (n, _))| n[2].to_string()),
        (CALLED[3], 2, &|(_, (n, _))| n[3].to_string()),
        ("Late", 2, &|(_, (_, late))| late.to_string()),
    ];
    table("Open findings by days", rows, columns, "No finding is open.")
}

fn listed(desk: Desk, open: &[&Record]) -> Block {
    let late = |f: &Record| progress::late_days(desk.view, f).map_or(String::new(), |d| d.to_string());
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|f| f.id.to_string()),
        ("Finding", 5, &|f| f.title().to_string()),
        ("Grade", 2, &|f| desk.cell(f, finding::GRADE)),
        ("Owner", 2, &|f| or(&desk.person(f, finding::OWNER), "no owner")),
        ("Step", 2, &|f| or(&desk.cell(f, finding::STEP), "new")),
        ("Plan", 2, &|f| desk.cell(f, finding::PLAN)),
        ("Open for", 1, &|f| finding::days_open(desk.view, f).map_or("?".into(), |d| d.to_string())),
        ("Due", 2, &|f| day(f.date(finding::DUE))),
        ("Late", 1, &|f| late(f)),
    ];
    table("Days open and days late", open.iter().copied(), columns, "No finding is open.")
}
