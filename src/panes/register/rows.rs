//! Which records a list shows, and in what order.

use super::find::{Finder, words};
use crate::{
    app::World,
    domain::{Id, Kind, Record, Type, Value, View, field::Place as Placed, kinds::*},
    parts::matching::fold,
};
use std::cmp::Ordering;

/// Which records are in a list before any filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    All(Kind),
    /// Annex A and own controls: the Statement of Applicability.
    Controls,
    /// The 32 clauses.
    Clauses,
}

impl Scope {
    pub fn kind(self) -> Kind {
        match self {
            Scope::All(kind) => kind,
            Scope::Controls | Scope::Clauses => Kind::Item,
        }
    }
    pub fn name(self) -> &'static str {
        match self {
            Scope::All(kind) => kind.spec().plural,
            Scope::Controls => "controls",
            Scope::Clauses => "clauses",
        }
    }
    pub fn holds(self, record: &Record) -> bool {
        match self {
            Scope::All(_) => !record.hidden,
            Scope::Controls => !record.hidden && item::is_control(record),
            Scope::Clauses => !record.hidden && !item::is_control(record),
        }
    }
}

/// The shown rows.
pub struct Rows {
    pub scope: Scope,
    /// Fields that are columns, in order; the id stands before them.
    pub columns: Vec<usize>,
    pub filter: String,
    words: Vec<String>,
    /// Column and direction if the person chose; a field of `None` is the id.
    pub sort: Option<(Option<usize>, bool)>,
    pub ids: Vec<Id>,
    /// The rows before any filter, in the same order.
    all: Vec<Id>,
}

/// What a row is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(i64),
    Text(String),
    /// Empty cells come last.
    Nothing,
}

impl Rows {
    pub fn new(scope: Scope, filter: &str, world: &World) -> Rows {
        let fields = scope.kind().spec().fields;
        let columns = (0..fields.len()).filter(|f| matches!(fields[*f].place, Placed::Column(_))).collect();
        let (words, filter) = (words(filter), filter.into());
        let mut rows = Rows { scope, columns, filter, words, sort: None, ids: Vec::new(), all: Vec::new() };
        rows.sort = rows.read_sort(world);
        rows
    }

    /// The key of the setting that keeps the order.
    pub fn sort_key(&self) -> String {
        format!("sort/{}", self.scope.name())
    }
    pub fn sort_setting(&self) -> String {
        let (field, reverse) = self.sort_in_force();
        let name = field.map_or("id", |f| self.scope.kind().spec().fields[f].name);
        format!("{name}{}", if reverse { " down" } else { "" })
    }
    fn read_sort(&self, world: &World) -> Option<(Option<usize>, bool)> {
        let text = world.setting(&self.sort_key())?;
        let (name, reverse) = text.strip_suffix(" down").map_or((text, false), |n| (n, true));
        let field = self.scope.kind().spec().field(name);
        (field.is_some() || name == "id").then_some((field, reverse))
    }
    /// The order in force: chosen, or the kind's own.
    pub fn sort_in_force(&self) -> (Option<usize>, bool) {
        self.sort.unwrap_or((default_sort(self.scope.kind()), false))
    }

    /// Rows before any filter.
    pub fn all(&self) -> usize {
        self.all.len()
    }

    pub fn set_filter(&mut self, filter: &str, world: &World) {
        let narrower = filter.starts_with(&self.filter) && !self.filter.is_empty();
        self.filter = filter.into();
        self.words = words(filter);
        // A longer filter finds its rows among those of the shorter one, in the same order.
        let from = if narrower { std::mem::take(&mut self.ids) } else { self.all.clone() };
        self.ids = self.matching(from, world);
    }

    fn matching(&self, mut ids: Vec<Id>, world: &World) -> Vec<Id> {
        if !self.words.is_empty() {
            let mut finder = Finder::new(world, self.scope.kind(), &self.columns, &self.words);
            ids.retain(|id| world.records.live(*id).is_some_and(|r| finder.matches(r)));
        }
        ids
    }

    /// Finds and sorts all rows anew.
    pub fn rebuild(&mut self, world: &World) {
        let view = world.view();
        let (field, reverse) = self.sort_in_force();
        let rows = world.records.all(self.scope.kind()).filter(|r| self.scope.holds(r));
        self.all = match field {
            None if !reverse => rows.map(|r| r.id).collect(),
            _ => {
                let mut keyed: Vec<(SortKey, Id)> = rows.map(|r| (sort_key(view, r, field), r.id)).collect();
                keyed.sort_unstable_by(|a, b| order(a, b, reverse));
                keyed.into_iter().map(|(_, id)| id).collect()
            }
        };
        self.ids = self.matching(self.all.clone(), world);
    }

    /// Takes in changed records: a few are moved alone, more are found anew. What cells say of other kinds of record
    /// is followed in short lists only.
    pub fn refresh(&mut self, touched: &[Id], world: &World) {
        let mine = touched.iter().filter(|id| id.kind == self.scope.kind()).count();
        let short = self.all.len() <= 500;
        if mine <= 8 && (mine == touched.len() || !short) {
            let kind = self.scope.kind();
            touched.iter().filter(|id| id.kind == kind).for_each(|id| self.place_one(*id, world));
        } else {
            self.rebuild(world);
        }
    }

    fn place_one(&mut self, id: Id, world: &World) {
        self.all.retain(|other| *other != id);
        self.ids.retain(|other| *other != id);
        let Some(record) = world.records.live(id).filter(|r| self.scope.holds(r)) else { return };
        let at = self.place_in(&self.all, record, world);
        self.all.insert(at, id);
        if !self.matching(vec![id], world).is_empty() {
            let at = self.place_in(&self.ids, record, world);
            self.ids.insert(at, id);
        }
    }

    /// Where a record stands among sorted ones.
    fn place_in(&self, ids: &[Id], record: &Record, world: &World) -> usize {
        let view = world.view();
        let (field, reverse) = self.sort_in_force();
        let key = (sort_key(view, record, field), record.id);
        ids.partition_point(|other| {
            let known = world.records.get(*other);
            known.is_some_and(|r| order(&(sort_key(view, r, field), *other), &key, reverse) == Ordering::Less)
        })
    }
}

/// The column a kind is sorted by until a person chooses.
fn default_sort(kind: Kind) -> Option<usize> {
    match kind {
        Kind::Finding => Some(finding::LATE),
        Kind::Request => Some(request::LATE),
        Kind::Action => Some(action::LATE),
        Kind::Risk => Some(risk::LEVEL),
        Kind::Interview => Some(interview::STATE),
        _ => None,
    }
}

fn sort_key(view: View, record: &Record, field: Option<usize>) -> SortKey {
    let Some(field) = field else { return SortKey::Number(i64::from(record.id.n)) };
    match (&record.id.kind.spec().fields[field].typ, record.value(field)) {
        (Type::Derived(derived), _) => SortKey::Number((derived.rank)(view, record)),
        (_, Value::Empty | Value::Unread) => SortKey::Nothing,
        (_, Value::Number(n)) => SortKey::Number(*n),
        (_, Value::Choice(c)) => SortKey::Number(i64::from(*c)),
        (_, Value::Stamp(s)) => SortKey::Number(s.utc),
        (_, Value::Date(d)) => SortKey::Number(i64::from(d.year()) * 400 + i64::from(d.day_of_year())),
        (_, Value::Text(t)) => SortKey::Text(fold(t)),
        _ => SortKey::Text(fold(&view.cell(record, field))),
    }
}

/// Rows with nothing in the column come last in both directions; ties are broken by id.
fn order(a: &(SortKey, Id), b: &(SortKey, Id), reverse: bool) -> Ordering {
    let by_key = match (&a.0, &b.0) {
        (SortKey::Nothing, SortKey::Nothing) => Ordering::Equal,
        (SortKey::Nothing, _) => Ordering::Greater,
        (_, SortKey::Nothing) => Ordering::Less,
        (x, y) if reverse => y.cmp(x),
        (x, y) => x.cmp(y),
    };
    by_key.then(a.1.cmp(&b.1))
}
