//! All records in memory, by kind and number, with the links walkable from both ends.

use super::{
    change::{Change, Edit},
    field::{Field, Placement, Type},
    id::Id,
    kind::Kind,
    kinds::answer,
    looked,
    matrix::Matrix,
    own,
    reasons::Reason,
    record::Record,
    value::Value,
    veil::{self, Eyes, Reach, Veil},
    words,
};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};

/// Stands behind what names a record that was deleted, on screens, in papers and in exports.
pub const DELETED: &str = "(deleted)";

/// The records of one file.
#[derive(Clone, Default, Debug)]
pub struct Records {
    /// For each kind its records, sorted by number.
    tables: Vec<Vec<Record>>,
    /// Who points at a record, and with which field.
    back: HashMap<Id, Vec<(Id, u8)>>,
    /// Those that were deleted.
    hidden: BTreeSet<Id>,
    matrix: Matrix,
    own: own::Columns,
    /// Reasons of steps, the earliest first.
    reasons: Vec<Reason>,
    /// Who looks, which rounds they do not see into, and what is out of sight with those.
    eyes: Eyes,
    sealed: Vec<Id>,
    veil: Veil,
}

/// The records as they are to be read on a given day: what computed columns and rules work from.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub records: &'a Records,
    pub today: Date,
}

impl Records {
    fn table(&self, kind: Kind) -> &[Record] {
        self.tables.get(kind as usize).map_or(&[], Vec::as_slice)
    }
    fn table_mut(&mut self, kind: Kind) -> &mut Vec<Record> {
        if self.tables.is_empty() {
            self.tables = vec![Vec::new(); Kind::ALL.len()];
        }
        &mut self.tables[kind as usize]
    }

    /// The record, hidden or not.
    pub fn get(&self, id: Id) -> Option<&Record> {
        self.raw(id).and_then(|record| self.seen(record))
    }
    /// The same, whoever looks.
    pub(super) fn raw(&self, id: Id) -> Option<&Record> {
        looked::one(id.kind);
        let table = self.table(id.kind);
        // Numbers are given in a row and never taken back, so most records stand at theirs.
        if let Some(record) = table.get((id.n as usize).wrapping_sub(1)).filter(|r| r.id.n == id.n) {
            return Some(record);
        }
        table.binary_search_by_key(&id.n, |r| r.id.n).ok().map(|i| &table[i])
    }
    /// The record unless it is hidden.
    pub fn live(&self, id: Id) -> Option<&Record> {
        self.get(id).filter(|r| !r.hidden)
    }
    /// Every record of a kind that is not hidden, in the order of ids.
    pub fn all(&self, kind: Kind) -> impl DoubleEndedIterator<Item = &Record> + '_ {
        looked::at(kind);
        let all = self.table(kind).iter().inspect(|r| looked::one(r.id.kind));
        all.filter(|r| !r.hidden).filter_map(|r| self.seen(r))
    }
    pub fn count(&self, kind: Kind) -> usize {
        self.all(kind).count()
    }
    /// Every record, hidden ones too.
    pub fn every(&self) -> impl Iterator<Item = &Record> + '_ {
        self.tables.iter().flatten().filter_map(|r| self.seen(r))
    }
    /// The first record of a kind that has only one, such as the organisation.
    pub fn single(&self, kind: Kind) -> Option<&Record> {
        self.all(kind).next()
    }
    /// Live records that point at `id`, with the field that does.
    pub fn pointing_at(&self, id: Id) -> impl Iterator<Item = (&Record, usize)> + '_ {
        looked::at_all();
        self.back
            .get(&id)
            .into_iter()
            .flatten()
            .filter_map(|(from, field)| Some((self.live(*from)?, usize::from(*field))))
    }
    /// Live records of one kind that point at `id` with `field`.
    pub fn linked(&self, id: Id, kind: Kind, field: usize) -> impl Iterator<Item = &Record> + '_ {
        looked::at(kind);
        // Looked up only where kind and field fit: a control may have a thousand answers and one risk.
        let fits = move |(from, f): &&(Id, u8)| from.kind == kind && usize::from(*f) == field;
        self.back.get(&id).into_iter().flatten().filter(fits).filter_map(|(from, _)| self.live(*from))
    }
    /// The kinds of which a live record points at `id`, in their order; one record of each kind is looked up.
    pub fn kinds_pointing_at(&self, id: Id) -> Vec<Kind> {
        looked::at_all();
        let mut kinds = Vec::new();
        for (from, _) in self.back.get(&id).into_iter().flatten() {
            if !kinds.contains(&from.kind) && self.live(*from).is_some() {
                kinds.push(from.kind);
            }
        }
        kinds.sort_unstable();
        kinds
    }
    /// Live records of one kind that point at `id`, each once: what one record points with stands side by side.
    pub fn of_kind_pointing_at(&self, id: Id, kind: Kind) -> impl Iterator<Item = Id> + '_ {
        looked::at(kind);
        let mut last = None;
        let ids = self.back.get(&id).into_iter().flatten().map(|(from, _)| *from);
        ids.filter(move |from| from.kind == kind && last.replace(*from) != Some(*from))
            .filter(|from| self.live(*from).is_some())
    }
    /// The id the next new record of a kind gets.
    pub fn next_id(&self, kind: Kind) -> Id {
        let first = if kind == Kind::Item { super::skeleton::FIRST_OWN } else { 1 };
        Id::new(kind, self.table(kind).last().map_or(first, |r| (r.id.n + 1).max(first)))
    }
    /// The risk method in force: scales, bands, appetite.
    pub fn matrix(&self) -> &Matrix {
        looked::at(Kind::Method);
        &self.matrix
    }

    /// The description of a field of a kind, an own column or not.
    pub fn field(&self, kind: Kind, field: usize) -> &'static Field {
        self.own.field(kind, field)
    }
    /// The own columns of a kind.
    pub fn own(&self, kind: Kind) -> impl Iterator<Item = (usize, &'static Field)> + '_ {
        self.own.of_kind(kind)
    }
    /// The fields of a kind, own columns last.
    pub fn fields(&self, kind: Kind) -> impl Iterator<Item = (usize, &'static Field)> + '_ {
        kind.spec().fields.iter().enumerate().chain(self.own(kind))
    }
    /// The fields that are columns of a list.
    pub fn columns(&self, kind: Kind) -> Vec<usize> {
        let columns = self
            .fields(kind)
            .filter(|(at, f)| !(f.retired && own::is_own(*at)) && matches!(f.place, Placement::Column(_)));
        columns.map(|(at, _)| at).collect()
    }

    /// Takes in records as they are now, new or changed.
    pub fn put(&mut self, records: impl IntoIterator<Item = Record>) {
        let mut reach = Reach::None;
        for record in records {
            reach = reach.max(self.put_one(record));
        }
        self.draw_veil(reach);
    }

    /// Takes in the reasons that are in the file, the earliest first; those of steps on their way there stay.
    pub fn tell_reasons(&mut self, mut reasons: Vec<Reason>) {
        let known = |r: &Reason| reasons.iter().any(|o| (&o.label, &o.why, &o.about) == (&r.label, &r.why, &r.about));
        let waiting: Vec<Reason> = self.reasons.drain(..).filter(|r| r.at.is_none() && !known(r)).collect();
        reasons.extend(waiting);
        self.reasons = reasons;
    }
    /// All reasons, the earliest first.
    pub fn reasons(&self) -> impl Iterator<Item = &Reason> + '_ {
        self.reasons.iter().filter(|reason| self.veil.is_empty() || veil::is_told(self, &reason.about))
    }

    /// Says who looks at the records from now on.
    pub fn seen_with(&mut self, eyes: Eyes) {
        self.eyes = eyes;
        self.draw_veil(Reach::Frame);
    }
    /// The rounds that whoever looks does not see into, because they are judged apart.
    pub fn sealed(&self) -> &[Id] {
        &self.sealed
    }
    /// Whether a record is out of sight, or a round seen without its outcome.
    pub fn is_veiled(&self, id: Id) -> bool {
        self.veil.contains_key(&id)
    }
    /// The record as it is to be seen.
    fn seen<'a>(&'a self, record: &'a Record) -> Option<&'a Record> {
        match self.veil.is_empty() {
            true => Some(record),
            false => self.veil.get(&record.id).map_or(Some(record), Option::as_ref),
        }
    }
    /// Looks again who is not to see what, after records changed that reach so far into it.
    fn draw_veil(&mut self, reach: Reach) {
        let stays = match reach {
            Reach::None => true,
            Reach::Within => self.sealed.is_empty(),
            Reach::Frame => false,
        };
        if stays || self.eyes == Eyes::All && self.veil.is_empty() {
            return;
        }
        self.veil.clear();
        self.sealed = veil::sealed(self, &self.eyes);
        self.veil = veil::over(self, &self.sealed);
    }
    /// Records that point at `id` with a field, deleted or not.
    pub fn pointing_by(&self, id: Id, kind: Kind, field: usize) -> impl Iterator<Item = Id> + '_ {
        let fits = move |(from, f): &&(Id, u8)| from.kind == kind && usize::from(*f) == field;
        self.back.get(&id).into_iter().flatten().filter(fits).map(|(from, _)| *from)
    }

    /// Takes in all records of a kind, sorted by number, read in one go.
    pub fn load(&mut self, kind: Kind, mut records: Vec<Record>) {
        records.shrink_to_fit();
        debug_assert!(records.is_sorted_by_key(|r| r.id.n));
        if !self.table(kind).is_empty() {
            self.back.values_mut().for_each(|list| list.retain(|(from, _)| from.kind != kind));
        }
        records.iter().for_each(|r| self.link(r));
        self.back.values_mut().for_each(Vec::shrink_to_fit);
        self.hidden.retain(|id| id.kind != kind);
        self.hidden.extend(records.iter().filter(|r| r.hidden).map(|r| r.id));
        *self.table_mut(kind) = records;
        self.reread_method(kind);
        self.draw_veil(Reach::of(kind));
    }

    /// Takes in one record; how far that reaches into what is out of sight.
    fn put_one(&mut self, record: Record) -> Reach {
        let id = record.id;
        let relinked = self.link_swap(&record);
        let stays = !relinked && self.raw(id).is_some_and(|old| veil::stays(old, &record));
        let reach = if stays { Reach::None } else { Reach::of(id.kind) };
        if let Some(Some(shown)) = self.veil.get_mut(&id) {
            *shown = veil::stand_in(&record);
        }
        match record.hidden {
            true => self.hidden.insert(id),
            false => self.hidden.remove(&id),
        };
        let table = self.table_mut(id.kind);
        match table.binary_search_by_key(&id.n, |r| r.id.n) {
            Ok(i) => table[i] = record,
            Err(i) => table.insert(i, record),
        }
        self.reread_method(id.kind);
        reach
    }

    fn reread_method(&mut self, kind: Kind) {
        if kind == Kind::OwnColumn {
            self.own = own::Columns::of(self.table(kind).iter());
        }
        if kind == Kind::Method {
            self.matrix = self.single(Kind::Method).map(Matrix::of).unwrap_or_default();
        }
    }

    /// Links a record as it is now; whether its links are other ones than before.
    fn link_swap(&mut self, new: &Record) -> bool {
        if let Some(old) = self.raw(new.id) {
            if old.links().eq(new.links()) {
                return false;
            }
            let old = old.clone();
            self.unlink(&old);
        }
        self.link(new);
        true
    }
    fn link(&mut self, record: &Record) {
        for (field, to) in record.links() {
            self.back.entry(to).or_default().push((record.id, field as u8));
        }
    }
    fn unlink(&mut self, record: &Record) {
        for (_, to) in record.links() {
            if let Some(list) = self.back.get_mut(&to) {
                list.retain(|(from, _)| *from != record.id);
            }
        }
    }

    /// Applies a change at once, as the store will write it; returns the ids it touched.
    pub fn apply(&mut self, change: &Change) -> Vec<Id> {
        self.reasons.extend(change.told());
        let mut reach = Reach::None;
        for edit in &change.edits {
            let mut record = match (edit, self.raw(edit.id())) {
                (Edit::Create { id, .. }, _) => Record::new(*id),
                (_, Some(record)) => Record { rev: record.rev + 1, ..record.clone() },
                (_, None) => continue,
            };
            match edit {
                Edit::Create { values, .. } | Edit::Set { values, .. } => {
                    values.iter().for_each(|(field, value)| record.values[*field] = value.clone());
                }
                Edit::Hide { hidden, .. } => record.hidden = *hidden,
            }
            reach = reach.max(self.put_one(record));
        }
        self.draw_veil(reach);
        change.edits.iter().map(Edit::id).collect()
    }

    /// Takes a record out of memory, for an id that the store gave to another.
    pub fn forget(&mut self, id: Id) {
        if let Some(record) = self.raw(id).cloned() {
            self.unlink(&record);
            self.hidden.remove(&id);
            self.table_mut(id.kind).retain(|r| r.id != id);
        }
    }

    /// How people call a record in short: its id, and for a question of an interview its place there, `I-03 q7`.
    pub fn called(&self, id: Id) -> String {
        let asked = self.get(id).filter(|_| id.kind == Kind::Answer);
        let Some((answer, interview)) = asked.and_then(|a| Some((a, a.one(answer::INTERVIEW)?))) else {
            return id.to_string();
        };
        let place = |a: &Record| (a.number(answer::POSITION).unwrap_or(i64::MAX), a.id);
        let before =
            self.linked(interview, Kind::Answer, answer::INTERVIEW).filter(|a| place(a) < place(answer)).count();
        format!("{interview} q{}", before + 1)
    }
    /// Several that something points at, with a separator; what was deleted is called so.
    pub fn called_all(&self, ids: &[Id], between: &str) -> String {
        let seen = ids.iter().filter(|id| !matches!(self.veil.get(id), Some(None)));
        seen.map(|id| self.marked(*id, self.called(*id))).collect::<Vec<_>>().join(between)
    }

    /// The name of a record for a cell or a sentence: its title, or its id if it has none; said if it was deleted.
    pub fn name(&self, id: Id) -> String {
        let title = self.get(id).map_or("", Record::title);
        self.marked(id, if title.is_empty() { id.to_string() } else { title.to_string() })
    }
    /// What something points at, with its name: `E-21 release record 2.14`, `P-03 M. Sato (deleted)`.
    pub fn in_full(&self, id: Id) -> String {
        let title = self.get(id).map_or("", Record::title);
        self.marked(id, format!("{} {title}", self.called(id)).trim_end().to_string())
    }
    fn marked(&self, id: Id, text: String) -> String {
        if self.is_deleted(id) { format!("{text} {DELETED}") } else { text }
    }
    pub fn is_deleted(&self, id: Id) -> bool {
        looked::at(id.kind);
        self.hidden.contains(&id)
    }
    /// Every record that was deleted, in the order of ids.
    pub fn deleted(&self) -> impl Iterator<Item = Id> + '_ {
        self.hidden.iter().copied()
    }
}

impl<'a> View<'a> {
    /// What a cell shows: labels for choices, names for people, ids (or places in interviews) for other references.
    pub fn cell(self, record: &Record, field: usize) -> String {
        let described: &Field = self.records.field(record.id.kind, field);
        match (&described.typ, record.value(field)) {
            (Type::Derived(derived), _) => (derived.show)(self, record),
            (_, Value::Choice(i)) => described.choices().get(usize::from(*i)).map_or(String::new(), |c| c.label.into()),
            (_, Value::Words(text)) => {
                let label = |code| words::label(described.choices(), code);
                words::codes(text).map(label).collect::<Vec<_>>().join(", ")
            }
            (_, Value::Ref(id)) if id.kind == Kind::Person => self.records.name(*id),
            (_, Value::Refs(ids)) if ids.iter().all(|id| id.kind == Kind::Person) => {
                ids.iter().map(|id| self.records.name(*id)).collect::<Vec<_>>().join(", ")
            }
            (_, Value::Ref(id)) => self.records.called_all(&[*id], " "),
            (_, Value::Refs(ids)) => self.records.called_all(ids, " "),
            (_, Value::Stamp(s)) => format!("{} {}", s.date(), s.clock()),
            (_, Value::Unread) => "…".into(),
            (_, value) => value.written(described),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::*;

    fn risk_on(records: &mut Records, n: u32, systems: &[u32]) -> Id {
        let id = Id::new(Kind::Risk, n);
        let refs = Value::refs(systems.iter().map(|n| Id::new(Kind::System, *n)));
        records.put([Record::new(id).with(risk::SYSTEMS, refs)]);
        id
    }

    #[test]
    fn links_are_walkable_back_and_follow_changes() {
        let mut records = Records::default();
        let system = Id::new(Kind::System, 1);
        risk_on(&mut records, 1, &[1, 2]);
        risk_on(&mut records, 2, &[1]);
        let count = |r: &Records| r.linked(system, Kind::Risk, risk::SYSTEMS).count();
        assert_eq!(count(&records), 2);
        risk_on(&mut records, 2, &[2]);
        assert_eq!(count(&records), 1);
        let change = Change::new("delete").hide(records.get(Id::new(Kind::Risk, 1)).unwrap());
        records.apply(&change);
        assert_eq!(count(&records), 0);
        assert_eq!(records.next_id(Kind::Risk), Id::new(Kind::Risk, 3));
    }

    #[test]
    fn a_change_raises_the_revision_and_keeps_the_rest() {
        let mut records = Records::default();
        let id = risk_on(&mut records, 1, &[1]);
        let change = Change::new("name").set(records.get(id).unwrap(), vec![(risk::TITLE, Value::text("leak"))]);
        assert_eq!(records.apply(&change), [id]);
        let risk = records.get(id).unwrap();
        assert_eq!((risk.rev, risk.title(), risk.refs(risk::SYSTEMS).len()), (2, "leak", 1));
    }
}
