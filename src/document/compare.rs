//! Two versions of a paper side by side: what was added, removed and changed, and the steps between them.
//!
//! Parts are matched by their heading, tables by their caption, rows by the first columns that tell them apart.

use super::{Block, Column, Drawing, Paper, PaperStanding, Table};
use crate::domain::{Id, Stamp};
use std::collections::HashMap;

/// A step of the journal between the two.
#[derive(Clone, Debug)]
pub struct ComparedStep {
    pub seq: u64,
    pub at: Stamp,
    pub actor: String,
    pub label: String,
    pub reason: Option<String>,
    /// The records that it touched.
    pub ids: Vec<Id>,
}

/// One difference; an empty side was not there.
#[derive(Debug, PartialEq, Eq)]
struct Difference {
    section: String,
    what: String,
    before: String,
    after: String,
}

/// The comparison as a paper of its own. `kinds` names the kinds of record whose steps are listed.
pub fn compare(old: &Paper, new: &Paper, steps: &[ComparedStep], kinds: &str) -> Paper {
    let found = differences(old, new);
    let mut blocks = vec![
        Block::Facts(vec![
            ("Before".into(), named(old)),
            ("After".into(), named(new)),
            ("Differences".into(), counted(&found)),
        ]),
        Block::Heading(1, "What is different".into()),
    ];
    if found.is_empty() {
        blocks.push(Block::Note("No word of the paper is different.".into()));
    }
    blocks.extend(tables(&found, steps));
    blocks.push(Block::Heading(1, "Steps between".into()));
    blocks.extend(listed(steps, kinds));
    Paper {
        title: format!("{}: two versions compared", old.title),
        subtitle: new.subtitle.clone(),
        demo: new.demo,
        made: new.made,
        head: new.head.clone(),
        standing: PaperStanding::Aside,
        blocks,
    }
}

fn named(paper: &Paper) -> String {
    match paper.standing.issue() {
        Some(issue) => {
            let gone = if issue.withdrawn { ", withdrawn" } else { "" };
            format!(
                "version {}, approved by {} ({}), {}{gone}, made from step {}",
                issue.version, issue.name, issue.role, issue.on, issue.step
            )
        }
        None => format!("draft from the records of {}", paper.made.date()),
    }
}

fn counted(found: &[Difference]) -> String {
    let count = |is: fn(&&Difference) -> bool| found.iter().filter(is).count();
    let (added, removed) = (count(|d| d.before.is_empty()), count(|d| d.after.is_empty()));
    format!("{} changed, {added} added, {removed} removed", found.len() - added - removed)
}

/// A table of differences for each part of the paper.
fn tables(found: &[Difference], steps: &[ComparedStep]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for part in found.chunk_by(|a, b| a.section == b.section) {
        if !part[0].section.is_empty() {
            blocks.push(Block::Heading(2, part[0].section.clone()));
        }
        let side = |text: &str| if text.is_empty() { "(not there)".to_string() } else { text.to_string() };
        let columns: &[Column<&Difference>] = &[
            ("What", 3, &|d| d.what.clone()),
            ("Before", 4, &|d| side(&d.before)),
            ("After", 4, &|d| side(&d.after)),
            ("Changed by", 3, &|d| changed_by(d, steps)),
        ];
        blocks.push(Block::Table(Table::of("", part, columns)));
    }
    blocks
}

/// Who changed the record that a row begins with, or records that only one side names, and when last:
/// `M. Sato 2026-11-20`.
fn changed_by(d: &Difference, steps: &[ComparedStep]) -> String {
    let (before, after) = (ids_in(&d.before), ids_in(&d.after));
    let mut ids: Vec<Id> = row_of(&d.what).into_iter().collect();
    ids.extend(before.iter().filter(|id| !after.contains(id)).chain(after.iter().filter(|id| !before.contains(id))));
    let mut people: Vec<(&str, String)> = Vec::new();
    for step in steps.iter().filter(|s| s.ids.iter().any(|id| ids.contains(id))) {
        people.retain(|(who, _)| *who != step.actor);
        people.push((&step.actor, step.at.date().to_string()));
    }
    people.iter().map(|(who, day)| format!("{who} {day}")).collect::<Vec<_>>().join("\n")
}

/// The record that a row is about; `I-03 q7` is a question, not the interview.
fn row_of(what: &str) -> Option<Id> {
    let mut words = what.split([' ', ':']);
    let id = words.next()?.parse().ok()?;
    let is_question = words.next().is_some_and(|w| w.strip_prefix('q').is_some_and(|n| n.parse::<u32>().is_ok()));
    (!is_question).then_some(id)
}

fn ids_in(text: &str) -> Vec<Id> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')'))
        .filter_map(|w| w.parse().ok())
        .collect()
}

fn listed(steps: &[ComparedStep], kinds: &str) -> Vec<Block> {
    let note = format!(
        "Steps after the first and up to the second that touched records of the kinds this paper shows: {kinds}. \
         Not each of them changed a word of the paper."
    );
    if steps.is_empty() {
        return vec![Block::Note(note), Block::Note("There is none.".into())];
    }
    let columns: &[Column<&ComparedStep>] = &[
        ("Step", 1, &|s| s.seq.to_string()),
        ("When", 2, &|s| format!("{} {}", s.at.date(), s.at.clock())),
        ("Who", 2, &|s| s.actor.clone()),
        ("What", 5, &|s| s.label.clone()),
        ("Why", 3, &|s| s.reason.clone().unwrap_or_default()),
    ];
    vec![Block::Note(note), Block::Table(Table::of("", steps, columns))]
}

fn differences(old: &Paper, new: &Paper) -> Vec<Difference> {
    let mut found = Vec::new();
    if old.title != new.title {
        push(&mut found, "", "Title", &old.title, &new.title);
    }
    let (before, after) = (sections(&old.blocks), sections(&new.blocks));
    for (name, blocks) in &after {
        let was = before.iter().find(|(n, _)| n == name).map_or(&[][..], |(_, b)| b);
        section(name, was, blocks, &mut found);
    }
    for (name, blocks) in before.iter().filter(|(name, _)| !after.iter().any(|(n, _)| n == name)) {
        section(name, blocks, &[], &mut found);
    }
    found
}

type TitledBlocks<'a> = (String, Vec<&'a Block>);

/// The blocks below each heading; the path of headings names them, a repeated one by its count.
fn sections(blocks: &[Block]) -> Vec<TitledBlocks<'_>> {
    let mut all: Vec<TitledBlocks> = vec![(String::new(), Vec::new())];
    let mut path: Vec<(u8, &str)> = Vec::new();
    for block in blocks {
        match block {
            Block::Heading(level, text) => {
                path.retain(|(l, _)| l < level);
                path.push((*level, text));
                let name = path.iter().map(|(_, t)| *t).collect::<Vec<_>>().join(", ");
                let same = all.iter().filter(|(n, _)| *n == name || n.starts_with(&format!("{name} #"))).count();
                all.push((if same > 0 { format!("{name} #{}", same + 1) } else { name }, Vec::new()));
            }
            Block::PageBreak => {}
            // What is drawn is compared by its table, here or beside it.
            Block::Drawing(Drawing { table: None, .. }) => {}
            block => all.last_mut().into_iter().for_each(|(_, list)| list.push(block)),
        }
    }
    all
}

/// What blocks are matched by: their kind, and the caption of a table.
fn shape(block: &Block) -> (u8, &str) {
    match block {
        Block::Heading(..) => (0, ""),
        Block::Para(_) => (1, ""),
        Block::Facts(_) => (2, ""),
        Block::Table(t) => (3, &t.caption),
        Block::Drawing(d) => (9, &d.caption),
        Block::List(_) => (4, ""),
        Block::Quote(_) => (5, ""),
        Block::Note(_) => (6, ""),
        Block::Sign(_) => (7, ""),
        Block::PageBreak => (8, ""),
    }
}

fn section(name: &str, old: &[&Block], new: &[&Block], found: &mut Vec<Difference>) {
    let mut left: Vec<&Block> = old.to_vec();
    for block in new {
        let same = left.iter().position(|b| shape(b) == shape(block));
        let was = same.map(|i| left.remove(i));
        pair(name, was, Some(block), found);
    }
    left.into_iter().for_each(|was| pair(name, Some(was), None, found));
}

fn pair(name: &str, old: Option<&Block>, new: Option<&Block>, found: &mut Vec<Difference>) {
    if old == new {
        return;
    }
    match old.or(new) {
        Some(Block::Table(_) | Block::Drawing(_)) => {
            let table = |b: Option<&Block>| match b {
                Some(Block::Table(t) | Block::Drawing(Drawing { table: Some(t), .. })) => t.clone(),
                _ => Table::default(),
            };
            rows(name, &table(old), &table(new), found);
        }
        Some(Block::Facts(_)) => facts(name, facts_of(old), facts_of(new), found),
        Some(Block::List(_) | Block::Sign(_)) => items(name, items_of(old), items_of(new), found),
        _ => push(found, name, "Text", text_of(old), text_of(new)),
    }
}

fn facts_of(block: Option<&Block>) -> &[(String, String)] {
    if let Some(Block::Facts(facts)) = block { facts } else { &[] }
}

fn items_of(block: Option<&Block>) -> &[String] {
    if let Some(Block::List(items) | Block::Sign(items)) = block { items } else { &[] }
}

fn text_of(block: Option<&Block>) -> &str {
    if let Some(Block::Para(t) | Block::Quote(t) | Block::Note(t)) = block { t } else { "" }
}

fn push(found: &mut Vec<Difference>, section: &str, what: &str, before: &str, after: &str) {
    if before != after {
        let (section, what) = (section.to_string(), what.to_string());
        found.push(Difference { section, what, before: before.into(), after: after.into() });
    }
}

fn facts(name: &str, old: &[(String, String)], new: &[(String, String)], found: &mut Vec<Difference>) {
    let side = |list: &[(String, String)], label: &str| {
        list.iter().find(|(l, _)| l == label).map_or(String::new(), |(_, text)| text.clone())
    };
    for (label, text) in new {
        push(found, name, label, &side(old, label), text);
    }
    for (label, text) in old.iter().filter(|(label, _)| !new.iter().any(|(l, _)| l == label)) {
        push(found, name, label, text, "");
    }
}

/// Lines of a list that only one side has, each as often as it has it more.
fn items(name: &str, old: &[String], new: &[String], found: &mut Vec<Difference>) {
    let mut left: Vec<&String> = old.iter().collect();
    let mut added = Vec::new();
    for item in new {
        match left.iter().position(|i| *i == item) {
            Some(at) => drop(left.remove(at)),
            None => added.push(item),
        }
    }
    left.into_iter().for_each(|item| push(found, name, "Line", item, ""));
    added.into_iter().for_each(|item| push(found, name, "Line", "", item));
}

/// The keys of rows: as few first cells as tell all rows of both tables apart, else whole rows.
fn keys(old: &Table, new: &Table) -> usize {
    let most = old.heads.len().max(new.heads.len()).max(1);
    let unique = |t: &Table, n: usize| {
        let mut seen: HashMap<&[String], ()> = HashMap::new();
        t.rows.iter().all(|row| seen.insert(&row[..n.min(row.len())], ()).is_none())
    };
    (1..most).find(|n| unique(old, *n) && unique(new, *n)).unwrap_or(most)
}

fn rows(name: &str, old: &Table, new: &Table, found: &mut Vec<Difference>) {
    let n = keys(old, new);
    let key = |row: &[String]| row.iter().take(n).cloned().collect::<Vec<_>>();
    let mut left: HashMap<Vec<String>, Vec<&Vec<String>>> = HashMap::new();
    old.rows.iter().for_each(|row| left.entry(key(row)).or_default().push(row));
    let mut kept: Vec<&Vec<String>> = Vec::new();
    for row in &new.rows {
        let was = left.get_mut(&key(row)).filter(|list| !list.is_empty()).map(|list| list.remove(0));
        match was {
            Some(was) => {
                kept.push(was);
                cells(name, (old, was), (new, row), n, found);
            }
            None => push(found, name, &key(row).join(", "), "", &whole(new, row, n)),
        }
    }
    for row in old.rows.iter().filter(|row| !kept.iter().any(|k| std::ptr::eq(*k, *row))) {
        push(found, name, &key(row).join(", "), &whole(old, row, n), "");
    }
}

/// The cells of a row that are different, by the heads of their columns.
fn cells(
    name: &str,
    (old, was): (&Table, &[String]),
    (new, is): (&Table, &[String]),
    n: usize,
    found: &mut Vec<Difference>,
) {
    let key = is.iter().take(n).cloned().collect::<Vec<_>>().join(", ");
    let cell = |t: &Table, row: &[String], head: &str| {
        t.heads.iter().position(|h| h == head).and_then(|i| row.get(i)).cloned().unwrap_or_default()
    };
    let heads = new.heads.iter().skip(n).chain(old.heads.iter().skip(n).filter(|h| !new.heads.contains(h)));
    for head in heads {
        let (before, after) = (cell(old, was, head), cell(new, is, head));
        if before != after {
            let said = |text: String| if text.trim().is_empty() { "(empty)".to_string() } else { text };
            push(found, name, &format!("{key}: {head}"), &said(before), &said(after));
        }
    }
}

/// A row that only one side has, with the heads of its filled cells.
fn whole(t: &Table, row: &[String], n: usize) -> String {
    let rest: Vec<String> = t
        .heads
        .iter()
        .zip(row)
        .skip(n)
        .filter(|(_, c)| !c.trim().is_empty())
        .map(|(h, c)| format!("{h}: {c}"))
        .collect();
    if rest.is_empty() { row.join(", ") } else { rest.join("\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(blocks: Vec<Block>) -> Paper {
        let made = Stamp { utc: 0, offset: 0 };
        let standing = PaperStanding::Draft(None);
        Paper { title: "T".into(), subtitle: "s".into(), demo: false, made, head: None, standing, blocks }
    }

    fn table(rows: &[[&str; 3]]) -> Block {
        let columns: &[Column<[&str; 3]>] =
            &[("Ref", 1, &|r| r[0].into()), ("Use", 1, &|r| r[1].into()), ("State", 1, &|r| r[2].into())];
        Block::Table(Table::of("Annex A", rows.iter().copied(), columns))
    }

    fn told(old: Vec<Block>, new: Vec<Block>) -> Vec<String> {
        let found = differences(&paper(old), &paper(new));
        found.iter().map(|d| format!("{} | {} | {} > {}", d.section, d.what, d.before, d.after)).collect()
    }

    #[test]
    fn rows_are_matched_by_their_first_cell_and_told_by_column() {
        let heading = || Block::Heading(1, "Controls".into());
        let old =
            vec![heading(), table(&[["A.2.2", "yes", "planned"], ["A.2.3", "yes", "planned"], ["A.2.4", "no", ""]])];
        let new = vec![heading(), table(&[["A.2.4", "no", ""], ["A.2.2", "yes", "works"], ["C-01", "yes", "planned"]])];
        assert_eq!(
            told(old, new),
            [
                "Controls | A.2.2: State | planned > works",
                "Controls | C-01 |  > Use: yes\nState: planned",
                "Controls | A.2.3 | Use: yes\nState: planned > ",
            ]
        );
    }

    #[test]
    fn rows_with_the_same_first_cell_are_told_apart_by_more_cells() {
        let old = table(&[["A", "x", "1"], ["A", "y", "2"]]);
        let new = table(&[["A", "x", "1"], ["A", "y", "3"]]);
        assert_eq!(told(vec![old], vec![new]), [" | A, y: State | 2 > 3"]);
        let twice = || table(&[["A", "x", "1"], ["A", "x", "1"]]);
        assert_eq!(told(vec![twice()], vec![table(&[["A", "x", "1"]])]), [" | A, x, 1 | A, x, 1 > "]);
    }

    #[test]
    fn texts_facts_and_lists_are_compared_in_their_section() {
        let blocks = |para: &str, fact: &str, items: &[&str]| {
            vec![
                Block::Heading(1, "One".into()),
                Block::Para(para.into()),
                Block::Facts(vec![("Version".into(), fact.into())]),
                Block::Heading(2, "Two".into()),
                Block::List(items.iter().map(|i| i.to_string()).collect()),
            ]
        };
        assert_eq!(told(blocks("a", "1", &["x", "y"]), blocks("a", "1", &["x", "y"])), [] as [String; 0]);
        assert_eq!(
            told(blocks("a", "1", &["x", "y", "y"]), blocks("b", "2", &["y", "z"])),
            [
                "One | Text | a > b",
                "One | Version | 1 > 2",
                "One, Two | Line | x > ",
                "One, Two | Line | y > ",
                "One, Two | Line |  > z",
            ]
        );
        let gone = told(blocks("a", "1", &["x"]), vec![]);
        assert!(gone.contains(&"One | Text | a > ".to_string()), "{gone:?}");
    }

    #[test]
    fn who_changed_the_record_of_a_row_is_named_with_the_last_day() {
        let id = |text: &str| text.parse::<Id>().unwrap();
        let step = |seq, day: i64, who: &str, ids: &[&str]| ComparedStep {
            seq,
            at: Stamp { utc: day * 86_400, offset: 0 },
            actor: who.into(),
            label: "x".into(),
            reason: None,
            ids: ids.iter().map(|i| id(i)).collect(),
        };
        let steps =
            [step(1, 0, "ann", &["A.2.2"]), step(2, 1, "bo", &["A.2.2"]), step(3, 2, "ann", &["A.2.2", "I-03"])];
        let by = |what: &str, before: &str, after: &str| {
            let [what, before, after] = [what, before, after].map(String::from);
            changed_by(&Difference { section: String::new(), what, before, after }, &steps)
        };
        assert_eq!(by("A.2.2: State", "a", "b"), "bo 1970-01-02\nann 1970-01-03");
        assert_eq!(by("I-03 q7: Verdict", "a", "b"), "");
        assert_eq!(by("Text", "seen in I-03, A.2.2", "seen in A.2.2"), "ann 1970-01-03");
    }
}
