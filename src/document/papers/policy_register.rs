//! The policy register: every document that is maintained, and which policy carries which theme and principle.

use super::{
    PaperDraft,
    desk::{Desk, counted, day, heading, list, or, table},
};
use crate::{
    document::{Block, Column, PaperKind, Table},
    domain::{
        Kind, Record,
        grid::{self, GridLine},
        kinds::{commitment, communication, document},
        progress,
    },
};

pub fn build(desk: Desk) -> PaperDraft {
    let all: Vec<&Record> = desk.all(Kind::Document).into_iter().filter(|d| !progress::is_over(d)).collect();
    let (policies, other): (Vec<&Record>, Vec<&Record>) = all.into_iter().partition(|d| document::is_policy(d));
    let blocks = vec![
        heading("Policies"),
        register(desk, &policies, "Policies that stand", "No policy is on file."),
        heading("What the policies carry"),
        coverage(desk),
        heading("Carried by none"),
        blanks(desk),
        heading("Principles and commitments"),
        commitments(desk),
        heading("Procedures and other documents"),
        register(desk, &other, "Documents that stand", "No other document is on file."),
        heading("Made known"),
        told(desk),
    ];
    let facts = vec![format!("state of {}", desk.view.today), counted(policies.len(), "policy", "policies")];
    (PaperKind::Policies.title().into(), facts, blocks)
}

fn register(desk: Desk, documents: &[&Record], caption: &str, instead: &str) -> Block {
    let approved = |d: &Record| match (desk.person(d, document::APPROVED_BY), day(d.date(document::APPROVED_ON))) {
        (by, on) if by.is_empty() && on.is_empty() => "not approved".to_string(),
        (by, on) => format!("{by} {on}").trim().to_string(),
    };
    let review = |d: &Record| {
        let late = d.date(document::REVIEW).is_some_and(|on| on < desk.view.today);
        format!("{}{}", day(d.date(document::REVIEW)), if late { "\noverdue" } else { "" })
    };
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|d| d.id.to_string()),
        ("Title", 4, &|d| d.title().to_string()),
        ("Version", 1, &|d| d.text(document::VERSION).to_string()),
        ("State", 2, &|d| desk.cell(d, document::STATE)),
        ("Owner", 2, &|d| or(&desk.person(d, document::OWNER), "no owner")),
        ("Approved", 2, &|d| approved(d)),
        ("Review by", 2, &|d| or(&review(d), "no day")),
        ("Clauses and controls", 3, &|d| desk.view.records.called_all(d.refs(document::ITEMS), " ")),
    ];
    table(caption, documents.iter().copied(), columns, instead)
}

/// A row a theme or principle, a column a policy; a mark where it is carried.
fn coverage(desk: Desk) -> Block {
    /// More columns do not fit on a page.
    const COLUMNS: usize = 7;
    let (policies, lines) = grid::grid(desk.view);
    let shown: Vec<(usize, String)> =
        policies.iter().enumerate().take(COLUMNS).map(|(at, policy)| (at, policy.id.to_string())).collect();
    if shown.is_empty() {
        return super::desk::note("No policy is on file, so none of the themes is carried.");
    }
    let mark = |line: &GridLine, at: usize| match line.cells.get(at) {
        Some(Some(section)) if section.is_empty() => "x".to_string(),
        Some(Some(section)) => section.clone(),
        _ => String::new(),
    };
    let cells: Vec<_> = shown.iter().map(|(at, id)| (id.as_str(), move |line: &GridLine| mark(line, *at))).collect();
    let name = |line: &GridLine| line.id.map_or(line.name.clone(), |id| format!("{id} {}", line.name));
    let mut columns: Vec<Column<GridLine>> = vec![("Theme or principle", 4, &name)];
    columns.extend(cells.iter().map(|(id, cell)| -> Column<GridLine> { (id, 1, cell) }));
    let more = policies.len() - shown.len();
    let caption = match more {
        0 => "x: carried by the policy as a whole; else its section".to_string(),
        more => format!("x: carried by the policy as a whole; else its section. {more} more policies are not shown"),
    };
    Block::Table(Table::of(caption, lines, &columns))
}

fn blanks(desk: Desk) -> Block {
    let blank = grid::grid(desk.view).1.into_iter().filter(GridLine::is_blank).map(|line| line.name);
    list(blank.collect(), "Every theme and principle is carried by a policy.")
}

fn commitments(desk: Desk) -> Block {
    let standing = desk.all(Kind::Commitment).into_iter().filter(|c| !progress::is_over(c));
    let columns: &[Column<&Record>] = &[
        ("ID", 1, &|c| c.id.to_string()),
        ("Text", 6, &|c| c.title().to_string()),
        ("Type", 2, &|c| desk.cell(c, commitment::TYPE)),
        ("Policies", 2, &|c| desk.view.records.called_all(c.refs(commitment::POLICY), " ")),
        ("Controls", 2, &|c| desk.view.records.called_all(c.refs(commitment::CONTROLS), " ")),
        ("Measured by", 3, &|c| c.text(commitment::TEST).to_string()),
    ];
    table("What was promised", standing, columns, "No principle or commitment is on file.")
}

fn told(desk: Desk) -> Block {
    use communication::Type;
    let policy = desk.all(Kind::Communication).into_iter();
    let policy = policy.filter(|c| Type::of(c, communication::TYPE) == Some(Type::Policy));
    let columns: &[Column<&Record>] = &[
        ("Day", 2, &|c| or(&day(c.date(communication::SENT)), "not sent")),
        ("What", 4, &|c| c.title().to_string()),
        ("To", 3, &|c| desk.cell(c, communication::AUDIENCE)),
        ("Reached", 2, &|c| desk.cell(c, communication::REACH)),
    ];
    table("Announcements of policies", policy, columns, "No policy was announced yet.")
}
