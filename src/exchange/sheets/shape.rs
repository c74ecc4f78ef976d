//! Where the table is in a sheet: the heading row among the first rows, and which rows below are no records.

use super::facts::{HeadingFacts, norm};
use crate::{domain::Kind, exchange::sheet::SheetLine};
use std::collections::HashSet;

/// Rows among which the headings are looked for.
pub const TOP: usize = 30;

/// A table that was found in a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundTable {
    /// The row of the headings as a spreadsheet counts.
    pub row: usize,
    pub headings: Vec<String>,
    /// The rows that are records, each with as many cells as there are headings; one with more is refused later.
    pub rows: Vec<SheetLine>,
    /// Rows that are none, with what they are.
    pub left: Vec<(usize, &'static str)>,
    /// It is a sheet of this program: a column holds ids of its records.
    pub own: bool,
}

/// Finds the table; nothing if all rows are blank, or if there is no row of that number.
pub fn find(rows: Vec<SheetLine>, facts: &HeadingFacts, kind: Option<Kind>, row: Option<usize>) -> Option<FoundTable> {
    let at = match row {
        Some(number) => rows.iter().position(|r| r.number == number)?,
        None => heading_row(&rows, facts, kind)?,
    };
    let mut headings: Vec<String> = rows[at].cells.iter().map(|c| c.trim().to_string()).collect();
    while headings.last().is_some_and(String::is_empty) {
        headings.pop();
    }
    let mut table = FoundTable { row: rows[at].number, ..FoundTable::default() };
    if let Some(above) = at.checked_sub(1).map(|i| &rows[i]) {
        join_groups(&mut headings, above);
    }
    let before = rows.iter().take(at).filter(|r| !r.is_blank()).map(|r| (r.number, "above the headings"));
    table.left.extend(before);
    let width = headings.len();
    let first = headings.iter().position(|h| !h.is_empty()).unwrap_or(0);
    for mut line in rows.into_iter().skip(at + 1) {
        if line.is_blank() {
            continue;
        }
        if let Some(what) = no_record(&line, &headings, first, facts) {
            table.left.push((line.number, what));
            continue;
        }
        let filled = line.cells.iter().rposition(|c| !c.trim().is_empty()).map_or(0, |i| i + 1);
        if filled <= width {
            line.cells.resize(width, String::new());
        }
        table.rows.push(line);
    }
    table.headings = headings;
    Some(table)
}

/// How well a row would do as the headings.
fn score(rows: &[SheetLine], at: usize, facts: &HeadingFacts, kind: Option<Kind>) -> i64 {
    let cells: Vec<&str> = rows[at].cells.iter().map(|c| c.trim()).collect();
    let filled: Vec<&str> = cells.iter().copied().filter(|c| !c.is_empty()).collect();
    if filled.len() < 2 && rows.iter().any(|r| r.cells.iter().filter(|c| !c.trim().is_empty()).count() > 1) {
        return i64::MIN / 2;
    }
    let kinds: Vec<Kind> = kind.map_or_else(|| facts.kinds().collect(), |k| vec![k]);
    let forms: Vec<Vec<String>> = filled.iter().map(|c| facts.forms(c)).collect();
    let known = |kind: &Kind| forms.iter().filter(|forms| facts.has(*kind, forms)).count() as i64;
    let known = kinds.iter().map(known).max().unwrap_or(0);
    let numbers = filled.iter().filter(|c| c.chars().any(|c| c.is_ascii_digit()) && norm(c).len() < 12).count() as i64;
    let distinct = filled.iter().map(|c| norm(c)).collect::<HashSet<_>>().len();
    let doubled = (filled.len() - distinct) as i64;
    let pairs = filled.iter().filter(|c| c.contains(": ")).count() as i64;
    let wide = rows[at + 1..].iter().take(5).filter(|r| r.cells.iter().filter(|c| !c.trim().is_empty()).count() > 1);
    let full = if wide.count() > 0 { filled.len().min(12) as i64 } else { 0 };
    // A row as wide as the one above it is a record below its headings, whatever words stand in it.
    let width = |row: &SheetLine| row.cells.iter().filter(|c| !c.trim().is_empty()).count();
    let below = at > 0 && width(&rows[at - 1]) >= filled.len().max(2);
    6 * known + full - 3 * numbers - 2 * doubled - 4 * pairs - if below { 8 } else { 0 }
}

fn heading_row(rows: &[SheetLine], facts: &HeadingFacts, kind: Option<Kind>) -> Option<usize> {
    let first = rows.iter().position(|r| !r.is_blank())?;
    let candidates = (first..rows.len().min(TOP)).filter(|i| !rows[*i].is_blank());
    // The first of equals: what stands below it may be values that look like headings.
    candidates.map(|i| (score(rows, i, facts, kind), std::cmp::Reverse(i))).max().map(|(_, i)| i.0)
}

/// Headings in two rows: a group above (`Inherent`) belongs to the short headings below it (`Likelihood`).
fn join_groups(headings: &mut [String], above: &SheetLine) {
    const GROUPS: [&str; 9] =
        ["inherent", "residual", "current", "target", "gross", "net", "initial", "before controls", "after controls"];
    const PARTS: [&str; 10] =
        ["likelihood", "probability", "impact", "consequence", "severity", "score", "level", "rating", "l", "i"];
    let mut group = String::new();
    for (i, heading) in headings.iter_mut().enumerate() {
        let over = above.cells.get(i).map_or("", |c| c.trim());
        if !over.is_empty() {
            group = over.to_string();
        }
        let word = norm(&group).replace(" risk", "").replace(" rating", "");
        let short = PARTS.contains(&norm(heading).as_str());
        if short && GROUPS.contains(&word.as_str()) {
            *heading = format!("{group} {heading}");
        }
    }
}

/// What a row is that is no record.
fn no_record(line: &SheetLine, headings: &[String], first: usize, facts: &HeadingFacts) -> Option<&'static str> {
    let filled: Vec<(usize, &str)> =
        line.cells.iter().map(|c| c.trim()).enumerate().filter(|(_, c)| !c.is_empty()).collect();
    let same = filled.iter().filter(|(i, c)| headings.get(*i).is_some_and(|h| norm(h) == norm(c))).count();
    if filled.len() >= 2 && same * 10 >= filled.len() * 8 {
        return Some("the headings again");
    }
    let word = norm(filled[0].1);
    let starts = ["total", "sum", "subtotal", "summe", "gesamt", "grand total", "count", "totale"];
    if starts.iter().any(|s| word == *s || word.strip_prefix(s).is_some_and(|r| r.starts_with(' ')))
        && filled[1..].iter().all(|(_, c)| c.chars().any(|c| c.is_ascii_digit()) || facts.is_nothing(c))
    {
        return Some("a total");
    }
    let alone = filled.len() == 1 && filled[0].0 <= first + 1 && headings.iter().filter(|h| !h.is_empty()).count() >= 3;
    if alone && word.split(' ').all(|w| w.bytes().all(|b| b.is_ascii_digit())) {
        return Some("only a number");
    }
    let spoken = |c: &str| c.chars().count() > 60 || c.ends_with(['.', ':']);
    if alone && spoken(filled[0].1) {
        return Some("a remark");
    }
    let loud = filled[0].1.chars().any(char::is_alphabetic) && filled[0].1.to_uppercase() == filled[0].1;
    let titled = ["section", "part", "department", "chapter", "abschnitt", "annex", "group"];
    if alone && (loud || titled.iter().any(|t| word.starts_with(t))) {
        return Some("a section");
    }
    let guidance = (filled.len() >= 2 || word.split(' ').count() >= 4)
        && filled.iter().all(|(_, c)| {
            let c = norm(c);
            ["please", "enter", "select", "choose", "describe", "provide", "example"].iter().any(|w| c.starts_with(w))
        });
    if guidance {
        return Some("guidance");
    }
    let counted = filled.len() >= 3
        && filled.iter().enumerate().all(|(n, (i, c))| c.parse::<usize>().is_ok_and(|v| v == i + 1 && n == *i));
    counted.then_some("numbers of the columns")
}

#[cfg(test)]
mod tests {
    use super::super::facts::facts;
    use super::*;

    fn sheet(text: &str) -> Vec<SheetLine> {
        let rows = text.split('\n').enumerate();
        rows.map(|(i, row)| SheetLine { number: i + 1, cells: row.split(',').map(str::to_string).collect() }).collect()
    }

    #[test]
    fn headings_are_found_under_titles_and_rows_that_are_no_records_are_left_out() {
        let text = "AI register 2026,,,\nOwner: compliance,,,\n,,,\nName,Owner,Status,Risk level\n1,2,3,4\nHARBOUR,,,\n\
                    Berth aid,Ada,Live,High\nName,Owner,Status,Risk level\nMail,Ben,Live\nTotal,,2,\nx,y,z,a,b";
        let table = find(sheet(text), facts(), None, None).unwrap();
        assert_eq!((table.row, table.headings.len()), (4, 4));
        let names: Vec<&str> = table.rows.iter().map(|r| r.cells[0].as_str()).collect();
        assert_eq!(names, ["Berth aid", "Mail", "x"]);
        let left: Vec<&str> = table.left.iter().map(|(_, what)| *what).collect();
        assert_eq!(
            left,
            [
                "above the headings",
                "above the headings",
                "numbers of the columns",
                "a section",
                "the headings again",
                "a total"
            ]
        );
        let widths: Vec<usize> = table.rows.iter().map(|r| r.cells.len()).collect();
        assert_eq!(widths, [4, 4, 5], "a short row ends in empty cells, a long one is refused later");
    }

    #[test]
    fn a_group_above_belongs_to_the_headings_below_it() {
        let text = "Risk,Inherent,,Residual,\nTitle,Likelihood,Impact,Likelihood,Impact\nDrift,4,3,2,2";
        let table = find(sheet(text), facts(), Some(Kind::Risk), None).unwrap();
        assert_eq!(
            table.headings,
            ["Title", "Inherent Likelihood", "Inherent Impact", "Residual Likelihood", "Residual Impact"]
        );
    }

    #[test]
    fn a_row_of_one_filled_cell_that_is_a_plain_name_stays_a_record() {
        let table = find(sheet("Name,Owner,Status\nBerth aid,,\nMail,Ben,Live"), facts(), None, None).unwrap();
        assert_eq!(table.rows.len(), 2);
    }
}
