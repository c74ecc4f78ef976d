//! Search in the texts and chosen words of all records: every word must occur somewhere in the record, in any case, or be
//! its id.
//!
//! SQLite narrows (its LIKE folds ASCII only), the rest is decided here with full Unicode case folding.

use super::{past, rows};
use crate::domain::{Choice, Field, Id, Kind, Spec, Type, Value};
use rusqlite::{Connection, params_from_iter, types::ToSqlOutput};
use std::fmt::Write;

/// A record that holds all the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchHit {
    pub id: Id,
    /// Index of the field that the excerpt is from.
    pub field: usize,
    /// One line around the first word found.
    pub excerpt: String,
}

/// Characters of an excerpt before the word, and in all.
const BEFORE: usize = 24;
const EXCERPT: usize = 96;
/// Records that are looked through before the file is let go.
const SLICE: u32 = 1_000;

/// Looks through the kinds one by one, slice by slice: between two slices the file is let go, so that no save waits for
/// a search, and `go_on` says whether the answer is still wanted.
pub(super) fn search(
    conn: &Connection,
    words: &str,
    limit: usize,
    go_on: &dyn Fn() -> bool,
) -> rusqlite::Result<Vec<SearchHit>> {
    let words = folded(words);
    if words.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let mut hits: Vec<(Rank, SearchHit)> = Vec::new();
    for spec in Kind::ALL.iter().map(|k| k.spec()) {
        table(conn, spec, &words, (limit, go_on), &mut hits)?;
    }
    Ok(first(hits, limit))
}

/// The same among the records as they stood after entry `seq`.
pub(super) fn search_past(
    conn: &Connection,
    words: &str,
    limit: usize,
    seq: u64,
    go_on: &dyn Fn() -> bool,
) -> rusqlite::Result<Vec<SearchHit>> {
    let words = folded(words);
    if words.is_empty() || limit == 0 {
        return Ok(Vec::new());
    }
    let mut hits: Vec<(Rank, SearchHit)> = Vec::new();
    for kind in Kind::ALL.iter().take_while(|_| go_on()) {
        let fields = texts(kind.spec());
        let records = past::load(conn, *kind, seq, true)?;
        let found = records.iter().filter(|r| !r.hidden).filter_map(|record| {
            let own = record.values.own().map(|(i, _)| i);
            let held = fields.iter().map(|(i, _)| *i).chain(own).map(|i| (i, record.text(i)));
            let chosen = listed(kind.spec()).flat_map(|(i, f)| {
                let one = record.choice(i).and_then(|at| f.choices().get(usize::from(at)));
                let several = record.words(i).filter_map(|code| f.choices().iter().find(|c| c.code == code));
                one.into_iter().chain(several).map(move |choice| (i, choice.label))
            });
            hit(record.id, held.chain(chosen), &words)
        });
        hits.extend(found.take(limit).map(|hit| (rank(&hit, &words), hit)));
    }
    Ok(first(hits, limit))
}

/// A word in small letters, and the record whose id it is.
struct Word {
    text: String,
    id: Option<Id>,
}

fn folded(words: &str) -> Vec<Word> {
    let word = |word: &str| Word { text: word.to_lowercase(), id: word.to_uppercase().parse().ok() };
    words.split_whitespace().map(word).collect()
}

/// What stands before what among hits: the record whose id was typed, then titles.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Id,
    Title,
    Text,
}

fn rank(hit: &SearchHit, words: &[Word]) -> Rank {
    match words {
        [one] if one.id == Some(hit.id) => Rank::Id,
        _ if hit.field == hit.id.kind.spec().title => Rank::Title,
        _ => Rank::Text,
    }
}

/// The best first; those of one rank in the order of the kinds.
fn first(mut hits: Vec<(Rank, SearchHit)>, limit: usize) -> Vec<SearchHit> {
    hits.sort_by_key(|(rank, _)| *rank);
    hits.truncate(limit);
    hits.into_iter().map(|(_, hit)| hit).collect()
}

/// Text fields that a page shows, the title first, so that an excerpt is from it if it has the word.
fn texts(spec: &'static Spec) -> Vec<(usize, &'static Field)> {
    let mut fields: Vec<_> =
        spec.fields.iter().enumerate().filter(|(_, f)| f.shown() && matches!(f.typ, Type::Line | Type::Long)).collect();
    fields.sort_by_key(|(i, _)| *i != spec.title);
    fields
}

/// Fields that hold one or several words of a list, as a page shows them.
fn listed(spec: &'static Spec) -> impl Iterator<Item = (usize, &'static Field)> {
    spec.fields.iter().enumerate().filter(|(_, f)| f.shown() && !f.choices().is_empty())
}

/// The labels of what a column holds.
fn labels<'a>(field: &'static Field, held: &'a str) -> impl Iterator<Item = &'static str> + 'a {
    held.split(' ').filter_map(|code| Some(field.choices().iter().find(|c| c.code == code)?.label))
}

fn table(
    conn: &Connection,
    spec: &'static Spec,
    words: &[Word],
    (limit, go_on): (usize, &dyn Fn() -> bool),
    hits: &mut Vec<(Rank, SearchHit)>,
) -> rusqlite::Result<()> {
    let fields = texts(spec);
    let sql = statement(spec, &fields, words);
    let slice = format!("SELECT max(n) FROM (SELECT n FROM \"{}\" WHERE n > ?1 ORDER BY n LIMIT {SLICE})", spec.table);
    let (mut slice, mut statement) = (conn.prepare_cached(&slice)?, conn.prepare_cached(&sql)?);
    let (mut after, mut found) = (0, 0);
    while let Some(until) = slice.query_row([after], |row| row.get::<_, Option<u32>>(0))?
        && found < limit
        && go_on()
    {
        let patterns = words.iter().map(|w| ToSqlOutput::from(pattern(&w.text)));
        let bounds = [after, until].map(ToSqlOutput::from);
        let mut slice_rows = statement.query(params_from_iter(bounds.into_iter().chain(patterns)))?;
        while let Some(row) = slice_rows.next()?.filter(|_| found < limit) {
            let held = fields.iter().enumerate();
            let held = held.filter_map(|(column, (i, _))| Some((*i, row.get_ref(column + 2).ok()?.as_str().ok()?)));
            let own = rows::own_of(row.get_ref(1)?).unwrap_or_default();
            let own = own.iter().filter_map(|(i, v)| if let Value::Text(t) = v { Some((*i, &**t)) } else { None });
            let chosen = listed(spec).enumerate().flat_map(|(column, (i, field))| {
                let held =
                    row.get_ref(column + 2 + fields.len()).ok().and_then(|v| v.as_str().ok()).unwrap_or_default();
                labels(field, held).map(move |label| (i, label))
            });
            if let Some(hit) = hit(Id::new(spec.kind, row.get(0)?), held.chain(own).chain(chosen), words) {
                hits.push((rank(&hit, words), hit));
                found += 1;
            }
        }
        after = until;
    }
    Ok(())
}

/// The rows of a slice that may hold all the words.
fn statement(spec: &'static Spec, fields: &[(usize, &'static Field)], words: &[Word]) -> String {
    let mut sql = "SELECT n, own".to_string();
    for (_, field) in fields.iter().copied().chain(listed(spec)) {
        let _ = write!(sql, ", \"{}\"", field.name);
    }
    let _ = write!(sql, " FROM \"{}\" WHERE n > ?1 AND n <= ?2 AND hidden = 0", spec.table);
    for (i, word) in words.iter().enumerate() {
        let like = |(_, f): &(usize, &Field)| format!("\"{}\" LIKE ?{} ESCAPE '\\'", f.name, i + 3);
        let its_id = word.id.filter(|id| id.kind == spec.kind).map(|id| format!("n = {}", id.n));
        let own = format!("own LIKE ?{} ESCAPE '\\'", i + 3);
        let chosen = listed(spec).flat_map(|(_, f)| chosen(f, &word.text));
        let any: Vec<String> = its_id.into_iter().chain(fields.iter().map(like)).chain([own]).chain(chosen).collect();
        let _ = write!(sql, " AND ({})", any.join(" OR "));
    }
    sql + " ORDER BY n"
}

/// The conditions under which a column holds a word whose label contains the letters.
fn chosen(field: &'static Field, letters: &str) -> Vec<String> {
    let fits = |c: &&Choice| c.label.to_lowercase().contains(letters);
    let codes = field.choices().iter().filter(fits).map(|c| c.code);
    match field.typ {
        Type::Words(_) => codes.map(|code| format!("(' ' || \"{}\" || ' ') LIKE '% {code} %'", field.name)).collect(),
        _ => {
            let codes: Vec<String> = codes.map(|code| format!("'{code}'")).collect();
            let any = (!codes.is_empty()).then(|| format!("\"{}\" IN ({})", field.name, codes.join(", ")));
            any.into_iter().collect()
        }
    }
}

/// A LIKE pattern that lets through whatever may hold the word: letters beyond ASCII are decided afterwards.
fn pattern(word: &str) -> String {
    let mut out = "%".to_string();
    for c in word.chars() {
        match c {
            '%' | '_' | '\\' => out.extend(['\\', c]),
            c if c.is_ascii() => out.push(c),
            _ if out.ends_with('%') && !out.ends_with("\\%") => {}
            // A folded letter may be one or more characters of the text.
            _ => out.push('%'),
        }
    }
    if !out.ends_with('%') || out.ends_with("\\%") {
        out.push('%');
    }
    out
}

/// The hit in a record whose texts are `held`, with the field of each.
fn hit<'a>(id: Id, held: impl Iterator<Item = (usize, &'a str)>, words: &[Word]) -> Option<SearchHit> {
    let mut seen: Vec<bool> = words.iter().map(|word| word.id == Some(id)).collect();
    // Who asks for an id knows the record by it: no text of it needs to be shown.
    let mut best = seen.contains(&true).then(|| (id.kind.spec().title, String::new()));
    for (i, text) in held {
        let folded = text.to_lowercase();
        for (word, seen) in words.iter().zip(&mut seen) {
            if folded.contains(&word.text) {
                *seen = true;
                best.get_or_insert_with(|| (i, excerpt(text, &word.text)));
            }
        }
    }
    let all = seen.iter().all(|s| *s);
    best.filter(|_| all).map(|(field, excerpt)| SearchHit { id, field, excerpt })
}

/// One line of text around a word.
fn excerpt(text: &str, word: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = (0..chars.len()).find(|i| starts(&chars[*i..], word)).unwrap_or(0);
    let from = at.saturating_sub(BEFORE);
    let mut out: String = if from > 0 { "…".into() } else { String::new() };
    out.extend(chars[from..].iter().take(EXCERPT).map(|c| if c.is_whitespace() { ' ' } else { *c }));
    if chars.len() > from + EXCERPT {
        out.push('…');
    }
    out
}

/// Whether the characters, folded, start with a folded word.
fn starts(chars: &[char], word: &str) -> bool {
    let mut folded = chars.iter().flat_map(|c| c.to_lowercase());
    word.chars().all(|w| folded.next() == Some(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_two_slices_nothing_of_the_file_is_held() {
        let conn = Connection::open_in_memory().unwrap();
        super::super::schema::make(&conn).unwrap();
        let many = 2 * SLICE + 7;
        let sql = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ?1)
                   INSERT INTO person (n, rev, hidden, name) SELECT 1000 * n, 1, 0, 'P ' || n FROM c";
        conn.execute(sql, [many]).unwrap();
        let asked = std::cell::Cell::new(0);
        let go_on = |most: usize| {
            asked.set(asked.get() + 1);
            assert!(!conn.is_busy());
            asked.get() <= most
        };
        assert_eq!(search(&conn, "p", usize::MAX, &|| go_on(9)).unwrap().len(), many as usize);
        assert_eq!(asked.take(), 3);
        assert_eq!(search(&conn, "p", usize::MAX, &|| go_on(1)).unwrap().len(), SLICE as usize);
    }

    #[test]
    fn chosen_words_are_found_by_their_labels_and_an_id_stands_first() {
        let conn = Connection::open_in_memory().unwrap();
        super::super::schema::make(&conn).unwrap();
        let sql = "INSERT INTO ai_system (n, rev, hidden, name, approval, act_marks) VALUES
                   (1, 1, 0, 'About S-02', 'found', 'IN 5f'), (2, 1, 0, 'Chat', 'approved', 'IN')";
        conn.execute(sql, []).unwrap();
        let ids = |words: &str| -> Vec<String> {
            search(&conn, words, 9, &|| true).unwrap().iter().map(|h| h.id.to_string()).collect()
        };
        assert_eq!(ids("found without approval"), ["S-01"]);
        assert_eq!(ids("emotions WORK"), ["S-01"]);
        assert_eq!(ids("s-02"), ["S-02", "S-01"]);
        assert_eq!(ids("emotions chat"), [] as [&str; 0]);
    }

    #[test]
    fn patterns_take_words_literally() {
        assert_eq!(pattern("50%_a\\"), "%50\\%\\_a\\\\%");
        assert_eq!(pattern("müller"), "%m%ller%");
        assert_eq!(pattern("über"), "%ber%");
        assert_eq!(pattern("100%"), "%100\\%%");
    }

    #[test]
    fn excerpts_show_the_word() {
        let long = format!("{} Needle {}", "x".repeat(300), "y".repeat(300));
        let line = excerpt(&long, "needle");
        assert!(line.starts_with('…') && line.ends_with('…') && line.contains("Needle"), "{line}");
        assert_eq!(excerpt("two\nlines", "lines"), "two lines");
    }
}
