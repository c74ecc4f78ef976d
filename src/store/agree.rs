//! Whether rows and links are what the journal says: one walk over the records in the order of their ids, so that what is
//! held in memory does not grow with the file.

use super::{
    body, rows,
    verify::{Key, Kinds, Wrong, broken},
    words,
};
use crate::domain::{Value, own};
use rusqlite::{Connection, Row, Rows, params, types::ValueRef};
use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{BuildHasher, RandomState},
};

/// Compares every row with the last touch of its record, every link with what the touches say, and each the other way
/// round.
pub(super) fn agree(conn: &Connection, kinds: &Kinds) -> Result<(), Wrong> {
    let (links, marks) = (Sum::default(), RandomState::new());
    let mut walk = Walk { conn, kinds, links, marks, wrong: Vec::new(), missing: Vec::new() };
    let filled = filled(conn, kinds)?;
    for (prefix, (table, _)) in &kinds.0 {
        match filled.contains(prefix) {
            true => walk.kind(prefix, table)?,
            false => walk.without_rows(prefix)?,
        }
    }
    walk.unknown()?;
    walk.same_links()?;
    let Walk { mut wrong, mut missing, .. } = walk;
    missing.sort_unstable();
    let why = "the journal names it, but it is missing";
    wrong.extend(missing.iter().map(|(key, seq)| kinds.of_record(key, Some(*seq), why)));
    Wrong::first_of(wrong)
}

/// The prefixes of the kinds that have rows: reading a table that has none is prepared for nothing. They are asked in
/// groups, since a statement holds only so many columns.
fn filled(conn: &Connection, kinds: &Kinds) -> rusqlite::Result<BTreeSet<String>> {
    let named: Vec<(&String, &String)> = kinds.0.iter().map(|(prefix, (table, _))| (prefix, table)).collect();
    let mut filled = BTreeSet::new();
    for group in named.chunks(100) {
        let asked = group.iter().map(|(_, table)| format!("EXISTS (SELECT 1 FROM \"{}\")", table.replace('"', "\"\"")));
        let sql = format!("SELECT {}", asked.collect::<Vec<_>>().join(", "));
        conn.query_row(&sql, [], |row| {
            for (i, (prefix, _)) in group.iter().enumerate() {
                if row.get(i)? {
                    filled.insert((*prefix).clone());
                }
            }
            Ok(())
        })?;
    }
    Ok(filled)
}

/// So many records that do not fit are named; a file with more of them is not what anybody reads line by line.
const NAMED: usize = 10_000;

struct Walk<'a> {
    conn: &'a Connection,
    kinds: &'a Kinds,
    /// All links that the journal has.
    links: Sum,
    marks: RandomState,
    /// Rows that do not fit; links are told before them.
    wrong: Vec<Wrong>,
    /// Records without a row, and their last entries.
    missing: Vec<(Key, u64)>,
}

/// One record in one step.
struct Touch {
    n: i64,
    seq: i64,
    rev: u32,
    hidden: bool,
    body: String,
}

impl Touch {
    fn of(r: &Row<'_>) -> rusqlite::Result<Touch> {
        Ok(Touch { n: r.get(0)?, seq: r.get(1)?, rev: r.get(2)?, hidden: r.get(3)?, body: r.get(4)? })
    }
}

/// Many links as one sum of marks, which are drawn anew each time: two lists in any order have the same sum only by a
/// chance that nobody can bring about.
#[derive(Default, PartialEq, Eq)]
struct Sum {
    count: u64,
    marks: u64,
}

impl Sum {
    fn add(&mut self, mark: u64) {
        self.count += 1;
        self.marks = self.marks.wrapping_add(mark);
    }
}

/// What one record pointed at: field, target, the step that began it and the one that ended it.
type Link = (String, String, i64, Option<i64>);

const TOUCHES: &str = "SELECT n, seq, rev, hidden, body FROM touch WHERE kind = ?1";

impl Walk<'_> {
    /// The rows of a kind beside its touches, both in the order of numbers.
    fn kind(&mut self, prefix: &str, table: &str) -> Result<(), Wrong> {
        let conn = self.conn;
        let mut touches = conn.prepare_cached(&format!("{TOUCHES} ORDER BY n, seq"))?;
        let mut touches = Records { rows: touches.query([prefix])?, next: None };
        let mut rows = conn.prepare(&format!("SELECT * FROM \"{}\" ORDER BY n", table.replace('"', "\"\"")))?;
        let names: Vec<String> = rows.column_names().map(str::to_string).collect();
        let mut rows = rows.query([])?;
        let mut record = touches.next()?;
        while let Some(row) = rows.next()? {
            let n = row.get("n")?;
            while let Some((last, links)) = record.take_if(|(last, _)| last.n < n) {
                self.follow(prefix, last.n, &links);
                self.is_missing(prefix, &last);
                record = touches.next()?;
            }
            let wrong = match record.take_if(|(last, _)| last.n == n) {
                Some((last, links)) => {
                    self.follow(prefix, n, &links);
                    record = touches.next()?;
                    let why = "it is not as the journal says; it was changed by another program";
                    (!is_as_said(conn, row, &names, &last)?).then_some((Some(last.seq as u64), why))
                }
                None => Some((None, "it stands in the file, but in no journal entry")),
            };
            if let Some((seq, why)) = wrong.filter(|_| self.wrong.len() < NAMED) {
                self.wrong.push(self.kinds.of_record(&(prefix.into(), n), seq, why));
            }
        }
        while let Some((last, links)) = record {
            self.follow(prefix, last.n, &links);
            self.is_missing(prefix, &last);
            record = touches.next()?;
        }
        Ok(())
    }

    /// The touches of a kind that has no row: every record of it is missing.
    fn without_rows(&mut self, prefix: &str) -> Result<(), Wrong> {
        let conn = self.conn;
        let mut touches = conn.prepare_cached(&format!("{TOUCHES} ORDER BY n, seq"))?;
        let mut touches = Records { rows: touches.query([prefix])?, next: None };
        while let Some((last, links)) = touches.next()? {
            self.follow(prefix, last.n, &links);
            self.is_missing(prefix, &last);
        }
        Ok(())
    }

    /// Touches of kinds that the file does not name.
    fn unknown(&mut self) -> Result<(), Wrong> {
        let conn = self.conn;
        let mut statement =
            conn.prepare("SELECT DISTINCT kind FROM touch WHERE kind NOT IN (SELECT prefix FROM kind)")?;
        let prefixes = statement.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
        prefixes.iter().try_for_each(|prefix| self.without_rows(prefix))
    }

    fn is_missing(&mut self, prefix: &str, last: &Touch) {
        if self.missing.len() < NAMED {
            self.missing.push(((prefix.to_string(), last.n), last.seq as u64));
        }
    }

    /// Takes in the links of a record.
    fn follow(&mut self, prefix: &str, n: i64, links: &[Link]) {
        for (field, target, since, until) in links {
            let mark = self.marks.hash_one((target.as_str(), prefix, n, field.as_str(), since, until));
            self.links.add(mark);
        }
    }

    /// The table of links says what the records said, and nothing else.
    fn same_links(&self) -> Result<(), Wrong> {
        let mut statement = self.conn.prepare("SELECT target, kind, n, field, since, until FROM link")?;
        let mut found = Sum::default();
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            let text = |i| -> rusqlite::Result<&str> { Ok(r.get_ref(i)?.as_str()?) };
            let (n, since, until): (i64, i64, Option<i64>) = (r.get(2)?, r.get(4)?, r.get(5)?);
            found.add(self.marks.hash_one((text(0)?, text(1)?, n, text(3)?, &since, &until)));
        }
        drop(rows);
        if found == self.links {
            return Ok(());
        }
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            let (target, prefix, n): (String, String, i64) = (r.get(0)?, r.get(1)?, r.get(2)?);
            let link: Link = (r.get(3)?, target, r.get(4)?, r.get(5)?);
            let mut touches = self.conn.prepare_cached(&format!("{TOUCHES} AND n = ?2 ORDER BY seq"))?;
            let mut touches = Records { rows: touches.query(params![prefix, n])?, next: None };
            if !touches.next()?.is_some_and(|(_, links)| links.contains(&link)) {
                return Err(broken(format!("the links name {}, but its records do not", link.1)));
            }
        }
        Err(broken("the table of links lacks one that the journal has"))
    }
}

/// Touches in the order of numbers and steps, taken record by record.
struct Records<'a> {
    rows: Rows<'a>,
    next: Option<Touch>,
}

impl Records<'_> {
    /// The last touch of the next record, and every link that its touches say.
    fn next(&mut self) -> Result<Option<(Touch, Vec<Link>)>, Wrong> {
        let Some(mut last) = self.next.take().map_or_else(|| self.read(), |touch| Ok(Some(touch)))? else {
            return Ok(None);
        };
        let mut links = Vec::new();
        begun(&mut links, "", &last);
        while let Some(touch) = self.read()? {
            if touch.n != last.n {
                self.next = Some(touch);
                break;
            }
            begun(&mut links, &last.body, &touch);
            last = touch;
        }
        Ok(Some((last, links)))
    }
    fn read(&mut self) -> rusqlite::Result<Option<Touch>> {
        self.rows.next()?.map(Touch::of).transpose()
    }
}

/// The links that a body holds: field and target.
fn held(body: &str) -> BTreeSet<(&str, &str)> {
    let lines = body::split(body).filter(|line| line.sign == b'@');
    lines.flat_map(|line| line.value.split(' ').map(move |target| (line.field, target))).collect()
}

/// Ends and begins links as a step did.
fn begun(links: &mut Vec<Link>, before: &str, touch: &Touch) {
    let of_links = |body| body::split(body).filter(|line| line.sign == b'@');
    if of_links(before).eq(of_links(&touch.body)) {
        return;
    }
    let (old, new) = (held(before), held(&touch.body));
    for link in links.iter_mut().filter(|link| link.3.is_none()) {
        if !new.contains(&(link.0.as_str(), link.1.as_str())) {
            link.3 = Some(touch.seq);
        }
    }
    links.extend(new.difference(&old).map(|(f, t)| (f.to_string(), t.to_string(), touch.seq, None)));
}

/// Whether a row is what the last touch of its record says.
fn is_as_said(conn: &Connection, row: &Row<'_>, names: &[String], last: &Touch) -> rusqlite::Result<bool> {
    let head = row.get::<_, u32>("rev")? == last.rev && row.get::<_, bool>("hidden")? == last.hidden;
    Ok(head && same(conn, row, names, &last.body)?)
}

/// Whether the raw columns of a row are what a body says; a word that was erased stands in no column.
fn same(conn: &Connection, row: &Row<'_>, names: &[String], body: &str) -> rusqlite::Result<bool> {
    let lines: Vec<body::Line<'_>> = body::split(body).collect();
    let word = |line: &body::Line<'_>| line.value.parse::<i64>().unwrap_or_default();
    let mut left = lines.len();
    for (i, name) in names.iter().enumerate().filter(|(_, n)| !["n", "rev", "hidden"].contains(&n.as_str())) {
        if name == "own" {
            match own_columns(conn, row.get_ref(i)?, &lines)? {
                Some(met) => left -= met,
                None => return Ok(false),
            }
            continue;
        }
        let line = lines.iter().find(|line| line.field == name);
        let fits = match (row.get_ref(i)?, line) {
            (ValueRef::Null, None) => continue,
            (ValueRef::Null, Some(line)) if line.sign == b'#' => words::is_erased(conn, word(line))?,
            (ValueRef::Integer(n), Some(line)) => line.sign == b'=' && n.to_string() == line.value,
            (ValueRef::Text(text), Some(line)) if line.sign != b'#' => text == line.value.as_bytes(),
            (ValueRef::Text(text), Some(line)) => {
                let sql = "SELECT 1 FROM word WHERE n = ?1 AND CAST(text AS BLOB) = ?2";
                conn.prepare_cached(sql)?.exists(params![word(line), text])?
            }
            _ => false,
        };
        if !fits {
            return Ok(false);
        }
        left -= 1;
    }
    Ok(left == 0)
}

/// How many lines of a body the own columns of a row are, each of them as it says; `None` if they are not.
fn own_columns(conn: &Connection, cell: ValueRef<'_>, lines: &[body::Line<'_>]) -> rusqlite::Result<Option<usize>> {
    let Some(held) = rows::own_of(cell) else { return Ok(None) };
    let mut held: BTreeMap<String, Value> = held
        .into_iter()
        .filter_map(|(at, value)| Some((format!("{}{}", own::PREFIX, own::number(at)?), value)))
        .collect();
    let mut met = 0;
    for line in lines.iter().filter(|line| line.field.starts_with(own::PREFIX)) {
        let word = line.value.parse::<i64>().unwrap_or_default();
        let fits = match held.remove(line.field) {
            Some(Value::Text(text)) => line.sign == b'#' && words::is(conn, word, &text)?,
            _ => words::is_erased(conn, word)?,
        };
        if !fits {
            return Ok(None);
        }
        met += 1;
    }
    Ok(held.is_empty().then_some(met))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touch(seq: i64, body: &str) -> Touch {
        Touch { n: 1, seq, rev: 1, hidden: false, body: body.into() }
    }

    #[test]
    fn links_begin_end_and_begin_again() {
        let mut links = Vec::new();
        let bodies = ["systems@S-01 S-02\ntitle#1\n", "systems@S-02\ntitle#2\n", "systems@S-02 S-01\ntitle#2\n"];
        let mut before = "";
        for (seq, body) in (1..).zip(bodies) {
            begun(&mut links, before, &touch(seq, body));
            before = body;
        }
        let link = |to: &str, since, until| ("systems".to_string(), to.to_string(), since, until);
        assert_eq!(links, [link("S-01", 1, Some(2)), link("S-02", 1, None), link("S-01", 3, None)]);
    }
}
