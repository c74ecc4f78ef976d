//! Turns a change into rows and a journal entry, inside a transaction that the caller holds.

use super::{
    body, drafts,
    error::{Failure, damaged},
    journal::{self, Action, Hash, Left, Mark},
    made::Made,
    rows,
};
use crate::domain::{Change, Edit, Id, Kind, Record, Stamp, Value, own, skeleton};
use rusqlite::Connection;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// Who writes, and when.
pub(super) struct Pen<'a> {
    pub at: Stamp,
    pub actor: &'a str,
    pub session: Option<i64>,
}

/// What was written.
#[derive(Debug)]
pub(super) struct Written {
    pub seq: u64,
    pub hash: Hash,
    pub label: String,
    pub touched: Vec<Record>,
    pub renamed: Vec<(Id, Id)>,
}

/// A record while a step works on it.
pub(super) struct Work {
    pub before: Option<Record>,
    pub now: Record,
}

/// A change whose new records have their ids, with the old and the new one of those that were taken.
pub(super) type Named<'a> = (Cow<'a, Change>, Vec<(Id, Id)>);

/// A change with the ids that its new records get, and which of them are others than it asked for.
pub(super) fn named<'a>(conn: &Connection, change: &'a Change) -> Result<Named<'a>, Failure> {
    let renamed = renames(conn, change)?;
    let given = if renamed.is_empty() { Cow::Borrowed(change) } else { Cow::Owned(rename(change, &renamed)) };
    Ok((given, renamed))
}

/// Of a step that made more records than this under the ids that it gave them, none is handed back.
const HANDED_BACK: usize = 1_000;

/// What a step does to one record.
enum Part {
    Work(usize),
    Made(usize),
}

/// Writes a change, its ids given, as one entry.
pub(super) fn write(
    conn: &Connection,
    (change, renamed): Named<'_>,
    action: Action,
    pen: &Pen<'_>,
) -> Result<Written, Failure> {
    let mut works: Vec<Work> = Vec::new();
    let mut made: Vec<Made<'_>> = Vec::new();
    let mut at: HashMap<Id, Part> = HashMap::new();
    for (i, edit) in change.edits.iter().enumerate() {
        match at.get(&edit.id()) {
            Some(Part::Work(at)) => perform(conn, &mut works[*at], edit)?,
            Some(Part::Made(at)) => made[*at].then(i),
            None if matches!(edit, Edit::Create { .. }) => {
                at.insert(edit.id(), Part::Made(made.len()));
                made.push(Made::new(&change, i));
            }
            None => {
                at.insert(edit.id(), Part::Work(works.len()));
                works.push(start(conn, edit)?);
                let last = works.len() - 1;
                perform(conn, &mut works[last], edit)?;
            }
        }
    }
    drop(at);
    let reason = change.kept_reason();
    let mark = Mark { reason: reason.as_deref(), ..Mark::new(pen.at, pen.actor, action, &change.label) };
    let (seq, hash) = commit_all(conn, &works, &made, &mark)?;
    if let Some(session) = pen.session {
        for (old, new) in &renamed {
            drafts::rename(conn, *old, *new, session)?;
        }
        if let Some((id, field)) = change.ends_draft {
            drafts::end(conn, id, field, session)?;
        }
    }
    let handed = made.len() <= HANDED_BACK || !renamed.is_empty();
    let made = made.iter().filter(|_| handed).map(Made::record);
    let touched = works.into_iter().map(|w| w.now).chain(made).collect();
    Ok(Written { seq, hash, label: change.label.clone(), touched, renamed })
}

/// Writes the rows and the entry of a step. Records that another program changed since their last entry get an entry
/// of their own before it, so that the step launders nothing.
pub(super) fn commit(conn: &Connection, works: &[Work], mark: &Mark<'_>) -> Result<(u64, Hash), Failure> {
    commit_all(conn, works, &[], mark)
}

/// The same with records that the step makes.
fn commit_all<'a>(
    conn: &Connection,
    works: &'a [Work],
    made: &'a [Made<'a>],
    mark: &Mark<'_>,
) -> Result<(u64, Hash), Failure> {
    let bodies = found_outside(conn, works, mark)?;
    for work in works {
        match &work.before {
            None => rows::insert(conn, &work.now)?,
            Some(before) if rows::update(conn, &work.now, before.rev)? => {}
            Some(_) => return Err(Failure::Refused(format!("{} is not in the file as it was read", work.now.id))),
        }
    }
    for made in made {
        rows::insert(conn, &fitting(conn, made)?)?;
    }
    let left = |(work, body): (&'a Work, Option<String>)| Left::Is(&work.now, work.before.as_ref().zip(body));
    let left = works.iter().zip(bodies).map(left).chain(made.iter().map(Left::Made));
    Ok(journal::append_left(conn, mark, left.collect())?)
}

/// The record that a step makes, each of its edits looked at.
fn fitting(conn: &Connection, made: &Made<'_>) -> Result<Record, Failure> {
    let mut work = Work { before: None, now: Record { rev: 0, ..Record::new(made.id) } };
    made.edits().try_for_each(|edit| perform(conn, &mut work, edit))?;
    Ok(work.now)
}

/// Writes an entry of those records that are not as their last touch says. Returns the body of that touch for all others
/// that were there.
fn found_outside(conn: &Connection, works: &[Work], mark: &Mark<'_>) -> Result<Vec<Option<String>>, Failure> {
    let mut bodies = Vec::with_capacity(works.len());
    let mut changed: Vec<&Record> = Vec::new();
    for work in works {
        let Some(before) = &work.before else {
            bodies.push(None);
            continue;
        };
        let known = known_as(conn, before)?;
        if known.is_none() {
            changed.push(before);
        }
        bodies.push(known);
    }
    if changed.is_empty() {
        return Ok(bodies);
    }
    let ids: Vec<Id> = changed.iter().map(|r| r.id).collect();
    let label = format!("changed by another program: {}", crate::domain::value::join_ids(&ids, ", "));
    journal::append(conn, &Mark::new(mark.at, mark.actor, Action::Outside, &label), &changed)?;
    Ok(bodies)
}

/// The body of the last touch of a record, if the record is as it says.
pub(super) fn known_as(conn: &Connection, record: &Record) -> Result<Option<String>, Failure> {
    let Some((rev, hidden, body)) = journal::last_body(conn, record.id)? else { return Ok(None) };
    let lines = body::parse(&body).ok_or_else(|| damaged(format!("the journal of {} cannot be read", record.id)))?;
    let known = (rev, hidden) == (record.rev, record.hidden) && body::matches(conn, record, &lines)?;
    Ok(known.then_some(body))
}

/// The first edit of a record that is in the file.
fn start(conn: &Connection, edit: &Edit) -> Result<Work, Failure> {
    let id = edit.id();
    let before = rows::read_exact(conn, id)?.ok_or_else(|| Failure::Refused(format!("{id} is not in the file")))?;
    Ok(Work { now: before.clone(), before: Some(before) })
}

/// Each edit raises the revision by one, as it does in memory.
fn perform(conn: &Connection, work: &mut Work, edit: &Edit) -> Result<(), Failure> {
    let known = |rev: &u32| *rev == work.now.rev || work.before.as_ref().is_some_and(|b| b.rev == *rev);
    match edit {
        Edit::Create { id, .. } if work.now.rev != 0 => {
            return Err(Failure::Refused(format!("{id} would be made twice in one step")));
        }
        Edit::Create { values, .. } => set(&mut work.now, values)?,
        Edit::Set { rev, values, .. } if known(rev) => set(&mut work.now, values)?,
        Edit::Hide { rev, hidden, .. } if known(rev) => work.now.hidden = *hidden,
        Edit::Set { id, .. } | Edit::Hide { id, .. } => {
            let who = journal::last_of(conn, *id)?.map(|(actor, _)| actor).unwrap_or_default();
            let mine = match edit {
                Edit::Set { values, .. } => values.clone(),
                _ => Vec::new(),
            };
            return Err(Failure::Conflict { id: *id, mine, who });
        }
    }
    work.now.rev += 1;
    Ok(())
}

fn set(record: &mut Record, values: &[(usize, Value)]) -> Result<(), Failure> {
    for (i, value) in values {
        let field = own::stored(record.id.kind, *i)
            .ok_or_else(|| Failure::Refused(format!("{} has no field {i}", record.id)))?;
        rows::check(field, value).map_err(|why| Failure::Refused(format!("{}: {why}", record.id)))?;
        // A text that was never read cannot have been changed.
        if *value != Value::Unread {
            record.values[*i] = value.clone();
        }
    }
    Ok(())
}

/// New ids for the records of a change whose ids were taken meanwhile: the next free ones, in the same order.
fn renames(conn: &Connection, change: &Change) -> Result<Vec<(Id, Id)>, Failure> {
    let mut wanted: BTreeMap<Kind, Vec<u32>> = BTreeMap::new();
    for edit in &change.edits {
        if let Edit::Create { id, .. } = edit {
            wanted.entry(id.kind).or_default().push(id.n);
        }
    }
    let mut renamed = Vec::new();
    for (kind, mut numbers) in wanted {
        numbers.sort_unstable();
        numbers.dedup();
        let mut last_given = 0;
        for n in numbers {
            let id = Id::new(kind, n);
            if n > last_given && !rows::exists(conn, id)? {
                last_given = n;
                continue;
            }
            if kind == Kind::Item && n < skeleton::FIRST_OWN {
                return Err(Failure::Refused(format!("{id} is in the file already")));
            }
            last_given = rows::highest(conn, kind)?.max(last_given).max(n).saturating_add(1);
            renamed.push((id, Id::new(kind, last_given)));
        }
    }
    Ok(renamed)
}

/// The same change with new ids, wherever they stand.
pub(super) fn rename(change: &Change, renamed: &[(Id, Id)]) -> Change {
    let mut change = change.clone();
    if renamed.is_empty() {
        return change;
    }
    let names: HashMap<Id, Id> = renamed.iter().copied().collect();
    let new = |id: Id| names.get(&id).copied().unwrap_or(id);
    for edit in &mut change.edits {
        match edit {
            Edit::Create { id, values } | Edit::Set { id, values, .. } => {
                *id = new(*id);
                values.iter_mut().for_each(|(_, value)| rename_value(value, &new));
            }
            Edit::Hide { id, .. } => *id = new(*id),
        }
    }
    change.ends_draft = change.ends_draft.map(|(id, field)| (new(id), field));
    change
}

fn rename_value(value: &mut Value, new: &impl Fn(Id) -> Id) {
    match value {
        Value::Ref(id) => *id = new(*id),
        Value::Refs(ids) => ids.iter_mut().for_each(|id| *id = new(*id)),
        _ => {}
    }
}
